"""Personal data that must never stand in an act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Severity
from deliberia.reading.motifs import declare

_NIR = declare(
    r"[12](?<!\d[12])[ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d{2}"
    r"|2[AB])[ .]?\d{3}[ .]?\d{3}[ .]?\d{2}(?!\d)"
)
_IBAN = declare(r"FR(?<![A-Z0-9]FR)\d{2}(?:[ ]?[A-Z0-9]{4}){5}[ ]?[A-Z0-9]{3}(?![A-Z0-9])")


def is_nir(number: str) -> bool:
    """True when the two last figures are the key of a social security number."""
    bare = re.sub(r"[ .]", "", number)
    digits = bare[:13].replace("2A", "19").replace("2B", "18")
    return digits.isdigit() and 97 - int(digits) % 97 == int(bare[13:])


def is_iban(number: str) -> bool:
    """True when the key of the IBAN is right (remainder 1 modulo 97)."""
    bare = number.replace(" ", "")
    moved = bare[4:] + bare[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


@check(
    "DCP001",
    origine="pii-nir-iban",
    severite=Severity.ERREUR,
    fondement=("CRPA:L311-6",),
    portee=Portee.TEXTE,
)
def nir_or_iban(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un numéro de sécurité sociale ou un IBAN figure dans l’acte.

    Ce que la règle vérifie
        L’acte ne contient ni numéro de sécurité sociale, ni IBAN, reconnus à leur clé.
    Pourquoi
        L’acte est public : ces numéros exposent une personne à la fraude.
    Exemple fautif
        Un remboursement voté avec l’IBAN du bénéficiaire.
    Correction
        Retirer immédiatement cette donnée.
    Limites
        Un numéro dont la clé est fausse n’est pas signalé.
    """
    for pattern, is_valid, name in ((_NIR, is_nir, "Numéro de sécurité sociale"), (_IBAN, is_iban, "IBAN")):
        for match in iter_matches(acte, pattern):
            if is_valid(match.group()):
                yield Signal(
                    message=f"{name} détecté dans l’acte.",
                    correction="Retirez immédiatement cette donnée.",
                    start=match.start(),
                    end=match.end(),
                )
