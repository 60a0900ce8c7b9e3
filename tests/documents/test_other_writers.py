"""The act as text, Markdown and HTML."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from deliberia.documents import (
    FORMATS,
    export_projet,
    libreoffice,
    read_document,
    render_html,
    render_markdown,
    render_text,
)
from deliberia.errors import UsageError
from deliberia.model import Bloc, BlocSorte, Projet

MakeProjet = Callable[..., Projet]


def parse(page: str) -> etree._Element:
    return etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8"))


def test_text_leaves_a_blank_line_between_parts(projet: Projet) -> None:
    text = render_text(projet)
    assert text.startswith("République française\nDépartement")
    assert "\n\nObjet\u00a0: Attribution de subventions\n\n" in text
    assert text.endswith("M.\u00a0Paul Rimbert\n")
    assert "\n\n\n" not in text


def test_markdown_has_one_title_and_its_tables(projet: Projet) -> None:
    text = render_markdown(projet)
    assert [line for line in text.split("\n") if line.startswith("# ")] == [
        "# Objet\u00a0: Attribution de subventions"
    ]
    assert "| Bénéficiaire | Montant |\n| :-- | --: |\n" in text
    assert "| **Total** | **2 100,00 €** |" in text
    assert "**Article 2\u00a0:** La dépense" in text


def test_markdown_takes_no_text_for_mark_up(make_projet: MakeProjet) -> None:
    text = render_markdown(make_projet(blocs=(Bloc(sorte=BlocSorte.VISA, texte="# *a* [b](c) <d> | 1"),)))
    assert "\\# \\*a\\* \\[b\\](c) \\<d\\> \\| 1" in text
    numbered = render_markdown(make_projet(blocs=(Bloc(sorte=BlocSorte.VISA, texte="1. a"),)))
    assert "\n1\\. a\n" in numbered


def test_html_is_one_french_page_with_landmarks_and_one_title(projet: Projet) -> None:
    page = parse(render_html(projet))
    assert page.get("lang") == "fr"
    assert len(page.findall(".//h1")) == 1
    for landmark in ("header", "main", "footer"):
        assert len(page.findall(f".//{landmark}")) == 1
    assert page.findtext(".//title") == "Attribution de subventions – Commune de Val-Fleuri"
    assert not page.findall(".//link")
    assert not page.findall(".//script")


def test_html_tables_have_captions_and_scoped_headings(projet: Projet) -> None:
    for table in parse(render_html(projet)).iter("table"):
        assert table.findtext("caption")
        headings = list(table.iter("th"))
        assert headings
        assert all(heading.get("scope") in {"col", "row"} for heading in headings)


def test_html_escapes_the_text_and_marks_what_is_missing(make_projet: MakeProjet) -> None:
    page = render_html(make_projet(titre="a <b> & […]", manquants=("titre",)))
    assert "a &lt;b&gt; &amp; <mark>[…]</mark>" in page
    assert "<title>PROJET – a &lt;b&gt; &amp; […]" in page
    assert "<mark>" not in render_html(make_projet(titre="a […]"))


@pytest.mark.parametrize("shape", FORMATS)
def test_each_format_is_written_and_its_text_holds_the_act(
    projet: Projet, tmp_path: Path, shape: str
) -> None:
    if shape == "pdf" and libreoffice.find_soffice() is None:
        pytest.skip("LibreOffice n’est pas installé")
    path = export_projet(projet, tmp_path / f"acte.{shape}", shape)
    if shape == "json":
        assert json.loads(path.read_text(encoding="utf-8"))["titre"] == projet.titre
    else:
        assert "Les Amis du four banal" in read_document(path).texte


def test_an_unknown_format_is_refused_with_the_known_ones(projet: Projet, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="docx, pdf, html, md, txt, json"):
        export_projet(projet, tmp_path / "acte.wpd", "wpd")
    assert not list(tmp_path.iterdir())
