"""The HTML report: one page alone, accessible, whose anchors lead both ways."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from deliberia.auditing import Audit, Failure
from deliberia.auditing.rapports import render_html
from deliberia.auditing.rapports.html_texte import render_text
from deliberia.model import Finding, Severity

STYLE = (files("deliberia.auditing.rapports") / "rapport.css").read_text(encoding="utf-8")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parse(page: str) -> etree._Element:
    return etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8"))


def read(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def blank_calls(root: etree._Element) -> None:
    """Take away the numbers beside the marks: what is left is the text of the act."""
    for call in root.iter("a"):
        call.text = None
        for child in list(call):
            call.remove(child)


@pytest.fixture(scope="module")
def page(results: Sequence[Audit | Failure]) -> str:
    return render_html(results)


def test_the_page_is_in_french_with_a_title_and_landmarks(page: str) -> None:
    root = parse(page)
    assert page.startswith("<!DOCTYPE html>")
    assert root.get("lang") == "fr"
    assert root.findtext(".//title") == "Rapport de vérification"
    for name in ("header", "main", "footer"):
        assert len(root.findall(f".//{name}")) == 1
    assert root.find(".//a").get("href") == "#contenu"  # type: ignore[union-attr]


def test_it_needs_nothing_else(page: str) -> None:
    root = parse(page)
    assert not list(root.iter("script", "link", "img", "iframe", "object"))
    assert "default-src 'none'" in page
    assert not re.search(r"url\((?!#)|@import|https?://", page)
    assert all(str(link.get("href")).startswith("#") for link in root.iter("a"))


def test_headings_never_skip_a_level(page: str) -> None:
    levels = [int(element.tag[1]) for element in parse(page).iter(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_link_has_its_target_and_ids_are_unique(page: str) -> None:
    root = parse(page)
    ids = [str(element.get("id")) for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {str(link.get("href"))[1:] for link in root.iter("a")} <= set(ids)
    named = {name for element in root.iter() for name in str(element.get("aria-labelledby", "")).split()}
    assert named <= set(ids)


def test_navigations_have_different_names(page: str) -> None:
    root = parse(page)
    by_id = {element.get("id"): read(element) for element in root.iter() if element.get("id")}
    names = [
        nav.get("aria-label") or " ".join(by_id[name] for name in str(nav.get("aria-labelledby")).split())
        for nav in root.iter("nav")
    ]
    assert len(names) == len(set(names)) == 3


def test_the_table_gives_the_figures_of_the_chart(audit: Audit) -> None:
    table = parse(render_html([audit])).find(".//table")
    assert table is not None
    assert table.find("caption") is not None
    rows = {read(row[0]): [read(cell) for cell in list(row)[1:4]] for row in table.iter("tr")}
    assert rows["Finances"] == ["1", "0", "1"]
    assert rows["Séance"] == ["1", "1", "0"]
    assert rows["Total"] == ["2", "2", "1"]
    assert {cell.get("scope") for cell in table.iter("th")} == {"row", "col"}
    assert all(chart.get("aria-hidden") == "true" for chart in table.iter("svg"))


def test_severity_is_never_told_by_colour_alone(audit: Audit) -> None:
    root = parse(render_html([audit]))
    calls = [read(link) for link in root.iter("a") if "appel" in str(link.get("class"))]
    assert sorted(calls) == ["A4 (avertissement)", "E1 (erreur)", "E2 (erreur)", "I5 (information)"]
    for severite, style in (("erreur", "solid"), ("avertissement", "dashed"), ("info", "dotted")):
        assert re.search(rf"mark\.{severite} {{[^}}]*underline {style}", STYLE)


def test_the_marks_cover_the_words_and_the_text_is_whole(audit: Audit) -> None:
    root = parse(render_html([audit]))
    (box,) = (element for element in root.iter("div") if element.get("class") == "acte")
    blank_calls(box)
    assert "".join(read(box).split()) == "".join(audit.texte.split())
    marks = [read(mark) for mark in box.iter("mark")]
    assert marks == ["4", "code ;", "Vu la", "1 500 € (", "mille deux", " cents euros)"]


def test_what_the_act_says_is_never_read_as_a_page(audit: Audit) -> None:
    page = render_html([replace(audit, chemin="<script>.docx")])
    assert "<subvention>" not in page
    assert "<doute>" not in page
    assert "<script>" not in page
    assert "&lt;subvention&gt;" in page


def test_silenced_findings_stand_apart_with_their_reason(audit: Audit) -> None:
    page = render_html([audit])
    assert "vu avec la préfecture" in read(parse(page))
    assert "Constats ignorés" in page


def test_the_outline_gives_each_part_with_its_marks(audit: Audit) -> None:
    outline = parse(render_html([audit])).find(".//ol")
    assert outline is not None
    assert [re.sub(r"\s+", " ", read(item)) for item in outline] == [
        "En-tête 1 erreur : E1",
        "Objet : <subvention> & prêt",
        "Visas (2) 1 avertissement : A4",
        "Considérants",
        "Article 1er : 1 500 € (mille deux cents euros). 1 erreur, 1 information : E2 I5",
    ]


def test_minutes_are_outlined_act_by_act(proces_verbal: Audit) -> None:
    page = render_html([proces_verbal])
    outline = parse(page).find(".//ol")
    assert outline is not None
    assert [item.text for item in outline] == ["Début du procès-verbal", "Prêt"]
    assert "n’est pas connue" in page
    assert "Texte 1" in page


def test_files_not_read_are_listed(page: str) -> None:
    assert "b.pdf" in page
    assert "Fichiers non lus" in page
    assert "1 fichier n’a pas pu être lu" in read(parse(page))


def test_the_same_results_give_the_same_page(results: Sequence[Audit | Failure]) -> None:
    assert render_html(results) == render_html(results)


@given(
    text=st.text("ab é<&\n", max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=6),
)
def test_any_marks_keep_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    findings = [
        (
            number,
            Finding(
                regle="SEA001", origine="o", severite=Severity.ERREUR, message="m",
                start=min(start, len(text)), end=min(start + length, len(text)),
            ),
        )
        for number, (start, length) in enumerate(spans, 1)
    ]  # fmt: skip
    root = parse(f"<html><body>{render_text(text, findings, prefix='d1')}</body></html>")
    blank_calls(root)
    assert "".join(read(root).split()) == "".join(text.split())
    marked = sum(finding.start != finding.end for _, finding in findings)
    assert len(list(root.iter("a"))) == marked


def variables(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 counts it."""

    def shine(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((shine(one), shine(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


THEMES = [variables(block) for block in re.findall(r":root {(.*?)}", STYLE, re.DOTALL)]


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "print"])
def test_colours_have_enough_contrast(theme: dict[str, str]) -> None:
    for text in ("encre", "encre-2", "lien", "erreur", "avertissement", "info"):
        for ground in ("fond", "fond-2"):
            assert contrast(theme[text], theme[ground]) >= 4.5, (text, ground)
    for name in ("erreur", "avertissement", "info"):
        assert contrast(theme["encre"], theme[f"{name}-fond"]) >= 4.5
    assert contrast(theme["trait"], theme["fond"]) >= 3
