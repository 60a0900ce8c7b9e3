"""Mask a text: everything personal in it gives way to a pseudonym of the dossier's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NewType

from deliberia.masking.answers import read_answers
from deliberia.masking.births import find_births, find_births_beside
from deliberia.masking.blocks import find_blocks
from deliberia.masking.companies import find_companies, strip_form
from deliberia.masking.elision import find_elided, find_full
from deliberia.masking.genders import read_civility
from deliberia.masking.kinds import Kind
from deliberia.masking.known import Index, load_index
from deliberia.masking.lexicon import CIVILITIES, load_words
from deliberia.masking.mail import find_addresses
from deliberia.masking.names import Name, is_same_given, read_name
from deliberia.masking.numbers import find_numbers
from deliberia.masking.organisations import find_organisations
from deliberia.masking.page import Page, has_hidden, has_humps
from deliberia.masking.parcels import find_parcels
from deliberia.masking.people import find_people
from deliberia.masking.phrases import Phrases, is_organisation, learn_companies, list_territories
from deliberia.masking.places import find_places
from deliberia.masking.reach import read_words
from deliberia.masking.spans import Span, settle
from deliberia.masking.strangers import find_mixed_words
from deliberia.masking.table import Replacement, Table
from deliberia.masking.tokens import find_tokens

if TYPE_CHECKING:
    from deliberia.masking.restoring import Restored
    from deliberia.masking.statistical import Recogniser
    from deliberia.model import Collectivite

MaskedText = NewType("MaskedText", str)
"""A text that may leave the machine. Only this room makes one."""

_SMALL_WORD = re.compile(r"(?<![A-Za-z0-9.@_-])[a-z]{2,}(?![A-Za-z0-9@_-]|\.[a-z])")
_CONTINUES = re.compile(r"[ \n]{0,3}[-'(]?[ \n]{0,3}(?P<word>[A-Z][A-Za-z]{0,40})|-")
_BEFORE = re.compile(r"(?<![A-Za-z])(?P<word>[A-Z][A-Za-z]{0,20})[ '-]\Z")
_YIELDING = frozenset(
    {Kind.PERSONNE, Kind.SOCIETE, Kind.ADRESSE, Kind.PARCELLE, Kind.MATRICULE, Kind.PLAQUE, Kind.NUMERO}
)
"""Kinds that give way to a reference of law: « décret Dubreuil », never a known name nor a bank account."""


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
        word = re.search(r"[a-z]+'\Z", page.flat[max(0, span.start - 10) : span.start])
        size = len(word[0]) if word else 2
        if size > 2 and page.plain[span.start - size : span.start - 1].isupper():
            before = "E "
    elif find_full(page.flat, span.start):
        apostrophe = ""
    key = span.key or re.sub(r"[^a-z0-9]", "", flat) or flat
    genre = span.genre
    if span.kind is Kind.PERSONNE:
        told = read_civility(page.flat, span.start)
        known = table.get_genre(span.kind, key) or genre
        if told and known and told != known:  # « M. Claire Vasseur »: written so, restored so
            key, genre = f"{told} {key}", told
    row = table.add(span.kind, key, surface, genre=genre, apostrophe=apostrophe)
    return row, before


def find_personal(
    page: Page,
    *,
    known: Sequence[str],
    collectivite: Collectivite | None,
    protected: Iterable[tuple[int, int]] = (),
    recogniser: Recogniser | None = None,
    tiers: Sequence[str] = (),
) -> list[Span]:
    """Find everything to mask in a page, in reading order, without overlap."""
    small = {found[0] for found in _SMALL_WORD.finditer(page.plain)}
    answers = read_answers(tuple(tiers))
    written = [*_list_names(known, collectivite), *answers.people]
    names = [name for one in written if not is_organisation(one) and (name := read_name(one)) is not None]
    guarded = sorted(protected)
    announced = [*find_people(page)]
    if recogniser is not None:
        announced += recogniser(page)
    announced = [span for span in announced if not _is_guarded(page, span, guarded)]
    commune = collectivite.nom if collectivite else ""
    index = load_index(tuple(names), commune)
    learned = Index(_learn(page, announced, names, small), commune=commune)
    named = [*_name_announced(page, announced, (index, learned))]
    done = [span for span, is_whole in named if is_whole]
    words = read_words(page.flat)
    certain = [*find_organisations(page, answers.organisations)]
    certain += [*index.find(page, words=words, done=done), *(span for span, _ in named)]
    certain += _find_certain(page, index, written)
    certain += learned.find(page, words=words, done=certain)
    certain += find_births_beside(page, certain)
    companies = [*find_companies(page)]
    guesses = [*find_numbers(page), *find_places(page), *find_parcels(page), *companies]
    guesses += learn_companies(page, companies, small).find(page)
    guesses += find_blocks(page, [*certain, *companies])
    certain += [
        span for span in guesses if span.kind not in _YIELDING or not _is_guarded(page, span, guarded)
    ]
    return settle(certain, page.flat)


def _find_certain(page: Page, index: Index, written: list[str]) -> Iterator[Span]:
    """Find what is masked whatever stands around: electronic addresses, births, organisations listed."""
    yield from find_addresses(page)
    yield from find_births(page)
    yield from _find_literals(page)
    yield from _find_organisations(page, written)
    yield from find_mixed_words(page)
    if has_hidden(page.text) or has_humps(page.text):
        apart = Page(page.text, apart=True)
        for span in index.find(apart):
            start, end = apart.span(span.start, span.end)
            first, last = page.place(start), page.place(end - 1) + 1
            if first < last:
                yield replace(span, start=first, end=last)


def _find_organisations(page: Page, written: list[str]) -> Iterator[Span]:
    """Find the organisations of the list of known names, wherever they stand."""
    phrases = Phrases()
    for one in written:
        if is_organisation(one):
            phrases.add(Page(strip_form(Page(one).plain)).flat, anywhere=True)
    yield from phrases.find(page)


def _list_names(known: Sequence[str], collectivite: Collectivite | None) -> Iterator[str]:
    yield from known
    if collectivite is not None:
        yield collectivite.maire
        yield from (elu.nom for elu in collectivite.elus)


def _is_guarded(page: Page, span: Span, guarded: list[tuple[int, int]]) -> bool:
    if not guarded:
        return False
    start, end = page.span(span.start, span.end)
    return any(first < end and start < last for first, last in guarded)


def _learn(page: Page, announced: list[Span], names: list[Name], small: set[str]) -> list[Name]:
    """Read the names that the text announces, to find them again where nothing announces them.

    A lone surname that the text also writes in small letters is a word: it is masked where announced only.
    """
    stops = load_words("arrets")
    learned: list[Name] = []
    read: set[str] = set()
    for span in announced:
        written = page.plain[span.start : span.end]
        if written in read:
            continue
        read.add(written)
        name = read_name(written, is_known=False)
        if name is None or any(word in stops for word in name.surname):
            continue
        if any(word in small or len(word) < 3 for word in name.surname):
            continue
        if not name.given and " ".join(name.surname) in list_territories(page.flat):
            continue
        learned.append(Name(name.given, name.surname, span.genre or name.genre, is_known=False))
    return _merge(learned, names)


def _merge(learned: list[Name], names: list[Name]) -> list[Name]:
    """Keep one name for « Mme Dubreuil » and « Rosalie Dubreuil », when only one person bears the surname."""
    by_surname: dict[tuple[str, ...], list[Name]] = {}
    for name in names:
        by_surname.setdefault(name.surname, []).append(name)
    kept: list[Name] = []
    for name in sorted(learned, key=lambda one: -len(one.given)):
        same = by_surname.setdefault(name.surname, [])
        if any(_is_same(name, other) for other in same):
            continue
        same.append(name)
        kept.append(name)
    return kept


def _is_same(name: Name, other: Name) -> bool:
    if not name.given:
        return True
    return all(any(is_same_given(word, mine) for mine in other.given) for word in name.given)


def _name_announced(
    page: Page, announced: list[Span], indexes: tuple[Index, Index]
) -> Iterator[tuple[Span, bool]]:
    """Give each announced name the key of the person it is, and tell whether nothing more is to be found.

    That is so when it names one person, known or not, and no other word of a name follows.
    """
    known, learned = indexes
    for span in announced:
        name = read_name(page.plain[span.start : span.end], is_known=False)
        if name is None:
            yield Span(span.start, span.end, span.kind, "", span.genre), False
            continue
        mine = known.find_key(name)
        key = mine or learned.find_key(name) or name.key
        is_whole = (mine is not None or bool(name.given)) and not (
            _goes_on(page, span.end, known) or _is_preceded(page, span.start)
        )
        yield Span(span.start, span.end, span.kind, key, span.genre), is_whole


def _goes_on(page: Page, place: int, known: Index) -> bool:
    """Tell whether a word follows that may be of the same name; on another line, one of a known name."""
    found = _CONTINUES.match(page.plain, place)
    if found is None:
        return False
    return "\n" not in found[0] or found["word"] is None or known.has_word(found["word"].lower())


def _is_preceded(page: Page, place: int) -> bool:
    """Tell whether a word with a capital stands right before that is no civility: « VAN DEN BERGHE »."""
    found = _BEFORE.search(page.plain[max(0, place - 24) : place])
    return found is not None and found["word"].lower() not in CIVILITIES


def _find_literals(page: Page) -> Iterator[Span]:
    """Find the user's own words that a restoration would take for a pseudonym."""
    for token in find_tokens(page.flat):
        yield Span(token.start, token.end, Kind.LITTERAL)
