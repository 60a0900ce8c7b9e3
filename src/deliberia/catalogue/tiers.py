"""What the fields of an act name: people, companies, associations, as the template declares it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliberia.catalogue.loading import Template
    from deliberia.catalogue.schema import Champ


def names_of_champs(template: Template, champs: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what was typed in the fields marked `tiers`, as typed, each once.

    Args:
        template: its fields say which of them name somebody.
        champs: the values of a dossier, not parsed yet: a wrong one names somebody all the same.
    """
    by_name = {name: champ for champ in template.meta.champs for name in (champ.nom, *champ.synonymes)}
    found = (
        text
        for name, raw in champs.items()
        if (champ := by_name.get(name)) is not None
        for text in _iter_names(champ, raw)
    )
    return tuple(dict.fromkeys(text for one in found if (text := " ".join(one.split()))))


def _iter_names(champ: Champ, raw: Any) -> Iterator[str]:
    items = raw if isinstance(raw, list | tuple) else [raw]
    if champ.tiers:
        yield from (item for item in items if isinstance(item, str))
    if not champ.sous_champs:
        return
    marked = {name for part in champ.sous_champs if part.tiers for name in (part.nom, *part.synonymes)}
    for item in items:
        if isinstance(item, Mapping):
            for name, value in item.items():
                if name in marked:
                    yield from (text for text in _as_list(value) if isinstance(text, str))
        elif isinstance(item, str) and champ.sous_champs[0].tiers:
            yield item


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
