"""What each file of the legal index and of the legal brief says, as dated facts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from base.faits import ALIVE, Fait, day_before, read_jour
from deliberia.errors import UsageError
from deliberia.legal_refs.keys import ALIASES, CODES, TEXT_KINDS, parse_key

BRIEF_FROM, BRIEF_TO = "2026-11-01", "2026-11-22"
"""The brief states the law of November 2026; research stopped on the second day."""
MIRROR_SOURCE, MIRROR_DAY = "code local (mi-2025)", "2025-07-12"
"""A proof read in the copies of the codes alone, and the day of these copies: it says nothing of later."""
CONFIDENCE = {"high": "haute", "medium": "moyenne", "low": "basse"}
_HEADS = "|".join(sorted({*CODES, *TEXT_KINDS, *ALIASES}, key=len, reverse=True))
_KEY = re.compile(
    rf"\b({_HEADS}):\s?([A-Z0-9][\w/.-]*(?::[\w-]+)?"
    r"(?: (?:[A-Z]{1,2}|bis|ter|[a-z]+ies|nonies|quater|decies|quindecies)\b(?!:))*)"
)
_KINDS = {"loi": "LOI", "ordonnance": "ORD", "décret": "DECRET", "decret": "DECRET", "arrete": "ARRETE"}


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def find_keys(text: str) -> list[str]:
    """Find the reference keys written in a cell, in canonical form; `A_VERIFIER` and terms give nothing."""
    keys = []
    for head, rest in _KEY.findall(text):
        try:
            key = parse_key(f"{head}:{rest}")
        except UsageError:
            continue
        if key.text in CODES or key.kind in TEXT_KINDS:
            keys.append(key.cle)
    return list(dict.fromkeys(keys))


def find_successors(text: str) -> tuple[str, ...]:
    """Keys of a successor cell, whole codes included; what is only a guess is left out."""
    keys: list[str] = []
    for part in text.split(";"):
        if "A_VERIFIER" in part or "contrôler" in part or "hypothèse" in part:
            continue
        found = find_keys(part)
        if not found and part.strip() in (*CODES, "RGPD"):
            found = [parse_key(part.strip()).cle]
        keys.extend(found)
    return tuple(dict.fromkeys(keys))


def iter_changes(path: Path) -> Iterator[Fait]:
    """Read `changes-2019-2026.tsv`: low and unknown rows are doubts from their day on, never a verdict.

    The other rows state the law as the research left it: they hold until its last day.
    """
    for row in read_table(path):
        old = [key for key in find_keys(row["key_old"]) if _is_article_or_text(key)]
        new = find_keys(row["key_new"])
        yield from _read_change(row, old, new)


def _is_article_or_text(cle: str) -> bool:
    return ":" in cle


def _read_change(row: dict[str, str], old: list[str], new: list[str]) -> Iterator[Fait]:
    if not row["date"]:
        return
    effect, confiance = row["effect"], CONFIDENCE[row["confidence"]]
    source = f"changements 2019-2026 : {_first_source(row['evidence'])}"
    text = f" ({row['by_text']})" if row["by_text"] else ""
    note = row["what_changed_own_words"] + text
    common = {"jour": row["date"], "source": source, "rang": 2}
    for cle in new if effect == "created" else old:
        if effect == "unknown" or confiance == "basse":
            yield Fait(cle=cle, nature="inconnu", confiance="basse", note=note, **common)
            if effect != "created" and row["by_text"]:
                eve = {**common, "jour": day_before(row["date"])}
                yield Fait(cle=cle, nature="confirme", confiance="moyenne", **eve)
            continue
        nature = {
            "created": "cree",
            "renumbered": "deplace",
            "repealed": "fin",
            "content_changed": "modifie",
            "unchanged_confirmed": "confirme",
        }[effect]
        vers = tuple(key for key in new if key != cle) if nature in ("deplace", "fin") else ()
        yield Fait(cle=cle, nature=nature, confiance=confiance, vers=vers, note=note, **common)
        if nature in ALIVE and row["date"] <= BRIEF_TO:
            until = {**common, "jour": BRIEF_TO}
            yield Fait(cle=cle, nature="confirme", confiance=confiance, **until)


def _first_source(evidence: str) -> str:
    """Name the best proof of a change; a file number of a mirror means nothing to a reader."""
    first = evidence.split(";")[0]
    first = re.sub(r"github brissonjo-sudo \S+ \(([^)]*)\).*", r"registre public de vérification (\1)", first)
    first = re.sub(r"(?:github )?(?:fichier )?\b\d{10,11}\b", "registre public de vérification", first)
    first = re.sub(r"github (?=registre|audit)", "", first)
    first = re.sub(r"fichiers? GitHub", "registres publics", first)
    return re.sub(
        r"legal-brief\S*(?: \(.*)?|legal-index\S*(?: \(.*)?|manual_events.tsv", "dossier juridique", first
    )


def iter_marks(code: str, rows: list[dict[str, str]]) -> Iterator[Fait]:
    """A later law that touches an article says it was alive the day before and leaves its fate open."""
    for row in rows:
        for name in row["sources"].split():
            if not name.startswith("uncertain-from-"):
                continue
            day = name.removeprefix("uncertain-from-")
            cle = f"{code}:{row['num']}"
            yield Fait(
                cle=cle, nature="inconnu", jour=day, confiance="basse", rang=1,
                source="index : loi postérieure dont l’effet n’a pas été lu",
                note="article touché par une loi postérieure dont l’effet n’a pas été lu",
            )  # fmt: skip
            yield Fait(
                cle=cle, nature="confirme", jour=day_before(day), confiance="moyenne", rang=1,
                source="index : texte postérieur qui le modifie",
            )  # fmt: skip


_NUMBER = r"(?:[LRDA]O?)?\d[\w-]*(?::\d[\w-]*)?(?: (?:[A-Z]{1,2}|bis|ter|quater|sexies|nonies)\b(?!:))*"
_LISTED = re.compile(rf"(?:\b([A-Z][A-Za-z0-9]*):)?({_NUMBER})(?: à (?:[A-Z][A-Za-z]*:)?({_NUMBER}))?")


def iter_visas(path: Path) -> Iterator[Fait]:
    """Read `visas.md`: one line an article or a short list, confidence H, M or B at its end.

    A range gives the key `CODE:first..last`, to be spread over the numbers that exist.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        letter = re.search(r"\b([HMB])(?: \([^)]*\))?(?:, [HMB] \([^)]*\))?/", line)
        if not line.startswith("- ") or " — " not in line or not letter or letter[1] == "B":
            continue
        confiance = {"H": "haute", "M": "moyenne"}[letter[1]]
        heads = line[2:].split(" — ")[:-1]
        heads[1:] = [re.split(r"[.;] ", part)[-1] for part in heads[1:]]
        heads += re.findall(r"; (L\d[\w-]*): ", line)
        for cle in _expand(" ; ".join(heads)):
            yield from confirm(cle, confiance, "dossier juridique, état de novembre 2026")


def _expand(text: str) -> list[str]:
    """Give the keys of « CCP:L2113-6, L2113-7 », « CGCT:D1411-3 à D1411-5 »; a bare number keeps the text."""
    keys: list[str] = []
    owner = ""
    text = re.sub(r"\([^)]*\)", "", text)
    for head, number, last in _LISTED.findall(text):
        owner = head or owner
        if not owner or (not head and not re.match(r"[LRDA]", number)):
            continue
        first = parse_key(f"{owner}:{number}").cle
        keys.append(f"{first}..{last}" if last else first)
    return list(dict.fromkeys(keys))


def confirm(cle: str, confiance: str, source: str) -> Iterator[Fait]:
    """Confirm a reference through November 2026."""
    for day, note in ((BRIEF_FROM, "début"), (BRIEF_TO, "")):
        yield Fait(cle=cle, nature="confirme", jour=day, confiance=confiance, source=source, note=note)


def iter_catalogue(folder: Path) -> Iterator[Fait]:
    """Read the visas of `catalogue.tsv`: medium when known by memory or in a copy of 2014 only."""
    control = {
        parse_key(row["reference"]).cle: row["statut_de_controle"]
        for row in read_table(folder / "catalogue-visas-controle.tsv")
        if ":" in row["reference"]
    }
    for row in read_table(folder / "catalogue.tsv"):
        if "basse" in row["confiance"]:
            continue
        for cle in find_keys(f"{row['visas_obligatoires']}; {row['visas_conditionnels']}"):
            checked = control.get(cle, "")
            if "périmé" in checked:
                continue
            sure = row["confiance"].startswith("haute") and re.match(
                r"recherche|texte local \(contenu", checked
            )
            yield from confirm(cle, "haute" if sure else "moyenne", f"dossier juridique, modèle {row['id']}")


def iter_stale(path: Path) -> Iterator[Fait]:
    """Read `stale-visas.tsv`: ends and moves of the old reference, life of the present one."""
    for row in read_table(path):
        jour = read_jour(row["date_effet"])
        confiance = row["confiance"].split()[0].split("/")[0].strip()
        if "/" in row["confiance"] and row["confiance"] != "haute / basse":
            confiance = "basse"
        new = find_successors(row["reference_actuelle"])
        source = f"visas périmés {row['id']} ({row['source']})"
        yield from _read_stale(row, jour, confiance, new, source)
        if row["type"] == "créé" and len(jour) == 10:
            yield from (
                Fait(cle=cle, nature="cree", jour=jour, confiance=confiance, source=source) for cle in new
            )
        sure = "haute" if "recherche" in row["source"] and confiance == "haute" else "moyenne"
        if confiance != "basse":
            for cle in new:
                if row["source"] == MIRROR_SOURCE:
                    yield from _confirm_in_mirror(cle, sure, source, jour)
                elif _is_article_or_text(cle):
                    yield from confirm(cle, sure, source)


def _confirm_in_mirror(cle: str, confiance: str, source: str, jour: str) -> Iterator[Fait]:
    """Confirm a reference on the day of the copies, unless it came later."""
    if _is_article_or_text(cle) and jour.rpartition("~")[2] <= MIRROR_DAY:
        yield Fait(cle=cle, nature="confirme", jour=MIRROR_DAY, confiance=confiance, source=source)


_MODIFIED = ("modifié", "réécrit")
_SILENT = ("complété", "créé", "attention", "mal cité", "terme", "renommé", "caduc", "sans objet")


def _read_stale(
    row: dict[str, str], jour: str, confiance: str, new: tuple[str, ...], source: str
) -> Iterator[Fait]:
    kind, reused = row["type"], row["numero_reutilise"]
    old = [
        cle
        for cle in find_keys(re.sub(r" \([^)]*\)", "", row["reference_perimee"]))
        if cle not in new or reused
    ]
    common = {"source": source, "note": row["remarque"]}
    if kind.startswith(_SILENT) or row["reference_perimee"].startswith("TERME"):
        return
    for cle in old:
        if kind.startswith(_MODIFIED) or reused == "même article":
            if re.fullmatch(r"\d{4}-\d\d-\d\d", jour) and kind.startswith(_MODIFIED) and confiance != "basse":
                yield Fait(cle=cle, nature="modifie", jour=jour, confiance=confiance, **common)
        elif confiance == "basse":
            yield Fait(cle=cle, nature="inconnu", jour=_first_day(jour), confiance="basse", **common)
        else:
            moved = kind.startswith(("abrogé-codifié", "codifié", "renuméroté", "transféré", "déplacé"))
            nature = "ancien" if reused.startswith("oui") else "deplace" if moved and new else "fin"
            yield Fait(
                cle=cle, nature=nature, jour=jour or "~2025-07-12", confiance=confiance, vers=new, **common
            )


def _first_day(jour: str) -> str:
    return jour.partition("~")[0] or BRIEF_FROM


_OLD_TEXTS = {
    "Code des marchés publics 2006": "CMP2006",
    "Code des communes": "CCommunes",
    "CU (before 2016)": "CU",
    "CTrav (before 2008)": "CTrav",
    "Code forestier (ancien)": "CFor",
    "Code rural (ancien)": "CRurAnc",
    "Code du domaine de l’Etat": "CDomEtat",
    "loi du 31 décembre 1913": "LOI:1913-12-31",
}


def iter_renumbered(path: Path) -> Iterator[Fait]:
    """Read `renumbered.tsv`: one move a row."""
    for row in read_table(path):
        text = _OLD_TEXTS.get(row["old_text"], "")
        if not text:
            kind, _, number = re.sub(r" \(.*", "", row["old_text"]).partition(" ")
            text = f"{_KINDS[kind]}:{number}" if kind in _KINDS else row["old_text"]
        article = row["old_ref"].removeprefix("art. ").rstrip("°")
        if text.partition(":")[0] in TEXT_KINDS:
            article = re.sub(
                r" (I+)(?: (\d+)°?)?$", lambda m: f"-{m[1]}" + (f"-{m[2]}" if m[2] else ""), article
            )
        yield Fait(
            cle=f"{text}:{article}",
            nature="ancien" if text == "CFor" else "deplace",
            jour=row["effective"],
            confiance=CONFIDENCE[row["confidence"]],
            vers=(parse_key(f"{row['new_code']}:{row['new_num']}").cle,),
            source="table des renumérotations",
        )
