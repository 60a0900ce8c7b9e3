"""Accuracy on labelled acts, by the scorer that comes with them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from deliberia.citations import find_citations


def read_texts(folder: Path) -> dict[str, str]:
    """Texts of a folder by name, line ends kept as they are."""
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            texts[path.stem] = file.read()
    return texts


def print_accuracy(corpus: Path) -> None:
    """Write the predictions to a temporary file and print what the scorer says, errors included."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for name, text in read_texts(corpus / "texts").items():
            for citation in find_citations(text):
                file.write(json.dumps({"doc": name, **citation.as_dict()}) + "\n")
        file.flush()
        command = [sys.executable, str(corpus / "score.py"), file.name, "--split", "dev", "--errors"]
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
