"""Put the names back in what a model wrote, and tell every pseudonym that cannot be put back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass

from deliberia.masking.determiners import Articles
from deliberia.masking.elision import begins_by_vowel, find_full, full_base
from deliberia.masking.genders import read_civility
from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.repairs import Source, close_pair, join_variant, keep_label
from deliberia.masking.table import Replacement, Table
from deliberia.masking.tokens import BROKEN, DESIGNATED, OURS, Token, find_tokens

_LINK = re.compile(r"[ *_]{0,3}(?:,|;|et|ou|ni|/|&)[ *_]{0,3}\Z|[ ]{0,1}(?:,[ ])?(?:et|ou|ni)[ ]\Z|,[ ]\Z")
_CLOSED = re.compile(r"[\s.,;:!?)»\"*_\]]")
_APOSTROPHE = "\u2019"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """An answer with its names. A passage whose `unknown` is not empty must be held."""

    text: str
    unknown: tuple[str, ...]
    """Pseudonyms of the answer that stand for nothing, or that were altered, as the model wrote them."""
    missing: tuple[str, ...] = ()
    """Pseudonyms of the masked text that the answer does not use: often right, sometimes an omission."""

    @property
    def is_complete(self) -> bool:
        """True when every pseudonym was put back."""
        return not self.unknown


def restore(answer: str, table: Table, *, expected: Set[str] = frozenset(), source: str = "") -> Restored:
    """Put back the names that the table knows.

    Args:
        answer: what the model wrote: case, marks of Markdown, quotes, spaces around a number do not matter.
        table: the one that masked what the model read.
        expected: pseudonyms of the text sent, to tell those that are missing.
        source: the text before masking; what looks like a broken pseudonym there is the user's own word.
    """
    page = Page(answer)
    pieces: list[str] = []
    unknown: list[str] = []
    used: set[str] = set()
    articles = Articles(source)
    own = Source(source)
    read = 0
    last: tuple[int, Kind] | None = None
    tokens = find_tokens(page.flat)
    for token in tokens:
        token = join_variant(page.flat, token, table, own)
        row = _resolve(page, token, table, last)
        start, end = page.span(token.start, token.end)
        end = close_pair(page.text, start, end)
        if row is None:
            unknown.append(page.text[start:end])
            continue
        lead = page.text[read:start]
        settled = articles.settle(lead, row.surface) if row.kind is Kind.SOCIETE else None
        pieces += settled or (
            _elide(page, token, row, lead),
            keep_label(page, token, row, own),
            row.surface,
        )
        used.add(row.pseudonym)
        last = (token.end, row.kind)
        read = end
    pieces.append(page.text[read:])
    unknown += _find_broken(page, tokens, table, own)
    missing = tuple(sorted(expected - used, key=_number_of))
    return Restored(text="".join(pieces), unknown=tuple(unknown), missing=missing)


def _number_of(pseudonym: str) -> tuple[int, str]:
    return int("".join(char for char in pseudonym if char.isdigit()) or 0), pseudonym


def _resolve(page: Page, token: Token, table: Table, last: tuple[int, Kind] | None) -> Replacement | None:
    """Return what a token stands for; None when it is unknown, altered or perhaps cut."""
    row = table.get(token.number, token.variant)
    if row is None:
        return None
    if token.kind is not None and token.kind is not row.kind:
        return None
    told = read_civility(page.flat, token.start)
    if told and row.genre and told != row.genre:
        return None
    if token.kind is None and not (told and row.kind is Kind.PERSONNE):
        if last is None or last[1] is not row.kind or token.start - last[0] > 9:
            return None
        if not _LINK.match(page.flat[last[0] : token.start]):
            return None
    if token.end == len(page.flat) and not token.variant and _may_be_cut(token.number, table):
        return None
    return row


def _may_be_cut(number: int, table: Table) -> bool:
    """Tell whether the end of the answer may have cut a longer number: « X1 » for « X12 »."""
    return any(table.has_number(number * 10 + digit) for digit in range(10))


def _elide(page: Page, token: Token, row: Replacement, lead: str) -> str:
    """Write « d’ » for the « de » that ends `lead`, when the restored name asks for it."""
    full = find_full(page.flat, token.start)
    if full is None:
        return lead
    is_untold = row.apostrophe is None and row.kind is Kind.PERSONNE
    if not row.apostrophe and not (is_untold and begins_by_vowel(Page(row.surface).flat)):
        return lead
    base = full_base(token.start)
    first = page.offset(base + full.end("word") - 1)
    mark = page.span(base + full.start("mark"), token.start)[0] if full["mark"] else page.offset(token.start)
    start, _ = page.span(token.start, token.end)
    size = start - first
    if size > len(lead):
        return lead
    return lead[: len(lead) - size] + (row.apostrophe or _APOSTROPHE) + page.text[mark:start]


def _names(page: Page, found: re.Match[str], table: Table) -> bool:
    """Tell whether a label and a figure without its letter are meant for a pseudonym."""
    is_capital = page.plain[found.start()].isupper()
    if is_capital and found["label"] in OURS:
        return True
    if not table.has_number(int(re.sub(r"\D", "", found["n"]))):
        return False
    before = page.flat[max(0, found.start() - 10) : found.start()]
    return is_capital or (found["label"] in OURS and DESIGNATED.search(before) is not None)


def _find_broken(page: Page, tokens: list[Token], table: Table, own: Source) -> Iterator[str]:
    """Find a label whose number is cut or altered: « Personne X », « Personne 3 » with its capital."""
    ends = [token.end for token in tokens]
    for found in BROKEN.finditer(page.flat):
        place = bisect_right(ends, found.start())
        if (place < len(tokens) and tokens[place].start < found.end()) or own.has(found[0]):
            continue
        if found["n"] is not None and not _names(page, found, table):
            continue
        start, end = page.span(found.start(), found.end())
        yield page.text[start:end]
