"""Comments of Word in a copy of a DOCX.

The copy keeps every other part byte for byte. It never holds macros, signatures (which it would break) nor
links that fetch something when the file is opened: `docx_cleaning` says which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.documents.annotation.archive import rewrite
from deliberia.documents.annotation.commentaire import Ancre, Commentaire, anchor_all
from deliberia.documents.annotation.docx_cleaning import clean
from deliberia.documents.annotation.docx_parts import Package, add_comment_styles
from deliberia.documents.annotation.docx_runs import RunSplitter
from deliberia.documents.files import load_bytes
from deliberia.documents.readers.container import Container
from deliberia.documents.readers.docx import find_main_part, read_docx
from deliberia.documents.readers.docx_tags import Tags, tags_for

if TYPE_CHECKING:
    from lxml import etree


def annotate_docx(
    source: Path | bytes,
    commentaires: Sequence[Commentaire],
    *,
    date: dt.datetime,
    auteur: str = "Deliberia",
    initiales: str = "D",
    nom: str = "",
) -> bytes:
    """Return a copy of a DOCX with comments at the exact words.

    Args:
        source: the file, or its bytes; `nom` then names it in messages.
        commentaires: offsets count in the text that `read_document` gives for the same file.
        date: written on the comments, in UTC; the same date gives the same bytes.

    Raises:
        DocumentError: what `read_document` refuses, too many comments, or a body without text.
    """
    data = source if isinstance(source, bytes) else load_bytes(source)
    place = nom or (str(source) if isinstance(source, Path) else "document")
    document = read_docx(data, nom=place)
    container = Container(data, place=place)
    package = Package(container, find_main_part(container))
    ancres = anchor_all(document, commentaires, partie=package.main_part, place=place)
    clean(package)
    if ancres:
        root = package.load(package.main_part)
        tags = tags_for(root.tag[1:].partition("}")[0])
        styles = add_comment_styles(package)
        comments = package.load_comments()
        stamp = date.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        marker = _Marker(root, comments, tags, styles)
        marker.mark_all(ancres, {"author": auteur, "initials": initiales, "date": stamp})
    return rewrite(container, package.render(), drop=package.dropped, date=date)


class _Marker:
    """Writes the three marks of each comment in the body, and its text in the comments."""

    def __init__(
        self, root: etree._Element, comments: etree._Element, tags: Tags, styles: tuple[str, str]
    ) -> None:
        self._root, self._comments, self._tags = root, comments, tags
        self._reference_style, self._text_style = styles
        used = [comment.get(tags("id"), "") for comment in comments]
        used += [
            mark.get(tags("id"), "")
            for mark in root.iter(tags("commentRangeStart"), tags("commentReference"))
        ]
        self._next = max((int(value) for value in used if value.isdecimal()), default=-1) + 1

    def mark_all(self, ancres: Sequence[Ancre], attributes: dict[str, str]) -> None:
        splitter = RunSplitter(self._root, self._tags, [(ancre.debut, ancre.fin) for ancre in ancres])
        # From the end to the beginning, as each mark goes right beside the words: of two comments that begin
        # at the same place, the first given comes first.
        ids = range(self._next, self._next + len(ancres))
        for identifier, ancre in reversed(list(zip(ids, ancres, strict=True))):
            self._mark(splitter, ancre, str(identifier))
        for identifier, ancre in zip(ids, ancres, strict=True):
            self._comments.append(self._make_comment(ancre, str(identifier), attributes))

    def _mark(self, splitter: RunSplitter, ancre: Ancre, identifier: str) -> None:
        start = self._make("commentRangeStart", id=identifier)
        end = self._make("commentRangeEnd", id=identifier)
        reference = self._make("r")
        if self._reference_style:
            properties = self._add(reference, "rPr")
            self._add(properties, "rStyle", val=self._reference_style)
        self._add(reference, "commentReference", id=identifier)
        splitter.find_before(ancre.debut).addprevious(start)
        last = splitter.find_after(ancre.fin)
        last.addnext(end)
        splitter.find_paragraph_child(end).addnext(reference)

    def _make_comment(self, ancre: Ancre, identifier: str, attributes: dict[str, str]) -> etree._Element:
        comment = self._make("comment", id=identifier, **attributes)
        for rank, ligne in enumerate(ancre.lignes):
            paragraph = self._add(comment, "p")
            if self._text_style:
                self._add(self._add(paragraph, "pPr"), "pStyle", val=self._text_style)
            if rank == 0:
                run = self._add(paragraph, "r")
                if self._reference_style:
                    self._add(self._add(run, "rPr"), "rStyle", val=self._reference_style)
                self._add(run, "annotationRef")
            text = self._add(self._add(paragraph, "r"), "t")
            text.text = ligne.replace("\n", " ").replace("\t", " ")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return comment

    def _make(self, name: str, **attributes: str) -> etree._Element:
        element = self._root.makeelement(self._tags(name), {}, {"w": self._tags.namespace})
        for key, value in attributes.items():
            element.set(self._tags(key), value)
        return element

    def _add(self, parent: etree._Element, name: str, **attributes: str) -> etree._Element:
        element = self._make(name, **attributes)
        parent.append(element)
        return element
