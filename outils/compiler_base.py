"""Compile the reference base: facts of an index and of a brief, and our own notices, into data files.

    python outils/compiler_base.py [--partage ../shared] [--sortie legal_refs] [--verifier]

Reads `<partage>/legal-index`, `<partage>/legal-brief` and `<sortie>/notices/*.toml`; writes everything else
of `<sortie>`. `--verifier` writes nothing and fails when the files would change.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(CHECKOUT / "src"), str(CHECKOUT / "outils")]

from base.faits import Fait, read_jour, settle  # noqa: E402

from base import articles, regles, sources, textes  # noqa: E402
from deliberia.legal_refs.keys import CODES, parse_key  # noqa: E402
from deliberia.legal_refs.order import sort_key  # noqa: E402

ETAT = sources.BRIEF_TO
FAIT_HEADER = "# {}\tnature\tjour\tconfiance\tvers\tsource\tnote"


def main() -> int:
    parser = argparse.ArgumentParser(description="Compile la base de références.")
    parser.add_argument("--partage", type=Path, default=CHECKOUT.parent / "shared")
    parser.add_argument("--sortie", type=Path, default=CHECKOUT / "legal_refs")
    parser.add_argument(
        "--verifier", action="store_true", help="n’écrit rien ; échoue si un fichier changerait"
    )
    options = parser.parse_args()
    files = compile_base(options.partage, options.sortie / "notices")
    stale = compare(files, options.sortie)
    if options.verifier:
        print("\n".join(sorted(stale)) or "La base est à jour.")
        return 1 if stale else 0
    write(files, stale, options.sortie)
    size = sum(len(text.encode()) for text in files.values())
    print(f"{len(files)} fichiers, {size / 1e6:.1f} Mo, {len(stale)} changés.")
    return 0


def compile_base(partage: Path, notices: Path) -> dict[str, str]:
    """Give every file of the base, by its path."""
    index, brief = partage / "legal-index", partage / "legal-brief"
    codes = {row["short"]: row for row in sources.read_table(index / "codes.tsv")}
    tables = {code: articles.read_rows(index / "articles" / f"{code}.tsv") for code in CODES}
    faits = [confront(fait, tables) for fait in iter_faits(index, brief, notices, tables)]
    texts = textes.read_texts(index / "texts.tsv", ETAT)
    textes.apply_faits(texts, faits, ETAT)
    files = {"codes.tsv": compile_codes(codes), "textes.tsv": compile_texts(texts)}
    files["termes.tsv"] = compile_termes(sources.read_table(brief / "stale-visas.tsv"))
    for code in CODES:
        files.update(compile_code(code, tables[code], codes[code]["state_as_of"]))
    files.update(compile_faits(drop_needless_starts(settle(faits), tables)))
    files = {name: files[name] for name in sorted(files)}
    files["base.tsv"] = f"etat\t{ETAT}\nempreinte\t{fingerprint(files, notices)}\n"
    return files


def iter_faits(
    index: Path, brief: Path, notices: Path, tables: dict[str, list[articles.Row]]
) -> Iterator[Fait]:
    """Give the facts of all sources; ranges of the brief are spread over the numbers that exist."""
    numbers = {code: sorted({row["num"] for row in rows}, key=sort_key) for code, rows in tables.items()}
    yield from sources.iter_changes(index / "changes-2019-2026.tsv")
    yield from sources.iter_renumbered(index / "renumbered.tsv")
    yield from sources.iter_stale(brief / "stale-visas.tsv")
    yield from sources.iter_catalogue(brief)
    for code, rows in tables.items():
        yield from sources.iter_marks(code, rows)
    for fait in (*sources.iter_visas(brief / "visas.md"), *regles.iter_brief_rules(brief)):
        yield from spread(fait, numbers)
    for path in sorted(notices.glob("*.toml")):
        yield from iter_notice_faits(path)


def confront(fait: Fait, tables: dict[str, list[articles.Row]]) -> Fait:
    """Set a fact of the hand-written tables against the intervals.

    An end that the table contradicts (the number lives on) is a number reused, or kept with another object:
    it never makes a verdict, unless the brief says with high confidence that it is stale whatever the date.
    A reused number that ends after what the table knows is an end.
    """
    key = parse_key(fait.cle)
    if fait.rang > 1 or key.text not in tables or fait.nature not in ("fin", "deplace", "ancien"):
        return fait
    day = fait.last_day
    rows = [row for row in tables[key.text] if row["num"] == key.article]
    known_alive = any(
        row["first_seen"] <= day < (row["end_gap_from"] or row["end"] or row["state_as_of"])
        and "touche" not in row["sources"]
        for row in rows
    )
    if fait.nature != "ancien":
        stale = fait.source.startswith("visas périmés") and fait.confiance == "haute"
        return replace(fait, nature="ancien") if known_alive and fait.vers and not stale else fait
    open_rows = [row for row in rows if not row["end"] and row["first_seen"] < day]
    if open_rows and all(row["state_as_of"] < day for row in open_rows):
        return replace(fait, nature="deplace" if fait.vers else "fin")
    return fait


def spread(fait: Fait, numbers: dict[str, list[str]]) -> Iterator[Fait]:
    first, _, last = fait.cle.partition("..")
    if not last:
        yield fait
        return
    key = parse_key(first)
    start, end = sort_key(key.article), sort_key(last)
    for number in numbers[key.text]:
        if start <= sort_key(number) <= end:
            yield replace(fait, cle=f"{key.text}:{number}")


def drop_needless_starts(faits: list[Fait], tables: dict[str, list[articles.Row]]) -> list[Fait]:
    """A confirmation needs its first day only for a number that no table dates."""
    dated = {f"{code}:{row['num']}" for code, rows in tables.items() for row in rows if not row["end"]}
    born = {fait.cle for fait in faits if fait.nature == "cree"}
    return [fait for fait in faits if fait.note != "début" or fait.cle not in dated | born]


def iter_notice_faits(path: Path) -> Iterator[Fait]:
    """Give the dated facts that our own notices hold (`[[article.faits]]`): the best ranked of all."""
    notice = tomllib.loads(path.read_text(encoding="utf-8"))
    whole = {"num": "", "faits": notice.get("faits", ())}
    for article in (whole, *notice.get("article", ())):
        cle = f"{notice['texte']}:{article['num']}" if article["num"] else notice["texte"]
        for fait in article.get("faits", ()):
            yield Fait(
                cle=cle,
                nature=fait["nature"],
                jour=str(fait["jour"]),
                confiance=fait.get("confiance", "haute"),
                vers=tuple(fait.get("vers", ())),
                source=fait["source"],
                note=fait.get("note", ""),
                rang=3,
            )


def compile_codes(codes: dict[str, dict[str, str]]) -> str:
    lines = ["# code\tid\tnom\tdebut\tfin\tsuccesseur\tetat\tnumeros\tcouverture"]
    for code in CODES:
        row = codes[code]
        name = row["title"].replace("'", "’")
        lines.append(
            "\t".join((
                code, row["id"], name[0].lower() + name[1:], row["in_force_from"], row["in_force_until"],
                row["successor"], row["state_as_of"] or row["in_force_until"], row["articles"],
                translate_coverage(row["coverage"]),
            ))
        )  # fmt: skip
    return "\n".join(lines) + "\n"


COVERAGE = (
    ("complete (repealed code)", "complet (code abrogé)"),
    ("complete to ", "complet au "),
    ("dated to ", "daté jusqu’au "),
    ("presence evidence to ", "présence connue jusqu’au "),
    ("snapshot ", "instantané du "),
    ("unchanged articles confirmed to ", "articles inchangés confirmés au "),
    ("later changes only where recorded", "ensuite, les seuls changements relevés"),
)
"""How the index tells its coverage, and how we do."""


def translate_coverage(text: str) -> str:
    for english, french in COVERAGE:
        text = text.replace(english, french)
    return text.replace("; ", ", ")


def compile_termes(rows: list[dict[str, str]]) -> str:
    """Words that acts still use and that the law left: not references, so never a verdict."""
    lines = ["# terme\tactuel\tjour\tconfiance\tnote\tsource"]
    for row in rows:
        if not row["reference_perimee"].startswith("TERME:"):
            continue
        word = row["reference_perimee"].removeprefix("TERME:")
        jour = read_jour(row["date_effet"])
        cells = (word, row["reference_actuelle"], jour, row["confiance"], row["remarque"])
        lines.append("\t".join((*cells, f"visas périmés {row['id']}")).replace("'", "’"))
    return "\n".join(lines) + "\n"


def compile_texts(texts: dict[str, textes.Texte]) -> str:
    lines = ["# cle\tdate\ttitre\tstatut\tdebut\tfin\tvers\tid\tconfiance\tetat\tsource"]
    ordered = sorted(
        texts.values(), key=lambda text: (text.cle.partition(":")[0], sort_key(text.cle.partition(":")[2]))
    )
    return "\n".join([*lines, *(text.as_line() for text in ordered)]) + "\n"


def compile_code(code: str, rows: list[articles.Row], state: str) -> dict[str, str]:
    files = {}
    header = "# famille\tnumeros\tdebut\tfin\tetat\tmarques"
    for name, lines in articles.slice_rows(rows, lambda part: articles.compile_lines(part, state)).items():
        files[slice_path("articles", code, name)] = "\n".join([header, *lines]) + "\n"
    for name, lines in articles.slice_rows(rows, articles.compile_ids).items():
        files[slice_path("identifiants", code, name)] = (
            "\n".join(["# famille\tnumero=LEGIARTI", *lines]) + "\n"
        )
    return files


def slice_path(folder: str, code: str, name: str) -> str:
    return f"{folder}/{code}/{name}.tsv" if name else f"{folder}/{code}.tsv"


def compile_faits(faits: list[Fait]) -> dict[str, str]:
    """One file a code for its articles; the articles of laws and decrees share one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for fait in faits:
        key = parse_key(fait.cle)
        if key.is_code:
            groups[key.text].append(fait.as_line(key.article))
        elif not key.is_code:
            groups["textes"].append(fait.as_line(key.cle))
    return {
        f"faits/{name}.tsv": "\n".join([FAIT_HEADER.format("cle" if name == "textes" else "numero"), *lines])
        + "\n"
        for name, lines in groups.items()
    }


def fingerprint(files: dict[str, str], notices: Path) -> str:
    digest = hashlib.sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\0{text}".encode())
    for path in sorted(notices.glob("*.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def compare(files: dict[str, str], folder: Path) -> set[str]:
    """Name the files to write and those to delete."""
    present = {str(path.relative_to(folder)): path for path in folder.rglob("*.tsv") if path.is_file()}
    changed = {
        name for name, text in files.items()
        if name not in present or present[name].read_text(encoding="utf-8") != text
    }  # fmt: skip
    return changed | (set(present) - set(files))


def write(files: dict[str, str], names: set[str], folder: Path) -> None:
    for name in sorted(names):
        path = folder / name
        if name in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8", newline="\n")
        else:
            path.unlink()


if __name__ == "__main__":
    sys.exit(main())
