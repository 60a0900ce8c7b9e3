"""Loans: their terms, the guarantee of those of others, the opinion that a CCAS must have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search, search_objet
from deliberia.checks.mention import Mention, wait_for
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.text import join_french

_CONTRACTE = declare(
    r"\b(?:contract|souscri|r[ée]alis|recour|emprunt)\w*\b[^.;\n]{0,80}?\b(?:emprunts?|pr[êe]ts?|banque"
    r"|caisse|cr[ée]dit)\b",
    re.I,
    debuts="con emp rea rec sou",
)
_PAS_UN_EMPRUNT = declare(
    r"garantie|tr[ée]sorerie|d[ée]l[ée]gation|anticip|r[ée]am[ée]nag|ren[ée]goci|renvoi"
    r"|pr[êe]t\s+(?:de\s+(?:mat|salle|v)"
    r"|[àa]\s+usage|d['’]|gratuit)|exposition|convention|v[ée]hicule|consultation",
    re.I,
)
_TERMES = (
    (
        "le prêteur",
        declare(
            r"banque|caisse|cr[ée]dit\s+\w|d[ée]p[ôo]ts|pr[êe]teur|[ée]tablissement|agence\s+france", re.I
        ),
    ),
    ("la durée", declare(r"dur[ée]e|\d\s*(?:ans|ann[ée]es|mois)\b", re.I)),
    ("le taux", declare(r"\btaux\b|euribor|livret\s+A|index", re.I)),
    (
        "le remboursement",
        declare(r"[ée]ch[ée]anc|amortissement|trimestr|annuit|semestr|mensual|p[ée]riodicit|rembours", re.I),
    ),
)
_OFFRE = declare(r"annex|ci-joint|joint[es]?\s+[àa]|offre\s+de|contrat\s+de\s+pr[êe]t|proposition", re.I)
_GARANTIE_QUOTITE = declare(
    r"\b(?:hauteur|concurrence|quotit[ée])\s+(?:de\s+|:\s*)(?P<n>\d{1,3})(?:[.,]\d+)?\s?%",
    re.I,
    debuts="con hau quo",
)
_INTERET_GENERAL = declare(
    r"\b(?:hlm\b|habitat|logement|socia|bailleur|oph\b|office\s+public|foyer|esh\b|coop[ée]rative"
    r"|int[ée]r[êe]t\s+g[ée]n[ée]ral|association|am[ée]nage|ehpad|r[ée]sidence|[ée]tablissement\s+public"
    r"|hospital)|2252-",
    re.I,
)
_QUOTITE_MAXIMALE = 50


@check(
    "FIN035",
    origine="loan-terms-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2337-3",),
    genres=frozenset({"emprunt"}),
    sortes=COMMUNES_EPCI,
)
def loan_terms(acte: Acte, context: Context) -> Iterator[Signal]:
    """Les caractéristiques de l’emprunt sont incomplètes.

    Ce que la règle vérifie
        L’acte qui contracte un emprunt donne le prêteur, le montant, la durée, le taux et le remboursement.
    Pourquoi
        Décider de l’emprunt revient au conseil : sans ces éléments, il ne s’est pas prononcé.
    Exemple fautif
        « Le conseil décide de contracter un emprunt auprès de la banque. »
    Correction
        Préciser les éléments manquants.
    Limites
        Simple information si l’acte renvoie à une offre ou à une annexe. Ni ligne de trésorerie, ni garantie,
        ni délégation.
    """
    if acte.forme is Forme.PROCES_VERBAL or acte.is_tronque or search_objet(acte, _PAS_UN_EMPRUNT):
        return
    if not search(acte, _CONTRACTE):
        return
    missing = [name for name, pattern in _TERMES if not search(acte, pattern)]
    if not acte.montants:
        missing.insert(0, "le montant")
    if missing:
        offered = search(acte, _OFFRE) or acte.forme is Forme.POINT
        yield Signal(
            message=f"Les caractéristiques de l’emprunt sont incomplètes : il manque "
            f"{join_french(tuple(missing))}.",
            correction="Précisez prêteur, montant, durée, taux et échéances.",
            severite=Severity.INFO if offered else None,
            appuis=(acte.objet,),
        )


@check(
    "FIN036",
    origine="loan-guarantee-ratios",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2252-1", "CGCT:D1511-35"),
    genres=frozenset({"garantie"}),
    sortes=COMMUNES_EPCI,
)
def guarantee_share(acte: Acte, context: Context) -> Iterator[Signal]:
    """La garantie couvre plus de la moitié de l’emprunt d’une personne privée.

    Ce que la règle vérifie
        La quotité garantie ne dépasse pas 50 % lorsque rien ne rattache l’opération à une exception.
    Pourquoi
        La loi limite la part garantie d’un emprunt d’une personne privée, sauf logement social et organismes
        d’intérêt général.
    Exemple fautif
        « La commune garantit à hauteur de 80 % l’emprunt de la société Les Ateliers. »
    Correction
        Réduire la quotité, ou citer l’exception.
    Limites
        Les ratios par annuité et par débiteur ne se lisent pas dans l’acte. Silencieuse si l’acte parle de
        logement, d’aménagement, d’association ou d’intérêt général.
    """
    if acte.forme is Forme.PROCES_VERBAL or search(acte, _INTERET_GENERAL):
        return
    match = search(acte, _GARANTIE_QUOTITE)
    if match is None or not _QUOTITE_MAXIMALE < int(match["n"]) <= 100:
        return
    yield Signal(
        message=f"La garantie porte sur {match['n']} % de l’emprunt : au-delà de {_QUOTITE_MAXIMALE} %, il "
        "faut une exception.",
        correction="Réduisez la quotité ou citez l’exception.",
        start=match.start(),
        end=match.end(),
    )


wait_for(
    Mention(
        id="FIN037",
        origine="ccas-loan-opinion",
        severite=Severity.AVERTISSEMENT,
        fondement=("CGCT:L2121-34",),
        genres=frozenset({"emprunt"}),
        sortes=frozenset({CollectiviteSorte.CCAS}),
        attendu=declare(r"avis\s+(?:conforme|favorable)|avis\s+du\s+conseil\s+municipal|2121-34", re.I),
        message="L’emprunt du CCAS exige l’avis conforme du conseil municipal : l’acte n’en parle pas.",
        correction="Visez cet avis.",
        page="""L’emprunt du CCAS ne vise pas l’avis du conseil municipal.

        Ce que la règle vérifie
            La délibération du CCAS qui contracte un emprunt vise l’avis conforme du conseil municipal.
        Pourquoi
            Les emprunts du CCAS ne sont décidés qu’avec cet avis.
        Exemple fautif
            « Le conseil d’administration décide de contracter un emprunt de 20 000 €. »
        Correction
            Recueillir l’avis et le viser.
        Limites
            Toute mention d’un avis du conseil municipal suffit.
        """,
    )
)
