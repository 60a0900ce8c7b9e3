"""The table of a dossier: which pseudonym stands for what, the same in every text.

A pseudonym is a label and a number: « Personne X3 ». The number alone tells who, so that a model may write
« PERSONNE X3 » or « **personne x3** »; the letter keeps it apart from « 15 € par personne 3 fois ». Two
spellings of one person share the number: « Personne X3b » restores « VASSEUR » where « Personne X3 » restores
« Claire Vasseur ».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from deliberia.errors import MaskingError
from deliberia.masking.kinds import LABELS, SHAPES, Kind

_LETTERS = "bcdefghijklmnopqrstuvwxyz"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """One line of the table."""

    kind: Kind
    number: int
    variant: str
    """Empty for the first spelling, then « b », « c »…"""
    surface: str
    """What is restored, as it stood in the text."""
    genre: str = ""
    """« f », « m » or empty; for an organisation, a key of `SHAPES` or empty."""
    apostrophe: str | None = None
    """How « de » and « que » meet this name: elided by that character, never (empty), unknown (None)."""

    @property
    def pseudonym(self) -> str:
        label = SHAPES.get(self.genre) if self.kind is Kind.SOCIETE else None
        return f"{label or LABELS[self.kind]} X{self.number}{self.variant}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "sorte": self.kind.value,
            "pseudonyme": self.pseudonym,
            "numero": self.number,
            "variante": self.variant,
            "surface": self.surface,
            "genre": self.genre,
            "elision": self.apostrophe,
        }


class Table:
    """What was replaced in the texts of one dossier. It holds the names: it never leaves the machine."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._rows: dict[tuple[int, str], Replacement] = {}
        self._spellings: dict[tuple[int, str], list[Replacement]] = {}
        self._counts: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Replacement]:
        """Iterate in the order of the numbers, first spellings first."""
        return iter(sorted(self._rows.values(), key=lambda row: (row.number, len(row.variant), row.variant)))

    def __repr__(self) -> str:
        return f"Table({len(self._rows)} remplacements)"

    def get(self, number: int, variant: str = "") -> Replacement | None:
        """Return what a pseudonym stands for; None when this table never gave it."""
        return self._rows.get((number, variant))

    def has_number(self, number: int) -> bool:
        return (number, "") in self._rows

    def get_genre(self, kind: Kind, key: str) -> str:
        """Return the gender known of someone, or an empty text."""
        number = self._numbers.get((kind, key))
        row = self._rows.get((number, "")) if number is not None else None
        return row.genre if row is not None else ""

    def add(
        self, kind: Kind, key: str, surface: str, *, genre: str = "", apostrophe: str | None = None
    ) -> Replacement:
        """Return the row of a spelling, made at its first use.

        Args:
            kind: what it is.
            key: who or what, the same for all its spellings.
            surface: the spelling, restored to the letter.
            genre: told by a civility.
            apostrophe: see `Replacement`.
        """
        number = self._numbers.setdefault((kind, key), len(self._numbers) + 1)
        rows = self._spellings.setdefault((number, surface), [])
        for place, row in enumerate(rows):
            if apostrophe is None or row.apostrophe in {None, apostrophe}:
                known = replace(
                    row,
                    genre=row.genre or (genre if kind is Kind.PERSONNE else ""),
                    apostrophe=row.apostrophe if apostrophe is None else apostrophe,
                )
                rows[place] = self._rows[number, row.variant] = known
                return known
        count = self._counts.get(number, 0)
        self._counts[number] = count + 1
        row = Replacement(
            kind=kind,
            number=number,
            variant=_letter(count),
            surface=surface,
            genre=genre,
            apostrophe=apostrophe,
        )
        rows.append(row)
        self._rows[number, row.variant] = row
        return row

    def as_dict(self) -> dict[str, Any]:
        """Return the table for a file that only the user may read."""
        owners = {number: key for (_, key), number in self._numbers.items()}
        return {"format": FORMAT, "table": [{**row.as_dict(), "cle": owners[row.number]} for row in self]}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Table:
        """Read back what `as_dict` gave.

        Raises:
            MaskingError: it is no table of ours.
        """
        table = cls()
        try:
            if content["format"] != FORMAT:
                raise ValueError("format")
            for line in content["table"]:
                row = Replacement(
                    kind=Kind(line["sorte"]),
                    number=int(line["numero"]),
                    variant=str(line["variante"]),
                    surface=str(line["surface"]),
                    genre=str(line["genre"]),
                    apostrophe=line["elision"],
                )
                table._numbers[row.kind, str(line["cle"])] = row.number
                table._rows[row.number, row.variant] = row
                table._spellings.setdefault((row.number, row.surface), []).append(row)
                table._counts[row.number] = table._counts.get(row.number, 0) + 1
        except (KeyError, TypeError, ValueError) as error:
            raise MaskingError(
                "Ce fichier n’est pas une table de masquage.",
                hint="Donnez celui que deliberia masquer --table a écrit.",
            ) from error
        return table


def _letter(count: int) -> str:
    """« », « b »… « z », « bb », « bc »…"""
    if count == 0:
        return ""
    count -= 1
    letters = _LETTERS[count % 25]
    while count >= 25:
        count = count // 25 - 1
        letters = _LETTERS[count % 25] + letters
    return letters
