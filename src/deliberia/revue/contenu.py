"""What is kept of a document that was read: the same from the cache and from the file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from deliberia.model import Severity
from deliberia.revue.valeurs import Item, Sorte


def pack(
    texte: str,
    day: dt.date | None,
    *,
    titre: str,
    commune: str,
    items: Iterable[Item],
    manquants: Iterable[str] = (),
) -> dict[str, Any]:
    """Return what is kept of a document."""
    return {
        "date": day.isoformat() if day else None,
        "titre": " ".join(titre.split()),
        "commune": " ".join(commune.split()),
        "texte_sha256": hashlib.sha256(texte.encode()).hexdigest(),
        "mots_sha256": hashlib.sha256("".join(texte.split()).encode()).hexdigest(),
        "items": [{**item.as_dict(), "debut": item.debut, "fin": item.fin} for item in items],
        "manquants": list(manquants),
    }


def unpack(shape: dict[str, Any]) -> Item:
    """Give back an item, without its act, commune and day."""
    fields = {name: value for name, value in shape.items() if name not in ("requis", "date")}
    return Item(
        **{
            **fields,
            "date": None,
            "sorte": Sorte(shape["sorte"]),
            "severite": Severity(shape["severite"]),
            "fondement": tuple(shape["fondement"]),
            "remplace_par": tuple(shape["remplace_par"]),
        }
    )
