"""What an act tells that belongs before the séance, and what its minutes must add."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from deliberia.documents.wording import PLACEHOLDER, bind_civility
from deliberia.model import BlocSorte, Projet, Scrutin, Seance

_HAPPENED = re.compile(
    r"\bpris part\b|\bportée?s? candidat|\bremis son bulletin|\bs’est retirée? (?:avant|au moment|lors)\b"
    r"|\ba été élue? président|\bconvocation faisait\b|\bproclamée?s?\b|\bimmédiatement installée?s?\b"
)
"""What an act says of the séance itself: a note that precedes it cannot know it."""
_OUTCOME = re.compile(
    r"\bdépouillement\b|\b[Dd]ébat(?: sur [^.;]{1,80})? (?:est ouvert|a eu lieu|a porté|appelle)"
)
"""The same, with all that follows in the paragraph: results, words of the members."""
_ELECTED = re.compile(r"\bproclamée?s?\b|^(?:Sont|Est) élue?s?\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀÂÇÉÈÊÎÔÛ«])")


def tell_before(text: str) -> str:
    """Leave out the sentences that tell what happened at the séance."""
    if not _HAPPENED.search(text) and not _OUTCOME.search(text):
        return text
    before = takewhile(lambda one: not _OUTCOME.search(one), _SENTENCE.split(text))
    return " ".join(one for one in before if not _HAPPENED.search(one))


def elects_persons(projet: Projet) -> bool:
    """Tell whether the act is a ballot for persons, whose outcome its articles give."""
    return projet.vote.is_election or any(
        bloc.sorte is BlocSorte.ARTICLE and _ELECTED.search(bloc.texte) for bloc in projet.blocs
    )


def describe_ballot(projet: Projet, seance: Seance) -> Iterator[str]:
    """Say who asked for a special ballot and, when it was public, how each member voted."""
    vote = projet.vote
    if vote.scrutin is Scrutin.ORDINAIRE or elects_persons(projet):
        return
    kind = "public" if vote.scrutin is Scrutin.PUBLIC else "secret"
    yield f"Scrutin {kind}, demandé par : {PLACEHOLDER}."
    if vote.scrutin is Scrutin.PUBLIC:
        yield from _name_votes(projet, seance)


def _name_votes(projet: Projet, seance: Seance) -> Iterator[str]:
    vote = projet.vote
    elsewhere = {*vote.noms_contre, *vote.noms_abstention, *vote.ne_prennent_pas_part}
    voters = (*seance.presents, *(pouvoir.de for pouvoir in seance.pouvoirs))
    pour = tuple(nom for nom in voters if nom not in elsewhere)
    for label, names, count in (
        ("pour", pour, vote.pour),
        ("contre", vote.noms_contre, vote.contre),
        ("abstention", vote.noms_abstention, vote.abstentions),
    ):
        if count == 0 and not (names and label != "pour"):
            continue
        known = ", ".join(map(bind_civility, names)) if names and len(names) == count else PLACEHOLDER
        yield f"Ont voté {label} : {known}." if label != "abstention" else f"Se sont abstenus : {known}."
