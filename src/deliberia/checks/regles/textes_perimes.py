"""Acts cited from the future, code names that never existed, accounting plans that ended."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Severity, TargetKind
from deliberia.reading.motifs import declare
from deliberia.text import format_date

_DATES_DE_TEXTES = frozenset(
    {TargetKind.ACTE_LOCAL, TargetKind.ARRETE, TargetKind.LOI, TargetKind.DECRET, TargetKind.ORDONNANCE}
)
_A_VENIR = declare(
    r"\b(?:projet|futur|prochain|sera|seront|devra|[àa]\s+venir|entr\w+\s+en\s+vigueur)\b[^.;\n]{0,60}$",
    re.I,
    debuts="a dev ent fut pro ser",
)
_PARTICIPE = declare(
    r"(?:\bproc[èe]s[- ]verbal|\bPV|\bcompte[- ]rendu|\bregistre|\bbudget|\bliste|\bcomptes?|\best"
    r"|\b[ée]t[ée]|\bfut|\bsoit)"
    r"\s{1,3}$",
    re.I,
)
"""« Procès-verbal arrêté en séance du … »: the minutes are settled, no arrêté is cited."""
_FAUX_CODES = {
    "code général des collectivités locales": "code général des collectivités territoriales",
    "code des collectivités territoriales": "code général des collectivités territoriales",
    "code des collectivités locales": "code général des collectivités territoriales",
    "code général des collectivités publiques": "code général des collectivités territoriales",
    "code des relations entre l’administration et le "
    "public": "code des relations entre le public et l’administration",
    "code des marchés": "code de la commande publique",
    "code de la fonction publique territoriale": "code général de la fonction publique",
    "code général de la propriété publique": "code général de la propriété des personnes publiques",
    "code de commande publique": "code de la commande publique",
}
"""Names of codes that never existed, with the title meant."""

_FAUX = declare(
    "|".join(
        rf"\b{re.escape(name)}\b(?!\s+publics?)".replace("\\ ", r"\s{1,3}").replace("’", "['’]")
        for name in _FAUX_CODES
    ),
    re.I,
    debuts="cod",
)
_M14 = declare(
    r"\b(?:instruction|nomenclature|r[ée]f[ée]rentiel|plan\s+comptable)\b[^.;\n]{0,60}\bM\s?14\b"
    r"|\bM\s?14\b[^.;\n]{0,30}\b(?:instruction|nomenclature)",
    re.I,
    debuts="ins m m00 nom pla ref",
)
_COMPTE_6574 = declare(
    r"\b(?:compte|article|imputation|chapitre|nature)\s*:?\s*6574\b(?!\d)", re.I, debuts="art cha com imp nat"
)
_HISTOIRE = declare(
    r"\b(?:passage|pass[ée]e?r?|transition|rempla\w+|abandon|ancienn?e?|jusqu|basculement"
    r"|lieu\s+et\s+place|M\s?4\d?)\b",
    re.I,
    debuts="aba anc bas jus lie m m0 m00 pas rem tra",
)


@check("REF010", origine="citation-future-act", severite=Severity.ERREUR, portee=Portee.TEXTE)
def citation_future_act(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un acte visé est postérieur à la séance.

    Ce que la règle vérifie
        Les délibérations, arrêtés, lois et décrets visés ne sont pas datés d’après la séance.
    Pourquoi
        On ne peut pas se fonder sur un texte qui n’existe pas encore : l’une des dates est fausse.
    Exemple fautif
        « Vu la délibération n° 2026-12 du 3 décembre 2026 ; » le 17 novembre 2026.
    Correction
        Corriger la date.
    Limites
        Les actes du jour même sont admis. Les événements annoncés ne sont pas des actes.
    """
    seance = acte.date_seance
    if seance is None:
        return
    for citation in acte.citations:
        if not acte.debut <= citation.start < acte.fin_texte:
            continue
        for target in citation.targets:
            if target.kind not in _DATES_DE_TEXTES or target.date is None or target.date <= seance.value:
                continue
            before = acte.texte[max(acte.debut, citation.start - 90) : citation.start]
            if _A_VENIR.search(before) or (target.kind is TargetKind.ARRETE and _PARTICIPE.search(before)):
                continue
            yield Signal(
                message=f"Un acte cité, du {format_date(target.date)}, est postérieur à la séance du "
                f"{format_date(seance.value)}.",
                correction="Corrigez la date.",
                appuis=(seance,),
                start=citation.start,
                end=citation.end,
            )


@check("REF011", origine="code-name-wrong", severite=Severity.INFO, portee=Portee.TEXTE)
def code_name_wrong(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le nom d’un code est inexact.

    Ce que la règle vérifie
        Les codes cités portent leur titre exact.
    Pourquoi
        Un code qui n’a jamais existé ne se retrouve pas.
    Exemple fautif
        « Vu le code général des collectivités locales ; »
    Correction
        Écrire le titre exact du code.
    Limites
        Liste fermée de noms fautifs.
    """
    for match in iter_matches(acte, _FAUX):
        written = " ".join(match.group().lower().replace("'", "’").split())
        title = _FAUX_CODES.get(written)
        if title is None:
            continue
        yield Signal(
            message=f"Le nom du code est inexact : il s’agit du « {title} ».",
            correction="Écrivez le titre exact du code.",
            start=match.start(),
            end=match.end(),
        )
        return


@check(
    "FIN001",
    origine="accounting-plan-obsolete",
    severite=Severity.INFO,
    since=dt.date(2024, 1, 1),
    portee=Portee.TEXTE,
)
def accounting_plan_obsolete(acte: Acte, context: Context) -> Iterator[Signal]:
    """La nomenclature M14 n’est plus applicable.

    Ce que la règle vérifie
        Un acte de 2024 ou d’après ne se réfère ni à l’instruction M14, ni au compte 6574 sans cinquième
        chiffre.
    Pourquoi
        Le référentiel M57 s’applique à toutes les collectivités depuis le 1er janvier 2024.
    Exemple fautif
        « La dépense est imputée à l’article 6574. »
    Correction
        Viser le référentiel M57 et vérifier le compte, par exemple 65748.
    Limites
        Silencieuse lorsque le texte raconte le passage à la M57. Les services industriels et commerciaux
        restent en M4.
    """
    for pattern in (_M14, _COMPTE_6574):
        for match in iter_matches(acte, pattern):
            if _HISTOIRE.search(acte.texte[max(acte.debut, match.start() - 100) : match.end() + 60]):
                continue
            yield Signal(
                message="La nomenclature M14 n’est plus applicable depuis le 1er janvier 2024.",
                correction="Visez le référentiel M57 et vérifiez le compte (par exemple 65748 au "
                "lieu de 6574).",
                start=match.start(),
                end=match.end(),
            )
            return
