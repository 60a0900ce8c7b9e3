"""Words that mix Latin letters with those of another alphabet: no French word does, a disguised name may."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_STRANGE = re.compile(
    r"[^\x00-\u024f\u1e00-\u1eff\u2000-\u2bff\u3000-\u303f\ue000-\uf8ff\ufb00-\ufb06\uff00-\uff5e]"
)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_MOST = 60


def find_mixed_words(page: Page) -> Iterator[Span]:
    """Find the words where a letter of another alphabet stands among Latin ones, known look-alike or not."""
    plain = page.plain
    done = 0
    for found in _STRANGE.finditer(page.text):
        if not _is_foreign(found[0]):
            continue
        place = start = page.place(found.start())
        if place < done or place >= len(plain):
            continue
        while (
            start > done
            and place - start < _MOST
            and (plain[start - 1].isalnum() or plain[start - 1] in "'-")
        ):
            start -= 1
        word = _WORD.search(plain, start, start + 2 * _MOST)
        if word is None or word.start() > place:
            continue
        done = word.end()
        first, last = page.span(word.start(), word.end())
        if any("LATIN" in unicodedata.name(char, "") for char in page.text[first:last]):
            yield Span(word.start(), word.end(), Kind.PERSONNE)


def _is_foreign(char: str) -> bool:
    """Tell whether a character is a letter that is not Latin, even once decomposed."""
    if not char.isalpha():
        return False
    base = unicodedata.normalize("NFKD", char)[0]
    return "LATIN" not in unicodedata.name(base, "")
