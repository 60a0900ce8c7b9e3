"""The services that are known: where they are, where the text goes, what they can do. Data, not code."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deliberia.llm.errors import AssistantError, Fault

_FILE = Path(__file__).parent / "data" / "profils.toml"
OTHER = "commune"
"""Id of the profile of a service that is not in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteModels:
    """Names of models that leave a server which looks local."""

    suffixe: str
    hote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirks:
    """What the client itself must do differently."""

    graine: str = "seed"
    """Name of the field of the seed."""
    temperature_max: float = 2.0
    octets_max: int = 0
    """Largest body; 0: not known."""
    modeles_distants: RemoteModels | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One service, as its public sources describe it on `constate_le`."""

    id: str
    nom: str
    adresse: str
    cle: str
    """`obligatoire`, `facultative` or `aucune`."""
    destination: str
    droit: str
    situation: str
    """`service nommé`, `installation propre`, `passerelle` or `inconnue`."""
    capacites: Mapping[str, str]
    particularites: tuple[str, ...]
    source: str
    constate_le: dt.date
    hotes: tuple[str, ...] = ()
    """Hosts, `*.` standing for one or more names; empty for a service that each one installs."""
    ports: tuple[int, ...] = ()
    reglages: Quirks = field(default_factory=Quirks)

    def has_host(self, host: str) -> bool:
        return any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in self.hotes)

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "constate_le": self.constate_le.isoformat()}


@cache
def load_profiles() -> tuple[Profile, ...]:
    """Return the profiles in the order of the file; the last one is that of any other service."""
    document = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_read(one) for one in document["profil"])


def _read(one: dict[str, Any]) -> Profile:
    quirks = dict(one.pop("reglages", {}))
    if "modeles_distants" in quirks:
        quirks["modeles_distants"] = RemoteModels(**quirks["modeles_distants"])
    for name in ("particularites", "hotes", "ports"):
        one[name] = tuple(one.get(name, ()))
    return Profile(**one, reglages=Quirks(**quirks))


def get_profile(profil: str) -> Profile:
    """Return the profile with that id.

    Raises:
        AssistantError: there is none; the nearest is named.
    """
    import difflib

    known = {one.id: one for one in load_profiles()}
    if profil in known:
        return known[profil]
    near = difflib.get_close_matches(profil, known, n=1)
    raise AssistantError(
        f"le profil « {profil} » n’existe pas.",
        fault=Fault.NOT_CONFIGURED,
        hint=f"Vouliez-vous écrire « {near[0]} » ?" if near else f"Les profils sont : {', '.join(known)}.",
    )


def guess_profile(url: str) -> Profile:
    """Return the profile of an address: by its host, or by its port on a machine of one's own."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    profiles = load_profiles()
    for one in profiles:
        if one.has_host(host):
            return one
    for one in profiles:
        if parts.port in one.ports:
            return one
    return get_profile(OTHER)
