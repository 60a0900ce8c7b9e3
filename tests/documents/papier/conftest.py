"""A letterhead made for the tests: a picture, a footer, fonts, and all that must not leave the town hall."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

Edit = Callable[[dict[str, bytes]], None]


def make_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + bytes((20, 110, 70)) * 8 for _ in range(8))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def repack(data: bytes, edit: Edit) -> bytes:
    """Change the members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    edit(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def replace_in(member: str, old: str, new: str) -> Edit:
    def edit(members: dict[str, bytes]) -> None:
        text = members[member].decode()
        assert old in text
        members[member] = text.replace(old, new, 1).encode()

    return edit


def save(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def word() -> Any:
    """A letterhead still open, to be changed by a test."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.left_margin, section.right_margin, section.top_margin = Cm(3), Cm(2), Cm(4)
    document.styles["Normal"].font.name = "DejaVu Sans"
    document.styles["Normal"].font.size = Pt(10)
    header = section.header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(make_png()), width=Cm(2))
    header.add_run("Mairie de Val-Fleuri")
    section.footer.paragraphs[0].text = "1 place du Four, Val-Fleuri"
    document.core_properties.title = "Lettre au préfet"
    document.core_properties.author = "Ancienne secrétaire"
    paragraph = document.add_paragraph("Texte d’une ancienne lettre")
    document.add_comment(paragraph.runs[0], text="à ne pas montrer", author="Quelqu’un")
    return document


@pytest.fixture
def letterhead(word: Any) -> bytes:
    return save(word)
