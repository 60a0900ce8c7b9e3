"""Heading of an act: the authority, the meeting, who was there."""

from __future__ import annotations

from collections.abc import Iterator

from deliberia.documents.elements import Grid, GridKind, Paragraph, Role
from deliberia.documents.wording import (
    PLACEHOLDER,
    bind_civility,
    capitalize,
    describe_organe,
    is_presided_by_head,
    is_woman,
    name_collectivite,
    name_head,
    put_after_de,
)
from deliberia.model import Pouvoir, Projet, Seance, SectionSorte, Vote
from deliberia.text import elide, format_date, name_weekday, spell_date

_NBSP = "\u00a0"
_THIN = "\u202f"


def compose_heading(projet: Projet) -> Iterator[Paragraph]:
    """Yield the lines from « République française » to the object of the act."""
    seance = projet.seance
    collectivite = seance.collectivite
    yield _line(Role.REPUBLIQUE, "République française")
    if collectivite.departement:
        yield _line(Role.TERRITOIRE, f"Département{_NBSP}: {collectivite.departement}")
    if collectivite.arrondissement:
        yield _line(Role.TERRITOIRE, f"Arrondissement{_NBSP}: {collectivite.arrondissement}")
    yield _line(Role.COLLECTIVITE, name_collectivite(collectivite))
    organe = describe_organe(collectivite)
    yield _line(Role.EXTRAIT, f"Extrait du registre des délibérations {organe.du_sujet}")
    jour = format_date(seance.date, weekday=True) if seance.date else PLACEHOLDER
    yield _line(Role.NUMERO, f"Séance du {jour}{_at_hour(seance)}")
    if seance.lieu:
        yield _line(Role.NUMERO, capitalize(seance.lieu))
    convocation = format_date(seance.convocation) if seance.convocation else PLACEHOLDER
    yield _line(Role.NUMERO, f"Date de convocation{_NBSP}: {convocation}")
    if seance.affichage:
        yield _line(Role.NUMERO, f"Date d’affichage{_NBSP}: {format_date(seance.affichage)}")
    if projet.numero:
        yield _line(Role.NUMERO, f"Délibération n°{_NBSP}{projet.numero}")
    yield Paragraph(Role.OBJET, SectionSorte.OBJET, projet.titre or PLACEHOLDER, f"Objet{_NBSP}: ")


def compose_opening(seance: Seance) -> Paragraph:
    """Say in words which day the council met, who presided and who is secretary."""
    organe = describe_organe(seance.collectivite)
    name = put_after_de(name_collectivite(seance.collectivite))
    jour = PLACEHOLDER
    if seance.date is not None:
        jour = f"{name_weekday(seance.date)} {spell_date(seance.date)}"
    seconde = ""
    if seance.premiere_reunion is not None:
        seconde = f" pour la seconde fois, faute de quorum le {format_date(seance.premiere_reunion)},"
    sentence = (
        f"Le {jour}{_at_hour(seance)}, {organe.sujet} {name} s’est réuni{seconde}"
        f"{' sur convocation d’urgence,' if seance.is_urgence else ''}"
        f" sous la présidence {_describe_president(seance)}."
    )
    return Paragraph(
        Role.OUVERTURE, SectionSorte.PRESENCE, f"{sentence} {_describe_secretaire(seance.secretaire)}"
    )


def compose_presence(seance: Seance, vote: Vote) -> Grid:
    """Give the table of presence: numbers and names."""
    en_exercice = seance.collectivite.en_exercice
    presents, pouvoirs, absents = seance.presents, seance.pouvoirs, seance.absents
    rows = [
        ("Membres en exercice", PLACEHOLDER if en_exercice is None else str(en_exercice), ""),
        ("Présents", str(len(presents)) if presents else PLACEHOLDER, _list_names(presents)),
        (
            "Représentés",
            str(len(pouvoirs)),
            f"{_THIN}; ".join(
                f"{bind_civility(pouvoir.de)} à {bind_civility(pouvoir.a)}" for pouvoir in pouvoirs
            ),
        ),
        ("Absents", str(len(absents)), ", ".join(_describe_absent(nom, seance) for nom in absents)),
    ]
    if vote.ne_prennent_pas_part:
        withdrawn = vote.ne_prennent_pas_part
        rows.append(("Ne prennent pas part au vote", str(len(withdrawn)), _list_names(withdrawn)))
    votants = _count_votants(vote)
    if votants:
        rows.append(("Votants", votants, ""))
    return Grid(
        kind=GridKind.PRESENCE,
        sorte=SectionSorte.PRESENCE,
        colonnes=("Membres du conseil", "Nombre", "Noms"),
        lignes=tuple(rows),
        alignements="gdg",
        description="Nombre et noms des membres présents, représentés, absents et votants.",
    )


def describe_footer(projet: Projet) -> str:
    """Give the left part of the footer: which act of which authority this page belongs to.

    The number opens the line, as in a heading: after other words it would read as the citation of an act.
    """
    name = name_collectivite(projet.seance.collectivite)
    if projet.numero:
        return f"Délibération n°{_NBSP}{projet.numero} – {name}"
    if projet.seance.date is not None:
        return f"{name} – séance du {format_date(projet.seance.date)}"
    return name


def lacks_heading_value(projet: Projet) -> bool:
    """Tell whether the heading has to show a placeholder."""
    seance = projet.seance
    given = (
        seance.collectivite.nom,
        seance.date,
        seance.convocation,
        seance.president,
        seance.secretaire,
        seance.presents,
        projet.titre,
        seance.collectivite.en_exercice is not None,
    )
    return not all(given) or _count_votants(projet.vote) == PLACEHOLDER


def _line(role: Role, text: str) -> Paragraph:
    return Paragraph(role, SectionSorte.ENTETE, text)


def _at_hour(seance: Seance) -> str:
    return f" à {seance.heure}" if seance.heure else ""


def _list_names(noms: tuple[str, ...]) -> str:
    return ", ".join(bind_civility(nom) for nom in noms)


def _list_pouvoir(pouvoir: Pouvoir) -> str:
    return f"{bind_civility(pouvoir.de)} à {bind_civility(pouvoir.a)}"


def _describe_president(seance: Seance) -> str:
    nom = seance.president
    if not nom:
        return f"de {PLACEHOLDER}"
    who = elide("de", bind_civility(nom), contract=False)
    if not seance.collectivite.maire or not is_presided_by_head(seance):
        return who
    return f"{who}, {name_head(seance.collectivite, nom).partition(' ')[2]}"


def _describe_secretaire(nom: str) -> str:
    if not nom or not nom.startswith(("M. ", "Mme ", "Mlle ")):
        return f"Secrétaire de séance{_NBSP}: {nom or PLACEHOLDER}."
    return f"{bind_civility(nom)} a été nommé{'e' if is_woman(nom) else ''} secrétaire de séance."


def _describe_absent(nom: str, seance: Seance) -> str:
    bound = bind_civility(nom)
    if nom not in seance.excuses:
        return bound
    return f"{bound} (excusé{'e' if is_woman(nom) else ''})"


def _count_votants(vote: Vote) -> str:
    """Return the number of voters, the placeholder when unknown, nothing when there is no vote."""
    if vote.votants is not None:
        return str(vote.votants)
    if vote.is_prend_acte:
        return ""
    if vote.pour is None or vote.contre is None or vote.abstentions is None:
        return PLACEHOLDER
    return str(vote.pour + vote.contre + vote.abstentions + vote.blancs_nuls)
