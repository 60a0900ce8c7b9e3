"""Dates that contradict each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import find_dates
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date, name_weekday

_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_JOUR = declare(rf"\b({'|'.join(_JOURS)})\s*,?\s*(?:le\s+)?$", re.I, debuts="dim jeu lun mar mer sam ven")


@check("FOR010", origine="weekday-date-mismatch", severite=Severity.AVERTISSEMENT, portee=Portee.TEXTE)
def weekday_date_mismatch(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le jour de la semaine et la date ne concordent pas.

    Ce que la règle vérifie
        Le jour écrit devant une date complète est bien celui de cette date.
    Pourquoi
        L’un des deux est faux : on ne sait plus quel jour le conseil s’est réuni.
    Exemple fautif
        « Jeudi 17 novembre 2026 », qui est un mardi.
    Correction
        Corriger le jour ou la date.
    Limites
        Ne regarde que les dates complètes, années comprises.
    """
    seen: set[tuple[str, dt.date]] = set()
    for found in find_dates(acte):
        start = found.start
        match = _JOUR.search(acte.texte[max(acte.debut, start - 16) : start])
        jour = match[1].lower() if match else (found.jour_semaine or "").lower()
        if jour not in _JOURS or jour == name_weekday(found.date) or (jour, found.date) in seen:
            continue
        seen.add((jour, found.date))
        yield _weekday_signal(jour, found.date, start, found.end)
    seance, printed = acte.date_seance, acte.jour_semaine
    if seance is None or printed is None or printed.value not in _JOURS:
        return
    if printed.value != name_weekday(seance.value) and (printed.value, seance.value) not in seen:
        yield _weekday_signal(printed.value, seance.value, printed.start or 0, printed.end or 0)


def _weekday_signal(jour: str, date: dt.date, start: int, end: int) -> Signal:
    return Signal(
        message=f"Le {format_date(date)} n’est pas un {jour} mais un {name_weekday(date)}.",
        correction="Corrigez le jour ou la date.",
        start=start,
        end=end,
    )


@check(
    "FOR011",
    origine="meeting-date-inconsistent",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:R2121-9",),
)
def meeting_date_inconsistent(acte: Acte, context: Context) -> Iterator[Signal]:
    """Deux dates de séance différentes figurent dans l’acte.

    Ce que la règle vérifie
        Toutes les mentions du jour de la séance, en chiffres et en lettres, donnent la même date.
    Pourquoi
        La date de la séance est une mention obligatoire du registre.
    Exemple fautif
        « Séance du 17 novembre 2026 », puis « L’an deux mille vingt-six, le dix-huit novembre ».
    Correction
        Corriger la date erronée.
    Limites
        Les dates de convocation, d’affichage et de séances antérieures sont laissées de côté. Silencieuse
        pour un procès-verbal, qui parle d’autres séances.
    """
    seance = acte.date_seance
    if seance is None or acte.forme is not Forme.DELIBERATION:
        return
    for other in acte.autres_dates_seance:
        if other.value == seance.value:
            continue
        far = abs((other.start or 0) - (seance.start or 0)) > 3000
        yield Signal(
            message=f"Deux dates de séance différentes figurent dans l’acte : {format_date(seance.value)} et "
            f"{format_date(other.value)}.",
            correction="Corrigez la date erronée.",
            appuis=(other, Fact(value=True, certitude=Certitude.DEDUIT) if far else None),
        )
        return
