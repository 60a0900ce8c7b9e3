"""An act written wrong on purpose, and its correct twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberia.auditing import Audit, check, render_terminal
from deliberia.model import Collectivite, Severity
from deliberia.resources import data_dir

FOLDER = Path(__file__).parent
FAUTIF = data_dir("templates") / "_exemple/acte-a-corriger.md"
COMMUNE = Collectivite(nom="Val-Fleuri", population=430)

FAULTS = {
    "SEA001": "six members present of fifteen",
    "SEA003": "a quorum of seven for fifteen members",
    "SEA010": "one clear day between the convocation and the meeting",
    "SEA020": "no secretary",
    "SEA024": "fifteen members where the law gives eleven seats",
    "SEA030": "a member holds two proxies",
    "SEA031": "a proxy given to a member absent",
    "SEA032": "a member present and represented",
    "REF002": "a law codified in 2022",
    "REF003": "an article renumbered in 2026",
    "REF004": "an article repealed in 2022",
    "REF005": "a law with the wrong year",
    "REF010": "a deliberation dated after the meeting",
    "FIN010": "an amount in words that differs from its figures",
    "FIN011": "a price with tax that fits no rate",
    "FIN013": "a wrong total",
    "FIN040": "a subsidy above 23 000 euros without agreement",
    "FIN041": "no mention of the contrat d’engagement républicain",
    "FOR007": "a placeholder left",
    "FOR010": "a day of the week that is not that of the date",
    "FOR011": "two dates of meeting",
    "VOT001": "more votes than voters",
    "VOT004": "unanimity with four votes against",
    "DIS003": "an article number skipped",
    "EXE002": "no signature of the secretary",
    "EXE003": "all members asked to sign",
    "EXE010": "a remedy of one month from the meeting",
}
TYPOGRAPHY = frozenset({"FOR020", "FOR021"})
"""The act is typed with ordinary spaces: said once, as information."""


@pytest.fixture(scope="module")
def faulty() -> Audit:
    return check(FAUTIF, collectivite=COMMUNE)


@pytest.mark.parametrize("rule", sorted(FAULTS), ids=lambda rule: f"{rule}-{FAULTS[rule].replace(' ', '_')}")
def test_each_planted_fault_is_found(faulty: Audit, rule: str) -> None:
    assert rule in {finding.regle for finding in faulty.findings}


def test_nothing_else_is_found(faulty: Audit) -> None:
    assert {finding.regle for finding in faulty.findings} - TYPOGRAPHY == set(FAULTS)


def test_every_finding_says_how_to_mend(faulty: Audit) -> None:
    assert all(finding.correction for finding in faulty.findings)


def test_the_terminal_names_every_rule(faulty: Audit) -> None:
    shown = render_terminal(faulty)
    assert all(rule in shown for rule in FAULTS)


def test_the_correct_twin_has_neither_error_nor_warning() -> None:
    audit = check(FOLDER / "acte_corrige.md", collectivite=COMMUNE)
    serious = audit.iter_findings(Severity.AVERTISSEMENT)
    assert [finding.message for finding in serious] == []
