"""Members who must step back: interested members, the mayor's own contract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import count_pouvoirs, count_presents, has_member, iter_matches, search
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.noms import NOM, clean_name

_INTERESSE = declare(
    r"\b(?:(?:est|[ée]tant|se\s+d[ée]clare|d[ée]clare\s+[êe]tre|s['’]estim\w+)\s+(?:personnellement\s+)?"
    r"(?:int[ée]ress[ée]e?|en\s+situation\s+de\s+conflit)"
    r"|(?:pr[ée]sidente?|tr[ée]sori[èe]re?|dirigeante?|g[ée]rante?"
    r"|salari[ée]e?)\s+de\s+(?:l['’]association|la\s+soci[ée]t[ée]))",
    re.I,
    debuts="dec dir est eta ger pre s sal se tre",
)
_NOM_AVANT = declare(rf"(?P<nom>{NOM})\s*,?[^.;\n]{{0,60}}$")
_RETRAIT = declare(
    r"ne\s+pren\w+\s+pas\s+part|n['’](?:a|ont|ayant)\s+pas\s+pris\s+part|ne\s+particip\w+\s+pas"
    r"|n['’]a\s+pas\s+particip|se\s+retir|s['’](?:est|[ée]tant)\s+(?:retir|d[ée]port|abst)|s['’]abst"
    r"|retir[ée]|"
    r"quitt|sort\w*\s+de|d[ée]port|sans\s+prendre\s+part|ne\s+vot\w+\s+pas|n['’]a\s+pas\s+vot",
    re.I,
)


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
        que le décompte ne prouve pas le vote. L’emploi du pouvoir qu’il détient n’est pas contrôlé.
    """
    aside = acte.ne_prennent_pas_part
    if aside is not None:
        yield from _counted_all_the_same(acte, aside)
        return
    for match in iter_matches(acte, _INTERESSE):
        before = acte.texte[max(acte.debut, match.start() - 110) : match.start()]
        found = _NOM_AVANT.search(before)
        name = clean_name(found["nom"]) if found else None
        members = acte.presents.value if acte.presents else ()
        if name is None or not has_member(members, name) or search(acte, _RETRAIT):
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
