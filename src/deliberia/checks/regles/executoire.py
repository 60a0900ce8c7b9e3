"""When an act takes effect, and how late it reaches the State."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import find_date_after, iter_matches, search_objet
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.checks.tampons import find_publication, find_transmission
from deliberia.model import Acte, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date

_EXECUTOIRE = declare(
    r"\b(?:(?:acte|d[ée]lib[ée]ration|d[ée]cision)\b[^.;\n\d]{0,40}?|rendue?\s+"
    r"|certifi[ée]e?\s+)\bex[ée]cutoire\b(?:\s+(?:de\s+plein\s+droit"
    r"|à\s+compter\s+du|depuis\s+le|le|du|au|:))*\s{0,3}(?=\d)",
    re.I,
    debuts="act cer del dec ren",
)
_INDIVIDUELLE = declare(
    r"(?i:\b(?:recrutement|nomination|avancement|promotion|licenciement|r[ée]vocation"
    r"|titularisation)\b).{0,60}?"
    r"\b(?:M\.|Mme|Monsieur|Madame)\s+[A-ZÀ-Þ]",
)
_QUINZE_JOURS = dt.timedelta(days=15)


@check(
    "EXE016",
    origine="executory-too-early",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2131-1",),
    sortes=COMMUNES_EPCI,
)
def executory_too_early(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’acte est dit exécutoire avant sa publication ou sa transmission.

    Ce que la règle vérifie
        La date à laquelle l’acte se dit exécutoire n’est antérieure ni à la transmission, ni à la publication
        qu’il mentionne.
    Pourquoi
        Un acte n’est exécutoire qu’une fois publié ou notifié et, s’il y est soumis, transmis à l’État.
    Exemple fautif
        « Acte rendu exécutoire le 18 novembre 2026. Reçu en préfecture le 20 novembre 2026. »
    Correction
        Compléter les deux dates, et retenir la plus tardive.
    Limites
        Ne lit que les dates écrites en entier. Avertissement pour la publication, qui peut être faite
        plusieurs fois. « Exécutoire après transmission le … » n’est pas une date
        d’effet.
    """
    seance = acte.date_seance
    match = next(iter_matches(acte, _EXECUTOIRE), None)
    stated = find_date_after(acte, match) if match else None
    if stated is None or match is None or seance is None or stated.value < seance.value:
        return
    for name, fact, severite in (
        ("la transmission", find_transmission(acte), None),
        ("la publication", find_publication(acte), Severity.AVERTISSEMENT),
    ):
        if fact is not None and stated.value < fact.value:
            yield Signal(
                message=f"L’acte est dit exécutoire le {format_date(stated.value)}, avant {name} du "
                f"{format_date(fact.value)}.",
                correction="L’acte est exécutoire à la plus tardive des deux dates.",
                severite=severite,
                appuis=(stated, fact),
            )
            return


@check(
    "EXE017",
    origine="transmission-required",
    severite=Severity.INFO,
    fondement=("CGCT:L2131-2",),
)
def transmitted_late(acte: Acte, context: Context) -> Iterator[Signal]:
    """La délibération est transmise longtemps après la séance.

    Ce que la règle vérifie
        La date de réception par l’État, lorsque l’acte la porte, suit la séance de quinze jours au plus.
    Pourquoi
        La délibération n’est exécutoire qu’une fois transmise : chaque jour de retard repousse son effet et
        le délai du contrôle de légalité.
    Exemple fautif
        « Séance du 17 novembre 2026 … Reçu en préfecture le 21 décembre 2026. »
    Correction
        Transmettre dès la signature.
    Limites
        Simple rappel : aucun délai n’est imposé à une délibération ordinaire. L’absence de date ne dit rien,
        le tampon étant souvent perdu à la lecture du fichier.
    """
    seance, stated = acte.date_seance, find_transmission(acte)
    if seance is None or stated is None or stated.value <= seance.value + _QUINZE_JOURS:
        return
    days = (stated.value - seance.value).days
    yield Signal(
        message=f"Transmission {days} jours après la séance : la délibération n’est pas exécutoire avant.",
        correction="Transmettez dès la signature.",
        appuis=(stated,),
    )


@check(
    "EXE021",
    origine="individual-decision-transmission",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2131-2",),
    sortes=COMMUNES_EPCI,
)
def individual_decision_transmitted_late(acte: Acte, context: Context) -> Iterator[Signal]:
    """La décision individuelle est transmise plus de quinze jours après.

    Ce que la règle vérifie
        L’acte qui nomme, recrute ou licencie une personne désignée est reçu par l’État dans les quinze jours.
    Pourquoi
        Les décisions individuelles soumises à transmission le sont dans les quinze jours de leur signature.
    Exemple fautif
        « Recrutement de Mme Untel », séance du 17 novembre 2026, reçu en préfecture le 14 décembre 2026.
    Correction
        Transmettre sans délai.
    Limites
        La signature est supposée du jour de la séance. Ne parle que si l’objet nomme la personne et que le
        tampon est lisible.
    """
    seance, stated = acte.date_seance, find_transmission(acte)
    if seance is None or stated is None or not search_objet(acte, _INDIVIDUELLE):
        return
    limit = seance.value + _QUINZE_JOURS
    if stated.value > limit:
        yield Signal(
            message=f"Décision individuelle transmise le {format_date(stated.value)} : la limite était le "
            f"{format_date(limit)}.",
            correction="Transmettez sans délai.",
            appuis=(stated,),
        )
