"""`deliberia config assistant`: choose the service, by options or step by step, and try it."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from deliberia.cli.options import confirm, format_option, print_json, say
from deliberia.errors import ExitCode, SettingsError, UsageError
from deliberia.text import typeset

if TYPE_CHECKING:
    from deliberia.llm import DiagnosisStep
    from deliberia.settings import AssistantSettings

_SIGNS = {"ok": "✓", "attention": "!", "echec": "✗"}


@click.command("assistant")
@click.option("--profil", metavar="PROFIL", help="Service connu ; la liste : deliberia config profils.")
@click.option("--url", metavar="ADRESSE", help="Adresse du service, jusqu’à /v1.")
@click.option("--modele", metavar="NOM", help="Modèle ; la liste : deliberia config modeles.")
@click.option("--delai", type=click.FloatRange(5, 3600), metavar="SECONDES", help="Attente la plus longue.")
@click.option(
    "--certificat", metavar="FICHIER", help="Autorité privée de votre réseau (.pem) ; vide pour l’ôter."
)
@click.option("--mandataire", metavar="ADRESSE", help="Mandataire (proxy) ; vide pour l’ôter.")
@click.option("--temperature", type=click.FloatRange(0, 2), metavar="N", help="De 0 (constant) à 2 (varié).")
@click.option("--jetons-max", type=click.IntRange(16, 100_000), metavar="N", help="Longueur d’une réponse.")
@click.option(
    "--concurrence", type=click.IntRange(1, 64), metavar="N", help="Demandes à la fois dans un lot."
)
@click.option(
    "--tarif", "prices", nargs=2, type=float, metavar="ENTRÉE SORTIE", help="Euros par million de jetons."
)
@click.option(
    "--conservation", type=click.IntRange(0, 3650), metavar="JOURS", help="Durée des réponses gardées."
)
@click.option(
    "--mention/--sans-mention",
    default=None,
    help="Imprime, ou non, que le modèle a pris part à l’acte (par défaut, non).",
)
@click.option("--autoriser", "allowed", is_flag=True, help="Autorise l’hôte de cette adresse.")
@click.option("--retirer", "removed", is_flag=True, help="Oublie le service ; plus rien ne sera envoyé.")
@click.option("--tester", "tested", is_flag=True, help="Essaie le service, étape par étape.")
@format_option("texte", "json")
def assistant(
    prices: tuple[float, float] | None,
    conservation: int | None,
    allowed: bool,
    removed: bool,
    tested: bool,
    output_format: str,
    **values: Any,  # the options that bear the name of a setting
) -> int | None:
    """Choisit le service du modèle de langage, ou l’essaie.

    Sans option, dans un terminal, les questions sont posées une à une.
    """
    changes = {name: value for name, value in values.items() if value is not None}
    if removed:
        _remove()
        return None
    if changes or prices or allowed or conservation is not None:
        _change(changes, prices=prices, conservation=conservation, allowed=allowed)
    elif not tested:
        if not sys.stdin.isatty():
            raise UsageError(
                "Dites quoi régler.",
                hint="Par exemple : deliberia config assistant --profil ollama --modele NOM",
            )
        tested = _ask_all()
    return _try(output_format) if tested else None


def _remove() -> None:
    from deliberia.settings import read_file_settings, save_settings

    save_settings(replace(read_file_settings(), assistant=None))
    say("Plus aucun service n’est réglé. Une clé confiée au trousseau y reste : deliberia config cle retirer")


def _change(
    changes: dict[str, Any], *, prices: tuple[float, float] | None, conservation: int | None, allowed: bool
) -> None:
    from deliberia.settings import JournalSettings, Tarifs, read_file_settings, save_settings

    settings = read_file_settings()
    if conservation is not None:
        settings = replace(settings, journal=JournalSettings(conservation_jours=conservation))
    if changes or prices or allowed:
        changed = apply_changes(settings.assistant, changes)
        if prices:
            entree, sortie = (Decimal(str(price)) for price in prices)
            changed = replace(changed, tarifs=Tarifs(entree=entree, sortie=sortie))
        if allowed:
            changed = _allow(changed)
        settings = replace(settings, assistant=changed)
    path = save_settings(settings)
    say(f"Réglages écrits : {path}")
    if settings.assistant is not None:
        _show_destination(settings.assistant)


def apply_changes(current: AssistantSettings | None, changes: dict[str, Any]) -> AssistantSettings:
    """Return the settings with the changes; another host leaves behind what was said of the first one."""
    from deliberia.llm import get_profile
    from deliberia.llm.profiles import OTHER
    from deliberia.settings import AssistantSettings
    from deliberia.settings.addresses import get_host, normalize_url

    changes = dict(changes)
    if "profil" in changes and "url" not in changes:
        profile = get_profile(changes["profil"])
        if profile.id != OTHER:
            changes["url"] = profile.adresse
    if "url" in changes:
        changes["url"] = normalize_url(changes["url"])
    if changes.get("mandataire"):
        changes["mandataire"] = normalize_url(changes["mandataire"], what="l’adresse du mandataire")
    if changes.get("certificat"):
        changes["certificat"] = _check_authority(changes["certificat"])
    if current is None:
        if "url" not in changes:
            raise SettingsError(
                "l’adresse du service manque.",
                hint="Ajoutez --url http://localhost:11434/v1, ou --profil ollama.",
            )
        return AssistantSettings(**changes)
    if "url" in changes and get_host(changes["url"]) != get_host(current.url):
        current = replace(current, modele="", profil="", tarifs=None)
    return replace(current, **changes)


def _check_authority(path: str) -> str:
    from deliberia.llm.transport import load_authority

    full = Path(path).expanduser().resolve()
    load_authority(str(full))
    return str(full)


def _allow(settings: AssistantSettings) -> AssistantSettings:
    """Allow the host that would receive the text, and the one that passes it on."""
    from deliberia.llm import find_destination
    from deliberia.llm.addresses import is_loopback

    names = {urlsplit(settings.url).hostname or "", find_destination(settings).host}
    new = sorted(name for name in names if not is_loopback(name))
    return replace(settings, hotes_autorises=tuple(dict.fromkeys((*settings.hotes_autorises, *new))))


def _show_destination(settings: AssistantSettings) -> None:
    from deliberia.llm import find_destination

    destination = find_destination(settings)
    say(destination.describe())
    for warning in destination.warnings:
        say(f"Attention : {warning}")
    if not destination.is_allowed:
        say(
            "Cet hôte n’est pas encore autorisé : rien n’y sera envoyé. "
            f"Pour l’autoriser : deliberia config hotes autoriser {destination.host}"
        )


def _ask_all() -> bool:
    """Ask for the service, its address, the consent, the key and the model; tell whether to try it."""
    from deliberia.llm import find_destination, load_profiles
    from deliberia.settings import read_file_settings, save_settings

    profiles = load_profiles()
    for number, one in enumerate(profiles, 1):
        say(f"{number:>3}. {one.nom} : {one.destination}")
    number = click.prompt(
        "Service", prompt_suffix="\u00a0: ", type=click.IntRange(1, len(profiles)), err=True
    )
    profile = profiles[number - 1]
    url = click.prompt("Adresse", prompt_suffix="\u00a0: ", default=profile.adresse, err=True)
    settings = read_file_settings()
    chosen = apply_changes(settings.assistant, {"profil": profile.id, "url": url})
    say(find_destination(chosen).describe())
    if not find_destination(chosen).is_allowed and confirm("Le texte masqué peut-il y aller ?"):
        chosen = _allow(chosen)
    _ask_key(chosen, profile.cle)
    model = click.prompt("Modèle", prompt_suffix="\u00a0: ", default=_propose_model(chosen), err=True)
    chosen = replace(chosen, modele=model)
    path = save_settings(replace(settings, assistant=chosen))
    say(f"Réglages écrits : {path}")
    _show_destination(chosen)
    return find_destination(chosen).is_allowed and confirm("Essayer maintenant ?", default=True)


def _ask_key(settings: AssistantSettings, need: str) -> None:
    from deliberia.llm import has_keyring, read_key, store_key

    host = urlsplit(settings.url).hostname or ""
    if need == "aucune" or read_key(host) is not None:
        return
    if not has_keyring():
        say("Sans trousseau du système, la clé se donne par la variable DELIBERIA_ASSISTANT_KEY.")
        return
    secret = click.prompt(
        "Clé (vide pour passer)",
        prompt_suffix="\u00a0: ",
        hide_input=True,
        default="",
        show_default=False,
        err=True,
    )
    if secret.strip():
        store_key(host, secret)


def _propose_model(settings: AssistantSettings) -> str | None:
    """Show the models of the service, when it gives them; the first one is proposed."""
    from deliberia.llm import AssistantError, open_client

    try:
        with open_client(replace(settings, delai=20.0)) as client:
            names = [one.id for one in client.list_models() if one.writes_text]
    except AssistantError as error:
        say(f"La liste des modèles n’a pas été lue : {error}")
        return settings.modele or None
    say(f"Modèles : {', '.join(names[:20])}{'…' if len(names) > 20 else ''}")
    return settings.modele or (names[0] if names else None)


def _try(output_format: str) -> int:
    """Run the steps, each shown when it is done."""
    from deliberia.llm import State, diagnose
    from deliberia.llm.diagnosis import summarize
    from deliberia.settings import load_settings

    settings = load_settings().assistant
    if settings is None:
        raise SettingsError(
            "aucun service n’est réglé.", hint="Choisissez-en un : deliberia config assistant"
        )
    steps = []
    for step in diagnose(settings):
        steps.append(step)
        if output_format == "texte":
            _show_step(step)
    if output_format == "json":
        print_json(summarize(steps))
    if any(step.state is State.FAILED for step in steps):
        return ExitCode.MODEL_SERVICE
    if output_format == "texte":
        has_warning = any(step.state is State.WARNING for step in steps)
        say("Le service répond, avec les réserves ci-dessus." if has_warning else "Le service est prêt.")
    return ExitCode.OK


def _show_step(step: DiagnosisStep) -> None:
    click.echo(typeset(f"{_SIGNS[step.state]} {step.name} : {step.message}"))
    if step.hint:
        click.echo(typeset(f"    {step.hint}"))
