"""Lists of names, as they are printed after « Présents : » or « Pouvoirs : »."""

from __future__ import annotations

import re

from deliberia.model import Certitude, Fact, Pouvoir
from deliberia.reading.motifs import motif
from deliberia.reading.noms import CIVILITE, NOM, NOM_BORNE, clean_name, is_function, strip_civility
from deliberia.reading.passage import Passage

_SEPARATEUR_FORT = motif(r"[,;•|]|\s[-–—]{1,2}\s")
_COUPE = motif(
    rf"[,;•|]|\s[-–—]{{1,2}}\s|\s-?[–—]\s?(?=[A-ZÀ-Þ])|(?:^|\n)\s*[-–—*]\s+|\s+et\s+(?=(?:{CIVILITE}\s+)?[A-ZÀ-Þ])"
    rf"|(?:(?<=[\w)])|(?<=\w\w\.))\s+(?={CIVILITE}\s+[A-ZÀ-Þ])"
)
_COUPE_LIGNES = motif(_COUPE.pattern + r"|\n")
_NOM_EN_CAPITALES = motif(r"[A-ZÀ-Þ]{2}")
_PRENOM = motif(r"[A-ZÀ-Þ][a-zà-þ]+(?:-[A-ZÀ-Þ]?[a-zà-þ]+)?$")
"""Small councils list their members by first names alone."""
_AUTOUR = " .,:\n\t+*•–—-"
_PRENOMS_MINIMUM = 4
_SOUS_TITRE = motif(
    r"\b(?:titulaires?|suppl[ée]ante?s?|conseillers?(?:\s+municipaux"
    r"|\s+communautaires)?)\s*:",
    re.I,
    debuts="con sup tit",
)
_CIVILITE_DEUX_POINTS = motif(rf"({CIVILITE})\s*:\s*")
_PARENTHESE = motif(r"\([^()]{0,200}\)")
_COMPTE = motif(r"\((?P<n>\d{1,3})\)\s*[.;]?\s*$")
_DEBUT_NOMBRE = motif(r"\s*\d{1,3}\b\s*:?")
_RIEN = motif(r"\s*(?:n[ée]ant|aucune?|/|-|–|0)?\s*[.]?\s*$", re.I)

_CONNECTEUR = (
    r"(?:(?:,?\s*(?:qui\s+)?(?:ayant|ayants|a|avait|est|absente?|excus[ée]e?)*\s*(?:donn[ée]e?|donne"
    r"|donnant|remis|remet)\s+)?(?:son\s+)?"
    r"(?:pouvoir|procuration|mandat)\s*(?:[ée]crite?\s*)?(?:de\s+vote\s+)?(?:donn[ée]e?\s+)?(?:à|a|au"
    r"|en\s+faveur\s+de|au\s+profit\s+de)|"
    r"repr[ée]sent[ée]e?\s+par)"
)
_POUVOIR = motif(
    rf"(?P<de>{NOM})\s*(?:\([^()]{{0,80}}\)\s*)?[,(]?\s*(?i:{_CONNECTEUR})\s*:?\s*(?P<a>{NOM_BORNE})"
)
_POUVOIR_COURT = motif(
    rf"(?P<de>{NOM})\s*(?:\([^()]{{0,80}}\)\s*)?[,(]?\s*(?:(?i:{_CONNECTEUR})|,?\s*(?:à|a|par|→|=>|-->"
    rf"|donne\s+à))\s*:?\s+(?P<a>{NOM_BORNE})"
)


_REPRESENTE = motif(
    r"\s*,?\s*(?:qui\s+)?(?:(?:a|ayant|avait|est)\s+)?(?:(?:donn\w+|remis)\s+)?(?:son\s+)?(?:pouvoir"
    r"|procuration|mandat|repr[ée]sent[ée]e?)\b",
    re.I,
)
"""What follows the name of an absent member who is represented."""
_RESTE = motif(r"[A-ZÀ-Þ][\w'’-]+\s+[A-ZÀ-Þ]{2}[\w'’-]*|(?:M\.|Mme|Monsieur|Madame)\s+[A-ZÀ-Þ]")


def read_names(segment: Passage) -> Fact[tuple[str, ...]] | None:
    """Read the names of a segment; None when it holds none or too much that is not a name."""
    raw = str(segment)
    head = _DEBUT_NOMBRE.match(raw)
    offset = head.end() if head else 0
    body = raw[offset:]
    if _RIEN.match(body):
        return None
    stated = _COMPTE.search(body)
    blank = _end_of_list(body)
    body = body[:blank]
    plain = _PARENTHESE.sub(lambda found: " " * len(found.group()), body)
    plain = _SOUS_TITRE.sub(lambda found: "," + " " * (len(found.group()) - 1), plain)
    plain = _CIVILITE_DEUX_POINTS.sub(
        lambda found: found[1] + " " * (len(found.group()) - len(found[1])), plain
    )
    pattern = _COUPE if _SEPARATEUR_FORT.search(plain) else _COUPE_LIGNES
    items = [item for item in pattern.split(plain) if item and item.strip(" .:-–—*\n\t")]
    names, refused = _clean_names(items)
    first_names = [item.strip(_AUTOUR) for item in items]
    if not names and len(items) >= _PRENOMS_MINIMUM and all(map(_PRENOM.match, first_names)):
        names, refused = first_names, 1
    if not names or refused > max(1, len(names) // 4):
        return None
    sure = refused == 0 and (stated is None or int(stated["n"]) == len(names))
    start = segment.start + offset + len(body) - len(body.lstrip())
    return Fact(
        value=tuple(names),
        start=start,
        end=segment.start + offset + len(body.rstrip()),
        certitude=Certitude.LU if sure else Certitude.DEDUIT,
    )


def _clean_names(items: list[str]) -> tuple[list[str], int]:
    """Return the names of the items, and how many items hold none."""
    names: list[str] = []
    refused = 0
    for item in items:
        found = _split_lines(_REPRESENTE.split(item, maxsplit=1)[0])
        if found:
            names += found
        elif not is_function(item) and not item.strip().isdigit():
            refused += 1
    return names, refused


def _split_lines(item: str) -> list[str]:
    """Return the name of an item; two names when each of its lines is one with its surname in capitals."""
    if "\n" in item:
        lines = [line for line in item.split("\n") if line.strip()]
        names = [clean_name(line) for line in lines if _NOM_EN_CAPITALES.search(line)]
        if len(lines) > 1 and len(names) == len(lines):
            whole = [name for name in names if name and len(strip_civility(name).split()) > 1]
            if len(whole) == len(lines):
                return whole
    name = clean_name(item)
    return [name] if name else []


def _end_of_list(body: str) -> int:
    """A blank line ends the list once it has begun, unless the next line goes on with names."""
    first = len(body) - len(body.lstrip())
    for match in re.finditer(r"\n\s*\n", body):
        if match.start() < first:
            continue
        following = body[match.end() : match.end() + 60].lstrip(" -–—*•")
        if not re.match(rf"(?:{CIVILITE}\s+)?{NOM}\s*(?:[,;(\n–-]|$)", following):
            return match.start()
    return len(body)


def read_pouvoirs(segment: Passage, *, is_list: bool) -> Fact[tuple[Pouvoir, ...]] | None:
    """Read the proxies of a segment. `is_list`: it follows « Pouvoirs : », where « X à Y » is enough.

    A list with a name left over is only deduced: a proxy may have been missed.
    """
    pouvoirs: list[Pouvoir] = []
    spans: list[tuple[int, int]] = []
    for match in segment.iter(_POUVOIR_COURT if is_list else _POUVOIR):
        de, a = clean_name(_last_person(match["de"])), clean_name(match["a"])
        if de is None or a is None:
            continue
        pouvoirs.append(Pouvoir(de=de, a=a))
        spans.append(match.span())
    if not pouvoirs:
        return None
    sure = not is_list or not _has_leftover(segment, spans)
    return Fact(
        value=tuple(dict.fromkeys(pouvoirs)),
        start=spans[0][0],
        end=spans[-1][1],
        certitude=Certitude.LU if sure else Certitude.DEDUIT,
    )


def _has_leftover(segment: Passage, spans: list[tuple[int, int]]) -> bool:
    """True when two capitalised words stand between the proxies read, or soon after the last one."""
    bounds = [
        segment.start,
        *(offset for span in spans for offset in span),
        min(segment.end, spans[-1][1] + 60),
    ]
    between = " ; ".join(segment.texte[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True))
    return _RESTE.search(between) is not None


def _last_person(raw: str) -> str:
    """Keep the last name of « Mme Lise Aubry M. Paul Bost »: a list without commas."""
    parts = re.split(rf"\s+(?={CIVILITE}\s+[A-ZÀ-Þ])", raw.strip())
    return parts[-1]
