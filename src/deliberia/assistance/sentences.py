"""Whether a text is a passage of French prose about this act: language, sentences, length, subject."""

from __future__ import annotations

import re
from functools import lru_cache

from deliberia.assistance.facts import Facts
from deliberia.assistance.page import KEY, Page, Word, flatten, name_char, squeeze
from deliberia.assistance.records import Usage
from deliberia.assistance.words import load_words

LIMITS = {Usage.PASSAGE: (25, 2400), Usage.TITRE: (8, 220), Usage.AVIS: (8, 900)}
"""Fewest and most characters."""
_MAX_PARAGRAPHS = 6
_MAX_SENTENCE = 75
_LONGEST_WORD = 26
_LEAST_TOOLS, _MOST_TOOLS = 0.22, 0.78
_LEAST_MISSPELT = 6
_LEAST_READ = 4
_SHORT = 12
"""Words under which proportions mean nothing."""
_AFFAIR = 2
"""Words of any municipal affair that a passage may have instead of those of this one."""
_SHINGLE = 7
"""Words in a row that a text shares with our prompt only by copying it."""
_MISPLACED = re.compile(
    r"(?<![mM])[²³]|(?<![nN\d])°|(?<!\d)(?<!\d )(?<!\d\u00a0)(?<!\d\u202f)[€%]|(?<=\w)/(?=\w*/)"
)
_SIGNED = re.compile(r"(?<![\w.,/'’-])[-+~<>±]\d+")
_CLASS = re.compile(r"(?:categories?|sections?|zones?|groupes?|niveau|lots?|batiments?|tranches?|blocs?) \Z")
_BEFORE_LETTER = re.compile(r"([^\W_]+)[ ]\Z")
_NUMBER_AFTER = re.compile(r" (\d+)(?!\w)")
_LINKS = frozenset({"t", "y", "a", "l"})
_SINGLE = frozenset({"a", "à", "y", "ô"})
_UNITS = frozenset("mh")
_ELIDED = frozenset("cdjlmnst")
_DETERMINERS = r"le|la|les|un|une|des|du|au|aux|ce|cet|cette|ces|son|sa|ses|leurs|notre|nos|chaque|plusieurs"
_SMALL = r"de|par|pour|sans|sur|dans|avec|sous|en"
_CLASH = re.compile(
    rf"(?<![\w'-])(?!(?:le|les|leur) (?:sont|ont))"
    rf"(?:{_DETERMINERS}|de|par|pour|sans|sur|dans|avec|sous|que) (?:et|ou|est|sont|ont)(?![\w'-])"
    rf"|(?<![\w'-])(?:et|ou) (?:et|ou)(?![\w'-])"
    rf"|(?<![\w'-])(?!ce qu|l(?:a|e|es|eur) en |(?:une?|plusieurs) (?:{_SMALL}) )(?:{_DETERMINERS}) "
    rf"(?:{_DETERMINERS}|{_SMALL}|que|qui)(?![\w'-])(?<!un par)(?<!une par)"
    rf"|(?<![\w'-])(?!de par|en sous|en sur|de sur|de sous|en de |sur de |par de |pour de |avec de |avec des"
    rf"|dans des|dans de|par des|pour des|sur des|sans de|en des|pour par|sur par|en avec)(?:{_SMALL}) "
    rf"(?:de|du|des|au|aux|par|sur|sous|avec|dans|sans)(?![\w'-])"
    rf"|(?<![\w'-])(?!nous nous|vous vous)(\w{{2,}}) \1(?![\w'-])"
)
"""Small words that no French sentence puts side by side."""
_UNELIDED = re.compile(
    r"(?<![\w'’-])(?:le|la|de|que|se|ne|je|me|te) "
    r"(?!une?(?!\w)|onz|oui|ouest|uhl|[a-z]{1,2}(?!\w))[aeiouœ][a-z]"
)
"""« le école », « de une aide »: a small word that French would elide."""
_DANGLING = re.compile(
    rf"(?<![\w'-])(?:(?!en[ ,.]|une? ?[.,;!?]|(?:avec|pour|par|dans|sur|sous|sans) ?,)"
    rf"(?:{_DETERMINERS}|{_SMALL}|d'|l') ?(?:[.,;:!?]|- )"
    r"|(?:et|ou|que|qui) ?(?:[.;:!?]|- ))"
)
_SMALL_START = re.compile(r"(?<=[^\W\d_]{3}[.!?])[ \u00a0\n]+[a-zà-ÿœ][^\W_]*")
_ACCENTED = re.compile(r"(?<!\w)(?:[Ll]à|[Oo]ù|[Dd]ès|[Dd]ûe?s?|[Ss]ûre?s?|[NnVv]ôtres?)(?!\w)")
"""« là », « où », « dès », « dû », « nôtre »: without their accent they would be other small words."""
_INDENTED = re.compile(r"(?:^|\n)(?: {2,}|\t)[^ \n]")
_LIST_LINE = re.compile(r"(?:^|\n)[ \u00a0]*(?:[-–—‑•]|\d{1,2}[.)]) ")
_UNREADABLE = re.compile(r"\A[^aeiouyœæ]+\Z|[^aeiouyœæ-]{6}|[aeiou]{5}|q[^u]|[^aeiouyœnlrsmtcpdfgbzvxkh-]{4}")
_ENDING = re.compile(r"[.!?…»)][ »)]*\Z")
_STOP = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bdr)[.!?\n]")
_CONSIDERING = re.compile(r"considerant .*;\Z", re.DOTALL)
_CONTENT_OR_TOOL = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLAUSE = 5
"""Words of a sentence that holds at least one small word of French."""
_CONTENT = re.compile(r"[^\W\d_]{4,}")


def judge_alphabet(page: Page, facts: Facts) -> list[str]:
    """Return the characters that do not belong in a passage."""
    misplaced = _MISPLACED.search(page.text)
    if misplaced and not facts.has_phrase(page.text[max(0, misplaced.start() - 3) : misplaced.end()]):
        return [f"Le signe « {misplaced[0]} » n’est pas à sa place."]
    signed = _SIGNED.search(page.text)
    if signed and not facts.has_signed(signed[0]):
        return [f"Le signe « {signed[0][0]} » change le nombre qui le suit."]
    strange = page.strange(facts.signes)
    if not strange:
        return []
    shown = ", ".join(name_char(char) for char in strange[:6])
    return [f"Le passage contient des caractères inattendus : {shown}."]


def judge_length(page: Page, usage: Usage) -> list[str]:
    least, most = LIMITS[usage]
    size = len(page.text.strip())
    if size < least:
        return ["Le passage est trop court pour en être un."]
    if size > most:
        return [f"Le passage est trop long : {size} caractères, {most} au plus."]
    if len([part for part in page.text.split("\n") if part.strip()]) > (
        _MAX_PARAGRAPHS if usage is Usage.PASSAGE else 1
    ):
        return ["Le passage compte trop de paragraphes."]
    return []


def judge_sentences(page: Page, facts: Facts, usage: Usage) -> list[str]:
    """Return what is wrong with the prose."""
    reasons = [*_judge_words(page, facts), *_judge_language(page, facts)]
    reasons += _judge_clashes(page)
    small = _SMALL_START.search(page.text)
    if small:
        reasons.append(f"Une phrase ne commence pas par une majuscule : « {small[0].strip(' .!?')} ».")
    if _INDENTED.search(page.text):
        reasons.append("Le passage contient un bloc en retrait.")
    if _LIST_LINE.search(page.text):
        reasons.append("Le passage contient une liste.")
    reasons += _judge_spelling(page, facts)
    if usage is Usage.TITRE:
        return reasons
    text = page.text.strip()
    if not (text[0].isupper() or text[0] in f"«{KEY}"):
        reasons.append("Le passage ne commence pas par une majuscule.")
    if not _ENDING.search(text) and not _CONSIDERING.match(page.flat.strip()):
        reasons.append("Le passage ne se termine pas par un point : il est peut-être coupé.")
    if any(len(part.split()) > _MAX_SENTENCE for part in re.split(r"[.!?;:…\n]", page.text)):
        reasons.append("Une phrase est trop longue pour être relue.")
    if text.count("«") != text.count("»") or text.count("(") != text.count(")"):
        reasons.append("Un guillemet ou une parenthèse n’est pas fermé.")
    sentences = [squeeze(part) for part in re.split(r"[.!?\n]", page.text) if len(part) > 12]
    if len(set(sentences)) < len(sentences):
        reasons.append("Une phrase est répétée.")
    if usage is Usage.PASSAGE and not _is_about(page, facts):
        reasons.append("Le passage ne parle pas de ce que disent les données.")
    return reasons


def _judge_clashes(page: Page) -> list[str]:
    """Find small words that no sentence puts side by side, before a full stop or before a vowel."""
    flat = flatten(_ACCENTED.sub(lambda found: ("xz"[found.start() % 2]) * len(found[0]), page.text))
    for found in (*_CLASH.finditer(flat), *_DANGLING.finditer(flat), *_UNELIDED.finditer(flat)):
        if not _is_sigle(page, found) and not page.text[found.end() - 2].isupper():
            return [f"Ce n’est pas une phrase : « {page.text[found.start() : found.end() + 12].strip()} »."]
    return []


def _is_sigle(page: Page, found: re.Match[str]) -> bool:
    """Tell whether the first word is written in capitals: « zone AU des Prés »."""
    return page.text[found.start() : found.start() + 2].isupper()


def _judge_words(page: Page, facts: Facts) -> list[str]:
    reasons = []
    for word in page.words:
        if len(word.text) > _LONGEST_WORD and not facts.has_phrase(word.text):
            reasons.append(f"Le mot « {word.text[:40]}… » est trop long.")
        pieces = word.flat.split("-")
        is_spelled = len(pieces) > 1 and any(len(piece) == 1 and piece not in _LINKS for piece in pieces)
        if is_spelled and not facts.has_phrase(word.text):
            reasons.append(f"Le mot « {word.text} » est épelé.")
        if len(word.text) == 1 and not (
            (not _is_classed(page, word) and _may_stand_alone(page, word.start, word.text))
            or _is_class(page, word.start, word.flat, facts)
            or (word.is_capital and facts.has_letter(word.text))
        ):
            reasons.append(f"La lettre « {word.text} » est isolée.")
    return list(dict.fromkeys(reasons))[:3]


def _judge_spelling(page: Page, facts: Facts) -> list[str]:
    """Find a word of law cut in two or misspelt."""
    reasons = []
    law, safe = load_words("mots_du_droit"), load_words("voisins_du_droit")
    flats = [word.flat for word in page.words]
    for size in (2, 3):
        for index in range(len(flats) - size + 1):
            if "".join(flats[index : index + size]) in law:
                first, last = page.words[index], page.words[index + size - 1]
                reasons.append(f"« {page.text[first.start : last.end]} » cache un mot du droit.")
    for flat in dict.fromkeys(flats):
        if len(flat) < _LEAST_MISSPELT or flat in facts.mots or flat in safe or flat in law:
            continue
        if any(_is_near(flat, word) for word in law if len(word) >= _LEAST_MISSPELT):
            reasons.append(f"« {flat} » ressemble à un mot du droit.")
    return reasons


def doubt_words(page: Page, facts: Facts) -> list[str]:
    """Return the words that no one could pronounce."""
    return [
        f"« {word.text} » n’est pas un mot français."
        for word in page.words
        if len(word.flat) >= _LEAST_READ
        and word.flat not in facts.mots
        and "-" not in word.flat
        and not word.is_capital
        and _UNREADABLE.search(word.flat)
    ]


def _is_near(word: str, model: str) -> bool:
    """Tell whether one letter is missing, added, changed, or two are swapped."""
    if word == model or abs(len(word) - len(model)) > 1:
        return False
    start = 0
    while start < min(len(word), len(model)) and word[start] == model[start]:
        start += 1
    rest, other = word[start:], model[start:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )


def _is_classed(page: Page, word: Word) -> bool:
    """Tell whether a capital stands where a class is named: « catégorie A » is no verb."""
    if not word.is_capital or page.flat[word.end : word.end + 1].isdigit():
        return False
    return _CLASS.search(page.flat, max(0, word.start - 20), word.start) is not None


def _is_class(page: Page, start: int, flat: str, facts: Facts) -> bool:
    """Tell whether the facts write that letter after that word: « catégorie C », « 120,5 t »."""
    if facts.has_value(flat) and _CLASS.search(page.flat, max(0, start - 20), start) is not None:
        return True
    number = _NUMBER_AFTER.match(page.flat, start + 1)
    if number is not None and facts.has_phrase(f"{flat} {number[1]}"):
        return True
    before = _BEFORE_LETTER.search(page.flat, max(0, start - 30), start)
    return before is not None and facts.has_phrase(f"{before[1]} {flat}")


def _may_stand_alone(page: Page, start: int, letter: str) -> bool:
    after = page.flat[start + 1 : start + 2]
    low = page.flat[start]
    if after == "'" and low in _ELIDED:
        return True
    before = page.flat[max(0, start - 2) : start]
    if before[-1:].isdigit() or after.isdigit() or (low == "n" and after == "°"):
        return True  # read with its number
    if low in _UNITS and re.fullmatch(r"(?:.?\d|\d )", before) and not after.isalnum():
        return True
    return (letter.lower() in _SINGLE and after != ".") or (letter == "M" and after in (".", " "))


def _judge_language(page: Page, facts: Facts) -> list[str]:
    flats = [word.flat for word in page.words]
    foreign = [word for word in flats if word in load_words("etrangers") and word not in facts.mots]
    if foreign:
        return [f"Le passage n’est pas en français : « {foreign[0]} »."]
    for part in _STOP.split(page.flat):
        words = [word for piece in _CONTENT_OR_TOOL.findall(part) for word in piece.split("-")]
        if len(words) >= _CLAUSE and not any(word in load_words("outils") for word in words):
            return [f"Le passage n’est pas en français : « {' '.join(words)[:60]} »."]
    if len(flats) < _SHORT:
        return []
    share = sum(word in load_words("outils") for word in flats) / len(flats)
    if not _LEAST_TOOLS <= share <= _MOST_TOOLS:
        return ["Le passage n’est pas une prose française."]
    return []


def _is_about(page: Page, facts: Facts) -> bool:
    """Tell whether the passage shares words with what the drafter gave, or is of any such affair."""
    own = {word[:5] for word in _CONTENT.findall(facts.sujet)}
    tools = load_words("outils")
    mine = {word.flat[:5] for word in page.words if len(word.flat) >= 4 and word.flat not in tools}
    if not own or len(own & mine) >= min(2, len(own)):
        return True
    affair = {word[:5] for word in load_words("affaires")}
    return len((own | affair) & mine) >= _AFFAIR


@lru_cache(maxsize=8)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = squeeze(text).split()
    return frozenset(tuple(words[index : index + _SHINGLE]) for index in range(len(words) - _SHINGLE + 1))


def judge_leak(page: Page, prompt: str, facts: Facts) -> list[str]:
    """Return a reason when the text copies our instructions."""
    mine = _shingles(page.text) if len(page.text) < 5000 else frozenset()
    shared = mine & _shingles(prompt)
    if any(not facts.has_phrase(" ".join(one)) for one in shared):
        return ["Le passage recopie la consigne."]
    return []
