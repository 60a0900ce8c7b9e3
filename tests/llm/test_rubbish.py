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
from deliberia.llm.keys import Key, KeySieve
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


@pytest.mark.parametrize(
    ("secret", "said", "shown"),
    [
        ("sk-secret-1", "Voici sk-secret-1.", "Voici [clé]."),
        ("sk-secret-1", "Voici SK-SECRET-1, et sk-secret-1sk-secret-1.", "Voici [clé], et [clé][clé]."),
        ("sk+secret/1", "https://x/?k=sk%2Bsecret%2F1 et sk%2Bsecret/1", "https://x/?k=[clé] et [clé]"),
        ("essai", "Un essai, des essais.", "Un [clé], des essais."),
        ("x", "Un axe x.", "Un axe x."),
    ],
)
def test_a_service_that_repeats_the_key_does_not_print_it(secret: str, said: str, shown: str) -> None:
    frame = replace(FRAME, key=Key(secret, "essai"))
    document = {"model": f"m {said}", "choices": [{"message": {"content": said}}]}
    answer = read_answer(document, frame)
    assert (answer.model, answer.text) == (f"m {shown}", shown)
    (model,) = read_models({"data": [{"id": said, "type": said, "aliases": [said]}]}, frame.key) or ()
    assert (model.id, model.kind, model.aliases) == (shown, shown, (shown,))


@given(st.integers(0, 400), st.integers(0, 3))
def test_a_key_cut_by_the_end_of_an_excerpt_is_not_shown(before: int, shape: int) -> None:
    key = Key("sk-secret-0123456789", "essai")
    text = f"{'é' * before} {key.secret} fin"
    document: Any = (text, {"error": text}, {"detail": [{"msg": text}]}, {"error": {"message": text}})[shape]
    body = text.encode() if shape == 0 else json.dumps(document).encode()
    shown = describe_reply(400, read_complaint(body, clean=key.scrub), SITUATION)
    assert "sk-s" not in str(shown)


@given(st.lists(st.sampled_from(["sk-", "secret", "-1", "SK-SECRET-1", "s", "é", " ", "k"]), max_size=12))
def test_a_key_cut_between_two_pieces_is_not_shown(pieces: list[str]) -> None:
    sieve = KeySieve(Key("sk-secret-1", "essai"))
    shown = "".join([*(sieve.feed(piece) for piece in pieces), sieve.close()])
    assert shown == Key("sk-secret-1", "essai").scrub("".join(pieces))


@pytest.mark.parametrize("count", [10**400, float("inf"), -1, True, "12"])
def test_an_absurd_count_is_no_count(count: Any) -> None:
    usage = {"prompt_tokens": count, "completion_tokens": count, "cost": count, "carbon": {"kWh": count}}
    answer = read_answer({"choices": [{"message": {"content": "a"}}], "usage": usage}, FRAME)
    assert set(answer.usage.as_dict().values()) == {None}


def test_half_a_character_is_replaced() -> None:
    answer = read_answer({"choices": [{"message": {"content": "Le village \ud800 vert."}}]}, FRAME)
    assert answer.text == "Le village � vert."
