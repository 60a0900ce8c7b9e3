"""What each figure is in the facts: the words of its field, of its row, of the clause where it stands.

Two true figures exchanged make a false sentence. The words around a figure of the passage are compared with
the role of the fact of that value and with those of the other facts of its kind; the words that all share
weigh nothing. When they name another fact better than its own, the passage is held.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log

from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.page import Page, flatten
from deliberia.assistance.stems import iter_stems, stem

_END = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bdr)[.!?…](?= |\Z)|:(?= (?!\d))|[;\n]")
_SOFT = re.compile(
    r",(?! soit )(?= |\Z)|[:()«»](?= |\Z)|(?<= )\((?=\w)"
    r"| (?:et|puis|mais|ou|contre|tandis|alors|dont|qui|quand|lorsque|apres|avant) "
)
"""Where one part of a sentence gives way to another."""
_CUT = re.compile(r"[,:()](?= |\Z)| (?:et|puis|mais|contre|tandis|alors|ou|avant|apres) ")
"""Where the words between two figures stop telling of the first."""
_FAR = 0.45
"""Weight of the words of the sentence that stand in another part of it."""
_LEAD = 0.2
"""By how much another role must win to hold the passage."""
_TWICE = 2.0
_TWO = 2
_FAR_LEAD = 0.4
"""The same when no near word tells of any fact."""
_RATIO = 1.3
_MEASURES = frozenset(
    stem(word)
    for word in ("ans", "mois", "jours", "heures", "semaines", "metres", "hectares", "kilometres", "litres")
)
PERIODS = frozenset(stem(word) for word in ("mensuel", "trimestriel", "semestriel", "hebdomadaire", "annuel"))
_START = re.compile(
    r"(?:a (?:compter|partir) (?:du|de|de la)|des(?: le)?|depuis(?: le)?|(?:entr\w+ en vigueur|prend\w* effet"
    r"|prendr\w+ effet|s'appliqu\w+|debut\w*|commenc\w+)(?: \w+){0,3}? le) \Z"
)
_FINISH = re.compile(
    r"(?:jusqu'au|jusqu'en|avant le|au plus tard(?: le)?|(?:finit|acheve\w*|termin\w+|expir\w+) le) \Z"
)
_ASKS_START = re.compile(
    r"a partir de quand|a compter|prend\w* effet|prendrait effet|commenc|debut"
    r"|a quelle date (?:l'|le|la|les) ?\w+ (?:est|sont)(?:-\w+)? (?:cree|due|supprime|arrete)"
    r"|s'appliqu|depuis quand|entre\w* en vigueur"
)
_ASKS_END = re.compile(r"jusqu|avant quelle date|prend-il fin|prend fin|finit|termine|au plus tard|valable")
_BEGINS, _ENDS = "@debut", "@fin"
"""Stand for what governs a date: « à compter du », « jusqu’au »."""
_OF = re.compile(
    r"(?<!\w)(?!dat)([^\W\d_]{3,}) (?:du|de|d') ?"
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?\Z"
)
"""The noun that a date completes: « la délibération du … »."""
_FEW = 3
_LASTING = frozenset({"an", "ans", "mois", "jours", "semaines", "heures"})
_YEARS = range(1900, 2100)
_SHOWN = 110
_COMMON = 0.7
"""Weight of the words of the title against a figure."""
_SAME_FIELD = 1.2
"""The lead wanted between two figures of one field."""
_CHANGE = re.compile(r" ?(?:hors taxes? )?a ")
"""Between two figures: « passe de 10 € à 12 € »."""
_OLD, _NEW = "ancien", "nouvel"
_NAMED = "#"
"""Stands for the words before a figure that names and counts nothing: « parcelle n° 4 », « compte 2131 »."""
_NAMING = re.compile(
    r"(?:(?<!\w)n ?°|\bnumeros?|\b(?:au|du|aux|le) comptes?|\bchapitres?|\bsections? [a-z]{1,2}"
    r"|\bparcelles? [a-z]{1,2}) \Z"
)
_UNIT = re.compile(r" ?(m²|m³|m2|ml|m|ha|km|h|kwh|mwh|t|l)(?![^\W_])")
_UNITS = {
    "h": "heure",
    "ha": "hectare",
    "km": "kilome",
    "t": "tonne",
    "l": "litre",
    "kwh": "kilowa",
    "mwh": "megawa",
}

Words = dict[str, float]


@dataclass(frozen=True, slots=True)
class Role:
    """The words of a fact, with their weight, and where it comes from."""

    mots: Mapping[str, float]
    libelle: str


Roles = Mapping[Kind, Mapping[object, Role]]


@dataclass(frozen=True, slots=True)
class Given:
    """One figure that a field holds: its kind, value, words, and what the user was asked."""

    kind: Kind
    value: object
    words: str
    libelle: str


def build_roles(texts: Iterable[str], given: Iterable[Given] = ()) -> dict[Kind, dict[object, Role]]:
    """Gather the roles of the figures of the facts; `given` come first and name them."""
    words: dict[tuple[Kind, object], Words] = {}
    labels: dict[tuple[Kind, object], str] = {}
    for one in given:
        for kind, value in _iter_places(one.kind, one.value):
            sign = _ask(one) if kind is Kind.DATE else ""
            if sign:
                words.setdefault((kind, value), {})[sign] = 1.0
            _merge(words.setdefault((kind, value), {}), _weigh(one.words, 1.0))
            labels.setdefault((kind, value), one.libelle)
    for text in texts:
        page = Page(text)
        for figure, mine in read_contexts(page, is_fact=True):
            for kind, value in _iter_places(figure.kind, figure.value):
                _merge(words.setdefault((kind, value), {}), mine)
                labels.setdefault((kind, value), _quote(page, figure))
    roles: dict[Kind, dict[object, Role]] = {}
    for (kind, value), mine in words.items():
        roles.setdefault(kind, {})[value] = Role(mine, labels[kind, value])
    return roles


def _ask(one: Given) -> str:
    """Return what a question asks of a date: from when, until when."""
    flat = flatten(one.libelle)
    if _ASKS_START.search(flat):
        return _BEGINS
    return _ENDS if _ASKS_END.search(flat) else ""


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
    start = max((found.end() for found in _END.finditer(page.flat, 0, figure.start)), default=0)
    after = _END.search(page.flat, figure.end)
    sentence = page.text[start : after.start() if after else len(page.text)].strip()
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN].rsplit(' ', 1)[0]}…"


def read_contexts(page: Page, *, is_fact: bool = False) -> Iterator[tuple[Figure, Words]]:
    """Yield each figure of a page with the words that tell what it is, those farther away weighing less."""
    figures = read_figures(page)
    ends = [found.start() for found in _END.finditer(page.flat)]
    stems = list(iter_stems(page.flat))
    for index, figure in enumerate(figures):
        start = max((end + 1 for end in ends if end < figure.start), default=0)
        end = min((one for one in ends if one >= figure.end), default=len(page.flat))
        peers = [one for one in figures if _is_peer(one, figure)]
        before = max((one.end for one in peers if one.end <= figure.start), default=start)
        after = min((one.start for one in peers if one.start >= figure.end), default=end)
        change = _read_change(page.flat, figure, peers)
        if change and not is_fact:
            yield figure, change
            continue
        left = start if before <= start else _split(page.flat, before, figure.start, before)
        right = end if after >= end else _split(page.flat, figure.end, after, after)
        if index + 1 < len(figures) and figures[index + 1].start < right:
            right = _split(page.flat, figure.end, figures[index + 1].start, right)
        words = _collect(page.flat, figure, (left, right), stems) | change
        yield figure, _govern(page.flat, figure, start, words, is_fact=is_fact)


def _govern(flat: str, figure: Figure, start: int, words: Words, *, is_fact: bool) -> Words:
    """Let what stands right before a date tell what it is."""
    if figure.kind not in (Kind.DATE, Kind.JOUR):
        return words
    begin = max(start, figure.start - 60)
    sign = (
        _BEGINS
        if _START.search(flat, begin, figure.start)
        else _ENDS
        if _FINISH.search(flat, begin, figure.start)
        else ""
    )
    if sign:
        return words | {sign: 1.0}
    noun = _OF.search(flat, begin, figure.start)
    if noun is None or is_fact:
        return words
    return {**dict.fromkeys(words, _FAR), **{word: 1.0 for _, word in iter_stems(noun[1])}}


def _read_change(flat: str, figure: Figure, peers: Sequence[Figure]) -> Words:
    """Return what « de 10 € à 12 € » makes of a figure: the old one or the new one."""
    if any(_follows(flat, figure, one) for one in peers):
        return {_OLD: 1.0}
    return {_NEW: 1.0} if any(_follows(flat, one, figure) for one in peers) else {}


def _follows(flat: str, first: Figure, second: Figure) -> bool:
    return _CHANGE.fullmatch(flat, first.end, second.start) is not None


def _is_peer(one: Figure, figure: Figure) -> bool:
    if one is figure:
        return False
    dates = (Kind.DATE, Kind.JOUR)
    return one.kind is figure.kind or (one.kind in dates and figure.kind in dates)


def _split(flat: str, start: int, end: int, default: int) -> int:
    """Return where the words between two figures pass from the first to the second."""
    found = _CUT.search(flat, start, end)
    return found.start() if found else default


def _collect(flat: str, figure: Figure, span: tuple[int, int], stems: Sequence[tuple[int, str]]) -> Words:
    left, right = span
    if figure.kind is Kind.NOMBRE and _NAMING.search(flat, max(0, figure.start - 14), figure.start):
        close = max(flat.rfind(" ", 0, max(0, figure.start - 24)), left)
        return {_NAMED: 1.0, **{word: 1.0 for place, word in stems if close <= place < figure.start}}
    cuts = [found.start() for found in _SOFT.finditer(flat, left, right)]
    near_left = max((cut for cut in cuts if cut + 1 < figure.start), default=left)
    near_right = min((cut for cut in cuts if cut >= figure.end), default=right)
    words: Words = {}
    for place, word in stems:
        if left <= place < right and not figure.start <= place < figure.end:
            weight = 1.0 if near_left <= place < near_right else _FAR
            words[word] = max(weight, words.get(word, 0.0))
    unit = _UNIT.match(flat, figure.end)
    if unit is not None:
        words[_UNITS.get(unit[1], "metre")] = 1.0
    return words


def judge_roles(
    page: Page,
    contexts: Iterable[tuple[Figure, Words]],
    roles: Roles,
    title: frozenset[str] = frozenset(),
) -> list[str]:
    """Return one reason for each figure whose words are those of another fact."""
    reasons = []
    for figure, words in contexts:
        kinds = (Kind.DATE, Kind.JOUR) if figure.kind is Kind.JOUR else (figure.kind,)
        known = {value: role for kind in kinds for value, role in roles.get(kind, {}).items()}
        own = [value for value in known if _is_same(figure, value)]
        others = [
            value for value in known if value not in own and _is_rival(figure, value, words, known[value])
        ]
        if not own or _is_vague(page, figure):
            continue
        if _NAMED in words and not any(_NAMED in known[value].mots for value in own):
            reasons.append(_explain_number(page, figure, known[own[0]]))
            continue
        if figure.kind is Kind.MONTANT and _is_of_other_period(words, [known[value] for value in own]):
            reasons.append(_explain_period(page, figure, known[own[0]]))
            continue
        signs = words.keys() & {_BEGINS, _ENDS}
        if signs and _is_alone(signs, [known[one] for one in own], [known[one] for one in others]):
            continue
        if any(sign in known[value].mots for sign in signs for value in own):
            words = {word: 1.0 for word in words if word not in signs}  # several facts begin, or end
        best = _find_better(words, known, own, others, title)
        if best is not None:
            reasons.append(_explain(page, figure, known[own[0]], known[best]))
    return reasons


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
    mine = {word for word, weight in words.items() if weight > _FAR} & PERIODS
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
    near = {word: weight for word, weight in words.items() if weight > _FAR}
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
    return not units or bool(units & role.mots.keys())


def _is_year(value: object) -> bool:
    return isinstance(value, Decimal) and value == value.to_integral_value() and int(value) in _YEARS


def _explain(page: Page, figure: Figure, own: Role, other: Role) -> str:
    shown = page.text[figure.start : figure.end].strip()
    return f"« {shown} » est dans les données : {own.libelle} Le passage le donne pour : {other.libelle}"


def _explain_period(page: Page, figure: Figure, own: Role) -> str:
    shown = page.text[figure.start : figure.end].strip()
    return f"« {shown} » n’est pas donné pour cette durée ; c’est dans les données : {own.libelle}"


def _explain_number(page: Page, figure: Figure, own: Role) -> str:
    shown = page.text[figure.start : figure.end].strip()
    return f"« {shown} » n’est pas un numéro ; c’est dans les données : {own.libelle}"
