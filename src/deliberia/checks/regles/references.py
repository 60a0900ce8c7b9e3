"""Citations judged on the day of the meeting: unknown, not in force, moved, out of what the base knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from deliberia.checks.contexte import Context, Reference
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.legal_refs import load_base, name_reference
from deliberia.model import (
    Acte,
    Certitude,
    Confiance,
    Fact,
    Resolution,
    Severity,
    Target,
    TargetKind,
    VerdictKind,
)
from deliberia.reading.motifs import declare
from deliberia.text import format_date, join_french

_ARTICLES = frozenset({TargetKind.ARTICLE, TargetKind.RANGE})
_TEXTES = frozenset({TargetKind.LOI, TargetKind.ORDONNANCE, TargetKind.DECRET, TargetKind.CODE})
_HISTOIRE_AVANT = declare(
    r"(?:\banciens?\b|\bancienne\b|\babrog\w+|\bex-|\balors\s+en\s+vigueur|\bmodifiant|\babrogeant"
    r"|\bpr[ée]c[ée]demment|\bissue?\s+de|\bcodifi\w+|"
    r"march[ée]s?\s+(?:pass[ée]|conclu|notifi)\w*|contrat\s+(?:pass[ée]|conclu)"
    r"|proc[ée]dure\s+\w+\s+(?:pass[ée]|lanc[ée])e?|engag[ée]e?\s+sur\s+le\s+fondement|"
    r"avenant|transpos\w+|cr[ée]{2}e?\s+par|institu[ée]e?\s+par|modifi[ée]e?s?\s+par"
    r"|rempla[çc]\w+)[^.;\n]{0,90}$",
    re.I,
)
_HISTOIRE_APRES = declare(
    r"^[^.;\n]{0,60}(?:\babrog\w+|\balors\s+en\s+vigueur|\bdans\s+sa\s+(?:r[ée]daction|version)"
    r"|\bcodifi\w+|\bdevenue?\b|\bprivil[ée]g|\brempla[çc])",
    re.I,
)


_LONG = declare(r"\d{5}")
"""Five figures in a row: a hyphen was probably lost, the article meant exists."""


def _is_history(acte: Acte, reference: Reference) -> bool:
    """True when the text cites the reference as past, or for an older contract."""
    citation = reference.citation
    before = acte.texte[max(acte.debut, citation.start - 130) : citation.start]
    after = acte.texte[citation.end : min(acte.fin_texte, citation.end + 110)]
    return bool(_HISTOIRE_AVANT.search(before) or _HISTOIRE_APRES.match(after))


def _doubt(reference: Reference, *, is_error: bool = False) -> Fact[bool] | None:
    """Lower the severity when the reading or the base is not sure; an error asks for more confidence."""
    refused = (Confiance.BASSE, Confiance.MOYENNE) if is_error else (Confiance.BASSE,)
    sure = (
        reference.citation.resolution is not Resolution.DEDUITE
        and reference.verdict.confiance not in refused
        and "\n" not in reference.citation.surface
        and not _LONG.search(reference.citation.surface)
    )
    if is_error and reference.citation.resolution is not Resolution.EXPLICITE:
        sure = False
    return None if sure else Fact(value=True, certitude=Certitude.DEDUIT)


def _name(reference: Reference) -> str:
    cle = reference.verdict.cle or reference.target.cle or ""
    return name_reference(cle) if cle else reference.citation.surface


def _replace(reference: Reference) -> str:
    """Say what to cite instead, in words; never applied by itself."""
    keys = reference.verdict.remplace_par[:3]
    names = tuple(_with_article(name_reference(key)) for key in keys)
    return f"Voir {join_french(names)}." if names else "Citez le texte en vigueur."


def _with_article(name: str) -> str:
    return f"l’{name}" if name.startswith("article") else name


def _is_nickname(reference: Reference) -> bool:
    """True for « loi MOP »: a name used for what it describes, not cited as a basis."""
    is_code = reference.target.kind is TargetKind.CODE
    return not is_code and not any(char.isdigit() for char in reference.citation.surface)


def _select(
    acte: Acte, context: Context, sorts: frozenset[TargetKind], kinds: frozenset[VerdictKind]
) -> Iterator[Reference]:
    """Yield each reference of these sorts with such a verdict, once a key, history left out."""
    seen: set[str] = set()
    for reference in context.references:
        key = reference.target.cle or reference.citation.surface
        if reference.target.kind not in sorts or reference.verdict.kind not in kinds or key in seen:
            continue
        if _is_history(acte, reference) or _is_nickname(reference):
            continue
        seen.add(key)
        yield reference


def _signal(reference: Reference, message: str, correction: str, *, is_error: bool = False) -> Signal:
    return Signal(
        message=message,
        correction=correction,
        appuis=(_doubt(reference, is_error=is_error),),
        start=reference.citation.start,
        end=reference.citation.end,
    )


@check("REF001", origine="citation-unknown-article", severite=Severity.ERREUR, portee=Portee.TEXTE)
def citation_unknown_article(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’article cité n’existe pas.

    Ce que la règle vérifie
        Chaque article cité existe dans son code, à la date de la séance, lorsque la base connaît ce code en
        entier à cette date.
    Pourquoi
        Une référence inventée ou mal recopiée prive la décision de son fondement apparent.
    Exemple fautif
        « Vu l’article L. 2121-99 du code général des collectivités territoriales ; »
    Correction
        Vérifier le numéro et le code.
    Limites
        Ce que la base ne connaît pas à la date de la séance est dit « non vérifiable », jamais faux. Simple
        avertissement lorsque le code est déduit, que le numéro est coupé par une fin de ligne ou qu’il
        dépasse la liste des articles que la base connaît.
    """
    for reference in _select(acte, context, _ARTICLES, frozenset({VerdictKind.INEXISTANT})):
        yield _signal(
            reference,
            f"« {' '.join(reference.citation.surface.split())} » : {_name(reference)} n’existe pas à "
            f"la date de la séance.",
            "Vérifiez le numéro et le code.",
            is_error=True,
        )


@check("REF002", origine="citation-repealed-law", severite=Severity.AVERTISSEMENT, portee=Portee.TEXTE)
def citation_repealed_law(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le texte cité est abrogé ou codifié.

    Ce que la règle vérifie
        Les lois, ordonnances, décrets et codes cités comme fondement sont encore en vigueur.
    Pourquoi
        Un texte codifié ou abrogé ne fonde plus rien ; le lecteur cherche en vain la règle.
    Exemple fautif
        « Vu la loi n° 84-53 du 26 janvier 1984 ; » dans un acte de 2026.
    Correction
        Citer l’article du code en vigueur.
    Limites
        Silencieuse lorsque le texte est cité comme historique ou régit un contrat plus ancien.
    """
    kinds = frozenset({VerdictKind.ABROGE, VerdictKind.DEPLACE})
    for reference in _select(acte, context, _TEXTES, kinds):
        yield _signal(
            reference,
            f"{_capital(_name(reference))} : texte {_lower(reference.verdict.motif)}",
            _replace(reference),
        )


@check("REF003", origine="citation-moved-article", severite=Severity.AVERTISSEMENT, portee=Portee.TEXTE)
def citation_moved_article(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’article cité a changé de numéro.

    Ce que la règle vérifie
        Les articles cités portent encore ce numéro à la date de la séance.
    Pourquoi
        Les codes sont renumérotés : le budget des communes l’a été au 1er janvier 2026.
    Exemple fautif
        « Vu l’article L. 2311-7 du code général des collectivités territoriales ; » dans un acte de 2026.
    Correction
        Mettre à jour la citation.
    Limites
        Le remplaçant est proposé, jamais imposé : le contenu peut avoir changé avec le numéro.
    """
    for reference in _select(acte, context, _ARTICLES, frozenset({VerdictKind.DEPLACE})):
        yield _signal(
            reference,
            f"{_capital(_name(reference))} : {_lower(reference.verdict.motif)}",
            _replace(reference),
        )


@check(
    "REF004", origine="citation-article-not-in-force", severite=Severity.AVERTISSEMENT, portee=Portee.TEXTE
)
def citation_article_not_in_force(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’article cité n’est pas en vigueur à la date de la séance.

    Ce que la règle vérifie
        Les articles cités ne sont ni abrogés, ni encore à venir, le jour de la séance.
    Pourquoi
        C’est le droit du jour de la séance qui fonde la délibération.
    Exemple fautif
        « Vu l’article L. 1111-1-1 du code général des collectivités territoriales ; » dans un acte de 2026.
    Correction
        Citer l’article en vigueur à cette date.
    Limites
        Dépend des dates connues de la base ; silencieuse pour une citation historique.
    """
    kinds = frozenset({VerdictKind.ABROGE, VerdictKind.PAS_ENCORE_EN_VIGUEUR})
    for reference in _select(acte, context, _ARTICLES, kinds):
        yield _signal(
            reference,
            f"{_capital(_name(reference))} n’est pas en vigueur à la date de la séance. "
            f"{reference.verdict.motif}",
            _replace(reference)
            if reference.verdict.remplace_par
            else "Citez l’article en vigueur à cette date.",
        )


@check("REF005", origine="citation-law-date-mismatch", severite=Severity.AVERTISSEMENT, portee=Portee.TEXTE)
def citation_law_date_mismatch(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le numéro et la date d’un texte ne concordent pas.

    Ce que la règle vérifie
        Une loi, une ordonnance ou un décret cité avec numéro et date les porte bien ensemble.
    Pourquoi
        L’un des deux est faux : le lecteur ne sait plus quel texte est visé.
    Exemple fautif
        « Vu la loi n° 2000-321 du 12 avril 2001 ; »
    Correction
        Vérifier la référence.
    Limites
        Les actes de l’Union européenne et les arrêtés sont laissés de côté.
    """
    seen: set[str] = set()
    for reference in context.references:
        target = reference.target
        if target.kind not in _TEXTES or not target.num or target.date is None or target.num in seen:
            continue
        if not _is_another_day(target) and not _years_disagree(target.num, target.date.year):
            continue
        seen.add(target.num)
        yield Signal(
            message=f"Le numéro et la date ne concordent pas : n° {target.num} du "
            f"{format_date(target.date)}.",
            correction=_replace(reference) if reference.verdict.remplace_par else "Vérifiez la référence.",
            start=reference.citation.start,
            end=reference.citation.end,
        )


def _is_another_day(target: Target) -> bool:
    """True when the base knows that text under another date. A number it does not know proves nothing."""
    cle = replace(target, article="").cle
    known = load_base().texts.get(cle) if cle else None
    return known is not None and known.date is not None and known.date != target.date


def _years_disagree(number: str, year: int) -> bool:
    match = re.match(r"(\d{4}|\d{2})-\d", number)
    if match is None:
        return False
    written = int(match[1])
    full = written if written > 99 else written + (1900 if written > 30 else 2000)
    return full != year


@check("REF006", origine="citation-article-not-in-force", severite=Severity.INFO, portee=Portee.TEXTE)
def citation_not_verifiable(acte: Acte, context: Context) -> Iterator[Signal]:
    """Des références n’ont pas pu être contrôlées à la date de la séance.

    Ce que la règle vérifie
        Combien de références nationales la base ne connaît que jusqu’à une date antérieure à la séance, ou
        pas du tout.
    Pourquoi
        Ce qui n’est pas su est dit non su : l’agent sait ce qu’il reste à vérifier.
    Exemple fautif
        Un acte de 2026 qui cite quatre articles connus jusqu’en août 2019.
    Correction
        Les vérifier sur Légifrance, ou importer une base plus récente.
    Limites
        Une seule ligne par acte, jamais une alarme par référence. Les actes locaux et la jurisprudence ne
        sont pas comptés.
    """
    groups: dict[str, set[str]] = {}
    for reference in context.references:
        if reference.verdict.kind is not VerdictKind.NON_VERIFIABLE or reference.target.cle is None:
            continue
        if reference.target.kind not in _ARTICLES | _TEXTES:
            continue
        known = reference.verdict.etat
        label = f"{format_date(known).split(' ', 1)[1]}" if known else ""
        groups.setdefault(label, set()).add(reference.target.cle)
    if not groups:
        return
    parts = [
        f"{len(keys)} {'référence connue' if len(keys) == 1 else 'références connues'} jusqu’en {label}"
        if label
        else f"{len(keys)} {'référence inconnue' if len(keys) == 1 else 'références inconnues'} de la base"
        for label, keys in sorted(groups.items())
    ]
    yield Signal(
        message=f"Non vérifiable à la date de la séance : {join_french(tuple(parts))}.",
        correction="Vérifiez-les sur Légifrance, ou importez une base plus récente.",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
