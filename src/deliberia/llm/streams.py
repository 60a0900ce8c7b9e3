"""An answer that comes piece by piece: bytes in, deltas out, a whole answer at the end or an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from deliberia.llm.answers import (
    Frame,
    get_choice,
    make_answer,
    parse_json,
    read_content,
    read_refusal,
    read_usage,
)
from deliberia.llm.complaints import Complaint, has_error, read_complaint, read_document
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.keys import KeySieve
from deliberia.llm.records import Answer, Delta, Usage
from deliberia.llm.sse import EventDecoder, EventTooLong
from deliberia.llm.thinking import ThinkingSplitter
from deliberia.llm.wire import MAX_BODY


class StreamReader:
    """Read one stream. `failure` keeps the refusal that some services write in the middle of it."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._events = EventDecoder()
        self._splitter = ThinkingSplitter()
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._refusal = ""
        self._finish = ""
        self._model = ""
        self._usage = Usage()
        self._bytes = 0
        self._sieve, self._thought_sieve = KeySieve(frame.key), KeySieve(frame.key)
        self._body: list[bytes] = []
        """All that came, as long as it may be something else than events."""
        self._may_be_whole = True
        self.is_done = False
        """True after `[DONE]`: nothing more is read."""
        self.failure: Complaint | None = None

    def feed(self, chunk: bytes) -> Iterator[Delta]:
        """Yield what a chunk of bytes adds.

        Raises:
            AssistantError: what comes is not an answer.
        """
        self._bytes += len(chunk)
        if self._bytes > MAX_BODY:
            raise self._unreadable()
        if self._may_be_whole:
            self._body.append(chunk)
        try:
            for data in self._events.feed(chunk):
                yield from self._read(data)
        except EventTooLong:
            raise self._unreadable() from None

    def close(self) -> Iterator[Delta]:
        """Yield what was held back; call it when the connection is closed or `is_done`."""
        if not self.is_done:
            for data in self._events.close():
                yield from self._read(data)
        if self._may_be_whole and self.failure is None and not self.is_done:
            yield from self._read_whole()
        yield from self._keep(*self._splitter.close(), restart=False)
        yield from self._show(self._sieve.close(), self._thought_sieve.close(), restart=False)

    def finish(self, *, seconds: float) -> Answer:
        """Return the whole answer, after `close`.

        Raises:
            AssistantError: it stopped before its end, or holds no text.
        """
        if not self._finish and not self.is_done:
            raise AssistantError(
                f"la réponse de {self._frame.host} s’est arrêtée en chemin : elle n’est pas complète.",
                fault=Fault.CUT,
                hint="Recommencez ; si cela dure, raccourcissez la demande ou lisez le journal du service.",
            )
        return make_answer(
            text="".join(self._text),
            reasoning="".join(self._reasoning),
            finish=self._finish or "stop",
            model=self._model,
            usage=self._usage,
            frame=self._frame,
            seconds=seconds,
            refusal=self._refusal,
        )

    def _read_whole(self) -> Iterator[Delta]:
        """Read what came as one answer, or as a page: some services do not stream, whatever they say."""
        body = b"".join(self._body)
        document = parse_json(body)
        if isinstance(document, dict):
            yield from self._read_document(document)
        elif body.strip():
            complaint = read_complaint(body, clean=self._frame.clean)
            self.failure = complaint if complaint.is_html else None

    def _read(self, data: str) -> Iterator[Delta]:
        if self.is_done or self.failure:
            return
        if data.strip() == "[DONE]":
            self.is_done = True
            return
        for document in _parse(data):
            yield from self._read_document(document)

    def _read_document(self, document: dict[str, Any]) -> Iterator[Delta]:
        self._may_be_whole, self._body = False, []
        if has_error(document):
            self.failure = read_document(document, clean=self._frame.clean)
        elif self.failure is None:
            yield from self._read_chunk(document)

    def _read_chunk(self, document: dict[str, Any]) -> Iterator[Delta]:
        if isinstance(document.get("model"), str):
            self._model = document["model"]
        if isinstance(document.get("usage"), dict):
            self._usage = read_usage(document["usage"], self._frame.tarifs)
        choice = get_choice(document)
        if choice is None:
            return
        if isinstance(choice.get("finish_reason"), str):
            self._finish = choice["finish_reason"]
        delta = choice.get("delta") or choice.get("message")
        delta = delta if isinstance(delta, dict) else {}
        self._refusal += read_refusal(delta)
        text, thought = read_content(delta)
        if text or thought:
            shown, inner, restart = self._splitter.feed(text)
            yield from self._keep(shown, thought + inner, restart=restart)

    def _keep(self, text: str, reasoning: str, *, restart: bool) -> Iterator[Delta]:
        if restart:
            self._reasoning += (*self._text, self._sieve.close())
            self._text = []
        yield from self._show(self._sieve.feed(text), self._thought_sieve.feed(reasoning), restart=restart)

    def _show(self, text: str, reasoning: str, *, restart: bool) -> Iterator[Delta]:
        if text:
            self._text.append(text)
        if reasoning:
            self._reasoning.append(reasoning)
        if text or reasoning or restart:
            yield Delta(text=text, reasoning=reasoning, restart=restart)

    def _unreadable(self) -> AssistantError:
        return AssistantError(
            f"ce qui vient de {self._frame.host} n’est pas une réponse : la lecture s’est arrêtée.",
            fault=Fault.UNREADABLE,
            hint="Vérifiez l’adresse : deliberia config assistant --tester",
        )


def _parse(data: str) -> list[dict[str, Any]]:
    """Read the JSON of an event; of each of its lines when a server forgets the blank ones between events."""
    whole = _load(data)
    found = [whole] if whole is not None else [_load(line) for line in data.split("\n")]
    return [document for document in found if isinstance(document, dict)]


def _load(text: str) -> Any:  # any JSON value
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
