"""Addresses and hosts as users write them, made safe: no password inside, one spelling for each host."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from deliberia.errors import SettingsError

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?")


def normalize_host(host: str) -> str:
    """Return the one spelling of a host: lower-case, ASCII, without the brackets of an IPv6 address.

    Raises:
        SettingsError: it is not the name or the address of a machine.
    """
    plain = host.strip().strip("[]").lower()
    try:
        return str(ipaddress.ip_address(plain))
    except ValueError:
        pass
    try:
        plain = plain.encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    if not _HOST.fullmatch(plain):
        raise SettingsError(
            "ce n’est pas le nom d’une machine.",
            place=_shorten(host),
            hint="Écrivez un nom seul, sans « https:// » ni chemin : ia.exemple.fr.",
        )
    return plain.rstrip(".")


def normalize_url(url: str, *, what: str = "l’adresse du service") -> str:
    """Return an address without a final slash, checked.

    Raises:
        SettingsError: not an http(s) address, or it carries a password, a query or a fragment.
    """
    text = url.strip()
    parts, host = _split(text)
    if parts is None or parts.scheme not in ("http", "https") or not host:
        raise SettingsError(
            f"{what} n’est pas une adresse web.",
            place=_shorten(_hide_password(text)),
            hint="Elle commence par http:// ou https://, comme http://localhost:11434/v1.",
        )
    if parts.username is not None or parts.password is not None:
        raise SettingsError(
            f"{what} contient un identifiant ou un mot de passe.",
            hint="Retirez ce qui précède « @ » ; un secret ne s’écrit jamais dans un réglage.",
        )
    if parts.query or parts.fragment:
        raise SettingsError(
            f"{what} contient « ? » ou « # ».", hint="Gardez seulement ce qui précède, jusqu’à /v1."
        )
    name = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port is not None else ""
    return f"{parts.scheme}://{name}{port}{parts.path.rstrip('/')}"


def get_host(url: str) -> str:
    """Return the host of an address that `normalize_url` has accepted."""
    return _split(url)[1]


def _split(text: str) -> tuple[SplitResult | None, str]:
    if any(ord(char) <= 32 or char == "\\" for char in text):
        return None, ""
    try:
        parts = urlsplit(text)
        _ = parts.port  # refused here when it is no number
        return parts, normalize_host(parts.hostname) if parts.hostname else ""
    except (ValueError, SettingsError):
        return None, ""


def _hide_password(text: str) -> str:
    return re.sub(r"//[^/@]*@", "//…@", text)


def _shorten(text: str) -> str:
    shown = "".join(char if char.isprintable() else "�" for char in text)
    return shown if len(shown) <= 80 else shown[:79] + "…"
