"""One line of `codes.tsv`, `textes.tsv` or `termes.tsv`, as a record."""

from __future__ import annotations

import datetime as dt

from deliberia.legal_refs.records import CodeRecord, TermRecord, TextRecord, read_day, read_span
from deliberia.model import Confiance


def read_code(line: str) -> CodeRecord:
    cells = line.split("\t")
    return CodeRecord(
        cle=cells[0],
        id=cells[1],
        nom=cells[2],
        debut=read_day(cells[3]),
        fin=read_day(cells[4]),
        successeur=cells[5],
        etat=dt.date.fromisoformat(cells[6]),
        numeros=int(cells[7]),
        couverture=cells[8],
    )


def read_text(line: str) -> TextRecord:
    cells = line.split("\t")
    cells += [""] * (11 - len(cells))
    fin, fin_apres = read_span(cells[5])
    return TextRecord(
        cle=cells[0],
        date=read_day(cells[1]),
        titre=cells[2],
        statut=cells[3],
        debut=read_day(cells[4]),
        fin=fin,
        fin_apres=fin_apres,
        vers=tuple(cells[6].split(";")) if cells[6] else (),
        id=cells[7],
        confiance=Confiance(cells[8]),
        etat=dt.date.fromisoformat(cells[9]),
        source=cells[10],
    )


def read_term(line: str) -> TermRecord:
    cells = line.split("\t")
    return TermRecord(
        terme=cells[0], actuel=cells[1], jour=read_span(cells[2])[0], note=cells[4], source=cells[5]
    )
