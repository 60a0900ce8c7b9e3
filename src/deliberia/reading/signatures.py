"""The end of an act: who signs, whether the text is whole."""

from __future__ import annotations

import re

from deliberia.model import Certitude, Fact
from deliberia.reading.motifs import motif
from deliberia.reading.noms import NOM, clean_name
from deliberia.reading.passage import Passage

_FIN = 1800
_QUALITE = (
    r"(?:(?:[Ll][ea]|LE|LA|[Mm]adame\s+l[ae]|[Mm]onsieur\s+le|M\.\s+le|Mme\s+l[ae]|[Pp]our\s+l[ea]"
    r"|[Pp]/?\s*l[ea])\s+)"
    r"(?i:maire|pr[ée]sidente?)(?:\s+(?i:de\s+(?:la\s+)?(?:s[ée]ance|communaut[ée]|commune)"
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
_FERME = tuple('.;:!?»)”"…|*_-')


def read_signature_maire(acte: Passage, after: int) -> Fact[str] | None:
    """Read the block of the mayor or president in the end of the act, after the decision begins."""
    return _read_block(acte.narrow(max(after, acte.end - _FIN)), _MAIRE)


def read_signature_secretaire(acte: Passage, after: int) -> Fact[str] | None:
    """Read the block of the secretary of the meeting in the end of the act."""
    return _read_block(acte.narrow(max(after, acte.end - _FIN)), _SECRETAIRE)


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
    text = str(acte).rstrip()
    if not text or text.endswith(_FERME):
        return False
    last_line = text[text.rfind("\n") + 1 :]
    return len(last_line) > 60 or bool(
        re.search(r"\b(?:de|du|des|la|le|les|et|à|au|aux|en|par|pour|que|qui)$", last_line)
    )
