"""Words that describe a text before its number or date: « délibération portant … du 3 mai 2020 »."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from deliberia.citations.dates import read_date
from deliberia.citations.events import Reference
from deliberia.citations.naming import N, read_dated

_OTHER_TEXT = (
    r"vu|lois?|decrets?|arretes?|ordonnances?|deliberations?|decisions?|articles?|codes?|circulaires?|"
    r"directives?|conventions?|marches?(?!\s+publics?\b)|considerant"
)
_VERB = r"prevoit|dispose|impose|permet|est|sont|ont|a\s(?:ete|pour|modifie|instaure)"
STOP = re.compile(rf"(?a)[;:]|\.\s|\n\s*\n|\b(?:{_OTHER_TEXT}|{_VERB})\b")
"""Where the title of a law ends."""

_TITLE = re.compile(
    r"(?a)\s{0,3}(?:organique|constitutionnelle|ministeriel|modifiee?|de\s|d'|des\s|du\s(?!\d)|portant|relati[fv]e?|visant|pour\s|"
    r"sur\s|en\s|fixant|instituant|tendant|confortant|concernant|instaurant|municipale|dite|no?uvelle|n\s?°)"
)
WINDOW = 170


def date_after_words(flat: str, end: int) -> tuple[dt.date, int] | None:
    """The date after the title of a law or decree: « loi relative à … du 2 mars 1982 »."""
    if not _TITLE.match(flat, end):
        return None
    window = flat[end : end + WINDOW]
    stop = STOP.search(window)
    limit = end + (stop.start() if stop else len(window))
    place = flat.find(" du ", end, limit)
    while place >= 0:
        dated = read_dated(flat, place)
        if dated:
            return dated
        place = flat.find(" du ", place + 1, limit)
    return None


_PAPERS = (
    r"avis|courriers?|lettres?|mails?|courriels?|contrats?|bail|baux|avenants?|protocole|reunions?|"
    r"elections?|scrutin|proces[\s-]verb[a-z]+|comptes?[\s-]rendus?|rapports?|demandes?(?!\s+d[e'])|devis|"
    r"jugements?|arrets?|acte|statuts\sdu"
)
"""What has a date and is no act of law."""
_EVENTS = (
    r"fetes?|festi[a-z]+|concerts?|vide[\s-]greniers?|brocantes?|courses?|marathon|trail|"
    r"manifestations?|spectacles?|soirees?|ceremonies?|bal|carnaval|salon|foires?|forum|"
    r"commemor[a-z]+|journees?|semaine|match|tournoi|repas|voeux|inauguration|voyage|stage|formation|"
    r"tempete|inondations?|orages?|seisme|crues?|accident|sinistre|incendie|exercice|periode|annee|saison|"
    r"cross|tour|visite|sortie|rentree"
)
"""What happens on a date."""
_BOUNDS = (
    r"lots?|parcelles?|cadastr[a-z]+|stationner|circuler|compter|partir|"
    r"depuis|jusqu[a-z]*|avant|apres|entre|publie[a-z]*|affiche[a-z]*|transmis[a-z]*|recue?s?|"
    r"notifie[a-z]*|modifi(?:e|ee|es|ees|ant)|abrog[a-z]+|remplac[a-z]+|vigueur|echeance|terme"
)
"""Words that give their own sense to the date after them."""
_ACT_STOP = re.compile(rf"(?a)[;:]|(?<!\bm)\.\s|\n\s*\n|\b(?:{_OTHER_TEXT}|{_VERB}|{_PAPERS}|{_BOUNDS})\b")
"""Where the description of an act ends: what follows has a date of its own."""
_OF_AN_EVENT = re.compile(rf"(?a)\b(?:{_EVENTS})\b[^,;]{{0,25}}$")

AUTHORITY = (
    r"(?:premier\s+)?minist(?:re|ere)s?|garde\s+des\s+sceaux|secretaires?\s+d'etat|recteur|rectrice|"
    r"(?:sous-)?prefete?|inspect[a-z]+|"
    r"direct(?:eur|rice)|autorite|agence\s+regionale"
)
_TITLE_OF = r"(?:(?:m\.|mme|monsieur|madame)\s)?(?:l[ea]\s)?"
_BODY = r"conseil|comite|bureau|maire|president[e]?|commission|assemblee|syndicat|communaute|commune|ville"
_ADJECTIVE = r"(?:inter-?)?[a-z]{3,18}(?:aire|el|elle|al|ale|aux|if|ive|ique|ieur|ieure|cadre)s?"
_OPENS = re.compile(
    rf"(?a)(?:\s+{_ADJECTIVE}){{0,3}}"
    rf"(?:\s+(?:du|de\sla|de\sl'|de|des)\s?{_TITLE_OF}(?:{_BODY})\b[^,;.:\d]{{0,50}}?)?,?"
    r"(?:(?<=[a-z])(?=\s+(?:en\s+date\s+d|du\s+\d|des\s+\d|n\s?°))|"
    rf"\s+(?:par\s+)?(?:(?:du|de\sla|de\sl'|des|par\s+l[ea])\s?{_TITLE_OF}(?:{AUTHORITY})\b|"
    r"portant|relati[fv]e?s?|concernant|[a-z]{2,12}ant\b|(?:d'|de\s)(?![a-z]{2,12}(?:er|ir)\b)|sur\s|pour\s|"
    r"adopt|pris|vote|approuv))"
)
"""What a description begins with: « préfectoral portant », « du maire fixant », « de principe »."""

_PLACE = re.compile(
    rf"(?a)[\s,](?P<number>(?={N}\s?[a-z]{{0,4}}\s?\d|nor\b|[a-z]{{4}}\d{{7}}[a-z]))|"
    r"[\s,](?:en\s+date\s+d(?:u|es|e)|d(?:u|es)|"
    r"(?P<taken>(?:adopte|pris|vote|approuve|signe|rendu)e?s?\b[^;:\d]{0,50}?\sle(?=\s+\d)))\s+(?=[a-z0-9])"
)
_PERIOD_AFTER = re.compile(r"(?a)[\s,]{1,3}(?:au\b|a\s|jusqu|inclus|de\s\d|a\spartir)")
_ACT_WINDOW = 220


def read_described(
    flat: str, end: int, read_number: Callable[[int], tuple[str, int] | None]
) -> tuple[Reference, int] | None:
    """Read the number and the date of an act after the words that describe it; None when unsure."""
    if not _OPENS.match(flat, end):
        return None
    window = flat[end : end + _ACT_WINDOW]
    stop = _ACT_STOP.search(window)
    limit = end + (stop.start() if stop else len(window))
    for found in _PLACE.finditer(flat, end, limit):
        if found["number"] is not None:
            numbered = read_number(found.end())
            dated = read_dated(flat, numbered[1]) if numbered else None
            if numbered and dated:
                return Reference(numbered[0], dated[0]), dated[1]
            continue
        if "date" not in found[0] and _OF_AN_EVENT.search(flat, max(end, found.start() - 40), found.start()):
            continue
        dated = read_date(flat, found.end())
        if dated:
            return None if _PERIOD_AFTER.match(flat, dated[1]) else (Reference("", dated[0]), dated[1])
    return None
