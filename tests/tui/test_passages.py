"""Passages of a language model on the drafting screen: asked, judged, accepted or refused."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from tests.tui.conftest import NARROW, WIDE, launch, type_text, wait_for
from tests.tui.test_francais import visible_text
from textual.pilot import Pilot
from textual.widgets import Static

from deliberia.assistance import Etat, Passage
from deliberia.documents import read_properties
from deliberia.llm import Client, open_client
from deliberia.model import Finding
from deliberia.settings import Settings
from deliberia_tui.app import Application
from deliberia_tui.ecrans.passage import FichePassage, make_visible
from deliberia_tui.ecrans.redaction import Redaction
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.constats import Constats
from deliberia_tui.elements.page import Page
from deliberia_tui.elements.texte import Texte
from deliberia_tui.passages import join_provenance, list_points

GOOD = "L’association anime la vie du village et fait vivre un patrimoine partagé par les habitants."
TO_CHECK = "L’association anime le village. La région finance la fête du four."
LIE = "L’association anime le village, comme le veut l’article L. 2121-999 du CGCT, avec 48 000 euros."
Answer = Callable[[httpx.Request], httpx.Response]


def stream(text: str) -> bytes:
    """Return an answer as services send it, word by word."""
    pieces = [{"choices": [{"index": 0, "delta": {"content": f"{word} "}}]} for word in text.split()]
    pieces.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    lines = [f"data: {json.dumps(one)}\n\n" for one in pieces]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


def say(text: str) -> Answer:
    return lambda request: httpx.Response(
        200, content=stream(text), headers={"content-type": "text/event-stream"}
    )


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], None]:
    """Set up a model whose answers are ours."""
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", "http://localhost:11434/v1")
    monkeypatch.setenv("DELIBERIA_ASSISTANT_MODEL", "essai")

    def put(answer: Answer) -> None:
        def open_it(settings: Settings) -> Client:
            return open_client(settings, transport=httpx.MockTransport(answer), tries=1)

        monkeypatch.setattr("deliberia_tui.passages._open", open_it)

    return put


async def ask(app: Application, pilot: Pilot[None], dossier: Path) -> tuple[Redaction, FichePassage]:
    """Open an act, go to its passage, ask for it, and wait for the judgement."""
    screen = Redaction(dossier / "subvention-association.toml")
    app.push_screen(screen)
    await wait_for(pilot, lambda: screen.apercu and screen.destination)
    champ(screen).take_focus()
    await pilot.press("f8")
    await wait_for(pilot, lambda: isinstance(app.screen, FichePassage) and app.screen.is_ended)
    window = app.screen
    assert isinstance(window, FichePassage)
    return screen, window


def champ(screen: Redaction) -> Champ:
    return next(one for one in screen.query(Champ) if one.question.nom == "expose")


@pytest.fixture
def bare(dossier: Path) -> Path:
    """The example without its passage."""
    path = dossier / "subvention-association.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("expose")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert "expose" not in tomllib.loads(path.read_text(encoding="utf-8")).get("champs", {})
    return dossier


async def test_an_accepted_passage_is_in_the_act_with_where_it_comes_from(
    bare: Path, model: Callable[[Answer], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIBERIA_RELECTEUR", "Claire Vasseur")
    model(say(GOOD))
    async with launch(bare) as (app, pilot):
        screen, window = await ask(app, pilot, bare)
        assert "localhost" in window.query_one("#passage-lieu", Texte).contenu.plain
        assert "vous en répondez" in window.query_one("#passage-etat", Texte).contenu.plain
        assert "localhost" in visible_text(app)
        await pilot.press("a")
        await wait_for(pilot, lambda: app.screen is screen)
        page = screen.query_one("#apercu", Page)
        await wait_for(pilot, lambda: "anime la vie du village" in page.texte)
        kept = bare / "subvention-association.toml.passages.json"
        await wait_for(pilot, kept.is_file)
    written = json.loads(kept.read_text(encoding="utf-8"))["passages"][0]
    assert written["provenance"]["accepte_par"] == "Claire Vasseur"
    assert written["provenance"]["hote"] == "localhost"
    content = tomllib.loads((bare / "subvention-association.toml").read_text(encoding="utf-8"))
    assert content["champs"]["expose"].startswith("L’association anime")


async def test_a_refused_passage_leaves_no_trace(bare: Path, model: Callable[[Answer], None]) -> None:
    model(say(GOOD))
    before = (bare / "subvention-association.toml").read_bytes()
    async with launch(bare) as (app, pilot):
        screen, _ = await ask(app, pilot, bare)
        await pilot.press("r")
        await wait_for(pilot, lambda: app.screen is screen)
        assert not champ(screen).valeur
    assert (bare / "subvention-association.toml").read_bytes() == before
    assert not list(bare.glob("*.passages.json"))


async def test_an_edited_passage_is_typed_on(bare: Path, model: Callable[[Answer], None]) -> None:
    model(say(GOOD))
    async with launch(bare) as (app, pilot):
        screen, _ = await ask(app, pilot, bare)
        await pilot.press("e")
        await wait_for(pilot, lambda: app.screen is screen and champ(screen).has_focus_within)
        await type_text(pilot, "Oui ")
        await wait_for(pilot, lambda: "Oui" in str(champ(screen).valeur))


async def test_what_is_to_check_is_shown_with_the_passage_and_one_key_accepts(
    bare: Path, model: Callable[[Answer], None]
) -> None:
    model(say(TO_CHECK))
    async with launch(bare) as (app, pilot):
        screen, window = await ask(app, pilot, bare)
        assert window.passage is not None
        assert window.passage.is_to_check
        told = window.query_one("#passage-etat", Texte).contenu.plain
        assert "rien ne le retient" in told
        assert "À vérifier, souligné dans le texte" in told
        assert all(f"– {remark}" in told for remark in window.passage.remarques)
        assert "À vérifier" in visible_text(app)
        texte = window.query_one("#passage-texte", Texte).contenu
        marked = [texte.plain[one.start : one.end] for one in texte.spans if "underline" in str(one.style)]
        assert "région finance" in marked
        await pilot.press("a")
        await wait_for(pilot, lambda: app.screen is screen)
        await wait_for(pilot, lambda: "La région finance" in screen.query_one("#apercu", Page).texte)
        kept = bare / "subvention-association.toml.passages.json"
        await wait_for(pilot, kept.is_file)
        assert not left_to_check(screen)
        remarks = list(window.passage.remarques)
    (written,) = json.loads(kept.read_text(encoding="utf-8"))["passages"]
    assert written["remarques"] == remarks
    assert written["provenance"]["accepte_par"]


async def test_an_exported_docx_says_what_was_accepted_and_what_was_shown(
    bare: Path, model: Callable[[Answer], None]
) -> None:
    model(say(TO_CHECK))
    docx = bare / "subvention-association.docx"
    async with launch(bare) as (app, pilot):
        screen, window = await ask(app, pilot, bare)
        await pilot.press("a")
        await wait_for(pilot, (bare / "subvention-association.toml.passages.json").is_file)
        await pilot.press("f5")
        await wait_for(pilot, lambda: docx.is_file() and read_properties(docx.read_bytes()))
        found = read_properties(docx.read_bytes())
        assert found["Deliberia expose accepte_par"] == "Claire Vasseur"
        assert window.passage is not None
        assert found["Deliberia expose remarques"] == str(len(window.passage.remarques))
        champ(screen).put("")
        await wait_for(pilot, lambda: "La région finance" not in screen.query_one("#apercu", Page).texte)
        await pilot.press("f5")
        await wait_for(pilot, lambda: not read_properties(docx.read_bytes()))


def test_a_damaged_file_of_passages_is_told_and_the_docx_stays(tmp_path: Path) -> None:
    acte, docx = tmp_path / "acte.toml", tmp_path / "acte.docx"
    (tmp_path / "acte.toml.passages.json").write_text("{", encoding="utf-8")
    docx.write_bytes(b"un acte")
    assert "passages" in join_provenance({"champs": {"expose": "Un texte."}}, acte, docx)
    assert docx.read_bytes() == b"un acte"


async def test_the_remarks_of_an_edited_passage_stay_until_their_words_are_gone(
    bare: Path, model: Callable[[Answer], None]
) -> None:
    model(say(TO_CHECK))
    async with launch(bare) as (app, pilot):
        screen, _ = await ask(app, pilot, bare)
        await pilot.press("e")
        await wait_for(pilot, lambda: left_to_check(screen))
        (point, *_) = left_to_check(screen)
        page = screen.query_one("#apercu", Page)
        assert page.texte[point.start : point.end] == "région finance"
        champ(screen).put("L’association anime le village. La fête du four attire les habitants.")
        await wait_for(pilot, lambda: "attire les habitants" in page.texte)
        assert not left_to_check(screen)


@pytest.mark.parametrize(("key", "is_left"), [("e", True), ("a", False)])
async def test_what_is_left_to_check_is_there_when_the_act_is_opened_again(
    key: str, is_left: bool, bare: Path, model: Callable[[Answer], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIBERIA_RELECTEUR", "Claire Vasseur")
    model(say(TO_CHECK))
    kept = bare / "subvention-association.toml.passages.json"
    async with launch(bare) as (app, pilot):
        await ask(app, pilot, bare)
        await pilot.press(key)
        await wait_for(pilot, kept.is_file)
        file = bare / "subvention-association.toml"
        await wait_for(pilot, lambda: "région" in file.read_text(encoding="utf-8"))
    accepted = json.loads(kept.read_text(encoding="utf-8"))["passages"][0]["provenance"]["accepte_par"]
    assert bool(accepted) is not is_left, "what is edited is not accepted yet"
    async with launch(bare) as (app, pilot):
        again = Redaction(bare / "subvention-association.toml")
        app.push_screen(again)
        await wait_for(pilot, lambda: again.apercu and again.destination)
        await wait_for(pilot, lambda: bool(left_to_check(again)) is is_left)


def left_to_check(screen: Redaction) -> list[Finding]:
    entrees = [one.cible for one in screen.query_one("#reste", Constats).entrees]
    return [one for one in entrees if isinstance(one, Finding) and one.regle == "IA003"]


def test_a_remark_that_quotes_nothing_goes_at_the_first_change() -> None:
    remark = "Le passage est vague."
    passage = Passage(emplacement="expose", texte="Un texte.", etat=Etat.PROPOSE, remarques=(remark,))
    (point,) = list_points(passage, "Un texte.", "Vu la loi. Un texte.")
    assert point.message == remark
    assert (point.start, point.end) == (None, None)
    assert list_points(passage, "Un autre texte.", "Un autre texte.") == []


@pytest.mark.parametrize("etat", Etat)
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_long_passage_never_pushes_what_is_said_of_it_off_the_screen(
    size: tuple[int, int], etat: Etat, bare: Path
) -> None:
    said = tuple(f"Le nombre «\xa0{rank}\xa0» n’est pas dans les données." for rank in range(8))
    texte = "La fête réunit le village. " * 100
    is_held = etat is Etat.RETENU
    passage = Passage(
        emplacement="expose",
        texte=texte,
        etat=etat,
        motifs=said if is_held else (),
        remarques=() if is_held else said,
    )
    async with launch(bare, size) as (app, pilot):
        window = FichePassage("Pourquoi ?", "Ici.", lambda announce, show, cancel: passage)
        app.push_screen(window)
        await wait_for(pilot, lambda: window.is_ended)
        await wait_for(pilot, lambda: "Retenu" in visible_text(app) or "À vérifier (8)" in visible_text(app))
        await pilot.press("tab", "end")
        await wait_for(pilot, lambda: "«\xa07\xa0»" in visible_text(app))


async def test_a_held_passage_is_shown_with_its_reasons_and_never_put_in(
    bare: Path, model: Callable[[Answer], None]
) -> None:
    model(say(LIE))
    async with launch(bare) as (app, pilot):
        screen, window = await ask(app, pilot, bare)
        state = window.query_one("#passage-etat", Texte).contenu.plain
        assert "Retenu" in state
        assert state.count("–") >= 1
        assert "2121-999" in window.query_one("#passage-texte", Texte).contenu.plain
        await pilot.press("a", "e")
        assert app.screen is window
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        assert not champ(screen).valeur


async def test_a_service_that_fails_is_said_in_a_sentence(
    bare: Path, model: Callable[[Answer], None]
) -> None:
    model(lambda request: httpx.Response(401, json={"error": "no"}))
    async with launch(bare) as (app, pilot):
        _, window = await ask(app, pilot, bare)
        assert window.query_one("#passage-etat", Texte).contenu.plain.startswith("✗ ")
        assert window.passage is None


async def test_a_host_that_is_not_allowed_receives_nothing(
    bare: Path, model: Callable[[Answer], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(500)

    model(answer)
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", "https://ia.exemple.fr/v1")
    async with launch(bare) as (app, pilot):
        _, window = await ask(app, pilot, bare)
        assert "n’est pas autorisé" in window.query_one("#passage-etat", Texte).contenu.plain
        assert "ia.exemple.fr" in window.query_one("#passage-lieu", Texte).contenu.plain
    assert not asked


async def test_without_a_model_nothing_speaks_of_one(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        screen = Redaction(dossier / "subvention-association.toml")
        app.push_screen(screen)
        await wait_for(pilot, lambda: screen.apercu)
        assert "Proposer" not in visible_text(app)
        await pilot.press("f8")
        assert app.screen is screen
        assert str(screen.query_one("#bandeau-titre", Static).content) == "Rédaction"


def test_hidden_characters_are_made_visible() -> None:
    assert make_visible("a\x1b[31mb\u202ec") == "a·[31mb·c"


def test_the_spaces_of_french_typography_hide_nothing() -> None:
    assert make_visible("1\u202f500\xa0€") == "1\u202f500\xa0€"
