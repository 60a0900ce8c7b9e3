"""Whatever a service sends, the only error is ours."""

from __future__ import annotations

import contextlib
import json
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.llm.conftest import event

from deliberia.errors import SettingsError
from deliberia.llm import Answer, AssistantError, open_client
from deliberia.llm.answers import Frame, parse_json, read_answer, read_models
from deliberia.llm.complaints import has_error, read_complaint
from deliberia.llm.faults import Situation, describe_reply
from deliberia.llm.streams import StreamReader
from deliberia.settings import AssistantSettings
from deliberia.settings.reading import read_settings

FRAME = Frame(host="h", model="m", estimated_tokens=1, tarifs=None)
SITUATION = Situation(host="h", url="http://h/v1", model="m", has_key=True, delai=1)
_NAMES = st.sampled_from(
    ["choices", "message", "content", "delta", "finish_reason", "error", "detail", "usage", "cost", "carbon",
     "kWh", "min", "text", "type", "reasoning", "data", "id", "meta", "n_ctx", "prompt_tokens", "loc"]
)  # fmt: skip
_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("thinking")
JUNK = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=25,
)


@given(JUNK)
def test_any_json_is_an_answer_or_our_error(document: Any) -> None:
    has_error(document)
    read_models(document)
    with contextlib.suppress(AssistantError):
        found = read_answer(document, FRAME)
        assert isinstance(found, Answer)
        json.dumps(found.as_dict())


@given(JUNK, st.sampled_from([200, 307, 400, 401, 403, 404, 407, 413, 422, 429, 500, 503]))
def test_any_refusal_has_one_line_and_something_to_do(document: Any, status: int) -> None:
    complaint = read_complaint(json.dumps(document).encode())
    error = describe_reply(status, complaint, SITUATION)
    assert error.hint
    assert "\n" not in str(error)


@given(st.binary(max_size=60), st.sampled_from([400, 500]))
def test_any_bytes_are_a_refusal(body: bytes, status: int) -> None:
    parse_json(body)
    assert "\x1b" not in str(describe_reply(status, read_complaint(body), SITUATION))


@given(st.lists(JUNK.map(event) | st.binary(max_size=20), max_size=6))
def test_any_stream_is_an_answer_or_our_error(pieces: list[bytes]) -> None:
    reader = StreamReader(FRAME)
    with contextlib.suppress(AssistantError):
        shown = "".join(delta.text for piece in pieces for delta in reader.feed(piece))
        shown += "".join(delta.text for delta in reader.close())
        found = reader.finish(seconds=0)
        assert found.text
        assert found.text in shown


_SETTINGS = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("http://localhost"),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["assistant", "url", "modele", "tarifs", "entree", "delai", "hotes_autorises", "journal"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["assistant", "journal", "x"]), _SETTINGS, max_size=2))
def test_any_document_is_settings_or_our_error(document: dict[str, Any]) -> None:
    with contextlib.suppress(SettingsError):
        assert read_settings(document, place="config.toml")


@pytest.mark.parametrize("value", ["nimporte://x:1", "socks5://moi:motdepasse1@x:1"])
def test_a_proxy_of_the_environment_that_cannot_be_used_is_told(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    wanted = AssistantSettings(url="https://ia.exemple.fr", modele="m", hotes_autorises=("ia.exemple.fr",))
    with pytest.raises(AssistantError, match="HTTPS_PROXY") as caught:
        open_client(wanted)
    assert "motdepasse1" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_file_cut_anywhere_is_told_or_read() -> None:
    text = '[assistant]\nurl = "http://localhost/v1"\ndelai = 12.5\n[assistant.tarifs]\nentree = 0.1\n'
    for end in range(len(text)):
        with contextlib.suppress(SettingsError, tomllib.TOMLDecodeError):
            assert read_settings(tomllib.loads(text[:end]), place="config.toml")


def test_a_service_that_repeats_the_key_does_not_print_it() -> None:
    frame = replace(FRAME, clean=lambda text: text.replace("sk-secret", "[clé]"))
    document = {"model": "m sk-secret", "choices": [{"message": {"content": "Voici sk-secret."}}]}
    answer = read_answer(document, frame)
    assert (answer.model, answer.text) == ("m [clé]", "Voici [clé].")


def test_half_a_character_is_replaced() -> None:
    answer = read_answer({"choices": [{"message": {"content": "Le village \ud800 vert."}}]}, FRAME)
    assert answer.text == "Le village � vert."
