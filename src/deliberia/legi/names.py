"""Names of the texts of an imported base: short names, keys, titles."""

from __future__ import annotations

import datetime as dt
from functools import cached_property, lru_cache

from deliberia.legal_refs import load_base, normalize_num
from deliberia.legi.identifiers import decode_id, encode_day, encode_id
from deliberia.legi.plain_text import clean_line
from deliberia.legi.rows import Rows

_NATURES = {
    "LOI": ("LOI", "LOI_ORGANIQUE", "LOI_CONSTIT"),
    "ORD": ("ORDONNANCE",),
    "DECRET": ("DECRET", "DECRET_LOI"),
    "ARRETE": ("ARRETE",),
    "CONST": ("CONSTITUTION", "CONSTIT"),
}
_PREFIXES = {nature: prefix for prefix, natures in _NATURES.items() for nature in natures}


class TextNames:
    """Find texts by name, and name the texts found."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.find = lru_cache(maxsize=1024)(self._find)
        self._describe = lru_cache(maxsize=1024)(self._read)

    @cached_property
    def _codes(self) -> dict[str, int]:
        records = load_base().codes.values()
        return {record.cle: code for record in records if (code := encode_id(record.id)) is not None}

    @cached_property
    def _shorts(self) -> dict[int, str]:
        return {code: name for name, code in self._codes.items()}

    def _find(self, text: str) -> int | None:
        """Return the encoded cid of a text, None when it is not held or several answer to the name."""
        code = self._codes.get(text) or encode_id(text)
        if code is not None:
            held = self._rows("SELECT 1 FROM article WHERE texte = ? LIMIT 1", (code,))
            return code if held else None
        prefix, _, num = text.partition(":")
        natures = _NATURES.get(prefix)
        if natures is None or not num:
            return None
        where, value = "num = ?", num
        if prefix in ("ARRETE", "CONST"):
            try:
                where, value = "signe = ?", str(encode_day(dt.date.fromisoformat(num)))
            except ValueError:
                where, value = "num = ?", num
        marks = ", ".join("?" * len(natures))
        found = self._rows(
            f"SELECT DISTINCT texte FROM texte WHERE retenu AND {where} AND nature IN ({marks})",  # noqa: S608
            (value, *natures),
        )
        return int(found[0][0]) if len(found) == 1 else None

    def _read(self, texte: int) -> tuple[str, str, str]:
        """Return nature, number and title of a text."""
        rows = self._rows(
            "SELECT nature, num, titre_long FROM texte WHERE texte = ? AND retenu "
            "ORDER BY debut DESC LIMIT 1",
            (texte,),
        )
        return (rows[0][0], rows[0][1], clean_line(rows[0][2])) if rows else ("", "", "")

    def get_short(self, texte: int) -> str:
        return self._shorts.get(texte, "")

    def get_title(self, texte: int) -> str:
        return self._describe(texte)[2] or decode_id(texte)

    def get_nature(self, texte: int) -> str:
        return self._describe(texte)[0]

    def make_key(self, texte: int, num: str) -> str:
        """Build the reference key of an article; "" for a text that has none."""
        short = self.get_short(texte)
        if not short:
            nature, number, _ = self._describe(texte)
            prefix = _PREFIXES.get(nature, "")
            short = f"{prefix}:{number}" if prefix and number else ""
        article = normalize_num(num) if num else ""
        return f"{short}:{article}" if short and article else short
