"""`deliberia references verifier-en-ligne`: ask Légifrance about what the base cannot tell."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.options import confirm, format_option, print_json, say, today, today_option
from deliberia.errors import UsageError
from deliberia.text import typeset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from deliberia.legifrance import OnlineReport


@click.command(name="verifier-en-ligne")
@click.argument("files", nargs=-1, metavar="[FICHIER…]", type=click.Path(path_type=Path))
@click.option("--cle", "keys", multiple=True, metavar="CLÉ", help="Une référence de plus : CGCT:L2121-29.")
@click.option("--modeles", "with_templates", is_flag=True, help="Les références de tous les modèles.")
@today_option
@click.option("--tout", "every", is_flag=True, help="Aussi les références que la base sait déjà juger.")
@click.option("--oui", "agreed", is_flag=True, help="Donne l’accord sans poser la question.")
@format_option("texte", "json")
def command(
    files: tuple[Path, ...],
    keys: tuple[str, ...],
    with_templates: bool,
    day: dt.date | None,
    every: bool,
    agreed: bool,
    output_format: str,
) -> None:
    """Demande à Légifrance les références que la base ne peut pas juger, avec vos propres identifiants.

    Rien ne sort sans votre accord ; il ne sort que des identifiants de textes, des numéros et des dates. Les
    identifiants sont lus dans DELIBERIA_LEGIFRANCE_ID et DELIBERIA_LEGIFRANCE_SECRET.
    """
    from deliberia.legifrance import (
        ConfirmationStore,
        default_store_path,
        open_client,
        read_credentials,
        verify_online,
    )

    on = day or today()
    wanted = _choose(_gather(files, keys, with_templates, on), on, every=every)
    if not wanted:
        say("Aucune référence à demander : la base sait juger toutes celles-ci.")
        return
    with open_client(read_credentials()) as client:
        report = verify_online(
            wanted,
            on=on,
            today=today(),
            client=client,
            store=ConfirmationStore(default_store_path()),
            consent=lambda hosts, asked: agreed or _ask(hosts, asked),
            force=every,
        )
    if output_format == "json":
        print_json(report.as_dict())
    else:
        _show(report)


def _gather(files: Iterable[Path], keys: Iterable[str], with_templates: bool, on: dt.date) -> list[str]:
    """Return every key to consider, once each, in order."""
    found = list(keys)
    if files:
        from deliberia.auditing import read_citations

        for path in files:
            report = read_citations(path, date=on)
            found += [
                one.target.cle for judged in report.citations for one in judged.targets if one.target.cle
            ]
    if with_templates:
        from deliberia.catalogue import iter_templates

        found += [visa.cle for template in iter_templates() for visa in template.meta.visas]
    return list(dict.fromkeys(found))


def _choose(keys: Iterable[str], on: dt.date, *, every: bool) -> list[str]:
    from deliberia.model import VerdictKind
    from deliberia.verification import open_base, verify

    base = open_base()
    return [cle for cle in keys if every or verify(cle, on=on, base=base).kind is VerdictKind.NON_VERIFIABLE]


def _ask(hosts: Collection[str], keys: Collection[str]) -> bool:
    """Name the servers and the references, then ask."""
    say(f"Serveurs : {', '.join(hosts)}")
    say(f"Références : {', '.join(keys)}")
    if not sys.stdin.isatty():
        raise UsageError("Votre accord est nécessaire.", hint="Ajoutez --oui pour le donner sans terminal.")
    return confirm("Envoyer ces références ?")


def _show(report: OnlineReport) -> None:
    if report.refus:
        say("Rien n’a été envoyé.")
    for confirmation in report.confirmees:
        click.echo(f"{confirmation.cle}  confirmée")
    for title, keys in (
        ("introuvable", report.introuvables),
        ("incertaine", report.incertaines),
        ("déjà connue", report.deja_connues),
        ("non demandée", report.non_demandees),
    ):
        for cle in keys:
            click.echo(f"{cle}  {title}")
    if report.arret:
        say(report.arret)
    if report.mention:
        click.echo(typeset(report.mention))
