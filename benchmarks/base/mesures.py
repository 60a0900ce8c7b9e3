"""What the base answers, set against the questions of a reference folder."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deliberia.model import Confiance, Verdict, VerdictKind
from deliberia.verification import verify

TODAY = dt.date(2026, 11, 22)
DEAD = (VerdictKind.ABROGE, VerdictKind.DEPLACE)
_EXPECTED = {
    "in_force": (VerdictKind.EN_VIGUEUR,),
    "not_yet": (VerdictKind.PAS_ENCORE_EN_VIGUEUR,),
    "repealed": DEAD,
    "never_existed": (VerdictKind.INEXISTANT,),
}
_FLAGGED = ("abrogé", "codifié", "renuméroté", "transféré", "déplacé", "remplacé", "expiré", "supprimé")


class Mesure(NamedTuple):
    """One line of the table. `detail` holds the exceptions, one a line."""

    nom: str
    valeur: str
    attendu: str
    is_reached: bool
    detail: tuple[str, ...] = ()


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def measure_probe(shared: Path) -> Mesure:
    rows = read_table(shared / "legal-index" / "probe.tsv")
    wrong = []
    for row in rows:
        verdict = verify(f"{row['code']}:{row['num']}", on=dt.date.fromisoformat(row["date"]))
        if verdict.kind not in _EXPECTED[row["expected"]]:
            wrong.append(f"{verdict.cle} au {row['date']} : {verdict.kind}, attendu {row['expected']}")
    right = len(rows) - len(wrong)
    return Mesure("probe.tsv justes", f"{right}/{len(rows)}", "toutes", not wrong, tuple(wrong))


# Keys that a row of the brief takes for dead, and a dated copy of the code shows alive that day or later.
SHOWN_WRONG = {
    "CGCT:L2121-24": "en vigueur au 6 mars 2023 : seul le recueil des actes administratifs a disparu",
}


def measure_stale(shared: Path) -> Iterator[Mesure]:
    """Rows of high confidence that name a dead reference; reused numbers where they are valid."""
    outils = Path(__file__).resolve().parents[2] / "outils"
    if str(outils) not in sys.path:
        sys.path.insert(0, str(outils))
    from base.sources import find_keys, find_successors

    missed, asked, reused_wrong, reused, wrong = [], 0, [], 0, []
    for row in read_table(shared / "legal-brief" / "stale-visas.tsv"):
        keys = find_keys(row["reference_perimee"].replace(" (ancien)", ""))
        if row["numero_reutilise"] != "non":
            for cle in keys:
                reused += 1
                verdict = verify(cle, on=dt.date(2024, 6, 1))
                if verdict.kind in DEAD and any(
                    version.debut
                    and version.debut <= verdict.on
                    and (version.fin is None or verdict.on < version.fin)
                    for version in verdict.versions
                ):
                    reused_wrong.append(f"{row['id']} {cle} : {verdict.kind} le {verdict.on}")
            continue
        if row["confiance"] != "haute" or not row["type"].startswith(_FLAGGED):
            continue
        wanted = find_successors(row["reference_actuelle"])
        for cle in keys:
            if cle in SHOWN_WRONG:
                wrong.append(f"{row['id']} {cle}, ligne du dossier montrée fausse : {SHOWN_WRONG[cle]}")
                continue
            asked += 1
            on = dt.date(2027, 6, 1) if "2027" in row["date_effet"] else TODAY
            verdict = verify(cle, on=on)
            if verdict.kind not in DEAD or (wanted and not set(wanted) & set(verdict.remplace_par)):
                missed.append(f"{row['id']} {cle} : {verdict.kind} {' '.join(verdict.remplace_par)}")
    yield Mesure(
        "visas périmés (confiance haute) signalés",
        f"{asked - len(missed)}/{asked}",
        "tous",
        not missed,
        (*missed, *wrong),
    )
    yield Mesure(
        "numéros réutilisés signalés à tort", f"{len(reused_wrong)}/{reused}", "0", not reused_wrong,
        tuple(reused_wrong),
    )  # fmt: skip


# Citations of the labelled acts that were wrong on the day of the act: each was looked at by hand.
WRITERS_MISTAKES = {
    "CEnv:L213-2": "abrogé au plus tard le 5 août 2019, l’acte de 2025 reprend un ancien modèle",
    "CGCT:D2224-7": "numéro de la partie R ; l’acte vise l’envoi sous quinze jours, à l’article D. 2224-5",
    "CGCT:L2123-22-1": "l’article est R. 2123-22-1, l’acte a écrit L",
    "CGCT:R2121-10": "abrogé le 1er juillet 2022, l’acte est de 2025",
}


def iter_mentions(shared: Path) -> Iterator[tuple[dt.date, Verdict]]:
    """Article mentions of the labelled acts, both ends of ranges, judged at the day of their act."""
    folder = shared / "corpus-dev"
    days = {row["id"]: dt.date.fromisoformat(row["date"]) for row in read_table(folder / "sources.tsv")}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        on = days[record["doc"]]
        for target in record["targets"]:
            numbers = {"article": ("num",), "range": ("from", "to")}.get(target["kind"], ())
            for name in numbers:
                yield on, verify(f"{target['text']}:{target[name]}", on=on)


def measure_corpus(shared: Path) -> Iterator[Mesure]:
    mentions = list(iter_mentions(shared))
    dead = [verdict for _, verdict in mentions if verdict.kind in (*DEAD, VerdictKind.INEXISTANT)]
    yield Mesure(
        "mentions du corpus dites mortes ou inexistantes", f"{len(dead)}/{len(mentions)}", "-", True,
        tuple(sorted({f"{v.cle} au {v.on} : {WRITERS_MISTAKES.get(v.cle, v.motif)}" for v in dead})),
    )  # fmt: skip
    unexplained = [verdict for verdict in dead if verdict.cle not in WRITERS_MISTAKES]
    yield Mesure(
        "  dont non imputées à l’acte lui-même", f"{len(unexplained)}/{len(mentions)}", "1 sur 100 au plus",
        len(unexplained) <= len(mentions) / 100,
        tuple(sorted({f"{v.cle} au {v.on} : {v.motif}" for v in unexplained})),
    )  # fmt: skip
    recent = [verdict for on, verdict in mentions if on.year >= 2023]
    firm = [verdict for verdict in recent if verdict.kind is not VerdictKind.NON_VERIFIABLE]
    left = tuple(sorted({f"{v.cle} au {v.on} : connu au {v.etat}" for v in recent if v not in firm}))
    share = len(firm) / len(recent)
    yield Mesure(
        "mentions 2023-2025 à verdict ferme",
        f"{share:.0%} ({len(firm)}/{len(recent)})",
        "85 %",
        share >= 0.85,
        left,
    )


def measure_known_today(keys: list[str]) -> Mesure:
    verdicts = [verify(cle, on=TODAY) for cle in keys]
    sure = sum(verdict.kind is not VerdictKind.NON_VERIFIABLE for verdict in verdicts)
    medium = sum(verdict.confiance is Confiance.MOYENNE for verdict in verdicts)
    return Mesure(
        f"notices à verdict ferme au {TODAY}", f"{sure}/{len(keys)} (dont {medium} à confirmer)", "-", True
    )
