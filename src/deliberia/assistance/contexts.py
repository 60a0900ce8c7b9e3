"""The words around each figure that tell what it is: those of its part of the sentence, then the others.

Between two figures of one kind the words are shared out; what stands right before a date, or after a number,
counts first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.page import Page
from deliberia.assistance.stems import iter_stems

SENTENCE_END = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bdr)[.!?…](?= |\Z)|:(?= (?!\d))|[;\n]")
_SOFT = re.compile(
    r",(?! soit )(?= |\Z)|[:()«»](?= |\Z)|(?<= )\((?=\w)"
    r"| (?:et|puis|mais|ou|contre|tandis|alors|dont|qui|quand|lorsque|apres|avant) "
)
"""Where one part of a sentence gives way to another."""
_CUT = re.compile(r"[,:()](?= |\Z)| (?:et|puis|mais|contre|tandis|alors|ou|avant|apres) ")
"""Where the words between two figures stop telling of the first."""
FAR = 0.45
"""Weight of the words of the sentence that stand in another part of it."""
_START = re.compile(
    r"(?:a (?:compter|partir) (?:du|de|de la)|des(?: le)?|depuis(?: le)?|(?:entr\w+ en vigueur|prend\w* effet"
    r"|prendr\w+ effet|s'appliqu\w+|debut\w*|commenc\w+)(?: \w+){0,3}? le) \Z"
)
_FINISH = re.compile(
    r"(?:jusqu'au|jusqu'en|avant le|au plus tard(?: le)?|(?:finit|acheve\w*|termin\w+|expir\w+) le) \Z"
)
BEGINS, ENDS = "@debut", "@fin"
"""Stand for what governs a date: « à compter du », « jusqu’au »."""
_OF = re.compile(
    r"(?<!\w)(?!dat)([^\W\d_]{3,}) (?:du|de|d') ?"
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?\Z"
)
"""The noun that a date completes: « la délibération du … »."""
_CHANGE = re.compile(r" ?(?:(?:hors taxes?|ml?|metres|heures|ans|mois|jours|%|ha|hectares) )?a ")
"""Between two figures: « passe de 10 € à 12 € »."""
OLD, NEW = "ancien", "nouvel"
NAMED = "#"
"""Stands for the words before a figure that names and counts nothing: « parcelle n° 4 », « compte 2131 »."""
_NAMING = re.compile(
    r"(?:(?<!\w)n ?°|\bnumeros?|\b(?:au|du|aux|le) comptes?|\barticles?|\bchapitres?|\bsections? [a-z]{1,2}"
    r"|\bparcelles? (?!de |du |la |le |en |et )[a-z]{1,2}) \Z"
)
_UNIT = re.compile(r" ?(m²|m³|m2|ml|m|ha|km|h|kwh|mwh|t|l)(?![^\W_])")
_UNITS = {
    "h": "heure",
    "ha": "hectare",
    "km": "kilome",
    "t": "tonne",
    "l": "litre",
    "kwh": "kilowa",
    "mwh": "megawa",
}
Words = dict[str, float]


def read_contexts(page: Page, *, is_fact: bool = False) -> Iterator[tuple[Figure, Words]]:
    """Yield each figure of a page with the words that tell what it is, those farther away weighing less."""
    figures = read_figures(page)
    ends = [found.start() for found in SENTENCE_END.finditer(page.flat)]
    stems = list(iter_stems(page.flat))
    for index, figure in enumerate(figures):
        start = max((end + 1 for end in ends if end < figure.start), default=0)
        end = min((one for one in ends if one >= figure.end), default=len(page.flat))
        peers = [one for one in figures if _is_peer(one, figure)]
        before = max((one.end for one in peers if one.end <= figure.start), default=start)
        after = min((one.start for one in peers if one.start >= figure.end), default=end)
        change = _read_change(page.flat, figure, peers)
        if change and not is_fact:
            yield figure, change
            continue
        left = start if before <= start else _split(page.flat, before, figure.start, before)
        right = end if after >= end else _split(page.flat, figure.end, after, after)
        if index + 1 < len(figures) and figures[index + 1].start < right:
            right = _split(page.flat, figure.end, figures[index + 1].start, right)
        words = _collect(page.flat, figure, (left, right), stems) | change
        yield figure, _govern(page.flat, figure, start, words, is_fact=is_fact)


def _govern(flat: str, figure: Figure, start: int, words: Words, *, is_fact: bool) -> Words:
    """Let what stands right before a date tell what it is."""
    if figure.kind not in (Kind.DATE, Kind.JOUR):
        return words
    begin = max(start, figure.start - 60)
    sign = (
        BEGINS
        if _START.search(flat, begin, figure.start)
        else ENDS
        if _FINISH.search(flat, begin, figure.start)
        else ""
    )
    if sign:
        return words | {sign: 1.0}
    noun = _OF.search(flat, begin, figure.start)
    if noun is None or is_fact:
        return words
    return {**dict.fromkeys(words, FAR), **{word: 1.0 for _, word in iter_stems(noun[1])}}


def _read_change(flat: str, figure: Figure, peers: Sequence[Figure]) -> Words:
    """Return what « de 10 € à 12 € » makes of a figure: the old one or the new one."""
    if figure.kind in (Kind.DATE, Kind.JOUR):  # « du 24 au 26 novembre »
        if any(flat[figure.end : one.start] == " au " for one in peers):
            return {BEGINS: 1.0}
        return {ENDS: 1.0} if any(flat[one.end : figure.start] == " au " for one in peers) else {}
    if any(_follows(flat, figure, one) for one in peers):
        return {OLD: 1.0}
    return {NEW: 1.0} if any(_follows(flat, one, figure) for one in peers) else {}


def _follows(flat: str, first: Figure, second: Figure) -> bool:
    return _CHANGE.fullmatch(flat, first.end, second.start) is not None


def _is_peer(one: Figure, figure: Figure) -> bool:
    if one is figure:
        return False
    dates = (Kind.DATE, Kind.JOUR)
    return one.kind is figure.kind or (one.kind in dates and figure.kind in dates)


def _split(flat: str, start: int, end: int, default: int) -> int:
    """Return where the words between two figures pass from the first to the second."""
    found = _CUT.search(flat, start, end)
    return found.start() if found else default


def _collect(flat: str, figure: Figure, span: tuple[int, int], stems: Sequence[tuple[int, str]]) -> Words:
    left, right = span
    is_number = figure.kind is Kind.NOMBRE and not _UNIT.match(flat, figure.end)
    if is_number and _NAMING.search(flat, max(0, figure.start - 14), figure.start):
        close = max(flat.rfind(" ", 0, max(0, figure.start - 24)), left)
        return {NAMED: 1.0, **{word: 1.0 for place, word in stems if close <= place < figure.start}}
    cuts = [found.start() for found in _SOFT.finditer(flat, left, right)]
    near_left = max((cut for cut in cuts if cut + 1 < figure.start), default=left)
    near_right = min((cut for cut in cuts if cut >= figure.end), default=right)
    words: Words = {}
    for place, word in stems:
        if left <= place < right and not figure.start <= place < figure.end:
            weight = 1.0 if near_left <= place < near_right else FAR
            words[word] = max(weight, words.get(word, 0.0))
    unit = _UNIT.match(flat, figure.end)
    if unit is not None:
        words[_UNITS.get(unit[1], "metre")] = 1.0
    return words
