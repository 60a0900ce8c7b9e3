"""What the layout of a page puts inside a sentence: runs of spaces, table borders, page numbers, stamps.

Each is an edit (start, end, text instead) that `page` applies before folding, so that the grammar reads
« article 27 du décret » whether the page is justified, cut by « Page 3 sur 12 » or stamped by the prefecture.
"""

from __future__ import annotations

import re

Edit = tuple[int, int, str]

_BLANK = r" \t\r\xa0\u2000-\u200a\u202f\u205f\u3000|"
_RUN = re.compile(rf"[{_BLANK}]{{2,}}")
_LONGEST_RUN = 5
"""Spaces beyond which a run is the gap between two columns."""

_EMPTY = rf"[{_BLANK}]{{0,20}}\n"
_CUT_NUMBER = re.compile(
    rf"(?<=\d)(?:[-\u2010-\u2013][{_BLANK}]{{0,3}}\n(?:{_EMPTY}){{0,2}}[{_BLANK}]{{0,20}}|\n[-\u2010-\u2013])(?=\d)"
)
"""« L. 2121-¶¶29 »: the hyphen says that the number goes on."""

_PAGE = r"(?:page|p\.)\s?\d{1,3}(?:\s?(?:sur|/|de)\s?\d{1,3})?|[-\u2013]\s?\d{1,3}\s?[-\u2013]"
_STAMP = (
    r"(?:envoy[ée]|re[çc]u|transmis|t[ée]l[ée]transmis)e?\s+(?:en|[àa]\s+la)\s+(?:sous-)?pr[ée]fecture\s+le\s*:?\s*[\d/.]{8,10}|"
    r"(?:affich|publi)[ée]e?\s+le\s*:?\s*(?:[\d/.]{8,10})?|id\s?:\s?\d{3}-\d{8,9}-\w[\w-]{6,60}"
)
_NUMBER = r"(?:(?<=\n\n)|(?<=\n\r\n)|(?<=\n \n)|(?<=\x0c))\s{0,20}?\d{1,3}(?:\s?/\s?\d{1,3})?"
_FURNITURE = re.compile(
    rf"(?i)(?<!\n)[\n\x0c](?:{_EMPTY}){{0,3}}(?:"
    rf"[{_BLANK}]{{0,20}}(?:{_PAGE}|{_STAMP})[{_BLANK}]{{0,20}}(?:\n|\x0c)(?:{_EMPTY}){{0,3}}"
    rf"|(?P<bare>{_NUMBER})[{_BLANK}]{{0,20}}(?:\n(?:{_EMPTY}){{1,3}}|\n?\x0c)"
    rf"|[{_BLANK}]{{0,20}}\d{{1,3}}[{_BLANK}]{{0,20}}\n?\x0c|(?<=\x0c)[{_BLANK}]{{0,20}}\d{{1,3}}[{_BLANK}]{{0,20}}\n"
    r"){1,9}"
)
"""Lines that are no part of the text; a number alone must have an empty line or the page's end around it."""

_AWAITS = re.compile(r"(?i)(?:[-\u2010-\u2013°/_]|\b(?:articles?|art\.?|[lrd]\.?|n[o.]?|num[ée]ro))\s{0,3}$")
"""Words after which a number alone on its line is the one they call for."""
_MONTH = re.compile(r"(?i)\s{0,20}(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]cem)")
_DIGIT_END = re.compile(r"\d\s{0,3}$")


_ARTICLE_NUMBER = re.compile(r"(?:[LRDAlrda]\.?\s?)?\*?\d")


def _is_called_for(text: str, before: str, end: int) -> bool:
    """Say whether the sentence needs the number that stands alone on its line: « n° ¶¶ 45 »."""
    if _AWAITS.search(before):
        return _ARTICLE_NUMBER.match(text, end) is None
    return _MONTH.match(text, end) is not None and not _DIGIT_END.search(before)


def _furniture_edit(text: str, found: re.Match[str]) -> Edit | None:
    start, end = found.span()
    before = text[max(0, start - 14) : start]
    if found["bare"] and _is_called_for(text, before, end):
        return None
    if len(before) > 1 and before[-1] in "-\u2010\u2011\u2013" and before[-2].isdigit():
        return start, end, ""
    return start, end, "\n\n" if before.rstrip()[-1:] in ".;:" else "\n"


def layout_edits(text: str) -> list[Edit]:
    """The edits that undo the layout of `text`."""
    edits: list[Edit] = [
        (m.start(), m.end(), " ") for m in _RUN.finditer(text) if m.end() - m.start() <= _LONGEST_RUN
    ]
    edits += [(m.start(), m.end(), "-") for m in _CUT_NUMBER.finditer(text)]
    edits += filter(None, (_furniture_edit(text, m) for m in _FURNITURE.finditer(text)))
    return edits
