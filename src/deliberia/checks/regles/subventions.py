"""Subsidies and tariffs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from deliberia.arithmetic import CONVENTION_THRESHOLD, is_convention_required
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_dispositif, iter_matches, search
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date, format_euros, iter_dates

_CONVENTION = declare(r"\bconvention", re.I, debuts="con")
_PUBLIC = declare(
    r"\bCCAS\b|centre\s+communal|caisse\s+des\s+[ée]coles|coop[ée]rative|syndicat|communaut[ée]"
    r"|commune|d[ée]partement|r[ée]gion|[ée]tablissement\s+public|"
    r"bailleur|HLM|office\s+(?:public|de\s+tourisme)|logement|budget\s+annexe",
    re.I,
)
_PRIVE = declare(
    r"\bassociation|\bclub\b|\bcomit[ée]\b|\bfondation|\bamicale|\bsoci[ée]t[ée]",
    re.I,
    debuts="ami ass clu com fon soc",
)
_VERSEE = declare(
    r"\b(?:attribu|accord|octro|vers|allou|subvention)\w*\b[^.;]{0,200}$",
    re.I,
    debuts="acc all att oct sub ver",
)
_PROJET = declare(
    r"\b(?:co[ûu]t|montant\s+(?:total|pr[ée]visionnel|des\s+travaux)|budget|d[ée]pense|estim|plafond"
    r"|total\s+g[ée]n[ée]ral|enveloppe|fonds\s+de)\b[^.;]{0,80}$",
    re.I,
    debuts="bud cou dep env est fon mon pla tot",
)
_ENGAGEMENT = declare(r"engagement\s+r[ée]publicain|utilit[ée]\s+publique", re.I)
_EFFET = declare(
    r"\b(?:[àa]\s+(?:compter|partir)\s+du|avec\s+effet\s+(?:au|du|r[ée]troactif\s+(?:au|du))"
    r"|effet\s+r[ée]troactif\s+(?:au|du)|applicables?\s+(?:au|d[èe]s\s+le|depuis\s+le)|"
    r"prend\w*\s+effet\s+(?:le|au|du))\s*$",
    re.I,
    debuts="a app ave eff pre",
)
_RETROACTIF_ADMIS = declare(
    r"convention|contrat|bail|loyer|march[ée]|avenant|indemnit|agent|emploi|poste|grade"
    r"|ann[ée]e\s+scolaire|fiscal|imposition|loi|d[ée]cret|arr[êe]t[ée]|"
    r"jugement|d[ée]lib[ée]ration\s+du|fix[ée]s?\s+(?:par|depuis)|en\s+vigueur\s+depuis|actuel"
    r"|pr[ée]c[ée]dent|ancien",
    re.I,
)


@check(
    "FIN040",
    origine="subsidy-agreement-23000",
    severite=Severity.AVERTISSEMENT,
    fondement=("LOI:2000-321:10", "DECRET:2001-495"),
    genres=frozenset({"subvention"}),
)
def subsidy_agreement_required(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une convention est obligatoire au-delà de 23 000 euros.

    Ce que la règle vérifie
        L’acte qui attribue plus de 23 000 euros à un organisme privé parle d’une convention avec lui.
    Pourquoi
        Au-delà de ce montant annuel, la loi impose une convention qui fixe l’objet, le montant et les
        conditions d’utilisation.
    Exemple fautif
        « Une subvention de 25 000 € est attribuée à l’association Les Amis du Lac. »
    Correction
        Approuver et annexer la convention.
    Limites
        Seuil sur l’année : d’autres subventions du même exercice peuvent s’ajouter. Silencieuse pour les
        organismes publics, les CCAS, les caisses des écoles et le logement social.
    """
    objet = acte.objet.value if acte.objet else ""
    if search(acte, _CONVENTION) or _PUBLIC.search(objet) or not search(acte, _PRIVE) or acte.is_tronque:
        return
    dispositif = get_dispositif(acte)
    if dispositif is None:
        return
    for montant in acte.montants:
        if montant.start is None or not dispositif.start <= montant.start < dispositif.end:
            continue
        before = acte.texte[max(dispositif.start, montant.start - 220) : montant.start]
        if not is_convention_required(montant.value) or not _VERSEE.search(before) or _PROJET.search(before):
            continue
        yield Signal(
            message=f"Au-delà de {format_euros(Decimal(CONVENTION_THRESHOLD), decimals=0)} par an, "
            f"une convention est obligatoire "
            f"(ici {format_euros(montant.value)}).",
            correction="Approuvez et annexez la convention.",
            appuis=(montant,),
        )
        return


@check(
    "FIN041",
    origine="subsidy-republican-commitment",
    severite=Severity.INFO,
    fondement=("LOI:2000-321:10-1",),
    genres=frozenset({"subvention"}),
    since=dt.date(2022, 1, 2),
)
def subsidy_republican_commitment(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le contrat d’engagement républicain n’est pas mentionné.

    Ce que la règle vérifie
        L’acte qui attribue plus de 500 euros à une association mentionne le contrat d’engagement républicain.
    Pourquoi
        Toute association qui demande une subvention le souscrit.
    Exemple fautif
        « Une subvention de 1 500 € est attribuée à l’association Les Amis du Lac. »
    Correction
        Ajouter la mention, ou vérifier la souscription.
    Limites
        Simple information : la souscription se prouve dans le dossier. La loi ne fixe aucun montant ; les
        500 euros évitent seulement de signaler les petites aides. Silencieuse si une convention est
        mentionnée ou si l’association est reconnue d’utilité publique.
    """
    if (
        not search(acte, re.compile(r"\bassociation|\bfondation", re.I))
        or search(acte, _ENGAGEMENT)
        or search(acte, _CONVENTION)
    ):
        return
    if not any(montant.value > 500 for montant in acte.montants):
        return
    yield Signal(
        message="Le contrat d’engagement républicain n’est pas mentionné.",
        correction="Ajoutez la mention ou vérifiez la souscription.",
        appuis=(acte.objet,),
    )


@check(
    "FIN042",
    origine="subsidy-beneficiary-details",
    severite=Severity.AVERTISSEMENT,
    fondement=("LOI:2000-321:9-1",),
    genres=frozenset({"subvention"}),
)
def subsidy_amount_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le montant de la subvention manque.

    Ce que la règle vérifie
        L’acte qui attribue une subvention en donne le montant.
    Pourquoi
        Bénéficiaire, objet et montant sont ce que le conseil décide ; sans montant, rien ne peut être payé.
    Exemple fautif
        « Le conseil attribue une subvention à l’association Les Amis du Lac. »
    Correction
        Compléter les trois éléments.
    Limites
        Silencieuse pour un texte incomplet, ou lorsqu’un tableau ou une annexe porte les montants.
    """
    if acte.montants or acte.tableaux or acte.is_tronque:
        return
    if search(acte, re.compile(r"tableau|annex|ci[- ]joint|ci-dessous|ci-apr[èe]s|liste", re.I)) or re.search(
        r"\d[\d ]{0,14}(?:[.,]\d\d)?\s?(?:€|euro)", acte.corps
    ):
        return
    yield Signal(
        message="Le montant de la subvention manque.",
        correction="Complétez bénéficiaire, objet et montant.",
        appuis=(acte.objet,),
    )


@check(
    "FIN043",
    origine="tariff-retroactive",
    severite=Severity.ERREUR,
    fondement=("CRPA:L221-2",),
    genres=frozenset({"tarif"}),
)
def tariff_retroactive(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le tarif s’applique avant la séance.

    Ce que la règle vérifie
        La date d’effet du tarif n’est pas antérieure à la séance. Le jour même, elle précède la publication
        et la transmission : avertissement.
    Pourquoi
        Un acte réglementaire n’a pas d’effet avant d’être publié et transmis.
    Exemple fautif
        « Les tarifs s’appliquent à compter du 1er septembre 2026 », voté le 17 novembre 2026.
    Correction
        Fixer une date d’effet future.
    Limites
        Silencieuse pour les contrats, les loyers et les années scolaires commencées.
    """
    seance, dispositif = acte.date_seance, get_dispositif(acte)
    if seance is None or dispositif is None:
        return
    for found in iter_dates(acte.texte[dispositif.start : dispositif.end]):
        start = dispositif.start + found.start
        before = acte.texte[max(dispositif.start, start - 160) : start]
        if found.date > seance.value or not _EFFET.search(before) or _RETROACTIF_ADMIS.search(before):
            continue
        yield Signal(
            message=f"Le tarif s’applique à compter du {format_date(found.date)}, avant la "
            f"publication et la transmission de l’acte.",
            correction="Fixez une date d’effet future.",
            severite=Severity.AVERTISSEMENT if found.date == seance.value else None,
            appuis=(
                Fact(value=True, certitude=Certitude.LU, start=start, end=dispositif.start + found.end),
                seance,
            ),
        )
        return


@check("DIS006", origine="retroactive-effect", severite=Severity.AVERTISSEMENT, fondement=("CRPA:L221-2",))
def retroactive_effect(acte: Acte, context: Context) -> Iterator[Signal]:
    """La délibération prend effet avant d’être exécutoire.

    Ce que la règle vérifie
        La décision ne se donne pas elle-même un effet rétroactif.
    Pourquoi
        Une délibération ne vaut que pour l’avenir, sauf si un texte en dispose autrement.
    Exemple fautif
        « La présente décision prend effet rétroactivement au 1er janvier 2026. »
    Correction
        Fixer une date d’effet postérieure à la publication et à la transmission.
    Limites
        Ne parle que si l’effet rétroactif est écrit. Silencieuse pour les indemnités, les contrats, les
        régularisations imposées par un texte, et pour les tarifs, traités par une autre règle.
    """
    if (
        acte.genres & {"tarif", "indemnites_elus", "taux", "budget", "convention", "marche"}
        or acte.date_seance is None
    ):
        return
    for match in iter_matches(acte, re.compile(r"\br[ée]troacti(?:f|ve|vement|vit[ée])\b", re.I)):
        around = acte.texte[max(acte.debut, match.start() - 160) : match.end() + 120]
        if _RETROACTIF_ADMIS.search(around) or re.search(r"\b(?:pas|sans|non|aucun)\b", around, re.I):
            continue
        if not any(found.date < acte.date_seance.value for found in iter_dates(around)):
            continue
        yield Signal(
            message="La délibération prend effet avant d’être exécutoire.",
            correction="Fixez une date d’effet postérieure à la publication et à la transmission.",
            start=match.start(),
            end=match.end(),
        )
        return
