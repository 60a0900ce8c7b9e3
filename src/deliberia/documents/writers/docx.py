"""The act as a DOCX that a mayor signs."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.documents.composition import compose
from deliberia.documents.elements import Page, map_texts
from deliberia.documents.files import write_atomic
from deliberia.documents.writers.docx_xml import (
    rename_styles,
    render_core_xml,
    render_document_xml,
    render_footer_xml,
    render_header_xml,
)
from deliberia.documents.writers.package import join_members, load_constant_members, pack_member
from deliberia.model import Projet

if TYPE_CHECKING:
    from deliberia.documents.papier import Papier


_INNER_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
_UNBROKEN = "\u2011"
_DURATION = re.compile(r"(?<=\d) (?=(?:ans?|mois|jours?|heures?)\b)")


def render_docx(projet: Projet, *, papier: Papier | None = None, to_print: bool = False) -> bytes:
    """Give the DOCX of an act, on the commune's letterhead if any. The same act gives the same bytes.

    Args:
        projet: the act.
        papier: the letterhead.
        to_print: made for `convert_to_pdf` alone: no number is cut at the end of a line.
    """
    page = tie_durations(compose(projet))
    return render_page_docx(tie_numbers(page) if to_print else page, projet.seance.date, papier=papier)


def tie_durations(page: Page) -> Page:
    """Keep « 8 ans » on one line."""

    def tie(text: str) -> str:
        return _DURATION.sub("\u00a0", text)

    return page._replace(elements=tuple(map_texts(one, tie) for one in page.elements))


def tie_numbers(page: Page) -> Page:
    """Keep « 5212-7 » on one line with a hyphen that does not break.

    LibreOffice prints that character as an ordinary hyphen: the number is found, copied and read in the PDF.
    In a DOCX it would not be: a search for « 5212-7 » misses U+2011, and many readers drop `w:noBreakHyphen`,
    which makes « 52127 » of it. A DOCX that is handed over keeps its ordinary hyphens.
    """

    def tie(text: str) -> str:
        return _INNER_HYPHEN.sub(_UNBROKEN, text)

    return page._replace(elements=tuple(map_texts(one, tie) for one in page.elements), pied=tie(page.pied))


def render_page_docx(page: Page, date: dt.date | None, *, papier: Papier | None = None) -> bytes:
    """Give the DOCX of any page laid out as an act is: the papers around the séance.

    Args:
        page: what stands on it.
        date: day that the file bears; none when it is None, so that the same page gives the same bytes.
        papier: the commune's letterhead.
    """
    if papier is not None:
        return _render_on(papier, page, date)
    varying = {
        "docProps/core.xml": render_core_xml(page, date),
        "word/document.xml": render_document_xml(page),
        "word/footer1.xml": render_footer_xml(page),
    }
    if page.is_projet:
        varying["word/header1.xml"] = render_header_xml()
    members = [pack_member(name, xml.encode()) for name, xml in varying.items()]
    return join_members((*load_constant_members(with_header=page.is_projet), *members))


def _render_on(papier: Papier, page: Page, date: dt.date | None) -> bytes:
    face = papier.face(page)
    varying = {
        "docProps/core.xml": render_core_xml(page, date),
        "word/document.xml": render_document_xml(papier.fit(page), face.layout),
    }
    if not papier.has_own_footer:
        varying["word/footer9.xml"] = rename_styles(render_footer_xml(page), face.layout.styles)
    members = [pack_member(name, xml.encode()) for name, xml in varying.items()]
    return join_members((*face.members, *members))


def write_docx(projet: Projet, path: Path | str, *, force: bool = False) -> Path:
    """Write the DOCX of an act and return its path.

    Raises:
        UsageError: the file exists and `force` is false, or the path cannot be written.
        DocumentError: the disk refused.
    """
    return write_atomic(path, render_docx(projet), force=force)
