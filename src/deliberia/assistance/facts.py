"""What a passage may say: the words, names and figures of the dossier and of the act already written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cache

from deliberia.assistance.contexts import NAMED
from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.page import Page, flatten, squeeze
from deliberia.assistance.people import People, gather_people
from deliberia.assistance.roles import Given, Role, build_roles
from deliberia.assistance.spans import iter_derived, measure_gaps
from deliberia.assistance.statements import Statement, read_statements
from deliberia.assistance.stems import iter_stems, stem
from deliberia.assistance.words import load_words
from deliberia.citations import find_citations
from deliberia.model import Citation, TargetKind
from deliberia.text import WEEKDAYS

LOCAL_KINDS = frozenset({TargetKind.ACTE_LOCAL, TargetKind.ARRETE})
"""References that may be facts of the dossier: an earlier deliberation, an arrêté of the mayor."""
_SHARES = {
    "moitie": Decimal("50").normalize(),
    "quart": Decimal("25").normalize(),
}
"""Percentages that may be said in words."""
POPULATION = "la population."
MEETING = ("la séance.", "la convocation.")
"""Labels of what the meeting gives, not the drafter."""
_PEOPLE = frozenset({"habitants", "ames", "administres", "residents"})
_ANYONE = frozenset({"personnes"})
"""What may stand for whatever the facts count."""
_STRICT = frozenset({"habitants", "voix", "votants", "suffrages", "pouvoirs", "abstentions", "euros"})
"""What is counted exactly, or not at all."""
_GENERAL = frozenset({"membres", "participants", "participantes"})
"""What any people may be called: « douze membres », of twelve young people."""
_PERIOD = re.compile(r"(?:1\d|20)\d\d-(?:1\d|20)\d\d")
_TWO = 2
_MOST_LISTED = 6
_ITEMS = re.compile(r" ?[,;/] ?| et | ou ")
_SHORT_MONTHS = {
    "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_SHORT_MONTH = re.compile(
    rf"(?<!\w)(?:(?P<d>[0-3]?\d)(?:er)? )?(?P<m>{'|'.join(_SHORT_MONTHS)})\.?(?!\w)(?: (?P<y>\d{{4}}))?"
)
_SHORT = {"hectare": "ha", "kilometre": "km"}
_HOURS = frozenset({"heure", "heures"})
_LASTING = frozenset({"an", "ans", "annee", "annees", "mois", "jours", "jour", "semaines", "heures", "heure"})
_PERIODS = _LASTING | {"journees", "exercices", "annuites"}
_YEARS = range(1900, 2100)
_SMALL_RANK = 3
"""« la deuxième décision » may be told of a decision numbered 2; « la douzième » may not."""


class Standing(Enum):
    """Where a figure of a passage stands beside the facts."""

    KNOWN = "known"
    DOUBTFUL = "doubtful"
    """A number of the facts that counts there something else, or the small number of what is told."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts, read once for all the passages of an act. Built by `read_facts` and `gather_facts`."""

    textes: tuple[str, ...]
    """What the drafter gave, as written: the only place where an order may have been smuggled in."""
    suite: str
    """Every word of the facts, flat, one space between: a phrase is looked up in it."""
    mots: frozenset[str]
    figures: Mapping[Kind, frozenset[object]]
    """Known figures by kind."""
    majuscules: frozenset[str] = frozenset()
    """Flat words that bear a capital somewhere in the facts."""
    formes: frozenset[str] = frozenset()
    """Words of the facts in small letters, their accents kept."""
    signes: frozenset[str] = frozenset()
    corps: str = ""
    """The same without the questions."""
    sujet: str = ""
    """The words that say what the act is about, flat: a passage must speak of it."""
    titre: frozenset[str] = frozenset()
    """Stems of the words of the title: they tell what the whole act is about, not one figure."""
    comptes: Mapping[str, frozenset[object]] = field(default_factory=dict)
    """What the facts count, by the stem of its noun: « 3 caméras »."""
    durees: frozenset[object] = frozenset()
    """The numbers worked out from periods: they count days, months or years, and nothing else."""
    nus: frozenset[object] = frozenset()
    """The numbers that count what the sentence leaves unsaid: « 94 sont attendus »."""
    unites: Mapping[object, frozenset[str]] = field(default_factory=dict)
    """The units in which each number of the facts is given: « m² », « km »."""
    plus_longue_liste: int = 0
    """Items of the longest list of the facts."""
    ecarts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Whole days, months and years between two days of the facts, the meeting among them."""
    personnes: People = field(default_factory=People)
    enonces: tuple[Statement, ...] = ()
    """What the facts say, sentence by sentence."""
    nies: frozenset[str] = frozenset()
    """The stems that the facts have only under a negation."""
    roles: Mapping[Kind, Mapping[object, Role]] = field(default_factory=dict)
    """What each figure is: the words of its field, of its row, of its clause."""

    def has_phrase(self, phrase: str) -> bool:
        """Tell whether these words stand together in the facts."""
        return squeeze(phrase) in self.suite

    def has_exactly(self, written: str) -> bool:
        """Tell whether these characters stand in what the drafter gave."""
        return any(written in text for text in self.textes)

    def has_value(self, value: str) -> bool:
        """Tell whether a field, a cell or a name is this and nothing more."""
        return f"  {value}  " in f" {self.suite} "

    def place(self, figure: Figure, words: Collection[str] = ()) -> Standing:
        """Tell whether a figure is a fact; `words` are the stems around it, for what a number counts."""
        if figure.after in _HOURS and figure.is_spelled and self._has_hours(figure.value):
            return Standing.KNOWN
        standing = Standing.UNKNOWN
        if figure.unite and figure.value in self.unites:
            return Standing.KNOWN if figure.unite in self.unites[figure.value] else Standing.UNKNOWN
        is_duration = figure.kind is Kind.NOMBRE and figure.value in self.durees
        if self._has_figure(figure) and (not is_duration or figure.after in _PERIODS):
            is_counted = figure.kind is Kind.NOMBRE and _is_counted(figure)
            standing = self._counts(figure, words) if is_counted else self._recount(figure)
        is_second = figure.kind is Kind.RANG and (figure.is_spelled or self._is_next(figure))
        if standing is Standing.UNKNOWN and (is_second or self._may_count(figure)):
            return Standing.DOUBTFUL
        return standing

    def _has_figure(self, figure: Figure) -> bool:
        known = self.figures.get(figure.kind, frozenset())
        if figure.kind is Kind.JOUR:
            return self._has_day(figure.value)
        if figure.kind is Kind.PART:
            return figure.value in known or _SHARES.get(str(figure.value)) in self.figures.get(
                Kind.POURCENTAGE, ()
            )
        if figure.kind is Kind.RANG:
            role = self.roles.get(Kind.NOMBRE, {}).get(
                Decimal(str(figure.value)) if _is_whole(figure) else None
            )
            return figure.value in known or (role is not None and NAMED in role.mots)
        return figure.value in known

    def _counts(self, figure: Figure, words: Collection[str]) -> Standing:
        """Tell whether the facts count with that number what the passage counts, or the like."""
        counts = self.roles.get(Kind.NOMBRE, {})
        role = counts.get(figure.value)
        if role is None:
            return Standing.UNKNOWN
        noun = stem(figure.after)
        if noun in role.mots or _SHORT.get(figure.after.rstrip("s")) in role.mots or figure.after in _ANYONE:
            return Standing.KNOWN
        if role.libelle == POPULATION:
            return Standing.KNOWN if figure.after in _PEOPLE else Standing.UNKNOWN
        if any(noun in other.mots for other in counts.values()):
            is_vague = figure.after in _GENERAL and any(word in role.mots for word in words)
            is_vague = is_vague or figure.value in self.nus
            return Standing.DOUBTFUL if is_vague else Standing.UNKNOWN
        measures = role.mots.keys() & _load_measures()
        is_measure = noun in _load_measures()
        if is_measure and any({noun, one} <= alike for one in measures for alike in _load_alike()):
            return Standing.UNKNOWN
        is_of_people = any(word[:5] in UNITS for word in role.mots)
        if figure.after in (*_LASTING, "fois") or (
            not is_measure if measures else is_measure and is_of_people
        ):
            return Standing.UNKNOWN
        return Standing.DOUBTFUL

    def _is_next(self, figure: Figure) -> bool:
        """Tell whether « une quatrième classe » comes after the three of the facts."""
        counts = self.comptes.get(stem(figure.after), frozenset()) if figure.after else frozenset()
        return isinstance(figure.value, int) and bool(
            counts & {Decimal(figure.value), Decimal(figure.value - 1)}
        )

    def _recount(self, figure: Figure) -> Standing:
        """Doubt « trois bénévoles » when the facts count only two."""
        counts = self.comptes.get(stem(figure.after), frozenset()) if len(figure.after) > _SMALL_RANK else ()
        is_other = figure.kind is Kind.NOMBRE and counts and figure.value not in counts
        return Standing.DOUBTFUL if is_other else Standing.KNOWN

    def _has_hours(self, value: object) -> bool:
        """Tell whether « deux heures » is a time or a duration of the facts."""
        whole = int(value) if isinstance(value, Decimal) else -1
        return (whole, 0) in self.figures.get(Kind.HEURE, frozenset())

    def _may_count(self, figure: Figure) -> bool:
        """Tell whether a small number in letters may count what is told: « deux préoccupations ».

        Two things may always be; more, only when the facts list as many.
        """
        if figure.kind is not Kind.NOMBRE or not figure.is_spelled or not isinstance(figure.value, Decimal):
            return False
        noun, single = figure.after, figure.after.rstrip("sx")
        if (noun == single and noun != "fois") or noun in _STRICT or noun in _LASTING or self._is_asked(noun):
            return False
        if self.comptes.get(stem(noun), frozenset()) - {figure.value}:
            return False
        most = 0 if noun == "fois" else min(self.plus_longue_liste, _MOST_LISTED)
        is_few = figure.value == _TWO or figure.value <= most
        return is_few and (noun in self.mots or single not in self.mots)

    def _is_asked(self, noun: str) -> bool:
        """Tell whether the drafter was asked how many of them there are."""
        return any(
            f"combien de {noun}" in flatten(role.libelle) or f"combien d'{noun}" in flatten(role.libelle)
            for role in self.roles.get(Kind.NOMBRE, {}).values()
        )

    def has_citation(self, citation: Citation) -> bool:
        """Tell whether a citation is a fact: a local act or the order of a prefect, named with its date."""
        if not all(target.kind in LOCAL_KINDS for target in citation.targets):
            return False
        if self.has_phrase(citation.surface):
            return True
        dates = self.figures.get(Kind.DATE, frozenset())
        words = citation.surface.split()
        return all(
            (target.kind is TargetKind.ACTE_LOCAL or self._is_given_act(words, target.date))
            and target.date in dates
            and (not target.num or self.has_phrase(target.num))
            for target in citation.targets
        )

    def _is_given_act(self, words: Sequence[str], date: dt.date | None) -> bool:
        """Tell whether the facts name such an act, or give that date to it: « de quand date l’arrêté »."""
        role = self.roles.get(Kind.DATE, {}).get(date)
        return role is not None and stem(flatten(words[0])) in role.mots

    def is_past(self, date: object) -> bool:
        """Tell whether a day of the facts comes before the meeting."""
        meeting = [day for day, role in self.roles.get(Kind.DATE, {}).items() if role.libelle == MEETING[0]]
        return date in self.figures.get(Kind.DATE, frozenset()) and any(
            isinstance(date, dt.date) and isinstance(day, dt.date) and date < day for day in meeting
        )

    def _is_of_meeting(self, date: dt.date) -> bool:
        role = self.roles.get(Kind.DATE, {}).get(date)
        return role is not None and role.libelle in MEETING

    def _has_day(self, value: object) -> bool:
        dates = [one for one in self.figures.get(Kind.DATE, frozenset()) if isinstance(one, dt.date)]
        if isinstance(value, str):
            return value in self.figures.get(Kind.JOUR, frozenset()) or any(
                WEEKDAYS[one.weekday()] == value for one in dates if not self._is_of_meeting(one)
            )
        if value in self.figures.get(Kind.JOUR, frozenset()):
            return True
        if not isinstance(value, tuple):
            return False
        weekday, day, month, year = value
        months = [one for one in self.figures.get(Kind.JOUR, frozenset()) if isinstance(one, tuple)]
        if not day and any(one[2] == month and year in ("", one[3]) for one in months):
            return True
        return any(
            one.month == month
            and (not day or one.day == day)
            and (not year or str(one.year) == year)
            and (not weekday or WEEKDAYS[one.weekday()] == weekday)
            for one in dates
        )


UNITS = frozenset((
    "habit", "eleve", "enfan", "membr", "logem", "metre", "hecta", "kilom", "heure", "jours", "jour",
    "mois", "ans", "annee", "semai", "agent", "poste", "place", "voix", "emplo", "famil", "foyer", "perso",
    "conse", "adjoi", "elus", "siege", "votan", "assoc", "commu", "vehic", "arbre", "lots", "parce", "salle",
    "class", "repas", "euros", "suffr", "pouvo", "tonne", "litre", "exemp", "entre",
))  # fmt: skip
"""First letters of what is counted: a known number must be known of it."""


@cache
def _load_alike() -> tuple[frozenset[str], ...]:
    """Return the measures of one thing: a length in metres is none in kilometres."""
    groups = (("metre", "kilometre", "km"), ("hectare", "ha", "m²", "m2"), ("kilowatt", "megawatt"))
    return tuple(frozenset(map(stem, group)) for group in groups)


@cache
def _load_measures() -> frozenset[str]:
    words = (
        "metre",
        "hectare",
        "kilometre",
        "tonne",
        "litre",
        "euro",
        "kilowatt",
        "megawatt",
        "stere",
        "km",
        "ha",
    )
    return frozenset(map(stem, (*words, *_LASTING)))


def _is_whole(figure: Figure) -> bool:
    return isinstance(figure.value, int) and figure.value <= _SMALL_RANK


def _is_counted(figure: Figure) -> bool:
    """Tell whether the word after a number names what is counted; « les deux sections » does not."""
    word = figure.after
    if word[:5] in UNITS or word == "fois" or stem(word or "?") in _load_measures():
        return True
    if not isinstance(figure.value, Decimal) or figure.value <= _SMALL_RANK:
        return False
    return len(word) > 4 and word not in load_words("outils") and word.endswith(("s", "x"))


def read_facts(
    textes: Iterable[str],
    *,
    propres: Iterable[str] = (),
    sujet: Iterable[str] = (),
    figures: Iterable[Given] = (),
    titre: str = "",
    reponses: Iterable[tuple[str, str]] = (),
    questions: Iterable[str] = (),
) -> Facts:
    """Read facts in plain texts.

    Args:
        textes: everything that the passage may repeat.
        propres: those of them that come from the drafter; all of them when empty.
        sujet: those that say what the act is about; all of them when empty.
        figures: more figures, with the words that say what they are.
        titre: the object of the act.
        reponses: questions with their answers.
        questions: all that was asked; their words are known, their figures are nobody's.
    """
    textes = tuple(text for text in textes if text.strip())
    own = tuple(text for text in propres if text.strip()) or textes
    subject = tuple(text for text in sujet if text.strip()) or textes
    known: dict[Kind, set[object]] = {}
    for text in textes:
        for figure in read_figures(Page(_without_law(text))):
            known.setdefault(figure.kind, set()).add(figure.value)
    figures = tuple(figures)
    for one in figures:
        known.setdefault(one.kind, set()).add(one.value)
    derived = tuple(iter_derived(textes, figures))
    durations = {one.value for one in derived if one.kind is Kind.NOMBRE} - known.get(Kind.NOMBRE, set())
    figures += derived
    for one in derived:
        known.setdefault(one.kind, set()).add(one.value)
    known.setdefault(Kind.JOUR, set()).update(_read_short_months(textes))
    _add_years(known)
    reponses = tuple(reponses)
    said, denied = _read_answers(textes, reponses)
    enonces = read_statements(said, denied)
    days = [one for one in known.get(Kind.DATE, set()) if isinstance(one, dt.date)]
    years = [int(one) for one in known.get(Kind.NOMBRE, set()) if isinstance(one, Decimal) and one in _YEARS]
    suite = "".join(squeeze(text) for text in (*textes, *questions))
    return Facts(
        textes=own,
        suite=suite,
        mots=frozenset(suite.split()),
        figures={kind: frozenset(values) for kind, values in known.items()},
        majuscules=frozenset(word.flat for text in textes for word in Page(text).words if word.is_capital),
        formes=frozenset(word.text.lower() for text in textes for word in Page(text).words),
        signes=frozenset("".join(textes)),
        corps="".join(squeeze(text) for text in textes),
        sujet="".join(squeeze(text) for text in subject),
        comptes=_read_counts(textes),
        nus=_read_bare(textes),
        durees=frozenset(durations),
        unites=_read_units(said),
        plus_longue_liste=_measure_lists((*own, *(answer for _, answer in reponses))),
        ecarts=measure_gaps(days, years),
        personnes=gather_people(said),
        enonces=enonces,
        nies=frozenset(word for one in enonces for word in one.nies)
        - frozenset(word for one in enonces for word in one.dits),
        titre=frozenset(word for _, word in iter_stems(flatten(titre))),
        roles=build_roles(map(_without_law, textes), figures),
    )


def _read_answers(textes: Iterable[str], answers: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return what the facts say and what they deny: an answer goes with its question."""
    said, denied = list(textes), []
    for question, answer in answers:
        if answer == "non":
            denied.append(question)
        else:
            said += [f"{question.rstrip(' ?')} {part}" for part in answer.split(" ; ")]
    return said, denied


def _without_law(text: str) -> str:
    """Blank the references of law: their numbers are nobody's facts."""
    page = Page(text)
    chars = list(page.text)
    for citation in find_citations(page.text):
        if not all(target.kind in LOCAL_KINDS for target in citation.targets):
            chars[citation.start : citation.end] = " " * (citation.end - citation.start)
    return "".join(chars)


def _read_counts(texts: Iterable[str]) -> dict[str, frozenset[object]]:
    counts: dict[str, set[object]] = {}
    for text in texts:
        for figure in read_figures(Page(text)):
            if figure.kind is Kind.NOMBRE and len(figure.after) > _SMALL_RANK:
                counts.setdefault(stem(figure.after), set()).add(figure.value)
    return {noun: frozenset(values) for noun, values in counts.items()}


def _read_bare(texts: Iterable[str]) -> frozenset[object]:
    after: dict[object, set[str]] = {}
    for text in texts:
        for figure in read_figures(Page(text)):
            if figure.kind is Kind.NOMBRE and figure.after:
                after.setdefault(figure.value, set()).add(figure.after)
    return frozenset(value for value, words in after.items() if not any(word[-1] in "sx" for word in words))


def _read_units(texts: Iterable[str]) -> dict[object, frozenset[str]]:
    units: dict[object, set[str]] = {}
    for text in texts:
        for figure in read_figures(Page(text)):
            if figure.unite:
                units.setdefault(figure.value, set()).add(figure.unite)
    return {value: frozenset(names) for value, names in units.items()}


def _measure_lists(texts: Iterable[str]) -> int:
    """Return how many items the longest list has: « mairie, école et salle des fêtes »."""
    parts = (part for text in texts for part in re.split(r"[.:]", flatten(text)))
    return max((len([one for one in _ITEMS.split(part) if one.strip()]) for part in parts), default=0)


def _read_short_months(texts: Iterable[str]) -> Iterator[tuple[str, int, int, str]]:
    """Read « sept. 2027 », « 3 nov. », which a drafter types and a model writes out."""
    for text in texts:
        for found in _SHORT_MONTH.finditer(flatten(text)):
            month = _SHORT_MONTHS[found["m"]]
            yield ("", int(found["d"] or 0), month, found["y"] or "")


def _add_years(known: dict[Kind, set[object]]) -> None:
    """A year may be said without its day, or without the other of « 2026-2027 »."""
    for code in known.get(Kind.CODE, set()):
        if isinstance(code, str) and _PERIOD.fullmatch(code):
            known.setdefault(Kind.NOMBRE, set()).update(Decimal(year).normalize() for year in code.split("-"))
    dates = [one for one in known.get(Kind.DATE, set()) if isinstance(one, dt.date)]
    years = {date.year for date in dates}
    years |= {int(one[3]) for one in known.get(Kind.JOUR, set()) if isinstance(one, tuple) and one[3]}
    known.setdefault(Kind.NOMBRE, set()).update(Decimal(year).normalize() for year in years)
