"""Compile the French messages of the command line (.po, which one edits) into the .mo that Python reads.

Usage: python outils/compiler_messages.py
"""

from __future__ import annotations

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "src/deliberia/cli/locale/fr/LC_MESSAGES"


def parse_po(text: str) -> dict[str, str]:
    """Return `{message id: translation}`; plural forms are joined by NUL as the .mo format wants."""
    catalogue: dict[str, str] = {}
    for entry in text.split("\n\n"):
        fields: dict[str, str] = {}
        current = ""
        for line in entry.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if not line.startswith('"'):
                current, line = line.split(" ", 1)
                fields[current] = ""
            fields[current] += ast.literal_eval(line)
        if not fields:
            continue
        key = fields["msgid"]
        if "msgid_plural" in fields:
            key = f"{key}\0{fields['msgid_plural']}"
            catalogue[key] = f"{fields['msgstr[0]']}\0{fields['msgstr[1]']}"
        else:
            catalogue[key] = fields["msgstr"]
    return catalogue


def build_mo(catalogue: dict[str, str]) -> bytes:
    """Return the bytes of a GNU .mo file, messages sorted."""
    pairs = sorted((key.encode(), value.encode()) for key, value in catalogue.items())
    keys = b"".join(key + b"\0" for key, _ in pairs)
    values = b"".join(value + b"\0" for _, value in pairs)
    keys_at = 28 + 16 * len(pairs)
    values_at = keys_at + len(keys)
    key_table = b""
    value_table = b""
    for key, value in pairs:
        key_table += struct.pack("<II", len(key), keys_at)
        value_table += struct.pack("<II", len(value), values_at)
        keys_at += len(key) + 1
        values_at += len(value) + 1
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + key_table + value_table + keys + values


def main() -> None:
    """Write messages.mo beside messages.po."""
    catalogue = parse_po((LOCALE / "messages.po").read_text(encoding="utf-8"))
    (LOCALE / "messages.mo").write_bytes(build_mo(catalogue))
    print(f"{len(catalogue) - 1} phrases compilées.")


if __name__ == "__main__":
    main()
