"""The vote: counts, announced result, ballot, members who step back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deliberia.model import Certitude, Decompte, Fact, Resultat, Scrutin
from deliberia.reading.motifs import motif
from deliberia.reading.nombres import NOMBRE, parse_count
from deliberia.reading.noms import NOM, clean_name
from deliberia.reading.passage import Passage

_DEUX_POINTS = r"\s*(?:[:=|]\s*)+"
_ITEM = motif(
    r"\b(?:(?:voix\s+|votes?\s+)?(?:(?P<mot>pour|contre|(?:blancs?|nuls?)(?:\s+(?:et|ou)\s+(?:blancs?"
    r"|nuls?))?"
    rf"|suffrages?\s+exprim[ée]s|votants?){_DEUX_POINTS}"
    rf"|(?P<abst>abst?entions?)\s*(?:[:=|]\s*)*)(?P<apres>{NOMBRE})\b"
    rf"|(?P<avant>{NOMBRE})\s+(?:\(\d+\)\s+)?(?:voix\s+|votes?\s+|suffrages?\s+|bulletins?\s+)?"
    r"(?P<suivi>pour(?!\s+cent)|contre|abst?entions?|blancs?|nuls?)\b)",
    re.I,
    debuts="0 00 000 abs bla cin con deu dix dou hui neu nul onz pou "
    "qua qui sei sep six soi suf tre tro un une vin voi vot zer",
)
"""A count, before or after the word that says what it counts."""
_SORTES = {"p": "pour", "c": "contre", "a": "abst", "b": "nuls", "n": "nuls", "s": "exprimes", "v": "votants"}
"""Kind of count by the first letter of its word."""
_ECART = 170
_UNANIMITE = motif(
    r"\bunanimit[ée]\b(?P<exprimes>\s+des\s+(?:suffrages\s+)?(?:exprim[ée]s|votants))?|\bunanimement\b",
    re.I,
    debuts="una",
)
_MAJORITE = motif(
    r"\b(?:[àa]\s+la\s+majorit[ée]"
    r"|vote\s*:\s*majorit[ée])\b(?!\s+(?:absolue\s+)?(?:des\s+(?:conseillers|membres)\s+en\s+exercice"
    r"|qualifi[ée]e|requise))",
    re.I,
    debuts="a vot",
)
_REJET = motif(
    r"\b(?:est\s+rejet[ée]e?|rejette|n['’](?:est|a)\s+pas\s+(?:[ée]t[ée]\s+)?adopt[ée]e?"
    r"|(?-i:REJET[ÉE]E?))\b",
    re.I,
    debuts="est n rej",
)
_PREND_ACTE = motif(r"\b(?:prend|prennent|pris|donn[ée]|donne)\s+acte\b", re.I, debuts="don pre pri")
_AUTRE_ORGANE = motif(
    r"\b(?:commission|bureau|jury|comit[ée]|avis|secr[ée]taire|cst|cap|scrutin\s+secret"
    r"|conseil\s+d['’]administration|huis\s+clos)\b[^.;\n]{0,90}$",
    re.I,
    debuts="avi bur cap com con cst hui jur scr sec",
)
_RENONCE_SECRET = motif(
    r"^[^.;\n]{0,60}\b(?:de\s+ne\s+pas|scrutin\s+secret|bulletins?\s+secrets?|main\s+lev[ée]e|huis\s+clos)",
    re.I,
)
_SECRET = motif(
    r"\b(?:scrutins?|bulletins?|votes?)\s+(?:[àa]\s+)?(?:bulletins?\s+)?secrets?\b",
    re.I,
    debuts="bul scr vot",
)
_SECRET_NON = motif(
    r"(?:ne\s+pas|sans|renonc|lieu|[ée]cart|dispens|sauf|hors|non\s|peut|peuvent|demand|r[ée]clam"
    r"|L\.?\s?2121-21)[^.;\n]{0,140}$",
    re.I,
)
_PUBLIC = motif(
    r"\bscrutin\s+public\b(?!\s+ordinaire)|\bappel\s+nominal\s+pour\s+le\s+vote|\bvote\s+nominatif",
    re.I,
    debuts="app scr vot",
)
_MAIN_LEVEE = motif(r"\bmain[s]?\s+lev[ée]e?s?\b|\bpublic\s+ordinaire\b", re.I, debuts="mai pub")
_PREPONDERANTE = motif(r"\b(?:voix|vote)\b[^.\n]{0,60}\bpr[ée]pond[ée]rante?\b", re.I, debuts="voi vot")
_NON_PARTICIPATION = motif(
    r"\b(?:(?:ne|n['’])\s*(?:prend|prennent|prenant|participe|participent|participant|a|ont|ayant)\s+pas\s+"
    r"(?:pris\s+|particip[ée]\w*\s+)?(?:part\s+)?(?:au|à\s+ce|aux|à\s+la)\s+(?:votes?"
    r"|d[ée]lib[ée]rations?|d[ée]bats?)"
    r"|non[- ]participation\s+au\s+vote|refus\s+de\s+vote)",
    re.I,
    debuts="n ne nea neo nep non ref",
)
_NOMS_AVANT = motif(
    rf"(?P<noms>{NOM}(?:\s*(?:,|et)\s+{NOM}){{0,4}})\s*(?:\([^()]{{0,60}}\)\s*)?(?:,[^.;\n]{{0,60}})?\s*$"
)
_NOMS_APRES = motif(rf"\s*:\s*(?P<noms>{NOM}(?:\s*(?:,|et|;)\s+{NOM}){{0,6}})")


@dataclass(slots=True)
class _Groupe:
    """Counts printed close to each other: one vote."""

    start: int
    end: int
    counts: dict[str, Fact[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VoteLu:
    """Facts of one vote; with several different votes in the text, `is_multiple` and their counts alone."""

    is_multiple: bool = False
    decomptes: tuple[Decompte, ...] = ()
    pour: Fact[int] | None = None
    contre: Fact[int] | None = None
    abstentions: Fact[int] | None = None
    blancs_nuls: Fact[int] | None = None
    suffrages_exprimes: Fact[int] | None = None
    votants: Fact[int] | None = None
    resultat: Fact[Resultat] | None = None
    scrutin: Fact[Scrutin] | None = None
    voix_president: Fact[str] | None = None
    ne_prennent_pas_part: Fact[tuple[str, ...]] | None = None


def read_vote(zone: Passage) -> VoteLu:
    """Read the vote in what follows the heading."""
    groupes = _read_groupes(zone)
    decomptes = _make_decomptes(groupes)
    distinct = _keep_distinct(groupes)
    if len(distinct) > 1:
        return VoteLu(is_multiple=True, decomptes=decomptes)
    counts = distinct[0].counts if distinct else {}
    return VoteLu(
        decomptes=decomptes,
        pour=counts.get("pour"),
        contre=counts.get("contre"),
        abstentions=counts.get("abst"),
        blancs_nuls=counts.get("nuls"),
        suffrages_exprimes=counts.get("exprimes"),
        votants=counts.get("votants"),
        resultat=_read_resultat(zone),
        scrutin=_read_scrutin(zone),
        voix_president=_read_preponderante(zone),
        ne_prennent_pas_part=_read_non_participation(zone),
    )


def read_votes_multiples(zone: Passage) -> VoteLu:
    """Read the counts of every vote of minutes taken as a block."""
    return VoteLu(is_multiple=True, decomptes=_make_decomptes(_read_groupes(zone)))


def _make_decomptes(groupes: list[_Groupe]) -> tuple[Decompte, ...]:
    return tuple(
        Decompte(
            start=groupe.start,
            end=groupe.end,
            pour=groupe.counts.get("pour"),
            contre=groupe.counts.get("contre"),
            abstentions=groupe.counts.get("abst"),
        )
        for groupe in groupes
    )


def _read_groupes(zone: Passage) -> list[_Groupe]:
    """Group the counts: a new vote begins when a kind comes back or when the text between is long."""
    groupes: list[_Groupe] = []
    for match in zone.iter(_ITEM):
        word = match["mot"] or match["abst"] or match["suivi"]
        kind = _SORTES[word[0].lower()]
        value = parse_count(match["apres"] or match["avant"])
        if value is None:
            continue
        fact = Fact(value=value, start=match.start(), end=match.end())
        last = groupes[-1] if groupes else None
        if last is None or kind in last.counts or match.start() - last.end > _ECART:
            last = _Groupe(match.start(), match.end())
            groupes.append(last)
        last.counts[kind] = fact
        last.end = match.end()
    return [groupe for groupe in groupes if _is_vote(groupe, zone)]


def _is_vote(groupe: _Groupe, zone: Passage) -> bool:
    """Keep a group with two kinds of counts, or one that says « voix » or stands after a colon."""
    kinds = groupe.counts.keys() & {"pour", "contre", "abst"}
    if not kinds:
        return False
    if len(groupe.counts) > 1:
        return True
    text = zone.texte[groupe.start : groupe.end].lower()
    return "voix" in text or "vote" in text or "abstention" in text or ":" in text


def _keep_distinct(groupes: list[_Groupe]) -> list[_Groupe]:
    kept: list[_Groupe] = []
    for groupe in groupes:
        values = {kind: fact.value for kind, fact in groupe.counts.items()}
        if not any({kind: fact.value for kind, fact in other.counts.items()} == values for other in kept):
            kept.append(groupe)
    return kept


def _read_resultat(zone: Passage) -> Fact[Resultat] | None:
    """Read the announced result; None when several different results are announced."""
    found: list[Fact[Resultat]] = []
    for match in zone.iter(_UNANIMITE):
        before, after = zone.before(match.start(), 130), zone.after(match.end(), 90)
        if _AUTRE_ORGANE.search(before) or _RENONCE_SECRET.search(after):
            continue
        kind = Resultat.UNANIMITE_SUFFRAGES_EXPRIMES if match["exprimes"] else Resultat.UNANIMITE
        found.append(Fact(value=kind, start=match.start(), end=match.end()))
    found += [
        Fact(value=Resultat.MAJORITE, start=match.start(), end=match.end())
        for match in zone.iter(_MAJORITE)
        if not _AUTRE_ORGANE.search(zone.before(match.start(), 130))
    ]
    found += [Fact(value=Resultat.REJET, start=m.start(), end=m.end()) for m in zone.iter(_REJET)]
    if not found:
        taken = zone.search(_PREND_ACTE)
        return Fact(value=Resultat.PREND_ACTE, start=taken.start(), end=taken.end()) if taken else None
    return found[0] if len({fact.value for fact in found}) == 1 else None


def _read_scrutin(zone: Passage) -> Fact[Scrutin] | None:
    for secret in zone.iter(_SECRET):
        if not _SECRET_NON.search(zone.before(secret.start(), 160)):
            return Fact(
                value=Scrutin.SECRET, start=secret.start(), end=secret.end(), certitude=Certitude.DEDUIT
            )
    for pattern, scrutin in ((_PUBLIC, Scrutin.PUBLIC), (_MAIN_LEVEE, Scrutin.ORDINAIRE)):
        match = zone.search(pattern)
        if match is not None:
            return Fact(value=scrutin, start=match.start(), end=match.end())
    return None


def _read_preponderante(zone: Passage) -> Fact[str] | None:
    found = zone.search(_PREPONDERANTE)
    return (
        Fact(value="pour", start=found.start(), end=found.end(), certitude=Certitude.DEDUIT)
        if found
        else None
    )


def _read_non_participation(zone: Passage) -> Fact[tuple[str, ...]] | None:
    for match in zone.iter(_NON_PARTICIPATION):
        before = zone.before(match.start(), 160)
        found = _NOMS_APRES.match(zone.texte, match.end(), zone.end) or _NOMS_AVANT.search(before)
        if found is None:
            continue
        items = re.split(r"\s*(?:,|;|\bet\b)\s+", found["noms"])
        names = tuple(name for item in items if (name := clean_name(item)) is not None)
        if names:
            return Fact(value=names, start=match.start(), end=match.end())
    return None
