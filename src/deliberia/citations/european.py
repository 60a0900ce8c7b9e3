"""European Union: directives and regulations, by number, with or without date."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.citations.events import Reference, Text
from deliberia.citations.naming import N, read_dated
from deliberia.model.citation import TargetKind

_MARK = r"(?:\(?\s?(?:ue|ce|cee|euratom)(?:\s?,\s?euratom)?\s?\)?)"
_ADJECTIVE = (
    r"(?:\s{1,3}(?:europeenn?e?s?|communautaires?|delegue|d'execution|general|d'exemption|de\sminimis|modifiee?|cadre|"
    r"(?:general\s)?(?:d'exemption\s)?par\scategorie|de\sla\scommission|du\sconseil|du\sparlement\seuropeen|"
    r"\"[^\"\n]{1,40}\"))*"
)
_DIRECTIVE = re.compile(
    rf"(?a){_ADJECTIVE}(?:\s{{0,3}}{_MARK})?\s{{0,3}}(?:{N}\s{{0,3}})?"
    r"(?P<year>\d{2}|\d{4})\s?/\s?(?P<rank>\d{1,4})(?:\s?/\s?(?:ue|cee?|euratom)\b)?"
)
_REGLEMENT = re.compile(
    rf"(?a){_ADJECTIVE}(?P<mark>\s{{0,3}}{_MARK})?\s{{0,3}}(?:{N}\s{{0,3}})?(?P<mark2>{_MARK}\s{{0,3}})?"
    r"(?P<first>\d{1,4})\s?[/-]\s?(?P<second>\d{1,4})(?P<mark3>\s?/?\s?\(?(?:ue|cee?)\)?(?![a-z]))?"
)
_EUROPEAN_WORD = re.compile(r"(?a)europe|communautaire|minimis|exemption")
_CALLED = re.compile(
    rf"(?a)(?:\s{{1,3}}\"?[a-z][a-z'-]{{2,18}}\"?){{1,5}}\s{{1,3}}(?:{N}\s{{0,3}})?"
    r"(?P<year>\d{2}|\d{4})\s?/\s?(?P<rank>\d{1,4})\s?/\s?(?:ue|cee?|euratom)\b"
)
"""« directive Services 2006/123/CE »: any word, when the mark of the Union ends the number."""
_MORE_REGLEMENTS = re.compile(
    rf"(?a)\s{{0,3}}(?:,|\bet\b)\s{{0,3}}(?:{_MARK}\s{{0,3}})?(?:{N}\s{{0,3}})?"
    r"(?P<first>\d{1,4})/(?P<second>\d{3,4})(?![\d/])"
)
_INSTITUTION = re.compile(
    r"(?a)\s{1,3}(?:du\s+parlement\s+europeen|de\s+la\s+commission|du\s+conseil\s+du\s+\d)"
)
_MORE = re.compile(rf"(?a)\s{{0,3}}(?:,|\bet\b)(?=\s{{0,3}}(?:{N}\s{{0,3}})?\d{{2,4}}/\d{{1,4}}/(?:ue|ce))")
_DATE = re.compile(
    r"(?a)[\s,]{1,4}(?:(?:du|de la|de l')\s?(?:parlement europeen(?:\s{1,3}et\s{1,3}du\s{1,3}conseil)?|"
    r"conseil|commission(?:\s{1,3}europeenne)?)\s{0,3},?)?(?=\s{0,3}(?:du|en date|de)\s)"
)
_RGPD = re.compile(
    r"(?a)\s{1,3}(?:europeen\s)?(?:general\s)?(?:europeen\s)?(?:sur\s|de\s|relatif a\s)(?:la\s)?"
    r"protection\s{1,3}des\s{1,3}donnees(?:\s{1,3}personnelles|\s{1,3}a caractere personnel)?"
)
_RGPD_DATE = dt.date(2016, 4, 27)


def _dated(flat: str, end: int) -> tuple[dt.date | None, int]:
    lead = _DATE.match(flat, end)
    dated = read_dated(flat, lead.end() if lead else end)
    return dated if dated else (None, end)


def read_directive(flat: str, start: int, end: int) -> Text | None:
    """Read « directive 2014/24/UE du 26 février 2014 »."""
    found = _DIRECTIVE.match(flat, end) or _CALLED.match(flat, end)
    if not found:
        return None
    date, stop = _dated(flat, found.end())
    references = [Reference(f"{found['year']}/{found['rank']}", date)]
    while (link := _MORE.match(flat, stop)) and (found := _DIRECTIVE.match(flat, link.end())):
        date, stop = _dated(flat, found.end())
        references.append(Reference(f"{found['year']}/{found['rank']}", date))
    return Text(TargetKind.DIRECTIVE, start, stop, references)


def read_reglement(flat: str, start: int, end: int) -> Text | None:
    """Read « règlement (UE) n° 651/2014 »; a regulation of another body has no such mark."""
    named = _RGPD.match(flat, end)
    if named:
        return rgpd(start, named.end())
    found = _REGLEMENT.match(flat, end)
    if not found:
        return None
    european = _EUROPEAN_WORD.search(found[0]) or found["mark"] or found["mark2"] or found["mark3"]
    european = european or (
        found["second"] and len(found["second"]) > 2 and _INSTITUTION.match(flat, found.end())
    )
    if not european:
        return None
    date, stop = _dated(flat, found.end())
    references = [Reference(f"{found['first']}/{found['second']}", date)]
    while more := _MORE_REGLEMENTS.match(flat, stop):
        date, stop = _dated(flat, more.end())
        references.append(Reference(f"{more['first']}/{more['second']}", date))
    return Text(TargetKind.REGLEMENT_UE, start, stop, references)


def rgpd(start: int, end: int) -> Text:
    """The one regulation that acts call by name."""
    return Text(TargetKind.REGLEMENT_UE, start, end, [Reference("2016/679", _RGPD_DATE, "RGPD")])
