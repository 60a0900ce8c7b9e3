"""Bodies that the council composes: tender committee, board of the CCAS."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches, search, search_objet
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.nombres import NOMBRE, parse_count
from deliberia.text import agree

_CAO = declare(
    r"commission\s+d['’]appel\s+d['’]offres|\bCAO\b|commission\s+de\s+d[ée]l[ée]gation\s+de\s+service", re.I
)
COMMISSION_2016 = dt.date(2016, 4, 1)
"""The tender committee composed as that of delegations. Source: CGCT L1414-2, checked 2026-11-22."""
_CAO_SEUIL = 3_500
_SIEGES = declare(
    rf"\b(?P<n>{NOMBRE})\s+(?:\(\d+\)\s+)?(?:membres?\s+|postes?\s+de\s+|conseillers?\s+)?(?:municipaux\s+)?"
    r"(?P<role>titulaires?|suppl[ée]ants?)\b",
    re.I,
)
_CCAS = declare(r"centre\s+communal\s+d['’]action\s+sociale|\bC\.?\s?C\.?\s?A\.?\s?S\b", re.I)
_NOMBRE_MEMBRES = (
    declare(
        r"\bnombre\s+(?:de\s+|des\s+|d['’]\s?)(?:membres|administrateurs)\b[^.;\n]{0,110}?"
        rf"\b[àa]\s+(?P<n>{NOMBRE})\b(?!\s*(?:%|h\b|heures|habitants))",
        re.I,
        debuts="nom",
    ),
    declare(
        rf"\b(?:fix|port|arr[êe]t|d[ée]termin)\w*\s+[àa]\s+(?P<n>{NOMBRE})\s+(?:\(\d+\)\s+)?le\s+nombre\s+"
        r"(?:de\s+|des\s+|d['’]\s?)(?:membres|administrateurs)\b(?!\s+(?:[ée]lus|nomm|d[ée]sign|issus"
        r"|repr[ée]sent))",
        re.I,
        debuts="arr det fix por",
    ),
    declare(
        r"\bconseil\s+d['’]administration\b[^.;\n]{0,60}?\b(?:compren|compos|compt)\w*[^.;\n]{0,20}?"
        rf"\b(?P<n>{NOMBRE})\s+(?:membres|administrateurs)\b(?!\s+(?:[ée]lus|nomm|d[ée]sign|issus))",
        re.I,
        debuts="con",
    ),
)
_DONT_LE_MAIRE = declare(
    r"(?:dont|y\s+compris|incluant|outre|en\s+plus\s+d)[^.;\n]{0,40}\b(?:maire|pr[ée]sident)", re.I
)
_ELUS = declare(
    rf"\b(?P<n>{NOMBRE})\s+(?:\(\d+\)\s+)?(?:membres|administrateurs|conseillers"
    rf"|repr[ée]sentants)\s+(?:municipaux\s+)?"
    r"(?:[ée]lus|issus)\b",
    re.I,
)
_NOMMES = declare(
    rf"\b(?P<n>{NOMBRE})\s+(?:\(\d+\)\s+)?(?:membres|administrateurs|personnes"
    rf"|repr[ée]sentants)\s+(?:qualifi[ée]e?s\s+)?"
    r"(?:nomm[ée]e?s|d[ée]sign[ée]e?s)\b",
    re.I,
)
_CCAS_SIEGES = (8, 16)


@check(
    "VOT023",
    origine="tender-committee-composition",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1414-2", "CGCT:L1411-5"),
    sortes=COMMUNES_EPCI,
    since=COMMISSION_2016,
)
def tender_committee(acte: Acte, context: Context) -> Iterator[Signal]:
    """La commission d’appel d’offres n’a pas le nombre de membres que la loi fixe.

    Ce que la règle vérifie
        Le nombre de titulaires et de suppléants écrit dans l’acte est de cinq, ou de trois dans une commune
        de moins de 3 500 habitants, le président non compté.
    Pourquoi
        Une commission mal composée rend irrégulière l’attribution des marchés.
    Exemple fautif
        « La commission d’appel d’offres comprend quatre membres titulaires et quatre suppléants. »
    Correction
        Élire le nombre légal de titulaires et autant de suppléants.
    Limites
        Ne lit que les nombres écrits, jamais les listes de noms, qui peuvent être incomplètes. Sans
        population déclarée, trois et cinq sont admis dans une commune.
    """
    if not search_objet(acte, _CAO):
        return
    population = context.get_population(acte)
    allowed: tuple[int, ...]
    if context.get_sorte(acte) is not CollectiviteSorte.COMMUNE:
        allowed = (5,)
    elif population is None:
        allowed = (3, 5)
    else:
        allowed = (5,) if population >= _CAO_SEUIL else (3,)
    for role in ("titulaire", "suppl"):
        seats = [one for one in iter_matches(acte, _SIEGES) if one["role"].lower().startswith(role)]
        counts = [parse_count(one["n"]) or 0 for one in seats]
        if not counts or sum(counts) in allowed or set(counts) & set(allowed):
            continue
        expected = " ou ".join(str(one) for one in allowed)
        yield Signal(
            message=f"La commission compte {counts[0]} {agree(counts[0], 'siège', 'sièges')} de "
            f"{seats[0]['role'].lower().rstrip('s')} : la loi en fixe {expected}.",
            correction="Élisez le nombre légal de titulaires et de suppléants.",
            appuis=(None if context.collectivite else acte.sorte_collectivite,),
            start=seats[0].start(),
            end=seats[0].end(),
        )
        return


@check(
    "VOT024",
    origine="ccas-board-size",
    severite=Severity.AVERTISSEMENT,
    fondement=("CASF:L123-6", "CASF:R123-7"),
    sortes=COMMUNES,
)
def ccas_board(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le nombre de membres du conseil d’administration du CCAS est irrégulier.

    Ce que la règle vérifie
        Le maire non compté, le nombre fixé est pair et va de huit à seize ; élus et nommés sont à égalité.
    Pourquoi
        Le conseil compte au plus huit membres élus et huit nommés, au moins quatre et quatre.
    Exemple fautif
        « Le conseil fixe à onze le nombre de membres du conseil d’administration du CCAS. »
    Correction
        Fixer un nombre égal d’élus et de nommés, entre huit et seize au total.
    Limites
        Un nombre qui compte le maire est reconnu si l’acte le dit. Le nombre des seuls élus n’est pas pris
        pour le total.
    """
    if not search_objet(acte, _CCAS):
        return
    match = next((found for pattern in _NOMBRE_MEMBRES if (found := search(acte, pattern))), None)
    elected, named = search(acte, _ELUS), search(acte, _NOMMES)
    if elected and named and parse_count(elected["n"]) != parse_count(named["n"]):
        yield _board_signal(
            f"{elected['n']} membres élus et {named['n']} nommés : ils doivent être à égalité.", named
        )
    elif match is not None and not re.search(r"[ée]lus|nomm[ée]s|d[ée]sign[ée]s", match.group(), re.I):
        count = parse_count(match["n"])
        allowed = _is_board_size(count) or (_is_board_size((count or 1) - 1) and search(acte, _DONT_LE_MAIRE))
        half = elected is not None and count == parse_count(elected["n"])
        if count is not None and not allowed and not half:
            yield _board_signal(f"Le nombre de membres du CCAS fixé à {count} est irrégulier.", match)


def _is_board_size(count: int | None) -> bool:
    low, high = _CCAS_SIEGES
    return count is not None and low <= count <= high and count % 2 == 0


def _board_signal(message: str, match: re.Match[str]) -> Signal:
    return Signal(
        message=message,
        correction="Fixez un nombre égal d’élus et de nommés, entre huit et seize au total.",
        start=match.start(),
        end=match.end(),
    )
