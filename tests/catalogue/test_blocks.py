"""The block language: what it makes of good texts, what it says of crooked ones."""

from __future__ import annotations

import pytest

from deliberia.catalogue.blocks import name_article, parse_blocks
from deliberia.catalogue.escaping import AGENT, ASSISTANCE, PARAGRAPH, protect, strip_private
from deliberia.errors import TemplateError
from deliberia.model import BlocSorte, Provenance

NB = "\u00a0"
THIN = "\u202f"


def test_sections_become_blocks_in_order() -> None:
    text = """
# Visas

Vu la délibération du 3 mars 2026

# Exposé

Une phrase
sur deux lignes.

# Considérants

Considérant que tout va bien ;

# Dispositif

## Article

Première décision.

Suite du premier article.

## Article

Seconde décision.
"""
    blocs = parse_blocks(text, place="essai")
    assert [(bloc.sorte, bloc.intitule, bloc.texte) for bloc in blocs] == [
        (BlocSorte.VISA, "", f"Vu la délibération du 3{NB}mars 2026{THIN};"),
        (BlocSorte.EXPOSE, "", "Une phrase sur deux lignes."),
        (BlocSorte.CONSIDERANT, "", f"Considérant que tout va bien{THIN};"),
        (BlocSorte.ARTICLE, "Article 1er", "Première décision."),
        (BlocSorte.ARTICLE, "", "Suite du premier article."),
        (BlocSorte.ARTICLE, "Article 2", "Seconde décision."),
    ]


def test_a_table_goes_under_the_paragraph_before_it() -> None:
    text = """# Dispositif
## Article
Comme suit.

| Objet | Tarif |
|---|--:|
| Salle | 10,00 € |

| Salle et cuisine | 12,00 € |
|= Total | 22,00 € |
: en euros
"""
    (bloc,) = parse_blocks(text, place="essai")
    assert bloc.tableau is not None
    assert bloc.tableau.colonnes == ("Objet", "Tarif")
    assert bloc.tableau.alignements == "gd"
    assert [row[0] for row in bloc.tableau.lignes] == ["Salle", "Salle et cuisine"]
    assert bloc.tableau.total == ("Total", f"22,00{NB}€")
    assert bloc.tableau.legende == "en euros"


@pytest.mark.parametrize("value", ["a | b", "# Visas", "## Article", "a\n\n# Visas\n\nb", ": légende"])
def test_what_a_user_types_never_becomes_a_mark(value: str) -> None:
    text = f"# Dispositif\n## Article\n{protect(value)}\n\n| A |\n| {protect(value)} |"
    (bloc,) = parse_blocks(text, place="essai")
    expected = " ".join(value.split())
    assert bloc.texte.replace(NB, " ") == expected
    assert bloc.tableau is not None
    assert bloc.tableau.lignes[0][0].replace(NB, " ") == expected


def test_private_marks_never_come_from_a_value() -> None:
    assert strip_private(f"a{AGENT}b{PARAGRAPH}\x00\ue001c") == "abc"


def test_a_passage_keeps_its_paragraphs_and_its_provenance() -> None:
    text = f"# Exposé\n\n{AGENT}Un.{PARAGRAPH}{AGENT}Deux.\n\n{ASSISTANCE}Trois.\n\nQuatre."
    blocs = parse_blocks(text, place="essai")
    assert [(bloc.texte, bloc.provenance) for bloc in blocs] == [
        ("Un.", Provenance.AGENT),
        ("Deux.", Provenance.AGENT),
        ("Trois.", Provenance.ASSISTANCE),
        ("Quatre.", Provenance.MODELE),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Du texte", "précède"),
        ("# Motifs\nx", "Section inconnue"),
        ("# Dispositif\n## Article\nx\n# Visas\ny", "pas à sa place"),
        ("# Exposé\n## Article\nx", "hors du dispositif"),
        ("# Dispositif\nx", "## Article"),
        ("# Dispositif\n### Article\nx", "Titre inattendu"),
        ("# Dispositif\n## Article\nx\n| a | b |\n| c |", "1 cases pour 2"),
    ],
)
def test_a_crooked_text_is_refused(text: str, words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        parse_blocks(text, place="essai")


def test_articles_are_named_as_in_french() -> None:
    assert [name_article(number) for number in (1, 2, 11)] == ["Article 1er", "Article 2", "Article 11"]
