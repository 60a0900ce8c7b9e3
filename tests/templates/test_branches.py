"""Every template, every branch of its conditions: complete, well written, and proved in force.

The texts are compared with `attendus/<id>.txt`. To accept a change of prose, read the difference, then run
`ACCEPTER=1 pytest tests/templates`.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from deliberia.catalogue import check_templates, get_template, iter_templates
from deliberia.catalogue.schema import Branche, JourExemple
from deliberia.citations import find_citations
from deliberia.drafting import draft, load_seance, parse_commune, parse_seance, parse_vote
from deliberia.model import Bloc, Projet, Provenance, Severity, TargetKind
from deliberia.resources import data_dir
from deliberia.text import typeset
from deliberia.verification import verify

DAY = dt.date(2026, 11, 22)
EXPECTED = Path(__file__).parent / "attendus"
IDS = [template.id for template in iter_templates()]


@dataclass(frozen=True)
class Case:
    """One template and one set of facts."""

    modele: str
    nom: str
    champs: dict[str, Any]
    vote: dict[str, Any]
    commune: dict[str, Any]
    visas: tuple[str, ...]
    jour: JourExemple | None

    def draft(self) -> Projet:
        seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
        if self.commune:
            raw = _commune_data() | self.commune
            collectivite = parse_commune(raw)
            data = _seance_data() | {"president": raw["maire"]}
            seance = parse_seance(data, collectivite)
        if self.jour:
            seance = replace(seance, date=self.jour.date, convocation=self.jour.convocation)
        return draft(
            self.modele,
            seance=seance,
            champs=self.champs,
            vote=parse_vote(self.vote),
            visas=self.visas,
            strict=True,
        )


def _commune_data() -> dict[str, Any]:
    import tomllib

    return tomllib.loads((data_dir("templates") / "_exemple" / "commune.toml").read_text("utf-8"))


def _seance_data() -> dict[str, Any]:
    import tomllib

    data = tomllib.loads((data_dir("templates") / "_exemple" / "seance.toml").read_text("utf-8"))
    data.pop("commune")
    return data


def _cases(modele: str) -> list[Case]:
    exemple = get_template(modele).exemple
    branches = (Branche(nom="exemple"), *exemple.branches)
    return [
        Case(
            modele=modele,
            nom=branche.nom,
            champs={name: value for name, value in exemple.champs.items() if name not in branche.sans}
            | branche.champs,
            vote=branche.vote if branche.vote is not None else exemple.vote,
            commune=branche.commune or exemple.commune,
            visas=branche.visas or exemple.visas,
            jour=branche.seance or exemple.seance,
        )
        for branche in branches
    ]


CASES = [case for modele in IDS for case in _cases(modele)]


def _print(projet: Projet) -> str:
    lines = [f"Objet : {projet.titre}"]
    for bloc in projet.blocs:
        lines.append(f"{bloc.intitule} : {bloc.texte}" if bloc.intitule else bloc.texte)
        lines += _print_table(bloc)
    lines.append(f"visas : {', '.join(projet.visas_cles)}")
    lines += [f"{one.severite.value} {one.regle} : {one.message}" for one in projet.constats]
    return "\n".join(lines)


def _print_table(bloc: Bloc) -> list[str]:
    if bloc.tableau is None:
        return []
    rows = (bloc.tableau.colonnes, *bloc.tableau.lignes, bloc.tableau.total)
    return ["  | " + " | ".join(row) for row in rows if row]


@pytest.fixture(scope="module", params=CASES, ids=[f"{case.modele}: {case.nom}" for case in CASES])
def drafted(request: pytest.FixtureRequest) -> tuple[Case, Projet]:
    case: Case = request.param
    return case, case.draft()


def test_a_branch_is_complete(drafted: tuple[Case, Projet]) -> None:
    _, projet = drafted
    assert projet.manquants == ()
    assert "[…]" not in _print(projet)
    assert projet.is_complete


def test_a_branch_has_no_error(drafted: tuple[Case, Projet]) -> None:
    _, projet = drafted
    assert [one.message for one in projet.constats if one.severite is Severity.ERREUR] == []


def test_every_citation_of_a_branch_is_in_force_and_may_be_printed(drafted: tuple[Case, Projet]) -> None:
    _, projet = drafted
    for bloc in projet.blocs:
        for citation in find_citations(bloc.texte):
            for target in citation.targets:
                if target.kind is TargetKind.ACTE_LOCAL:
                    continue
                assert target.cle is not None, citation.surface
                assert verify(target.cle, on=DAY).is_citable, target.cle


def test_the_keys_of_a_branch_are_those_its_visas_print(drafted: tuple[Case, Projet]) -> None:
    _, projet = drafted
    read: list[str] = []
    for bloc in projet.blocs:
        if bloc.sorte.value == "visa":
            targets = [target for citation in find_citations(bloc.texte) for target in citation.targets]
            read += [t.cle for t in targets if t.cle and t.kind is not TargetKind.ACTE_LOCAL]
    codes = {key for key in read if ":" not in key and key not in projet.visas_cles}
    whole = {
        key
        for key in read
        if key.count(":") == 1 and any(cle.startswith(f"{key}:") for cle in projet.visas_cles)
    }
    assert [key for key in read if key not in codes | whole] == list(projet.visas_cles)


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("an ordinary space before a high sign", r" [;:!?»%€]"),
        ("an ordinary space after an opening guillemet", r"« "),
        ("two spaces", r"[ \u00a0\u202f]{2}"),
        ("a space before a comma or a full stop", r"[ \u00a0\u202f][,.](?!\d)"),
        ("two signs in a row", r"[,;.:]{2}|,\s*\.|\.\s*;"),
        ("a straight apostrophe", r"'"),
        ("de le, de les, à le", r"\b(?:de le|de les|à le|à les)\b(?! présent)"),
        ("a missing elision", r"\b(?:de|que|le|la|se|ne) [aeiouéèêh](?!uit|onz|aut|asard|angar)"),
        ("a mark of the engine", r"[\ue000-\uf8ff{}|]"),
        ("a word twice", r"\b(\w{2,})[ \u00a0]\1\b"),
    ],
)
def test_the_prose_of_a_branch_is_clean(drafted: tuple[Case, Projet], fault: str, pattern: str) -> None:
    _, projet = drafted
    for bloc in projet.blocs:
        found = re.search(pattern, bloc.texte)
        assert found is None, f"{fault}: {bloc.texte[max(0, found.start() - 30) : found.end() + 30]}"


def test_each_paragraph_is_a_sentence(drafted: tuple[Case, Projet]) -> None:
    _, projet = drafted
    for bloc in projet.blocs:
        assert bloc.texte[:1].isupper(), bloc.texte
        assert bloc.texte.endswith((".", ";")), bloc.texte
        assert bloc.texte == typeset(bloc.texte)
        assert "\n" not in bloc.texte


def test_drafting_twice_gives_the_same_act(drafted: tuple[Case, Projet]) -> None:
    case, projet = drafted
    assert case.draft() == projet


def test_a_template_writes_everything_but_what_the_user_typed(drafted: tuple[Case, Projet]) -> None:
    case, projet = drafted
    if not case.visas and "expose" not in case.champs:
        assert {bloc.provenance for bloc in projet.blocs} == {Provenance.MODELE}


@pytest.mark.parametrize("modele", IDS)
def test_the_text_of_every_branch_is_the_expected_one(modele: str) -> None:
    printed = "\n\n".join(
        f"=== {case.nom}\n{_print(case.draft())}" for case in CASES if case.modele == modele
    )
    path = EXPECTED / f"{modele}.txt"
    if os.environ.get("ACCEPTER"):
        EXPECTED.mkdir(exist_ok=True)
        path.write_text(printed + "\n", encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == printed + "\n"


@pytest.mark.parametrize("modele", IDS)
def test_a_template_without_any_fact_names_all_that_is_missing(modele: str) -> None:
    template = get_template(modele)
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    projet = draft(modele, seance=seance, champs={})
    required = [champ.nom for champ in template.meta.champs if champ.requis]
    assert [name for name in required if name not in projet.manquants] == []
    assert ("vote" in projet.manquants) is not template.meta.prend_acte
    assert not projet.is_complete
    assert "[…]" in "".join(bloc.texte for bloc in projet.blocs)


@pytest.mark.parametrize("modele", IDS)
def test_a_template_is_drafted_whatever_is_missing(modele: str) -> None:
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    champs = get_template(modele).exemple.champs
    fewer = [{name: value for name, value in champs.items() if name != gone} for gone in champs]
    for one in fewer:
        assert draft(modele, seance=seance, champs=one).blocs
    nameless = replace(seance.collectivite, population=None, maire="")
    unknown = replace(seance, collectivite=nameless, president="", date=None)
    assert draft(modele, seance=unknown, champs=champs).blocs


@pytest.mark.parametrize("modele", IDS)
def test_every_condition_of_a_template_is_true_in_a_branch_and_false_in_another(modele: str) -> None:
    template = get_template(modele)
    keys = {visa.cle for visa in template.meta.visas} | {v.repli for v in template.meta.visas if v.repli}
    printed = [set(case.draft().visas_cles) for case in CASES if case.modele == modele]
    ever = set().union(*printed)
    citable = {key for key in keys if verify(key, on=DAY).is_citable}
    conditional = {visa.cle for visa in template.meta.visas if visa.si} & citable
    assert citable - ever == set()
    assert {key for key in conditional if all(key in keys for keys in printed)} == set()


def test_no_reference_of_our_templates_is_dead_or_written_in_plain_text() -> None:
    errors = [one for one in check_templates(on=DAY) if one.severite is Severity.ERREUR]
    assert errors == []


@pytest.mark.parametrize("modele", IDS)
def test_a_template_says_what_a_secretary_needs_to_know(modele: str) -> None:
    meta = get_template(modele).meta
    assert meta.sources
    for champ in meta.champs:
        assert champ.question.endswith("?"), champ.nom
        assert not champ.requis or champ.exemple or champ.sous_champs, champ.nom


def test_the_fields_of_a_template_are_those_of_the_catalogue(shared: Path) -> None:
    import csv

    with (shared / "legal-brief" / "catalogue.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}
    for modele in IDS:
        meta = get_template(modele).meta
        known = {champ.nom: champ for champ in meta.champs}
        assert meta.matiere == rows[modele]["matiere_actes"]
        assert meta.domaine == rows[modele]["domaine"]
        for item in rows[modele]["donnees"].split(";"):
            name, _, shape = item.strip().partition(":")
            if name == "seance":
                continue
            assert name in known, f"{modele}: {name}"
            if shape.startswith("list("):
                wanted = [cell.partition("/")[0] for cell in shape[5:-1].split(",")]
                names = {cell for cell in wanted if cell.isidentifier()}
                assert names <= {sub.nom for sub in known[name].sous_champs}, f"{modele}: {name}"
