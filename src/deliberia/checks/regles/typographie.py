"""Typography of source files: one grouped finding a rule, silent on text rebuilt from a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Severity, TargetKind
from deliberia.reading.motifs import declare
from deliberia.text import agree, typeset

_ESPACE = declare(
    r"(?<=[\w)»”\"])(?: ?)(?=[;!?](?:\s|$))|(?<=[\w)»”\"]) ?(?=:(?:\s|$))|(?<=\d) (?=[%€])|« | »"
)
_NUMERO = declare(r"\b(?:N°|n °|N °)\s?(?=\d)|\bn°(?=\d)|\bn° (?=\d)|\bno (?=\d)", debuts="n no")
_DATE = declare(
    r"\b(?:01|1)\s+(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre"
    r"|novembre|d[ée]cembre)\b",
    re.I,
    debuts="0 00",
)
_CIVILITE = declare(r"\b(?:Mr\.?(?=\s[A-ZÀ-Þ])|Mme\.(?=\s[A-ZÀ-Þ])|Mrs(?=\s[A-ZÀ-Þ]))")
_CAPITALES = declare(
    r"(?<![\w’'])(?:A (?=l['’]unanimit|la majorit)|Etat\b|Etats\b|DELIBERATION|DELIBERE|REPUBLIQUE"
    r"|DEPARTEMENT|SEANCE|SECRETAIRE|PRESENTS|Election\b|Ecole\b|Elu\b|Elus\b)"
)
_GUILLEMETS = declare(r"\"[^\"\n]{2,120}\"")
_MONTANT = declare(
    r"€\s?\d|(?<![\d.,])\d{4,}(?:,\d{2})?\s?€|\d\.\d{2}\s?€|\d{1,3}(?:\.\d{3})+(?:,\d{2})?\s?€"
)
_SIGLE = {"CGCT", "CCP", "CGFP", "CRPA", "CGPPP", "CASF", "CGI"}


def _grouped(
    acte: Acte, context: Context, pattern: re.Pattern[str], message: str, correction: str
) -> Iterator[Signal]:
    """One finding for all places, at the first of them."""
    if not context.is_source:
        return
    matches = list(iter_matches(acte, pattern))
    if matches:
        count = len(matches)
        yield Signal(
            message=f"{message} ({count} {agree(count, 'endroit', 'endroits')}).",
            correction=correction,
            start=matches[0].start(),
            end=matches[0].end(),
        )


@check("FOR020", origine="typo-nbsp-punctuation", severite=Severity.INFO, portee=Portee.TEXTE)
def nbsp_punctuation(acte: Acte, context: Context) -> Iterator[Signal]:
    """Des espaces insécables manquent.

    Ce que la règle vérifie
        Une espace insécable précède « : », « ; », « ! », « ? », « % », « € » et borde les guillemets.
    Pourquoi
        Sans elle, le signe peut passer seul à la ligne suivante.
    Exemple fautif
        « Article 1: » ou « 1 500€ »
    Correction
        Appliquer la typographie française ; Deliberia le fait à l’export.
    Limites
        Fichiers d’origine seulement (.docx, .odt, .md) ; un seul constat par acte.
    """
    yield from _grouped(
        acte,
        context,
        _ESPACE,
        "Il manque des espaces insécables",
        "Ajoutez les espaces insécables avant « : », « ; », « ? », « % » et « € ».",
    )


@check("FOR021", origine="typo-number-sign", severite=Severity.INFO, portee=Portee.TEXTE)
def number_sign(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le signe « n° » est mal écrit.

    Ce que la règle vérifie
        « n° » s’écrit en minuscule, avec le signe degré et une espace insécable.
    Pourquoi
        Une forme constante se lit et se cherche mieux.
    Exemple fautif
        « N°2026-042 »
    Correction
        Écrire « n° 2026-042 ».
    Limites
        Fichiers d’origine seulement ; un seul constat par acte.
    """
    yield from _grouped(
        acte, context, _NUMERO, "Écrire « n° » suivi d’une espace insécable", "Écrivez « n° 2026-042 »."
    )


@check("FOR022", origine="typo-date", severite=Severity.INFO, portee=Portee.TEXTE)
def first_of_month(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le premier jour du mois s’écrit « 1er ».

    Ce que la règle vérifie
        On n’écrit ni « 1 janvier » ni « 01 janvier ».
    Pourquoi
        L’usage français réserve l’ordinal au premier jour du mois.
    Exemple fautif
        « 1 janvier 2027 »
    Correction
        Écrire « 1er janvier 2027 ».
    Limites
        Fichiers d’origine seulement ; un seul constat par acte.
    """
    yield from _grouped(
        acte, context, _DATE, "Écrire « 1er » pour le premier jour du mois", "Écrivez « 1er janvier »."
    )


@check("FOR023", origine="typo-civility", severite=Severity.INFO, portee=Portee.TEXTE)
def civility(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une civilité est mal abrégée.

    Ce que la règle vérifie
        « Monsieur » s’abrège en « M. » et « Madame » en « Mme ».
    Pourquoi
        « Mr » est l’abréviation anglaise.
    Exemple fautif
        « Mr Untel »
    Correction
        Écrire « M. Untel ».
    Limites
        Fichiers d’origine seulement ; un seul constat par acte.
    """
    yield from _grouped(acte, context, _CIVILITE, "Écrire « M. » et « Mme »", "Écrivez « M. » et « Mme ».")


@check("FOR024", origine="typo-accented-capitals", severite=Severity.INFO, portee=Portee.TEXTE)
def accented_capitals(acte: Acte, context: Context) -> Iterator[Signal]:
    """Des capitales ne sont pas accentuées.

    Ce que la règle vérifie
        Les capitales portent leurs accents : « À l’unanimité », « État », « DÉLIBÉRATION ».
    Pourquoi
        L’accent a valeur d’orthographe, sur les capitales aussi.
    Exemple fautif
        « A l’unanimité »
    Correction
        Accentuer les capitales.
    Limites
        Fichiers d’origine seulement ; liste de mots fréquents.
    """
    yield from _grouped(
        acte, context, _CAPITALES, "Des capitales ne sont pas accentuées", "Accentuez les capitales."
    )


@check("FOR025", origine="typo-quotes", severite=Severity.INFO, portee=Portee.TEXTE)
def quotes(acte: Acte, context: Context) -> Iterator[Signal]:
    """Des guillemets droits remplacent les guillemets français.

    Ce que la règle vérifie
        Les citations s’ouvrent par un guillemet français ouvrant et se ferment par un fermant.
    Pourquoi
        Les guillemets droits ne disent pas où la citation commence ni où elle finit.
    Exemple fautif
        L’association "Les Amis du Lac"
    Correction
        Employer les guillemets français.
    Limites
        Fichiers d’origine seulement ; un seul constat par acte.
    """
    yield from _grouped(
        acte, context, _GUILLEMETS, "Des guillemets droits subsistent", "Employez les guillemets français."
    )


@check("FIN050", origine="amount-format", severite=Severity.INFO, portee=Portee.TEXTE)
def amount_format(acte: Acte, context: Context) -> Iterator[Signal]:
    """Des montants ne suivent pas le format français.

    Ce que la règle vérifie
        Les milliers sont séparés par une espace, les centimes par une virgule, le signe suit le nombre.
    Pourquoi
        « 1.500 » et « 1500 » se lisent mal et se recopient mal.
    Exemple fautif
        « 1500€ » ou « 1.500,00 € »
    Correction
        Écrire « 1 500,00 € ».
    Limites
        Fichiers d’origine seulement ; un seul constat par acte.
    """
    yield from _grouped(acte, context, _MONTANT, "Format de montant à corriger", "Écrivez « 1 234,56 € ».")


@check("REF020", origine="citation-format", severite=Severity.INFO, portee=Portee.TEXTE)
def citation_format(acte: Acte, context: Context) -> Iterator[Signal]:
    """Des articles ne sont pas cités sous la forme « L. 2121-29 ».

    Ce que la règle vérifie
        La lettre de l’article est suivie d’un point et d’une espace insécable.
    Pourquoi
        La forme usuelle évite les coupures et se retrouve dans les bases juridiques.
    Exemple fautif
        « article L2121-29 »
    Correction
        Écrire « article L. 2121-29 ».
    Limites
        Fichiers d’origine seulement ; un seul constat par acte.
    """
    if not context.is_source:
        return
    wrong = [
        citation
        for citation in acte.citations
        if acte.debut <= citation.start < acte.fin_texte
        and any(target.kind is TargetKind.ARTICLE for target in citation.targets)
        and citation.surface[:1] in "LRD"
        and not re.match(r"[LRD]\*?\.[\u00a0\u202f ]\d", citation.surface)
    ]
    if wrong:
        yield Signal(
            message=f"Des articles ne sont pas écrits sous la forme « L. 2121-29 » ({len(wrong)} "
            f"{agree(len(wrong), 'endroit', 'endroits')}).",
            correction=f"Écrivez « {typeset(wrong[0].surface)} » avec une espace insécable après le point.",
            start=wrong[0].start,
            end=wrong[0].end,
        )


@check("REF021", origine="code-name-abbreviated", severite=Severity.INFO, portee=Portee.TEXTE)
def code_name_abbreviated(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un code est cité par son seul sigle.

    Ce que la règle vérifie
        À sa première mention, un code porte son nom entier.
    Pourquoi
        Le public auquel l’acte s’adresse ne connaît pas les sigles.
    Exemple fautif
        « Vu le CGCT, notamment son article L. 2121-29 ; »
    Correction
        Écrire le nom complet à la première citation.
    Limites
        Fichiers d’origine seulement ; un seul constat par acte.
    """
    if not context.is_source:
        return
    named: set[str] = set()
    for citation in acte.citations:
        for target in citation.targets:
            if target.kind is not TargetKind.CODE or not acte.debut <= citation.start < acte.fin_texte:
                continue
            if citation.surface.strip() in _SIGLE and target.text not in named:
                yield Signal(
                    message=f"Le code est cité par son seul sigle, « {citation.surface.strip()} ».",
                    correction="Écrivez le nom complet à la première citation.",
                    start=citation.start,
                    end=citation.end,
                )
                return
            named.add(target.text)
