"""A model that declines is told with its words."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.llm.conftest import KEY, Service, chunk, event, sse

from deliberia.llm import AssistantError, Fault

REFUSAL = "I can't\u202e help with that."


@pytest.mark.parametrize(
    "message",
    [
        {"content": None, "refusal": REFUSAL},
        {"content": "", "refusal": REFUSAL},
        {"content": [{"type": "refusal", "refusal": REFUSAL}]},
    ],
    ids=["nul", "vide", "morceau"],
)
def test_a_model_that_declines_is_told_with_its_words(message: dict[str, Any], service: Service) -> None:
    document = {"choices": [{"message": {"role": "assistant", **message}, "finish_reason": "stop"}]}
    service.script(httpx.Response(200, json=document))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.REFUSED
    assert caught.value.message == (
        "le modèle « m » a refusé de répondre. Il dit : « I can't help with that. »"
    )
    assert len(service.requests) == 1


def test_the_words_of_a_refusal_come_in_pieces_without_our_key(service: Service) -> None:
    service.script(
        sse(
            event(chunk(role="assistant", refusal=None)),
            event(chunk(refusal="I cannot use ")),
            event(chunk(refusal=f"{KEY}.")),
            event(chunk(finish="stop")),
            b"data: [DONE]\n\n",
        )
    )
    with pytest.raises(AssistantError) as caught:
        service.stream()
    assert caught.value.fault is Fault.REFUSED
    assert "« I cannot use " in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("refusal", [None, "", "  ", False, {"words": "no"}])
def test_an_answer_that_only_has_the_place_of_a_refusal_is_an_answer(refusal: Any, one: Service) -> None:
    message = {"content": "Bonjour.", "refusal": refusal}
    one.script(httpx.Response(200, json={"choices": [{"message": message, "finish_reason": "stop"}]}))
    found = one.complete()
    assert (found.text, found.warnings) == ("Bonjour.", ())


def test_a_refusal_beside_a_text_warns(one: Service) -> None:
    message = {"content": "Bonjour.", "refusal": "I stop here."}
    one.script(httpx.Response(200, json={"choices": [{"message": message, "finish_reason": "stop"}]}))
    assert one.complete().warnings == ("Le modèle a aussi refusé de répondre. Il dit : « I stop here. »",)
