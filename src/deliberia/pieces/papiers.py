"""The papers of a séance, each a page of paragraphs and tables: the writers of the acts lay them out.

What the séance does not know yet is printed « […] », and the page then bears the word PROJET. Nothing here
cites an article: these papers say what happened, the acts say on which law they rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from deliberia.arithmetic import is_quorum_reached, quorum
from deliberia.documents.composition import compose_signatures
from deliberia.documents.elements import (
    Element,
    Grid,
    GridKind,
    Page,
    Paragraph,
    Role,
    Signature,
    Signatures,
)
from deliberia.documents.heading import compose_opening, compose_presence
from deliberia.documents.wording import (
    PLACEHOLDER,
    bind_civility,
    capitalize,
    describe_organe,
    name_collectivite,
    name_head,
)
from deliberia.errors import UsageError
from deliberia.model import (
    Bloc,
    BlocSorte,
    CollectiviteSorte,
    Projet,
    Resultat,
    Seance,
    SectionSorte,
    Vote,
)
from deliberia.pieces.recit import describe_ballot, elects_persons, tell_before
from deliberia.text import agree, format_date, typeset

_NBSP = "\u00a0"
_DECIDED = {
    Resultat.REJET: "rejetée",
    Resultat.PREND_ACTE: "prise d’acte",
}


class Piece(NamedTuple):
    """One kind of paper."""

    titre: str
    """« Convocation et ordre du jour »."""
    compose: Callable[[Seance, Sequence[Projet]], Iterator[Element]]


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


# The papers


def _convocation(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from _heading(seance, "Convocation")
    organe = describe_organe(seance.collectivite)
    yield _say(Role.OUVERTURE, "Madame, Monsieur,")
    urgent = ", en urgence," if seance.is_urgence else ""
    yield _say(
        Role.EXPOSE,
        f"J’ai l’honneur de vous convoquer{urgent} à la séance {organe.du_sujet} qui se tiendra le "
        f"{_day(seance)} à {seance.heure or PLACEHOLDER}, {_place(seance)}.",
    )
    if seance.premiere_reunion is not None:
        yield _say(
            Role.EXPOSE,
            f"Le quorum n’ayant pas été atteint le {format_date(seance.premiere_reunion)}, cette seconde "
            "réunion délibérera sans condition de quorum.",
        )
    yield _title("Ordre du jour")
    yield from _agenda(projets)
    yield _say(
        Role.MENTION,
        "Un membre empêché peut donner à un collègue de son choix un pouvoir écrit ; chacun ne peut en "
        "porter qu’un seul.",
    )
    sent = format_date(seance.convocation) if seance.convocation else PLACEHOLDER
    yield _say(Role.FAIT, f"Convocation envoyée le {sent}.")
    yield Signatures(SectionSorte.SIGNATURE, (_head(seance),))


def _note(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from _heading(seance, "Note de synthèse")
    yield _say(Role.OUVERTURE, f"Séance du {_day(seance)}. Cette note est jointe à la convocation.")
    if not projets:
        yield _say(Role.EXPOSE, PLACEHOLDER)
    for rank, projet in enumerate(projets, 1):
        yield _title(f"{rank}. {projet.titre}")
        for bloc in projet.blocs:
            text = tell_before(bloc.texte)
            if bloc.sorte is BlocSorte.EXPOSE and text:
                yield Paragraph(Role.EXPOSE, SectionSorte.EXPOSE, text)
            elif bloc.sorte is BlocSorte.CONSIDERANT and text == bloc.texte:
                yield Paragraph(Role.CONSIDERANT, SectionSorte.EXPOSE, text)
            if text == bloc.texte and bloc.sorte is BlocSorte.EXPOSE:
                yield from _tables(bloc, SectionSorte.EXPOSE)
        if elects_persons(projet):
            yield _say(Role.MENTION, "Il est proposé de procéder à cette élection.")
            continue
        yield _say(Role.MENTION, "Il est proposé de décider ce qui suit :")
        yield from _articles(projet)


def _feuille(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from _heading(seance, "Feuille de présence")
    yield _say(Role.OUVERTURE, f"Séance du {_day(seance)} à {seance.heure or PLACEHOLDER}.")
    mandataires = {pouvoir.de: pouvoir.a for pouvoir in seance.pouvoirs}
    known = [elu.nom for elu in seance.collectivite.elus]
    members = dict.fromkeys((*known, *seance.presents, *mandataires, *seance.absents))
    rows = [
        (bind_civility(nom), f"à {bind_civility(mandataires[nom])}" if nom in mandataires else "", "", "")
        for nom in members
    ]
    if not rows:
        rows = [(PLACEHOLDER, "", "", "")]
    yield _table(
        ("Membre", "Pouvoir donné", "Arrivée ou départ", "Signature"),
        rows,
        "Présence des membres, pouvoirs, heures et signatures.",
        kind=GridKind.EMARGEMENT,
    )
    yield _say(Role.MENTION, _describe_quorum(seance))
    yield compose_signatures(seance)


def _pouvoir(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from _heading(seance, "Pouvoir")
    organe = describe_organe(seance.collectivite)
    blank = "…………………………………………"
    yield _say(Role.EXPOSE, f"Je, (prénom et nom) {blank}, membre {organe.du_sujet},")
    yield _say(Role.EXPOSE, f"donne pouvoir à (prénom et nom) {blank},")
    yield _say(
        Role.EXPOSE, f"pour voter en mon nom à la séance du {_day(seance)} à {seance.heure or PLACEHOLDER}."
    )
    yield _say(
        Role.MENTION,
        "Un pouvoir est écrit et peut être retiré à tout moment. Chaque membre n’en porte qu’un. Il ne "
        "compte pas dans le quorum.",
    )
    yield _say(Role.FAIT, "Fait à ……………………………, le ……………………")
    yield Signatures(SectionSorte.SIGNATURE, (Signature("Signature", ""),))


def _liste(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from _heading(seance, "Liste des délibérations examinées")
    yield _say(Role.OUVERTURE, f"Séance du {_day(seance)}.")
    rows = [
        (projet.numero or str(rank), projet.titre, _decision(projet))
        for rank, projet in enumerate(projets, 1)
    ]
    yield _table(
        ("Numéro", "Objet", "Décision"),
        rows or [("", PLACEHOLDER, "")],
        "Numéro, objet et sort de chaque affaire.",
    )
    yield _say(Role.FAIT, "Affichée et mise en ligne le ……………………")
    yield Signatures(SectionSorte.SIGNATURE, (_head(seance),))


def _proces_verbal(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from _heading(seance, "Procès-verbal de la séance")
    yield compose_opening(seance)
    yield compose_presence(seance, Vote(is_prend_acte=True))
    convocation = format_date(seance.convocation) if seance.convocation else PLACEHOLDER
    yield _say(Role.EXPOSE, f"Convocation : {convocation}. {_describe_quorum(seance)}")
    if seance.is_urgence and _rules_on_urgency(seance):
        yield _say(
            Role.EXPOSE,
            f"{capitalize(name_head(seance.collectivite, seance.collectivite.maire))} a rendu compte de "
            f"l’urgence à l’ouverture de la séance. Décision {describe_organe(seance.collectivite).du_sujet} "
            f"sur l’urgence : {PLACEHOLDER}.",
        )
    yield _title("Ordre du jour")
    yield from _agenda(projets)
    for rank, projet in enumerate(projets, 1):
        yield _title(f"{rank}. {projet.titre}" + (f" (n° {projet.numero})" if projet.numero else ""))
        for bloc in projet.blocs:
            if bloc.sorte is BlocSorte.EXPOSE:
                yield Paragraph(Role.EXPOSE, SectionSorte.EXPOSE, bloc.texte)
                yield from _tables(bloc, SectionSorte.EXPOSE)
        yield _say(Role.EXPOSE, f"Débats : {PLACEHOLDER}")
        yield from _articles(projet)
        for bloc in projet.blocs:
            if bloc.sorte is BlocSorte.VOTE:
                yield Paragraph(Role.VOTE, SectionSorte.VOTE, bloc.texte)
        for line in describe_ballot(projet, seance):
            yield _say(Role.VOTE, line)
    yield _say(
        Role.FAIT,
        f"La séance est levée à {PLACEHOLDER}. Ce procès-verbal est soumis à l’approbation des membres au "
        "début de la séance suivante.",
    )
    yield compose_signatures(seance)


def _registre(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from _heading(seance, "Registre des délibérations : feuillet de clôture")
    yield _say(Role.OUVERTURE, f"Séance du {_day(seance)}.")
    rows = [(str(rank), projet.numero, projet.titre) for rank, projet in enumerate(projets, 1)]
    yield _table(
        ("Ordre", "Numéro", "Objet"),
        rows or [("", "", PLACEHOLDER)],
        "Délibérations de la séance, dans leur ordre.",
    )
    names = ", ".join(bind_civility(nom) for nom in seance.presents) or PLACEHOLDER
    yield _say(Role.EXPOSE, f"Membres présents : {names}.")
    yield compose_signatures(seance)


def _certificat(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from _heading(seance, "Certificat de publication")
    collectivite = seance.collectivite
    head = name_head(collectivite, collectivite.maire)
    who = f"{bind_civility(collectivite.maire) or PLACEHOLDER}, {head.partition(' ')[2]},"
    yield _say(
        Role.EXPOSE,
        f"{who} certifie que les délibérations suivantes, de la séance du {_day(seance)}, ont été publiées "
        "le …………………… et transmises au représentant de l’État le ……………………",
    )
    rows = [(projet.numero or str(rank), projet.titre) for rank, projet in enumerate(projets, 1)]
    yield _table(
        ("Numéro", "Objet"), rows or [("", PLACEHOLDER)], "Numéro et objet des délibérations publiées."
    )
    yield _say(Role.FAIT, "Fait à ……………………………, le ……………………")
    yield Signatures(SectionSorte.SIGNATURE, (_head(seance),))


PIECES: dict[str, Piece] = {
    "convocation": Piece("Convocation et ordre du jour", _convocation),
    "note-de-synthese": Piece("Note de synthèse", _note),
    "feuille-de-presence": Piece("Feuille de présence", _feuille),
    "pouvoir": Piece("Pouvoir", _pouvoir),
    "liste-des-deliberations": Piece("Liste des délibérations examinées", _liste),
    "proces-verbal": Piece("Procès-verbal", _proces_verbal),
    "registre": Piece("Registre des délibérations", _registre),
    "certificat-de-publication": Piece("Certificat de publication", _certificat),
}
"""Papers by name. The extract of the register is the act itself."""


# What they share


def _heading(seance: Seance, title: str) -> Iterator[Element]:
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


def _agenda(projets: Sequence[Projet]) -> Iterator[Element]:
    if not projets:
        yield _say(Role.EXPOSE, PLACEHOLDER)
    for rank, projet in enumerate(projets, 1):
        yield _say(Role.EXPOSE, f"{rank}. {projet.titre}")


def _articles(projet: Projet) -> Iterator[Element]:
    for bloc in projet.blocs:
        if bloc.sorte is not BlocSorte.ARTICLE:
            continue
        lead = f"{bloc.intitule} : " if bloc.intitule else ""
        yield Paragraph(Role.ARTICLE, SectionSorte.ARTICLE, bloc.texte, lead)
        yield from _tables(bloc, SectionSorte.ARTICLE)


def _tables(bloc: Bloc, sorte: SectionSorte) -> Iterator[Grid]:
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


def _decision(projet: Projet) -> str:
    if projet.vote.is_election:
        return "élection"
    if projet.resultat is None:
        return PLACEHOLDER
    return _DECIDED.get(projet.resultat, "adoptée")


def _describe_quorum(seance: Seance) -> str:
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


def _rules_on_urgency(seance: Seance) -> bool:
    """Tell whether the council decides on the urgency: not that of a CCAS, nor in Alsace-Moselle."""
    collectivite = seance.collectivite
    return collectivite.sorte is not CollectiviteSorte.CCAS and not collectivite.is_alsace_moselle


def _head(seance: Seance) -> Signature:
    collectivite = seance.collectivite
    nom = collectivite.maire
    return Signature(f"{capitalize(name_head(collectivite, nom))},", bind_civility(nom) or PLACEHOLDER)


def _day(seance: Seance) -> str:
    return format_date(seance.date, weekday=True) if seance.date else PLACEHOLDER


def _place(seance: Seance) -> str:
    return seance.lieu[:1].lower() + seance.lieu[1:] if seance.lieu else PLACEHOLDER


def _say(role: Role, text: str) -> Paragraph:
    return Paragraph(role, SectionSorte.EXPOSE, text)


def _title(text: str) -> Paragraph:
    return Paragraph(Role.FORMULE, SectionSorte.EXPOSE, text)


def _table(
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    description: str,
    kind: GridKind = GridKind.TABLEAU,
) -> Grid:
    return Grid(
        kind=kind,
        sorte=SectionSorte.EXPOSE,
        colonnes=columns,
        lignes=tuple(rows),
        alignements="g" * len(columns),
        description=description,
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
