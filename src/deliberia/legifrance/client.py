"""The HTTP client: one token, one call at a time, a polite rate, few tries, one time for each question."""

from __future__ import annotations

import datetime as dt
import email.utils
import math
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from deliberia.errors import ReferenceBaseError, SettingsError
from deliberia.legifrance.credentials import Credentials
from deliberia.legifrance.network import Network

if TYPE_CHECKING:
    import httpx

HOSTS = ("oauth.piste.gouv.fr", "api.piste.gouv.fr")
"""What is named to the user before the first call. The sandbox holds another law: it is never asked."""

_TOKEN_URL = f"https://{HOSTS[0]}/api/oauth/token"
_API_URL = f"https://{HOSTS[1]}/dila/legifrance/lf-engine-app"
_INTERVAL = 0.2
"""Seconds between two calls: five a second at most."""
_TOKEN_LIFE = 55 * 60
"""Seconds after which a token of an hour is renewed."""
_TRIES = 3
_FIRST_WAIT = 2.0
_DEADLINE = 90.0
"""Seconds of one question: its token, its tries and the waits between them."""
_LONGEST_CALL = 40.0
"""Seconds of one request."""
_LONGEST_WAIT = 60.0
"""Seconds that a call may be put off; beyond, the service is left alone."""
_FAILURES = 3
"""Calls that fail in a row before the service is left alone."""
_REST = 600.0
"""Seconds during which it is."""
_PASSING = frozenset((429, 500, 502, 503, 504))

Json = dict[str, Any]  # whatever the service answers, verified field by field where it is read


class Unavailable(ReferenceBaseError):
    """The service could not answer: nothing can be concluded about the reference."""


class Client(AbstractContextManager["Client"]):
    """Ask the API. `clock` gives seconds and `sleep` waits: tests replace them."""

    def __init__(
        self,
        credentials: Credentials,
        http: httpx.AsyncClient,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        deadline: float = _DEADLINE,
    ) -> None:
        self._credentials = credentials
        self._network = Network(http)
        self._clock = clock
        self._sleep = sleep
        self._seconds = deadline
        self._end = math.inf
        """When the question being asked is given up, on `clock`."""
        self._lock = threading.Lock()
        self._token = ""
        self._token_end = 0.0
        self._next_call = 0.0
        self._failures = 0
        self._closed_until = 0.0
        self.calls = 0
        """Requests sent so far, tokens included."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._network.close()

    @property
    def is_resting(self) -> bool:
        """True while the service is being left alone."""
        return self._clock() < self._closed_until

    def ask(self, method: str, body: Json) -> Json:
        """Send one question and return the answer.

        Raises:
            Unavailable: no answer after a few tries or in time, or the service is being left alone.
            SettingsError: the credentials are refused, or the application may not use Légifrance.
        """
        with self._lock:
            if self.is_resting:
                raise Unavailable(
                    "Légifrance ne répond pas : plus rien ne lui est demandé pendant dix minutes.",
                    hint="Les verdicts restent ceux de la base. Relancez plus tard.",
                )
            self._end = self._clock() + self._seconds
            try:
                answer = self._try(method, body)
            except Unavailable:
                self._failures += 1
                if self._failures >= _FAILURES:
                    self._closed_until = self._clock() + _REST
                raise
            self._failures = 0
            return answer

    def _try(self, method: str, body: Json) -> Json:
        wait, reason = _FIRST_WAIT, ""
        for attempt in range(_TRIES):
            if attempt:
                self._pause(wait)
                wait *= 2
            response = self._post(f"{_API_URL}/{method}", body)
            if response is None:
                reason = "pas de réponse"
                continue
            if response.status_code == 200 and (answer := _read_json(response)) is not None:
                return answer
            reason = f"réponse {response.status_code}"
            if response.status_code == 401:
                # An expired token, or too many calls: both are cured by a new one.
                self._token = ""
            elif response.status_code == 403:
                raise SettingsError(
                    "l’application n’a pas accès à Légifrance.",
                    hint="Sur piste.gouv.fr, acceptez les conditions de l’API Légifrance, "
                    "puis cochez-la dans l’application.",
                )
            elif response.status_code in _PASSING:
                wait = max(wait, self._read_wait(response))
            elif response.status_code != 200:
                break
        raise Unavailable(f"Légifrance n’a pas pu répondre ({reason}).", place=method)

    def _post(self, url: str, body: Json) -> httpx.Response | None:
        """Send a question with a valid token; None when the network or the service does not answer."""
        headers = {"Authorization": f"Bearer {self._get_token()}", "Accept": "application/json"}
        return self._send(url, json=body, headers=headers)

    def _send(self, url: str, **rest: Any) -> httpx.Response | None:
        pause = self._next_call - self._clock()
        if pause > 0:
            self._pause(pause)
        self._next_call = self._clock() + _INTERVAL
        self.calls += 1
        return self._network.post(url, min(_LONGEST_CALL, self._end - self._clock()), **rest)

    def _pause(self, seconds: float) -> None:
        """Wait, unless that would pass the end of the question.

        Raises:
            Unavailable: it would.
        """
        if self._clock() + seconds >= self._end:
            raise Unavailable(
                f"Légifrance n’a pas répondu en {self._seconds:g} secondes.",
                hint="Les verdicts restent ceux de la base. Relancez plus tard.",
            )
        self._sleep(seconds)

    def _get_token(self) -> str:
        if self._token and self._clock() < self._token_end:
            return self._token
        form = {
            "grant_type": "client_credentials",
            "client_id": self._credentials.client_id,
            "client_secret": self._credentials.client_secret,
            "scope": "openid",
        }
        status = 0
        for attempt in range(2):
            if attempt:
                self._pause(_FIRST_WAIT)
            response = self._send(_TOKEN_URL, data=form)
            status = response.status_code if response else 0
            answer = _read_json(response) if response and status == 200 else None
            if answer and isinstance(answer.get("access_token"), str):
                self._token = answer["access_token"]
                self._token_end = self._clock() + _read_life(answer.get("expires_in"))
                return self._token
        if status in (400, 401):
            raise SettingsError(
                "Légifrance refuse ces identifiants.",
                hint="Vérifiez ceux du bloc « OAuth » de votre application de production sur piste.gouv.fr.",
            )
        raise Unavailable("Légifrance n’a pas délivré de jeton.", place=HOSTS[0])

    def _read_wait(self, response: httpx.Response) -> float:
        """Return the seconds that the service asks to wait; it is left alone when they are too many."""
        value = response.headers.get("Retry-After", "")
        if not value:
            return 0.0
        try:
            seconds = float(value)
        except ValueError:
            try:
                then = email.utils.parsedate_to_datetime(value)
                seconds = (then - dt.datetime.now(dt.UTC)).total_seconds()
            except (TypeError, ValueError):
                return 0.0
        if not math.isfinite(seconds):
            return 0.0
        if seconds > _LONGEST_WAIT:
            self._closed_until = self._clock() + seconds
            raise Unavailable(
                "Légifrance demande d’attendre : le quota de l’application est atteint.",
                hint=f"Relancez dans {int(seconds // 60) + 1} minutes.",
            )
        return max(0.0, seconds)


def _read_life(seconds: object) -> float:
    """Return how long a token is used: five minutes less than it lives, and never more than 55."""
    if not isinstance(seconds, int | float):
        return _TOKEN_LIFE
    return min(_TOKEN_LIFE, max(0.0, seconds - 300))


def _read_json(response: httpx.Response) -> Json | None:
    """Return the JSON object of an answer; None for an error page or anything else."""
    try:
        answer = response.json()
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def open_client(credentials: Credentials) -> Client:
    """Open a client on production. Proxy and certificates are those of the environment."""
    import httpx

    return Client(credentials, httpx.AsyncClient())
