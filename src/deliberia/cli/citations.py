"""`deliberia citations`: what a text cites, and whether it is in force."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deliberia.cli.options import date_option, format_option, print_json, read_stdin, say
from deliberia.errors import DataError, DeliberiaError, ExitCode
from deliberia.text import format_date, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliberia.auditing import CitationReport, Failure


@click.command(name="citations")
@click.argument("files", nargs=-1, required=True, metavar="FICHIER…")
@date_option
@format_option("texte", "json")
@click.option(
    "--coeurs",
    "cores",
    type=click.IntRange(0, 256),
    default=0,
    metavar="N",
    help="Processus, quand les fichiers sont nombreux (0 : tous les cœurs).",
)
def command(files: tuple[str, ...], day: dt.date | None, output_format: str, cores: int) -> int:
    """Relève les références d’un texte et dit si elles sont en vigueur à la date de la séance.

    FICHIER est un .docx, .odt, .pdf, .html, .txt ou .md, un dossier qui en contient, ou « - » pour
    l’entrée standard. Sans --date, la date de la séance est lue dans le texte. Le code de sortie est 1 si
    une référence n’est plus ou n’est pas en vigueur.
    """
    from deliberia.auditing import Failure
    from deliberia.verification import open_base

    base = open_base()
    documents: list[dict[str, Any]] = []
    is_unreadable = is_faulty = False
    for report in _iter_reports(files, day, cores):
        if isinstance(report, Failure):
            is_unreadable = True
            documents.append({"chemin": report.chemin, "erreur": report.message})
            click.echo(typeset(f"Erreur : {report.message}"), err=True)
            continue
        is_faulty = is_faulty or report.has_faulty_reference
        if output_format == "json":
            documents.append(report.as_dict())
        else:
            _show(report)
    if output_format == "json":
        state = {"etat": base.etat.isoformat(), "empreinte": base.empreinte}
        print_json({"format": 1, "base": state, "documents": documents})
    if is_unreadable:
        return ExitCode.DATA
    return ExitCode.FINDINGS if is_faulty else ExitCode.OK


def _iter_reports(
    files: tuple[str, ...], day: dt.date | None, cores: int
) -> Iterator[CitationReport | Failure]:
    """Judge what was named, in order; nothing more is loaded for a single file."""
    from deliberia.auditing import Failure, read_citations
    from deliberia.verification import open_base

    names = _list_names(files)
    if not names:
        raise DataError("Aucun fichier lisible dans ce dossier.", place=files[0])
    if "-" not in names and len(names) > 1:
        from deliberia.lot import read_many_citations

        yield from read_many_citations(list(map(Path, names)), date=day, coeurs=cores, tell=say)
        return
    for name in names:
        try:
            yield read_citations(read_stdin() if name == "-" else Path(name), date=day, base=open_base())
        except DeliberiaError as error:
            yield Failure(chemin=name, message=str(error))


def _list_names(files: tuple[str, ...]) -> list[str]:
    """Replace each folder by the files in it."""
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
