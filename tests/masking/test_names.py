"""A known name in all its forms; the words that only look like it."""

from __future__ import annotations

import pytest

from deliberia.masking import Kind, mask, names_of_acte, names_of_seance
from deliberia.model import Acte, Collectivite, Elu, Fact, Pouvoir, Seance

KNOWN = (
    "Mme Claire Vasseur",
    "M. Bastien Roure",
    "M. Étienne Delmas",
    "Mme Anne-Lise de La Tournelle",
    "LE GUENNEC Yves",
)

FORMS = [
    "Claire Vasseur", "CLAIRE VASSEUR", "VASSEUR Claire", "Vasseur Claire", "Vasseur, Claire",
    "C. Vasseur", "C. VASSEUR",
    "Vasseur", "VASSEUR", "Vasseur C.", "Claire\nVasseur", "Claire\u00a0Vasseur", "B. Roure", "roure",
    "bastien roure",
    "Étienne Delmas", "Etienne DELMAS", "E\u0301tienne Delmas", "DELMAS", "Anne-Lise de La Tournelle",
    "Anne Lise de la Tournelle", "A.-L. de La Tournelle", "AnneLise DE LA TOURNELLE", "Yves LE GUENNEC",
    "Le Guennec",
    "Y. Le Guennec", "V A S S E U R", "Vas\u00adseur", "Vas\u200bseur", "Vаsseur",
    "Ｖａｓｓｅｕｒ", "𝐕𝐚𝐬𝐬𝐞𝐮𝐫",
    "Vas-\nseur", "VASSEURS",
    "clairevasseur", "@ClaireVasseur", "cvasseur", "Cl. Vasseur", "V.A.S.S.E.U.R.", "Leguennec",
    "Claire  Vasseur", "Vasseur;Claire", "claire_vasseur", "Latournelle", "Guennec (Le) Yves", "LE-GUENNEC",
    "Anne-Lise", "Claire V.",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("frame", ["{} propose", "il salue {}.", "« {} »", "(pouvoir à {})", "**{}**"])
def test_a_known_name_never_remains(form: str, frame: str) -> None:
    masked = mask(frame.format(form), known=KNOWN)
    assert [entry.kind for entry in masked.entries] == [Kind.PERSONNE]
    left = frame.format("").split()
    assert all(word.strip("«»()*.") in masked.text for word in left)
    assert masked.restore(masked.text).text == masked.source


@pytest.mark.parametrize(
    "form",
    [
        "les Vasseur",
        "les époux Roure",
        "les consorts Delmas",
        "Vasseur-Roure",
        "Roure/Vasseur",
        "le clan Roure",
    ],
)
def test_a_known_name_of_a_family_never_remains(form: str) -> None:
    left = mask(form, known=KNOWN).text
    assert not any(name in left for name in ("Vasseur", "Roure", "Delmas"))


def test_a_name_that_a_line_cuts_after_its_hyphen_is_one() -> None:
    masked = mask("Mme Garcia-\nLopez préside.", known=("Mme Élodie Garcia-Lopez",))
    assert [entry.surface for entry in masked.entries] == ["Garcia-\nLopez"]


def test_a_stranger_of_the_same_surname_is_another_person() -> None:
    masked = mask("Claire Vasseur, Vasseur Mireille", known=KNOWN)
    assert masked.text == "Personne X1, Personne X2"


def test_all_the_forms_of_one_person_share_a_number() -> None:
    masked = mask("Mme Claire Vasseur, VASSEUR Claire, Mme VASSEUR et C. Vasseur", known=KNOWN)
    assert masked.text == "Mme Personne X1, Personne X1b, Mme Personne X1c et Personne X1d"


def test_people_of_one_surname_are_told_apart_by_their_civility() -> None:
    known = ("Mme Claire Vasseur", "M. Paul Vasseur")
    masked = mask("Claire Vasseur, Paul Vasseur, Mme Vasseur, M. Vasseur, Vasseur", known=known)
    numbers = [masked.table.get(i) for i in (1, 2, 3)]
    assert [row.surface if row else "" for row in numbers] == ["Claire Vasseur", "Paul Vasseur", "Vasseur"]
    assert masked.text == "Personne X1, Personne X2, Mme Personne X1b, M. Personne X2b, Personne X3"


def test_an_elided_name_is_shown_and_restored_in_good_french() -> None:
    masked = mask("sur proposition d’Étienne Delmas, qu’Étienne Delmas retire", known=KNOWN)
    assert masked.text == "sur proposition de Personne X1, que Personne X1 retire"
    assert masked.restore(masked.text).text == masked.source


def test_a_surname_that_is_a_word_leaves_the_word() -> None:
    masked = mask("M. Petit achète du petit matériel ; Petit signe.", known=("M. Jean Petit",))
    assert masked.text == "M. Personne X1 achète du petit matériel ; Personne X1 signe."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mme Anne Loyer", "Quel est le loyer ? Les loyers annuels."),
        ("M. Jean Bail", "la durée du bail, Le Bail est signé, le Bail"),
        ("M. Jean Bureau", "le bureau de vote, le Bureau a délibéré"),
        ("M. Jean Prix", "le prix au mètre carré ; Le Prix est ferme"),
        ("Mme Victoire Maire", "Le Maire propose, Madame le Maire signe, le maire"),
        ("M. Guy Lemaire", "Le Maire propose, Monsieur Le Maire signe, le maire"),
        ("Mme Lise Laville", "La Ville et la Région, la ville"),
        ("Mme Anne Fontaine", "La fontaine est réparée, les fontaines"),
        ("M. Yves Legal", "l’effectif légal"),
    ],
)
def test_a_surname_that_is_a_word_of_acts_leaves_the_word_and_not_the_name(name: str, text: str) -> None:
    civility, given, surname = name.split()
    assert mask(text, known=(name,)).text == text
    for form in (
        f"{civility} {surname}",
        f"{surname} vote",
        f"{given} {surname}",
        f"{surname.upper()} {given}",
    ):
        assert surname.lower() not in mask(f"{text} {form}.", known=(name,)).text[len(text) :].lower()


def test_a_name_with_its_article_is_not_taken_for_a_word() -> None:
    masked = mask("Le Bail vote, M. Le Bail sort, Yves LE BAIL signe.", known=("M. Yves Le Bail",))
    assert "Bail" not in masked.text
    assert "BAIL" not in masked.text


def test_an_umlaut_is_also_written_with_an_e() -> None:
    masked = mask("Mme Müller, Mueller et MUELLER", known=("Mme Ida Müller",))
    assert "ller" not in masked.text.lower()


def test_a_line_of_the_heading_read_as_a_name_masks_no_law() -> None:
    text = "Vu le Code Général des Collectivités Territoriales, les collectivités"
    assert mask(text, known=("Code Général des Collectivités Territoriales",)).text == text


def test_names_in_capitals_with_an_initial_are_people_in_a_list() -> None:
    masked = mask("SABATERY C. et DUBREUIL-MARCHAL A. ont voté contre.")
    assert masked.text == "Personne X1 et Personne X2 ont voté contre."


def test_a_saint_and_the_commune_keep_their_name() -> None:
    commune = Collectivite(nom="Roure", elus=(Elu(nom="M. Paul Martin"), Elu(nom="M. Bastien Roure")))
    text = "La commune de Roure longe Saint-Martin ; M. Roure et M. Martin votent."
    assert mask(text, collectivite=commune).text == (
        "La commune de Roure longe Saint-Martin ; M. Personne X1 et M. Personne X2 votent."
    )


def test_a_list_of_people_that_gives_the_commune_leaves_it_readable() -> None:
    commune = Collectivite(nom="Val-Fleuri")
    text = "Quelle commune emploie les agents : Val-Fleuri"
    assert mask(text, collectivite=commune).text == text


def test_somebody_named_as_the_commune_is_masked() -> None:
    commune = Collectivite(nom="Roure")
    assert "Roure" not in mask("La demande de M. Roure est reçue.", collectivite=commune).text


def test_an_organisation_of_the_list_is_masked_as_one() -> None:
    masked = mask("Les Amis du Four à pain et des amis", known=("Les Amis du Four à Pain",))
    assert masked.text == "Société X1 et des amis"


def test_a_person_announced_once_is_found_again() -> None:
    masked = mask("M. Gaston Dubreuil demande. La commune répond à Dubreuil.")
    assert masked.text == "M. Personne X1 demande. La commune répond à Personne X1b."


def test_a_name_in_a_list_is_found_beside_others() -> None:
    masked = mask("Présents : Solange MARCHAL, Oriande DUBREUIL, Isarn LE GUEN, Paul ASTRUC.")
    assert masked.text == "Présents : Personne X1, Personne X2, Personne X3, Personne X4."


def test_a_reference_of_law_wins_over_a_guess_never_over_a_known_name() -> None:
    text = "le décret Gaston Dubreuil"
    span = (3, len(text))
    assert mask(text, protected=[span]).text == text
    assert mask(text, protected=[span], known=("Gaston Dubreuil",)).text == "le décret Personne X1"


def test_names_come_from_the_meeting_and_from_the_act() -> None:
    seance = Seance(
        collectivite=Collectivite(nom="Val-Fleuri", maire="Mme Claire Vasseur"),
        president="Mme Claire Vasseur",
        pouvoirs=(Pouvoir(de="M. Paul Astruc", a="M. Bastien Roure"),),
    )
    assert names_of_seance(seance) == ("Mme Claire Vasseur", "M. Paul Astruc", "M. Bastien Roure")
    acte = Acte(texte="", secretaire=Fact(value="M. Étienne Delmas"), absents=Fact(value=("M. Paul Astruc",)))
    assert names_of_acte(acte) == ("M. Étienne Delmas", "M. Paul Astruc")
