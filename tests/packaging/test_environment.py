"""`outils/environnement.sh` makes .venv when something changed, and only then.

A false Python stands for the real one: it notes what it is asked, so the decisions are tested in a
blink and without any download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make et sh ne servent pas sous Windows")

FALSE_PYTHON = """#!/bin/sh
case "$*" in
    -V) echo "Python $(cat "$VERSION_FILE")"; exit ;;
    *version_info*-venv*) echo python3.12-venv; exit ;;
    *version_info*) exit "${TOO_OLD:-0}" ;;
    "-c import ensurepip") exit 0 ;;
    "-m venv --clear .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    *"-r requirements"*) [ -z "${NO_NETWORK:-}" ] || { echo "ERROR: no route to the index"; exit 1; } ;;
esac
echo "$*" >>"$CALLS"
"""


class Workshop:
    """A tree with a space in its name, holding only what the script reads."""

    def __init__(self, folder: Path, script: Path) -> None:
        self.root = folder / "dossier partagé"
        (self.root / "outils").mkdir(parents=True)
        (self.root / "requirements").mkdir()
        shutil.copy(script, self.root / "outils")
        self.write("requirements/base.lock", "un==1\n")
        self.write("requirements/dev.lock", "un==1\ndeux==2\n")
        self.write("pyproject.toml", "")
        self.python = folder / "python3"
        self.python.write_text(FALSE_PYTHON, encoding="utf-8")
        self.python.chmod(0o755)
        self.version = folder / "version"
        self.version.write_text("3.12.3", encoding="utf-8")
        self.calls = folder / "calls"

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def prepare(self, level: str, **variables: str) -> subprocess.CompletedProcess[str]:
        self.calls.write_text("", encoding="utf-8")
        known = {"CALLS": str(self.calls), "VERSION_FILE": str(self.version)}
        path = f"{self.python.parent}{os.pathsep}{os.environ['PATH']}"
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHON"}
        return subprocess.run(
            [str(self.root / "outils/environnement.sh"), level],
            cwd=self.python.parent,
            env={**inherited, "PATH": path, **known, **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    @property
    def steps(self) -> list[str]:
        """What was done since the last call: "venv", the lock that was installed, "projet"."""
        done = []
        for line in self.calls.read_text(encoding="utf-8").splitlines():
            if line.startswith("-m venv"):
                done.append("venv")
            elif "--editable" in line:
                done.append("projet")
            elif "-r requirements/" in line:
                assert "--require-hashes" in line
                assert "--only-binary :all:" in line
                done.append(line.rpartition("/")[2])
        return done


@pytest.fixture
def workshop(tmp_path: Path, tree: Path) -> Workshop:
    return Workshop(tmp_path, tree / "outils/environnement.sh")


@pytest.mark.parametrize("level", ["base", "dev"])
def test_the_first_time_everything_is_made(level: str, workshop: Workshop) -> None:
    outcome = workshop.prepare(level)

    assert outcome.returncode == 0, outcome.stderr
    assert workshop.steps == ["venv", f"{level}.lock", "projet"]
    assert "création de l’environnement .venv (Python 3.12.3)" in outcome.stdout


@pytest.mark.parametrize("level", ["base", "dev"])
def test_the_second_time_nothing_is_done_or_said(level: str, workshop: Workshop) -> None:
    workshop.prepare(level)

    outcome = workshop.prepare(level)

    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")
    assert workshop.steps == []


def test_the_tools_of_the_tests_are_added_to_what_is_there(workshop: Workshop) -> None:
    workshop.prepare("base")
    workshop.prepare("dev")

    assert workshop.steps == ["dev.lock", "projet"]


def test_what_the_tests_need_is_enough_to_run(workshop: Workshop) -> None:
    workshop.prepare("dev")
    workshop.prepare("base")

    assert workshop.steps == []


@pytest.mark.parametrize("changed", ["base", "dev"])
def test_a_new_lock_remakes_the_environment(changed: str, workshop: Workshop) -> None:
    workshop.prepare("dev")
    workshop.write(f"requirements/{changed}.lock", "un==2\n")
    workshop.prepare("dev")

    assert workshop.steps == ["venv", "dev.lock", "projet"]


def test_a_new_pyproject_installs_the_project_again_and_nothing_else(workshop: Workshop) -> None:
    workshop.prepare("dev")
    workshop.write("pyproject.toml", "[project]\n")
    workshop.prepare("dev")

    assert workshop.steps == ["projet"]


def test_a_touched_lock_with_the_same_contents_changes_nothing(workshop: Workshop) -> None:
    workshop.prepare("dev")
    os.utime(workshop.root / "requirements/dev.lock", (2_000_000_000, 2_000_000_000))
    workshop.prepare("dev")

    assert workshop.steps == []


@pytest.mark.parametrize(
    ("version", "steps"),
    [("3.12.4", []), ("3.13.0", ["venv", "base.lock", "projet"])],
    ids=["patch", "minor"],
)
def test_only_a_new_minor_version_of_python_remakes_it(
    version: str, steps: list[str], workshop: Workshop
) -> None:
    workshop.prepare("base")
    workshop.version.write_text(version, encoding="utf-8")
    workshop.prepare("base")

    assert workshop.steps == steps


def test_a_moved_tree_remakes_it(workshop: Workshop) -> None:
    workshop.prepare("base")
    workshop.root = workshop.root.rename(workshop.root.with_name("ailleurs"))
    workshop.prepare("base")

    assert workshop.steps == ["venv", "base.lock", "projet"]


def test_a_failed_download_is_told_in_a_sentence_and_tried_again(workshop: Workshop) -> None:
    failed = workshop.prepare("base", NO_NETWORK="1")
    workshop.prepare("base")

    assert failed.returncode == 2
    assert "l’installation a échoué. Vérifiez l’accès à Internet" in failed.stderr
    assert workshop.steps == ["venv", "base.lock", "projet"]


def test_without_a_suitable_python_it_says_what_to_install(workshop: Workshop) -> None:
    folder = workshop.python.parent / "bin"
    folder.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14", "python"):
        (folder / name).symlink_to(workshop.python)

    outcome = workshop.prepare("base", TOO_OLD="1", PATH=f"{folder}{os.pathsep}{os.environ['PATH']}")

    assert outcome.returncode == 2
    assert outcome.stderr.startswith("Deliberia : aucun Python 3.11 à 3.14 sur ce poste ; installez-en un")
    assert not (workshop.root / ".venv").exists()


def test_a_python_named_by_hand_must_be_suitable(workshop: Workshop) -> None:
    outcome = workshop.prepare("base", PYTHON="/nulle/part/python3")

    assert outcome.returncode == 2
    assert outcome.stderr.startswith("Deliberia : PYTHON=/nulle/part/python3 n’est pas un Python 3.11 à 3.14")
