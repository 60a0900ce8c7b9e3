"""Templates on disk: found, overridden by the commune's own, refused when wrong."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from deliberia.catalogue import check_templates, get_template, iter_templates
from deliberia.catalogue.loading import Template
from deliberia.drafting import draft, load_seance
from deliberia.errors import TemplateError, UsageError
from deliberia.model import Severity
from deliberia.resources import data_dir

ID = "tarifs-communaux"
DAY = dt.date(2026, 11, 22)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A commune's folder that holds a copy of one of our templates."""
    shutil.copytree(data_dir("templates") / ID, tmp_path / ID)
    return tmp_path


def edit(folder: Path, name: str, old: str, new: str) -> Template:
    path = folder / ID / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return get_template(ID, folder)


def test_ours_are_listed_by_id() -> None:
    found = [template.id for template in iter_templates()]
    assert found == sorted(found)
    assert "_exemple" not in found


def test_the_communes_own_folder_goes_first(own: Path) -> None:
    template = edit(own, "texte.md.j2", "sont fixés comme suit", "sont arrêtés comme suit")
    assert template.folder == own / ID
    assert [one.folder for one in iter_templates(own) if one.id == ID] == [own / ID]
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    projet = draft(ID, seance=seance, champs={}, dossier_modeles=own)
    assert any("arrêtés comme suit" in bloc.texte for bloc in projet.blocs)


def test_an_edited_template_is_read_again(own: Path) -> None:
    before = get_template(ID, own).meta.nom
    after = edit(own, "meta.toml", f'nom = "{before}"', 'nom = "Autre nom"').meta.nom
    assert after == "Autre nom"


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("meta.toml", "format = 1", "format = 2", "« format »"),
        ("meta.toml", "resume =", "resumé =", "TOML"),
        ("meta.toml", "resume =", "resumes =", "vouliez-vous écrire « resume »"),
        ("meta.toml", 'type = "date"', 'type = "jour"', "n’admet que"),
        ("meta.toml", 'matiere = "7.10"', 'matiere = "finances"', "« matiere »"),
        ("meta.toml", 'nom = "date_effet"', 'nom = "Date effet"', "minuscules"),
        ("meta.toml", 'nom = "date_effet"', 'nom = "tarifs"', "double"),
        ("meta.toml", 'nom = "date_effet"', 'nom = "organe"', "réservé"),
        ("meta.toml", 'cle = "CGCT:L2144-3"', 'texte = "Vu le CGCT"', "nom inconnu"),
        (
            "meta.toml",
            "si = \"domaine == 'voirie'\"",
            "si = \"domaines == 'voirie'\"",
            "peut-être « domaine »",
        ),
        ("meta.toml", "si = \"domaine == 'voirie'\"", 'si = "().__class__"', "__class__"),
        ("meta.toml", "si = \"domaine == 'voirie'\"", 'si = "1 %}{% set x = 2"', "simple expression"),
        ("texte.md.j2", "{{ date_effet | date }}", "{{ date_effect | date }}", "peut-être « date_effet »"),
        ("texte.md.j2", "{{ date_effet | date }}", "{{ date_effet | dates }}", "peut-être « date »"),
        ("texte.md.j2", "{{ date_effet | date }}", "{{ date_effet.__class__ }}", "__class__"),
        ("texte.md.j2", "# Dispositif", "# Décisions", "Section inconnue"),
        ("texte.md.j2", "# Considérants", "# Visas", "à sa place"),
    ],
)
def test_a_wrong_template_is_refused_in_one_sentence(
    own: Path, name: str, old: str, new: str, words: str
) -> None:
    template = edit(own, name, old, new)
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    with pytest.raises(TemplateError) as caught:
        draft(template, seance=seance, champs=get_template(ID).exemple.champs)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["meta.toml", "texte.md.j2", "exemple.toml"])
def test_a_file_that_is_missing_or_unreadable_is_named(own: Path, name: str) -> None:
    path = own / ID / name
    path.write_bytes(b"\xff\xfe\x00")
    template = Template(own / ID)
    with pytest.raises(TemplateError, match="illisible"):
        _ = (template.meta, template.text, template.exemple)
    path.unlink()
    template = Template(own / ID)
    with pytest.raises(TemplateError, match="manque"):
        _ = (template.meta, template.text, template.exemple)


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="n’existe pas"):
        list(iter_templates(tmp_path / "rien"))


def test_a_dead_reference_is_listed_with_its_successor(own: Path) -> None:
    edit(own, "meta.toml", 'cle = "CGCT:L2144-3"', 'cle = "CGCT:L2311-7"')
    found = [one for one in check_templates(own, on=DAY) if one.cle == "CGCT:L2311-7"]
    assert len(found) == 1
    assert found[0].modele == ID
    assert found[0].severite in (Severity.ERREUR, Severity.AVERTISSEMENT)


def test_a_citation_in_plain_text_is_listed(own: Path) -> None:
    edit(own, "texte.md.j2", "Ces tarifs", "En application de l’article L. 2331-2 du CGCT, ces tarifs")
    errors = [one for one in check_templates(own, on=DAY) if one.severite is Severity.ERREUR]
    assert {one.modele for one in errors} == {ID}
    assert "« L. 2331-2 » en clair : passez par une clé de référence" in errors[0].message


def test_a_broken_template_is_listed_and_the_others_still_checked(own: Path) -> None:
    edit(own, "texte.md.j2", "# Visas", "{% include 'x' %}\n# Visas")
    found = check_templates(own, on=DAY)
    assert [one.modele for one in found if one.emplacement == "modèle"] == [ID]
    assert any(one.modele == "demande-detr-dsil" for one in found)
    assert found[0].as_dict()["severite"] == found[0].severite.value


def test_a_template_may_ask_for_the_population_and_reads_the_communes_own_without_an_answer(
    own: Path,
) -> None:
    field = '[[champs]]\nnom = "population"\ntype = "entier"\nquestion = "Population ?"\nrequis = false\n\n'
    edit(own, "meta.toml", '[[champs]]\nnom = "tarifs"', f'{field}[[champs]]\nnom = "tarifs"')
    edit(own, "texte.md.j2", "sont fixés comme suit", "sont fixés pour {{ population }} habitants")
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    for champs, words in (({}, "pour 430 habitants"), ({"population": 99}, "pour 99 habitants")):
        projet = draft(ID, seance=seance, champs=champs, dossier_modeles=own)
        assert any(words in bloc.texte for bloc in projet.blocs)
