"""What closes an act: the vote, the remedies, place and day."""

from __future__ import annotations

from deliberia.arithmetic import complete_counts, describe_result
from deliberia.catalogue.references import Droit
from deliberia.catalogue.typography import set_once
from deliberia.catalogue.values import HOLE
from deliberia.drafting.departements import COURTS, NAMES
from deliberia.model import (
    Bloc,
    BlocSorte,
    Collectivite,
    CollectiviteSorte,
    Resultat,
    Scrutin,
    Seance,
    Vote,
)
from deliberia.text import elide, format_date, join_french

REMEDIES_KEY = "CJA:R421-1"
ELECTION_KEY = "CE:R119"
_OVERSEAS = {
    "971": "de la Guadeloupe",
    "972": "de la Martinique",
    "973": "de la Guyane",
    "974": "de La Réunion",
    "976": "de Mayotte",
}


def make_vote(vote: Vote | None, resultat: Resultat | None, organe: str) -> Bloc:
    """Return the sentence of the result, with the counts and those who did not take part."""
    if vote is None or resultat is None:
        words = f"Vote : {HOLE}."
    elif vote.is_election:
        words = "Le résultat de l’élection ou de la désignation est rapporté ci-dessus."
    elif resultat is Resultat.PREND_ACTE:
        words = f"{organe[:1].upper()}{organe[1:]} prend acte, sans vote."
    else:
        verb = "Projet rejeté" if resultat is Resultat.REJET else "Délibération adoptée"
        how = describe_result(vote, resultat)
        comma = "," if how.startswith("aucune majorité") else ""
        words = f"{verb}{comma} {how}.{_count(vote, resultat)}{_mode(vote)}"
    return Bloc(sorte=BlocSorte.VOTE, texte=set_once(words + _withdrawn(vote)))


def _count(vote: Vote, resultat: Resultat) -> str:
    """Give the counts that the words of the result do not already give."""
    counts = complete_counts(vote)
    if counts is None:
        return ""
    parts = [f"Votants : {counts.total}"]
    if resultat in (Resultat.UNANIMITE, Resultat.UNANIMITE_SUFFRAGES_EXPRIMES):
        parts += [f"pour : {counts.pour}", f"contre : {counts.contre}", f"abstentions : {counts.abstentions}"]
    if counts.blancs_nuls and len(parts) > 1:
        parts.append(f"blancs ou nuls : {counts.blancs_nuls}")
    return f" {' ; '.join(parts)}."


def _mode(vote: Vote) -> str:
    if vote.scrutin is Scrutin.SECRET:
        return " Le vote a eu lieu au scrutin secret."
    return " Le vote a eu lieu au scrutin public." if vote.scrutin is Scrutin.PUBLIC else ""


def _withdrawn(vote: Vote | None) -> str:
    if vote is None or not vote.ne_prennent_pas_part:
        return ""
    names = vote.ne_prennent_pas_part
    verb = "n’a pas pris part" if len(names) == 1 else "n’ont pas pris part"
    return f" {join_french(names)} {verb} au vote."


def name_court(collectivite: Collectivite) -> str:
    """Return « tribunal administratif de Clermont-Ferrand », from the commune or its département."""
    if collectivite.tribunal:
        town = collectivite.tribunal
        return town if town.lower().startswith("tribunal") else f"tribunal administratif {elide('de', town)}"
    code = collectivite.code_departement
    if code in _OVERSEAS:
        return f"tribunal administratif {_OVERSEAS[code]}"
    if code in NAMES:
        return f"tribunal administratif {elide('de', COURTS[code])}"
    return "tribunal administratif compétent"


def make_remedies(collectivite: Collectivite, droit: Droit) -> Bloc:
    """Return the mention of the remedies, with its legal basis when the base proves it that day.

    Source: CJA R421-1 (two months), R421-5, checked 2026-11-22.
    """
    from deliberia.legal_refs import name_reference

    is_citable = droit.is_printable(droit.verify(REMEDIES_KEY))
    basis = f", en application de l’{name_reference(REMEDIES_KEY)}" if is_citable else ""
    text = (
        "La présente délibération peut faire l’objet d’un recours devant le "
        f"{name_court(collectivite)} dans un délai de deux mois à compter de sa publication ou de sa "
        f"notification{basis}. Le tribunal peut être saisi par l’application Télérecours citoyens, sur le "
        "site www.telerecours.fr."
    )
    return Bloc(sorte=BlocSorte.MENTION, texte=set_once(text), cles=(REMEDIES_KEY,) if is_citable else ())


def make_election_remedies(collectivite: Collectivite, droit: Droit, *, is_municipale: bool) -> Bloc:
    """Return the mention of the remedies against an election, which are not those of other acts.

    Five days for the mayor and the adjoints (`is_municipale`); no figure for the others, for want of one
    text. Source: CGCT L2122-13, CE R119, checked 2026-11-22.
    """
    from deliberia.legal_refs import name_reference

    court = name_court(collectivite)
    if not is_municipale:
        text = (
            f"L’élection ou la désignation peut être contestée devant le {court}, dans les formes et les "
            "délais qui lui sont propres."
        )
        return Bloc(sorte=BlocSorte.MENTION, texte=set_once(text))
    is_citable = droit.is_printable(droit.verify(ELECTION_KEY))
    basis = f", en application de l’{name_reference(ELECTION_KEY)}" if is_citable else ""
    text = (
        f"L’élection peut être contestée devant le {court}, dans le délai de cinq jours applicable aux "
        f"élections municipales{basis}."
    )
    return Bloc(sorte=BlocSorte.MENTION, texte=set_once(text), cles=(ELECTION_KEY,) if is_citable else ())


def make_signature(seance: Seance) -> Bloc:
    """Return the sentence above the signatures; who signs follows from the séance."""
    collectivite = seance.collectivite
    place = ""
    if collectivite.sorte is CollectiviteSorte.COMMUNE and collectivite.nom:
        place = f" {elide('à', collectivite.nom)},"
    day = format_date(seance.date) if seance.date else HOLE
    return Bloc(sorte=BlocSorte.SIGNATURE, texte=set_once(f"Fait et délibéré{place} le {day}."))
