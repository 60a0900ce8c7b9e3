"""The papers of a séance, each a page of paragraphs and tables: the writers of the acts lay them out.

What the séance does not know yet is printed « […] », and the page then bears the word PROJET. Nothing here
cites an article: these papers say what happened, the acts say on which law they rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from deliberia.documents.elements import (
    Element,
    Grid,
    Page,
    Paragraph,
    Role,
)
from deliberia.documents.wording import (
    PLACEHOLDER,
    name_collectivite,
)
from deliberia.errors import UsageError
from deliberia.model import (
    Projet,
    Seance,
    SectionSorte,
)
from deliberia.pieces.apres import compose_certificat, compose_liste, compose_proces_verbal, compose_registre
from deliberia.pieces.avant import compose_convocation, compose_feuille, compose_note, compose_pouvoir
from deliberia.text import format_date, typeset


class Piece(NamedTuple):
    """One kind of paper."""

    titre: str
    """« Convocation et ordre du jour »."""
    compose: Callable[[Seance, Sequence[Projet]], Iterator[Element]]


PIECES: dict[str, Piece] = {
    "convocation": Piece("Convocation et ordre du jour", compose_convocation),
    "note-de-synthese": Piece("Note de synthèse", compose_note),
    "feuille-de-presence": Piece("Feuille de présence", compose_feuille),
    "pouvoir": Piece("Pouvoir", compose_pouvoir),
    "liste-des-deliberations": Piece("Liste des délibérations examinées", compose_liste),
    "proces-verbal": Piece("Procès-verbal", compose_proces_verbal),
    "registre": Piece("Registre des délibérations", compose_registre),
    "certificat-de-publication": Piece("Certificat de publication", compose_certificat),
}
"""Papers by name. The extract of the register is the act itself."""


def make_piece(name: str, seance: Seance, projets: Sequence[Projet] = ()) -> Page:
    """Lay out one paper of a séance.

    Args:
        name: one of `PIECES`.
        seance: its facts; one that is missing is printed « […] ».
        projets: the acts of the séance, in the order of the agenda.

    Raises:
        UsageError: unknown paper.
    """
    piece = PIECES.get(name)
    if piece is None:
        raise UsageError(f"La pièce « {name} » n’existe pas.", hint=f"Choisissez parmi {', '.join(PIECES)}.")
    elements = tuple(_set(element) for element in piece.compose(seance, projets))
    is_projet = any(PLACEHOLDER in text for element in elements for text in _texts(element))
    who = name_collectivite(seance.collectivite)
    day = f" – séance du {format_date(seance.date)}" if seance.date else ""
    if is_projet:
        mark = Paragraph(
            Role.PROJET,
            SectionSorte.ENTETE,
            typeset(f"\nDes valeurs restent à compléter : {PLACEHOLDER}"),
            "PROJET",
        )
        elements = (mark, *elements)
    return Page(
        elements=elements,
        is_projet=is_projet,
        titre=typeset(f"{piece.titre}{day}"),
        auteur=who,
        pied=typeset(f"{who}{day}"),
        sujet=piece.titre,
    )


def _set(element: Element) -> Element:
    """Give each text its final typography."""
    if isinstance(element, Paragraph):
        return element._replace(texte=typeset(element.texte), lead=typeset(element.lead))
    if isinstance(element, Grid):
        return element._replace(lignes=tuple(tuple(map(typeset, row)) for row in element.lignes))
    return element


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element, Paragraph):
        yield element.texte
    elif isinstance(element, Grid):
        for row in element.lignes:
            yield from row
    else:
        for signature in element.signataires:
            yield signature.nom
