"""Check digits: they raise the certainty that a number is what it looks like, they never let one leave."""

from __future__ import annotations


def is_luhn(digits: str) -> bool:
    """Tell whether a SIREN or SIRET ends by its check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return bool(digits) and total % 10 == 0


def is_iban(compact: str) -> bool:
    """Tell whether letters and digits without spaces are an IBAN (ISO 13616, remainder 1 modulo 97)."""
    if not (15 <= len(compact) <= 34 and compact.isascii() and compact.isalnum()):
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def is_nir(compact: str) -> bool:
    """Tell whether fifteen characters are a social security number with its key."""
    if len(compact) != 15:
        return False
    number = compact[:13].lower().replace("2a", "19").replace("2b", "18")
    return number.isdigit() and compact[13:].isdigit() and 97 - int(number) % 97 == int(compact[13:])
