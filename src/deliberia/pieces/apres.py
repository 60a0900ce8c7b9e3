"""The papers that follow a séance: list of its acts, minutes, register, certificate of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deliberia.documents.composition import compose_signatures
from deliberia.documents.elements import (
    Element,
    Paragraph,
    Role,
    Signatures,
)
from deliberia.documents.heading import compose_opening, compose_presence
from deliberia.documents.wording import (
    PLACEHOLDER,
    bind_civility,
    capitalize,
    describe_organe,
    name_head,
)
from deliberia.model import (
    BlocSorte,
    CollectiviteSorte,
    Projet,
    Resultat,
    Seance,
    SectionSorte,
    Vote,
)
from deliberia.pieces.morceaux import (
    describe_quorum,
    list_agenda,
    list_articles,
    list_tables,
    make_table,
    make_title,
    name_day,
    say,
    sign_head,
    write_heading,
)
from deliberia.pieces.recit import describe_ballot
from deliberia.text import format_date

_DECIDED = {
    Resultat.REJET: "rejetée",
    Resultat.PREND_ACTE: "prise d’acte",
}


def compose_liste(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from write_heading(seance, "Liste des délibérations examinées")
    yield say(Role.OUVERTURE, f"Séance du {name_day(seance)}.")
    rows = [
        (projet.numero or str(rank), projet.titre, _decision(projet))
        for rank, projet in enumerate(projets, 1)
    ]
    yield make_table(
        ("Numéro", "Objet", "Décision"),
        rows or [("", PLACEHOLDER, "")],
        "Numéro, objet et sort de chaque affaire.",
    )
    yield say(Role.FAIT, "Affichée et mise en ligne le ……………………")
    yield Signatures(SectionSorte.SIGNATURE, (sign_head(seance),))


def compose_proces_verbal(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from write_heading(seance, "Procès-verbal de la séance")
    yield compose_opening(seance)
    yield compose_presence(seance, Vote(is_prend_acte=True))
    convocation = format_date(seance.convocation) if seance.convocation else PLACEHOLDER
    yield say(Role.EXPOSE, f"Convocation : {convocation}. {describe_quorum(seance)}")
    if seance.is_urgence and _rules_on_urgency(seance):
        yield say(
            Role.EXPOSE,
            f"{capitalize(name_head(seance.collectivite, seance.collectivite.maire))} a rendu compte de "
            f"l’urgence à l’ouverture de la séance. Décision {describe_organe(seance.collectivite).du_sujet} "
            f"sur l’urgence : {PLACEHOLDER}.",
        )
    yield make_title("Ordre du jour")
    yield from list_agenda(projets)
    for rank, projet in enumerate(projets, 1):
        yield make_title(f"{rank}. {projet.titre}" + (f" (n° {projet.numero})" if projet.numero else ""))
        for bloc in projet.blocs:
            if bloc.sorte is BlocSorte.EXPOSE:
                yield Paragraph(Role.EXPOSE, SectionSorte.EXPOSE, bloc.texte)
                yield from list_tables(bloc, SectionSorte.EXPOSE)
        yield say(Role.EXPOSE, f"Débats : {PLACEHOLDER}")
        yield from list_articles(projet)
        for bloc in projet.blocs:
            if bloc.sorte is BlocSorte.VOTE:
                yield Paragraph(Role.VOTE, SectionSorte.VOTE, bloc.texte)
        for line in describe_ballot(projet, seance):
            yield say(Role.VOTE, line)
    yield say(
        Role.FAIT,
        f"La séance est levée à {PLACEHOLDER}. Ce procès-verbal est soumis à l’approbation des membres au "
        "début de la séance suivante.",
    )
    yield compose_signatures(seance)


def compose_registre(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from write_heading(seance, "Registre des délibérations : feuillet de clôture")
    yield say(Role.OUVERTURE, f"Séance du {name_day(seance)}.")
    rows = [(str(rank), projet.numero, projet.titre) for rank, projet in enumerate(projets, 1)]
    yield make_table(
        ("Ordre", "Numéro", "Objet"),
        rows or [("", "", PLACEHOLDER)],
        "Délibérations de la séance, dans leur ordre.",
    )
    names = ", ".join(bind_civility(nom) for nom in seance.presents) or PLACEHOLDER
    yield say(Role.EXPOSE, f"Membres présents : {names}.")
    yield compose_signatures(seance)


def compose_certificat(seance: Seance, projets: Sequence[Projet]) -> Iterator[Element]:
    yield from write_heading(seance, "Certificat de publication")
    collectivite = seance.collectivite
    head = name_head(collectivite, collectivite.maire)
    who = f"{bind_civility(collectivite.maire) or PLACEHOLDER}, {head.partition(' ')[2]},"
    yield say(
        Role.EXPOSE,
        f"{who} certifie que les délibérations suivantes, de la séance du {name_day(seance)}, ont été "
        "publiées le …………………… et transmises au représentant de l’État le ……………………",
    )
    rows = [(projet.numero or str(rank), projet.titre) for rank, projet in enumerate(projets, 1)]
    yield make_table(
        ("Numéro", "Objet"), rows or [("", PLACEHOLDER)], "Numéro et objet des délibérations publiées."
    )
    yield say(Role.FAIT, "Fait à ……………………………, le ……………………")
    yield Signatures(SectionSorte.SIGNATURE, (sign_head(seance),))


def _decision(projet: Projet) -> str:
    if projet.vote.is_election:
        return "élection"
    if projet.resultat is None:
        return PLACEHOLDER
    return _DECIDED.get(projet.resultat, "adoptée")


def _rules_on_urgency(seance: Seance) -> bool:
    """Tell whether the council decides on the urgency: not that of a CCAS, nor in Alsace-Moselle."""
    collectivite = seance.collectivite
    return collectivite.sorte is not CollectiviteSorte.CCAS and not collectivite.is_alsace_moselle
