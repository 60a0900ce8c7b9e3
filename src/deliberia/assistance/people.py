"""The people of the facts and of the passage, and what is said of them.

A person is a fact like a figure: the words of its field and of its sentences are its role. What the passage
says of a person is in that role, in a sentence of the facts that names nobody, or is what anyone does who
presents an affair; anything else is held.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from deliberia.assistance.page import Page, flatten
from deliberia.assistance.stems import LIGHT, iter_stems, stem
from deliberia.assistance.words import load_words

_PERSON = re.compile(
    r"(?<!\w)(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Maître|Docteur|Dr)[ \u00a0\u202f]"
    r"(?:(?:le|la) [a-zé]+,? )?"
    r"((?:[A-ZÀ-ÖØ-ÞŒ][\w’'-]*[ \u00a0\u202f]?(?:de |du |d’)?)+)"
)
_COMPLEMENT = re.compile(
    r"(?<!\w)(?:a|de|d'|par|avec|chez|pour|aupres de|contre|envers|sur|comme|aux cotes de|sauf|selon|dont|du"
    r"|des) ?\Z"
)
"""Words before a name that is no subject."""
_END = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bdr)[.!?…](?= |\Z)|[;:\n]")


_MOST_NAMED = 30
_STANDS = re.compile(r"(?:represent|sieg|particip)er(?:a|ait|aient|ont)\b")
"""What someone proposed for an office will do."""
_FULL_STOP = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bdr)[.!?…](?= |\Z)|\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at `[start, end)`; `nom` is the flat surname."""

    nom: str
    start: int
    end: int
    prenoms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """What the facts say of people."""

    told: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The stems that stand with each surname."""
    nobody: tuple[frozenset[str], ...] = ()
    """The stems of each sentence that names nobody."""
    stems: frozenset[str] = frozenset()

    def is_of_another(self, word: str, name: str) -> bool:
        """Tell whether the facts say a word of other people and never of this one."""
        return word not in self.told.get(name, ()) and any(word in words for words in self.told.values())

    def __contains__(self, flat: str) -> bool:
        return flat in self.told


def read_people(page: Page, known: Collection[str] = ()) -> tuple[Mention, ...]:
    """Read who is named, with a civility or by a name of `known`."""
    found = list(_iter_people(page.text))
    taken = [(one.start, one.end) for one in found]
    for word in page.words:
        if word.is_capital and word.flat in known and not any(a <= word.start < b for a, b in taken):
            found.append(Mention(word.flat, word.start, word.end))
    return tuple(found)


def _iter_people(text: str) -> Iterator[Mention]:
    for found in _PERSON.finditer(text):
        words = re.findall(r"[A-ZÀ-ÖØ-ÞŒ][\w-]+", found[1])
        if words:
            end = found.end(1) - (found[1][-1] in " \u00a0\u202f")
            yield Mention(flatten(words[-1]), found.start(), end, tuple(map(flatten, words[:-1])))


def judge_people(page: Page, known: People) -> list[str]:
    """Return one reason for each person of whom the passage says what the facts do not."""
    reasons = []
    mentions = read_people(page, known.told)[:_MOST_NAMED]
    for mention in mentions:
        if mention.nom not in known.told:
            continue
        unknown = _find_unknown(page, mention, mentions, known)
        if unknown:
            shown = page.text[mention.start : mention.end]
            reasons.append(f"Les données ne disent pas cela de {shown} : « {unknown} ».")
    return list(dict.fromkeys(reasons))


def _find_unknown(page: Page, mention: Mention, mentions: Sequence[Mention], known: People) -> str:
    flat = page.flat
    for other in mentions:  # « M. Untel et Mme Unetelle présentent »: their names tell nothing
        if other.start > mention.start:
            flat = flat[: other.start] + " " * (other.end - other.start) + flat[other.end :]
    told = known.told[mention.nom]
    ends = page.memo.get("ends")
    if ends is None:
        ends = page.memo["ends"] = [found.start() for found in _END.finditer(page.flat)]
    start = max((end + 1 for end in ends if end < mention.start), default=0)
    end = min((one for one in ends if one >= mention.end), default=len(flat))
    props = _load_props()
    if _COMPLEMENT.search(flat, start, mention.start):
        ties = _load_ties() - told
        last = list(iter_stems(flat[start : mention.start]))[-1:]
        return next(
            (
                _show(page, start + place)
                for place, word in last
                if word in ties or (word not in _load_offices() and known.is_of_another(word, mention.nom))
            ),
            "",
        )
    whole = {word for _, word in iter_stems(flat[start:end])}
    for words in _read_predicates(flat, mention, end):
        if len(words) > 1 and words[0][1] in LIGHT and words[0][1] not in props:
            words = words[1:]
        stems = [word for _, word in words]
        if not stems or stems[0] in props or _STANDS.match(page.flat, words[0][0]):
            continue
        if stems[0] not in told and not _is_nobodys(stems, whole, known):
            return _show(page, words[0][0])
        if any(known.is_of_another(word, mention.nom) for word in stems[:2]):
            return _show(page, words[0][0])
    return ""


def _is_nobodys(stems: list[str], whole: set[str], known: People) -> bool:
    """Tell whether a sentence of the facts that names nobody says it: « le vendeur a donné son accord »."""
    return len(stems) > 1 and any(
        set(stems[:2]) <= one and not (one & _load_parties()) - whole for one in known.nobody
    )


def _read_predicates(flat: str, mention: Mention, end: int) -> list[list[tuple[int, str]]]:
    """Return the words of what follows a name: its apposition, if any, and its verb."""
    cut = flat.find(",", mention.end, end)
    parts = [(mention.end, end)]
    if cut == mention.end:
        close = flat.find(",", cut + 1, end)
        parts = [(cut + 1, close), (close + 1, end)] if close > 0 else [(cut + 1, end)]
    return [
        [
            (start + place, word)
            for place, word in iter_stems(flat[start:stop], light=True)
            if word not in _weak()
        ]
        for start, stop in parts
    ]


def _show(page: Page, place: int) -> str:
    end = re.search(r"[,.;:!?\n]|\Z", page.text[place:])
    return page.text[place : place + (end.start() if end else 40)][:60].strip()


@cache
def _load_props() -> frozenset[str]:
    return frozenset(stem(word) for word in load_words("presentations"))


@cache
def _weak() -> frozenset[str]:
    return frozenset(stem(word) for word in ("egalement", "ainsi", "notamment", "enfin", "ensuite"))


def gather_people(pages: Iterable[Page]) -> People:
    """Read what the facts say of each person, and what they say of nobody, sentence by sentence."""
    told: dict[str, set[str]] = {}
    nobody = []
    for page in pages:
        mentions = read_people(page)
        for start, end in _iter_parts(_END, page.flat):
            stems = {word for _, word in iter_stems(page.flat[start:end])}
            for mention in mentions:
                if start <= mention.start < end:
                    for name in (mention.nom, *mention.prenoms):
                        told.setdefault(name, set()).update(stems)
        for start, end in _iter_parts(_FULL_STOP, page.flat):
            if not any(start <= one.start < end for one in mentions):
                nobody.append(frozenset(word for _, word in iter_stems(page.flat[start:end])))
    return People(
        told={name: frozenset(words) for name, words in told.items()},
        nobody=tuple(nobody),
        stems=frozenset().union(*nobody, *told.values()),
    )


def _iter_parts(cut: re.Pattern[str], flat: str) -> Iterator[tuple[int, int]]:
    yield from pairwise([0, *(one.end() for one in cut.finditer(flat)), len(flat)])


@cache
def _load_parties() -> frozenset[str]:
    return frozenset(stem(word) for word in load_words("parties"))


@cache
def _load_ties() -> frozenset[str]:
    return frozenset(stem(word) for word in load_words("liens"))


@cache
def _load_offices() -> frozenset[str]:
    words = "demande proposition presidence initiative invitation rapport presentation sein compte nom cote"
    return frozenset(stem(word) for word in words.split())
