"""`deliberia`: the list of commands, each imported only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from deliberia.version import VERSION

COMMANDS: dict[str, tuple[str, str]] = {
    "exemple": ("exemple", "Écrit le dossier d’une commune imaginaire, rédige et vérifie ses actes."),
    "rediger": ("rediger", "Rédige une délibération à partir d’un modèle et de vos données."),
    "verifier": ("verifier", "Contrôle un acte : séance, vote, références, mentions."),
    "citations": ("citations", "Relève les références d’un texte et dit si elles sont en vigueur."),
    "masquer": ("masquer", "Montre ce qui quitterait cette machine : le texte, noms masqués."),
    "modeles": ("modeles", "Les modèles de délibération."),
    "regles": ("regles", "Les règles de contrôle, expliquées."),
    "references": ("references", "La base des textes : montrer, chercher, état."),
    "revue": ("revue", "La file des références à relire : lister, décider, exporter la preuve."),
    "seance": ("seance", "La séance : calendrier, convocation, procès-verbal, certificat."),
    "lot": ("lot", "Rédige un acte par ligne d’un tableau."),
    "precedents": ("precedents", "Les actes passés : chercher, revérifier, reprendre."),
    "surveiller": ("surveiller", "Contrôle ce qui arrive dans un dossier partagé."),
    "exporter": ("exporter", "Données ouvertes et envoi au contrôle de légalité."),
    "assistance": ("assistance", "Modèle de langage : fiche du registre, purge, acceptation des passages."),
    "config": ("config", "Les réglages : l’assistant facultatif, les hôtes autorisés, la clé."),
    "interface": ("interface", "Ouvre l’interface dans le terminal."),
}
"""Name → (module of `deliberia.cli`, line of help)."""


class LazyGroup(click.Group):
    """A group whose commands are imported when called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"deliberia.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commandes"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
@click.version_option(
    VERSION, prog_name="deliberia", message="%(prog)s %(version)s", help="Affiche la version."
)
@click.option("--debug", is_flag=True, help="Montre le détail technique d’une erreur.")
@click.pass_context
def root(ctx: click.Context, debug: bool) -> Any:  # `debug` is read by `run`, wherever it stands
    """Rédiger et vérifier les délibérations d’une commune.

    Chaque référence est contrôlée à la date de la séance. Sans réseau, sans modèle de langage.

    Sans commande, ouvre l’interface ; hors d’un terminal, affiche cette aide.
    """
    if ctx.invoked_subcommand is not None:
        return None
    if sys.stdin.isatty() and sys.stdout.isatty():
        return ctx.invoke(import_module("deliberia.cli.interface").command)
    click.echo(ctx.get_help())
    return None
