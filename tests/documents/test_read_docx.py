"""What the reader of DOCX sees, and where it says it stands."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from deliberia.documents import Document, RemarqueSorte, Zone, read_document
from deliberia.documents.readers.docx_numbering import format_number

MakeDocx = Callable[..., bytes]
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def sorts(document: Document) -> set[RemarqueSorte]:
    return {remarque.sorte for remarque in document.remarques}


WRAPPED = [
    ("direct", run("A"), "A"),
    ("insertion", f"<w:ins>{run('A')}</w:ins>", "A"),
    ("moved here", f"<w:moveTo>{run('A')}</w:moveTo>", "A"),
    ("hyperlink", f"<w:hyperlink>{run('A')}</w:hyperlink>", "A"),
    ("content control", f"<w:sdt><w:sdtPr/><w:sdtContent>{run('A')}</w:sdtContent></w:sdt>", "A"),
    ("smart tag", f"<w:smartTag>{run('A')}</w:smartTag>", "A"),
    ("simple field", f'<w:fldSimple w:instr=" PAGE ">{run("A")}</w:fldSimple>', "A"),
    (
        "complex field",
        f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('A')}",
        "A",
    ),
    ("deletion", f"{run('A')}<w:del><w:r><w:delText>B</w:delText></w:r></w:del>", "A"),
    ("moved away", f"{run('A')}<w:moveFrom>{run('B')}</w:moveFrom>", "A"),
    ("hidden", run("A") + run("B", "<w:rPr><w:vanish/></w:rPr>"), "A"),
    ("not hidden", run("A", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "A"),
    ("non-breaking hyphen", "<w:r><w:t>L.</w:t><w:noBreakHyphen/><w:t>29</w:t></w:r>", "L.\u201129"),
    ("tab and break", "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
    ("soft hyphen", "<w:r><w:t>déli</w:t><w:softHyphen/><w:t>béré</w:t></w:r>", "délibéré"),
    ("line end in the file", "<w:r><w:t>un\ndeux</w:t></w:r>", "un deux"),
    ("split run", run("L. 23") + run("11-7"), "L. 2311-7"),
]


@pytest.mark.parametrize(("xml", "expected"), [row[1:] for row in WRAPPED], ids=[row[0] for row in WRAPPED])
def test_the_page_is_read_as_one_sees_it(make_docx: MakeDocx, xml: str, expected: str) -> None:
    assert read_document(make_docx(f"<w:p>{xml}</w:p>")).texte == expected


def test_a_paragraph_in_a_block_control_is_read(make_docx: MakeDocx) -> None:
    body = f"<w:p>{run('A')}</w:p><w:sdt><w:sdtContent><w:p>{run('B')}</w:p></w:sdtContent></w:sdt>"
    assert read_document(make_docx(body)).texte == "A\nB"


def test_empty_paragraphs_make_one_blank_line(make_docx: MakeDocx) -> None:
    document = read_document(make_docx(f"<w:p/><w:p>{run('A')}</w:p><w:p/><w:p/><w:p>{run('B')}</w:p><w:p/>"))
    assert document.texte == "A\n\nB"
    assert [paragraphe.rang for paragraphe in document.paragraphes] == [1, 4]


STYLES = (
    "<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after='40'/></w:pPr></w:pPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='N'/>"
    "<w:style w:type='paragraph' w:styleId='T'><w:basedOn w:val='N'/>"
    "<w:pPr><w:spacing w:after='200'/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='S'><w:basedOn w:val='T'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='L'><w:basedOn w:val='T'/>"
    "<w:pPr><w:contextualSpacing/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='X'><w:basedOn w:val='X'/></w:style>"
)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("", "A\nB"),
        ("<w:pStyle w:val='T'/>", "A\n\nB"),
        ("<w:pStyle w:val='S'/>", "A\n\nB"),
        ("<w:pStyle w:val='S'/><w:spacing w:after='0'/>", "A\nB"),
        ("<w:pStyle w:val='L'/>", "A\nB"),
        ("<w:pStyle w:val='X'/>", "A\nB"),
        ("<w:pStyle w:val='unknown'/>", "A\nB"),
        ("<w:spacing w:after='240'/>", "A\n\nB"),
        ("<w:spacing w:afterAutospacing='1'/>", "A\n\nB"),
    ],
)
def test_a_space_on_the_page_makes_a_blank_line(make_docx: MakeDocx, properties: str, expected: str) -> None:
    body = f"<w:p><w:pPr>{properties}</w:pPr>{run('A')}</w:p><w:p>{run('B')}</w:p>"
    assert read_document(make_docx(body, styles=STYLES)).texte == expected


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def p(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def test_a_row_of_data_is_a_line(make_docx: MakeDocx) -> None:
    body = (
        f"{p('avant')}<w:tbl>{row(p('a'), '<w:p/>', p('c'))}{row(p('d'), p('e'), p('f'))}</w:tbl>{p('après')}"
    )
    assert read_document(make_docx(body)).texte == "avant\n\n| a |  | c |\n| d | e | f |\n\naprès"


def test_a_merged_cell_keeps_the_next_one_in_its_column(make_docx: MakeDocx) -> None:
    total = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Total")
    body = f"<w:tbl>{row(p('a'), p('b'), p('c'))}{row(total, p('9'))}</w:tbl>"
    assert read_document(make_docx(body)).texte == "| a | b | c |\n| Total |  | 9 |"


def test_a_page_laid_out_with_a_table_is_read_cell_after_cell(make_docx: MakeDocx) -> None:
    body = f"<w:tbl>{row(p('Service') + p('Courrier'), p('Vu le code') + p('décide'))}</w:tbl>"
    assert read_document(make_docx(body)).texte == "Service\nCourrier\n\nVu le code\ndécide"


def test_a_table_of_data_may_have_a_cell_of_two_paragraphs(make_docx: MakeDocx) -> None:
    body = f"<w:tbl>{row(p('a'), p('b'))}{row(p('c') + p('d'), p('e'))}{row(p('f'), p('g'))}</w:tbl>"
    assert read_document(make_docx(body)).texte == "| a | b |\n| c d | e |\n| f | g |"


def test_a_line_end_inside_a_cell_does_not_cut_the_row(make_docx: MakeDocx) -> None:
    cell = "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>"
    document = read_document(make_docx(f"<w:tbl>{row(cell, p('c'))}</w:tbl>"))
    assert document.texte == "| a b | c |"
    assert [p.is_cellule for p in document.paragraphes] == [True, True]


def test_a_frame_around_text_is_no_row(make_docx: MakeDocx) -> None:
    assert read_document(make_docx(f"<w:tbl>{row(p('a'))}{row(p('b'))}</w:tbl>")).texte == "a\n\nb"


def test_a_nested_table_is_read_once(make_docx: MakeDocx) -> None:
    inner = f"<w:tbl>{row(p('a'), p('b'))}</w:tbl><w:p/>"
    assert read_document(make_docx(f"<w:tbl>{row(inner, p('c'))}</w:tbl>")).texte == "| a | b |\n\nc"


def test_a_deleted_row_is_not_read(make_docx: MakeDocx) -> None:
    body = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('x')}</w:tc></w:tr>{row(p('y'))}</w:tbl>"
    document = read_document(make_docx(body))
    assert document.texte == "y"
    assert sorts(document) == {RemarqueSorte.REVISIONS}


def test_a_text_box_is_read_once_after_its_paragraph(make_docx: MakeDocx) -> None:
    box = f"<w:txbxContent>{p('cadre')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read_document(make_docx(f"<w:p>{run('A')}{drawing}{run('B')}</w:p>{p('C')}"))
    assert document.texte == "AB\n\ncadre\n\nC"
    assert [paragraphe.zone for paragraphe in document.paragraphes] == [Zone.CORPS, Zone.CADRE, Zone.CORPS]
    assert [paragraphe.rang for paragraphe in document.paragraphes] == [0, 1, 3]


def test_notes_follow_the_body_in_the_order_of_their_calls(make_docx: MakeDocx) -> None:
    body = (
        f"<w:p>{run('A')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        f"<w:p>{run('B')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    )
    notes = "".join(
        f"<w:footnote w:id='{i}'>{p(text)}</w:footnote>"
        for i, text in ((0, "séparateur"), (1, "un"), (2, "deux"))
    )
    document = read_document(make_docx(body, footnotes=notes))
    assert document.texte == "A\nB\n\ndeux\nun"
    assert document.paragraphes[-1].zone is Zone.NOTE


def test_headers_come_first_and_footers_last_each_once(make_docx: MakeDocx) -> None:
    references = (
        '<w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>'
    )
    body = (
        f"<w:p><w:pPr><w:sectPr>{references}</w:sectPr></w:pPr>{run('A')}</w:p>"
        f"<w:sectPr>{references}</w:sectPr>"
    )
    document = read_document(make_docx(body, header1=p("Haut"), header2=p("caché"), footer1=p("Bas")))
    assert document.texte == "Haut\n\nA\n\nBas"
    zones = [paragraphe.zone for paragraphe in document.paragraphes]
    assert zones == [Zone.EN_TETE, Zone.CORPS, Zone.PIED]


def test_a_first_page_header_is_read_when_the_section_shows_it(make_docx: MakeDocx) -> None:
    body = f'{p("A")}<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:titlePg/></w:sectPr>'
    assert read_document(make_docx(body, header1=p("Haut"))).texte == "Haut\n\nA"


def test_decomposed_accents_are_composed_and_places_still_count_in_the_file(make_docx: MakeDocx) -> None:
    runs = run("De\u0301libe") + run("\u0301ration no 4")
    document = read_document(make_docx(f"<w:p>{runs}</w:p>"))
    assert document.texte == "Délibération no 4"
    start = document.texte.index("libé")
    places = list(document.iter_places(start, start + 4))
    assert [(place.run, place.debut, place.fin) for place in places] == [(0, 3, 7), (1, 0, 1)]


def test_each_character_is_found_again_in_its_run(make_docx: MakeDocx) -> None:
    body = f"<w:p>{run('Vu l’article L. 23')}{run('11-7')}<w:r><w:tab/><w:t>fin</w:t></w:r></w:p>{p('suite')}"
    document = read_document(make_docx(body))
    start = document.texte.index("L. 2311-7")
    places = list(document.iter_places(start, start + 9))
    assert [(place.run, place.enfant, place.debut, place.fin) for place in places] == [
        (0, 0, 13, 18),
        (1, 0, 0, 4),
    ]
    start = document.texte.index("fin")
    (place,) = document.iter_places(start, start + 3)
    assert (place.partie, place.paragraphe, place.run, place.enfant) == ("word/document.xml", 0, 2, 1)
    found = document.find_paragraphe(document.texte.index("suite"))
    assert found is not None
    assert found.rang == 1
    assert document.find_paragraphe(document.texte.index("\n")) is None


def test_a_file_of_python_docx_is_read_whole() -> None:
    made = docx.Document()
    made.add_heading("Objet", 1)
    made.add_paragraph("Vu le code")
    made.sections[0].header.paragraphs[0].text = "Mairie"
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_document(buffer.getvalue(), nom="acte.docx")
    assert document.texte == "Mairie\n\nObjet\n\nVu le code"
    assert document.nom == "acte.docx"
    assert document.remarques == ()


def test_the_strict_edition_of_the_format_is_read(pack: Callable[..., bytes]) -> None:
    xml = f"<w:document xmlns:w='{STRICT}'><w:body>{p('A')}</w:body></w:document>"
    assert read_document(pack({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})).texte == "A"


def test_the_reader_says_what_it_leaves_aside(make_docx: MakeDocx) -> None:
    body = (
        f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>{run('A')}</w:p>"
        f"<w:p><w:ins>{run('B')}</w:ins>{run('C', '<w:rPr><w:vanish/></w:rPr>')}</w:p>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/attachedTemplate" Target="http://ailleurs.example/m.dotm"'
        ' TargetMode="External"/></Relationships>'
    )
    document = read_document(
        make_docx(
            body,
            comments="<w:comment/>",
            aFChunk="",
            numbering=NUMBERING,
            extra={"word/vbaProject.bin": "x", "word/_rels/settings.xml.rels": relations},
        )
    )
    assert sorts(document) == {
        RemarqueSorte.REVISIONS,
        RemarqueSorte.COMMENTAIRES,
        RemarqueSorte.DOCUMENT_INCLUS,
        RemarqueSorte.TEXTE_MASQUE,
        RemarqueSorte.NUMEROTATION,
        RemarqueSorte.MACROS,
        RemarqueSorte.LIENS_EXTERNES,
    }
    assert all(remarque.message.endswith(".") for remarque in document.remarques)


NUMBERING = (
    "<w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='Article %1 :'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2)'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='0'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
)


def numbered(text: str, level: int = 0, identifier: str = "1") -> str:
    properties = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{identifier}'/></w:numPr>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def test_numbers_that_word_computes_are_read(make_docx: MakeDocx) -> None:
    body = (
        numbered("a") + numbered("b") + numbered("c", 1) + numbered("d", 1) + numbered("e", 2) + numbered("f")
        + numbered("g", 1) + numbered("h", 0, "2") + numbered("i", 0, "2") + numbered("j", 0, "0")
    )  # fmt: skip
    assert read_document(make_docx(body, numbering=NUMBERING)).texte.split("\n") == [
        "Article 1 : a",
        "Article 2 : b",
        "2.a) c",
        "2.b) d",
        "e",
        "Article 3 : f",
        "3.a) g",
        "Article 5 : h",
        "Article 6 : i",
        "j",
    ]


def test_a_style_may_number_its_paragraphs(make_docx: MakeDocx) -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='A'>"
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/></w:style>"
    )
    none = "<w:numPr><w:numId w:val='0'/></w:numPr>"
    body = "".join(
        f"<w:p><w:pPr><w:pStyle w:val='{style}'/>{more}</w:pPr>{run('x')}</w:p>"
        for style, more in (("A", ""), ("B", none), ("B", ""))
    )
    document = read_document(make_docx(body, styles=styles, numbering=NUMBERING))
    assert document.texte == "Article 1 : x\nx\nArticle 2 : x"


def test_the_place_of_a_word_does_not_count_the_number_before_it(make_docx: MakeDocx) -> None:
    document = read_document(make_docx(numbered("Vu la loi"), numbering=NUMBERING))
    start = document.texte.index("loi")
    (place,) = document.iter_places(start, start + 3)
    assert (place.debut, place.fin) == (6, 9)
    assert list(document.iter_places(0, 7)) == []


@pytest.mark.parametrize(
    ("number", "sorte", "expected"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (14, "lowerRoman", "xiv"),
        (1999, "upperRoman", "MCMXCIX"),
        (1, "ordinal", "1er"),
        (2, "ordinal", "2e"),
        (7, "chicago", "7"),
        (0, "upperRoman", "0"),
    ],
)
def test_numbers_are_written_as_word_does(number: int, sorte: str, expected: str) -> None:
    assert format_number(number, sorte) == expected


def test_a_link_to_click_on_is_no_external_content(make_docx: MakeDocx) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/hyperlink" Target="http://ailleurs.example/" TargetMode="External"/>'
        "</Relationships>"
    )
    document = read_document(make_docx(p("A"), extra={"word/_rels/document.xml.rels": relations}))
    assert document.remarques == ()
