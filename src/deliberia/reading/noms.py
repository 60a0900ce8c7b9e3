"""Names of people as councils print them, and when two of them may be one person."""

from __future__ import annotations

import re
from functools import lru_cache

from deliberia.reading.motifs import motif
from deliberia.text import fold

CIVILITE = r"(?:Mesdames|Messieurs|Madame|Monsieur|Mademoiselle|Mmes|MM\.?|Mme\.?|Mlle|Mr\.?|M\.|M(?=\s))"
_MOT = r"(?:[A-ZÀ-ÖØ-Þ](?:\w?\.(?:-?[A-ZÀ-ÖØ-Þ]\.){0,2}|['’]?[\w'’]*)(?:-[A-ZÀ-ÖØ-Þa-zà-öø-þ](?:\w?\.|\w*))*)"
_PARTICULE = r"(?:de\s+la|de\s+l['’]|de|du|des|d['’]|le|la|van|von|di|da|el)"
_PAS_CIVILITE = rf"(?!{CIVILITE}(?!\w))"
NOM = rf"(?:{CIVILITE}\s+)?{_PAS_CIVILITE}{_MOT}(?:\s+{_PAS_CIVILITE}(?:{_PARTICULE}\s*)?{_MOT}){{0,4}}"
"""A name: optional civility, then capitalised words joined by particles. Case-sensitive."""

_MINUSCULE = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-þ]+(?:-[A-ZÀ-ÖØ-Þ]?[a-zà-öø-þ]+)*"
_CAPITALES = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+"
NOM_BORNE = (
    rf"(?:(?:{CIVILITE}\s+)?(?:{_PAS_CIVILITE}{_MINUSCULE}\s+){{1,2}}(?:{_PARTICULE}\s*)?{_CAPITALES}"
    rf"(?:\s+{_PAS_CIVILITE}(?:{_PARTICULE}\s*)?{_CAPITALES}\b(?![a-zà-þ])){{0,2}}|{NOM})"
)
"""A name that stops after its surname in capitals: lists without commas run names together."""

_CIVILITE = motif(rf"^{CIVILITE}\s+")
_NOM = motif(rf"^{NOM}$")
_FONCTION = motif(
    r"^(?:(?:le|la|les|l['’]|et|en tant que|ont assist[ée] [àa])\s*)*"
    r"(?:(?:\d+(?:er|[èe]re|[èe]?me|nde?|e)|premi[èe]re?|second[e]?|deuxi[èe]me|troisi[èe]me|quatri[èe]me|"
    r"cinqui[èe]me|sixi[èe]me)\s+)?"
    r"(?:vice[- ]?pr[ée]sidente?s?|pr[ée]sidente?s?|maires?|adjointe?s?|conseill[eè]re?s?|conseillers?|"
    r"d[ée]l[ée]gu[ée]e?s?|membres?|titulaires?|suppl[ée]ante?s?)\b"
    r"(?:\s+(?:au|du|de la|de|d[ée]l[ée]gu[ée]e?s?|municipa(?:l|le|ux|les)|communautaires?|maire"
    r"|pr[ée]sident|"
    r"adjointe?s?|s[ée]ance|titulaires?|suppl[ée]ante?s?))*\s*[:.]?$",
    re.I,
)
_INTERTITRE = motif(
    r"(?:(?:[ée]taient|sont|ont|donn[ée]|membres?|pr[ée]sente?s?|absente?s?|excus[ée]e?s?|repr[ée]sent[ée]e?s?|pouvoirs?"
    r"|procurations?|votante?s?|[ée]lue?s?|non|et|liste|assembl[ée]e|personnel|municipal|communal|services?)\s*)+$",
    re.I,
)
"""Headings of the lists of presence, where each word may begin with a capital."""
_TITRE_DEVANT = motif(r"^(?:le|la)\s+(?:maire|pr[ée]sidente?)\s*,?\s+(?=[A-ZÀ-Þ])", re.I)
_ARRET = motif(
    r"\s(?:Nombre|[EÉ]tude|D[eé]lib\w*|D[EÉ]LIB\w*|[A-ZÀ-Þ]+\d\w*|S[eé]ance|SEANCE|SÉANCE|Extrait|EXTRAIT|PROCES"
    r"|PROC[EÈ]S|Proc[eè]s|CONSEIL|Conseil|"
    r"Au|Le|La|Les|L['’]|LE|LA|Madame|Monsieur|Mme|MME|M\.|ARRONDISSEMENT|Arrondissement|REGISTRE"
    r"|Objet|OBJET|Date|DATE|"
    r"Convocation|Quorum|Ordre|ORDRE|Votants|Absente?s?|Excus[eé]e?s?|Pr[eé]sents?|[EÉ]taient"
    r"|Pouvoirs?|Assist"
    r"|Secr[eé]taire|COMPTE|Compte|"
    r"RAPPORT|Rapport|Vu|VU|Maire|MAIRE|Pr[eé]sidente?|DU|DE|DES|ET|Adjointe?|Par|Sont|Est|En|Il|Pour"
    r"|Fait|D[eé]partement|VILLE|Ville|Canton|Publi[eé]e?|PUBLI[EÉ]E?|Commune|COMMUNE)\b(?![-'’])"
)
"""Words that begin the next line of a heading, when line breaks are lost: they end a name."""
_PARTICULE_CAPITALE = motif(r"\s(?:DE|DU|DES|LE|LA)$")
_SURNOM = motif(r"\b(?!(?:DE|DU|DES|LE|LA)\b)[A-ZÀ-Þ]{2}")
"""A surname in capitals: « Anne DE LA TOUR » holds none before its particle, which is then part of it."""
_PARENTHESE = motif(r"\([^()]{0,160}\)")
_COLLE = motif(r"(?<![\w.])((?:[A-ZÀ-Þ]\.){1,2})(?=[A-ZÀ-Þ]\w)")
"""An initial or « M. » printed against the name that follows: « M.Aubry »."""
_PUCE = motif(rf"^\w\s+(?={CIVILITE})")
"""A bullet that the reading of a page took for a letter."""


def strip_civility(name: str) -> str:
    """Remove the civility, and « le Maire » printed between it and the name."""
    bare = _CIVILITE.sub("", name.strip())
    return _TITRE_DEVANT.sub("", bare).strip(" .,;:-–—•")


def cut_name(name: str) -> str:
    """Cut a name at the word that plainly begins something else."""
    civility = _CIVILITE.match(name)
    start = civility.end() if civility else 0
    for match in _ARRET.finditer(name, max(start, 1)):
        if _PARTICULE_CAPITALE.match(match.group()) and not _SURNOM.search(name, start, match.start()):
            continue
        return name[: match.start()].rstrip(" ,.;:-")
    return name


def is_function(item: str) -> bool:
    """True for « maire », « 1er adjoint », « conseillers municipaux »: a capacity, not a person."""
    return bool(_FONCTION.match(strip_civility(item) or item.strip()))


def clean_name(item: str) -> str | None:
    """Return the name that the item holds, as printed; None when it is not plainly a name."""
    bare = " ".join(_PARENTHESE.sub(" ", item).split()).strip(" .,;:-–—•*_")
    bare = cut_name(_PUCE.sub("", _COLLE.sub(r"\1 ", bare)))
    if not bare or not _NOM.match(bare) or is_function(bare) or _INTERTITRE.match(bare):
        return None
    tokens = strip_civility(bare).split()
    if not tokens or (len(tokens) == 1 and not _CIVILITE.match(bare)):
        return None
    return bare if any(len(token.strip(".")) > 1 for token in tokens) else None


@lru_cache(maxsize=4096)
def name_tokens(name: str) -> tuple[str, ...]:
    """Give the folded words of a name without civility: « Mme Léa Le Goff » → ("lea", "le", "goff")."""
    return tuple(token.strip(".'") for token in fold(strip_civility(name)).replace("-", " ").split())


def is_same_person(one: str, other: str) -> bool:
    """True when two names may well designate one person.

    The surnames must share their words, in any order; a first name may be missing or be an initial.
    """
    first, second = name_tokens(one), name_tokens(other)
    if not first or not second:
        return False
    if len(first) > len(second):
        first, second = second, first
    rest = list(second)
    shared_words = 0
    for token in first:
        if token in rest:
            rest.remove(token)
            shared_words += len(token) > 1
            continue
        initial = next((word for word in rest if _is_initial_of(token, word)), None)
        if initial is None:
            return False
        rest.remove(initial)
    return shared_words > 0


def _is_initial_of(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) <= 2 and bool(short) and long.startswith(short[0]) and len(long) > len(short)
