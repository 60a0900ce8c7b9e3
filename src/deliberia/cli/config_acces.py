"""`deliberia config hotes` and `config cle`: where text may go, and the key that opens the door."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from deliberia.cli.options import format_option, print_json, say
from deliberia.errors import SettingsError, UsageError
from deliberia.text import typeset

if TYPE_CHECKING:
    from deliberia.settings import AssistantSettings


def host_of(assistant: AssistantSettings) -> str:
    """Return the host that the address names."""
    return urlsplit(assistant.url).hostname or ""


@click.group("hotes", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def hosts() -> None:
    """Les hôtes auxquels du texte peut aller.

    Cette machine est toujours autorisée, aucun autre hôte ne l’est sans votre accord.
    """


@hosts.command("lister")
@format_option("texte", "json")
def list_hosts(output_format: str) -> None:
    """Liste les hôtes autorisés."""
    allowed = _get_assistant().hotes_autorises
    if output_format == "json":
        print_json({"format": 1, "hotes": list(allowed)})
        return
    for host in allowed:
        click.echo(host)
    if not allowed:
        say("Aucun hôte autorisé, hors cette machine.")


@hosts.command("autoriser")
@click.argument("host", metavar="HÔTE")
def allow_host(host: str) -> None:
    """Autorise un hôte : ia.exemple.fr."""
    assistant, name = _get_assistant(), _read_host(host)
    _save(replace(assistant, hotes_autorises=tuple(dict.fromkeys((*assistant.hotes_autorises, name)))))
    say(f"{name} est autorisé : du texte masqué pourra y être envoyé.")


@hosts.command("retirer")
@click.argument("host", metavar="HÔTE")
def remove_host(host: str) -> None:
    """Retire un hôte : plus rien n’y sera envoyé."""
    assistant, name = _get_assistant(), _read_host(host)
    if name not in assistant.hotes_autorises:
        raise UsageError(f"{name} n’est pas dans la liste.", hint="Voyez-la : deliberia config hotes lister")
    _save(replace(assistant, hotes_autorises=tuple(h for h in assistant.hotes_autorises if h != name)))
    say(f"{name} est retiré : plus rien n’y sera envoyé.")


def _read_host(written: str) -> str:
    """Return the host of a name, or of an address pasted whole."""
    from deliberia.settings.addresses import get_host, normalize_host, normalize_url

    return get_host(normalize_url(written)) if "://" in written else normalize_host(written)


def _get_assistant() -> AssistantSettings:
    """Return what the file says, so that no value of the environment is written into it."""
    from deliberia.settings import AssistantSettings, load_settings, read_file_settings

    found = read_file_settings().assistant
    if found is not None:
        return found
    from_environment = load_settings().assistant
    if from_environment is not None:
        return AssistantSettings(url=from_environment.url)
    raise SettingsError("aucun service n’est réglé.", hint="Choisissez-en un : deliberia config assistant")


def _save(assistant: AssistantSettings) -> None:
    from deliberia.settings import read_file_settings, save_settings

    save_settings(replace(read_file_settings(), assistant=assistant))


@click.group("cle", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def key() -> None:
    """La clé du service.

    Elle est gardée par le trousseau du système, ou lue dans DELIBERIA_ASSISTANT_KEY.
    """


_host_option = click.option(
    "--hote", "host", metavar="HÔTE", help="Hôte de cette clé (par défaut, celui du service réglé)."
)


@key.command("poser")
@_host_option
def put_key(host: str | None) -> None:
    """Confie la clé au trousseau du système.

    Elle est demandée sans être affichée. Hors d’un terminal, elle est lue sur l’entrée.
    """
    from deliberia.llm import store_key

    name = _choose_host(host)
    if sys.stdin.isatty():
        secret = click.prompt(typeset(f"Clé pour {name}"), hide_input=True, err=True)
    else:
        line = sys.stdin.buffer.readline()  # whatever its bytes: what is no key is told as such
        secret = line.decode("utf-8", "replace").strip()
    store_key(name, secret)
    say(f"Clé confiée au trousseau, pour {name}.")


@key.command("retirer")
@_host_option
def drop_key(host: str | None) -> None:
    """Retire la clé du trousseau."""
    from deliberia.llm import remove_key

    name = _choose_host(host)
    say(f"Clé de {name} retirée." if remove_key(name) else f"Le trousseau n’a pas de clé pour {name}.")


def _choose_host(host: str | None) -> str:
    from deliberia.settings import load_settings

    if host:
        return _read_host(host)
    assistant = load_settings().assistant
    return host_of(assistant if assistant is not None else _get_assistant())
