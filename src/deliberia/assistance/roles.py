"""What each figure is in the facts: the words of its field, of its row, of the clause where it stands.

Two true figures exchanged make a false sentence. The words around a figure of the passage are compared with
the role of the fact of that value and with those of the other facts of its kind; the words that all share
weigh nothing. When they name another fact better than its own, this is told; when they name it wholly and
nothing speaks for its own, the passage is held.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log

from deliberia.assistance.contexts import (
    BEGINS,
    ENDS,
    FAR,
    NAMED,
    NEW,
    OLD,
    SENTENCE_END,
    Words,
    read_contexts,
)
from deliberia.assistance.figures import Figure, Kind
from deliberia.assistance.page import Page, flatten
from deliberia.assistance.stems import iter_stems, stem

POPULATION = "la population."
MEETING = ("la séance.", "la convocation.")
"""Labels of what the meeting gives, not the drafter."""
_LEAD = 0.2
"""By how much another role must win to hold the passage."""
_RATIO = 1.3
_TWICE = 2.0
"""How many times better it must name it: with the lead, or whatever the lead."""
_TWO = 2
"""Words that must accuse a figure which another word confirms."""
_FAR_LEAD = 0.4
"""The lead wanted when no near word tells of any fact."""
_MEASURES = frozenset(
    stem(word)
    for word in ("ans", "mois", "jours", "heures", "semaines", "metres", "hectares", "kilometres", "litres")
)
PERIODS = frozenset(stem(word) for word in ("mensuel", "trimestriel", "semestriel", "hebdomadaire", "annuel"))
_ASKS_START = re.compile(
    r"a partir de quand|a compter|prend\w* effet|prendrait effet|commenc|debut"
    r"|a quelle date (?:l'|le|la|les) ?\w+ (?:est|sont)(?:-\w+)? (?:cree|due|supprime|arrete)"
    r"|s'appliqu|depuis quand|entre\w* en vigueur"
)
_ASKS_END = re.compile(r"jusqu|avant quelle date|prend-il fin|prend fin|finit|termine|au plus tard|valable")
_FEW = 3
"""Small numbers in letters that count nothing in particular: « les deux sections »."""
_LASTING = frozenset({"an", "ans", "mois", "jours", "semaines", "heures"})
_YEARS = range(1900, 2100)
_SHOWN = 110
_COMMON = 0.7
"""Weight of the words of the title against a figure."""
_SAME_FIELD = 1.2
"""The lead wanted between two figures of one field."""
_SURE_SCORE = 0.6
_SURE_SHARE = 0.6
"""Share of the near words that are of the other fact, for the figure to be surely misused."""


@dataclass(frozen=True, slots=True)
class Role:
    """The words of a fact, with their weight, and where it comes from."""

    mots: Mapping[str, float]
    libelle: str


Roles = Mapping[Kind, Mapping[object, Role]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that its words give for another fact."""

    raison: str
    is_sure: bool = False
    """True when the words beside it are those of the other fact, and none is of its own alone."""


@dataclass(frozen=True, slots=True)
class Given:
    """One figure that a field holds: its kind, value, words, and what the user was asked."""

    kind: Kind
    value: object
    words: str
    libelle: str


def build_roles(pages: Iterable[Page], given: Iterable[Given] = ()) -> dict[Kind, dict[object, Role]]:
    """Gather the roles of the figures of the facts; `given` come first and name them."""
    words: dict[tuple[Kind, object], Words] = {}
    labels: dict[tuple[Kind, object], str] = {}
    for one in given:
        for kind, value in _iter_places(one.kind, one.value):
            sign = ask_of_date(one) if kind is Kind.DATE else ""
            if sign:
                words.setdefault((kind, value), {})[sign] = 1.0
            _merge(words.setdefault((kind, value), {}), _weigh(one.words, 1.0))
            labels.setdefault((kind, value), one.libelle)
    for page in pages:
        for figure, mine in read_contexts(page, is_fact=True):
            for kind, value in _iter_places(figure.kind, figure.value):
                _merge(words.setdefault((kind, value), {}), mine)
                labels.setdefault((kind, value), _quote(page, figure))
    roles: dict[Kind, dict[object, Role]] = {}
    for (kind, value), mine in words.items():
        roles.setdefault(kind, {})[value] = Role(mine, labels[kind, value])
    return roles


def ask_of_date(one: Given) -> str:
    """Return what a question asks of a date: from when, until when."""
    flat = flatten(one.libelle)
    if _ASKS_START.search(flat):
        return BEGINS
    return ENDS if _ASKS_END.search(flat) else ""


def _iter_places(kind: Kind, value: object) -> Iterator[tuple[Kind, object]]:
    """Yield where a figure is known: a date is also a year."""
    if isinstance(value, Decimal) and kind in (Kind.MONTANT, Kind.NOMBRE):
        value = abs(value).normalize()
    yield kind, value
    if kind is Kind.DATE and isinstance(value, dt.date):
        yield Kind.NOMBRE, Decimal(value.year).normalize()


def _merge(into: Words, words: Words) -> None:
    for word, weight in words.items():
        into[word] = max(weight, into.get(word, 0.0))


def _weigh(text: str, weight: float) -> Words:
    return {word: weight for _, word in iter_stems(flatten(text))}


def _quote(page: Page, figure: Figure) -> str:
    start = max((found.end() for found in SENTENCE_END.finditer(page.flat, 0, figure.start)), default=0)
    after = SENTENCE_END.search(page.flat, figure.end)
    sentence = page.text[start : after.start() if after else len(page.text)].strip()
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN].rsplit(' ', 1)[0]}…"


def judge_roles(
    page: Page,
    contexts: Iterable[tuple[Figure, Words]],
    roles: Roles,
    title: frozenset[str] = frozenset(),
    said: Callable[[str], bool] = lambda _: False,
) -> list[Doubt]:
    """Return one doubt for each figure whose words are those of another fact.

    Args:
        said: tells whether words stand together in the facts.
    """
    doubts = []
    contexts = tuple(contexts)
    for index, (figure, words) in enumerate(contexts):
        kinds = (Kind.DATE, Kind.JOUR) if figure.kind is Kind.JOUR else (figure.kind,)
        known = {value: role for kind in kinds for value, role in roles.get(kind, {}).items()}
        own = [value for value in known if _is_same(figure, value)]
        others = [
            value for value in known if value not in own and _is_rival(figure, value, words, known[value])
        ]
        if not own or _is_vague(page, figure):
            continue
        if words.keys() <= {OLD, NEW}:
            place = index + (1 if OLD in words else -1)
            partner = contexts[place][0].value if words and 0 <= place < len(contexts) else None
            others = [value for value in others if value == partner]
        if NAMED in words and said(_read_name(page, figure)):
            continue  # « parcelle B 215 »
        if NAMED in words and not any(NAMED in known[value].mots for value in own):
            doubts.append(Doubt(_explain_number(page, figure, known[own[0]]), is_sure=True))
            continue
        if figure.kind is Kind.MONTANT and _is_of_other_period(words, [known[value] for value in own]):
            doubts.append(Doubt(_explain_period(page, figure, known[own[0]]), is_sure=True))
            continue
        signs = words.keys() & {BEGINS, ENDS}
        if signs and _is_alone(signs, [known[one] for one in own], [known[one] for one in others]):
            continue
        if any(sign in known[value].mots for sign in signs for value in own):
            words = {word: 1.0 for word in words if word not in signs}  # several facts begin, or end
        best = _find_better(words, known, own, others, title)
        if best is not None:
            reason = _explain(page, figure, known[own[0]], known[best])
            is_sure = (
                not figure.is_spelled
                and _is_surely(words, known, own, others, best, title)
                and not _is_unit_of(figure, own, known)
            )
            doubts.append(Doubt(reason, is_sure))
    return doubts


def _read_name(page: Page, figure: Figure) -> str:
    """Return a number with the word before it."""
    start = page.flat.rfind(" ", 0, max(0, figure.start - 1)) + 1
    return page.text[start : figure.end]


def _is_unit_of(figure: Figure, own: Sequence[object], known: Mapping[object, Role]) -> bool:
    """Tell whether what is counted is what the fact counts."""
    return bool(figure.after) and any(stem(figure.after) in known[value].mots for value in own)


def _is_surely(
    words: Words,
    known: Mapping[object, Role],
    own: Sequence[object],
    others: Sequence[object],
    best: object,
    title: frozenset[str],
) -> bool:
    """Tell whether the near words are mostly of the other fact and none is of its own alone."""
    mine = {word for value in own for word in known[value].mots}
    theirs = known[best].mots.keys()
    if known[best].libelle.startswith("Comment "):
        return False  # a free answer: its words tell of the whole affair
    if known[best].libelle in {known[value].libelle for value in own} or (mine - theirs) & words.keys():
        return False
    near = [word for word, weight in words.items() if weight > FAR]
    accusing = [word for word in near if word in theirs - mine - title]
    shared = [word for word in near if word in theirs & mine]
    if not accusing or len(accusing) < len(shared):
        return False
    score = _score(dict.fromkeys(near, 1.0), known, own, others, frozenset())[best]
    return len(accusing) + len(shared) >= _SURE_SHARE * len(near) and score >= _SURE_SCORE


def _is_alone(signs: Collection[str], own: Sequence[Role], others: Sequence[Role]) -> bool:
    """Tell whether the fact is the only one that begins, or ends, something."""
    return any(sign in role.mots for role in own for sign in signs) and not any(
        sign in role.mots for role in others for sign in signs
    )


def _is_vague(page: Page, figure: Figure) -> bool:
    """Tell whether it is a small number in letters: « les deux sections »."""
    if figure.kind is not Kind.NOMBRE or page.flat[figure.start].isdigit():
        return False
    return isinstance(figure.value, Decimal) and figure.value <= _FEW and figure.after not in _LASTING


def _is_of_other_period(words: Words, own: Sequence[Role]) -> bool:
    """Tell whether « par an » stands with what the facts give by the month."""
    mine = {word for word, weight in words.items() if weight > FAR} & PERIODS
    theirs = {word for role in own for word in role.mots} & PERIODS
    return bool(mine and theirs) and not mine & theirs


def _find_better(
    words: Words,
    known: Mapping[object, Role],
    own: Sequence[object],
    others: Sequence[object],
    title: frozenset[str],
) -> object | None:
    """Return the fact that the words name better than its own, the nearest words read first."""
    if not others:
        return None
    near = {word: weight for word, weight in words.items() if weight > FAR}
    is_near = False
    for read in (near, words):
        scores = _score(read, known, own, others, title)
        is_near = is_near or any(scores.values())
        mine = max(scores[value] for value in own)
        best = max(others, key=lambda value: scores[value])
        if mine and mine >= scores[best]:
            return None
    if _is_doubtful(words, known[best], [known[value] for value in own]):
        return None
    fields = {known[value].libelle for value in own}
    lead = _SAME_FIELD if known[best].libelle in fields else _LEAD if is_near else _FAR_LEAD
    if scores[best] >= lead and scores[best] >= mine * _TWICE:
        return best
    return best if scores[best] >= mine + lead and scores[best] >= mine * _RATIO else None


def _is_doubtful(words: Words, best: Role, own: Sequence[Role]) -> bool:
    """Tell whether a single word accuses a figure that another word of its sentence confirms."""
    accusing = [word for word in words if word in best.mots and not any(word in role.mots for role in own)]
    confirming = [word for word in words if word not in best.mots and any(word in role.mots for role in own)]
    return bool(confirming) and len(accusing) < _TWO


def _score(
    words: Words,
    known: Mapping[object, Role],
    own: Sequence[object],
    others: Sequence[object],
    title: frozenset[str],
) -> dict[object, float]:
    """Return how well the words name each fact; a word that all the facts have weighs nothing.

    The words of the title tell of the whole act: they may confirm a fact, and hardly accuse one.
    """
    values = [*own, *others]
    count = len(values)
    weights = {
        word: weight * log((count + 1) / (shared + 0.5))
        for word, weight in words.items()
        if (shared := sum(known[value].mots.get(word, 0.0) for value in values))
    }
    low = {word: weight * (_COMMON if word in title else 1.0) for word, weight in weights.items()}
    return {
        value: sum(weight * known[value].mots.get(word, 0.0) for word, weight in read.items())
        for read, among in ((weights, own), (low, others))
        for value in among
    }


def _is_same(figure: Figure, value: object) -> bool:
    if figure.kind is not Kind.JOUR or figure.value == value:
        return bool(figure.value == value)
    if not isinstance(figure.value, tuple):
        return False
    if isinstance(value, tuple):
        return figure.value[2] == value[2] and not figure.value[1] and "" in (figure.value[3], value[3])
    return isinstance(value, dt.date) and _fits(figure.value, value)


def _fits(day: tuple[object, ...], date: dt.date) -> bool:
    _, number, month, year = day
    return date.month == month and number in (0, date.day) and year in ("", str(date.year))


def _is_rival(figure: Figure, value: object, words: Words, role: Role) -> bool:
    """Tell whether a fact could stand in the place of a figure: a year with a year, metres with metres."""
    if figure.kind is not Kind.NOMBRE:
        return True
    if _is_year(figure.value) != _is_year(value):
        return False
    units = words.keys() & _MEASURES
    if units and not units & role.mots.keys():
        return False
    unit, asked = stem(figure.after) if figure.after else "", _read_unit(role)
    return unit not in _MEASURES or asked in ("", unit)


def _read_unit(role: Role) -> str:
    """Return the measure that a question asks in: the hours of « combien d’heures par an »."""
    stems = (word for _, word in iter_stems(flatten(role.libelle)))
    return next((word for word in stems if word in _MEASURES), "")


def _is_year(value: object) -> bool:
    return isinstance(value, Decimal) and value == value.to_integral_value() and int(value) in _YEARS


def _explain(page: Page, figure: Figure, own: Role, other: Role) -> str:
    shown = page.text[figure.start : figure.end].strip()
    mine, theirs = own.libelle.rstrip(". "), other.libelle.rstrip(". ")
    return f"« {shown} » : les données le donnent pour « {mine} » ; la phrase semble le dire de « {theirs} »."


def _explain_period(page: Page, figure: Figure, own: Role) -> str:
    shown = page.text[figure.start : figure.end].strip()
    return (
        f"« {shown} » n’est pas donné pour cette durée ; les données disent : « {own.libelle.rstrip('. ')} »."
    )


def _explain_number(page: Page, figure: Figure, own: Role) -> str:
    shown = page.text[figure.start : figure.end].strip()
    return f"« {shown} » n’est pas un numéro ; les données le donnent pour « {own.libelle.rstrip('. ')} »."
