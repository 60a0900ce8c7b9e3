"""What holds for any text: masking then restoring gives it back, and no known name remains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from deliberia.masking import Table, mask, restore
from deliberia.text import fold, normalize

KNOWN = (
    "Mme Claire Vasseur",
    "M. Bastien Roure",
    "M. Étienne Delmas",
    "Mme Anne de La Tournelle",
    "LE GUENNEC Yves",
)
PIECES = (
    "Mme Claire Vasseur", "VASSEUR Claire", "C. Vasseur", "vasseur", "d’Étienne Delmas", "d'Étienne",
    "de Étienne Delmas",
    "qu’Étienne Delmas", "M. Roure", "M. B. Roure", "Roure", "de la Tournelle", "M. LE GUENNEC",
    "Yves Le Guennec", " ",
    ", ", "\n", "\n\n", ".", " ; ", "06 12 34 56 78", "FR76 3000 6000 0112 3456 7890 189",
    "section AB n° 12", "l’EURL ",
    "SARL Marchal & fils", "12 rue des Lilas, 43100 Brioude", "né le 3 mars 1961", "Personne X1",
    "personne x2b", "X3",
    "Personne", "X", "1", "L. 2121-29", "loi n° 83-634 du 13 juillet 1983", "1 500,00 €", "\u200b",
    "\u00ad", "\u00a0", "œ",
    "ﬁ", "e\u0301", "Ⅷ", "а", "Ꮃ", "-", "’", "@", "x@y.fr", "(", ")", "**", "M. ", "Mme ", "MM. ", "et ",
    "de ", "d’", "les Vasseur", "Vasseur;Claire", "06 12 345 678", "x @ y.fr", "lieu-dit Les Prés", "AB 123",
    "123 ABC 43", "Morel & Associés", "le lieutenant Ollier", "(12/03/1958)", "12 500,00 €", "b)", "la ",
    "La ",
    "Parcelle", "la parcelle x3", "V.A.S.S.E.U.R.", "-\n", "\t", "A. ", "Mme CASTAN (Léonie)", "né en 1958",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join)


@given(TEXTS)
@example("M. XX1")
@example("de \u200bÉtienne Delmas")
@example("Personne X1Vasseur")
@example("Vasseur1b")
def test_restoring_a_masked_text_gives_it_back(text: str) -> None:
    masked = mask(text, known=KNOWN)
    restored = masked.restore(masked.text)
    assert restored.unknown == ()
    assert restored.text == normalize(text)


MANGLED = st.sampled_from(
    (
        str.upper, str.lower, str.title, lambda text: text.replace(" X", "\u00a0X"),
        lambda text: text.replace(" X", ", X"), lambda text: text.replace(" X", " "),
        lambda text: text.replace("X", "X "), lambda text: text.replace("Personne", "Personnes"),
        lambda text: text.replace("Personne ", "personne n° "), lambda text: text.replace(" X", " (X"),
        lambda text: f"{text} {text}", lambda text: text.replace("X1", "X7"), lambda text: text[:-2],
        lambda text: text.replace("e X", "e **X"), lambda text: text.replace("Personne", "Société"),
    )
)  # fmt: skip


@given(TEXTS, st.lists(MANGLED, min_size=1, max_size=3))
def test_a_mangled_pseudonym_is_restored_or_told(text: str, manglings: list[Callable[[str], str]]) -> None:
    masked = mask(text, known=KNOWN)
    answer: str = masked.text
    for mangle in manglings:
        answer = mangle(answer)
    restored = masked.restore(answer)
    left = re.search(r"(?i)(?<!\w)personnes?[ \u00a0]x ?\d{1,4}(?!\w)", restored.text)
    own = re.search(r"(?i)personne|x ?\d", normalize(text))
    assert restored.unknown or left is None or own is not None


@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_one_table_serves_several_texts(texts: list[str]) -> None:
    table = Table()
    masked = [mask(text, known=KNOWN, table=table) for text in texts]
    again = Table.from_dict(table.as_dict())
    for one, text in zip(masked, texts, strict=True):
        assert restore(one.text, table, source=text).text == normalize(text)
        assert restore(one.text, again, source=text).text == normalize(text)


@given(TEXTS)
def test_no_known_name_remains(text: str) -> None:
    left = fold(mask(text, known=KNOWN).text)
    assert re.search(r"(?<!\w)(claire vasseur|bastien roure|etienne delmas)(?!\w)", left) is None
    for written in re.findall(
        r"(?<!\w)(?:Vasseur|Roure|Delmas|Tournelle|Guennec)(?!\w)", mask(text, known=KNOWN).text
    ):
        raise AssertionError(written)


@given(TEXTS)
def test_entries_slice_the_source(text: str) -> None:
    masked = mask(text, known=KNOWN)
    place = 0
    for entry in masked.entries:
        assert place <= entry.start < entry.end
        assert masked.source[entry.start : entry.end] == entry.surface
        place = entry.end


@given(TEXTS)
def test_composed_and_decomposed_texts_give_the_same(text: str) -> None:
    composed = mask(unicodedata.normalize("NFC", text), known=KNOWN)
    decomposed = mask(unicodedata.normalize("NFD", text), known=KNOWN)
    assert composed.text == decomposed.text


@given(TEXTS)
def test_masking_is_deterministic(text: str) -> None:
    assert mask(text, known=KNOWN).text == mask(text, known=KNOWN).text
