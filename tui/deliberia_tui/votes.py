"""Counts and wordings of a vote as the screens show them; every answer comes from `deliberia.arithmetic`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deliberia.model import Pouvoir, Resultat, Seance

_LABELS = {
    Resultat.UNANIMITE: "Adopté",
    Resultat.UNANIMITE_SUFFRAGES_EXPRIMES: "Adopté",
    Resultat.MAJORITE: "Adopté",
    Resultat.REJET: "Rejeté",
    Resultat.PARTAGE_VOIX_PREPONDERANTE: "Adopté",
    Resultat.PREND_ACTE: "Le conseil prend acte",
}


def count_votants(seance: Seance, deports: Sequence[str] = ()) -> int:
    """Return the votes that the séance allows on an item; 0 while nobody is noted present."""
    from deliberia import arithmetic
    from deliberia.text import fold

    gone = {fold(name) for name in deports}
    pouvoirs = [one for one in seance.pouvoirs if fold(one.a) not in gone]
    counted = arithmetic.count_pouvoirs(pouvoirs, presents=seance.presents, exclus=tuple(deports))
    departs = sum(fold(name) in gone for name in seance.presents)
    return arithmetic.count_votants(len(seance.presents), pouvoirs=counted, departs=departs)


def describe_vote(content: Mapping[str, Any]) -> tuple[bool, str]:
    """Return whether the result is known, and its wording or what it waits for.

    Raises:
        DataError: the counts contradict each other.
    """
    from deliberia.arithmetic import decide, describe_result, explain_undecided
    from deliberia.drafting import parse_vote
    from deliberia.text import typeset

    if not any(content.get(name) is not None for name in ("pour", "contre", "abstentions", "prend_acte")):
        return False, typeset("Tapez les voix : le résultat s’écrira ici.")
    vote = parse_vote(dict(content))
    resultat = decide(vote)
    if resultat is None:
        return False, explain_undecided(vote) or ""
    if resultat is Resultat.PREND_ACTE:
        return True, _LABELS[resultat]
    return True, typeset(f"{_LABELS[resultat]} {describe_result(vote, resultat)}.")


def find_defauts(pouvoirs: Sequence[Pouvoir], presents: Sequence[str]) -> dict[str, str]:
    """Return by mandant why his pouvoir does not count, in French."""
    from deliberia.arithmetic import PouvoirDefaut, find_void_pouvoirs

    words = {
        PouvoirDefaut.MANDATAIRE_DEJA_PORTEUR: "sans effet, le mandataire en porte déjà un",
        PouvoirDefaut.MANDATAIRE_ABSENT: "sans effet, le mandataire est absent",
        PouvoirDefaut.MANDANT_PRESENT: "sans effet, le mandant est présent",
        PouvoirDefaut.MANDANT_DEJA_REPRESENTE: "sans effet, déjà représenté",
        PouvoirDefaut.MANDANT_NE_VOTE_PAS: "sans effet, le mandant ne vote pas",
    }
    return {one.pouvoir.de: words[one.defaut] for one in find_void_pouvoirs(pouvoirs, presents=presents)}


def describe_quorum(seance: Seance) -> tuple[bool, str]:
    """Return whether the quorum is reached, and the line that says it with the votes in the room."""
    from deliberia.arithmetic import is_quorum_reached, quorum
    from deliberia.text import agree

    en_exercice = seance.collectivite.en_exercice
    presents = len(seance.presents)
    if not en_exercice:
        return False, "Quorum\xa0: indiquez d’abord le nombre de membres en exercice (écran Commune)."
    needed = quorum(en_exercice)
    if not presents and not seance.pouvoirs and not seance.absents:
        members = agree(needed, "membre présent", "membres présents")
        return False, f"Quorum\xa0: {needed} {members} sur {en_exercice}. La présence reste à noter."
    is_reached = is_quorum_reached(presents, en_exercice)
    votants = count_votants(seance)
    pouvoirs = votants - presents
    state = "Quorum atteint" if is_reached else "Quorum non atteint"
    return is_reached, (
        f"{state}\xa0: {presents} {agree(presents, 'présent')} pour {needed} requis, {en_exercice} membres "
        f"en exercice. {pouvoirs} {agree(pouvoirs, 'pouvoir')}, {votants} {agree(votants, 'votant')}."
    )
