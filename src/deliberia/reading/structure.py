"""The parts of an act: visas, considérants, dispositif, numbered articles, remedies."""

from __future__ import annotations

import re

from deliberia.model import Section, SectionSorte
from deliberia.reading.motifs import motif
from deliberia.reading.passage import Passage

_VISA = motif(
    r"(?<![\w])(?:Vu|VU)(?:\s+(?:[Ll][ea]s?|[Ss](?:a|on|es)|[Ll]a|[Uu]ne?|[Dd]e|loi|arr[êe]t[ée]"
    r"|d[ée]cret|LA|LES?|L)\b|\s+[Ll]['’]|\s*:)",
    debuts="vu",
)
_CONSIDERANT = motif(r"(?<!\w)(?:Consid[ée]rant|CONSID[ÉE]RANTS?|Attendu\s+que)\b", debuts="att con")
_EXPOSE = motif(
    r"(?:\b(?:le|la|madame|monsieur|m\.|mme)\s+(?:le\s+|la\s+)?(?:maire|pr[ée]sidente?"
    r"|vice[- ]pr[ée]sidente?|rapporteur)"
    r"(?:[^.\n]{0,50}?)\s(?:expose|rapporte|rappelle|informe|explique|pr[ée]sente|indique|propose"
    r"|donne\s+lecture)|"
    r"\brapporteur\s*:|\brapporte\s*:|\bexpos[ée]\s+des\s+motifs)",
    re.I,
    debuts="exp la le m mad mme mon rap",
)
_FORMULE = motif(
    r"\b(?:apr[èe]s\s+(?:en\s+)?(?:avoir\s+)?(?:largement\s+|mûrement\s+)?d[ée]lib[ée]r(?:[ée]|ation)"
    r"|ayant\s+d[ée]lib[ée]r[ée]|en\s+ayant\s+d[ée]lib[ée]r[ée]|"
    r"(?-i:D[ÉE]CIDE(?:NT)?\b|D[ÉE]LIB[ÈE]RE\b)|"
    r"\b(?:le\s+conseil(?:\s+\w+){0,2}|l['’]assembl[ée]e(?:\s+\w+)?"
    r"|le\s+comit[ée](?:\s+\w+)?)\s*,?\s*(?:à\s+l['’]unanimit[ée]\s*,?\s*)?"
    r"(?:d[ée]cide|approuve|adopte|autorise|valide|vote|fixe|accepte|prend\s+acte|[ée]met|donne"
    r"|ont?\s+(?:d[ée]cid|approuv|adopt|valid|accept)))",
    re.I,
    debuts="apr aya dec del en l le",
)
_PROPOSITION = motif(
    r"\b(?:il\s+(?:vous\s+)?est\s+(?:donc\s+)?propos[ée]|[êe]tes[- ]vous\s+d['’]accord)",
    re.I,
    debuts="ete il",
)
_FIN_DISPOSITIF = motif(
    r"(?:\bfait\s+(?:et\s+d[ée]lib[ée]r[ée]|à\b|les?\s+jour)|\bainsi\s+(?:fait|d[ée]lib[ée]r[ée])"
    r"|\bpour\s+(?:extrait|copie|exp[ée]dition)\b|"
    r"\bvoies?\s+(?:et\s+d[ée]lais?\s+)?de\s+recours"
    r"|\b(?:la\s+)?pr[ée]sente\s+d[ée]lib[ée]ration\s+(?:peut|pourra|est\s+susceptible|sera\s+susceptible)|"
    r"\btribunal\s+administratif|\bcertifi[ée]e?\s+ex[ée]cutoire|\bd[ée]lais?\s+et\s+voies)",
    re.I,
    debuts="ain cer del fai la pou pre tri voi",
)
_ARTICLE = motif(
    r"(?m)^[ \t#*>-]*(?i:art(?:icle|\.))\s*(?P<num>1\s?er|premier"
    r"|\d{1,2}(?!\s*\d))\b(?![-.]\d)\s*(?:\*\*)?\s*(?=[:.–—-]|\s|$)"
)
_SUITE = motif(
    r"\n\s*(?:(?:Le|LE)\s+(?:conseil|CONSEIL|Conseil|comit[ée]|COMIT[ÉE])|L['’]assembl[ée]e|Apr[èe]s"
    r"|APR[ÈE]S|Ou[ïi]\b|Entendu|Sur\s+proposition)"
)
"""What begins after the last visa or considérant when no blank line does."""
_RECOURS = motif(
    r"\b(?:voies?\s+(?:et\s+d[ée]lais?\s+)?de\s+recours|recours\s+(?:pour\s+exc[èe]s|contentieux"
    r"|gracieux|devant)|"
    r"tribunal\s+administratif|t[ée]l[ée]recours)",
    re.I,
    debuts="rec tel tri voi",
)


def find_body_start(acte: Passage) -> int:
    """Return where the heading ends: at the first visa, considérant, report or decision."""
    found = [
        match.start()
        for pattern in (_VISA, _CONSIDERANT, _EXPOSE, _FORMULE, _PROPOSITION)
        if (match := acte.search(pattern)) is not None
    ]
    return min(found, default=acte.end)


def read_sections(acte: Passage, body: int) -> tuple[Section, ...]:
    """Cut the act into its parts, in reading order. `body` is where the heading ends.

    The dispositif contains its articles.
    """
    dispositif = _read_dispositif(acte)
    stop = dispositif.start if dispositif else acte.end
    sections = [Section(sorte=SectionSorte.ENTETE, start=acte.start, end=body)]
    sections += _read_motifs(acte.narrow(body, stop))
    if dispositif is not None:
        sections.append(dispositif)
        sections += _read_articles(acte, dispositif)
        recours = acte.narrow(dispositif.start).search(_RECOURS)
        if recours is not None:
            end = acte.texte.find("\n\n", recours.end(), acte.end)
            sections.append(
                Section(sorte=SectionSorte.MENTION, start=recours.start(), end=end if end > 0 else acte.end)
            )
    return tuple(sorted(sections, key=lambda section: (section.start, -section.end)))


def _read_dispositif(acte: Passage) -> Section | None:
    match = acte.search(_FORMULE) or acte.search(_PROPOSITION)
    if match is None:
        return None
    end = acte.narrow(match.end()).search(_FIN_DISPOSITIF)
    return Section(sorte=SectionSorte.DISPOSITIF, start=match.start(), end=end.start() if end else acte.end)


def _read_motifs(zone: Passage) -> list[Section]:
    """Visas and considérants: each runs to the next one, or to a blank line."""
    starts = [(match.start(), SectionSorte.VISA) for match in zone.iter(_VISA)]
    starts += [(match.start(), SectionSorte.CONSIDERANT) for match in zone.iter(_CONSIDERANT)]
    starts.sort()
    sections: list[Section] = []
    for index, (start, sorte) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else zone.end
        blank = zone.texte.find("\n\n", start, end)
        end = blank if blank >= 0 else end
        follow = _SUITE.search(zone.texte, start, end)
        end = follow.start() if follow else end
        raw = zone.texte[start:end]
        sections.append(Section(sorte=sorte, start=start, end=start + len(raw.rstrip())))
    return sections


def _read_articles(acte: Passage, dispositif: Section) -> list[Section]:
    zone = acte.narrow(dispositif.start, dispositif.end)
    matches = list(zone.iter(_ARTICLE))
    sections: list[Section] = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else zone.end
        numero = match["num"].replace(" ", "").lower()
        numero = "1" if numero in {"1er", "premier"} else numero
        sections.append(Section(sorte=SectionSorte.ARTICLE, start=match.start(), end=end, numero=numero))
    return sections
