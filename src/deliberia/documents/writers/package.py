"""The zip around a DOCX: constant parts packed once per process, the same bytes for the same act."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_DOS_TIME, _DOS_DATE = 0, 0x0021  # 1 January 1980: a date in the file would change its bytes every day
_STORED, _DEFLATED = 0, 8
_SMALL = 2048
"""Below this size deflate costs more time than it saves room."""
_LEVEL = 4

_CONSTANT = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}


class Member(NamedTuple):
    """One member of the zip, ready to be copied: its local record, and its central one but for the offset."""

    name: str
    local: bytes
    central: bytes


def pack_member(name: str, data: bytes, *, level: int = _LEVEL) -> Member:
    """Compress one part and frame it; a small one is stored."""
    method, packed = _STORED, data
    if len(data) >= _SMALL:
        compressor = zlib.compressobj(level, zlib.DEFLATED, -15)
        method, packed = _DEFLATED, compressor.compress(data) + compressor.flush()
    raw_name = name.encode("ascii")
    common = (_VERSION, 0, method, _DOS_TIME, _DOS_DATE, zlib.crc32(data), len(packed), len(data))
    local = _LOCAL.pack(b"PK\x03\x04", *common, len(raw_name), 0) + raw_name + packed
    central = _CENTRAL.pack(b"PK\x01\x02", _VERSION, *common, len(raw_name), 0, 0, 0, 0, 0, 0)
    return Member(name, local, central)


@cache
def load_constant_members(*, with_header: bool) -> tuple[Member, ...]:
    """Read and pack the parts that are the same in every act."""
    folder = files("deliberia.documents") / "parts"
    members = []
    for name, file_name in _CONSTANT.items():
        text = (folder / file_name).read_text(encoding="utf-8")
        if not with_header:
            text = "\n".join(line for line in text.split("\n") if "header1.xml" not in line)
        members.append(pack_member(name, text.encode(), level=9))
    return tuple(members)


def join_members(members: Iterable[Member]) -> bytes:
    """Assemble the zip: the list of content types first, the others sorted by name."""
    ordered = sorted(members, key=_sort_key)
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in ordered:
        chunks.append(member.local)
        # The offset of the local record is the last field of the central one.
        directory.append(member.central[:-4] + offset.to_bytes(4, "little") + member.name.encode("ascii"))
        offset += len(member.local)
    central = b"".join(directory)
    count = len(ordered)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*chunks, central, end))


def _sort_key(member: Member) -> tuple[bool, str]:
    return member.name != "[Content_Types].xml", member.name
