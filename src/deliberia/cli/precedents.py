"""`deliberia precedents`: the past acts, found again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deliberia.cli.options import force_option, format_option, output_option, print_json, say, today
from deliberia.errors import ExitCode
from deliberia.text import agree, format_date, typeset

if TYPE_CHECKING:
    from deliberia.precedents import Seed

index_option = click.option(
    "--index",
    "index_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="L’index (par défaut, dans le dossier de données de l’utilisateur).",
)


@click.group(name="precedents", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """Les actes passés : les retrouver, vérifier leurs références aujourd’hui, les reprendre."""


@command.command("ajouter")
@click.argument("paths", nargs=-1, required=True, metavar="DOSSIER…", type=click.Path(path_type=Path))
@index_option
def add(paths: tuple[Path, ...], index_path: Path | None) -> int:
    """Ajoute les actes d’un dossier à l’index.

    Les fichiers ne bougent pas. Ceux qui n’ont pas changé depuis la dernière fois sont passés.
    """
    from deliberia.errors import DataError
    from deliberia.lot import list_files
    from deliberia.precedents import open_index

    files = list_files(paths)
    if not files:
        raise DataError("Aucun fichier lisible dans ce dossier.", place=str(paths[0]))

    def show(count: int) -> None:
        click.echo(f"\r{count}/{len(files)} fichiers", nl=count == len(files), err=True)

    with open_index(index_path) as index:
        report = index.add(files, progress=show if sys.stderr.isatty() else None)
        gone = index.forget_missing(paths)
        total = len(index)
    for line in report.refus:
        say(line)
    say(
        f"Fichiers ajoutés : {report.ajoutes} ; inchangés : {report.inchanges} ; retirés : {gone} ; "
        f"illisibles : {len(report.refus)}. L’index compte {total} {agree(total, 'acte', 'actes')}."
    )
    return ExitCode.DATA if report.refus else ExitCode.OK


@command.command("chercher")
@click.argument("words", nargs=-1, metavar="MOTS…")
@click.option("--annee", "year", type=click.IntRange(1800, 2200), metavar="AAAA", help="Année de la séance.")
@click.option("--genre", default="", metavar="GENRE", help="Sorte d’acte : subvention, tarif, emploi…")
@click.option("--collectivite", default="", metavar="NOM", help="Nom de la collectivité, ou une partie.")
@click.option(
    "--limite", "limit", type=click.IntRange(1, 500), default=20, metavar="N", help="Nombre de réponses."
)
@format_option("texte", "json")
@index_option
def search(
    words: tuple[str, ...],
    year: int | None,
    genre: str,
    collectivite: str,
    limit: int,
    output_format: str,
    index_path: Path | None,
) -> int:
    """Cherche un acte par mots, année, sorte ou collectivité. Sans mot, montre les plus récents."""
    from deliberia.precedents import open_index

    with open_index(index_path, must_exist=True) as index:
        hits = index.search(" ".join(words), annee=year, genre=genre, collectivite=collectivite, limit=limit)
    if output_format == "json":
        print_json({"format": 1, "reponses": [hit.as_dict() for hit in hits]})
    for hit in hits if output_format == "texte" else ():
        day = format_date(hit.date) if hit.date else "date inconnue"
        file = Path(hit.chemin).name
        click.echo(typeset(f"{hit.id:>6}  {day:<18} {hit.objet or f'(objet non lu : {file})'}"))
        click.echo(typeset(f"        {hit.collectivite or file} : … {hit.extrait} …"))
    if not hits:
        say("Aucun acte trouvé.")
    return ExitCode.OK if hits else ExitCode.FINDINGS


@command.command("montrer")
@click.argument("ident", type=click.IntRange(1, 2**31), metavar="NUMÉRO")
@format_option("texte", "json")
@index_option
def show(ident: int, output_format: str, index_path: Path | None) -> int:
    """Montre un acte et dit ce que valent ses références aujourd’hui."""
    from deliberia.cli.references import VERDICTS
    from deliberia.precedents import open_index, reverify
    from deliberia.verification import open_base

    with open_index(index_path, must_exist=True) as index:
        precedent = index.get(ident)
    judged = reverify(precedent, on=today(), base=open_base())
    if output_format == "json":
        print_json(
            {
                "format": 1,
                "id": precedent.id,
                "chemin": precedent.chemin,
                "numero": precedent.numero,
                "date": precedent.date.isoformat() if precedent.date else None,
                "objet": precedent.objet,
                "texte": precedent.texte,
                "citations": [one.as_dict() for one in judged],
            }
        )
        return ExitCode.OK
    click.echo(precedent.texte.rstrip())
    click.echo(typeset(f"\nRéférences au {format_date(today())}"))
    for one in judged:
        for target in one.targets:
            if target.verdict is None:
                continue
            state = VERDICTS[target.verdict.kind.value]
            click.echo(typeset(f"  {' '.join(one.citation.surface.split()):<34} {state}"))
            if target.verdict.kind.is_faulty:
                click.echo(typeset(f"          → {target.verdict.motif}"))
    return ExitCode.OK


@command.command("reprendre")
@click.argument("ident", type=click.IntRange(1, 2**31), metavar="NUMÉRO")
@click.option("--modele", default="", metavar="ID", help="Le modèle (par défaut, le plus proche de l’objet).")
@output_option("Le fichier de données à écrire (champs.toml).", required=True)
@click.option(
    "--remplacer", "replaces", is_flag=True, help="Met à la place d’un visa mort celui qui lui succède."
)
@index_option
@force_option
def seed_draft(
    ident: int, modele: str, output: Path, replaces: bool, index_path: Path | None, force: bool
) -> int:
    """Commence un nouvel acte à partir d’un ancien : champs reconnus, visas encore en vigueur.

    Un visa mort n’est jamais repris. Son successeur n’est mis à sa place qu’avec --remplacer.
    """
    from deliberia.documents import write_atomic
    from deliberia.errors import UsageError
    from deliberia.precedents import guess_template, open_index, seed
    from deliberia.verification import open_base

    with open_index(index_path, must_exist=True) as index:
        precedent = index.get(ident)
    chosen = modele or guess_template(precedent)
    if not chosen:
        raise UsageError(
            "Aucun modèle ne ressemble à cet objet.", hint="Donnez --modele ; voyez deliberia modeles lister."
        )
    made = seed(precedent, chosen, on=today(), base=open_base())
    write_atomic(output, _write_fields(made, replaces).encode(), force=force)
    click.echo(str(output))
    say(f"Modèle : {made.modele}. Champs repris : {', '.join(made.champs) or 'aucun'}.")
    for visa in made.visas:
        if visa.sort == "remplace":
            done = "remplacé par" if replaces else "non repris ; son successeur est"
            say(f"« {visa.texte} » : {done} {visa.propose}. {visa.motif}")
        elif visa.sort == "retire":
            say(f"« {visa.texte} » : non repris. {visa.motif}")
    say("Les visas du modèle s’ajoutent d’eux-mêmes. Complétez les champs avant de rédiger.")
    return ExitCode.OK


def _write_fields(made: Seed, replaces: bool) -> str:
    lines = [f"modele = {_quote(made.modele)}"]
    visas = made.list_visas(replace_dead=replaces)
    if visas:
        lines.append(f"visas = [{', '.join(map(_quote, visas))}]")
    lines += ["", "[champs]"]
    lines += [f"{name} = {_quote(value)}" for name, value in made.champs.items()]
    return "\n".join(lines) + "\n"


def _quote(value: Any) -> str:
    """Write a text or a number as TOML, which shares these forms with JSON."""
    return json.dumps(value, ensure_ascii=False)
