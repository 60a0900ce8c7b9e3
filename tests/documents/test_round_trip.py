"""What is written is what is read back, whatever the text."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberia.documents import projet_sections, projet_text, read_document, render_docx
from deliberia.model import Bloc, BlocSorte, Projet, SectionSorte, Tableau

MakeProjet = Callable[..., Projet]
texts = st.text(st.characters(), max_size=60)
rows = st.lists(st.tuples(texts, texts), max_size=4).map(tuple)
tableaux = st.builds(
    Tableau,
    colonnes=st.tuples(texts, texts),
    lignes=rows,
    alignements=st.sampled_from(["", "g", "gd", "dd"]),
    total=st.one_of(st.just(()), st.tuples(texts, texts), st.tuples(texts)),
    legende=texts,
)
blocs = st.builds(
    Bloc,
    sorte=st.sampled_from(BlocSorte),
    texte=texts,
    intitule=st.sampled_from(["", "Article 1er", "Article 12"]),
    tableau=st.none() | tableaux,
)


def test_the_text_of_the_projet_is_what_reading_the_file_gives(
    projet: Projet, make_projet: MakeProjet
) -> None:
    for act in (projet, make_projet(manquants=("montant",)), make_projet(numero="", blocs=())):
        assert read_document(render_docx(act)).texte == projet_text(act)


@settings(max_examples=150, deadline=None)
@given(blocs=st.lists(blocs, max_size=6).map(tuple), titre=texts, manquants=st.sampled_from([(), ("x",)]))
def test_any_text_in_blocks_survives_writing_and_reading(
    make_projet: MakeProjet, blocs: tuple[Bloc, ...], titre: str, manquants: tuple[str, ...]
) -> None:
    act = make_projet(blocs=blocs, titre=titre, manquants=manquants)
    data = render_docx(act)
    texte = read_document(data).texte

    assert texte == projet_text(act)
    assert texte == unicodedata.normalize("NFC", texte)
    assert data == render_docx(act)
    docx.Document(io.BytesIO(data))


@settings(max_examples=80, deadline=None)
@given(blocs=st.lists(blocs, max_size=6).map(tuple), manquants=st.sampled_from([(), ("x",)]))
def test_sections_cut_the_text_of_the_projet_in_order(
    make_projet: MakeProjet, blocs: tuple[Bloc, ...], manquants: tuple[str, ...]
) -> None:
    act = make_projet(blocs=blocs, manquants=manquants)
    texte = projet_text(act)
    sections = projet_sections(act)
    assert [section.start for section in sections] == sorted(section.start for section in sections)
    assert all(0 <= section.start <= section.end <= len(texte) for section in sections)


def test_sections_say_what_each_stretch_is(projet: Projet) -> None:
    texte = projet_text(projet)
    found = {section.sorte: texte[section.start : section.end] for section in projet_sections(projet)}

    assert found[SectionSorte.ENTETE].startswith("République française")
    assert found[SectionSorte.OBJET] == "Objet\u00a0: Attribution de subventions"
    assert found[SectionSorte.VISA] == "Vu le code général des collectivités territoriales ;"
    assert found[SectionSorte.DISPOSITIF].startswith("Le conseil municipal, après")
    assert found[SectionSorte.DISPOSITIF].endswith("compte 65748.")
    assert found[SectionSorte.SIGNATURE].endswith("M.\u00a0Paul Rimbert")


def test_an_article_goes_with_its_table(projet: Projet) -> None:
    texte = projet_text(projet)
    articles = [s for s in projet_sections(projet) if s.sorte is SectionSorte.ARTICLE]
    assert [section.numero for section in articles] == ["1", "2"]
    assert texte[articles[0].start : articles[0].end].endswith("| Total | 2 100,00 € |")
