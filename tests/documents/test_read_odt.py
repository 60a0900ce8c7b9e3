"""ODT files: text, places, what is left aside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deliberia.documents import RemarqueSorte, Zone, read_document

Pack = Callable[[dict[str, str | bytes]], bytes]
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)


@pytest.fixture
def make_odt(pack: Pack) -> Callable[..., bytes]:
    def make(body: str, *, styles: str = "", **extra: str) -> bytes:
        return pack(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": (
                    f"<office:document-content {NAMESPACES}><office:body><office:text>{body}"
                    "</office:text></office:body></office:document-content>"
                ),
                "styles.xml": f"<office:document-styles {NAMESPACES}>{styles}</office:document-styles>",
                **extra,
            }
        )

    return make


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


PAGES = [
    ("spaces and tabs", p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'), "a   b\tc\nd"),
    ("cut by a span", p("<text:span>L. 23</text:span>11-7 du<text:a> code</text:a>"), "L. 2311-7 du code"),
    (
        "heading and list",
        f"<text:h>T</text:h><text:list><text:list-item>{p('a')}</text:list-item></text:list>",
        "T\n\na",
    ),
    ("comment", p("a<office:annotation><text:p>non</text:p></office:annotation>b"), "ab"),
    ("deletion", f"<text:tracked-changes>{p('non')}</text:tracked-changes>{p('a')}", "a"),
    ("empty", f"{p('a')}{p('')}{p('b')}", "a\n\nb"),
    (
        "table",
        "<table:table><table:table-header-rows><table:table-row>"
        f"<table:table-cell>{p('a')}</table:table-cell><table:table-cell>{p('b')}</table:table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row>"
        f'<table:table-cell table:number-columns-spanned="2">{p("c")}</table:table-cell>'
        f"<table:covered-table-cell/><table:table-cell>{p('d')}</table:table-cell></table:table-row></table:table>",
        "| a | b |\n| c |  | d |",
    ),
    (
        "note",
        p("a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p>"
          "</text:note-body></text:note>b") + p("c"),
        "ab\nc\n\nn",
    ),
    ("frame", p(f"a<draw:frame><draw:text-box>{p('cadre')}</draw:text-box></draw:frame>b"), "ab\n\ncadre"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_the_page_is_read_as_one_sees_it(make_odt: Callable[..., bytes], body: str, expected: str) -> None:
    assert read_document(make_odt(body), nom="acte.odt").texte == expected


def test_header_and_footer_stand_around_the_body(make_odt: Callable[..., bytes]) -> None:
    styles = f"<style:header>{p('Haut')}</style:header><style:footer>{p('Bas')}</style:footer>"
    document = read_document(make_odt(p("a"), styles=styles), nom="acte.odt")
    assert document.texte == "Haut\n\na\n\nBas"
    assert [q.zone for q in document.paragraphes] == [Zone.EN_TETE, Zone.CORPS, Zone.PIED]


def test_each_character_is_found_again_in_its_element(make_odt: Callable[..., bytes]) -> None:
    document = read_document(make_odt(p("Vu <text:span>L. 23</text:span>11-7")), nom="acte.odt")
    start = document.texte.index("L.")
    places = list(document.iter_places(start, start + 9))
    assert [(place.enfant, place.debut, place.fin) for place in places] == [(0, 0, 5), (1, 0, 4)]
    assert places[0].run == places[1].run
    assert places[0].partie == "content.xml"


def test_the_reader_says_what_it_leaves_aside(make_odt: Callable[..., bytes]) -> None:
    body = "<text:tracked-changes><text:changed-region/></text:tracked-changes>" + p("a<office:annotation/>")
    document = read_document(make_odt(body, **{"Basic/script.xml": "<a/>"}), nom="acte.odt")
    assert {remarque.sorte for remarque in document.remarques} == {
        RemarqueSorte.REVISIONS,
        RemarqueSorte.COMMENTAIRES,
        RemarqueSorte.MACROS,
    }


@pytest.mark.parametrize(
    ("margins", "expected"),
    [
        ("fo:margin-bottom='0.1cm'", "a\nb"),
        ("fo:margin-bottom='0.212cm'", "a\n\nb"),
        ("fo:margin-bottom='8pt'", "a\n\nb"),
        ("fo:margin-top='8pt'", "a\n\nb"),
        ("fo:margin='5mm'", "a\n\nb"),
        ("fo:margin-bottom='8pt' style:contextual-spacing='true'", "a\nb"),
        ("fo:margin-bottom='beaucoup'", "a\nb"),
    ],
)
def test_a_space_on_the_page_makes_a_blank_line(
    make_odt: Callable[..., bytes], margins: str, expected: str
) -> None:
    styles = (
        f"<style:style style:name='P' style:family='paragraph'><style:paragraph-properties {margins}/>"
        "</style:style><style:style style:name='Q' style:family='paragraph' style:parent-style-name='P'/>"
        "<style:style style:name='R' style:family='paragraph' style:parent-style-name='R'/>"
    )
    body = "<text:p text:style-name='Q'>a</text:p><text:p text:style-name='Q'>b</text:p>"
    assert read_document(make_odt(body, styles=styles), nom="acte.odt").texte == expected
