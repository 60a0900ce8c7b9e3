"""Words that mix Latin letters with others drawn like them, beyond those the tables know: masked whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_STRANGE = re.compile(r"[^\x00-\u024f\u2000-\u2bff\u3000-\u303f\ue000-\uf8ff]")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_MOST = 60


def find_mixed_words(page: Page) -> Iterator[Span]:
    """Find the words where a letter of another alphabet stands among Latin ones."""
    done = 0
    for found in _STRANGE.finditer(page.plain):
        if found.start() < done or not found[0].isalnum():
            continue
        start = found.start()
        while (
            start > done
            and found.start() - start < _MOST
            and (page.plain[start - 1].isalnum() or page.plain[start - 1] in "'-")
        ):
            start -= 1
        word = _WORD.match(page.plain, start)
        if word is None:
            continue
        done = word.end()
        if re.search(r"[A-Za-z0-9]", word[0]):
            yield Span(word.start(), word.end(), Kind.PERSONNE)
