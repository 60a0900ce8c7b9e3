"""What the tests of annotated copies share."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest

from deliberia.documents import Commentaire, Document


@pytest.fixture(scope="session")
def date() -> dt.datetime:
    return dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def unpack() -> Callable[[bytes], dict[str, bytes]]:
    def read(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return read


@pytest.fixture(scope="session")
def comment_on() -> Callable[..., Commentaire]:
    """Return a maker of comments on words of a document."""

    def make(document: Document, words: str, *lignes: str) -> Commentaire:
        start = document.texte.index(words)
        return Commentaire(start=start, end=start + len(words), lignes=lignes or (f"Sur {words}",))

    return make
