"""Laws, ordinances, decrees, arrêtés: one line a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from base.faits import Fait
from base.sources import CONFIDENCE, read_table
from deliberia.legal_refs.keys import CODES, CONSTITUTION, parse_key

STATUTS = {
    "in_force": "en_vigueur",
    "partly_repealed": "en_partie",
    "codified": "codifie",
    "repealed": "abroge",
}
KINDS = {
    "loi": "LOI", "ordonnance": "ORD", "decret": "DECRET", "arrete": "ARRETE",
    "reglement_ue": "REGUE", "constitution": "CONST",
}  # fmt: skip
DATES = {
    "DECRET:86-552": "1986-03-14",
    "DECRET:2008-580": "2008-06-18",
    "DECRET:2010-997": "2010-08-26",
    "DECRET:2017-1108": "2017-06-27",
    "DECRET:2020-592": "2020-05-15",
    "DECRET:2021-1123": "2021-08-26",
    "DECRET:2022-433": "2022-03-25",
    "DECRET:2022-1520": "2022-12-06",
    "DECRET:2023-767": "2023-08-11",
    "LOI:2025-1251": "2025-12-22",
    "ORD:2021-175": "2021-02-17",
}
"""Day of signature of texts that the sources name by their number alone: read in their title."""

CODE_NAMES = {
    "CGCT": "CGCT", "CCP": "CCP", "CGFP": "CGFP", "CGPPP": "CGPPP", "CRPA": "CRPA", "CGI": "CGI",
    "CJF": "CJF",
    "Code des communes": "CCommunes", "Code du patrimoine": "CPat", "Code de l'environnement": "CEnv",
    "Code de la voirie routière": "CVR", "Code de justice administrative": "CJA", "Code de l'urbanisme": "CU",
    "Code général de la fonction publique": "CGFP", "Code du sport": "CSport",
    "Code des transports": "CTransp",
    "Code de l'énergie": "CEnergie", "Code de la sécurité intérieure": "CSI", "Code de l'éducation": "CEduc",
    "CCH": "CCH",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Texte:
    """One text. `debut`: first day in force; `fin`: first day dead, codified or partly repealed."""

    cle: str
    date: str = ""
    titre: str = ""
    statut: str = "en_vigueur"
    debut: str = ""
    fin: str = ""
    vers: tuple[str, ...] = ()
    id: str = ""
    confiance: str = "haute"
    etat: str = ""
    source: str = ""

    def as_line(self) -> str:
        cells = (self.cle, self.date, self.titre, self.statut, self.debut, self.fin, ";".join(self.vers),
                 self.id, self.confiance, self.etat, self.source)  # fmt: skip
        return "\t".join(cells).rstrip("\t")


def read_texts(path: Path, etat: str) -> dict[str, Texte]:
    texts: dict[str, Texte] = {}
    for row in read_table(path):
        kind = KINDS[row["kind"]]
        cle = CONSTITUTION if kind == "CONST" else parse_key(f"{kind}:{row['num'] or row['date']}").cle
        starts = re.search(r"(?:in force|applicable) (\d{4}-\d\d-\d\d)", row["note"])
        texts[cle] = Texte(
            cle=cle,
            date=row["date"],
            titre=accent_capitals(row["short_title"].replace("'", "’")),
            statut=STATUTS[row["status"]],
            debut=starts[1] if starts else row["date"],
            fin=row["repeal_date"],
            vers=read_successors(row["successor"]),
            id=row["id"],
            confiance=CONFIDENCE[row["confidence"]],
            etat=etat,
            source="index des textes",
        )
    return texts


_CAPITAL_E = re.compile(r"\bE(?=(?:tat|gli|du|ch|l[ieé]|ner|gal|nerg|ta|qui|co|va)\w*)")


def accent_capitals(title: str) -> str:
    """Give back its accent to a capital E: « Etat », « Energie », « Egalité »."""
    return _CAPITAL_E.sub("É", title)


def read_successors(text: str) -> tuple[str, ...]:
    """Read « CCP L2410-1 et s. », « ordonnance 2015-899 puis CCP », « règlement (UE) 2023/2831 »."""
    keys: list[str] = []
    for part in re.split(r",| puis | et (?!s\.)", text.replace("’", "'")):
        part = re.sub(r" (?:et s\.|\(.*)", "", part.strip())
        law = re.match(r"(ordonnance|décret|règlement \(UE\)) (\S+)$", part)
        if law:
            prefix = {"ordonnance": "ORD", "décret": "DECRET"}.get(law[1], "REGUE")
            keys.append(f"{prefix}:{law[2]}")
            continue
        for name, code in CODE_NAMES.items():
            if part == name or part.startswith(f"{name} "):
                number = re.search(r" ([LRD]\d[\w-]*)$", part)
                keys.append(f"{code}:{number[1]}" if number else code)
                break
    return tuple(dict.fromkeys(keys))


def apply_faits(texts: dict[str, Texte], faits: Iterable[Fait], etat: str) -> None:
    """Let dated facts about whole texts complete the table: ends of high confidence, births, later states."""
    for fait in faits:
        key = parse_key(fait.cle)
        if key.article or key.text in CODES:
            continue
        known = texts.get(key.text)
        if known is None:
            texts[key.text] = _create(fait, etat)
        elif fait.nature in ("fin", "deplace"):
            texts[key.text] = _end(known, fait)
        elif fait.nature == "confirme" and fait.jour > known.etat:
            texts[key.text] = replace(known, etat=fait.jour)


def _create(fait: Fait, etat: str) -> Texte:
    dead = fait.nature in ("fin", "deplace")
    debut = fait.jour if fait.nature == "cree" else ""
    return Texte(
        cle=fait.cle,
        date=DATES.get(fait.cle, ""),
        statut=("codifie" if fait.nature == "deplace" else "abroge") if dead else "en_vigueur",
        debut=debut,
        fin=fait.jour if dead else "",
        vers=fait.vers,
        confiance="basse" if fait.nature == "inconnu" else fait.confiance,
        etat=etat,
        source=fait.source,
    )


def _end(known: Texte, fait: Fait) -> Texte:
    vers = tuple(dict.fromkeys((*fait.vers, *(key for key in known.vers if ":" in key or not fait.vers))))
    if known.statut in ("codifie", "abroge"):
        return replace(known, vers=vers)
    if fait.confiance != "haute":
        return known
    statut = "codifie" if fait.nature == "deplace" else "abroge"
    doubt = known.statut == "en_vigueur"
    return replace(
        known,
        statut=statut,
        fin=known.fin or fait.jour,
        vers=vers,
        confiance="moyenne" if doubt else known.confiance,
    )
