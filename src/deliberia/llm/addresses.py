"""From the address in the settings to the addresses that are called."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from deliberia.settings import AssistantSettings

_ENDPOINT = re.compile(r"/(?:chat/completions|completions|models|embeddings)/?\Z")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def make_base(url: str) -> str:
    """Return the address that ends where `/models` begins: `/v1` is added to a bare host.

    The page of an endpoint pasted whole (`…/v1/chat/completions`) is brought back to its base.
    """
    base = _ENDPOINT.sub("", url.rstrip("/")).rstrip("/")
    return f"{base}/v1" if not urlsplit(base).path else base


def is_loopback(host: str) -> bool:
    """Tell whether a host can only be this machine, without asking any server of names."""
    if host == "localhost":
        return True
    address = _read_address(host)
    return address is not None and address.is_loopback


def is_private(host: str) -> bool:
    """Tell whether a host is an address of a local network. A name proves nothing: it gives False."""
    address = _read_address(host)
    return address is not None and address.is_private and not address.is_unspecified


def _read_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Read an address; None for a name, and for `::ffff:127.0.0.1`, which Python judges by its version."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return None if getattr(address, "ipv4_mapped", None) is not None else address


def is_same_server(one: str, other: str) -> bool:
    """Tell whether a redirection stays on the same host and port, or only goes from http to https there."""
    first, second = urlsplit(one), urlsplit(other)
    if not first.hostname or first.hostname != second.hostname or second.scheme not in _DEFAULT_PORTS:
        return False
    if first.scheme == "https" and second.scheme == "http":
        return False
    ports = [part.port or _DEFAULT_PORTS[part.scheme] for part in (first, second)]
    return ports[0] == ports[1] or ports == [80, 443]


def find_proxy(settings: AssistantSettings) -> str:
    """Return the address of the proxy on the way, empty when there is none; never for a loopback address.

    That of the settings, else that of the environment or of the system.
    """
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(settings.url)
    host = parts.hostname or ""
    if is_loopback(host):
        return ""
    if settings.mandataire:
        return settings.mandataire
    found = getproxies()
    proxy = found.get(parts.scheme) or found.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def name_proxy(settings: AssistantSettings) -> str:
    """Return the host and the port of the proxy on the way, without its password; empty without a proxy."""
    proxy = find_proxy(settings)
    try:
        return name_host(proxy) or "une adresse illisible" if proxy else ""
    except ValueError:
        return "une adresse illisible"


def name_host(url: str) -> str:
    """Return the host and the port of an address, without any password; empty without a host.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname}{port}" if parts.hostname else ""
