"""The dates of an act, sorted by what stands before them: séance, convocation, posting."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from deliberia.model import Certitude, Fact
from deliberia.reading.motifs import motif
from deliberia.reading.passage import Passage
from deliberia.text import FoundDate, iter_dates, name_weekday, parse_date, spelled_to_number

MOIS = r"janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_JOUR = "|".join(JOURS)

_AN = motif(
    r"\bL['’]?\s*an\s+(?P<an>deux[\s-]{1,4}mil(?:le)?[\w\s-]{0,24}?|(?:19|20)\d\d)\s*,?\s+(?:et\s+)?le\s*,?\s*"
    rf"(?:(?P<jour>{_JOUR})\s*,?\s*)?(?P<quantieme>\d{{1,2}}(?:\s*er)?|premier|[a-z]+(?:[- ][a-z]+){{0,2}})"
    rf"(?:\s+jours?)?\s+(?:du\s+mois\s+(?:de\s+|d['’]))?(?P<mois>{MOIS})\b(?!\s+(?:\d{{4}}|deux))",
    re.I,
    debuts="l lan",
)
_SEANCE = motif(
    r"(?:(?:s[ée]ances?|r[ée]unions?|sessions?)(?:\s+(?:publique|ordinaire|extraordinaire|pl[ée]ni[èe]re|"
    r"d['’]installation|du\s+conseil\s+\w+(?:\s+d[eu]\s+[\w'’-]+){0,3}))*\s*(?:du|:|en\s+date\s+du|le)?|"
    r"(?:conseil\s+(?:municipal|communautaire|syndical|d['’]administration)|comit[ée]\s+syndical)\s+du|"
    r"\bDate\s+de\s+(?:la\s+)?(?:s[ée]ance|r[ée]union|d[ée]lib[ée]ration)\s*:?(?:\s*le)?)\s*$",
    re.I,
)
_REUNI = motif(r"(?:r[ée]unie?s?|assembl[ée]e?s?)\b[^.;]{0,150}\ble\s*$", re.I)
_AUTRE_SEANCE = motif(
    r"(?:proc[èe]s[- ]?verba(?:l|ux)|compte[s]?[- ]?rendus?|\bPV\b|approb\w+|approuv\w+"
    r"|d[ée]lib[ée]rations?(?:\s+n\S*)?|"
    r"\blors|proch\w+|pr[ée]c[ée]dent\w*|derni[èe]re?|depuis|ant[ée]rieur\w*|vu\s+la|s[ée]ance\s+s['’]?est)"
    r"[^.;\n]{0,60}(?:(?<=[a-zà-ÿ,])\n[^.;\n]{0,40})?$",
    re.I,
)
_MOTS_DE_TITRE = (
    r"(?:\s+(?:sommaire|d[ée]finitif|du|de|la|des|s[ée]ance|r[ée]union|registre|d[ée]lib[ée]rations?"
    r"|conseil|municipal|communautaire|publique|"
    r"ordinaire)|\s)*$"
)
_TITRE_PV = motif(
    rf"(?:(?:^|\n)\W*(?:proc[èe]s[- ]?verbal|compte[- ]?rendu|d[ée]lib[ée]rations?)"
    rf"|(?<!DU )(?<!DE )(?-i:PROC[ÈE]S[- ]VERBAL|COMPTE[- ]RENDU))"
    rf"{_MOTS_DE_TITRE}|\bextrait\s+du\s+registre[^.;]{{0,130}}$",
    re.I,
)
_CONVOCATION = motif(
    r"convo(?:qu[ée]e?s?|cations?)\b(?:(?!r[ée]uni|assembl|s[ée]ance|affich|session|publi)[^.;]){0,70}?"
    r"(?:\ble|\bdu|:|\ben\s+date|\bdate)?\s*$",
    re.I,
)
_AFFICHAGE = motif(
    r"(?:affich(?:age|[ée]e?s?)|publi(?:[ée]e?s?|cation)|mise?\s+en\s+ligne)\b[^.;\n]{0,40}$", re.I
)
_CONVOCATION_SANS_AN = motif(
    r"\bconvo(?:qu[ée]e?s?|cation)\b[^.;\d]{0,40}?\b(?:le|du|:)\s*"
    rf"(?:(?:{_JOUR})\s+)?(?P<q>\d{{1,2}})(?:er)?\s+(?P<m>{MOIS})\b(?!\s+(?:\d|deux))",
    re.I,
    debuts="con",
)


_DEBUT_DE_LIGNE = motif(r"(?:^|\n)\W*(?:[Ll][ea]\s*)?(?:,\s*)?$")
_LE_CONSEIL_REUNI = motif(
    r"[^.;\n]{0,50}\b(?:le\s+conseil|les\s+membres|l['’]assembl[ée]e"
    r"|le\s+comit[ée])\b[^.;]{0,230}\b(?:r[ée]uni|assembl[ée])",
    re.I,
)
_AUTRE_ROLE = motif(
    r"(?:re[çc]u|envoy[ée]|publi(?:[ée]|cation)|affich|convo|transm|pr[ée]fecture|d[ée]lib[ée]ration"
    r"|proc[èe]s|compte|arr[êe]t[ée]|loi|d[ée]cret|ordonnance|"
    r"code|vu|\bID\b|approuv|approb|commission|[ée]lu|depuis|jusqu|compter|partir|\bet\s+au|exercice"
    r"|budget|ann[ée]e)[^.;\n]{0,60}$",
    re.I,
)
"""What a date that stands alone in the heading must not follow to be taken for that of the meeting."""

_Candidate = tuple[Fact[dt.date], Fact[str] | None]


@dataclass(frozen=True, slots=True)
class DatesLues:
    """The dates of one act that have a role in its meeting."""

    seances: tuple[Fact[dt.date], ...]
    convocation: Fact[dt.date] | None
    affichage: Fact[dt.date] | None
    jour_semaine: Fact[str] | None


def find_dates(passage: Passage) -> tuple[FoundDate, ...]:
    """Return every complete date of the passage; its text is gone through once, whoever asks."""
    dates = _find_all(passage.texte)
    first = bisect_left(dates, passage.start, key=lambda found: found.start)
    last = bisect_left(dates, passage.end, key=lambda found: found.start)
    return tuple(found for found in dates[first:last] if found.end <= passage.end)


@lru_cache(maxsize=4)
def _find_all(texte: str) -> tuple[FoundDate, ...]:
    return tuple(iter_dates(texte))


def read_dates(entete: Passage, repli: dt.date | None = None) -> DatesLues:
    """Read the dates of the heading. `repli` completes a date printed without its year."""
    seances: list[_Candidate] = list(_read_an(entete))
    alone: _Candidate | None = None
    convocation: Fact[dt.date] | None = None
    affichage: Fact[dt.date] | None = None
    for found in find_dates(entete):
        start, end = found.start, found.end
        before = _drop_weekday(" ".join(entete.before(start, 170).split(" ")))
        fact = Fact(value=found.date, start=start, end=end)
        jour = _read_weekday(entete, start, found.jour_semaine)
        folded = before.lower()
        if "onvo" in folded and _CONVOCATION.search(before):
            convocation = convocation or fact
        elif _may_be_posting(folded) and _AFFICHAGE.search(before):
            affichage = affichage or fact
        elif _is_seance(before, folded) or _opens_the_meeting(entete, before, end):
            seances.append((fact, jour))
        elif alone is None and start < entete.start + 1500 and not _AUTRE_ROLE.search(before):
            alone = (replace(fact, certitude=Certitude.DEDUIT), jour)
    if not seances and alone is not None:
        seances = [alone]
    seances = _choose(sorted(seances, key=lambda item: item[0].start or 0))
    facts = tuple(fact for fact, _ in seances)
    reference = facts[0].value if facts else repli
    if convocation is None and reference is not None:
        convocation = _read_convocation_without_year(entete, reference)
    return DatesLues(facts, convocation, affichage, seances[0][1] if seances else None)


def _choose(seances: list[_Candidate]) -> list[_Candidate]:
    """Put first the date of the meeting. When the heading gives several, the one whose weekday is right is
    likelier, and none is sure any more."""
    if len({fact.value for fact, _ in seances}) < 2:
        return seances
    right = [item for item in seances if item[1] is not None and item[1].value == name_weekday(item[0].value)]
    first = right[0] if right else seances[0]
    doubtful = (replace(first[0], certitude=Certitude.DEDUIT), first[1])
    return [doubtful, *(item for item in seances if item is not first)]


def _may_be_posting(folded: str) -> bool:
    return "affich" in folded or "publi" in folded or "ligne" in folded


def _is_seance(before: str, folded: str) -> bool:
    """The words are looked for before the patterns: most dates of an act follow none of them."""
    may_be = any(word in folded for word in ("ance", "session", "union", "onseil", "omit", "elib", "élib"))
    if may_be and _SEANCE.search(before):
        return not _AUTRE_SEANCE.search(before) or bool(_TITRE_PV.search(_cut_at_seance(before)))
    if "uni" not in folded and "assembl" not in folded:
        return False
    return bool(_REUNI.search(before)) and not _AUTRE_SEANCE.search(before[-60:])


def _opens_the_meeting(entete: Passage, before: str, end: int) -> bool:
    """True for « Le mardi 17 novembre 2026 à 19 h, le conseil municipal s’est réuni »."""
    return bool(_DEBUT_DE_LIGNE.search(before)) and bool(_LE_CONSEIL_REUNI.match(entete.after(end, 320)))


def _cut_at_seance(before: str) -> str:
    match = _SEANCE.search(before)
    return before[: match.start()] if match else before


def _drop_weekday(before: str) -> str:
    return re.sub(rf"(?:\b(?:{_JOUR})\s*,?\s*)$", "", before, flags=re.I)


def _read_weekday(entete: Passage, start: int, known: str | None) -> Fact[str] | None:
    match = re.search(rf"\b({_JOUR})\s*,?\s*(?:le\s+)?$", entete.before(start, 16), re.I)
    if match:
        base = start - len(entete.before(start, 16))
        return Fact(value=match[1].lower(), start=base + match.start(1), end=base + match.end(1))
    return Fact(value=known.lower(), start=start, end=start + len(known)) if known else None


def _read_an(entete: Passage) -> list[_Candidate]:
    """Read « L’an deux mille vingt-six, le dix-sept novembre »."""
    seances: list[_Candidate] = []
    for match in entete.iter(_AN):
        year = match["an"] if match["an"].isdigit() else spelled_to_number(match["an"])
        day = match["quantieme"].lower().replace("er", "") if match["quantieme"][0].isdigit() else None
        number = int(day) if day else _spelled_day(match["quantieme"])
        if year is None or number is None:
            continue
        date = parse_date(f"{number} {match['mois'].lower()} {year}")
        if date is None:
            continue
        jour = match["jour"]
        seances.append(
            (
                Fact(value=date, start=match.start(), end=match.end()),
                Fact(value=jour.lower(), start=match.start("jour"), end=match.end("jour")) if jour else None,
            )
        )
    return seances


def _spelled_day(words: str) -> int | None:
    return 1 if words.lower() == "premier" else spelled_to_number(words)


def _read_convocation_without_year(entete: Passage, reference: dt.date) -> Fact[dt.date] | None:
    match = entete.search(_CONVOCATION_SANS_AN)
    if match is None:
        return None
    for year in (reference.year, reference.year - 1):
        date = parse_date(f"{match['q']} {match['m'].lower()} {year}")
        if date is not None and date <= reference:
            return Fact(value=date, start=match.start("q"), end=match.end("m"), certitude=Certitude.DEDUIT)
    return None
