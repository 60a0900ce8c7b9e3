"""Convocation: its date, its delay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.arithmetic import (
    clear_days,
    convocation_limit,
    earliest_second_meeting,
    latest_convocation,
    required_clear_days,
)
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.text import agree, format_date

_URGENCE = declare(
    r"\burgence\b[^.;\n]{0,80}\b(?:convo|d[ée]lai)|\b(?:convo\w+"
    r"|d[ée]lai)\b[^.;\n]{0,80}\b(?:d['’]urgence|en\s+urgence|abr[ée]g[ée])",
    re.I,
    debuts="con del urg",
)
_URGENCE_VOTEE = declare(
    r"\burgence\b[^;\n]{0,200}\b(?:reconnu|admis|approuv|accept|vot|prononc|ent[ée]rin|valid|unanimit|adopt)",
    re.I,
    debuts="urg",
)
_CONVOQUE = declare(r"\bconvo(?:cation|qu)", re.I, debuts="con")
_MOIS = "janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
_CONVOCATION_DATEE = declare(
    rf"\bconvo(?:cations?|qu[ée]e?s?)\b(?:(?!r[ée]uni"
    rf"|assembl)[^.;]){{0,120}}?(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{2,4}}|\b(?:{_MOIS})\b)",
    re.I,
    debuts="con",
)
_INSTALLATION = declare(r"\binstallation\s+du\s+conseil|\b[ée]lection\s+du\s+maire", re.I, debuts="ele ins")


@check(
    "SEA010",
    origine="convocation-delay-too-short",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-11", "CGCT:L2121-12"),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
)
def convocation_delay_too_short(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le délai de convocation est trop court.

    Ce que la règle vérifie
        Entre l’envoi de la convocation et la séance, trois jours francs dans une commune de moins de
        3 500 habitants, cinq à partir de ce seuil et dans tous les EPCI. Ni le jour de l’envoi ni celui de
        la séance ne comptent ; les samedis, dimanches et jours fériés comptent.
    Pourquoi
        Un délai trop court prive les conseillers du temps de se préparer : la délibération est irrégulière.
    Exemple fautif
        « Convocation du 14 novembre 2026, séance du 17 novembre 2026 » : deux jours francs.
    Correction
        Convoquer à nouveau dans le délai, ou mentionner l’urgence et le vote du conseil si elle a été admise.
    Limites
        Sans population connue, seul le délai minimal de trois jours est contrôlé. Silencieuse lorsque
        l’urgence est invoquée. Ne lit jamais la date d’affichage.
    """
    convocation, seance = acte.convocation, acte.date_seance
    if convocation is None or seance is None or convocation.value >= seance.value:
        return
    if acte.is_urgence or search(acte, _URGENCE) or context.is_alsace_moselle(acte):
        return
    sorte = context.get_sorte(acte) or CollectiviteSorte.COMMUNE
    population = context.get_population(acte)
    is_installation = bool(search(acte, _INSTALLATION)) and sorte is CollectiviteSorte.COMMUNE
    needed = required_clear_days(population or 1, sorte=sorte, is_installation=is_installation)
    days = clear_days(convocation.value, seance.value)
    if needed is None or days >= needed:
        return
    yield Signal(
        message=f"Convocation envoyée le {format_date(convocation.value)} pour une séance le "
        f"{format_date(seance.value)} : {days} {agree(max(days, 0), 'jour franc', 'jours francs')} au "
        f"lieu de {needed}.",
        correction=f"Pour cette séance, la convocation devait partir au plus tard le "
        f"{format_date(latest_convocation(seance.value, needed))}. Convoquez à nouveau ; si l’urgence a été "
        "admise, mentionnez le compte rendu du maire et le vote du conseil.",
        appuis=(convocation, seance),
    )


@check(
    "SEA011",
    origine="convocation-after-meeting",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-10",),
    portee=Portee.SEANCE,
)
def convocation_after_meeting(acte: Acte, context: Context) -> Iterator[Signal]:
    """La convocation est datée du jour de la séance ou d’après.

    Ce que la règle vérifie
        La date de convocation précède celle de la séance.
    Pourquoi
        L’une des deux dates est fausse, ou la convocation n’a pas pu parvenir à temps.
    Exemple fautif
        « Date de convocation : 20 novembre 2026. Séance du 17 novembre 2026. »
    Correction
        Corriger l’une des deux dates.
    Limites
        La date d’affichage n’est pas celle de la convocation.
    """
    convocation, seance = acte.convocation, acte.date_seance
    if convocation is None or seance is None or convocation.value < seance.value:
        return
    yield Signal(
        message=f"La date de convocation ({format_date(convocation.value)}) n’est pas antérieure à "
        f"celle de la "
        f"séance ({format_date(seance.value)}).",
        correction="Corrigez l’une des deux dates.",
        appuis=(convocation, seance),
    )


@check(
    "SEA012",
    origine="convocation-date-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-10",),
    portee=Portee.SEANCE,
)
def convocation_date_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """La date de convocation n’apparaît pas.

    Ce que la règle vérifie
        L’en-tête dit quel jour le conseil a été convoqué, en chiffres ou en lettres.
    Pourquoi
        Sans cette date, la préfecture ne peut pas vérifier le délai et peut demander l’acte complété.
    Exemple fautif
        « Le conseil municipal, dûment convoqué, s’est réuni le 17 novembre 2026. »
    Correction
        Ajouter « Date de la convocation : … ».
    Limites
        Silencieuse pour un point extrait d’un procès-verbal et pour un compte rendu.
    """
    if acte.convocation is not None or acte.forme is not Forme.DELIBERATION:
        return
    if search(acte, _CONVOCATION_DATEE) or any("onvoc" in champ.value for champ in acte.rubriques_vides):
        return
    match = search(acte, _CONVOQUE)
    yield Signal(
        message="La date de convocation n’apparaît pas : la préfecture ne peut vérifier le délai.",
        correction="Ajoutez « Date de la convocation : … ».",
        start=match.start() if match else None,
        end=match.end() if match else None,
    )


@check(
    "SEA013",
    origine="convocation-urgency-unjustified",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-11", "CGCT:L2121-12"),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
)
def convocation_urgency_unjustified(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’urgence est invoquée sans que le conseil se soit prononcé.

    Ce que la règle vérifie
        Lorsque le délai de convocation est abrégé, l’acte dit que le conseil s’est prononcé sur l’urgence,
        et il reste au moins un jour franc.
    Pourquoi
        Le conseil se prononce sur l’urgence à l’ouverture de la séance et peut renvoyer l’affaire.
    Exemple fautif
        « Le conseil, convoqué en urgence le 16 novembre 2026, s’est réuni le 17 novembre 2026. »
    Correction
        Mentionner l’urgence, ses motifs et le vote du conseil, ou reporter le point.
    Limites
        Ne parle que si l’urgence de la convocation est écrite. Moins d’un jour franc : erreur. Prononcé du
        conseil non écrit : avertissement, il peut figurer au procès-verbal.
    """
    invoked = search(acte, _URGENCE)
    if invoked is None:
        return
    days = (
        clear_days(acte.convocation.value, acte.date_seance.value)
        if acte.convocation and acte.date_seance and acte.convocation.value < acte.date_seance.value
        else None
    )
    if days is not None and days < 1:
        yield Signal(
            message="Même en urgence, il faut au moins un jour franc entre la convocation et la séance.",
            correction="Reportez la séance d’un jour au moins.",
            severite=Severity.ERREUR,
            appuis=(acte.convocation, acte.date_seance),
        )
    elif not search(acte, _URGENCE_VOTEE):
        yield Signal(
            message="Le délai est abrégé et l’acte ne dit pas que le conseil s’est prononcé sur l’urgence à "
            "l’ouverture de la séance.",
            correction="Mentionnez l’urgence, ses motifs et le vote du conseil ; sinon, reportez le point.",
            start=invoked.start(),
            end=invoked.end(),
        )


@check(
    "SEA014",
    origine="convocation-alsace-moselle",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2541-2",),
    portee=Portee.SEANCE,
    sortes=COMMUNES,
)
def convocation_alsace_moselle(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le délai de convocation du droit local n’est pas respecté.

    Ce que la règle vérifie
        Dans le Bas-Rhin, le Haut-Rhin et la Moselle, trois jours avant la séance dans une commune de moins
        de 3 500 habitants, cinq jours francs au-delà.
    Pourquoi
        Le droit local fixe lui-même le délai de convocation.
    Exemple fautif
        « Convocation du 15 novembre 2026, séance du 17 novembre 2026. »
    Correction
        Convoquer plus tôt, ou faire constater l’urgence à l’ouverture de la séance.
    Limites
        Avertissement entre la lecture littérale du texte et celle qui compte des jours francs.
    """
    convocation, seance = acte.convocation, acte.date_seance
    if convocation is None or seance is None or convocation.value >= seance.value:
        return
    if not context.is_alsace_moselle(acte) or acte.is_urgence or search(acte, _URGENCE):
        return
    limit = convocation_limit(seance.value, context.get_population(acte) or 1, is_alsace_moselle=True)
    if limit is None or convocation.value <= limit.advised:
        return
    late = convocation.value > limit.latest
    yield Signal(
        message=f"Convocation envoyée le {format_date(convocation.value)} pour une séance le "
        f"{format_date(seance.value)} : le délai du droit local est trop court.",
        correction=f"La convocation devait partir au plus tard le {format_date(limit.advised)}.",
        severite=None if late else Severity.AVERTISSEMENT,
        appuis=(convocation, seance),
    )


@check(
    "SEA015",
    origine="second-meeting-interval",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-17",),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
)
def second_meeting_interval(acte: Acte, context: Context) -> Iterator[Signal]:
    """La seconde réunion suit de trop près la nouvelle convocation.

    Ce que la règle vérifie
        Lorsque le conseil se réunit sans quorum après une première réunion manquée, trois jours francs
        séparent la nouvelle convocation de cette seconde réunion.
    Pourquoi
        L’exception au quorum ne vaut que si les conseillers ont été convoqués à nouveau à temps.
    Exemple fautif
        « Faute de quorum le 10 novembre, nouvelle convocation du 12 pour le 14 novembre 2026. »
    Correction
        Fixer la seconde réunion plus tard.
    Limites
        Ne s’applique ni en Alsace-Moselle ni au CCAS. Demande que la première réunion soit déclarée.
    """
    if acte.premiere_reunion is None or acte.convocation is None or acte.date_seance is None:
        return
    earliest = earliest_second_meeting(acte.convocation.value)
    if context.is_alsace_moselle(acte) or acte.date_seance.value >= earliest:
        return
    yield Signal(
        message="La seconde réunion sans quorum doit être séparée de la nouvelle convocation par "
        "trois jours francs.",
        correction=f"Fixez la réunion au plus tôt le {format_date(earliest)}.",
        appuis=(acte.date_seance, acte.convocation),
    )
