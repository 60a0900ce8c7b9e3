"""`deliberia assistance`: the duties that come with a language model."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from deliberia.cli.options import force_option, format_option, print_json, say
from deliberia.cli.passages import make_visible
from deliberia.errors import UsageError
from deliberia.text import typeset


@click.group(name="assistance", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """Les devoirs qui vont avec un modèle de langage : registre, conservation, acceptation d’un passage."""


@command.command("registre")
@format_option("texte", "json")
def registre(output_format: str) -> None:
    """Écrit la fiche du registre des traitements (RGPD), d’après les réglages réels.

    La fiche dit ce que Deliberia sait ; ce que seule la collectivité sait est listé à la fin, à compléter.
    """
    from deliberia.assistance import describe_processing
    from deliberia.settings import load_settings

    fiche = describe_processing(load_settings(), on=dt.date.today())  # noqa: DTZ011 (the day of this machine)
    if output_format == "json":
        print_json(fiche.as_dict())
        return
    for name, text in fiche.rubriques:
        click.echo(typeset(f"{name} : {text}"))
    if fiche.a_completer:
        click.echo(typeset("À compléter par la collectivité :"))
        for line in fiche.a_completer:
            click.echo(f"- {line}")


@command.command("purger")
@click.option(
    "--jours",
    "days",
    type=click.IntRange(0, 3650),
    metavar="N",
    help="Garde les réponses des N derniers jours (par défaut, la durée des réglages ; 0 efface tout).",
)
def purge(days: int | None) -> None:
    """Efface les réponses gardées du modèle, au-delà de la durée de conservation."""
    from deliberia.llm import AnswerStore, default_cache_path
    from deliberia.settings import load_settings

    path = default_cache_path()
    if not path.exists():
        say("Aucune réponse gardée.")
        return
    limit = load_settings().journal.conservation_jours if days is None else days
    with AnswerStore(path, days=3650) as store:
        count = store.purge(older_than=limit)
        left = len(store)
    say(typeset(f"Réponses effacées : {count} ; gardées : {left}."))


@command.command("accepter")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FICHIER")
@click.option("--par", "person", required=True, metavar="NOM", help="La personne qui a relu les passages.")
@force_option
def accept(file: Path, person: str, force: bool) -> None:
    """Note qui a relu et accepté les passages d’un acte.

    FICHIER est le .passages.json écrit à côté de l’acte, ou le DOCX, qui porte la provenance de ses passages
    dans ses propriétés ; les deux sont mis à jour. Une acceptation notée n’est remplacée qu’avec --forcer.
    Les points à vérifier de chaque passage sont montrés ; ils restent notés à côté de l’acceptation.
    """
    from deliberia.assistance.provenance import accept_passages, read_passages

    if not person.strip():
        raise UsageError("Le nom de la personne est vide.", hint="Ajoutez --par « Mme … ».")
    count = accept_passages(file, by=person, at=dt.datetime.now(dt.UTC), force=force)
    for passage in read_passages(file):
        _tell_remarks(passage)
    say(typeset(f"Passages acceptés par {person.strip()} : {count}."))


def _tell_remarks(passage: dict[str, Any]) -> None:
    """Show what was to check in an accepted passage; a file may come from anywhere, and say anything."""
    remarks = passage.get("remarques")
    if passage.get("etat") != "propose" or not isinstance(remarks, list) or not remarks:
        return
    say(f"À vérifier dans le passage « {make_visible(str(passage.get('emplacement')))} » :")
    for remark in remarks:
        say(f"  - {make_visible(str(remark))}")
