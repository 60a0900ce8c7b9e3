"""What else the archives hold: the two packages whole, the licence, and no test."""

from __future__ import annotations

import email
import os
import tarfile
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import EntryPoint
from pathlib import Path, PurePosixPath

import pytest


@pytest.fixture(params=["wheel", "wheel_from_sdist"])
def archive(request: pytest.FixtureRequest) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(request.getfixturevalue(request.param)) as opened:
        yield opened


def text_of(archive: zipfile.ZipFile, name: str) -> str:
    (found,) = [member for member in archive.namelist() if member.endswith(f".dist-info/{name}")]
    return archive.read(found).decode()


def test_only_our_two_packages_stand_at_the_top(archive: zipfile.ZipFile) -> None:
    top = {PurePosixPath(name).parts[0] for name in archive.namelist()}

    assert {name for name in top if not name.endswith(".dist-info")} == {"deliberia", "deliberia_tui"}


def test_no_test_is_installed(archive: zipfile.ZipFile) -> None:
    names = [PurePosixPath(name) for name in archive.namelist()]

    assert not [
        name for name in names if "tests" in name.parts or name.name.startswith(("test_", "conftest"))
    ]


@pytest.mark.parametrize("root", ["src/deliberia", "tui/deliberia_tui"])
def test_every_file_of_a_package_is_installed_code_or_not(
    root: str, archive: zipfile.ZipFile, tree: Path
) -> None:
    package = tree / root
    wanted = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert wanted - set(archive.namelist()) == set()
    assert f"{package.name}/py.typed" in wanted


def test_the_entry_points_are_declared_and_lead_somewhere(archive: zipfile.ZipFile) -> None:
    declared = ConfigParser()
    declared.read_string(text_of(archive, "entry_points.txt"))
    points = [
        EntryPoint(name, declared[group][name], group)
        for group in declared.sections()
        for name in declared[group]
    ]

    assert {(point.group, point.name, point.value) for point in points} == {
        ("console_scripts", "deliberia", "deliberia.__main__:main"),
        ("spacy_factories", "deliberia_citations", "deliberia.citations.spacy_component:create_component"),
    }
    assert all(callable(point.load()) for point in points)


def test_the_metadata_name_the_licence_and_carry_its_text(archive: zipfile.ZipFile, tree: Path) -> None:
    metadata = email.message_from_string(text_of(archive, "METADATA"))

    assert metadata["License-Expression"] == "EUPL-1.2"
    assert metadata["Requires-Python"] == ">=3.11"
    assert text_of(archive, "licenses/LICENSE") == (tree / "LICENSE").read_text(encoding="utf-8")


def test_the_licence_is_whole(tree: Path) -> None:
    text = (tree / "LICENSE").read_text(encoding="utf-8")

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert all(f"\n{number}." in text for number in range(1, 16))
    assert "\n‘Compatible Licences’ according to Article 5 EUPL are:\n" in text
    assert text.endswith("require the production of a new EUPL version.\n")


def test_the_source_archive_lets_one_run_the_tests(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {os.path.join(*PurePosixPath(name).parts[1:]) for name in archive.getnames()}

    assert {
        "LICENSE",
        "Makefile",
        "pyproject.toml",
        "outils/environnement.sh",
        "requirements/base.lock",
        "requirements/dev.lock",
        "tests/conftest.py",
        "tests/packaging/test_contents.py",
    } <= names
