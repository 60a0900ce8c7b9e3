"""The counts of a vote: what they add up to, and where they contradict each other."""

from __future__ import annotations

from dataclasses import dataclass

from deliberia.model import Vote
from deliberia.text import agree, fold, typeset


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
