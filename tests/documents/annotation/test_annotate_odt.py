"""Annotations in a copy of an ODT: `content.xml` alone changes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberia.documents import Commentaire, annotate_odt, read_document

Unpack = Callable[[bytes], dict[str, bytes]]
On = Callable[..., Commentaire]
Pack = Callable[[dict[str, str | bytes]], bytes]
DATE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)


@pytest.fixture(scope="session")
def make_odt(pack: Pack) -> Callable[..., bytes]:
    def make(body: str, **extra: str) -> bytes:
        return pack(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f"<office:document-content {NAMESPACES} xmlns:xlink='http://www.w3.org/1999/xlink'>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
                "styles.xml": f"<office:document-styles {NAMESPACES}/>",
                "Pictures/a.png": b"\x89PNG",
                **{name.replace("__", "/").replace("_xml", ".xml"): data for name, data in extra.items()},
            }
        )

    return make


def iter_marked(data: bytes, unpack: Unpack) -> Iterator[tuple[str, str]]:
    """Yield the name of each annotation with the words that it covers."""
    content = unpack(data)["content.xml"].decode()
    for name in re.findall(r'<office:annotation [^>]*office:name="([^"]*)">', content):
        after = content.partition(f'office:name="{name}">')[2].partition("</office:annotation>")[2]
        inside = after.partition(f'<office:annotation-end office:name="{name}"/>')[0]
        yield name, re.sub(r"<office:annotation .*?</office:annotation>|<[^>]+>", "", inside)


def annotate(data: bytes, *wanted: str, on: On) -> bytes:
    document = read_document(data, nom="a.odt")
    return annotate_odt(data, [on(document, words) for words in wanted], date=DATE)


BODIES = [
    ("inside a paragraph", "<text:p>Vu L. 2311-7 du code</text:p>", "L. 2311-7"),
    ("cut by a span", "<text:p>Vu <text:span>L. 23</text:span>11-7 du code</text:p>", "L. 2311-7"),
    ("in a heading", "<text:h>Objet : budget</text:h>", "budget"),
    ("whole paragraph", "<text:p>budget</text:p>", "budget"),
    ("after a tab", "<text:p>a<text:tab/>budget b</text:p>", "budget"),
    ("in a cell", "<table:table><table:table-row><table:table-cell><text:p>le budget</text:p>"
     "</table:table-cell></table:table-row></table:table>", "budget"),
    ("in a field", "<text:p>le <text:date>17 mai</text:date> ici</text:p>", "17 mai"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_the_comment_lies_on_the_exact_words(
    make_odt: Callable[..., bytes], unpack: Unpack, comment_on: On, body: str, words: str
) -> None:
    data = make_odt(body)
    out = annotate(data, words, on=comment_on)
    assert read_document(out, nom="a.odt").texte == read_document(data, nom="a.odt").texte
    assert list(iter_marked(out, unpack)) == [("deliberia1", words)]


def test_a_field_is_marked_around(make_odt: Callable[..., bytes], unpack: Unpack, comment_on: On) -> None:
    out = annotate(
        make_odt("<text:p>le <text:date>17 mai</text:date> ici même</text:p>"), "mai", "ici", on=comment_on
    )
    assert list(iter_marked(out, unpack)) == [("deliberia1", "17 mai"), ("deliberia2", "ici")]
    assert b"<text:date>17 mai</text:date>" in unpack(out)["content.xml"]


def test_only_the_content_changes_and_the_type_comes_first(
    make_odt: Callable[..., bytes], unpack: Unpack, comment_on: On
) -> None:
    data = make_odt("<text:p>Vu le code</text:p>")
    out = annotate(data, "code", on=comment_on)
    before, after = unpack(data), unpack(out)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"content.xml"}
    content = after["content.xml"].decode()
    assert "<dc:creator>Deliberia</dc:creator><dc:date>2026-11-22T09:30:00</dc:date>" in content
    assert "<meta:creator-initials>D</meta:creator-initials><text:p>Sur code</text:p>" in content
    assert annotate(data, "code", on=comment_on) == out


def test_existing_annotations_stay(make_odt: Callable[..., bytes], unpack: Unpack, comment_on: On) -> None:
    once = annotate(make_odt("<text:p>Vu le code</text:p>"), "code", on=comment_on)
    twice = annotate(once, "Vu", "code", on=comment_on)
    assert sorted(iter_marked(twice, unpack)) == [
        ("deliberia1", "code"),
        ("deliberia2", "Vu"),
        ("deliberia3", "code"),
    ]


def test_findings_outside_the_body_go_to_its_first_paragraph(
    make_odt: Callable[..., bytes], unpack: Unpack, comment_on: On
) -> None:
    frame = "<draw:frame><draw:text-box><text:p>cadre</text:p></draw:text-box></draw:frame>"
    out = annotate(make_odt(f"<text:p>Objet</text:p><text:p>corps{frame}</text:p>"), "cadre", on=comment_on)
    assert list(iter_marked(out, unpack)) == [("deliberia1", "Objet")]
    assert "Dans une zone de texte, « cadre »".encode() in unpack(out)["content.xml"]


def test_macros_signatures_and_outside_pictures_are_not_copied(
    make_odt: Callable[..., bytes], unpack: Unpack, comment_on: On
) -> None:
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(f'<m:file-entry m:full-path="{name}"/>' for name in ("content.xml", "Basic/a.xml"))
    picture = '<draw:frame><draw:image xlink:href="http://example.org/a.png"/></draw:frame> fin'
    inside = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    data = make_odt(
        f"<office:scripts/><text:p>Vu {picture}{inside}</text:p>",
        Basic__a_xml="<a/>",
        **{"META-INF/documentsignatures.xml": "<a/>"},
        **{"META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>'},
    )
    out = annotate(data, "Vu", on=comment_on)
    parts = unpack(out)
    assert not {"Basic/a.xml", "META-INF/documentsignatures.xml"} & parts.keys()
    assert b"Basic" not in parts["META-INF/manifest.xml"]
    content = parts["content.xml"]
    assert b"example.org" not in content
    assert b"office:scripts" not in content
    assert b"Pictures/a.png" in content
    assert read_document(out, nom="a.odt").texte == read_document(data, nom="a.odt").texte


@settings(max_examples=60, deadline=None)
@given(
    runs=st.lists(st.tuples(st.booleans(), st.text("abé1", min_size=1, max_size=6)), min_size=1, max_size=6),
    spans=st.lists(st.tuples(st.integers(0, 29), st.integers(1, 8)), min_size=1, max_size=6),
)
def test_any_spans_give_the_same_text_and_the_right_words(
    make_odt: Callable[..., bytes],
    unpack: Unpack,
    runs: list[tuple[bool, str]],
    spans: list[tuple[int, int]],
) -> None:
    body = "".join(f"<text:span>{text}</text:span>" if is_span else text for is_span, text in runs)
    data = make_odt(f"<text:p>x{body}</text:p>")
    texte = read_document(data, nom="a.odt").texte
    comments = [
        Commentaire(start=start % len(texte), end=min(start % len(texte) + length, len(texte)), lignes=("c",))
        for start, length in spans
    ]
    out = annotate_odt(data, comments, date=DATE)
    assert read_document(out, nom="a.odt").texte == texte
    marked = dict(iter_marked(out, unpack))
    for rank, comment in enumerate(comments, 1):
        assert marked[f"deliberia{rank}"] == texte[comment.start : comment.end]
