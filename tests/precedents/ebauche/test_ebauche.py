"""A template made from an act: what is sure is kept, what changes is asked, nobody is named."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest

from deliberia.catalogue import get_template
from deliberia.cli import run
from deliberia.documents import render_docx
from deliberia.drafting import draft, iter_examples
from deliberia.errors import DataError, UsageError
from deliberia.precedents import check_ebauche, scaffold, write_ebauche

DAY = dt.date(2026, 11, 22)
ACTE = """République française
Département de la Haute-Loire
Commune de Val-Fleuri

Extrait du registre des délibérations du conseil municipal
Séance du mardi 17 novembre 2026 à 19 h 00
Date de convocation : 10 novembre 2026
Présents : Mme Claire Vasseur, M. Bastien Roure, Mme Odile Charbonnel
Secrétaire de séance : M. Bastien Roure

Objet : Remboursement de frais à Mme Odile Charbonnel

Vu l’article L. 2121-29 du code général des collectivités territoriales ;
Vu la loi n° 84-53 du 26 janvier 1984 portant dispositions statutaires ;
Vu la délibération n° 2026-007 du 14 avril 2026 adoptant le budget de l’exercice 2026 ;
Considérant que Mme Odile Charbonnel, demeurant 12 rue des Tanneurs 43100 Brioude, a avancé 125,50 € ;
Considérant qu’en application de l’article L. 2121-29 du code général des collectivités territoriales
le conseil municipal règle les affaires de la commune ;

Le conseil municipal, après en avoir délibéré, décide :

Article 1er : La somme de 125,50 € est remboursée à Madame Odile Charbonnel avant le 31 décembre 2026.
Article 2 : La dépense est répartie comme suit.

| Objet | Montant |
| Train | 100,00 |
| Repas | 25,50 |
| Total | 125,50 |

Article 3 : Madame le Maire est autorisée à signer tout document utile, conformément à la loi n° 84-53
du 26 janvier 1984.

Adopté à l’unanimité. Votants : 3 ; pour : 3 ; contre : 0 ; abstentions : 0.
"""


def make(tmp_path: Path, text: str = ACTE, name: str = "acte.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_firm_visas_are_kept_and_dead_ones_proposed_aside() -> None:
    made = scaffold(ACTE, on=DAY)
    assert made.visas == ("CGCT:L2121-29",)
    assert any("84-53" in one.texte and "CGFP" in one.motif for one in made.propositions)
    meta = tomllib.loads(made.meta)
    assert meta["visas"] == [{"cle": "CGCT:L2121-29"}]
    assert any("84-53" in doubt for doubt in meta["a_verifier"])
    assert '# cle = "CGFP"' in made.meta


def test_a_dead_reference_of_the_text_becomes_a_question() -> None:
    made = scaffold(ACTE, on=DAY)
    assert "84-53" not in made.texte
    assert "84-53" not in made.exemple
    assert "reference" in made.champs
    assert '{{ ref("CGCT:L2121-29") }}' in made.texte


def test_nobody_is_named_in_the_files() -> None:
    made = scaffold(ACTE, on=DAY)
    for text in made.files.values():
        for word in ("Charbonnel", "Vasseur", "Roure", "Tanneurs", "Brioude", "Odile"):
            assert word not in text
    assert "{{ personne | personne }}" in made.texte
    assert "{{ adresse }}" in made.texte


def test_amounts_dates_and_numbers_become_fields_asked_once() -> None:
    made = scaffold(ACTE, on=DAY)
    example = tomllib.loads(made.exemple)["champs"]
    assert example["montant"] == pytest.approx(125.50)
    assert "montant_2" not in example
    assert dt.date(2026, 4, 14) in example.values()
    assert dt.date(2026, 12, 31) in example.values()
    assert "2026-007" in example.values()
    assert "{{ seance.annee }}" in made.texte


def test_a_table_becomes_a_list_with_its_total() -> None:
    made = scaffold(ACTE, on=DAY)
    assert tomllib.loads(made.exemple)["champs"]["lignes"] == [
        {"objet": "Train", "montant": 100},
        {"objet": "Repas", "montant": 25.50},
    ]
    assert '|= Total | {{ lignes | somme("montant") | montant }} |' in made.texte


def test_the_mayor_and_the_council_agree_with_the_commune() -> None:
    made = scaffold(ACTE, on=DAY)
    assert "{{ executif.titre }} est {{ executif.autorise }} à signer" in made.texte


def test_the_template_passes_and_gives_the_act_back(tmp_path: Path) -> None:
    made = write_ebauche(make(tmp_path), tmp_path / "modeles", on=DAY, modele="frais-elue")
    report = check_ebauche(made, tmp_path / "modeles")
    assert report.fautes == ()
    assert report.ressemblance >= 95
    assert get_template("frais-elue", tmp_path / "modeles").meta.visas[0].cle == "CGCT:L2121-29"


def test_each_act_of_the_example_gives_a_template_that_passes(tmp_path: Path) -> None:
    for number, example in enumerate(iter_examples(tmp_path / "exemple")):
        dossier = example.dossier
        projet = draft(
            example.template,
            seance=dossier.seance,
            champs=dossier.champs,
            vote=dossier.vote,
            visas=dossier.visas,
            numero=dossier.numero,
        )
        path = tmp_path / f"acte-{number}.docx"
        path.write_bytes(render_docx(projet))
        made = write_ebauche(path, tmp_path / "modeles", on=DAY)
        report = check_ebauche(made, tmp_path / "modeles")
        assert report.fautes == ()
        assert report.ressemblance >= 90


def test_capital_verbs_without_articles_become_sentences() -> None:
    head, _, _ = ACTE.partition("Article 1er")
    made = scaffold(f"{head}\n- DÉCIDE de rembourser 125,50 €\n- AUTORISE Madame le Maire à signer\n", on=DAY)
    assert made.texte.count("## Article") == 2
    assert "{{ organe.le | majuscule }} décide de rembourser {{ montant | euros }}" in made.texte


def test_braces_of_the_act_are_never_tags(tmp_path: Path) -> None:
    hostile = ACTE.replace("tout document utile", "{{ ''.__class__ }} {% include 'x' %} {# fin #}")
    made = write_ebauche(make(tmp_path, hostile), tmp_path / "modeles", on=DAY, modele="essai")
    assert "{% include" not in made.texte
    assert check_ebauche(made, tmp_path / "modeles").fautes == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bonjour à tous.\n" * 20, "ne ressemble pas"),
        (ACTE + "x " * 40_000, "trop long"),
    ],
)
def test_what_is_not_one_act_is_refused(text: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        scaffold(text, on=DAY)


def test_an_existing_template_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = make(tmp_path)
    write_ebauche(path, tmp_path / "m", on=DAY, modele="essai")
    with pytest.raises(UsageError, match="existe déjà"):
        write_ebauche(path, tmp_path / "m", on=DAY, modele="essai")
    write_ebauche(path, tmp_path / "m", on=DAY, modele="essai", force=True)


@pytest.mark.parametrize("modele", ["../essai", "Essai", "a b", "con"])
def test_an_identifier_that_leads_elsewhere_is_refused(tmp_path: Path, modele: str) -> None:
    with pytest.raises(UsageError, match="identifiant"):
        write_ebauche(make(tmp_path), tmp_path / "m", on=DAY, modele=modele)


def test_the_command_says_what_remains_and_verifies_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "m")
    words = ["modeles", "nouveau", str(make(tmp_path)), "-o", folder, "--id", "frais-elue"]
    assert run([*words, "--date", "2026-11-22"]) == 0
    said = capsys.readouterr()
    for part in ("champs proposés", "Visa non repris", "À faire", "redonne l’acte"):
        assert part in said.err.replace("\u00a0", " ")
    assert "Charbonnel" not in said.out + said.err
    assert run(["modeles", "verifier", folder, "--format", "json", "--date", "2026-11-22"]) == 0
    assert json.loads(capsys.readouterr().out)["a_reprendre"] == []
