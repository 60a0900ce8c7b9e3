"""A logo in the body of the commune's paper: it stays above the act, the letter under it does not."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.shared import Cm
from lxml import etree
from tests.documents.papier.conftest import make_png, repack, replace_in, save
from tests.documents.papier.test_papier import body_text, members, needs_office, open_word

from deliberia.documents import open_papier, render_docx, render_projet
from deliberia.model import Projet

LETTER = "Monsieur le sous-préfet, j’ai l’honneur de vous adresser les pièces du dossier que vous demandez."


def add_picture(paragraph: Any) -> None:
    paragraph.add_run().add_picture(io.BytesIO(make_png()), width=Cm(2))


@pytest.fixture
def paper() -> Any:
    """Logo and address in a table at the top, then a letter and the picture of its signature."""
    document = docx.Document()
    table = document.add_table(1, 2)
    add_picture(table.cell(0, 0).paragraphs[0])
    table.cell(0, 1).text = "Mairie de Val-Fleuri"
    document.add_paragraph(LETTER)
    document.add_paragraph("La maire,")
    add_picture(document.add_paragraph("(signature)"))
    return document


def count_pictures(made: Any) -> int:
    return len([one for one in made.element.body.iter() if str(one.tag).endswith("}drawing")])


def test_the_logo_and_the_address_open_the_act_and_nothing_of_the_letter(paper: Any, projet: Projet) -> None:
    papier = open_papier(save(paper))
    data = render_docx(projet, papier=papier)
    made = open_word(data)
    assert count_pictures(made) == 1
    first = made.tables[0]
    assert first.cell(0, 1).text == "Mairie de Val-Fleuri"
    blip = next(one for one in first._element.iter() if str(one.tag).endswith("}blip"))
    identifier = next(value for key, value in blip.attrib.items() if str(key).endswith("}embed"))
    assert made.part.related_parts[identifier].blob == make_png()
    text = body_text(data)
    assert text.index("Mairie de Val-Fleuri") < text.index("République française")
    assert "sous-préfet" not in text
    assert "(signature)" not in text
    assert "Mairie de Val-Fleuri" in papier.entete


def test_what_is_kept_and_what_is_not_are_said(paper: Any) -> None:
    remarks = open_papier(save(paper)).remarques
    assert any("jusqu’au logo" in one for one in remarks)
    assert any("Des images du corps" in one for one in remarks)


def test_a_picture_lower_in_the_page_may_be_a_signature_and_is_left(projet: Projet) -> None:
    document = docx.Document()
    document.add_paragraph(LETTER)
    add_picture(document.add_paragraph())
    papier = open_papier(save(document))
    assert count_pictures(open_word(render_docx(projet, papier=papier))) == 0
    far = docx.Document()
    for _ in range(6):
        far.add_paragraph("")
    add_picture(far.add_paragraph())
    assert count_pictures(open_word(render_docx(projet, papier=open_papier(save(far))))) == 0


def test_a_paper_whose_header_shows_its_logo_takes_none_from_the_body(paper: Any, projet: Projet) -> None:
    add_picture(paper.sections[0].header.paragraphs[0])
    papier = open_papier(save(paper))
    assert count_pictures(open_word(render_docx(projet, papier=papier))) == 0
    assert any("Des images du corps" in one for one in papier.remarques)


def test_a_logo_without_a_description_receives_one(paper: Any, projet: Projet) -> None:
    made = open_word(render_docx(projet, papier=open_papier(save(paper))))
    names = [one.get("descr") for one in made.element.body.iter() if str(one.tag).endswith("}docPr")]
    assert names == ["Logo"]


def test_a_projet_bears_the_logo_above_its_mark(paper: Any, make_projet: Any) -> None:
    made = open_word(render_docx(make_projet(manquants=("montant",)), papier=open_papier(save(paper))))
    assert count_pictures(made) == 1
    assert made.paragraphs[0].text.startswith("PROJET")


def test_a_logo_that_is_elsewhere_is_neither_kept_nor_fetched(paper: Any, projet: Projet) -> None:
    def link(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(
            b'media/image1.png"', b'https://ailleurs.example/a.png" TargetMode="External"'
        )

    data = render_docx(projet, papier=open_papier(repack(save(paper), link)))
    assert b"ailleurs.example" not in b"".join(members(data).values())
    assert count_pictures(open_word(data)) == 0


def test_what_word_may_ignore_does_not_follow_without_its_permission(paper: Any, projet: Projet) -> None:
    space = "http://schemas.microsoft.com/office/word/2010/wordml"
    source = save(paper)
    root = members(source)["word/document.xml"].decode()
    compat = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    opening = root[root.index("<w:document") : root.index("<w:body>")]
    declared = opening.replace(
        "<w:document", f'<w:document xmlns:mc="{compat}" xmlns:w14="{space}" mc:Ignorable="w14"', 1
    )
    if "xmlns:w14" in opening:
        declared = opening
    change = replace_in("word/document.xml", opening, declared)
    marked = repack(
        repack(source, change), replace_in("word/document.xml", "<w:tr>", '<w:tr w14:paraId="1A">')
    )
    written = members(render_docx(projet, papier=open_papier(marked)))["word/document.xml"]
    assert b"paraId" not in written
    etree.fromstring(written)


@needs_office
def test_the_pdf_bears_the_logo_of_the_body(paper: Any, projet: Projet) -> None:
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(render_projet(projet, "pdf", papier=open_papier(save(paper))))
    try:
        assert [one for one in document[0].get_objects() if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    finally:
        document.close()
