"""The DOCX that a mayor signs, read back by python-docx: paragraphs, styles, properties."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.shared import Cm
from lxml import etree

from deliberia.citations import find_citations
from deliberia.documents import read_document, render_docx, write_docx
from deliberia.errors import UsageError
from deliberia.model import Bloc, BlocSorte, Projet

MakeProjet = Callable[..., Projet]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def open_word(data: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(data))


def styled(document: WordDocument, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]


def test_each_kind_of_block_has_its_own_style(projet: Projet) -> None:
    document = open_word(render_docx(projet))

    assert styled(document, "Heading 1") == ["Objet\u00a0: Attribution de subventions"]
    assert styled(document, "Heading 2") == ["Le conseil municipal, après en avoir délibéré, décide\u00a0:"]
    assert styled(document, "Acte – visa") == ["Vu le code général des collectivités territoriales ;"]
    assert styled(document, "Acte – considérant") == ["Considérant que l’action sert les habitants ;"]
    assert styled(document, "Acte – article du dispositif") == [
        "Article 1er\u00a0: Les subventions suivantes sont attribuées.",
        "Article 2\u00a0: La dépense est imputée au compte 65748.",
    ]
    assert styled(document, "Acte – vote") == ["Adopté à l’unanimité."]


def test_the_number_of_an_article_is_typed_in_bold(projet: Projet) -> None:
    document = open_word(render_docx(projet))
    article = next(p for p in document.paragraphs if p.text.startswith("Article 1er"))

    assert article.runs[0].text == "Article 1er\u00a0: "
    assert article.runs[0].style.name == "Strong"
    assert article._p.pPr is not None
    assert article._p.pPr.numPr is None


def test_a_duration_is_not_cut_at_the_end_of_a_line(projet: Projet) -> None:
    lasting = Bloc(sorte=BlocSorte.EXPOSE, texte="Conclu pour 8 ans, il compte 12 moissonneuses.")
    document = open_word(render_docx(replace(projet, blocs=(lasting,))))
    assert "Conclu pour 8\u00a0ans, il compte 12 moissonneuses." in [p.text for p in document.paragraphs]


def test_every_style_that_is_used_is_defined(make_projet: MakeProjet) -> None:
    for data in (render_docx(make_projet()), render_docx(make_projet(manquants=("montant",)))):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = etree.fromstring(archive.read("word/styles.xml"))
            defined = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
            for name in archive.namelist():
                if not name.startswith("word/") or not name.endswith(".xml"):
                    continue
                root = etree.fromstring(archive.read(name))
                used = {
                    element.get(f"{W}val")
                    for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
                    for element in root.iter(f"{W}{tag}")
                }
                assert used <= defined, name


def test_core_properties_come_from_the_act(projet: Projet) -> None:
    properties = open_word(render_docx(projet)).core_properties

    assert properties.title == "Attribution de subventions"
    assert properties.author == "Commune de Val-Fleuri"
    assert properties.last_modified_by == "Commune de Val-Fleuri"
    assert properties.language == "fr-FR"
    assert properties.created is not None
    assert properties.created.date() == dt.date(2026, 11, 17)
    assert properties.content_status == "Final"


def test_the_page_is_a4_in_french_without_hyphenation(projet: Projet) -> None:
    data = render_docx(projet)
    section = open_word(data).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert abs(section.page_width - Cm(21)) < Cm(0.01)
    assert abs(section.page_height - Cm(29.7)) < Cm(0.01)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
        settings = etree.fromstring(archive.read("word/settings.xml"))
    lang = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang is not None
    assert lang.get(f"{W}val") == "fr-FR"
    theme = settings.find(f"{W}themeFontLang")
    assert theme is not None
    assert theme.get(f"{W}val") == "fr-FR"
    hyphenation = settings.find(f"{W}autoHyphenation")
    assert hyphenation is not None
    assert hyphenation.get(f"{W}val") == "0"


def test_the_footer_numbers_the_pages_of_the_act(projet: Projet) -> None:
    footer = open_word(render_docx(projet)).sections[0].footer
    assert footer.paragraphs[0].text.startswith("Délibération n°\u00a02026-42 – Commune de Val-Fleuri\t")
    fields = [field.get(f"{W}instr") for field in footer._element.iter(f"{W}fldSimple")]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_the_act_does_not_cite_itself_in_its_heading_or_its_footer(projet: Projet) -> None:
    text = read_document(render_docx(projet)).texte
    assert text.count("2026-42") == 2
    assert not [citation.surface for citation in find_citations(text) if "2026-42" in citation.surface]


def test_a_docx_keeps_ordinary_hyphens_so_that_a_number_is_found_and_read(projet: Projet) -> None:
    data = render_docx(projet)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    assert "2026-42" in body
    assert "noBreakHyphen" not in body
    assert "\u2011" not in body


def test_presence_is_a_table_with_a_repeated_heading_row(projet: Projet) -> None:
    presence = open_word(render_docx(projet)).tables[0]

    assert [[cell.text for cell in row.cells] for row in presence.rows] == [
        ["Membres du conseil", "Nombre", "Noms"],
        ["Membres en exercice", "11", ""],
        [
            "Présents",
            "4",
            "Mme\u00a0Claire Vasseur, M.\u00a0Paul Rimbert, Mme\u00a0Anne Lascombe, M.\u00a0Luc Brunel",
        ],
        ["Représentés", "1", "Mme\u00a0Irène Folleville à M.\u00a0Luc Brunel"],
        ["Absents", "2", "M.\u00a0Marc Dutilleul (excusé), M.\u00a0Éric Sorbier"],
        ["Votants", "5", ""],
    ]
    assert presence._tbl.tr_lst[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert presence._tbl.tr_lst[1].find(f"{W}trPr/{W}tblHeader") is None


def test_a_table_keeps_its_total_its_caption_and_its_right_aligned_amounts(projet: Projet) -> None:
    document = open_word(render_docx(projet))
    table = document.tables[1]

    assert [cell.text for cell in table.rows[-1].cells] == ["Total", "2 100,00 €"]
    assert styled(document, "Caption") == ["Subventions de 2026"]
    assert table.cell(1, 1).paragraphs[0].style.name == "Acte – cellule chiffrée"
    assert table.cell(1, 0).paragraphs[0].style.name == "Acte – cellule"
    caption = table._tbl.tblPr.find(f"{W}tblCaption")
    assert caption is not None
    assert caption.get(f"{W}val") == "Subventions de 2026"


def test_signatures_stand_side_by_side_and_are_never_alone_on_a_page(projet: Projet) -> None:
    document = open_word(render_docx(projet))
    signatures = document.tables[-1]

    assert [cell.text for cell in signatures.rows[0].cells] == [
        "La maire,\nMme\u00a0Claire Vasseur",
        "Le secrétaire de séance,\nM.\u00a0Paul Rimbert",
    ]
    assert signatures._tbl.tr_lst[0].find(f"{W}trPr/{W}cantSplit") is not None
    before = signatures._tbl.getprevious()
    assert before is not None
    assert before.find(f"{W}pPr/{W}keepNext") is not None


def test_a_complete_act_bears_no_mark_and_no_header(projet: Projet) -> None:
    data = render_docx(projet)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "header" in name]
        assert b"PROJET" not in archive.read("word/document.xml")


def test_an_incomplete_act_is_marked_projet_on_every_page_and_shows_what_is_missing(
    make_projet: MakeProjet,
) -> None:
    document = open_word(render_docx(make_projet(seance={"secretaire": ""}, manquants=("secretaire",))))

    assert styled(document, "Acte – marque de projet")[0].startswith("PROJET\n")
    assert document.sections[0].header.paragraphs[0].text == "PROJET"
    assert document.core_properties.content_status == "Projet"
    opening = next(p for p in document.paragraphs if "Secrétaire de séance" in p.text)
    marked = [run.text for run in opening.runs if run.style.name == "Acte – valeur manquante"]
    assert marked == ["[…]"]


def test_a_heading_without_its_date_is_a_projet_even_if_nobody_said_so(make_projet: MakeProjet) -> None:
    document = open_word(render_docx(make_projet(seance={"date": None})))
    assert document.sections[0].header.paragraphs[0].text == "PROJET"
    assert "Séance du […] à 19 h 00" in styled(document, "Acte – numéro et séance")


def test_an_ellipsis_in_a_quotation_does_not_make_a_complete_act_a_projet(
    make_projet: MakeProjet,
) -> None:
    projet = make_projet(titre="Motion « pour […] l’école »")
    assert not open_word(render_docx(projet)).sections[0].header.paragraphs[0].text


def test_the_same_act_gives_the_same_bytes(make_projet: MakeProjet) -> None:
    assert render_docx(make_projet()) == render_docx(make_projet())
    assert render_docx(make_projet()) != render_docx(make_projet(numero="2026-43"))


def test_the_archive_is_sound_and_bears_no_date_of_today(projet: Projet) -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(projet))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_mark_up_in_a_value_is_printed_and_not_obeyed(make_projet: MakeProjet) -> None:
    titre = 'Subvention « A & B <c> "d" »'
    document = open_word(render_docx(make_projet(titre=titre)))
    assert styled(document, "Heading 1") == [f"Objet\u00a0: {titre}"]
    assert document.core_properties.title == titre


def test_writing_gives_the_path_and_does_not_overwrite(projet: Projet, tmp_path: Path) -> None:
    path = write_docx(projet, tmp_path / "acte.docx")
    assert path.read_bytes() == render_docx(projet)
    with pytest.raises(UsageError, match="existe déjà"):
        write_docx(projet, path)
    write_docx(projet, path, force=True)
