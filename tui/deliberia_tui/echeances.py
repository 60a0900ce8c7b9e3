"""The dates of a séance as the start screen words them; the calendar itself is `deliberia.pieces`'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deliberia.model import Seance
    from deliberia.pieces import Echeance, Suites


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """One line: what, when in words, and whether it calls for attention."""

    libelle: str
    texte: str
    is_alerte: bool = False


def list_lignes(
    seance: Seance,
    today: dt.date,
    suivante: dt.date | None = None,
    suites: Sequence[Suites | None] = (),
) -> tuple[Ligne, ...]:
    """Return what is to be done around the séance, in the order of the calendar.

    `suivante`: the séance that comes after, which approves the minutes of this one.
    `suites`: what is noted of each act; None for one whose file cannot be read.
    """
    from deliberia.pieces import find_publication, list_echeances

    if seance.date is None:
        return (Ligne(libelle="Séance", texte="aucune date n’est encore fixée (touche s)", is_alerte=True),)
    noted = [one for one in suites if one is not None]
    published = find_publication(noted) if len(noted) == len(suites) else None
    lines = [_describe_seance(seance, seance.date, today)]
    for one in list_echeances(seance, publication=published, suivante=suivante):
        describe = _DESCRIPTIONS.get(one.nom)
        if one.nom == "transmission":
            lines += _describe_suites(one, noted, len(suites))
        elif describe is not None:
            lines.append(describe(one, seance, today))
        elif one.date is not None:
            lines.append(Ligne(libelle=_LIBELLES.get(one.nom, one.libelle), texte=_until(one)))
    return tuple(lines)


def _describe_suites(echeance: Echeance, suites: Sequence[Suites], acts: int) -> list[Ligne]:
    """Say how many acts went out, and when; what is to be done while none did."""
    lines = []
    for libelle, days in (
        ("Transmission", [one.transmis for one in suites if one.transmis]),
        ("Actes publiés", [one.publie for one in suites if one.publie]),
    ):
        if days:
            lines.append(Ligne(libelle=libelle, texte=_count(days, acts)))
        elif libelle == "Transmission":
            lines.append(Ligne(libelle=libelle, texte=echeance.precision))
    return lines


def _count(days: list[dt.date], acts: int) -> str:
    from deliberia.text import format_date

    first, last = min(days), max(days)
    when = f"le {format_date(last, weekday=True)}" if first == last else f"la dernière le {format_date(last)}"
    return f"{len(days)} sur {acts}, {when}"


def _describe_seance(seance: Seance, meeting: dt.date, today: dt.date) -> Ligne:
    from deliberia.text import format_date

    days = (meeting - today).days
    when = {0: "aujourd’hui", 1: "demain"}.get(days, f"dans {days} jours" if days > 0 else "passée")
    heure = f" à {seance.heure}" if seance.heure else ""
    return Ligne(
        libelle="Séance" if days < 0 else "Prochaine séance",
        texte=f"{format_date(meeting, weekday=True)}{heure} ({when})",
    )


def _describe_convocation(echeance: Echeance, seance: Seance, today: dt.date) -> Ligne:
    from deliberia.text import format_date

    libelle = "Convocation"
    if echeance.date is None:
        return Ligne(libelle=libelle, texte=echeance.precision, is_alerte=True)
    latest = format_date(echeance.date, weekday=True)
    if seance.convocation is not None:
        sent = format_date(seance.convocation, weekday=True)
        if seance.convocation > echeance.date:
            return Ligne(
                libelle=libelle, texte=f"{sent} : trop tard, la limite était le {latest}", is_alerte=True
            )
        return Ligne(libelle=libelle, texte=f"{sent}, dans le délai (limite : {latest})")
    if echeance.date < today:
        return Ligne(libelle=libelle, texte=f"la limite était le {latest}", is_alerte=True)
    precision = f" ({echeance.precision})" if echeance.precision else ""
    return Ligne(libelle=libelle, texte=f"à envoyer au plus tard le {latest}{precision}")


def _describe_note(echeance: Echeance, seance: Seance, today: dt.date) -> Ligne:
    return Ligne(libelle="Note de synthèse", texte="à joindre à la convocation")


def _describe_quorum(echeance: Echeance, seance: Seance, today: dt.date) -> Ligne:
    from deliberia.arithmetic import is_quorum_reached

    needed = echeance.libelle[:1].lower() + echeance.libelle[1:]
    presents, en_exercice = len(seance.presents), seance.collectivite.en_exercice
    if not presents or not en_exercice:
        return Ligne(libelle="Quorum", texte=needed)
    is_reached = is_quorum_reached(presents, en_exercice)
    state = "atteint" if is_reached else "non atteint"
    return Ligne(
        libelle="Quorum", texte=f"{needed} ; {presents} présents : {state}", is_alerte=not is_reached
    )


def _until(echeance: Echeance) -> str:
    from deliberia.text import format_date

    day = format_date(echeance.date, weekday=True) if echeance.date else ""
    return f"{_A_FAIRE.get(echeance.nom, '')}au plus tard le {day}"


_DESCRIPTIONS: dict[str, Callable[[Echeance, Seance, dt.date], Ligne]] = {
    "convocation": _describe_convocation,
    "note-de-synthese": _describe_note,
    "quorum": _describe_quorum,
}
_LIBELLES = {
    "liste-des-deliberations": "Publication",
    "proces-verbal": "Procès-verbal",
    "recours": "Recours des tiers",
}
_A_FAIRE = {
    "liste-des-deliberations": "liste des délibérations à publier ",
    "proces-verbal": "à publier après son approbation, ",
    "recours": "à former ",
}
"""What stands before the date; an awaited date that nobody knows yet has no line."""
