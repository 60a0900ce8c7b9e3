"""Proper names: every capital inside a sentence must be in the facts, in the same order and company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from deliberia.assistance.facts import Facts
from deliberia.assistance.page import Page, Word, flatten
from deliberia.assistance.words import load_words
from deliberia.masking.lexicon import load_words as load_names

_MASCULINE = frozenset({"m", "mm", "mr", "monsieur", "messieurs"})
_FEMININE = frozenset({"mme", "mmes", "mlle", "madame", "mesdames", "mademoiselle"})
_CIVILITIES = _MASCULINE | _FEMININE
_PARTICLES = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "a",
        "au",
        "aux",
        "en",
        "sur",
        "sous",
        "et",
        "lès",
        "saint",
        "sainte",
    }
)
_FIRMS = frozenset(
    {"societe", "societes", "entreprise", "cabinet", "etablissements", "ets", "sarl", "sas", "sci", "eurl"}
)
_INSTITUTIONS = frozenset({"departement", "region", "communaute", "metropole", "agglomeration"})
_TOOLS_OF_NAMES = frozenset({"m", "mme"})
_AFTER_CIVILITY = frozenset({"le", "la", "les", "l"})
_GAP = re.compile(r"[ \u00a0\u202f\n'’-]+|\. ?")
_SUFFIX = re.compile(
    r"(?:ment|ments|[ci]al|tions?|sions?|ites?|ances?|ences?|ants?|antes?|ees?|euses?|eux|ives?|ifs?|ales?|aux|ables?|ibles?"
    r"|iques?|ages?|eurs?|ures?|ismes?|aires?|oires?|elles?|els?|ir|er|re|ons|esses?)\Z"
)
_FOLLOWING = re.compile(r"[ \n]([^\W\d_]+)")
_VERB = re.compile(
    r"a|ai|as|est|ont|sont|fut|fit|va|vont|peut|peuvent|doit|doivent|se|s|ne|n|y|lui|qui"
    r"|veut|dit|fait|vient|tient|prend|met|rend|voit|sait|\w+(?:era|eront|ira|iront|rait|raient|ait|aient)"
    r"|(?:propos|souhait|demand|realis|assur|indiqu|rappell|precis|port|financ|apport|pilot|conduit|construi|gagn|present"
    r"|expliqu|donn|accept|refus|confirm|organis|exploit|cherch|achet|vend|lou|verse|pai|livr|fournit|execut|remport|dirig"
    r"|represent|accompagn|soutien|soutient|defend|estim|juge|pens|croit|affirm|declar|ajout|recommand|autoris|sign|travaill"
    r"|habit|resid|exerc|occup|gere|anim|preside|vot|soumet|expos)(?:e|ent|t|nt)?"
)
_OFFICE = re.compile(
    r"(?<!\w)(maire|cabinet|frères|famille|époux|entreprise|société|maison|étude|agence|garage|docteur|maître)"
    r",?[ \u00a0]((?:(?:M\.|Mme|Monsieur|Madame)[ \u00a0])?[A-ZÀ-ÖØ-ÞŒ][\w’'-]+"
    r"(?:[ \u00a0][A-ZÀ-ÖØ-ÞŒ][\w’'-]+)*)"
)
"""What a person or a firm is said to be, and its name."""
_OBJECTS = frozenset({"le", "la", "les", "l", "en", "nous", "vous", "leur"})
_COMPOUND = re.compile(r".+-[A-ZÀ-ÖØ-ÞŒ].*")
"""« Saint-Privat », at the head of a sentence too."""
_AND_NAME = re.compile(r" et [A-ZÀ-ÖØ-ÞŒ]")
_DIGITS = re.compile(r"\d+(?![^\W_])")
_BEFORE_OBJECT = re.compile(r" (?:les?|la|l’|l'|une?|des|ses|son|sa|ces?|cette|à|aux?)(?![\w-])| l[’']")
"""What follows a verb: « la société reprend l’étanchéité »."""
_UPPER = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]{2,}")
_HUMP = re.compile(r"[a-zß-öø-ÿœ][A-ZÀ-ÖØ-ÞŒ]")


@cache
def load_given() -> frozenset[str]:
    """Return the given names of France that are not ordinary words of the language."""
    return load_names("prenoms") - load_names("mots") - load_words("debuts")


def judge_names(page: Page, facts: Facts) -> list[str]:
    """Return the names that the facts do not have."""
    reasons = []
    for run in _iter_runs(page, facts):
        unknown = _find_unknown(run, page, facts)
        if unknown:
            reasons.append(f"Le nom « {unknown} » n’est pas dans les données.")
    reasons += _judge_accents(page, facts)
    reasons += _judge_offices(page, facts)
    reasons += _judge_civilities(page, facts)
    reasons += _judge_firms(page, facts)
    reasons += _judge_shapes(page, facts)
    return list(dict.fromkeys(reasons))


def doubt_names(page: Page, facts: Facts) -> list[str]:
    """Return what may be a name in small letters."""
    return list(dict.fromkeys(_judge_small(page, facts)))


def _judge_accents(page: Page, facts: Facts) -> Iterator[str]:
    """A name keeps its accents: « Roure » is not « Rouré ». A capital may lose its own."""
    for word in page.words:
        low = word.text.lower()
        if not word.is_capital or word.is_first or word.text.isupper() or word.flat not in facts.majuscules:
            continue
        if low not in facts.formes and not any(
            flatten(form) == word.flat and form[1:] == low[1:] for form in facts.formes
        ):
            yield f"Le nom « {word.text} » n’est pas écrit ainsi dans les données."


def _judge_offices(page: Page, facts: Facts) -> Iterator[str]:
    """A name after « maire », « société », « famille »… is one that the facts put there."""
    for found in _OFFICE.finditer(page.text):
        if not facts.has_phrase(f"{found[1]} {found[2]}") and not _is_firm(found[1], found[2], facts):
            yield f"Le nom « {found[2]} » n’est pas celui que les données donnent à « {found[1]} »."


def _is_firm(office: str, name: str, facts: Facts) -> bool:
    """Tell whether a firm of the facts is called a firm; a person is none."""
    return (
        flatten(office) in _FIRMS
        and facts.has_phrase(name)
        and not any(flatten(word) in facts.personnes for word in name.split())
    )


def _iter_runs(page: Page, facts: Facts) -> Iterator[list[Word]]:
    """Yield the runs of capitals, with the particles between them."""
    run: list[Word] = []
    waiting: list[Word] = []
    last_end = -1
    for word in page.words:
        if _is_known_code(word, page, facts):
            continue
        near = run and _GAP.fullmatch(page.text, last_end, word.start)
        if run and not near:
            yield run
            run, waiting = [], []
        if word.is_capital:
            if run and word.is_first:
                yield run
                run = []
            run += [*waiting, word] if run else [word]
            waiting = []
        elif run and word.flat in _PARTICLES:
            waiting.append(word)
        elif run:
            yield run
            run, waiting = [], []
        last_end = word.end
    if run:
        yield run


def _find_unknown(run: list[Word], page: Page, facts: Facts) -> str:
    """Return the part of a run that the facts do not have, or nothing."""
    if _has(run, facts):
        return ""
    if run[0].is_first:
        if len(run) > 1 and (run[0].flat in load_words("prenoms_ambigus") or run[0].flat in load_given()):
            return _show(run, page)
        if len(run) > 1 and run[1].is_capital and not _is_known_start(run[0], facts):
            return _show(run, page)
        if not _is_plain_start(run[0], page, facts):
            return run[0].text
        run = run[1:]
        while run and not run[0].is_capital:
            run = run[1:]
        if not run or _has(run, facts):
            return ""
    for part in _split(run):
        if not _has(part, facts):
            return _show(part, page)
    return ""


def _is_known_start(word: Word, facts: Facts) -> bool:
    return word.flat in load_words("debuts") or _is_common(word) or word.flat in facts.mots


def _split(run: list[Word]) -> Iterator[list[Word]]:
    """Yield the stretches of capitals alone; civilities and common titles stand apart."""
    part: list[Word] = []
    for word in run:
        if word.is_capital and word.flat not in load_words("majuscules") and word.flat not in _CIVILITIES:
            part.append(word)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _has(words: list[Word], facts: Facts) -> bool:
    if all(_is_common(word) or _is_institution(word, facts) for word in words):
        return True
    if not facts.has_phrase(" ".join(word.text for word in words)):
        return False
    return all(
        not word.is_capital or word.is_first or _is_common(word) or _may_be_capital(word, facts)
        for word in words
    )


def _is_common(word: Word) -> bool:
    return len(word.text) == 1 or word.flat in _CIVILITIES or word.flat in load_words("majuscules")


def _is_institution(word: Word, facts: Facts) -> bool:
    """Tell whether « Département » stands for the « conseil départemental » of the facts."""
    return word.flat in _INSTITUTIONS and any(one.startswith(word.flat) for one in facts.mots)


def _may_be_capital(word: Word, facts: Facts) -> bool:
    """Tell whether the facts write the word with a capital, or have it as a word of substance."""
    return word.flat in facts.majuscules or (len(word.flat) > 4 and word.flat not in load_words("outils"))


def _is_plain_start(word: Word, page: Page, facts: Facts) -> bool:
    """Tell whether the first word of a sentence may be an ordinary word of French.

    A word that no list has is taken for a name when a name could stand there: before a verb, a pronoun, a
    comma or another capital.
    """
    flat = word.flat
    if flat in load_words("debuts") or _is_common(word):
        return True
    if all(part in facts.mots for part in flat.split("-")):
        return True
    if flat in load_words("prenoms_ambigus") or flat in load_given():
        return False
    if _COMPOUND.fullmatch(word.text) or _AND_NAME.match(page.text, word.end):
        return False
    if len(flat) > 4 and "-" not in flat and _SUFFIX.search(flat) is not None:
        return True
    if page.text[word.end : word.end + 1] == ",":
        return flat.endswith(("e", "s", "x"))
    following = _FOLLOWING.match(page.text, word.end)
    if following is None:
        return False
    if following[1] in _OBJECTS:  # « Untel le demande »: a pronoun before its verb
        beyond = _FOLLOWING.match(page.text, following.end())
        return beyond is None or not _VERB.fullmatch(flatten(beyond[1]))
    return following[1] == "à" or not _VERB.fullmatch(flatten(following[1]))


def _judge_civilities(page: Page, facts: Facts) -> Iterator[str]:
    """A civility is followed by a name of the facts, of the same gender."""
    words = page.words
    for index, word in enumerate(words[:-1]):
        following = words[index + 1]
        if word.flat not in _CIVILITIES or following.flat in _AFTER_CIVILITY or following.flat in _CIVILITIES:
            continue
        if not re.fullmatch(r"[. \u00a0\u202f]*", page.text[word.end : following.start]):
            continue
        if following.flat in (
            "et",
            "les",
            "chers",
            "adjoint",
            "adjointe",
            "maire",
            "president",
            "presidente",
        ):
            continue
        names = [following, *(one for one in words[index + 2 : index + 5] if one.is_capital)]
        if not following.is_capital and following.flat not in _PARTICLES:
            yield f"Le nom « {word.text} {following.text} » n’est pas dans les données."
            continue
        wanted, others = (_MASCULINE, _FEMININE) if word.flat in _MASCULINE else (_FEMININE, _MASCULINE)
        if _is_only(names[0].flat, wanted, others, facts):
            yield f"« {word.text} {following.text} » : la civilité n’est pas celle des données."


def _judge_firms(page: Page, facts: Facts) -> Iterator[str]:
    """Find a firm named in small letters, after « société »."""
    for before, word in pairwise(page.words):
        flat = word.flat
        if before.flat not in _FIRMS or word.is_capital or flat in facts.mots or _is_ordinary(flat):
            continue
        if not _VERB.fullmatch(flat) and not _BEFORE_OBJECT.match(page.text, word.end):
            yield f"Le nom « {before.text} {word.text} » n’est pas dans les données."


def _judge_small(page: Page, facts: Facts) -> Iterator[str]:
    """Find given names written in small letters."""
    given = load_given()
    for before, word in pairwise(page.words):
        flat = word.flat
        if flat not in given or word.is_capital or flat in _TOOLS_OF_NAMES or _is_ordinary(flat):
            continue
        is_said = flat in facts.mots and flat not in facts.majuscules
        if before.flat not in load_words("determinants") and not is_said:
            yield f"« {word.text} » est peut-être un nom, que les données n’ont pas."


def _is_ordinary(flat: str) -> bool:
    return (
        flat in load_words("outils")
        or flat in load_words("debuts")
        or flat in load_words("prenoms_communs")
        or flat in load_names("publics")
        or (len(flat) > 4 and _SUFFIX.search(flat) is not None and flat not in load_given())
    )


def _is_only(name: str, wanted: frozenset[str], others: frozenset[str], facts: Facts) -> bool:
    """Tell whether the facts give that person the other gender and never this one."""
    surname = " ".join(name.split("-"))

    def is_called(civilities: frozenset[str]) -> bool:
        group = "|".join(sorted(civilities))
        return (
            re.search(
                rf" (?:{group}) (?:(?!(?:m|mr|mme|monsieur|madame) )\w+ ){{0,3}}{re.escape(surname)} ",
                facts.suite,
            )
            is not None
        )

    return not is_called(wanted) and is_called(others)


def _is_known_code(word: Word, page: Page, facts: Facts) -> bool:
    """Tell whether letters go with figures as in the facts: « CM1 »."""
    digits = _DIGITS.match(page.text, word.end)
    return digits is not None and facts.has_phrase(word.text + digits[0])


def _judge_shapes(page: Page, facts: Facts) -> Iterator[str]:
    for word in page.words:
        if _is_known_code(word, page, facts):
            continue
        if (
            _UPPER.search(word.text)
            and not facts.has_phrase(word.text)
            and word.flat not in load_words("majuscules")
        ):
            yield f"Le sigle ou le nom « {word.text} » n’est pas dans les données."
        elif _HUMP.search(word.text) and not facts.has_phrase(word.text):
            yield f"Le mot « {word.text} » est mal formé."


def _show(words: list[Word], page: Page) -> str:
    return " ".join(page.text[words[0].start : words[-1].end].split())
