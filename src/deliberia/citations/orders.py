"""Arrêtés and circulars: those of the State, and the arrêtés of local authorities."""

from __future__ import annotations

import re

from deliberia.citations.events import Reference, Text
from deliberia.citations.laws import BACK_AFTER
from deliberia.citations.local_acts import read_named, read_others
from deliberia.citations.local_numbers import read_local_number
from deliberia.citations.titles import read_described
from deliberia.model.citation import TargetKind

_LOCAL = re.compile(
    r"(?a)\b(?:(?:municipa|communa|intercommuna|communautaire|departementa|metropolitain|regiona|syndica|"
    r"permanent|temporaire)[a-z]*|"
    r"(?:du|le|la|madame|monsieur) maire|(?:du|le) president|la presidente|"
    r"de circulation|de voirie|de police|de delegation|d'alignement|de peril|mon|son|notre|votre)\b"
)
_STATE = re.compile(
    r"(?a)\b(?:inter-?prefectora|prefectora|interdepartementa|inter-?ministeriel|"
    r"minister|minist(?:re|ere)s?\b|royal|prefete?|garde des sceaux|secretaire d'etat|"
    r"ars\b|agence regionale|dreal|ddt|rectora|recteur|sous-prefet)"
)
_DECONCENTRE = re.compile(
    r"(?a)\b(?:(?:inter-?)?prefectora|interdepartementa|(?:sous-)?prefete?\b|ars\b|agence regionale|dreal|"
    r"ddt|rectora|recteur)"
)
"""Authorities of the State whose arrêtés are acts of a territory, not texts of the nation."""
_DECONCENTRE_AFTER = re.compile(
    r"(?a)[\s,(]{1,4}(?:(?:pris |signe |delivre )?(?:par |du |de )(?:m\. |mme |monsieur |madame )?"
    r"(?:l[ea] )?(?:sous-)?prefete?\b|"
    r"portant (?:creation|extension|modification|fusion|statuts|refonte|transformation)"
    r"[^.;\n]{0,40}(?:communaute|syndicat|metropole|perimetre|statuts))"
)
_STATE_AFTER = re.compile(
    r"(?a)[^.;\n]{0,40}\b(?:(?:du|le|la)\s(?:sous-)?prefete?\b|prefectora|ministre|"
    r"pris (?:pour|en) application|"
    r"declarant d'utilite publique|portant (?:creation|extension|modification|fusion|statuts|refonte|"
    r"transformation)[^.;\n]{0,40}(?:communaute|syndicat|metropole|perimetre|statuts)|"
    r"relatif aux? (?:montants?|taux|corps|mesures|prescriptions|conditions|instruction|cadre))"
)
_BODY_CHANGED = re.compile(
    r"(?a)\b(?:creation|constituti(?:f|on)|extension|modification|fusion|refonte|transformation|"
    r"dissolution|retrait|adhesion)\b[^.;\n]{0,60}"
    r"\b(?:communaute|syndicat|metropole|perimetre|statuts|sivom|sivu)"
)
"""What only the prefect may decide of local authorities."""
_LOCAL_AFTER = re.compile(r"(?a)\s{1,3}(?:du|de (?:m\.|monsieur|madame|mme) l[ea]) (?:maire|president)")
_OWNED = re.compile(r"(?a)\b(?:mon|son|notre|votre)\s{1,3}$")
_VERB = re.compile(r"(?a)\b(?:ete|est|sont|fut|sera|avoir|ont|a)\s{1,3}$")
_PRESENT = re.compile(r"(?a)\b(?:presente?|projets? d'|par)\s{0,3}$")
_PARTICIPLE = re.compile(r"(?a)\s+(?:le|en|au|a\sla\sdate)\s")
_DETERMINED = re.compile(
    r"(?a)(?:'\s{0,3}|\b(?:vu|un|une|cet|les|des|ces|ledit|lesdits|dudit|par|et|ou|de|deux|trois|nos|vos|ses|leurs?|"
    r"dernier|premier|meme|nouvel|present|dit)\s{1,3})$"
)
"""« le PLU | arrêté le 12 mars 2020 »: after a noun, a participle."""
_NAMED = re.compile(
    r"(?a)\s{1,3}(?:de\s(?:m\.|mme|monsieur|madame|la\s)|portant|fixant|permanent|temporaire|complementaire|conjoint|"
    r"inter|prefect|minist|munic|du\s|n|en date|depart|commu)"
)
_NOR = re.compile(
    r"(?a)[\s,(:]{0,4}(?:n\s?°\s?)?nor\s?[:/°n ]{0,4}\s?"
    r"(?P<nor>[a-z]{3,4}\s?[/.]?\s?[a-z]?\s?[/.]?\s?\d[\d/ ]{1,8}\d\s?[/.]?\s?[a-z]?)(?![a-z0-9])"
)
_NOR_BARE = re.compile(r"(?a)[\s,(]{0,3}(?:n\s?°\s?)?(?P<nor>[a-z]{4}\d{7}[a-z])(?![a-z0-9])")
_NOR_FORM = re.compile(r"[A-Z]{4}\d{7}[A-Z]$")
_ADJECTIVES = re.compile(
    r"(?a)(?:\s{1,3}(?:inter-?)?(?:ministeriel(?:le)?s?|prefectorale?s?|prefectoraux|interdepartemental|conjointe?s?|"
    r"modifiee?s?|royal|individuel|reglementaire|technique|commune|communal|successi(?:fs?|ves?)|cadre|"
    r"du (?:premier )?(?:minist(?:re|ere)|prefet)(?:\s[^,.;\d]{1,60}?)?(?=\s(?:du|en date|n)\b)))*"
)


def _nor(flat: str, raw: str, place: int) -> tuple[str, int] | None:
    found = _NOR.match(flat, place) or _NOR_BARE.match(flat, place)
    if not found:
        return None
    return re.sub(r"[\s.]", "", raw[found.start("nor") : found.end("nor")]).strip("/").upper(), found.end()


def _read(flat: str, raw: str, end: int) -> tuple[Reference, int] | None:
    """Read NOR, number and date, in any order."""
    lead = _ADJECTIVES.match(flat, end)
    place = lead.end() if lead else end
    nor = _nor(flat, raw, place)
    named = read_named(flat, raw, nor[1] if nor else place) or (
        read_named(flat, raw, end) if not nor else None
    )
    if named and not nor and (late := _nor(flat, raw, named[1])):
        named[0].num, named = late[0], (named[0], late[1])
    if nor:
        reference = Reference(nor[0], named[0].date if named else None)
        return reference, named[1] if named and named[0].date else nor[1]
    return named


def _read_titled(flat: str, raw: str, end: int) -> tuple[Reference, int] | None:
    """Read « arrêté préfectoral portant création de … du 12 décembre 2012 »."""
    return read_described(
        flat, end, lambda place: _nor(flat, raw, place) or read_local_number(flat, raw, place, marked=True)
    )


def _is_local(flat: str, start: int, end: int, reference: Reference, stop: int) -> bool:
    """Say whose arrêté it is: by its words, else by its number (the State's rarely bear one in acts)."""
    inside = flat[end:stop]
    if _STATE.search(inside) or _NOR_FORM.match(reference.num) or _BODY_CHANGED.search(inside):
        return False
    if _LOCAL_AFTER.match(flat, stop):
        return True
    if _LOCAL.search(inside) or _OWNED.search(flat[max(0, start - 8) : start]):
        return True
    return bool(reference.num) and not _STATE_AFTER.match(flat, stop)


def _is_deconcentre(flat: str, end: int, stop: int) -> bool:
    """Say whether an arrêté of the State is one of a prefect or of its services in a territory."""
    inside = flat[end:stop]
    return bool(
        _DECONCENTRE.search(inside) or _BODY_CHANGED.search(inside) or _DECONCENTRE_AFTER.match(flat, stop)
    )


def _is_no_citation(flat: str, raw: str, start: int, end: int) -> bool:
    """« a été arrêté le 16 octobre » is a verb, « le présent arrêté » the act itself."""
    before = flat[max(0, start - 12) : start]
    if _VERB.search(before) and not raw[start].isupper():
        return True
    if _PARTICIPLE.match(flat, end) and not _DETERMINED.search(before):
        return True
    return _PRESENT.search(before) is not None and not _NAMED.match(flat, end)


def read_arrete(flat: str, raw: str, start: int, end: int) -> Text | None:
    """Read an arrêté: `arrete` for those of the State, `acte_local` for those of a local authority."""
    if _is_no_citation(flat, raw, start, end):
        return None
    read = _read(flat, raw, end) or _read_titled(flat, raw, end)
    if read is None:
        lead = _ADJECTIVES.match(flat, end)
        back = BACK_AFTER.match(flat, lead.end() if lead else end)
        return Text(TargetKind.ARRETE, start, end, [], back=back is not None)
    reference, stop = read
    kind = TargetKind.ACTE_LOCAL if _is_local(flat, start, end, reference, stop) else TargetKind.ARRETE
    references = [reference]
    if kind is TargetKind.ARRETE and _is_deconcentre(flat, end, stop):
        reference.deconcentre = True
    stop = read_others(flat, raw, stop, references, plural=flat[end - 1] == "s")
    for other in references:
        other.deconcentre = reference.deconcentre
    return Text(kind, start, stop, references)


def read_circulaire(flat: str, raw: str, start: int, end: int) -> Text | None:
    """Read a circular: by number, NOR or date."""
    read = _read(flat, raw, end) or _read_titled(flat, raw, end)
    if read is None:
        return None
    reference, stop = read
    references = [reference]
    stop = read_others(flat, raw, stop, references, plural=flat[end - 1] == "s")
    return Text(TargetKind.CIRCULAIRE, start, stop, references)
