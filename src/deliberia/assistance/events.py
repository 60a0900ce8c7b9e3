"""Formal acts of those of whom only the facts may tell: authorities, third parties, the assembly, money.

« Les riverains ne s’y opposent pas », « un acompte a été versé »: no model knows it. What is no formal act is
left to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from deliberia.assistance.facts import Facts
from deliberia.assistance.page import Page
from deliberia.assistance.stems import iter_stems, stem
from deliberia.assistance.words import load_words

_ADVERB = (
    r"(?:(?:deja|bien|ainsi|tous|toutes|ete|meme|tout|jamais|rien|pas|plus|donc|encore|toujours|aussi|tres|trop"
    r"|deux|en|\w{3,}ment) )*"
)
_PAST = re.compile(
    r"(?<![\w-])(?:(?:a|ont|avait|avaient|aura|auront|ait|aient) "
    rf"|(?:s'est|se sont|s'etait|s'etaient|s'y sont|s'y est) ){_ADVERB}"
    r"(\w+(?:e|ee|es|ees|i|ie|is|ies|u|ue|us|ues|it|ite|ert|erte|aint|oint))(?![\w-])"
)
_STATE = re.compile(
    r"(?<![\w-])(?:n'est|ne sont|n'etait|est|sont|etait|etaient|reste|demeure"
    rf"|demeurent|s'annonce|parait|semble) {_ADVERB}(\w+)"
)
_CLAUSE = re.compile(
    r"(?<!\bm)(?<!\bmm)(?<!\bmme)[.!?…](?= |\Z)|[;:\n]|, "
    r"| (?:et|mais|car|dont|qui|que|puis|tandis que|alors que) | qu'"
)
_NOUN = re.compile(r"[^\W\d_]{3,}")
_PARTICIPLE = re.compile(r"\w(?:[éiu]e?s?|it[es]*|ise?s?|erte?s?|ainte?s?|ointe?s?)\Z")
"""« a été reçu », not « a plusieurs »."""


def judge_events(page: Page, facts: Facts) -> list[str]:
    return list(dict.fromkeys(_iter_reasons(page, facts)))


def _iter_reasons(page: Page, facts: Facts) -> Iterator[str]:
    start = 0
    for cut in (*_CLAUSE.finditer(page.flat), None):
        end = cut.start() if cut else len(page.flat)
        part = page.flat[start:end]
        for found in _PAST.finditer(part):
            subject = _read_subject(part[: found.start()])
            word = page.text[start + found.start(1) : start + found.end(1)]
            is_verb = page.text[start + found.start()] not in "àÀ" and _PARTICIPLE.search(word)
            if subject and is_verb and _is_formal(part, found) and not _is_known(part, found, subject, facts):
                yield _say(page, start, found)
        for found in _STATE.finditer(part):
            subject = _read_subject(part[: found.start()])
            if subject and _is_formal(part, found) and not _is_known(part, found, subject, facts):
                yield _say(page, start, found)
        start = cut.end() if cut else end


def _is_formal(part: str, found: re.Match[str]) -> bool:
    """Tell whether it is a formal act: an approval, a refusal, an opinion, a payment."""
    word = stem(found[1])
    if word in _load("legers"):
        following = [one for _, one in iter_stems(part[found.end() :], light=True)][:2]
        return bool(_load("formes").intersection(following))
    return word in _load("formels")


def _is_known(part: str, found: re.Match[str], subject: str, facts: Facts) -> bool:
    """Tell whether the facts say it: by its words, of that subject, or by its date or number."""
    every = facts.personnes.stems
    known = (
        _about(subject, facts) if subject in _load("sujets") else every if subject in every else frozenset()
    )
    following = [one for _, one in iter_stems(part[found.end() :])][:2]
    word = stem(found[1])
    if word in known or (word in _load("legers") and known.intersection(following)):
        return True
    if subject in every and word in _load("legers") and every.intersection(following) & _load("formes"):
        return True
    numbers = {one for one in following if one[0].isdigit()}
    return bool(numbers) and any(subject in one.mots and numbers & one.mots for one in facts.enonces)


def _say(page: Page, start: int, found: re.Match[str]) -> str:
    shown = page.text[start : start + found.end()].strip()
    return f"Les données ne disent pas cela : « {shown[-90:]} »."


def _read_subject(part: str) -> str:
    """Return the stem of the first noun of a clause when only the facts may tell of it."""
    for _, word in iter_stems_with(part):
        if word in _LEADING:
            continue
        return word if word in _load("sujets") | _load("choses") | _load("parties") else ""
    return ""


def iter_stems_with(part: str) -> Iterator[tuple[int, str]]:
    """Yield the stems of a clause, the words that tell nothing elsewhere but may be a subject among them."""
    tools = load_words("outils")
    for found in _NOUN.finditer(part):
        if found[0] in _KEPT or found[0] not in tools:
            yield found.start(), stem(found[0])


_LEADING = frozenset({"mis", "ensemb", "suit"})
"""Nouns that only lead to another: « la mise en concurrence »."""
_KEPT = frozenset({"chacun", "nul", "personne"})


def _about(subject: str, facts: Facts) -> frozenset[str]:
    """Return the stems of the sentences of the facts that have that subject."""
    said = (one for one in facts.enonces if subject in one.mots or f" {subject}" in f" {one.libelle}")
    return frozenset(word for one in said for word in one.dits)


@cache
def _load(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in load_words(name))
