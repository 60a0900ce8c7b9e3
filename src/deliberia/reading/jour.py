"""The day of the meeting alone, for who asks nothing else of an act."""

from __future__ import annotations

import datetime as dt

from deliberia.model import Forme
from deliberia.reading.dates import read_dates
from deliberia.reading.decoupe import recognise_forme
from deliberia.reading.passage import Passage
from deliberia.reading.structure import find_body_start
from deliberia.text import normalize

ENTETE_MAX = 12_000
"""Characters of the longest heading."""
PREAMBULE_MIN = 4_000
"""Characters that minutes always give to their heading."""


def find_entete(passage: Passage, forme: Forme) -> Passage:
    """Return the heading of an act: what stands before its body."""
    body = find_body_start(passage)
    if forme is Forme.PROCES_VERBAL:
        body = max(body, min(passage.end, passage.start + PREAMBULE_MIN))
    return passage.narrow(end=min(body, passage.start + ENTETE_MAX))


def read_date_seance(text: str) -> dt.date | None:
    """Read the day of the meeting; None when the text does not give it."""
    texte = normalize(text)
    passage = Passage(texte, 0, len(texte))
    dates = read_dates(find_entete(passage, recognise_forme(passage)), None)
    return dates.seances[0].value if dates.seances else None
