"""Names: one spelled two ways, a first name joined to another member's surname."""

from __future__ import annotations

from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_dispositif
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.noms import CIVILITE, NOM, clean_name, name_tokens

_PERSONNE = declare(rf"{CIVILITE}\s+{NOM}")
_COURT = 4
"""Letters of a surname below which one letter makes another name."""


def _iter_people(acte: Acte, start: int, end: int) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """Yield the people named with their civility: name, words, place."""
    for match in _PERSONNE.finditer(acte.texte, start, end):
        name = clean_name(match.group())
        tokens = name_tokens(name) if name else ()
        if name and len(tokens) == 2:
            yield name, tokens, match.start(), match.start() + len(match.group())


def _is_one_letter_apart(one: str, other: str) -> bool:
    """True when a letter was changed, added or lost; never the last, which may mark a plural."""
    short, long = sorted((one, other), key=len)
    if one == other or len(long) - len(short) > 1 or len(short) < _COURT:
        return False
    first = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    tail = short[first + 1 :] if len(short) == len(long) else short[first:]
    return long[first + 1 :] == tail and first < len(short) - 1


@check("FOR026", origine="typo-mixed-names", severite=Severity.INFO)
def name_spelled_two_ways(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un même nom est écrit de deux façons.

    Ce que la règle vérifie
        La personne nommée dans la décision porte le même nom que le membre dont elle ne diffère que d’une
        lettre.
    Pourquoi
        Une désignation ou un vote doit viser la bonne personne.
    Exemple fautif
        « Présents : M. Bastien Roure … désigne M. Bastien Roude. »
    Correction
        Uniformiser l’orthographe.
    Limites
        Compare le nom, à prénom égal, d’une personne désignée avec civilité. Capitales, accents et dernière
        lettre ne comptent pas.
    """
    if acte.presents is None or acte.forme is Forme.PROCES_VERBAL:
        return
    members = {name: name_tokens(name) for name in acte.presents.value}
    known = set(members.values()) | {tokens[::-1] for tokens in members.values()}
    after = acte.presents.end or acte.debut
    for name, tokens, start, end in _iter_people(acte, max(after, acte.debut), acte.fin_texte):
        if tokens in known:
            continue
        for member, other in members.items():
            if len(other) == 2 and tokens[0] == other[0] and _is_one_letter_apart(tokens[1], other[1]):
                yield Signal(
                    message=f"« {name} » et « {member} » : un même nom semble écrit de deux façons.",
                    correction="Uniformisez l’orthographe.",
                    start=start,
                    end=end,
                )
                return


@check("SEA034", origine="member-name-crossed", severite=Severity.INFO)
def first_name_of_another(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le prénom d’un membre est joint au nom d’un autre.

    Ce que la règle vérifie
        Une personne nommée dans la décision n’a pas le prénom d’un membre et le nom d’un autre.
    Pourquoi
        La désignation d’une personne qui n’existe pas est sans effet.
    Exemple fautif
        « Présents : M. Bastien Roure, M. Paul Astruc … désigne M. Bastien Astruc. »
    Correction
        Vérifier le nom du membre désigné.
    Limites
        Lit la décision seule et les noms précédés d’une civilité. Silencieuse si la liste des présents est
        incertaine ou si deux membres portent le même nom.
    """
    presents, decision = acte.presents, get_dispositif(acte)
    if presents is None or decision is None or acte.forme is Forme.PROCES_VERBAL:
        return
    if presents.certitude is Certitude.DEDUIT:
        return
    members = [tokens for name in presents.value if len(tokens := name_tokens(name)) == 2]
    if len(members) < len(presents.value):
        return
    firsts = [tokens[0] for tokens in members]
    lasts = [tokens[1] for tokens in members]
    for name, (first, last), start, end in _iter_people(acte, decision.start, decision.end):
        if (first, last) in members or (last, first) in members:
            continue
        if first in firsts and lasts.count(last) == 1:
            yield Signal(
                message=f"« {name} » ne figure pas parmi les membres : prénom et nom semblent mêlés.",
                correction="Vérifiez le nom du membre désigné.",
                start=start,
                end=end,
            )
            return
