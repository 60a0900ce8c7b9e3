"""The words that a passage may not hold: lists in TOML, read by one function."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.assistance.page import KEY, Page
from deliberia.assistance.records import Usage

if TYPE_CHECKING:
    from deliberia.assistance.facts import Facts

_DATA = Path(__file__).parent / "data"
_END = re.compile(r"(?<!\bm)(?<!\bmme)[.!?…:;](?= |\Z)|\n")
_NUMBER = re.compile(r"(?!(?:19|20)\d\d\Z)\d[\d,]*")
"""A figure that is no year: too many facts share a year."""
_MOST = 0.8
_MOST_FOUND = 12
"""Times that a motive is looked at: no passage needs more, and the last one holds it."""
_KEYED = frozenset({"promesse", "droit-affirme", "droit-sans-texte"})
"""Motives that a reference of the same sentence answers for."""
_PRONOUN = re.compile(r" ?(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci) ")
_REST = re.compile(r"\w*")
_AT_LEAST = r"au moins|plus de|minim|au-dela|superieur|a partir de|au-dessus|seuil"
_AT_MOST = r"au plus|moins de|jusqu|maxim|plafon|limite|au-dessous|inferieur|depass|au plus tard"
_LIMITS = (re.compile(_AT_LEAST), re.compile(_AT_MOST))
LIMIT = re.compile(f"{_AT_LEAST}|{_AT_MOST}")
"""What makes of a figure a limit, and no exact value."""
_OPINION = re.compile(r"accord|avis|aval|agrement|autorisation|feu vert")
_AUTHORITY = re.compile(
    r"(?<!\w)(?:prefets?|prefecture|juges?|etat|departement|region|commissions?|comites?|habitants|riverains|ministre)(?!\w)"
)
_NEAR = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Motif:
    """One reason to hold and the expressions that give it."""

    id: str
    raison: str
    pattern: re.Pattern[str]
    is_excused: bool
    """True when the same words, with their neighbours, may come from the facts."""
    is_softened: bool
    """True when what was decided on a day of the facts, or agreed by somebody of them, is only a remark."""
    is_word: bool
    """True when the same words in the facts are enough, whatever stands beside them."""
    is_for_advice: bool
    is_remark: bool
    """True when it is told and holds nothing: it rests on what the sentence means."""
    exemples: tuple[str, ...]
    permis: tuple[str, ...]


@cache
def load_motifs() -> tuple[Motif, ...]:
    """Return the motives in the order of the files: words first, then claims that nothing proves."""
    return tuple(
        Motif(
            id=one["id"],
            raison=one["raison"],
            pattern=_join(one["expressions"]),
            is_excused=one.get("donnees", False),
            is_softened=one.get("passe", False),
            is_word=one.get("mots", False),
            is_for_advice=one.get("avis", False),
            is_remark=one.get("remarque", False),
            exemples=tuple(one["exemples"]),
            permis=tuple(one["permis"]),
        )
        for name in ("motifs", "affirmations")
        for one in tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))["motif"]
    )


def _join(expressions: list[str]) -> re.Pattern[str]:
    """Join expressions: those that begin at a word are tried there only, which is most of the time saved."""
    parts = [part for one in expressions for part in _split(one)]
    words = [part.removeprefix(r"\b") for part in parts if part.startswith(r"\b")]
    others = [part for part in parts if not part.startswith(r"\b")]
    if words:
        others.append(rf"\b(?:{'|'.join(words)})")
    return re.compile("|".join(others))


def _split(expression: str) -> list[str]:
    """Cut an expression at the bars that stand in no group."""
    parts, depth, is_class = [""], 0, False
    for piece in re.findall(r"\\.|.", expression, re.DOTALL):
        is_class = piece == "[" or (is_class and piece != "]")
        if not is_class:
            depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth and not is_class:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


@cache
def load_words(name: str) -> frozenset[str]:
    """Return a list of flat words of the `data` folder."""
    return frozenset(word for line in load_lines(name) for word in line.split())


@cache
def load_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list of the `data` folder, comments left out."""
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def judge_words(page: Page, facts: Facts, usage: Usage, *, remarks: bool = False) -> list[str]:
    """Return one reason to hold, or one remark, for each motive found, with the words that gave it."""
    reasons = []
    for motif in load_motifs():
        if (motif.is_remark is not remarks and not motif.is_softened) or (
            usage is Usage.AVIS and not motif.is_for_advice
        ):
            continue
        for found in islice(motif.pattern.finditer(page.flat), _MOST_FOUND):
            if motif.is_excused and _is_said(page, found, facts):
                continue
            if motif.id in _KEYED and KEY not in found[0] and _has_key(page.flat, found.start()):
                continue
            if motif.is_softened and _is_past(page, found, facts) is not remarks:
                continue
            if motif.is_word and facts.has_phrase(_complete(page.flat, found)):
                continue
            shown = page.text[found.start() : found.start() + len(_complete(page.flat, found))].strip(
                " .,;:!?"
            )
            reasons.append(f"{motif.raison} : « {shown or found[0]} ».")
            break
        else:
            if (
                not remarks
                and len(list(islice(motif.pattern.finditer(page.flat), _MOST_FOUND + 1))) > _MOST_FOUND
            ):
                reasons.append(f"{motif.raison}, trop souvent pour être relu.")
    return reasons


def _complete(flat: str, found: re.Match[str]) -> str:
    """Return a match with the end of its last word."""
    rest = _REST.match(flat, found.end())
    return found[0] + (rest[0] if rest else "")


def _has_key(flat: str, place: int) -> bool:
    """Tell whether the sentence at a place rests on an allowed reference."""
    start = max((one.end() for one in _END.finditer(flat, 0, place)), default=0)
    end = _END.search(flat, place)
    return KEY in flat[start : end.start() if end else len(flat)]


def _is_said(page: Page, found: re.Match[str], facts: Facts) -> bool:
    """Tell whether the words found, with the one before and the one after, stand so in the facts."""
    before = _NEAR.findall(page.flat, max(0, found.start() - 40), found.start())
    after = _NEAR.findall(page.flat, found.end(), found.end() + 40)
    core = page.flat[found.start() : found.end()]
    around = [
        " ".join((*before[-1:], core, *after[:1])),
        " ".join((*before[-2:], core)) if len(before) > 1 else "",
        " ".join((core, *after[:2])) if len(after) > 1 else "",
    ]
    if any(facts.has_phrase(phrase) for phrase in around if phrase):
        return True
    return _is_stated(page, found, facts)


def _is_past(page: Page, found: re.Match[str], facts: Facts) -> bool:
    """Tell whether a decision is told with its day, or an agreement that the facts give to somebody."""
    from deliberia.assistance.figures import Kind, read_figures
    from deliberia.assistance.stems import iter_stems

    start, end = _find_sentence(page.flat, found)
    if _OPINION.search(found[0]):
        who = _AUTHORITY.findall(page.flat[start : found.end()])
        core = {word for _, word in iter_stems(_complete(page.flat, found))}
        return facts.mots.issuperset(who) and any(core <= one.dits for one in facts.enonces)
    return any(
        figure.kind is Kind.DATE and start <= figure.start < end and facts.is_past(figure.value)
        for figure in read_figures(page)
    )


def _find_sentence(flat: str, found: re.Match[str]) -> tuple[int, int]:
    start = max((one.end() for one in _END.finditer(flat, 0, found.start())), default=0)
    end = _END.search(flat, found.end())
    return start, end.start() if end else len(flat)


def _is_stated(page: Page, found: re.Match[str], facts: Facts) -> bool:
    """Tell whether a sentence of the facts says it: the event with its figure, or nearly all its words."""
    from deliberia.assistance.figures import Kind, read_figures
    from deliberia.assistance.stems import iter_stems

    stop = _REST.match(page.flat, found.end()).end()  # type: ignore[union-attr]
    core = {word for _, word in iter_stems(page.flat[found.start() : stop])}
    start, last = _find_sentence(page.flat, found)
    close = page.flat.find(", ", stop, last)
    close = close if close > 0 else last
    begin = page.flat.rfind(", ", start, found.start()) + 1 or start
    numbers = {word for _, word in iter_stems(page.flat[begin:close]) if _NUMBER.fullmatch(word)}
    near = {word for _, word in iter_stems(page.flat[begin:stop])}
    numbers |= {
        format(figure.value, "f").replace(".", ",")
        for figure in read_figures(Page(page.text[begin:close]))
        if isinstance(figure.value, Decimal) and figure.kind is not Kind.CODE
    } - {str(year) for year in range(1900, 2100)}
    is_pronoun = _PRONOUN.match(page.flat, begin) is not None
    before = near if len(near) > 1 else {word for _, word in iter_stems(page.flat[start:stop])}
    phrase = page.flat[found.start() : stop].strip("€% ")
    shared = [limit for limit in _LIMITS if limit.search(page.flat, found.start(), stop)]
    for one in facts.enonces:
        if numbers & one.dits and any(limit.search(one.libelle) for limit in shared):
            return True
        if numbers & one.dits and (core & one.dits or phrase in one.libelle):
            return True
        is_there = core <= one.dits if core else phrase in one.libelle
        if (len(before) > 1 or is_pronoun) and is_there and len(before & one.mots) >= _MOST * len(before):
            return True
    return False
