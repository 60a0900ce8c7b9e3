"""First phase: find the rare words that open a citation and hand each to the grammar of its family."""

from __future__ import annotations

import re
from collections.abc import Callable

from deliberia.citations import articles, codes, laws, local_acts
from deliberia.citations.cues import (
    ANCHOR,
    AND_SIGLE,
    BEFORE_ARTICLE,
    CUE,
    GLUED_BEFORE,
    NO_GLOSS,
    OF_A_COURT,
    OF_LAW,
)
from deliberia.citations.events import Articles, CodeName, Event, Text
from deliberia.citations.lexicon import code_sigles
from deliberia.citations.page import Page

Found = tuple[list[Event], int]


class Scanner:
    """Reads the events of one page, from left to right; every step moves forward.

    Grammars that most acts do not need are imported by the method that meets their cue.
    """

    def __init__(self, page: Page) -> None:
        self.flat = page.flat
        self.raw = page.raw
        self.events: list[Event] = []
        self.defined: dict[str, str] = {}
        """Sigles that the act gives to its codes."""

    def scan(self) -> list[Event]:
        """Find every event of the page."""
        flat, place = self.flat, 0
        while anchor := ANCHOR.search(flat, place):
            start = anchor.start()
            cue = CUE.match(flat, start)
            if cue is None or not self._opens_word(start):
                place = start + 1
                continue
            read = _READERS[cue.lastgroup or ""](self, start, cue.end())
            if read is None:
                place = start + 1
                continue
            events, end = read
            self.events += events
            place = max(end, cue.end())
        return self.events

    def _opens_word(self, start: int) -> bool:
        before = self.flat[start - 1 : start]
        return not before.isalnum() or GLUED_BEFORE.search(self.flat[max(0, start - 4) : start]) is not None

    def _text(self, text: Text | None) -> Found | None:
        return None if text is None else ([text], text.end)

    def article(self, start: int, end: int) -> Found | None:
        opening = articles.OPENING.match(self.flat, end)
        place = opening.end() if opening else end
        return self._articles(start, place, worded=True)

    def number(self, start: int, end: int) -> Found | None:
        return self._articles(start, start, worded=False)

    def _articles(self, start: int, place: int, *, worded: bool) -> Found | None:
        found = articles.read_articles(self.flat, self.raw, start, place, worded=worded)
        if found is None:
            return None
        self._read_before(found)
        sigle = codes.read_sigle_after(self.flat, self.raw, found.end, self.defined)
        if sigle is None:
            return [found], found.end
        return [found, sigle], sigle.end

    def _read_before(self, found: Articles) -> None:
        """Keep « le 4° de », « le premier alinéa de » that stands before the article."""
        window = max(0, found.start - 40)
        before = BEFORE_ARTICLE.search(self.flat[window : found.start])
        if before and before["alinea"]:
            found.alinea = before["alinea"]
        elif before:
            surface = self.raw[window + before.start("item") : window + before.end("item")]
            found.item = surface.replace(" ", "").rstrip(")")

    def code(self, start: int, end: int) -> Found | None:
        names, stop = codes.read_codes(self.flat, start, end)
        if names and names[-1].short:
            sigle = codes.read_definition(self.flat, stop)
            if sigle:
                self.defined[sigle] = names[-1].short
        return (list(names), stop) if names else None

    def book(self, start: int, end: int) -> Found | None:
        name = codes.read_book(self.flat, start, end)
        return ([name], name.end) if name else None

    def sigle(self, start: int, end: int) -> Found | None:
        """A sigle with other meanings is a code once the act has defined it, else only beside articles."""
        letters = re.sub(r"[^a-z0-9]", "", self.flat[start:end])
        known = letters in code_sigles()[1] or letters in self.defined
        if not known and not self.raw[start:end].isupper():
            return None
        name = codes.read_sigle(self.flat, start, end)
        if name is None:
            return None
        name.marked = known or self._is_named_as_code(start, end)
        return [name], name.end

    def _is_named_as_code(self, start: int, end: int) -> bool:
        """« Vu le CCP », « le CGCT et le CCP »: what stands before the sigle makes it a code."""
        if not NO_GLOSS.match(self.flat, end):
            return False
        if OF_LAW.search(self.flat, max(0, start - 24), start):
            return True
        previous = self.events[-1] if self.events else None
        if not isinstance(previous, CodeName) or not previous.marked or start - previous.end > 12:
            return False
        return AND_SIGLE.fullmatch(self.flat, previous.end, start) is not None

    def dotted(self, start: int, end: int) -> Found | None:
        name = codes.read_dotted_sigle(self.flat, start)
        return ([name], name.end) if name else None

    def law(self, start: int, end: int) -> Found | None:
        kind = laws.KINDS[self.flat[start : start + 3]]
        return self._text(laws.read_law(self.flat, self.raw, start, end, kind))

    def lawsigle(self, start: int, end: int) -> Found | None:
        return self._text(laws.read_law_sigle(self.flat, start, end))

    def arrete(self, start: int, end: int) -> Found | None:
        from deliberia.citations import orders

        return self._text(orders.read_arrete(self.flat, self.raw, start, end))

    def circular(self, start: int, end: int) -> Found | None:
        from deliberia.citations import orders

        return self._text(orders.read_circulaire(self.flat, self.raw, start, end))

    def directive(self, start: int, end: int) -> Found | None:
        from deliberia.citations import european

        return self._text(european.read_directive(self.flat, start, end))

    def reglement(self, start: int, end: int) -> Found | None:
        from deliberia.citations import european

        return self._text(european.read_reglement(self.flat, start, end))

    def rgpd(self, start: int, end: int) -> Found | None:
        from deliberia.citations import european

        return self._text(european.rgpd(start, end))

    def constitution(self, start: int, end: int) -> Found | None:
        from deliberia.citations import treaties

        return self._text(treaties.read_constitution(self.flat, self.raw, start, end))

    def treaty(self, start: int, end: int) -> Found | None:
        from deliberia.citations import treaties

        return self._text(treaties.read_treaty(self.flat, start))

    def tfue(self, start: int, end: int) -> Found | None:
        from deliberia.citations import treaties

        return self._text(treaties.read_treaty_sigle(self.flat, start, end))

    def court(self, start: int, end: int) -> Found | None:
        from deliberia.citations import caselaw

        return self._text(caselaw.read_judgment(self.flat, self.raw, start))

    def deliberation(self, start: int, end: int) -> Found | None:
        return self._text(local_acts.read_deliberation(self.flat, self.raw, start, end))

    def decision(self, start: int, end: int) -> Found | None:
        if OF_A_COURT.match(self.flat, end):
            from deliberia.citations import caselaw

            return self._text(caselaw.read_constitutional(self.flat, start, end))
        return self._text(local_acts.read_decision(self.flat, self.raw, start, end))

    def act(self, start: int, end: int) -> Found | None:
        return self._text(local_acts.read_numbered_act(self.flat, self.raw, start, end))


_READERS: dict[str, Callable[[Scanner, int, int], Found | None]] = {
    name: getattr(Scanner, name) for name in CUE.groupindex
}
