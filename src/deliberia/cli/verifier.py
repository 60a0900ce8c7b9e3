"""`deliberia verifier`: what the law finds to say of acts made anywhere."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.options import (
    date_option,
    file_option,
    force_option,
    format_option,
    print_json,
    read_stdin,
    say,
)
from deliberia.errors import DataError, DeliberiaError, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliberia.auditing import Audit, Failure
    from deliberia.model import Collectivite, Severity


@click.command(name="verifier")
@click.argument("files", nargs=-1, required=True, metavar="FICHIER…")
@date_option
@file_option(
    "--commune", "La commune (commune.toml) : sa population et son effectif décident de plusieurs règles."
)
@format_option("texte", "json", "sarif", "html")
@click.option(
    "--seuil",
    "threshold",
    type=click.Choice(("erreur", "avertissement", "info")),
    default="avertissement",
    show_default=True,
    metavar="erreur|avertissement|info",
    help="Gravité à partir de laquelle un constat est montré et le code de sortie vaut 1.",
)
@click.option(
    "--annoter",
    "annotated",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DOSSIER",
    help="Écrit dans ce dossier une copie de chaque .docx ou .odt, avec les constats en commentaires.",
)
@click.option(
    "--coeurs",
    "cores",
    type=click.IntRange(0, 256),
    default=0,
    metavar="N",
    help="Processus, quand les fichiers sont nombreux (0 : tous les cœurs).",
)
@click.option(
    "--assistance",
    "is_assisted",
    is_flag=True,
    help="Demande au modèle de langage réglé ce qu’il trouve incohérent : des avis, jamais un verdict.",
)
@force_option
def command(
    files: tuple[str, ...],
    day: dt.date | None,
    commune: Path | None,
    output_format: str,
    threshold: str,
    annotated: Path | None,
    cores: int,
    is_assisted: bool,
    force: bool,
) -> int:
    """Contrôle un ou plusieurs actes : séance, vote, références, mentions.

    FICHIER est un .docx, .odt, .pdf, .html, .txt ou .md, un dossier qui en contient, ou « - » pour
    l’entrée standard. Sans --date, la date de la séance est lue dans le texte. Un fichier illisible n’arrête
    pas les autres ; le code de sortie est alors 3.

    Avec --assistance, le texte masqué de chaque acte est relu par le modèle ; ses remarques (IA001) sont
    montrées à part et ne changent pas le code de sortie, sauf 4 si le service ne répond pas.
    """
    from deliberia.auditing import Failure, render_terminal
    from deliberia.cli.relecture import SecondReading
    from deliberia.model import Severity

    if annotated is not None and not annotated.is_dir():
        raise UsageError("Ce dossier n’existe pas.", place=str(annotated), hint="Créez-le d’abord.")
    limit = Severity(threshold)
    results: list[Audit | Failure] = []
    is_refused = has_findings = False
    council, root = _load_commune(commune), _find_root(files)
    found: Iterable[Audit | Failure] = _iter_results(files, day, council, cores, apart=annotated)
    reading = SecondReading(council) if is_assisted else None
    for result in reading.read(found) if reading else found:
        if annotated is not None and not isinstance(result, Failure):
            is_refused |= not _annotate(result, annotated, root, limit, force=force)
        has_findings = has_findings or _has_findings(result, limit)
        if output_format != "texte":  # thousands of audits need not stay in memory to be printed one by one
            results.append(result)
        if isinstance(result, Failure):
            is_refused = True
            click.echo(render_terminal(result), err=True, nl=False)
        elif output_format == "texte":
            click.echo(render_terminal(result, threshold=limit), nl=False)
            if reading and limit is not Severity.INFO:
                reading.show(result)
    _print_report(results, output_format)
    if is_refused:
        return ExitCode.DATA
    if reading and reading.has_failed:
        return ExitCode.MODEL_SERVICE
    return ExitCode.FINDINGS if has_findings else ExitCode.OK


def _find_root(files: tuple[str, ...]) -> Path:
    """Return the folder that holds all that was named: a copy stands there where its act stands."""
    folders = [path if path.is_dir() else path.parent for path in map(Path, files) if str(path) != "-"]
    try:
        return Path(os.path.commonpath([folder.resolve() for folder in folders]))
    except ValueError:  # nothing, or two disks of Windows
        return Path()


def _has_findings(result: Audit | Failure, limit: Severity) -> bool:
    """Tell whether a finding reaches the threshold; the advice of a model never counts."""
    from deliberia.auditing import Failure

    return not isinstance(result, Failure) and any(
        finding.regle != "IA001" for finding in result.iter_findings(limit)
    )


def _print_report(results: list[Audit | Failure], output_format: str) -> None:
    """Print the forms that hold all the documents together."""
    if output_format == "json":
        print_json({"format": 1, "documents": [result.as_dict() for result in results]})
    elif output_format != "texte":
        from deliberia.auditing import rapports

        render = rapports.render_sarif if output_format == "sarif" else rapports.render_html
        click.echo(render(results), nl=False)


def _annotate(audit: Audit, folder: Path, root: Path, threshold: Severity, *, force: bool) -> bool:
    """Write the annotated copy; False, and a sentence, for a file that takes no comment."""
    from deliberia.auditing.rapports import annotate
    from deliberia.documents import annotated_name, make_folder, write_atomic

    source = Path(audit.chemin)
    place = source.resolve().parent
    target = folder / place.relative_to(root) if place.is_relative_to(root) else folder
    try:
        copy = annotate(audit, source, date=dt.datetime.now(dt.UTC), threshold=threshold)
        make_folder(target)
        path = write_atomic(target / annotated_name(source), copy, force=force)
    except DeliberiaError as error:
        say(str(error))
        return False
    say(f"Copie annotée : {path}")
    return True


def _load_commune(path: Path | None) -> Collectivite | None:
    if path is None:
        return None
    from deliberia.drafting import load_commune

    return load_commune(path)


def _iter_results(
    files: tuple[str, ...],
    day: dt.date | None,
    collectivite: Collectivite | None,
    cores: int,
    *,
    apart: Path | None,
) -> Iterator[Audit | Failure]:
    from deliberia.auditing import check_many
    from deliberia.lot import check_files, list_files
    from deliberia.verification import open_base

    paths: list[Path] = []
    for name in files:
        if name == "-":
            yield from check_many([read_stdin()], date=day, collectivite=collectivite, base=open_base())
        else:
            paths += list_files([Path(name)], apart=apart)
    if not paths and "-" not in files:
        raise DataError("Aucun fichier à contrôler dans ce dossier.", place=files[0])
    audits = check_files(paths, date=day, collectivite=collectivite, coeurs=cores, tell=say)
    if len(paths) > _MANY and sys.stderr.isatty():
        yield from _show_count(audits, paths)
    else:
        yield from audits


_MANY = 50
"""Files from which a line says how far the work is."""


def _show_count(results: Iterator[Audit | Failure], paths: list[Path]) -> Iterator[Audit | Failure]:
    for count, result in enumerate(results, 1):
        yield result
        end = "\n" if count == len(paths) else ""
        click.echo(f"\r{count}/{len(paths)} fichiers{end}", nl=False, err=True)
