"""The locks are what the project asks for, complete, and say nothing of where packages come from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("base", "dev")


def pins(lock: Path) -> dict[str, list[Requirement]]:
    """The pinned packages by name; one name has several pins where they depend on the Python version."""
    found: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^[^\s#].*", lock.read_text(encoding="utf-8"), re.M):
        pin = Requirement(line.rstrip(" \\"))
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def read_project(tree: Path) -> dict[str, Any]:  # TOML as it comes
    return tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))


def group(project: dict[str, Any], name: str) -> Iterator[str]:
    for entry in project["dependency-groups"][name]:
        if isinstance(entry, str):
            yield entry
        else:
            yield from group(project, entry["include-group"])


@pytest.mark.parametrize(("lock", "extra"), [("base", "build"), ("dev", "dev")])
def test_a_lock_satisfies_what_the_project_asks(lock: str, extra: str, tree: Path) -> None:
    project = read_project(tree)
    locked = pins(tree / f"requirements/{lock}.lock")
    asked = [
        *project["project"]["dependencies"],
        *project["build-system"]["requires"],
        *group(project, extra),
    ]

    unmet = []
    for requirement in map(Requirement, asked):
        versions = [
            str(pin.specifier).removeprefix("==")
            for pin in locked.get(canonicalize_name(requirement.name), [])
        ]
        if not versions or not all(requirement.specifier.contains(version) for version in versions):
            unmet.append(str(requirement))

    assert unmet == []


def test_the_development_lock_holds_the_base_lock(tree: Path) -> None:
    base, dev = (pins(tree / f"requirements/{lock}.lock") for lock in LOCKS)

    assert {name: [str(pin) for pin in dev.get(name, [])] for name in base} == {
        name: [str(pin) for pin in found] for name, found in base.items()
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock: str, tree: Path) -> None:
    text = (tree / f"requirements/{lock}.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert len(entries) > 20
    assert [entry for entry in entries if not re.match(r"[\w.-]+==\S+ .*\n? +--hash=sha256:", entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_place_to_download_from(lock: str, tree: Path) -> None:
    text = (tree / f"requirements/{lock}.lock").read_text(encoding="utf-8")

    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


def test_a_lock_that_would_name_such_a_place_is_never_committed(tree: Path) -> None:
    assert "uv.lock" in (tree / ".gitignore").read_text(encoding="utf-8").split()
