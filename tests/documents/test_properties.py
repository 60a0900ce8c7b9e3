"""The properties that a program notes in a DOCX: added, replaced, read back, nothing else touched."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from deliberia.documents import read_document, read_properties, write_properties
from deliberia.errors import DocumentError

VALUES = {"Deliberia passages": "expose", "Deliberia expose modele": "essai « é » <&>"}


@pytest.fixture
def plain() -> bytes:
    document = docx.Document()
    document.add_paragraph("Le conseil municipal décide.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_file_without_properties_has_none(plain: bytes) -> None:
    assert read_properties(plain) == {}


def test_properties_are_added_and_read_back_and_the_text_stays(plain: bytes) -> None:
    stamped = write_properties(plain, VALUES)
    assert read_properties(stamped) == VALUES
    assert read_document(stamped).texte == read_document(plain).texte
    before, after = members(plain), members(stamped)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"docProps/custom.xml", "_rels/.rels", "[Content_Types].xml"}
    assert b'PartName="/docProps/custom.xml"' in after["[Content_Types].xml"]
    docx.Document(io.BytesIO(stamped))


def test_other_properties_stay_and_the_same_name_is_replaced(plain: bytes) -> None:
    once = write_properties(plain, {"Service": "Culture", "Deliberia passages": "titre"})
    twice = write_properties(once, VALUES)
    assert read_properties(twice) == {"Service": "Culture", **VALUES}
    part = members(twice)["docProps/custom.xml"].decode()
    pids = [one.split('"')[0] for one in part.split('pid="')[1:]]
    assert len(pids) == len(set(pids)) == 3
    assert members(twice)["_rels/.rels"].count(b"custom-properties") == 1


def test_the_same_properties_give_the_same_bytes(plain: bytes) -> None:
    assert write_properties(plain, VALUES) == write_properties(plain, VALUES)
    stamped = write_properties(plain, VALUES)
    assert read_properties(write_properties(stamped, VALUES)) == VALUES


def test_a_value_that_xml_cannot_hold_is_mended(plain: bytes) -> None:
    stamped = write_properties(plain, {"a": "x\x00y\ud800 \x1b[31m" + "é" * 400})
    (value,) = read_properties(stamped).values()
    assert value.startswith("x y")
    assert len(value) == 255


def test_what_is_no_docx_is_refused() -> None:
    with pytest.raises(DocumentError):
        write_properties(b"PK nothing", VALUES, place="a.docx")
