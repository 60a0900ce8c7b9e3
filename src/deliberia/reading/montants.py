"""Amounts in euros, amounts written twice, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from deliberia.model import Cellule, Fact, MontantDouble, TableauLu
from deliberia.reading.motifs import motif
from deliberia.reading.passage import Passage
from deliberia.text import parse_amount, spelled_to_number

_CHIFFRES = r"(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,2})?"
_CHIFFRES_ISOLES = r"\d(?<![\d,./-]\d)(?:\d{0,2}(?:[ .\u00a0\u202f]\d{3})+|\d*)(?:[.,]\d{1,2})?"
"""The same after nothing that would make it a part of another number. A figure first: found faster."""
_EURO = r"(?:€|euros?\b|EUR\b)"
_MONTANT = motif(rf"(?P<n>{_CHIFFRES_ISOLES})[ \u00a0\u202f]?\s?{_EURO}", re.I)
_MOT = (
    r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"vingts?|trente|quarante|cinquante|soixante|cents?|mille|millions?|et)"
)
_LETTRES = (
    rf"(?P<mots>{_MOT}(?:[ \u00a0-]{_MOT}){{0,14}})\s+(?:d['’]\s?)?euros?"
    rf"(?:\s+(?:et\s+)?(?P<cents>{_MOT}(?:[ -]{_MOT}){{0,3}})\s+centimes?)?"
)
_EURO_AVANT = motif(r"(?:€|\beuros?|\bcentimes?|\bEUR)\s*$", re.I)
_LARGEUR_EURO = 14
"""Characters of « centimes » and the blanks after it."""
_LETTRES_CHIFFRES = motif(
    rf"\b{_LETTRES}\s*\(\s*(?P<n>{_CHIFFRES})\s*{_EURO}[^()]{{0,12}}\)",
    re.I,
    debuts="cen cin deu dix dou et hui mil neu onz qua qui sei sep six soi tre tro un une vin zer",
)
_CHIFFRES_LETTRES = motif(
    rf"(?<![\d,.])(?P<n>{_CHIFFRES})\s*{_EURO}\s*\(\s*{_LETTRES}\s*[^()]{{0,12}}\)", re.I
)
_LIGNE = motif(r"^(?:[ \t]*\|.*\|[ \t]*|(?!\|)[^\n\t|]*\t[^\n|]*)$", re.M)
"""A row: cells between vertical bars, or separated by tabs as they come from a Word file."""
_FILET = motif(r"^[\s|:=+-]+$")
_CELLULE_MONTANT = motif(rf"[-–−+]?\s*{_CHIFFRES}\s*(?:{_EURO})?\s*(?:HT|TTC)?", re.I)


def read_montants(acte: Passage) -> tuple[Fact[Decimal], ...]:
    """Read every amount in figures followed by the sign or the word."""
    facts = []
    for match in acte.iter(_MONTANT):
        value = parse_amount(match["n"])
        if value is not None:
            facts.append(Fact(value=value, start=match.start(), end=match.end()))
    return tuple(facts)


def read_montants_doubles(acte: Passage) -> tuple[MontantDouble, ...]:
    """Read the amounts given in words and in figures side by side, in either order."""
    doubles: dict[int, MontantDouble] = {}
    for bracket in _find_brackets(acte):
        around = acte.narrow(bracket - 170, bracket + 140)
        for pattern in (_LETTRES_CHIFFRES, _CHIFFRES_LETTRES):
            for match in around.iter(pattern):
                words = _parse_words(match["mots"], match["cents"])
                figures = parse_amount(match["n"])
                if words is None or figures is None or not match.start() <= bracket < match.end():
                    continue
                if bracket not in doubles:
                    doubles[bracket] = MontantDouble(
                        lettres=words, chiffres=figures, start=match.start(), end=match.end()
                    )
    return tuple(doubles.values())


def _find_brackets(acte: Passage) -> Iterator[int]:
    """Yield where a bracket opens after « euros » or « centimes »."""
    bracket = acte.texte.find("(", acte.start, acte.end)
    while bracket >= 0:
        if _EURO_AVANT.search(acte.before(bracket, _LARGEUR_EURO)):
            yield bracket
        bracket = acte.texte.find("(", bracket + 1, acte.end)


def _parse_words(mots: str, cents: str | None) -> Decimal | None:
    euros = spelled_to_number(mots.strip())
    hundredths = spelled_to_number(cents.strip()) if cents else 0
    if euros is None or hundredths is None:
        return None
    return Decimal(euros) + Decimal(hundredths) / 100


def read_tableaux(acte: Passage) -> tuple[TableauLu, ...]:
    """Read the tables printed with vertical bars, one row a line."""
    tables: list[list[tuple[Cellule, ...]]] = []
    previous = -2
    for match in acte.iter(_LIGNE):
        if _FILET.match(match.group()):
            previous = match.end()
            continue
        if not tables or match.start() > previous + 1:
            tables.append([])
        tables[-1].append(_read_cells(match))
        previous = match.end()
    return tuple(TableauLu(lignes=tuple(rows)) for rows in tables if len(rows) > 1)


def _read_cells(row: re.Match[str]) -> tuple[Cellule, ...]:
    line = row.group()
    if "|" in line:
        separator, start, last = "|", line.index("|") + 1, line.rindex("|")
    else:
        separator, start, last = "\t", 0, len(line)
    cells: list[Cellule] = []
    while start <= last:
        end = line.find(separator, start)
        end = last if end < 0 else end
        raw = line[start:end]
        texte = raw.strip(" \t*_\u00a0")
        offset = row.start() + start + (raw.find(texte) if texte else 0)
        cells.append(Cellule(start=offset, end=offset + len(texte), texte=texte, montant=parse_cell(texte)))
        start = end + 1
    return tuple(cells)


def parse_cell(texte: str) -> Decimal | None:
    """Parse a cell that holds one amount alone, with or without the euro sign."""
    if not texte or not _CELLULE_MONTANT.fullmatch(texte):
        return None
    bare = re.sub(rf"{_EURO}|HT|TTC", "", texte, flags=re.I).strip()
    sign = -1 if bare[:1] in "-–−" else 1
    value = parse_amount(bare.lstrip("-–−+ "))
    return None if value is None else sign * value
