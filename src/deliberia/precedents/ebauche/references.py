"""References of law: what the base holds for firm that day becomes a key, the rest a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deliberia.auditing import JudgedCitation
from deliberia.legal_refs import name_reference
from deliberia.model import Confiance, TargetKind, Verdict, VerdictKind
from deliberia.precedents.ebauche.plat import flatten

_GLUE = re.compile(
    r"(?:[\s,;]|\bet\b|\bou\b|\bdu\b|\bde la\b|\bde l'|\bdes\b|\bdudit\b|\bledit\b|\bdu meme\b|\bses\b"
    r"|\bson\b|\bles\b"
    r"|\bl'|\barticles?\b|\bnotamment\b|\ben particulier\b|\bsusvisee?\b|\bprecitee?\b|\bmodifiee?\b)*"
)
_BEFORE = re.compile(
    r"(?:\b(?P<det>l'|les |la |le |des |du |de la |de l'|aux |au |a la |a l'|ses |son ))?(?:articles? )?\Z"
)
_MAX_GLUE = 60


class Group(NamedTuple):
    """References that follow each other: « les articles L. 1 et L. 2 du code »."""

    start: int
    end: int
    verdicts: tuple[Verdict, ...]
    """Those of the articles; that of the code alone when none is named."""
    is_whole: bool
    """Every reference could be keyed, and none is a range."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.cle for one in self.verdicts))

    @property
    def is_firm(self) -> bool:
        return self.is_whole and bool(self.verdicts) and all(map(is_firm, self.verdicts))


def is_firm(verdict: Verdict) -> bool:
    """Tell what a template may print without a word: in force that day, for sure."""
    return verdict.is_citable and verdict.confiance is Confiance.HAUTE


def group_citations(texte: str, judged: Iterable[JudgedCitation]) -> Iterator[Group]:
    """Put together the references that one phrase names; local acts are left aside."""
    legal = [
        one
        for one in judged
        if any(target.target.kind is not TargetKind.ACTE_LOCAL for target in one.targets)
    ]
    pending: list[JudgedCitation] = []
    for one in legal:
        if pending:
            glue = texte[pending[-1].citation.end : one.citation.start]
            if len(glue) > _MAX_GLUE or "\n" in glue or not _GLUE.fullmatch(flatten(glue)):
                yield _make_group(pending)
                pending = []
        pending.append(one)
    if pending:
        yield _make_group(pending)


def _make_group(citations: list[JudgedCitation]) -> Group:
    targets = [target for one in citations for target in one.targets]
    verdicts = [one.verdict for one in targets if one.verdict is not None and one.verdict.cle]
    kept = [one for one in verdicts if one.cle in drop_whole_texts(other.cle for other in verdicts)]
    is_whole = all(
        one.verdict is not None
        and one.verdict.cle
        and one.target.kind is not TargetKind.RANGE
        and not one.target.suivants
        for one in targets
    )
    return Group(citations[0].citation.start, citations[-1].citation.end, tuple(kept), is_whole)


def drop_whole_texts(keys: Iterable[str]) -> tuple[str, ...]:
    """Leave out the text that one of its articles already names."""
    every = tuple(dict.fromkeys(keys))
    return tuple(one for one in every if not any(other.startswith(f"{one}:") for other in every))


def place_group(texte: str, group: Group) -> tuple[int, str]:
    """Return where the phrase begins, determiner included, and the determiner folded."""
    start = max(0, group.start - 30)
    flat = flatten(texte[start : group.start])
    match = _BEFORE.search(flat)
    if match is None:
        return group.start, ""
    return start + match.start(), match["det"] or ""


def write_references(keys: Iterable[str], determiner: str) -> str:
    """Write references as calls that the base answers, each with its article: « de l’{{ ref(…) }} »."""
    preposition = ""
    if determiner.startswith("d"):
        preposition = "de"
    elif determiner.startswith("a"):
        preposition = "à"
    words = []
    for key in keys:
        call = f'ref("{key}")'
        name = name_reference(key)
        if name.startswith("article"):
            lead = "l’" if determiner else ""
            words.append(f"{preposition} {lead}{{{{ {call} }}}}".strip())
        elif preposition == "de":
            words.append(f"{{{{ {call} | de }}}}")
        elif preposition == "à":
            words.append(f"{{{{ {call} | a }}}}")
        else:
            words.append(f"{{{{ {call} }}}}")
    return " et ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def explain(verdict: Verdict) -> str:
    """Say why a reference is not kept, and what is proposed in its place."""
    if is_firm(verdict):
        return f"{verdict.cle} : en vigueur, à reprendre à la main si l’acte l’exige."
    text = f"{verdict.cle} : {verdict.motif}"
    if verdict.kind is VerdictKind.EN_VIGUEUR:
        return f"{text} Confiance moyenne : à confirmer avant d’en faire un visa."
    if verdict.remplace_par:
        text += f" Successeur proposé, à vérifier : {', '.join(verdict.remplace_par[:3])}."
    return text
