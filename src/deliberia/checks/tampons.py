"""The stamps of an act: when the State received it, when it was published."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.checks.lecture import find_date_after, iter_matches
from deliberia.model import Acte, Fact
from deliberia.reading.motifs import declare

_TRANSMIS = declare(
    r"\b(?:re[çc]ue?|t[ée]l[ée]transmise?|transmise?|transmission|d[ée]pos[ée]e?|d[ée]p[ôo]t|r[ée]ception"
    r"|accus[ée]\s+de\s+r[ée]ception)\s+(?:(?:par|en|[àa]|au|aupr[èe]s|de|du|la|le|l['’])\s*){0,4}"
    r"(?:sous[- ])?(?:pr[ée]fecture|pr[ée]fet|repr[ée]sentant\s+de\s+l['’][ÉEée]tat"
    r"|contr[ôo]le\s+de\s+(?:la\s+)?l[ée]galit[ée])(?:(?!publi|affich|notif|ex[ée]cut)[^.;\d]){0,30}?(?=\d)"
    r"|\bAR\s+(?:de\s+la\s+)?(?:sous[- ])?pr[ée]fecture\b[^.;]{0,60}?\bre[çc]ue?\s+le\s+(?=\d)"
    r"|\bt[ée]l[ée]transmise?\s+le\s+(?=\d)",
    re.I,
    debuts="acc ar dep rec tel tra",
)
_PUBLIE = declare(
    r"\b(?:publi[ée]e?|publication|affich[ée]e?|mise?\s+en\s+ligne)\s*(?:\s(?:le|du"
    r"|par\s+voie\s+[ée]lectronique"
    r"|sur\s+le\s+site(?:\s+internet)?|en\s+mairie|au)\s*){0,3}:?\s{0,3}(?=\d)",
    re.I,
    debuts="aff mis pub",
)
_AUTRE_ACTE = declare(
    r"\b(?:vu\b|consid[ée]rant|loi|d[ée]cret|ordonnance|arr[êe]t[ée]|convocation|convoqu|avis|journal"
    r"|budget|plan\s+local|PLU|compte\s+rendu|proc[èe]s|liste\b|enqu[êe]te)[^\n]{0,110}$",
    re.I,
)
_AVANT = 120


def find_transmission(acte: Acte) -> Fact[dt.date] | None:
    """Return the day of reception by the State; None when not printed, or when two stamps disagree."""
    return _find(acte, _TRANSMIS)


def find_publication(acte: Acte) -> Fact[dt.date] | None:
    """Return the day of publication printed on the act, under the same conditions."""
    return _find(acte, _PUBLIE)


def _find(acte: Acte, pattern: re.Pattern[str]) -> Fact[dt.date] | None:
    """A date before the meeting is that of another act, as are those told after « Vu » or « loi »."""
    seance = acte.date_seance
    if seance is None:
        return None
    found: dict[dt.date, Fact[dt.date]] = {}
    for match in iter_matches(acte, pattern):
        if _AUTRE_ACTE.search(acte.texte, max(acte.debut, match.start() - _AVANT), match.start()):
            continue
        fact = find_date_after(acte, match)
        if fact is not None and 0 <= (fact.value - seance.value).days < 366:
            found.setdefault(fact.value, fact)
    return next(iter(found.values())) if len(found) == 1 else None
