import pytest

from deliberia.text import agree, elide, fold, join_french, normalize


@pytest.mark.parametrize(
    ("name", "genitive", "locative"),
    [
        ("Aubrac", "d’Aubrac", "à Aubrac"),
        ("Val-Fleuri", "de Val-Fleuri", "à Val-Fleuri"),
        ("Le Puy-Rond", "du Puy-Rond", "au Puy-Rond"),
        ("LE PUY-ROND", "du PUY-ROND", "au PUY-ROND"),
        ("Les Aubiers", "des Aubiers", "aux Aubiers"),
        ("La Roche", "de La Roche", "à La Roche"),
        ("L’Étang", "de L’Étang", "à L’Étang"),
        ("Étampes", "d’Étampes", "à Étampes"),
        ("Œuilly", "d’Œuilly", "à Œuilly"),
        ("Hérouville", "d’Hérouville", "à Hérouville"),
        ("Hyères", "d’Hyères", "à Hyères"),
        ("Honfleur", "de Honfleur", "à Honfleur"),
        ("Hauteville", "de Hauteville", "à Hauteville"),
        ("Yssingeaux", "d’Yssingeaux", "à Yssingeaux"),
        ("Yutz", "de Yutz", "à Yutz"),
        ("Lempdes", "de Lempdes", "à Lempdes"),
        ("la Haute-Loire", "de la Haute-Loire", "à la Haute-Loire"),
        ("le Cantal", "du Cantal", "au Cantal"),
    ],
)
def test_a_place_takes_the_right_preposition(name: str, genitive: str, locative: str) -> None:
    assert elide("de", name) == genitive
    assert elide("à", name) == locative


def test_a_surname_keeps_its_article() -> None:
    assert elide("de", "Le Goff", contract=False) == "de Le Goff"


def test_other_short_words_elide_too() -> None:
    assert elide("que", "Aline") == "qu’Aline"
    assert elide("le", "habitant") == "l’habitant"
    assert elide("le", "hameau") == "le hameau"
    assert elide("le", "onzième") == "le onzième"


def test_a_list_is_joined_with_commas_and_et() -> None:
    assert join_french(()) == ""
    assert join_french(("a",)) == "a"
    assert join_french(("a", "b")) == "a et b"
    assert join_french(["a", "b", "c"], last="ou") == "a, b ou c"


def test_the_plural_begins_at_two() -> None:
    assert [agree(n, "abstention") for n in (0, 1, 2)] == ["abstention", "abstention", "abstentions"]
    assert agree(5, "voix") == "voix"
    assert agree(2, "cheval", "chevaux") == "chevaux"


def test_folding_unifies_accents_hyphens_apostrophes_and_spaces() -> None:
    assert fold("  L’Évêché\u00a0 N°\u202f3 – Saint‑Œn ") == "l'eveche n° 3 - saint-oen"
    assert normalize("e\u0301") == "é"
