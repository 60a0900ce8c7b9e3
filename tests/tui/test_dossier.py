"""The files of the folder: TOML written and read back, changes made elsewhere, the attendance sheet."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberia.errors import DataError
from deliberia_tui.dossier.espace import Espace, open_acte, read_acte, shape_acte
from deliberia_tui.dossier.fichiers import FichierModifie, load_fichier
from deliberia_tui.dossier.toml import dump_toml
from deliberia_tui.elements.coupe import wrap
from deliberia_tui.presences import Presence, read_feuille

_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
_SCALARS = st.one_of(
    _TEXTS,
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.dates(),
    st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=2),
)
_NAMES = st.text("abcdefgh_-é ", min_size=1, max_size=8)
_TABLES = st.dictionaries(_NAMES, st.one_of(_SCALARS, st.lists(_TEXTS, max_size=4)), max_size=4)
_DOCUMENTS = st.dictionaries(
    _NAMES,
    st.one_of(_SCALARS, st.lists(_TEXTS, max_size=4), _TABLES, st.lists(_TABLES, min_size=1, max_size=3)),
    max_size=6,
)


@given(_DOCUMENTS)
def test_what_is_written_is_read_back(document: dict[str, Any]) -> None:
    assert tomllib.loads(dump_toml(document), parse_float=Decimal) == document


def test_every_example_file_survives_being_written_again(dossier: Path) -> None:
    for path in dossier.glob("*.toml"):
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        assert tomllib.loads(dump_toml(content), parse_float=Decimal) == content


def test_new_lines_and_quotes_are_kept() -> None:
    text = 'première ligne\nseconde « ligne » "entre guillemets" \\ fin'
    assert tomllib.loads(dump_toml({"expose": text})) == {"expose": text}


def test_a_file_changed_elsewhere_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "seance.toml"
    fichier = load_fichier(path)
    fichier.contenu["lieu"] = "mairie"
    fichier.write(fichier.render())
    path.write_text('lieu = "école"\n', encoding="utf-8")
    with pytest.raises(FichierModifie):
        fichier.write(fichier.render())
    assert path.read_text(encoding="utf-8") == 'lieu = "école"\n'
    fichier.write(fichier.render(), force=True)
    assert path.read_text(encoding="utf-8") == 'lieu = "mairie"\n'


def test_a_file_that_is_not_toml_is_refused_in_french(tmp_path: Path) -> None:
    path = tmp_path / "acte.toml"
    path.write_text("ceci n’est pas = du [toml", encoding="utf-8")
    with pytest.raises(DataError, match="n’est pas un TOML correct"):
        load_fichier(path)


def test_fields_at_the_top_are_put_in_their_table(tmp_path: Path) -> None:
    path = tmp_path / "acte.toml"
    path.write_text(
        'modele = "subvention-association"\nmontant = 12.50\n[vote]\npour = 3\n', encoding="utf-8"
    )
    assert open_acte(path).contenu == {
        "modele": "subvention-association",
        "champs": {"montant": Decimal("12.50")},
        "vote": {"pour": 3},
    }
    assert shape_acte({"modele": "x", "champs": {}}) == {"modele": "x", "champs": {}}


def test_only_files_that_name_a_template_are_acts(dossier: Path) -> None:
    (dossier / "notes.toml").write_text('titre = "notes"\n', encoding="utf-8")
    (dossier / "casse.toml").write_text("[", encoding="utf-8")
    acts = [acte for acte in map(read_acte, Espace(dossier).list_paths()) if acte]
    assert len(acts) == 5


def test_a_new_act_never_takes_a_name_in_use(dossier: Path) -> None:
    espace = Espace(dossier)
    assert espace.new_path("subvention-association").name == "subvention-association-2.toml"
    espace.new_path("subvention-association").write_text("", encoding="utf-8")
    assert espace.new_path("subvention-association").name == "subvention-association-3.toml"


def test_lines_are_never_cut_at_a_non_breaking_space() -> None:
    text = "le 17\u00a0novembre 2026 à 19\u00a0h\u00a000, réunion"
    lines = [text[one.start : one.end] for one in wrap(text, 15)]
    assert lines == ["le 17\u00a0novembre", "2026 à 19\u00a0h\u00a000,", "réunion"]


@given(st.text("ab \u00a0\n", max_size=60), st.integers(4, 20))
def test_lines_hold_every_character_but_spaces_and_ends(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(one.end - one.start <= width for one in lines)
    joined = "".join(text[one.start : one.end] for one in lines)
    assert joined.replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_the_sheet_of_the_example_is_read_and_put_back_unchanged(dossier: Path) -> None:
    content = tomllib.loads((dossier / "seance.toml").read_text(encoding="utf-8"))
    elus = tomllib.loads((dossier / "commune.toml").read_text(encoding="utf-8"))["elus"]
    feuille = read_feuille(content, elus)
    lists = {name: content[name] for name in feuille.as_lists()}
    assert feuille.as_lists() == lists
    assert len(feuille.membres) == 11


def test_someone_the_commune_does_not_know_is_kept_on_the_sheet() -> None:
    feuille = read_feuille({"presents": ["M. Paul Astruc"]}, ["Mme Claire Vasseur"])
    assert [one.nom for one in feuille.membres] == ["Mme Claire Vasseur", "M. Paul Astruc"]
    assert [one.presence for one in feuille.membres] == [Presence.INCONNU, Presence.PRESENT]
