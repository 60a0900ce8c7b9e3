"""One page of a PDF: its text in reading order, and what it is made of."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from deliberia.documents.readers.pdf_layout import MIN_LINES, Box, Page, find_regions
from deliberia.documents.readers.pdf_regions import GAP, find_pitch, read_regions
from deliberia.documents.readers.pdf_repair import repair_text

if TYPE_CHECKING:
    import pypdfium2 as pdfium

SCAN_COVER = 0.8
"""Part of the page that the image of a scan covers."""
STAMP_SIZE = 400
"""Characters at most on a scan whose only text is stamps: those of the préfecture take about 100."""
_MAX_BOXES = 3_000
_MAX_OBJECTS = 4_000
_SAMPLE = 24
_INVISIBLE = 3
_NOTES = frozenset({1, 3})
"""Kinds of annotations that carry words: notes and free text."""
_FIGURE = re.compile(r"^[-+\s\d.,  %€/()]+$|^(?:euros?|montant|total|HT|TTC)$", re.IGNORECASE)
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")


class PageText(NamedTuple):
    """What one page gave."""

    texte: str
    is_scan: bool = False
    """An image of a page: its words are not in the file, or only stamps are."""
    is_recognised: bool = False
    """The words come from character recognition: an invisible text on or under an image."""
    is_unreadable: bool = False
    """Its fonts do not say which letters they draw."""
    has_notes: bool = False
    """Notes or free text were added over it: they are not part of the text."""


def read_page(page: pdfium.PdfPage) -> PageText:
    """Read a loaded page."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        cover, is_above = _measure_image(page)
        has_image = cover >= SCAN_COVER
        is_recognised = count > 0 and (_is_invisible(textpage, count) or (has_image and is_above))
        if count == 0:
            return PageText("", is_scan=has_image, has_notes=_has_notes(page))
        texte = _read_text(page, textpage, is_recognised=is_recognised)
        shown = len(re.sub(r"\s", "", texte))
        return PageText(
            texte,
            is_scan=has_image and not is_recognised and shown < STAMP_SIZE,
            is_recognised=is_recognised,
            is_unreadable=len(_UNREADABLE.findall(texte)) * 3 > shown,
            has_notes=_has_notes(page),
        )
    finally:
        textpage.close()


def _read_text(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, *, is_recognised: bool) -> str:
    boxes = [] if is_recognised else _load_boxes(textpage)
    if len(boxes) >= 2 * MIN_LINES:
        layout = Page(
            cache(lambda: _load_rules(page)), cache(lambda box: bool(_FIGURE.match(_read_box(textpage, box))))
        )
        regions = find_regions(boxes, layout)
        if len(regions) > 1:
            return "\n\n".join(map(repair_text, read_regions(textpage, regions)))
    text: str = textpage.get_text_range(errors="replace")
    return repair_text(_space_out(textpage, text))


def _load_boxes(textpage: pdfium.PdfTextPage) -> list[Box]:
    count = textpage.count_rects()
    if count > _MAX_BOXES:
        return []
    boxes = (Box(*textpage.get_rect(index)) for index in range(count))
    return [box for box in boxes if box.right - box.left > 1 and box.top - box.bottom > 1]


def _read_box(textpage: pdfium.PdfTextPage, box: Box) -> str:
    text: str = textpage.get_text_bounded(box.left - 1, box.bottom - 1, box.right + 1, box.top + 1)
    return text.strip()


def _space_out(textpage: pdfium.PdfTextPage, text: str) -> str:
    """Add a blank line where the page shows a space between two lines."""
    lines = list(re.finditer("[^\r\n]*(?:\r\n|$)", text))
    firsts = [_find_height(textpage, text, range(line.start(), line.end())) for line in lines]
    # A hyphen at its end joins a line of the page to the next one: the last character tells where it ends.
    lasts = [_find_height(textpage, text, range(line.end() - 1, line.start() - 1, -1)) for line in lines]
    pitch = find_pitch([height for height in firsts if height is not None])
    if not pitch:
        return text
    parts: list[str] = []
    previous: float | None = None
    for line, first, last in zip(lines, firsts, lasts, strict=True):
        if previous is not None and first is not None and previous - first > GAP * pitch:
            parts.append("\r\n")
        parts.append(line.group())
        previous = last
    return "".join(parts)


def _find_height(textpage: pdfium.PdfTextPage, text: str, indices: range) -> float | None:
    """Return the height of the first visible character; None when there is none, or it is not the page's."""
    import pypdfium2.raw as raw

    for index in indices:
        if text[index].isspace():
            continue
        if raw.FPDFText_GetUnicode(textpage, index) != ord(text[index]):
            return None
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        return y.value
    return None


def _is_invisible(textpage: pdfium.PdfTextPage, count: int) -> bool:
    """Tell whether most of the text is drawn in the invisible mode of character recognition."""
    import pypdfium2.raw as raw

    seen = hidden = 0
    for index in range(0, count, max(count // _SAMPLE, 1)):
        text_object = raw.FPDFText_GetTextObject(textpage, index)
        if text_object:
            seen += 1
            hidden += raw.FPDFTextObj_GetTextRenderMode(text_object) == _INVISIBLE
    return hidden * 5 > seen * 4


def _measure_image(page: pdfium.PdfPage) -> tuple[float, bool]:
    """Return the part of the page that its images cover, and whether the last lies above all the text.

    A scan may come in strips: their areas add up.
    """
    import pypdfium2.raw as raw

    area = max(page.get_width() * page.get_height(), 1.0)
    covered, last_image, last_text = 0.0, -1, -1
    for rank, item in enumerate(_iter_objects(page, (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT))):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            last_text = rank
            continue
        left, bottom, right, top = item.get_bounds()
        covered += max(right - left, 0.0) * max(top - bottom, 0.0)
        last_image = rank
    return min(covered / area, 1.0), last_image > last_text >= 0


def _load_rules(page: pdfium.PdfPage) -> tuple[Box, ...]:
    """Return the horizontal lines drawn on the page, those that follow each other joined."""
    import pypdfium2.raw as raw

    flat = []
    for item in _iter_objects(page, (raw.FPDF_PAGEOBJ_PATH,)):
        box = Box(*item.get_bounds())
        if box.top - box.bottom < 3 and box.right - box.left > 5:
            flat.append(box)
        elif box.right - box.left > 5:  # the frame of a cell
            flat += [box._replace(top=box.bottom), box._replace(bottom=box.top)]
    joined: list[Box] = []
    for box in sorted(flat, key=lambda box: (round(box.bottom / 2), box.left)):
        if joined and abs(joined[-1].bottom - box.bottom) < 2 and box.left <= joined[-1].right + 3:
            joined[-1] = joined[-1]._replace(right=max(joined[-1].right, box.right))
        else:
            joined.append(box)
    return tuple(joined)


def _iter_objects(
    page: pdfium.PdfPage, kinds: Sequence[int]
) -> Iterator[Any]:  # objects of pypdfium2, untyped
    for rank, item in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if rank >= _MAX_OBJECTS:
            return
        yield item


def _has_notes(page: pdfium.PdfPage) -> bool:
    import pypdfium2.raw as raw

    for rank in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_OBJECTS)):
        annotation = raw.FPDFPage_GetAnnot(page, rank)
        subtype = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if subtype in _NOTES:
            return True
    return False
