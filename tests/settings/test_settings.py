"""The file of the settings: what is written is read back, what is wrong is told, a key never enters."""

from __future__ import annotations

import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberia.errors import SettingsError
from deliberia.settings import (
    AssistantSettings,
    JournalSettings,
    Settings,
    Tarifs,
    load_settings,
    read_file_settings,
    save_settings,
    settings_path,
)
from deliberia.settings.addresses import normalize_host, normalize_url

FULL = Settings(
    relecteur="Aline Corbier",
    assistant=AssistantSettings(
        url="https://ia.exemple.fr/v1",
        modele='un "modèle"',
        profil="commune",
        hotes_autorises=("ia.exemple.fr", "::1"),
        delai=120.5,
        certificat="C:\\autorite\\mairie.pem",
        mandataire="http://mandataire.exemple.fr:3128",
        temperature=0.0,
        jetons_max=800,
        concurrence=4,
        tarifs=Tarifs(entree=Decimal("0.1"), sortie=Decimal("0.3")),
    ),
    journal=JournalSettings(conservation_jours=0),
)


def write(text: str) -> Path:
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_absent_file_is_a_valid_one() -> None:
    assert load_settings() == Settings()
    assert not settings_path().exists()


def test_what_is_written_is_read_back() -> None:
    assert save_settings(FULL) == settings_path()
    assert read_file_settings() == FULL
    save_settings(Settings())
    assert read_file_settings() == Settings()


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=20))
def test_any_name_of_model_is_read_back(name: str) -> None:
    wanted = Settings(assistant=AssistantSettings(url="http://localhost:1/v1", modele=name))
    save_settings(wanted)
    assert read_file_settings() == wanted


def test_nothing_is_left_beside_the_file_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "ailleurs.toml"
    target.write_text("", encoding="utf-8")
    settings_path().parent.mkdir(parents=True)
    settings_path().symlink_to(target)
    save_settings(FULL)
    assert settings_path().is_symlink()
    assert "ia.exemple.fr" in target.read_text(encoding="utf-8")
    assert [one.name for one in settings_path().parent.iterdir()] == ["config.toml"]
    assert [one.name for one in tmp_path.iterdir()] == ["ailleurs.toml"]


def test_a_value_that_could_not_be_read_is_not_written() -> None:
    save_settings(FULL)
    with pytest.raises(SettingsError):
        save_settings(Settings(assistant=AssistantSettings(url="http://moi:secret@ia.exemple.fr")))
    assert read_file_settings() == FULL


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[assistant]\nurl = "http://localhost"\nmodel = "m"', "Vouliez-vous écrire « modele »"),
        ('[assistent]\nurl = "x"', "« assistant »"),
        ('[assistant]\nurl = "http://localhost"\ncle = "sk-1"', "une clé ne s’écrit jamais"),
        ('[assistant]\nurl = "http://localhost"\napi_key = "sk-1"', "une clé ne s’écrit jamais"),
        ('[assistant]\nmodele = "m"', "l’adresse du service manque"),
        ('[assistant]\nurl = "ftp://x"', "n’est pas une adresse web"),
        ('[assistant]\nurl = "http://a:b@x"', "mot de passe"),
        ('[assistant]\nurl = "http://x/v1?key=sk-1"', "« ? »"),
        ('[assistant]\nurl = "http://x"\ndelai = "long"', "un nombre de 5 à 3600"),
        ('[assistant]\nurl = "http://x"\ndelai = nan', "un nombre de 5 à 3600"),
        ('[assistant]\nurl = "http://x"\nconcurrence = true', "un nombre entier"),
        ('[assistant]\nurl = "http://x"\nhotes_autorises = "x"', "une liste"),
        ('[assistant]\nurl = "http://x"\nhotes_autorises = ["http://x"]', "nom d’une machine"),
        ('[assistant]\nurl = "http://x"\n[assistant.tarifs]\nentree = -1', "un nombre de 0"),
        ('assistant = 3', "est une table"),
        ('[journal]\nconservation_jours = 1.5', "un nombre entier"),
        ("[assistant\n", "ligne 1"),
        ("url = \x00", "n’est pas du TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(text: str, said: str) -> None:
    path = write(text)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert "sk-1" not in str(caught.value)
    assert ":b@" not in str(caught.value)


def test_bytes_that_are_not_text_are_told() -> None:
    write("").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings()


def test_the_environment_comes_before_the_file_and_is_never_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(FULL)
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", "http://localhost:8080/v1/")
    found = load_settings().assistant
    assert found is not None
    assert (found.url, found.modele, found.profil, found.tarifs) == ("http://localhost:8080/v1", "", "", None)
    assert found.hotes_autorises == ("ia.exemple.fr", "::1")
    monkeypatch.setenv("DELIBERIA_ASSISTANT_MODEL", "autre")
    changed = load_settings().assistant
    assert changed is not None
    assert changed.modele == "autre"
    assert read_file_settings() == FULL


def test_the_same_host_in_the_environment_keeps_what_is_known_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(FULL)
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", "https://ia.exemple.fr/autre/v1")
    found = load_settings().assistant
    assert found is not None
    assert found.tarifs is not None


def test_a_wrong_address_in_the_environment_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", "localhost")
    with pytest.raises(SettingsError, match="DELIBERIA_ASSISTANT_URL"):
        load_settings()


@pytest.mark.parametrize(
    ("written", "host"),
    [("IA.Exemple.FR", "ia.exemple.fr"), ("ia.exemple.fr.", "ia.exemple.fr"), ("[::1]", "::1"),
     ("127.0.0.1", "127.0.0.1"), ("mairie-été.fr", "xn--mairie-t-h1ab.fr")],
)  # fmt: skip
def test_a_host_has_one_spelling(written: str, host: str) -> None:
    assert normalize_host(written) == host


@pytest.mark.parametrize("written", ["", "http://x", "a b", "x/y", "x:80", "a..b", "-x", "a\nb", "x" * 300])
def test_what_is_no_host_is_refused(written: str) -> None:
    with pytest.raises(SettingsError):
        normalize_host(written)


@pytest.mark.parametrize(
    ("written", "url"),
    [(" HTTP://LocalHost:11434/v1/ ", "http://localhost:11434/v1"), ("http://[::1]:80", "http://[::1]:80")],
)
def test_an_address_has_one_spelling(written: str, url: str) -> None:
    assert normalize_url(written) == url


@pytest.mark.parametrize(
    "written", ["x", "//x", "http://", "http://x:port", "http://x y", "http://x\\@y", "a\n"]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(SettingsError):
        normalize_url(written)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="droits sans effet ici")
def test_a_folder_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(SettingsError, match="n’ont pas pu être écrits"):
        save_settings(FULL)


def test_the_reviewer_of_the_environment_comes_before_that_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DELIBERIA_RELECTEUR", raising=False)
    save_settings(Settings(relecteur="Aline Corbier"))
    assert load_settings().relecteur == "Aline Corbier"
    monkeypatch.setenv("DELIBERIA_RELECTEUR", " Paul Astruc ")
    assert load_settings().relecteur == "Paul Astruc"
    assert read_file_settings().relecteur == "Aline Corbier"


def test_a_model_of_the_environment_is_a_name_of_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(FULL)
    monkeypatch.setenv("DELIBERIA_ASSISTANT_MODEL", "un\ndeux")
    with pytest.raises(SettingsError, match="DELIBERIA_ASSISTANT_MODEL"):
        load_settings()
