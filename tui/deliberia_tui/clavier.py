"""Keys as a French keyboard names them."""

from __future__ import annotations

import re

from textual.binding import Binding

_NAMES = {
    "space": "Espace",
    "enter": "Entrée",
    "escape": "Échap",
    "delete": "Suppr",
    "backspace": "Retour arrière",
    "insert": "Inser",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "Page ↑",
    "pagedown": "Page ↓",
    "home": "Début",
    "end": "Fin",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "slash": "/",
}
_WORDS = re.compile(r"[-\w]+")
_MODIFIERS = {"ctrl": "Ctrl", "shift": "Maj", "alt": "Alt"}


def name_key(binding: Binding) -> str:
    """Return the key of a binding in French: « Échap », « Ctrl+P », « F5 », « n »."""
    if binding.key_display:
        return binding.key_display
    modifiers, key = binding.parse_key()
    if len(key) == 1:
        shown = key.upper() if modifiers else key
    else:
        shown = _NAMES.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)
    return "+".join([*(_MODIFIERS.get(one, one) for one in modifiers), shown])


def touche(
    keys: str,
    action: str,
    libelle: str,
    aide: str,
    *,
    show: bool = True,
    priority: bool = False,
    key_display: str | None = None,
    id: str | None = None,
) -> Binding:
    """Make a key of ours: `libelle` stands at the bottom of the screen, `aide` in the help and the palette.

    `id` names the key for a keymap; by default the action's own name.
    """
    return Binding(
        keys,
        action,
        libelle,
        show=show,
        priority=priority,
        key_display=key_display,
        tooltip=aide,
        id=id or "-".join(_WORDS.findall(action.removeprefix("app."))),
    )
