"""Who decides, on which machine, and the name of their journal."""

from __future__ import annotations

import hashlib
import os
import platform
import re
from collections.abc import Mapping

from deliberia.errors import UsageError
from deliberia.revue.journal.fichiers import SUFFIX
from deliberia.text import fold, normalize

REVIEWER_VARIABLE = "DELIBERIA_RELECTEUR"
MACHINE_VARIABLE = "DELIBERIA_POSTE"
_LONGEST = 80


def find_reviewer(given: str = "", environ: Mapping[str, str] | None = None) -> str:
    """Return who decides: the name given, `DELIBERIA_RELECTEUR`, else the user of the machine.

    Raises:
        UsageError: nobody is known, or the name is not one.
    """
    environ = os.environ if environ is None else environ
    name = given or environ.get(REVIEWER_VARIABLE, "")
    if not name.strip():
        import getpass

        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError) as error:
            raise UsageError(
                "Le nom du relecteur n’est pas connu.", hint="Ajoutez --relecteur, suivi de votre nom."
            ) from error
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
