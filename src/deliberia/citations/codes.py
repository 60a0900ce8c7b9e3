"""Names of codes: full, misnamed, in sigle, or taken up (« même code », « code précité »)."""

from __future__ import annotations

import re

from deliberia.citations.events import UNKNOWN, CodeName
from deliberia.citations.lexicon import code_sigles, find_code_name

_BACK_BEFORE = re.compile(r"(?a)(?:\bmeme|\bdudit|\bdu dit|\bledit|\bcedit|\bce|\bpresent|\bsusdit)\s{1,3}$")
_BACK_AFTER = re.compile(
    r"(?a)[\s,(]{1,3}(?:precite|sus-?\s?vise|sus-?\s?mentionne|sus-?\s?nomme|sus-?\s?dit|ci-dessus|vise\s|mentionne\s|cite\s)"
)
_ANNEX_AFTER = re.compile(
    r"(?a)[\s,(-]{0,4}(?:et\s|en\s|dans\s)?(?:son\s|l')?annexe\s{1,3}(iv|i{1,3}|[1-4])\b\)?"
)
_ANNEX_BEFORE = re.compile(
    r"(?a)annexe\s{1,3}(iv|i{1,3}|[1-4])\s{1,3}(?:du|au|a ce|de ce)\s{1,3}(?:meme\s|code\s)?$"
)
_FORMER = re.compile(r"(?a)\bancien\s{1,2}$")
_ANNEX = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_NEXT_NAME = re.compile(r"(?a)[\s,]{1,3}(?:(?:et|ou|,)\s{1,3})?(?:du|de la|de l'|des|de)\s?(?!code)")
_UNKNOWN = re.compile(
    r"(?a)\s{1,4}(?:d[eu']|des|general|de\s|ape|naf|postal|insee|rib|iban|barre|couleur|source|siret|a\s\d)"
)
_UNKNOWN_NAME = re.compile(r"(?a)\s{1,4}(?:de\s?la\s|des\s|du\s|de\s?l'|d'|de\s)\s{0,3}[a-z]{4}")
_GENERAL = re.compile(r"(?a)\s{1,3}general\b(?!\s{1,3}d)")
_FRENCH_WORD = re.compile(r"(?a)ce\s+[a-z]|cu\s+[a-z]")
"""« DE CE MÊME CODE »: a word of the sentence, in capitals."""
_SIGLE_AFTER = re.compile(
    r"(?a)[\s(\"]{0,3}(?:(?:du|de|au|d'|l'|le|-|dans)\s?){0,2}(c\.\s?(?:[a-z]{2,8}\.?\s?){1,3}|(?:[a-z]\.?\s?){1,6}[a-z0-9]\b)"
)
_DEFINED = re.compile(
    r"(?a)\s{0,3}\(\s?(?:ci-apres\s)?(?:denomme\s)?(?:le\s)?[\"\s]{0,3}([a-z][a-z0-9.\s]{1,10}?)[\"\s]{0,3}\)"
)


def _annexed(flat: str, start: int, end: int, short: str) -> tuple[str, int, int]:
    """The annexes of the CGI are texts of their own, named before or after it."""
    if short != "CGI":
        return short, start, end
    after = _ANNEX_AFTER.match(flat, end)
    if after:
        return f"CGIAN{_ANNEX.get(after[1], after[1])}", start, after.end()
    window = max(0, start - 30)
    before = _ANNEX_BEFORE.search(flat[window:start])
    if before:
        return f"CGIAN{_ANNEX.get(before[1], before[1])}", window + before.start(), end
    return short, start, end


def read_codes(flat: str, start: int, end: int) -> tuple[list[CodeName], int]:
    """Read the code or codes named after the word « code » that stands at `start`."""
    found = find_code_name(flat, end)
    if not found:
        plural = flat[end - 1] == "s"
        if not plural and _UNKNOWN_NAME.match(flat, end):
            return [CodeName(start, end, UNKNOWN, marked=False)], end
        before = _BACK_BEFORE.search(flat[max(0, start - 9) : start])
        after = _BACK_AFTER.match(flat, end)
        general = _GENERAL.match(flat, end) if before else None
        if general:
            return [CodeName(start, general.end(), "", general=True)], general.end()
        if not plural and (before or after or not _UNKNOWN.match(flat, end)):
            return [CodeName(start, end, "", marked=bool(before or after))], end
        return [], end
    short, stop = found
    if short == "CRPM" and _FORMER.search(flat[max(0, start - 8) : start]):
        short = "CRurAnc"
    short, first, stop = _annexed(flat, start, stop, short)
    names = [CodeName(first, stop, short)]
    while flat[end - 1] == "s" and (link := _NEXT_NAME.match(flat, stop)):
        more = find_code_name(flat, link.end())
        if not more:
            break
        names.append(CodeName(link.end(), more[1], more[0]))
        stop = more[1]
    return names, stop


def read_book(flat: str, start: int, end: int) -> CodeName | None:
    """Read « livre des procédures fiscales », the one code that is called a book."""
    found = find_code_name(flat, end)
    return CodeName(start, found[1], found[0]) if found and found[0] == "LPF" else None


def read_sigle(flat: str, start: int, end: int) -> CodeName | None:
    """Read a sigle known to designate a code wherever it stands."""
    short = code_sigles()[0].get(re.sub(r"[^a-z0-9]", "", flat[start:end]))
    if short is None:
        return None
    if "." in flat[start:end] and flat[end : end + 1] == ".":
        end += 1
    short, first, stop = _annexed(flat, start, end, short)
    return CodeName(first, stop, short)


_DOTTED_BEFORE = re.compile(r"(?a)(c\.\s?(?:[a-z]{3,8}\.?\s?){1,3}?)[\s,]{1,3}(?=art|[lrd]\.?\s?\*?\d)")


def read_dotted_sigle(flat: str, start: int) -> CodeName | None:
    """Read « C. env., art. L. 123-1 »: the sigle before its articles."""
    found = _DOTTED_BEFORE.match(flat, start)
    if not found:
        return None
    short = code_sigles()[0].get(re.sub(r"[^a-z0-9]", "", found[1]))
    return CodeName(start, found.end(1), short) if short else None


def read_sigle_after(flat: str, raw: str, place: int, defined: dict[str, str]) -> CodeName | None:
    """Read a sigle after a list of articles, where even « CU » or « C. urb. » is a code."""
    found = _SIGLE_AFTER.match(flat, place)
    if not found:
        return None
    start, end = found.span(1)
    if _FRENCH_WORD.match(flat, start) and raw[start + 3 : start + 6].isupper():
        return None
    surface = flat[start:end]
    dotted = surface.startswith("c.")
    if not dotted and not raw[start:end].replace(" ", "").isupper():
        word = re.match(r"(?a)[a-z0-9.]+", surface)
        end = start + (word.end() if word else 0)
        if not raw[start:end].isupper():
            return None
    sigles = code_sigles()[0]
    while end > start + 1:
        letters = re.sub(r"[^a-z0-9]", "", flat[start:end])
        short = defined.get(letters) or sigles.get(letters)
        if short:
            if flat[end - 1] == "." and flat.count(".", start, end) == 1 and " " not in flat[start:end]:
                end -= 1  # the full stop of the sentence, not that of the sigle
            return CodeName(start, end, short)
        cut = max(flat.rfind(" ", start, end), flat.rfind(".", start, end - 1))
        if cut <= start:
            return None
        end = cut
    return None


def read_definition(flat: str, end: int) -> str | None:
    """Read the sigle that an act gives to the code it has just named: « (ci-après CMP) »."""
    found = _DEFINED.match(flat, end)
    return re.sub(r"[^a-z0-9]", "", found[1]) if found else None
