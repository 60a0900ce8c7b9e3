"""Read journals back: their lines, and everything in them that does not follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from deliberia.revue.journal.entrees import START, Entree, parse_line

SUFFIX = ".jsonl"


class Ecart(StrEnum):
    """What does not follow in a journal."""

    ILLISIBLE = "ligne illisible"
    MODIFIEE = "ligne modifiée"
    RETIREE = "lignes retirées"
    DEPLACEE = "ligne déplacée ou répétée"
    INSEREE = "ligne étrangère"
    TRONQUE = "fin retirée"
    ABSENT = "journal absent"
    INTERROMPUE = "écriture interrompue"
    HORLOGE = "horloge reculée"

    @property
    def is_fault(self) -> bool:
        """False for what a machine does by itself: an interrupted writing, a clock set back."""
        return self not in (Ecart.INTERROMPUE, Ecart.HORLOGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomalie:
    """Something that does not follow, and where."""

    fichier: str
    ligne: int
    """From 1; 0 for the whole journal."""
    ecart: Ecart
    detail: str
    """One French sentence."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "journal": self.fichier,
            "ligne": self.ligne,
            "ecart": self.ecart.value,
            "alteration": self.ecart.is_fault,
            "detail": self.detail,
        }

    def __str__(self) -> str:
        where = f"{self.fichier}, ligne {self.ligne}" if self.ligne else self.fichier
        return f"{where} : {self.detail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLu:
    """A journal as it stands on the disk."""

    nom: str
    entrees: tuple[Entree, ...]
    """Every line that could be read, altered ones included."""
    anomalies: tuple[Anomalie, ...]
    reste: bytes = b""
    """Bytes after the last line end."""
    taille: int = 0
    lignes: int = 0

    @property
    def tete(self) -> str:
        """Hash of the last line."""
        return self.entrees[-1].empreinte if self.entrees else START

    @property
    def rang(self) -> int:
        """Rank of the last line."""
        return self.entrees[-1].rang if self.entrees else 0

    @property
    def instant(self) -> str:
        return self.entrees[-1].instant if self.entrees else ""


def read_journal(path: Path) -> JournalLu:
    """Read a journal and check that each line follows the one before.

    Raises:
        OSError: the file cannot be read.
    """
    return parse_journal(path.read_bytes(), path.name)


def parse_journal(data: bytes, nom: str) -> JournalLu:
    """Read the bytes of a journal. A last line without its end is left aside, and said."""
    *lines, reste = data.split(b"\n")
    entrees: list[Entree] = []
    anomalies: list[Anomalie] = []
    former: Entree | None = None
    hashes: set[str] = set()
    for number, line in enumerate(lines, 1):
        entree = parse_line(line, nom, former.instant if former else "")
        if entree is None:
            anomalies.append(_tell(nom, number, Ecart.ILLISIBLE, "cette ligne n’est pas lisible."))
            continue
        anomalies += _compare(entree, former, number, hashes)
        hashes.add(entree.empreinte)
        entrees.append(entree)
        former = entree
    if reste:
        said = "la dernière écriture a été interrompue ; elle n’est pas comptée."
        anomalies.append(_tell(nom, len(lines) + 1, Ecart.INTERROMPUE, said))
    return JournalLu(
        nom=nom,
        entrees=tuple(entrees),
        anomalies=tuple(anomalies),
        reste=reste,
        taille=len(data),
        lignes=len(lines),
    )


def _compare(entree: Entree, former: Entree | None, number: int, hashes: set[str]) -> list[Anomalie]:
    """Say what is wrong between a line and the one before; one reason is enough."""
    nom = entree.fichier
    if not entree.is_intact:
        said = "le contenu ne répond plus à son empreinte : la ligne a été modifiée."
        return [_tell(nom, number, Ecart.MODIFIEE, said)]
    rang, before = former.rang if former else 0, former.empreinte if former else START
    if entree.precedent != before:
        return [_explain_break(entree, rang, number, hashes)]
    if entree.rang != rang + 1:
        return [_tell(nom, number, Ecart.INSEREE, f"le rang {entree.rang} ne suit pas le rang {rang}.")]
    if former is not None and entree.quand < former.quand:
        said = "l’horloge de ce poste a reculé depuis la ligne précédente ; l’ordre des lignes fait foi."
        return [_tell(nom, number, Ecart.HORLOGE, said)]
    return []


def _explain_break(entree: Entree, rang: int, number: int, hashes: set[str]) -> Anomalie:
    nom, gap = entree.fichier, entree.rang - rang - 1
    if entree.rang <= rang or entree.empreinte in hashes:
        said = f"cette ligne de rang {entree.rang} vient après le rang {rang} : déplacée ou répétée."
        return _tell(nom, number, Ecart.DEPLACEE, said)
    if gap > 0:
        missing = f"la ligne de rang {rang + 1} manque" if gap == 1 else f"{gap} lignes manquent"
        return _tell(nom, number, Ecart.RETIREE, f"{missing} avant celle-ci, de rang {entree.rang}.")
    said = "cette ligne ne continue pas la précédente : l’une des deux a été remplacée ou ajoutée."
    return _tell(nom, number, Ecart.INSEREE, said)


def check_witnesses(
    journaux: Mapping[str, JournalLu], extra: Mapping[str, tuple[int, str]] | None = None
) -> tuple[Anomalie, ...]:
    """Compare each journal with what the others, and a former proof, had seen of it.

    A journal cut at its end still follows from line to line: only who saw its end can tell.
    `extra`: {name: (rank, hash)} from a proof exported before.
    """
    seen: dict[tuple[str, int], tuple[str, str]] = {}
    for journal in journaux.values():
        for entree in journal.entrees:
            heads = entree.corps.get("tetes") if entree.is_intact else None
            for nom, head in heads.items() if isinstance(heads, Mapping) else ():
                if isinstance(head, list) and len(head) == 2 and isinstance(head[0], int):
                    seen.setdefault((str(nom), head[0]), (str(head[1]), f"le journal {journal.nom}"))
    for nom, (rang, empreinte) in (extra or {}).items():
        seen[nom, rang] = (empreinte, "la preuve exportée")
    told: dict[str, Anomalie] = {}
    for (nom, rang), (empreinte, witness) in sorted(seen.items()):
        anomalie = _compare_head(journaux.get(nom), nom, rang, empreinte, witness)
        if anomalie is not None:
            told.setdefault(nom, anomalie)
    return tuple(told.values())


def _compare_head(
    journal: JournalLu | None, nom: str, rang: int, empreinte: str, witness: str
) -> Anomalie | None:
    if journal is None:
        return _tell(nom, 0, Ecart.ABSENT, f"{witness} a vu ce journal, qui n’est plus là.")
    found = next((entree for entree in journal.entrees if entree.rang == rang), None)
    if found is None and journal.rang < rang:
        said = f"{witness} a vu la ligne de rang {rang} ; le journal s’arrête au rang {journal.rang}."
        return _tell(nom, journal.lignes, Ecart.TRONQUE, said)
    if found is not None and found.empreinte != empreinte:
        said = f"la ligne de rang {rang} n’est plus celle que {witness} a vue."
        return _tell(nom, journal.entrees.index(found) + 1, Ecart.MODIFIEE, said)
    return None


def _tell(nom: str, ligne: int, ecart: Ecart, detail: str) -> Anomalie:
    return Anomalie(fichier=nom, ligne=ligne, ecart=ecart, detail=detail)
