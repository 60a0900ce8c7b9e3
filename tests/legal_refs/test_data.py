"""The data files themselves: canonical order, identifiers, dates, cross-references."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from deliberia.legal_refs import CODES, load_base, normalize_num, parse_key, sort_key
from deliberia.resources import data_dir

FOLDER = data_dir("legal_refs")
TABLES = sorted(FOLDER.rglob("*.tsv"))
NOTICES = sorted((FOLDER / "notices").glob("*.toml"))
NATURES = ["cree", "confirme", "modifie", "fin", "deplace", "inconnu", "ancien"]
FIELDS = {
    "num", "titre", "sujets", "remplace", "depuis", "legiarti", "source", "verifie_le", "exemples", "faits",
}  # fmt: skip
ISO = r"\d{4}-\d\d-\d\d"


def read(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def iter_faits() -> Iterator[tuple[str, list[str]]]:
    for path in sorted((FOLDER / "faits").glob("*.tsv")):
        for cells in read(path):
            cle = cells[0] if path.stem == "textes" else f"{path.stem}:{cells[0]}".rstrip(":")
            yield cle, cells


def test_files_are_readable_short_and_hold_no_code() -> None:
    assert len(TABLES) > 150
    for path in (*TABLES, *NOTICES):
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n"), path
        assert "\r" not in text, path
        assert text.count("\n") <= 1500, f"{path} dépasse 1 500 lignes"
    assert not list(FOLDER.rglob("*.py"))


def test_article_lines_stand_in_the_order_of_the_code() -> None:
    for path in sorted((FOLDER / "articles").rglob("*.tsv")):
        firsts = [sort_key(cells[0] + re.split(r"\.\.|,", cells[1])[0].rstrip("*")) for cells in read(path)]
        assert firsts == sorted(firsts), path


def test_article_dates_are_days_in_order() -> None:
    span = re.compile(rf"(?:(?:{ISO})?~)?{ISO}|")
    for path in sorted((FOLDER / "articles").rglob("*.tsv")):
        for cells in read(path):
            cells += [""] * (6 - len(cells))
            assert span.fullmatch(cells[2]), (path, cells)
            assert span.fullmatch(cells[3]), (path, cells)
            debut, fin = (cell.rpartition("~")[2] for cell in cells[2:4])
            assert not fin or not debut or debut <= fin, (path, cells)
            for cell in (debut, fin, cells[4]):
                if cell:
                    dt.date.fromisoformat(cell)


def test_every_number_is_in_normal_form_and_found_where_it_is_filed() -> None:
    base = load_base()
    for code in CODES:
        numbers = base.iter_numbers(code)
        for num in numbers[:: max(1, len(numbers) // 60)]:
            assert normalize_num(num) == num, f"{code}:{num}"
            assert base.get_intervals(code, num) or base.get_faits(code, num), f"{code}:{num}"


def test_identifiers_belong_to_numbers_of_the_tables() -> None:
    base = load_base()
    for path in sorted((FOLDER / "identifiants").rglob("*.tsv")):
        code = path.stem if path.parent.name == "identifiants" else path.parent.name
        for family, cells in read(path):
            first = cells.split(",")[0]
            member, _, digits = first.partition("=")
            assert re.fullmatch(r"\d{5,8}", digits), (path, first)
            assert base.get_intervals(code, family + member), f"{code}:{family}{member}"


def test_codes_are_those_of_the_program_in_the_same_order() -> None:
    rows = read(FOLDER / "codes.tsv")
    assert [row[0] for row in rows] == list(CODES)
    assert all(re.fullmatch(r"LEGITEXT\d{12}", row[1]) for row in rows)
    assert all(row[2][0].islower() and "'" not in row[2] for row in rows)


def test_texts_are_sorted_once_each_with_a_known_status() -> None:
    rows = read(FOLDER / "textes.tsv")
    keys = [row[0] for row in rows]
    assert keys == sorted(set(keys), key=lambda cle: (cle.partition(":")[0], sort_key(cle.partition(":")[2])))
    for row in rows:
        row += [""] * (11 - len(row))
        assert parse_key(row[0]).cle == row[0]
        assert row[3] in ("en_vigueur", "en_partie", "codifie", "abroge")
        assert row[8] in ("haute", "moyenne", "basse")
        assert not row[7] or re.fullmatch(r"(JORF|LEGI)TEXT\d{12}", row[7])
        if row[3] in ("codifie", "abroge"):
            assert row[5], f"{row[0]} est mort sans date"


def test_facts_are_sorted_typed_and_sourced() -> None:
    for path in sorted((FOLDER / "faits").glob("*.tsv")):
        order = []
        for cells in read(path):
            cells += [""] * (7 - len(cells))
            assert cells[1] in NATURES, (path, cells)
            assert re.fullmatch(rf"(?:(?:{ISO})?~)?{ISO}", cells[2]), (path, cells)
            assert cells[3] in ("haute", "moyenne", "basse")
            assert cells[5], f"fait sans source : {path.name} {cells[0]}"
            assert cells[1] == "inconnu" or cells[3] != "basse", (path, cells)
            key = parse_key(cells[0]) if path.stem == "textes" else None
            number = key.article if key else cells[0]
            order.append(
                (
                    key.text if key else "",
                    sort_key(number),
                    cells[2].rpartition("~")[2],
                    NATURES.index(cells[1]),
                )
            )
        assert order == sorted(order), path


def test_what_the_copies_of_mid_2025_alone_say_holds_no_later_than_they_do() -> None:
    alone = re.compile(r"visas périmés S\d+ \(code local \(mi-2025\)\)")
    proved = [
        (cle, cells[2]) for cle, cells in iter_faits() if cells[1] == "confirme" and alone.fullmatch(cells[5])
    ]
    assert len(proved) > 20
    assert {day for _, day in proved} == {"2025-07-12"}


def test_every_successor_is_known_to_the_base() -> None:
    base = load_base()
    unknown = set()
    for cle, cells in iter_faits():
        for vers in (cells[4] if len(cells) > 4 else "").split(";"):
            if not vers:
                continue
            key = parse_key(vers)
            assert key.cle == vers, f"{cle} → {vers}"
            known = key.text in base.codes or key.text in base.texts
            if known and key.is_code and key.article:
                known = bool(
                    base.get_intervals(key.text, key.article) or base.get_faits(key.text, key.article)
                )
            if not known:
                unknown.add(vers)
    assert not unknown


def test_nothing_points_at_the_tools_that_made_it() -> None:
    forbidden = re.compile(
        r"/work|/tmp|legal-brief|legal-index|autre assistant|github fichier", re.IGNORECASE
    )
    for path in (*TABLES, *NOTICES):
        found = forbidden.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path.name} : {found and found[0]}"


def test_the_fingerprint_is_that_of_the_data() -> None:
    digest = hashlib.sha256()
    for name in sorted(str(path.relative_to(FOLDER)) for path in TABLES):
        if name != "base.tsv":
            digest.update(f"{name}\0{(FOLDER / name).read_text(encoding='utf-8')}".encode())
    for path in NOTICES:
        digest.update(path.read_bytes())
    assert load_base().empreinte == digest.hexdigest()[:16]


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_notices_are_sorted_and_complete(path: Path) -> None:
    base = load_base()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    key = parse_key(data["texte"])
    numbers = [article["num"] for article in data.get("article", ())]
    assert numbers == sorted(set(numbers), key=sort_key)
    for article in data.get("article", ()):
        where = f"{data['texte']}:{article['num']}"
        assert set(article) <= FIELDS, where
        assert normalize_num(article["num"]) == article["num"], where
        if key.is_code:
            assert base.get_intervals(key.text, article["num"]) or base.get_faits(key.text, article["num"]), (
                where
            )
        if "legiarti" in article:
            assert re.fullmatch(r"LEGIARTI\d{12}", article["legiarti"]), where
        if "titre" in article:
            assert article["source"], where
            assert isinstance(article["verifie_le"], dt.date), where
            assert article["exemples"], where
            assert len(article["titre"]) <= 90, where
            assert "'" not in article["titre"], where
        for fait in article.get("faits", ()):
            assert fait["nature"] in NATURES, where
            assert fait["source"], where


def test_what_a_notice_says_was_replaced_leads_to_it() -> None:
    base = load_base()
    for cle, notice in base.notices.items():
        for old in notice.remplace:
            key = parse_key(old)
            successors = {vers for fait in base.get_faits(key.text, key.article) for vers in fait.vers}
            assert cle in successors, f"{old} ne mène pas à {cle}"


def test_the_three_hundred_usual_articles_have_a_heading() -> None:
    assert len(load_base().notices) >= 300
