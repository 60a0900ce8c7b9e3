"""The hyphens of a lettered number, as acts write or lose them: « L. 1511-2-1 », « L 2121 29 », « L52119-2 ».

Where a hyphen is a space or is missing, the first numbers of the codes say whether there was one.
"""

from __future__ import annotations

import re

from deliberia.citations.stems import fits_anywhere

_PART = re.compile(
    r"(?a)(?:\s?-\s{0,4}|\s{1,4}-\s?|[._](?=\d))(\d{1,3})(?!\d)(?!\s?°)(?!\s?(?:e|er|eme|o)\b)(?![/]\d)(?!\s?euros)"
)
_SCANNED_PART = re.compile(r"(?a)\s?-l(?=\s+(?:du|de)\b)")
_SPACED = re.compile(r"(?a)\s+-\s+")
_SPACED_CHAIN = re.compile(r"(?a)(?:\s{1,3}-\s{1,3}\d{1,3}){1,4}(?!\d)")
_LOOSE = re.compile(
    r"(?a)(?:\s{1,2}|/)(\d{1,3})((?:-\d{1,2}){0,2}|(?:\s\d{1,2}){0,2})(?![\d°/])(?!-(?!\d{1,2}\s?°))(?!\s?[°%])"
)
"""A space, or a slash, where a hyphen was."""
_CLOSE = re.compile(
    r"(?a)\s{0,4}(?:$|\n|[,;:)\"]|\.(?!\d)|-\s?\d{1,2}\s?°|d'|(?:et|ou|a|au|du|de|des|dudit|al|alineas?|relati[a-z]+|"
    r"[a-z]{2,12}ant|vu|l[ae]s?|l'|qui|susvise|precite|modifie|prevoi[a-z]+|dispose|suivants?|ss?|\d{1,2}\s?°)(?![a-z]))"
)
_MOST = 5


def _closes(flat: str, raw: str, place: int) -> bool:
    """Say whether a number may end at `place`: before a link, a stop or a sigle, not « 29 membres »."""
    if _CLOSE.match(flat, place):
        return True
    sigle = re.match(r"(?a)\s(c[.a-z0-9]{1,7})", flat[place : place + 10])
    return sigle is not None and raw[place + 1 : place + sigle.end()].isupper()


def _chain_closes(flat: str, raw: str, place: int) -> bool:
    """Say whether all of « - 24 - 1 - 1 » is of the number."""
    chain = _SPACED_CHAIN.match(flat, place)
    return chain is not None and _closes(flat, raw, chain.end())


def _read_loose(flat: str, raw: str, place: int, letter: str, stem: str) -> tuple[list[str], int] | None:
    found = _LOOSE.match(flat, place)
    if not found or len(stem) < 3 or found[1][0] == "0" or not _closes(flat, raw, found.end()):
        return None
    if not fits_anywhere(letter, stem, int(found[1])):
        return None
    return [found[1], *re.findall(r"\d+", found[2])], found.end()


def read_parts(
    flat: str, raw: str, place: int, letter: str, stem: str, *, first: bool
) -> tuple[list[str], int, bool]:
    """Read what follows the first number of an article; `first` when nothing of it was read yet.

    The last value says that a hyphen was guessed.
    """
    parts: list[str] = []
    spaced = first
    while len(parts) < _MOST and (part := _PART.match(flat, place)):
        is_spaced = _SPACED.match(part[0]) is not None
        if (parts or not first) and is_spaced and not (spaced and _chain_closes(flat, raw, place)):
            break
        spaced = is_spaced
        parts.append(part[1])
        place = part.end()
    if parts or not first:
        return parts, place, False
    loose = _read_loose(flat, raw, place, letter, stem)
    return (*loose, True) if loose else (*_read_scanned(flat, place), False)


def _read_scanned(flat: str, place: int) -> tuple[list[str], int]:
    """Read « 421 -l », where the scan took a 1 for an l."""
    found = _SCANNED_PART.match(flat, place)
    return (["1"], found.end()) if found else ([], place)


def splits(digits: str) -> list[tuple[str, str]]:
    """Ways to put back a hyphen: « 22247 » is 2224-7 or 222-47."""
    return [
        (digits[:cut], digits[cut:]) for cut in (4, 3) if 0 < len(digits) - cut < 4 and digits[cut] != "0"
    ]


def split_glued(letter: str, stem: str, parts: list[str]) -> tuple[str, list[str]]:
    """Put back the hyphen of a first number too long to be one: « 52119 », 2 is 5211, 9, 2."""
    ways = splits(stem) or [(stem[:4], stem[4:])]
    for head, rest in ways:
        if fits_anywhere(letter, head, int(rest)):
            return head, [rest, *parts]
    return ways[0][0], [ways[0][1], *parts]
