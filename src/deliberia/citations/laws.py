"""Laws, ordinances and decrees: by number, date, nickname or title, with words between; or taken up."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.citations.events import Reference, Text
from deliberia.citations.lexicon import Law, find_law_name
from deliberia.citations.naming import N, read_more, read_name, read_number
from deliberia.citations.titles import STOP, WINDOW, date_after_words
from deliberia.model.citation import TargetKind

KINDS = {"loi": TargetKind.LOI, "ord": TargetKind.ORDONNANCE, "dec": TargetKind.DECRET}

_BACK_BEFORE = re.compile(
    r"(?a)\b(?:ladite|la dite|ledit|le dit|dudit|du dit|de ladite|lesdite?s|cette meme|meme)\s{1,3}$"
)
BACK_AFTER = re.compile(
    r"(?a)[\s,(]{1,3}(?:precitee?s?|sus-?\s?visee?s?|sus-?\s?mentionnee?s?|sus-?\s?dite?s?|sus-?\s?citee?s?|"
    r"ci-dessus|visee?s?\s(?:ci-dessus|plus haut)|du meme jour)"
)
_MARKED_NUMBER = re.compile(rf"(?a)\b{N}\s{{0,4}}(?:19|20)?\d\d\s?[-./]\s{{0,3}}\d{{1,5}}(?!\d)")
_PERIOD = re.compile(r"(?a)\s{0,3}[\"')]{0,2}\s{0,2},?\s?(?:\((?:[^)\n]{1,30})\)\s?)?")
_NICKNAME_LEAD = re.compile(r"(?a)(?:\s{0,3}(?:organique|constitutionnelle|dite|d'application))*\s{0,3}")
_CALLED = re.compile(r"(?a),?\s{1,3}dite?s?\s{1,3}[\"']?\s?(?:loi\s)?")
_GLOSS = re.compile(r"(?a)\s[^.;:()\d]{4,140}\s?\((?P<sigle>[a-z0-9.]{2,9})\)")
_AND = re.compile(r"(?a)\s{0,3}(?:,|\bet\b)(?=\s)")
_CLOSING = re.compile(r'\s?"')


def _number_after_words(flat: str, end: int) -> int | None:
    """Where « n° … » stands after a few words: « loi MURCEF n° 2001-1168 », « décret d'application n° … »."""
    window = flat[end : end + WINDOW]
    found = _MARKED_NUMBER.search(window)
    if not found or STOP.search(window, 0, found.start()):
        return None
    return end + found.start()


def _is_court_order(flat: str, end: int) -> bool:
    return (
        re.match(
            r"(?a)\s{1,3}(?:du\s(?:juge|tribunal|president)|de\s(?:refere|non|renvoi|la cour)|d'e)",
            flat[end : end + 20],
        )
        is not None
    )


def _named(law: Law) -> Reference:
    return Reference(law.num, dt.date.fromisoformat(law.date), law.nom)


def _glossed(flat: str, raw: str, end: int) -> tuple[Law, int] | None:
    """A title that the lists do not know, with its sigle: « loi relative à … (AGEC) »."""
    gloss = _GLOSS.match(flat, end)
    if not gloss or STOP.search(flat, end, gloss.start("sigle")):
        return None
    found = find_law_name(flat, raw, gloss.start("sigle") - 1)
    return found if found and flat[found[1] : found[1] + 1] == ")" else None


def _more_nicknames(flat: str, raw: str, end: int, references: list[Reference]) -> int:
    """Read the other laws of « lois MAPTAM et NOTRe »; give the new end."""
    while (link := _AND.match(flat, end)) and (found := find_law_name(flat, raw, link.end())):
        references.append(_named(found[0]))
        end = found[1]
    return end


def _by_nickname(flat: str, raw: str, start: int, end: int) -> Text | None:
    lead = _NICKNAME_LEAD.match(flat, end)
    found = find_law_name(flat, raw, lead.end() if lead else end) or _glossed(flat, raw, end)
    if not found:
        return None
    law, stop = found
    reference = _named(law)
    gap = _PERIOD.match(flat, stop)
    place = gap.end() if gap else stop
    named = read_name(flat, stop) or read_name(flat, place)
    if named and (named[0].num or (named[0].date and named[0].date.isoformat() == law.date)):
        stop = named[1]
        if named[0].num and named[0].num != law.num:
            reference = named[0]  # as written: the number decides, even against the nickname
    elif (called := _CALLED.match(flat, stop)) and (second := find_law_name(flat, raw, called.end())):
        stop = second[1]
    closing = _CLOSING.match(flat, stop) if flat.count('"', start, stop) % 2 else None
    references = [reference]
    stop = closing.end() if closing else stop
    if flat[end - 1] == "s":
        stop = _more_nicknames(flat, raw, stop, references)
    return Text(TargetKind.LOI, start, stop, references)


def read_law(flat: str, raw: str, start: int, end: int, kind: TargetKind) -> Text | None:
    """Read the law, ordinance or decree whose name begins with the word at `start`."""
    if kind is TargetKind.ORDONNANCE and _is_court_order(flat, end):
        return None
    named = read_name(flat, end)
    if kind is TargetKind.LOI and (named is None or not named[0].num):
        nickname = _by_nickname(flat, raw, start, end)
        if nickname:
            return nickname
    if named is None:
        place = _number_after_words(flat, end)
        named = read_name(flat, place) if place is not None else None
    if named is None and (dated := date_after_words(flat, end)):
        named = (Reference("", dated[0]), dated[1])
    if named is None:
        return _taken_up(flat, start, end, kind)
    reference, stop = named
    references = [reference]
    if reference.num and reference.date is None:
        dated = _title_date(flat, stop, reference.num)
        if dated:
            reference.date, stop = dated
    stop = read_more(flat, stop, references, plural=flat[end - 1] == "s")
    return Text(kind, start, stop, references)


def _title_date(flat: str, end: int, num: str) -> tuple[dt.date, int] | None:
    """The date after the number and the title, when it is of the year that the number bears."""
    dated = date_after_words(flat, end)
    year = num.split("-")[0]
    return dated if dated and str(dated[0].year).endswith(year) else None


def _taken_up(flat: str, start: int, end: int, kind: TargetKind) -> Text | None:
    back = _BACK_BEFORE.search(flat[max(0, start - 14) : start]) or BACK_AFTER.match(flat, end)
    return Text(kind, start, end, [], back=back is not None)


_SIGLE_NUMBER = re.compile(rf"(?a)\)?\s{{1,3}}(?={N}\s?(?:19|20)\d\d-\d)")


def read_law_sigle(flat: str, start: int, end: int) -> Text | None:
    """Read a law called by a sigle before its number: « LPFP n° 2018-32 »."""
    gap = _SIGLE_NUMBER.match(flat, end)
    numbered = read_number(flat, gap.end(), marked=True) if gap else None
    named = read_name(flat, gap.end()) if gap and numbered else None
    return Text(TargetKind.LOI, start, named[1], [named[0]]) if named else None
