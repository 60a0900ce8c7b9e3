"""The end of an act: who signs, whether the text is whole."""

from __future__ import annotations

import re

from deliberia.model import Certitude, Fact
from deliberia.reading.motifs import declare, motif
from deliberia.reading.noms import NOM, clean_name
from deliberia.reading.passage import Passage

_FIN = 1800
_QUALITE = (
    r"(?:(?:[Ll][ea]|LE|LA|[Mm]adame\s+l[ae]|[Mm]onsieur\s+le|M\.\s+le|Mme\s+l[ae]|[Pp]our\s+l[ea]"
    r"|[Pp]/?\s*l[ea])\s+)"
    r"(?i:maire|pr[ée]sidente?)(?:\s+(?i:de\s+(?:la\s+)?(?:s[ée]ance(?:\s+pour\s+ce\s+point)?|communaut[ée]|commune)"
    r"|empêch[ée]|du\s+CCAS))?"
)
_MAIRE = (
    motif(rf"{_QUALITE}(?:\s+de\s+[A-ZÀ-Þ][\w'’-]+)?\s*[,:.]?\s*(?:\((?:[Ss]ign[ée]e?)\)\s*)?(?P<nom>{NOM})"),
    motif(
        rf"(?P<nom>{NOM})\s*,?\s*(?:\n\s*)?(?i:(?:le\s+|la\s+)?(?:maire|pr[ée]sidente?)(?:\s+d[eu'’]"
        rf"|\s*$|\s*\n|\s*,))"
    ),
    motif(
        rf"(?:^|\n|[.,:;|]\s*){_QUALITE}\s*[,:.]?\s*(?P<nom>)(?:$|\n|\||(?i:signature|\(?sign[ée]"
        rf"|cachet|le\s+secr|la\s+secr|les\s+secr))"
    ),
    motif(
        r"(?i:\bpour\s+(?:extrait|copie|exp[ée]dition)[^.]{0,60}\b(?:maire|pr[ée]sidente?)\b)(?P<nom>)",
        debuts="pou",
    ),
)
_SECRETAIRE = (
    motif(
        rf"(?i:(?:le|la"
        rf"|les)?\s*secr[ée]taires?\s+de\s+(?:la\s+)?s[ée]ance)\s*[,:.]?\s*(?:\((?:[Ss]ign[ée]e?)\)\s*)?(?P<nom>{NOM})"
    ),
    motif(rf"(?P<nom>{NOM})\s*,?\s*\n?\s*(?i:secr[ée]taire\s+de\s+(?:la\s+)?s[ée]ance)"),
    motif(
        r"(?i:\b(?:le|la|les)\s+secr[ée]taires?(?:\s+de\s+(?:la\s+)?s[ée]ance)?)(?P<nom>)\s*(?:[,:.|]|$|\n)",
        debuts="la le les",
    ),
    motif(r"(?i:\bsecr[ée]taires?\s+de\s+(?:la\s+)?s[ée]ance)(?P<nom>)", debuts="sec"),
)
_LIGNE_DE_COLONNES = declare(r"(?m)^[^\n]*\S(?:[ \u00a0]{3,}|\t+|[ \u00a0]*\|[ \u00a0]*)\S[^\n]*$")
_ENTRE_COLONNES = declare(r"[ \u00a0]{3,}|\t+|\|")
_TITRE_MAIRE = motif(rf"{_QUALITE}(?:\s+de\s+[A-ZÀ-Þ][\w'’-]+)?\s*[,:.]?$")
_TITRE_SECRETAIRE = motif(r"(?:le|la|les)?\s*secr[ée]taires?(?:\s+de\s+(?:la\s+)?s[ée]ance)?\s*[,:.]?$", re.I)
_LIGNES_APRES = 4
"""Lines to look at under the capacities: names come after a blank line or « (signé) »."""
_PIED_DE_PAGE = declare(
    r"\n[^\n]{0,110}\bpage[\s\u00a0]{0,2}\d{1,3}[\s\u00a0]{0,2}(?:/|sur)[\s\u00a0]{0,2}\d{1,3}\s*$", re.I
)
"""The footer of the last page is no sentence."""
_FERME = tuple('.;:!?»)”"…|*_-')


def read_signature_maire(acte: Passage, after: int) -> Fact[str] | None:
    """Read the block of the mayor or president in the end of the act, after the decision begins."""
    zone = acte.narrow(max(after, acte.end - _FIN))
    return _read_signature(zone, _TITRE_MAIRE, _MAIRE)


def read_signature_secretaire(acte: Passage, after: int) -> Fact[str] | None:
    """Read the block of the secretary of the meeting in the end of the act."""
    zone = acte.narrow(max(after, acte.end - _FIN))
    return _read_signature(zone, _TITRE_SECRETAIRE, _SECRETAIRE)


def _read_signature(
    zone: Passage, title: re.Pattern[str], patterns: tuple[re.Pattern[str], ...]
) -> Fact[str] | None:
    column = _read_column(zone, title)
    if column is not None and column.value:
        return column
    return _read_block(zone, patterns) or column


def _read_column(zone: Passage, title: re.Pattern[str]) -> Fact[str] | None:
    """Read the name under a capacity, where two stand side by side on a line; empty when no name follows."""
    empty: Fact[str] | None = None
    for line in zone.iter(_LIGNE_DE_COLONNES):
        cells = _cut_columns(line.group())
        rank = next((index for index, cell in enumerate(cells) if title.match(cell)), None)
        both = sum(bool(_TITRE_MAIRE.match(cell) or _TITRE_SECRETAIRE.match(cell)) for cell in cells)
        if rank is None or both < 2:
            continue
        for below in zone.texte[line.end() : zone.end].split("\n")[1 : _LIGNES_APRES + 1]:
            names = [clean_name(cell) for cell in _cut_columns(below)]
            if len(names) == len(cells) and (name := names[rank]) is not None:
                return Fact(value=name, start=line.start(), end=line.end())
        empty = Fact(value="", start=line.start(), end=line.end(), certitude=Certitude.DEDUIT)
    return empty


def _cut_columns(line: str) -> list[str]:
    """Cut a line where three blanks, a tab or a bar separate its columns."""
    return [cell.strip() for cell in _ENTRE_COLONNES.split(line.strip(" |\t")) if cell.strip()]


def _read_block(zone: Passage, patterns: tuple[re.Pattern[str], ...]) -> Fact[str] | None:
    for pattern in patterns:
        matches = list(zone.iter(pattern))
        for match in reversed(matches):
            name = clean_name(match["nom"]) if match["nom"] else ""
            if name is None:
                continue
            certitude = Certitude.LU if name else Certitude.DEDUIT
            return Fact(value=name, start=match.start(), end=match.end(), certitude=certitude)
    return None


def is_cut_short(acte: Passage) -> bool:
    """True when the text stops in the middle of a sentence: an extract of a longer document."""
    text = _PIED_DE_PAGE.sub("", str(acte)).rstrip()
    if not text or text.endswith(_FERME):
        return False
    last_line = text[text.rfind("\n") + 1 :]
    return len(last_line) > 60 or bool(
        re.search(r"\b(?:de|du|des|la|le|les|et|à|au|aux|en|par|pour|que|qui)$", last_line)
    )
