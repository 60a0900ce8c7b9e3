"""What a new council votes in its first months, and the population that rules its term."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.arithmetic import add_months, is_reglement_interieur_required
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import find_date_after, iter_matches, search, search_objet
from deliberia.checks.periodes import last_renewal
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, check
from deliberia.checks.regles.indemnites import INDEMNITES
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Fact, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date

_REVISION_OBJET = declare(
    r"modif|nouve|r[ée]vis|actualis|rempla|abrog|d[ée]mission|compl[ée]ment|annul|rectif|avenant"
    r"|mise\s+[àa]\s+jour"
    r"|major(?!it)",
    re.I,
)
_REVISION = declare(
    r"\b(?:abrog\w+|annul\w+|rapport\w+|rempla\w+|modifi\w+)\s+(?:et\s+\w+\s+)?(?:la|les|le"
    r"|sa)\s+(?:pr[ée]c[ée]dente\s+)?"
    r"(?:d[ée]lib[ée]ration|r[èe]glement|indemnit)|\bd[ée]lib[ée]ration\b[^.;\n]{0,120}\b(?:fixant|portant"
    r"|relative|adoptant)\b"
    r"[^.;\n]{0,60}\b(?:indemnit|r[èe]glement\s+int)",
    re.I,
    debuts="abr ann del mod rap rem",
)
_INSTALLE = declare(
    r"\b(?:installation\s+du\s+(?:nouveau\s+)?conseil(?:\s+(?:municipal|communautaire|syndical))?"
    r"|s[ée]ance\s+d['’]installation|[ée]lection\s+d(?:u|e\s+la)\s+(?:maire|pr[ée]sidente?)"
    r"(?:\s+et\s+des\s+adjoints)?)[^.;\n\d]{0,40}?(?=\d)",
    re.I,
    debuts="ele ins sea",
)
_REGLEMENT = declare(r"r[èe]glement\s+int[ée]rieur\s+du\s+conseil", re.I)
_POPULATION_DATEE = declare(
    r"\bpopulation\b[^.;\n]{0,90}?\b1\s?er\s+janvier\s+(?P<an>20\d\d)\b", re.I, debuts="pop"
)
_SEUIL = declare(
    r"\bseuil|\beffectif\s+l[ée]gal|\bhabitants\s+et\s+plus|\bmoins\s+de\s+[\d\s]+habitants", re.I
)
_DERNIERE_INSTALLATION = {2020: dt.date(2020, 7, 5), 2026: dt.date(2026, 3, 29)}
"""Last day on which a council could be installed after a general renewal."""


@check(
    "FIN062",
    origine="allowances-deadline",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2123-20-1",),
    genres=INDEMNITES,
    sortes=COMMUNES,
)
def allowances_deadline(acte: Acte, context: Context) -> Iterator[Signal]:
    """Les indemnités sont fixées plus de trois mois après l’installation.

    Ce que la règle vérifie
        La première délibération sur les indemnités suit de trois mois au plus l’installation que l’acte date.
    Pourquoi
        Le conseil renouvelé fixe les indemnités de ses membres dans les trois mois de son installation.
    Exemple fautif
        « Vu l’installation du conseil municipal du 22 mars 2026 … », séance du 17 novembre 2026.
    Correction
        Délibérer sans délai.
    Limites
        Demande que l’installation soit datée. Silencieuse un an après, et si l’acte modifie une délibération
        antérieure.
    """
    yield from _late_after_installation(acte, None, 3, "Les indemnités devaient être fixées")


@check(
    "SEA049",
    origine="internal-rules-deadline",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-8",),
    sortes=COMMUNES_EPCI,
)
def internal_rules_deadline(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le règlement intérieur est adopté plus de six mois après l’installation.

    Ce que la règle vérifie
        Dans une commune de 1 000 habitants et plus (3 500 en Alsace-Moselle), le règlement intérieur du
        conseil est adopté dans les six mois de son installation.
    Pourquoi
        La loi fixe ce délai ; en attendant, le règlement précédent s’applique.
    Exemple fautif
        « Adoption du règlement intérieur du conseil municipal », séance du 17 novembre 2026.
    Correction
        Inscrire le règlement à l’ordre du jour sans attendre.
    Limites
        Demande une population déclarée pour une commune, une installation datée dans l’acte pour un EPCI.
        Silencieuse pour une modification, et un an après l’installation.
    """
    if not search_objet(acte, _REGLEMENT):
        return
    fallback: dt.date | None = None
    if context.get_sorte(acte) is CollectiviteSorte.COMMUNE:
        population, local = context.get_population(acte), context.is_alsace_moselle(acte)
        if population is None or not is_reglement_interieur_required(population, is_alsace_moselle=local):
            return
        renewal = last_renewal(context.date) if context.date else None
        fallback = _DERNIERE_INSTALLATION.get(renewal.year) if renewal else None
    yield from _late_after_installation(acte, fallback, 6, "Le règlement intérieur devait être adopté")


def _late_after_installation(
    acte: Acte, fallback: dt.date | None, months: int, what: str
) -> Iterator[Signal]:
    seance = acte.date_seance
    if seance is None or search_objet(acte, _REVISION_OBJET) or search(acte, _REVISION):
        return
    stated: Fact[dt.date] | None = None
    for match in iter_matches(acte, _INSTALLE):
        stated = stated or find_date_after(acte, match)
    installed = stated.value if stated else fallback
    if installed is None or not installed < seance.value <= add_months(installed, 12):
        return
    limit = add_months(installed, months)
    if seance.value > limit:
        yield Signal(
            message=f"{what} au plus tard le {format_date(limit)}, {months} mois après l’installation "
            f"du conseil.",
            correction="Vérifiez qu’une délibération antérieure ne l’a pas déjà fait.",
            appuis=(seance, stated),
        )


@check(
    "SEA050",
    origine="population-reference-wrong",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:R2151-3",),
    sortes=COMMUNES,
)
def population_of_another_year(acte: Acte, context: Context) -> Iterator[Signal]:
    """La population citée pour un seuil n’est pas celle du dernier renouvellement.

    Ce que la règle vérifie
        L’acte qui applique un seuil au fonctionnement du conseil ne s’appuie pas sur une population
        postérieure au dernier renouvellement général.
    Pourquoi
        Ces seuils se lisent sur la population authentifiée au dernier renouvellement intégral : elle ne bouge
        pas pendant le mandat.
    Exemple fautif
        « La population au 1er janvier 2029 étant de 1 012 habitants, le règlement intérieur devient
        obligatoire. »
    Correction
        Remplacer par la population de référence du mandat.
    Limites
        Ne regarde que le règlement intérieur, les adjoints, les délégations et les commissions. L’année d’un
        renouvellement est admise.
    """
    if context.date is None or not acte.genres & {
        "reglement_interieur",
        "election",
        "delegation",
        "installation",
    }:
        return
    renewal, match = last_renewal(context.date), search(acte, _POPULATION_DATEE)
    if renewal is None or match is None or int(match["an"]) <= renewal.year or not search(acte, _SEUIL):
        return
    yield Signal(
        message=f"La population au 1er janvier {match['an']} n’est pas celle authentifiée lors du dernier "
        f"renouvellement intégral ({renewal.year}).",
        correction="Remplacez par la population municipale de référence.",
        start=match.start(),
        end=match.end(),
    )
