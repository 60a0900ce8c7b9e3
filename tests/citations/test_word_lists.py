"""Word lists: every name has an example, every example is read, every entry is in the published list."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberia.citations import find_citations
from deliberia.citations.lexicon import read_table
from deliberia.model.citation import TargetKind

CODES = read_table("codes.tsv")
LAWS = read_table("lois.tsv")


def codes_of(text: str) -> list[str]:
    return [t.text for c in find_citations(text) for t in c.targets if t.kind is TargetKind.CODE]


def laws_of(text: str) -> list[tuple[str, str]]:
    targets = [t for c in find_citations(text) for t in c.targets]
    return [(t.num, t.date.isoformat() if t.date else "") for t in targets if t.kind is TargetKind.LOI]


@pytest.mark.parametrize("row", CODES, ids=[row[0] for row in CODES])
def test_every_name_of_a_code_is_read(row: list[str]) -> None:
    short, names, _, examples = row
    assert examples, "une entrée sans exemple"
    for name in [*names.split("|"), *examples.split("|")]:
        assert codes_of(f"Vu l’article L. 1 du {name}, ") == [short], name


@pytest.mark.parametrize("row", CODES, ids=[row[0] for row in CODES])
def test_every_sigle_of_a_code_is_read_beside_an_article(row: list[str]) -> None:
    short, _, sigles, _ = row
    for sigle in filter(None, sigles.split("|")):
        assert codes_of(f"Vu l’article L. 121-1 {sigle.lstrip('+')}, ") == [short], sigle


@pytest.mark.parametrize("row", LAWS, ids=[row[1] or row[2] for row in LAWS])
def test_every_name_of_a_law_is_read(row: list[str]) -> None:
    kind, num, date, nom, nicknames, titles, examples = row
    assert kind == "loi"
    assert nom
    assert examples, "une entrée sans exemple"
    names = [name.lstrip("=") for name in (*nicknames.split("|"), *titles.split("|")) if name]
    assert names, "une entrée sans nom"
    for text in [*(f"loi {name}" for name in names), *examples.split("|")]:
        assert laws_of(f"Vu la {text} ;") == [(num, date)], text


def test_the_codes_are_those_of_the_published_list(shared: Path) -> None:
    lines = (shared / "legal-index" / "codes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row[0] for row in CODES] == [line.split("\t")[0] for line in lines]


def test_the_laws_agree_with_the_published_texts(shared: Path) -> None:
    lines = (shared / "legal-index" / "texts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    published = {(c[0], c[1]): c[2] for c in (line.split("\t") for line in lines) if c[1]}
    for row in LAWS:
        if (row[0], row[1]) in published:
            assert row[2] == published[row[0], row[1]], row[1]
