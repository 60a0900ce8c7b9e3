"""What the fields of a dossier name: read the answers to « qui ? » as people and as organisations to mask.

« le Café de la Place » gives an organisation, « Mme Jeanne Lafont » a person, « la commune des Aubiers »
nobody: public bodies stay readable. A sentence is left to what recognises names in any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from deliberia.masking.companies import strip_form
from deliberia.masking.functions import is_institution, strip_function
from deliberia.masking.groups import is_of_group
from deliberia.masking.lexicon import CIVILITIES, load_words
from deliberia.masking.page import Page

LONGEST = 80
"""Characters of an answer that may be a name; a longer one is a sentence."""
_LONGEST_SMALL = 5
"""Words of a name that the user typed without any capital."""
_LEAD = re.compile(
    r"(?:(?:à la charge|au profit|auprès|à|avec|chez|par|pour|envers)[ ](?:de[ ])?)?"
    r"(?:de[ ]la[ ]|de[ ]l'|la[ ]|l'|des?[ ]|du[ ]|d'|aux?[ ]|les?[ ])?",
    re.IGNORECASE,
)
_UNDEFINED = re.compile(r"(?:une?|aucune?|quelques|divers|différents|tous?|toutes?|ce|cette|ces)[ ]", re.I)
_COUNTED = re.compile(
    r"(?:[Ll]es[ ])?(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"vingt|trente|quarante|cinquante|cent|\d{1,3})(?:-[a-zà-ÿ]+){0,2}[ ](?=[a-zà-ÿ])"
)
"""« six communes du territoire », « les dix-sept communes membres »: small letters follow a count."""
_ARTICLE = re.compile(r"(?:L[ae]s?[ ]|L')(?=\S)")
"""An article that bears a capital is of the name: « Les Amis du Four »."""
_PARTS = re.compile(
    r"[ ]*(?:[;/|\n()]|,(?!\d)|"
    r"[ ](?:et|ou)(?=[ ](?:(?:de[ ])?(?:la|les?|l'|du)[ ]?|à[ ])?[A-ZÀ-ÖØ-Þ\"]))[ ]*"
)
_AND = re.compile(r"[^;,/|()]+[ ]et[ ][^;,/|()]+")
_FAMILY = re.compile(r"(?:Associée?s|Fils|Filles?|Frères|Sœurs|Soeurs|Cie|Compagnie|Partenaires|Consorts)\b")
_VERB = re.compile(
    r"\b(?:sont|sera|seront|était|prend|prennent|verse|versent|finance|financent|assure|assurent|paie|paient|"
    r"supporte|supportent|supportés?|conduite?s?|partagée?s?|représentée?s?)\b"
)
_DONE_BY = re.compile(r"\b[a-zà-ÿ]+(?:é|is|it|u)e?s?[ ]par[ ](?:la[ ]|les?[ ]|l'|un)")
"""« bornage payé par l’acquéreur » tells what is done."""
_WEAK_VERB = re.compile(r"\b(?:est|a|ont|aura|dont|qui|que)\b")
"""Words that a name may hold too, « Le Village a du cœur »: they make a sentence of a long answer only."""
_LONG = 50
_SCORE = re.compile(r"[ ]*:[ ]*\d[\d ]*(?:voix)?\Z")
_QUOTES = re.compile(r"[\"*_]+")
_NOUN = re.compile(
    r"(?i:sociétés?(?:[ ](?:civile(?:[ ](?:immobilière|professionnelle|agricole))?|"
    r"anonyme(?:[ ]d'hlm|[ ]coopérative)?|à[ ]responsabilité[ ]limitée|par[ ]actions[ ]simplifiée|"
    r"en[ ]nom[ ]collectif|coopérative|d'exercice[ ]libéral))?|entreprises?(?:[ ]individuelle)?|"
    r"associations?|ets|établissements|sté|groupe)[ ](?=[A-ZÀ-ÖØ-Þ0-9])"
)
"""Said before a name and left readable: « la société Les Prés »."""
_TITLE = re.compile(r"(?i:maître|me|docteur|dr|notaire)\.?[ ](?=[A-ZÀ-ÖØ-Þ])")
_HOUSEHOLD = re.compile(
    r"(?i:indivision|consorts|époux|famille|succession|hoirie|héritiers|veuve|vve)(?:[ ]de)?[ ]"
    r"(?=[A-ZÀ-ÖØ-Þ])"
)
_WORD = re.compile(r"[a-z0-9]+")
_HEAD = re.compile(r"[^\W\d_]+")
"""The first word whole, with its accents: « Mécanique » does not begin by « M. »."""
_INITIAL = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\.-?[ ]?){1,3}[A-ZÀ-ÖØ-Þ][\w'-]+\Z")
_PERSON = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ ][A-ZÀ-ÖØ-Þ][\w'’-]+){1,3}\Z|[a-zà-öø-ÿ'’-]+(?:[ ][a-zà-öø-ÿ'’-]+){1,2}\Z"
)


class Form(NamedTuple):
    """Words to find again in the text, side by side."""

    words: tuple[str, ...]
    key: str
    """The same for all the writings of one organisation."""
    case: str
    """« any », « capital » (the first letter is one) or « upper » (all of them are)."""
    is_alone: bool
    """An ordinary word after an article: it is another name when a capital follows, « Les Prés Longs »."""


class Named(NamedTuple):
    """Who the answers name."""

    people: tuple[str, ...]
    organisations: tuple[Form, ...]


@lru_cache(maxsize=64)
def read_answers(answers: tuple[str, ...]) -> Named:
    """Read the answers of a dossier."""
    people: dict[str, None] = {}
    organisations: dict[Form, None] = {}
    for answer in answers:
        if len(answer) > LONGEST and _is_sentence(answer):
            continue
        parts = [part for part in _split(answer) if len(part) <= LONGEST and not _is_sentence(part)]
        for part in (*parts, *_list_wholes(answer, parts)):
            person = _read_person(part)
            if person:
                people[person] = None
            else:
                organisations.update(dict.fromkeys(_list_forms(part)))
    return Named(tuple(people), tuple(organisations))


def _list_wholes(answer: str, parts: list[str]) -> Iterator[str]:
    """Yield « Conseil et Paysages », which may be one name or two, where it names no person."""
    whole = _unify(answer)
    if len(parts) != 2 or not _AND.fullmatch(whole) or len(whole) > LONGEST:
        return
    if any(_read_person(part) for part in parts):
        return
    nobody = [not any(_list_forms(part)) for part in parts]
    if not all(nobody) and (not any(nobody) or len(parts[0].split()) == 1):
        yield whole


def _is_sentence(text: str) -> bool:
    return bool(
        _VERB.search(text) or _DONE_BY.search(_unify(text)) or (len(text) > _LONG and _WEAK_VERB.search(text))
    )


def is_public(written: str) -> bool:
    """Tell whether a name, with or without its article, is that of a public body."""
    return _is_public(_flatten(_LEAD.sub("", _unify(written), count=1)))


def _is_public(flat: str) -> bool:
    """The longest beginning that the list knows decides."""
    words = flat.split()
    publics = _load_publics()
    if f"{flat} $" in publics:
        return True
    for size in range(min(len(words), 5), 0, -1):
        told = publics.get(" ".join(words[:size]))
        if told is not None:
            return told
    return False


@cache
def _load_publics() -> dict[str, bool]:
    return {line.lstrip("! "): not line.startswith("!") for line in load_words("organismes_publics")}


def _unify(written: str) -> str:
    return " ".join(_QUOTES.sub(" ", written.replace("’", "'").translate({0xAB: '"', 0xBB: '"'})).split())


def _flatten(written: str) -> str:
    return " ".join(_WORD.findall(Page(written).flat))


def _split(answer: str) -> Iterator[str]:
    """Yield the names of « la société A, la société B et M. C », without what follows a name."""
    parts = []
    read = 0
    unified = _unify(answer)
    for found in _PARTS.finditer(unified):
        if not _FAMILY.match(unified, found.end()) and not is_of_group(unified, (read, found), _is_firm):
            parts.append(unified[read : found.start()])
            read = found.end()
    parts.append(unified[read:])
    for number, part in enumerate(parts):
        name = _SCORE.sub("", part).strip(" .")
        bare = _LEAD.sub("", name, count=1)
        if name and (not number or bare != name or bare[:1].isupper() or _NOUN.match(name)):
            yield name


def _is_firm(written: str) -> bool:
    """Tell whether a name is a company’s by its form, its trade or a given name."""
    plain = Page(written).plain
    words = _flatten(written).split()
    return strip_form(plain) != plain.strip() or any(
        _is_trade(word) or word in load_words("prenoms") for word in words
    )


def _read_person(part: str) -> str:
    """Return the person that a part names, empty when it names none."""
    bare = _LEAD.sub("", part, count=1)
    head = _HEAD.match(bare)
    if head and head[0].lower() in CIVILITIES and len(bare.split()) > 1:
        return "" if re.match(r"\S+ (?:le|la) ", bare) else bare
    for pattern in (_TITLE, _HOUSEHOLD):
        title = pattern.match(bare)
        if title:
            return bare[title.end() :]
    words = _flatten(part).split()
    prenoms = load_words("prenoms")
    if bare != part or not words:
        return ""
    if _INITIAL.match(part) or (len(words) == 1 and words[0] in prenoms):
        return part
    if _PERSON.match(part) and not _is_trade(words[0]):
        is_surname_first = words[-1] in prenoms and (len(words) == 2 or part.split()[0].isupper())
        return part if words[0] in prenoms or is_surname_first else ""
    return ""


def _is_trade(word: str) -> bool:
    return word in load_words("metiers") or not load_words("genres").isdisjoint((f"m {word}", f"f {word}"))


def _list_forms(part: str) -> Iterator[Form]:
    """Yield the ways in which the text may write an organisation."""
    if _UNDEFINED.match(part) or _COUNTED.match(part):
        return
    served = strip_function(part, is_public)
    if served is not None:
        if served:
            yield from _list_forms(served)
        return
    lead = _LEAD.match(part)
    name = part[lead.end() :] if lead else part
    head = _HEAD.match(name.lower())
    if not name or _is_nobody(name) or (head and head[0] in CIVILITIES):
        return  # « M. le directeur »: what follows is read in the text
    article = _ARTICLE.match(part)
    noun = _NOUN.match(name)
    if noun:
        name, part = name[noun.end() :], name[noun.end() :]
        article = _ARTICLE.match(part)
    if article:
        name = part[article.end() :]
    name = strip_form(Page(name).plain).strip(" .'-")
    words = tuple(_WORD.findall(name.lower()))
    if sum(map(len, words)) < 2 or all(word.isdigit() for word in words):
        return
    key = "".join(words)
    if article:
        key = "".join(_WORD.findall(article[0].lower())) + key
        yield Form((*_WORD.findall(article[0].lower()), *words), key, "any", _is_ordinary(words))
    if article and _is_ordinary(words):
        yield Form(words, key, "capital", is_alone=True)
    else:
        yield Form(words, key, _case_of(name, words), is_alone=False)


def _is_nobody(name: str) -> bool:
    """Tell whether an answer names nobody in particular, or a public body."""
    flat = _flatten(name)
    words = flat.split()
    plain = Page(name).plain
    if not words or (strip_form(plain) == plain.strip() and _is_public(flat)) or is_institution(name):
        return True
    has_capital = any(char.isupper() for char in plain[0 if len(words) > 1 else 1 :])
    if not has_capital and words[0] in load_words("generiques"):
        return True
    if any(char.isupper() for char in plain):
        return False
    if _is_trade(words[0]):
        return len(words) == 1  # « l’association », but « l’association des parents d’élèves » is a name
    return len(words) > _LONGEST_SMALL


def _is_ordinary(words: tuple[str, ...]) -> bool:
    """Tell whether a name is one word that a place or anything else may bear too."""
    return len(words) == 1


def _case_of(name: str, words: tuple[str, ...]) -> str:
    if len(words) > 1 and len("".join(words)) > 4:
        return "any"
    if len("".join(words)) < 4:
        return "upper"
    return "capital" if name[0].isupper() else "any"
