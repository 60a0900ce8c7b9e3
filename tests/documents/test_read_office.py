"""Old formats through LibreOffice: found, absent, too slow, silent about its failure."""

from __future__ import annotations

import os
import socket
import sys
import threading
from pathlib import Path

import pytest

from deliberia.documents import DocumentSorte, RemarqueSorte, libreoffice, read_document
from deliberia.errors import DocumentError

RTF = rb"{\rtf1\ansi\ansicpg1252 Vu le code g\'e9n\'e9ral ;\par Article 1er\par}"
needs_office = pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice n’est pas installé")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="le faux LibreOffice est un script")


def make_program(folder: Path, body: str) -> str:
    """Write a program that stands for LibreOffice."""
    path = folder / "soffice"
    code = folder / "soffice.py"
    code.write_text(f"import sys, pathlib, time\n{body}\n", encoding="utf-8")
    # Through sh: a "#!" line does not bear the space that the path of an environment may hold.
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{code}" "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@needs_office
def test_an_rtf_is_read_through_libreoffice() -> None:
    document = read_document(RTF, nom="acte.rtf")
    assert document.sorte is DocumentSorte.RTF
    assert document.texte.split("\n") == ["Vu le code général ;", "Article 1er"]
    assert document.remarques[0].sorte is RemarqueSorte.CONVERSION


@needs_office
def test_a_link_to_the_network_is_not_followed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        calls: list[object] = []
        is_over = threading.Event()

        def listen() -> None:
            while not is_over.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                calls.append(address)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png".encode()
        field = rb'{\field{\*\fldinst INCLUDEPICTURE "' + address + rb'" \\d }{\fldrslt }}'
        read_document(RTF[:-1] + field + b"}", nom="acte.rtf")
        is_over.set()
        thread.join()
    assert calls == []


@needs_posix
def test_a_failure_that_answers_zero_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: make_program(tmp_path, "sys.exit(0)"))
    with pytest.raises(DocumentError, match="n’a pas pu ouvrir"):
        read_document(RTF, nom="acte.rtf")


@needs_posix
def test_it_is_stopped_after_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: make_program(tmp_path, "time.sleep(60)"))
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 0.2)
    with pytest.raises(DocumentError, match="secondes"):
        read_document(RTF, nom="acte.rtf")


def test_a_program_that_cannot_start_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: str(tmp_path / "absent"))
    with pytest.raises(DocumentError, match="n’a pas pu démarrer"):
        read_document(RTF, nom="acte.rtf")


@pytest.mark.parametrize(
    ("data", "nom"),
    [(RTF, "a.rtf"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc")],
)
def test_without_libreoffice_one_sentence_says_what_to_do(
    data: bytes, nom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    with pytest.raises(DocumentError, match="sans LibreOffice") as caught:
        read_document(data, nom=nom)
    assert ".docx" in str(caught.value)


def test_each_run_has_its_own_profile_that_forbids_macros_and_links(tmp_path: Path) -> None:
    libreoffice._write_profile(tmp_path / "profil")
    settings = (tmp_path / "profil/user/registrymodifications.xcu").read_text(encoding="utf-8")
    for name in ("DisableMacrosExecution", "BlockUntrustedRefererLinks"):
        assert f'oor:name="{name}" oor:op="fuse"><value>true' in settings
