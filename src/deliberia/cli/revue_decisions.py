"""The commands of the review that write in a journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.options import format_option, print_json, say
from deliberia.cli.revue_dossier import folder_argument, open_folder, reason_option, reviewer_option
from deliberia.errors import ExitCode, ReviewError

if TYPE_CHECKING:
    from deliberia.revue import Entree

CHOICES = ("accepter", "corriger", "rejeter", "renvoyer", "commenter")


@click.command("decider")
@folder_argument
@click.argument("name", metavar="POINT")
@click.argument("choice", metavar="|".join(CHOICES), type=click.Choice(CHOICES))
@reason_option
@click.option("--par", "replacement", default="", metavar="CLÉ", help="La correction proposée.")
@click.option(
    "--non-verifiee",
    "accepts_unknown",
    is_flag=True,
    help="Accepte une correction que la base ne connaît pas à la date de l’acte.",
)
@click.option("--arbitrer", "is_arbitrage", is_flag=True, help="Tranche un désaccord entre relecteurs.")
@reviewer_option
@format_option("texte", "json")
def decide(
    folder: Path,
    name: str,
    choice: str,
    reason: str,
    replacement: str,
    accepts_unknown: bool,
    is_arbitrage: bool,
    reviewer: str,
    output_format: str,
) -> None:
    """Enregistre une décision sur un point.

    accepter : l’acte reste écrit ainsi ; corriger : une autre référence est proposée avec --par, vérifiée
    aussitôt à la date de l’acte ; rejeter : l’acte ne peut pas rester ainsi ; renvoyer : question à
    l’auteur, avec --motif ; commenter : une remarque, sans décider.
    """
    from deliberia.revue import Choix

    revue = open_folder(folder, reviewer, until=name, writes=True)
    entree = revue.decide(
        revue.get_item(name),
        Choix(choice),
        pourquoi=reason,
        par=replacement,
        accepts_unknown=accepts_unknown,
        is_arbitrage=is_arbitrage,
    )
    _report(entree, output_format)


@click.command("annuler")
@folder_argument
@click.argument("name", metavar="[POINT]", required=False, default="")
@reviewer_option
@format_option("texte", "json")
def undo(folder: Path, name: str, reviewer: str, output_format: str) -> None:
    """Annule votre dernière décision, ou celle d’un point.

    Rien n’est effacé : le journal reçoit une ligne de plus, qui annule la précédente.
    """
    revue = open_folder(folder, reviewer, writes=True)
    _report(revue.undo(name), output_format)


@click.command("valider")
@folder_argument
@click.argument("name", metavar="ACTE")
@reason_option
@reviewer_option
@format_option("texte", "json")
def validate(folder: Path, name: str, reason: str, reviewer: str, output_format: str) -> int:
    """Valide un acte dont tous les points sont décidés.

    Le code de sortie est 1 si quelque chose reste à décider. La validation tombe dès que le fichier change.
    """
    from deliberia.revue import explain_refusal
    from deliberia.text import agree

    revue = open_folder(folder, reviewer, writes=True)
    acte = revue.get_act(name)
    revue.refresh_journals()
    if not acte.erreur and list(explain_refusal(acte, revue.judge_act(acte))):
        try:
            revue.validate(acte)
        except ReviewError as error:
            say(f"Erreur : {error}")
            return ExitCode.FINDINGS
    _report(revue.validate(acte, pourquoi=reason), output_format)
    reserves = revue.judge_act(acte).reserves
    if reserves:
        words = agree(reserves, "correction reste à reporter", "corrections restent à reporter")
        say(f"Sous réserve : {reserves} {words} dans l’acte.")
    return ExitCode.OK


@click.command("renvoyer")
@folder_argument
@click.argument("name", metavar="ACTE")
@reason_option
@reviewer_option
@format_option("texte", "json")
def send_back(folder: Path, name: str, reason: str, reviewer: str, output_format: str) -> None:
    """Renvoie un acte entier à son auteur, avec --motif."""
    revue = open_folder(folder, reviewer, writes=True)
    _report(revue.send_back(revue.get_act(name), reason), output_format)


def _report(entree: Entree, output_format: str) -> None:
    from deliberia.cli.revue_affichage import draw_entry

    if output_format == "json":
        print_json({"format": 1, "entree": entree.as_dict()})
    else:
        say(draw_entry(entree))
