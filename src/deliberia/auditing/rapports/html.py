"""The report as one HTML page that needs nothing else: no script, no picture, no font, no network."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from deliberia.auditing.audit import Audit, Failure
from deliberia.auditing.rapports.html_graphique import PATTERNS, Numbered, render_chart
from deliberia.auditing.rapports.html_plan import list_parts, render_plan
from deliberia.auditing.rapports.html_texte import label, render_text
from deliberia.auditing.rapports.libelles import SEVERITES, Lines, cut, name_fondement
from deliberia.model import Finding, Severity
from deliberia.text import agree, format_date, typeset

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_EXTRAIT = 160


def render_html(results: Sequence[Audit | Failure]) -> str:
    """Write the report of a check. The page holds the text of the acts: it is as confidential as they are."""
    audits = [result for result in results if isinstance(result, Audit)]
    failures = [result for result in results if isinstance(result, Failure)]
    names = [_name(result, rank) for rank, result in enumerate(results, 1)]
    title = "Rapport de vérification"
    if len(names) == 1:
        title = f"{title} – {names[0]}"
    body = "".join(_render_document(audit, rank) for rank, audit in enumerate(audits, 1))
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escape(title)}</title>\n<style>\n{_load_style()}</style>\n</head>\n<body>\n"
        '<a class="evitement" href="#contenu">Aller au contenu</a>\n'
        f'<header role="banner"><h1>{_escape(title)}</h1>{_render_summary(audits, failures)}</header>\n'
        f'<main id="contenu" tabindex="-1">{PATTERNS}{_render_contents(audits, failures)}{body}'
        f"{_render_failures(failures)}</main>\n"
        '<footer role="contentinfo"><p>Établi par Deliberia. Ce rapport aide à relire ; il ne remplace ni la '
        "lecture de l’acte, ni le contrôle de légalité.</p></footer>\n</body>\n</html>\n"
    )


@cache
def _load_style() -> str:
    return (files("deliberia.auditing.rapports") / "rapport.css").read_text(encoding="utf-8")


def _escape(text: str) -> str:
    return html.escape(typeset(text))


def _name(result: Audit | Failure, rank: int) -> str:
    """Name a document; those that have no path are told apart by their rank."""
    return result.chemin if result.chemin not in {"", "-"} else f"Texte {rank}"


def _count(count: int, severite: Severity) -> str:
    singular, plural, _ = SEVERITES[severite]
    return f"{count} {agree(count, singular, plural)}"


def _render_summary(audits: Sequence[Audit], failures: Sequence[Failure]) -> str:
    totals = [(severite, sum(audit.count(severite) for audit in audits)) for severite in Severity]
    words = ", ".join(_count(total, severite) for severite, total in totals)
    seen = f"{len(audits)} {agree(len(audits), 'document contrôlé', 'documents contrôlés')} : {words}."
    if failures:
        unread = agree(len(failures), "fichier n’a pas pu être lu", "fichiers n’ont pas pu être lus")
        seen += f" {len(failures)} {unread}."
    return f"<p>{_escape(seen)}</p>"


def _render_contents(audits: Sequence[Audit], failures: Sequence[Failure]) -> str:
    if len(audits) + bool(failures) < 2:
        return ""
    items = [
        f'<li><a href="#d{rank}">{_escape(_name(audit, rank))}</a> <span class="detail">'
        f"{_escape(', '.join(_count(audit.count(severite), severite) for severite in Severity))}</span></li>"
        for rank, audit in enumerate(audits, 1)
    ]
    if failures:
        items.append('<li><a href="#non-lus">Fichiers non lus</a></li>')
    return f'<nav class="sommaire" aria-label="Sommaire"><ul>{"".join(items)}</ul></nav>'


def _render_failures(failures: Sequence[Failure]) -> str:
    if not failures:
        return ""
    items = "".join(f"<li>{_escape(failure.message)}</li>" for failure in failures)
    return (
        '<section aria-labelledby="non-lus" class="document"><h2 id="non-lus">Fichiers non lus</h2>'
        f"<ul>{items}</ul></section>"
    )


def _render_document(audit: Audit, rank: int) -> str:
    prefix = f"d{rank}"
    shown = list(enumerate(_sort(audit.iter_findings()), 1))
    silenced = [finding for finding in audit.findings if finding.ignore is not None]
    acts = list_parts(audit)
    plan = render_plan(acts, shown, prefix=prefix)
    anchors = [(entree.start, f"{prefix}s{entree.rang}") for _, entrees in acts for entree in entrees]
    text = render_text(audit.texte, shown, prefix=prefix, anchors=anchors)
    return (
        f'<section class="document" aria-labelledby="{prefix}"><h2 id="{prefix}">'
        f"{_escape(_name(audit, rank))}</h2><p>{_describe_day(audit)}</p>"
        f'<div class="cote"><div><h3>Vue d’ensemble</h3>{render_chart(shown)}</div>'
        f'<nav aria-labelledby="{prefix}plan {prefix}"><h3 id="{prefix}plan">Plan de l’acte</h3>'
        f"{plan or '<p>Aucune partie d’un acte n’a été reconnue.</p>'}</nav></div>"
        f"<h3>Constats</h3>{_render_findings(audit, shown, prefix)}{_render_silenced(silenced)}"
        f"{_render_notes(audit)}<h3>Texte de l’acte</h3>"
        f'<p class="detail">{_LEGEND}</p><div class="acte">{text}</div></section>\n'
    )


_LEGEND = (
    'Chaque passage visé est souligné : <mark class="erreur">trait plein</mark> pour une erreur (E), '
    '<mark class="avertissement">tirets</mark> pour un avertissement (A), '
    '<mark class="info">points</mark> pour une information (I). Le numéro qui suit mène au constat.'
)


def _sort(findings: Sequence[Finding]) -> list[Finding]:
    """Put the most severe first, in reading order."""
    return sorted(findings, key=lambda f: (f.severite.rank, f.start if f.start is not None else -1, f.regle))


def _describe_day(audit: Audit) -> str:
    if audit.date is None:
        return _escape("La date de la séance n’est pas connue : les références n’ont pas pu être jugées.")
    origin = "date donnée" if audit.is_date_given else "date de la séance lue dans l’acte"
    return _escape(f"Droit appliqué : celui du {format_date(audit.date)} ({origin}).")


def _render_findings(audit: Audit, shown: Numbered, prefix: str) -> str:
    if not shown:
        return "<p>Aucun constat.</p>"
    lines = Lines(audit.texte)
    parts = []
    for severite in Severity:
        group = [(number, finding) for number, finding in shown if finding.severite is severite]
        if group:
            items = "".join(
                _render_finding(audit, lines, number, finding, prefix) for number, finding in group
            )
            heading = f"{agree(len(group), *SEVERITES[severite][:2]).capitalize()} ({len(group)})"
            parts.append(f'<h4>{heading}</h4><ul class="constats">{items}</ul>')
    return "".join(parts)


def _render_finding(audit: Audit, lines: Lines, number: int, finding: Finding, prefix: str) -> str:
    name = finding.severite.value
    details = "".join(_iter_details(audit, lines, number, finding, prefix))
    return (
        f'<li class="{name}" id="{prefix}c{number}"><h5>'
        f'<span class="puce {name}">{label(number, finding)}</span> {_escape(finding.message)}</h5>'
        f"<dl>{details}</dl></li>"
    )


def _iter_details(audit: Audit, lines: Lines, number: int, finding: Finding, prefix: str) -> Iterator[str]:
    if finding.correction:
        yield f"<dt>À faire&nbsp;:</dt><dd>{_escape(finding.correction)}</dd>"
    if finding.start is not None and finding.end is not None:
        where = f"ligne {lines.find(finding.start).line}"
        words = cut(audit.texte[finding.start : finding.end], _EXTRAIT)
        if words:
            place = f'<a href="#{prefix}t{number}">{where}</a>, «&nbsp;{html.escape(words)}&nbsp;»'
        else:
            place = where
        yield f"<dt>Où&nbsp;:</dt><dd>{place}</dd>"
    if finding.fondement:
        names = " ; ".join(map(name_fondement, finding.fondement))
        yield f"<dt>Fondement&nbsp;:</dt><dd>{_escape(names)}</dd>"
    yield f"<dt>Règle&nbsp;:</dt><dd>{_escape(finding.regle)}</dd>"


def _render_silenced(silenced: Sequence[Finding]) -> str:
    if not silenced:
        return ""
    items = "".join(
        f"<li>{_escape(f'{finding.regle} – {finding.message}')} <strong>Motif&nbsp;:</strong> "
        f"{_escape(finding.ignore or 'non indiqué')}</li>"
        for finding in silenced
    )
    return f"<h3>Constats ignorés</h3><ul>{items}</ul>"


def _render_notes(audit: Audit) -> str:
    if not audit.notes:
        return ""
    items = "".join(f"<li>{_escape(note)}</li>" for note in audit.notes)
    return f"<h3>Remarques</h3><ul>{items}</ul>"
