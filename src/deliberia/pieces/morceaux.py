"""What the papers of a séance share: heading, agenda, decisions, tables, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deliberia.arithmetic import is_quorum_reached, quorum
from deliberia.documents.elements import (
    Element,
    Grid,
    GridKind,
    Paragraph,
    Role,
    Signature,
)
from deliberia.documents.wording import (
    PLACEHOLDER,
    bind_civility,
    capitalize,
    name_collectivite,
    name_head,
)
from deliberia.model import (
    Bloc,
    BlocSorte,
    Projet,
    Seance,
    SectionSorte,
)
from deliberia.text import agree, format_date


def write_heading(seance: Seance, title: str) -> Iterator[Element]:
    """Yield the lines from « République française » to the name of the paper."""
    collectivite = seance.collectivite
    yield Paragraph(Role.REPUBLIQUE, SectionSorte.ENTETE, "République française")
    if collectivite.departement:
        yield Paragraph(Role.TERRITOIRE, SectionSorte.ENTETE, f"Département : {collectivite.departement}")
    if collectivite.arrondissement:
        yield Paragraph(
            Role.TERRITOIRE, SectionSorte.ENTETE, f"Arrondissement : {collectivite.arrondissement}"
        )
    yield Paragraph(Role.COLLECTIVITE, SectionSorte.ENTETE, name_collectivite(collectivite))
    yield Paragraph(Role.OBJET, SectionSorte.OBJET, title)


def list_agenda(projets: Sequence[Projet]) -> Iterator[Element]:
    """Yield the affairs, in their order."""
    if not projets:
        yield say(Role.EXPOSE, PLACEHOLDER)
    for rank, projet in enumerate(projets, 1):
        yield say(Role.EXPOSE, f"{rank}. {projet.titre}")


def list_articles(projet: Projet) -> Iterator[Element]:
    """Yield what an act decides."""
    for bloc in projet.blocs:
        if bloc.sorte is not BlocSorte.ARTICLE:
            continue
        lead = f"{bloc.intitule} : " if bloc.intitule else ""
        yield Paragraph(Role.ARTICLE, SectionSorte.ARTICLE, bloc.texte, lead)
        yield from list_tables(bloc, SectionSorte.ARTICLE)


def list_tables(bloc: Bloc, sorte: SectionSorte) -> Iterator[Grid]:
    """Lay out the table of a paragraph: figures of the report as well as those of an article."""
    table = bloc.tableau
    if table is not None:
        yield Grid(
            kind=GridKind.TABLEAU,
            sorte=sorte,
            colonnes=table.colonnes,
            lignes=table.lignes,
            alignements=(table.alignements + "g" * len(table.colonnes))[: len(table.colonnes)],
            total=table.total,
            legende=table.legende,
        )


def describe_quorum(seance: Seance) -> str:
    """Say how many members must be present, and whether they are."""
    en_exercice = seance.collectivite.en_exercice
    if not en_exercice:
        return f"Quorum : {PLACEHOLDER}."
    if seance.premiere_reunion is not None:
        return (
            "Seconde réunion, sans condition de quorum : celui-ci n’avait pas été atteint le "
            f"{format_date(seance.premiere_reunion)}."
        )
    needed, count = quorum(en_exercice), len(seance.presents)
    rule = f"{needed} {agree(needed, 'membre présent', 'membres présents')} sur {en_exercice} en exercice"
    if not count:
        return f"Quorum : {rule}."
    state = "est atteint" if is_quorum_reached(count, en_exercice) else "n’est pas atteint"
    return f"Le quorum ({rule}) {state} : {count} {agree(count, 'présent', 'présents')}."


def sign_head(seance: Seance) -> Signature:
    """Give the signature of the mayor or president."""
    collectivite = seance.collectivite
    nom = collectivite.maire
    return Signature(f"{capitalize(name_head(collectivite, nom))},", bind_civility(nom) or PLACEHOLDER)


def name_day(seance: Seance) -> str:
    """Write the day of the séance, or the mark of a value that is missing."""
    return format_date(seance.date, weekday=True) if seance.date else PLACEHOLDER


def name_place(seance: Seance) -> str:
    """Write where the séance is held, as it stands inside a sentence."""
    return seance.lieu[:1].lower() + seance.lieu[1:] if seance.lieu else PLACEHOLDER


def say(role: Role, text: str) -> Paragraph:
    """Make a paragraph."""
    return Paragraph(role, SectionSorte.EXPOSE, text)


def make_title(text: str) -> Paragraph:
    """Make a heading inside a paper."""
    return Paragraph(Role.FORMULE, SectionSorte.EXPOSE, text)


def make_table(
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    description: str,
    kind: GridKind = GridKind.TABLEAU,
) -> Grid:
    """Make a table, with what it holds for those who do not see it."""
    return Grid(
        kind=kind,
        sorte=SectionSorte.EXPOSE,
        colonnes=columns,
        lignes=tuple(rows),
        alignements="g" * len(columns),
        description=description,
    )
