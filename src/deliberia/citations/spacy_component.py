"""The citations in a spaCy pipeline, in one line.

    nlp = spacy.blank("fr")
    nlp.add_pipe("deliberia_citations")
    doc = nlp("Vu l’article L. 2121-29 du CGCT")
    doc._.citations                        # the JSON shapes of the contract
    for span in doc.spans["deliberia_citations"]:
        span.label_, span.kb_id_, span._.citation

The label of a span is the sort of its first target, its `kb_id_` the reference key (empty if none).
"""

from __future__ import annotations

import unicodedata
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from deliberia.citations import find_citations

SPANS_KEY = "deliberia_citations"
_USER_KEY = "deliberia_citations"


def _original_offsets(text: str) -> list[int] | None:
    """Offset in `text` of each character of the NFC text; None when both are the same."""
    if unicodedata.is_normalized("NFC", text):
        return None
    offsets: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            offsets += [start] * len(unicodedata.normalize("NFC", text[start:end]))
            start = end
    offsets.append(len(text))
    return offsets


def _all_citations(doc: Doc) -> tuple[dict[str, Any], ...]:
    return tuple(doc.user_data.get(_USER_KEY, {}).get("citations", ()))


def _span_citation(span: Span) -> dict[str, Any] | None:
    stored = span.doc.user_data.get(_USER_KEY, {})
    rank = stored.get("places", {}).get(f"{span.start}-{span.end}")
    return None if rank is None else dict(stored["citations"][rank])


class CitationComponent:
    """Puts the citations of a document in `doc.spans` and behind `doc._.citations`, `span._.citation`."""

    def __init__(self, spans_key: str = SPANS_KEY) -> None:
        self.spans_key = spans_key
        Doc.set_extension("citations", getter=_all_citations, force=True)
        Span.set_extension("citation", getter=_span_citation, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document; a span is widened to whole tokens."""
        offsets = _original_offsets(doc.text)
        spans: list[Span] = []
        citations: list[dict[str, Any]] = []
        places: dict[str, int] = {}
        for citation in find_citations(doc.text):
            start, end = citation.start, citation.end
            if offsets is not None:
                start, end = offsets[start], offsets[end]
            target = citation.targets[0]
            span = doc.char_span(
                start, end, label=target.kind.value, kb_id=target.cle or "", alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
                places[f"{span.start}-{span.end}"] = len(citations)
                citations.append(citation.as_dict())
        doc.spans[self.spans_key] = spans
        # plain values: a Doc must survive to_bytes and a pipeline of several processes
        doc.user_data[_USER_KEY] = {"citations": citations, "places": places}
        return doc


@Language.factory("deliberia_citations", default_config={"spans_key": SPANS_KEY})
def create_component(nlp: Language, name: str, spans_key: str) -> CitationComponent:
    """Make the component for `nlp.add_pipe("deliberia_citations")`."""
    return CitationComponent(spans_key)
