"""The pipeline component: spans, extensions, any normal form, any number of processes."""

from __future__ import annotations

import unicodedata

import pytest

spacy = pytest.importorskip("spacy")

TEXT = "Vu la délibération n° 2020-12 du 3 août 2020, vu l’article L. 2121-29 du CGCT et la loi NOTRe"


@pytest.fixture(scope="module")
def nlp():  # type: ignore[no-untyped-def]  # spacy gives no type without its import
    pipeline = spacy.blank("fr")
    pipeline.add_pipe("deliberia_citations")
    return pipeline


def test_one_line_puts_the_citations_in_the_document(nlp) -> None:  # type: ignore[no-untyped-def]
    doc = nlp(TEXT)
    spans = doc.spans["deliberia_citations"]
    assert [(s.text, s.label_, s.kb_id_) for s in spans] == [
        ("délibération n° 2020-12 du 3 août 2020", "acte_local", ""),
        ("L. 2121-29", "article", "CGCT:L2121-29"),
        ("CGCT", "code", "CGCT"),
        ("loi NOTRe", "loi", "LOI:2015-991"),
    ]
    assert spans[1]._.citation["targets"] == [{"kind": "article", "text": "CGCT", "num": "L2121-29"}]
    assert len(doc._.citations) == 4


def test_a_decomposed_text_gives_the_same_spans(nlp) -> None:  # type: ignore[no-untyped-def]
    doc = nlp(unicodedata.normalize("NFD", TEXT))
    surfaces = [unicodedata.normalize("NFC", s.text) for s in doc.spans["deliberia_citations"]]
    assert surfaces == ["délibération n° 2020-12 du 3 août 2020", "L. 2121-29", "CGCT", "loi NOTRe"]


def test_a_document_keeps_its_citations_when_saved(nlp) -> None:  # type: ignore[no-untyped-def]
    copy = spacy.tokens.Doc(nlp.vocab).from_bytes(nlp(TEXT).to_bytes())
    assert len(copy._.citations) == 4


def test_a_span_that_is_no_citation_has_none(nlp) -> None:  # type: ignore[no-untyped-def]
    assert nlp(TEXT)[0:1]._.citation is None
    assert nlp("")._.citations == ()
