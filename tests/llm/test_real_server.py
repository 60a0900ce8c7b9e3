"""llama.cpp's own server, on this machine: the whole path, from the prompt to the checked value."""

from __future__ import annotations

import asyncio
import threading

import pytest
from pydantic import BaseModel

from deliberia.cli import run
from deliberia.llm import (
    AssistantError,
    BatchRequest,
    Cancellation,
    Fault,
    Options,
    open_async_client,
    open_client,
    run_batch,
    user,
)
from deliberia.settings import AssistantSettings

pytestmark = pytest.mark.loopback

QUESTION = (user("Proposez un titre pour une délibération."),)
SHORT = Options(max_tokens=60, temperature=0.8, seed=4)
LONG = Options(max_tokens=1500, temperature=0.0)
"""With random weights, a temperature of zero repeats one word to the longest length."""


class Passage(BaseModel):
    titre: str
    considerants: list[str]
    montant: float


@pytest.fixture
def settings(real_server: str, monkeypatch: pytest.MonkeyPatch) -> AssistantSettings:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", "sk-test")
    return AssistantSettings(url=real_server, modele="deliberia-tiny", delai=60.0)


def test_it_lists_its_model(settings: AssistantSettings) -> None:
    with open_client(settings) as client:
        (model,) = client.list_models()
    assert (model.id, model.window) == ("deliberia-tiny", 2048)


def test_an_answer_is_the_same_whole_and_in_pieces(settings: AssistantSettings) -> None:
    with open_client(settings) as client:
        whole = client.complete(QUESTION, SHORT)
        with client.stream(QUESTION, SHORT) as stream:
            pieces = [delta.text for delta in stream]
    assert "".join(pieces).strip() == whole.text == stream.answer.text
    assert len(pieces) > 3
    assert stream.answer.usage.prompt_tokens == whole.usage.prompt_tokens
    assert whole.usage.completion_tokens


def test_a_value_has_the_shape_asked_for(settings: AssistantSettings) -> None:
    with open_client(settings) as client:
        found = client.complete_structured(QUESTION, Passage, Options(max_tokens=900, temperature=0.8))
    assert found.rung == "json_schema"
    assert isinstance(found.value, Passage)


def test_a_prompt_too_long_gives_its_sizes(settings: AssistantSettings) -> None:
    long = (user("délibération " * 4000),)
    with open_client(settings) as client:
        for ask in (lambda: client.complete(long), lambda: list(client.stream(long))):
            with pytest.raises(AssistantError) as caught:
                ask()
            assert caught.value.fault is Fault.TOO_LONG
            assert caught.value.sizes is not None
            assert caught.value.sizes[1] == 2048


def test_a_wrong_key_and_a_missing_one(settings: AssistantSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, fault in (("sk-faux", Fault.KEY_REFUSED), ("", Fault.KEY_MISSING)):
        monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", key)
        with open_client(settings) as client, pytest.raises(AssistantError) as caught:
            client.complete(QUESTION, SHORT)
        assert caught.value.fault is fault


def test_a_wrong_port_is_told(settings: AssistantSettings) -> None:
    elsewhere = AssistantSettings(url="http://127.0.0.1:9", modele="m")
    with open_client(elsewhere) as client, pytest.raises(AssistantError, match="rien ne répond"):
        client.complete(QUESTION)


def test_a_batch_runs_and_resumes(settings: AssistantSettings) -> None:
    wanted = [BatchRequest(id=str(i), messages=(user(f"Titre {i}"),), options=SHORT) for i in range(24)]
    with open_client(settings) as client:
        found = run_batch(wanted, client, concurrency=4)
    assert [one.id for one in found] == [str(i) for i in range(24)]
    assert all(one.answer or (one.error and one.error.fault is Fault.EMPTY) for one in found)


def test_leaving_a_stream_frees_the_server(settings: AssistantSettings) -> None:
    with open_client(settings) as client:
        for _ in range(6):
            with client.stream(QUESTION, LONG) as stream:
                for _ in stream:
                    break
        assert client.complete(QUESTION, SHORT).text


def test_a_task_is_cancelled(settings: AssistantSettings) -> None:
    async def ask() -> None:
        async with open_async_client(settings) as client:
            task = asyncio.create_task(client.complete(QUESTION, LONG))
            await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await client.complete(QUESTION, SHORT)).text

    asyncio.run(ask())


def test_a_stream_is_cancelled_from_another_thread(settings: AssistantSettings) -> None:
    cancel = Cancellation()
    with open_client(settings) as client, client.stream(QUESTION, LONG, cancel=cancel) as stream:
        pieces = iter(stream)
        next(pieces)
        thread = threading.Thread(target=cancel.cancel)
        thread.start()
        thread.join()
        with pytest.raises(AssistantError) as caught:
            list(pieces)
    assert caught.value.fault is Fault.CANCELLED


def test_the_command_tries_it_step_by_step(
    settings: AssistantSettings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["config", "assistant", "--url", settings.url, "--modele", settings.modele, "--tester"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("✓") >= 6  # an answer of random words may be empty
    assert "✗" not in captured.out
    assert "Le service répond" in captured.err  # its window is small: that is told
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", "sk-faux")
    assert run(["config", "assistant", "--tester"]) == 4
    assert "✗ Clé" in capsys.readouterr().out


def test_leaving_an_awaited_stream_frees_the_server(settings: AssistantSettings) -> None:
    async def ask() -> str:
        async with open_async_client(settings) as client:
            for _ in range(4):
                async with client.stream(QUESTION, LONG) as stream:
                    async for _ in stream:
                        break
            return (await client.complete(QUESTION, SHORT)).text

    assert asyncio.run(ask())
