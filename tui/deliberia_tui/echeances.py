"""The dates of a séance as the start screen shows them: every figure comes from `deliberia.arithmetic`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deliberia.arithmetic import ConvocationLimit
    from deliberia.model import Seance


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance:
    """One line: what, when in words, and whether it calls for attention."""

    libelle: str
    texte: str
    is_alerte: bool = False


def list_echeances(seance: Seance, today: dt.date) -> tuple[Echeance, ...]:
    """Return what is to be done around the séance, in the order of the calendar; nothing without a date."""
    if seance.date is None:
        return (Echeance(libelle="Séance", texte="aucune date n’est encore fixée", is_alerte=True),)
    return tuple(
        one
        for one in (
            _describe_seance(seance, today),
            _describe_convocation(seance, today),
            _describe_note(seance),
            _describe_quorum(seance),
            _describe_publication(seance, today),
        )
        if one is not None
    )


def _describe_seance(seance: Seance, today: dt.date) -> Echeance:
    from deliberia.text import format_date

    meeting = seance.date or today
    days = (meeting - today).days
    when = (
        "aujourd’hui"
        if days == 0
        else f"dans {days} jours"
        if days > 1
        else "demain"
        if days == 1
        else "passée"
    )
    heure = f" à {seance.heure}" if seance.heure else ""
    return Echeance(
        libelle="Séance" if days < 0 else "Prochaine séance",
        texte=f"{format_date(meeting, weekday=True)}{heure} ({when})",
    )


def _describe_convocation(seance: Seance, today: dt.date) -> Echeance | None:
    from deliberia.text import format_date

    limit = _find_limit(seance)
    if limit is None:
        return Echeance(
            libelle="Convocation", texte="le délai demande la population de la commune", is_alerte=True
        )
    latest = format_date(limit.latest, weekday=True)
    if seance.convocation is not None:
        sent = format_date(seance.convocation, weekday=True)
        if seance.convocation > limit.latest:
            return Echeance(
                libelle="Convocation",
                texte=f"{sent} : trop tard, la limite était le {latest}",
                is_alerte=True,
            )
        return Echeance(libelle="Convocation", texte=f"{sent}, dans le délai (limite : {latest})")
    advised = "" if limit.is_certain else f", de préférence le {format_date(limit.advised, weekday=True)}"
    late = limit.latest < today
    texte = f"la limite était le {latest}" if late else f"à envoyer au plus tard le {latest}{advised}"
    return Echeance(libelle="Convocation", texte=texte, is_alerte=late)


def _find_limit(seance: Seance) -> ConvocationLimit | None:
    from deliberia.arithmetic import convocation_limit

    collectivite = seance.collectivite
    if seance.date is None:
        return None
    return convocation_limit(
        seance.date,
        collectivite.population,
        sorte=collectivite.sorte,
        is_alsace_moselle=collectivite.is_alsace_moselle,
        is_urgence=seance.is_urgence,
    )


def _describe_note(seance: Seance) -> Echeance | None:
    from deliberia.arithmetic import is_note_synthese_required
    from deliberia.model import CollectiviteSorte

    collectivite = seance.collectivite
    is_epci = collectivite.sorte is CollectiviteSorte.EPCI
    if collectivite.population is None and not is_epci:
        return None
    if not is_note_synthese_required(collectivite.population or 0, is_epci=is_epci):
        return None
    return Echeance(libelle="Note de synthèse", texte="à joindre à la convocation")


def _describe_quorum(seance: Seance) -> Echeance | None:
    from deliberia.arithmetic import is_quorum_reached, quorum

    en_exercice = seance.collectivite.en_exercice
    if not en_exercice:
        return None
    needed = f"{quorum(en_exercice)} membres présents sur {en_exercice} en exercice"
    if not seance.presents:
        return Echeance(libelle="Quorum", texte=needed)
    is_reached = is_quorum_reached(len(seance.presents), en_exercice)
    state = "atteint" if is_reached else "non atteint"
    return Echeance(
        libelle="Quorum",
        texte=f"{needed} ; {len(seance.presents)} présents : {state}",
        is_alerte=not is_reached,
    )


def _describe_publication(seance: Seance, today: dt.date) -> Echeance | None:
    from deliberia.arithmetic import list_publication_deadline
    from deliberia.model import CollectiviteSorte
    from deliberia.text import format_date

    if seance.date is None or seance.collectivite.sorte is CollectiviteSorte.CCAS:
        return None
    last = format_date(list_publication_deadline(seance.date), weekday=True)
    return Echeance(libelle="Publication", texte=f"liste des délibérations à publier au plus tard le {last}")
