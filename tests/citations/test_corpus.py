"""Accuracy on the labelled real acts, where they are at hand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deliberia.citations import find_citations

LEAST = {
    "(a)": 0.985,
    "(b)": 0.995,
    "article": 0.98,
    "range": 0.98,
    "loi": 0.98,
    "decret": 0.98,
    "acte_local": 0.95,
}


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    corpus = shared / "corpus-dev"
    predictions = tmp_path_factory.mktemp("scores") / "predictions.jsonl"
    with predictions.open("w", encoding="utf-8") as file:
        for path in sorted((corpus / "texts").glob("*.txt")):
            with path.open(encoding="utf-8", newline="") as source:
                for citation in find_citations(source.read()):
                    file.write(json.dumps({"doc": path.stem, **citation.as_dict()}) + "\n")
    done = subprocess.run(
        [sys.executable, str(corpus / "score.py"), str(predictions), "--split", "dev"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = re.findall(r"^\s*(\(a\)|\(b\)|\w+)\s.*?F1\s+([\d.]+)", done.stdout, re.MULTILINE)
    return {name: float(value) for name, value in rows}


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_real_acts_are_read_at_the_required_level(scores: dict[str, float], name: str, least: float) -> None:
    assert scores[name] >= least
