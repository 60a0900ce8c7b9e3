"""From a projet to the page: what stands on it, in reading order, whatever the format.

The writers (DOCX, text, Markdown, HTML) only lay out what `compose` gives, so that they all say the same.
What the blocks leave open is decided here:

- The heading, the opening sentence and the presence table come from `projet.seance`, never from a block.
- The formula of decision stands before the first article, or before the vote of an act without article.
- A block of kind SIGNATURE is the sentence above the signatures (« Fait et délibéré… »). Who signs comes from
  the séance: the mayor or president, or whoever presided instead, and the secretary.
- A document is marked PROJET while `projet.manquants` is not empty, or while the heading lacks a value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from deliberia.documents.elements import (
    Element,
    Grid,
    GridKind,
    Page,
    Paragraph,
    Role,
    Signature,
    Signatures,
    map_texts,
)
from deliberia.documents.heading import (
    compose_heading,
    compose_opening,
    compose_presence,
    describe_footer,
    lacks_heading_value,
)
from deliberia.documents.wording import (
    PLACEHOLDER,
    bind_civility,
    capitalize,
    describe_organe,
    is_presided_by_head,
    is_woman,
    name_collectivite,
    name_head,
)
from deliberia.model import Bloc, BlocSorte, Projet, Resultat, Seance, SectionSorte, Tableau

_NBSP = "\u00a0"
_ROLES = {
    BlocSorte.VISA: (Role.VISA, SectionSorte.VISA),
    BlocSorte.EXPOSE: (Role.EXPOSE, SectionSorte.EXPOSE),
    BlocSorte.CONSIDERANT: (Role.CONSIDERANT, SectionSorte.CONSIDERANT),
    BlocSorte.ARTICLE: (Role.ARTICLE, SectionSorte.ARTICLE),
    BlocSorte.VOTE: (Role.VOTE, SectionSorte.VOTE),
    BlocSorte.MENTION: (Role.MENTION, SectionSorte.MENTION),
    BlocSorte.SIGNATURE: (Role.FAIT, SectionSorte.SIGNATURE),
}
_PARTS = frozenset({Role.VISA, Role.EXPOSE, Role.CONSIDERANT})
_DECIDING = (BlocSorte.ARTICLE, BlocSorte.VOTE)
_VERBS = {Resultat.REJET: "rejette le projet suivant", Resultat.PREND_ACTE: "prend acte de ce qui suit"}
_NUMBER = re.compile(r"\d+")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"  # what XML refuses
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"  # what turns the reading round
    "\u00ad\u200b\u2060\ufeff]"  # what stands unseen in a word, so that a search misses it
)
_LINE_END = re.compile(r"\r\n?")


def clean(text: str) -> str:
    """Return the text as a page shows it: NFC, « \\n » line ends, without the characters that none shows."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", _UNPRINTABLE.sub("", text)))


def compose(projet: Projet) -> Page:
    """Lay out the whole act, element by element."""
    is_projet = bool(projet.manquants) or lacks_heading_value(projet)
    cleaned = [map_texts(element, clean) for element in _iter_elements(projet, is_projet=is_projet)]
    elements = [e for e in cleaned if not isinstance(e, Paragraph) or e.lead or e.texte]
    _mark_parts(elements)
    return Page(
        elements=tuple(elements),
        is_projet=is_projet,
        titre=clean(projet.titre),
        auteur=clean(name_collectivite(projet.seance.collectivite)),
        pied=clean(describe_footer(projet)),
    )


def _iter_elements(projet: Projet, *, is_projet: bool) -> Iterator[Element]:
    if is_projet:
        yield _mark_projet(len(projet.manquants))
    yield from compose_heading(projet)
    yield compose_opening(projet.seance)
    yield compose_presence(projet.seance, projet.vote)
    formula: Paragraph | None = _compose_formula(projet)
    last_signature = _find_last(projet.blocs, BlocSorte.SIGNATURE)
    for position, bloc in enumerate(projet.blocs):
        if formula is not None and bloc.sorte in _DECIDING:
            yield formula
            formula = None
        yield from _compose_bloc(bloc)
        if position == last_signature:
            yield compose_signatures(projet.seance, projet.president_point)
    if last_signature is None:
        yield compose_signatures(projet.seance, projet.president_point)


def _mark_parts(elements: list[Element]) -> None:
    """Mark where visas, exposé and considérants begin, so that the page lets them breathe."""
    for position in range(1, len(elements)):
        element, previous = elements[position], elements[position - 1]
        if isinstance(element, Paragraph) and element.role in _PARTS:
            follows_same = isinstance(previous, Paragraph) and previous.role is element.role
            if not follows_same:
                elements[position] = element._replace(begins_part=True)


def _mark_projet(count: int) -> Paragraph:
    reste = "des valeurs restent" if count != 1 else "une valeur reste"
    marked = "marquées" if count != 1 else "marquée"
    return Paragraph(
        Role.PROJET,
        SectionSorte.ENTETE,
        f"\nDocument de travail{_NBSP}: {reste} à compléter, {marked} {PLACEHOLDER}",
        "PROJET",
    )


def _compose_formula(projet: Projet) -> Paragraph:
    sujet = capitalize(describe_organe(projet.seance.collectivite).sujet)
    verb = _VERBS.get(projet.resultat, "décide") if projet.resultat else "décide"
    if projet.vote.is_prend_acte and projet.resultat is None:
        verb = _VERBS[Resultat.PREND_ACTE]
    lead = "après en avoir délibéré"
    if projet.vote.is_election:
        lead, verb = "au vu de ce résultat", "décide"
    return Paragraph(Role.FORMULE, SectionSorte.DISPOSITIF, f"{sujet}, {lead}, {verb}{_NBSP}:")


def _compose_bloc(bloc: Bloc) -> Iterator[Element]:
    role, sorte = _ROLES[bloc.sorte]
    lead = f"{bloc.intitule}{_NBSP}: " if bloc.intitule else ""
    number = _NUMBER.search(bloc.intitule) if bloc.sorte is BlocSorte.ARTICLE else None
    yield Paragraph(role, sorte, bloc.texte, lead, number.group() if number else "")
    if bloc.tableau is not None:
        yield _compose_tableau(bloc.tableau, sorte)


def _compose_tableau(tableau: Tableau, sorte: SectionSorte) -> Grid:
    """Square the table: short rows are filled, cells in excess widen it."""
    rows = (tableau.colonnes, *tableau.lignes, tableau.total)
    width = max(1, *(len(row) for row in rows))

    def square(row: tuple[str, ...]) -> tuple[str, ...]:
        return row + ("",) * (width - len(row))

    return Grid(
        kind=GridKind.TABLEAU,
        sorte=sorte,
        colonnes=square(tableau.colonnes),
        lignes=tuple(square(row) for row in tableau.lignes),
        alignements=(tableau.alignements + "g" * width)[:width],
        total=square(tableau.total) if tableau.total else (),
        legende=tableau.legende,
    )


def compose_signatures(seance: Seance, president_point: str = "") -> Signatures:
    """Give who signs: the mayor or president, or whoever presided instead, then the secretary.

    Args:
        seance: the meeting.
        president_point: who presided this item alone, « Mme Aline Corbier, première adjointe ».
    """
    collectivite = seance.collectivite
    if president_point and is_presided_by_head(seance):
        nom = president_point.partition(",")[0]
        fonction = "La présidente de séance" if is_woman(nom) else "Le président de séance"
        first = Signature(f"{fonction} pour ce point,", bind_civility(nom))
    elif is_presided_by_head(seance):
        nom = collectivite.maire or seance.president
        first = Signature(f"{capitalize(name_head(collectivite, nom))},", bind_civility(nom) or PLACEHOLDER)
    else:
        nom = seance.president
        fonction = "La présidente de séance," if is_woman(nom) else "Le président de séance,"
        first = Signature(fonction, bind_civility(nom))
    secretaire = seance.secretaire
    fonction = "La secrétaire de séance," if is_woman(secretaire) else "Le secrétaire de séance,"
    second = Signature(fonction, bind_civility(secretaire) or PLACEHOLDER)
    return Signatures(SectionSorte.SIGNATURE, (first, second))


def _find_last(blocs: tuple[Bloc, ...], sorte: BlocSorte) -> int | None:
    for position in range(len(blocs) - 1, -1, -1):
        if blocs[position].sorte is sorte:
            return position
    return None
