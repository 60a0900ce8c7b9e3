"""Comparison of a quotation with an official text, word for word, typography apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

from deliberia.legi.values import QuoteGap

_WORD = re.compile(r"[\w\u00ad]+")
_CUT = re.compile(r"[\[(]\s*(?:\.{3}|…)\s*[\])]|\.{3}|…")
"""« […] », « (...) » and « … » leave words out."""
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "\u00ad": None})
_WINDOW = 1.5
"""Longest official passage compared, in lengths of the quotation."""


def fold_words(text: str) -> list[tuple[str, int, int]]:
    """Cut a text in words, without capitals nor accents: folded word, start and end in the text.

    Apostrophes, quotation marks, dashes, spaces, ligatures and punctuation do not count.
    """
    return [(_fold(found[0]), *found.span()) for found in _WORD.finditer(text)]


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def is_word_for_word(quote: str, official: str) -> bool:
    """Tell whether each part of the quotation stands in the official text, in order.

    >>> is_word_for_word("le conseil […] règle", "Le conseil municipal règle par ses délibérations")
    True
    """
    words = [word for word, _, _ in fold_words(official)]
    after = 0
    parts = [[word for word, _, _ in fold_words(part)] for part in _CUT.split(quote)]
    parts = [part for part in parts if part]
    for part in parts:
        at = _find(part, words, after)
        if at < 0:
            return False
        after = at + len(part)
    return bool(parts)


def _find(part: list[str], words: list[str], start: int) -> int:
    for at in range(start, len(words) - len(part) + 1):
        if words[at] == part[0] and words[at : at + len(part)] == part:
            return at
    return -1


def compare_words(quote: str, official: str) -> tuple[float, tuple[QuoteGap, ...], str]:
    """Compare a quotation with the passage that looks most like it.

    Return the share of its words found in order, where it departs, and the passage.
    """
    cited = fold_words(_CUT.sub(" ", quote))
    words = fold_words(official)
    if not cited or not words:
        return 0.0, (), ""
    start, end = _find_passage([word for word, _, _ in cited], [word for word, _, _ in words])
    passage = words[start:end]
    matcher = SequenceMatcher(None, [w for w, _, _ in cited], [w for w, _, _ in passage], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, (), ""
    first, last = blocks[0], blocks[-1]
    # What precedes and follows the quotation in the official text is no gap.
    low = max(0, first.b - first.a)
    high = min(len(passage), last.b + last.size + len(cited) - last.a - last.size)
    passage = passage[low:high]
    matcher.set_seq2([word for word, _, _ in passage])
    plain = _CUT.sub(" ", quote)
    gaps = tuple(
        QuoteGap(cite=_span(plain, cited[a:b]), officiel=_span(official, passage[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same / len(cited), gaps, _span(official, passage)


def _span(text: str, words: list[tuple[str, int, int]]) -> str:
    return text[words[0][1] : words[-1][2]] if words else ""


def _find_passage(cited: list[str], words: list[str]) -> tuple[int, int]:
    """Slide a window over the official text and keep the one that shares most words: linear time."""
    width = min(len(words), int(len(cited) * _WINDOW) + 2)
    wanted = Counter(cited)
    held: Counter[str] = Counter()
    score = best = at = 0
    for index, word in enumerate(words):
        held[word] += 1
        score += held[word] <= wanted[word]
        if index >= width:
            gone = words[index - width]
            score -= held[gone] <= wanted[gone]
            held[gone] -= 1
        if score > best:
            best, at = score, index
    return max(0, at - width + 1), min(len(words), at + 1 + width // 4)
