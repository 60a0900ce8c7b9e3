"""`deliberia lot`: one act a row of a table."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.modeles import folder_option
from deliberia.cli.options import file_option, force_option, format_option, output_option, print_json, say
from deliberia.cli.papier import heading_option, open_paper, papier_option
from deliberia.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.cli.lot_assistance import LotModel
    from deliberia.lot import LotReport, Progress, Table

_SHOWN = 20


@click.command(name="lot")
@click.argument("table_path", metavar="TABLEAU", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--modele", required=True, metavar="ID", help="Le modèle de tous les actes.")
@output_option("Dossier des actes ; facultatif avec --essai.", is_folder=True)
@file_option("--seance", "La séance commune aux lignes (seance.toml).")
@file_option("--commune", "La commune (commune.toml), si la séance ne la nomme pas.")
@click.option(
    "--colonne",
    "choices",
    multiple=True,
    metavar="EN-TÊTE=CHAMP",
    help="Dit quel champ une colonne remplit ; l’option se répète.",
)
@click.option("--ignorer", "leave", multiple=True, metavar="EN-TÊTE", help="Laisse une colonne de côté.")
@click.option("--feuille", default="", metavar="NOM", help="Feuille du classeur (par défaut, la première).")
@click.option(
    "--forme",
    type=click.Choice(("docx", "pdf", "html", "md", "txt", "json")),
    default="docx",
    show_default=True,
    metavar="docx|pdf|html|md|txt|json",
    help="Format des actes.",
)
@click.option("--essai", is_flag=True, help="N’écrit rien ; signale toutes les lignes à reprendre.")
@click.option(
    "--sans-controle", "unchecked", is_flag=True, help="Rédige sans appliquer les règles de contrôle."
)
@click.option(
    "--coeurs", type=click.IntRange(0, 256), default=0, metavar="N", help="Processus (0 : tous les cœurs)."
)
@click.option(
    "--ordonnanceur",
    default="",
    metavar="tcp://…",
    help="Ordonnanceur d’une grappe Dask (deliberia[grappe]).",
)
@click.option(
    "--rapport",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Rapport à écrire, .html, .json ou .csv ; l’option se répète.",
)
@papier_option
@heading_option
@click.option(
    "--assistance",
    "is_assisted",
    is_flag=True,
    help="Demande au modèle de langage réglé les passages libres laissés vides ; chacun est contrôlé.",
)
@click.option("--oui", "agreed", is_flag=True, help="Donne l’accord à l’envoi sans poser la question.")
@format_option("texte", "json")
@folder_option
@force_option
def command(
    table_path: Path,
    modele: str,
    output: Path | None,
    seance: Path | None,
    commune: Path | None,
    choices: tuple[str, ...],
    leave: tuple[str, ...],
    feuille: str,
    forme: str,
    essai: bool,
    unchecked: bool,
    coeurs: int,
    ordonnanceur: str,
    reports: tuple[Path, ...],
    papier: Path | None,
    without_heading: bool,
    is_assisted: bool,
    agreed: bool,
    output_format: str,
    folder: Path | None,
    force: bool,
) -> int:
    """Rédige un acte par ligne d’un tableau .csv, .xlsx ou .jsonl.

    L’en-tête nomme les champs du modèle ; pour, contre, abstentions et votants donnent le vote, numero le
    numéro. Une ligne fautive n’arrête pas les autres. Arrêtée, la même commande reprend où elle en était.
    Code de sortie : 1 si un acte reste à compléter, 3 si une ligne est refusée.

    Avec --assistance, l’hôte est nommé et votre accord demandé avant le premier envoi ; sans terminal, les
    hôtes autorisés des réglages en tiennent lieu. Un passage retenu n’entre pas dans son acte ; le rapport
    compte les passages à vérifier. Code 4 si un passage n’a pas eu de réponse.
    """
    from deliberia.catalogue import get_template
    from deliberia.lot import make_job, map_columns, read_table, run_lot

    if output is None and not essai:
        raise UsageError("Il manque le dossier des actes.", hint="Ajoutez -o DOSSIER, ou --essai.")
    for path in reports:
        _check_report(path)
    open_paper(papier, without_heading=without_heading)
    table = read_table(table_path, feuille=feuille)
    for remark in table.remarques:
        say(f"{table_path.name} : {remark}")
    template = get_template(modele, folder)
    plan = map_columns(table.columns, template, choices=_read_choices(choices), leave=leave)
    if essai and is_assisted:
        say("Essai : rien n’est demandé au modèle de langage.")
    is_asking = is_assisted and not essai
    with _open_model(table, template, agreed=agreed) if is_asking else nullcontext() as model:
        job = make_job(
            modele,
            seance=seance,
            commune=commune,
            folder=folder,
            forme=forme,
            controle=not unchecked,
            profonde=not ordonnanceur,
            papier=papier,
            sans_entete=without_heading,
            assistance=model.fingerprint if model else "",
        )
        run = partial(
            run_lot,
            job,
            table,
            plan,
            output or Path(),
            essai=essai,
            coeurs=coeurs,
            ordonnanceur=ordonnanceur,
            force=force,
            progress=_show_progress if sys.stderr.isatty() else None,
            tell=say,
            assist=model.assist if model else None,
        )
        try:
            report = run()
        except KeyboardInterrupt:
            say("\nInterrompu." if essai else "\nInterrompu. La même commande reprendra où elle en était.")
            return ExitCode.INTERRUPTED
        report = model.tell(report) if model else report
    _write_reports(report, reports)
    _print(report, output_format)
    if report.has_refused:
        return ExitCode.DATA
    if report.has_unanswered:
        return ExitCode.MODEL_SERVICE
    return ExitCode.FINDINGS if report.has_unfinished else ExitCode.OK


def _open_model(table: Table, template: Template, *, agreed: bool) -> AbstractContextManager[LotModel]:
    from deliberia.cli.lot_assistance import open_model

    return open_model(template, rows=sum(1 for _ in table.iter_rows()), agreed=agreed)


def _read_choices(choices: tuple[str, ...]) -> dict[str, str]:
    read: dict[str, str] = {}
    for choice in choices:
        column, sign, field = choice.rpartition("=")
        if not sign or not column or not field:
            raise UsageError(f"« {choice} » ne dit pas quel champ remplir.", hint="Écrivez 'En-tête=champ'.")
        read[column] = field
    return read


def _check_report(path: Path) -> None:
    if path.suffix.lower() not in (".html", ".json", ".csv"):
        raise UsageError("Un rapport est un .html, un .json ou un .csv.", place=str(path))
    if not path.parent.is_dir():
        raise UsageError(
            "Le dossier du rapport n’existe pas.", place=str(path.parent), hint="Créez-le d’abord."
        )


def _write_reports(report: LotReport, paths: tuple[Path, ...]) -> None:
    from deliberia.documents import write_atomic
    from deliberia.lot import render_report

    for path in paths:
        data = render_report(report, path.suffix.lower().removeprefix("."))
        write_atomic(path, data.encode(), force=True)
        say(f"Rapport : {path}")


def _print(report: LotReport, output_format: str) -> None:
    from deliberia.lot.report import iter_faults

    if output_format == "json":
        print_json(report.as_dict())
        return
    lines = list(iter_faults(report))
    for line in lines[:_SHOWN]:
        say(line)
    if len(lines) > _SHOWN:
        say(f"… et {len(lines) - _SHOWN} autres remarques : ajoutez --rapport rapport.html.")
    say(report.summarise())


def _show_progress(progress: Progress) -> None:
    end = "\n" if progress.faits == progress.total else ""
    click.echo(
        f"\r{100 * progress.faits // progress.total:3d} %  {progress.faits}/{progress.total} actes, "
        f"{_say_rate(progress.debit)} par seconde, encore {_say_duration(progress.restant)}      {end}",
        nl=False,
        err=True,
    )


def _say_rate(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}".replace(".", ",")


def _say_duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"
