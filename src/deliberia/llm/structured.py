"""Answers of a given shape: asked three ways, always checked here, given up cleanly.

The ladder goes from the strictest way to the plainest: `json_schema`, `json_object` with the schema (the only
way of some servers), `json_object`, an instruction. The schema is in the prompt on every rung, because some
services accept a schema and do not follow it; one that answers plain words is asked on the next rung.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from deliberia.llm.bodies import Json
from deliberia.llm.core import Core, FormatRefused
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.records import Answer, Message, Options, Role, Usage
from deliberia.llm.wire import Plan

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    Shape = TypeVar("Shape", bound=BaseModel)
else:
    Shape = TypeVar("Shape")

RUNGS = ("json_schema", "json_object avec schéma", "json_object", "instruction")
MAX_TRIES = 3
"""Answers asked for one shape."""
_UNSAFE_WORDS = frozenset(("pattern", "title", "default", "format", "examples"))
"""Left out of schemas: a pattern makes some servers drop it all, the others teach a model nothing."""
_NO_OBJECT = "aucun objet JSON"
_CANDIDATES = 40
_SHOWN = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Structured(Generic[Shape]):
    """A checked value and the answer it was read from."""

    value: Shape
    answer: Answer
    """Its usage counts all the tries."""
    rung: str
    """Which of `RUNGS` gave it."""
    tries: int


def plan_structured(
    core: Core, messages: Iterable[Message], shape: type[Shape], options: Options | None = None
) -> Plan[Structured[Shape]]:
    """Ask for a value of the class `shape`, a pydantic model.

    Strings may begin with a space and dates may be absurd: the model checks what it needs.
    """
    schema = make_schema(shape)
    filled = core.fill(options)
    asked = (*messages, Message(Role.USER, _instruct(schema)))
    turns, spent, problem = asked, Usage(), ""
    tries, deadline = 0, core.deadline()  # one for all the tries
    while tries < MAX_TRIES:
        rung = core.memory.rung
        try:
            answer = yield from core.plan_answer(
                turns, filled, make_format(RUNGS[rung], shape.__name__, schema), deadline=deadline
            )
        except FormatRefused:
            core.memory.rung = rung + 1
            continue
        tries += 1
        spent = add_usage(spent, answer.usage)
        value, problem = read_value(answer.text, shape)
        if value is not None:
            return Structured(value=value, answer=replace(answer, usage=spent), rung=RUNGS[rung], tries=tries)
        if problem == _NO_OBJECT and not answer.is_cut and rung + 1 < len(RUNGS):
            core.memory.rung = rung + 1  # the constraint was not applied at all
        if answer.is_cut:
            filled = replace(filled, max_tokens=2 * (filled.max_tokens or 0) or None)
            turns = asked
        else:
            turns = (
                *asked,
                Message(Role.ASSISTANT, answer.text[:_SHOWN]),
                Message(Role.USER, _correct(problem)),
            )
    raise AssistantError(
        f"le modèle « {core.settings.modele} » n’a pas rendu la forme demandée, en {tries} essais.",
        fault=Fault.BAD_SHAPE,
        hint=f"Dernier défaut : {problem}. Prenez un modèle plus capable, ou faites sans lui.",
    )


def make_format(rung: str, name: str, schema: Json) -> Json | None:
    """Return the `response_format` of a rung; None on the last."""
    if rung == "json_schema":
        return {
            "type": "json_schema",
            "json_schema": {"name": name.lower(), "schema": schema, "strict": True},
        }
    if rung == "json_object avec schéma":
        return {"type": "json_object", "schema": schema}
    return {"type": "json_object"} if rung == "json_object" else None


def make_schema(shape: type[BaseModel]) -> Json:
    """Return the JSON schema of a model, plain enough for every service."""
    return dict(_simplify(shape.model_json_schema(), is_schema=True))


def _simplify(value: Any, *, is_schema: bool) -> Any:  # any JSON value
    if isinstance(value, list):
        return [_simplify(item, is_schema=is_schema) for item in value]
    if not isinstance(value, dict):
        return value
    simple = {
        name: _simplify(item, is_schema=not (is_schema and name in ("properties", "$defs")))
        for name, item in value.items()
        if not (is_schema and name in _UNSAFE_WORDS)
    }
    if is_schema and "properties" in simple:
        simple["additionalProperties"] = False
    return simple


def read_value(text: str, shape: type[Shape]) -> tuple[Shape | None, str]:
    """Find a value of the shape in a text; else say in French what is wrong with the best candidate."""
    from pydantic import ValidationError

    problem = _NO_OBJECT
    for candidate in _iter_objects(text):
        try:
            return shape.model_validate(candidate), ""
        except ValidationError as error:
            problem = _name_faults(error)
    return None, problem


def _iter_objects(text: str) -> Iterator[Json]:
    """Yield the JSON objects of a text: alone, in a code fence, or among words."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    place, found = text.find("{"), 0
    while place >= 0 and found < _CANDIDATES:
        found += 1
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            end = place + 1
        else:
            if isinstance(value, dict):
                yield value
        place = text.find("{", end)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _name_faults(error: ValidationError) -> str:
    """Name the fields at fault; their values, which come from the model, are not repeated."""
    faults = []
    for one in error.errors(include_url=False, include_input=False)[:5]:
        path = ".".join(map(str, one["loc"])) or "l’objet"
        words = {"missing": "manque", "extra_forbidden": "est de trop"}
        faults.append(f"« {path} » {words.get(one['type'], 'n’est pas de la bonne sorte')}")
    return ", ".join(faults)


def _instruct(schema: Json) -> str:
    written = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    return f"Répondez par un seul objet JSON, sans aucun texte autour, conforme à ce schéma :\n{written}"


def _correct(problem: str) -> str:
    return (
        f"Cette réponse ne convient pas : {problem}. Renvoyez l’objet JSON entier, corrigé, et rien d’autre."
    )


def add_usage(one: Usage, other: Usage) -> Usage:
    """Add two counts; what one of them does not say is what the other says."""
    return Usage(
        prompt_tokens=_add(one.prompt_tokens, other.prompt_tokens),
        completion_tokens=_add(one.completion_tokens, other.completion_tokens),
        cost=_add(one.cost, other.cost),
        announced_cost=_add(one.announced_cost, other.announced_cost),
        energy_kwh=_add_ranges(one.energy_kwh, other.energy_kwh),
        carbon_kg=_add_ranges(one.carbon_kg, other.carbon_kg),
    )


Number = TypeVar("Number", int, Decimal)


def _add(one: Number | None, other: Number | None) -> Number | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _add_ranges(
    one: tuple[float, float] | None, other: tuple[float, float] | None
) -> tuple[float, float] | None:
    if one is None or other is None:
        return one or other
    return one[0] + other[0], one[1] + other[1]
