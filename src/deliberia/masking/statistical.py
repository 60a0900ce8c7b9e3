"""A French statistical model of spaCy, when the user has installed one. Never needed, loaded on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Protocol

from deliberia.errors import MaskingError
from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import load_words
from deliberia.masking.page import Page
from deliberia.masking.person import is_facility
from deliberia.masking.spans import Span

MODELS = ("fr_core_news_lg", "fr_core_news_md", "fr_core_news_sm")
"""Best first."""
_PEOPLE = frozenset({"PER", "PERSON", "PERS"})
_LONGEST = 100_000
"""Characters read at once: the memory of a pipeline grows with them."""


class Recogniser(Protocol):
    def __call__(self, page: Page) -> Iterator[Span]: ...


class SpacyRecogniser:
    """The people that a pipeline finds. Its guesses give way to references of law like those of our rules."""

    def __init__(self, pipeline: Any) -> None:  # Any: a pipeline of spaCy, which has no types of its own here
        self._pipeline = pipeline

    def __call__(self, page: Page) -> Iterator[Span]:
        stops = load_words("arrets")
        for start, end in _cut(page.text):
            for found in self._pipeline(page.text[start:end]).ents:
                if found.label_ not in _PEOPLE:
                    continue
                span = _to_plain(page, start + found.start_char, start + found.end_char)
                words = page.flat[span.start : span.end].split()
                if not words or all(word in stops for word in words) or is_facility(page.flat, span.start):
                    continue
                if any(char.isupper() for char in page.plain[span.start : span.end]):
                    yield span


def _cut(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(len(text), start + _LONGEST)
        if end < len(text):
            end = max(text.rfind("\n", start, end), text.rfind(" ", start, end), start + 1)
        yield start, end
        start = end


def _to_plain(page: Page, start: int, end: int) -> Span:
    return Span(page.place(start), max(page.place(end - 1) + 1, page.place(start) + 1), Kind.PERSONNE)


def find_model() -> str:
    """Return the name of the best French model installed, or an empty text. Loads nothing."""
    from importlib.util import find_spec

    return next((name for name in MODELS if find_spec(name) is not None), "")


@cache
def load_recogniser(name: str = "") -> SpacyRecogniser:
    """Load a model, once per process.

    Args:
        name: a package installed by the user; the best one found when empty.

    Raises:
        MaskingError: no such model is installed.
    """
    chosen = name or find_model()
    if not chosen:
        raise MaskingError(
            "Aucun modèle statistique français n’est installé.",
            hint="Le masquage fonctionne sans lui ; sinon, installez par exemple fr_core_news_md.",
        )
    import spacy

    try:
        return SpacyRecogniser(
            spacy.load(chosen, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler", "morphologizer"])
        )
    except OSError as error:
        raise MaskingError(f"Le modèle « {chosen} » n’est pas installé.", hint="Vérifiez son nom.") from error
