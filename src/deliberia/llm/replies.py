"""What an HTTP reply holds, whatever it says that it holds: an answer, events, a refusal, a page."""

from __future__ import annotations

import re

from deliberia.llm.answers import Frame, parse_json, read_answer
from deliberia.llm.complaints import Clean, Complaint, has_error, read_complaint, read_document
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.records import Answer
from deliberia.llm.streams import StreamReader
from deliberia.llm.wire import Reply

_EVENTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:(?:data|event|id|retry)\s*:|:)")


def find_complaint(reply: Reply, *, clean: Clean) -> Complaint | None:
    """Return what is wrong with a reply; None when nothing is. The status 200 proves nothing."""
    content_type = reply.headers.get("content-type", "")
    if not 200 <= reply.status < 300:
        return read_complaint(reply.body or b"", content_type, clean=clean)
    if reply.body is None:
        return None
    document = parse_json(reply.body)
    if has_error(document):
        return read_document(document, clean=clean)
    if not isinstance(document, dict | list):
        complaint = read_complaint(reply.body, content_type, clean=clean)
        return complaint if complaint.is_html else None
    return None


def read_whole(reply: Reply, frame: Frame, *, seconds: float) -> Answer | Complaint:
    """Read the answer of a whole body; events too, and the refusal among them, of a service that streams.

    Raises:
        AssistantError: there is no answer.
    """
    body = reply.body or b""
    document = parse_json(body)
    if isinstance(document, dict):
        return read_answer(document, frame, seconds=seconds)
    if not _EVENTS.match(body):
        raise refuse_page(reply, frame)
    reader = StreamReader(frame)
    for _ in (*reader.feed(body), *reader.close()):
        pass
    if reader.failure is not None:
        return reader.failure
    return reader.finish(seconds=seconds)


def refuse_page(reply: Reply, frame: Frame) -> AssistantError:
    """Say that a reply is nothing that we know."""
    complaint = read_complaint(reply.body or b"", reply.headers.get("content-type", ""), clean=frame.clean)
    is_data = complaint.text.startswith(
        ("{", "[")
    )  # a document cut short: its words are not those of a refusal
    said = f" : « {complaint.text} »" if complaint.text and not is_data else "."
    return AssistantError(
        f"la réponse de {frame.host} n’est pas lisible{said}",
        fault=Fault.UNREADABLE,
        hint="Vérifiez l’adresse : deliberia config assistant --tester",
        status=reply.status,
    )
