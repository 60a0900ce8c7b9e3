"""Every rule against its flagged and clean acts, and what every rule owes its reader.

The acts are those of imaginary communes. After a wanted change of wording or place, write the expected
findings again with `python tests/checks/test_rules.py`, and read the difference.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from deliberia.auditing import check
from deliberia.checks import RUBRIQUES, Rule, explain, get_rule, iter_rules, read_rubriques
from deliberia.errors import UsageError
from deliberia.legal_refs import parse_key
from deliberia.model import Collectivite, CollectiviteSorte, Finding, Severity, VerdictKind
from deliberia.verification import verify

FOLDER = Path(__file__).parent
TODAY = dt.date(2026, 11, 17)
NEEDS_FACTS = frozenset({"SEA015", "CON001", "FOR008", "VIS002"})
"""Rules over facts that a text never gives, tested in test_declared_facts.py."""

RULES = iter_rules()
KO = sorted(FOLDER.glob("*/ko-*.md"))
OK = sorted(FOLDER.glob("*/ok-*.md"))


def run(path: Path) -> tuple[Finding, ...]:
    declared = path.with_suffix(".toml")
    collectivite = None
    if declared.exists():
        facts = tomllib.loads(declared.read_text(encoding="utf-8"))
        collectivite = Collectivite(**facts | {"sorte": CollectiviteSorte(facts["sorte"])})
    return check(path, collectivite=collectivite).findings


def describe(path: Path) -> list[dict[str, Any]]:
    """What the rule of the folder finds in the act: place, severity and words."""
    text = path.read_text(encoding="utf-8")
    return [
        {
            "severite": finding.severite.value,
            "message": finding.message,
            "start": finding.start,
            "end": finding.end,
            "texte": None if finding.start is None else text[finding.start : finding.end],
        }
        for finding in run(path)
        if finding.regle == path.parent.name
    ]


def name_case(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", KO, ids=name_case)
def test_a_flagged_act_gives_the_expected_findings(path: Path) -> None:
    expected = json.loads((path.parent / "attendu.json").read_text(encoding="utf-8"))
    assert describe(path) == expected[path.name]
    assert expected[path.name]


@pytest.mark.parametrize("path", OK, ids=name_case)
def test_a_clean_act_gives_no_finding_of_that_rule(path: Path) -> None:
    assert describe(path) == []


@pytest.mark.parametrize("path", OK, ids=name_case)
def test_a_clean_act_gives_no_error_at_all(path: Path) -> None:
    assert [finding.message for finding in run(path) if finding.severite is Severity.ERREUR] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_flagged_and_clean_acts(rule: Rule) -> None:
    if rule.id in NEEDS_FACTS:
        return
    names = [path.name for path in (FOLDER / rule.id).glob("*.md")]
    assert any(name.startswith("ko-") for name in names)
    assert any(name.startswith("ok-") for name in names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_whole_page(rule: Rule) -> None:
    rubriques = read_rubriques(rule)
    assert tuple(rubriques) == RUBRIQUES
    assert all(rubriques.values())
    assert 8 < len(rule.titre) < 110
    assert rule.id in explain(rule.id)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_legal_basis_is_known_and_not_known_dead_when_the_rule_applies(rule: Rule) -> None:
    day = TODAY if rule.until is None else rule.until - dt.timedelta(days=1)
    for cle in rule.fondement:
        assert parse_key(cle).cle == cle
        verdict = verify(cle, on=day)
        last_known = verdict.dernier_etat or verdict.kind
        assert last_known is VerdictKind.EN_VIGUEUR, f"{cle} : {verdict.motif}"


def test_every_rule_points_to_a_legal_check(shared: Path) -> None:
    table = (shared / "legal-brief" / "checks.tsv").read_text(encoding="utf-8").splitlines()
    known = {line.split("\t", 1)[0] for line in table[1:]}
    covered = {rule.origine for rule in RULES}
    assert covered <= known
    assert len(covered) >= 170


def test_rules_come_in_the_order_of_their_ids() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(ids)
    assert len(ids) >= 170


def test_a_rule_is_found_by_its_id_or_by_its_legal_check() -> None:
    assert get_rule("sea001") is get_rule("quorum-not-met")


def test_a_page_says_which_basis_the_base_cannot_prove() -> None:
    assert "À vérifier avant de citer : article L." in explain("FIN034").replace("\u00a0", " ")
    assert "À vérifier" not in explain("SEA001")


def test_an_unknown_rule_is_refused_in_french() -> None:
    with pytest.raises(UsageError, match="n’existe pas"):
        get_rule("ZZZ999")


def write_expected() -> None:
    for folder in sorted({path.parent for path in KO}):
        expected = {path.name: describe(path) for path in sorted(folder.glob("ko-*.md"))}
        (folder / "attendu.json").write_text(
            json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    write_expected()
