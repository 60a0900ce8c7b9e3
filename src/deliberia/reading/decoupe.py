"""What a text is, and minutes cut into their items."""

from __future__ import annotations

import re
from itertools import islice

from deliberia.model import Forme
from deliberia.reading.motifs import motif
from deliberia.reading.passage import Passage

_TITRE_PV = motif(
    r"\b(?:proc[èe]s[- ]verbal|compte[- ]rendu(?!\s+(?:annuel\s+)?(?:des?\s+(?:la\s+"
    r"|l['’]\s?)?|d['’]\s?|du\s+)(?:actes?|d[ée]cisions?|d[ée]l[ée]gations?|attributions?|usage|utilisation|emploi|exercice|activit[ée]s?"
    r"|exploitation|gestion|mission|march[ée]s?|concessionnaire|d[ée]l[ée]gataire)\b)|C-R)\b",
    re.I,
    debuts="c com pro",
)
"""Minutes, not « compte rendu des décisions prises par délégation », which an act takes note of."""
_OBJET_AVANT = motif(r"\bobjet\s*:[^\n]{0,80}$", re.I, debuts="obj")
_ORDRE_DU_JOUR = motif(
    r"ORDRE\s+DU\s+JOUR|SOMMAIRE|(?:^|\n)\W*(?:[Ll]['’])?[Oo]rdre\s+du\s+jour"
    r"|[Oo]rdre\s+du\s+jour(?:\s+de\s+la\s+s[ée]ance)?\s*:"
)
"""The agenda as a heading, not « l’ordre du jour » inside a sentence."""
_TITRE_DELIBERATION = motif(
    r"\bextrait\s+du\s+registre|\bd[ée]lib[ée]ration\s+(?:du\s+conseil|n)", re.I, debuts="del ext"
)
_ENTETE = motif(
    r"\b(?:l['’]?\s*an\s+(?:deux|\d{4})|extrait\s+du\s+registre|pr[ée]sents?\s*:|convo(?:cation"
    r"|qu[ée])|en\s+exercice\b|sous\s+la\s+pr[ée]sidence|conseil\s+(?:municipal"
    r"|communautaire)\s+(?:de|du)\b|s[ée]ance\s+du\b|secr[ée]taire\s+de\s+s[ée]ance|s['’]est\s+r[ée]uni)",
    re.I,
    debuts="con en ext l lan pre s sea sec sou",
)
_DECISION = motif(
    r"\b(?:d[ée]lib[ée]r|d[ée]cid|approuv|adopt|autoris|unanimit|pour\s*:|voix\b|prend\s+acte|Vu\s+l)",
    re.I,
    debuts="ado app aut dec del pou pre una voi vu",
)
_REDACTION = motif(
    r"\bd[ée]lib[ée]r|\bconseil\s+(?:municipal|communautaire|syndical|d['’]administration)",
    re.I,
    debuts="con del",
)

_NUMERO_DE_POINT = motif(
    r"(?m)^[ \t]*(?:(?:D[ée]lib[ée]ration|DELIBERATION|DÉLIBÉRATION)\s+(?:n\s*[°ºo]\s*)?|N\s*[°º]\s*)?"
    r"(?:DEL(?:IB)?|DCM|DCC|D)?[ _-]{0,2}(?:19|20)\d{2}\s?[-/._]\s?\d{1,4}\b\s*(?=[-:–—.]|objet|$)",
    re.I,
)
_CHIFFRES = motif(r"\d+")
_TITRE_DE_POINT = motif(
    r"\s*objet\b"
    r"|[-:–—. \t]*(?![-:–—. \t\d]|commune|mairie|ville|communaut|syndicat|conseil|page|s[ée]ance)[^\n]{8}",
    re.I,
)
"""What follows the number of an item: the object on its line, or a label below."""
_OBJET_DE_POINT = motif(r"(?m)^[ \t|]*(?:#+\s*)?objet\s*:", re.I)
_POINT_MINIMUM = 220


_FORT = motif(
    r"\b(?:pr[ée]sente?s?\s*:|l['’]?\s*an\s+(?:deux|\d{4})|extrait\s+du\s+registre"
    r"|s['’]est\s+(?:assembl[ée]|r[ée]uni)|se\s+sont\s+r[ée]unis|en\s+exercice\s*:|convoqu[ée]"
    r"|date\s+de\s+(?:la\s+)?convocation)",
    re.I,
    debuts="con dat en ext l lan pre s se",
)
"""Words that only the heading of a meeting has."""
_DELIBERE = motif(r"\bd[ée]lib[ée]r[ée]\b|\bunanimit", re.I, debuts="del una")


def has_heading(acte: Passage) -> bool:
    """True when the heading of a meeting stands before the first decision."""
    first = acte.search(_DELIBERE)
    limit = first.start() if first and first.start() > acte.start + 400 else acte.start + 4000
    return acte.narrow(end=limit).search(_FORT) is not None


def recognise_forme(acte: Passage) -> Forme:
    """Say what the text is. The doubt goes to the form that fewer checks apply to."""
    head = acte.narrow(end=acte.start + 5000)
    marks = {match.group().lower()[:9] for match in head.iter(_ENTETE)}
    if not acte.search(_DECISION) or not acte.search(_REDACTION):
        return Forme.AUTRE
    heading = has_heading(acte)
    if _is_minutes(acte, head, marks):
        return Forme.PROCES_VERBAL
    if len(marks) >= 2 and heading:
        return Forme.DELIBERATION
    return Forme.POINT if len(list(islice(acte.iter(_DECISION), 2))) > 1 else Forme.AUTRE


def _is_minutes(acte: Passage, head: Passage, marks: set[str]) -> bool:
    top = head.narrow(end=acte.start + 900)
    title = next((one for one in top.iter(_TITRE_PV) if not _is_inside_objet(top, one.start())), None)
    agenda = head.search(_ORDRE_DU_JOUR)
    is_act = title is None and top.search(_TITRE_DELIBERATION)
    if agenda and not is_act and (title or len(marks) >= 2):
        return True
    several = len(find_items(acte)) > 1
    return several or (title is not None and "extrait" not in str(top).lower() and len(marks) >= 2)


def _is_inside_objet(top: Passage, offset: int) -> bool:
    """True when the minutes are what the act is about: « Objet : Approbation du procès-verbal »."""
    return top.narrow(offset - 100, offset).search(_OBJET_AVANT) is not None


def find_items(acte: Passage) -> list[int]:
    """Return where each item of minutes begins; fewer than two when the text is not cut."""
    lines = {match.start(): match for match in acte.iter(_NUMERO_DE_POINT)}
    kept: list[int] = []
    for start in _drop_agenda(acte, list(lines)):
        if not kept or not _is_running_title(acte, lines[start], lines[kept[-1]]):
            kept.append(start)
    if len(kept) < 2:
        kept = _drop_agenda(acte, [match.start() for match in acte.iter(_OBJET_DE_POINT)])
    return kept if len(kept) > 1 else []


def _is_running_title(acte: Passage, line: re.Match[str], before: re.Match[str]) -> bool:
    """True for the number of an act printed again on its next page: the same one, and no title beside it."""
    if _CHIFFRES.findall(line.group()) != _CHIFFRES.findall(before.group()):
        return False
    return _TITRE_DE_POINT.match(acte.after(line.end(), 160)) is None


def _drop_agenda(acte: Passage, starts: list[int]) -> list[int]:
    """Keep the starts followed by a real item: long enough and with words of decision."""
    kept: list[int] = []
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else acte.end
        body = acte.narrow(start, end)
        if end - start >= _POINT_MINIMUM and body.search(_DECISION):
            kept.append(start)
    return kept
