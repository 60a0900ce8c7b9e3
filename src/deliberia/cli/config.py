"""`deliberia config`: the settings, the hosts to which text may go, the key, the trial of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from deliberia.cli.config_acces import host_of, hosts, key
from deliberia.cli.config_assistant import assistant
from deliberia.cli.config_relecteur import reviewer
from deliberia.cli.options import format_option, print_json, say
from deliberia.text import typeset

if TYPE_CHECKING:
    from decimal import Decimal

    from deliberia.llm import Profile
    from deliberia.settings import AssistantSettings, Settings


@click.group(name="config", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """Les réglages : le relecteur, l’assistant facultatif, les hôtes autorisés, la clé.

    Rien n’a besoin d’un modèle de langage. Une clé n’est jamais écrite dans le fichier des réglages.
    """


command.add_command(assistant)
command.add_command(hosts)
command.add_command(key)
command.add_command(reviewer)


@command.command("montrer")
@format_option("texte", "json")
def show(output_format: str) -> None:
    """Montre les réglages et où irait le texte."""
    from deliberia.settings import load_settings, settings_path

    settings = load_settings()
    document = _describe(settings)
    if output_format == "json":
        print_json(document)
        return
    path = settings_path()
    click.echo(typeset(f"Fichier : {path}{'' if path.exists() else ' (absent)'}"))
    click.echo(typeset(f"Relecteur : {_name_reviewer(settings, document)}"))
    if settings.assistant is None:
        click.echo(typeset("Assistant : aucun. Pour en choisir un : deliberia config assistant"))
        return
    for line in _list_assistant(settings.assistant, document):
        click.echo(typeset(line))
    kept = settings.journal.conservation_jours
    click.echo(typeset(f"Réponses gardées : {f'{kept} jours' if kept else 'jamais'}"))


def _name_reviewer(settings: Settings, document: dict[str, Any]) -> str:
    if not settings.relecteur:
        return 'le nom de session. Pour le dire : deliberia config relecteur "Prénom Nom"'
    return f"{settings.relecteur}{_name_origin(document, 'relecteur')}"


def _list_assistant(assistant: AssistantSettings, document: dict[str, Any]) -> list[str]:
    where, key = document["destination"], document["cle"]
    state = "autorisé" if where["autorise"] else "non autorisé : rien n’y sera envoyé"
    hosts = ", ".join(assistant.hotes_autorises) or "aucun autre que cette machine"
    lines = [
        f"Adresse : {where['url']}{_name_origin(document, 'url')}",
        f"Modèle : {assistant.modele or 'aucun'}{_name_origin(document, 'modele')}",
        f"Profil : {where['profil']}",
        f"Le texte va à : {where['hote']} ({state}), {where['lieu']}",
        f"Droit : {where['droit']}",
        *(f"Attention : {one}" for one in where["avertissements"]),
        f"Hôtes autorisés : {hosts}",
        f"Clé : {f'présente ({key})' if key else 'aucune'}",
        f"Délai : {assistant.delai:g} s ; température : {_write_number(assistant.temperature)} ; "
        f"longueur : {assistant.jetons_max} jetons ; demandes à la fois : {assistant.concurrence}",
    ]
    if assistant.mandataire:
        lines.append(f"Mandataire : {assistant.mandataire}")
    if assistant.certificat:
        lines.append(f"Certificat : {assistant.certificat}")
    if assistant.tarifs:
        lines.append(
            f"Tarifs : {assistant.tarifs.entree} € et {assistant.tarifs.sortie} € le million de jetons"
        )
    return lines


def _write_number(value: float | Decimal) -> str:
    return f"{value:g}".replace(".", ",")


def _name_origin(document: dict[str, Any], name: str) -> str:
    variable = document["variables"].get(name)
    return f" (variable {variable})" if variable else ""


def _describe(settings: Settings) -> dict[str, Any]:
    """Return the settings as JSON; of the key, only where it is."""
    import os
    from dataclasses import asdict

    from deliberia.llm import find_destination
    from deliberia.settings import MODEL_VARIABLE, REVIEWER_VARIABLE, URL_VARIABLE, settings_path

    named = {"url": URL_VARIABLE, "modele": MODEL_VARIABLE, "relecteur": REVIEWER_VARIABLE}
    document: dict[str, Any] = {
        "format": 1,
        "fichier": str(settings_path()),
        "variables": {name: one for name, one in named.items() if os.environ.get(one, "").strip()},
        "relecteur": settings.relecteur or None,
        "assistant": None,
        "destination": None,
        "cle": None,
        "journal": asdict(settings.journal),
    }
    if settings.assistant is not None:
        values = asdict(settings.assistant)
        prices = settings.assistant.tarifs
        values["tarifs"] = {"entree": str(prices.entree), "sortie": str(prices.sortie)} if prices else None
        document["assistant"] = values
        document["destination"] = find_destination(settings.assistant).as_dict()
        document["cle"] = _find_key(settings.assistant)
    return document


def _find_key(assistant: AssistantSettings) -> str | None:
    from deliberia.llm import read_key

    key = read_key(host_of(assistant))
    return key.origin if key else None


@command.command("profils")
@click.argument("profil", required=False, metavar="[PROFIL]")
@format_option("texte", "json")
def show_profiles(profil: str | None, output_format: str) -> None:
    """Les services connus, et où va le texte.

    Avec un PROFIL : sous quel droit, ce qu’il sait faire, ses particularités, la source de chaque fait.
    """
    from deliberia.llm import get_profile, load_profiles

    profiles = (get_profile(profil),) if profil else load_profiles()
    if output_format == "json":
        print_json({"format": 1, "profils": [one.as_dict() for one in profiles]})
    elif profil:
        for line in _detail(profiles[0]):
            click.echo(typeset(line))
    else:
        width = max(len(one.id) for one in profiles)
        for one in profiles:
            click.echo(typeset(f"{one.id:<{width}}  {one.nom} : {one.destination}"))


def _detail(profile: Profile) -> list[str]:
    names = {
        "liste": "liste des modèles", "json_object": "objet JSON", "json_schema": "schéma JSON",
        "flux": "réponse au fil de l’eau", "usage_flux": "consommation au fil de l’eau",
        "energie": "empreinte",
    }  # fmt: skip
    return [
        profile.nom,
        f"Adresse : {profile.adresse}",
        f"Clé : {profile.cle}",
        f"Le texte va à : {profile.destination}",
        f"Droit : {profile.droit}",
        "Capacités : " + " ; ".join(f"{names[name]} {state}" for name, state in profile.capacites.items()),
        *(f"- {one}" for one in profile.particularites),
        f"Source : {profile.source}, au {profile.constate_le:%d/%m/%Y}",
    ]


@command.command("modeles")
@format_option("texte", "json")
def show_models(output_format: str) -> None:
    """Demande au service la liste de ses modèles."""
    from deliberia.llm import open_client
    from deliberia.settings import load_settings

    with open_client(load_settings(), announce=lambda place: say(place.describe())) as client:
        models = client.list_models()
    if output_format == "json":
        print_json({"format": 1, "modeles": [one.as_dict() for one in models]})
        return
    for one in models:
        notes = [one.kind] if one.kind else []
        notes += [f"fenêtre de {one.window} jetons"] if one.window else []
        notes += [f"retiré le {one.end}"] if one.end else []
        click.echo(typeset(f"{one.id}{'  ' + ', '.join(notes) if notes else ''}"))


@command.command("purger")
@click.option(
    "--jours", "days", type=click.IntRange(0, 3650), default=0, metavar="N",
    help="Garde les réponses des N derniers jours (par défaut, aucune).",
)  # fmt: skip
def purge(days: int) -> None:
    """Efface les réponses gardées de l’assistant."""
    from deliberia.llm import AnswerStore, default_cache_path

    path = default_cache_path()
    if not path.exists():
        say("Aucune réponse gardée.")
        return
    with AnswerStore(path, days=3650) as store:
        count = store.purge(older_than=days)
    say(f"{count} réponse{'s' if count > 1 else ''} effacée{'s' if count > 1 else ''}.")
