"""The lines that a PDF repeats in its margins are read apart, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deliberia.documents import libreoffice, read_document, render_projet
from deliberia.documents.document import Zone
from deliberia.documents.readers.pdf_margins import part_lines
from deliberia.model import Bloc, BlocSorte, Projet

STAMP = "Reçu en préfecture le 20/11/2026"


def texts(pages: list[str]) -> tuple[list[str], list[str]]:
    act, running = part_lines(pages)
    return [line.texte for line in act], [line.texte for line in running]


def test_the_foot_of_each_page_and_the_head_of_the_next_ones_are_taken_apart() -> None:
    pages = [
        f"{STAMP}\nCommune de Val-Fleuri\nVu le code, notamment ses\n\nDélibération n° 2026-41\npage 1 / 2",
        f"{STAMP}\narticles L. 2121-29 et suivants ;\n\nDélibération n° 2026-41\npage 2 / 2",
    ]
    act, running = texts(pages)
    assert act == [
        STAMP,
        "Commune de Val-Fleuri",
        "Vu le code, notamment ses",
        "articles L. 2121-29 et suivants ;",
    ]
    assert running == [
        "Délibération n° 2026-41",
        "page 1 / 2",
        STAMP,
        "Délibération n° 2026-41",
        "page 2 / 2",
    ]


@pytest.mark.parametrize(
    "feet",
    [("Mairie 1", "Mairie 2"), ("1", "2"), ("- 1 -", "- 2 -"), ("1 sur 2", "2 sur 2"), ("Page 1", "Page 2")],
)
def test_the_number_of_a_page_does_not_tell_its_feet_apart(feet: tuple[str, str]) -> None:
    act, running = texts([f"Premier alinéa.\nDeuxième.\n{feet[0]}", f"Troisième.\nQuatrième.\n{feet[1]}"])
    assert running == list(feet)
    assert len(act) == 4


def test_two_acts_of_one_file_keep_their_headings_and_their_numbers() -> None:
    pages = ["Délibération n° 41\nObjet : voirie\nTexte a.", "Délibération n° 42\nObjet : salle\nTexte b."]
    assert texts(pages)[1] == []


def test_a_single_page_has_no_running_line_and_an_empty_one_is_passed_over() -> None:
    assert texts(["Objet : voirie\nLe maire"]) == (["Objet : voirie", "Le maire"], [])
    assert texts(["", "Objet : voirie\nLe maire", ""])[0] == ["Objet : voirie", "Le maire"]


def test_a_page_that_holds_nothing_else_keeps_its_lines() -> None:
    assert texts(["Le maire\nsigne", "Le maire\nsigne"]) == (["Le maire", "signe"] * 2, [])


@pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice n’est pas installé")
def test_a_visa_over_two_pages_is_one_sentence(make_projet: Callable[..., Projet], tmp_path: Path) -> None:
    articles = ", ".join(f"L.\u00a02121-{number} sur la tenue des séances" for number in range(7, 29))
    visa = f"Vu le code général des collectivités territoriales, notamment ses articles {articles} ;"
    projet = make_projet(blocs=tuple(Bloc(sorte=BlocSorte.VISA, texte=visa) for _ in range(24)))
    path = tmp_path / "acte.pdf"
    path.write_bytes(render_projet(projet, "pdf"))
    document = read_document(path)
    feet = [one for one in document.paragraphes if one.zone is Zone.PIED]
    assert {one.partie for one in feet} >= {"page 1", "page 2"}
    assert document.texte.rstrip().endswith(document.texte[feet[-1].start : feet[-1].end])
    assert " ".join(document.texte.split()).count(visa.replace("\u00a0", " ")) == 24
