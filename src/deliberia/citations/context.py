"""Second phase: give every article its text, and write the citations."""

from __future__ import annotations

from deliberia.citations import gaps
from deliberia.citations.events import UNKNOWN, Articles, CodeName, Event, Reference, Text
from deliberia.citations.inference import (
    continues,
    infer_code,
    infer_remedy,
    infer_staff,
    is_plain,
    takes_up_bare,
)
from deliberia.citations.owners import ARTICLED, Owner, is_adjacent, owner_before, owners_after
from deliberia.citations.page import Page
from deliberia.citations.targets import code_targets, text_articles, whole_text, with_details
from deliberia.model.citation import Citation, Resolution, Target, TargetKind


class Resolver:
    """Walks the events of one page once, remembering what was named."""

    def __init__(self, page: Page, events: list[Event]) -> None:
        self.page = page
        self.flat = page.flat
        self.events = events
        self.citations: list[Citation] = []
        self.owners = owners_after(events, page.flat)
        self.code = ""
        """The last code named."""
        self.last: Owner | None = None
        """The last code or text named."""
        self.codes: dict[str, int] = {}
        """Codes named so far, and where last."""
        self.texts: dict[TargetKind, Reference] = {}
        """The last text named of each kind."""
        self.granted: dict[int, tuple[str, Resolution]] = {}
        """Code given to a list, by its rank: the next list may continue it."""
        self.absorbed: set[int] = set()
        """Ranks of the texts that stand in the citation of their articles."""
        names = (event.short for event in events if isinstance(event, CodeName) and event.short)
        names = (short for short in names if short != UNKNOWN)
        self.named = tuple(dict.fromkeys(names))

    def resolve(self) -> list[Citation]:
        """Give the citations of the page, in the order of the text."""
        for rank, event in enumerate(self.events):
            if isinstance(event, Articles):
                self._articles(rank, event)
            elif isinstance(event, CodeName):
                self._code(event)
            else:
                self._text(rank, event)
        self.citations.sort(key=lambda citation: (citation.start, citation.end))
        return self.citations

    def _cite(self, start: int, end: int, targets: tuple[Target, ...], resolution: Resolution) -> None:
        start, end = self.page.span(start, end)
        surface = self.page.text[start:end]
        self.citations.append(
            Citation(start=start, end=end, surface=surface, targets=targets, resolution=resolution)
        )

    # Codes and texts by themselves

    def _taken_up(self, event: CodeName) -> str:
        """The code that « même code » or « même code général » takes up."""
        if event.general:
            general = [short for short in self.codes if short.startswith("CG")]
            return max(general, key=self.codes.__getitem__, default=self.code)
        return self.code

    def _code(self, event: CodeName) -> None:
        if event.short == UNKNOWN:  # what follows is no longer of the code named before it
            self.code, self.last = "", None
            self.codes.clear()
        if not event.marked:
            return
        resolution = Resolution.EXPLICITE if event.short else Resolution.REPRISE
        if event.short:
            self.code, self.last = event.short, event
            self.codes[event.short] = event.start
        else:
            self.code = self._taken_up(event)
        if self.code:
            target = Target(kind=TargetKind.CODE, text=self.code)
            self._cite(event.start, event.end, (target,), resolution)

    def _text(self, rank: int, event: Text) -> None:
        known = self.texts.get(event.kind)
        references, resolution = event.references, Resolution.EXPLICITE
        if references:
            self.texts[event.kind], self.last = references[0], event
            if known and self._is_gloss(event, known):
                return
        elif event.back and known:
            references, resolution = [known], Resolution.REPRISE
        if references and rank not in self.absorbed:
            targets = tuple(whole_text(event.kind, reference) for reference in references)
            self._cite(event.start, event.end, targets, resolution)

    def _is_gloss(self, event: Text, known: Reference) -> bool:
        """« (RGPD) » after the regulation named in full says nothing more."""
        reference = event.references[0]
        return bool(reference.nom) and reference.num == known.num and self.flat[event.start - 1] == "("

    def _ends_with(self, owner: Text) -> bool:
        """Say whether the last citation is that text alone."""
        span = self.page.span(owner.start, owner.end)
        return bool(self.citations) and (self.citations[-1].start, self.citations[-1].end) == span

    # Articles

    def _articles(self, rank: int, event: Articles) -> None:
        previous = self.events[rank - 1] if rank else None
        owner = self.owners.get(rank)
        known = owner is not None and (isinstance(owner, Text) or owner.short or self.code)
        if not known and previous is not None:
            owner = owner_before(event, previous, self.flat) or owner
        if isinstance(owner, Text):
            self._articles_of_text(rank, event, owner)
        elif isinstance(owner, CodeName) and (owner.short or self.code):
            if owner.short == UNKNOWN:
                return
            resolution = Resolution.EXPLICITE if owner.short else Resolution.REPRISE
            if owner.short and not owner.marked:  # a sigle that its articles make a code
                self.code, self.codes[owner.short] = owner.short, owner.start
            self._articles_of_code(rank, event, owner.short or self._taken_up(owner), resolution)
        elif event.lettered and not gaps.PRIVATE_OWNER.match(self.flat, event.end):
            self._lettered_alone(rank, event, previous)
        elif not event.lettered and self.last is not None and takes_up_bare(event, self.last, self.flat):
            self._bare_alone(rank, event, self.last)

    def _lettered_alone(self, rank: int, event: Articles, previous: Event | None) -> None:
        if rank - 1 in self.granted and continues(event, previous, self.flat):
            self._articles_of_code(rank, event, *self.granted[rank - 1])
            return
        recent = sorted(self.codes, key=self.codes.__getitem__, reverse=True)
        number = event.items[0].numbers[0]
        short, resolution = infer_remedy(event, self.flat), Resolution.DEDUITE
        sure = event.worded or bool(short)
        if not short:
            short, resolution = infer_code(number, recent, self.named)
        if not short:
            short, resolution = infer_staff(event, self.flat), Resolution.DEDUITE
        if short and (sure or is_plain(event, self.page.raw, resolution)):
            self._articles_of_code(rank, event, short, resolution)

    def _bare_alone(self, rank: int, event: Articles, last: Owner) -> None:
        if isinstance(last, CodeName):
            self._articles_of_code(rank, event, last.short, Resolution.REPRISE)
        elif last.kind in ARTICLED:
            self._cite(event.start, event.end, self._text_targets(event, last), Resolution.REPRISE)

    def _articles_of_code(self, rank: int, event: Articles, short: str, resolution: Resolution) -> None:
        self.granted[rank] = (short, resolution)
        for order, item in enumerate(event.items):
            targets = code_targets(item, short)
            if not targets:
                continue
            if not order and (event.alinea or event.item):
                targets = (with_details(targets[0], event), *targets[1:])
            self._cite(item.start, item.end, targets, resolution)

    def _text_targets(self, event: Articles, owner: Text) -> tuple[Target, ...]:
        """Targets of the articles of a text; none when « la loi » takes up nothing."""
        known = self.texts.get(owner.kind)
        references = owner.references or ([known] if known else [])
        return tuple(
            target for reference in references for target in text_articles(owner.kind, reference, event)
        )

    def _articles_of_text(self, rank: int, event: Articles, owner: Text) -> None:
        """Cite « article 9 de la loi … »: one citation, from the word « article » to the end of the name."""
        targets = self._text_targets(event, owner) if owner.kind in ARTICLED else ()
        if not targets:
            return
        resolution = Resolution.EXPLICITE if owner.references else Resolution.REPRISE
        start, end = event.start, event.end
        if self.events[rank + 1 : rank + 2] == [owner]:
            end = owner.end
            self.absorbed.add(rank + 1)
        elif self._ends_with(owner) and is_adjacent(owner, event, self.flat):
            self.citations.pop()
            start = owner.start
            end += "(" in self.flat[owner.end : event.start] and self.flat[end : end + 1] == ")"
        self._cite(start, end, targets, resolution)
