"""Whatever the way it is installed, the program finds its data."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ASK = """
import json, deliberia, deliberia_tui
from deliberia.resources import data_dir
print(json.dumps([deliberia.__file__, str(data_dir("templates")), str(data_dir("legal_refs"))]))
"""

needs_pip = pytest.mark.skipif(
    importlib.util.find_spec("pip") is None, reason="pip n’est pas dans cet environnement"
)


def has_files(folder: str) -> bool:
    return any(path.is_file() for path in Path(folder).rglob("*"))


@needs_pip
def test_an_installed_wheel_finds_the_data_it_carries(
    wheel: Path, tmp_path: Path, run: Callable[..., str]
) -> None:
    target = tmp_path / "paquets"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel)]
    run(command, cwd=tmp_path)

    package, templates, legal_refs = json.loads(
        run([sys.executable, "-c", ASK], cwd=tmp_path, PYTHONPATH=str(target))
    )

    assert Path(package).is_relative_to(target)
    assert Path(templates) == target / "deliberia/data/templates"
    assert Path(legal_refs) == target / "deliberia/data/legal_refs"
    assert has_files(templates)
    assert has_files(legal_refs)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(
            ["-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e"], marks=needs_pip
        ),
        ["-m", "uv", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e"],
    ],
    ids=["pip", "uv"],
)
def test_an_editable_installation_reads_the_data_of_the_tree(
    command: list[str], tree: Path, bare_python: str, tmp_path: Path, run: Callable[..., str]
) -> None:
    environment = str(Path(bare_python).parents[1])
    run([bare_python, *command, str(tree)], cwd=tmp_path, VIRTUAL_ENV=environment)

    package, templates, legal_refs = json.loads(run([bare_python, "-c", ASK], cwd=tmp_path))

    assert Path(package).parent == tree / "src/deliberia"
    assert Path(templates) == tree / "templates/deliberations"
    assert Path(legal_refs) == tree / "legal_refs"


def test_without_data_the_program_says_to_install_it_again(
    copied_tree: Path, tmp_path: Path, run: Callable[..., str]
) -> None:
    (copied_tree / "legal_refs").rename(copied_tree / "ailleurs")
    question = """
from deliberia.errors import DataError
from deliberia.resources import data_dir
try:
    data_dir("legal_refs")
except DataError as error:
    print(error)
"""
    answer = run([sys.executable, "-c", question], cwd=tmp_path, PYTHONPATH=str(copied_tree / "src"))

    assert "Réinstallez Deliberia." in answer
