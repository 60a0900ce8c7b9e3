"""The screen of Deliberia: by keyboard, in French. It calls the use cases and holds no rule of law."""

from __future__ import annotations

from pathlib import Path


def open_interface(folder: Path) -> None:
    """Open the interface on a commune's folder, and return when the user leaves it."""
    from deliberia_tui.app import Application

    Application(folder).run()


__all__ = ["open_interface"]
