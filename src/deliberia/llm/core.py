"""The one core of both clients: it decides everything and opens nothing.

Each operation is a plan: a generator that yields the requests and the waits it wants, and receives what they
gave.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from deliberia.llm.addresses import is_same_server, name_host
from deliberia.llm.answers import Frame, clean_text, parse_json, read_models
from deliberia.llm.bodies import REMOVABLE, Json, build_body, encode_body, estimate_tokens
from deliberia.llm.classification import is_format_refused
from deliberia.llm.complaints import Complaint
from deliberia.llm.destination import Destination
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.faults import Situation, describe_failure, describe_reply
from deliberia.llm.keys import Key
from deliberia.llm.records import Answer, Delta, Message, ModelInfo, Options
from deliberia.llm.replies import find_complaint, read_whole
from deliberia.llm.retries import MAX_TRIES, read_retry_after, wait_after_failure, wait_after_reply
from deliberia.llm.streams import StreamReader
from deliberia.llm.wire import Failure, FailureKind, Plan, Read, Reply, Send, Wait
from deliberia.settings import AssistantSettings
from deliberia.version import VERSION

_MAX_HOPS = 3
_REDIRECTIONS = frozenset((301, 302, 303, 307, 308))


class FormatRefused(Exception):
    """The service cannot give the shape in that way: the ladder goes down one rung."""


@dataclass(slots=True)
class Memory:
    """What was learnt of a service and its model since the client was opened."""

    dropped: set[str] = field(default_factory=set)
    """Fields that it refuses."""
    rung: int = 0
    """Rung of the ladder of structured answers where this service stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """Clock and chance; tests replace them."""

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    chance: Callable[[], float] = random.random


@dataclass(slots=True, kw_only=True)
class Core:
    """A service, a model and what was learnt of them."""

    settings: AssistantSettings
    destination: Destination
    key: Key | None
    runtime: Runtime = field(default_factory=Runtime)
    announce: Callable[[Destination], None] | None = None
    """Receives the destination once, before the first call."""
    on_wait: Callable[[float], None] | None = None
    """Receives the seconds of each wait between two tries, before it."""
    tries: int = MAX_TRIES
    """Requests that one answer may take."""
    memory: Memory = field(default_factory=Memory)
    calls: int = 0
    """Requests sent so far, retries included."""

    def fill(self, options: Options | None) -> Options:
        """Complete the options of a request with the settings."""
        options = options or Options()
        if options.temperature is None:
            options = replace(options, temperature=self.settings.temperature)
        if options.max_tokens is None:
            options = replace(options, max_tokens=self.settings.jetons_max)
        return options

    def plan_models(self) -> Plan[tuple[ModelInfo, ...]]:
        """List the models."""
        reply = yield from self._exchange("GET", "models", lambda: None, self.deadline())
        models = read_models(parse_json(reply.body or b""), self.key)
        if models is None:
            raise AssistantError(
                f"{self.destination.host} n’a pas donné de liste de modèles.",
                fault=Fault.UNREADABLE,
                hint="Vérifiez l’adresse (elle finit par /v1), ou nommez le modèle sans la liste.",
            )
        return models

    def plan_answer(
        self,
        messages: Iterable[Message],
        options: Options | None = None,
        response_format: Json | None = None,
        *,
        deadline: float | None = None,
    ) -> Plan[Answer]:
        """Ask for a whole answer; an empty one is asked for once more, within the same time."""
        messages = tuple(messages)
        make = self._body_maker(messages, options, response_format=response_format)
        frame, deadline = self.frame(messages), self.deadline() if deadline is None else deadline
        try:
            answer = yield from self._plan_once(make, frame, deadline)
        except AssistantError as error:
            if error.fault is not Fault.EMPTY:
                raise
            answer = yield from self._plan_once(make, frame, deadline)
        return answer

    def plan_stream(self, messages: Iterable[Message], options: Options | None = None) -> Plan[Answer]:
        """Ask for an answer piece by piece: each is a delta among the steps, the whole is the value."""
        messages = tuple(messages)
        make = self._body_maker(messages, options, is_stream=True)
        return (yield from self._plan_once(make, self.frame(messages), self.deadline(), is_stream=True))

    def _plan_once(
        self, make: Callable[[], Json], frame: Frame, deadline: float, *, is_stream: bool = False
    ) -> Plan[Answer]:
        """Ask once. A service may answer whole to who asks for a stream, and the other way round."""
        start = self.runtime.clock()
        reply = yield from self._exchange("POST", "chat/completions", make, deadline, is_stream=is_stream)
        if reply.body is None:
            return (yield from self._read_stream(StreamReader(frame), start, deadline))
        answer = read_whole(reply, frame, seconds=self.runtime.clock() - start)
        if isinstance(answer, Complaint):
            raise describe_reply(reply.status, answer, self._situation())
        yield Delta(text=answer.text, reasoning=answer.reasoning)
        return answer

    def _read_stream(self, reader: StreamReader, start: float, deadline: float) -> Plan[Answer]:
        while not reader.is_done and reader.failure is None:
            if self.runtime.clock() > deadline:
                raise self.describe_failure(Failure(kind=FailureKind.READ_TIMEOUT))
            piece = yield Read(deadline)
            if isinstance(piece, Failure) and piece.kind is not FailureKind.BROKEN:
                raise self.describe_failure(piece)
            if not isinstance(piece, bytes) or not piece:
                break  # broken or closed alike: `finish` says whether the end had come
            yield from reader.feed(piece)
        yield from reader.close()
        if reader.failure is not None:
            raise describe_reply(200, reader.failure, self._situation())
        return reader.finish(seconds=self.runtime.clock() - start)

    def frame(self, messages: Iterable[Message]) -> Frame:
        return Frame(
            host=self.destination.host,
            model=self.settings.modele,
            estimated_tokens=estimate_tokens(messages),
            tarifs=self.settings.tarifs,
            key=self.key,
        )

    def describe_failure(self, failure: Failure) -> AssistantError:
        return describe_failure(replace(failure, detail=self._clean(failure.detail)), self._situation())

    def deadline(self) -> float:
        return self.runtime.clock() + self.settings.delai

    def _body_maker(
        self,
        messages: tuple[Message, ...],
        options: Options | None,
        *,
        is_stream: bool = False,
        response_format: Json | None = None,
    ) -> Callable[[], Json]:
        self._require_model()
        filled = self.fill(options)
        return lambda: build_body(
            self.settings.modele,
            messages,
            filled,
            quirks=self.destination.profile.reglages,
            is_stream=is_stream,
            response_format=response_format,
            dropped=self.memory.dropped,
        )

    def _exchange(
        self,
        method: str,
        path: str,
        make: Callable[[], Json | None],
        deadline: float,
        *,
        is_stream: bool = False,
    ) -> Plan[Reply]:
        """Send until an answer comes or hope is lost."""
        self._check()
        url, tries, hops = f"{self.destination.url}/{path}", 0, 0
        while True:
            body = make()
            send = self._make_send(method, url, body, is_stream=is_stream, deadline=deadline)
            tries, self.calls = tries + 1, self.calls + 1
            outcome = yield send
            if isinstance(outcome, Failure):
                error = self.describe_failure(outcome)
                wait = wait_after_failure(outcome, tries=tries, most=self.tries, chance=self.runtime.chance())
            elif not isinstance(outcome, Reply):
                raise TypeError("a request was answered by nothing")
            elif outcome.status in _REDIRECTIONS and hops < _MAX_HOPS:
                url, hops, tries = self._follow(url, outcome), hops + 1, tries - 1
                continue
            else:
                complaint = find_complaint(outcome, clean=self._clean)
                if complaint is None:
                    return outcome
                if body and "response_format" in body and is_format_refused(outcome.status, complaint):
                    raise FormatRefused
                if self._drop_field(outcome.status, complaint, body):
                    tries -= 1
                    continue
                asked = read_retry_after(outcome.headers.get("retry-after", ""), self.runtime.now())
                error = describe_reply(outcome.status, complaint, self._situation(url), wait=asked)
                wait = wait_after_reply(
                    outcome.status,
                    complaint,
                    asked=asked,
                    tries=tries,
                    most=self.tries,
                    chance=self.runtime.chance(),
                )
            if wait is None or self.runtime.clock() + wait >= deadline:
                raise error
            if self.on_wait is not None:
                self.on_wait(wait)
            yield Wait(wait)

    def require_ready(self) -> None:
        """Refuse what cannot even be asked: nothing is sent.

        Raises:
            AssistantError: the host is not allowed, or the model or the key that it takes is missing.
        """
        self._require_door()
        self._require_model()

    def _require_door(self) -> None:
        self.destination.require_allowed()
        if self.key is None and self.destination.profile.cle == "obligatoire":
            raise AssistantError(
                f"{self.destination.profile.nom} demande une clé, et il n’y en a pas : rien n’a été envoyé.",
                fault=Fault.KEY_MISSING,
                hint="deliberia config cle poser, ou la variable DELIBERIA_ASSISTANT_KEY.",
            )

    def _require_model(self) -> None:
        if not self.settings.modele:
            raise AssistantError(
                "aucun modèle n’est choisi.",
                fault=Fault.NOT_CONFIGURED,
                hint="Voyez deliberia config modeles, puis deliberia config assistant --modele NOM",
            )

    def _check(self) -> None:
        self._require_door()
        if self.announce is not None:
            announce, self.announce = self.announce, None
            announce(self.destination)

    def _make_send(
        self, method: str, url: str, body: Json | None, *, is_stream: bool, deadline: float
    ) -> Send:
        headers = [
            ("User-Agent", f"deliberia/{VERSION}"),
            ("Accept", "text/event-stream, application/json" if is_stream else "application/json"),
            ("Accept-Encoding", "identity"),  # a compressed stream is held back by those who compress it
        ]
        if self.key is not None:
            headers.append(("Authorization", f"Bearer {self.key.secret}"))
        data = None
        if body is not None:
            headers.append(("Content-Type", "application/json"))
            data = encode_body(body, limit=self.destination.profile.reglages.octets_max)
        return Send(
            method=method, url=url, headers=tuple(headers), body=data, is_stream=is_stream, deadline=deadline
        )

    def _drop_field(self, status: int, complaint: Complaint, body: Json | None) -> bool:
        """Remember a field that the service refuses; True when the request can be sent again without it."""
        if status not in (400, 422, 501) or body is None or complaint.is_overflow:
            return False
        words = complaint.fields | frozenset(re.findall(r"\w+", complaint.haystack))
        named = [name for name in REMOVABLE if name in body and name in words]
        self.memory.dropped.update(named)
        return bool(named)

    def _follow(self, url: str, reply: Reply) -> str:
        """Return where a redirection leads, on the same host only: a text goes nowhere else.

        Raises:
            AssistantError: it leads elsewhere, or nowhere.
        """
        location = reply.headers.get("location", "")
        try:
            target = urljoin(url, location)
            other, is_same = name_host(target), bool(location) and is_same_server(url, target)
        except ValueError:
            target, other, is_same = "", "", False
        if not is_same:
            other = self._clean(other) if location and other else "une adresse illisible"
            raise AssistantError(
                f"{self.destination.host} renvoie vers {other} : le texte n’y est pas allé.",
                fault=Fault.SENT_ELSEWHERE,
                hint="Si c’est sa nouvelle adresse, donnez-la : deliberia config assistant --url …",
                status=reply.status,
            )
        return target

    def _situation(self, url: str = "") -> Situation:
        return Situation(
            host=self.destination.host,
            url=self._clean(url) or self.destination.url,
            model=self.settings.modele,
            has_key=self.key is not None,
            delai=self.settings.delai,
            has_proxy=bool(self.destination.mandataire),
        )

    def _clean(self, text: str) -> str:
        return clean_text(text, self.key)
