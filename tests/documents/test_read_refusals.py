"""Files that are refused: one French sentence that says what, where and what to do; never a traceback."""

from __future__ import annotations

import contextlib
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberia.documents import READABLE_EXTENSIONS, files, read_document
from deliberia.errors import DocumentError

Pack = Callable[[dict[str, str | bytes]], bytes]
TYPES: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODT = "application/vnd.oasis.opendocument.text"
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse the old formats whether LibreOffice is installed here or not."""
    monkeypatch.setattr("deliberia.documents.libreoffice.find_soffice", lambda: None)


def set_encrypted(data: bytes) -> bytes:
    """Raise the encryption flag of each member, in its local and its central record."""
    patched = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = patched.find(mark)
        while position >= 0:
            patched[position + offset] |= 1
            position = patched.find(mark, position + 4)
    return bytes(patched)


def lie_about_size(data: bytes) -> bytes:
    """Declare 10 bytes for the last member in the directory."""
    position = data.rfind(b"PK\x01\x02")
    return data[: position + 24] + struct.pack("<I", 10) + data[position + 28 :]


REFUSED: list[tuple[str, str, Callable[[Pack], bytes], str]] = [
    ("empty file", "a.docx", lambda pack: b"", "vide"),
    ("only spaces", "a.txt", lambda pack: b" \r\n\t", "vide"),
    (
        "truncated archive",
        "a.docx",
        lambda pack: pack({**TYPES, "word/document.xml": "x" * 99})[:80],
        "endommagé",
    ),
    ("archive of garbage", "a.docx", lambda pack: b"PK\x03\x04" + b"garbage" * 40, "endommagé"),
    ("no main part", "a.docx", lambda pack: pack(TYPES), "ne contient pas de document Word"),
    ("no body", "a.docx", lambda pack: pack({**TYPES, "word/document.xml": "<a/>"}), "ne contient pas"),
    ("broken XML", "a.docx", lambda pack: pack({**TYPES, "word/document.xml": "<a>"}), "endommagé"),
    (
        "endless nesting",
        "a.docx",
        lambda pack: pack({**TYPES, "word/document.xml": "<a>" * 9000 + "</a>" * 9000}),
        "imbriqué",
    ),
    ("entities", "a.docx", lambda pack: pack({**TYPES, "word/document.xml": LAUGHS}), "DOCTYPE"),
    (
        "entities in UTF-16",
        "a.docx",
        lambda pack: pack({**TYPES, "word/document.xml": LAUGHS.encode("utf-16")}),
        "DOCTYPE",
    ),
    (
        "entities in the relations",
        "a.docx",
        lambda pack: pack({**TYPES, "_rels/.rels": LAUGHS, "word/document.xml": "<a/>"}),
        "DOCTYPE",
    ),
    (
        "ratio of a bomb",
        "a.docx",
        lambda pack: pack({**TYPES, "word/document.xml": b"a" * 9_000_000}),
        "gonfle",
    ),
    (
        "too many members",
        "a.docx",
        lambda pack: pack({**TYPES, **{f"word/{i}.xml": "" for i in range(2_001)}}),
        "trop d’éléments",
    ),
    (
        "size that lies",
        "a.docx",
        lambda pack: lie_about_size(pack({**TYPES, "word/document.xml": b"<a>" + b"b" * 500 + b"</a>"})),
        "endommagé",
    ),
    (
        "encrypted member",
        "a.docx",
        lambda pack: set_encrypted(pack({**TYPES, "word/document.xml": "<a/>"})),
        "mot de passe",
    ),
    ("encrypted DOCX", "a.docx", lambda pack: OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    ("old Word", "a.doc", lambda pack: OLE + "WordDocument".encode("utf-16-le"), "ancien format"),
    (
        "old Word under another name",
        "a.docx",
        lambda pack: OLE + "WordDocument".encode("utf-16-le"),
        "ancien format",
    ),
    ("old file of another program", "a.doc", lambda pack: OLE, "ancien logiciel"),
    ("PDF without pages", "a.pdf", lambda pack: b"%PDF-1.7\n", "PDF est endommagé"),
    ("PDF under another name", "a.docx", lambda pack: b"%PDF-1.7\n", "PDF"),
    ("RTF", "a.rtf", lambda pack: b"{\\rtf1 a}", "sans LibreOffice"),
    ("RTF under another name", "a.docx", lambda pack: b"{\\rtf1 a}", "RTF"),
    ("text under another name", "a.docx", lambda pack: "délibération".encode(), "pas un document Word"),
    ("page under another name", "a.docx", lambda pack: b"<html><body>a", "c’est une page HTML"),
    ("ODT under another name", "a.docx", lambda pack: pack({"mimetype": ODT}), ".odt"),
    ("DOCX under another name", "a.txt", lambda pack: pack(TYPES), ".docx"),
    ("workbook", "a.xlsx", lambda pack: pack({**TYPES, "xl/workbook.xml": "<a/>"}), "classeur"),
    (
        "OpenDocument sheet",
        "a.ods",
        lambda pack: pack({"mimetype": ODT.replace("text", "spreadsheet")}),
        "classeur",
    ),
    ("archive of files", "a.zip", lambda pack: pack({"acte.txt": "a"}), "archive"),
    (
        "ODT without text",
        "a.odt",
        lambda pack: pack({"mimetype": ODT, "content.xml": "<a/>"}),
        "OpenDocument",
    ),
    ("ODT without content", "a.odt", lambda pack: pack({"mimetype": ODT}), "content.xml"),
    (
        "encrypted ODT",
        "a.odt",
        lambda pack: pack(
            {
                "mimetype": ODT,
                "META-INF/manifest.xml": (
                    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                    "<m:encryption-data/></m:manifest>"
                ),
                "content.xml": "garbage",
            }
        ),
        "mot de passe",
    ),
    ("binary", "a.txt", lambda pack: b"\x00\x01\x02\xff" * 50, "lisible"),
    ("picture", "a", lambda pack: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "lisible"),
    ("undefined in Windows-1252", "a.txt", lambda pack: b"d\x81lib\xe9ration", "lisible"),
    (
        "pages without text",
        "a.docx",
        lambda pack: pack(
            {**TYPES, "word/document.xml": f'<w:x xmlns:w="{WORD}"><w:body><w:p/></w:body></w:x>'}
        ),
        "aucun texte",
    ),
    ("page without text", "a.html", lambda pack: b"<html><img src=x>", "aucun texte"),
    ("lock of Word", "~$acte.docx", lambda pack: b"Claire", "marque"),
]


@pytest.mark.parametrize(
    ("nom", "make", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_it_is_refused_with_one_sentence(
    pack: Pack, nom: str, make: Callable[[Pack], bytes], words: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(make(pack), nom=nom)
    error = caught.value
    assert words in str(error)
    assert error.place == nom
    assert error.hint
    assert error.message.endswith(".")
    assert "\n" not in str(error)


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", "<b/>")
    with pytest.raises(DocumentError, match="même nom"):
        read_document(path)


def test_a_compression_that_word_does_not_use_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(DocumentError, match="compressé"):
        read_document(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="n’existe pas") as missing:
        read_document(tmp_path / "absent.docx")
    assert missing.value.place == str(tmp_path / "absent.docx")
    with pytest.raises(DocumentError, match="dossier"):
        read_document(tmp_path)


def test_a_file_that_one_may_not_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acte.txt"
    path.write_text("a", encoding="utf-8")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError, match="droit de lire"):
        read_document(path)


def test_a_file_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acte.docx"
    with path.open("wb") as file:
        file.truncate(files.MAX_FILE_SIZE + 1)
    with pytest.raises(DocumentError, match="100 Mo"):
        read_document(path)


def test_bytes_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberia.documents.readers.registry.MAX_FILE_SIZE", 10)
    with pytest.raises(DocumentError, match="dépasse"):
        read_document(b"a" * 11)


@settings(max_examples=200, deadline=None)
@given(
    data=st.binary(max_size=300),
    head=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", OLE[:8], b"\xff\xfe", b"<html"]),
    suffix=st.sampled_from(["", *READABLE_EXTENSIONS, ".pdf", ".zip"]),
)
def test_no_bytes_break_the_reader(data: bytes, head: bytes, suffix: str) -> None:
    with contextlib.suppress(DocumentError):
        assert isinstance(read_document(head + data, nom=f"acte{suffix}").texte, str)


@settings(max_examples=150, deadline=None)
@given(position=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_one_wrong_byte_in_a_file_never_breaks_the_reader(
    make_docx: Callable[..., bytes], position: int, byte: int
) -> None:
    data = bytearray(make_docx("<w:p><w:r><w:t>Vu le code</w:t></w:r></w:p>"))
    data[position % len(data)] = byte
    with contextlib.suppress(DocumentError):
        read_document(bytes(data), nom="acte.docx")


def test_a_part_too_large_is_refused_before_it_is_unpacked(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberia.documents.readers.container.MAX_XML_SIZE", 50)
    with pytest.raises(DocumentError, match="démesurée"):
        read_document(pack({**TYPES, "word/document.xml": "<a>" + "b" * 60 + "</a>"}), nom="a.docx")
