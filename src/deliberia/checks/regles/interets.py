"""Contracts with the mayor, members who represent the authority in the body that gains."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_sentence, has_member, iter_matches, search
from deliberia.checks.registre import COMMUNES, check
from deliberia.checks.regles.deport import withdraws
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Severity
from deliberia.reading import is_same_person
from deliberia.reading.motifs import declare
from deliberia.reading.noms import CIVILITE, NOM, clean_name

PRESOMPTION_2025 = dt.date(2025, 12, 24)
"""Interested members redefined. Source: loi 2025-1249, checked 2026-11-22."""
_CONTRACTANT = declare(
    r"(?i:\b(?:vend\w*|vente|c[ée]d\w*|cession|acqu[ée]r\w*|acquisition|acquiert|ach[eè]t\w*|achat|lou\w*"
    r"|location|bail"
    r"|[ée]chang\w*)\b)[^.;\n]{0,110}?(?i:\b(?:[àa]|avec|aupr[èe]s\s+de|appartenant\s+[àa]"
    r"|propri[ée]t[ée]\s+de|consenti\s+[àa]))"
    rf"\s+(?P<nom>{CIVILITE}\s+{NOM})(?P<titre>\s*,?\s*\(?\s*(?i:(?:le\s+)?maire\b(?!\s+(?:de\s+la\s+ville"
    rf"|d[ée]l)|-adj)))?"
)
_REPRESENTE = declare(r"repr[ée]sent|agissant\s+au\s+nom|en\s+qualit[ée]|habilit|autoris", re.I)
_MAIRE_SIGNE = declare(
    r"\b(?:autoris\w*|charg\w*|habilit\w*"
    r"|donn\w*\s+(?:tous\s+)?pouvoirs?\s+[àa])\s+(?:[àa]\s+)?(?:monsieur\s+|madame\s+|m\.\s+|mme\s+)?"
    r"l[ea]\s+maire\b(?!\s+(?:ou|,\s+ou)\b)[^.;\n]{0,60}?\bsigner",
    re.I,
    debuts="aut cha don hab",
)
_AUTRE_SIGNATAIRE = declare(
    r"2122-26|\badjointe?\b[^.;\n]{0,60}\b(?:[àa]\s+signer|signera|repr[ée]senter)"
    r"|d[ée]sign\w*[^.;\n]{0,80}\b(?:repr[ée]senter|signer)",
    re.I,
)
_REPRESENTANT = declare(
    rf"(?P<nom>{CIVILITE}\s+{NOM})\s*,?\s*(?:\(\s*)?(?i:(?:qui\s+)?(?:repr[ée]sentante?s?|repr[ée]sente"
    rf"|administrat(?:eur|rice)|si[èe]ge)\b"
    r"[^.;\n]{0,40}?\b(?:au\s+(?:sein|conseil)|de\s+la\s+(?:commune|collectivit[ée]|ville|communaut[ée]"
    r"|soci[ée]t[ée])|[àa]\s+la|de\s+la|aupr[èe]s))"
)
_SOCIETE = declare(
    r"\b(?:SPLA?|SEML?|SPL-[AM]|soci[ée]t[ée]\s+(?:publique\s+locale|d['’][ée]conomie\s+mixte))\b", re.I
)
_ATTRIBUTION = declare(
    r"\b(?:attribu|confi|conclu|pass|retien|reten|sign)\w*\b[^.;\n]{0,80}?\b(?:march[ée]|mandat|concession"
    r"|contrat|prestation)",
    re.I,
)
_REMUNERE = declare(
    r"\b(?:repr[ée]sentants?|administrat(?:eurs?|rice)|mandataires?|d[ée]l[ée]gu[ée]e?s?"
    r"|[ée]lue?s?)\b[^.;\n]{0,140}?"
    r"\b(?:percev\w+|per[çc]oi\w+|recev\w+|re[çc]oi\w+|b[ée]n[ée]fici\w+|allou\w+)\b[^.;\n]{0,60}?"
    r"\b(?:r[ée]mun[ée]ration|jetons?\s+de\s+pr[ée]sence|indemnit[ée]s?\s+(?:de\s+fonction"
    r"|de\s+pr[ée]sidence)|avantages?\s+particuliers?)",
    re.I,
    debuts="adm del elu man rep",
)
_GRATUIT = declare(r"gratuit|b[ée]n[ée]vol|aucun|ne\s+(?:per[çc]|percev|re[çc])|sans\s+r[ée]mun", re.I)


@check(
    "VOT030",
    origine="conflict-mayor-contract",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2122-26",),
    genres=frozenset({"acquisition", "cession", "convention"}),
    sortes=COMMUNES,
)
def contract_with_the_mayor(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le maire signe un contrat passé entre la commune et lui-même.

    Ce que la règle vérifie
        Lorsque l’acte vend, achète, loue ou échange avec le maire, un autre membre du conseil est désigné
        pour signer.
    Pourquoi
        Si les intérêts du maire sont opposés à ceux de la commune, le conseil désigne un autre de ses membres
        pour la représenter.
    Exemple fautif
        « Vente de la parcelle AB 12 à Mme Claire Vasseur, maire … autorise Mme le maire à signer l’acte. »
    Correction
        Désigner un autre membre du conseil pour signer.
    Limites
        Erreur si le texte nomme le maire de la commune avec son titre ; avertissement si seul le nom, ou le
        titre, le désigne : ce peut être un homonyme.
    """
    if acte.forme is Forme.PROCES_VERBAL or search(acte, _AUTRE_SIGNATAIRE) or not search(acte, _MAIRE_SIGNE):
        return
    mayor = acte.signature_maire or acte.president
    for match in iter_matches(acte, _CONTRACTANT):
        name = clean_name(match["nom"])
        if name is None or _REPRESENTE.search(match.group()):
            continue
        same = mayor is not None and mayor.value != "" and is_same_person(mayor.value, name)
        if not same and match["titre"] is None:
            continue
        if match["titre"] is not None and mayor is not None and mayor.value and not same:
            continue
        sure = same and match["titre"] is not None
        yield Signal(
            message=f"Le contrat est passé avec {name}, et le maire est autorisé à le signer.",
            correction="Désignez un autre membre du conseil pour représenter la commune.",
            appuis=(None if sure else Fact(value=True, certitude=Certitude.DEDUIT),),
            start=match.start("nom"),
            end=match.end("nom"),
        )
        return


@check(
    "VOT031",
    origine="conflict-representative-deport",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L1111-6",),
    genres=frozenset({"marche", "convention", "designation"}),
)
def representative_votes(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un membre représente la collectivité dans la société qui obtient le contrat.

    Ce que la règle vérifie
        Le membre que l’acte dit représenter la collectivité dans une société publique locale ou d’économie
        mixte ne prend pas part à l’attribution d’un contrat à cette société.
    Pourquoi
        La loi oblige ce représentant à se retirer des décisions qui attribuent un contrat à la société.
    Exemple fautif
        « M. Paul Astruc, administrateur de la SPL … le conseil attribue le marché à la SPL. »
    Correction
        Noter son déport, et recalculer le quorum et le vote.
    Limites
        Demande que la représentation et la présence soient écrites, et que rien ne dise le retrait. La liste
        des décisions concernées a changé le 24 décembre 2025.
    """
    if acte.forme is Forme.PROCES_VERBAL or not search(acte, _SOCIETE) or not search(acte, _ATTRIBUTION):
        return
    if "designation" in acte.genres or acte.presents is None:
        return
    members = acte.presents.value
    for match in iter_matches(acte, _REPRESENTANT):
        name = clean_name(match["nom"])
        if name is None or not _SOCIETE.search(get_sentence(acte, match)) or not has_member(members, name):
            continue
        if not withdraws(acte, name, members):
            yield Signal(
                message=f"{name} représente la collectivité dans la société attributaire et rien ne dit que "
                "ce membre n’a pas pris part à la décision.",
                correction="Notez le déport ; recalculez le quorum et le vote.",
                start=match.start(),
                end=match.end(),
            )
            return


@check(
    "VOT032",
    origine="conflict-representative-paid",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L1111-6", "CGCT:L1524-5"),
    since=PRESOMPTION_2025,
)
def representative_paid(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le représentant de la collectivité est rémunéré par l’organisme.

    Ce que la règle vérifie
        L’acte qui désigne un représentant dans une société ne lui permet pas de recevoir une rémunération ou
        des jetons de présence sans parler de son déport.
    Pourquoi
        Un représentant n’est pas réputé intéressé du seul fait de son mandat ; cette protection tombe s’il
        est rémunéré ou reçoit un avantage particulier.
    Exemple fautif
        « Le représentant est autorisé à percevoir des jetons de présence. »
    Correction
        Prévoir son déport des décisions qui concernent cet organisme.
    Limites
        Ne parle que si la rémunération est écrite. Silencieuse si l’acte parle de déport ou dit le mandat
        gratuit.
    """
    if (
        acte.forme is Forme.PROCES_VERBAL
        or not search(acte, _SOCIETE)
        or re.search(r"d[ée]port", acte.corps, re.I)
    ):
        return
    for match in iter_matches(acte, _REMUNERE):
        if _GRATUIT.search(get_sentence(acte, match)):
            continue
        yield Signal(
            message="Ce représentant est rémunéré par l’organisme : la présomption d’absence d’intérêt ne "
            "joue pas.",
            correction="Prévoyez son déport des décisions qui concernent cet organisme.",
            start=match.start(),
            end=match.end(),
        )
        return
