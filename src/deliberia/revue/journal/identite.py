"""Who decides, on which machine, and the name of their journal."""

from __future__ import annotations

import hashlib
import os
import platform
import re
from collections.abc import Mapping
from dataclasses import replace

from deliberia.errors import UsageError
from deliberia.revue.journal.fichiers import SUFFIX
from deliberia.text import fold, normalize

MACHINE_VARIABLE = "DELIBERIA_POSTE"
_LONGEST = 80


def find_reviewer(given: str = "", environ: Mapping[str, str] | None = None) -> str:
    """Return who decides: the name given, `DELIBERIA_RELECTEUR`, that of the settings, else the user's.

    Raises:
        UsageError: nobody is known, or the name is not one.
        SettingsError: the settings cannot be read: nothing is signed with a name that is not the right one.
    """
    return check_reviewer(given.strip() or load_reviewer(environ) or find_session())


def load_reviewer(environ: Mapping[str, str] | None = None) -> str:
    """Return the name in the environment or in the settings; empty when nobody said it.

    Raises:
        SettingsError: the settings cannot be read.
    """
    from deliberia.settings import load_settings

    return load_settings(environ).relecteur


def save_reviewer(name: str) -> str:
    """Keep a name in the settings, and return it as it is kept.

    Raises:
        UsageError: the name is not one.
        SettingsError: the settings cannot be read or written.
    """
    from deliberia.settings import read_file_settings, save_settings

    name = check_reviewer(name)
    save_settings(replace(read_file_settings(), relecteur=name))
    return name


def find_session() -> str:
    """Return the user of the machine.

    Raises:
        UsageError: the machine does not say.
    """
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError(
            "Le nom du relecteur n’est pas connu.", hint="Ajoutez --relecteur, suivi de votre nom."
        ) from error


def check_reviewer(name: str) -> str:
    """Return a name fit for the journal.

    Raises:
        UsageError: it is not one.
    """
    name = " ".join(normalize(name).split())
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise UsageError("Ce nom de relecteur n’est pas lisible.", hint="Donnez un nom et un prénom.")
    return name


def find_machine(environ: Mapping[str, str] | None = None) -> str:
    """Return the name of the machine."""
    environ = os.environ if environ is None else environ
    return environ.get(MACHINE_VARIABLE, "").strip() or platform.node() or "poste"


def name_journal(relecteur: str, poste: str) -> str:
    """Return the name of a reviewer's file: readable, and different for two names written alike."""
    digest = hashlib.sha256(f"{relecteur}\0{poste}".encode()).hexdigest()
    return f"{_slug(relecteur)}@{_slug(poste)}.{digest[:6]}{SUFFIX}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40] or "x"
