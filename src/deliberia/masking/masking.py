"""Mask a text: everything personal in it gives way to a pseudonym of the dossier's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NewType

from deliberia.masking.elision import find_elided, find_full
from deliberia.masking.finding import find_personal
from deliberia.masking.genders import read_civility
from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.masking.table import Replacement, Table

if TYPE_CHECKING:
    from deliberia.masking.restoring import Restored
    from deliberia.masking.statistical import Recogniser
    from deliberia.model import Collectivite

_ELIDED = re.compile(r"[a-z]+'\Z")
_NO_LETTER = re.compile(r"[^a-z0-9]+")

MaskedText = NewType("MaskedText", str)
"""A text that may leave the machine. Only this room makes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One replacement made: `[start, end)` of the source text, NFC."""

    kind: Kind
    surface: str
    pseudonym: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """Return what scripts read. Without the surface: no name goes where the masked text goes."""
        return {
            "sorte": self.kind.value,
            "pseudonyme": self.pseudonym,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A masked text and how to come back from it."""

    text: MaskedText
    source: str
    """The text given, NFC."""
    entries: tuple[Entry, ...]
    table: Table

    def restore(self, answer: str) -> Restored:
        """Put the names back in an answer. See `restore`."""
        from deliberia.masking.restoring import restore

        return restore(
            answer, self.table, expected={entry.pseudonym for entry in self.entries}, source=self.source
        )

    def as_dict(self) -> dict[str, Any]:
        counts: dict[str, int] = {}
        for entry in self.entries:
            counts[entry.kind.value] = counts.get(entry.kind.value, 0) + 1
        return {
            "texte": self.text,
            "longueur": len(self.source),
            "par_sorte": counts,
            "remplacements": [entry.as_dict() for entry in self.entries],
        }


def mask(
    text: str,
    *,
    known: Sequence[str] = (),
    collectivite: Collectivite | None = None,
    table: Table | None = None,
    protected: Iterable[tuple[int, int]] = (),
    recogniser: Recogniser | None = None,
    tiers: Sequence[str] = (),
) -> Masked:
    """Replace the personal data of a text by pseudonyms.

    Args:
        text: any text; offsets of the result are in its NFC form.
        known: names that must never leave, as written on a list: « Mme Claire Vasseur », « VASSEUR Claire ».
        collectivite: its council is known too; its own name stays readable after « commune de ».
        table: that of the dossier, completed in place; a new one when None.
        protected: spans of references of law, which a mere guess never covers.
        recogniser: a statistical model, see `load_recogniser`.
        tiers: answers of a dossier that name somebody, as typed: people, companies, associations.
    """
    page = Page(text)
    table = Table() if table is None else table
    spans = find_personal(
        page,
        known=known,
        collectivite=collectivite,
        protected=protected,
        recogniser=recogniser,
        tiers=tiers,
    )
    pieces: list[str] = []
    entries: list[Entry] = []
    read = 0
    for span in spans:
        start, end = page.span(span.start, span.end)
        start = max(start, read)
        if start >= end:
            continue
        row, before = _replace(page, span, (read, start, end), table)
        lead = page.text[read:start]
        if before is not None and lead:
            lead = lead[:-1] + before
        pieces += (lead, row.pseudonym)
        entries.append(
            Entry(kind=span.kind, surface=row.surface, pseudonym=row.pseudonym, start=start, end=end)
        )
        read = end
    pieces.append(page.text[read:])
    return Masked(text=MaskedText("".join(pieces)), source=page.text, entries=tuple(entries), table=table)


def _replace(
    page: Page, span: Span, bounds: tuple[int, int, int], table: Table
) -> tuple[Replacement, str | None]:
    """Return the row of a span, and what replaces the apostrophe before it when « d’ » becomes « de »."""
    read, start, end = bounds
    surface = page.text[start:end]
    flat = page.flat[span.start : span.end]
    apostrophe: str | None = None
    before: str | None = None
    place = page.offset(span.start - 1) if span.start else 0
    if span.genre.endswith("v"):
        pass  # its pseudonym is elided as the name is
    elif (
        span.start
        and page.flat[span.start - 1] == "'"
        and read < place == start - 1
        and find_elided(page.flat, span.start)
    ):
        apostrophe, before = page.text[place], "e "
        word = _ELIDED.search(page.flat[max(0, span.start - 10) : span.start])
        size = len(word[0]) if word else 2
        if size > 2 and page.plain[span.start - size : span.start - 1].isupper():
            before = "E "
    elif find_full(page.flat, span.start):
        apostrophe = ""
    key = span.key or _NO_LETTER.sub("", flat) or flat
    genre = span.genre
    if span.kind is Kind.PERSONNE:
        told = read_civility(page.flat, span.start)
        known = table.get_genre(span.kind, key) or genre
        if told and known and told != known:  # « M. Claire Vasseur »: written so, restored so
            key, genre = f"{told} {key}", told
    row = table.add(span.kind, key, surface, genre=genre, apostrophe=apostrophe)
    return row, before
