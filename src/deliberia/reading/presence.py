"""Who is there: counts, lists of names, proxies, president and secretary."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from deliberia.model import Certitude, Fact, Pouvoir
from deliberia.reading.effectifs import read_effectifs
from deliberia.reading.listes import read_names, read_pouvoirs
from deliberia.reading.motifs import motif
from deliberia.reading.nombres import read_count
from deliberia.reading.passage import Passage
from deliberia.reading.personnes import read_president, read_secretaire

_LABELS = motif(
    r"\b(?:(?P<pouvoirs>(?:absente?s?"
    r"|excus[ée]e?s?)(?:\(s\))?(?:\s+(?:et\s+)?excus[ée]e?s?)?[\s,]*(?:ayant\s+(?:donn[ée]"
    r"|vot[ée])[^:\n]{0,60}|(?:et\s+)?repr[ée]sent[ée]e?s?)[^:]{0,110}?:"
    r"|(?:[ée]tai(?:en)?t\s+)?(?:excus[ée]e?s?\s*,?\s*(?:et\s+)?)?repr[ée]sent[ée]e?s?"
    r"(?:\s*\(\d+\))?\s*(?::|\|\s*\d{1,3}\s*\|)"
    r"|(?:(?:(?:[ée]tai(?:en)?t\s+)?excus[ée]e?s?\s*,?\s*(?:et\s+)?|membres\s+|conseillers\s+)?(?:avai(?:en)?t"
    r"|ont|a|ayant)\s+(?:donn[ée]|remis)e?s?\s+(?:leurs?\s+|son\s+|une?\s+)?)?(?:pouvoirs?|procurations?"
    r"|mandats?)(?:\s+(?:donn[ée]s?|[àa]|de\s+vote|[ée]crite?s?|par\s+[ée]crit|pour\s+voter\s+en\s+leur\s+nom"
    r"|[àa]\s+(?:une?|des)\s+coll[èe]gues?))?(?:\s*\([^()\n]{1,60}\))?\s*(?::|\|\s*\d{1,3}\s*\|)"
    r"|(?<=\n)(?:avai(?:en)?t|ont|ayant)\s+donn[ée]e?s?\s+(?:leurs?\s+)?(?:pouvoirs?|procurations?)[ \t]*"
    r"(?:\n|(?=(?-i:Madame|Monsieur|Mesdames|Messieurs|Mmes?|MM?\.?)\s)))"
    r"|(?P<absents>(?:[ée]tai(?:en)?t\s+)?(?:absente?s?|excus[ée]e?s?)(?:\s*(?:,|et|/|-|ou)?\s*(?:absents?"
    r"|(?:non\s+)?excus[ée]e?s?|non\s+repr[ée]sent[ée]e?s?"
    r"|sans\s+pouvoir))*(?:\(s\))?(?:\s*\(\d+\))?\s*(?::|\|\s*\d{1,3}\s*\|))"
    r"|(?P<presents>(?:[ée]tai(?:en)?t\s+|sont\s+|membres\s+|conseillers\s+)?(?:[ée]galement\s+)?"
    r"pr[ée]sent(?:e?s?|\(e\)s)(?:\s+(?:[ée]galement|aussi))?"
    r"(?:\s+(?:mesdames|messieurs|mmes|mm)\b[^:.,;\n]{0,70})?(?:\s*\(\d+\))?"
    r"\s*(?::|\|\s*\d{1,3}\s*\|)"
    r"|(?:[ée]taient\s+pr[ée]sente?s|pr[ée]sent\(e\)s)\s+(?=(?-i:Madame|Monsieur|Mesdames|Messieurs|Mmes?|MM?)\b))"
    r"|(?P<fin>ne\s+pren\w+\s+pas\s+part|secr[ée]taire|nombre\s+d[eu]|date\s+d|quorum|objet\s*:"
    r"|ordre\s+du\s+jour|assist(?:ai(?:en)?t|[ée])|en\s+exercice|votants?\b|suffrages|formant\s+la"
    r"|l['’]assembl[ée]e|il\s+a\s+[ée]t[ée]|a\s+[ée]t[ée]\s+(?:[ée]lu|nomm|d[ée]sign)|(?:le|la"
    r"|madame\s+la|madame\s+le|monsieur\s+le|m\.\s+le|mme\s+la|mme\s+le)\s+(?:maire"
    r"|pr[ée]sidente?)\s+(?:ouvre|d[ée]clare|rap|expose|inform|indique|constate|pr[ée]sente|souhaite"
    r"|donne)|d[ée]lib[ée]ration\s+n|conform[ée]ment|le\s+conseil\s+(?:municipal|communautaire"
    r"|syndical)|le\s+pr[ée]sident\s+ayant|les\s+membres\s+pr[ée]sents|Vu\b|rapporteur|convocation"
    r"|[ée]lue?\s+secr|ouverture\s+de|d[ée]but\s+de|sommaire\b|rapporte\b))",
    re.I,
    debuts="a abs ass ava aya con dat deb del ega elu en eta exc for il l la le les m mad man "
    "mem mme mon ne nom obj ont ord ouv pou pre pro quo rap rep sec som son suf vot vu",
)
_AUSSI = motif(r"[ée]galement|aussi", re.I)
_AGENT = motif(
    r"\b(?:secr[ée]taire(?!\s+de\s+(?:la\s+)?s[ée]ance)|DGS|DGA|directeurs?|directrices?|assistante?s?|agente?s?\b"
    r"|responsables?|charg[ée]e?s?\s+de|comptables?|tr[ée]sori[èe]re?s?|techniciens?|techniciennes?"
    r"|stagiaires?|collaborat\w+|cabinet|services?\b|personnel|journalistes?|presse|public\b|architectes?"
    r"|g[ée]om[èe]tres?|gendarm\w+|receveu\w+|attach[ée]e?s?|r[ée]dact\w+|administrati\w+|invit[ée]e?s?)",
    re.I,
)
"""Those who attend without being members, named after the list."""
_TRAIT = motif(r"_{5,}|\*{3,}|#{2,}")
_ELU_SECRETAIRE = motif(r"\ba\s+[ée]t[ée]\s+(?:[ée]lu|nomm|d[ée]sign)", re.I, debuts="a")
_DEBUT_DE_PHRASE = motif(r"(?:\n|(?<=[\s.])(?=(?:M\.|Mme|Monsieur|Madame)\s))[^\n:,;]{2,60}$")
_COMPTE_FINAL = motif(r"\s*[,.]?\s*\((?P<n>\d{1,3})\)")
_MOUVEMENT = motif(
    r"\b(?:arriv[ée]{1,2}e?s?\b(?!\s+au\s+terme)[^.\n]{0,40}(?:\d\s?h|\d{1,2}:\d|s[ée]ance|point"
    r"|d[ée]lib|question)|"
    r"quitt(?:e|ent|[ée]e?|ant)\b[^.\n]{0,30}(?:s[ée]ance|salle|conseil)"
    r"|d[ée]part\s+d[e'’u][^.\n]{0,50}(?:\d\s?h|[àa]\s+\d)|"
    r"sort(?:ent|i[es]?)?\s+de\s+la\s+(?:salle|s[ée]ance)|[àa]\s+(?:partir|compter)\s+(?:du\s+point"
    r"|de\s+la\s+(?:d[ée]lib[ée]ration|question))|"
    r"jusqu['’](?:au|[àa])\s+(?:point|la\s+d[ée]lib|la\s+question)|remplac[ée]e?\s+par)",
    re.I,
    debuts="a arr dep jus qui rem sor",
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
    effectifs = read_effectifs(entete)
    return PresenceLue(
        en_exercice=effectifs.en_exercice,
        presents=presents,
        presents_nombre=effectifs.presents or _count_after_list(entete, presents),
        pouvoirs=pouvoirs,
        pouvoirs_nombre=effectifs.pouvoirs,
        absents=absents,
        absents_nombre=effectifs.absents,
        votants=effectifs.votants,
        quorum=effectifs.quorum,
        president=read_president(entete),
        secretaire=read_secretaire(entete),
        is_mouvements=entete.search(_MOUVEMENT) is not None,
    )


def has_mouvements(passage: Passage) -> bool:
    """True when the text tells that someone arrives, leaves or is replaced."""
    return passage.search(_MOUVEMENT) is not None


def _read_lists(
    entete: Passage,
) -> tuple[Fact[tuple[str, ...]] | None, Fact[tuple[str, ...]] | None, Fact[tuple[Pouvoir, ...]] | None]:
    labels = [
        label
        for label in entete.iter(_LABELS)
        if label.lastgroup != "fin" or not _is_in_brackets(entete, label.start())
    ]
    rules = [rule.start() for rule in entete.iter(_TRAIT) if not _is_in_brackets(entete, rule.start())]
    ends = sorted([label.start() for label in labels] + rules + _find_elections(entete))
    presents: list[Fact[tuple[str, ...]]] = []
    absents: list[Fact[tuple[str, ...]]] = []
    pouvoirs: list[Fact[tuple[Pouvoir, ...]]] = []
    for label in labels:
        kind = label.lastgroup
        if kind == "fin":
            continue
        end = next((offset for offset in ends if offset >= label.end()), entete.end)
        segment = entete.narrow(label.end(), min(end, label.end() + 8000))
        if kind == "presents" and _AUSSI.search(label.group()):
            _append(presents, _read_others(entete, label, segment))
        elif kind == "presents":
            _append(presents, read_names(segment) or _read_above(entete, label, segment))
        else:
            _append(pouvoirs, read_pouvoirs(segment, is_list=kind == "pouvoirs"))
            if kind == "absents":
                _append(absents, read_names(segment))
    return _merge_names(presents), _merge_names(absents), _merge_pouvoirs(pouvoirs)


def _read_others(entete: Passage, label: re.Match[str], segment: Passage) -> Fact[tuple[str, ...]] | None:
    """Read the names after « Présents également : », never sure; None when the line names staff or guests."""
    line_end = entete.texte.find("\n", label.end() + 1, entete.end)
    line = entete.narrow(label.end(), line_end if line_end > 0 else label.end() + 300)
    if line.search(_AGENT):
        return None
    names = read_names(segment)
    return replace(names, certitude=Certitude.DEDUIT) if names else None


def _is_in_brackets(entete: Passage, offset: int) -> bool:
    """True for a remark such as « (à compter de la délibération n° 3) »: it ends no list."""
    before = entete.before(offset, 60)
    return before.rfind("(") > before.rfind(")")


def _read_above(entete: Passage, label: re.Match[str], segment: Passage) -> Fact[tuple[str, ...]] | None:
    """Read the names printed above their label, where the columns of a page were read out of order.

    Only when nothing follows the label; the lines above are taken as long as they are lists.
    """
    if any(char.isalpha() for char in str(segment)):
        return None
    start = entete.texte.rfind("\n", entete.start, label.start()) + 1
    first = start
    while first > entete.start:
        previous = entete.texte.rfind("\n", entete.start, first - 1) + 1
        line = entete.texte[previous : first - 1]
        if line.strip() and "," not in line and first != start:
            break
        first = max(previous, entete.start)
    names = read_names(entete.narrow(first, start))
    return replace(names, certitude=Certitude.DEDUIT) if names else None


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
    match = _COMPTE_FINAL.match(entete.texte, presents.end, entete.end)
    return read_count(match, "n") if match else None
