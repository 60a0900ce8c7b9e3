"""Stable ids: the same act, the same words in the same sentence give the same id on every machine."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from deliberia.revue.valeurs import Item

LENGTH = 12
"""Hexadecimal figures: under one chance in a million of two equal among ten thousand."""


def name_items(items: Sequence[Item]) -> tuple[Item, ...]:
    """Give each item of an act its id; equal ones are told apart by their order."""
    seen: Counter[str] = Counter()
    named = []
    for item in items:
        words = "\x1f".join(
            (
                item.acte,
                item.sorte.value,
                item.cle or item.genre,
                item.regle,
                " ".join(item.surface.split()),
                item.phrase if item.surface else item.motif,
            )
        )
        rank = seen[words]
        seen[words] += 1
        digest = hashlib.sha256(f"{words}\x1f{rank}".encode()).hexdigest()
        named.append(replace(item, id=digest[:LENGTH]))
    return tuple(named)
