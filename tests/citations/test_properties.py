"""What holds for any text."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from deliberia.citations import find_citations
from deliberia.model.citation import Citation, Resolution

VISIBLE = """article |articles |art. |L. |R*|2121-29|L. 2122-22| et |, | à | du | de la |code |1609 nonies C
Code général des collectivités territoriales|code de l’urbanisme|CGCT|du même code|loi |n° 82-213| 4°
décret n° 2012-1246|arrêté préfectoral|délibération n° 2020-12| en date du 03/03/2020|Vu |loi NOTRe|é|ﬁ|(|)
notamment ses articles |CE, 3 mars 2020, n° 12345|Constitution| ; |3|à l’article |–| et suivants
 du 2 mars 1982"""
INVISIBLE = ["\n", "\n\n", "-\n", "\u200b", "\ud800", "\x00", "\u202e", "\xad"]
PIECES = st.sampled_from([*VISIBLE.replace("\n", "|").split("|"), *INVISIBLE])
TEXTS = st.lists(PIECES, max_size=25).map("".join)
LINES = """Vu l’article L. 2121-29 du CGCT ;
Vu le code de l’urbanisme, notamment ses articles L. 151-1 à L. 153-60 ;
Vu la loi n° 82-213 du 2 mars 1982 ;
Vu la délibération n° 2020-12 du 3 mars 2020 ;
Vu l’arrêté préfectoral du 3 mars 2020 ;
Considérant l’intérêt de la commune ;
Article 1 : décide.
Vu l’article 28 du code des marchés publics ;
Vu le décret n° 2012-1246 du 7 novembre 2012, article 18 ;""".splitlines()
ACTE = st.lists(st.sampled_from(LINES), min_size=1, max_size=6).map(
    lambda lines: "Le conseil municipal,\n" + "\n".join(lines) + "\nAdopté.\n"
)


def meanings(text: str) -> list[object]:
    return [(c.start, c.end, c.targets, c.resolution) for c in find_citations(text)]


def explicit(citations: tuple[Citation, ...], shift: int = 0) -> list[object]:
    return [
        (c.start + shift, c.end + shift, c.targets) for c in citations if c.resolution is Resolution.EXPLICITE
    ]


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_offsets_slice_back_to_the_surface_and_never_overlap(text: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    end = 0
    for citation in find_citations(text):
        assert normal[citation.start : citation.end] == citation.surface != ""
        assert citation.start >= end
        assert citation.targets
        end = citation.end


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text: str) -> None:
    for citation in find_citations(text):
        citation.as_dict()


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_nfc_and_nfd_give_the_same_citations(text: str) -> None:
    assert find_citations(unicodedata.normalize("NFD", text)) == find_citations(text)


@given(TEXTS, st.sampled_from("\u2010\u2011\u2013"), st.sampled_from("\xa0\u202f\u2009"))
@settings(max_examples=300, deadline=None)
def test_typography_changes_nothing(text: str, hyphen: str, space: str) -> None:
    plain = text.replace("’", "'").replace("–", "-")
    assert meanings(plain) == meanings(text)
    assert meanings(plain.replace("'", "’")) == meanings(plain)
    assert meanings(plain.replace("-", hyphen)) == meanings(plain)
    assert meanings(plain.replace(" ", space)) == meanings(plain)


@given(ACTE, ACTE)
@settings(max_examples=200, deadline=None)
def test_two_acts_together_cite_what_each_cites(first: str, second: str) -> None:
    together = explicit(find_citations(first + second))
    assert together == explicit(find_citations(first)) + explicit(find_citations(second), len(first))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_keys_are_those_of_the_shapes(text: str) -> None:
    for citation in find_citations(text):
        for target in citation.targets:
            shape = target.as_dict()
            if shape["kind"] == "article" and shape["text"]:
                assert target.cle == f"{shape['text']}:{shape['num']}"
            if shape["kind"] == "loi" and shape["num"]:
                assert (target.cle or "").startswith(f"LOI:{shape['num']}")
