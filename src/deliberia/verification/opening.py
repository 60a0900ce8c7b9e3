"""The deepest base on this machine: ours, what the user imported, what the user asked online."""

from __future__ import annotations

from deliberia.legal_refs import Base, Provider, load_base
from deliberia.resources import data_dir


def open_base() -> Base:
    """Return the built-in base, deepened by the imported archive and the online confirmations if any.

    Nothing is imported nor asked here. Without either, this is `load_base()`, at no cost.
    """
    providers = tuple(_iter_providers())
    if not providers:
        return load_base()
    from deliberia.legi import DeepestProvider

    return Base(data_dir("legal_refs"), DeepestProvider(*providers))


def _iter_providers() -> list[Provider]:
    """Look at the files first: the rooms that read them are loaded only when a file is there."""
    from deliberia.legi.location import default_base_path
    from deliberia.legifrance.location import default_store_path

    found: list[Provider] = []
    if default_store_path().is_file():
        from deliberia.legifrance.confirmations import ConfirmationStore

        found.append(ConfirmationStore(default_store_path()))
    if default_base_path().is_file():
        from deliberia.legi import LegiProvider, open_legi

        found.append(LegiProvider(open_legi()))
    return found
