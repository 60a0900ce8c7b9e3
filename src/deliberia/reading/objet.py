"""What an act is about: the words after « Objet : », beside its number, or the title above its report."""

from __future__ import annotations

import re

from deliberia.model import Certitude, Fact, Forme
from deliberia.reading.motifs import motif
from deliberia.reading.passage import Passage, read_group

VISA_AVANT = motif(
    r"\b(?:vu|par|la|les|sa|cette|pr[ée]sente|ladite|de)\s+(?:sa\s+|la\s+)?$",
    re.I,
    debuts="cet de la lad les par pre sa vu",
)
"""What stands before a number that is cited, not that of the act."""
_LABEL = motif(
    r"(?im)\bobjet(?:\s+de\s+la\s+d[ée]lib[ée]ration)?\s*(?::"
    r"|[-–—]\s)\s*(?P<objet>[^\n]*(?:\n(?!\s*\n|\s*(?:vu|consid[ée]rant|rapporteur|"
    r"m\.|mme|madame|monsieur|le\s+conseil|l['’]an|nombre|pr[ée]sents?|date|sur\s+|d[ée]partement"
    r"|s[ée]ance|#|\||article|objet|pour|contre|votants?|n[°º]))[^\n]+){0,4})",
    debuts="obj",
)
_CELLULE = motif(r"(?im)^\|\s*objet[^|\n]{0,24}\|\s*(?P<objet>[^|\n]{4,400}?)\s*\|", mots=("objet",))
"""« | Objet | Réfection de la toiture | »: a heading set in a table."""
_NUMERO = (
    r"(?:(?:DEL(?:IB)?|DCM|DCC|D)\s?[-_ .]?\s?)?(?:(?:19|20)\d\d|\d{2})\s?[-–—/._]\s?\d{1,4}"
    r"(?:\s?[-–/._]\s?\d{1,4})*"
)
_DU_NUMERO = motif(
    r"(?im)\bd[ée]lib[ée]ration\s+(?:du\s+conseil\s+\w+\s+)?"
    r"(?:n\s*[°ºo]\s*:?\s*|(?=(?-i:[A-Z]{0,5})[ _-]?20\d\d))(?-i:[A-Z]{0,5})[ _-]?\d\w*"
    r"(?:\s?[-–/._]\s?\d+)*\s*(?:\s[-–—]|[–—:])\s*(?P<objet>[^\n]{8,300})$",
    debuts="del",
)
"""An object after a dash on the line of the number."""
_AU_FIL = motif(
    rf"\b(?i:(?:d[ée]lib[ée]ration\s+)?n\s?[°º]\s*:?\s*){_NUMERO}\s*[-–—:]?\s+(?P<objet>[^\n]{{12,300}}?)"
    r"(?=[\s.,–—-]{1,3}(?:Le\s+[Cc]onseil|LE\s+CONSEIL|Vu\s|VU\s|[Rr]apporteur|RAPPORTEUR|Monsieur|Madame|M\.\s|Mme\s"
    r"|Consid[ée]rant|CONSID|Nombre|Pr[ée]sents|[ÉE]taient|L['’]an\s|COMMUNE|COMMUNAUT|Date\s|S[ée]ance)|$)",
    debuts="del n no",
)
"""The same in a text without line breaks."""
_PAS_AU_NUMERO = motif(
    r"(?:le\s+|du\s+)?\d{1,2}(?:er)?[\s/.-]|page\b|rapporteur|nomenclature|mati[èe]re|affich|publi[ée]e?\b|transmi"
    r"|annexes?\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    re.I,
)
_CAPITALES = motif(r"(?m)^\s*(?P<objet>(?=[^\n]*[A-ZÀ-Þ]{4})[^a-z\n]{12,300})$")
_MARKDOWN = motif(r"(?m)^#{1,3}\s+(?P<objet>[^\n]{6,600})$")
_PAS_UN_TITRE = motif(
    r"r[ée]publique|d[ée]partement|arrondissement|commune|ville\b|mairie|extrait|registre|conseil|s[ée]ance|"
    r"d[ée]lib[ée]ration|proc[èe]s|pr[ée]sents?|absents?|canton|libert[ée]|convocation|pr[ée]fecture|"
    r"nombre|quorum|ordre du jour|communaut[ée]|projet|secr[ée]taire|re[çc]u|\bid\b",
    re.I,
)
RUBRIQUE = motif(
    r"(?:pr[ée]sent|absent|excus|secr[ée]taire|s[ée]ance|convo|quorum|r[ée]publique|le\s+conseil"
    r"|l['’]an\b|pouvoir|nombre|membres|votants|"
    r"[ée]taient|d[ée]lib[ée]ration|acte\s+n|num[ée]ro|procuration|repr[ée]sent|date|d[ée]partement"
    r"|arrondissement|canton|commune|ville|domaine\s*:|nomenclature|mati[èe]re\s*:|classification|service\s*:"
    r"|mairie|extrait|registre|\|)",
    re.I,
)
"""Words that begin a line of the heading, not a title."""
_RAPPORTEUR = motif(
    r"(?:rapporteure?\s*:.*|(?:(?:M\.|Mme|Monsieur|Madame)\s+|[A-ZÀ-Þ][a-zà-þ]+(?:-[A-ZÀ-Þ][a-zà-þ]+)?\s+){1,2}"
    r"(?:(?:DE|EL|LE|LA|DU)\s+){0,2}[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}\s*(?:,\s*[a-zà-þ -]{4,40})?"
    r"(?:\s*rapporte(?:ur)?\s*:?)?)\s*$"
)
"""A line that names who reports: « Étienne DELMAS rapporte : »."""
_DE_POINT = motif(
    rf"\s*(?:D[ée]lib[ée]ration\s+)?(?:n\s?[°º]\s*)?{_NUMERO}[ \t]*"
    r"(?:[-:–—][ \t]*|\n?(?=objet))(?:objet\s*:\s*)?"
    r"(?P<objet>[^\n]+(?:(?<=[^\n]{48})\n(?!\s*\n|\s*(?:rapport|vu\b|consid|m\.|mme|madame|monsieur|le\s|l['’]|la\s"
    r"|#|\|))[^\n]{1,120}(?=\n)){0,2})",
    re.I,
)
"""The line of an item of minutes, and what goes on below it."""
_DEVANT = motif(
    rf"\s*(?:[*#|]+\s*|[-–—:•]\s+|(?:objet|intitul[ée]|sujet|th[èe]me|titre)(?:\s+de\s+la\s+d[ée]lib[ée]ration)?\s*:\s*"
    rf"|(?-i:OBJET|Objet)\s+(?=[A-ZÀ-Þ])"
    rf"|(?:d[ée]lib[ée]ration\s+)?(?:n\s?[°º]\s*:?\s*)?{_NUMERO}(?!\d)\s*[-–—:.]?\s+|\d{{1,2}}\s?(?:°\s?\)?|[.)])\s*[-–—]?\s*)",
    re.I,
)
"""What stands before the object itself: a label, the number of the act, its rank."""
_AUTOUR = " \t\n\r*_|#:;,-–—\u00a0\u202f"
_ENTRE_GUILLEMETS = motif(r"«[^«»]*»")
_TITRE_SEUL = motif(r"(?m)^[ \t]*(?P<objet>[^\s|#][^\n]{11,158})(?=\n[ \t]*\n)")
_PHRASE = motif(
    r"(?i:accus[ée]|minist[èe]re|certifi|transmi|annexe)|[.,;:]$|(?:M\.|Mme|Monsieur|Madame|MM\.)\s|\d{4}\b|,[^,]*,"
)
"""Marks of a line that is no title: a sentence, a person, a date, a list."""
_MOT = motif(r"[^\W\d_]{4}")
_LIGNES = 8
"""Lines of the longest title."""
_LARGEUR = 160


def read_objet(acte: Passage, entete: Passage, forme: Forme) -> Fact[str] | None:
    """Read the object: where a label or a number announces it, else the title of the heading.

    Minutes that are not cut have no object of their own: only a label is trusted there.
    """
    found = _read_announced(acte, entete, forme)
    if found is None and forme is not Forme.PROCES_VERBAL:
        found = _read_title(acte, entete)
    return found


def _read_announced(acte: Passage, entete: Passage, forme: Forme) -> Fact[str] | None:
    if forme is Forme.POINT and (match := _DE_POINT.match(acte.texte, acte.start, acte.end)):
        found = _trim(acte, read_group(match, "objet"))
        if found is not None:
            return found
    is_flat = "\n" not in acte.after(acte.start, 1500)
    heading = acte.narrow(end=max(entete.end, acte.start + 3000))
    for pattern in (_LABEL, _CELLULE):
        for match in heading.iter(pattern):
            if match["objet"].strip(" .…_-"):
                fact = read_group(match, "objet")
                found = _trim(acte, _cut_flat(fact, acte) if is_flat else fact)
                if found is not None:
                    return found
    if forme is Forme.PROCES_VERBAL:
        return None
    for match in heading.iter(_AU_FIL) if is_flat else entete.iter(_DU_NUMERO):
        if _may_follow_number(match["objet"]) and not VISA_AVANT.search(acte.before(match.start(), 24)):
            return _trim(acte, read_group(match, "objet", sure=not is_flat))
    return None


def _read_title(acte: Passage, entete: Passage) -> Fact[str] | None:
    for pattern in (_MARKDOWN, _CAPITALES):
        for match in acte.narrow(end=max(entete.end + 400, acte.start + 600)).iter(pattern):
            if not _PAS_UN_TITRE.search(match["objet"]):
                found = _trim(acte, read_group(match, "objet", sure=False))
                if found is not None:
                    return found
    return _read_lines_before_body(entete) or _read_lonely_line(entete)


def _may_follow_number(words: str) -> bool:
    """True when what follows a number is neither a date nor another label of the heading."""
    others = (RUBRIQUE, _PAS_UN_TITRE, _PAS_AU_NUMERO)
    return _MOT.search(words) is not None and not any(one.match(words) for one in others)


def _read_lines_before_body(entete: Passage) -> Fact[str] | None:
    """Take for the object the lines that stand together just above the report."""
    if len(str(entete).rstrip()) <= 200:
        return None
    kept: list[tuple[int, int]] = []
    for start, end in _list_lines_up(entete):
        bare = entete.texte[start:end]
        if not bare and kept:
            break
        if not bare or (not kept and _RAPPORTEUR.match(bare)):
            continue
        is_sentence = bare.endswith((",", ":", ";")) or (bare.endswith(".") and len(bare) > 100)
        if is_sentence or len(bare) > _LARGEUR or RUBRIQUE.match(bare):
            if not kept:
                return None
            break
        if len(kept) == _LIGNES:
            return None  # a list, not a title
        kept.append((start, end))
    return _make_title(entete, kept[-1][0], kept[0][1]) if kept else None


def _list_lines_up(entete: Passage) -> list[tuple[int, int]]:
    """Give the lines from the last to the first, without the blanks around each."""
    lines = []
    start = entete.start
    for line in str(entete).rstrip().split("\n"):
        bare = line.strip()
        first = start + line.find(bare)
        lines.append((first, first + len(bare)))
        start += len(line) + 1
    return lines[::-1]


def _read_lonely_line(entete: Passage) -> Fact[str] | None:
    """Take a line that stands alone among the labels of the heading."""
    for match in entete.iter(_TITRE_SEUL):
        line = match["objet"].strip()
        is_alone = entete.before(match.start(), 2) in ("", "\n", "\n\n")
        if is_alone and not _PAS_UN_TITRE.search(line) and not _PHRASE.search(line):
            return _make_title(entete, match.start("objet"), match.end("objet"))
    return None


def _make_title(passage: Passage, start: int, end: int) -> Fact[str] | None:
    value = passage.texte[start:end]
    found = _trim(passage, Fact(value=value, start=start, end=end, certitude=Certitude.DEDUIT))
    return found if found is not None and len(found.value) >= 8 else None


def _trim(passage: Passage, fact: Fact[str]) -> Fact[str] | None:
    """Leave out what announces the object, and who reports it; None when no word is left."""
    start, end = fact.start or 0, fact.end or 0
    while (match := _DEVANT.match(passage.texte, start, end)) and match.end() < end:
        start = match.end()
    last = passage.texte.rfind("\n", start, end)
    if last > start and _RAPPORTEUR.match(passage.texte[last:end].strip()):
        end = last
    start, end = _strip(passage.texte, start, end)
    if _ENTRE_GUILLEMETS.fullmatch(passage.texte, start, end):
        start, end = _strip(passage.texte, start + 1, end - 1)
    value = " ".join(passage.texte[start:end].split())
    if not _MOT.search(value) and len(value) < 3:
        return None
    return Fact(value=value, start=start, end=end, certitude=fact.certitude)


def _strip(texte: str, start: int, end: int) -> tuple[int, int]:
    raw = texte[start:end]
    return start + len(raw) - len(raw.lstrip(_AUTOUR)), end - len(raw) + len(raw.rstrip(_AUTOUR))


def _cut_flat(fact: Fact[str], acte: Passage) -> Fact[str]:
    """Keep the first sentence of an object read in a text without line breaks: its end is a guess."""
    raw = acte.texte[fact.start or 0 : fact.end]
    match = re.search(
        r"(?<=[a-zà-ÿ)])[.]\s|\s(?=(?:VU|Vu|LE\s+CONSEIL|Le\s+[Cc]onseil|Rapporteur|Nombre\s+de)\b)", raw
    )
    end = match.start() if match else min(len(raw), 200)
    value = " ".join(raw[:end].split())
    return Fact(value=value, start=fact.start, end=(fact.start or 0) + end, certitude=Certitude.DEDUIT)
