"""No private name that a field of an example gives leaves in the question put to a model."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.assistance.conftest import Model

from deliberia.assistance import find_incoherences, prepare_places, propose_passages
from deliberia.assistance.gathering import iter_champs
from deliberia.assistance.prompts import Secrets, make_demande
from deliberia.auditing import check
from deliberia.catalogue import Template, iter_templates, names_of_champs
from deliberia.drafting import Dossier, load_seance
from deliberia.masking.page import Page
from deliberia.model import Elu
from deliberia.resources import data_dir

READABLE = frozenset({
    "Communauté de communes du Haut-Allier",
    "Communauté de communes du Haut-Allier (fonds de concours)",
    "Département de la Haute-Loire",
    "Enedis",
    "La communauté de communes du Haut-Allier",
    "Le Centre national de la fonction publique territoriale, qui a donné son accord le 6 octobre 2026, "
    "finance l’autre part",
    "Le préfet de la Haute-Loire",
    "L’Agence de la transition écologique prend en charge la moitié du coût",
    "L’office de tourisme du Haut-Allier",
    "Région",
    "Société publique locale du Haut-Allier",
    "Syndicat des eaux du Velay",
    "Syndicat départemental d’énergie de la Haute-Loire",
    "agence technique de la Haute-Loire",
    "directement au fournisseur d’énergie",
    "l’office public de l’habitat du Velay",
    "la Banque des Territoires",
    "la communauté de communes du Haut-Allier",
    "la directrice départementale de La Poste",
    "la secrétaire générale de mairie",
    "le Comité national d’action sociale",
    "le centre de gestion de la Haute-Loire",
    "le préfet de la Haute-Loire",
    "le responsable des services techniques",
    "le syndicat d’énergie de la Haute-Loire",
    "les archives départementales de la Haute-Loire",
    "les communes du canton",
    "les frais de géomètre et d’acte sont partagés par moitié",
    "les frais de géomètre et d’acte sont à la charge de l’acquéreur",
    "les frais d’acte sont à la charge de l’acquéreur",
    "les frais d’acte sont à la charge de l’association syndicale",
    "l’établissement public foncier du Haut-Allier",
    "une infirmière libérale",
    "inconnu",
    "État",
    "État – DETR",
})  # fmt: skip
"""Answers of the examples that are no secret: public bodies, functions, sentences that name nobody."""

TEMPLATES = {template.id: template for template in iter_templates()}


def read_example(template: Template) -> Dossier:
    return Dossier(
        seance=load_seance(data_dir("templates") / "_exemple" / "seance.toml"),
        modele=template.id,
        champs=template.exemple.champs,
    )


def flatten(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", Page(text).flat))


def strip(name: str) -> str:
    """Leave out the civility, the article and what follows a comma."""
    bare = re.sub(r"^(?:(?:M\.|Mme|Maître|Me) |(?:[Ll][ae]s? |[Ll][’']))", "", name.split(",")[0])
    return re.sub(r"^(?:société|association|indivision) ", "", bare)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_no_name_of_the_fields_leaves(name: str) -> None:
    template = TEMPLATES[name]
    dossier = read_example(template)
    given = names_of_champs(template, dossier.champs)
    for place in prepare_places(template, dossier):
        for demande in (place.demande, place.courte):
            said = " ".join(message.content for message in demande.messages)
            left = [one for one in given if one not in READABLE and flatten(strip(one)) in flatten(said)]
            assert not left
            restored = demande.masked.restore(demande.masked.text)
            assert restored.text == demande.masked.source
            assert restored.is_complete
        assert [one for one in given if not place.facts.has_phrase(one)] == []


def test_public_bodies_are_left_readable() -> None:
    template = TEMPLATES["fonds-de-concours"]
    (place, *_) = prepare_places(template, read_example(template))
    assert "la communauté de communes du Haut-Allier" in place.demande.masked.text


def test_the_article_of_a_party_stands_before_its_pseudonym() -> None:
    template = TEMPLATES["occupation-domaine-public"]
    (place, *_) = prepare_places(template, read_example(template))
    assert "Occupation du domaine public par le Groupe X1" in place.demande.masked.text
    assert "- Groupe X1 (masculin singulier, « le »)" in place.demande.messages[-1].content


@pytest.mark.parametrize("beside", ['modele = "occupation-domaine-public"\n', "", 'modele = "nul"\n', "[[["])
def test_a_written_act_is_read_again_with_the_names_of_its_data(
    model: Model, tmp_path: Path, beside: str
) -> None:
    acte = tmp_path / "acte.txt"
    acte.write_text("Commune de Val-Fleuri\nTerrasse du Café de la Place.\n", encoding="utf-8")
    (tmp_path / "acte.toml").write_text(f'{beside}occupant = "le Café de la Place"\n', encoding="utf-8")
    with model.script('{"remarques": []}').client() as client:
        (lecture,) = find_incoherences([check(acte)], client)
    assert lecture.erreur is None
    assert ("Café de la Place" in model.sent) is ("occupation" not in beside)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_no_unit_is_told_twice_and_no_choice_by_its_code(name: str) -> None:
    template = TEMPLATES[name]
    told = list(iter_champs(template, template.exemple.champs))
    assert [text for _, text in told if re.search(r"%\s*%|€\s*€", text)] == []
    for champ in template.meta.champs:
        given = template.exemple.champs.get(champ.nom)
        if champ.choix and given is not None:
            (answer,) = (text for _, text in iter_champs(template, {champ.nom: given}))
            assert answer in {one.libelle for one in champ.choix}


@pytest.mark.parametrize(
    ("name", "champs", "told"),
    [
        ("emprunt", {"amortissement": "echeances"}, "Échéances constantes"),
        ("emprunt", {"taux": 3.35}, "3,35 %"),
        ("emprunt", {"taux": "3,35 %"}, "3,35 %"),
        ("bail-rural", {"fermage": 96}, "96 €/ha"),
    ],
)
def test_a_value_is_told_as_it_is_read(name: str, champs: dict[str, object], told: str) -> None:
    template = TEMPLATES[name]
    assert [
        text.replace("\u202f", " ").replace("\xa0", " ") for _, text in iter_champs(template, champs)
    ] == [told]


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("occupation-domaine-public", "La demande du Groupe X1 est utile.", "La demande du Café de la Place"),
        ("occupation-domaine-public", "L’avis de la Société X1 est utile.", "L’avis du Café de la Place"),
        ("emprunt", "L’offre de la Société X1 est reçue.", "L’offre de la Banque des Hautes Terres"),
        (
            "attribution-marche",
            "Les offres de Société X1 et de la Société X2 sont reçues.",
            "Les offres de Charpentes du Velay et de Couvertures Ravel et fils",
        ),
    ],
)
def test_the_passage_names_the_parties_as_the_act_does(
    model: Model, name: str, answer: str, expected: str
) -> None:
    template = TEMPLATES[name]
    with model.script(*[answer] * 4).client() as client:
        (passage, *_) = propose_passages(template, read_example(template), client)
    assert passage.texte.startswith(expected)
    assert not [reason for reason in passage.motifs if reason.startswith("Le nom ")]


FIELDS = [
    ("emprunt", "preteur"),
    ("occupation-domaine-public", "occupant"),
    ("cession-immeuble", "acquereur"),
    ("subvention-association", "beneficiaire"),
    ("convention-caf", "partenaires"),
    ("maitrise-oeuvre-programme", "maitre_oeuvre"),
]


@pytest.mark.parametrize(("name", "champ"), FIELDS)
@pytest.mark.parametrize(
    "answer",
    [
        "Zorglub",
        "zorglub travaux",
        "Les Zorglub",
        "le Zorglub des Cimes",
        "l’Atelier Zorglub",
        "SARL Zorglub & Fils",
        "Zorglub, 12 rue du Lac",
        "Mme Ida Zorglub",
        "Zorglub et Toits du Val",
    ],
)
def test_a_name_leaves_in_no_form(name: str, champ: str, answer: str) -> None:
    template = TEMPLATES[name]
    dossier = replace(read_example(template), champs={**template.exemple.champs, champ: answer})
    (place, *_) = prepare_places(template, dossier)
    assert "zorglub" not in flatten(place.demande.messages[-1].content)
    assert place.demande.masked.restore(place.demande.masked.text).text == place.demande.masked.source


WORDS_OF_LAW = (
    "Bail",
    "Bureau",
    "Prix",
    "Loyer",
    "Tarif",
    "Montant",
    "Conseil",
    "Legal",
    "Point",
    "Lemaire",
    "Laville",
)


@pytest.mark.parametrize(
    "name",
    [
        "bail-location",
        "bail-rural",
        "cession-immeuble",
        "attribution-marche",
        "emprunt",
        "frais-deplacement-agents",
    ],
)
def test_the_questions_stay_readable_when_someone_is_named_as_a_word_of_law(name: str) -> None:
    template = TEMPLATES[name]
    dossier = read_example(template)
    commune = dossier.seance.collectivite
    council = tuple(Elu(nom=f"Mme Oriande {word}") for word in WORDS_OF_LAW)
    seance = replace(dossier.seance, collectivite=replace(commune, elus=council))
    (place, *_) = prepare_places(template, replace(dossier, seance=seance))
    for question, _ in iter_champs(template, dossier.champs):
        assert f"- {question.rstrip(' ?')} : " in place.demande.masked.text


def test_the_headings_of_the_references_are_sent_as_they_are() -> None:
    demande = make_demande(
        "Écris.",
        "Vu l’article L. 2121-29 du code général des collectivités territoriales, le conseil décide.",
        references={"CGCT:L2121-29": "article L. 2121-29 du code général, affaires du conseil"},
        secrets=Secrets(connus=("Mme Anne Article", "M. Jean Conseil", "M. Luc Général")),
    )
    sent = demande.messages[-1].content
    assert "[[CGCT:L2121-29]] : article L. 2121-29 du code général, affaires du conseil" in sent
    assert demande.masked.text == demande.masked.source


def test_a_person_in_a_judgment_is_masked_though_the_judgment_is_a_reference() -> None:
    demande = make_demande(
        "Écris.",
        "Vu le jugement du tribunal administratif, 3 mars 2026, M. Gaston Dubreuil, n° 2500123 ;",
        references={},
        secrets=Secrets(),
    )
    assert "Dubreuil" not in demande.messages[-1].content
