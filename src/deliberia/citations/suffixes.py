"""What hangs on the number of an article: « nonies C », « A », then its alinéas and items."""

from __future__ import annotations

import re

LATIN = (
    "bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|"
    "(?:un|duo|ter|quater|quin|quinque|sex|sept|septem|octo|novo)?(?:decies|vicies)|tricies"
)

_SERIES = re.compile(
    rf"(?a)[\s-]{{0,2}}({LATIN})(?![a-z])|(?:\s{{1,3}}|-)([a-z]{{1,2}})(?![a-z0-9'])(?!\s?\))|-0(?!\d)"
)
_THEN_LATIN = re.compile(rf"(?a)\s(?:{LATIN})(?![a-z])")
_THEN_OWNER = re.compile(r"(?a)\s(?:du|de la|de l'|des)\s?(?:code|livre|cgi|c\.?g)")
_DOTTED_SIGLE = re.compile(r"(?a)[a-z]\.\s?[a-z]\.")
_NEXT_SERIES = re.compile(
    rf"(?a)\s*(?:$|[,;:)(\"/-]|\.(?!\s?[a-z])|(?:du|de|des|et|a|ou|au|est|susvise|precite|modifie|prevoit|relatif|{LATIN})\b|d'|[ivx]{{1,4}}\b|z[a-z]\b)"
)
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3}|i[l1]{1,2})"

_DETAIL = re.compile(
    r"(?a)(?:[ ,(/-]{0,4}|\n(?=\d{1,3}\s?°\s(?:du|de)\b))(?:"
    r"(?P<item>\d{1,3}\s?°(?:\s?(?:[a-z]\b(?!')\)?|al(?:ineas?|\b\.?)))?)(?!\s?\d{3,4}-)"
    r"|(?P<alinea>(?:alineas?|al\.?)\s{0,2}(?:n\s?°\s?)?\d{1,2}(?:\s?(?:er|eme|e)(?![a-z]))?"
    r"(?:\s?(?:et|a)\s?\d{1,2}(?![\d-])|\s?,\s?\d(?![\d-]))?|(?:\d{1,2}\s?(?:er|e|eme|nd)|premier|second|deuxieme|troisieme|"
    r"quatrieme|cinquieme|sixieme|septieme|dernier)\s{1,3}alineas?)"
    r"|(?P<para>(?:§|paragraphe|par\.)\s{0,2}[\divx]{1,4})"
    rf"|(?P<roman>{_ROMAN})(?:\s?(?:bis|ter|quater)\b)?(?![a-z0-9'])(?:\s?-\s?\d{{1,2}}°?(?![\d-]))?"
    r"|(?P<letter>[a-z])\)"
    r")\)?"
)
_MORE_ITEMS = re.compile(
    rf"(?a)\s{{0,2}}(?:,|et|ou|a)\s{{0,2}}(?:(?:le|au|du)\s)?(\d{{1,3}}\s?°|{_ROMAN}(?![a-z0-9'.]))"
)


def read_series(flat: str, raw: str, place: int) -> tuple[str, int]:
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
    if "\n" in found[0] and not (_THEN_LATIN.match(flat, end) or _THEN_OWNER.match(flat, end)):
        return False
    if _DOTTED_SIGLE.match(flat, found.start(2)):
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


def read_details(flat: str, raw: str, place: int) -> tuple[str, str, int]:
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
