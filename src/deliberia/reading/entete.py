"""Who acts, under which number and on what: the heading of an act."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deliberia.model import Certitude, CollectiviteSorte, Fact, Forme
from deliberia.reading.motifs import motif
from deliberia.reading.noms import cut_name
from deliberia.reading.objet import VISA_AVANT, read_objet
from deliberia.reading.passage import Passage, read_group
from deliberia.text import fold

_ACTES_ID = motif(
    r"\b(?P<dep>0?\d{2}|02[AB]|97\d)-(?P<siren>2\d{8})-(?P<date>(?:19"
    r"|20)\d{6})-(?P<num>[\w ./-]{1,20}?)-\s?(?P<nature>DE|AU|AR|BF|CC)\b",
    debuts="00 000 00a 00b",
)
"""The identifier that the transmission stamps on an act: département, SIREN, date, number, nature."""

_ORGANES = (
    (
        CollectiviteSorte.CCAS,
        motif(
            r"\bconseil\s+d['’]administration\s+(?:du|de\s+la|de\s+l['’])?\s*"
            r"(?:C\.?(?:C|I)\.?A\.?S\b|centre\s+(?:inter)?communal\s+d['’]action\s+sociale)",
            re.I,
            debuts="con",
        ),
    ),
    (
        CollectiviteSorte.EPCI,
        motif(
            r"\bconseil\s+(?:communautaire|m[ée]tropolitain|de\s+(?:la\s+)?communaut[ée])", re.I, debuts="con"
        ),
    ),
    (CollectiviteSorte.SYNDICAT, motif(r"\b(?:comit[ée]|conseil)\s+syndical", re.I, debuts="com con")),
    (CollectiviteSorte.COMMUNE, motif(r"\bconseils?\s+municipa(?:l|ux)", re.I, debuts="con")),
)
_CCAS = motif(r"\bC\.?C\.?A\.?S\b|\bcentre\s+communal\s+d['’]action\s+sociale", re.I, debuts="c cc cca cen")
_COMMUNAUTE = motif(r"\bcommunaut[ée]\s+(?:de\s+communes|d['’]agglom[ée]ration|urbaine)", re.I, debuts="com")
_ORGANE_CCAS = motif(r"\bconseil\s+d['’]administration", re.I, debuts="con")
_AUTRE_ORGANE = motif(r"\bconseil\s+(?:d[ée]partemental|r[ée]gional|g[ée]n[ée]ral)\b", re.I, debuts="con")
_NOM = motif(
    r"(?i:\b(?:commune|ville|mairie)\s+(?:de\s+|d\s?['’]\s?|du\s+|des\s+)|"
    r"\bcommunaut[ée]\s+(?:de\s+communes|d['’]agglom[ée]ration|urbaine)\s+(?:de\s+|d['’]|du\s+|des\s+)?|"
    r"\b(?:conseil\s+municipal|CCAS|centre\s+communal\s+d['’]action\s+sociale)\s+"
    r"(?:de\s+la\s+(?:commune|ville)\s+)?(?:de\s+|d\s?['’]\s?|du\s+|des\s+))"
    r"(?P<nom>(?:(?:la|le|les|l['’])\s*)?[A-ZÀ-Þ][\w'’-]*(?:[ -](?:(?:sur|sous|en|les|lès|la|le|de|du"
    r"|des|d['’]|et|aux)[ -])*"
    r"[A-ZÀ-Þ][\w'’-]*){0,6})",
    debuts="cca cen com con mai vil",
)
_PAS_UN_NOM = motif(r"^(?:s[ée]ance|la\s|le\s|\d|conseil|registre|convocation)", re.I)
_DEPARTEMENT = motif(
    r"\bd[ée]partement\s*(?::|de\s+la\s+|de\s+l['’]\s?|de\s+|d['’]\s?|du\s+"
    r"|des\s+)\s*(?P<nom>[A-ZÀ-Þ][\w'’-]*(?:[ -](?:et|de|la|du)[ -][A-ZÀ-Þ]?[\w'’-]*"
    r"|[ -][A-ZÀ-Þ][\w'’-]*){0,3})",
    re.I,
    debuts="dep",
)
_DROIT_LOCAL = {"moselle": "57", "bas-rhin": "67", "haut-rhin": "68", "bas rhin": "67", "haut rhin": "68"}

_NUMERO = motif(
    r"(?i:\b(?:d[ée]lib[ée]ration|acte|extrait)(?:\s+du\s+conseil\s+\w+)?\s*(?:(?:n\s*[°ºo]|num[ée]ro"
    r"|:)\s*)+:?\s*)"
    r"(?P<num>(?:[A-Z]{1,5}\s*[-—–_]?\s*)?\d[\dA-Z]*"
    r"(?:(?:\s?[-—–/._]\s?\d[\dA-Z]*|[-—–/._][A-Z]+)(?![a-zà-ÿ])){0,4})(?!\s*(?i:du|en date))",
    debuts="act del ext",
)
_NUMERO_SEUL = motif(
    r"(?m)^\W{0,4}(?P<num>(?i:n\s*[°ºo]\s*:?\s*)?(?:(?:DEL(?:IB)?|DCM|DCC|CM|CC|D)[ _-]*)?(?:19"
    r"|20)\d{2}(?:\s?[-—–/._]\s?[\dA-Z]+){1,4})\s*(?:$|[-:–—]|(?i:objet))"
)
_NUMERO_COURT = motif(r"(?m)^\W{0,4}(?i:n\s*[°º]|num[ée]ro)\s*:?\s*(?P<num>[A-Z\d][\w ./–—-]{0,24}?)\s*$")
_NUMERO_LIBRE = motif(
    r"\b(?P<num>(?:DEL(?:IB)?|DCM|DCC)\s?[-_ ]?\s?\d[\d-]*(?:\s?[-/._]\s?\d+){0,3}|(?:19"
    r"|20)\d\d\s?/\s?\d{1,4}(?:/\w+)?)\b(?!\s*du\b)",
    debuts="000 dcc dcm del",
)
_HEURE = motif(
    r"\bà\s+(?P<heure>\d{1,2}\s?(?:h(?:eures?)?|:)\s?(?:\d{2})?|(?:dix|onze|douze|vingt|huit|neuf"
    r"|quatorze|quinze|seize)"
    r"[a-zà-ÿ -]{0,18}?\s+heures?(?:\s+(?:trente|quinze|quarante[- ]cinq))?)",
    re.I,
    debuts="a",
)


@dataclass(frozen=True, slots=True)
class EnteteLu:
    """Facts of the heading."""

    sorte: Fact[CollectiviteSorte] | None
    nom: Fact[str] | None
    departement: Fact[str] | None
    numero: Fact[str] | None
    objet: Fact[str] | None
    heure: Fact[str] | None


def read_entete(acte: Passage, entete: Passage, forme: Forme) -> EnteteLu:
    """Read the heading; `acte` is the whole act, where the name and the sort of authority may stand."""
    stamp = acte.search(_ACTES_ID)
    heure = entete.search(_HEURE)
    return EnteteLu(
        sorte=_read_sorte(acte, entete, stamp),
        nom=_read_nom(entete, acte),
        departement=_read_departement(entete, stamp),
        numero=_read_numero(entete, stamp),
        objet=read_objet(acte, entete, forme),
        heure=read_group(heure, "heure") if heure else None,
    )


def _read_sorte(
    acte: Passage, entete: Passage, stamp: re.Match[str] | None
) -> Fact[CollectiviteSorte] | None:
    if stamp is not None and stamp["siren"].startswith(("21", "20", "24", "26")):
        by_siren = {"21": CollectiviteSorte.COMMUNE, "26": CollectiviteSorte.CCAS}
        sorte = by_siren.get(stamp["siren"][:2], CollectiviteSorte.EPCI)
        return Fact(value=sorte, start=stamp.start(), end=stamp.end(), certitude=Certitude.DEDUIT)
    for zone in (entete, acte):
        certitude = Certitude.LU if zone is entete else Certitude.DEDUIT
        found = [(match, sorte) for sorte, pattern in _ORGANES if (match := zone.search(pattern))]
        if not found and zone.search(_ORGANE_CCAS) and (match := zone.search(_CCAS)):
            found = [(match, CollectiviteSorte.CCAS)]
        other = zone.search(_AUTRE_ORGANE)
        if found:
            match, sorte = min(found, key=lambda item: item[0].start())
            if other is None or match.start() < other.start():
                return Fact(value=sorte, start=match.start(), end=match.end(), certitude=certitude)
        if other is not None:
            return None
    named = entete.search(_COMMUNAUTE)
    if named is None:
        return None
    return Fact(
        value=CollectiviteSorte.EPCI, start=named.start(), end=named.end(), certitude=Certitude.DEDUIT
    )


def _read_nom(entete: Passage, acte: Passage) -> Fact[str] | None:
    for zone in (entete, acte):
        for match in zone.iter(_NOM):
            name = cut_name(match["nom"])
            if not _PAS_UN_NOM.match(name):
                start = match.start("nom")
                certitude = Certitude.LU if zone is entete else Certitude.DEDUIT
                return Fact(
                    value=" ".join(name.split()), start=start, end=start + len(name), certitude=certitude
                )
    return None


def _read_departement(entete: Passage, stamp: re.Match[str] | None) -> Fact[str] | None:
    if stamp is not None:
        return Fact(
            value=stamp["dep"].removeprefix("0")
            if len(stamp["dep"]) == 3 and stamp["dep"][0] == "0"
            else stamp["dep"],
            start=stamp.start("dep"),
            end=stamp.end("dep"),
        )
    match = entete.search(_DEPARTEMENT)
    if match is None:
        return None
    name = fold(match["nom"]).strip()
    code = next((code for local, code in _DROIT_LOCAL.items() if name.startswith(local)), "")
    return Fact(value=code or " ".join(match["nom"].split()), start=match.start("nom"), end=match.end("nom"))


def _read_numero(entete: Passage, stamp: re.Match[str] | None) -> Fact[str] | None:
    for pattern in (_NUMERO, _NUMERO_SEUL, _NUMERO_COURT):
        for match in entete.iter(pattern):
            if pattern is _NUMERO and VISA_AVANT.search(entete.before(match.start(), 24)):
                continue
            return read_group(match, "num")
    free = entete.search(_NUMERO_LIBRE)
    if free is not None:
        return read_group(free, "num", sure=False)
    return read_group(stamp, "num", sure=False) if stamp is not None else None
