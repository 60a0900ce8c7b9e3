"""The number of an article, as acts write it: « L. 2121-29 », « R*123-1 », « 1609 nonies C », « 3-3, 2° ».

One function reads one number and what hangs on it (alinéa, item), without knowing which text it belongs to.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LATIN = (
    "bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|"
    "(?:un|duo|ter|quater|quin|quinque|sex|sept|septem|octo|novo)?(?:decies|vicies)|tricies"
)

LETTERED = re.compile(
    r"(?a)(?P<star>\*{0,2})(?P<letter>l\s?\.?\s{0,2}o(?![a-z])|[lrdai](?![a-z]))[.,°\s*()_-]{0,9}?"
    r"(?P<stem>\d{1,7})(?!\d)"
)
"""Series letter and first number; « i » is a damaged « l », accepted only before a hyphenated number."""

_PART = re.compile(
    r"(?a)(?:\s?-\s{0,4}|\s{1,4}-\s?|[._](?=\d))(\d{1,3})(?!\d)(?!\s?°)(?!\s?(?:e|er|eme|o)\b)(?![/]\d)(?!\s?euros)"
)
_SCANNED = re.compile(r"(?a)[.,\s*-]{0,4}(?P<stem>\d[\dlio]{2,3})\s?-\s?(?P<part>[\dlio]{1,3})(?![\da-z])")
"""Figures that a scan took for letters: « 2l2l-21 »."""
_SCANNED_FIRST = re.compile(
    r"(?a)(?P<letter>[lrd])[.\s]{0,3}(?P<stem>[lio][\dlio]{2,3})-(?P<parts>[\dlio]{1,3}(?:-[\dlio]{1,2})?)(?![\da-z])"
)
_AS_FIGURES = str.maketrans("lio", "110")
_SCANNED_LETTERS = frozenset("lio")
_LOST_SPACE = re.compile(r"(?a) (\d{1,2})(?=,?\s+(?:du|de la|de l'|et suiv|et s\b|c\.?\s?g\.?\s?c))")
_SERIES = re.compile(
    rf"(?a)[\s-]{{0,2}}({LATIN})(?![a-z])|[\s-]([a-z]{{1,2}})(?![a-z0-9'])(?!\s?\))|-0(?!\d)"
)
_THEN_LATIN = re.compile(rf"(?a)\s(?:{LATIN})(?![a-z])")
_BARE = re.compile(
    r"(?a)(?:1\s?er|premier|ier)\b|unique\b|(?P<num>\d{1,5})(?:-0{1,2}(?!\d)|\s0(?=\s?(?:bis|ter)\b))?"
)
_BARE_PART = re.compile(r"(?a)\s?-\s?(\d{1,3})(?![\d°])(?!\s?°)(?!\s?(?:e|er|eme)\b)(?!\s?/)")
_NEXT_SERIES = re.compile(
    rf"(?a)\s*(?:$|[,;:)(\"/-]|\.(?!\s?[a-z])|(?:du|de|des|et|a|ou|au|est|susvise|precite|modifie|prevoit|relatif|{LATIN})\b|d'|[ivx]{{1,4}}\b|z[a-z]\b)"
)
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3}|i[l1]{1,2})"

_DETAIL = re.compile(
    r"(?a)[ ,(/-]{0,4}(?:"
    r"(?P<item>\d{1,3}\s?°(?:\s?(?:[a-z]\b(?!')\)?|al(?:ineas?|\b\.?)))?)(?!\s?\d{3,4}-)"
    r"|(?P<alinea>(?:alineas?|al\.?)\s{0,2}(?:n\s?°\s?)?\d{1,2}(?:\s?(?:er|eme|e)(?![a-z]))?"
    r"(?:\s?(?:et|a|,)\s?\d{1,2}(?![\d-]))?|(?:\d{1,2}\s?(?:er|e|eme|nd)|premier|second|deuxieme|troisieme|"
    r"quatrieme|cinquieme|sixieme|septieme|dernier)\s{1,3}alineas?)"
    r"|(?P<para>(?:§|paragraphe|par\.)\s{0,2}[\divx]{1,4})"
    rf"|(?P<roman>{_ROMAN})(?:\s?(?:bis|ter|quater)\b)?(?![a-z0-9'])(?:\s?-\s?\d{{1,2}}°?(?![\d-]))?"
    r"|(?P<letter>[a-z])\)"
    r")\)?"
)
_MORE_ITEMS = re.compile(
    rf"(?a)\s{{0,2}}(?:,|et|ou|a)\s{{0,2}}(?:(?:le|au|du)\s)?(\d{{1,3}}\s?°|{_ROMAN}(?![a-z0-9'.]))"
)

FOLLOWING = re.compile(
    r"(?a)[\s,(]{0,3}(?:(?:et|&|\+)?\s{0,3}(?:(?:les?\s)?suivants?|suivantes?|suiv\b\.?|svts?\b|sqq?\b\.?|seq\b\.?)"
    r"|(?:et|&)\s{0,3}ss?(?:\b\.?|\.)(?!\w))"
)


class Number(NamedTuple):
    """An article number and what hangs on it; `end` is where it stops in the text."""

    num: str
    end: int
    letter: str = ""
    stem: str = ""
    parts: tuple[str, ...] = ()
    alinea: str = ""
    item: str = ""
    lost_hyphen: bool = False


def _read_series(flat: str, raw: str, place: int) -> tuple[str, int]:
    """Read « bis », « sexies A », « C »…: Latin adverbs and capital letters that belong to a number."""
    series = ""
    while True:
        found = _SERIES.match(flat, place)
        if not found:
            return series, place
        latin, capital = found[1], found[2]
        if latin:
            series += f" {latin}"
        elif capital:
            if not _is_capital_series(flat, raw, found):
                return series, place
            series += f"{'-' if found[0][0] == '-' else ' '}{capital.upper()}"
        else:
            if not series:
                return series, place
            series += "-0"
        place = found.end()


_NOT_SERIES = frozenset(
    ("et", "ou", "au", "du", "de", "la", "le", "un", "en", "il", "ce", "se", "sa", "al", "ht", "or", "cu",
     "cr")
)  # fmt: skip


def _is_capital_series(flat: str, raw: str, found: re.Match[str]) -> bool:
    letters, end = found[2], found.end()
    if found[0][0] == "\n" and not _THEN_LATIN.match(flat, end):
        return False
    if not raw[found.start(2) : end].isupper():
        return False
    if not _NEXT_SERIES.match(flat, end) and not (
        flat[end] == "." and raw[end + 1 : end + 3].strip()[:1].isupper()
    ):
        return False
    if letters in _NOT_SERIES or re.fullmatch(_ROMAN, letters):
        return False
    # « L. 2121-29 R. 2121-9 »: the capital opens the next number
    return not (letters in {"l", "r", "d", "lo"} and re.match(r"[\s.]{0,3}\d", flat[end : end + 5]))


def _read_details(flat: str, raw: str, place: int) -> tuple[str, str, int]:
    alineas: list[str] = []
    items: list[str] = []
    for _ in range(8):
        found = _DETAIL.match(flat, place)
        if not found:
            break
        kind = found.lastgroup or ""
        value = found[kind]
        if kind == "roman":
            tail = found[0].rpartition(value)[2].strip(" )")
            value = raw[found.start(kind) : found.end(kind)]
            damaged = value[0] == "I" and set(value) <= {"I", "l", "1"}
            if not damaged and not value.isupper():
                break
            value = value.replace("l", "I").replace("1", "I") + tail
        end = found.end()
        if found[0].endswith(")") and "(" not in found[0] and kind != "letter" and not value.endswith(")"):
            end -= 1
        place = end
        if kind == "alinea":
            alineas.append(re.sub(r"\s+", " ", value).strip())
            continue
        items.append((value.upper() if kind in ("roman", "para") else value).replace(" ", ""))
        while more := _MORE_ITEMS.match(flat, place):
            if more[1][-1] != "°" and not raw[more.start(1) : more.end(1)].isupper():
                break
            items.append(more[1].replace(" ", "").upper())
            place = more.end()
    return ", ".join(alineas), " ".join(items), place


def _unglue(stem: str) -> tuple[str, tuple[str, ...]]:
    """Give back the hyphen that a page break ate: « 22247 » is « 2224-7 »."""
    return stem[:4], (stem[4:],)


def _read_scanned(flat: str, raw: str, place: int) -> Number | None:
    """Read a number whose first figure became a letter: « LI15-3 »."""
    found = _SCANNED_FIRST.match(flat, place)
    if not found or sum(character.isdigit() for character in found["stem"]) < 2:
        return None
    letter, stem = found["letter"].upper(), found["stem"].translate(_AS_FIGURES)
    parts = found["parts"].translate(_AS_FIGURES).split("-")
    alinea, item, end = _read_details(flat, raw, found.end())
    return Number(f"{letter}{stem}-{'-'.join(parts)}", end, letter, stem, tuple(parts), alinea, item)


def read_lettered(flat: str, raw: str, place: int) -> Number | None:
    """Read a number with its series letter: « L. 2121-29 », « LO 1112-1 », « R*123-1 »."""
    found = LETTERED.match(flat, place)
    if not found:
        return _read_scanned(flat, raw, place)
    letter = re.sub(r"[^a-z]", "", found["letter"])
    stem, end = found["stem"], found.end()
    parts: list[str] = []
    if flat[end : end + 1] in _SCANNED_LETTERS and (scan := _SCANNED.match(flat, found.end("letter"))):
        stem, end = scan["stem"].translate(_AS_FIGURES), scan.end()
        parts.append(scan["part"].translate(_AS_FIGURES))
    if len(stem) == 1 and (first := re.match(r"\s?er\b", flat[end : end + 4])):
        end += first.end()
    while part := _PART.match(flat, end):
        if parts and re.match(r"\s+-\s+", part[0]):
            break
        parts.append(part[1])
        end = part.end()
        if len(parts) == 5:
            break
    if not parts and flat[end : end + 1].isalpha():
        return None
    lost = False
    if not parts and len(stem) > 4:
        stem, split = _unglue(stem)
        parts, lost = list(split), True
    elif not parts and len(stem) == 4 and (gap := _LOST_SPACE.match(flat, end)):
        parts, end = [gap[1]], gap.end()
    if letter == "i":
        if not parts or len(stem) < 3:
            return None
        letter = "l"
    if letter == "a" and not parts:
        return None
    series, end = _read_series(flat, raw, end)
    alinea, item, end = _read_details(flat, raw, end)
    prefix = "LO" if letter == "lo" else letter.upper()
    num = prefix + "-".join([str(int(stem)) if stem.strip("0") else stem, *parts]) + series
    return Number(num, end, prefix, stem, tuple(parts), alinea, item, lost)


_CGI_I = frozenset({"1383", "1464", "1519", "1585", "1599", "1635 quater", "1649 quater"})


def read_bare(flat: str, raw: str, place: int) -> Number | None:
    """Read a number without series letter: « 28 », « 3-3 », « 22 bis », « 1609 nonies C », « 1er »."""
    found = _BARE.match(flat, place)
    if not found:
        return None
    end = found.end()
    if not found["num"]:
        num = "unique" if found[0] == "unique" else "1"
        alinea, item, end = _read_details(flat, raw, end)
        return Number(num, end, stem=num, alinea=alinea, item=item)
    if re.match(r"\s?(?:°|%|euros?\b|h\d|heures?\b)|[.,]\d|/\d", flat[end : end + 8]):
        return None
    num = found[0].replace(" ", "-")
    parts: list[str] = []
    while part := _BARE_PART.match(flat, end):
        parts.append(part[1])
        end = part.end()
        if len(parts) == 3:
            break
    num = "-".join([num, *parts])
    series, end = _read_series(flat, raw, end)
    series = re.sub(r"-(?=[A-Z])", " ", series)
    if num + series in _CGI_I and re.match(r" I(?![\w'’°.-])", raw[end : end + 3]):
        series, end = f"{series} I", end + 2
    alinea, item, end = _read_details(flat, raw, end)
    return Number(num + series, end, stem=found["num"], parts=tuple(parts), alinea=alinea, item=item)
