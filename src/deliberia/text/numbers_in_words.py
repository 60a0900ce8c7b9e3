"""Whole numbers in French words, both ways.

Written in the traditional spelling (« vingt et un », « deux cent mille »); read in both spellings, with
the hyphens of 1990 or without any.
"""

from __future__ import annotations

import re

from deliberia.text.normal import fold

_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
_SCALES = ((10**9, "milliard"), (10**6, "million"))
_VALUES = {
    **{word: value for value, word in enumerate(_UNITS[:17]) if value},
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
}
_VARIANTS = {"une": "un", "vingts": "vingt", "cents": "cent", "mil": "mille", "millions": "million",
             "milliards": "milliard"}  # fmt: skip
NUMBER_WORDS = frozenset({*_VALUES, *_VARIANTS, "zero", "cent", "mille", "million", "milliard"})
"""Folded words that a number may hold, « et » left out."""

NUMBER_WORD = "(?:" + "|".join(sorted(NUMBER_WORDS, key=lambda word: (-len(word), word))) + ")"
"""Pattern of one such word, longest first."""
_ONE_WORD = re.compile(rf"{NUMBER_WORD}(?={NUMBER_WORD}*\Z)")
_GLUED = re.compile(f"{NUMBER_WORD}{{2,6}}")

LIMIT = 10**12
"""First whole number that is not spelled."""
_LONGEST = 200


def spell_number(number: int, *, feminine: bool = False) -> str:
    """Spell a whole number: « quatre-vingt-un », « deux cents », « vingt et une » when feminine.

    Raises:
        ValueError: the number has more than twelve figures.
    """
    if abs(number) >= LIMIT:
        raise ValueError(f"nombre trop grand pour être écrit en lettres : {number}")
    if number < 0:
        return "moins " + spell_number(-number, feminine=feminine)
    if number == 0:
        return _UNITS[0]
    words = " ".join(_spell_parts(number))
    return words + "e" if feminine and words.endswith("un") else words


def spelled_to_number(text: str) -> int | None:
    """Read a whole number in words; None when the words are not one number, correctly built.

    « vingt et un », « vingt-et-un », « DEUX MIL VINGT SIX », « vingttrois » are read; « dix-neuf cent » too;
    « septante », « deux trois » and figures are not.
    """
    if len(text) > _LONGEST:
        return None
    words = [word for token in fold(text).replace("-", " ").split() for word in _unglue(token)]
    if words in (["zero"], ["zeros"]):
        return 0
    bare = _drop_links([_VARIANTS.get(word, word) for word in words])
    if not bare:
        return None
    value = _sum(bare)
    if value is None or not 0 < value < LIMIT or bare not in _accepted_forms(value):
        return None
    return value


def _spell_parts(number: int) -> list[str]:
    parts: list[str] = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            parts += [_spell_below_thousand(count), name + ("s" if count > 1 else "")]
    thousands, rest = divmod(number, 1000)
    if thousands > 1:
        parts.append(_spell_below_thousand(thousands, is_final=False))
    if thousands:
        parts.append("mille")
    if rest:
        parts.append(_spell_below_thousand(rest))
    return parts


def _spell_below_thousand(number: int, *, is_final: bool = True) -> str:
    """Spell 1 to 999; « cent » and « quatre-vingt » take no s before « mille » (`is_final` false)."""
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds > 1:
        parts.append(_UNITS[hundreds])
    if hundreds:
        parts.append("cents" if hundreds > 1 and not rest and is_final else "cent")
    if rest:
        parts.append(_spell_below_hundred(rest, is_final=is_final))
    return " ".join(parts)


def _spell_below_hundred(number: int, *, is_final: bool) -> str:
    if number < 20:
        return _UNITS[number]
    ten, unit = divmod(number, 10)
    if ten in (7, 9):
        ten, unit = ten - 1, unit + 10
    if ten == 8:
        if unit == 0:
            return "quatre-vingts" if is_final else "quatre-vingt"
        return f"quatre-vingt-{_UNITS[unit]}"
    if unit == 0:
        return _TENS[ten]
    return f"{_TENS[ten]} et {_UNITS[unit]}" if unit in (1, 11) else f"{_TENS[ten]}-{_UNITS[unit]}"


def _unglue(token: str) -> list[str]:
    """Split « vingttrois » in its two words; any other token stays alone."""
    if token in NUMBER_WORDS or _GLUED.fullmatch(token) is None:
        return [token]
    return _ONE_WORD.findall(token)


def _drop_links(words: list[str]) -> list[str]:
    """Drop « et » before « un » and « onze »; an empty list when it stands elsewhere."""
    bare = []
    for index, word in enumerate(words):
        if word != "et":
            bare.append(word)
        elif index == 0 or words[index + 1 : index + 2] not in (["un"], ["onze"]):
            return []
    return bare


def _sum(words: list[str]) -> int | None:
    """Add the words up without judging their order; None when a word is not a number."""
    total = group = 0
    for index, word in enumerate(words):
        if word in _VALUES:
            is_fourscore = word == "vingt" and group % 100 == 4 and words[index - 1] == "quatre"
            group += 76 if is_fourscore else _VALUES[word]
        elif word == "cent":
            group = max(group, 1) * 100
        elif word == "mille":
            total, group = total + max(group, 1) * 1000, 0
        elif word in ("million", "milliard"):
            total, group = total + group * (10**6 if word == "million" else 10**9), 0
        else:
            return None
    return total + group


def _accepted_forms(number: int) -> list[list[str]]:
    """The bare words of the number: the ordinary form and « dix-neuf cent » from 1100 to 1999."""
    forms = [_bare_words(spell_number(number))]
    hundreds, rest = divmod(number, 100)
    if 11 <= hundreds <= 19:
        tail = _bare_words(spell_number(rest)) if rest else []
        forms.append([*_bare_words(spell_number(hundreds)), "cent", *tail])
    return forms


def _bare_words(spelled: str) -> list[str]:
    words = fold(spelled).replace("-", " ").split()
    return [_VARIANTS.get(word, word) for word in words if word != "et"]
