"""Write TOML: the standard library only reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def dump_toml(content: Mapping[str, Any], *, heading: str = "") -> str:
    """Write a document: simple values first, then tables and lists of tables, in the order given.

    None is left out: TOML has no such value. `heading` is printed first, as it stands (comments).
    """
    lines = [heading.rstrip("\n")] if heading.strip() else []
    lines += _iter_table(content, "")
    return "\n".join(lines).strip("\n") + "\n"


def read_heading(text: str) -> str:
    """Return the comments that stand at the top of a file, kept when it is written again."""
    lines = []
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            break
        lines.append(line)
    return "\n".join(lines).rstrip()


def _iter_table(table: Mapping[str, Any], path: str) -> Iterator[str]:
    tables = {name: value for name, value in table.items() if isinstance(value, Mapping)}
    rows = {name: value for name, value in table.items() if name not in tables and _is_rows(value)}
    for name, value in table.items():
        if value is not None and name not in tables and name not in rows:
            yield f"{_key(name)} = {_value(value)}"
    for name, value in tables.items():
        yield ""
        yield f"[{path}{_key(name)}]"
        yield from _iter_table(value, f"{path}{_key(name)}.")
    for name, value in rows.items():
        for row in value:
            yield ""
            yield f"[[{path}{_key(name)}]]"
            yield from _iter_table(row, f"{path}{_key(name)}.")


def _is_rows(value: Any) -> bool:
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return is_list and bool(value) and all(isinstance(row, Mapping) for row in value)


def _key(name: str) -> str:
    return name if name and set(name) <= _BARE else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(str(name))} = {_value(one)}" for name, one in value.items())
        return "{" + inner + "}"
    items = [_value(one) for one in value]
    short = f"[{', '.join(items)}]"
    return short if len(short) <= 90 else "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _number(value: Decimal) -> str:
    text = format(value, "f")
    return text if value.is_finite() else str(value).lower().replace("infinity", "inf")


def _text(text: str) -> str:
    written = "".join(_ESCAPES.get(char, char) if char >= " " or char in _ESCAPES else "" for char in text)
    return (
        '"' + "".join(char for char in written if char != "\x7f" and not "\ud800" <= char <= "\udfff") + '"'
    )
