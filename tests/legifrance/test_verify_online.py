"""Questions to a scripted Légifrance: each documented quirk, and what may be concluded."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import httpx
import pytest

from deliberia.errors import SettingsError
from deliberia.legal_refs import Base
from deliberia.legifrance import (
    Confirmation,
    ConfirmationStore,
    Credentials,
    Issue,
    OnlineReport,
    default_store_path,
    read_credentials,
    verify_online,
)
from deliberia.legifrance.client import Unavailable
from deliberia.legifrance.days import parse_day
from deliberia.resources import data_dir
from deliberia.verification import verify

CODE = "LEGITEXT000006070633"
UUID = "00000000-1111-2222-3333-444444444444"
ON = dt.date(2026, 11, 17)
TODAY = dt.date(2026, 11, 22)
BY_NUM = "consult/getArticleWithIdAndNum"
BY_ID = "consult/getArticle"
TABLE = "consult/legi/tableMatieres"

Service = Any  # the class of conftest, which cannot be imported from here


def ms(day: str) -> int:
    return (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days * 86_400_000


def version(ident: int, debut: str, fin: str, etat: str = "VIGUEUR") -> dict[str, Any]:
    return {
        "id": f"LEGIARTI9{ident:011d}",
        "etat": etat,
        "version": "1.0",
        "dateDebut": ms(debut),
        "dateFin": ms(fin),
    }


def article(num: str = "L2121-29", *versions: dict[str, Any], owner: str = CODE) -> dict[str, Any]:
    listed = versions or (version(1, "1996-02-24", "2999-01-01"),)
    return {
        "article": {
            "id": listed[-1]["id"],
            "cid": listed[0]["id"],
            "num": num,
            "etat": listed[-1]["etat"],
            "cidTexte": None,
            "textTitles": [{"cid": owner, "titre": "Code imaginaire", "num": ""}],
            "articleVersions": list(listed),
        }
    }


def results(*extracts: tuple[str, str], owner: str = CODE, total: int | None = None) -> dict[str, Any]:
    found = [
        {"titles": [{"id": owner, "cid": owner}], "sections": [{"extracts": [{"id": ident, "num": num}]}]}
        for ident, num in extracts
    ]
    return {"totalResultNumber": len(found) if total is None else total, "results": found}


def table(*articles: tuple[str, str]) -> dict[str, Any]:
    items = [{"id": ident, "num": num} for ident, num in articles]
    return {"cid": CODE, "sections": [{"articles": [], "sections": [{"articles": items, "sections": []}]}]}


def yes(hosts: Collection[str], cles: Collection[str]) -> bool:
    return True


def run(service: Service, store: ConfirmationStore, *cles: str, **rest: Any) -> OnlineReport:
    with service.client() as client:
        return verify_online(
            cles or ("CGCT:L2121-29",),
            on=ON,
            today=TODAY,
            client=client,
            store=store,
            **{"consent": yes, **rest},
        )


# What leaves


def test_nothing_leaves_without_consent(service: Service, store: ConfirmationStore) -> None:
    told: list[Any] = []

    def no(hosts: Collection[str], cles: Collection[str]) -> bool:
        told.append((tuple(hosts), tuple(cles)))
        return False

    report = run(service, store, consent=no)
    assert report.refus
    assert report.non_demandees == ("CGCT:L2121-29",)
    assert service.asked == []
    assert told == [(("oauth.piste.gouv.fr", "api.piste.gouv.fr"), ("CGCT:L2121-29",))]


def test_only_identifiers_and_numbers_leave(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, article())
    run(service, store)
    methods = [name for name, _ in service.asked]
    assert methods == ["token", BY_NUM]
    assert json.loads(service.asked[1][1]) == {"id": CODE, "num": "L2121-29"}


def test_a_key_is_asked_once_whatever_its_spelling(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, article())
    report = run(service, store, "CGCT:L2121-29", "CGCT:L. 2121-29", "CGCT", "")
    assert service.count(BY_NUM) == 1
    assert report.non_demandees == ("CGCT", "")


# What is concluded


def test_an_article_in_force_is_confirmed_with_its_date(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, article())
    report = run(service, store)
    (confirmation,) = report.confirmees
    assert confirmation.versions[0].debut == dt.date(1996, 2, 24)
    assert confirmation.versions[0].fin is None
    assert "consulté le 22/11/2026" in report.mention
    depth = store.get_depth("CGCT", "L2121-29")
    assert depth is not None
    assert depth.etat == TODAY
    assert depth.source == "Légifrance (API), consulté le 22 novembre 2026"


def test_a_confirmation_deepens_the_built_in_base(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, article("L2121-777"))
    run(service, store, "CGCT:L2121-777")
    verdict = verify("CGCT:L2121-777", on=ON, base=Base(data_dir("legal_refs"), store))
    assert verdict.kind.value == "en_vigueur"
    assert "22 novembre 2026" in verdict.source


def test_provenance_dead_born_and_unfixed_versions_are_dropped(
    service: Service, store: ConfirmationStore
) -> None:
    service.script(
        BY_NUM,
        article(
            "L2121-29",
            version(3, "2010-01-01", "2027-01-01", "ABROGE_DIFF"),
            version(1, "1996-02-24", "2010-01-01", "MODIFIE"),
            version(4, "2222-02-22", "2999-01-01", "VIGUEUR_DIFF"),
            version(5, "2999-01-01", "2999-01-01", ""),
            version(6, "2012-01-01", "2011-01-01", "MODIFIE_MORT_NE"),
            version(7, "2999-01-01", "2999-01-01", "TRANSFERE"),
        ),
    )
    (confirmation,) = run(service, store).confirmees
    assert [v.id[-1] for v in confirmation.versions] == ["1", "3"]
    depth = store.get_depth("CGCT", "L2121-29")
    assert depth is not None
    assert [(row.debut, row.fin) for row in depth.intervals] == [(dt.date(1996, 2, 24), dt.date(2027, 1, 1))]


def test_a_null_answer_leads_to_the_search_then_to_the_article(
    service: Service, store: ConfirmationStore
) -> None:
    service.script(BY_NUM, {"article": None})
    # The filters were dropped: other codes and other numbers come too.
    mixed = results(("LEGIARTI900000000008", "L2121-2"), ("LEGIARTI900000000001", "L2121-29"))
    mixed["results"] += results(("LEGIARTI900000000009", "L2121-29"), owner="LEGITEXT000000000009")["results"]
    mixed["totalResultNumber"] = 3
    service.script("search", mixed)
    ended = article("L2121-29", version(1, "1996-02-24", "2020-01-01", "ABROGE"))
    service.script(BY_ID, ended)
    (confirmation,) = run(service, store).confirmees
    assert confirmation.is_closed
    assert [json.loads(body) for name, body in service.asked if name == BY_ID] == [
        {"id": "LEGIARTI900000000001"}
    ]


def test_what_the_search_misses_is_found_in_the_table(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, {"article": None})
    service.script("search", results())
    service.script(TABLE, table(("LEGIARTI900000000001", "L2121-29")))
    service.script(BY_ID, article())
    assert run(service, store).confirmees
    assert json.loads(next(body for name, body in service.asked if name == TABLE))["date"] == "2026-11-17"


def test_a_number_that_is_nowhere_is_not_found_and_proves_nothing_more(
    service: Service, store: ConfirmationStore
) -> None:
    service.script(BY_NUM, {"article": None})
    service.script("search", results())
    service.script(TABLE, table(("LEGIARTI900000000001", "L2121-1")))
    report = run(service, store, "CGCT:L2121-99", "CGCT:L2121-98")
    assert report.introuvables == ("CGCT:L2121-99", "CGCT:L2121-98")
    assert service.count(TABLE) == 1
    assert store.get_depth("CGCT", "L2121-99") is None


@pytest.mark.parametrize(
    ("search", "contents"),
    [
        (results(total=37), table(("LEGIARTI900000000001", "L1"))),
        (results(), {}),
        (results(), {"cid": CODE, "sections": []}),
        ({}, {}),
    ],
)
def test_an_incomplete_answer_concludes_nothing(
    service: Service, store: ConfirmationStore, search: dict[str, Any], contents: dict[str, Any]
) -> None:
    service.script(BY_NUM, {"article": None})
    service.script("search", search)
    service.script(TABLE, contents)
    assert run(service, store).incertaines == ("CGCT:L2121-29",)
    assert len(store) == 0


def test_the_article_of_another_text_is_not_taken(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, article(owner="LEGITEXT000000000009"))
    assert run(service, store).confirmees == ()


def test_a_starred_number_is_tried_too(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, lambda body: article("R*123-1") if body["num"] == "R*123-1" else {"article": None})
    assert run(service, store, "CGCT:R123-1").confirmees


def test_an_article_of_a_law_is_found_by_its_number(service: Service, store: ConfirmationStore) -> None:
    found = article("9-1", owner="JORFTEXT900000000001")
    found["article"]["textTitles"][0].update(num="2000-321", titre="Loi n° 2000-321")
    service.script("search", results(("LEGIARTI900000000001", "9-1"), owner="JORFTEXT900000000001"))
    service.script(BY_ID, found)
    assert run(service, store, "LOI:2000-321:9-1").confirmees
    fields = json.loads(next(body for name, body in service.asked if name == "search"))["recherche"]["champs"]
    assert {field["typeChamp"] for field in fields} == {"NUM", "NUM_ARTICLE"}
    assert run(service, store, "LOI:2000-322:9-1").incertaines


# Cache


def test_what_was_asked_today_is_not_asked_again(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, article())
    run(service, store)
    report = run(service, ConfirmationStore(store.path))
    assert report.deja_connues == ("CGCT:L2121-29",)
    assert service.count(BY_NUM) == 1
    run(service, store, force=True)
    assert service.count(BY_NUM) == 2


def test_an_open_article_is_asked_again_the_next_day_and_a_closed_one_a_year_later() -> None:
    from deliberia.legifrance.confirmations import OnlineVersion

    def known(fin: dt.date | None) -> Confirmation:
        only = OnlineVersion(id="", etat="", debut=dt.date(2000, 1, 1), fin=fin)
        return Confirmation(cle="CGCT:L1", issue=Issue.CONFIRMEE, consulte_le=TODAY, versions=(only,))

    tomorrow = TODAY + dt.timedelta(days=1)
    assert not known(None).is_fresh(tomorrow)
    assert not known(dt.date(2027, 1, 1)).is_fresh(tomorrow)
    assert known(dt.date(2020, 1, 1)).is_fresh(tomorrow)
    assert not known(dt.date(2020, 1, 1)).is_fresh(TODAY + dt.timedelta(days=366))


def test_a_torn_line_is_passed_over_and_the_file_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    store = ConfirmationStore(path)
    one = Confirmation(cle="CGCT:L1", issue=Issue.INTROUVABLE, consulte_le=TODAY)
    for _ in range(150):
        store.add(one)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"cle": "CGCT:L2", "iss')
    again = ConfirmationStore(path)
    assert again.get("CGCT:L1") == one
    assert len(again) == 1
    assert len(path.read_text(encoding="utf-8").splitlines()) < 110


# Quirks of the service


def test_an_expired_token_is_renewed(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, httpx.Response(401), article())
    assert run(service, store).confirmees
    assert service.count("token") == 2


def test_one_token_serves_for_fifty_five_minutes(service: Service) -> None:
    with service.client() as client:
        client.ask("a", {})
        client.ask("b", {})
        assert service.count("token") == 1
        service.now += 56 * 60
        client.ask("c", {})
    assert service.count("token") == 2


def test_calls_keep_their_distance(service: Service) -> None:
    with service.client() as client:
        for _ in range(5):
            client.ask("a", {})
    assert sum(service.waits) == pytest.approx(5 * 0.2)


def test_a_burst_of_invalid_client_is_retried_once(service: Service) -> None:
    service.script("token", httpx.Response(400, json={"error": "invalid_client"}), {"access_token": "t"})
    with service.client() as client:
        client.ask("a", {})
    assert 2.0 in service.waits


def test_refused_credentials_are_told(service: Service, store: ConfirmationStore) -> None:
    service.script("token", httpx.Response(400, json={"error": "invalid_client"}))
    with pytest.raises(SettingsError, match="refuse ces identifiants"):
        run(service, store)


def test_an_application_without_access_is_told(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, httpx.Response(403))
    with pytest.raises(SettingsError, match="pas accès") as caught:
        run(service, store)
    assert "piste.gouv.fr" in (caught.value.hint or "")


@pytest.mark.parametrize(
    "passing",
    [
        httpx.Response(429, headers={"Retry-After": "7"}),
        httpx.Response(500),
        httpx.Response(503, text="erreur dans le moteur"),
        httpx.Response(200, text="<html>Maintenance</html>"),
        httpx.Response(200, json=["liste"]),
        httpx.ConnectTimeout("lent"),
        httpx.ReadTimeout("lent"),
    ],
)
def test_a_passing_fault_is_asked_again(service: Service, store: ConfirmationStore, passing: Any) -> None:
    service.script(BY_NUM, passing, article())
    assert run(service, store).confirmees
    if isinstance(passing, httpx.Response) and passing.status_code == 429:
        assert 7.0 in service.waits


@pytest.mark.parametrize("fault", [httpx.Response(500), httpx.ConnectError("coupé"), httpx.Response(404)])
def test_after_three_silences_the_service_is_left_alone(
    service: Service, store: ConfirmationStore, fault: Any
) -> None:
    service.script(BY_NUM, fault)
    report = run(service, store, *(f"CGCT:L{number}" for number in range(1, 7)))
    assert report.incertaines == ("CGCT:L1", "CGCT:L2", "CGCT:L3")
    assert report.non_demandees == ("CGCT:L4", "CGCT:L5", "CGCT:L6")
    assert report.arret
    assert len(store) == 0


def test_the_service_may_be_asked_again_ten_minutes_later(service: Service) -> None:
    service.script("a", *[httpx.Response(500)] * 9, {"ok": 1})
    with service.client() as client:
        for _ in range(3):
            with pytest.raises(Exception, match="n’a pas pu répondre"):
                client.ask("a", {})
        with pytest.raises(Exception, match="dix minutes"):
            client.ask("a", {})
        service.now += 601
        assert client.ask("a", {}) == {"ok": 1}


def test_a_spent_quota_stops_everything(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, httpx.Response(429, headers={"Retry-After": "3600"}))
    report = run(service, store, "CGCT:L1", "CGCT:L2")
    assert "quota" in report.arret
    assert "61 minutes" in report.arret
    assert report.non_demandees == ("CGCT:L2",)


@pytest.mark.parametrize("asked", ["inf", "nan", "soon"])
def test_a_wait_that_is_no_time_is_not_waited(service: Service, asked: str) -> None:
    raw = {b"Retry-After": asked.encode()}
    service.script("a", httpx.Response(429, headers=raw), {"ok": 1})
    with service.client() as client:
        assert client.ask("a", {}) == {"ok": 1}
    assert max(service.waits) == 2.0


def test_all_the_waits_of_a_question_share_one_time(service: Service) -> None:
    service.script("a", httpx.Response(429, headers={"Retry-After": "50"}))
    with service.client() as client, pytest.raises(Unavailable, match="90 secondes"):
        client.ask("a", {})
    assert sum(service.waits) < 90
    assert service.count("a") == 2


def test_what_was_learnt_before_a_failure_is_kept(service: Service, store: ConfirmationStore) -> None:
    service.script(BY_NUM, article(), httpx.Response(403))
    with pytest.raises(SettingsError):
        run(service, store, "CGCT:L2121-29", "CGCT:L2")
    assert ConfirmationStore(store.path).get("CGCT:L2121-29")


# Small parts


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (ms("2026-11-17"), dt.date(2026, 11, 17)),
        (ms("2026-11-17") - 3_600_000, dt.date(2026, 11, 17)),
        (ms("2026-07-14") - 7_200_000, dt.date(2026, 7, 14)),
        (ms("1950-03-01"), dt.date(1950, 3, 1)),
        (32472144000000, dt.date(2999, 1, 1)),
        ("2026-11-17", dt.date(2026, 11, 17)),
        ("2026-11-17T00:00:00.000+0000", dt.date(2026, 11, 17)),
        ("2026-11-16T23:00:00.000+0000", dt.date(2026, 11, 17)),
        (None, None),
        ("", None),
        ("demain", None),
        (True, None),
        (10**30, None),
    ],
)
def test_the_three_spellings_of_dates_are_read(value: object, day: dt.date | None) -> None:
    assert parse_day(value) == day


def test_credentials_come_from_the_environment_and_are_never_shown() -> None:
    found = read_credentials({"DELIBERIA_LEGIFRANCE_ID": UUID, "DELIBERIA_LEGIFRANCE_SECRET": UUID})
    assert found == Credentials(UUID, UUID)
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DELIBERIA_LEGIFRANCE_ID": UUID},
        {"DELIBERIA_LEGIFRANCE_ID": "x", "DELIBERIA_LEGIFRANCE_SECRET": "y"},
    ],
)
def test_missing_or_odd_credentials_are_told(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="identifiants"):
        read_credentials(environ)


def test_the_confirmations_stand_in_the_user_folder() -> None:
    assert default_store_path().name == "confirmations.jsonl"
    assert default_store_path().parent.name == "deliberia"
