"""Property: sales, parcels, public domain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, CollectiviteSorte, Fact, Severity
from deliberia.reading.motifs import declare

_IMMEUBLE = declare(
    r"\bparcelles?\b|\bterrains?\b|\bimmeubles?\b|\bb[âa]timents?\b|\bcadastr|\bmaison\b|\blots?\s+n"
    r"|\bemprise|\blogement",
    re.I,
    debuts="bat cad emp imm log lot mai par ter",
)
_AVIS = declare(
    r"\bdomaines?\b(?!\s+public)|France\s+Domaine|\bDIE\b|\bDDFIP\b|\bDGFIP\b"
    r"|direction\s+(?:de\s+l['’])?immobili[èe]re|[ée]valuation|estimation|service\s+des\s+domaines"
    r"|valeur\s+v[ée]nale",
    re.I,
)
_SANS_AVIS = declare(
    r"sans\s+(?:avoir\s+)?(?:demand|sollicit|recueill)\w*[^.;\n]{0,40}avis[^.;\n]{0,40}(?:domaine|[ÉE]tat)",
    re.I,
)
_DOMAINE_PUBLIC = declare(
    r"\b(?:appart\w+\s+au|rel[èe]v\w+\s+du|faisant\s+partie\s+du|d[ée]pend\w+\s+du"
    r"|situ[ée]e?s?\s+(?:dans|sur)\s+le)\s+domaine\s+public\b|\bvoie\s+communale|\bplace\s+publique"
    r"|\b[ée]cole\b[^.;\n]{0,40}\bdomaine\s+public",
    re.I,
    debuts="app dep eco fai pla rel sit voi",
)
_DECLASSE = declare(
    r"d[ée]class|d[ée]saffect|domaine\s+priv[ée]|2141-[123]|3112-1|3112-2|chemin\s+rural", re.I
)
_SECTION = declare(
    r"\bcadastr[ée]\w*[^.;]{0,80}\b[A-Z]{1,3}\s?(?:n\s?[°o]\s?)?\d{1,4}\b"
    r"|\bsection\s+[A-Z]{1,3}\b[^.;]{0,40}\d|\b[A-Z]{1,3}\s?n\s?°\s?\d{1,4}\b"
    r"|\bparcelles?\b[^.;]{0,40}\b[A-Z]{1,3}\s?(?:n\s?°\s?)?\d{1,4}\b|\bAE?\s?\d{1,4}\b"
)
_SURFACE = declare(
    r"\d\s?m\s?(?:²|2)\b|\d\s?(?:ha|a|ca)\b|m[èe]tres?\s+carr[ée]s|\bhectares?|\bares\b|\bcentiares", re.I
)
_VENTE = declare(r"\b(?:vend|vente|c[èe]d|cession|ali[ée]n)", re.I, debuts="ali ced ces ven")
_PAS_UN_IMMEUBLE = declare(
    r"v[ée]hicule|mat[ée]riel|bail|licence|concession|parts?\s+sociales|mobilier|tracteur"
    r"|fonds\s+de\s+commerce|gratuit|droit|[ée]change|contrat|bois|coupe",
    re.I,
)


@check(
    "DIS020",
    origine="land-sale-state-opinion",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2241-1",),
    genres=frozenset({"cession"}),
)
def land_sale_state_opinion(acte: Acte, context: Context) -> Iterator[Signal]:
    """La vente d’un immeuble ne mentionne pas l’avis de l’État.

    Ce que la règle vérifie
        L’acte qui vend un immeuble vise l’avis de l’autorité compétente de l’État. Erreur si l’acte dit que
        cet avis n’a pas été demandé.
    Pourquoi
        La cession est décidée au vu de cet avis, dans les communes de plus de 2 000 habitants et les EPCI.
    Exemple fautif
        « Le conseil décide de vendre la parcelle AB 12 au prix de 40 000 €. »
    Correction
        Viser l’avis ; indiquer le prix, l’acquéreur et la désignation cadastrale.
    Limites
        Demande une population déclarée supérieure à 2 000 habitants, ou un EPCI ; ailleurs, la règle se tait.
    """
    population = context.get_population(acte)
    is_epci = context.get_sorte(acte) is CollectiviteSorte.EPCI
    if not is_epci and (population is None or population <= 2000):
        return
    if not _is_sale(acte) or acte.is_tronque:
        return
    none = search(acte, _SANS_AVIS)
    if none is None and search(acte, _AVIS):
        return
    yield Signal(
        message="La cession d’un immeuble exige l’avis de l’autorité compétente de l’État et une "
        "délibération motivée.",
        correction="Visez l’avis, indiquez prix, acquéreur et désignation cadastrale.",
        severite=Severity.ERREUR if none else None,
        fondement=("CGCT:L5211-37",) if is_epci else None,
        appuis=(acte.objet,),
    )


def _is_sale(acte: Acte) -> bool:
    objet = acte.objet.value if acte.objet else ""
    return (
        bool(_VENTE.search(objet))
        and not _PAS_UN_IMMEUBLE.search(objet)
        and search(acte, _IMMEUBLE) is not None
    )


@check(
    "DIS021",
    origine="land-sale-public-domain",
    severite=Severity.ERREUR,
    fondement=("CGPPP:L2141-1",),
    genres=frozenset({"cession"}),
)
def land_sale_public_domain(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un bien du domaine public est vendu sans déclassement.

    Ce que la règle vérifie
        Lorsque l’acte dit lui-même que le bien vendu relève du domaine public, il parle de désaffectation
        ou de déclassement.
    Pourquoi
        Le domaine public ne se vend pas : il faut d’abord le désaffecter et le déclasser.
    Exemple fautif
        « Vente de la parcelle AB 12, qui relève du domaine public communal. »
    Correction
        Ajouter ou viser la décision de déclassement.
    Limites
        Ne devine jamais le statut du bien. Un chemin rural est du domaine privé.
    """
    if not _is_sale(acte) or acte.is_tronque:
        return
    match = search(acte, _DOMAINE_PUBLIC)
    if match is None or search(acte, _DECLASSE):
        return
    named = "domaine public" in match.group().lower()
    yield Signal(
        message="Le bien relève du domaine public : il doit être désaffecté et déclassé avant la vente.",
        correction="Ajoutez ou visez la décision de déclassement.",
        appuis=(None if named else Fact(value=True, certitude=Certitude.DEDUIT),),
        start=match.start(),
        end=match.end(),
    )


@check(
    "DIS022",
    origine="land-cadastral-reference",
    severite=Severity.AVERTISSEMENT,
    genres=frozenset({"cession", "acquisition"}),
)
def land_cadastral_reference(acte: Acte, context: Context) -> Iterator[Signal]:
    """La désignation cadastrale est incomplète.

    Ce que la règle vérifie
        L’acte qui vend ou achète une parcelle donne sa section, son numéro et sa surface.
    Pourquoi
        Le notaire et la publicité foncière en ont besoin ; le conseil doit savoir ce qu’il vend.
    Exemple fautif
        « Le conseil décide de vendre une parcelle au prix de 12 000 €. »
    Correction
        Ajouter section, numéro et surface.
    Limites
        Simple information lorsque seule la surface manque : elle figure souvent sur un plan.
    """
    parcel = search(acte, re.compile(r"\bparcelles?\b|\bterrains?\b", re.I))
    objet = acte.objet.value if acte.objet else ""
    if (
        parcel is None
        or acte.is_tronque
        or acte.tableaux
        or not re.search(r"parcelle|terrain|fonci|emprise", objet, re.I)
    ):
        return
    section, surface = search(acte, _SECTION), search(acte, _SURFACE)
    if section and surface:
        return
    yield Signal(
        message="La désignation cadastrale est incomplète : il manque "
        + ("la surface." if section else "la section et le numéro."),
        correction="Ajoutez section, numéro et surface.",
        severite=Severity.INFO if section else None,
        appuis=(acte.objet,),
        start=parcel.start(),
        end=parcel.end(),
    )
