"""The command line starts lightly: a script calls it a hundred times over a folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HEAVY = {"spacy", "docx", "textual", "httpx", "lxml", "pydantic", "jinja2"}
LOADED = "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"


@pytest.mark.parametrize(
    "statement",
    [
        "import deliberia",
        "import deliberia.cli",
        "import deliberia.cli.root",
        "from deliberia.cli import run; assert run(['--version']) == 0",
        "from deliberia.cli import run; assert run(['--help']) == 0",
        "from deliberia.cli import run; assert run(['rediger', '--help']) == 0",
    ],
)
def test_starting_loads_no_heavy_package(statement: str, tmp_path: Path, run: Callable[..., str]) -> None:
    answer = run([sys.executable, "-c", f"import json, sys\n{statement}\n{LOADED}"], cwd=tmp_path)

    assert HEAVY & set(json.loads(answer.splitlines()[-1])) == set()


def test_the_version_is_told_without_loading_the_commands(tmp_path: Path, run: Callable[..., str]) -> None:
    statement = "from deliberia.cli import run; run(['--version'])"

    answer = run([sys.executable, "-c", f"import json, sys\n{statement}\n{LOADED}"], cwd=tmp_path)

    assert answer.splitlines()[0].startswith("deliberia ")
    assert "click" not in json.loads(answer.splitlines()[-1])
