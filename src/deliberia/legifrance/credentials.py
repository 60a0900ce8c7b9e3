"""The user's own credentials of the PISTE portal. The project ships none and writes none."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from deliberia.errors import SettingsError

ID_VARIABLE = "DELIBERIA_LEGIFRANCE_ID"
SECRET_VARIABLE = "DELIBERIA_LEGIFRANCE_SECRET"  # noqa: S105 - the name of a variable

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Identifiers of the « OAuth » block of an application of the portal; the secret is never shown."""

    client_id: str
    client_secret: str = field(repr=False)


def read_credentials(environ: Mapping[str, str] | None = None) -> Credentials:
    """Read the credentials from the environment.

    Raises:
        SettingsError: one is missing, or has not the form that the portal gives.
    """
    environ = os.environ if environ is None else environ
    values = [environ.get(name, "").strip() for name in (ID_VARIABLE, SECRET_VARIABLE)]
    missing = [name for name, value in zip((ID_VARIABLE, SECRET_VARIABLE), values, strict=True) if not value]
    if missing:
        raise SettingsError(
            "les identifiants de l’API Légifrance manquent.",
            hint=f"Créez une application sur piste.gouv.fr, puis renseignez {' et '.join(missing)}.",
        )
    if not all(_UUID.fullmatch(value) for value in values):
        raise SettingsError(
            "les identifiants de l’API Légifrance n’ont pas la forme attendue.",
            hint="Recopiez ceux du bloc « OAuth » de votre application sur piste.gouv.fr.",
        )
    return Credentials(*values)
