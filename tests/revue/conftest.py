"""A folder of two communes with acts that cite repealed, moved and invented references."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deliberia.revue import Item, Journal, Revue, open_queue

ACTE = """Commune de Val-Fleuri
Séance du mardi 17 novembre 2026

Vu l’article L. 2121-29 du code général des collectivités territoriales ;
Vu l’article L. 2311-7 du code général des collectivités territoriales ;
Vu l’article L. 2121-999 du code général des collectivités territoriales ;
"""
AUTRE = """Commune de Roche-Basse
Séance du mardi 17 novembre 2026

Vu l’article R. 2121-10 du code général des collectivités territoriales ;
Vu la délibération n° 2024-12 du 3 mai 2024 ;
"""
PROPRE = """Commune de Roche-Basse
Séance du mardi 17 novembre 2026

Vu l’article L. 2121-29 du code général des collectivités territoriales ;
"""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "donnees"))
    monkeypatch.setenv("DELIBERIA_POSTE", "poste-1")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "actes"
    (folder / "roche-basse").mkdir(parents=True)
    (folder / "val-fleuri.txt").write_text(ACTE, encoding="utf-8")
    (folder / "roche-basse" / "convocations.txt").write_text(AUTRE, encoding="utf-8")
    (folder / "roche-basse" / "propre.txt").write_text(PROPRE, encoding="utf-8")
    return folder


@pytest.fixture
def ouvrir(dossier: Path) -> Callable[..., Revue]:
    """Open the folder for a reviewer."""
    return lambda relecteur="Claire Vasseur": open_queue(dossier, relecteur=relecteur)


@pytest.fixture
def journal(dossier: Path) -> Journal:
    return Journal(dossier, "Claire Vasseur", clock=ticking())


def ticking(start: str = "2026-11-20T08:00:00+00:00", step: float = 1.0) -> Callable[[], dt.datetime]:
    """Return a clock that moves by `step` seconds at each look."""

    def look() -> Iterator[dt.datetime]:
        now = dt.datetime.fromisoformat(start)
        while True:
            yield now
            now += dt.timedelta(seconds=step)

    ticks = look()
    return lambda: next(ticks)


def find(revue: Revue, cle: str) -> Item:
    """Return the item of a reference."""
    return next(item for item in revue.items.values() if item.cle == cle)
