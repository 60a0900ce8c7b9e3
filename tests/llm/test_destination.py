"""Where the text goes: named before the first call, refused when it is not allowed; the key and its host."""

from __future__ import annotations

import re
import socket
import sys
import threading
import types
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.llm.conftest import QUESTION, answer

from deliberia.errors import ExitCode
from deliberia.llm import (
    AssistantError,
    Destination,
    Fault,
    find_destination,
    get_profile,
    guess_profile,
    load_profiles,
    open_client,
    read_key,
    remove_key,
    store_key,
)
from deliberia.llm.addresses import find_proxy, is_loopback, is_private, is_same_server, make_base
from deliberia.llm.faults import Situation, describe_failure
from deliberia.llm.transport import ElsewhereError, check_machine, http_options, read_failure
from deliberia.llm.wire import Failure, FailureKind
from deliberia.settings import AssistantSettings, Settings


def settings(url: str, **rest: Any) -> AssistantSettings:
    return AssistantSettings(url=url, **{"modele": "m", **rest})


@pytest.mark.parametrize(
    "url", ["https://ia.exemple.fr/v1", "http://10.0.0.8:11434", "http://localhost.exemple.fr",
            "http://127.0.0.1.exemple.fr", "http://0.0.0.0:8080", "http://[::ffff:127.0.0.1]", "http://x.localhost"],
)  # fmt: skip
def test_a_host_that_is_not_allowed_receives_nothing(url: str) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise AssertionError("sent")

    named: list[Destination] = []
    with open_client(settings(url), announce=named.append, transport=httpx.MockTransport(fail)) as client:
        for call in (
            lambda: client.complete(QUESTION),
            client.list_models,
            lambda: list(client.stream(QUESTION)),
        ):
            with pytest.raises(AssistantError, match="deliberia config hotes autoriser") as caught:
                call()
            assert caught.value.fault is Fault.HOST_REFUSED
            assert caught.value.exit_code == ExitCode.USAGE
    assert named == []


def test_the_destination_is_named_once_before_the_first_call() -> None:
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append("envoi")
        return answer()

    wanted = settings("https://ia.exemple.fr", hotes_autorises=("ia.exemple.fr",))
    with open_client(
        wanted, announce=lambda place: seen.append(place.host), transport=httpx.MockTransport(handle)
    ) as client:
        client.complete(QUESTION)
        client.complete(QUESTION)
    assert seen == ["ia.exemple.fr", "envoi", "envoi"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_is_always_allowed(host: str) -> None:
    assert is_loopback(host)
    url = f"http://[{host}]:80" if ":" in host else f"http://{host}:80"
    place = find_destination(settings(url))
    assert (place.is_local, place.is_allowed, place.warnings) == (True, True, ())


@pytest.mark.parametrize("model", ["gpt-oss:120b-cloud", "deepseek-cloud"])
def test_a_model_that_leaves_a_local_server_is_not_local(model: str) -> None:
    place = find_destination(settings("http://localhost:11434", modele=model))
    assert (place.host, place.is_local, place.is_allowed) == ("ollama.com", False, False)
    assert "n’est pas local" in place.lieu
    allowed = settings("http://localhost:11434", modele=model, hotes_autorises=("ollama.com",))
    assert find_destination(allowed).is_allowed
    far = settings("http://10.0.0.8:11434", modele=model, hotes_autorises=("ollama.com",))
    assert not find_destination(far).is_allowed


def test_a_gateway_on_this_machine_does_not_keep_the_text() -> None:
    place = find_destination(settings("http://localhost:4000"))
    assert (place.is_loopback, place.is_local, place.is_allowed) == (True, False, True)
    assert "puis le service" in place.describe()
    assert "passerelle" in place.warnings[0]


def test_a_way_without_encryption_is_told() -> None:
    place = find_destination(settings("http://10.0.0.8:8000", hotes_autorises=("10.0.0.8",)))
    assert place.lieu == "une machine de votre réseau"
    assert "non chiffrée" in place.warnings[0]


@pytest.mark.parametrize("host", ["::ffff:127.0.0.1", "::ffff:10.0.0.8", "::ffff:198.51.100.7"])
def test_an_address_inside_another_is_neither_here_nor_on_the_network(host: str) -> None:
    assert not is_loopback(host)
    assert not is_private(host)


@pytest.mark.parametrize(
    ("url", "profile"),
    [("https://albert.api.etalab.gouv.fr", "albert"), ("https://api.mistral.ai/v1", "mistral"),
     ("https://api.scaleway.ai/1-2/v1", "scaleway"), ("https://x.ifr.fr-par.scaleway.com/v1", "scaleway"),
     ("https://m.endpoints.kepler.ai.cloud.ovh.net/api/openai_compat/v1", "ovhcloud"),
     ("http://localhost:11434", "ollama"), ("http://10.0.0.1:8000", "vllm"),
     ("http://127.0.0.1:8080", "llamacpp"), ("http://localhost:1234", "lmstudio"),
     ("http://x:4000", "litellm"), ("https://ia.exemple.fr", "commune"),
     ("https://api.mistral.ai.exemple.fr", "commune"), ("https://kepler.ai.cloud.ovh.net", "commune")],
)  # fmt: skip
def test_a_profile_is_guessed_from_the_address(url: str, profile: str) -> None:
    assert guess_profile(url).id == profile


def test_there_are_ten_profiles_each_with_its_source_and_its_date() -> None:
    profiles = load_profiles()
    assert len(profiles) == len({one.id for one in profiles}) == 10
    for one in profiles:
        assert one.source
        assert one.constate_le.year >= 2025
        assert one.destination
        assert one.droit
        assert one.cle in ("obligatoire", "facultative", "aucune")
        assert set(one.capacites) == {"liste", "json_object", "json_schema", "flux", "usage_flux", "energie"}
        assert set(one.capacites.values()) <= {"oui", "non", "selon le modèle", "inconnu"}
        assert re.match(r"https?://", one.adresse)


def test_the_nearest_profile_is_proposed() -> None:
    with pytest.raises(AssistantError, match="« ollama »"):
        get_profile("olama")


_COLUMNS = ("liste", "json_object", "json_schema", "flux", "usage_flux", "energie")


def test_the_matrix_of_the_documentation_has_every_profile() -> None:
    page = Path(__file__).resolve().parents[2] / "docs/reference/points-d-acces.md"
    text = page.read_text(encoding="utf-8")
    for one in load_profiles():
        assert one.nom in text
        assert f"`{one.adresse}`" in text
        assert one.destination in text
        assert one.droit in text
        assert all(particularity in text for particularity in one.particularites)
        row = [one.capacites[name] for name in _COLUMNS]
        assert f"| `{one.id}` | {' | '.join(row)} | {one.source}, {one.constate_le:%d/%m/%Y} |" in text


@pytest.mark.parametrize(
    ("written", "base"),
    [("http://x", "http://x/v1"), ("http://x/", "http://x/v1"), ("http://x/v1/", "http://x/v1"),
     ("http://x/v1/chat/completions", "http://x/v1"), ("http://x/v1/models", "http://x/v1"),
     ("http://x/api/openai_compat/v1", "http://x/api/openai_compat/v1"), ("http://x/models", "http://x/v1")],
)  # fmt: skip
def test_the_address_is_joined_safely(written: str, base: str) -> None:
    assert make_base(written) == base


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("http://x/a", "http://x/b", True), ("http://x", "https://x/", True), ("https://x", "http://x", False),
     ("http://x", "http://x:80/b", True), ("http://x:1", "http://x:2", False),
     ("http://x", "http://y", False), ("http://x", "file:///etc/passwd", False)],
)  # fmt: skip
def test_two_addresses_of_one_server(one: str, other: str, same: bool) -> None:
    assert is_same_server(one, other) is same


_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.usefixtures("no_proxy")
@pytest.mark.parametrize(
    ("url", "environ", "proxy"),
    [
        ("https://ia.exemple.fr", {}, ""),
        ("https://ia.exemple.fr", {"HTTPS_PROXY": "http://mandataire:3128"}, "http://mandataire:3128"),
        ("https://ia.exemple.fr", {"https_proxy": "mandataire:3128"}, "http://mandataire:3128"),
        ("https://ia.exemple.fr", {"ALL_PROXY": "http://mandataire:3128"}, "http://mandataire:3128"),
        ("https://ia.exemple.fr", {"HTTP_PROXY": "http://mandataire:3128"}, ""),
        ("http://ia.exemple.fr", {"HTTP_PROXY": "http://mandataire:3128"}, "http://mandataire:3128"),
        ("https://ia.exemple.fr", {"HTTPS_PROXY": "http://mandataire", "NO_PROXY": ".exemple.fr"}, ""),
        ("https://ia.exemple.fr", {"HTTPS_PROXY": "http://mandataire", "NO_PROXY": "*"}, ""),
        ("http://localhost:1", {"HTTP_PROXY": "http://mandataire:3128"}, ""),
        ("http://127.0.0.1:1", {"ALL_PROXY": "http://mandataire:3128"}, ""),
    ],
)
def test_a_proxy_of_the_environment_is_found(
    url: str, environ: dict[str, str], proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert find_proxy(settings(url)) == proxy


@pytest.mark.usefixtures("no_proxy")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_is_named_before_the_first_call_without_its_password(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{scheme}_proxy", "http://moi:motdepasse1@mandataire.exemple.fr:3128")
    told: list[str] = []
    wanted = settings(f"{scheme}://ia.exemple.fr", hotes_autorises=("ia.exemple.fr",))

    def note(place: Destination) -> None:
        told.extend((place.describe(), *place.warnings, str(place.as_dict())))

    transport = httpx.MockTransport(lambda request: answer())
    with open_client(wanted, announce=note, transport=transport) as client:
        client.complete(QUESTION)
    assert "Il passe par le mandataire mandataire.exemple.fr:3128." in told[0]
    assert any("en clair" in one for one in told) is (scheme == "http")
    assert "motdepasse1" not in str(told)


@pytest.mark.loopback
@pytest.mark.usefixtures("no_proxy")
@pytest.mark.parametrize("is_open", [True, False])
def test_the_question_goes_through_the_proxy_that_was_named(
    is_open: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = b'{"choices": [{"message": {"content": "Bonjour."}}]}'
    status = b"200 OK" if is_open else b"407 Proxy Authentication Required"
    head = b"HTTP/1.1 %b\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
    seen: list[bytes] = []

    def stand(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection:
            data = connection.recv(65536)
            while not data.endswith(b"}"):
                data += connection.recv(65536)
            seen.append(data)
            connection.sendall(head + body)

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        thread = threading.Thread(target=stand, args=(server,))
        thread.start()
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.getsockname()[1]}")
        wanted = settings("http://ia.exemple.fr", hotes_autorises=("ia.exemple.fr",), delai=5)
        with open_client(wanted) as client:
            assert client.destination.mandataire == f"127.0.0.1:{server.getsockname()[1]}"
            if is_open:
                assert client.complete(QUESTION).text == "Bonjour."
            else:
                with pytest.raises(AssistantError, match="mandataire"):
                    client.complete(QUESTION)
        thread.join()
    assert seen[0].startswith(b"POST http://ia.exemple.fr/v1/chat/completions HTTP/1.1\r\n")


def test_a_proxy_on_the_way_is_spoken_of() -> None:
    situation = Situation(host="h", url="https://h", model="m", has_key=True, delai=1, has_proxy=True)
    assert "mandataire" in str(describe_failure(Failure(kind=FailureKind.REFUSED), situation))
    wrong = Failure(kind=FailureKind.TLS, detail="ce port ne parle pas https")
    assert "http://" in str(describe_failure(wrong, situation))


def test_this_machine_is_never_reached_through_a_proxy() -> None:
    here = http_options(settings("http://localhost:11434", mandataire="http://mandataire:3128"))
    assert (here["trust_env"], "proxy" in here) == (False, False)
    there = http_options(settings("https://ia.exemple.fr", mandataire="http://mandataire:3128"))
    assert (there["trust_env"], there["proxy"]) == (True, "http://mandataire:3128")


@pytest.mark.usefixtures("no_proxy")
def test_the_library_finds_no_proxy_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://mandataire:3128")
    monkeypatch.setenv("NO_PROXY", "ia.exemple.fr")
    options = http_options(settings("https://ia.exemple.fr"))
    assert "proxy" not in options
    assert set(options["mounts"].values()) == {None}


class Found:
    """A connection, as the library shows it."""

    def __init__(self, address: object) -> None:
        self._address = address

    def get_extra_info(self, name: str) -> object:
        return self._address if name == "server_addr" else None


def test_a_localhost_that_is_another_machine_receives_nothing() -> None:
    url = "http://localhost:11434/v1/models"
    for address in (("127.0.0.1", 80), ("::1", 80, 0, 0)):
        check_machine(url, Found(address))
    for other in (("203.0.113.4", 80), ("10.0.0.1", 80), None):
        with pytest.raises(ElsewhereError) as caught:
            check_machine(url, Found(other))
        failure = read_failure(caught.value)
        assert failure.kind is FailureKind.ELSEWHERE
    check_machine("http://ia.exemple.fr/v1", Found(("203.0.113.4", 80)))
    situation = Situation(host="localhost", url=url, model="m", has_key=False, delai=1)
    assert "rien n’a été envoyé" in str(describe_failure(failure, situation))


@pytest.mark.loopback
def test_the_connection_is_looked_at_before_the_question_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberia.llm.transport.is_loopback", lambda host: host == "localhost")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        url = f"http://localhost:{server.getsockname()[1]}"
        with open_client(settings(url)) as client, pytest.raises(AssistantError) as caught:
            client.complete(QUESTION)
        connection, _ = server.accept()
        with connection:
            connection.settimeout(5)
            assert connection.recv(100) == b""
    assert caught.value.fault is Fault.HOST_REFUSED


@pytest.mark.parametrize("content", [None, b"pas un certificat"])
def test_a_file_of_authority_that_cannot_be_used_is_told(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "autorite.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AssistantError, match="certificat") as caught:
        open_client(settings("https://ia.exemple.fr", certificat=str(path)))
    assert caught.value.exit_code == ExitCode.USAGE


def test_without_settings_the_command_is_told() -> None:
    with pytest.raises(AssistantError, match="deliberia config assistant") as caught:
        open_client(Settings())
    assert caught.value.exit_code == ExitCode.USAGE


def test_a_service_that_needs_a_key_is_not_called_without() -> None:
    wanted = settings("https://api.mistral.ai/v1", hotes_autorises=("api.mistral.ai",))
    transport = httpx.MockTransport(lambda request: answer())
    with (
        open_client(wanted, transport=transport) as client,
        pytest.raises(AssistantError, match="cle poser") as caught,
    ):
        client.complete(QUESTION)
    assert caught.value.fault is Fault.KEY_MISSING


def test_no_key_no_header() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        assert "authorization" not in request.headers
        return answer()

    with open_client(settings("http://localhost:1"), transport=httpx.MockTransport(handle)) as client:
        client.complete(QUESTION)


@pytest.mark.parametrize("secret", ["sk-a\nX-Evil: 1", "sk-é", "sk a", "sk-\x7f"])
def test_what_cannot_be_a_key_is_refused_and_not_repeated(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", secret)
    with pytest.raises(AssistantError) as caught:
        read_key("h")
    assert secret not in str(caught.value)


class Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service_name: str, username: str) -> str | None:
        return self.kept.get((service_name, username))

    def set_password(self, service_name: str, username: str, password: str) -> None:
        self.kept[service_name, username] = password

    def delete_password(self, service_name: str, username: str) -> None:
        del self.kept[service_name, username]


class Locked(Ring):
    def get_password(self, service_name: str, username: str) -> str | None:
        raise RuntimeError("locked sk-secret")

    def set_password(self, service_name: str, username: str, password: str) -> None:
        raise RuntimeError(f"locked {password}")


def test_a_key_of_the_keyring_belongs_to_one_host(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Ring()
    store_key("ia.exemple.fr", " sk-1\n", ring)
    found = read_key("ia.exemple.fr", keyring=ring)
    assert found is not None
    assert (found.secret, found.origin) == ("sk-1", "trousseau")
    assert "sk-1" not in repr(found) + str(found)
    assert read_key("autre.exemple.fr", keyring=ring) is None
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", "sk-2")
    before = read_key("ia.exemple.fr", keyring=ring)
    assert before is not None
    assert before.origin == "environnement"
    assert remove_key("ia.exemple.fr", ring)
    assert not remove_key("ia.exemple.fr", ring)


def test_a_locked_keyring_is_no_key_and_its_words_are_not_repeated() -> None:
    assert read_key("h", keyring=Locked()) is None
    with pytest.raises(AssistantError) as caught:
        store_key("h", "sk-1", Locked())
    assert "sk-" not in str(caught.value)


def test_a_keyring_that_forgets_is_told() -> None:
    class Null(Ring):
        def set_password(self, service_name: str, username: str, password: str) -> None:
            pass

    with pytest.raises(AssistantError, match="n’a pas gardé"):
        store_key("h", "sk-1", Null())


def test_without_keyring_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert read_key("h") is None
    with pytest.raises(AssistantError, match=r"deliberia\[coffre\].*DELIBERIA_ASSISTANT_KEY"):
        store_key("h", "sk-1")


def test_a_keyring_that_writes_in_clear_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class PlaintextKeyring(Ring):
        pass

    class Fail(Ring):
        pass

    for backend, is_used in ((PlaintextKeyring(), False), (Fail(), False), (Ring(), True)):
        module = types.ModuleType("keyring")
        backends, fail = types.ModuleType("keyring.backends"), types.ModuleType("keyring.backends.fail")
        fail.Keyring = Fail  # type: ignore[attr-defined]
        module.backends, backends.fail = backends, fail  # type: ignore[attr-defined]
        module.get_keyring = lambda backend=backend: backend  # type: ignore[attr-defined]
        for part in (module, backends, fail):
            monkeypatch.setitem(sys.modules, part.__name__, part)
        if is_used:
            store_key("h", "sk-1")
            assert read_key("h") is not None
        else:
            assert read_key("h") is None
