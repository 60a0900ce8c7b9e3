"""How long a busy service is waited for, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from tests.llm.conftest import Service, answer, refuse

from deliberia.llm import AssistantError, Fault, user


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        ({}, [2.0]),
        ({"Retry-After": "7"}, [7.0]),
        ({"Retry-After": "Sun, 22 Nov 2026 09:00:12 GMT"}, [12.0]),
        ({"Retry-After": "bientôt"}, [2.0]),
        ({"Retry-After": "nan"}, [2.0]),
        ({"Retry-After": "-3"}, [0.0]),
    ],
    ids=["sans en-tête", "secondes", "date", "mots", "nan", "négatif"],
)
def test_too_many_requests_wait_as_the_service_says(
    headers: dict[str, str], waits: list[float], service: Service
) -> None:
    raw = {name.encode(): value.encode() for name, value in headers.items()}
    service.script(httpx.Response(429, headers=raw, json={"detail": "N requests for m per minute"}), answer())
    assert service.complete().text == "Bonjour."
    assert service.waits == waits


@pytest.mark.parametrize(
    ("message", "headers"),
    [("500 requests for m per day exceeded (remaining: 0).", {}), ("slow down", {"Retry-After": "3600"})],
    ids=["quota du jour", "une heure"],
)
def test_a_wait_that_would_be_too_long_is_told_at_once(
    message: str, headers: dict[str, str], service: Service
) -> None:
    service.script(refuse(429, {"detail": message}, **headers))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.QUOTA
    assert service.waits == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("61", "dans 2 minutes."),
        ("600", "dans 10 minutes."),
        ("3600", "dans une heure."),
        ("3661", "dans une heure et 2 minutes."),
        ("9000", "dans 2 heures et 30 minutes."),
        ("86400", "dans un jour."),
        ("200000", "dans 3 jours."),
        ("1e300", "dans plusieurs mois."),
        ("Sun, 22 Nov 2026 12:20:00 GMT", "dans 3 heures et 20 minutes."),
        ("Mon, 23 Nov 2026 09:00:00 GMT", "dans un jour."),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_the_delay_that_a_service_asks_is_told_in_words(
    asked: str, said: str, status: int, one: Service
) -> None:
    one.script(refuse(status, {"detail": "slow down"}, **{"Retry-After": asked}))
    with pytest.raises(AssistantError) as caught:
        one.complete()
    assert (caught.value.hint or "").endswith(said)
    assert (caught.value.wait or 0) > 60
    assert one.waits == []


def test_the_delay_of_a_quota_of_the_day_is_that_of_the_service(one: Service) -> None:
    one.script(refuse(429, {"detail": "500 requests per day exceeded"}, **{"Retry-After": "7200"}))
    with pytest.raises(AssistantError) as caught:
        one.complete()
    assert caught.value.hint == "Recommencez dans 2 heures."


@pytest.mark.parametrize("asked", ["Thu, 01 Jan 1970 00:00:00 GMT", "0", "-5", "bientôt"])
def test_a_delay_that_says_nothing_is_not_told(asked: str, one: Service) -> None:
    raw = {b"Retry-After": asked.encode()}
    one.script(*[httpx.Response(429, headers=raw, json={"detail": "slow down"}) for _ in range(4)])
    with pytest.raises(AssistantError) as caught:
        one.complete()
    assert caught.value.hint == "Recommencez dans quelques minutes."


def test_a_wait_that_would_pass_the_time_allowed_is_not_begun(service: Service) -> None:
    service.settings = replace(service.settings, delai=30.0)
    busy = {"detail": "slow down"}
    service.script(
        refuse(429, busy, **{"Retry-After": "20"}), refuse(429, busy, **{"Retry-After": "20"}), answer()
    )
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert service.waits == [20.0]
    assert caught.value.hint == "Recommencez dans 20 secondes."


@pytest.mark.parametrize("status", [408, 409, 425, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_four_times_then_told(status: int, service: Service) -> None:
    service.script(*[refuse(status, {"detail": "busy"}) for _ in range(4)])
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.BUSY
    assert caught.value.status == status
    assert service.waits == [0.5, 1.0, 2.0]


def test_each_wait_is_told_before_it(one: Service) -> None:
    told: list[float] = []
    one.script(refuse(503, {}), answer())
    with one.client() as client:
        client.core.on_wait = told.append
        client.complete((user("a"),))
    assert told == one.waits == [0.5]


def test_a_model_that_loads_is_waited_for(service: Service) -> None:
    loading = {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}
    service.script(*[refuse(503, loading) for _ in range(20)], answer())
    assert service.complete().text == "Bonjour."
    assert service.waits == [2.0] * 20


def test_a_model_that_never_loads_is_not_waited_for_longer_than_the_time_allowed(service: Service) -> None:
    loading = {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}
    service.script(*[refuse(503, loading) for _ in range(400)])
    with pytest.raises(AssistantError):
        service.complete()
    assert service.time < 300
