"""The page that explains the grammar cannot lie: its examples are played."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explication" / "grammaire-des-citations.md"

_spec = importlib.util.spec_from_file_location("citation_notation", Path(__file__).parent / "notation.py")
assert _spec is not None
assert _spec.loader is not None
notation = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(notation)


def read_examples() -> list[tuple[str, str]]:
    blocks = re.findall(
        r"^```citations\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    lines = [line for block in blocks for line in block.splitlines()]
    return [(text.strip(), expected.strip()) for text, _, expected in (line.partition("→") for line in lines)]


@pytest.mark.parametrize(("text", "expected"), read_examples())
def test_an_example_of_the_page_is_true(text: str, expected: str) -> None:
    assert notation.write_citations(text.replace("¶", "\n")) == expected


def test_the_page_has_examples() -> None:
    assert len(read_examples()) > 50
