"""The result of a vote as an act prints it."""

from __future__ import annotations

from collections.abc import Sequence

from deliberia.arithmetic.decompte import Decompte, complete_counts
from deliberia.model import Resultat, Scrutin, Vote
from deliberia.text import agree, join_french, spell_number

_WITHOUT_COUNTS = {
    Resultat.UNANIMITE: "à l’unanimité",
    Resultat.UNANIMITE_SUFFRAGES_EXPRIMES: "à l’unanimité des suffrages exprimés",
    Resultat.MAJORITE: "à la majorité des suffrages exprimés",
    Resultat.REJET: "faute de majorité",
    Resultat.PARTAGE_VOIX_PREPONDERANTE: "à égalité des voix, la voix du président étant prépondérante",
    Resultat.PREND_ACTE: "prend acte",
}


def describe_result(vote: Vote, resultat: Resultat) -> str:
    """Write the result in French, to stand after « le conseil municipal, » : « à l’unanimité ».

    « à l’unanimité des suffrages exprimés (deux abstentions) », « par 8 voix pour, 2 voix contre et
    1 abstention », « à égalité des voix (7 voix pour et 7 voix contre), la voix du président étant
    prépondérante », « prend acte ». Names given for votes against and abstentions follow their count.
    Without counts, the words of the result alone. Spaces are ordinary ones: `typeset` binds them.
    """
    counts = complete_counts(vote)
    wording = _WITHOUT_COUNTS[resultat]
    if counts is None or resultat in (Resultat.UNANIMITE, Resultat.PREND_ACTE):
        return wording
    if resultat is Resultat.UNANIMITE_SUFFRAGES_EXPRIMES:
        aside = _describe_unexpressed(vote, counts)
        return f"{wording} ({aside})" if aside else wording
    listed = _list_voices(vote, counts)
    if resultat is Resultat.PARTAGE_VOIX_PREPONDERANTE:
        return f"à égalité des voix ({listed}), la voix du président étant prépondérante"
    if resultat is Resultat.MAJORITE and counts.pour == counts.contre:
        return f"aucune majorité ne s’étant dégagée contre l’adoption des comptes ({listed})"
    return _describe_rejection(vote, counts, listed) if resultat is Resultat.REJET else f"par {listed}"


def _describe_rejection(vote: Vote, counts: Decompte, listed: str) -> str:
    if not counts.suffrages_exprimes:
        return f"faute de suffrage exprimé ({_describe_unexpressed(vote, counts)})"
    if counts.pour != counts.contre:
        return f"par {listed}"
    if vote.scrutin is Scrutin.SECRET:
        return f"à égalité des voix ({listed}), sans voix prépondérante au scrutin secret"
    if vote.voix_president == "contre":
        return f"à égalité des voix ({listed}), la voix du président étant prépondérante"
    return f"à égalité des voix ({listed}), le président s’étant abstenu"


def _list_voices(vote: Vote, counts: Decompte) -> str:
    """« 8 voix pour, 2 voix contre et 1 abstention »; a count of zero is left out."""
    parts = []
    if counts.pour:
        parts.append(f"{counts.pour} voix pour")
    if counts.contre:
        parts.append(f"{counts.contre} voix contre{_name(vote.noms_contre, counts.contre)}")
    if counts.abstentions:
        label = agree(counts.abstentions, "abstention")
        parts.append(f"{counts.abstentions} {label}{_name(vote.noms_abstention, counts.abstentions)}")
    if counts.blancs_nuls:
        label = agree(counts.blancs_nuls, "bulletin blanc ou nul", "bulletins blancs ou nuls")
        parts.append(f"{counts.blancs_nuls} {label}")
    return join_french(parts)


def _describe_unexpressed(vote: Vote, counts: Decompte) -> str:
    """« deux abstentions et un bulletin blanc ou nul »."""
    parts = []
    if counts.abstentions:
        label = agree(counts.abstentions, "abstention")
        named = _name(vote.noms_abstention, counts.abstentions, opening=" : ", closing="")
        parts.append(f"{spell_number(counts.abstentions, feminine=True)} {label}{named}")
    if counts.blancs_nuls:
        label = agree(counts.blancs_nuls, "bulletin blanc ou nul", "bulletins blancs ou nuls")
        parts.append(f"{spell_number(counts.blancs_nuls)} {label}")
    return join_french(parts)


def _name(names: Sequence[str], count: int, *, opening: str = " (", closing: str = ")") -> str:
    """Return the names between brackets when they are all given, else nothing."""
    return f"{opening}{', '.join(names)}{closing}" if count and len(names) == count else ""
