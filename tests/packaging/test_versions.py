"""The version is written in three places: they must agree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.version import Version

import deliberia


def test_the_package_bears_the_version_of_the_project(tree: Path) -> None:
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert deliberia.__version__ == project["version"]


def test_the_changelog_begins_by_this_version_or_by_what_is_not_published(tree: Path) -> None:
    headings = re.findall(r"^## \[(.+?)\]", (tree / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    published = [Version(heading) for heading in headings if heading != "Non publié"]

    assert headings[:1] in ([deliberia.__version__], ["Non publié"])
    assert published == sorted(published, reverse=True)
    assert all(version <= Version(deliberia.__version__) for version in published)
