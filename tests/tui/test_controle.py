"""Ignoring a finding with a reason, and mending at its question an act that was drafted here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.tui.conftest import launch, type_text, wait_for
from tests.tui.test_consultation import FAUX

from deliberia.auditing.silences import iter_folder_silences
from deliberia.errors import DocumentError
from deliberia_tui.app import Application
from deliberia_tui.dossier.silences import add_silence, remove_silences, silences_path
from deliberia_tui.ecrans.controle import Controle
from deliberia_tui.ecrans.dialogues import DonnerMotif
from deliberia_tui.ecrans.redaction import Redaction
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.constats import Constats
from deliberia_tui.elements.texte import Texte

NAMES = [
    "acte.docx",
    "acte - v2 [fini] — relu.docx",
    "l’école n° 3 : tarifs.docx",
    "« essai ».txt",
    "a*b?.md",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_line_silences_its_file_and_no_other(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    add_silence("SEA004", path, "convocation jointe au dossier")
    found = list(iter_folder_silences(path))
    assert [(one.regle, one.motif) for one in found] == [("SEA004", "convocation jointe au dossier")]
    assert not list(iter_folder_silences(tmp_path / "autre.docx"))
    assert len(remove_silences("SEA004", path)) == 1
    assert not silences_path(path).exists()


def test_what_others_wrote_in_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "acte.docx"
    silences_path(path).write_text("ignorer FOR003 — numéro donné à la signature", encoding="utf-8")
    add_silence("SEA004", path, "motif")
    add_silence("VOT002", path, "autre motif")
    remove_silences("SEA004", path)
    lines = silences_path(path).read_text(encoding="utf-8").splitlines()
    assert lines == ["ignorer FOR003 — numéro donné à la signature", "ignorer VOT002 acte.docx — autre motif"]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acte.docx"
    add_silence("SEA004", path, "motif")
    before = silences_path(path).read_bytes()
    real = os.write

    def half(handle: int, data: bytes) -> int:
        return real(handle, data[: len(data) // 2])

    monkeypatch.setattr("deliberia_tui.dossier.silences.os.write", half)
    with pytest.raises(DocumentError, match="n’a pas pu être écrit"):
        add_silence("VOT002", path, "autre")
    assert silences_path(path).read_bytes() == before


async def open_file(app: Application, pilot: object, path: Path) -> Controle:
    screen = Controle(path)
    app.push_screen(screen)
    await wait_for(pilot, lambda: screen.audit is not None and screen.query_one("#constats").has_focus)  # type: ignore[arg-type]
    return screen


def rules(screen: Controle, *, ignored: bool) -> list[str]:
    entrees = screen.query_one("#constats", Constats).entrees
    return [one.cible.regle for one in entrees if (one.cible.ignore is not None) is ignored]  # type: ignore[attr-defined]


async def test_a_finding_is_ignored_with_a_reason_and_brought_back(dossier: Path) -> None:
    path = dossier / "ancienne.txt"
    path.write_text(FAUX, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        screen = await open_file(app, pilot, path)
        regle = rules(screen, ignored=False)[0]
        await pilot.press("f7")
        await wait_for(pilot, lambda: isinstance(app.screen, DonnerMotif))
        await pilot.press("enter")
        assert "Un motif est nécessaire" in app.screen.query_one("#motif-note", Texte).contenu.plain
        await type_text(pilot, "joint au dossier")
        await pilot.press("enter")
        await wait_for(pilot, lambda: regle in rules(screen, ignored=True))
        assert regle not in rules(screen, ignored=False)
        text = silences_path(path).read_text(encoding="utf-8")
        assert text == f"ignorer {regle} ancienne.txt — joint au dossier\n"
        constats = screen.query_one("#constats", Constats)
        assert "ignorés : " in str(constats.border_title)
        assert any("joint au dossier" in one.detail for one in constats.entrees)
        await pilot.press("ctrl+z")
        await wait_for(pilot, lambda: regle in rules(screen, ignored=False))
        assert not silences_path(path).exists()


async def test_the_same_key_brings_back_an_ignored_finding(dossier: Path) -> None:
    path = dossier / "ancienne.txt"
    path.write_text(FAUX, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        screen = await open_file(app, pilot, path)
        regle = rules(screen, ignored=False)[0]
        add_silence(regle, path, "motif")
        screen._check(path)
        await wait_for(pilot, lambda: regle in rules(screen, ignored=True))
        constats = screen.query_one("#constats", Constats)
        constats.highlighted = len(constats.entrees) - 1
        await pilot.press("f7")
        await wait_for(pilot, lambda: regle in rules(screen, ignored=False))


async def test_the_commune_that_is_counted_on_is_named(dossier: Path) -> None:
    (dossier / "ancienne.txt").write_text(FAUX, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        screen = await open_file(app, pilot, dossier / "ancienne.txt")
        assert "la commune du dossier, Val-Fleuri" in screen.query_one("#resume", Texte).contenu.plain


async def test_an_act_drafted_here_is_mended_at_its_question(dossier: Path) -> None:
    draft = dossier / "subvention-association.toml"
    text = draft.read_text(encoding="utf-8")
    draft.write_text(f'visas = ["l’article L. 2121-999 du CGCT"]\n{text}', encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        app.push_screen(Redaction(draft))
        await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu)
        await pilot.press("f5")
        await wait_for(pilot, draft.with_suffix(".docx").is_file)
        await pilot.press("escape")
        screen = await open_file(app, pilot, draft.with_suffix(".docx"))
        constats = screen.query_one("#constats", Constats)
        constats.highlighted = next(
            rank for rank, one in enumerate(constats.entrees) if "2121-999" in one.texte.replace("\xa0", " ")
        )
        await pilot.press("f5")
        await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu)
        champ = next(one for one in app.screen.query(Champ) if one.question.nom == "visas")
        await wait_for(pilot, lambda: champ.has_focus_within)


async def test_a_file_made_elsewhere_is_not_mended_here(dossier: Path) -> None:
    (dossier / "ancienne.txt").write_text(FAUX, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        await open_file(app, pilot, dossier / "ancienne.txt")
        await pilot.press("f5")
        await wait_for(
            pilot, lambda: any("n’a pas été rédigé ici" in str(one.message) for one in app._notifications)
        )
