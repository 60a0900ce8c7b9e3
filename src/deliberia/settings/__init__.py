"""The user's settings: one TOML file, read when needed, written whole or not at all, that never holds a key.

load_settings() -> Settings            the file, then the variables of the environment over it
read_file_settings() -> Settings       the file alone: what may be changed and saved
save_settings(settings) -> Path
settings_path() -> Path
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.settings.records import AssistantSettings, JournalSettings, Settings, Tarifs
    from deliberia.settings.storage import load_settings, read_file_settings, save_settings, settings_path
    from deliberia.settings.variables import (
        KEY_VARIABLE,
        MODEL_VARIABLE,
        REVIEWER_VARIABLE,
        URL_VARIABLE,
    )

__all__ = [
    "KEY_VARIABLE",
    "MODEL_VARIABLE",
    "REVIEWER_VARIABLE",
    "URL_VARIABLE",
    "AssistantSettings",
    "JournalSettings",
    "Settings",
    "Tarifs",
    "load_settings",
    "read_file_settings",
    "save_settings",
    "settings_path",
]

_HOMES = {
    "records": ("AssistantSettings", "JournalSettings", "Settings", "Tarifs"),
    "storage": ("load_settings", "read_file_settings", "save_settings", "settings_path"),
    "variables": ("KEY_VARIABLE", "MODEL_VARIABLE", "REVIEWER_VARIABLE", "URL_VARIABLE"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
