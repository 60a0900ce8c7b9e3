"""JSON lines, flat or in the form of `rediger`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from deliberia.errors import DataError
from deliberia.lot.rows import Read


class JsonSource(NamedTuple):
    """JSON lines, and every name that one of them gives."""

    path: Path
    columns: tuple[str, ...] = ()
    has_letters: bool = False
    remarques: tuple[str, ...] = ()

    def iter_rows(self) -> Read:
        """Yield the lines that are not blank."""
        try:
            with self.path.open(encoding="utf-8-sig", newline="\n") as file:
                for ligne, text in enumerate(file, 1):
                    if not text.strip():
                        continue
                    values, fault = _parse_line(text)
                    yield ligne, values, ((f"ligne {ligne}", fault),) if fault else ()
        except UnicodeDecodeError as error:
            raise DataError("Ce fichier n’est pas en UTF-8.", place=str(self.path)) from error


def open_jsonl(path: Path) -> JsonSource:
    """Read all the names of a file of JSON lines.

    Raises:
        DataError: no line can be read, or it is not in UTF-8.
    """
    names: dict[str, None] = {}
    source = JsonSource(path)
    for _, values, _ in source.iter_rows():
        names.update(dict.fromkeys(values))
    if not names:
        raise DataError("Ce fichier n’a aucune ligne JSON lisible.", place=str(path))
    return source._replace(columns=tuple(names))


def _parse_line(text: str) -> tuple[dict[str, Any], str]:
    try:
        content = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
        json.dumps(content, ensure_ascii=False, default=str).encode()  # half a character is not a text
    except (ValueError, RecursionError):
        return {}, "ce n’est pas un objet JSON correct"
    if not isinstance(content, dict):
        return {}, "un objet JSON est attendu"
    return {name: value for name, value in _flatten(content) if value not in (None, "")}, ""


def _refuse_constant(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity are not JSON


def _flatten(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Bring the form of `rediger` (« champs », « vote ») to columns: « montant », « vote.pour »."""
    for name, value in content.items():
        if name == "champs" and isinstance(value, dict):
            yield from value.items()
        elif name in ("vote", "seance", "commune") and isinstance(value, dict):
            for inner, cell in value.items():
                yield f"{name}.{inner}", cell
        elif name not in ("format", "modele"):
            yield name, value
