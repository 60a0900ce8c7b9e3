"""The size of a council, its executive, and the figure of population that rules it."""

from __future__ import annotations

from bisect import bisect_right

_STEPS = (
    (0, 7), (100, 11), (500, 15), (1_500, 19), (2_500, 23), (3_500, 27), (5_000, 29), (10_000, 33),
    (20_000, 35), (30_000, 39), (40_000, 43), (50_000, 45), (60_000, 49), (80_000, 53), (100_000, 55),
    (150_000, 59), (200_000, 61), (250_000, 65), (300_000, 69),
)  # fmt: skip
"""First population of each step and its number of seats."""

INTERNAL_RULES_THRESHOLD = 1_000
NOTE_THRESHOLD = 3_500


def effectif_legal(population: int) -> int:
    """Return the seats of a municipal council.

    Paris, Lyon and Marseille follow other rules. `population` is that of the last integral renewal.

    Raises:
        ValueError: the population is negative.

    Source: CGCT L2121-2, checked 2026-11-22.
    """
    step = bisect_right(_STEPS, population, key=lambda step: step[0])
    if not step:
        raise ValueError(f"population négative : {population}")
    return _STEPS[step - 1][1]


def effectif_repute_complet(population: int) -> int:
    """Return the members from which the council is deemed complete: two less below 1 000 inhabitants.

    From 1 000 inhabitants, the legal size. Since the general renewal of March 2026.
    Source: CGCT L2121-2-1 (loi 2025-444, art. 5), checked 2026-11-22.
    """
    return effectif_legal(population) - (2 if population < 1_000 else 0)


def count_en_exercice(effectif: int, sieges_vacants: int) -> int:
    """Return the members in exercise: a vacant seat is not one.

    Source: CGCT L2121-17 al. 1, checked 2026-11-22.
    """
    if not 0 <= sieges_vacants <= effectif:
        raise ValueError(f"{sieges_vacants} sièges vacants sur {effectif}")
    return effectif - sieges_vacants


def crossed_thresholds(*, at_renewal: int, current: int) -> tuple[int, ...]:
    """Return the thresholds that lie between the population of the last integral renewal and another figure.

    The first rules the council for the whole term, whatever the yearly figures become: an act that uses
    `current` goes wrong only where this is not empty.
    Source: CGCT R2151-3 (R2151-2 to R2151-4), checked 2026-11-22.
    """
    low, high = sorted((at_renewal, current))
    thresholds = sorted({first for first, _ in _STEPS} | {INTERNAL_RULES_THRESHOLD})
    return tuple(threshold for threshold in thresholds if low < threshold <= high)


def max_adjoints(effectif: int) -> int:
    """Return the greatest number of adjoints: 30 % of the legal size, rounded down.

    Counted on the legal size, never on the members in exercise. Source: CGCT L2122-2, checked 2026-11-22.
    """
    return effectif * 30 // 100


def max_adjoints_quartier(effectif: int) -> int:
    """Return the further adjoints for neighbourhoods: 10 % of the legal size, rounded down.

    From 80 000 inhabitants, or from 20 000 where neighbourhood councils were created.
    Source: CGCT L2122-2-1 and L2143-1, checked 2026-11-22.
    """
    return effectif * 10 // 100


MAX_VICE_PRESIDENTS = 15


def max_vice_presidents(effectif: int) -> int:
    """Return the vice-presidents of an EPCI: 20 % of its council rounded up, fifteen at most.

    The council may bring a lower number to four: see `may_have_four_vice_presidents`.
    Source: CGCT L5211-10, checked 2026-11-22.
    """
    return min(-(-effectif * 20 // 100), MAX_VICE_PRESIDENTS)


def may_have_four_vice_presidents(effectif: int) -> bool:
    """Tell whether the ordinary number is below four, so that the EPCI may have four.

    Source: CGCT L5211-10, checked 2026-11-22.
    """
    return max_vice_presidents(effectif) < 4


def max_vice_presidents_two_thirds(effectif: int) -> int:
    """Return the vice-presidents that two thirds of the council may decide: 30 % rounded down, at most 15.

    Source: CGCT L5211-10 al. 4, checked 2026-11-22.
    """
    return min(effectif * 30 // 100, MAX_VICE_PRESIDENTS)


def is_note_synthese_required(population: int, *, is_epci: bool = False) -> bool:
    """Tell whether the note de synthèse goes with the convocation: from 3 500 inhabitants, and in all EPCI.

    Source: CGCT L2121-12 al. 1 and L5211-1, checked 2026-11-22.
    """
    return is_epci or population >= NOTE_THRESHOLD


def is_reglement_interieur_required(population: int, *, is_alsace_moselle: bool = False) -> bool:
    """Tell whether the council must adopt internal rules: from 1 000 inhabitants, 3 500 in Alsace-Moselle.

    Source: CGCT L2121-8 and L2541-5, checked 2026-11-22.
    """
    return population >= (3_500 if is_alsace_moselle else INTERNAL_RULES_THRESHOLD)


def is_debat_budgetaire_required(population: int) -> bool:
    """Tell whether a budget debate comes before the budget: from 3 500 inhabitants.

    For an EPCI, give the population of its most populated commune.
    Source: CGCT L1612-26 (since 2026-01-01), checked 2026-11-22.
    """
    return population >= 3_500
