"""An audit in the terminal: short, grouped by severity, each finding with its fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deliberia.auditing.audit import Audit, Failure
from deliberia.model import Finding, Severity
from deliberia.text import agree, format_date, typeset

_TITRES = {
    Severity.ERREUR: ("erreur", "erreurs"),
    Severity.AVERTISSEMENT: ("avertissement", "avertissements"),
    Severity.INFO: ("information", "informations"),
}
_EXTRAIT = 60


def render_terminal(audit: Audit | Failure, *, threshold: Severity = Severity.INFO) -> str:
    """Write the result of a check for a terminal, without colour, in French typography."""
    if isinstance(audit, Failure):
        return typeset(audit.message) + "\n"
    findings = audit.iter_findings(threshold)
    lines = [_render_heading(audit, findings)]
    lines += iter_finding_lines(findings, audit.texte)
    lines += _render_silenced(audit.findings)
    if audit.notes:
        lines += ["", *(f"Note : {note}" for note in audit.notes)]
    return typeset("\n".join(lines)) + "\n"


def iter_finding_lines(findings: Iterable[Finding], texte: str = "") -> Iterator[str]:
    """Yield the lines that show findings, the gravest first, each with its fix.

    With the text that the offsets are in, each finding also shows where it is. Typography is left to do.
    """
    found = tuple(findings)
    for severite in Severity:
        group = [finding for finding in found if finding.severite is severite]
        if group:
            yield ""
            yield f"{agree(len(group), *_TITRES[severite]).capitalize()} ({len(group)})"
        for finding in group:
            yield from _render_finding(finding, texte)


def _render_silenced(findings: Iterable[Finding]) -> list[str]:
    """A silenced finding is never hidden: its rule, and the reason that was given."""
    silenced = [finding for finding in findings if finding.ignore is not None]
    if not silenced:
        return []
    lines = ["", f"{agree(len(silenced), 'Ignoré', 'Ignorés')} ({len(silenced)})"]
    for finding in silenced:
        lines += [f"  {finding.regle}  {finding.message}", f"          motif : {finding.ignore}"]
    return lines


def _render_heading(audit: Audit, findings: tuple[Finding, ...]) -> str:
    name = audit.chemin or "Texte"
    if audit.date is None:
        day = "date de séance inconnue"
    else:
        day = f"{'date donnée' if audit.is_date_given else 'séance'} du {format_date(audit.date)}"
    total = len(findings)
    result = f"{total} {agree(total, 'constat', 'constats')}" if total else "aucun constat"
    return f"{name} — {day} : {result}."


def _render_finding(finding: Finding, texte: str) -> list[str]:
    lines = [f"  {finding.regle}  {finding.message}"]
    if texte and finding.start is not None and finding.end is not None:
        line = texte.count("\n", 0, finding.start) + 1
        excerpt = " ".join(texte[finding.start : finding.end].split())
        if len(excerpt) > _EXTRAIT:
            excerpt = excerpt[: _EXTRAIT - 1].rstrip() + "…"
        lines.append(f"          ligne {line} : « {excerpt} »")
    if finding.correction:
        lines.append(f"          → {finding.correction}")
    return lines
