"""Where and how the council meets: the room, videoconference, closed session."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_sentence, iter_matches, search
from deliberia.checks.periodes import is_covid
from deliberia.checks.registre import COMMUNES, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Scrutin, Severity
from deliberia.reading.motifs import declare

_LIEU = declare(
    r"\b(?:r[ée]unie?s?|assembl[ée]e?s?)\b[^.;\n]{0,70}?\b(?:[àa]\s+la|[àa]\s+l['’]|au|dans\s+(?:la|le|l['’])"
    r"|en|[àa])\s{0,2}(?P<lieu>(?:salle|foyer|gymnase|espace|maison|[ée]cole|centre|complexe|th[ée][âa]tre"
    r"|m[ée]diath[èe]que|restaurant|ch[âa]teau|halle|pr[ée]au)\b[^,.;\n]{0,60})",
    re.I,
    debuts="ass reu",
)
_MAIRIE = declare(
    r"mairie|h[ôo]tel\s+de\s+ville|maison\s+commune|lieu\s+(?:ordinaire|habituel)|si[èe]ge", re.I
)
_SALLE_COMMUNALE = declare(
    r"salle\s+(?:du|de|des)\s+(?:conseil|d[ée]\wib|s[ée]ances|r[ée]unions?|mariages|la\s+mairie)"
    r"|salle\s+d['’]honneur"
    r"|\bmunicipale?\b|\bcommunale?\b|consulaire",
    re.I,
)
_JUSTIFIE = declare(
    r"2121-7|travaux|exceptionnel|d[ée]cision\s+de\s+r[ée]unir|lieu\s+de\s+r[ée]union|transf[ée]r|provisoire"
    r"|d[ée]finitivement|accueillir|capacit[ée]|public\b",
    re.I,
)
_AVANT_LIEU = 90
_ENTETE = 4000
_VISIO = declare(
    r"\b(?:visio-?\s?conf[ée]rence|t[ée]l[ée]-?\s?conf[ée]rence|audio-?\s?conf[ée]rence|en\s+visio)\b", re.I
)
_REUNION = declare(r"\b(?:s[ée]ance|r[ée]uni|conseil|se\s+tien|tenue?|participa|pr[ée]sents?)\b", re.I)
_VISIO_INTERDITE = frozenset({"election", "budget", "installation"})
_HUIS_CLOS_ELU = declare(r"432-12", mots=("000-00",))
_HUIS_CLOS_INTERDIT = declare(r"interdit|exclu|impossib|ne\s+peut|sans\s+huis", re.I)
_HUIS_CLOS = declare(r"huis[- ]clos", re.I, mots=("huis",))
_HABITANTS_HUIS_CLOS = 3_500


@check(
    "SEA045",
    origine="meeting-place",
    severite=Severity.INFO,
    fondement=("CGCT:L2121-7",),
    portee=Portee.SEANCE,
    sortes=COMMUNES,
)
def meeting_place(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le conseil s’est réuni hors de la mairie sans explication.

    Ce que la règle vérifie
        Lorsque l’acte nomme une salle qui n’est ni à la mairie ni communale, il dit pourquoi.
    Pourquoi
        Le conseil se réunit à la mairie ; il peut choisir un autre lieu de la commune, neutre et accessible.
    Exemple fautif
        « S’est réuni à la salle des fêtes des Genêts. »
    Correction
        Rappeler la décision qui fixe ce lieu, ou le motif du changement.
    Limites
        Simple information : la salle nommée peut être celle de la mairie. Silencieuse pendant l’état
        d’urgence sanitaire, et si l’en-tête parle du lieu habituel, de travaux ou d’un motif.
    """
    if is_covid(context.date):
        return
    end = min(acte.fin_texte, acte.debut + _ENTETE)
    match = _LIEU.search(acte.texte, acte.debut, end)
    if match is None:
        return
    around = acte.texte[max(acte.debut, match.start() - _AVANT_LIEU) : match.end() + _AVANT_LIEU]
    if (
        _MAIRIE.search(around)
        or _SALLE_COMMUNALE.search(match["lieu"])
        or _JUSTIFIE.search(get_sentence(acte, match))
    ):
        return
    yield Signal(
        message="Le lieu de réunion n’est pas la mairie et aucune justification n’est donnée.",
        correction="Rappelez la décision qui fixe ce lieu, situé sur le territoire de la commune, ou "
        "le motif.",
        start=match.start("lieu"),
        end=match.start("lieu") + len(match["lieu"].rstrip()),
    )


@check(
    "SEA046",
    origine="meeting-videoconference-epci-limits",
    severite=Severity.ERREUR,
    fondement=("CGCT:L5211-11-1",),
    sortes=frozenset({CollectiviteSorte.EPCI, CollectiviteSorte.SYNDICAT}),
    since=dt.date(2019, 12, 29),
)
def videoconference_limits(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un point interdit en visioconférence y est décidé.

    Ce que la règle vérifie
        Une réunion en plusieurs lieux ou en visioconférence ne sert ni à une élection, ni au budget primitif,
        ni à un vote au scrutin secret.
    Pourquoi
        La loi permet la visioconférence aux EPCI, sauf pour ces points.
    Exemple fautif
        « Le conseil communautaire, réuni en visioconférence, … vote du budget primitif 2027. »
    Correction
        Reporter le point à une séance tenue en un seul lieu.
    Limites
        Avertissement pour les désignations, dont certaines restent permises. Silencieuse pendant l’état
        d’urgence sanitaire.
    """
    if is_covid(context.date):
        return
    secret = acte.scrutin is not None and acte.scrutin.value is Scrutin.SECRET
    forbidden = bool(_VISIO_INTERDITE & acte.genres) or secret
    if not forbidden and "designation" not in acte.genres:
        return
    end = min(acte.fin_texte, acte.debut + _ENTETE)
    match = _VISIO.search(acte.texte, acte.debut, end)
    if match is None or not _REUNION.search(get_sentence(acte, match)):
        return
    yield Signal(
        message="Ce point ne peut être examiné en visioconférence.",
        correction="Reportez le point à une séance tenue en un seul lieu.",
        severite=None if forbidden else Severity.AVERTISSEMENT,
        appuis=(acte.scrutin if secret and not _VISIO_INTERDITE & acte.genres else acte.objet,),
        start=match.start(),
        end=match.end(),
    )


@check(
    "SEA047",
    origine="closed-session-forbidden",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-18",),
    sortes=COMMUNES,
)
def closed_session_forbidden(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le huis clos est prononcé pour un contrat passé avec un élu.

    Ce que la règle vérifie
        L’acte qui invoque l’article 432-12 du code pénal pour contracter avec un élu n’est pas pris à huis
        clos.
    Pourquoi
        Dans les communes de 3 500 habitants au plus, cet article permet certains contrats avec un élu, mais
        interdit alors le huis clos.
    Exemple fautif
        « Vu l’article 432-12 du code pénal … le conseil, réuni à huis clos, décide de louer à M. Untel,
        adjoint … »
    Correction
        Examiner ce point en séance publique.
    Limites
        Ne parle que si l’acte cite l’article et le huis clos. Avertissement sans population déclarée.
    """
    population = context.get_population(acte)
    if not acte.is_huis_clos or not search(acte, _HUIS_CLOS_ELU):
        return
    if population is not None and population > _HABITANTS_HUIS_CLOS:
        return
    matches = list(iter_matches(acte, _HUIS_CLOS))
    if not matches or any(_HUIS_CLOS_INTERDIT.search(get_sentence(acte, one)) for one in matches):
        return
    yield Signal(
        message="Le huis clos est interdit pour ce contrat passé avec un élu.",
        correction="Examinez ce point en séance publique.",
        severite=Severity.AVERTISSEMENT if population is None else None,
        start=matches[0].start(),
        end=matches[0].end(),
    )
