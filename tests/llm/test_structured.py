"""Answers of a given shape: three ways down, always checked, given up cleanly."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pydantic import BaseModel, ConfigDict, Field
from tests.llm.conftest import QUESTION, Service, answer

from deliberia.llm import AssistantError, Fault, Options
from deliberia.llm.structured import make_schema, read_value


class Part(BaseModel):
    titre: str = Field(pattern="^[a-z]+$", title="Titre")
    pattern: int = 0


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")
    mot: str
    nombre: int


GOOD = '{"mot": "bonjour", "nombre": 7}'


def refuse(status: int, message: str) -> httpx.Response:
    return httpx.Response(status, json={"error": {"message": message, "type": "invalid_request_error"}})


def formats(service: Service) -> list[str]:
    return [body.get("response_format", {}).get("type", "aucun") for body in service.bodies()]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Voici : {GOOD} Voilà.",
        f'{{"a": 1}} {GOOD}',
        f"\n \t{GOOD}",
        f"{{{GOOD}",
    ],
    ids=["seul", "clôture", "entre des mots", "après un autre", "espaces", "accolade en trop"],
)
def test_an_object_is_found_wherever_it_stands(text: str) -> None:
    assert read_value(text, Shape)[0] == Shape(mot="bonjour", nombre=7)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "aucun objet"),
        ("[1, 2]", "aucun objet"),
        ('{"mot": "a"}', "« nombre » manque"),
        ('{"mot": "a", "nombre": 1, "x": 2}', "« x » est de trop"),
        ('{"mot": "secret", "nombre": "beaucoup"}', "« nombre » n’est pas"),
        ('{"mot": "a", "nombre": NaN}', "aucun objet"),
        ('{"mot": "a", "nomb', "aucun objet"),
        ("{" * 100_000, "aucun objet"),
        ('{"a":' * 50_000, "aucun objet"),
    ],
)
def test_a_fault_is_named_without_its_value(text: str, said: str) -> None:
    value, problem = read_value(text, Shape)
    assert value is None
    assert said in problem
    assert "secret" not in problem
    assert "beaucoup" not in problem


def test_a_schema_is_plain_and_its_fields_keep_their_names() -> None:
    schema = make_schema(Part)
    assert set(schema["properties"]) == {"titre", "pattern"}
    assert schema["properties"]["titre"] == {"type": "string"}
    assert schema["additionalProperties"] is False


def test_a_schema_is_asked_first_and_repeated_in_the_prompt(one: Service) -> None:
    one.script(answer(GOOD))
    with one.client() as client:
        found = client.complete_structured(QUESTION, Shape)
    assert (found.value, found.rung, found.tries) == (Shape(mot="bonjour", nombre=7), "json_schema", 1)
    (body,) = one.bodies()
    assert body["response_format"]["json_schema"]["strict"] is True
    assert '"nombre"' in body["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("refusals", "rung"),
    [
        ([refuse(400, "response_format json_schema is not supported")], "json_object avec schéma"),
        ([refuse(500, "literal_error: Input should be 'text' or 'json_object'")], "json_object avec schéma"),
        ([refuse(400, "Failed to initialize samplers: failed to parse grammar")], "json_object avec schéma"),
        ([refuse(400, "json_schema"), refuse(422, "schema: extra_forbidden")], "json_object"),
        ([refuse(422, "json_schema"), refuse(422, "schema"), refuse(501, "response_format")], "instruction"),
    ],
    ids=["400", "500", "grammaire", "deux marches", "trois marches"],
)
def test_a_refused_way_is_not_tried_again(refusals: list[Any], rung: str, one: Service) -> None:
    one.script(*refusals, answer(GOOD), answer(GOOD))
    with one.client() as client:
        assert client.complete_structured(QUESTION, Shape).rung == rung
        assert client.complete_structured(QUESTION, Shape).rung == rung
    asked = formats(one)
    assert asked[-1] == asked[-2] == ("aucun" if rung == "instruction" else "json_object")
    assert one.waits == []


def test_free_text_in_spite_of_a_schema_is_asked_again_with_its_fault(one: Service) -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 1}
    one.script(answer("Le mot est bonjour.", usage=usage), answer('{"mot": "a"}', usage=usage), answer(GOOD))
    with one.client() as client:
        found = client.complete_structured(QUESTION, Shape)
    assert found.tries == 3
    assert formats(one) == ["json_schema", "json_object", "json_object"]
    assert found.answer.usage.prompt_tokens == 20
    last = one.bodies()[-1]["messages"]
    assert [turn["role"] for turn in last] == ["user", "assistant", "user"]
    assert "« nombre » manque" in last[-1]["content"]


def test_a_cut_object_is_asked_again_longer(one: Service) -> None:
    one.script(answer('{"mot": "bonj', finish="length"), answer(GOOD))
    with one.client() as client:
        client.complete_structured(QUESTION, Shape, Options(max_tokens=20))
    assert [body["max_tokens"] for body in one.bodies()] == [20, 40]
    assert len(one.bodies()[1]["messages"]) == 1


def test_after_three_tries_it_is_given_up(one: Service) -> None:
    one.script(*[answer("non") for _ in range(3)])
    with one.client() as client, pytest.raises(AssistantError, match="3 essais") as caught:
        client.complete_structured(QUESTION, Shape)
    assert caught.value.fault is Fault.BAD_SHAPE
    assert one.steps == []


async def test_the_asynchronous_client_goes_down_the_same_ladder(one: Service) -> None:
    one.script(refuse(400, "json_schema"), answer(GOOD))
    async with one.async_client() as client:
        found = await client.complete_structured(QUESTION, Shape)
    assert found.rung == "json_object avec schéma"
