"""Colours: few, quiet, and never alone to say something (a mark or a word always goes with them)."""

from __future__ import annotations

from textual.theme import Theme

SOMBRE = Theme(
    name="deliberia-sombre",
    primary="#8ab4d8",
    secondary="#9fb3a6",
    accent="#8ab4d8",
    warning="#e0b458",
    error="#e58080",
    success="#8fc296",
    foreground="#e4e6e8",
    background="#15191d",
    surface="#1d2328",
    panel="#2a323a",
    dark=True,
    variables={
        "border": "#4a5763",
        "footer-key-foreground": "#8ab4d8",
        "block-cursor-foreground": "#101418",
        "block-cursor-background": "#8ab4d8",
        "block-cursor-text-style": "bold",
    },
)
CLAIR = Theme(
    name="deliberia-clair",
    primary="#1f4e79",
    secondary="#47604f",
    accent="#1f4e79",
    warning="#8a5a00",
    error="#a32020",
    success="#1f6b2e",
    foreground="#1b1f23",
    background="#f7f6f2",
    surface="#ffffff",
    panel="#e6e4dc",
    dark=False,
    variables={
        "border": "#a9a598",
        "footer-key-foreground": "#1f4e79",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#1f4e79",
        "block-cursor-text-style": "bold",
    },
)
SEIZE_COULEURS = "ansi-dark"
"""The terminal's own colours, for those that have sixteen."""
_POOR = frozenset({None, "standard", "windows"})


def choose_theme(color_system: str | None) -> str:
    """Return the theme that suits what the terminal can show."""
    return SEIZE_COULEURS if color_system in _POOR else SOMBRE.name
