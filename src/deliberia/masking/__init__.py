"""Masking: personal data give way to pseudonyms before a text leaves the machine, and come back after.

    masked = mask(text, known=("Mme Claire Vasseur",), table=table)
    masked.text                                  « Mme Personne X1 donne lecture… »
    restored = masked.restore(answer)            the names are back; `restored.unknown` must be empty

`mask_for_publication` makes a copy for readers instead: « [nom masqué] ». This room opens no file and no
network; it knows no law.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.masking.kinds import LABELS, PLURALS, PUBLIC_WORDS, Kind
    from deliberia.masking.masking import Entry, Masked, MaskedText, mask
    from deliberia.masking.notice import describe_pseudonyms
    from deliberia.masking.publication import PUBLICATION_KINDS, mask_for_publication
    from deliberia.masking.restoring import Restored, restore
    from deliberia.masking.sources import names_of_acte, names_of_seance
    from deliberia.masking.statistical import Recogniser, find_model, load_recogniser
    from deliberia.masking.table import Replacement, Table

__all__ = [
    "LABELS",
    "PLURALS",
    "PUBLICATION_KINDS",
    "PUBLIC_WORDS",
    "Entry",
    "Kind",
    "Masked",
    "MaskedText",
    "Recogniser",
    "Replacement",
    "Restored",
    "Table",
    "describe_pseudonyms",
    "find_model",
    "load_recogniser",
    "mask",
    "mask_for_publication",
    "names_of_acte",
    "names_of_seance",
    "restore",
]

_HOMES = {
    "kinds": ("LABELS", "PLURALS", "PUBLIC_WORDS", "Kind"),
    "masking": ("Entry", "Masked", "MaskedText", "mask"),
    "notice": ("describe_pseudonyms",),
    "publication": ("PUBLICATION_KINDS", "mask_for_publication"),
    "restoring": ("Restored", "restore"),
    "sources": ("names_of_acte", "names_of_seance"),
    "statistical": ("Recogniser", "find_model", "load_recogniser"),
    "table": ("Replacement", "Table"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
