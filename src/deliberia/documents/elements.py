"""What a page is made of: paragraphs, tables and signatures, without any file format."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from deliberia.model import SectionSorte


class Role(StrEnum):
    """What a paragraph is for. The writers turn it into a style."""

    PROJET = "projet"
    REPUBLIQUE = "republique"
    TERRITOIRE = "territoire"
    COLLECTIVITE = "collectivite"
    EXTRAIT = "extrait"
    NUMERO = "numero"
    OBJET = "objet"
    OUVERTURE = "ouverture"
    VISA = "visa"
    EXPOSE = "expose"
    CONSIDERANT = "considerant"
    FORMULE = "formule"
    ARTICLE = "article"
    VOTE = "vote"
    MENTION = "mention"
    FAIT = "fait"


class Paragraph(NamedTuple):
    """One paragraph; it reads `lead` (printed in bold) then `texte`."""

    role: Role
    sorte: SectionSorte
    texte: str
    lead: str = ""
    numero: str = ""
    """Number of an article of the dispositif: « 1 »."""
    begins_part: bool = False
    """Comes after another part of the act: a space precedes it."""


class GridKind(StrEnum):
    PRESENCE = "presence"
    TABLEAU = "tableau"
    EMARGEMENT = "emargement"
    """Rows high enough to sign in, the last column wide enough."""


class Grid(NamedTuple):
    """A table of single-paragraph cells; every row has as many cells as `colonnes`."""

    kind: GridKind
    sorte: SectionSorte
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    alignements: str
    """One letter a column: "g" (left) or "d" (right)."""
    total: tuple[str, ...] = ()
    legende: str = ""
    """Printed above the table; empty for none."""
    description: str = ""
    """What the table holds, for those who do not see it."""


class Signature(NamedTuple):
    """One who signs: « La maire, » and « Mme Claire Vasseur »."""

    fonction: str
    nom: str


class Signatures(NamedTuple):
    """The signatures, side by side."""

    sorte: SectionSorte
    signataires: tuple[Signature, ...]


Element = Paragraph | Grid | Signatures


def map_texts(element: Element, change: Callable[[str], str]) -> Element:
    """Return the element with every text that it shows changed."""
    if isinstance(element, Paragraph):
        return element._replace(texte=change(element.texte), lead=change(element.lead))
    if isinstance(element, Signatures):
        changed = tuple(Signature(change(s.fonction), change(s.nom)) for s in element.signataires)
        return element._replace(signataires=changed)
    return element._replace(
        colonnes=tuple(map(change, element.colonnes)),
        lignes=tuple(tuple(map(change, row)) for row in element.lignes),
        total=tuple(map(change, element.total)),
        legende=change(element.legende),
    )


class Page(NamedTuple):
    """The whole act, ready to be laid out."""

    elements: tuple[Element, ...]
    is_projet: bool
    """Something is missing: the page bears the word PROJET."""
    titre: str
    auteur: str
    pied: str
    """Left part of the footer; the page number follows."""
    sujet: str = "Délibération"
    """What the file says it is, in its properties."""
