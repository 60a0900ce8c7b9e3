"""The outline of an act in a report: its parts in order, each with the marks that lie in it."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deliberia.auditing.audit import Audit
from deliberia.auditing.rapports.html_texte import label
from deliberia.auditing.rapports.libelles import SEVERITES, cut
from deliberia.model import Acte, Finding, SectionSorte

_NOMS = {
    SectionSorte.ENTETE: "En-tête",
    SectionSorte.PRESENCE: "Présence",
    SectionSorte.OBJET: "Objet",
    SectionSorte.VISA: "Visas",
    SectionSorte.EXPOSE: "Exposé",
    SectionSorte.CONSIDERANT: "Considérants",
    SectionSorte.ARTICLE: "Article",
    SectionSorte.VOTE: "Vote",
    SectionSorte.MENTION: "Mentions",
    SectionSorte.SIGNATURE: "Signatures",
    SectionSorte.DISPOSITIF: "Dispositif",
    SectionSorte.AUTRE: "Autre passage",
}
_WORDS = 60


class Entree(NamedTuple):
    """A part of the act, or several of one kind in a row."""

    nom: str
    start: int
    end: int
    rang: int


def list_parts(audit: Audit) -> list[tuple[Acte, list[Entree]]]:
    """Return the parts of each act, ranked in the whole document."""
    acts: list[tuple[Acte, list[Entree]]] = []
    rank = 0
    for acte in audit.actes:
        entrees = list(_iter_parts(acte, rank))
        rank += len(entrees)
        acts.append((acte, entrees))
    return acts


def _iter_parts(acte: Acte, rank: int) -> Iterator[Entree]:
    sections = sorted(acte.sections, key=lambda section: (section.start, -section.end))
    index = 0
    while index < len(sections):
        section = sections[index]
        following = index + 1
        if section.sorte is not SectionSorte.ARTICLE:
            while following < len(sections) and sections[following].sorte is section.sorte:
                following += 1
        end = max(item.end for item in sections[index:following])
        words = cut(acte.texte[section.start : section.end], _WORDS)
        nom = _NOMS[section.sorte]
        if section.sorte in {SectionSorte.ARTICLE, SectionSorte.OBJET, SectionSorte.AUTRE}:
            nom = words or nom
        elif following - index > 1:
            nom = f"{nom} ({following - index})"
        yield Entree(nom, section.start, end, rank)
        rank += 1
        index = following


def render_plan(
    acts: Sequence[tuple[Acte, list[Entree]]], findings: Sequence[tuple[int, Finding]], *, prefix: str
) -> str:
    """Write the outline as a list of links, with the findings of each part; empty when nothing is known."""
    if not any(entrees for _, entrees in acts):
        return ""
    entries = [entree for _, entrees in acts for entree in entrees]
    owners = _share(entries, findings)
    parts = []
    for acte, entrees in acts:
        items = "".join(_render_entry(entree, owners.get(entree.rang, []), prefix) for entree in entrees)
        if not items:
            continue
        if len(acts) > 1:
            objet = cut(acte.objet.value, 90) if acte.objet else "Début du procès-verbal"
            parts.append(f"<li>{html.escape(objet)}<ol>{items}</ol></li>")
        else:
            parts.append(items)
    return f'<ol class="plan">{"".join(parts)}</ol>'


def _share(
    entries: Sequence[Entree], findings: Sequence[tuple[int, Finding]]
) -> dict[int, list[tuple[int, Finding]]]:
    """Give each finding to the smallest part that holds its beginning."""
    owners: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in findings:
        if finding.start is None:
            continue
        start = finding.start
        holding = [entree for entree in entries if entree.start <= start < entree.end]
        if holding:
            owner = min(holding, key=lambda entree: entree.end - entree.start)
            owners.setdefault(owner.rang, []).append((number, finding))
    return owners


def _render_entry(entree: Entree, found: Sequence[tuple[int, Finding]], prefix: str) -> str:
    link = f'<a href="#{prefix}s{entree.rang}">{html.escape(entree.nom)}</a>'
    counts = Counter(finding.severite for _, finding in found)
    words = ", ".join(
        f"{counts[severite]} {names[0] if counts[severite] == 1 else names[1]}"
        for severite, names in SEVERITES.items()
        if counts[severite]
    )
    calls = " ".join(
        f'<a class="puce {finding.severite.value}" href="#{prefix}c{number}">{label(number, finding)}</a>'
        for number, finding in found
    )
    return f"<li>{link}{f' <span class=detail>{words} :</span> {calls}' if found else ''}</li>"
