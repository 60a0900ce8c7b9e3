"""Numbers before a street that are no house’s: a year, a road, a grave, a parcel, a budget line, a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.text.names import MONTHS
from deliberia.text.normal import fold

_YEAR_BEFORE = re.compile(
    rf"(?:{'|'.join(fold(month) for month in MONTHS)}|(?<![a-z])en|depuis|annee)[ \n]\Z"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\b")
_NUMBERED = re.compile(
    r"(?<![a-z])(?:(?:routes?|rte|departementales?|nationales?|communales?|voies?|chemins?|rura(?:l|ux)|"
    r"vicina(?:l|ux)|rd|rn|vc|cr|arrets?|places?|emplacements?|tombes?|cases?|cavurnes?|caveaux?|concessions?|"
    r"stands?|bornes?|points?|quais?|lignes?|operations?|articles?|chapitres?|comptes?|tranches?|phases?|"
    r"panneaux?)[ ](?:n°[ ]?|numeros?[ ])?|(?<=\d)[ ]?h(?:eures?)?[ ]?)\Z"
)
"""What the number before a street is that of: « route départementale n° 12, de la », « 11 h 45, rue »."""
_PLOT_BEFORE = re.compile(
    r"(?<![A-Za-z])(?<!(?i:bat)[ ])(?<!(?i:bat.|esc.|app.|apt.|hall|tour|bloc)[ ])(?<!(?i:porte)[ ])"
    r"(?<!(?i:entree)[ ])(?<!(?i:escalier|immeuble|batiment)[ ])[A-Z]{1,2}[ ]"
    r"(?:[nN]°s?[ ]?)?(?P<list>\d{1,4}p?(?:[ ]?,[ ]|[ ]et[ ]|[ ]a[ ])){0,8}\Z"
)
"""The letters of a cadastral section: « ZC n° 14 et 15, lieu-dit ». After a comma, « 4, rue » is a house."""
_FIGURES = re.compile(r"\d+")
_NO_HOUSE = ("lieu", "hameau")
_CEMETERY = re.compile(
    r"concessions?|tombes?\b|caveaux?\b|columbarium|cimetiere|cavurnes?|ossuaire|concede|\bcarre\b|defunt"
)
_HOME = re.compile(r"demeur|domicil|resid|habit|adresse")
_NEAR_HOME = 60
_NEAR_CEMETERY = 140
"""Characters before and after an alley where a cemetery makes its number that of a grave."""


def is_year(flat: str, found: re.Match[str]) -> bool:
    """Tell whether the number of a street is the year of a date."""
    place = found.start("n")
    return bool(_YEAR.match(flat, place) and _YEAR_BEFORE.search(flat, max(0, place - 12), place))


def is_plot(page: Page, found: re.Match[str]) -> bool:
    """Tell whether the number before a street is a parcel’s: « AB n° 33, rue du Lavoir »."""
    if "," not in page.flat[found.end("n") : found.start("v")]:
        return False
    plot = _PLOT_BEFORE.search(page.plain, max(0, found.start() - 40), found.start("n"))
    if plot is None:
        return False
    return found["v"].startswith(_NO_HOUSE) or not (plot["list"] or "").rstrip().endswith(",")


def is_other_number(page: Page, found: re.Match[str]) -> bool:
    """Tell whether the number before a street is a road’s, a grave’s, a budget line’s.

    A comma or « n° » parts it from the street then.
    """
    flat = page.flat
    start = found.start()
    between = flat[found.end("n") : found.start("v")]
    if found["of"] is None and "," not in between:
        return False
    if "," in between and "d" in between:
        return True  # « n° 12, de la place de l’Église au cimetière »: a road and its ends
    if _NUMBERED.search(flat, max(0, start - 30), found.start("n")):
        return True
    if not found["v"].startswith("all") or found["of"] is None:
        return False
    if _HOME.search(flat, max(0, start - _NEAR_HOME), start):
        return False
    return _CEMETERY.search(flat, max(0, start - _NEAR_CEMETERY), found.end() + _NEAR_CEMETERY) is not None


def list_plots(page: Page, found: re.Match[str]) -> Iterator[Span]:
    """Give the numbers of the parcels, whose section stands before."""
    for number in _FIGURES.finditer(page.flat, found.start("n"), found.end("n")):
        yield Span(number.start(), number.end(), Kind.PARCELLE)
