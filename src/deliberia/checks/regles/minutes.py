"""Minutes: what they must hold, what opens a meeting, items that bear the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.periodes import SIGNATURE_2022
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.passage import Passage
from deliberia.reading.signatures import is_cut_short
from deliberia.text import join_french

_EST_PV = declare(r"\bproc[èe]s[- ]verbal\b", re.I, debuts="pro")
_PAS_PV = declare(r"extrait\s+du\s+registre|liste\s+des\s+d[ée]lib[ée]rations", re.I)
_TETE = 1200
_COMPLET = 2000
"""Characters under which a text is too short to be whole minutes."""
_RUBRIQUES = (
    ("l’heure", declare(r"\b\d{1,2}\s?(?:h|H)\b|\bheures?\b|\d{1,2}\s?[hH]\s?\d{2}")),
    ("le président", declare(r"pr[ée]sid|\bmaire\b", re.I)),
    ("les présents", declare(r"pr[ée]sents?\b|pr[ée]sentes\b", re.I)),
    ("le secrétaire", declare(r"secr[ée]taire", re.I)),
)
_RUBRIQUES_LIBRES = (
    (
        "le quorum",
        declare(r"quorum|valablement\s+d[ée]lib|majorit[ée]\s+des\s+membres\s+en\s+exercice", re.I),
    ),
    (
        "l’ordre du jour",
        declare(r"ordre\s+du\s+jour|sommaire|points?\s+suivants?|questions?\s+inscrit", re.I),
    ),
)
_PV_PRECEDENT = declare(
    r"\b(?:approb|approuv|arr[êe]t|adopt|valid|observation|remarque|lecture)\w*[^.;]{0,140}?"
    r"\b(?:proc[èe]s[- ]verba|PV\b|compte[- ]rendu|C\.?R\.?\b)"
    r"|\b(?:proc[èe]s[- ]verba\w+|PV|comptes?[- ]rendus?)\b[^.;]{0,140}?\b(?:approb|approuv|arr[êe]t|adopt"
    r"|valid"
    r"|observation|remarque|unanimit)"
    r"|\b(?:du|le|au|ce|des|les|ces)\s+(?:derniers?\s+|pr[ée]c[ée]dents?\s+)?(?:proc[èe]s[- ]verba\w+"
    r"|comptes?[- ]rendus?)\s+"
    r"(?:de\s+la|du|des|de)\s+(?:s[ée]ance|r[ée]union|conseil|dernier|pr[ée]c[ée]dent)",
    re.I,
)
_INSTALLATION = declare(r"installation\s+du\s+(?:nouveau\s+)?conseil", re.I)
_DECISIONS_DELEGUEES = declare(
    r"2122-2[23]|d[ée]cisions?\s+(?:du\s+maire|municipales?|prises?|pris)"
    r"|d[ée]l[ée]gations?\s+(?:du\s+(?:conseil"
    r"|maire)|au\s+maire|de\s+pouvoirs?|donn[ée]e?s?|d['’]attributions?|consenties?|re[çc]ues?)"
    r"|(?:rend\w*|compte[- ]rendu)\s+(?:compte\s+)?(?:des|de\s+ses|de\s+l['’]exercice\s+des?)\s+(?:la\s+)?"
    r"(?:d[ée]cision|d[ée]l[ée]gation)",
    re.I,
)
_NUMERO_EN_TETE = 160
_SUITE = declare(r"\s?[-/._]\s?\w")
"""What follows a number that was not read to its end."""


def _is_whole(acte: Acte) -> bool:
    """True for minutes under that title, read to their end: what is not in them is nowhere."""
    whole = Passage(acte.texte, 0, len(acte.texte))
    head = acte.texte[:_TETE]
    return (
        acte.forme is Forme.PROCES_VERBAL
        and len(acte.texte) > _COMPLET
        and _EST_PV.search(head) is not None
        and not _PAS_PV.search(head)
        and not is_cut_short(whole)
    )


@check(
    "EXE022",
    origine="minutes-content",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-15",),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def minutes_content(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le procès-verbal ne contient pas toutes les mentions obligatoires.

    Ce que la règle vérifie
        Le procès-verbal parle de l’heure, du président, des présents, du secrétaire, du quorum et de l’ordre
        du jour.
    Pourquoi
        Depuis le 1er juillet 2022, la loi fixe le contenu du procès-verbal, seule preuve de la séance.
    Exemple fautif
        Un procès-verbal qui ne dit rien du quorum.
    Correction
        Compléter la rubrique manquante.
    Limites
        Ne lit qu’un texte intitulé procès-verbal et complet. Simple information pour le quorum et l’ordre du
        jour, que l’on désigne de bien des façons. La teneur des discussions n’est pas jugée.
    """
    if not _is_whole(acte):
        return
    missing = [name for name, pattern in _RUBRIQUES if not pattern.search(acte.texte)]
    soft = [name for name, pattern in _RUBRIQUES_LIBRES if not pattern.search(acte.texte)]
    if missing or soft:
        yield Signal(
            message="Le procès-verbal est incomplet : il ne mentionne pas "
            f"{join_french(tuple(missing + soft))}.",
            correction="Complétez la rubrique manquante.",
            severite=None if missing else Severity.INFO,
        )


@check(
    "SEA048",
    origine="minutes-previous-not-approved",
    severite=Severity.INFO,
    fondement=("CGCT:L2121-15",),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def previous_minutes(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le procès-verbal de la séance précédente n’est pas arrêté.

    Ce que la règle vérifie
        Le procès-verbal d’une séance dit que celui de la séance précédente a été arrêté ou approuvé.
    Pourquoi
        Le procès-verbal est arrêté au commencement de la séance suivante.
    Exemple fautif
        Un procès-verbal qui passe de l’appel des membres au premier point.
    Correction
        Ajouter ce point en tête de l’ordre du jour.
    Limites
        Silencieuse pour la séance d’installation et pour un extrait.
    """
    if not _is_whole(acte) or _PV_PRECEDENT.search(acte.texte) or _INSTALLATION.search(acte.texte):
        return
    yield Signal(
        message="Rien n’indique que le procès-verbal de la séance précédente a été arrêté.",
        correction="Ajoutez ce point en tête de l’ordre du jour.",
    )


@check(
    "DIS032",
    origine="delegation-report",
    severite=Severity.INFO,
    fondement=("CGCT:L2122-23",),
    portee=Portee.SEANCE,
    sortes=COMMUNES,
)
def delegation_report(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le maire ne rend pas compte des décisions prises par délégation.

    Ce que la règle vérifie
        Le procès-verbal mentionne les décisions prises par délégation du conseil.
    Pourquoi
        Le maire en rend compte à chacune des réunions obligatoires du conseil.
    Exemple fautif
        Un procès-verbal qui n’en dit rien.
    Correction
        Ajouter un point d’information, même pour dire qu’aucune décision n’a été prise.
    Limites
        Simple information : le maire peut n’avoir aucune délégation, ou en rendre compte par un document.
    """
    if not _is_whole(acte) or _DECISIONS_DELEGUEES.search(acte.texte) or _INSTALLATION.search(acte.texte):
        return
    yield Signal(
        message="Le procès-verbal ne mentionne aucune décision prise par délégation du conseil.",
        correction="Ajoutez un point d’information à chaque séance.",
    )


@check(
    "FOR009",
    origine="number-duplicate",
    severite=Severity.ERREUR,
    fondement=("CGCT:R2121-9",),
    portee=Portee.ACTE,
)
def number_used_twice(acte: Acte, context: Context) -> Iterator[Signal]:
    """Deux délibérations de la séance portent le même numéro.

    Ce que la règle vérifie
        Dans un procès-verbal découpé en délibérations, aucun numéro n’est employé deux fois.
    Pourquoi
        Le registre donne un numéro d’ordre à chaque affaire de la séance.
    Exemple fautif
        « Délibération n° 2026-042 » en tête de deux points.
    Correction
        Attribuer le numéro suivant.
    Limites
        Ne lit que le numéro écrit en tête du point. Le registre des autres séances n’est pas connu.
    """
    number = _read_number(acte)
    if number is None or acte.numero is None:
        return
    for other in context.actes:
        if other.debut < acte.debut and _read_number(other) == number and _has_other_subject(acte, other):
            yield Signal(
                message=f"Le numéro {acte.numero.value} est déjà celui d’une autre délibération de la "
                f"séance.",
                correction="Attribuez le numéro suivant.",
                appuis=(acte.numero,),
            )
            return


def _read_number(acte: Acte) -> str | None:
    """The number printed where the item begins."""
    number = acte.numero
    if acte.forme is not Forme.POINT or number is None or number.start is None:
        return None
    if number.start - acte.debut >= _NUMERO_EN_TETE or _SUITE.match(acte.texte, number.end or number.start):
        return None
    return number.value


def _has_other_subject(one: Acte, other: Acte) -> bool:
    """False when an item is the continuation of the other, its number printed again over a page."""
    first = one.objet.value.lower() if one.objet else ""
    second = other.objet.value.lower() if other.objet else ""
    return bool(first) and bool(second) and first != second
