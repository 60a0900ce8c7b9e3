"""Reader of PDF files: their text in reading order, page after page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deliberia.documents.document import Document, DocumentSorte, Paragraphe, Remarque, RemarqueSorte, Zone
from deliberia.documents.readers.pdf_child import MAX_CHARACTERS, MAX_PAGES
from deliberia.documents.readers.pdf_margins import Line, part_lines
from deliberia.documents.readers.pdf_page import PageText
from deliberia.documents.readers.pdf_process import TIME_LIMIT, read_pages_apart
from deliberia.errors import DocumentError

_END = re.compile(r"[.;:!?…][\s»”)]*$")
_GOES_ON = re.compile(r"[a-zà-öø-ÿœ(]|\d|[LRDA]\.\s?\d")
"""How the line begins that goes on with a sentence of the page before."""
_ORIGINAL = "Donnez le fichier .docx ou .odt dont il est issu"


def read_pdf(data: bytes, *, nom: str) -> Document:
    """Read a PDF. Lines stand as on the page; `Paragraphe.partie` names the page: « page 3 ».

    Raises:
        DocumentError: damaged, protected, without text, or too long.
    """
    answer = read_pages_apart(data)
    if "refus" in answer:
        raise _refuse(answer, nom)
    pages = [PageText(*page) for page in answer["pages"]]
    _check_pages(pages, nom)
    texte, paragraphes = _assemble(pages)
    return Document(
        nom=nom,
        sorte=DocumentSorte.PDF,
        texte=texte,
        paragraphes=paragraphes,
        remarques=(*_iter_page_remarks(pages), *_iter_file_remarks(answer)),
    )


def _refuse(answer: Mapping[str, Any], nom: str) -> DocumentError:
    messages = {
        "password": (
            "Ce PDF est protégé par un mot de passe.",
            "Enregistrez-en une copie sans mot de passe, puis recommencez.",
        ),
        "security": ("Ce PDF est chiffré d’une façon que Deliberia ne connaît pas.", f"{_ORIGINAL}."),
        "pages": (
            f"Ce PDF compte {answer.get('nombre')} pages ; Deliberia en lit {MAX_PAGES} au plus.",
            "Découpez-le, puis recommencez.",
        ),
        "characters": (
            f"Ce PDF contient plus de {MAX_CHARACTERS // 1_000_000} millions de signes.",
            "Découpez-le, puis recommencez.",
        ),
        "time": (
            f"Ce PDF n’a pas pu être lu en {TIME_LIMIT} secondes : une de ses pages est démesurée.",
            f"{_ORIGINAL}.",
        ),
        "damaged": (
            "Ce PDF est endommagé ou incomplet.",
            "Téléchargez-le à nouveau, ou enregistrez-le depuis votre lecteur de PDF.",
        ),
    }
    message, hint = messages[answer["refus"]]
    return DocumentError(message, place=nom, hint=hint)


def _check_pages(pages: Sequence[PageText], nom: str) -> None:
    """Refuse a file whose words cannot be read at all."""
    written = [page for page in pages if page.texte.strip() and not page.is_scan]
    if written and all(page.is_unreadable for page in written):
        raise DocumentError(
            "Les lettres de ce PDF ne peuvent pas être lues : ses polices ne les nomment pas.",
            place=nom,
            hint=f"{_ORIGINAL}, ou passez-le à la reconnaissance de caractères.",
        )
    if written:
        return
    if any(page.is_scan for page in pages):
        has_stamp = any(page.texte.strip() for page in pages)
        stamp = " ; seul un tampon y est écrit" if has_stamp else ""
        raise DocumentError(
            f"Ce PDF est numérisé : ses pages sont des images, sans texte{stamp}.",
            place=nom,
            hint=f"{_ORIGINAL}, ou passez-le à la reconnaissance de caractères.",
        )
    raise DocumentError("Ce PDF ne contient aucun texte.", place=nom, hint=f"{_ORIGINAL}.")


def _assemble(pages: Sequence[PageText]) -> tuple[str, tuple[Paragraphe, ...]]:
    """Join the lines of the pages, then what they repeat in their margins, and count the offsets of each."""
    act, running = part_lines([page.texte for page in pages])
    lines: list[str] = []
    paragraphes: list[Paragraphe] = []
    offset = 0
    previous: Line | None = None
    for line in (*act, *running):
        texte = unicodedata.normalize("NFC", line.texte)
        if previous is not None and _is_apart(previous, line):
            lines.append("")
            offset += 1
        paragraphes.append(
            Paragraphe(
                start=offset,
                end=offset + len(texte),
                partie=f"page {line.page}",
                rang=line.rank,
                zone=line.zone,
            )
        )
        lines.append(texte)
        offset += len(texte) + 1
        previous = line
    return "\n".join(lines), tuple(paragraphes)


def _is_apart(previous: Line, line: Line) -> bool:
    """Tell whether a blank line parts two lines; a sentence goes on from one page to the next."""
    if line.page == previous.page and line.zone is previous.zone:
        return line.has_gap
    return (
        line.zone is not Zone.CORPS
        or _END.search(previous.texte) is not None
        or not _GOES_ON.match(line.texte)
    )


def _iter_page_remarks(pages: Sequence[PageText]) -> Iterator[Remarque]:
    recognised = [number for number, page in enumerate(pages, 1) if page.is_recognised]
    if recognised:
        where = "Ce PDF" if len(recognised) == len(pages) else f"{_name_pages(recognised)} de ce PDF"
        verb = "contient" if where == "Ce PDF" or len(recognised) == 1 else "contiennent"
        yield Remarque(
            sorte=RemarqueSorte.TEXTE_RECONNU,
            message=f"{where} {verb} un texte reconnu sur une image : il peut comporter des fautes "
            "de lecture, vérifiez chaque constat sur le papier.",
        )
    scans = [number for number, page in enumerate(pages, 1) if page.is_scan]
    if scans:
        verb = "est une image numérisée, dont le texte n’est pas lu"
        if len(scans) > 1:
            verb = "sont des images numérisées, dont le texte n’est pas lu"
        yield Remarque(
            sorte=RemarqueSorte.PAGES_NUMERISEES, message=f"{_name_pages(scans)} de ce PDF {verb}."
        )
    unreadable = [number for number, page in enumerate(pages, 1) if page.is_unreadable and page.texte.strip()]
    if unreadable:
        verb = "contient" if len(unreadable) == 1 else "contiennent"
        yield Remarque(
            sorte=RemarqueSorte.TEXTE_ILLISIBLE,
            message=f"{_name_pages(unreadable)} de ce PDF {verb} des lettres qui ne peuvent pas être lues.",
        )
    if any(page.has_notes for page in pages):
        yield Remarque(
            sorte=RemarqueSorte.COMMENTAIRES, message="Ce PDF contient des annotations, qui ne sont pas lues."
        )


def _name_pages(numbers: Sequence[int]) -> str:
    """Name pages at the head of a sentence: « La page 2 », « Les pages 2, 3 et 7 »."""
    if len(numbers) == 1:
        return f"La page {numbers[0]}"
    if len(numbers) > 8:
        return f"{len(numbers)} pages (la première : {numbers[0]})"
    return f"Les pages {', '.join(map(str, numbers[:-1]))} et {numbers[-1]}"


def _iter_file_remarks(answer: Mapping[str, Any]) -> Iterator[Remarque]:
    if not answer["may_copy"]:
        yield Remarque(
            sorte=RemarqueSorte.COPIE_INTERDITE,
            message="L’auteur de ce PDF en interdit la copie : il est lu ici pour votre seul contrôle.",
        )
    if answer["has_form"]:
        yield Remarque(
            sorte=RemarqueSorte.CHAMPS,
            message="Ce PDF contient un formulaire : ce qui est saisi dans ses champs n’est pas lu.",
        )
    if answer["has_files"]:
        yield Remarque(
            sorte=RemarqueSorte.DOCUMENT_INCLUS,
            message="Ce PDF porte des pièces jointes, dont le texte n’est pas lu.",
        )
