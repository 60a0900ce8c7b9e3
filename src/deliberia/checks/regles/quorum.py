"""Quorum: reached, counted on those present, rightly computed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.arithmetic import is_quorum_reached, quorum
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import count_presents, search
from deliberia.checks.periodes import is_covid
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Severity
from deliberia.reading.motifs import declare

_SECONDE = declare(
    r"(?:seconde|deuxi[èe]me|nouvelle)\s+(?:convocation|r[ée]union)|sans\s+condition\s+de\s+quorum|"
    r"(?:d[ée]faut|faute)\s+de\s+quorum",
    re.I,
)
_QUORUM_PAR_POUVOIRS = declare(
    r"\bpr[ée]sents?\s+(?:et|ou)\s+repr[ée]sent[ée]s\b[^.;\n]{0,80}\bquorum\s+(?:est\s+)?(?:atteint|r[ée]uni)"
    r"|\bquorum\b[^.;\n]{0,40}\b(?:atteint|r[ée]uni|constat[ée])\w*\b[^.;\n]{0,30}?\b(?:avec|gr[âa]ce\s+aux?"
    r"|compte\s+tenu|en\s+(?:comptant|incluant|tenant\s+compte)|y\s+compris)\s+(?:\w+\s+){0,3}?"
    r"(?:pouvoirs?|procurations?|mandats?|repr[ée]sent[ée]s)\b"
    r"|\b(?:compte\s+tenu|gr[âa]ce\s+aux?|en\s+(?:comptant|incluant|tenant\s+compte))\s+(?:\w+\s+){0,2}?"
    r"(?:pouvoirs?|procurations?|mandats?)\b[^.;\n]{0,40}\bquorum\s+(?:est\s+|[ée]tant\s+)?(?:atteint"
    r"|r[ée]uni)",
    re.I,
    debuts="com en gra pre quo",
)


def _tiers(en_exercice: int) -> int:
    """One third of the members: the quorum of the Covid windows."""
    return -(-en_exercice // 3)


@check(
    "SEA001",
    origine="quorum-not-met",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-17",),
    portee=Portee.SEANCE,
)
def quorum_not_met(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le quorum n’est pas atteint.

    Ce que la règle vérifie
        Les conseillers physiquement présents sont plus de la moitié des membres en exercice. Les pouvoirs
        ne comptent pas. Le président de séance compte, même si la liste l’oublie.
    Pourquoi
        Sans quorum, le conseil ne peut pas délibérer : ce qu’il vote est illégal.
    Exemple fautif
        « Membres en exercice : 15. Présents : 7. Pouvoirs : 4. »
    Correction
        Reporter le point et convoquer à nouveau le conseil, ou corriger la liste des présents.
    Limites
        Silencieuse lorsque l’acte évoque une seconde réunion tenue faute de quorum. Pendant les périodes
        de l’état d’urgence sanitaire, un tiers suffit. Avertissement seulement si des arrivées ou des
        départs rendent le compte incertain.
    """
    presents = count_presents(acte)
    if presents is None or acte.en_exercice is None or acte.premiere_reunion or search(acte, _SECONDE):
        return
    total, members = presents.value, acte.en_exercice.value
    if not 0 < total <= members or is_quorum_reached(total, members):
        return
    if is_covid(context.date) and total >= _tiers(members):
        return
    yield Signal(
        message=f"Le quorum n’est pas atteint : {total} conseillers physiquement présents pour {members} en "
        f"exercice, il en faut {quorum(members)}.",
        correction="Reportez le point et convoquez à nouveau le conseil, ou corrigez la liste des présents.",
        appuis=(presents, acte.en_exercice),
    )


@check(
    "SEA002",
    origine="quorum-counts-proxies",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-17", "CGCT:L2121-20"),
    portee=Portee.SEANCE,
)
def quorum_counts_proxies(acte: Acte, context: Context) -> Iterator[Signal]:
    """Des pouvoirs sont comptés comme présents.

    Ce que la règle vérifie
        Le nombre de présents annoncé n’est pas égal à la somme des présents nommés et des pouvoirs, et
        aucune phrase ne fonde le quorum sur les membres représentés : « quorum atteint avec les pouvoirs ».
    Pourquoi
        Un pouvoir vaut pour le vote, jamais pour le quorum.
    Exemple fautif
        « Présents : 11 », suivi de sept noms et de quatre pouvoirs.
    Correction
        Indiquer séparément les présents, les pouvoirs et les absents, puis recalculer le quorum.
    Limites
        Le nombre de votants n’est jamais pris pour un nombre de présents.
    """
    names, stated, pouvoirs = acte.presents, acte.presents_nombre, acte.pouvoirs
    if names and stated and pouvoirs and names.certitude is Certitude.LU:
        named = count_presents(acte)
        listed = len(names.value)
        counts = {listed, named.value if named and named.value != stated.value else listed}
        if stated.value not in counts and stated.value - len(pouvoirs.value) in counts:
            yield Signal(
                message=f"Les conseillers ayant donné pouvoir ont été comptés comme présents : "
                f"{stated.value} "
                f"présents annoncés, {listed} nommés et {len(pouvoirs.value)} pouvoirs.",
                correction="Indiquez séparément présents, pouvoirs et absents, puis recalculez le quorum.",
                appuis=(stated, names, pouvoirs),
            )
            return
    match = search(acte, _QUORUM_PAR_POUVOIRS)
    if match:
        yield Signal(
            message="Le quorum est fondé sur les membres présents et représentés : un pouvoir vaut pour le "
            "vote, jamais pour le quorum.",
            correction="Constatez le quorum sur les seuls membres présents.",
            severite=Severity.AVERTISSEMENT,
            start=match.start(),
            end=match.end(),
        )


@check(
    "SEA003",
    origine="quorum-wrong-formula",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-17",),
    portee=Portee.SEANCE,
)
def quorum_wrong_formula(acte: Acte, context: Context) -> Iterator[Signal]:
    """La valeur du quorum annoncée est fausse.

    Ce que la règle vérifie
        Le quorum écrit dans l’acte est le premier entier supérieur à la moitié des membres en exercice.
    Pourquoi
        Un quorum mal calculé peut faire croire qu’une séance était régulière, ou qu’elle ne l’était pas.
    Exemple fautif
        « Membres en exercice : 14. Quorum : 7. »
    Correction
        Remplacer la valeur : huit pour quatorze ou quinze membres en exercice.
    Limites
        Silencieuse pour le tiers des membres pendant l’état d’urgence sanitaire, et lorsque des
        représentants sont tenus de se déporter.
    """
    stated, members = acte.quorum_annonce, acte.en_exercice
    if stated is None or members is None or acte.ne_prennent_pas_part:
        return
    expected = quorum(members.value)
    if stated.value == expected or (is_covid(context.date) and stated.value == _tiers(members.value)):
        return
    sure = stated.value <= members.value
    yield Signal(
        message=f"Le quorum indiqué ({stated.value}) est inexact : avec {members.value} membres en exercice, "
        f"il est de {expected}.",
        correction=f"Remplacez la valeur par {expected}.",
        appuis=(stated, members, None if sure else Fact(value=0, certitude=Certitude.DEDUIT)),
    )
