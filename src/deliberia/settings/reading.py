"""From the table of a TOML file to settings: each fault told with its key, the nearest name proposed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from deliberia.errors import SettingsError
from deliberia.settings.addresses import normalize_host, normalize_url
from deliberia.settings.records import AssistantSettings, JournalSettings, Settings, Tarifs

Reader = Callable[[Any, str], Any]  # whatever TOML holds, and its place, to a checked value

_SECRETS = frozenset(
    (
        "cle",
        "clé",
        "key",
        "api_key",
        "apikey",
        "token",
        "jeton",
        "secret",
        "mot_de_passe",
        "password",
        "bearer",
    )
)


def read_settings(document: Mapping[str, Any], *, place: str) -> Settings:
    """Read the whole document.

    Raises:
        SettingsError: an unknown key, a value of another kind or out of bounds, or a secret.
    """
    readers = {"relecteur": _text, "assistant": _assistant, "journal": _journal}
    parts = _read_table(document, readers, place, "")
    return Settings(**parts)


def _assistant(value: Any, place: str) -> AssistantSettings:
    fields = _read_table(value, _ASSISTANT, place, "assistant")
    if "url" not in fields:
        raise SettingsError(
            "l’adresse du service manque.",
            place=f"{place}, assistant.url",
            hint="Choisissez un service : deliberia config assistant.",
        )
    return AssistantSettings(**fields)


def _journal(value: Any, place: str) -> JournalSettings:
    return JournalSettings(**_read_table(value, {"conservation_jours": _whole(0, 3650)}, place, "journal"))


def _tarifs(value: Any, place: str) -> Tarifs:
    return Tarifs(**_read_table(value, {"entree": _price, "sortie": _price}, place, "assistant.tarifs"))


def _read_table(value: Any, readers: Mapping[str, Reader], place: str, path: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise SettingsError(f"« {path} » est une table.", place=place, hint=f"Écrivez [{path}] sur sa ligne.")
    fields = {}
    for key, item in value.items():
        full = f"{path}.{key}" if path else key
        if key not in readers:
            raise _unknown(key, readers, f"{place}, {full}")
        fields[key] = readers[key](item, _name(place, full))
    return fields


def _name(place: str, full: str) -> str:
    return place if full in ("assistant", "journal", "assistant.tarifs") else f"{place}, {full}"


def _unknown(key: str, known: Mapping[str, Reader], place: str) -> SettingsError:
    if key.lower() in _SECRETS:
        return SettingsError(
            "une clé ne s’écrit jamais dans ce fichier.",
            place=place,
            hint="Effacez cette ligne, puis : deliberia config cle poser (ou DELIBERIA_ASSISTANT_KEY).",
        )
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    return SettingsError(
        "ce réglage n’existe pas.",
        place=place,
        hint=f"Vouliez-vous écrire « {near[0]} » ?" if near else f"Les réglages sont : {', '.join(known)}.",
    )


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise SettingsError("un texte d’une ligne est attendu.", place=place)
    return value.strip()


def _url(value: Any, place: str) -> str:
    return _address(value, place, "l’adresse du service")


def _proxy(value: Any, place: str) -> str:
    return _address(value, place, "l’adresse du mandataire") if value else ""


def _address(value: Any, place: str, what: str) -> str:
    try:
        return normalize_url(_text(value, place), what=what)
    except SettingsError as error:
        raise SettingsError(error.message, place=place, hint=error.hint) from error


def _hosts(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise SettingsError('une liste est attendue : ["ia.exemple.fr"].', place=place)
    try:
        return tuple(dict.fromkeys(normalize_host(_text(item, place)) for item in value))
    except SettingsError as error:
        raise SettingsError(error.message, place=place, hint=error.hint) from error


def _number(low: float, high: float) -> Reader:
    def read(value: Any, place: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise SettingsError(f"un nombre de {low:g} à {high:g} est attendu.", place=place)
        return float(value)

    return read


def _whole(low: int, high: int) -> Reader:
    def read(value: Any, place: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise SettingsError(f"un nombre entier de {low} à {high} est attendu.", place=place)
        return value

    return read


def _yes(value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        raise SettingsError("true ou false est attendu.", place=place)
    return value


def _price(value: Any, place: str) -> Decimal:
    return Decimal(str(_number(0, 10_000)(value, place)))


_ASSISTANT: dict[str, Reader] = {
    "url": _url,
    "modele": _text,
    "profil": _text,
    "hotes_autorises": _hosts,
    "delai": _number(5, 3600),
    "certificat": _text,
    "mandataire": _proxy,
    "temperature": _number(0, 2),
    "jetons_max": _whole(16, 100_000),
    "concurrence": _whole(1, 64),
    "mention": _yes,
    "tarifs": _tarifs,
}
