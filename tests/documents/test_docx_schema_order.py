"""Word refuses children in the wrong order, LibreOffice does not: the sequences of the standard, checked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from deliberia.documents import render_docx
from deliberia.model import Projet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd"
    " tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
    " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText"
    " vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"
    " hideMark",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top start left bottom end right insideH insideV",
    "tblCellMar": "top start left bottom end right",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
    " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "r": "rPr t tab br",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat"
    " locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "styles": "docDefaults latentStyles style",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop"
    " autoHyphenation consecutiveHyphenLimit hyphenationZone characterSpacingControl footnotePr endnotePr"
    " compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "font": "altName panose1 charset family notTrueType pitch sig",
}
FREE = {"trPr", "body", "tabs", "p", "fldSimple"}
"""Elements whose children come in any order, or whose order is that of the text."""


@pytest.fixture(params=[(), ("montant",)], ids=["complete", "projet"])
def parts(request: pytest.FixtureRequest, make_projet: Callable[..., Projet]) -> dict[str, bytes]:
    data = render_docx(make_projet(manquants=request.param))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_children_follow_the_sequence_of_the_standard(parts: dict[str, bytes]) -> None:
    checked = 0
    for part, xml in parts.items():
        if not part.startswith("word/") or part.endswith(".rels"):
            continue
        for element in etree.fromstring(xml).iter(etree.Element):
            name = etree.QName(element).localname
            names = [etree.QName(child).localname for child in element.iterchildren(etree.Element)]
            if name in FREE or not names or name not in SEQUENCES:
                continue
            sequence = SEQUENCES[name].split()
            assert set(names) <= set(sequence), (part, name)
            assert names == sorted(names, key=sequence.index), (part, name, names)
            checked += 1
    assert checked > 50


def test_paragraph_properties_come_first(parts: dict[str, bytes]) -> None:
    for paragraph in etree.fromstring(parts["word/document.xml"]).iter(f"{W}p"):
        assert [child.tag for child in paragraph].count(f"{W}pPr") == 1
        assert paragraph[0].tag == f"{W}pPr"


def test_a_cell_ends_with_a_paragraph_and_two_tables_never_touch(parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts["word/document.xml"])
    for cell in root.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for table in root.iter(f"{W}tbl"):
        follower = table.getnext()
        assert follower is not None
        assert follower.tag == f"{W}p"


def test_the_columns_of_a_table_fill_the_width_of_the_text(parts: dict[str, bytes]) -> None:
    for table in etree.fromstring(parts["word/document.xml"]).iter(f"{W}tbl"):
        widths = [int(column.get(f"{W}w", "0")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        for row in table.iterfind(f"{W}tr"):
            cells = [int(width.get(f"{W}w", "0")) for width in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")]
            assert cells == widths
        assert 9350 <= sum(widths) <= 9354


def test_every_relation_leads_to_a_member_whose_type_is_declared(parts: dict[str, bytes]) -> None:
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {f"/word/{relation.get('Target')}" for relation in relations}
    types = {override.get("PartName") for override in etree.fromstring(parts["[Content_Types].xml"])}
    members = {f"/{name}" for name in parts}
    assert targets <= members
    assert targets <= types
    assert {name for name in types if name} <= members
    document = parts["word/document.xml"]
    identifiers = {str(relation.get("Id")) for relation in relations}
    used = {
        str(value)
        for element in etree.fromstring(document).iter(f"{W}headerReference", f"{W}footerReference")
        for key, value in element.attrib.items()
        if str(key).endswith("}id")
    }
    assert used <= identifiers
