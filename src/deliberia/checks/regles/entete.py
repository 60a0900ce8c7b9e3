"""The heading: object, number, authority, date, labels, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Origine, SectionSorte, Severity
from deliberia.reading.motifs import declare
from deliberia.text import iter_dates

_RUBRIQUE = declare(
    r"(?:pr[ée]sent|absent|secr[ée]taire|s[ée]ance|convo|quorum|r[ée]publique|le\s+conseil|l['’]an\b"
    r"|pouvoir|nombre|membres|"
    r"extrait|registre|d[ée]partement|commune|ville|mairie|arrondissement|canton|d[ée]lib[ée]ration"
    r"|num[ée]ro|projet|\||"
    r"salle|date|votants|[^\n]{100,}\.$)",
    re.I,
)
_COLLECTIVITE = declare(
    r"\b(?:commune|ville|mairie|communaut[ée]|agglom[ée]ration|conseil\s+(?:municipal"
    r"|communautaire))\s+(?:de\b|du\b|des\b|d\s?['’])|"
    r"\bm[ée]tropole\b|\bsyndicat\b|\bccas\b",
    re.I,
    debuts="agg cca com con mai met syn vil",
)
_NUMERO = declare(
    r"\bn\s*[°ºo]\s*:?\s*[A-Z]{0,4}[ -]?\d|\bD(?:EL(?:IB)?|CM|CC)?[ _-]?\d{2,4}\s?[-/._]?\s?\d|(?:19"
    r"|20)\d{2}\s?[-/._]\s?\d{1,4}\b|\d{1,3}[-/]\d{2}[-/]\d{2}[-/]\d{2}",
    re.I,
)
_ACTES = declare(r"\d{3}-2\d{8}-(?:19|20)\d{6}-")
_PLACEHOLDER = declare(
    r"\[\s*(?:[àa]\s+(?:compl[ée]ter|pr[ée]ciser|renseigner|d[ée]finir)|nom|pr[ée]nom|date|montant"
    r"|num[ée]ro|adresse|objet|b[ée]n[ée]ficiaire|"
    r"commune|XX+|\?+|_+)[^\]\n]{0,40}\]|"
    r"(?<![\w.])X{3,}(?![\w.])|(?<!\w)[Xx]{2,}\s?(?=€|euros|/)|\blorem\s+ipsum\b"
    r"|<[^<>\n]{0,30}(?:compl[ée]ter|ins[ée]rer)[^<>\n]{0,30}>|"
    r"\b[àa]\s+compl[ée]ter\b(?=\s*[\])}>]|\s*$)|\{\{[^}\n]{1,60}\}\}|(?:montant|somme"
    r"|prix)\s+de\s+(?:…|\.{3,}|_{3,})\s*(?:€|euros)|"
    r"\ble\s+(?:…|\.{3,}|_{3,})\s*(?:/|20\d\d)",
    re.I | re.M,
)
_SIGNES = (
    declare(r"[\[{<…]"),
    declare(r"XX+|xx+|Xx+|xX+"),
    declare(r"\.\.\.+"),
    declare(r"___+"),
    declare(r"\b(?:lorem|compl[ée]ter)", re.I, debuts="com lor"),
)
"""A placeholder holds one of these, and is not much longer. Apart, they are found five times faster."""
_AUTOUR_DU_SIGNE = 120
_ROMAIN = declare(r"^X{3,}$")
_SIECLE = declare(r"\s*(?:[eè]me|e\b|si[èe]cle|[IVXLC])")


@check("FOR001", origine="title-missing", severite=Severity.AVERTISSEMENT)
def title_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’objet de la délibération est absent.

    Ce que la règle vérifie
        L’acte porte un objet : après « Objet : », ou une ligne de titre.
    Pourquoi
        La liste des délibérations et la transmission à la préfecture demandent un objet.
    Exemple fautif
        Un acte qui passe de la liste des présents à « Le maire expose ».
    Correction
        Ajouter une ligne « Objet : … » précise.
    Limites
        Une ligne en capitales entre l’en-tête et le premier paragraphe vaut objet.
    """
    if acte.forme is not Forme.DELIBERATION:
        return
    if acte.objet is not None:
        return
    body = acte.texte[acte.debut : acte.fin_texte]
    if "\n" not in body[:1500] or _has_title_line(acte):
        return
    yield Signal(
        message="L’objet de la délibération est absent.",
        correction="Ajoutez une ligne « Objet : … » précise.",
        appuis=(
            Fact(value=True, certitude=Certitude.DEDUIT) if acte.is_extrait and acte.is_tronque else None,
        ),
    )


def _end_of_heading(acte: Acte) -> int:
    """Where the visas or the report begin; never less than a short heading."""
    heading = next((section.end for section in acte.sections if section.sorte is SectionSorte.ENTETE), 0)
    return min(acte.fin_texte, max(heading, acte.debut + 400))


def _has_title_line(acte: Acte) -> bool:
    """True when a short line stands alone after the lists of names: a title without the word."""
    last = max(
        (
            fact.end or 0
            for fact in (acte.presents, acte.absents, acte.pouvoirs, acte.secretaire, acte.numero)
            if fact
        ),
        default=0,
    )
    body = next((s.end for s in acte.sections if s.sorte.value == "entete"), acte.fin_texte)
    start = acte.texte.find("\n", last) if last < body else acte.debut
    lines = [line.strip() for line in acte.texte[max(start, acte.debut) : body].split("\n")]
    alone = [
        line
        for line in lines
        if 8 < len(line) < 200
        and not line.endswith((",", ":", ";"))
        and ":" not in line[:40]
        and "|" not in line
    ]
    return any(not _RUBRIQUE.match(line) for line in alone)


@check("FOR002", origine="title-too-long", severite=Severity.INFO)
def title_too_long(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’objet dépasse 500 caractères.

    Ce que la règle vérifie
        L’objet tient dans les 500 caractères admis par la télétransmission.
    Pourquoi
        Au-delà, le schéma de transmission refuse l’acte.
    Exemple fautif
        Un objet qui recopie tout l’exposé des motifs.
    Correction
        Raccourcir l’objet.
    Limites
        Ne parle que si l’objet est introduit par « Objet : » ou par un titre.
    """
    if acte.objet is None or len(acte.objet.value) <= 500 or acte.objet.certitude is Certitude.DEDUIT:
        return
    yield Signal(
        message=f"L’objet dépasse 500 caractères ({len(acte.objet.value)}).",
        correction="Raccourcissez l’objet.",
        appuis=(acte.objet,),
    )


@check("FOR003", origine="number-missing", severite=Severity.AVERTISSEMENT, fondement=("CGCT:R2121-9",))
def number_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le numéro d’ordre de la délibération est absent.

    Ce que la règle vérifie
        L’en-tête porte un numéro, quelle que soit sa forme.
    Pourquoi
        Le registre donne à chaque affaire un numéro d’ordre dans la séance.
    Exemple fautif
        « Extrait du registre des délibérations. Séance du 17 novembre 2026. » sans numéro.
    Correction
        Numéroter la délibération dans la séance.
    Limites
        Simple information pour un projet, numéroté plus tard, et pour un texte où l’en-tête peut avoir été
        perdu.
    """
    if acte.forme is not Forme.DELIBERATION or acte.numero is not None:
        return
    head = acte.texte[acte.debut : _end_of_heading(acte)]
    if _ACTES.search(acte.corps) or _NUMERO.search(head):
        return
    may_come = acte.is_tronque or acte.origine is Origine.PROJET
    yield Signal(
        message="Le numéro d’ordre de la délibération est absent.",
        correction="Numérotez la délibération dans la séance.",
        appuis=(Fact(value=True, certitude=Certitude.DEDUIT) if may_come else None,),
    )


@check(
    "FOR004",
    origine="meeting-date-missing",
    severite=Severity.ERREUR,
    fondement=("CGCT:R2121-9",),
    portee=Portee.SEANCE,
)
def meeting_date_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """La date de la séance est absente.

    Ce que la règle vérifie
        L’en-tête donne la date complète de la séance, en chiffres ou en lettres.
    Pourquoi
        Sans date, l’acte ne peut être rattaché à une séance ni à un état du droit.
    Exemple fautif
        « Le conseil municipal s’est réuni en mairie, sous la présidence de M. Untel. »
    Correction
        Ajouter la date complète de la séance.
    Limites
        Avertissement lorsque l’en-tête contient une date dont le rôle n’est pas clair.
    """
    if acte.date_seance is not None:
        return
    head = acte.texte[acte.debut : _end_of_heading(acte)]
    others = [
        found for found in iter_dates(head) if not (acte.convocation and found.date == acte.convocation.value)
    ]
    if re.search(r"\bl['’]\s*an\s+(?:deux|\d{4})", head, re.I) or len(others) > 2:
        return
    doubt = bool(others) or acte.forme is not Forme.DELIBERATION or acte.is_tronque
    yield Signal(
        message="La date de la séance est absente.",
        correction="Ajoutez la date complète de la séance.",
        appuis=(Fact(value=True, certitude=Certitude.DEDUIT) if doubt else None,),
    )


@check(
    "FOR005",
    origine="authority-name-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:R2121-9",),
    portee=Portee.SEANCE,
)
def authority_name_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le nom de la collectivité est absent.

    Ce que la règle vérifie
        L’acte dit de quelle commune ou de quel établissement il émane.
    Pourquoi
        Chaque feuillet du registre porte le nom de la commune.
    Exemple fautif
        « Le conseil municipal, dûment convoqué, s’est réuni le 17 novembre 2026. » sans autre mention.
    Correction
        Ajouter l’en-tête complet.
    Limites
        Le nom peut se trouver dans une image de l’en-tête : la règle se tait si un mot comme « commune » ou
        « ville » figure au début du texte.
    """
    if acte.forme is not Forme.DELIBERATION or acte.collectivite is not None:
        return
    if _COLLECTIVITE.search(acte.texte, acte.debut, min(acte.fin_texte, acte.debut + 3000)) or _ACTES.search(
        acte.corps
    ):
        return
    yield Signal(
        message="Le nom de la collectivité est absent.",
        correction="Ajoutez l’en-tête complet.",
    )


@check("FOR006", origine="field-label-empty", severite=Severity.INFO, portee=Portee.SEANCE)
def field_label_empty(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une rubrique de l’en-tête est restée vide.

    Ce que la règle vérifie
        Les rubriques imprimées (date de convocation, membres en exercice, secrétaire, numéro) ont une valeur.
    Pourquoi
        Une rubrique vide se voit, et fait demander l’acte complété.
    Exemple fautif
        « Date de la convocation : » suivi de rien.
    Correction
        Renseigner la rubrique ou la supprimer.
    Limites
        Regarde six lignes plus loin, à cause des textes en colonnes.
    """
    for champ in acte.rubriques_vides:
        yield Signal(
            message=f"La rubrique « {champ.value} » est restée vide.",
            correction="Renseignez la rubrique ou supprimez-la.",
            appuis=(champ,),
        )


_DOCUMENT_DE_TRAVAIL = re.compile(r"Document de travail\s*:[^\n]{0,80}\bà compléter")


def _find_placeholders(acte: Acte) -> Iterator[re.Match[str]]:
    """Look for placeholders around the signs that they hold."""
    end = acte.debut
    signs = [sign for pattern in _SIGNES for sign in iter_matches(acte, pattern)]
    for sign in sorted(signs, key=lambda match: match.start()):
        start = max(end, sign.start() - _AUTOUR_DU_SIGNE)
        stop = min(acte.fin_texte, sign.end() + _AUTOUR_DU_SIGNE)
        for match in _PLACEHOLDER.finditer(acte.texte, start, stop):
            if match.start() <= sign.start() < match.end():
                end = match.end()
                yield match
                break


@check("FOR007", origine="typo-placeholder", severite=Severity.ERREUR, portee=Portee.TEXTE)
def placeholder_left(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un champ à compléter subsiste.

    Ce que la règle vérifie
        Il ne reste ni « XXX », ni « [à compléter] », ni montant ou date en pointillé, et le fichier n’est pas
        un document de travail marqué PROJET, où « […] » tient lieu d’une valeur.
    Pourquoi
        L’acte serait signé avec un blanc.
    Exemple fautif
        « Une subvention de XXXX € est attribuée à [nom de l’association]. »
    Correction
        Renseigner ou supprimer le champ.
    Limites
        Les coupes de citation « […] », les lignes de signature en pointillé et les chiffres romains sont
        laissés de côté.
    """
    draft = _DOCUMENT_DE_TRAVAIL.search(acte.texte, acte.debut, acte.debut + 1_500)
    if draft is not None and acte.origine is Origine.FICHIER:
        yield Signal(
            message="Ce document est un projet : des valeurs y restent à compléter, marquées « […] ».",
            correction="Complétez-les, puis exportez l’acte de nouveau.",
            start=draft.start(),
            end=draft.end(),
        )
    found = 0
    for match in _find_placeholders(acte):
        if _ROMAIN.match(match.group()) and (
            len(match.group()) == 3 and _SIECLE.match(acte.texte, match.end())
        ):
            continue
        found += 1
        if found > 5:
            return
        yield Signal(
            message=f"Un champ à compléter subsiste : « {' '.join(match.group().split())} ».",
            correction="Renseignez ou supprimez le champ.",
            start=match.start(),
            end=match.end(),
        )


@check("FOR008", origine="number-format-transmission", severite=Severity.INFO)
def number_format(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le numéro devra être réécrit pour la télétransmission.

    Ce que la règle vérifie
        Dans un projet, le numéro compte quinze caractères au plus : chiffres, capitales et tiret bas.
    Pourquoi
        Le schéma de transmission n’admet pas d’autre forme.
    Exemple fautif
        « Délibération n° 2026/11/17-042 bis »
    Correction
        Prévoir un numéro interne court, par exemple 2026_042.
    Limites
        Projets seulement : presque tous les numéros en usage ont un tiret ou une barre.
    """
    if acte.numero is None or acte.origine.value != "projet":
        return
    if re.fullmatch(r"[A-Z0-9_]{1,15}", acte.numero.value):
        return
    yield Signal(
        message="Pour la télétransmission, ce numéro devra être réécrit : 15 caractères au plus, "
        "capitales, chiffres et tiret bas.",
        correction="Prévoyez un numéro interne court, par exemple 2026_042.",
        appuis=(acte.numero,),
    )
