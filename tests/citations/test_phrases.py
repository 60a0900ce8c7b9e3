"""Forms of citations, family by family: one imaginary sentence, the citations expected of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "phrases"
MARKS = {"\\u200b": "\u200b", "\\u200f": "\u200f", "\\xad": "\xad", "\\f": "\f", "¶": "\n"}

_spec = importlib.util.spec_from_file_location("citation_notation", Path(__file__).parent / "notation.py")
assert _spec is not None
assert _spec.loader is not None
notation = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(notation)


def read_phrases() -> list[tuple[str, str, str]]:
    rows = []
    for path in sorted(FOLDER.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                text, _, expected = line.partition("\t")
                for mark, character in MARKS.items():
                    text = text.replace(mark, character)
                rows.append((path.stem, text, expected))
    return rows


PHRASES = read_phrases()


@pytest.mark.parametrize(
    ("family", "text", "expected"), PHRASES, ids=[f"{f}-{i}" for i, (f, _, _) in enumerate(PHRASES)]
)
def test_a_sentence_gives_its_citations(family: str, text: str, expected: str) -> None:
    assert notation.write_citations(text) == expected


def test_every_family_has_sentences() -> None:
    families = {family for family, _, _ in PHRASES}
    assert {"articles", "lois", "arretes", "europe", "actes_locaux", "jurisprudence", "reprises"} <= families
    assert len(PHRASES) > 400
