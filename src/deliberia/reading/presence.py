"""Who is there: counts, lists of names, proxies, president and secretary."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deliberia.model import Certitude, Fact, Pouvoir
from deliberia.reading.listes import read_names, read_pouvoirs
from deliberia.reading.motifs import motif
from deliberia.reading.nombres import NOMBRE, read_count
from deliberia.reading.noms import NOM, clean_name
from deliberia.reading.passage import Passage, read_group

_LABELS = motif(
    r"\b(?:(?P<pouvoirs>(?:absente?s?"
    r"|excus[ée]e?s?)(?:\(s\))?(?:\s+(?:et\s+)?excus[ée]e?s?)?[\s,]*(?:ayant\s+(?:donn[ée]"
    r"|vot[ée])[^:\n]{0,60}|(?:et\s+)?repr[ée]sent[ée]e?s?)[^:]{0,110}?:"
    r"|(?:excus[ée]e?s?\s*,?\s*(?:et\s+)?)?(?:repr[ée]sent[ée]e?s?|ayant\s+donn[ée]\s+(?:pouvoir"
    r"|procuration)s?)(?:\s*\(\d+\))?\s*(?::|\|\s*\d{1,3}\s*\|)|(?:(?:ont"
    r"|a)\s+donn[ée]\s+)?(?:pouvoirs?|procurations?|mandats?)(?:\s+(?:donn[ée]s?|[àa]"
    r"|de\s+vote))?(?:\s*\(\d+\))?\s*(?::|\|\s*\d{1,3}\s*\|))"
    r"|(?P<absents>(?:[ée]taient\s+)?(?:absente?s?|excus[ée]e?s?)(?:\s*(?:,|et|/|-|ou)?\s*(?:absents?"
    r"|(?:non\s+)?excus[ée]e?s?|non\s+repr[ée]sent[ée]e?s?"
    r"|sans\s+pouvoir))*(?:\(s\))?(?:\s*\(\d+\))?\s*(?::|\|\s*\d{1,3}\s*\|))"
    r"|(?P<presents>(?:[ée]taient\s+|sont\s+|membres\s+"
    r"|conseillers\s+)?pr[ée]sente?s?(?:\s*\(\d+\))?\s*(?::|\|\s*\d{1,3}\s*\|))"
    r"|(?P<fin>ne\s+pren\w+\s+pas\s+part|secr[ée]taire|nombre\s+d[eu]|date\s+d|quorum|objet\s*:"
    r"|ordre\s+du\s+jour|assist(?:ai(?:en)?t|[ée])|en\s+exercice|votants?\b|suffrages|formant\s+la"
    r"|l['’]assembl[ée]e|il\s+a\s+[ée]t[ée]|a\s+[ée]t[ée]\s+(?:[ée]lu|nomm|d[ée]sign)|(?:le|la"
    r"|madame\s+la|madame\s+le|monsieur\s+le|m\.\s+le|mme\s+la|mme\s+le)\s+(?:maire"
    r"|pr[ée]sidente?)\s+(?:ouvre|d[ée]clare|rap|expose|inform|indique|constate|pr[ée]sente|souhaite"
    r"|donne)|d[ée]lib[ée]ration\s+n|conform[ée]ment|le\s+conseil\s+(?:municipal|communautaire"
    r"|syndical)|le\s+pr[ée]sident\s+ayant|les\s+membres\s+pr[ée]sents|Vu\b|rapporteur|convocation"
    r"|[ée]lue?\s+secr|ouverture\s+de|d[ée]but\s+de|sommaire\b|rapporte\b))|(?P<trait>_{5,}|\*{3,}|#{2,})",
    re.I,
)
_ELU_SECRETAIRE = motif(r"\ba\s+[ée]t[ée]\s+(?:[ée]lu|nomm|d[ée]sign)", re.I)
_DEBUT_DE_PHRASE = motif(r"(?:\n|(?<=[\s.])(?=(?:M\.|Mme|Monsieur|Madame)\s))[^\n:,;]{2,60}$")
_EN_EXERCICE = (
    motif(
        rf"\b(?:membres|conseillers|d[ée]l[ée]gu[ée]s"
        rf"|[ée]lus)[^:.\d\n]{{0,40}}\ben\s+exercice\s*(?:[:=|]|est\s+de"
        rf"|à\s+ce\s+jour\s*:)?\s*(?P<n>{NOMBRE})\b(?!\s*[./]\d)",
        re.I,
    ),
    motif(rf"\ben\s+exercice\s*[:=|]\s*(?P<n>{NOMBRE})\b", re.I),
    motif(rf"\b(?P<n>{NOMBRE})\s+(?:membres|conseillers(?:\s+\w+)?|d[ée]l[ée]gu[ée]s)\s+en\s+exercice", re.I),
)
_COUNTS = {
    "presents": motif(
        rf"\b(?:nombre\s+(?:de\s+)?(?:membres\s+"
        rf"|conseillers\s+)?)?pr[ée]sents?(?:\s+[àa]\s+la\s+s[ée]ance)?\s*(?:[:=|]"
        rf"|\s)\s*(?P<n>{NOMBRE})\b(?!\s*[/.,:]?\s*\d)(?!\s*(?:h|membres|conseillers))",
        re.I,
    ),
    "pouvoirs": motif(
        rf"\b(?:nombre\s+de\s+)?(?:membres\s+|conseillers\s+)?(?:pouvoirs?|procurations?"
        rf"|repr[ée]sent[ée]s?)\s*(?:[:=|])\s*(?P<n>{NOMBRE})\b(?!\s*\d)",
        re.I,
    ),
    "absents": motif(
        rf"\b(?:nombre\s+(?:de\s+"
        rf"|d['’])?)?absents?(?:\s+(?:et\s+)?excus[ée]s?)?\s*(?:[:=|])\s*(?P<n>{NOMBRE})\b(?!\s*\d)",
        re.I,
    ),
    "votants": motif(
        rf"\b(?:votants?|ont\s+pris\s+part\s+(?:[àa]\s+la\s+d[ée]lib[ée]ration|au\s+vote))\s*(?:[:=|]"
        rf"|est\s+de|\s)\s*(?P<n>{NOMBRE})\b(?!\s*[/.,]?\s*\d)",
        re.I,
    ),
}
_QUORUM = motif(
    rf"\bquorum(?:\s+(?:requis|n[ée]cessaire|l[ée]gal))?\s*(?::|=|\|"
    rf"|est\s+(?:donc\s+)?(?:fix[ée]\s+[àa]|de)|fix[ée]\s+[àa]|de)\s*(?P<n>{NOMBRE})\b(?!\s*%)",
    re.I,
)
_PRESIDENT = (
    motif(rf"(?i:\bpr[ée]sidence\s*(?:de|:))\s+(?P<nom>{NOM})"),
    motif(
        rf"(?i:\bsous\s+la\s+pr[ée]sidence\s+de)\s+(?i:(?:son|sa|la|le)\s+(?:pr[ée]sidente?"
        rf"|maire),?\s+)?(?P<nom>{NOM}(?:\s*,?\s+(?:le\s+)?[Mm]aire,?\s+{NOM})?)"
    ),
    motif(rf"(?i:\bpr[ée]sid[ée]e?\s+par)\s+(?P<nom>{NOM})"),
    motif(rf"(?i:\bpr[ée]sident(?:e)?(?:\s+de\s+(?:la\s+)?s[ée]ance)?\s*:)\s*(?P<nom>{NOM})"),
    motif(rf"(?P<nom>{NOM})(?i:,?\s+(?:maire|pr[ée]sidente?)?,?\s*(?:pr[ée]side|ouvre\s+la\s+s[ée]ance))"),
    motif(r"(?i:\bsous\s+la\s+pr[ée]sidence)(?P<nom>)"),
    motif(
        r"(?i:\ble\s+(?:maire|pr[ée]sident)\s*,?\s*(?:pr[ée]side|d[ée]clare\s+la\s+s[ée]ance"
        r"|ouvre\s+la\s+s[ée]ance))(?P<nom>)"
    ),
)
_SECRETAIRE = (
    motif(
        rf"(?i:\bsecr[ée]taires?(?:\s+de\s+(?:la\s+)?s[ée]ance)?)\s*(?i::|\s[-–]\s|\best\b"
        rf"|(?:a\s+[ée]t[ée]|est)\s+(?:[ée]lue?|nomm[ée]e?"
        rf"|d[ée]sign[ée]e?)(?:\s+par\s+le\s+conseil)?\s*:?)\s*(?P<nom>{NOM})"
    ),
    motif(
        rf"(?P<nom>{NOM})\s*,?\s*(?i:(?:conseill[èe]re?\s+\w+\s*,?\s*)?(?:ayant\s+[ée]t[ée]"
        rf"|a\s+[ée]t[ée]|est|[ée]tant|fut|)\s*(?:[ée]lue?|nomm[ée]e?"
        rf"|d[ée]sign[ée]e?)\s*(?:[àa]\s+l['’]unanimit[ée]\s*)?,?\s*(?:comme|en\s+(?:qualit[ée]"
        rf"|tant)\s+(?:de|que))?\s*(?:la\s+|le\s+)?secr[ée]taire)"
    ),
    motif(
        rf"(?i:secr[ée]taire\b[^.:]{{0,160}}?[.:,]?\s+(?:[àa]\s+la\s+majorit[ée][^,]{{0,20}},\s*)?)(?P<nom>{NOM})\s*,?\s*(?i:(?:a\s+[ée]t[ée]\s+|est\s+)?(?:d[ée]sign[ée]e?|[ée]lue?|nomm[ée]e?))"
    ),
    motif(
        rf"(?P<nom>{NOM})(?i:[^.\n]{{0,60}}\b(?:remplit|remplir|assure|exerce"
        rf"|accepte)\b[^.\n]{{0,40}}\bsecr[ée]taire)"
    ),
    motif(r"(?i:secr[ée]taire\s+(?:de\s+(?:la\s+)?s[ée]ance)?)(?P<nom>)"),
)
_PRESIDENCE = motif(r"pr[ée]sid|ouvre\s+la\s+s[ée]ance", re.I)
_SECRETARIAT = motif(r"secr[ée]taire", re.I)
_SECRETAIRE_VIDE = motif(
    r"secr[ée]taire(?:\s+de\s+(?:la\s+)?s[ée]ance)?\s*:\s*(?:$|\n\s*\n|\.{3,}|_{3,}|…)", re.I | re.M
)
_MOUVEMENT = motif(
    r"\b(?:arriv[ée]{1,2}e?s?\b(?!\s+au\s+terme)[^.\n]{0,40}(?:\d\s?h|\d{1,2}:\d|s[ée]ance|point"
    r"|d[ée]lib|question)|"
    r"quitt(?:e|ent|[ée]e?|ant)\b[^.\n]{0,30}(?:s[ée]ance|salle|conseil)"
    r"|d[ée]part\s+d[e'’u][^.\n]{0,50}(?:\d\s?h|[àa]\s+\d)|"
    r"sort(?:ent|i[es]?)?\s+de\s+la\s+(?:salle|s[ée]ance)|[àa]\s+(?:partir|compter)\s+(?:du\s+point"
    r"|de\s+la\s+(?:d[ée]lib[ée]ration|question))|"
    r"jusqu['’](?:au|[àa])\s+(?:point|la\s+d[ée]lib|la\s+question)|remplac[ée]e?\s+par)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PresenceLue:
    """Facts of the presence. A count printed several times with different values is None."""

    en_exercice: Fact[int] | None
    presents: Fact[tuple[str, ...]] | None
    presents_nombre: Fact[int] | None
    pouvoirs: Fact[tuple[Pouvoir, ...]] | None
    pouvoirs_nombre: Fact[int] | None
    absents: Fact[tuple[str, ...]] | None
    absents_nombre: Fact[int] | None
    votants: Fact[int] | None
    quorum: Fact[int] | None
    president: Fact[str] | None
    secretaire: Fact[str] | None
    is_mouvements: bool


def read_presence(entete: Passage) -> PresenceLue:
    """Read the presence in the heading of an act."""
    presents, absents, pouvoirs = _read_lists(entete)
    counts = {name: _read_unique_count(entete, pattern) for name, pattern in _COUNTS.items()}
    return PresenceLue(
        en_exercice=_read_en_exercice(entete),
        presents=presents,
        presents_nombre=counts["presents"] or _count_after_list(entete, presents),
        pouvoirs=pouvoirs,
        pouvoirs_nombre=counts["pouvoirs"],
        absents=absents,
        absents_nombre=counts["absents"],
        votants=counts["votants"],
        quorum=_read_unique_count(entete, _QUORUM),
        president=_read_person(entete, _PRESIDENT, _PRESIDENCE),
        secretaire=None
        if entete.search(_SECRETAIRE_VIDE)
        else _read_person(entete, _SECRETAIRE, _SECRETARIAT),
        is_mouvements=entete.search(_MOUVEMENT) is not None,
    )


def has_mouvements(passage: Passage) -> bool:
    """True when the text tells that someone arrives, leaves or is replaced."""
    return passage.search(_MOUVEMENT) is not None


def _read_en_exercice(entete: Passage) -> Fact[int] | None:
    for pattern in _EN_EXERCICE:
        fact = _read_unique_count(entete, pattern)
        if fact is not None and fact.value > 2:
            return fact
    return None


def _read_unique_count(entete: Passage, pattern: re.Pattern[str]) -> Fact[int] | None:
    facts = [fact for match in entete.iter(pattern) if (fact := read_count(match, "n")) is not None]
    if not facts or len({fact.value for fact in facts}) > 1:
        return None
    return facts[0]


def _read_lists(
    entete: Passage,
) -> tuple[Fact[tuple[str, ...]] | None, Fact[tuple[str, ...]] | None, Fact[tuple[Pouvoir, ...]] | None]:
    labels = list(entete.iter(_LABELS))
    ends = sorted([label.start() for label in labels] + _find_elections(entete))
    presents: list[Fact[tuple[str, ...]]] = []
    absents: list[Fact[tuple[str, ...]]] = []
    pouvoirs: list[Fact[tuple[Pouvoir, ...]]] = []
    for label in labels:
        kind = label.lastgroup
        if kind in ("fin", "trait"):
            continue
        end = next((offset for offset in ends if offset >= label.end()), entete.end)
        segment = entete.narrow(label.end(), min(end, label.end() + 8000))
        if kind == "presents":
            _append(presents, read_names(segment))
        else:
            _append(pouvoirs, read_pouvoirs(segment, is_list=kind == "pouvoirs"))
            if kind == "absents":
                _append(absents, read_names(segment))
    return _merge_names(presents), _merge_names(absents), _merge_pouvoirs(pouvoirs)


def _find_elections(entete: Passage) -> list[int]:
    """Where a sentence such as « Mme Untel a été élue secrétaire » begins: its name ends the list before."""
    starts = []
    for match in entete.iter(_ELU_SECRETAIRE):
        window = entete.narrow(match.start() - 75, match.start())
        found = window.search(_DEBUT_DE_PHRASE)
        starts.append(found.start() if found else match.start())
    return starts


def _append(
    facts: list[Fact[tuple[object, ...]]] | list[Fact[tuple[str, ...]]] | list[Fact[tuple[Pouvoir, ...]]],
    fact: object,
) -> None:
    if isinstance(fact, Fact):
        facts.append(fact)


def _merge_names(facts: list[Fact[tuple[str, ...]]]) -> Fact[tuple[str, ...]] | None:
    if not facts:
        return None
    sure = len(facts) == 1 and facts[0].certitude is Certitude.LU
    return Fact(
        value=tuple(name for fact in facts for name in fact.value),
        start=facts[0].start,
        end=facts[0].end,
        certitude=Certitude.LU if sure else Certitude.DEDUIT,
    )


def _merge_pouvoirs(facts: list[Fact[tuple[Pouvoir, ...]]]) -> Fact[tuple[Pouvoir, ...]] | None:
    if not facts:
        return None
    merged = tuple(dict.fromkeys(pouvoir for fact in facts for pouvoir in fact.value))
    sure = all(fact.certitude is Certitude.LU for fact in facts)
    return Fact(
        value=merged,
        start=facts[0].start,
        end=facts[0].end,
        certitude=Certitude.LU if sure else Certitude.DEDUIT,
    )


def _count_after_list(entete: Passage, presents: Fact[tuple[str, ...]] | None) -> Fact[int] | None:
    """Read « (25) » printed at the end of the list of those present."""
    if presents is None or presents.end is None:
        return None
    match = motif(r"\s*[,.]?\s*\((?P<n>\d{1,3})\)").match(entete.texte, presents.end, entete.end)
    return read_count(match, "n") if match else None


def _read_person(
    entete: Passage, patterns: tuple[re.Pattern[str], ...], trigger: re.Pattern[str]
) -> Fact[str] | None:
    """Try the patterns, best first, around each place where the trigger stands."""
    zones = [entete.narrow(match.start() - 190, match.end() + 210) for match in entete.iter(trigger)][:6]
    for pattern in patterns:
        for zone in zones:
            for match in zone.iter(pattern):
                if not match["nom"]:
                    return Fact(value="", start=match.start(), end=match.end(), certitude=Certitude.DEDUIT)
                name = clean_name(match["nom"])
                if name is not None:
                    fact = read_group(match, "nom")
                    return Fact(value=name, start=fact.start, end=fact.end)
    return None
