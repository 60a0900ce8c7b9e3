"""The pages written by the program say what it does; the links of the documentation lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_pages_written_by_the_program_are_fresh() -> None:
    spec = importlib.util.spec_from_file_location("documenter", ROOT / "outils/documenter.py")
    assert spec is not None
    assert spec.loader is not None
    documenter = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(documenter)
    stale = [
        path.name
        for path, text in documenter.build_pages().items()
        if path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "lancez python outils/documenter.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_of_a_page_lead_to_a_file(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [link for link in _LINK.findall(text) if "://" not in link]
    missing = [link for link in targets if not (page.parent / link).exists()]
    assert missing == []
