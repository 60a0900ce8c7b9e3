"""The imaginary commune: real files, read back as a user's, drafted without a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberia.drafting import check_projet, draft, example_dossier, iter_examples
from deliberia.drafting.exemple import ACTES
from deliberia.errors import UsageError
from deliberia.model import Severity


def test_the_files_of_the_example_are_written_once(tmp_path: Path) -> None:
    folder = tmp_path / "val-fleuri"
    paths = example_dossier(folder)
    assert [path.name for path in paths] == [
        "commune.toml",
        "seance.toml",
        "acte-a-corriger.md",
        *(f"{modele}.toml" for modele in ACTES),
    ]
    with pytest.raises(UsageError):
        example_dossier(folder)
    assert example_dossier(folder, force=True) == paths


def test_every_act_of_the_example_is_ready(tmp_path: Path) -> None:
    examples = list(iter_examples(tmp_path))
    assert len(examples) == 5
    for example in examples:
        dossier = example.dossier
        assert dossier.modele == example.template.id
        projet = draft(
            dossier.modele,
            seance=dossier.seance,
            champs=dossier.champs,
            vote=dossier.vote,
            visas=dossier.visas,
            numero=dossier.numero,
        )
        assert projet.is_ready
        assert [
            one.message for one in check_projet(projet).constats if one.severite is not Severity.INFO
        ] == []
        assert projet.numero.startswith("2026_")
        assert [one for one in projet.constats if one.severite is Severity.ERREUR] == []


def test_the_example_speaks_of_members_of_its_council_only(tmp_path: Path) -> None:
    for example in iter_examples(tmp_path):
        seance, vote = example.dossier.seance, example.dossier.vote
        members = {elu.nom for elu in seance.collectivite.elus}
        named = {*seance.presents, *seance.absents, *(p.de for p in seance.pouvoirs)}
        assert named == members
        assert {p.a for p in seance.pouvoirs} <= set(seance.presents)
        assert vote is not None
        assert set(vote.ne_prennent_pas_part) <= members
