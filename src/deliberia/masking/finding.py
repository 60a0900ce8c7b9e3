"""Find everything personal in a page: what is certain first, then what yields to references of law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from deliberia.masking.answers import read_answers
from deliberia.masking.births import find_births, find_births_beside
from deliberia.masking.blocks import find_blocks
from deliberia.masking.companies import find_companies, strip_form
from deliberia.masking.hamlets import find_hamlets, find_plot_hamlets
from deliberia.masking.kinds import Kind
from deliberia.masking.known import Index, load_index
from deliberia.masking.learning import learn_names, name_announced
from deliberia.masking.lexicon import CIVILITIES
from deliberia.masking.mail import find_addresses
from deliberia.masking.names import read_name
from deliberia.masking.numbers import find_numbers
from deliberia.masking.organisations import find_organisations
from deliberia.masking.page import Page, has_hidden, has_humps
from deliberia.masking.parcels import find_parcels
from deliberia.masking.people import find_people
from deliberia.masking.phrases import Phrases, is_organisation, learn_companies
from deliberia.masking.places import find_places
from deliberia.masking.reach import read_words
from deliberia.masking.spans import Span, settle
from deliberia.masking.strangers import find_mixed_words
from deliberia.masking.tokens import find_tokens

if TYPE_CHECKING:
    from deliberia.masking.statistical import Recogniser
    from deliberia.model import Collectivite

_SMALL_WORD = re.compile(r"(?<![A-Za-z0-9.@_-])[a-z]{2,}(?![A-Za-z0-9@_-]|\.[a-z])")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
"""« Müller » is also written « Mueller »."""
_CIVILITY = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, CIVILITIES))})\.?\s*\Z")
_YIELDING = frozenset(
    {Kind.PERSONNE, Kind.SOCIETE, Kind.ADRESSE, Kind.PARCELLE, Kind.MATRICULE, Kind.PLAQUE, Kind.NUMERO}
)
"""Kinds that give way to a reference of law: « décret Dubreuil », never a known name nor a bank account."""


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
    commune = collectivite.nom if collectivite else ""
    itself = Page(commune).flat.strip()
    announced = [
        span
        for span in announced
        if not _is_guarded(page, span, guarded) and not _is_commune(page, span, itself)
    ]
    index = load_index(tuple(names), commune)
    learned = Index(learn_names(page, announced, names, small), commune=commune)
    named = [*name_announced(page, announced, (index, learned))]
    done = [span for span, is_whole in named if is_whole]
    words = read_words(page.flat)
    certain = [*find_organisations(page, answers.organisations)]
    certain += [*index.find(page, words=words, done=done), *(span for span, _ in named)]
    certain += _find_certain(page, index, written)
    certain += learned.find(page, words=words, done=certain)
    certain += find_births_beside(page, certain)
    companies = [*find_companies(page)]
    parcels = [*find_parcels(page)]
    guesses = [*find_numbers(page), *parcels, *find_places(page), *find_hamlets(page), *companies]
    guesses += find_plot_hamlets(page, parcels)
    guesses += learn_companies(page, companies, small).find(page)
    guesses += find_blocks(page, [*certain, *companies])
    certain += [
        span for span in guesses if span.kind not in _YIELDING or not _is_guarded(page, span, guarded)
    ]
    return settle(certain, page.flat)


def _is_commune(page: Page, span: Span, commune: str) -> bool:
    """Tell whether a list gives the commune itself; after a civility the word is somebody's name."""
    is_same = page.flat[span.start : span.end].strip() == commune
    return is_same and _CIVILITY.search(page.flat, max(0, span.start - 12), span.start) is None


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
                yield span._replace(start=first, end=last)


def _find_organisations(page: Page, written: list[str]) -> Iterator[Span]:
    """Find the organisations of the list of known names, wherever they stand."""
    phrases = Phrases()
    for one in written:
        if is_organisation(one):
            phrases.add(Page(strip_form(Page(one).plain)).flat, anywhere=True)
    yield from phrases.find(page)


def _list_names(known: Sequence[str], collectivite: Collectivite | None) -> Iterator[str]:
    names = [*known]
    if collectivite is not None:
        names += [collectivite.maire, *(elu.nom for elu in collectivite.elus)]
    yield from names
    yield from (name.translate(_UMLAUTS) for name in names if not _UMLAUTS.keys().isdisjoint(map(ord, name)))


def _is_guarded(page: Page, span: Span, guarded: list[tuple[int, int]]) -> bool:
    if not guarded:
        return False
    start, end = page.span(span.start, span.end)
    return any(first < end and start < last for first, last in guarded)


def _find_literals(page: Page) -> Iterator[Span]:
    """Find the user's own words that a restoration would take for a pseudonym."""
    for token in find_tokens(page.flat):
        yield Span(token.start, token.end, Kind.LITTERAL)
