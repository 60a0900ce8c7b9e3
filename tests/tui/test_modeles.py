"""The catalogue: by domain, or by any word, the best first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.tui.conftest import launch, type_text, wait_for
from textual.widgets import OptionList

from deliberia.catalogue import iter_templates
from deliberia_tui.ecrans.modeles import Fiche, Modeles, make_fiche, rank_fiches


@cache
def fiches() -> tuple[Fiche, ...]:
    return tuple(map(make_fiche, iter_templates()))


@pytest.mark.parametrize(
    ("mots", "best"),
    [
        ("subvention", "subvention-association"),
        ("association", "subvention-association"),
        ("DETR", "demande-detr-dsil"),
        ("emploi", "creation-emploi-permanent"),
        ("emplois", "creation-emploi-permanent"),
        ("tarif", "tarifs-communaux"),
        ("decision modificative", "decision-modificative"),
    ],
)
def test_a_word_puts_the_most_likely_template_first(mots: str, best: str) -> None:
    assert rank_fiches(fiches(), mots)[0].id == best


def test_a_short_word_is_not_looked_for_inside_others() -> None:
    assert all(" eau" in one.mots for one in rank_fiches(fiches(), "eau"))
    assert rank_fiches(fiches(), "ention")  # nothing begins so: it is looked for inside


def test_words_that_nothing_holds_find_nothing() -> None:
    assert rank_fiches(fiches(), "zzz") == []


async def test_without_a_word_the_list_goes_by_domain_and_the_cursor_skips_their_names(
    dossier: Path,
) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, Modeles) and app.screen.chosen)
        screen = app.screen
        assert isinstance(screen, Modeles)
        options = screen.query_one("#resultats", OptionList)
        domains = {one.domaine for one in fiches()}
        assert options.option_count == len(fiches()) + len(domains)
        assert screen.chosen == screen._fiches[0].id
        for fiche in screen._fiches[1:40]:
            await pilot.press("down")
            assert screen.chosen == fiche.id
        await type_text(pilot, "sub")
        await wait_for(pilot, lambda: screen.chosen == "subvention-association")
        assert options.highlighted == 0
