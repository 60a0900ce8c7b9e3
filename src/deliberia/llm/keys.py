"""The key: from the environment or the system's keyring, for one host, never shown nor written elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from deliberia.llm.errors import AssistantError, Fault
from deliberia.settings import KEY_VARIABLE

_SERVICE = "deliberia-assistant"
_HIDDEN = "[clé]"
_SECRET = 4
"""Characters under which a word is no secret."""
_LONG = 8
"""Characters from which a key cannot be met by chance in a text."""
_INSTALL = (
    "Installez le trousseau : pip install 'deliberia[coffre]' ; ou donnez la clé par la variable "
    f"{KEY_VARIABLE}."
)


class Keyring(Protocol):
    """What we use of the module `keyring`."""

    def get_password(self, service_name: str, username: str) -> str | None: ...
    def set_password(self, service_name: str, username: str, password: str) -> None: ...
    def delete_password(self, service_name: str, username: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Key:
    """A secret and where it comes from (`environnement` or `trousseau`). Neither repr nor str shows it."""

    secret: str = field(repr=False)
    origin: str

    def __str__(self) -> str:
        return f"clé ({self.origin})"

    def scrub(self, text: str) -> str:
        """Take the key out of a text that comes from elsewhere, such as an error that repeats it.

        A word of three letters, which some local servers are content with, is no secret: it stays.
        """
        if len(self.secret) < _SECRET:
            return text
        if len(self.secret) < _LONG:  # « test » is also a French word: only where it stands alone
            return re.sub(rf"(?<!\w){re.escape(self.secret)}(?!\w)", _HIDDEN, text)
        return re.sub(self._written, _HIDDEN, text, flags=re.IGNORECASE)

    @property
    def _written(self) -> str:
        """The key as it is, and as an address writes it."""
        forms = (self.secret, quote(self.secret, safe=""), quote(self.secret))
        return "|".join(re.escape(one) for one in dict.fromkeys(forms))


class KeySieve:
    """Take the key out of a text that comes in pieces: it may be cut between two of them."""

    def __init__(self, key: Key | None) -> None:
        self._key = key if key is not None and len(key.secret) >= _SECRET else None
        self._low = self._key.secret.lower() if self._key else ""
        self._held = ""

    def feed(self, piece: str) -> str:
        """Return what can be shown; the beginning of a key is held back until its end is known."""
        if self._key is None:
            return piece
        text = self._held + piece
        end = text[-len(self._low) :].lower()
        keep = next((size for size in range(len(end), 0, -1) if end.endswith(self._low[:size])), 0)
        self._held = text[len(text) - keep :]
        return self._key.scrub(text[: len(text) - keep])

    def close(self) -> str:
        """Return what was held back."""
        rest, self._held = self._held, ""
        return self._key.scrub(rest) if self._key else rest


def read_key(
    host: str, environ: Mapping[str, str] | None = None, keyring: Keyring | None = None
) -> Key | None:
    """Find the key for a host: the environment first, then the keyring; None when there is none.

    Raises:
        AssistantError: what was found cannot be a key.
    """
    environ = os.environ if environ is None else environ
    if secret := environ.get(KEY_VARIABLE, "").strip():
        return Key(check_key(secret, KEY_VARIABLE), "environnement")
    keyring = keyring or _find_keyring()
    if keyring is None:
        return None
    try:
        stored = keyring.get_password(_SERVICE, host)
    except Exception:  # noqa: BLE001 - each system's keyring has its own errors: without it, there is no key
        return None
    return Key(check_key(stored.strip(), "trousseau"), "trousseau") if stored and stored.strip() else None


def check_key(secret: str, place: str) -> str:
    """Return a key that an HTTP header can carry.

    Raises:
        AssistantError: it has a space, a line end or an accent. The key is not repeated.
    """
    if not secret:
        raise AssistantError(
            "la clé est vide.", fault=Fault.KEY_MISSING, hint="Recopiez-la depuis le site du service."
        )
    if not secret.isascii() or not secret.isprintable() or " " in secret:
        raise AssistantError(
            "la clé contient une espace, une fin de ligne ou un caractère accentué.",
            fault=Fault.KEY_UNUSABLE,
            place=place,
            hint="Recopiez-la depuis le site du service, sans rien autour.",
        )
    return secret


def store_key(host: str, secret: str, keyring: Keyring | None = None) -> None:
    """Put the key of a host in the system's keyring.

    Raises:
        AssistantError: there is no keyring, or it refuses.
    """
    checked = check_key(secret.strip(), "clé")
    _use(keyring, lambda ring: ring.set_password(_SERVICE, host, checked))
    if _use(keyring, lambda ring: ring.get_password(_SERVICE, host)) != checked:
        raise AssistantError(
            "le trousseau du système n’a pas gardé la clé.",
            fault=Fault.NOT_CONFIGURED,
            hint=f"Donnez-la par la variable {KEY_VARIABLE}.",
        )


def remove_key(host: str, keyring: Keyring | None = None) -> bool:
    """Take the key of a host out of the keyring; False when it held none.

    Raises:
        AssistantError: there is no keyring, or it refuses.
    """
    has_key = _use(keyring, lambda ring: ring.get_password(_SERVICE, host)) is not None
    if has_key:
        _use(keyring, lambda ring: ring.delete_password(_SERVICE, host))
    return has_key


def has_keyring() -> bool:
    """Tell whether this system has a keyring that we can use."""
    return _find_keyring() is not None


def _use(keyring: Keyring | None, action: Any) -> Any:  # the keyring's own values pass through
    ring = keyring or _find_keyring()
    if ring is None:
        raise AssistantError(
            "ce système n’a pas de trousseau de clés utilisable.", fault=Fault.NOT_CONFIGURED, hint=_INSTALL
        )
    try:
        return action(ring)
    except Exception as error:  # noqa: BLE001 - each system's keyring has its own errors
        raise AssistantError(
            f"le trousseau du système a refusé ({type(error).__name__}).",
            fault=Fault.NOT_CONFIGURED,
            hint=f"Déverrouillez-le et recommencez, ou donnez la clé par la variable {KEY_VARIABLE}.",
        ) from None


def _find_keyring() -> Keyring | None:
    """Return the system's keyring; None without the module or without a safe place to keep a secret."""
    try:
        import keyring
        import keyring.backends.fail
    except ImportError:
        return None
    backend = keyring.get_keyring()
    if isinstance(backend, keyring.backends.fail.Keyring) or "laintext" in type(backend).__name__:
        return None
    found: Keyring = backend
    return found
