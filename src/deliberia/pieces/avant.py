"""The papers that precede a séance or lie on its table: convocation, note, presence sheet, proxy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deliberia.documents.composition import compose_signatures
from deliberia.documents.elements import (
    Element,
    GridKind,
    Paragraph,
    Role,
    Signature,
    Signatures,
)
from deliberia.documents.wording import (
    PLACEHOLDER,
    bind_civility,
    describe_organe,
)
from deliberia.model import (
    BlocSorte,
    Projet,
    Seance,
    SectionSorte,
)
from deliberia.pieces.morceaux import (
    describe_quorum,
    list_agenda,
    list_articles,
    list_tables,
    make_table,
    make_title,
    name_day,
    name_place,
    say,
    sign_head,
    write_heading,
)
from deliberia.pieces.recit import elects_persons, tell_before
from deliberia.text import format_date


def compose_convocation(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from write_heading(seance, "Convocation")
    organe = describe_organe(seance.collectivite)
    yield say(Role.OUVERTURE, "Madame, Monsieur,")
    urgent = ", en urgence," if seance.is_urgence else ""
    yield say(
        Role.EXPOSE,
        f"J’ai l’honneur de vous convoquer{urgent} à la séance {organe.du_sujet} qui se tiendra le "
        f"{name_day(seance)} à {seance.heure or PLACEHOLDER}, {name_place(seance)}.",
    )
    if seance.premiere_reunion is not None:
        yield say(
            Role.EXPOSE,
            f"Le quorum n’ayant pas été atteint le {format_date(seance.premiere_reunion)}, cette seconde "
            "réunion délibérera sans condition de quorum.",
        )
    yield make_title("Ordre du jour")
    yield from list_agenda(projets)
    yield say(
        Role.MENTION,
        "Un membre empêché peut donner à un collègue de son choix un pouvoir écrit ; chacun ne peut en "
        "porter qu’un seul.",
    )
    sent = format_date(seance.convocation) if seance.convocation else PLACEHOLDER
    yield say(Role.FAIT, f"Convocation envoyée le {sent}.")
    yield Signatures(SectionSorte.SIGNATURE, (sign_head(seance),))


def compose_note(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from write_heading(seance, "Note de synthèse")
    yield say(Role.OUVERTURE, f"Séance du {name_day(seance)}. Cette note est jointe à la convocation.")
    if not projets:
        yield say(Role.EXPOSE, PLACEHOLDER)
    for rank, projet in enumerate(projets, 1):
        yield make_title(f"{rank}. {projet.titre}")
        for bloc in projet.blocs:
            text = tell_before(bloc.texte)
            if bloc.sorte is BlocSorte.EXPOSE and text:
                yield Paragraph(Role.EXPOSE, SectionSorte.EXPOSE, text)
            elif bloc.sorte is BlocSorte.CONSIDERANT and text == bloc.texte:
                yield Paragraph(Role.CONSIDERANT, SectionSorte.EXPOSE, text)
            if text == bloc.texte and bloc.sorte is BlocSorte.EXPOSE:
                yield from list_tables(bloc, SectionSorte.EXPOSE)
        if elects_persons(projet):
            yield say(Role.MENTION, "Il est proposé de procéder à cette élection.")
            continue
        yield say(Role.MENTION, "Il est proposé de décider ce qui suit :")
        yield from list_articles(projet)


def compose_feuille(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from write_heading(seance, "Feuille de présence")
    yield say(Role.OUVERTURE, f"Séance du {name_day(seance)} à {seance.heure or PLACEHOLDER}.")
    mandataires = {pouvoir.de: pouvoir.a for pouvoir in seance.pouvoirs}
    known = [elu.nom for elu in seance.collectivite.elus]
    members = dict.fromkeys((*known, *seance.presents, *mandataires, *seance.absents))
    rows = [
        (bind_civility(nom), f"à {bind_civility(mandataires[nom])}" if nom in mandataires else "", "", "")
        for nom in members
    ]
    if not rows:
        rows = [(PLACEHOLDER, "", "", "")]
    yield make_table(
        ("Membre", "Pouvoir donné", "Arrivée ou départ", "Signature"),
        rows,
        "Présence des membres, pouvoirs, heures et signatures.",
        kind=GridKind.EMARGEMENT,
    )
    yield say(Role.MENTION, describe_quorum(seance))
    yield compose_signatures(seance)


def compose_pouvoir(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from write_heading(seance, "Pouvoir")
    organe = describe_organe(seance.collectivite)
    blank = "…………………………………………"
    yield say(Role.EXPOSE, f"Je, (prénom et nom) {blank}, membre {organe.du_sujet},")
    yield say(Role.EXPOSE, f"donne pouvoir à (prénom et nom) {blank},")
    yield say(
        Role.EXPOSE,
        f"pour voter en mon nom à la séance du {name_day(seance)} à {seance.heure or PLACEHOLDER}.",
    )
    yield say(
        Role.MENTION,
        "Un pouvoir est écrit et peut être retiré à tout moment. Chaque membre n’en porte qu’un. Il ne "
        "compte pas dans le quorum.",
    )
    yield say(Role.FAIT, "Fait à ……………………………, le ……………………")
    yield Signatures(SectionSorte.SIGNATURE, (Signature("Signature", ""),))
