"""Case law: « CE, 10 mai 1974, n° 88032 », « CAA Lyon, 12 mars 2010 », « décision n° 86-207 DC »."""

from __future__ import annotations

import re

from deliberia.citations.dates import DATE, read_date
from deliberia.citations.events import Reference, Text
from deliberia.model.citation import TargetKind

_COURTS = (
    ("CE", r"conseil\s+d'etat|c\.?e\.?(?:,?\s+(?:sect|ass|ref)\w*\.?)?"),
    ("CAA", r"cour\s+administrative\s+d'appel|c\.?a\.?a\.?"),
    ("TA", r"tribunal\s+administratif|t\.?a\.?"),
    ("Cass.", r"cour\s+de\s+cassation|cass\.?"),
    ("CC", r"conseil\s+constitutionnel|cons\.?\s+const\.?"),
    ("TC", r"tribunal\s+des\s+conflits"),
    ("CJUE", r"cour\s+de\s+justice\s+(?:de\s+l'union|des\s+communautes)\s+europeennes?|cjue|cjce"),
    ("CEDH", r"cour\s+europeenne\s+des\s+droits\s+de\s+l'homme|cedh"),
)
_COURT = re.compile(
    "(?a)(?:" + "|".join(f"(?P<c{i}>{pattern})" for i, (_, pattern) in enumerate(_COURTS)) + r")(?![a-z])"
)
_NUMBER = (
    r"(?:(?:req(?:uete)?\.?\s*|pourvoi\s*)?n\s?[°os.]{1,3}\s?"
    r"(?P<num>\d\d[a-z]{2}\d{4,6}|[a-z]{0,2}\s?\d[\d.\s-]{0,12}\d(?:\s?(?:dc|qpc|l)\b)?)"
    r"|(?:aff(?:aire)?\.?\s*)?(?P<case>c-\d{1,4}/\d\d))"
)
_AFTER = re.compile(
    r"(?a)[\s,:(]{0,4}(?:(?:[^;\n\d]|\d(?:e|re|eme)\b){0,70}?[\s,(])?"
    r"(?P<date>(?=\d{1,2}(?:er)?\s?[/.]\d|\d{1,2}(?:er)?\s+[a-z]{3}))"
)
_NUMBER_AFTER = re.compile(rf"(?a)[\s,:(]{{0,4}}(?:[^;.\n\d]{{0,40}}?[\s,])?{_NUMBER}")
_DECISION = re.compile(r"(?a)s?\s{1,3}n\s?°\s?(?P<num>(?:19|20)?\d\d\s?-\s?\d{1,4}\s?(?:dc|qpc))\b")
_BEFORE = re.compile(
    r"(?a)(?:arrets?|decisions?|jugements?|avis|ordonnances?|jurisprudences?)\s{1,3}(?:du\s|de\sla\s|de\s)?$"
)


def read_judgment(flat: str, raw: str, start: int) -> Text | None:
    """Read a judgment from the name of its court; without a date or a number it is only a court."""
    court = _COURT.match(flat, start)
    if not court:
        return None
    surface = raw[start : court.end()]
    if " " not in surface.strip() and not surface[:2].isupper() and not surface.startswith("Cass"):
        return None
    name = _COURTS[int((court.lastgroup or "c0")[1:])][0]
    end, date, num = court.end(), None, ""
    dated = _AFTER.match(flat, end)
    if dated and (read := read_date(flat, dated.start("date"))):
        date, end = read
    numbered = _NUMBER_AFTER.match(flat, end)
    if numbered:
        num, end = re.sub(r"\s", "", numbered["num"] or numbered["case"]).upper(), numbered.end()
        if date is None and (lead := re.match(r"(?a)[\s,]{1,3}(?:du\s|en date du\s)?", flat[end : end + 16])):
            late = read_date(flat, end + lead.end()) if DATE.match(flat, end + lead.end()) else None
            if late:
                date, end = late
    if not num and (date is None or dated is None or dated.start("date") - court.end() > 30):
        return None
    if (
        not num
        and not _BEFORE.search(flat[max(0, start - 22) : start])
        and flat[court.end() : court.end() + 1] != ","
    ):
        return None
    return Text(TargetKind.JURISPRUDENCE, start, end, [Reference(f"{name} {num}".strip(), date)])


def read_constitutional(flat: str, start: int, end: int) -> Text | None:
    """Read « décision n° 86-207 DC du 26 juin 1986 »."""
    found = _DECISION.match(flat, end)
    if not found:
        return None
    num = re.sub(r"\s", "", found["num"]).upper()
    stop, date = found.end(), None
    lead = re.match(r"(?a)[\s,]{1,3}(?:du\s|en date du\s)", flat[stop : stop + 16])
    if lead and (read := read_date(flat, stop + lead.end())):
        date, stop = read
    return Text(TargetKind.JURISPRUDENCE, start, stop, [Reference(num, date)])
