"""The result of a vote, from its counts."""

from __future__ import annotations

from enum import StrEnum

from deliberia.arithmetic.decompte import Decompte, complete_counts, find_contradiction
from deliberia.model import Resultat, Scrutin, Vote
from deliberia.text import typeset


class VoteSorte(StrEnum):
    """Which rule of majority applies."""

    ORDINAIRE = "ordinaire"
    COMPTES = "comptes"
    """Compte administratif or compte financier unique: adopted unless a majority votes against."""


def decide(vote: Vote, *, sorte: VoteSorte = VoteSorte.ORDINAIRE) -> Resultat | None:
    """Return the result of a vote; None when counts are missing, contradict each other or leave a tie open.

    Absolute majority of the votes expressed; at a tie the president's vote prevails, except in a secret
    ballot. A president who abstained does not carry the tie: cautious reading, see `is_result_prudent`.
    Accounts are adopted unless a majority votes against. `explain_undecided` says why None was returned.

    Source: CGCT L2121-20 al. 2 and 3, L1612-12, checked 2026-11-22.
    """
    if vote.is_prend_acte:
        return Resultat.PREND_ACTE
    counts = complete_counts(vote)
    if find_contradiction(vote) is not None or counts is None or not counts.total:
        return None
    if counts.pour and not counts.contre:
        is_whole = not counts.abstentions and not counts.blancs_nuls
        return Resultat.UNANIMITE if is_whole else Resultat.UNANIMITE_SUFFRAGES_EXPRIMES
    if counts.pour > counts.contre:
        return Resultat.MAJORITE
    if counts.pour < counts.contre:
        return Resultat.REJET
    return _decide_tie(vote, counts, sorte)


def _decide_tie(vote: Vote, counts: Decompte, sorte: VoteSorte) -> Resultat | None:
    if sorte is VoteSorte.COMPTES:
        return Resultat.MAJORITE
    if vote.scrutin is Scrutin.SECRET or not counts.suffrages_exprimes:
        return Resultat.REJET
    if not vote.voix_president:
        return None
    return Resultat.PARTAGE_VOIX_PREPONDERANTE if vote.voix_president == "pour" else Resultat.REJET


def is_result_prudent(vote: Vote, *, sorte: VoteSorte = VoteSorte.ORDINAIRE) -> bool:
    """Tell whether the result rests on a cautious reading: a tie, and a president who abstained.

    Source: no text on an abstaining president (CGCT L2121-20 al. 3), checked 2026-11-22.
    """
    counts = complete_counts(vote)
    return (
        counts is not None
        and sorte is VoteSorte.ORDINAIRE
        and vote.scrutin is not Scrutin.SECRET
        and counts.pour == counts.contre > 0
        and vote.voix_president == "abstention"
    )


def explain_undecided(vote: Vote, *, sorte: VoteSorte = VoteSorte.ORDINAIRE) -> str | None:
    """Return in one French sentence why `decide` gives no result; None when it gives one."""
    if decide(vote, sorte=sorte) is not None:
        return None
    contradiction = find_contradiction(vote)
    if contradiction is not None:
        return contradiction
    counts = complete_counts(vote)
    if counts is None:
        names = {"voix pour": vote.pour, "voix contre": vote.contre, "abstentions": vote.abstentions}
        missing = [name for name, count in names.items() if count is None]
        return typeset(f"Le résultat du vote ne peut pas être établi : il manque {', '.join(missing)}.")
    if not counts.total:
        return typeset("Le résultat du vote ne peut pas être établi : aucune voix n’est comptée.")
    return typeset(
        f"Les voix sont à égalité ({counts.pour} pour, {counts.contre} contre) : "
        "indiquez le sens du vote du président, qui est prépondérant."
    )
