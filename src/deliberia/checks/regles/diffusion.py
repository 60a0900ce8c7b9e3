"""After the meeting: when the list, the minutes and the acts were published and transmitted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.arithmetic import add_months, list_publication_deadline, minutes_publication_deadline
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import find_date_after, iter_matches
from deliberia.checks.periodes import SIGNATURE_2022
from deliberia.checks.registre import COMMUNES_EPCI, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Fact, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date

_LISTE = declare(
    r"\bliste\s+des\s+d[ée]lib[ée]rations\b[^.;\n\d]{0,80}?\b(?:affich[ée]e?|publi[ée]e?|mise\s+en\s+ligne)\b"
    r"(?:(?!s[ée]ance|r[ée]union)[^.;\n\d]){0,40}?(?=\d)"
    r"|\b(?:affichage|publication|mise\s+en\s+ligne)\s+de\s+la\s+liste\s+des\s+d[ée]lib[ée]rations"
    r"(?:(?!s[ée]ance|r[ée]union)[^.;\n\d]){0,40}?(?=\d)",
    re.I,
    debuts="aff lis mis pub",
)
_PV_ARRETE = declare(
    r"\bproc[èe]s[- ]verbal\b[^.;\n\d]{0,60}?\b(?:arr[êe]t[ée]|approuv[ée]"
    r"|adopt[ée])\b[^.;\n\d]{0,50}?(?=\d)",
    re.I,
    debuts="pro",
)
_PV_PUBLIE = declare(
    r"[^.;\d]{0,60}?\b(?:publi[ée]|mis\s+en\s+ligne)\b(?:(?!s[ée]ance|r[ée]union)[^.;\n\d]){0,40}?(?=\d)",
    re.I,
)
_EN_LIGNE = declare(
    r"\b(?:mise?\s+en\s+ligne|publi[ée]e?\s+(?:par\s+voie\s+)?[ée]lectronique\w*|publi[ée]e?\s+(?:en\s+ligne"
    r"|sur\s+le\s+site))\b(?P<suite>[^.;\n\d]{0,60}?\bdu\s+)(?=\d)",
    re.I,
    debuts="mis pub",
)
_JUSQUAU = declare(r"\s{0,3}(?:au|jusqu['’]au)\s{1,3}", re.I)


def _late(name: str, stated: Fact[dt.date], limit: dt.date, correction: str) -> Signal:
    return Signal(
        message=f"{name} le {format_date(stated.value)} : la limite était le {format_date(limit)}.",
        correction=correction,
        appuis=(stated,),
    )


@check(
    "EXE014",
    origine="list-of-deliberations",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-25",),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def list_published_late(acte: Acte, context: Context) -> Iterator[Signal]:
    """La liste des délibérations est publiée plus d’une semaine après la séance.

    Ce que la règle vérifie
        La date d’affichage ou de mise en ligne de la liste des délibérations, lorsque l’acte la donne, tombe
        dans la semaine qui suit la séance.
    Pourquoi
        La liste des délibérations examinées est affichée à la mairie et mise en ligne dans un délai d’une
        semaine, y compris pour les délibérations rejetées.
    Exemple fautif
        « Séance du 17 novembre 2026 … Liste des délibérations affichée le 2 décembre 2026. »
    Correction
        Publier la liste dans la semaine ; vérifier la date écrite.
    Limites
        Ne parle que si la date est écrite.
    """
    seance = acte.date_seance
    if seance is None:
        return
    limit = list_publication_deadline(seance.value)
    for match in iter_matches(acte, _LISTE):
        posted = find_date_after(acte, match)
        if posted is not None and limit < posted.value < add_months(seance.value, 12):
            yield _late(
                "Liste des délibérations publiée",
                posted,
                limit,
                "Publiez la liste dans la semaine qui suit la séance.",
            )
            return


@check(
    "EXE015",
    origine="minutes-publication",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-15",),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def minutes_published_late(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le procès-verbal est publié plus d’une semaine après la séance qui l’a arrêté.

    Ce que la règle vérifie
        Lorsque le texte donne le jour où le procès-verbal est arrêté et celui de sa publication, la seconde
        suit le premier d’une semaine au plus.
    Pourquoi
        Le procès-verbal est publié dans la semaine qui suit la séance au cours de laquelle il a été arrêté.
    Exemple fautif
        « Procès-verbal arrêté en séance du 15 décembre 2026, publié le 11 janvier 2027. »
    Correction
        Publier le procès-verbal dans la semaine ; garder un exemplaire papier pour le public.
    Limites
        Demande que les deux dates soient écrites côte à côte.
    """
    for match in iter_matches(acte, _PV_ARRETE):
        approved = find_date_after(acte, match)
        if approved is None or approved.end is None:
            continue
        after = _PV_PUBLIE.match(acte.texte, approved.end, acte.fin_texte)
        published = find_date_after(acte, after) if after else None
        limit = minutes_publication_deadline(approved.value)
        if published is not None and limit < published.value < add_months(approved.value, 12):
            yield _late("Procès-verbal publié", published, limit, "Publiez le procès-verbal dans la semaine.")
            return


@check(
    "EXE019",
    origine="publication-format",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:R2131-1",),
    portee=Portee.TEXTE,
    since=SIGNATURE_2022,
)
def online_less_than_two_months(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’acte est mis en ligne moins de deux mois.

    Ce que la règle vérifie
        La période de mise en ligne écrite dans l’acte dure au moins deux mois.
    Pourquoi
        Un acte publié par voie électronique reste en ligne pendant deux mois au moins.
    Exemple fautif
        « Mise en ligne du 20 novembre 2026 au 20 décembre 2026. »
    Correction
        Laisser l’acte en ligne deux mois au moins, en entier et dans un format non modifiable.
    Limites
        Ne connaît pas le fichier publié : son format et l’auteur indiqué ne sont pas contrôlés.
    """
    for match in iter_matches(acte, _EN_LIGNE):
        first = find_date_after(acte, match)
        if first is None or first.end is None:
            continue
        until = _JUSQUAU.match(acte.texte, first.end, acte.fin_texte)
        last = find_date_after(acte, until) if until else None
        if last is not None and first.value < last.value < add_months(first.value, 2):
            yield Signal(
                message=f"La mise en ligne du {format_date(first.value)} au {format_date(last.value)} dure "
                "moins de deux mois.",
                correction="Laissez l’acte en ligne deux mois au moins.",
                appuis=(first,),
            )
            return
