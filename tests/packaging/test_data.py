"""The data stand at the top of the tree and must all be installed inside the package, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

INSTALLED_AT = {
    "templates/deliberations": "deliberia/data/templates",
    "legal_refs": "deliberia/data/legal_refs",
}


def kept_files(tree: Path, folder: str) -> list[Path]:
    """The data files of `folder` as git sees them: tracked or to be, never ignored, never Python.

    A file that git tracks and that is no longer there counts: its absence must be noticed.
    """
    if (tree / ".git").exists():
        command = [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            "--",
            folder,
        ]
        listing = subprocess.run(command, cwd=tree, capture_output=True, encoding="utf-8", check=True).stdout
        found = [tree / name for name in listing.split("\0") if name]
    else:  # an unpacked source archive holds kept files only
        found = [path for path in tree.joinpath(folder).rglob("*") if path.is_file()]
    return [path for path in found if path.suffix != ".py" and "__pycache__" not in path.parts]


def expected_data(tree: Path) -> dict[str, bytes | None]:
    return {
        f"{place}/{path.relative_to(tree / folder).as_posix()}": path.read_bytes() if path.is_file() else None
        for folder, place in INSTALLED_AT.items()
        for path in kept_files(tree, folder)
    }


def differences(wheel: Path, tree: Path) -> list[str]:
    """Say in what the data of a wheel differ from those of the tree; empty when they are the same."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name: archive.read(name) for name in archive.namelist() if name.startswith("deliberia/data/")
        }
    expected = expected_data(tree)
    found = [
        f"{name} differs"
        for name in sorted(packed.keys() | expected)
        if packed.get(name) != expected.get(name)
    ]
    found += [f"{name} is deleted" for name, content in sorted(expected.items()) if content is None]
    return found + [
        f"nothing in {place}"
        for place in INSTALLED_AT.values()
        if not any(name.startswith(place + "/") for name in packed)
    ]


@pytest.mark.parametrize("origin", ["wheel", "wheel_from_sdist"])
def test_a_wheel_holds_every_data_file_of_the_tree_and_no_other(
    origin: str, tree: Path, request: pytest.FixtureRequest
) -> None:
    assert differences(request.getfixturevalue(origin), tree) == []


@pytest.mark.parametrize("folder", INSTALLED_AT)
def test_a_deleted_data_folder_fails_no_build_but_is_noticed(
    folder: str, copied_tree: Path, build: Callable[[Path, str], Path]
) -> None:
    shutil.rmtree(copied_tree / folder)

    assert f"nothing in {INSTALLED_AT[folder]}" in differences(build(copied_tree, "wheel"), copied_tree)


def test_a_deleted_file_that_git_knows_is_noticed(
    copied_tree: Path, build: Callable[[Path, str], Path]
) -> None:
    victim = copied_tree / "legal_refs" / "perdu.toml"
    victim.write_text("", encoding="utf-8")
    for command in (["git", "init", "-q"], ["git", "add", "legal_refs"]):
        subprocess.run(command, cwd=copied_tree, check=True)
    victim.unlink()

    assert "deliberia/data/legal_refs/perdu.toml is deleted" in differences(
        build(copied_tree, "wheel"), copied_tree
    )


@pytest.mark.parametrize(
    "stray",
    [
        "legal_refs/outil.py",
        "templates/deliberations/outil.py",
        "templates/deliberations/essai/outil.py",
        "legal_refs/__pycache__/outil.cpython-311.pyc",
        "legal_refs/.coverage",
        "templates/deliberations/essai/build/brouillon.j2",
    ],
)
def test_code_and_ignored_files_of_the_data_folders_stay_out(
    stray: str, copied_tree: Path, build: Callable[[Path, str], Path]
) -> None:
    path = copied_tree / stray
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")

    with zipfile.ZipFile(build(copied_tree, "wheel")) as archive:
        assert not [name for name in archive.namelist() if name.endswith(path.name)]


def test_the_checkout_has_no_installed_copy_of_the_data_to_hide_the_real_ones(tree: Path) -> None:
    assert not (tree / "src/deliberia/data").exists()
