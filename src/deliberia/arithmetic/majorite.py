"""The result of a vote, from its counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deliberia.model import Resultat, Scrutin, Vote
from deliberia.text import agree, fold, typeset


class VoteSorte(StrEnum):
    """Which rule of majority applies."""

    ORDINAIRE = "ordinaire"
    COMPTES = "comptes"
    """Compte administratif or compte financier unique: adopted unless a majority votes against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decompte:
    """Counts without a hole."""

    pour: int
    contre: int
    abstentions: int
    blancs_nuls: int

    @property
    def suffrages_exprimes(self) -> int:
        return suffrages_exprimes(self.pour, self.contre)

    @property
    def total(self) -> int:
        return self.pour + self.contre + self.abstentions + self.blancs_nuls


def suffrages_exprimes(pour: int, contre: int) -> int:
    """Return the votes that count: abstentions, blank and void ballots, refusals to vote do not.

    Source: CGCT L2121-20 al. 2; ministry answer Assembly n° 26978 (2004), checked 2026-11-22.
    """
    return pour + contre


def majorite_absolue(exprimes: int) -> int | None:
    """Return the least number of votes above half; None when nobody expressed a vote: there is no majority.

    Source: CGCT L2121-20 al. 2, checked 2026-11-22.
    """
    return exprimes // 2 + 1 if exprimes else None


def complete_counts(vote: Vote) -> Decompte | None:
    """Fill the counts that the others give; None when they do not suffice.

    With `votants`, one missing count is the remainder, and several are zero when nothing remains.
    """
    given = {"pour": vote.pour, "contre": vote.contre, "abstentions": vote.abstentions}
    missing = [name for name, count in given.items() if count is None]
    counts = {name: count or 0 for name, count in given.items()}
    if missing:
        if vote.votants is None:
            return None
        remainder = vote.votants - sum(counts.values()) - vote.blancs_nuls
        if remainder < 0 or (remainder and len(missing) > 1):
            return None
        counts[missing[0]] = remainder
    return Decompte(blancs_nuls=vote.blancs_nuls, **counts)


def find_contradiction(vote: Vote) -> str | None:
    """Return what contradicts itself in the counts, in one French sentence; None when nothing does.

    Members who do not take part may be counted among `votants` or left out: practice varies, both add up.
    """
    counts = {
        "pour": vote.pour,
        "contre": vote.contre,
        "abstentions": vote.abstentions,
        "bulletins blancs ou nuls": vote.blancs_nuls,
        "votants": vote.votants,
    }
    for name, count in counts.items():
        if count is not None and count < 0:
            return typeset(f"Le nombre de « {name} » est négatif ({count}).")
    wrong = _find_wrong_sum(vote) or _find_wrong_names(vote) or _find_wrong_president(vote)
    return typeset(wrong) if wrong else None


def _find_wrong_sum(vote: Vote) -> str | None:
    if vote.votants is None:
        return None
    known = (vote.pour or 0) + (vote.contre or 0) + (vote.abstentions or 0) + vote.blancs_nuls
    has_all = None not in (vote.pour, vote.contre, vote.abstentions)
    if known == vote.votants or (not has_all and known < vote.votants):
        return None
    if known + len(vote.ne_prennent_pas_part) == vote.votants:
        return None
    return (
        f"Les voix ne correspondent pas au nombre de votants : {_list_counts(vote)} font {known}, "
        f"pour {vote.votants} {agree(vote.votants, 'votant')}."
    )


def _list_counts(vote: Vote) -> str:
    parts = [f"{vote.pour or 0} pour", f"{vote.contre or 0} contre"]
    parts.append(f"{vote.abstentions or 0} {agree(vote.abstentions or 0, 'abstention')}")
    if vote.blancs_nuls:
        parts.append(f"{vote.blancs_nuls} {agree(vote.blancs_nuls, 'blanc ou nul', 'blancs ou nuls')}")
    return f"{', '.join(parts[:-1])} et {parts[-1]}"


def _find_wrong_names(vote: Vote) -> str | None:
    for label, names, count in (
        ("contre", vote.noms_contre, vote.contre),
        ("abstention", vote.noms_abstention, vote.abstentions),
    ):
        if count is not None and len(names) > count:
            listed = agree(len(names), "nom donné", "noms donnés")
            return f"« {label} » : {len(names)} {listed} pour {count} voix."
    both = {fold(name) for name in vote.noms_contre} & {fold(name) for name in vote.noms_abstention}
    if both:
        return "Une même personne figure parmi les votes contre et parmi les abstentions."
    return None


def _find_wrong_president(vote: Vote) -> str | None:
    voices = {"pour": vote.pour, "contre": vote.contre, "abstention": vote.abstentions}
    if not vote.voix_president:
        return None
    if vote.voix_president not in voices:
        return (
            f"La voix du président « {vote.voix_president} » n’est ni « pour », ni « contre », "
            "ni « abstention »."
        )
    if voices[vote.voix_president] == 0:
        return f"Le président a voté « {vote.voix_president} », mais aucune voix de ce sens n’est comptée."
    return None


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
