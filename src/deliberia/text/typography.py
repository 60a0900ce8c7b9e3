"""French typography: the non-breaking spaces and apostrophes of a printed act.

Only spaces and apostrophes change. The text is read once, from left to right; each run of spaces is judged
by what stands before it in the result and after it in the source, so that a second pass changes nothing.
"""

from __future__ import annotations

import re

from deliberia.text.names import MONTHS
from deliberia.text.spaces import NARROW, NBSP

_TAIL = 16
"""Characters of the result that the rules may look back at."""

_TOKEN = re.compile(r"\S+")
_PROTECTED = re.compile(r"://|www\.|@|\\|&#?\w{1,10};|==|!=")
"""Marks of addresses, paths and code: a word that holds one is left as it is."""

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[\w«])")
_MISSING = (
    (re.compile(r"(?<=[\w)\]»”%€°…])(?=[;!?]+(?:$|[»)\]]))"), NARROW),
    (re.compile(r"(?<=[\w)\]»”%€°…])(?=:(?:$|»))"), NBSP),
    (re.compile(r"(?<=\d)(?=€|%(?!\w))|(?<=«)(?=[^\s«»])|(?<=[^\s«»])(?=»)"), NBSP),
    (re.compile(r"(?<=\b[nN]°)(?=[\dA-Z])|(?<=\b[LRDA]\.)(?=\d)|(?<=\bL\.O\.)(?=\d)|(?<=§)(?=\d)"), NBSP),
)
"""Places inside a word where a space is missing, and which."""

_SPACES = re.compile(f"[ {NBSP}{NARROW}]+")
_GROUP_LEFT = re.compile(r"(?:^|[^\w.,/-])[1-9]\d{0,2}$|\u202f\d{3}$")
_GROUP_RIGHT = re.compile(r"\d{3}(?![\w/-])")
_LEADING_WORD = re.compile(
    r"(?:^|[^\w])(?:[nN]°s?|§|[Aa]rt\.|[Aa]l\.|[Cc]hap\.|[LRDA]\.|L\.O\.|LO\.?|[Aa]rticles?|ARTICLES?|[Aa]lin[ée]as?)$"
)
_BARE_LETTER = re.compile(r"(?:^|[^\w.’'])[LRD]$")
_CIVILITE = re.compile(r"(?:^|[^\w.])(?:MM?\.|Mmes?|Mlles?|Dr|Pr)$")
_FIGURE = re.compile(r"\d$")
_DAY = re.compile(r"(?:^|\W)(?:[0-3]?\d|1er)$")
_HOUR = re.compile(r"\d[\u00a0\u202f]?h$")
_UNIT = re.compile(
    r"(?:h|min|km|m|cm|mm|m²|m³|m2|m3|km²|ha|kg|g|t|l|kW|kWh|MWh|kVA|Mo|Go|k€|M€|euros?|centimes?|°C)(?!\w)"
)
_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})(?!\w)", re.IGNORECASE)
_REFERENCE = re.compile(r"[\dA-Z*]")
_ARTICLE_NUMBER = re.compile(r"\d{3,4}-\d")


def typeset(text: str) -> str:
    """Set the text in French typography.

    U+202F before « ; ! ? » and between groups of three figures; U+00A0 before « : € % », inside « », after
    « n° », « art. », « L. », « M. », between a figure and its unit, a day and its month; U+2019 for an
    apostrophe between letters. Web and e-mail addresses are left alone. `typeset(typeset(x)) == typeset(x)`.
    """
    spaced = _TOKEN.sub(_set_word, text)
    pieces: list[str] = []
    tail = ""
    position = 0
    for run in _SPACES.finditer(spaced):
        word = spaced[position : run.start()]
        tail = (tail + word[-_TAIL:])[-_TAIL:]
        space = _choose_space(tail, spaced, run.end()) or run.group()
        pieces += (word, space)
        tail = (tail + space)[-_TAIL:]
        position = run.end()
    pieces.append(spaced[position:])
    return "".join(pieces)


def _set_word(match: re.Match[str]) -> str:
    word = match.group()
    if word.isalpha():  # most words: no sign to set apart
        return word
    if _PROTECTED.search(word):
        return word
    word = _APOSTROPHE.sub("\u2019", word)
    for place, space in _MISSING:
        word = place.sub(space, word)
    return word


def _choose_space(before: str, text: str, position: int) -> str | None:
    """Return the space due between `before` and what begins at `position`; None to keep the one there."""
    if not before or before[-1].isspace() or position >= len(text):
        return None
    following = text[position]
    if following.isspace():
        return None
    if following.islower() and before[-1].islower() and not before.endswith("er"):
        return None  # two plain words: only « 1er janvier » binds such a pair
    if following in ";!?":
        return None if text.startswith("!=", position) else NARROW
    if following in ":»€%" or before[-1] in "«§":
        return NBSP
    if _is_bound(before, text, position):
        return NBSP
    if _GROUP_RIGHT.match(text, position) and _GROUP_LEFT.search(before):
        return NARROW
    return None


def _is_bound(before: str, text: str, position: int) -> bool:
    """Tell whether a figure and its unit, a label and its number… meet here."""
    if _LEADING_WORD.search(before):
        return _REFERENCE.match(text, position) is not None
    if _BARE_LETTER.search(before):
        return _ARTICLE_NUMBER.match(text, position) is not None
    if _CIVILITE.search(before):
        return text[position].isupper()
    if _HOUR.search(before):
        return text[position].isdigit()
    if _DAY.search(before) and _MONTH.match(text, position):
        return True
    return _FIGURE.search(before) is not None and _UNIT.match(text, position) is not None
