"""Members who must step back: interested members, the mayor's own contract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import (
    PHRASE,
    count_pouvoirs,
    count_presents,
    get_sentence,
    has_member,
    iter_matches,
)
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.noms import CIVILITE, NOM, clean_name

_INTERESSE = declare(
    r"\b(?:(?:est|[ée]tant|se\s+d[ée]clare|d[ée]clare\s+[êe]tre|s['’]estim\w+)\s+(?:personnellement\s+)?"
    r"(?:int[ée]ress[ée]e?|en\s+situation\s+de\s+conflit)"
    r"|(?:pr[ée]sidente?|tr[ée]sori[èe]re?|dirigeante?|g[ée]rante?"
    r"|salari[ée]e?)\s+(?:de\s+(?:l['’]association"
    r"|l['’]amicale|la\s+soci[ée]t[ée])|du\s+(?:club|comit[ée]\s+des\s+f[êe]tes))"
    r"|(?P<apposition>(?:(?:personnellement|directement)\s+)?int[ée]ress[ée]e?\s+"
    r"(?:(?:[àa]|par)\s+(?:l['’]affaire|(?:la|cette)\s+(?:d[ée]lib[ée]ration|question|d[ée]cision|affaire))"
    r"|(?:au|par\s+le|par\s+ce)\s+(?:dossier|sujet|projet|point|vote)))"
    rf"|(?P<preside>(?:association|amicale|club|comit[ée]\s+des\s+f[êe]tes|soci[ée]t[ée]|coop[ée]rative"
    rf"|fondation"
    rf"|union\s+sportive|SARL|SCI|GAEC|EARL)\b(?:(?!\n){PHRASE}){{0,80}}?\b(?:pr[ée]sid|dirig"
    rf"|g[ée]r)[ée]e?\s+par)\b)",
    re.I,
    debuts="ami ass clu com coo dec dir ear est eta fon gae ger int per pre s sal sar sci se soc tre uni",
)
_NOM_AVANT = declare(rf"(?P<nom>{NOM})\s*,?[^.;\n]{{0,60}}$")
_NOM_APPOSE = declare(rf"(?P<nom>{NOM})\s*[,(]\s*(?:(?!qui\b|dont\b|et\b)[^,.;()\n]{{0,40}},\s*)?$")
_NOM_APRES = declare(rf"\s+(?P<nom>{NOM})")
_NOM = declare(NOM)
_CIVILITE = declare(rf"{CIVILITE}\s")
_RETRAIT = declare(
    r"\b(?:ne\s+pren\w+\s+(?:pas\s+part|part\s+ni)|n['’](?:y\s+)?(?:a|ont|ayant)\s+(?:pas\s+pris\s+part"
    r"|pris\s+part\s+ni)"
    r"|n['’]y\s+pren\w+\s+pas\s+part|ne\s+particip\w+\s+(?:pas|ni)|n['’](?:a|ont|ayant)\s+(?:pas\s+particip"
    r"|particip\w+\s+ni)"
    r"|se\s+(?:retir|d[ée]port)|s['’](?:est|[ée]tant|[ée]tait)\s+(?:retir|d[ée]port|abst)|s['’]abst"
    r"|d[ée]port[ée]"
    r"|(?:quitt|sort|retir[ée])\w*\b[^.;\n]{0,40}\b(?:salle|s[ée]ance|d[ée]lib[ée]ration|d[ée]bats?|votes?"
    r"|assembl[ée]e|pi[èe]ce|table|conseil|lieux)|sort(?:ent|ie?s?)?\s*[.,;]|sans\s+prendre\s+part"
    r"|ne\s+vot\w+\s+pas|n['’](?:a|ont|ayant)\s+pas\s+vot|hors\s+(?:de\s+)?(?:la|sa)\s+pr[ée]sence"
    r"|en\s+son\s+absence)",
    re.I,
    debuts="dep en hor n ne qui ret s san se sor",
)
"""Leaving the room, the debate or the vote; never a function or an office."""


@check(
    "VOT020",
    origine="conflict-interested-member-votes",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2131-11",),
)
def conflict_interested_member_votes(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un membre intéressé figure parmi les votants.

    Ce que la règle vérifie
        Le membre que l’acte dit intéressé, ou qui ne prend pas part au vote, n’est pas compté parmi les
        votants.
    Pourquoi
        Est illégale la délibération à laquelle a pris part un membre intéressé à l’affaire, en son nom ou
        comme mandataire. Depuis le 24 décembre 2025, sa seule présence dans la salle ne suffit plus.
    Exemple fautif
        « Mme Untel, présidente de l’association, … Votants : 11. Pour : 11 » pour onze présents.
    Correction
        Retirer son vote et ses pouvoirs ; noter qu’il n’a pas pris part à la délibération.
    Limites
        Ne connaît que l’intérêt écrit dans l’acte. Avertissement si le retrait n’est écrit nulle part mais
        que le décompte ne prouve pas le vote. Le retrait se cherche dans les phrases qui nomment ce membre
        ou ne nomment personne. L’emploi du pouvoir qu’il détient n’est pas contrôlé.
    """
    aside = acte.ne_prennent_pas_part
    if aside is not None:
        yield from _counted_all_the_same(acte, aside)
        return
    for match in iter_matches(acte, _INTERESSE):
        name = _find_name(acte, match)
        members = acte.presents.value if acte.presents else ()
        if name is None or not has_member(members, name) or withdraws(acte, name, members):
            continue
        yield Signal(
            message=f"L’intérêt de {name} à l’affaire est signalé et rien ne dit que ce membre n’a pas "
            "pris part au vote.",
            correction="Retirez son vote et ses pouvoirs ; notez qu’il n’a pas pris part à la délibération.",
            appuis=(None if _counts_everyone(acte) else Fact(value=True, certitude=Certitude.DEDUIT),),
            start=match.start(),
            end=match.end(),
        )
        return


def _find_name(acte: Acte, match: re.Match[str]) -> str | None:
    """Return the name that the words of interest speak of: after « présidée par », else before them."""
    if match["preside"]:
        found = _NOM_APRES.match(acte.texte, match.end(), min(acte.fin_texte, match.end() + 80))
    else:
        before = acte.texte[max(acte.debut, match.start() - 110) : match.start()]
        found = (_NOM_APPOSE if match["apposition"] else _NOM_AVANT).search(before)
    return clean_name(found["nom"]) if found else None


def withdraws(acte: Acte, name: str, members: tuple[str, ...]) -> bool:
    """True when a sentence says that this member leaves the room or the vote, or does not say who does."""
    for match in iter_matches(acte, _RETRAIT):
        found = [(one.group(), clean_name(one.group())) for one in _NOM.finditer(get_sentence(acte, match))]
        people = tuple(
            other for raw, other in found if other and (_CIVILITE.match(raw) or has_member(members, other))
        )
        if not people or has_member(people, name):
            return True
    return False


def _counts_everyone(acte: Acte) -> bool:
    """True when the votes counted are as many as the members present and their proxies."""
    presents, pouvoirs = count_presents(acte), count_pouvoirs(acte)
    counts = [fact.value for fact in (acte.pour, acte.contre, acte.abstentions) if fact is not None]
    if presents is None or not counts or acte.is_mouvements:
        return False
    return sum(counts) == presents.value + (pouvoirs.value if pouvoirs else 0)


def _counted_all_the_same(acte: Acte, aside: Fact[tuple[str, ...]]) -> Iterator[Signal]:
    names = acte.presents.value if acte.presents else ()
    listed = all(has_member(names, name) for name in aside.value)
    if acte.is_votes_multiples or not listed or not _counts_everyone(acte):
        return
    yield Signal(
        message=f"Sans part au vote selon l’acte : {', '.join(aside.value)}. Mais le décompte compte tous "
        f"les présents et les pouvoirs.",
        correction="Retirez son vote et ses pouvoirs du décompte.",
        appuis=(aside, acte.presents, acte.pour),
    )
