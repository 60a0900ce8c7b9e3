"""The guard: what holds a text of a model, and what is only remarked of it.

Every figure, date, sum and name must be a fact; every reference must be an allowed mark, in force on the day,
that we write out; no order, no talk of law, no vote. What cannot be read is held. What rests on the meaning
of a sentence (a true figure that seems said of another thing, an opinion lent to somebody) is a remark: it
goes with the text to the person who reads it, and holds nothing. Nothing is put right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from deliberia.assistance.claims import judge_claims, judge_sums
from deliberia.assistance.contexts import read_contexts
from deliberia.assistance.facts import Facts, Standing
from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.marks import Written, find_marks, hide_marks, judge_marks, write_marks
from deliberia.assistance.names import doubt_names, judge_names
from deliberia.assistance.page import KEY, Page
from deliberia.assistance.records import Etat, Jugement, Usage
from deliberia.assistance.roles import judge_roles
from deliberia.assistance.sentences import (
    doubt_words,
    judge_alphabet,
    judge_leak,
    judge_length,
    judge_sentences,
)
from deliberia.assistance.stems import stem
from deliberia.assistance.words import judge_words
from deliberia.citations import find_citations
from deliberia.legal_refs import Base, parse_key
from deliberia.model import Citation
from deliberia.text import normalize, typeset

_MOST_REASONS = 8
_FEW_REASONS = 8
"""Over which nobody would take a sentence back from a held passage: its remarks are not looked for."""
_MOST_FIGURES = 60
_LISTED = re.compile(r"(?: [a-z]+){1,2} ?: ([^.;:!?\n]+)")
"""What a number announces: « trois priorités : … »."""
_RATE = re.compile(
    r"(?P<words>(?: [a-z²³]+){1,4}(?= par (?:an|annee|mois|semaine|trimestre|jour)(?!\w)))?"
    r" ?(?:h(?:eures?)?(?!\w) ?)?(?:(?:ht|ttc) )?(?:(?:par|chaque|/|tous les|toutes les|pour chaque"
    r"|l'|de l'|a l') ?"
    r"(?:(?P<time>heure|jour|semaine|mois|trimestre|semestre|an|annee|nuit|journee|seance)s?(?!\w)"
    r"|(?P<unit>habitant|eleve|enfant|agent|famille|foyer|personne|adherent|membre|dossier|acte|logement|lot|repas"
    r"|metre|kilometre|hectare|km|ha|m²|emplacement|vehicule|visite|trajet|vacation|page|parcelle|poste|table)s?(?!\w))"
    r"|(?P<tax>ht|ttc|hors tax|toutes tax))"
)
_TAXES = {"ht": re.compile(r" (?:ht|hors taxe)"), "ttc": re.compile(r" (?:ttc|toutes taxes)")}
_GAPS = {"ans": "an", "an": "an", "annees": "an", "mois": "mois", "jours": "jour", "jour": "jour"}
_ELAPSED = re.compile(r" \w+ (?:apres|plus tard|avant|auparavant)")
_ROUGH = re.compile(r"(?:moins|plus|pres|environ|pas loin|autour) ?(?:de la|du|de l'|des|d'un|d'une|de)? ?\Z")
_NAMES = {
    Kind.DATE: "La date",
    Kind.JOUR: "Le jour ou le mois",
    Kind.HEURE: "L’heure ou la durée",
    Kind.POURCENTAGE: "Le pourcentage",
    Kind.MONTANT: "Le montant",
    Kind.NOMBRE: "Le nombre",
    Kind.RANG: "Le rang",
    Kind.CODE: "Le numéro",
    Kind.PART: "La quantité",
}


def guard(
    text: str,
    *,
    allowed: Collection[str],
    facts: Facts,
    on: dt.date,
    usage: Usage = Usage.PASSAGE,
    prompt: str = "",
    base: Base | None = None,
) -> Jugement:
    """Judge a text of a model, its names already restored.

    Args:
        allowed: canonical reference keys that the text may cite, as `[[CGCT:L2121-29]]`.
        facts: what it may say.
        on: day of the meeting, on which each key must be in force.
        prompt: our instructions, which the text may not copy.
        base: a deeper base than the built-in one.
    """
    text = normalize(text).strip()
    page = Page(text)
    reasons = judge_length(page, usage)
    if reasons:
        return _hold(text, reasons)
    marks = find_marks(text)
    reasons += judge_marks(text, marks, allowed, on, base)
    hidden = Page(hide_marks(text, marks))
    reasons += judge_alphabet(hidden, facts)
    reasons += _judge_citations(hidden.text, facts)
    reasons += judge_words(hidden, facts, usage)
    figures, remarks = _judge_figures(hidden, facts)
    reasons += figures
    if usage is not Usage.AVIS:
        reasons += judge_sums(hidden, facts)
    reasons += judge_names(hidden, facts)
    reasons += judge_sentences(hidden, facts, usage)
    if prompt:
        reasons += judge_leak(hidden, prompt, facts)
    if len(reasons) <= _FEW_REASONS:
        remarks += _iter_remarks(hidden, facts, usage)
    told = _list(remarks)
    if not reasons:
        written = write_marks(text, marks, base)
        cles = tuple(dict.fromkeys(mark.cle for mark in marks))
        reasons = _judge_written(written, cles, facts)
        if not reasons:
            return Jugement(etat=Etat.PROPOSE, texte=typeset(written.text), remarques=told, cles=cles)
    return _hold(text, reasons, told)


def _hold(text: str, reasons: list[str], remarks: tuple[str, ...] = ()) -> Jugement:
    return Jugement(etat=Etat.RETENU, texte=text, motifs=_list(reasons), remarques=remarks)


def _list(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(typeset(reason) for reason in list(dict.fromkeys(reasons))[:_MOST_REASONS])


def _iter_remarks(page: Page, facts: Facts, usage: Usage) -> Iterator[str]:
    """Yield what a person should check: what the words seem to say that the facts do not."""
    if usage is Usage.AVIS or len(read_figures(page)) > _MOST_FIGURES:
        return
    yield from doubt_names(page, facts)
    yield from doubt_words(page, facts)
    told = judge_words(page, facts, usage, remarks=True)
    yield from told
    said = [_quote(remark) for remark in told]
    for remark in judge_claims(page, facts):
        if not any(one in _quote(remark) or _quote(remark) in one for one in said):
            yield remark


def _quote(remark: str) -> str:
    """Return the words that a remark quotes."""
    return remark.partition("«")[2].rpartition("»")[0].strip()


def _judge_citations(text: str, facts: Facts) -> list[str]:
    return [
        f"« {citation.surface} » cite un texte sans passer par une référence permise."
        for citation in find_citations(text.replace(KEY, "«"))
        if not facts.has_citation(citation)
    ]


def _judge_written(written: Written, cles: tuple[str, ...], facts: Facts) -> list[str]:
    """Read the text once more as it would be printed: each citation is one that we wrote."""
    known = {*cles, *(parse_key(cle).text for cle in cles)}
    return [
        f"« {citation.surface} » cite autre chose que les références permises."
        for citation in find_citations(written.text)
        if not (_is_ours(citation, written) and all(target.cle in known for target in citation.targets))
        and not facts.has_citation(citation)
    ]


def _is_ours(citation: Citation, written: Written) -> bool:
    return any(start <= citation.start and citation.end <= end for start, end in written.spans)


def _judge_figures(page: Page, facts: Facts) -> tuple[list[str], list[str]]:
    """Return why the figures hold the passage, and what to check in them."""
    if len(read_figures(page)) > _MOST_FIGURES:
        return ["Le passage porte trop de chiffres pour être relu."], []
    contexts = tuple(read_contexts(page))
    figures = tuple(figure for figure, _ in contexts)
    reasons, remarks = [], []
    for figure, words in contexts:
        standing = facts.place(figure, words)
        if standing is Standing.KNOWN or _counts_a_list(page, figure):
            continue
        shown = page.text[figure.start : figure.end].strip()
        if standing is Standing.UNKNOWN and not _is_rough(page, figure, facts):
            reasons.append(f"{_NAMES[figure.kind]} « {shown} » n’est pas dans les données.")
        else:
            if figure.after and page.flat.startswith(f" {figure.after}", figure.end):
                shown = page.text[figure.start : figure.end + 1 + len(figure.after)].strip()
            remarks.append(f"Les données ne comptent pas cela : « {shown} ».")
    read = bytearray(len(page.text))
    for figure in figures:
        read[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    if any(char.isnumeric() and not read[place] and char not in "²³" for place, char in enumerate(page.text)):
        reasons.append("Un chiffre du passage n’a pas pu être lu.")
    reasons += _judge_neighbours(figures, page, facts)
    reasons += _judge_rates(figures, page, facts)
    for doubt in judge_roles(page, contexts, facts.roles, facts.titre, facts.has_phrase):
        (reasons if doubt.is_sure else remarks).append(doubt.raison)
    return reasons, remarks


def _is_rough(page: Page, figure: Figure, facts: Facts) -> bool:
    """Tell whether it rounds a fact or compares roughly: « moins de la moitié », « près de 3 % »."""
    gaps = facts.ecarts.get(_GAPS.get(figure.after, ""), frozenset())
    if figure.value in gaps and _ELAPSED.match(page.flat, figure.end):
        return True
    found = _ROUGH.search(page.flat, 0, figure.start)
    if found is None:
        return False
    if figure.kind is Kind.PART:
        return True
    if not isinstance(figure.value, Decimal):
        return False
    if figure.kind is Kind.NOMBRE:
        return any(figure.value == gap or _rounds(figure.value, Decimal(gap), Decimal("0.2")) for gap in gaps)
    known = facts.figures.get(figure.kind, frozenset())
    return figure.kind in (Kind.MONTANT, Kind.POURCENTAGE) and any(
        isinstance(one, Decimal) and _rounds(figure.value, one, Decimal("0.05")) for one in known
    )


def _rounds(value: Decimal, exact: Decimal, most: Decimal) -> bool:
    """Tell whether a figure is near another and written with fewer digits."""
    is_rounder = len(value.normalize().as_tuple().digits) < len(exact.normalize().as_tuple().digits)
    return is_rounder and abs(value - exact) <= most * exact


def _counts_a_list(page: Page, figure: Figure) -> bool:
    """Tell whether a number in letters counts what is listed next: « trois priorités : a, b et c »."""
    if figure.kind is not Kind.NOMBRE or page.flat[figure.start].isdigit():
        return False
    listed = _LISTED.match(page.flat, figure.end)
    return listed is not None and len(re.split(r",? et |, ", listed[1])) == figure.value


def _judge_rates(figures: tuple[Figure, ...], page: Page, facts: Facts) -> Iterator[str]:
    """A sum « par dossier », « l’heure », « hors taxe » is given so by the facts."""
    for figure in figures:
        rate = _RATE.match(page.flat, figure.end)
        if figure.kind not in (Kind.MONTANT, Kind.POURCENTAGE, Kind.NOMBRE, Kind.HEURE) or rate is None:
            continue
        if figure.kind is Kind.NOMBRE and not rate["time"]:
            continue
        if rate["words"] and figure.kind is not Kind.MONTANT and not figure.unite:
            continue
        role = facts.roles.get(figure.kind, {}).get(figure.value)
        word = rate["time"] or rate["unit"]
        if role is None or (word and (stem(word) in role.mots or f" par {word}" in facts.corps)):
            continue
        if rate["tax"] and _TAXES["ht" if rate["tax"][0] == "h" else "ttc"].search(facts.corps):
            continue
        shown = page.text[figure.start : rate.end()].strip()
        yield f"Les données ne donnent pas cela : « {shown} »."


def _judge_neighbours(figures: tuple[Figure, ...], page: Page, facts: Facts) -> list[str]:
    """Two numbers side by side are one number cut in two, unless the facts write them so."""
    reasons = []
    for first, second in pairwise(figures):
        between = page.flat[first.end : second.start]
        if between.strip(" -./°,") or first.kind is Kind.JOUR or len(between) > 3:
            continue
        if "," in between and " " in between:
            continue
        if between == ". " and page.text[second.start].isupper():
            continue  # « … 2026. Cinq offres … »: another sentence
        surface = page.text[first.start : second.end]
        if not facts.has_phrase(surface):
            reasons.append(f"Les nombres « {surface} » sont accolés.")
    return reasons
