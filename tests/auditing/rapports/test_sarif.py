"""SARIF 2.1.0: what a tool that gathers results reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from deliberia.auditing import Audit, Failure
from deliberia.auditing.rapports import render_sarif


def load(*results: Audit | Failure) -> dict[str, Any]:
    log = json.loads(render_sarif(results))
    assert log["version"] == "2.1.0"
    assert len(log["runs"]) == 1
    run: dict[str, Any] = log["runs"][0]
    return run


def test_each_finding_is_a_result_with_its_rule_and_its_level(audit: Audit) -> None:
    run = load(audit)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({finding.regle for finding in audit.findings})
    for result, finding in zip(run["results"], audit.findings, strict=True):
        assert result["ruleId"] == finding.regle == rules[result["ruleIndex"]]["id"]
        assert result["message"]["text"].startswith(finding.message)
    assert [result["level"] for result in run["results"]] == [
        "error", "error", "note", "warning", "warning", "note",
    ]  # fmt: skip


def test_rules_carry_their_page(audit: Audit) -> None:
    rule = next(rule for rule in load(audit)["tool"]["driver"]["rules"] if rule["id"] == "SEA001")
    assert rule["shortDescription"]["text"]
    assert "Ce que la règle vérifie" in rule["help"]["text"]
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_a_rule_of_another_version_keeps_its_id(audit: Audit) -> None:
    old = replace(audit, findings=(replace(audit.findings[0], regle="SEA999"),))
    assert load(old)["tool"]["driver"]["rules"] == [{"id": "SEA999"}]


def test_regions_count_characters_and_lines_from_one(audit: Audit) -> None:
    for result, finding in zip(load(audit)["results"], audit.findings, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        if finding.start is None:
            assert region == {"startLine": 1, "endLine": audit.texte.count("\n") + 1}
            continue
        assert finding.end is not None
        lines = audit.texte.split("\n")
        assert region["snippet"]["text"] == audit.texte[finding.start : finding.end]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1] == audit.texte[finding.start]
        assert lines[region["endLine"] - 1][: region["endColumn"] - 1].endswith(
            audit.texte[: finding.end].split("\n")[-1]
        )
        assert (region["charOffset"], region["charLength"]) == (finding.start, finding.end - finding.start)


def test_silenced_findings_are_suppressed_with_their_reason(audit: Audit) -> None:
    suppressed = [result for result in load(audit)["results"] if "suppressions" in result]
    assert [result["suppressions"] for result in suppressed] == [
        [{"kind": "inSource", "justification": "vu avec la préfecture"}]
    ]


def test_files_not_read_and_notes_are_notifications(results: Sequence[Audit | Failure]) -> None:
    invocation = load(*results)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [item["level"] for item in invocation["toolExecutionNotifications"]] == ["error", "note"]
    assert load(results[0])["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("chemin", "uri"),
    [
        ("actes/Délibération 42.docx", "actes/D%C3%A9lib%C3%A9ration%2042.docx"),
        ("", "entree-standard"),
        ("-", "entree-standard"),
        ("/mairie/acte #1.docx", "file:///mairie/acte%20%231.docx"),
        ("C:\\actes\\a.docx", "file:///C:/actes/a.docx"),
        ("\\\\mairie\\actes\\a b.docx", "file://mairie/actes/a%20b.docx"),
        ("acte\udce9.docx", "acte%E9.docx"),
        ("actes\\a.docx", "actes/a.docx"),
    ],
)
def test_paths_are_addresses(audit: Audit, chemin: str, uri: str) -> None:
    run = load(replace(audit, chemin=chemin))
    assert run["artifacts"][0]["location"]["uri"] == uri
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_fingerprints_survive_a_move_and_tell_twins_apart(audit: Audit) -> None:
    def prints(item: Audit) -> list[str]:
        return [result["partialFingerprints"]["deliberia/v1"] for result in load(item)["results"]]

    moved = replace(
        audit,
        texte="\n\n" + audit.texte,
        findings=tuple(
            finding if finding.start is None or finding.end is None
            else replace(finding, start=finding.start + 2, end=finding.end + 2)
            for finding in audit.findings
        ),
    )  # fmt: skip
    assert prints(audit) == prints(moved)
    twins = prints(replace(audit, findings=(audit.findings[0],) * 2))
    assert len(set(twins)) == 2


def test_no_result_at_all_is_a_valid_log() -> None:
    assert load()["results"] == []
