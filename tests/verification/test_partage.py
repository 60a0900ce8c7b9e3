"""The base against a reference folder; skipped when that folder is absent."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def mesures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mesures_base", CHECKOUT / "benchmarks/base/mesures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_question_of_known_answer_is_answered_right(shared: Path, mesures: ModuleType) -> None:
    measure = mesures.measure_probe(shared)
    assert measure.is_reached, measure.detail


def test_stale_visas_are_flagged_and_reused_numbers_are_not(shared: Path, mesures: ModuleType) -> None:
    for measure in mesures.measure_stale(shared):
        assert measure.is_reached, measure.detail


def test_the_few_citations_of_real_acts_that_are_flagged_are_known(shared: Path, mesures: ModuleType) -> None:
    flagged, unexplained, _ = mesures.measure_corpus(shared)
    assert {line.partition(" ")[0] for line in flagged.detail} == {
        "CEnv:L213-2",  # repealed by 2019, still in the national model of the water report
        "CGCT:D2224-7",  # D. 2224-5 is meant; the number is in R
        "CGCT:L2123-22-1",  # R. 2123-22-1 is meant
        "CGCT:R2121-10",  # the collection of acts was abolished on 1 July 2022
    }
    assert not unexplained.detail


def test_the_compiled_files_are_those_of_the_sources(shared: Path) -> None:
    run = subprocess.run(
        [sys.executable, "outils/compiler_base.py", "--partage", str(shared), "--verifier"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
