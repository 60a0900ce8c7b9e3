"""What the passage says against the facts: denials, opposites, rises and falls, comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from deliberia.assistance.events import judge_events
from deliberia.assistance.facts import Facts
from deliberia.assistance.figures import Kind, read_figures
from deliberia.assistance.page import Page, flatten
from deliberia.assistance.people import judge_people
from deliberia.assistance.roles import PERIODS
from deliberia.assistance.statements import FALL, RISE, STILL, Statement, iter_denials
from deliberia.assistance.stems import iter_stems, stem
from deliberia.assistance.words import LIMIT, load_lines, load_words

_CLAUSE = re.compile(r"(?<!\bm)(?<!\bmme)[.!?…](?= |\Z)|[;:\n]|,(?= )| (?:mais|car|tandis que|alors que) ")
_SENTENCE = re.compile(r"(?<!\bm)(?<!\bmme)[.!?…](?= |\Z)|[;:\n]")
_COMPARED = re.compile(
    r"(?<!\w)(?:(?P<more>superieure?s?(?= a| au|,)|depass(?:e|ent|era|ait)"
    r"|exced(?:e|ent|era|ait)|(?P<plus>plus elevee?s? que))"
    r"|(?P<less>inferieure?s?(?= a| au|,)|moins elevee?s? que)|egale?s? (?=a|au))(?!\w)"
)
_NOT = re.compile(r"(?<!\w)n(?:e |')[^,;]{0,12}\Z")
_MONEY_SIGN = re.compile(r"€|euro")
_BY = re.compile(r" de \d")
"""« supérieure de 10 € »: the difference is a figure of its own."""
_PERIOD = re.compile(
    r"(?<!\w)(?:(?P<noun>\w{3,}) (?:est |sont )?)?(?P<word>(?:mensuel|trimestriel|semestriel|annuel)(?:le)?s?"
    r"|hebdomadaires?|(?<=chaque )(?:mois|trimestre|semestre|semaine))(?!\w)"
)
_RELATIVE = re.compile(
    r"(?<!\w)(?:qui|que|qu'|dont|laquelle|lequel|lesquel\w+|si|s'|lorsque|quand|tant que) ?(?:[\w']+ ){0,3}\Z"
)
_COVERED = 0.75
"""Share of the words of a clause that a sentence of the facts has, for the two to speak of the same."""


def judge_sums(page: Page, facts: Facts) -> list[str]:
    """Return the comparisons of two sums written in a sentence that are false: arithmetic, no reading."""
    return _judge_comparisons(page, facts, is_written=True)


def judge_claims(page: Page, facts: Facts) -> list[str]:
    """Return what the passage seems to say against the facts, or beyond them."""
    reasons: list[str] = []
    for start, end in _iter_clauses(page.flat):
        reasons += _judge_clause(page, start, end, facts)
    reasons += _judge_comparisons(page, facts, is_written=False)
    reasons += judge_people(page, facts.personnes)
    reasons += judge_events(page, facts)
    return list(dict.fromkeys(reasons))


def _iter_clauses(flat: str, cut: re.Pattern[str] = _CLAUSE) -> Iterator[tuple[int, int]]:
    start = 0
    for found in cut.finditer(flat):
        yield start, found.start()
        start = found.end()
    yield start, len(flat)


def _judge_clause(page: Page, start: int, end: int, facts: Facts) -> Iterator[str]:
    flat = page.flat[start:end]
    stems = list(iter_stems(flat))
    if not stems:
        return
    shown = page.text[start:end].strip()
    spans = list(iter_denials(flat))
    denied = {word for place, word in stems if any(left <= place < right for left, right in spans)}
    words = {word for _, word in stems}
    if any(_RELATIVE.search(flat, 0, left) for left, _ in spans):
        pass  # « les crédits qui n’auront pas été employés » denies nothing
    elif spans:
        if _is_denied_wrongly(denied, words - denied, facts):
            yield f"Le passage nie ce que disent les données : « {shown} »."
    elif _is_said_wrongly(words, facts):
        yield f"Le passage affirme ce que nient les données : « {shown} »."
    yield from _judge_move(flat, shown, words, facts)
    yield from _judge_opposites(flat, shown, facts)
    if not _has_period(flat, facts):
        yield f"Le passage donne un rythme que les données ne donnent pas : « {shown} »."


def _is_denied_wrongly(denied: set[str], others: set[str], facts: Facts) -> bool:
    """Tell whether a sentence of the facts says what the clause denies, of the same thing."""
    if not denied or any(denied <= one.nies for one in facts.enonces):
        return False
    return any(denied <= one.dits and (len(denied) > 2 or bool(others & one.mots)) for one in facts.enonces)


def _is_said_wrongly(words: set[str], facts: Facts) -> bool:
    """Tell whether the clause says what the facts have only under a negation."""
    if len(words) < 2:
        return False
    return any(
        words & one.nies & facts.nies and len(words & one.mots) >= _COVERED * len(words)
        for one in facts.enonces
    )


def _judge_move(flat: str, shown: str, words: set[str], facts: Facts) -> Iterator[str]:
    """A sum that rises or falls must do so in the facts."""
    for move in (RISE, FALL, STILL):
        found = move.search(flat)
        if found is None or not words & _load_sums():
            continue
        if re.search(rf"ce(?:tte|s) {found[0]}", flat) and any(
            move.search(one.libelle) for one in facts.enonces
        ):
            continue
        if not any(word[0].isdigit() for word in words) and not _is_opposed(move, words, facts):
            continue
        about = {word for word in words - {stem(found[0].split()[0])} if not word[0].isdigit()}
        if not any(_moves(one, move, about) for one in facts.enonces):
            yield f"Le passage dit une hausse ou une baisse que les données ne disent pas : « {shown} »."


def _is_opposed(move: re.Pattern[str], words: set[str], facts: Facts) -> bool:
    """Tell whether the facts say that the same thing moves the other way."""
    things = words & _load_sums()
    others = [one for one in (RISE, FALL, STILL) if one is not move]
    return any(_moves(one, other, things) for one in facts.enonces for other in others)


def _moves(one: Statement, move: re.Pattern[str], about: set[str]) -> bool:
    return move.search(one.libelle) is not None and bool(one.mots & about)


def _has_period(flat: str, facts: Facts) -> bool:
    """Tell whether « annuel », « chaque mois » is what the facts say, of the same noun when it has one."""
    for found in _PERIOD.finditer(flat):
        period = stem(found["word"])
        if period not in facts.personnes.stems and not any(stem(word) == period for word in facts.mots):
            return False
        noun = stem(found["noun"]) if found["noun"] else ""
        others = [one.mots for one in facts.enonces if noun in one.mots and one.mots & PERIODS]
        if others and not any(period in one for one in others):
            return False
    return True


def _judge_opposites(flat: str, shown: str, facts: Facts) -> Iterator[str]:
    """« Un taux variable » when the facts have « un taux fixe »."""
    for line in load_lines("contraires"):
        pair = line.split()
        for mine, theirs in (pair, pair[::-1]):
            if f" {mine}" not in f" {flat}" or f" {mine}" in facts.corps or f" {theirs}" not in facts.corps:
                continue
            yield f"Le passage dit le contraire des données : « {shown} »."


def _judge_comparisons(page: Page, facts: Facts, *, is_written: bool) -> list[str]:
    return [
        reason
        for start, end in _iter_clauses(page.flat, _SENTENCE)
        for reason in _judge_comparison(page, start, end, facts, is_written=is_written)
    ]


def _judge_comparison(page: Page, start: int, end: int, facts: Facts, *, is_written: bool) -> Iterator[str]:
    """A figure greater or less than another is so in the facts; `is_written`: both stand in the sentence."""
    found = _COMPARED.search(page.flat, start, end)
    if found is None or _BY.match(page.flat, found.end()) or _NOT.search(page.flat, start, found.start()):
        return
    shown = page.text[start:end].strip()
    if facts.has_phrase(found[0]) and (found["plus"] or not _MONEY_SIGN.search(page.flat, found.end(), end)):
        return
    sides = (Page(page.text[start : found.start()]), Page(page.text[found.end() : end]))
    if is_written is not all(map(_read_sum, sides)):
        return
    left, right = (_read_sum(side) or _find_sum(side, facts) for side in sides)
    if left is None or right is None:
        return
    if left == right and _is_limit(left, facts):
        return
    order = "more" if found["more"] else "less" if found["less"] else "same"
    truth = "more" if left > right else "less" if left < right else "same"
    if order != truth:
        yield f"La comparaison est fausse : « {shown} »."


def _is_limit(value: Decimal, facts: Facts) -> bool:
    """Tell whether a sum of the facts is a limit: « au-dessous de quelle valeur »."""
    role = facts.roles.get(Kind.MONTANT, {}).get(value)
    return role is not None and LIMIT.search(flatten(role.libelle)) is not None


def _read_sum(part: Page) -> Decimal | None:
    """Return the sum that a part of a sentence gives, when it is its first figure."""
    for figure in read_figures(part):
        is_sum = figure.kind is Kind.MONTANT and isinstance(figure.value, Decimal)
        return Decimal(str(figure.value)) if is_sum else None
    return None


def _find_sum(part: Page, facts: Facts) -> Decimal | None:
    """Return the sum that a part of a sentence names without giving it."""
    if read_figures(part):
        return None
    known = facts.roles.get(Kind.MONTANT, {})
    words = {word for _, word in iter_stems(part.flat)}
    scores = {value: sum(role.mots.get(word, 0.0) for word in words) for value, role in known.items()}
    best = sorted(scores, key=lambda value: -scores[value])[:2]
    if not best or not scores[best[0]] or (len(best) > 1 and scores[best[0]] == scores[best[1]]):
        return None
    return best[0] if isinstance(best[0], Decimal) else None


@cache
def _load_sums() -> frozenset[str]:
    return frozenset(stem(word) for word in load_words("sommes"))
