"""`deliberia revue`: the review queue without a screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from deliberia.cli.options import force_option, format_option, output_option, print_json, say
from deliberia.cli.revue_decisions import decide, send_back, undo, validate
from deliberia.cli.revue_dossier import check_folder, folder_argument, open_folder, reviewer_option
from deliberia.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from deliberia.revue import Filtre, Revue

F = TypeVar("F", bound=Callable[..., Any])
VERDICTS = ("abroge", "deplace", "inexistant", "pas_encore_en_vigueur", "ambigu", "non_verifiable")


class QueueGroup(click.Group):
    """A group whose first word may be a folder: it is then listed."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            if not Path(args[0]).is_dir():
                known = ", ".join(self.commands)
                raise UsageError(
                    f"« {args[0]} » n’est ni un dossier, ni une commande de la revue.",
                    hint=f"Commandes : {known}.",
                )
            args = ["lister", *args]
        return super().resolve_command(ctx, args)


def filter_options(function: F) -> F:
    """Add the options that choose items."""
    options: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
        ("--commune", "communes", (), "Seulement cette commune."),
        ("--acte", "actes", (), "Seulement cet acte, ou les actes de ce sous-dossier."),
        ("--sorte", "sortes", (), "citation, constat, ou un genre : article, loi, decret, SEA…"),
        ("--gravite", "severites", ("erreur", "avertissement", "info"), "Gravité."),
        ("--verdict", "verdicts", VERDICTS, "Verdict de la référence."),
        ("--etat", "etats", ("a_decider", "decide", "renvoye", "desaccord"), "Où en est le point."),
    )
    for option, name, choices, text in reversed(options):
        function = click.option(
            option,
            name,
            multiple=True,
            type=click.Choice(choices) if choices else str,
            metavar="|".join(choices) or "VALEUR",
            help=f"{text} Peut être répété.",
        )(function)
    words = click.option("--mots", default="", metavar="MOTS", help="De la phrase, de l’acte ou du motif.")
    return words(function)


@click.group(name="revue", cls=QueueGroup, subcommand_metavar="DOSSIER | COMMANDE [ARGUMENTS]…")
def command() -> None:
    """La file des références et des constats à relire : lister, décider, prouver.

    « deliberia revue DOSSIER » liste ce qui attend dans un dossier et ses sous-dossiers. Rien n’est
    jamais écrit dans les actes : chaque décision va dans DOSSIER/journal-de-revue.
    """


@command.command("lister")
@folder_argument
@filter_options
@click.option("--tout", "everything", is_flag=True, help="Aussi ce qui est décidé, et les informations.")
@format_option("texte", "json")
def list_items(folder: Path, mots: str, everything: bool, output_format: str, **sets: tuple[str, ...]) -> int:
    """Liste les points à décider, acte par acte.

    Sans filtre, montre les erreurs et les avertissements qui attendent une décision. Le code de sortie
    est 1 si l’un de ceux qui sont montrés attend, 3 si un acte n’a pas pu être lu.
    """
    from deliberia.cli.revue_affichage import draw_items, tell_item
    from deliberia.revue import Etat, filter_items

    revue = open_folder(folder)
    filtre = _make_filter(sets, mots, everything=everything)
    found = list(filter_items(((item, revue.judge(item)) for item in revue.items.values()), filtre))
    unread = [acte for acte in revue.actes.values() if acte.erreur]
    if output_format == "json":
        print_json(
            {
                "format": 1,
                "dossier": str(folder),
                "points": [tell_item(revue, item, situation) for item, situation in found],
                "illisibles": [{"acte": acte.chemin, "erreur": acte.erreur} for acte in unread],
            }
        )
    else:
        is_filtered = bool(mots or any(sets.values()))
        for line in draw_items(revue, found, is_filtered=is_filtered):
            click.echo(line)
    for acte in unread:
        say(f"Erreur : {acte.erreur}")
    _warn_altered(revue)
    if unread:
        return ExitCode.DATA
    waiting = (Etat.A_DECIDER, Etat.DESACCORD)
    is_waiting = any(item.is_requis and situation.etat in waiting for item, situation in found)
    return ExitCode.FINDINGS if is_waiting else ExitCode.OK


@command.command("montrer")
@folder_argument
@click.argument("name", metavar="POINT")
@format_option("texte", "json")
def show_item(folder: Path, name: str, output_format: str) -> None:
    """Montre un point : sa phrase, son verdict, la fiche de la référence, ce qui peut la remplacer."""
    from deliberia.cli.revue_affichage import draw_item, tell_item

    revue = open_folder(folder, until=name)
    item = revue.get_item(name)
    situation = revue.judge(item)
    if output_format == "json":
        print_json({"format": 1, **tell_item(revue, item, situation)})
        return
    for line in draw_item(revue, item, situation):
        click.echo(line)


@command.command("etat")
@folder_argument
@format_option("texte", "json")
def show_state(folder: Path, output_format: str) -> int:
    """Dit où en est chaque acte : à relire, renvoyé, prêt à valider, validé.

    Le code de sortie est 0 quand tous les actes sont validés, 1 sinon, 3 si l’un n’a pas pu être lu.
    """
    from deliberia.cli.revue_affichage import draw_states
    from deliberia.revue import EtatActe

    revue = open_folder(folder)
    states = [(acte, revue.judge_act(acte)) for acte in revue.actes.values()]
    if output_format == "json":
        print_json(
            {
                "format": 1,
                "dossier": str(folder),
                "actes": [
                    {
                        "acte": acte.chemin,
                        "commune": acte.commune,
                        "date": acte.date.isoformat() if acte.date else None,
                        "titre": acte.titre,
                        "fichier_sha256": acte.fichier_sha256,
                        "texte_sha256": acte.texte_sha256,
                        "erreur": acte.erreur or None,
                        "obstacles": list(acte.obstacles),
                        "points": len(acte.items),
                        **state.as_dict(),
                    }
                    for acte, state in states
                ],
            }
        )
    else:
        for line in draw_states(states):
            click.echo(line)
    _warn_altered(revue)
    if any(state.etat is EtatActe.ILLISIBLE for _, state in states):
        return ExitCode.DATA
    is_done = all(state.etat is EtatActe.VALIDE for _, state in states)
    return ExitCode.OK if is_done else ExitCode.FINDINGS


@command.command("exporter")
@folder_argument
@output_option("preuve.html, preuve.json ou preuve.pdf ; l’extension donne le format.", required=True)
@force_option
@reviewer_option
def export(folder: Path, output: Path, force: bool, reviewer: str) -> None:
    """Exporte la preuve : chaque décision, qui, quand, pourquoi, les désaccords, les actes validés.

    La preuve contient des phrases des actes : elle est aussi confidentielle qu’eux.
    """
    from deliberia.revue import export_proof

    revue = open_folder(folder, reviewer, writes=True)
    path = export_proof(revue, output, force=force)
    say(f"Preuve écrite : {path}")
    _warn_altered(revue)


@command.command("verifier")
@folder_argument
@click.option(
    "--preuve",
    "proof",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Une preuve exportée avant, en JSON : ses lignes doivent toutes être encore là.",
)
@format_option("texte", "json")
def verify(folder: Path, proof: Path | None, output_format: str) -> int:
    """Vérifie que les journaux se suivent ligne à ligne, et dit où ils ont été modifiés.

    Trouve une ligne modifiée, retirée, déplacée ou ajoutée. Le code de sortie est alors 1.
    """
    from deliberia.cli.revue_affichage import draw_journals
    from deliberia.revue import Journal, load_heads

    check_folder(folder)
    journal = Journal(folder)
    anomalies = journal.verify(load_heads(proof) if proof else None)
    is_altered = any(one.ecart.is_fault for one in anomalies)
    if output_format == "json":
        print_json(
            {
                "format": 1,
                "intact": not is_altered,
                "journaux": [
                    {"journal": nom, "lignes": one.lignes, "rang": one.rang, "tete": one.tete}
                    for nom, one in journal.journaux.items()
                ],
                "anomalies": [one.as_dict() for one in anomalies],
            }
        )
    else:
        for line in draw_journals(journal, anomalies):
            click.echo(line)
    return ExitCode.FINDINGS if is_altered else ExitCode.OK


def _make_filter(sets: dict[str, tuple[str, ...]], mots: str, *, everything: bool) -> Filtre:
    from deliberia.revue import TO_DO, Filtre

    given = {name: frozenset(values) for name, values in sets.items() if values}
    if not everything:
        given = {"severites": TO_DO.severites, "etats": TO_DO.etats, **given}
    return Filtre(mots=mots, **given)


def _warn_altered(revue: Revue) -> None:
    faults = [one for one in revue.journal.verify() if one.ecart.is_fault]
    if faults:
        say(f"Attention : le journal a été modifié ({faults[0]}) Voyez deliberia revue verifier.")


for _one in (decide, undo, validate, send_back):
    command.add_command(_one)
