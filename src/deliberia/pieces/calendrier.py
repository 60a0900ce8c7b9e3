"""The deadlines around a séance; every figure comes from `deliberia.arithmetic`."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from deliberia.arithmetic import (
    appeal_deadline,
    convocation_limit,
    is_note_synthese_required,
    list_publication_deadline,
    minutes_publication_deadline,
    quorum,
)
from deliberia.arithmetic.convocation import LONG_DELAY_THRESHOLD
from deliberia.model import Collectivite, CollectiviteSorte, Seance
from deliberia.text import agree

_APPROVED_LATER = "il est approuvé au début de la séance suivante, dont la date manque"
_LOCAL_MINUTES = "en Alsace-Moselle, vérifiez la règle auprès de la préfecture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance:
    """One deadline."""

    nom: str
    """Stable name: « convocation »."""
    libelle: str
    """What is to be done, in French."""
    date: dt.date | None
    """Last day; None when it depends on a fact that is not known, which `precision` names."""
    precision: str = ""
    fondement: tuple[str, ...] = ()
    """Keys of the texts, for who wants to check."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "nom": self.nom,
            "libelle": self.libelle,
            "date": self.date.isoformat() if self.date else None,
            "precision": self.precision,
            "fondement": list(self.fondement),
        }


def list_echeances(
    seance: Seance, *, publication: dt.date | None = None, suivante: dt.date | None = None
) -> tuple[Echeance, ...]:
    """List what is to be done around a séance, in the order of the calendar; nothing without its date.

    Args:
        seance: its authority decides of the delays.
        publication: day on which its acts were published: the time to go to court runs from it.
        suivante: next séance, which approves the minutes.
    """
    if seance.date is None:
        return ()
    return tuple(_iter_echeances(seance, seance.date, publication, suivante))


def _iter_echeances(
    seance: Seance, meeting: dt.date, publication: dt.date | None, suivante: dt.date | None
) -> Iterator[Echeance]:
    collectivite = seance.collectivite
    is_epci = collectivite.sorte is CollectiviteSorte.EPCI
    is_ccas = collectivite.sorte is CollectiviteSorte.CCAS
    yield _convocation(seance, meeting)
    known = collectivite.population is not None or is_epci
    if known and is_note_synthese_required(collectivite.population or 0, is_epci=is_epci):
        yield Echeance(
            nom="note-de-synthese",
            libelle="Joindre la note de synthèse à la convocation",
            date=_convocation(seance, meeting).date,
            fondement=("CGCT:L2121-12",),
        )
    if collectivite.en_exercice and seance.premiere_reunion is None:
        needed = quorum(collectivite.en_exercice)
        yield Echeance(
            nom="quorum",
            libelle=f"Réunir {needed} {agree(needed, 'membre présent', 'membres présents')} "
            f"sur {collectivite.en_exercice}",
            date=meeting,
            precision="les pouvoirs ne comptent pas ; le quorum se vérifie à chaque affaire",
            fondement=("CASF:R123-17",) if is_ccas else ("CGCT:L2121-17",),
        )
    if not is_ccas:
        yield Echeance(
            nom="liste-des-deliberations",
            libelle="Afficher et mettre en ligne la liste des délibérations examinées",
            date=list_publication_deadline(meeting),
            precision="en ligne si la collectivité a un site",
            fondement=("CGCT:L2121-25",),
        )
    if is_epci:
        yield Echeance(
            nom="liste-aux-conseillers",
            libelle="Adresser la liste des délibérations aux conseillers municipaux des communes membres",
            date=_month_after(meeting),
            precision="et le procès-verbal dans le mois qui suit son approbation",
            fondement=("CGCT:L5211-40-2",),
        )
    yield Echeance(
        nom="transmission",
        libelle="Transmettre les délibérations au représentant de l’État",
        date=None,
        precision="sans attendre : un acte n’est exécutoire qu’une fois transmis et publié",
        fondement=("CGCT:L2131-1",),
    )
    if not is_ccas:
        is_local = collectivite.sorte is CollectiviteSorte.COMMUNE and collectivite.is_alsace_moselle
        yield Echeance(
            nom="proces-verbal",
            libelle="Publier le procès-verbal dans la semaine qui suit son approbation",
            date=minutes_publication_deadline(suivante) if suivante else None,
            precision=" ; ".join(
                [*([] if suivante else [_APPROVED_LATER]), *([_LOCAL_MINUTES] if is_local else [])]
            ),
            fondement=() if is_local else ("CGCT:L2121-15",),
        )
    yield Echeance(
        nom="recours",
        libelle="Fin du délai de recours des tiers",
        date=appeal_deadline(publication, is_alsace_moselle=collectivite.is_alsace_moselle)
        if publication
        else None,
        precision="" if publication else "deux mois francs à compter de la publication, dont la date manque",
        fondement=("CJA:R421-1",),
    )


def _convocation(seance: Seance, meeting: dt.date) -> Echeance:
    collectivite = seance.collectivite
    limit = convocation_limit(
        meeting,
        collectivite.population,
        sorte=collectivite.sorte,
        is_alsace_moselle=collectivite.is_alsace_moselle,
        is_urgence=seance.is_urgence,
    )
    precision = ""
    if limit is None:
        precision = "le délai demande la population de la commune, ou n’est pas connu pour cet établissement"
    elif not limit.is_certain:
        precision = (
            f"de préférence le {limit.advised:%d/%m/%Y} : le texte ne dit pas si les jours sont francs"
        )
    return Echeance(
        nom="convocation",
        libelle="Envoyer la convocation et l’afficher ou la publier",
        date=limit.latest if limit else None,
        precision=precision,
        fondement=_found_convocation(collectivite),
    )


def _found_convocation(collectivite: Collectivite) -> tuple[str, ...]:
    if collectivite.sorte is CollectiviteSorte.CCAS:
        return ("CASF:R123-16",)
    if collectivite.sorte is CollectiviteSorte.COMMUNE and collectivite.is_alsace_moselle:
        return ("CGCT:L2541-2",)
    population = collectivite.population
    is_long = collectivite.sorte is CollectiviteSorte.EPCI or (
        population is not None and population >= LONG_DELAY_THRESHOLD
    )
    return ("CGCT:L2121-10", "CGCT:L2121-12" if is_long else "CGCT:L2121-11")


def _month_after(day: dt.date) -> dt.date:
    """Return the same day of the next month, or its last day when it is shorter."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
