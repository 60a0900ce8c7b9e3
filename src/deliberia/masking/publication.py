"""A copy for publication: personal data give way to « [nom masqué] ». Nothing is restored from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from deliberia.masking.finding import find_personal
from deliberia.masking.kinds import PUBLIC_WORDS, Kind
from deliberia.masking.known import Index
from deliberia.masking.names import read_name
from deliberia.masking.page import Page

if TYPE_CHECKING:
    from deliberia.masking.statistical import Recogniser
    from deliberia.model import Collectivite

PUBLICATION_KINDS = frozenset(PUBLIC_WORDS) - {Kind.SOCIETE, Kind.SIRET, Kind.SIREN, Kind.RNA}
"""Masked by default. A company's name and number are not those of a person."""


def mask_for_publication(
    text: str,
    *,
    kinds: Collection[Kind] = PUBLICATION_KINDS,
    public: Sequence[str] = (),
    known: Sequence[str] = (),
    collectivite: Collectivite | None = None,
    protected: Iterable[tuple[int, int]] = (),
    recogniser: Recogniser | None = None,
    tiers: Sequence[str] = (),
) -> str:
    """Return the text (NFC) with personal data masked for readers.

    Args:
        text: the full text.
        kinds: what is masked.
        public: names that stay: those of elected members, whose mandate is public.
        known: names that are masked wherever they stand.
        collectivite: its council is masked too, unless it is in `public`.
        protected: spans of references of law.
        recogniser: a statistical model, see `load_recogniser`.
        tiers: answers of a dossier that name somebody; the people among them are masked.
    """
    page = Page(text)
    kept = Index([name for written in public if (name := read_name(written)) is not None])
    stay = [(span.start, span.end) for span in kept.find(page)] if kept else []
    pieces: list[str] = []
    read = 0
    spans = find_personal(
        page,
        known=[*known, *public],
        collectivite=collectivite,
        protected=protected,
        recogniser=recogniser,
        tiers=tiers,
    )
    for span in spans:
        if span.kind not in kinds or span.kind not in PUBLIC_WORDS:
            continue
        if span.kind is Kind.PERSONNE and any(a <= span.start and span.end <= b for a, b in stay):
            continue
        start, end = page.span(span.start, span.end)
        pieces += (page.text[read:start], f"[{PUBLIC_WORDS[span.kind]}]")
        read = end
    pieces.append(page.text[read:])
    return "".join(pieces)
