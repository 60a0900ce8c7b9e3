"""What `references importer` tells once an import is done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from deliberia.cli.importer import command

Writer = Any  # the class of conftest, which cannot be imported from here


def tell(*arguments: object) -> str:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_first_complete_import_says_that_the_base_is_filled_anew(small: Path, base: Path) -> None:
    said = tell(small, "--base", base)
    assert f"Base remplie à neuf avec {small.name}." in said
    assert "ajoutés" not in said.lower()


def test_the_changes_are_those_of_the_daily_archives(
    small: Path, base: Path, writer: Writer, tmp_path: Path
) -> None:
    archive = writer("20250714-211706")
    archive.article(40, "L1-9")
    daily = archive.save(tmp_path / "LEGI_20250714-211706.tar.gz")
    first = tell(small, daily, "--base", base)
    assert f"Base remplie à neuf avec {small.name}." in first
    assert "Archives quotidiennes : 1. Fichiers ajoutés : 1, remplacés : 0" in first
    again = writer("20250715-211706")
    again.article(41, "L1-10")
    said = tell(again.save(tmp_path / "LEGI_20250715-211706.tar.gz"), "--base", base)
    assert "neuf" not in said
    assert "Fichiers ajoutés : 1, remplacés : 0, supprimés : 0, inchangés : 0" in said


def test_an_archive_already_read_says_that_there_is_nothing_new(small: Path, base: Path) -> None:
    tell(small, "--base", base)
    said = tell(small, "--base", base)
    assert "Rien de nouveau à lire : la base était à jour." in said


def test_the_json_tells_a_base_filled_anew(small: Path, base: Path) -> None:
    first = json.loads(tell(small, "--base", base, "--format", "json"))
    second = json.loads(tell(small, "--base", base, "--format", "json"))
    assert (first["neuve"], second["neuve"]) == (True, False)
