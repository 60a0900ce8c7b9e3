"""The words that a passage may not hold: lists in TOML, read by one function."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
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
_KEYED = frozenset({"promesse", "droit-sans-texte"})
"""Motives that a reference of the same sentence answers for."""
_PRONOUN = re.compile(r" ?(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci) ")
_REST = re.compile(r"\w*")
_AT_LEAST = r"au moins|plus de|minim|au-dela|superieur|a partir de|au-dessus|seuil"
_AT_MOST = r"au plus|moins de|jusqu|maxim|plafon|limite|au-dessous|inferieur|depass|au plus tard"
_LIMITS = (re.compile(_AT_LEAST), re.compile(_AT_MOST))
LIMIT = re.compile(f"{_AT_LEAST}|{_AT_MOST}")
"""What makes of a figure a limit, and no exact value."""
_NEAR = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Motif:
    """One reason to hold and the expressions that give it."""

    id: str
    raison: str
    pattern: re.Pattern[str]
    is_excused: bool
    """True when the same words, with their neighbours, may come from the facts."""
    is_for_advice: bool
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
            is_for_advice=one.get("avis", False),
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


def judge_words(page: Page, facts: Facts, usage: Usage) -> list[str]:
    """Return one reason for each motive found, with the words that gave it."""
    reasons = []
    for motif in load_motifs():
        if usage is Usage.AVIS and not motif.is_for_advice:
            continue
        for found in motif.pattern.finditer(page.flat):
            if motif.is_excused and _is_said(page, found, facts):
                continue
            if motif.id in _KEYED and KEY not in found[0] and _has_key(page.flat, found.start()):
                continue
            reasons.append(f"{motif.raison} : « {page.text[found.start() : found.end()].strip()} ».")
            break
    return reasons


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


def _is_stated(page: Page, found: re.Match[str], facts: Facts) -> bool:
    """Tell whether a sentence of the facts says it: the event with its figure, or nearly all its words."""
    from deliberia.assistance.figures import Kind, read_figures
    from deliberia.assistance.stems import iter_stems

    stop = _REST.match(page.flat, found.end()).end()  # type: ignore[union-attr]
    core = {word for _, word in iter_stems(page.flat[found.start() : stop])}
    start = max((one.end() for one in _END.finditer(page.flat, 0, found.start())), default=0)
    end = _END.search(page.flat, found.end())
    last = end.start() if end else len(page.flat)
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
