"""Names that only the fields of a dossier tell: read, hidden, put back with the right article."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberia.cli import run
from deliberia.masking import Kind, Table, describe_pseudonyms, mask, mask_for_publication
from deliberia.masking.answers import is_public, read_answers
from deliberia.resources import data_dir


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("le Café de la Place", {"cafe de la place"}),
        ("Charpentes du Velay", {"charpentes du velay"}),
        ("charpentes du velay", {"charpentes du velay"}),
        ("Couvertures Ravel et fils", {"couvertures ravel et fils"}),
        ("la société Pizza du Val", {"pizza du val"}),
        ("SARL Dubreuil", {"dubreuil"}),
        ("les Toits du Velay et les Charpentes du Val", {
            "toits du velay", "charpentes du val", "toits du velay et les charpentes du val",
        }),
        ("Conseil et Paysages", {"paysages", "conseil et paysages"}),
        ("Les Amis du Four à Pain", {"les amis du four a pain", "amis du four a pain"}),
        ("l’association des parents d’élèves de l’école publique", {
            "association des parents d eleves de l ecole publique",
        }),
        ("la Caisse d’Épargne du Velay", {"caisse d epargne du velay"}),
        ("Ondelia", {"ondelia"}),
        ("Ondelia, 12 rue du Lac", {"ondelia"}),
    ],
)  # fmt: skip
def test_an_organisation_is_read_without_its_article(answer: str, names: set[str]) -> None:
    read = read_answers((answer,))
    assert {" ".join(form.words) for form in read.organisations} == names
    assert not read.people


@pytest.mark.parametrize(
    ("answer", "people"),
    [
        ("Mme Jeanne Lafont", ("Mme Jeanne Lafont",)),
        ("M. Hervé Pélissier, député", ("M. Hervé Pélissier",)),
        ("Maître Hélène Gardelle, notaire aux Aubiers", ("Hélène Gardelle",)),
        ("Henri Vialle", ("Henri Vialle",)),
        ("henri vialle", ("henri vialle",)),
        ("l’indivision Roure", ("Roure",)),
        ("Mme Claire Vasseur : 8 ; M. Paul Astruc : 1", ("Mme Claire Vasseur", "M. Paul Astruc")),
    ],
)
def test_a_person_is_told_by_shape(answer: str, people: tuple[str, ...]) -> None:
    read = read_answers((answer,))
    assert read.people == people
    assert not read.organisations


@pytest.mark.parametrize(
    "answer",
    [
        "la commune des Aubiers",
        "M. le maire des Aubiers",
        "Communauté de communes du Haut-Allier (fonds de concours)",
        "le syndicat mixte des eaux du Velay",
        "Département de la Haute-Loire",
        "État – DETR",
        "Le préfet de la Haute-Loire",
        "la caisse d’allocations familiales de la Haute-Loire",
        "l’office public de l’habitat du Velay",
        "le centre de gestion de la Haute-Loire",
        "l’agence technique de la Haute-Loire",
        "Région Auvergne-Rhône-Alpes",
        "une infirmière libérale",
        "directement au fournisseur d’énergie",
        "le responsable des services techniques",
        "inconnu",
        "les frais d’acte sont à la charge de l’acquéreur",
        "La collectivité verse la moitié du prix, et le reste est payé en deux fois, sans frais ni intérêts",
        "la cheffe de cuisine",
        "le garde champêtre",
        "les services de l’État",
        "le mandataire suppléant",
        "les artisans de la commune",
        "les trois adjoints",
        "la directrice académique des services de l’éducation nationale du Lot",
        "le recteur de l’académie de Limoges",
        "le trésorier de Saint-Flour",
        "l’Architecte des bâtiments de France",
        "le refuge intercommunal du Val",
        "la régie municipale d’électricité",
        "l’école élémentaire du bourg",
        "la communauté de communes Sorgue et Plateaux",
        "la communauté de communes Monts, Lacs et Forêts",
        "FIPD",
        "Territoire d’énergie",
        "le Comité national d’action sociale",
        "six communes du territoire",
        "bornage payé par l’acquéreur",
    ],
)
def test_a_public_body_a_function_and_a_sentence_name_nobody(answer: str) -> None:
    read = read_answers((answer,))
    assert not read.people
    assert not read.organisations


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("le gérant du Café de la Place", {"cafe de la place"}),
        ("le président de l’association Les Amis du Four", {"les amis du four", "amis du four"}),
        ("la directrice de l’école Sainte-Marthe", {"ecole sainte marthe"}),
        ("le président de pizza du val", {"president de pizza du val"}),
        ("la directrice Dubreuil de la Tuque", {"directrice dubreuil de la tuque"}),
        ("Le Gardien du Temple", {"le gardien du temple", "gardien du temple"}),
        ("la communauté de communes du Velay et Pizza du Val", {"pizza du val"}),
        ("la communauté de communes Combe et Menuiserie Astier", {"menuiserie astier"}),
        ("la Caisse Régionale du Val", {"caisse regionale du val"}),
        ("la société civile immobilière Les Cordeliers", {"les cordeliers", "cordeliers"}),
        ("la résidence Les Tilleuls", {"residence les tilleuls"}),
        ("les deux Foulées", {"deux foulees"}),
    ],
)
def test_the_organisation_that_a_function_or_a_public_body_stands_beside_is_read(
    answer: str, names: set[str]
) -> None:
    assert {" ".join(form.words) for form in read_answers((answer,)).organisations} == names


def test_a_private_body_may_begin_like_a_public_one() -> None:
    assert is_public("la caisse des écoles")
    assert not is_public("la Caisse régionale de Crédit agricole")
    assert is_public("le syndicat d’énergie du Velay")
    assert not is_public("le syndicat des copropriétaires de la Tour")
    assert is_public("la communauté de communes du Lac")
    assert not is_public("la communauté Emmaüs du Lac")
    assert is_public("Région")
    assert read_answers(("Département Bois SAS",)).organisations


def test_a_name_that_begins_by_an_accent_is_no_civility() -> None:
    read = read_answers(("Mécanique du Velay", "la Mélodie du Four"))
    assert not read.people
    assert len({form.key for form in read.organisations}) == 2


@pytest.mark.parametrize(
    ("public", "private"),
    [
        ("la Région Occitanie", "Région Nature"),
        ("la région de Bretagne", "Région Express"),
        ("la Métropole de Velours", "Métropole Bâtiment"),
        ("le budget annexe de l’eau", "Budget Location"),
        ("les archives départementales", "Archives Plus"),
        ("la caisse des écoles", "Caisse Auto"),
        ("Mairie de Val-Fleuri", "Mairie Conseil"),
    ],
)
def test_a_word_of_public_bodies_does_not_make_one(public: str, private: str) -> None:
    assert not read_answers((public,)).organisations
    assert read_answers((private,)).organisations


SOURCES = [
    ("le Café de la Place", "Terrasse du Café de la Place. Elle convient au Café de la Place : oui."),
    (
        "la Banque des Hautes Terres",
        "Offre de la Banque des Hautes Terres ; la banque des Hautes Terres prête.",
    ),
    (
        "l’Atelier du Lac",
        "L’Atelier du Lac est retenu. L’offre de l’Atelier du Lac convient à l’Atelier du Lac.",
    ),
    ("les Charpentes du Velay", "Les Charpentes du Velay ont remis l’offre des Charpentes du Velay."),
    ("Ondelia", "Convention avec Ondelia ; poste d’Ondelia, ligne qu’Ondelia entretient."),
    ("Les Amis du Four", "L’association « Les Amis du Four » ; aide des Amis du Four."),
    ("M. Henri Vialle", "Vente par M. Henri Vialle. Le terrain de Vialle est nu."),
]


@pytest.mark.parametrize(("answer", "source"), SOURCES)
def test_a_text_comes_back_to_the_letter(answer: str, source: str) -> None:
    masked = mask(source, tiers=(answer,))
    name = answer.split()[-1]
    assert name not in masked.text
    assert masked.restore(masked.text).text == source
    kept = Table.from_dict(masked.table.as_dict())
    assert [row.pseudonym for row in kept] == [row.pseudonym for row in masked.table]


def test_a_pseudonym_has_the_gender_and_the_number_of_the_name() -> None:
    shown = {answer: mask(source, tiers=(answer,)).text for answer, source in SOURCES[:5]}
    assert list(shown.values()) == [
        "Terrasse du Groupe X1. Elle convient au Groupe X1 : oui.",
        "Offre de la Société X1 ; la Société X1b prête.",
        "L’Organisme X1 est retenu. L’offre de l’Organisme X1 convient à l’Organisme X1.",
        "Les Sociétés X1 ont remis l’offre des Sociétés X1.",
        "Convention avec Société X1 ; poste de Société X1, ligne que Société X1 entretient.",
    ]


def test_the_model_is_told_the_article_of_each() -> None:
    masked = mask(SOURCES[0][1], tiers=(SOURCES[0][0],))
    assert "Groupe X1 (masculin singulier, « le »)" in describe_pseudonyms(masked.table)


@pytest.mark.parametrize(
    ("place", "answer", "expected"),
    [
        (0, "La Société X1 occupe la place", "Le Café de la Place occupe la place"),
        (0, "l’avis de la Société X1", "l’avis du Café de la Place"),
        (0, "il convient à l’Organisme X1", "il convient au Café de la Place"),
        (0, "l’avis de Groupe X1", "l’avis du Café de la Place"),
        (1, "le Groupe X1 prête", "la Banque des Hautes Terres prête"),
        (1, "l’offre du Groupe X1", "l’offre de la Banque des Hautes Terres"),
        (2, "la Société X1 propose", "l’Atelier du Lac propose"),
        (2, "l’offre du Groupe X1", "l’offre de l’Atelier du Lac"),
        (3, "l’offre de la Société X1", "l’offre des Charpentes du Velay"),
        (4, "la Société X1 pose un câble", "Ondelia pose un câble"),
        (4, "le poste de la Société X1", "le poste d’Ondelia"),
        (5, "l’association Société X1", "l’association Les Amis du Four"),
    ],
)
def test_the_article_of_the_name_comes_back_whatever_the_model_wrote(
    place: int, answer: str, expected: str
) -> None:
    name, source = SOURCES[place]
    restored = mask(source, tiers=(name,)).restore(f"{answer}.")
    assert restored.text == f"{expected}."
    assert restored.is_complete


def test_the_company_that_a_text_announces_keeps_its_noun() -> None:
    masked = mask("Offre de la société Pizza du Val.", tiers=("la société Pizza du Val",))
    assert masked.text == "Offre de la société Société X1."
    assert masked.restore("La Société X1 propose.").text == "La société Pizza du Val propose."
    assert masked.restore("L’offre de la société Société X1.").text == "L’offre de la société Pizza du Val."


def test_an_ordinary_word_of_a_name_stays_elsewhere() -> None:
    text = "La société Les Prés achète. Le hameau des Prés Hauts et les prés voisins."
    masked = mask(text, tiers=("la société Les Prés",))
    assert "Les Prés achète" not in masked.text
    assert "les prés voisins" in masked.text
    assert mask("Vente des Prés.", tiers=("Les Prés",)).text == "Vente des Groupes X1."
    listed = mask("Avec la caisse et horizon. À l’horizon 2030.", tiers=("Horizon",))
    assert listed.text == "Avec la caisse et Société X1. À l’horizon 2030."
    small = mask("Horizon est retenu à l’horizon 2030.", tiers=("Horizon",))
    assert small.text == "Société X1 est retenu à l’horizon 2030."


def test_public_bodies_stay_readable_beside_masked_names() -> None:
    text = "Le syndicat des eaux du Velay et la Banque des Hautes Terres signent."
    masked = mask(text, tiers=("le syndicat des eaux du Velay", "la Banque des Hautes Terres"))
    assert masked.text == "Le syndicat des eaux du Velay et la Société X1 signent."


def test_a_copy_to_publish_masks_the_people_and_leaves_the_companies() -> None:
    text = "Le Café de la Place et Vialle Henri signent."
    copy = mask_for_publication(text, tiers=("le Café de la Place", "M. Henri Vialle"))
    assert copy == "Le Café de la Place et [nom masqué] signent."


def test_a_command_shows_what_a_dossier_hides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exemple = data_dir("templates") / "_exemple" / "seance.toml"
    acte = tmp_path / "acte.txt"
    acte.write_text("Terrasse du Café de la Place.\n", encoding="utf-8")
    champs = tmp_path / "champs.toml"
    champs.write_text('occupant = "le Café de la Place"\n', encoding="utf-8")
    given = ["masquer", str(acte), "--seance", str(exemple), "--donnees", str(champs)]
    assert run([*given, "--modele", "occupation-domaine-public"]) == 0
    assert capsys.readouterr().out == "Terrasse du Groupe X1.\n"
    assert run(given) == 2
    assert "modèle" in capsys.readouterr().err
    assert run(["masquer", str(acte), "--modele", "emprunt"]) == 2
    assert "--donnees" in capsys.readouterr().err


def test_an_empty_answer_names_nobody() -> None:
    assert mask("Un texte.", tiers=("", " ", "X", "…", "12")).text == "Un texte."


def test_an_organisation_is_of_the_kind_of_companies() -> None:
    masked = mask(SOURCES[2][1], tiers=(SOURCES[2][0],))
    assert {entry.kind for entry in masked.entries} == {Kind.SOCIETE}
