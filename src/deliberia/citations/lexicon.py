"""Names of texts: read from the package's word lists, found word by word in a folded text.

A name is kept as its meaning words (articles and prepositions dropped, plural and feminine endings cut), so
that one entry covers « Code Général des Collectivités Territoriales », « code général de collectivité
territoriale » and a name broken by a line end. A word damaged by a scan is compared with its few siblings.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from deliberia.citations.page import fold

_DATA = Path(__file__).parent / "data"
_LITTLE = frozenset(
    ("de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux", "en", "sur", "entre", "dans",
     "un", "une", "avec")
)  # fmt: skip
_OPENERS = frozenset(
    ("portant", "relative", "relatif", "relatives", "visant", "pour", "instituant", "confortant",
     "concernant", "dite", "initiale", "annee")
)  # fmt: skip
_TOKEN = re.compile(r"(?a)[\s'\"(*-]{0,6}([a-z0-9?]+)")
_TITLE_TOKEN = re.compile(r"(?a)[\s'\"(*,-]{0,6}([a-z0-9?]+)")
_MAX_WORDS = 24


class Law(NamedTuple):
    """A law known by name: what its nickname or the beginning of its title stands for."""

    kind: str
    num: str
    date: str
    nom: str


class Node:
    """A word of a name: the words that may follow, and what the name so far designates."""

    __slots__ = ("following", "value")

    def __init__(self) -> None:
        self.following: dict[str, Node] = {}
        self.value: object = None


def read_table(name: str) -> list[list[str]]:
    """Rows of a word list, comments left out."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def stem(word: str) -> str:
    """Cut the endings of plural and feminine: « territoriales », « territorial » are one word."""
    return word.rstrip("esx") if len(word) > 3 else word


def _insert(root: Node, name: str, value: object, skipped: frozenset[str]) -> None:
    node = root
    for token in _TITLE_TOKEN.findall(fold(name)):
        if token not in skipped:
            node = node.following.setdefault(stem(token), Node())
    node.value = value


def _distance(left: str, right: str, limit: int) -> int:
    """Number of letters to change between two words, at most `limit` + 1."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, two in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (one != two))
    return row[-1]


def _damaged(node: Node, word: str) -> Node | None:
    """The sibling that `word` resembles, for words long enough not to be another word."""
    if len(word) < 6:
        return None
    limit = 1 if len(word) < 9 else 2
    for known, child in node.following.items():
        if known[0] == word[0] and len(known) > 5 and _distance(known, word, limit) <= limit:
            return child
    return None


def walk(
    root: Node, flat: str, place: int, skipped: frozenset[str], *, title: bool
) -> tuple[object, int] | None:
    """Follow the longest name that begins at `place`; give its value and its end.

    The title of a law may hold commas; the name of a code may hold a damaged word.
    """
    node, best = root, None
    token_of = _TITLE_TOKEN if title else _TOKEN
    for _ in range(_MAX_WORDS):
        token = token_of.match(flat, place)
        if not token:
            break
        word = token[1]
        place = token.end()
        if word in skipped:
            continue
        child = node.following.get(stem(word))
        if child is None and not title:
            child = _damaged(node, stem(word))
        if child is None:
            break
        node = child
        if node.value is not None:
            best = (node.value, place)
    return best


@cache
def _code_names() -> Node:
    root = Node()
    for short, names, _, _ in read_table("codes.tsv"):
        for name in names.split("|"):
            if "annexe" not in name:
                _insert(root, name.removeprefix("code "), short, _LITTLE)
    return root


@cache
def code_sigles() -> tuple[dict[str, str], frozenset[str]]:
    """Sigles without dots nor spaces → code; and those that need no article beside them."""
    sigles: dict[str, str] = {}
    alone: set[str] = set()
    for short, _, marks, _ in read_table("codes.tsv"):
        for mark in filter(None, marks.split("|")):
            letters = re.sub(r"[^a-z0-9]", "", fold(mark))
            sigles[letters] = short
            if mark[0] == "+":
                alone.add(letters)
    return sigles, frozenset(alone)


@cache
def _law_names() -> tuple[Node, frozenset[str]]:
    root = Node()
    capital: set[str] = set()
    for kind, num, date, nom, nicknames, titles, _ in read_table("lois.tsv"):
        for name in filter(None, [*nicknames.split("|"), *titles.split("|")]):
            if name[0] == "=":
                capital.add(fold(name[1:]).replace(".", ""))
            _insert(root, name.lstrip("=").replace(".", ""), Law(kind, num, date, nom), _LITTLE | _OPENERS)
    return root, frozenset(capital)


_DOTTED = re.compile(r"(?a)[\s\"'(]{0,4}((?:[a-z]\.){2,7}(?:[a-z]{1,2}(?![a-z]))?)")


_LAST_WORD = re.compile(r"(?a)[a-z]+$")
_NO_NAME = re.compile(r"(?a)\s{1,4}(?:et|a|ou|dans|avec|entre|en)\b")


def find_code_name(flat: str, place: int) -> tuple[str, int] | None:
    """Read the name of a code from `place`, after the word « code »."""
    found = walk(_code_names(), flat, place, _LITTLE, title=False)
    return (str(found[0]), found[1]) if found else None


def find_law_name(flat: str, raw: str, place: int) -> tuple[Law, int] | None:
    """Read the nickname or the title of a law from `place`, after the word « loi »."""
    root, capital = _law_names()
    if _NO_NAME.match(flat, place):
        return None
    dotted = _DOTTED.match(flat, place)
    if dotted:
        letters = re.sub(r"[^a-z]", "", dotted[1])
        child = root.following.get(stem(letters))
        if child and isinstance(child.value, Law):
            return child.value, dotted.end()
    found = walk(root, flat, place, _LITTLE | _OPENERS, title=True)
    if not found or not isinstance(found[0], Law):
        return None
    law, end = found[0], found[1]
    word = _LAST_WORD.search(flat, place, end)
    if word and word[0] in capital and not raw[word.start()].isupper():
        return None
    return law, end
