"""A draft seen as an act: the same checks run on it as on a file made elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from deliberia.model import Acte, Certitude, Fact, Forme, Origine, Projet

T = TypeVar("T")


def projet_to_acte(projet: Projet) -> Acte:
    """Return the act that the draft prints, with its facts as declared rather than as read.

    What only the text tells (amounts, tables, citations) is read in it; what the user gave as data wins.
    """
    from deliberia.citations import find_citations
    from deliberia.documents import projet_sections, projet_text
    from deliberia.reading import read_acte

    texte = projet_text(projet)
    seance, vote = projet.seance, projet.vote
    collectivite = seance.collectivite
    read = read_acte(texte, date=seance.date)
    has_vote = vote.pour is not None or vote.is_prend_acte
    return replace(
        read,
        texte=texte,
        origine=Origine.PROJET,
        modele=projet.modele,
        matiere=projet.matiere,
        forme=Forme.DELIBERATION,
        sections=projet_sections(projet),
        citations=find_citations(texte),
        sorte_collectivite=_declare(collectivite.sorte),
        collectivite=_declare(collectivite.nom),
        departement=_declare(collectivite.code_departement),
        population=_declare(collectivite.population),
        effectif_legal=_declare(collectivite.effectif_legal),
        en_exercice=_declare(collectivite.en_exercice),
        numero=_declare(projet.numero),
        objet=_declare(projet.titre),
        date_seance=_declare(seance.date),
        heure=_declare(seance.heure),
        lieu=_declare(seance.lieu),
        convocation=_declare(seance.convocation),
        affichage=_declare(seance.affichage),
        premiere_reunion=_declare(seance.premiere_reunion),
        is_urgence=seance.is_urgence,
        president=_declare(seance.president),
        secretaire=_declare(seance.secretaire),
        presents=_declare(seance.presents),
        presents_nombre=_declare(len(seance.presents)) if seance.presents else None,
        pouvoirs=_declare(seance.pouvoirs),
        pouvoirs_nombre=None,
        absents=_declare(seance.absents),
        absents_nombre=None,
        votants=_declare(vote.votants),
        scrutin=_declare(vote.scrutin) if has_vote else None,
        pour=_declare(vote.pour),
        contre=_declare(vote.contre),
        abstentions=_declare(vote.abstentions),
        blancs_nuls=_declare(vote.blancs_nuls) if has_vote else None,
        voix_president=_declare(vote.voix_president),
        ne_prennent_pas_part=_declare(vote.ne_prennent_pas_part),
        resultat=_declare(projet.resultat),
    )


def _declare(value: T | None) -> Fact[T] | None:
    """Return a declared fact; None for what was not given."""
    if value is None or value in ("", ()):
        return None
    return Fact(value=value, certitude=Certitude.DECLARE)
