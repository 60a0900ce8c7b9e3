"""The election of the mayor and the deputies: when, by whom, by how many, in which order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from deliberia.arithmetic import effectif_repute_complet, installation_window
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches, search, search_objet
from deliberia.checks.periodes import last_renewal
from deliberia.checks.registre import COMMUNES, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.noms import NOM
from deliberia.text import fold, format_date

_ELECTION = frozenset({"election"})
PARITE_PARTOUT = dt.date(2026, 3, 15)
"""List with alternation of sexes in all communes. Source: loi 2025-444, checked 2026-11-22."""
_ALTERNANCE = dt.date(2020, 3, 15)
_PARITE_HABITANTS = 1_000
_INSTALLATION = declare(
    r"\binstallation\s+du\s+(?:nouveau\s+)?conseil\s+municipal\b(?!\s+(?:des?\s+)?(?:jeunes|enfants|junior))",
    re.I,
    debuts="ins",
)
_ELECTION_MAIRE = declare(r"[ée]lection\s+d(?:u|e\s+la)\s+maire\b", re.I)
_TOURS = {
    2014: (dt.date(2014, 3, 23), dt.date(2014, 3, 30)),
    2026: (dt.date(2026, 3, 15), dt.date(2026, 3, 22)),
}
"""Rounds of the general renewals."""
_FENETRES_2020 = (
    (dt.date(2020, 5, 23), dt.date(2020, 5, 28)),
    (dt.date(2020, 7, 3), dt.date(2020, 7, 5)),
)
_SUITE = dt.timedelta(days=45)
"""After that, an installation follows another election than the general renewal."""
_LISTE = declare(r"\blistes?\b", re.I, debuts="lis")
_VACANCE = declare(
    r"\bremplac|\bvacan|\bd[ée]mission|\bd[ée]c[èe]s|\bcompl[ée]mentaire", re.I, debuts="com dec dem rem vac"
)
_RANG = (
    r"(?:\d{1,2}\s?(?:er|[èe]re|[èe]?me|nde?|e)|premi[èe]re?|deuxi[èe]me|second[e]?|troisi[èe]me"
    r"|quatri[èe]me)"
)
_RANGS = ("premi", "deuxi", "troisi", "quatri")
_NOM = NOM.replace(r"\s+", r"[^\S\n]+").replace(r"\s*", r"[^\S\n]*")
"""A name on one line: the next line begins with a rank in a capital."""
_ADJOINT_NOMME = (
    declare(rf"(?i:\b(?P<rang>{_RANG})\s+adjointe?(?:\s+au\s+maire)?)\s*[:,–—-]\s*(?P<nom>{_NOM})"),
    declare(rf"(?P<nom>{_NOM})\s*[:,–—-]\s*(?i:(?P<rang>{_RANG})\s+adjointe?\b)"),
)
_MME = declare(r"^(?:Mme|Madame|Mlle|Mademoiselle)\b")
_M = declare(r"^(?:M\.|Mr\b|Monsieur\b|M\s)")
_DOYEN = declare(r"doyen|plus\s+[âa]g[ée]|pr[ée]sidence\s+d['’][âa]ge|a[îi]n[ée]e?\b|2122-8", re.I)
_MAIRE_SORTANT = declare(r"sous\s+la\s+pr[ée]sidence\s+de\s+[^.;\n]{0,60}\bmaire\b", re.I, debuts="sou")


@check(
    "VOT016",
    origine="first-meeting-window",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-7",),
    sortes=COMMUNES,
)
def first_meeting_window(acte: Acte, context: Context) -> Iterator[Signal]:
    """La séance d’installation n’est pas tenue dans les jours que la loi fixe.

    Ce que la règle vérifie
        Après un renouvellement général, l’installation du conseil a lieu du vendredi au dimanche qui suivent
        le tour où il a été élu au complet.
    Pourquoi
        La loi fixe ces jours : l’élection du maire tenue hors d’eux peut être contestée.
    Exemple fautif
        « Installation du conseil municipal », séance du 25 mars 2026.
    Correction
        Choisir un jour de l’un des deux intervalles.
    Limites
        Connaît les renouvellements de 2014, 2020 (dates particulières) et 2026. Ne sait pas au quel des deux
        tours le conseil a été élu : les deux intervalles sont admis.
    """
    seance = acte.date_seance
    if seance is None or not (search_objet(acte, _INSTALLATION) or search_objet(acte, _ELECTION_MAIRE)):
        return
    renewal = last_renewal(seance.value)
    windows = _find_windows(renewal)
    if renewal is None or not windows or seance.value > windows[-1][1] + _SUITE:
        return
    if any(first <= seance.value <= last for first, last in windows):
        return
    sure = search(acte, _INSTALLATION) is not None
    days = " ou ".join(f"du {format_date(first)} au {format_date(last)}" for first, last in windows)
    yield Signal(
        message=f"La séance d’installation devait se tenir {days}.",
        correction="Choisissez un jour de l’un de ces intervalles.",
        severite=None if sure else Severity.AVERTISSEMENT,
        appuis=(seance,),
    )


def _find_windows(renewal: dt.date | None) -> tuple[tuple[dt.date, dt.date], ...]:
    if renewal is None:
        return ()
    if renewal.year == 2020:
        return _FENETRES_2020
    return tuple(installation_window(day) for day in _TOURS.get(renewal.year, ()))


@check(
    "VOT017",
    origine="deputies-list-parity",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2122-7-2",),
    genres=_ELECTION,
    sortes=COMMUNES,
    since=_ALTERNANCE,
)
def deputies_alternate(acte: Acte, context: Context) -> Iterator[Signal]:
    """La liste des adjoints n’alterne pas une femme et un homme.

    Ce que la règle vérifie
        Les adjoints élus au scrutin de liste, nommés dans leur ordre, sont alternativement de chaque sexe.
    Pourquoi
        Depuis mars 2026, la règle vaut dans toutes les communes ; de 2020 à 2026, dans celles de
        1 000 habitants et plus.
    Exemple fautif
        « Liste élue : 1er adjoint : M. Bastien Roure ; 2e adjoint : M. Paul Astruc. »
    Correction
        Recomposer la liste en alternance.
    Limites
        Le sexe se lit à la civilité seule. Silencieuse pour remplacer un adjoint, pour un seul adjoint, et
        avant mars 2026 sans population déclarée.
    """
    if context.date is None or not search(acte, _LISTE) or search(acte, _VACANCE):
        return
    if context.date < PARITE_PARTOUT and (context.get_population(acte) or 0) < _PARITE_HABITANTS:
        return
    for pattern in _ADJOINT_NOMME:
        found = list(iter_matches(acte, pattern))
        names = [match["nom"] for match in found]
        sexes = ["F" if _MME.match(name) else "M" if _M.match(name) else "" for name in names]
        if len(names) < 2 or not all(sexes) or not _are_ranks(match["rang"] for match in found):
            continue
        same = next((i for i, (one, other) in enumerate(pairwise(sexes)) if one == other), None)
        if same is None:
            return
        yield Signal(
            message=f"La liste des adjoints doit alterner une femme et un homme : {names[same]} précède "
            f"{names[same + 1]}.",
            correction="Recomposez la liste en alternance.",
            appuis=(acte.objet,),
        )
        return


def _are_ranks(ranks: Iterable[str]) -> bool:
    """True for the ranks of one list, from the first on: two lists side by side are not told apart."""
    return all(
        rank.startswith(str(place)) or fold(rank).startswith(_RANGS[place - 1])
        for place, rank in enumerate(ranks, start=1)
        if place <= len(_RANGS)
    )


@check(
    "VOT018",
    origine="election-council-incomplete",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2122-8", "CGCT:L2121-2-1"),
    genres=_ELECTION,
    sortes=COMMUNES,
)
def council_incomplete(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le conseil n’est pas complet pour élire le maire ou les adjoints.

    Ce que la règle vérifie
        Le nombre de membres en exercice atteint l’effectif légal, ou l’effectif réputé complet des communes
        de moins de 1 000 habitants.
    Pourquoi
        Avant l’élection du maire ou des adjoints, le conseil doit être au complet, sauf exceptions.
    Exemple fautif
        « Élection du maire », dix membres en exercice dans une commune de 700 habitants.
    Correction
        Citer l’exception, ou compléter le conseil par une élection.
    Limites
        Demande une population déclarée. Simple avertissement : les exceptions ne se lisent pas dans l’acte.
    """
    members, population = acte.en_exercice, context.get_population(acte)
    if members is None or population is None or context.date is None:
        return
    needed = effectif_repute_complet(population)
    if members.value >= needed:
        return
    yield Signal(
        message=f"Le conseil n’est pas complet : {members.value} membres en exercice pour {needed} attendus.",
        correction="Vérifiez les exceptions, ou complétez le conseil.",
        appuis=(members,),
    )


@check(
    "VOT019",
    origine="election-oldest-presides",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2122-8",),
    sortes=COMMUNES,
)
def oldest_presides(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’élection du maire n’est pas présidée par le doyen d’âge.

    Ce que la règle vérifie
        L’acte qui élit le maire mentionne la présidence du plus âgé des membres.
    Pourquoi
        Le maire sortant ne préside pas l’élection de son successeur.
    Exemple fautif
        « Élection du maire … sous la présidence de Mme Claire Vasseur, maire. »
    Correction
        Indiquer la présidence du doyen d’âge pour ce point.
    Limites
        Simple information si la présidence n’est pas indiquée.
    """
    if acte.is_tronque or not search_objet(acte, _ELECTION_MAIRE) or search(acte, _DOYEN):
        return
    match = search(acte, _MAIRE_SORTANT)
    yield Signal(
        message="L’élection du maire est présidée par le doyen d’âge : rien ne l’indique.",
        correction="Indiquez la présidence du doyen d’âge pour ce point.",
        severite=None if match else Severity.INFO,
        appuis=(acte.objet,),
        start=match.start() if match else None,
        end=match.end() if match else None,
    )
