"""The process that reads PDF files: PDFium is native code, and a page can keep it busy for hours.

The reader of PDF files talks to this process through its standard streams and stops it after a time limit.
Each message is its length on eight bytes, then its content: a PDF one way, JSON the other.
"""

from __future__ import annotations

import contextlib
import json
import struct
import sys
from typing import IO, Any

from deliberia.documents.readers.pdf_page import read_page

GREETING = b"deliberia-pdf-1\n"
HEADER = struct.Struct("<Q")
MAX_PAGES = 1_000
MAX_CHARACTERS = 5_000_000
"""About 1,500 full pages: more is not an act, and would take minutes to check."""
_MEMORY = 4 * 1024**3
_COPY_ALLOWED = 0x10


def read_pages(data: bytes) -> dict[str, Any]:
    """Read a PDF into values that JSON holds: `pages`, or the `refus` that stopped it."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = str(error).lower()
        return {
            "refus": "password" if "password" in reason else "security" if "security" in reason else "damaged"
        }
    try:
        count = len(pdf)
        if count > MAX_PAGES:
            return {"refus": "pages", "nombre": count}
        pages: list[tuple[Any, ...]] = []
        total = 0
        for index in range(count):
            page = pdf[index]
            try:
                pages.append(tuple(read_page(page)))
            finally:
                page.close()
            total += len(pages[-1][0])
            if total > MAX_CHARACTERS:
                return {"refus": "characters"}
        return {
            "pages": pages,
            "may_copy": bool(raw.FPDF_GetDocPermissions(pdf) & _COPY_ALLOWED),
            "has_form": pdf.get_formtype() != raw.FORMTYPE_NONE,
            "has_files": raw.FPDFDoc_GetAttachmentCount(pdf) > 0,
        }
    except (pdfium.PdfiumError, MemoryError):
        return {"refus": "damaged"}
    finally:
        pdf.close()


def write_message(stream: IO[bytes], content: bytes) -> None:
    stream.write(HEADER.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes | None:
    """Return the next message; None when the other side is gone."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (length,) = HEADER.unpack(header)
    content = stream.read(length)
    return content if len(content) == length else None


def main() -> None:
    """Answer until the standard input is closed."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.buffer.write(GREETING)
    sys.stdout.buffer.flush()
    while (data := read_message(sys.stdin.buffer)) is not None:
        write_message(sys.stdout.buffer, json.dumps(read_pages(data)).encode())
