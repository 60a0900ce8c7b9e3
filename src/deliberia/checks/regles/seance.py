"""The course of the meeting: place, closed session, additions to the agenda, minutes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import find_dates, iter_matches, search
from deliberia.checks.periodes import is_covid
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date

_VISIO = declare(
    r"\b(?:s[ée]ance|r[ée]uni(?:on|s)?|conseil\s+municipal|si[èe]ge\w*"
    r"|tenue?)\b[^.;\n]{0,60}\b(?:visio[- ]?conf[ée]rence|"
    r"t[ée]l[ée]conf[ée]rence|audio[- ]?conf[ée]rence)",
    re.I,
    debuts="con reu sea sie ten",
)
_VISIO_OBJET = declare(
    r"(?:[ée]quipement|mat[ée]riel|salle|syst[èe]me|achat|acquisition|logiciel|r[èe]glement)[^.;\n]{0,60}$",
    re.I,
)
_HUIS_CLOS = declare(r"\b[àa]\s+huis\s+clos\b", re.I, debuts="a")
_HUIS_CLOS_VOTE = declare(
    r"huis\s+clos[^;\n]{0,260}(?:unanimit|majorit|\bvot|\bvoix\b)|(?:unanimit|majorit|\bvot\w+"
    r"|d[ée]cid\w+|demand\w+)[^;\n]{0,200}huis\s+clos",
    re.I,
)
_AJOUT = declare(
    r"(?:\b(?:r?ajout(?:e|er|é|és|ée|ées|ent|ant)?|inscri(?:re|t|te|ption))\b[^.;\n]{0,60}\b(?:point"
    r"|sujet|question|d[ée]lib[ée]ration)s?\b"
    r"[^.;\n]{0,60}\b(?:[àa]|de|a)\s+l['’]ordre\s+du\s+jour|\bajout\s+d['’](?:un|une)\s+(?:point"
    r"|d[ée]lib[ée]ration|question)\b[^.;\n]{0,40}ordre\s+du\s+jour)",
    re.I,
    debuts="ajo ins raj",
)
_AJOUT_AVENIR = declare(
    r"prochain|futur|ult[ée]rieur|demande\s+(?:qu|l['’])|questions?\s+diverses|souhait"
    r"|lors\s+d['’]une|retir|refus",
    re.I,
)
_PV_APPROUVE = declare(
    r"\b(?:approuv\w+|adopt\w+|arr[êe]t\w+|valid\w+|approbation"
    r"|adoption)\s+(?:[àa]\s+l['’]unanimit[ée]\s*,?\s+)?(?:du|des|le|les)\s+"
    r"(?:proc[èe]s[- ]?verba(?:l|ux)|compte[s]?[- ]?rendus?|PV)\b"
    r"[^.;\n]{0,70}\b(?:s[ée]ance|r[ée]union|conseil(?:\s+\w+)?)\s+du\s*$",
    re.I,
    debuts="ado app arr val",
)
_CHARTE = declare(r"charte\s+de\s+l['’][ée]lu", re.I)
_CHARTE_ANCIENNE = declare(r"\bL\.?\s?1111-1-1\b", debuts="l l00")
_INSTALLATION = declare(r"d[ée]clar\w+\s+install[ée]s?\s+dans\s+leurs\s+fonctions", re.I)


@check(
    "SEA040",
    origine="meeting-videoconference-commune",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-7",),
    portee=Portee.SEANCE,
    sortes=COMMUNES,
)
def meeting_videoconference_commune(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un conseil municipal se tient en visioconférence.

    Ce que la règle vérifie
        L’acte ne dit pas que le conseil municipal s’est réuni à distance.
    Pourquoi
        Seuls les EPCI disposent d’un régime de visioconférence ; un conseil municipal siège en un lieu.
    Exemple fautif
        « Le conseil municipal s’est réuni en visioconférence le 17 novembre 2026. »
    Correction
        Tenir la séance en présentiel.
    Limites
        Silencieuse pendant l’état d’urgence sanitaire, et lorsque la phrase parle d’un équipement.
    """
    if is_covid(context.date):
        return
    match = search(acte, _VISIO)
    if (
        match is None
        or match.start() > acte.debut + 3000
        or _VISIO_OBJET.search(acte.texte[: match.end()][-140:])
    ):
        return
    yield Signal(
        message="Le conseil municipal ne peut pas siéger à distance : seuls les EPCI disposent d’un "
        "régime de visioconférence.",
        correction="Tenez la séance en présentiel.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "SEA041",
    origine="closed-session-vote",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-18",),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
)
def closed_session_vote(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le huis clos n’est pas motivé par une demande et un vote.

    Ce que la règle vérifie
        Lorsque la séance se tient à huis clos, l’acte mentionne la demande et le vote du conseil.
    Pourquoi
        Les séances sont publiques. Le huis clos se décide sans débat, à la majorité absolue des membres
        présents ou représentés, sur demande de trois membres (cinq dans un EPCI) ou du maire.
    Exemple fautif
        « La séance se tient à huis clos. »
    Correction
        Mentionner la demande et le vote, ou siéger en public.
    Limites
        Silencieuse pendant l’état d’urgence sanitaire.
    """
    match = search(acte, _HUIS_CLOS)
    if match is None or is_covid(context.date) or search(acte, _HUIS_CLOS_VOTE):
        return
    yield Signal(
        message="Le huis clos doit être décidé sans débat à la majorité absolue des membres présents "
        "ou représentés : "
        "ni demande ni vote ne sont mentionnés.",
        correction="Mentionnez la demande et le vote, ou siégez en public.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "SEA042",
    origine="agenda-item-added-at-meeting",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-10",),
    portee=Portee.TEXTE,
    sortes=COMMUNES_EPCI,
)
def agenda_item_added_at_meeting(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un point est ajouté à l’ordre du jour en séance.

    Ce que la règle vérifie
        Le texte ne dit pas qu’un point voté a été ajouté à l’ordre du jour pendant la séance.
    Pourquoi
        Le conseil ne délibère que sur les questions portées à l’ordre du jour de la convocation. Son accord,
        même unanime, n’y change rien.
    Exemple fautif
        « Le maire propose d’ajouter un point à l’ordre du jour. Accord du conseil à l’unanimité. »
    Correction
        Inscrire ce point à l’ordre du jour d’une prochaine séance, ou suivre la procédure d’urgence.
    Limites
        Silencieuse pour un retrait, une demande pour une prochaine séance et une urgence reconnue.
    """
    if acte.forme is Forme.AUTRE:
        return
    for match in iter_matches(acte, _AJOUT):
        around = acte.texte[max(acte.debut, match.start() - 120) : match.end() + 160]
        if _AJOUT_AVENIR.search(around) or re.search(r"urgence", around, re.I):
            continue
        yield Signal(
            message="Ce point a été ajouté en séance : le conseil ne délibère que sur les questions "
            "portées à l’ordre du "
            "jour de la convocation, même s’il est unanime.",
            correction="Inscrivez ce point à l’ordre du jour d’une prochaine séance, ou suivez la "
            "procédure d’urgence.",
            start=match.start(),
            end=match.end(),
        )
        return


@check(
    "SEA043",
    origine="minutes-approved-date-wrong",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-15",),
    portee=Portee.TEXTE,
    sortes=COMMUNES_EPCI,
)
def minutes_approved_date_wrong(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le procès-verbal approuvé n’est pas celui d’une séance antérieure.

    Ce que la règle vérifie
        La séance dont le procès-verbal est approuvé précède celle de l’acte.
    Pourquoi
        Le procès-verbal est arrêté au début de la séance suivante : une date égale ou postérieure est une
        erreur de plume.
    Exemple fautif
        « Approbation du procès-verbal de la séance du 17 novembre 2026 », lors de la séance du même jour.
    Correction
        Indiquer la date de la séance dont le procès-verbal est arrêté.
    Limites
        Demande que les deux dates soient écrites en entier.
    """
    seance = acte.date_seance
    if seance is None or seance.certitude is Certitude.DEDUIT:
        return
    for found in find_dates(acte):
        start = found.start
        if found.date < seance.value:
            continue
        before = acte.texte[max(acte.debut, start - 170) : start]
        if not _PV_APPROUVE.search(before):
            continue
        yield Signal(
            message=f"Le procès-verbal approuvé porte la date du {format_date(found.date)}, qui n’est "
            f"pas celle d’une "
            "séance antérieure.",
            correction="Indiquez la date de la séance dont le procès-verbal est arrêté.",
            start=start,
            end=found.end,
        )


@check(
    "SEA044",
    origine="first-meeting-charter",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-7",),
    portee=Portee.TEXTE,
    sortes=COMMUNES_EPCI,
    since=dt.date(2015, 4, 2),
)
def first_meeting_charter(acte: Acte, context: Context) -> Iterator[Signal]:
    """La charte de l’élu local n’est pas lue, ou son ancien article est cité.

    Ce que la règle vérifie
        Le procès-verbal d’installation mentionne la lecture de la charte de l’élu local. Depuis le
        24 décembre 2025, celle-ci figure aux articles L. 1111-13 et L. 1111-14.
    Pourquoi
        Lors de la première réunion, aussitôt élu, le maire lit la charte et la remet aux conseillers.
    Exemple fautif
        « Le maire donne lecture de la charte de l’élu local prévue à l’article L. 1111-1-1. »
    Correction
        Mentionner la lecture et la remise de la charte (articles L. 1111-13 et L. 1111-14).
    Limites
        L’installation donne souvent lieu à plusieurs actes : la lecture peut figurer dans un autre.
    """
    old = search(acte, _CHARTE_ANCIENNE)
    if old and context.date and context.date >= dt.date(2025, 12, 24):
        yield Signal(
            message="La charte de l’élu local ne figure plus à l’article L. 1111-1-1 depuis le 24 "
            "décembre 2025.",
            correction="Citez les articles L. 1111-13 et L. 1111-14.",
            fondement=("CGCT:L1111-13", "CGCT:L1111-14"),
            start=old.start(),
            end=old.end(),
        )
        return
    installed = search(acte, _INSTALLATION)
    if installed and acte.forme is not Forme.AUTRE and not search(acte, _CHARTE):
        yield Signal(
            message="La lecture de la charte de l’élu local n’est pas mentionnée.",
            correction="Mentionnez la lecture et la remise de la charte.",
            start=installed.start(),
            end=installed.end(),
        )
