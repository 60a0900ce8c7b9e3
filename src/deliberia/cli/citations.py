"""`deliberia citations`: what a text cites, and whether it is in force."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deliberia.cli.options import date_option, format_option, print_json, read_stdin
from deliberia.errors import DeliberiaError, ExitCode
from deliberia.text import format_date, typeset

if TYPE_CHECKING:
    from deliberia.auditing import CitationReport


@click.command(name="citations")
@click.argument("files", nargs=-1, required=True, metavar="FICHIER…")
@date_option
@format_option("texte", "json")
def command(files: tuple[str, ...], day: dt.date | None, output_format: str) -> int:
    """Relève les références d’un texte et dit si elles sont en vigueur à la date de la séance.

    FICHIER est un .docx, .odt, .pdf, .html, .txt ou .md, un dossier qui en contient, ou « - » pour
    l’entrée standard. Sans --date, la date de la séance est lue dans le texte. Le code de sortie est 1 si
    une référence n’est plus ou n’est pas en vigueur.
    """
    from deliberia.auditing import read_citations
    from deliberia.verification import open_base

    base = open_base()
    documents: list[dict[str, Any]] = []
    is_unreadable = is_faulty = False
    for name in _list_names(files):
        try:
            report = read_citations(read_stdin() if name == "-" else Path(name), date=day, base=base)
        except DeliberiaError as error:
            is_unreadable = True
            documents.append({"chemin": name, "erreur": str(error)})
            click.echo(typeset(f"Erreur : {error}"), err=True)
            continue
        is_faulty = is_faulty or report.has_faulty_reference
        documents.append(report.as_dict())
        if output_format == "texte":
            _show(report)
    if output_format == "json":
        state = {"etat": base.etat.isoformat(), "empreinte": base.empreinte}
        print_json({"format": 1, "base": state, "documents": documents})
    if is_unreadable:
        return ExitCode.DATA
    return ExitCode.FINDINGS if is_faulty else ExitCode.OK


def _list_names(files: tuple[str, ...]) -> list[str]:
    """Replace each folder by the files in it; nothing more is loaded for a single file."""
    if not any(name != "-" and Path(name).is_dir() for name in files):
        return list(files)
    from deliberia.lot import list_files

    return [
        path for name in files for path in ([name] if name == "-" else map(str, list_files([Path(name)])))
    ]


def _show(report: CitationReport) -> None:
    from deliberia.cli.references import VERDICTS

    day = f"au {format_date(report.date)}" if report.date else "date de séance inconnue"
    click.echo(typeset(f"{report.chemin or 'Texte'} : {len(report.citations)} citations, {day}"))
    for judged in report.citations:
        surface = " ".join(judged.citation.surface.split())
        for one in judged.targets:
            verdict = one.verdict
            state = VERDICTS[verdict.kind.value] if verdict else "non vérifié"
            key = one.target.cle or one.target.kind.value
            click.echo(typeset(f"  {judged.citation.start:>6}  {surface:<32} {key:<24} {state}"))
            if verdict is not None and verdict.kind.is_faulty:
                click.echo(typeset(f"          → {verdict.motif}"))
