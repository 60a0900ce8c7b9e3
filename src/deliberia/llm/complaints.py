"""What a service says when it refuses, whatever the shape it gives to its refusal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Clean = Callable[[str], str]

_BREAKDOWN = "Traceback (most recent call last)"
_EXCERPT = 300
_MOST = 1_000_000_000
"""Tokens beyond which a count is absurd."""
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<\?xml|<!--)", re.IGNORECASE)
_VLLM = re.compile(r"maximum context length is (\d{1,9}) tokens.{0,80}?(\d{1,9}) tokens", re.DOTALL)
_SIZES = re.compile(r"\((\d{1,9}) tokens?\).{0,60}?\((\d{1,9}) tokens?\)", re.DOTALL)
_OVERFLOW = re.compile(
    r"context[ _](?:length|size|window)|maximum context|max(?:imum)? tokens exceeded|prompt is too long|"
    r"longer than the context|too many tokens|exceed_context|input is too long|"
    r"exceeds? the (?:maximum|model)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """The words of a refusal, gathered."""

    text: str
    """First sentence or so, one line, without control characters nor our key."""
    haystack: str
    """All of its words in lower case: messages, type, code, fields."""
    fields: frozenset[str] = frozenset()
    """Names of the fields of the request that it points at."""
    sizes: tuple[int, int] | None = None
    """Tokens asked and allowed."""
    is_html: bool = False

    @property
    def is_overflow(self) -> bool:
        return _OVERFLOW.search(self.haystack) is not None

    def names(self, *words: str) -> bool:
        return any(word in self.haystack for word in words)


def has_error(answer: object) -> bool:
    """Tell whether a JSON value is an error: some come with the status 200."""
    if not isinstance(answer, dict) or answer.get("choices") or answer.get("data"):
        return False
    return bool(answer.get("error")) or answer.get("object") == "error" or "detail" in answer


def read_complaint(body: bytes, content_type: str = "", *, clean: Clean = str) -> Complaint:
    """Read the body of a refusal. `clean` takes our key out of it, before anything is cut."""
    if "html" in content_type.lower() or _HTML.match(body):
        return Complaint(text="une page web", haystack="", is_html=True)
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raw = body[:8000].decode("utf-8", "replace")
        return Complaint(
            text=shorten(clean(_keep_last_words(raw))), haystack=raw.lower(), sizes=_find_sizes(raw)
        )
    return read_document(document, clean=clean)


def read_document(document: Any, *, clean: Clean = str) -> Complaint:  # any JSON value
    """Read a refusal that is already JSON, such as an event in a stream."""
    words = list(_iter_words(document))
    text = next((word for word in words if " " in word), words[0] if words else "")
    haystack = " ".join(words)[:20_000]
    return Complaint(
        text=shorten(clean(_keep_last_words(text))),
        haystack=haystack.lower(),
        fields=frozenset(_iter_fields(document)),
        sizes=_read_sizes(document) or _find_sizes(haystack),
    )


def _iter_words(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the messages first, then types and codes, in the order of what a person would read."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 8:
        for item in value[:20]:
            yield from _iter_words(item, depth + 1)
    elif isinstance(value, dict) and depth < 8:
        for name in ("error", "message", "msg", "detail", "type", "code", "param", "loc"):
            if name in value:
                yield from _iter_words(value[name], depth + 1)


def _iter_fields(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the fields named by `loc` and `param`."""
    if isinstance(value, list) and depth < 8:
        for item in value[:20]:
            yield from _iter_fields(item, depth + 1)
    elif isinstance(value, dict) and depth < 8:
        for name, item in value.items():
            if name == "loc" and isinstance(item, list):
                yield from (one for one in item if isinstance(one, str))
            elif name == "param" and isinstance(item, str):
                yield item
            else:
                yield from _iter_fields(item, depth + 1)


def _read_sizes(document: Any) -> tuple[int, int] | None:
    error = document.get("error") if isinstance(document, dict) else None
    if isinstance(error, dict):
        return _check_sizes(error.get("n_prompt_tokens"), error.get("n_ctx"))
    return None


def _find_sizes(text: str) -> tuple[int, int] | None:
    if found := _VLLM.search(text):
        return _check_sizes(int(found[2]), int(found[1]))
    if found := _SIZES.search(text):
        return _check_sizes(int(found[1]), int(found[2]))
    return None


def _check_sizes(asked: Any, allowed: Any) -> tuple[int, int] | None:
    """Return two counts of tokens; None when one of them is absurd."""
    if all(isinstance(one, int) and 0 < one < _MOST for one in (asked, allowed)):
        return asked, allowed
    return None


def _keep_last_words(text: str) -> str:
    """Keep what a service's own breakdown ends with: where it stood in its program teaches a user nothing."""
    if _BREAKDOWN not in text:
        return text
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")


def shorten(text: str) -> str:
    """Keep the beginning on one line: no control character may reach a terminal."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text[:4000]).split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"
