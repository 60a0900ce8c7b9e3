"""`deliberia regles`: list and explain the checks."""

from __future__ import annotations

import click

from deliberia.cli.options import format_option, print_json


@click.group(name="regles", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """Les règles de contrôle, expliquées."""


@command.command("lister")
@format_option("texte", "json")
def list_rules(output_format: str) -> None:
    """Liste les règles, leur gravité et leur fondement."""
    from deliberia.checks import iter_rules

    rules = list(iter_rules())
    if output_format == "json":
        print_json(
            {
                "format": 1,
                "regles": [
                    {
                        "regle": rule.id,
                        "origine": rule.origine,
                        "severite": rule.severite.value,
                        "titre": rule.titre,
                        "fondement": list(rule.fondement),
                    }
                    for rule in rules
                ],
            }
        )
        return
    for rule in rules:
        click.echo(f"{rule.id}  {rule.severite.value:<14} {rule.titre}")


@command.command("expliquer")
@click.argument("regle", metavar="RÈGLE")
def explain_rule(regle: str) -> None:
    """Explique une règle : ce qu’elle vérifie, pourquoi, comment corriger."""
    from deliberia.assistance import explain_constat
    from deliberia.checks import explain

    for line in (explain_constat(regle) or explain(regle)).splitlines():
        is_heading = line.startswith("#")
        click.secho(line.lstrip("# ") if is_heading else line, bold=is_heading)
