"""The chart of a report: how many findings by family and severity, as a table with a bar in each row."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence

from deliberia.auditing.rapports.libelles import FAMILLES, name_famille
from deliberia.model import Finding, Severity

Numbered = Sequence[tuple[int, Finding]]
"""Findings with their numbers in the report."""
_WIDTH = 160
_HEADS = {
    Severity.ERREUR: "Erreurs",
    Severity.AVERTISSEMENT: "Avertis&shy;sements",
    Severity.INFO: "Infor&shy;mations",
}
PATTERNS = (
    '<svg width="0" height="0" aria-hidden="true" focusable="false" style="position:absolute"><defs>'
    '<pattern id="hachures" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hachures" d="M0 0V6"/></pattern>'
    '<pattern id="points" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<circle class="points" cx="2.5" cy="2.5" r="1.2"/></pattern></defs></svg>'
)


def render_chart(shown: Numbered) -> str:
    """Write the table of findings by family and severity, with a bar in each row.

    The bar repeats the figures of its row: it is hidden from what reads the page aloud.
    """
    if not shown:
        return "<p>Aucun constat.</p>"
    counts = Counter((name_famille(finding.regle), finding.severite) for _, finding in shown)
    names = [name for name in (*FAMILLES.values(), "Autres") if any(counts[name, s] for s in Severity)]
    most = max(sum(counts[name, severite] for severite in Severity) for name in names)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th>'
        + "".join(f"<td>{counts[name, severite]}</td>" for severite in Severity)
        + f'<td class="large">{_render_bar([(s, counts[name, s]) for s in Severity], most)}</td></tr>'
        for name in names
    )
    totals = "".join(
        f"<td>{sum(counts[name, severite] for name in names)}</td>" for severite in Severity
    )  # fmt: skip
    heads = "".join(f'<th scope="col">{_HEADS[severite]}</th>' for severite in Severity)
    return (
        "<table><caption>Nombre de constats par famille et par gravité</caption>"
        f'<thead><tr><th scope="col">Famille</th>{heads}<th scope="col" class="large">Part</th></tr></thead>'
        f'<tbody>{rows}</tbody><tfoot><tr><th scope="row">Total</th>{totals}<td class="large"></td></tr>'
        "</tfoot></table>"
    )


def _render_bar(counts: Sequence[tuple[Severity, int]], most: int) -> str:
    parts, x = [], 0.0
    for severite, count in counts:
        width = count * (_WIDTH - 2) / most
        if count:
            place = f'x="{x + 1:.1f}" y="1" width="{width - 1:.1f}" height="14"'
            parts.append(f'<rect class="{severite.value}" {place}/>')
        x += width
    return (
        f'<svg class="barre" viewBox="0 0 {_WIDTH} 16" preserveAspectRatio="xMinYMid meet" '
        f'aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )
