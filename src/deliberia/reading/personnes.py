"""Who presides and who keeps the minutes."""

from __future__ import annotations

import re

from deliberia.model import Certitude, Fact
from deliberia.reading.motifs import motif
from deliberia.reading.noms import CIVILITE, NOM, clean_name
from deliberia.reading.passage import Passage, read_group

_PRESIDENT = (
    motif(rf"(?i:\bpr[ée]sidence\s*(?:de|:))\s+(?P<nom>{NOM})", debuts="pre"),
    motif(
        rf"(?i:\bsous\s+la\s+pr[ée]sidence\s+de)\s+(?i:(?:son|sa|la|le)\s+(?:pr[ée]sidente?"
        rf"|maire),?\s+)?(?P<nom>{NOM}(?:\s*,?\s+(?:le\s+)?[Mm]aire,?\s+{NOM})?)",
        debuts="sou",
    ),
    motif(rf"(?i:\bpr[ée]sid[ée]e?\s+par)\s+(?P<nom>{NOM})", debuts="pre"),
    motif(rf"(?i:\bpr[ée]sident(?:e)?(?:\s+de\s+(?:la\s+)?s[ée]ance)?\s*:)\s*(?P<nom>{NOM})", debuts="pre"),
    motif(rf"(?P<nom>{NOM})(?i:,?\s+(?:maire|pr[ée]sidente?)?,?\s*(?:pr[ée]side|ouvre\s+la\s+s[ée]ance))"),
    motif(r"(?i:\bsous\s+la\s+pr[ée]sidence)(?P<nom>)", debuts="sou"),
    motif(
        r"(?i:\ble\s+(?:maire|pr[ée]sident)\s*,?\s*(?:pr[ée]side|d[ée]clare\s+la\s+s[ée]ance"
        r"|ouvre\s+la\s+s[ée]ance))(?P<nom>)",
        debuts="le",
    ),
)
_SECRETAIRE = (
    motif(
        rf"(?i:\bsecr[ée]taires?(?:\s+de\s+(?:la\s+)?s[ée]ance)?)(?:\s*\([^()]{{0,160}}\)\.?)?\s*(?i::|\s[-–]\s|\best\b"
        rf"|(?:a\s+[ée]t[ée]|est)\s+(?:[ée]lue?|nomm[ée]e?"
        rf"|d[ée]sign[ée]e?)(?:\s+par\s+le\s+conseil)?\s*:?)\s*(?P<nom>{NOM})",
        debuts="sec",
    ),
    motif(
        rf"(?P<nom>{NOM})\s*,?\s*(?i:(?:conseill[èe]re?\s+\w+\s*,?\s*)?(?:(?:ayant\s+|a\s+)?[ée]t[ée]"
        rf"|est|[ée]tant|fut|)\s*(?:[ée]lue?|nomm[ée]e?"
        rf"|d[ée]sign[ée]e?)\s*(?:[àa]\s+l['’]unanimit[ée]\s*)?,?\s*(?:comme|en\s+(?:qualit[ée]"
        rf"|tant)\s+(?:de|que))?\s*(?:la\s+|le\s+)?secr[ée]taire)"
    ),
    motif(
        rf"(?i:secr[ée]taire\b[^.:]{{0,160}}?[.:,]?\s+(?:[àa]\s+la\s+majorit[ée][^,]{{0,20}},\s*)?)(?P<nom>{NOM})\s*,?\s*(?i:(?:a\s+[ée]t[ée]\s+|est\s+)?(?:d[ée]sign[ée]e?|[ée]lue?|nomm[ée]e?))"
    ),
    motif(
        rf"(?P<nom>{NOM})(?i:[^.\n]{{0,60}}\b(?:remplit|remplir|assure|exerce"
        rf"|accepte)\b[^.\n]{{0,40}}\bsecr[ée]taire)"
    ),
    motif(
        rf"(?i:\b(?:nomme|d[ée]signe|[ée]lit|choisit)\s+)(?P<nom>{NOM})\s*,?\s*(?i:(?:comme|pour"
        rf"|en\s+(?:qualit[ée]|tant)\s+(?:de|que)|aux\s+fonctions\s+de)\s+(?:la\s+|le\s+)?secr[ée]taire)",
        debuts="cho des eli nom",
    ),
    motif(
        rf"(?i:\b(?:nomm|d[ée]sign|[ée]l)(?:e|it|ent|[ée]e?s?|ue?s?)\s+(?:(?:comme|pour"
        rf"|en\s+(?:qualit[ée]|tant)\s+(?:de|que)|aux\s+fonctions\s+de)\s+)?(?:la\s+|le\s+)?secr[ée]taire"
        rf"(?:\s+de\s+(?:la\s+)?s[ée]ance)?\s*,?)\s+(?P<nom>{CIVILITE}\s+{NOM})",
        debuts="des ele eli elu nom",
    ),
    motif(r"(?i:\bsecr[ée]taire\s+(?:de\s+(?:la\s+)?s[ée]ance)?)(?P<nom>)", debuts="sec"),
)
_PRESIDENCE = motif(r"\bpr[ée]sid|\bouvre\s+la\s+s[ée]ance", re.I, debuts="ouv pre")
_SECRETARIAT = motif(r"\bsecr[ée]taire", re.I, debuts="sec")

_SECRETAIRE_VIDE = motif(
    r"\bsecr[ée]taire(?:\s+de\s+(?:la\s+)?s[ée]ance)?\s*:\s*(?:$|\n\s*\n|\.{3,}|_{3,}|…)",
    re.I | re.M,
    debuts="sec",
)


def read_president(entete: Passage) -> Fact[str] | None:
    """Read who presides; an empty name when only the capacity is printed."""
    return _read_person(entete, _PRESIDENT, _PRESIDENCE)


def read_secretaire(entete: Passage) -> Fact[str] | None:
    """Read who is secretary; an empty name when one is mentioned without a name."""
    if entete.search(_SECRETAIRE_VIDE):
        return None
    return _read_person(entete, _SECRETAIRE, _SECRETARIAT)


def _read_person(
    entete: Passage, patterns: tuple[re.Pattern[str], ...], trigger: re.Pattern[str]
) -> Fact[str] | None:
    """Try the patterns, best first, around each place where the trigger stands."""
    zones = _find_zones(entete, trigger)
    for pattern in patterns:
        for zone in zones:
            for match in zone.iter(pattern):
                if not match["nom"]:
                    return Fact(value="", start=match.start(), end=match.end(), certitude=Certitude.DEDUIT)
                name = clean_name(match["nom"])
                if name is not None:
                    fact = read_group(match, "nom")
                    return Fact(value=name, start=fact.start, end=fact.end)
    return None


def _find_zones(entete: Passage, trigger: re.Pattern[str]) -> list[Passage]:
    """The surroundings of the first places where the trigger stands, never cut inside a word."""
    zones: list[Passage] = []
    for match in entete.iter(trigger):
        start, end = max(entete.start, match.start() - 190), match.end() + 210
        while start > entete.start and start < match.start() and entete.texte[start - 1].isalnum():
            start += 1
        zones.append(entete.narrow(start, end))
        if len(zones) == 6:
            break
    return zones
