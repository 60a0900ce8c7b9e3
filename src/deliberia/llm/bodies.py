"""From messages to the body of a request: the smallest set of fields, all of them removable but three."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.profiles import Quirks
from deliberia.llm.records import Message, Options, Role

Json = dict[str, Any]  # the body of a request, or an answer verified field by field where it is read

REMOVABLE = ("stream_options", "seed", "random_seed", "stop", "temperature")
"""Fields that a service may refuse: the request is sent again without them."""
_BYTES_PER_TOKEN = 4
"""About four bytes of French text make a token, with every usual vocabulary."""


def merge_messages(messages: Iterable[Message]) -> list[Message]:
    """Join the messages that follow each other with the same role: some services refuse two in a row.

    Raises:
        AssistantError: there is nothing to send.
    """
    merged: list[Message] = []
    for message in messages:
        if not message.content:
            continue
        if merged and merged[-1].role is message.role:
            merged[-1] = Message(message.role, f"{merged[-1].content}\n\n{message.content}")
        else:
            merged.append(message)
    if not merged or all(message.role is Role.SYSTEM for message in merged):
        raise AssistantError("la demande est vide : rien n’a été envoyé.", fault=Fault.REJECTED)
    return merged


def build_body(
    model: str,
    messages: Iterable[Message],
    options: Options,
    *,
    quirks: Quirks,
    is_stream: bool = False,
    response_format: Json | None = None,
    dropped: Collection[str] = (),
) -> Json:
    """Build the body of a chat completion. `temperature` and `max_tokens` of `options` are already set."""
    body: Json = {
        "model": model,
        "messages": [{"role": one.role.value, "content": one.content} for one in merge_messages(messages)],
        "stream": is_stream,
    }
    if options.temperature is not None:
        body["temperature"] = min(options.temperature, quirks.temperature_max)
    if options.max_tokens is not None:
        body["max_tokens"] = options.max_tokens
    if options.seed is not None:
        body[quirks.graine] = options.seed
    if options.stop:
        body["stop"] = list(options.stop)
    if is_stream:
        body["stream_options"] = {"include_usage": True}
    if response_format is not None:
        body["response_format"] = response_format
    return {name: value for name, value in body.items() if name not in dropped}


def encode_body(body: Json, *, limit: int = 0) -> bytes:
    """Write the body in UTF-8.

    Raises:
        AssistantError: it weighs more than the service takes.
    """
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if limit and len(data) > limit:
        raise AssistantError(
            f"la demande pèse {len(data)} octets ; ce service en accepte {limit}.",
            fault=Fault.TOO_LONG,
            hint="Retirez une annexe ou raccourcissez le texte joint.",
        )
    return data


def estimate_tokens(messages: Iterable[Message]) -> int:
    """Estimate the tokens of a prompt, within a factor of two. A run of spaces counts for one."""
    size = sum(len(" ".join(message.content.split()).encode("utf-8", "replace")) for message in messages)
    return size // _BYTES_PER_TOKEN
