"""The text of an act in a report: marks on the words of each finding, a number beside, anchors both ways."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from deliberia.auditing.rapports.libelles import SEVERITES
from deliberia.model import Finding


def label(number: int, finding: Finding) -> str:
    """Return the name of a finding in the report: « E3 », the letter telling its severity."""
    return f"{SEVERITES[finding.severite][2]}{number}"


def render_text(
    text: str,
    findings: Sequence[tuple[int, Finding]],
    *,
    prefix: str,
    anchors: Iterable[tuple[int, str]] = (),
) -> str:
    """Write a text in paragraphs.

    Args:
        findings: numbered; those without a place are not marked.
        prefix: begins every anchor, so that several texts may stand in one page.
        anchors: offsets with the id to put there.
    """
    marked = [
        (number, finding, finding.start, finding.end)
        for number, finding in findings
        if finding.start is not None and finding.end is not None and finding.start < finding.end
    ]
    begins: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
    ends: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding, start, end in marked:
        begins[start].append((number, finding))
        # The number follows the last word, not the line end after it.
        last = start + len(text[start:end].rstrip()) if text[start:end].strip() else end
        ends[min(last, len(text))].append((number, finding))
    ids: dict[int, list[str]] = defaultdict(list)
    for offset, name in anchors:
        ids[offset].append(name)
    breaks = {index + step for index, char in enumerate(text) if char == "\n" for step in (0, 1)}
    cuts = sorted(cut for cut in {0, len(text), *begins, *ends, *ids, *breaks} if 0 <= cut <= len(text))
    active: dict[int, Finding] = {}
    parts: list[str] = ["<p>"]
    for start, end in pairwise(cuts):
        for number, finding in begins[start]:
            active[number] = finding
        parts += [f'<span id="{name}"></span>' for name in ids[start]]
        parts.append(_render_piece(text[start:end], active, begins[start], prefix))
        for number, finding in ends[end]:
            active.pop(number, None)
            parts.append(_render_call(number, finding, prefix))
    parts.append("</p>")
    return _lay_paragraphs("".join(parts))


def _render_piece(
    piece: str, active: Mapping[int, Finding], begun: Sequence[tuple[int, Finding]], prefix: str
) -> str:
    anchors = "".join(f'<span id="{prefix}t{number}"></span>' for number, _ in begun)
    if piece == "\n" or not active:
        return anchors + html.escape(piece, quote=False)
    worst = min(active.values(), key=lambda finding: finding.severite.rank).severite.value
    return f'{anchors}<mark class="{worst}">{html.escape(piece, quote=False)}</mark>'


def _render_call(number: int, finding: Finding, prefix: str) -> str:
    return (
        f'<a class="appel {finding.severite.value}" href="#{prefix}c{number}">{label(number, finding)}'
        f'<span class="vh"> ({SEVERITES[finding.severite][0]})</span></a>'
    )


def _lay_paragraphs(rendered: str) -> str:
    """Turn blank lines into paragraphs and other line ends into breaks; no mark crosses a line end."""
    blocks = (block.strip("\n") for block in rendered.removeprefix("<p>").removesuffix("</p>").split("\n\n"))
    return "\n".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in blocks if block)
