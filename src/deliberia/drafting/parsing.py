"""From what a file holds to the values of the domain, with every fault said in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from deliberia.drafting.departements import find_departement
from deliberia.errors import DataError
from deliberia.model import Collectivite, Elu, Pouvoir, Seance, Vote

if TYPE_CHECKING:
    from pydantic import BaseModel

    M = TypeVar("M", bound=BaseModel)


def _validate(shape: type[M], content: Any, place: str) -> M:  # Any: what a file holds
    from pydantic import ValidationError

    from deliberia.catalogue.validation import describe_validation

    if not isinstance(content, Mapping):
        raise DataError("une table de champs est attendue.", place=place)
    try:
        return shape.model_validate(dict(content))
    except ValidationError as error:
        raise DataError(describe_validation(error, shape), place=place) from error


def parse_commune(content: Any, place: str = "commune") -> Collectivite:  # Any: what a file holds
    """Read an authority.

    Raises:
        DataError: unknown name, wrong type, missing name of the commune.
    """
    from deliberia.drafting.inputs import CommuneIn

    given = _validate(CommuneIn, content, place)
    name, code = given.departement, given.code_departement
    found = find_departement(code or name) if (code or name) else None
    if found:
        code, name = found[0], name if name and not name[:1].isdigit() else found[1]
    en_exercice = given.en_exercice
    if en_exercice is None and given.elus:
        en_exercice = len(given.elus)
    return Collectivite(
        nom=given.nom,
        sorte=given.sorte,
        departement=name,
        code_departement=code,
        arrondissement=given.arrondissement,
        population=given.population,
        effectif_legal=given.effectif_legal,
        en_exercice=en_exercice,
        maire=given.maire,
        siret=given.siret,
        adresse=given.adresse,
        tribunal=given.tribunal,
        elus=tuple(Elu(nom=nom) for nom in given.elus),
    )


def parse_seance(content: Any, collectivite: Collectivite, place: str = "séance") -> Seance:
    """Read a meeting of that authority.

    Raises:
        DataError: unknown name, wrong type, date that does not exist.
    """
    from deliberia.drafting.inputs import SeanceIn

    given = _validate(SeanceIn, content, place)
    return Seance(
        collectivite=collectivite,
        date=given.date,
        heure=given.heure,
        lieu=given.lieu,
        convocation=given.convocation,
        affichage=given.affichage,
        president=given.president,
        secretaire=given.secretaire,
        presents=given.presents,
        pouvoirs=tuple(Pouvoir(de=one.de, a=one.a) for one in given.pouvoirs),
        absents=given.absents,
        excuses=given.excuses,
        is_urgence=given.urgence,
        premiere_reunion=given.premiere_reunion,
    )


def parse_vote(content: Any, place: str = "vote") -> Vote:  # Any: what a file holds
    """Read a vote.

    Raises:
        DataError: unknown name, wrong type, or counts that do not add up.
    """
    from deliberia.drafting.inputs import VoteIn

    given = _validate(VoteIn, content, place)
    vote = Vote(
        scrutin=given.mode,
        votants=given.votants,
        pour=given.pour,
        contre=given.contre,
        abstentions=given.abstentions,
        blancs_nuls=given.blancs_nuls,
        ne_prennent_pas_part=given.ne_prennent_pas_part,
        voix_president=given.voix_president,
        noms_contre=given.noms_contre,
        noms_abstention=given.noms_abstention,
        is_prend_acte=given.prend_acte,
    )
    check_vote(vote, place)
    return vote


def check_vote(vote: Vote, place: str = "vote") -> None:
    """Refuse a vote that contradicts itself.

    Raises:
        DataError: the sentence says which counts.
    """
    from deliberia.arithmetic import find_contradiction

    contradiction = find_contradiction(vote)
    if contradiction is not None:
        raise DataError(contradiction, place=place, hint="Corrigez les nombres de voix.")
