"""Search of the base by words, subject or number, tolerant to spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from deliberia.legal_refs import Base, load_base, name_reference, normalize_num, parse_key
from deliberia.text.normal import fold

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sur",
        "un",
        "une",
        "article",
        "articles",
    ]
)
_NUMBER = re.compile(
    r"\b(?:L\.?O\.?|[LRDA])\s*\.?\s*\d[\d-]*(?:\s(?:bis|ter|[A-Z]{1,2})\b)*|\b\d{2,4}-\d+\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. `score` ranks results of the same search only."""

    cle: str
    nom: str
    titre: str
    """Our heading, or the short title of a text; "" when the base has none."""
    score: float


def search_references(words: str, limit: int = 20, *, base: Base | None = None) -> tuple[Hit, ...]:
    """Find references by words, subject or number, best first.

    Accents, plurals and one wrong letter in a long word are forgiven; every word must be found somewhere.
    """
    known = base or load_base()
    hits = {hit.cle: hit for hit in _search_numbers(words, known)}
    wanted = _split_words(words)
    if wanted:
        for cle, titre, fields in _index(known):
            score = _score(wanted, fields)
            if score and cle not in hits:
                hits[cle] = Hit(cle=cle, nom=name_reference(cle, known), titre=titre, score=score)
    ordered = sorted(hits.values(), key=lambda hit: -hit.score)
    return tuple(ordered[:limit])


def _search_numbers(words: str, base: Base) -> Iterable[Hit]:
    """References whose number is written in the search: `L2121-29`, `2000-321`."""
    for found in _NUMBER.finditer(words):
        num = normalize_num(found[0])
        for code in base.codes:
            resolved = base.resolve_num(code, num)
            if base.get_intervals(code, resolved) or base.iter_code_faits(code).get(resolved):
                cle = f"{code}:{resolved}"
                notice = base.notices.get(cle)
                bonus = 20 if notice else 0
                yield Hit(
                    cle=cle, nom=name_reference(cle, base), titre=notice.titre if notice else "",
                    score=100 + bonus - list(base.codes).index(code) / 10,
                )  # fmt: skip
        for cle, text in base.texts.items():
            if parse_key(cle).num == num:
                yield Hit(cle=cle, nom=name_reference(cle, base), titre=text.titre, score=110)


@lru_cache(maxsize=4)
def _index(base: Base) -> list[tuple[str, str, tuple[tuple[frozenset[str], float], ...]]]:
    """Words of every notice, text and code, with the weight of the field they stand in."""
    rows: list[tuple[str, str, tuple[tuple[frozenset[str], float], ...]]] = []
    for cle, notice in base.notices.items():
        fields = (
            (frozenset(_split_words(notice.titre)), 3.0),
            (frozenset(_split_words(" ".join(notice.sujets))), 2.0),
            (frozenset(_split_words(cle)), 1.0),
        )
        rows.append((cle, notice.titre, fields))
    for cle, text in base.texts.items():
        rows.append(
            (
                cle,
                text.titre,
                ((frozenset(_split_words(text.titre)), 2.0), (frozenset(_split_words(cle)), 1.0)),
            )
        )
    for cle, code in base.codes.items():
        rows.append(
            (cle, code.nom, ((frozenset(_split_words(code.nom)), 2.5), (frozenset({cle.lower()}), 3.0)))
        )
    return rows


def _split_words(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(fold(text)) if word not in _EMPTY]


def _stem(word: str) -> str:
    """Drop the plural: the rest of spelling is left to `_distance_one`."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _score(wanted: list[str], fields: tuple[tuple[frozenset[str], float], ...]) -> float:
    total = 0.0
    for word in wanted:
        best = max((weight * _match(word, field) for field, weight in fields), default=0.0)
        if not best:
            return 0.0
        total += best
    size = sum(len(field) for field, _ in fields)
    return total + 1 / (1 + size)


def _match(word: str, field: frozenset[str]) -> float:
    """1 for the word, less for a beginning of word, less for one wrong letter; 0 when it is not there."""
    if word in field:
        return 1.0
    if len(word) >= 4 and any(
        other.startswith(word) or (len(other) >= 5 and word.startswith(other)) for other in field
    ):
        return 0.8
    if len(word) >= 5 and any(_is_one_slip(word, other) for other in field):
        return 0.5
    return 0.0


def _is_one_slip(one: str, two: str) -> bool:
    """Tell whether two words differ by one letter wrong, missing, doubled, or two swapped."""
    if abs(len(one) - len(two)) > 1:
        return False
    if len(one) == len(two):
        gaps = [place for place, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        swapped = (
            len(gaps) == 2
            and gaps[1] == gaps[0] + 1
            and one[gaps[0]] == two[gaps[1]]
            and one[gaps[1]] == two[gaps[0]]
        )
        return len(gaps) <= 1 or swapped
    shorter, longer = sorted((one, two), key=len)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
