"""The vote: do its counts agree with each other, with the presence and with the announced result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.arithmetic import VoteSorte, decide, majorite_absolue, suffrages_exprimes
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import count_pouvoirs, count_presents, get_dispositif, search
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Origine, Resultat, Scrutin, Severity, Vote
from deliberia.reading.motifs import declare
from deliberia.text import agree

_RESULTAT = declare(
    r"unanim|majorit|\badopt|\baccept|\bapprouv|\bvoix\b|\bvote\s*:|\bpour\s*:|\bd[ée]cid|\bautoris"
    r"|\bvalid|\bprend\s+acte|\bpris\s+acte|"
    r"\brejet|\b[ée]lue?s?\b|\bpropos|\bfix|\bd[ée]sign|\bdonne|\b[ée]met|\bcharg",
    re.I,
)
_COMPTES = frozenset({"comptes", "compte_gestion"})
_AUTRE_MAJORITE = declare(
    r"deux\s+tiers|trois\s+(?:cinqui|quart)|majorit[ée]\s+qualifi|majorit[ée]\s+relative", re.I
)
_RETRAIT = declare(
    r"\bse\s+retir|\bs['’](?:est|[ée]tant)\s+(?:retir|d[ée]port|abst)|\bquitt|\bsort\w*\s+de\s+la\s+s"
    r"|\bpas\s+(?:pris\s+)?part\b|\bne\s+particip|"
    r"\bd[ée]port|\bne\s+vot\w+\s+pas",
    re.I,
    debuts="dep ne pas qui s se sor",
)
"""Someone steps back: fewer votes than members present are then expected."""
_SUPPOSE: Fact[bool] = Fact(value=True, certitude=Certitude.DEDUIT)


def _vote(acte: Acte) -> Vote:
    return Vote(
        scrutin=acte.scrutin.value if acte.scrutin else Scrutin.ORDINAIRE,
        pour=acte.pour.value if acte.pour else None,
        contre=acte.contre.value if acte.contre else None,
        abstentions=acte.abstentions.value if acte.abstentions else 0,
        blancs_nuls=acte.blancs_nuls.value if acte.blancs_nuls else 0,
        voix_president=acte.voix_president.value if acte.voix_president else "",
    )


def _is_adopted(acte: Acte) -> bool:
    adopted = (Resultat.MAJORITE, Resultat.UNANIMITE, Resultat.UNANIMITE_SUFFRAGES_EXPRIMES)
    return acte.resultat is None or acte.resultat.value in adopted


@check("VOT001", origine="vote-counts-mismatch", severite=Severity.ERREUR, fondement=("CGCT:L2121-20",))
def vote_counts_mismatch(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le total des votes ne correspond pas au nombre de votants.

    Ce que la règle vérifie
        Les voix pour, les voix contre, les abstentions, les bulletins blancs ou nuls et les refus de vote
        font ensemble le nombre de votants annoncé ; à défaut, celui des présents et des pouvoirs. Au-dessus :
        erreur. Au-dessous : avertissement.
    Pourquoi
        Un total supérieur signifie que quelqu’un a voté sans en avoir le droit.
    Exemple fautif
        « Votants : 9. Pour : 8, contre : 2, abstention : 1. »
    Correction
        Vérifier le décompte et les pouvoirs.
    Limites
        Silencieuse lorsqu’un des comptes manque, ou lorsque seule l’unanimité est écrite.
    """
    if acte.pour is None or acte.is_votes_multiples:
        return
    counts = (acte.pour, acte.contre, acte.abstentions, acte.blancs_nuls)
    total = sum(fact.value for fact in counts if fact is not None)
    aside = len(acte.ne_prennent_pas_part.value) if acte.ne_prennent_pas_part else 0
    voters, supports = _expected_voters(acte)
    if voters is None or total <= voters <= total + aside:
        return
    if total > voters:
        yield Signal(
            message=f"Le total des votes ({total}) dépasse le nombre de votants ({voters}).",
            correction="Vérifiez le décompte et les pouvoirs.",
            appuis=(acte.pour, *supports),
        )
    elif acte.contre is not None and acte.abstentions is not None and not search(acte, _RETRAIT):
        yield Signal(
            message=f"Le total des votes ({total}) ne correspond pas au nombre de votants ({voters}).",
            correction="Vérifiez le décompte, ou dites qui n’a pas pris part au vote.",
            severite=Severity.AVERTISSEMENT,
            appuis=(acte.pour, *supports),
        )


def _expected_voters(acte: Acte) -> tuple[int | None, tuple[Fact[int] | None, ...]]:
    """The voters that the act states; else those present and their proxies when both are plainly read."""
    if acte.votants is not None:
        return acte.votants.value, (acte.votants,)
    presents, pouvoirs = count_presents(acte), count_pouvoirs(acte)
    if presents is None or acte.is_mouvements or presents.certitude is not Certitude.LU:
        return None, ()
    if pouvoirs is None:
        return None, ()
    return presents.value + pouvoirs.value, (presents, pouvoirs)


@check(
    "VOT002",
    origine="vote-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-15", "CGCT:L2121-20"),
)
def vote_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le résultat du vote n’est pas indiqué.

    Ce que la règle vérifie
        L’acte adopté dit comment il l’a été : voix, unanimité, majorité ou simple adoption.
    Pourquoi
        Le procès-verbal et le registre doivent porter le résultat ; la préfecture le vérifie.
    Exemple fautif
        « Le conseil municipal, après en avoir délibéré : Article 1er … Article 2 … » sans vote.
    Correction
        Ajouter le nombre de voix pour, contre et les abstentions.
    Limites
        « Le conseil adopte », « approuve », « décide » valent résultat lorsqu’ils suivent la proposition.
        Silencieuse pour un texte incomplet, une information, une prise d’acte ou une élection.
    """
    if acte.resultat or acte.pour or acte.contre or acte.is_votes_multiples or acte.is_tronque:
        return
    if acte.forme is not Forme.DELIBERATION or acte.genres & {
        "information",
        "election",
        "designation",
        "orientations",
    }:
        return
    dispositif = get_dispositif(acte)
    if dispositif is None:
        return
    numbered = [s for s in acte.sections if s.sorte.value == "article"]
    zone = acte.texte[dispositif.start : acte.fin_texte]
    if not numbered and _RESULTAT.search(zone):
        return
    if numbered and re.search(
        r"unanim|majorit|\badopt[ée]|\bvoix\b|\bvot|prend\s+acte|conseil\s+adopte|rejet", zone, re.I
    ):
        return
    yield Signal(
        message="Le résultat du vote n’est pas indiqué.",
        correction="Ajoutez le nombre de voix pour, contre et les abstentions.",
        start=dispositif.start,
        end=min(dispositif.start + 80, dispositif.end),
    )


@check("VOT003", origine="majority-not-reached", severite=Severity.ERREUR, fondement=("CGCT:L2121-20",))
def majority_not_reached(acte: Acte, context: Context) -> Iterator[Signal]:
    """La majorité absolue des suffrages exprimés n’est pas atteinte.

    Ce que la règle vérifie
        Un acte déclaré adopté réunit plus de voix pour que de voix contre. Les abstentions, les bulletins
        blancs ou nuls et les refus de vote ne sont pas des suffrages exprimés.
    Pourquoi
        Les délibérations sont prises à la majorité absolue des suffrages exprimés.
    Exemple fautif
        « Adopté par 4 voix pour, 5 contre et 2 abstentions. »
    Correction
        Corriger le décompte, ou constater le rejet.
    Limites
        Silencieuse pour les comptes, arrêtés sauf majorité contre, lorsqu’une autre majorité est prévue, et
        en cas de partage, traité par une autre règle.
    """
    if acte.pour is None or acte.contre is None or acte.is_votes_multiples or acte.genres & _COMPTES:
        return
    if not _is_adopted(acte) or acte.pour.value >= acte.contre.value or search(acte, _AUTRE_MAJORITE):
        return
    needed = majorite_absolue(suffrages_exprimes(acte.pour.value, acte.contre.value))
    if needed is None or decide(_vote(acte)) is not Resultat.REJET:
        return
    implied = acte.resultat is None
    yield Signal(
        message=f"La majorité absolue des suffrages exprimés ({needed}) n’est pas atteinte : "
        f"{acte.pour.value} voix pour, "
        f"{acte.contre.value} contre.",
        correction="Corrigez le décompte ou mentionnez le rejet.",
        appuis=(acte.pour, acte.contre, _SUPPOSE if implied else None),
    )


@check("VOT004", origine="unanimity-false", severite=Severity.ERREUR, fondement=("CGCT:L2121-20",))
def unanimity_false(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’unanimité est écrite alors qu’il y a des votes contre.

    Ce que la règle vérifie
        « À l’unanimité » ne côtoie pas des voix contre.
    Pourquoi
        L’acte se contredit : on ne sait plus ce que le conseil a voté.
    Exemple fautif
        « Adopté à l’unanimité : 9 pour, 2 contre. »
    Correction
        Remplacer par « à la majorité », avec le décompte.
    Limites
        Silencieuse lorsque l’acte contient plusieurs votes.
    """
    if acte.contre is None or acte.contre.value == 0 or acte.is_votes_multiples or acte.resultat is None:
        return
    if acte.resultat.value not in (Resultat.UNANIMITE, Resultat.UNANIMITE_SUFFRAGES_EXPRIMES):
        return
    far = abs((acte.resultat.start or 0) - (acte.contre.start or 0)) > 1500
    count = acte.contre.value
    yield Signal(
        message=f"« À l’unanimité » est écrit alors qu’il y a {count} {agree(count, 'vote', 'votes')} "
        f"contre.",
        correction="Remplacez par « à la majorité » avec le décompte.",
        appuis=(acte.resultat, acte.contre, _SUPPOSE if far else None),
    )


@check("VOT005", origine="unanimity-with-abstentions", severite=Severity.INFO, fondement=("CGCT:L2121-20",))
def unanimity_with_abstentions(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’unanimité est écrite alors qu’il y a des abstentions.

    Ce que la règle vérifie
        Lorsque des membres s’abstiennent, l’acte dit « à l’unanimité des suffrages exprimés ».
    Pourquoi
        Les abstentions ne sont pas des suffrages exprimés : l’unanimité reste exacte, mais s’écrit mieux.
    Exemple fautif
        « Adopté à l’unanimité, 2 abstentions. »
    Correction
        Écrire « à l’unanimité des suffrages exprimés », avec le nombre d’abstentions.
    Limites
        Simple conseil de rédaction.
    """
    if acte.abstentions is None or acte.abstentions.value == 0 or acte.is_votes_multiples:
        return
    if (
        acte.resultat is None
        or acte.resultat.value is not Resultat.UNANIMITE
        or (acte.contre and acte.contre.value)
    ):
        return
    yield Signal(
        message="Il y a des abstentions : préférez « à l’unanimité des suffrages exprimés ».",
        correction="Précisez « des suffrages exprimés » et le nombre d’abstentions.",
        appuis=(acte.resultat,),
    )


@check(
    "VOT006",
    origine="tie-without-casting-vote",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-20",),
)
def tie_without_casting_vote(acte: Acte, context: Context) -> Iterator[Signal]:
    """Les voix sont partagées et la voix du président n’est pas mentionnée.

    Ce que la règle vérifie
        Lorsque les voix pour et contre sont égales et que l’acte est adopté, il dit dans quel sens le
        président a voté. Au scrutin secret, il n’y a pas de voix prépondérante : c’est une erreur.
    Pourquoi
        En cas de partage, la voix du président l’emporte, sauf au scrutin secret.
    Exemple fautif
        « Adopté par 5 voix pour et 5 voix contre. »
    Correction
        Mentionner le sens du vote du président, ou constater le rejet.
    Limites
        Silencieuse pour les comptes, arrêtés en cas de partage.
    """
    if acte.pour is None or acte.contre is None or acte.is_votes_multiples or acte.genres & _COMPTES:
        return
    if acte.pour.value != acte.contre.value or acte.pour.value == 0 or not _is_adopted(acte):
        return
    secret = acte.scrutin is not None and acte.scrutin.value is Scrutin.SECRET
    against = acte.voix_president is not None and acte.voix_president.value == "contre"
    if not secret and not against and acte.voix_president is not None and acte.voix_president.value == "pour":
        return
    yield Signal(
        message="Partage des voix au scrutin secret : il n’y a pas de voix prépondérante, la "
        "proposition est rejetée."
        if secret
        else "Partage des voix : la voix prépondérante du président n’est pas mentionnée.",
        correction="Constatez le rejet."
        if secret
        else "Mentionnez le sens du vote du président, ou constatez le rejet.",
        severite=Severity.ERREUR if secret or against else None,
        appuis=(acte.pour, acte.contre, acte.scrutin if secret else None),
    )


@check(
    "VOT007",
    origine="accounts-majority-rule",
    severite=Severity.INFO,
    fondement=("CGCT:L1612-12",),
    genres=frozenset({"comptes"}),
)
def accounts_majority_rule(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le compte est dit rejeté alors que les voix sont partagées.

    Ce que la règle vérifie
        En cas de partage des voix sur les comptes, l’acte ne constate pas un rejet.
    Pourquoi
        Le compte est arrêté si une majorité des voix ne s’est pas dégagée contre son adoption.
    Exemple fautif
        « Compte financier unique : 7 pour, 7 contre. Le compte est rejeté. »
    Correction
        Constater que le compte est arrêté.
    Limites
        Ne parle que si les deux nombres de voix sont écrits.
    """
    if acte.pour is None or acte.contre is None or acte.is_votes_multiples or acte.resultat is None:
        return
    if (
        acte.resultat.value is not Resultat.REJET
        or decide(_vote(acte), sorte=VoteSorte.COMPTES) is Resultat.REJET
    ):
        return
    yield Signal(
        message="En cas de partage, le compte est arrêté : il faut une majorité contre pour le rejeter.",
        correction="Corrigez le résultat.",
        appuis=(acte.resultat,),
    )


@check(
    "VOT008", origine="vote-counts-mismatch", severite=Severity.AVERTISSEMENT, fondement=("CGCT:L2121-20",)
)
def votants_mismatch(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le nombre de votants annoncé n’est pas celui des présents et des pouvoirs.

    Ce que la règle vérifie
        Le nombre de votants annoncé ne dépasse pas les présents et les pouvoirs.
    Pourquoi
        Chaque voix est celle d’un membre présent ou d’un membre qui lui a donné pouvoir.
    Exemple fautif
        « Présents : 9. Pouvoirs : 1. Votants : 11. »
    Correction
        Vérifier le nombre de votants, de présents et de pouvoirs.
    Limites
        Silencieuse en cas d’arrivée ou de départ, et lorsque le nombre de votants est plus faible : un membre
        peut ne pas prendre part au vote.
    """
    presents, pouvoirs = count_presents(acte), count_pouvoirs(acte)
    if acte.votants is None or presents is None or acte.is_mouvements or acte.origine is Origine.PROJET:
        return
    if pouvoirs is None and (acte.absents is None or acte.absents.certitude is not Certitude.LU):
        return
    possible = presents.value + (pouvoirs.value if pouvoirs else 0)
    if acte.votants.value <= possible or any(
        fact is not None and fact.certitude is Certitude.DEDUIT for fact in (presents, pouvoirs)
    ):
        return
    yield Signal(
        message=f"{acte.votants.value} votants annoncés pour {presents.value} présents et "
        f"{pouvoirs.value if pouvoirs else 0} pouvoirs.",
        correction="Vérifiez le nombre de votants, de présents et de pouvoirs.",
        appuis=(acte.votants, presents, pouvoirs),
    )
