"""The version is written in three places: they must agree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import deliberia


def test_the_package_bears_the_version_of_the_project(tree: Path) -> None:
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert deliberia.__version__ == project["version"]


def test_the_changelog_tells_of_the_version(tree: Path) -> None:
    headings = re.findall(
        r"^## \[?(\d+\.\d+\.\d+)", (tree / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )

    assert headings[:1] == [deliberia.__version__]
