"""`deliberia seance`: its calendar and its papers."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.options import force_option, format_option, output_option, print_json, say
from deliberia.cli.papier import heading_option, open_paper, papier_option
from deliberia.cli.seance_suites import note
from deliberia.errors import ExitCode
from deliberia.text import format_date, typeset

if TYPE_CHECKING:
    from deliberia.model import Projet

_DAY = click.DateTime(("%Y-%m-%d",))


@click.group(name="seance", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """La séance : son calendrier et ses papiers."""


@command.command("calendrier")
@click.argument("seance", metavar="SÉANCE", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--publication",
    type=_DAY,
    metavar="AAAA-MM-JJ",
    help="Jour où les actes ont été publiés (sinon, celui noté).",
)
@click.option(
    "--suivante", type=_DAY, metavar="AAAA-MM-JJ", help="Séance suivante, qui approuve le procès-verbal."
)
@format_option("texte", "json")
def show_calendar(
    seance: Path, publication: dt.datetime | None, suivante: dt.datetime | None, output_format: str
) -> int:
    """Calcule les échéances d’une séance : convocation, liste, procès-verbal, recours.

    SÉANCE est le fichier seance.toml.
    """
    from deliberia.cli.seance_suites import find_noted
    from deliberia.drafting import load_seance
    from deliberia.errors import DataError
    from deliberia.pieces import find_publication, list_echeances

    noted = find_noted(seance.parent) if publication is None else ()
    echeances = list_echeances(
        load_seance(seance),
        publication=publication.date() if publication else find_publication(noted),
        suivante=suivante.date() if suivante else None,
    )
    if not echeances:
        raise DataError(
            "La séance n’a pas de date.", place=str(seance), hint="Ajoutez la ligne date = 2026-11-17."
        )
    if output_format == "json":
        print_json({"format": 1, "echeances": [one.as_dict() for one in echeances]})
        return ExitCode.OK
    for one in echeances:
        day = format_date(one.date, weekday=True) if one.date else "date à préciser"
        detail = f" ({one.precision})" if one.precision else ""
        click.echo(typeset(f"{day:<28} {one.libelle}{detail}"))
    return ExitCode.OK


command.add_command(note)


@command.command("pieces")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False))
@output_option("Où écrire (par défaut, dans le dossier de la séance).", is_folder=True)
@click.option("--piece", "wanted", multiple=True, metavar="NOM", help="Une seule pièce ; l’option se répète.")
@papier_option
@heading_option
@force_option
def write_papers(
    folder: Path,
    output: Path | None,
    wanted: tuple[str, ...],
    papier: Path | None,
    without_heading: bool,
    force: bool,
) -> int:
    """Écrit les papiers de la séance, de la convocation au certificat de publication.

    DOSSIER contient seance.toml et les actes de la séance. Ce qui manque est imprimé « […] », et la pièce
    porte alors la marque PROJET. Les pièces : convocation, note-de-synthese, feuille-de-presence, pouvoir,
    liste-des-deliberations, proces-verbal, registre, certificat-de-publication.
    """
    from deliberia.documents import make_folder, render_page_docx, write_atomic
    from deliberia.drafting import load_seance
    from deliberia.pieces import PIECES, make_piece

    seance = load_seance(folder / "seance.toml")
    paper = open_paper(papier, without_heading=without_heading, commune=seance.collectivite.nom)
    projets, refused = _load_projets(folder)
    target = output or folder
    make_folder(target)
    names = wanted or tuple(PIECES)
    pages = {name: make_piece(name, seance, projets) for name in names}
    for name, page in pages.items():
        data = render_page_docx(page, seance.date, papier=paper)
        path = write_atomic(target / f"{name}.docx", data, force=force)
        click.echo(str(path))
        if page.is_projet:
            say(f"{path.name} : des valeurs restent à compléter.")
    if refused:
        say(f"Actes illisibles, absents des pièces : {refused}.")
    return ExitCode.DATA if refused else ExitCode.OK


def _load_projets(folder: Path) -> tuple[list[Projet], int]:
    """Draft the acts beside the séance, in order; say which one cannot be read, and count those."""
    from deliberia.exports import ActeDossier, iter_actes
    from deliberia.verification import open_base

    projets, refused = [], 0
    for one in iter_actes(folder, base=open_base(), profond=False):
        if isinstance(one, ActeDossier):
            projets.append(one.projet)
        else:
            refused += 1
            say(str(one))
    return sorted(projets, key=lambda one: (not one.numero, _rank(one.numero), one.titre)), refused


def _rank(numero: str) -> list[tuple[int, str]]:
    """Put « 2026_9 » before « 2026_10 »."""
    parts = re.findall(r"\d{1,18}|\D+", numero)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
