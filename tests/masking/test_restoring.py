"""What a model does to a pseudonym, and what must hold a passage."""

from __future__ import annotations

import pytest

from deliberia.errors import MaskingError
from deliberia.masking import Masked, Table, describe_pseudonyms, mask, restore

KNOWN = ("Mme Claire Vasseur", "M. Étienne Delmas")
SOURCE = "Mme Claire Vasseur cède à M. Étienne Delmas la parcelle AB 123 ; tél. 06 12 34 56 78."


@pytest.fixture
def masked() -> Masked:
    return mask(SOURCE, known=KNOWN)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Mme Personne X1 propose", "Mme Claire Vasseur propose"),
        ("MME PERSONNE X1 PROPOSE", "MME Claire Vasseur PROPOSE"),
        ("mme personne x1 propose", "mme Claire Vasseur propose"),
        ("Mme **Personne X1** propose", "Mme **Claire Vasseur** propose"),
        ("Mme Personne\u00a0X1 propose", "Mme Claire Vasseur propose"),
        ("Mme Personne_X1 propose", "Mme Claire Vasseur propose"),
        ("Mme Personne X 1 propose", "Mme Claire Vasseur propose"),
        ("Mme Personne\nX1 propose", "Mme Claire Vasseur propose"),
        ("Mme « Personne X1 » propose", "Mme « Claire Vasseur » propose"),
        ("Mme [Personne X1] propose", "Mme [Claire Vasseur] propose"),
        ("Mme Personne `X1` propose", "Mme Claire Vasseur propose"),
        ("Mme Personne (X1) propose", "Mme Claire Vasseur propose"),
        ("Mme Personne « X1 » propose", "Mme Claire Vasseur propose"),
        ("Mme (Personne X1) propose", "Mme (Claire Vasseur) propose"),
        ("Mme P e r s o n n e X1 propose", "Mme Claire Vasseur propose"),
        ("Personne X1 ; Personne X1", "Claire Vasseur ; Claire Vasseur"),
        ("céder la parcelle X3", "céder la parcelle AB 123"),
        ("céder la Parcelle X3", "céder la parcelle AB 123"),
        ("CÉDER LA PARCELLE X3", "CÉDER LA PARCELLE AB 123"),
        ("Mme Personne Ｘ１ propose", "Mme Claire Vasseur propose"),
        ("Mme Personne Х1 propose", "Mme Claire Vasseur propose"),
        ("Mme Pers\u00adonne X\u200b1 propose", "Mme Claire Vasseur propose"),
        ("Madame X1 propose", "Madame Claire Vasseur propose"),
        ("de Personne X2", "d’Étienne Delmas"),
        ("que Personne X2 signe", "qu’Étienne Delmas signe"),
        ("de **Personne X2**", "d’**Étienne Delmas**"),
        ("d’Personne X2", "d’Étienne Delmas"),
        ("de Personne X1", "de Claire Vasseur"),
        ("Personnes X1 et X2", "Claire Vasseur et Étienne Delmas"),
        ("15 € par personne 3 fois", "15 € par personne 3 fois"),
        ("la parcelle Parcelle X3, au Téléphone X4.", "la parcelle AB 123, au 06 12 34 56 78."),
    ],
)
def test_a_pseudonym_survives_the_hands_of_a_model(masked: Masked, answer: str, expected: str) -> None:
    restored = masked.restore(answer)
    assert restored.text == expected
    assert restored.is_complete


@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        ("Mme Personne X9 propose", "Personne X9"),
        ("Mme Personne X1z propose", "Personne X1z"),
        ("Mme Personne X propose", "Personne X"),
        ("M. Personne X1 propose", "Personne X1"),
        ("Mme Personne X2 propose", "Personne X2"),
        ("Société X1 propose", "Société X1"),
        ("Mme Personne 1 propose", "Personne 1"),
        ("le contrat X2 propose", "X2"),
        ("Adresse X3, au bourg", "Adresse X3"),
    ],
)
def test_a_pseudonym_unknown_or_altered_is_told(masked: Masked, answer: str, mark: str) -> None:
    restored = masked.restore(answer)
    assert mark in restored.unknown
    assert not restored.is_complete


def test_a_number_perhaps_cut_at_the_end_is_told() -> None:
    names = tuple(f"M. Paul {'Abcdefghijklm'[i]}struc" for i in range(12))
    masked = mask(" ; ".join(names), known=names)
    assert masked.restore("M. Personne X1").unknown == ("Personne X1",)
    assert masked.restore("M. Personne X1.").is_complete


def test_what_the_answer_leaves_out_is_told(masked: Masked) -> None:
    assert masked.restore("Mme Personne X1 propose").missing == ("Personne X2", "Parcelle X3", "Téléphone X4")


def test_the_words_of_the_user_that_look_like_ours_are_kept_apart() -> None:
    masked = mask("Mme Personne X1 et Mme Claire Vasseur, dossier X2", known=KNOWN)
    assert "Mention X" in masked.text
    restored = masked.restore(masked.text)
    assert (restored.text, restored.unknown) == (masked.source, ())


def test_a_table_serves_a_whole_dossier() -> None:
    table = Table()
    first = mask("M. Étienne Delmas", known=KNOWN, table=table)
    second = mask("Mme Vasseur puis M. Étienne Delmas", known=KNOWN, table=table)
    assert (first.text, second.text) == ("M. Personne X1", "Mme Personne X2 puis M. Personne X1")


def test_a_table_is_kept_and_read_back() -> None:
    table = Table()
    masked = mask(SOURCE, known=KNOWN, table=table)
    again = Table.from_dict(table.as_dict())
    assert restore(masked.text, again).text == masked.source
    assert mask("Mme Claire Vasseur", known=KNOWN, table=again).text == "Mme Personne X1"
    assert len(again) == len(table) == 4


@pytest.mark.parametrize(
    "content", [{}, {"format": 2, "table": []}, {"format": 1, "table": [{"sorte": "personne"}]}]
)
def test_what_is_no_table_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(MaskingError, match="table de masquage"):
        Table.from_dict(content)


def test_no_name_is_in_what_scripts_and_models_read(masked: Masked) -> None:
    told = str(masked.as_dict()) + describe_pseudonyms(masked.table) + repr(masked.table)
    assert "Vasseur" not in told
    assert "Delmas" not in told
    assert "Personne X1 : une femme" in told


def test_nothing_masked_needs_no_notice() -> None:
    assert describe_pseudonyms(mask("Vu le code").table) == ""
