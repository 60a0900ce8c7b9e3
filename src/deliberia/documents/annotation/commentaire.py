"""What a comment says and where, whatever the format of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deliberia.documents.document import Document, Paragraphe, Place, Zone
from deliberia.errors import DocumentError

MAX_COMMENTAIRES = 10_000
"""Word opens no file with more than 32,767."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_EXTRAIT = 80
_ZONES = {
    Zone.EN_TETE: "Dans l’en-tête",
    Zone.PIED: "Dans le pied de page",
    Zone.NOTE: "Dans une note",
    Zone.CADRE: "Dans une zone de texte",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commentaire:
    """A comment on the characters `[start, end)` of `Document.texte`; None: on the document as a whole."""

    lignes: tuple[str, ...]
    """One paragraph each."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancre:
    """Where a comment goes: first and last characters of the body, and what it says there."""

    debut: Place
    fin: Place
    lignes: tuple[str, ...]


def anchor_all(
    document: Document, commentaires: Sequence[Commentaire], *, partie: str, place: str
) -> list[Ancre]:
    """Find the place of each comment in the body; those of other zones go to its first paragraph and say so.

    Raises:
        DocumentError: too many comments, or no text in the body to hold them.
    """
    if len(commentaires) > MAX_COMMENTAIRES:
        raise DocumentError(
            f"Ce fichier appelle plus de {MAX_COMMENTAIRES} commentaires : il n’a pas été annoté.",
            place=place,
            hint="Relevez le seuil de gravité, ou découpez le fichier.",
        )
    body = [p for p in document.paragraphes if p.zone is Zone.CORPS and p.partie == partie and p.pieces]
    if not body:
        raise DocumentError(
            "Ce fichier n’a pas de texte dans son corps : il ne peut pas être annoté.",
            place=place,
            hint="Lisez le rapport à la place.",
        )
    return [_anchor(document, commentaire, body, partie) for commentaire in commentaires]


def _anchor(document: Document, commentaire: Commentaire, body: Sequence[Paragraphe], partie: str) -> Ancre:
    lignes = tuple(_CONTROL.sub(" ", ligne) for ligne in commentaire.lignes)
    start, end = commentaire.start, commentaire.end
    if start is None or end is None:
        return _whole(document, body[0], ("Sur l’ensemble du document.", *lignes))
    places = list(document.iter_places(start, end))
    inside = [place for place in places if place.zone is Zone.CORPS and place.partie == partie]
    if inside:
        return Ancre(debut=inside[0], fin=inside[-1], lignes=lignes)
    if places:
        words = " ".join(document.texte[start:end].split())
        words = words if len(words) <= _EXTRAIT else f"{words[: _EXTRAIT - 1].rstrip()}…"
        return _whole(document, body[0], (f"{_ZONES[places[0].zone]}, « {words} » :", *lignes))
    # Numbers that the word processor computes and edges of cells stand in no run: take their paragraph.
    near = next((paragraphe for paragraphe in body if paragraphe.end > start), body[-1])
    return _whole(document, near, lignes)


def _whole(document: Document, paragraphe: Paragraphe, lignes: tuple[str, ...]) -> Ancre:
    places = list(document.iter_places(paragraphe.start, paragraphe.end))
    return Ancre(debut=places[0], fin=places[-1], lignes=lignes)
