"""The matters that a council may delegate to the mayor, and those that it may not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches, search
from deliberia.checks.registre import COMMUNES, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, Severity
from deliberia.reading.motifs import declare

_FONDEMENT = declare(r"2122\s?[-–.]\s?22", re.I)
_ALINEA = declare(
    r"^[ \t|]*(?:\d{1,2}\s?(?:[°º]|\.\)|[.)](?!\d)|[–-]\s)|[-–•*]\s)\s{0,3}(?P<texte>[^\n]{8,})", re.M
)
_PREMIER_VERBE = declare(r"^(?:d['’]\s?|de\s+|[àa]\s+)?(?:\w+er|\w+ir|\w+re|proc[ée]der|prendre)\b", re.I)
_MATIERES = declare(
    r"affectation|propri[ée]t[ée]s\s+communales|d[ée]limitation|bornage|tarif|droits\s+(?:de\s+voirie"
    r"|de\s+stationnement|pr[ée]vus)"
    r"|emprunt|op[ée]rations\s+(?:financi[èe]res|utiles)|risques\s+de\s+(?:taux|change)"
    r"|d[ée]p[ôo]ts?\s+de\s+fonds|placement"
    r"|march[ée]|accords?[- ]cadre|commande\s+publique|louage|location|baux|\bbail\b|assurance|sinistre"
    r"|r[ée]gies?"
    r"|concession|cimeti[èe]re|\bdons?\b|\blegs\b|ali[ée]n|gr[ée]\s+[àa]\s+gr[ée]|biens?\s+mobiliers?"
    r"|r[ée]mun[ée]r\w*[^;]{0,60}frais"
    r"|honoraires|avocat|notaire|huissier|expropri|offres?\s+de\s+la\s+commune|classes?\b|enseignement"
    r"|alignement|pr[ée]em"
    r"|justice|ester|actions?|contentieux|transig|transaction|dommageable|accident|v[ée]hicules|foncier"
    r"|am[ée]nagement\s+concert"
    r"|participation|voirie|r[ée]seaux|lignes?\s+de\s+tr[ée]sorerie|tr[ée]sorerie|priorit[ée]|arch[ée]olog"
    r"|patrimoine|adh[ée]sion"
    r"|associations?|subvention|financement|urbanisme|d[ée]molition|[ée]dification|construire|1975|occupants"
    r"|public\s+par\s+voie"
    r"|123-19|montagne|expropriation|non[- ]valeur|titres?\s+de\s+recettes|cr[ée]ances?|mandats?\s+sp[ée]ci"
    r"|frais\s+de\s+mission"
    r"|d[ée]placement|commerce|bois|for[êe]t|1413|31\s+ao[ûu]t",
    re.I,
)
_HORS_LISTE = declare(
    r"\b(?:recrut\w+|nomm\w+|titularis\w+|cr[ée]\w+\s+(?:des?|les?)\s+(?:postes?|emplois?)|fix\w+\s+(?:les"
    r"|des|le)\s+(?:taux\s+d['’]imposition"
    r"|indemnit[ée]s\s+des\s+[ée]lus)|vot\w+\s+le\s+budget|approuv\w+\s+(?:le\s+budget|les?\s+comptes?)"
    r"|sign\w+\s+(?:toute|les|des)\s+conventions?"
    r"|vend\w+\s+(?:les|des)\s+(?:immeubles|terrains)|acqu[ée]r\w+\s+(?:les|des)\s+(?:immeubles|terrains))",
    re.I,
)
_SUBVENTIONNER = declare(
    r"^(?:d['’]\s?|de\s+|[àa]\s+)?(?:attribu|accord|octroy|vers|allou)er?\s+(?:des|les"
    r"|toutes?)\s+subventions?\b",
    re.I,
)
"""To ask for a subsidy may be delegated, to give one may not."""
_AUTRE_TEXTE = declare(r"\bL\.?\s?\d{3,4}\s?[-–.]\s?\d|\bcode\b|\bloi\b|\bd[ée]cret\b|332-", re.I)
_POINT_MAX = 400
_MINIMUM = 5
"""Items below which a list is not that of the matters delegated."""


@check(
    "DIS033",
    origine="delegation-outside-list",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2122-22",),
    genres=frozenset({"delegation"}),
    sortes=COMMUNES,
)
def delegation_outside_list(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une matière déléguée ne figure pas dans la liste de la loi.

    Ce que la règle vérifie
        Chaque matière de la liste déléguée au maire correspond à l’une de celles que la loi permet de
        déléguer.
    Pourquoi
        La liste est limitative : hors d’elle, la délégation est illégale, et les décisions prises avec elle.
    Exemple fautif
        « 12° De recruter les agents communaux et de créer les emplois. »
    Correction
        Retirer ce point, ou citer le texte particulier qui permet de le déléguer.
    Limites
        Reconnaît les matières à leurs mots. Silencieuse si le point cite un autre texte, et pour toute liste
        de moins de cinq points.
    """
    if acte.forme is Forme.PROCES_VERBAL or not search(acte, _FONDEMENT):
        return
    items = [match for match in iter_matches(acte, _ALINEA) if _PREMIER_VERBE.match(match["texte"])]
    if len(items) < _MINIMUM:
        return
    for match in items:
        start = match.start("texte")
        words = acte.texte[start : min(start + _POINT_MAX, acte.fin_texte)].split(";", 1)[0]
        if _AUTRE_TEXTE.search(words):
            continue
        if not _SUBVENTIONNER.search(words[:80]) and (
            not _HORS_LISTE.search(words[:120]) or _MATIERES.search(words)
        ):
            continue
        yield Signal(
            message="Cette matière ne figure pas parmi celles que l’article L. 2122-22 permet de "
            "déléguer au maire.",
            correction="Retirez ce point, ou citez le texte particulier qui permet de le déléguer.",
            start=start,
            end=start + len(match["texte"].rstrip()),
        )
        return
