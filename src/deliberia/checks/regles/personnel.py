"""Staff: creating and suppressing jobs, contracts, bonuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_sentence, iter_matches, search
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.nombres import NOMBRE, parse_count

_CREATION = declare(r"\bcr[ée](?:er|e|ation|ée?)\b[^.;\n]{0,60}\b(?:emplois?|postes?)\b", re.I, debuts="cre")
_GRADE = declare(
    r"\bgrades?\b|cadres?\s+d['’]emplois?|\badjointe?s?\s+(?:technique|administrati|d['’]animation"
    r"|du\s+patrimoine)|\battach[ée]e?|\br[ée]dact|\btechnicien|"
    r"\bing[ée]nieur|\bATSEM\b|\bagent\s+(?:de\s+ma[îi]trise|sp[ée]cialis|social)"
    r"|\bcat[ée]gorie\s+[ABC]|\banimat|\bgardien|\bbrigadier|\binfirmi|\bauxiliaire|"
    r"\b[ée]ducat|\bpu[ée]ricultr|\bassistante?\b|\bbiblioth|\bprofesseur|\bpsycholog|\bm[ée]decin",
    re.I,
)
_HORS_GRADE = declare(
    r"apprenti|vacat|contrat\s+(?:aid[ée]|unique|d['’]accompagnement)|parcours\s+emploi|\bPEC\b"
    r"|\bCUI\b|service\s+civique|collaborateur\s+de\s+cabinet|stagiaire|recens",
    re.I,
)
_DUREE = declare(
    r"temps\s+(?:non\s+)?complet|temps\s+(?:plein|partiel)|\b\d{1,2}(?:[,.]\d+)?\s?(?:h\b|heures?"
    r"|/\s?35|/35e?)|35\s?(?:[èe]me|e)\b|trente-cinq\s+heures|quotit[ée]|hebdomadaire",
    re.I,
)
_CONTRACTUEL = declare(
    r"\b(?:agents?\s+contractuels?|contractuels?|non\s+titulaires?"
    r"|contrat\s+[àa]\s+dur[ée]e\s+d[ée]termin[ée]e|\bCDD\b)",
    re.I,
    debuts="age cdd con non",
)
_BASE = declare(
    r"332-(?:8|9|10|13|14|23|24)\b|\barticles?\s+3(?:-[1-5])?\b|accroissement|saisonni|remplac"
    r"|vacance|indisponib|contrat\s+de\s+projet|besoins?\s+(?:temporaires?|du\s+service|permanents?)|"
    r"nature\s+des\s+fonctions|moins\s+de\s+(?:1\s?000|2\s?000|mille)|recherche\s+infructueuse"
    r"|aucun\s+fonctionnaire|apprenti|vacat|travailleurs?\s+handicap|L\.?\s?352|emploi\s+fonctionnel|343-1",
    re.I,
)
_TEMPORAIRE = declare(
    rf"accroissement\s+temporaire[^.;]{{0,200}}?\bdur[ée]e\s+(?:maximale\s+)?(?:de"
    rf"|d['’])\s*(?P<n>{NOMBRE})\s+mois",
    re.I,
)
_SAISONNIER = declare(
    rf"accroissement\s+saisonnier[^.;]{{0,200}}?\bdur[ée]e\s+(?:maximale\s+)?(?:de"
    rf"|d['’])\s*(?P<n>{NOMBRE})\s+mois",
    re.I,
)
_SUPPRIME = declare(
    r"\b(?:suppressions?|supprime[rnt]*)\b[^.;\n]{0,60}\b(?:emplois?|postes?)\b", re.I, debuts="sup"
)
_DEPEND = declare(
    r"cr[ée]ation\s+ou\s+(?:de\s+)?(?:la\s+)?suppression[^.;]{0,60}d[ée]pend"
    r"|d[ée]pend\w*\s+de\s+la\s+d[ée]cision",
    re.I,
)
"""What the law says of an emploi whose fate another authority decides: nothing is suppressed here."""
_AVIS = declare(
    r"\b(?:comit[ée]\s+(?:social\s+territorial|technique|technique\s+paritaire)|\bC\.?S\.?T\b"
    r"|\bC\.?T\.?P?\b(?!\w)|\bCST\b|avis\s+du\s+comit[ée])",
    re.I,
    debuts="avi c com cs cst ct ctp",
)
_AVIS_A_VENIR = declare(
    r"sous\s+r[ée]serve\s+de\s+l['’]avis|avis\s+(?:[àa]\s+venir|sera\s+(?:recueilli|demand|sollicit))"
    r"|sera\s+soumis\w*\s+[^.;\n]{0,40}comit[ée]",
    re.I,
)


@check(
    "DIS010",
    origine="job-creation-grade-missing",
    severite=Severity.ERREUR,
    fondement=("CGFP:L313-1",),
    genres=frozenset({"emploi"}),
)
def job_creation_grade_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """La création d’emploi ne précise pas le grade.

    Ce que la règle vérifie
        L’acte qui crée un emploi permanent nomme le ou les grades, ou le cadre d’emplois.
    Pourquoi
        La délibération qui crée un emploi précise le grade ou les grades correspondants.
    Exemple fautif
        « Le conseil décide de créer un emploi permanent à temps complet. »
    Correction
        Compléter la délibération par le grade et le cadre d’emplois.
    Limites
        Silencieuse pour les apprentis, les vacataires et les contrats aidés.
    """
    match = search(acte, _CREATION)
    if match is None or search(acte, _GRADE) or search(acte, _HORS_GRADE) or acte.is_tronque or acte.tableaux:
        return
    permanent = search(acte, re.compile(r"\bpermanent", re.I)) is not None
    yield Signal(
        message="La création d’emploi doit préciser le grade.",
        correction="Ajoutez le grade et le cadre d’emplois.",
        fondement=_alive(context),
        appuis=(None if permanent else Fact(value=True, certitude=Certitude.DEDUIT),),
        start=match.start(),
        end=match.end(),
    )


def _alive(context: Context) -> tuple[str, ...] | None:
    """Before 1 March 2022 the rule stood in the loi 84-53."""
    early = context.date is not None and (context.date.year, context.date.month) < (2022, 3)
    return ("LOI:84-53:34",) if early else None


@check(
    "DIS011",
    origine="job-creation-hours",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGFP:L313-1",),
    genres=frozenset({"emploi"}),
)
def job_creation_hours(acte: Acte, context: Context) -> Iterator[Signal]:
    """La durée hebdomadaire de l’emploi n’est pas indiquée.

    Ce que la règle vérifie
        L’acte qui crée un emploi dit s’il est à temps complet, ou combien d’heures par semaine.
    Pourquoi
        La durée fait partie de la définition de l’emploi et fixe la rémunération.
    Exemple fautif
        « Le conseil crée un emploi d’adjoint technique. »
    Correction
        Ajouter la durée de service.
    Limites
        Silencieuse si un tableau ou une annexe porte les durées, et pour les vacataires et apprentis.
    """
    match = search(acte, _CREATION)
    if match is None or search(acte, _DUREE) or search(acte, _HORS_GRADE) or acte.is_tronque or acte.tableaux:
        return
    yield Signal(
        message="La durée hebdomadaire de l’emploi n’est pas indiquée.",
        correction="Ajoutez la durée de service (temps complet, ou nombre d’heures sur 35).",
        fondement=_alive(context),
        start=match.start(),
        end=match.end(),
    )


@check(
    "DIS012",
    origine="job-contract-basis",
    severite=Severity.ERREUR,
    fondement=("CGFP:L332-8", "CGFP:L332-23"),
    genres=frozenset({"emploi"}),
)
def job_contract_basis(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le recrutement d’un contractuel n’a pas de fondement, ou sa durée est excessive.

    Ce que la règle vérifie
        L’acte qui ouvre un emploi à un contractuel donne le cas légal, par son numéro ou par ses mots.
        L’accroissement temporaire ne dépasse pas douze mois, le saisonnier six.
    Pourquoi
        Un contractuel ne peut être recruté que dans les cas prévus par la loi.
    Exemple fautif
        « Cet emploi pourra être pourvu par un agent contractuel. »
    Correction
        Citer le cas légal et la durée maximale.
    Limites
        L’absence de cas légal est un avertissement : il est souvent dit en d’autres mots.
    """
    for pattern, limit, kind in ((_TEMPORAIRE, 12, "temporaire"), (_SAISONNIER, 6, "saisonnier")):
        for match in iter_matches(acte, pattern):
            months = parse_count(match["n"])
            if months is not None and limit < months <= 36 and months != 18:
                yield Signal(
                    message=f"Un accroissement {kind} d’activité ne peut dépasser {limit} mois : "
                    f"{months} sont prévus.",
                    correction=f"Ramenez la durée à {limit} mois au plus.",
                    fondement=("CGFP:L332-23",) if _alive(context) is None else ("LOI:84-53:3",),
                    start=match.start(),
                    end=match.end(),
                )
                return
    contract = search(acte, _CONTRACTUEL)
    if contract is None or search(acte, _BASE) or acte.is_tronque or acte.forme is Forme.PROCES_VERBAL:
        return
    yield Signal(
        message="Le fondement du recrutement contractuel est absent.",
        correction="Citez le cas légal et la durée maximale.",
        severite=Severity.AVERTISSEMENT,
        fondement=("CGFP:L332-8", "CGFP:L332-14") if _alive(context) is None else ("LOI:84-53:3-3",),
        start=contract.start(),
        end=contract.end(),
    )


@check(
    "DIS013",
    origine="job-suppression-opinion",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGFP:L542-2",),
    genres=frozenset({"suppression_emploi", "emploi"}),
)
def job_suppression_opinion(acte: Acte, context: Context) -> Iterator[Signal]:
    """La suppression d’emploi ne mentionne pas l’avis du comité social territorial.

    Ce que la règle vérifie
        L’acte qui supprime un emploi vise l’avis du comité social territorial (du comité technique avant
        2023). Erreur si l’acte dit que l’avis reste à recueillir.
    Pourquoi
        Un emploi ne peut être supprimé qu’après cet avis.
    Exemple fautif
        « Le conseil décide la suppression d’un poste d’adjoint administratif. »
    Correction
        Viser l’avis et sa date.
    Limites
        Silencieuse lorsque l’avis est mentionné, quelle qu’en soit la forme.
    """
    matches = (one for one in iter_matches(acte, _SUPPRIME) if not _DEPEND.search(get_sentence(acte, one)))
    match = next(matches, None)
    if match is None or acte.is_tronque:
        return
    coming = search(acte, _AVIS_A_VENIR)
    if coming is None and search(acte, _AVIS):
        return
    yield Signal(
        message="La suppression d’emploi exige l’avis préalable du comité social territorial.",
        correction="Visez l’avis et sa date.",
        severite=Severity.ERREUR if coming else None,
        fondement=_alive_suppression(context),
        start=match.start(),
        end=match.end(),
    )


def _alive_suppression(context: Context) -> tuple[str, ...] | None:
    return ("LOI:84-53:97",) if _alive(context) else None


@check(
    "DIS014",
    origine="bonus-scheme-opinion",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGFP:L714-4", "CGFP:L253-5"),
    genres=frozenset({"primes"}),
)
def bonus_scheme_opinion(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le régime indemnitaire ne mentionne pas l’avis du comité social territorial.

    Ce que la règle vérifie
        L’acte qui institue ou modifie le régime indemnitaire vise l’avis du comité.
    Pourquoi
        Le comité est consulté sur les orientations en matière de régime indemnitaire.
    Exemple fautif
        « Le conseil décide d’instaurer le RIFSEEP. » sans avis.
    Correction
        Viser l’avis et vérifier les plafonds de l’État.
    Limites
        Les plafonds ne sont pas contrôlés.
    """
    if search(acte, _AVIS) or acte.is_tronque or acte.forme is Forme.PROCES_VERBAL:
        return
    if not search(acte, re.compile(r"\b(?:instaur|institu|modifi|mise?\s+en\s+place|refonte|adopt)", re.I)):
        return
    yield Signal(
        message="Le régime indemnitaire doit être précédé de l’avis du comité social territorial.",
        correction="Visez l’avis et vérifiez les plafonds.",
        fondement=("LOI:84-53:88",) if _alive(context) else None,
        appuis=(acte.objet,),
    )
