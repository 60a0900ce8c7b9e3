"""The file of the settings: where it is, how it is read and written."""

from __future__ import annotations

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

from deliberia.errors import SettingsError
from deliberia.resources import user_config_dir
from deliberia.settings.addresses import get_host, normalize_url
from deliberia.settings.reading import read_settings
from deliberia.settings.records import AssistantSettings, JournalSettings, Settings, Tarifs
from deliberia.settings.variables import MODEL_VARIABLE, REVIEWER_VARIABLE, URL_VARIABLE

_NAME = "config.toml"
_HEAD = (
    "# Réglages de Deliberia, écrits par « deliberia config » : vos commentaires n’y resteraient pas.\n"
    "# Une clé ne s’écrit jamais ici : deliberia config cle poser, ou DELIBERIA_ASSISTANT_KEY.\n"
)


def settings_path(environ: Mapping[str, str] | None = None) -> Path:
    """Return the path of the file, which may not exist."""
    return user_config_dir(environ) / _NAME


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the file, then let the variables of the environment come before it.

    An address of the environment that leads to another host leaves behind what was said of the first one:
    its model, its profile and its prices.

    Raises:
        SettingsError: the file or a variable is wrong.
    """
    environ = os.environ if environ is None else environ
    settings = read_file_settings(environ)
    relecteur = environ.get(REVIEWER_VARIABLE, "").strip()
    if relecteur:
        settings = replace(settings, relecteur=relecteur)
    assistant = settings.assistant
    url, modele = environ.get(URL_VARIABLE, "").strip(), environ.get(MODEL_VARIABLE, "").strip()
    if url:
        try:
            url = normalize_url(url)
        except SettingsError as error:
            raise SettingsError(error.message, place=URL_VARIABLE, hint=error.hint) from error
        if assistant is None:
            assistant = AssistantSettings(url=url)
        elif get_host(assistant.url) == get_host(url):
            assistant = replace(assistant, url=url)
        else:
            assistant = replace(assistant, url=url, modele="", profil="", tarifs=None)
    if not modele.isprintable():
        raise SettingsError("un nom d’une ligne est attendu.", place=MODEL_VARIABLE)
    if modele and assistant is not None:
        assistant = replace(assistant, modele=modele)
    return replace(settings, assistant=assistant)


def read_file_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the file alone; the defaults when it does not exist.

    Raises:
        SettingsError: it cannot be read, or says something that is not a setting.
    """
    path = settings_path(environ)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "le fichier des réglages ne peut pas être lu.",
            place=str(path),
            hint="Vérifiez vos droits, et qu’il est écrit en UTF-8.",
        ) from error
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(
            f"le fichier des réglages n’est pas du TOML ({_where(error)}).",
            place=str(path),
            hint="Corrigez cette ligne, ou supprimez le fichier puis : deliberia config assistant.",
        ) from error
    return read_settings(document, place=str(path))


def _where(error: Exception) -> str:
    import re

    found = re.search(r"line (\d+), column (\d+)", str(error))
    return f"ligne {found[1]}, colonne {found[2]}" if found else "fin du fichier"


def save_settings(settings: Settings, environ: Mapping[str, str] | None = None) -> Path:
    """Write the file whole, beside its place first, then over it. What is written is read back as it was.

    Raises:
        SettingsError: a value is wrong, or the disk refuses.
    """
    path = settings_path(environ)
    text = _HEAD + "".join(f"{line}\n" for line in _iter_lines(settings))
    read_settings(tomllib.loads(text), place=str(path))  # a value that could not be read is not written
    target = path.resolve() if path.is_symlink() else path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".deliberia-", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, target)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(name)
    except OSError as error:
        raise SettingsError(
            "les réglages n’ont pas pu être écrits.",
            place=str(path),
            hint="Vérifiez vos droits sur ce dossier.",
        ) from error
    return path


def _iter_lines(settings: Settings) -> Iterator[str]:
    if settings.relecteur:
        yield from ("", "# Qui relit, dans le journal de la revue.")
        yield f"relecteur = {_format(settings.relecteur)}"
    assistant = settings.assistant
    if assistant is not None:
        yield from ("", "[assistant]", *_iter_fields(assistant, AssistantSettings(url="")))
        if assistant.tarifs is not None:
            yield from ("", "[assistant.tarifs]", "# Euros pour un million de jetons.")
            yield from (f"{name} = {getattr(assistant.tarifs, name)}" for name in ("entree", "sortie"))
    if settings.journal != JournalSettings():
        yield from ("", "[journal]", f"conservation_jours = {settings.journal.conservation_jours}")


def _iter_fields(record: AssistantSettings, default: AssistantSettings) -> Iterator[str]:
    """Write the values that differ from the defaults, in the order of the fields."""
    for one in fields(record):
        value = getattr(record, one.name)
        if value != getattr(default, one.name) and not isinstance(value, Tarifs):
            yield f"{one.name} = {_format(value)}"


def _format(value: str | bool | float | Decimal | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_format, value))}]"
    if isinstance(value, str):
        body = "".join(_ESCAPES.get(c, c) if c.isprintable() else f"\\U{ord(c):08x}" for c in value)
        return f'"{body}"'
    return str(value)


_ESCAPES = {'"': '\\"', "\\": "\\\\"}
