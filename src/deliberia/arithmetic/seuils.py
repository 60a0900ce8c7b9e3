"""Thresholds and computations in money. Sums are `Decimal` in euros; rates are percents, 0 to 100."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CONVENTION_THRESHOLD = Decimal(23_000)
OWN_SHARE_PERCENT = 20
_TRANSMISSION_THRESHOLDS = {2026: Decimal(216_000), 2027: Decimal(216_000)}
"""Year of signature → EU threshold for supplies and services of local authorities, before tax."""
_CENTIME = Decimal("0.01")


def is_convention_required(subventions: Decimal) -> bool:
    """Tell whether a private body needs an agreement: above 23 000 € from one authority in one year.

    `subventions` is the sum of the year.
    Source: décret 2001-495 art. 1; loi 2000-321 art. 10, checked 2026-11-22.
    """
    return subventions > CONVENTION_THRESHOLD


def contract_transmission_threshold(year: int) -> Decimal | None:
    """Return the amount before tax from which a public contract is transmitted; None for a year not known.

    Works included. Source: CGCT L2131-2 I 4°, D2131-5-1, checked 2026-11-22.
    """
    return _TRANSMISSION_THRESHOLDS.get(year)


def is_contract_transmission_required(montant_ht: Decimal, year: int) -> bool | None:
    """Tell whether a public contract signed that year is transmitted; None for a year not known.

    The deliberation itself is transmitted in any case.
    Source: CGCT L2131-2 I 4°, D2131-5-1, checked 2026-11-22.
    """
    threshold = contract_transmission_threshold(year)
    return None if threshold is None else montant_ht >= threshold


def minimum_own_share(public_financing: Decimal) -> Decimal:
    """Return the least part that the authority pays of an investment: 20 % of the total public financing.

    Rounded up to the nearest centime at half. Monuments, disasters, overseas territories… have other rates.
    Source: CGCT L1111-10 III, checked 2026-11-22.
    """
    return (public_financing * OWN_SHARE_PERCENT / 100).quantize(_CENTIME, rounding=ROUND_HALF_UP)


def own_share_percent(own: Decimal, public_financing: Decimal) -> Decimal:
    """Return the part of the authority in the public financing, in percent with two decimals."""
    return (own * 100 / public_financing).quantize(_CENTIME, rounding=ROUND_HALF_UP)


def is_own_share_enough(own: Decimal, public_financing: Decimal) -> bool:
    """Tell whether the authority pays at least 20 % of the public financing.

    Source: CGCT L1111-10 III, checked 2026-11-22.
    """
    return own * 100 >= public_financing * OWN_SHARE_PERCENT


def add_vat(montant_ht: Decimal, rate: Decimal) -> Decimal:
    """Return the sum with tax, to the nearest centime: 12 500 € HT at 20 % is 15 000 € TTC."""
    return (montant_ht * (100 + rate) / 100).quantize(_CENTIME, rounding=ROUND_HALF_UP)
