"""From the JSON of an answer to values: every field may be absent, null or of another kind."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from deliberia.llm.bodies import Json
from deliberia.llm.complaints import shorten
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.keys import Key
from deliberia.llm.records import Answer, ModelInfo, Usage
from deliberia.llm.thinking import split_thinking
from deliberia.settings import Tarifs

_MILLION = Decimal(1_000_000)
_CUT_RATIO = 3
"""A prompt read as three times fewer tokens than estimated was not read whole."""
_LEAST_WINDOW = 256
"""Tokens that the smallest window leaves of a prompt: a count below it was made up, and cuts nothing."""
_CUT_FLOOR = 600
"""Estimated tokens under which nothing is concluded."""
_MOST = 1_000_000_000
"""A count or a cost above this one is absurd; some are too long to be converted."""
_DIGITS = 400
_REASONING = ("reasoning_content", "reasoning", "thinking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is known of a request when its answer is read."""

    host: str
    model: str
    estimated_tokens: int
    tarifs: Tarifs | None
    key: Key | None = field(default=None, repr=False)

    def clean(self, text: str) -> str:
        """Mend what the service wrote, and take our key out of it."""
        return clean_text(text, self.key)


def clean_text(text: str, key: Key | None) -> str:
    """Mend a text of the service, and take our key out of it."""
    text = mend_text(text)
    return key.scrub(text) if key is not None else text


def parse_json(body: bytes) -> Any:  # any JSON value
    """Read JSON; None when it is not. Some proxies write it in the alphabet of Windows."""
    try:
        return json.loads(body)
    except UnicodeDecodeError:
        return _parse_again(body.decode("cp1252", "replace"))
    except (ValueError, RecursionError):
        return _parse_again(body)


def _parse_again(text: str | bytes) -> Any:  # any JSON value
    """Read JSON whose whole numbers may have thousands of digits."""
    try:
        return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < _DIGITS else math.inf)
    except (ValueError, RecursionError):
        return None


def mend_text(text: str) -> str:
    """Replace the halves of characters that JSON lets through and that no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_answer(document: Any, frame: Frame, *, seconds: float = 0.0) -> Answer:
    """Read a whole chat completion.

    Raises:
        AssistantError: it holds no answer.
    """
    choice = get_choice(document)
    if choice is None:
        raise empty_answer(frame, "")
    message = choice.get("message")
    message = message if isinstance(message, dict) else {"content": choice.get("text")}
    content, thought = read_content(message)
    text, inner = split_thinking(content)
    return make_answer(
        text=text,
        reasoning=thought + inner,
        finish=_text(choice.get("finish_reason")) or "stop",
        model=_text(document.get("model")),
        usage=read_usage(document.get("usage"), frame.tarifs),
        frame=frame,
        seconds=seconds,
        refusal=read_refusal(message),
    )


def make_answer(
    *,
    text: str,
    reasoning: str,
    finish: str,
    model: str,
    usage: Usage,
    frame: Frame,
    seconds: float,
    refusal: str = "",
) -> Answer:
    """Put an answer together, with what must be said of it.

    Raises:
        AssistantError: nothing but reasoning or spaces came, the model declined, or the service says that it
            failed.
    """
    if finish == "error":
        raise AssistantError(
            f"{frame.host} dit que la réponse a échoué en chemin.",
            fault=Fault.CUT,
            hint="Recommencez ; si cela dure, prenez un autre modèle.",
        )
    text, reasoning, model = map(frame.clean, (text, reasoning, model))
    refusal = shorten(frame.clean(refusal))
    if not text.strip() and refusal:
        raise AssistantError(
            f"le modèle « {frame.model} » a refusé de répondre. Il dit : « {refusal} »",
            fault=Fault.REFUSED,
            hint="Reformulez la demande, ou prenez un autre modèle.",
        )
    if not text.strip():
        raise empty_answer(frame, finish, has_reasoning=bool(reasoning.strip()))
    is_short = _is_prompt_short(usage, frame)
    is_real = (usage.prompt_tokens or 0) >= _LEAST_WINDOW
    answer = Answer(
        text=text.strip(),
        reasoning=reasoning.strip(),
        finish=finish,
        model=model or frame.model,
        usage=usage,
        seconds=seconds,
        prompt_cut=is_short and is_real,
        prompt_doubtful=is_short and not is_real,
    )
    return _with_warnings(answer, frame, refusal)


def _with_warnings(answer: Answer, frame: Frame, refusal: str) -> Answer:
    warnings = []
    if refusal:
        warnings.append(f"Le modèle a aussi refusé de répondre. Il dit : « {refusal} »")
    if answer.is_cut:
        warnings.append("La réponse est coupée : la longueur permise (jetons_max) est atteinte.")
    if answer.prompt_cut:
        warnings.append(
            f"{frame.host} n’a lu que {answer.usage.prompt_tokens} jetons sur {frame.estimated_tokens} "
            "environ : la demande a été coupée, ne vous fiez pas à la réponse. "
            "Agrandissez la fenêtre du modèle."
        )
    if answer.prompt_doubtful:
        warnings.append(
            f"{frame.host} dit n’avoir lu que {answer.usage.prompt_tokens} jetons sur "
            f"{frame.estimated_tokens} environ ; aucune fenêtre n’est aussi petite : "
            "son compte est sans doute faux."
        )
    return replace(answer, warnings=tuple(warnings))


def _is_prompt_short(usage: Usage, frame: Frame) -> bool:
    read = usage.prompt_tokens
    return (
        read is not None
        and 0 < read * _CUT_RATIO < frame.estimated_tokens
        and frame.estimated_tokens > _CUT_FLOOR
    )


def empty_answer(frame: Frame, finish: str, *, has_reasoning: bool = False) -> AssistantError:
    """Return the error of an answer without text."""
    if has_reasoning:
        return AssistantError(
            f"le modèle « {frame.model} » n’a donné que son raisonnement, sans réponse.",
            fault=Fault.ONLY_REASONING,
            hint="Augmentez jetons_max, ou prenez un modèle sans raisonnement.",
        )
    if finish == "content_filter":
        return AssistantError(
            f"{frame.host} a filtré la réponse.", fault=Fault.REJECTED, hint="Reformulez la demande."
        )
    return AssistantError(
        f"{frame.host} a répondu sans aucun texte.",
        fault=Fault.EMPTY,
        hint="Recommencez ; si cela dure, prenez un autre modèle.",
    )


def get_choice(document: Any) -> Json | None:
    """Return the first choice; None when there is none, or when an event speaks of another one only."""
    choices = document.get("choices") if isinstance(document, dict) else None
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, dict) and choice.get("index", 0) in (0, None):
            return choice
    return None


def read_content(message: Json) -> tuple[str, str]:
    """Return the text and the reasoning of a message or of a delta. Content may be a list of chunks."""
    thought = next((value for name in _REASONING if (value := _text(message.get(name)))), "")
    content = message.get("content")
    if isinstance(content, str):
        return content, thought
    text = ""
    for chunk in [content] if isinstance(content, dict) else content if isinstance(content, list) else ():
        if isinstance(chunk, str):
            text += chunk
        if not isinstance(chunk, dict):
            continue
        if chunk.get("type") in ("thinking", "reasoning"):
            thought += "".join(_iter_texts(chunk))
        else:
            text += _text(chunk.get("text"))
    return text, thought


def read_refusal(message: Json) -> str:
    """Return the words with which the model declines, in the field or in the chunks of a message."""
    content = message.get("content")
    chunks = [one for one in content if isinstance(one, dict)] if isinstance(content, list) else []
    return _text(message.get("refusal")) + "".join(_text(one.get("refusal")) for one in chunks)


def _iter_texts(chunk: Json) -> Iterable[str]:
    for name in ("thinking", "reasoning", "text"):
        value = chunk.get(name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (_text(one.get("text")) for one in value if isinstance(one, dict))


def read_usage(value: Any, tarifs: Tarifs | None) -> Usage:
    """Read the counts; what is missing or absurd stays None."""
    usage = value if isinstance(value, dict) else {}
    prompt, completion = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    cost = None
    if tarifs is not None and prompt is not None:
        cost = (tarifs.entree * prompt + tarifs.sortie * (completion or 0)) / _MILLION
    carbon = usage.get("carbon")
    carbon = carbon if isinstance(carbon, dict) else {}
    announced = _number(usage.get("cost"))
    return Usage(
        prompt_tokens=prompt,
        completion_tokens=completion,
        cost=cost,
        announced_cost=Decimal(str(announced)) if announced is not None else None,
        energy_kwh=_read_range(carbon.get("kWh")),
        carbon_kg=_read_range(carbon.get("kgCO2eq")),
    )


def read_models(document: Any, key: Key | None = None) -> tuple[ModelInfo, ...] | None:
    """Read a list of models, from which our key is taken out; None when the document is not one."""
    rows = document.get("data") if isinstance(document, dict) else document
    if not isinstance(rows, list):
        return None
    return tuple(
        _read_model(row, key) for row in rows[:5000] if isinstance(row, dict) and _text(row.get("id")).strip()
    )


def _read_model(row: Json, key: Key | None) -> ModelInfo:
    def clean(value: object) -> str:
        return clean_text(_text(value), key)

    meta = row.get("meta")
    windows = [row.get("max_context_length"), row.get("max_model_len"), row.get("context_length")]
    windows.append(meta.get("n_ctx") if isinstance(meta, dict) else None)
    aliases = row.get("aliases")
    return ModelInfo(
        id=clean(row.get("id")).strip(),
        kind=clean(row.get("type")),
        window=next((count for one in windows if (count := _count(one))), None),
        aliases=tuple(map(clean, aliases)) if isinstance(aliases, list) else (),
        end=clean(row.get("deprecation"))[:10],
        successor=clean(row.get("deprecation_replacement_model")),
    )


def _read_range(value: Any) -> tuple[float, float] | None:
    if not isinstance(value, dict):
        return None
    least, most = _number(value.get("min")), _number(value.get("max"))
    return (least, most) if least is not None and most is not None else None


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and 0 <= value <= _MOST else None


def _count(value: Any) -> int | None:
    is_count = isinstance(value, int) and not isinstance(value, bool)
    return value if is_count and 0 <= value <= _MOST else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
