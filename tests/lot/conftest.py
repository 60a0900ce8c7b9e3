"""An imaginary séance, and tables for one act a row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from deliberia.lot import Job, make_job
from deliberia.resources import data_dir

HEADING = (
    "Numéro",
    "Bénéficiaire",
    "Objet",
    "Montant",
    "Imputation",
    "Votants",
    "Pour",
    "Contre",
    "Abstentions",
)
MODELE = "subvention-association"
SEANCE = data_dir("templates") / "_exemple" / "seance.toml"
WriteTable = Callable[..., Path]


def make_rows(count: int) -> list[list[Any]]:
    return [
        [f"2026_{rank:03}", f"Les Amis n° {rank}", "fête du four", f"{1000 + rank},50 €", "65748", 9, 9, 0, 0]
        for rank in range(1, count + 1)
    ]


@pytest.fixture
def write_table(tmp_path: Path) -> WriteTable:
    def write(
        rows: Sequence[Sequence[Any]],
        *,
        heading: Sequence[str] = HEADING,
        name: str = "table.csv",
        encoding: str = "cp1252",
        delimiter: str = ";",
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(heading)
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def job() -> Job:
    return make_job(MODELE, seance=SEANCE, controle=False)
