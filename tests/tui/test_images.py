"""The pictures of the documentation: all there, calling nobody, telling nothing of a machine."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
NAMES = ("accueil", "redaction", "vote", "verifier", "revue", "references")


@pytest.mark.parametrize("nom", NAMES)
def test_a_picture_is_there_and_stands_alone(nom: str) -> None:
    svg = (IMAGES / f"{nom}.svg").read_text(encoding="utf-8")
    assert "@font-face" not in svg
    assert not re.search(r"/(?:tmp|root|home|work|Users)/", svg)
    assert "nouveau" not in svg.split("</text>")[0]
    guide = (ROOT / "docs/guides/interface.md").read_text(encoding="utf-8")
    assert f"../images/{nom}.svg" in guide


def test_a_picture_is_drawn_by_the_program_and_twice_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "outils"), *sys.path])
    ecrans = import_module("ecrans")

    assert set(ecrans.ECRANS) == set(NAMES)
    svg = ecrans.draw("vote")
    assert svg == ecrans.draw("vote")
    assert "Adopt" in svg
