"""An act on the commune's own paper: its header, footer, fonts and margins, our text, nothing else of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from tests.documents.papier.conftest import repack, replace_in, save
from tests.documents.test_docx_schema_order import FREE, SEQUENCES, W

from deliberia.documents import (
    libreoffice,
    load_papier,
    open_papier,
    projet_text,
    read_document,
    render_docx,
    render_projet,
)
from deliberia.errors import UsageError
from deliberia.model import Projet

needs_office = pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice n’est pas installé")


def open_word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_text(data: bytes) -> str:
    """Read the body alone, without the margins of the paper."""
    from deliberia.documents import Zone

    document = read_document(data, nom="acte.docx")
    body = [one for one in document.paragraphes if one.zone is Zone.CORPS]
    return document.texte[body[0].start : body[-1].end]


def test_header_picture_footer_font_and_margins_stay(letterhead: bytes, projet: Projet) -> None:
    made = open_word(render_docx(projet, papier=open_papier(letterhead)))
    section, source = made.sections[0], open_word(letterhead).sections[0]
    assert "Mairie de Val-Fleuri" in section.header.paragraphs[0].text
    assert section.footer.paragraphs[0].text == "1 place du Four, Val-Fleuri"
    assert [part for part in section.header.part.rels.values() if part.reltype.endswith("/image")]
    assert (section.left_margin, section.top_margin) == (source.left_margin, source.top_margin)
    assert made.styles["Normal"].font.name == "DejaVu Sans"


def test_the_text_of_the_act_is_the_same_with_and_without(letterhead: bytes, make_projet: Any) -> None:
    papier = open_papier(letterhead)
    for manquants in ((), ("montant",)):
        projet = make_projet(manquants=manquants)
        assert body_text(render_docx(projet, papier=papier)) == body_text(render_docx(projet))
        assert body_text(render_docx(projet, papier=papier)) in projet_text(projet)


def test_nothing_of_the_old_letter_leaves_with_the_act(letterhead: bytes, projet: Projet) -> None:
    parts = members(render_docx(projet, papier=open_papier(letterhead)))
    everything = b"".join(parts.values()).decode("utf-8", "replace")
    for secret in (
        "ancienne lettre",
        "à ne pas montrer",
        "Lettre au préfet",
        "Ancienne secrétaire",
        "Quelqu’un",
    ):
        assert secret not in everything
    assert not [name for name in parts if "comment" in name or "thumbnail" in name or "customXml" in name]


def test_the_same_act_gives_the_same_bytes(letterhead: bytes, projet: Projet) -> None:
    first = render_docx(projet, papier=open_papier(letterhead))
    assert first == render_docx(projet, papier=open_papier(letterhead))


def test_every_declared_part_exists_and_every_relation_leads_somewhere(
    letterhead: bytes, make_projet: Callable[..., Projet]
) -> None:
    for manquants in ((), ("montant",)):
        parts = members(render_docx(make_projet(manquants=manquants), papier=open_papier(letterhead)))
        for override in etree.fromstring(parts["[Content_Types].xml"]):
            name = override.get("PartName", "").lstrip("/")
            assert not name or name in parts
        rows = etree.fromstring(parts["word/_rels/document.xml.rels"])
        assert all(f"word/{row.get('Target')}" in parts for row in rows)
        ids = {row.get("Id") for row in rows}
        document = etree.fromstring(parts["word/document.xml"])
        office = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        assert {one.get(office) for one in document.iter() if one.get(office)} <= ids
        assert len(ids) == len(rows)


def test_every_style_of_the_act_is_in_the_file(letterhead: bytes, make_projet: Callable[..., Projet]) -> None:
    parts = members(render_docx(make_projet(manquants=("montant",)), papier=open_papier(letterhead)))
    styles = etree.fromstring(parts["word/styles.xml"])
    ids = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    assert len(ids) == len(list(styles.iter(f"{W}style")))
    document = etree.fromstring(parts["word/document.xml"])
    used = {
        one.get(f"{W}val") for name in ("pStyle", "rStyle", "tblStyle") for one in document.iter(W + name)
    }
    assert used <= ids
    links = {one.get(f"{W}val") for name in ("basedOn", "next", "link") for one in styles.iter(W + name)}
    assert links <= ids


def test_children_follow_the_sequence_of_the_standard(letterhead: bytes, projet: Projet) -> None:
    parts = members(render_docx(projet, papier=open_papier(letterhead)))
    for name in ("word/document.xml", "word/settings.xml"):
        for element in etree.fromstring(parts[name]).iter(f"{W}*"):
            local = etree.QName(element).localname
            if local in SEQUENCES and local not in FREE:
                order = SEQUENCES[local].split()
                known = [order.index(etree.QName(child).localname) for child in element]
                assert known == sorted(known), (name, local)


def test_headings_of_the_file_are_used_whatever_their_id(letterhead: bytes, projet: Projet) -> None:
    """The default template of python-docx calls them Heading1; a French Word, Titre1."""
    made = open_word(render_docx(projet, papier=open_papier(letterhead)))
    titles = [one for one in made.paragraphs if one.style.name == "Heading 1"]
    assert len(titles) == 1
    assert titles[0].style.style_id == "Heading1"
    assert projet.titre in titles[0].text


def test_a_caption_stays_with_its_table_whatever_the_style_of_the_paper(
    letterhead: bytes, projet: Projet
) -> None:
    made = open_word(render_docx(projet, papier=open_papier(letterhead)))
    (caption,) = [one for one in made.paragraphs if one.text == "Subventions de 2026"]
    assert caption.paragraph_format.keep_with_next


def test_a_bare_paper_receives_our_styles_on_its_own_normal(letterhead: bytes, projet: Projet) -> None:
    def strip(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts["word/styles.xml"])
        for style in list(root.iter(f"{W}style")):
            if style.get(f"{W}styleId") != "Normal":
                root.remove(style)
        parts["word/styles.xml"] = etree.tostring(root)

    made = open_word(render_docx(projet, papier=open_papier(repack(letterhead, strip))))
    visa = made.styles["Acte – visa"]
    assert visa.base_style.name == "Normal"
    assert visa.base_style.font.name == "DejaVu Sans"
    assert made.styles["Heading 1"].base_style.name == "Normal"


def test_a_style_of_the_commune_under_our_name_wins(word: Any, projet: Projet) -> None:
    own = word.styles.add_style("Acte – visa", 1)
    own.font.italic = True
    made = open_word(render_docx(projet, papier=open_papier(save(word))))
    visas = [one for one in made.paragraphs if one.style.name == "Acte – visa"]
    assert visas
    assert all(one.style.font.italic for one in visas)


def test_a_taken_id_does_not_hide_our_style(word: Any, projet: Projet) -> None:
    word.styles.add_style("Mon visa", 1).element.set(f"{W}styleId", "Visa")
    made = open_word(render_docx(projet, papier=open_papier(save(word))))
    assert {one.style.style_id for one in made.paragraphs if one.style.name == "Acte – visa"} == {
        "VisaDeliberia"
    }


def test_a_projet_bears_its_mark_on_every_page(letterhead: bytes, make_projet: Callable[..., Projet]) -> None:
    papier = open_papier(letterhead)
    made = open_word(render_docx(make_projet(manquants=("montant",)), papier=papier))
    assert made.paragraphs[0].text.startswith("PROJET")
    assert made.sections[0].header.paragraphs[0].text == "PROJET"
    final = open_word(render_docx(make_projet(), papier=papier))
    assert "PROJET" not in "".join(one.text for one in final.sections[0].header.paragraphs)


def test_a_paper_without_margins_receives_our_footer_and_says_so(projet: Projet) -> None:
    papier = open_papier(save(docx.Document()))
    made = open_word(render_docx(projet, papier=papier))
    assert "page" in made.sections[0].footer.paragraphs[0].text
    assert made.sections[0].footer.paragraphs[0].style.name == "Acte – pied de page"
    assert any("placez le logo" in remark for remark in papier.remarques)


def test_the_first_section_gives_the_letterhead(word: Any, projet: Projet) -> None:
    """The later ones inherit its header: emptied of the first, they would have none."""
    from docx.enum.section import WD_SECTION

    second = word.add_section(WD_SECTION.NEW_PAGE)
    assert second.header.is_linked_to_previous
    word.sections[0].different_first_page_header_footer = True
    word.sections[0].first_page_header.paragraphs[0].text = "Première page"
    made = open_word(render_docx(projet, papier=open_papier(save(word))))
    assert len(made.sections) == 1
    assert "Mairie de Val-Fleuri" in made.sections[0].header.paragraphs[0].text
    assert made.sections[0].first_page_header.paragraphs[0].text == "Première page"
    assert made.sections[0].different_first_page_header_footer


def test_tables_are_as_wide_as_the_page(letterhead: bytes, projet: Projet) -> None:
    made = open_word(render_docx(projet, papier=open_papier(letterhead)))
    section = made.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in made.tables:
        width = sum(column.width for column in table.columns)
        assert abs(width - room) < 5000


def test_the_language_is_french(word: Any, projet: Projet) -> None:
    parts = members(render_docx(projet, papier=open_papier(save(word))))
    styles = etree.fromstring(parts["word/styles.xml"])
    languages = [lang.get(f"{W}val") for lang in styles.iter(f"{W}lang") if lang.get(f"{W}val")]
    assert languages == ["fr-FR"]
    assert b'themeFontLang w:val="fr-FR"' in parts["word/settings.xml"]


def test_the_heading_is_left_out_on_demand(letterhead: bytes, projet: Projet, tmp_path: Path) -> None:
    path = tmp_path / "papier.docx"
    path.write_bytes(letterhead)
    full = body_text(render_docx(projet, papier=load_papier(path)))
    short = body_text(render_docx(projet, papier=load_papier(path, sans_entete=True)))
    assert full.endswith(short)
    left_out = full.removesuffix(short)
    assert "République française" in left_out
    assert "Extrait du registre" in short
    assert "Val-Fleuri" in load_papier(path).entete


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("template.main+xml", "modèle Word"),
        ("document.macroEnabled.main+xml", "macros"),
    ],
)
def test_templates_and_macros_become_ordinary_documents(
    letterhead: bytes, projet: Projet, kind: str, said: str
) -> None:
    def disguise(parts: dict[str, bytes]) -> None:
        new = (
            "application/vnd.ms-word.document.macroEnabled.main+xml"
            if "macro" in kind
            else f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}"
        )
        replace_in(
            "[Content_Types].xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            new,
        )(parts)
        parts["word/vbaProject.bin"] = b"Sub AutoOpen()"

    papier = open_papier(repack(letterhead, disguise))
    assert any(said in remark for remark in papier.remarques)
    data = render_docx(projet, papier=papier)
    assert not [name for name in members(data) if "vba" in name.lower()]
    assert b"wordprocessingml.document.main+xml" in members(data)["[Content_Types].xml"]


def test_a_file_is_read_again_when_it_changes(letterhead: bytes, word: Any, tmp_path: Path) -> None:
    path = tmp_path / "papier.docx"
    path.write_bytes(letterhead)
    first = load_papier(path)
    assert load_papier(path).final is first.final
    word.sections[0].header.add_paragraph("Deuxième ligne")
    path.write_bytes(save(word))
    assert "Deuxième ligne" in load_papier(path).entete


def test_a_letterhead_serves_word_and_pdf_alone(letterhead: bytes, projet: Projet) -> None:
    with pytest.raises(UsageError, match="papier à en-tête"):
        render_projet(projet, "txt", papier=open_papier(letterhead))


@needs_office
def test_the_pdf_bears_the_letterhead(letterhead: bytes, projet: Projet) -> None:
    data = render_projet(projet, "pdf", papier=open_papier(letterhead))
    assert "1 place du Four" in read_document(data, nom="acte.pdf").texte


@needs_office
def test_a_paper_saved_by_libreoffice_serves_too(letterhead: bytes, projet: Projet) -> None:
    program = libreoffice.find_soffice()
    assert program is not None
    saved = libreoffice.convert(
        {"papier.docx": letterhead},
        program=program,
        target="docx:MS Word 2007 XML",
        extension=".docx",
        hint="",
    )["papier.docx"]
    made = open_word(render_docx(projet, papier=open_papier(saved)))
    assert "Mairie de Val-Fleuri" in "".join(one.text for one in made.sections[0].header.paragraphs)
    assert [rel for rel in made.sections[0].header.part.rels.values() if rel.reltype.endswith("/image")]
