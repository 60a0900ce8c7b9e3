"""A table of the act as a list to fill in: one row asked, printed as many times as needed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from deliberia.precedents.ebauche.champs import Field, Fields
from deliberia.text import fold, parse_amount

_EMPTY = frozenset({"", "-", "–", "—"})
_TOTAL = re.compile(r"(?:sous-)?totaux|total(?: general)?|ensemble")
_MONEY = re.compile(r"€|montant|tarif|prix|cout|depense|recette|ttc|ht\b|credit|euro")
_MAX_NAME = 30


class Column(NamedTuple):
    """One column: its heading, its sub-field, whether it holds amounts."""

    titre: str
    nom: str
    is_amount: bool
    has_sign: bool
    """Its amounts bear « € »."""
    is_full: bool
    """No cell is empty."""


def read_rows(rows: list[str]) -> list[list[str]]:
    """Cut lines « | a | b | » into cells."""
    return [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]


def write_table(cells: list[list[str]], fields: Fields) -> tuple[list[str], list[str]]:
    """Return the lines of the template and those of its example; nothing when the table is not square."""
    width = len(cells[0]) if cells else 0
    if len(cells) < 2 or any(len(row) != width for row in cells):
        return [], []
    total = cells[-1] if _TOTAL.match(fold(cells[-1][0])) and len(cells) > 2 else []
    body = cells[1:-1] if total else cells[1:]
    columns = _read_columns(cells[0], body)
    if total and not _is_sum(total, body, columns):
        total, body = [], cells[1:]
        columns = _read_columns(cells[0], body)
    nom = fields.ask(
        ("tableau", tuple(map(tuple, cells))),
        Field(
            "lignes",
            "liste",
            "Quelles sont les lignes du tableau ?",
            [_read_row(row, columns) for row in body],
            sous_champs=tuple(_make_field(column) for column in columns),
        ),
    ).nom
    printed = " | ".join(_print(column) for column in columns)
    lines = [
        f"| {' | '.join(column.titre for column in columns)} |",
        f"|{'|'.join('--:' if column.is_amount else '---' for column in columns)}|",
        f"{{% for ligne in {nom} %}}",
        f"| {printed} |",
        "{% endfor %}",
    ]
    if total:
        sums = [
            f'{{{{ {nom} | somme("{column.nom}"){_filter(column)} }}}}'
            if column.is_amount and cell not in _EMPTY
            else ""
            for column, cell in zip(columns[1:], total[1:], strict=True)
        ]
        lines.append(f"|= {total[0]} | {' | '.join(sums)} |")
    return lines, [f"| {' | '.join(row)} |" for row in cells]


def _is_sum(total: list[str], body: list[list[str]], columns: list[Column]) -> bool:
    """Tell whether the last row adds the others up: with subtotals among them, it does not."""
    for rank, column in enumerate(columns):
        if column.is_amount and total[rank] not in _EMPTY:
            values = [_amount(row[rank]) or Decimal(0) for row in body if row[rank] not in _EMPTY]
            if sum(values) != _amount(total[rank]):
                return False
    return True


def _read_columns(heading: list[str], body: list[list[str]]) -> list[Column]:
    columns: list[Column] = []
    for rank, title in enumerate(heading):
        values = [row[rank] for row in body]
        amounts = [_amount(value) for value in values if value not in _EMPTY]
        is_money = bool(_MONEY.search(fold(title))) or any("€" in value for value in values)
        is_amount = bool(amounts) and is_money and None not in amounts
        stem = "_".join(re.findall(r"[a-z]+", fold(title)))[:_MAX_NAME].strip("_") or "colonne"
        taken = {column.nom for column in columns}
        nom = next(name for n in range(1, 1_000) if (name := stem if n == 1 else f"{stem}_{n}") not in taken)
        is_full = all(value not in _EMPTY for value in values)
        columns.append(Column(title or " ", nom, is_amount, any("€" in value for value in values), is_full))
    return columns


def _amount(text: str) -> Decimal | None:
    return parse_amount(re.sub(r"\s*(?:€|euros?)\s*$", "", text))


def _make_field(column: Column) -> Field:
    kind = "euros" if column.is_amount else "texte"
    title = column.titre.strip() or "cette colonne"
    return Field(column.nom, kind, f"{title} ?", None, "€" if column.is_amount else "", (), column.is_full)


def _print(column: Column) -> str:
    call = f"{{{{ ligne.{column.nom}{_filter(column)} }}}}"
    return call if column.is_full else f"{{% if ligne.{column.nom} %}}{call}{{% endif %}}"


def _filter(column: Column) -> str:
    if not column.is_amount:
        return ""
    return " | euros_centimes" if column.has_sign else " | montant"


def _read_row(row: list[str], columns: list[Column]) -> dict[str, Any]:
    return {
        column.nom: _amount(cell) if column.is_amount else cell
        for column, cell in zip(columns, row, strict=True)
        if cell not in _EMPTY
    }
