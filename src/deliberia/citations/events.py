"""What the local grammars report, before any context: names of codes, articles, texts, finished citations."""

from __future__ import annotations

import datetime as dt

from deliberia.citations.numbers import Number
from deliberia.model.citation import TargetKind


class Item:
    """A number (or a range, or several numbers that cannot be cut) of a list of articles."""

    __slots__ = ("end", "following", "last", "numbers", "start")

    def __init__(self, start: int, number: Number) -> None:
        self.start = start
        self.end = number.end
        self.numbers = [number]
        self.last: Number | None = None
        """End of a range."""
        self.following = False
        """« et suivants »."""


class Articles:
    """A list of articles: « articles L. 2121-29 et L. 2122-22 »."""

    __slots__ = ("alinea", "end", "item", "items", "lettered", "start", "worded")

    def __init__(self, start: int, items: list[Item], *, lettered: bool, worded: bool) -> None:
        self.start = start
        self.end = items[-1].end
        self.items = items
        self.lettered = lettered
        self.worded = worded
        """The word « article » opens the list."""
        self.alinea = ""
        self.item = ""


UNKNOWN = "?"
"""Short name of a code that the lists do not have: its articles are nobody's."""


class CodeName:
    """The name of a code, or a word that takes one up (« même code »: `short` is then empty)."""

    __slots__ = ("end", "general", "marked", "short", "start")

    def __init__(
        self, start: int, end: int, short: str, *, marked: bool = True, general: bool = False
    ) -> None:
        self.start = start
        self.end = end
        self.short = short
        self.general = general
        """« le même code général »: the last code that is called so."""
        self.marked = marked
        """False for « code » alone, without « même » nor « précité »: a code only beside an article."""


class Reference:
    """A numbered or dated text; one of several for « décrets n° … et n° … »."""

    __slots__ = ("date", "deconcentre", "nom", "num")

    def __init__(self, num: str = "", date: dt.date | None = None, nom: str = "") -> None:
        self.num = num
        self.date = date
        self.nom = nom
        self.deconcentre = False
        """An arrêté of a prefect or of a service of the State in a territory."""


class Text:
    """A law, decree, EU text, judgment or local act.

    `references` is empty for a word that takes a text up: « décret précité » (`back`), « la loi » (bare).
    """

    __slots__ = ("back", "end", "kind", "references", "start")

    def __init__(
        self, kind: TargetKind, start: int, end: int, references: list[Reference], *, back: bool = False
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.references = references
        self.back = back


Event = Articles | CodeName | Text
