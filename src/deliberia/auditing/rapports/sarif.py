"""SARIF 2.1.0: the findings for tools that gather results of checks.

Places are those of the text that was read: of the file itself for a plain text, of its words for a Word,
OpenDocument or PDF file. Each result carries the words themselves.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from deliberia.auditing.audit import Audit, Failure
from deliberia.auditing.rapports.libelles import Lines, name_fondement
from deliberia.model import Finding, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERREUR: "error", Severity.AVERTISSEMENT: "warning", Severity.INFO: "note"}
_FINGERPRINT = "deliberia/v1"


def render_sarif(results: Sequence[Audit | Failure]) -> str:
    """Write the results of a check as one run; silenced findings are there, suppressed with their reason."""
    from deliberia.version import VERSION

    audits = [result for result in results if isinstance(result, Audit)]
    failures = [result for result in results if isinstance(result, Failure)]
    ids = sorted({finding.regle for audit in audits for finding in audit.findings})
    ranks = {rule_id: rank for rank, rule_id in enumerate(ids)}
    run = {
        "tool": {
            "driver": {
                "name": "Deliberia",
                "version": VERSION,
                "language": "fr",
                "rules": [_describe_rule(rule_id) for rule_id in ids],
            }
        },
        "language": "fr",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not failures,
                "toolExecutionNotifications": [*map(_describe_failure, failures), *_iter_notes(audits)],
            }
        ],
        "artifacts": [_describe_artifact(audit) for audit in audits],
        "results": [
            item for rank, audit in enumerate(audits) for item in _iter_results(audit, rank, ranks)
        ],
    }  # fmt: skip
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _describe_rule(rule_id: str) -> dict[str, Any]:
    from deliberia.checks import get_rule
    from deliberia.errors import UsageError

    try:
        rule = get_rule(rule_id)
    except UsageError:  # an audit kept from another version
        return {"id": rule_id}
    described: dict[str, Any] = {
        "id": rule.id,
        "name": rule.origine,
        "shortDescription": {"text": rule.titre},
        "help": {"text": "\n".join(line.strip() for line in rule.page.strip().split("\n"))},
        "defaultConfiguration": {"level": _LEVELS[rule.severite]},
    }
    if rule.fondement:
        described["properties"] = {"fondement": list(rule.fondement)}
    return described


def _describe_failure(failure: Failure) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": failure.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _make_uri(failure.chemin)}}}],
    }


def _iter_notes(audits: Sequence[Audit]) -> Iterator[dict[str, Any]]:
    for rank, audit in enumerate(audits):
        for note in audit.notes:
            location = {"uri": _make_uri(audit.chemin), "index": rank}
            yield {
                "level": "note",
                "message": {"text": note},
                "locations": [{"physicalLocation": {"artifactLocation": location}}],
            }


def _describe_artifact(audit: Audit) -> dict[str, Any]:
    return {
        "location": {"uri": _make_uri(audit.chemin)},
        "roles": ["analysisTarget"],
        "properties": {
            "date": audit.date.isoformat() if audit.date else None,
            "texte_sha256": hashlib.sha256(audit.texte.encode()).hexdigest(),
            "longueur": len(audit.texte),
        },
    }


def _iter_results(audit: Audit, rank: int, ranks: dict[str, int]) -> Iterator[dict[str, Any]]:
    lines = Lines(audit.texte)
    seen: Counter[str] = Counter()
    for finding in audit.findings:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _make_uri(audit.chemin), "index": rank}}
        if finding.start is not None and finding.end is not None:
            physical["region"] = _make_region(audit.texte, lines, finding.start, finding.end)
        else:
            physical["region"] = {"startLine": 1, "endLine": lines.find(len(audit.texte)).line}
        empreinte = _fingerprint(audit, finding)
        seen[empreinte] += 1
        result: dict[str, Any] = {
            "ruleId": finding.regle,
            "ruleIndex": ranks[finding.regle],
            "level": _LEVELS[finding.severite],
            "message": {"text": " ".join(filter(None, (finding.message, finding.correction)))},
            "locations": [{"physicalLocation": physical}],
            "partialFingerprints": {_FINGERPRINT: f"{empreinte}:{seen[empreinte]}"},
            "properties": {
                "origine": finding.origine,
                "correction": finding.correction,
                "fondement": list(finding.fondement),
                "fondement_libelle": [name_fondement(cle) for cle in finding.fondement],
            },
        }
        if finding.ignore is not None:
            result["suppressions"] = [{"kind": "inSource", "justification": finding.ignore}]
        yield result


def _make_region(text: str, lines: Lines, start: int, end: int) -> dict[str, Any]:
    first, last = lines.find(start), lines.find(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": text[start:end]},
    }


def _fingerprint(audit: Audit, finding: Finding) -> str:
    """Return a figure that stays when the text moves: the rule and the words, not their place."""
    words = audit.texte[finding.start or 0 : finding.end or 0]
    return hashlib.sha256(f"{finding.regle}\0{' '.join(words.split())}".encode()).hexdigest()[:32]


def _make_uri(chemin: str) -> str:
    """Return a path as an address: relative when it is, never with a scheme of its own."""
    if chemin in {"", "-"}:
        return "entree-standard"
    path = PureWindowsPath(chemin) if "\\" in chemin or chemin[1:2] == ":" else PurePath(chemin)
    # Bytes, because a file's name may hold some that are not UTF-8.
    address = quote(os.fsencode(path.as_posix().removeprefix(path.drive)))
    if not path.is_absolute():
        return address
    if path.drive.endswith(":"):
        return f"file:///{path.drive}{address}"
    return f"file:{address}" if path.drive else f"file://{address}"  # a drive without a letter is a server
