"""Whatever a file or a person gives, drafting answers with an act or with one French sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliberia.catalogue import get_template, iter_templates
from deliberia.drafting import draft, load_seance, parse_document
from deliberia.errors import DataError
from deliberia.model import Seance, Vote
from deliberia.resources import data_dir

IDS = [template.id for template in iter_templates()]
TEXT_FIELDS = {
    template.id: name
    for template in iter_templates()
    for name in [c.nom for c in template.meta.champs if c.type.value == "texte"][:1]
}
"""A free text of each template that asks for one."""
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
VOTE = Vote(votants=10, pour=10, contre=0, abstentions=0)


@pytest.fixture(scope="module")
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


@pytest.mark.parametrize("modele", IDS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_of_a_field_is_drafted_or_refused(modele: str, seance: Seance, data: st.DataObject) -> None:
    template = get_template(modele)
    name = data.draw(st.sampled_from([champ.nom for champ in template.meta.champs]))
    champs: dict[str, Any] = dict(template.exemple.champs) | {name: data.draw(VALUES)}
    refusal = ""
    texts: tuple[str, ...] = ()
    try:
        texts = tuple(bloc.texte for bloc in draft(modele, seance=seance, champs=champs, vote=VOTE).blocs)
    except DataError as error:
        refusal = str(error)
    assert bool(refusal) != bool(texts)
    assert not any("\n" in text for text in (refusal, *texts))
    assert not refusal or name in refusal or "vote" in refusal


@pytest.mark.parametrize("modele", sorted(TEXT_FIELDS))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=st.text(min_size=1, max_size=200))
def test_any_text_leaves_the_structure_of_the_act(modele: str, seance: Seance, typed: str) -> None:
    template = get_template(modele)
    example = dict(template.exemple.champs)
    name = TEXT_FIELDS[modele]
    example.setdefault(name, "a")
    try:
        projet = draft(modele, seance=seance, champs=example | {name: f"a{typed}"}, vote=VOTE)
    except DataError:
        return
    reference = draft(modele, seance=seance, champs=example, vote=VOTE)
    assert [bloc.sorte for bloc in projet.blocs] == [bloc.sorte for bloc in reference.blocs]
    assert [bloc.provenance for bloc in projet.blocs] == [bloc.provenance for bloc in reference.blocs]
    assert [bloc.intitule for bloc in projet.blocs] == [bloc.intitule for bloc in reference.blocs]


@settings(max_examples=200, deadline=None)
@given(document=st.dictionaries(st.sampled_from(["modele", "commune", "seance", "champs", "vote"]), VALUES))
def test_any_json_is_a_dossier_or_is_refused(document: dict[str, Any]) -> None:
    refusal = ""
    try:
        parse_document(json.dumps(document))
    except DataError as error:
        refusal = str(error)
    assert "\n" not in refusal


def test_a_long_list_is_drafted(seance: Seance) -> None:
    rows = [{"objet": f"objet {number}", "usager": "tous", "eur": number} for number in range(2000)]
    projet = draft("tarifs-communaux", seance=seance, champs={"tarifs": rows, "date_effet": "2027-01-01"})
    tables = [bloc.tableau for bloc in projet.blocs if bloc.tableau is not None]
    assert len(tables[0].lignes) == 2000


@pytest.mark.parametrize("row", [{}, {"section": None}, {"chapitre": "011"}], ids=str)
def test_a_row_without_its_section_is_a_projet_with_holes(seance: Seance, row: dict[str, Any]) -> None:
    champs = dict(get_template("decision-modificative").exemple.champs) | {"lignes": [row]}
    projet = draft("decision-modificative", seance=seance, champs=champs, vote=VOTE)
    assert "lignes" in " ".join(projet.manquants)
    assert not projet.is_complete
