"""What a passage may say: the words, names and figures of the dossier and of the act already written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from deliberia.assistance.counts import Counts, read_counts, read_short_months
from deliberia.assistance.figures import Kind, read_figures
from deliberia.assistance.page import Page, flatten, squeeze
from deliberia.assistance.people import People, gather_people
from deliberia.assistance.roles import MEETING, Given, Role, build_roles
from deliberia.assistance.spans import iter_derived, measure_gaps
from deliberia.assistance.statements import Statement, read_statements
from deliberia.assistance.stems import iter_stems, stem
from deliberia.citations import find_citations
from deliberia.model import Citation, TargetKind

LOCAL_KINDS = frozenset({TargetKind.ACTE_LOCAL, TargetKind.ARRETE})
"""References that may be facts of the dossier: an earlier deliberation, an arrêté of the mayor."""
_RANGE = re.compile(r"(?:1\d|20)\d\d-(?:1\d|20)\d\d|\d{1,2}-\d{1,2}")
"""« 2026-2027 », « 4-12 ans »."""
_YEARS = range(1900, 2100)


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
    comptes: Counts = field(default_factory=Counts)
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

    def has_signed(self, written: str) -> bool:
        """Tell whether a number stands with that sign in what the drafter gave."""
        sign = re.escape(written[0]) if written[0] != "-" else "[-−]"
        return any(re.search(rf"(?<![\w.,/]){sign}{written[1:]}", text) for text in self.textes)

    def has_letter(self, letter: str) -> bool:
        """Tell whether the facts write that capital alone: « carré C »."""
        return any(re.search(rf"(?<![\w'’]){letter}(?![\w'’.])", text) for text in self.textes)

    def has_value(self, value: str) -> bool:
        """Tell whether a field, a cell or a name is this and nothing more."""
        return f"  {value}  " in f" {self.suite} "

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
    reponses = tuple(reponses)
    pages = [Page(text) for text in textes]
    plain = [_without_law(page) for page in pages]
    said, denied = _read_answers(pages, reponses)
    known: dict[Kind, set[object]] = {}
    for page in plain:
        for figure in read_figures(page):
            known.setdefault(figure.kind, set()).add(figure.value)
    figures = tuple(figures)
    for one in figures:
        known.setdefault(one.kind, set()).add(one.value)
    derived = tuple(iter_derived(pages, figures))
    durations = {one.value for one in derived if one.kind is Kind.NOMBRE} - known.get(Kind.NOMBRE, set())
    figures += derived
    for one in derived:
        known.setdefault(one.kind, set()).add(one.value)
    known.setdefault(Kind.JOUR, set()).update(read_short_months(pages))
    _add_years(known)
    enonces = read_statements((page.flat for page in said), denied)
    days = [one for one in known.get(Kind.DATE, set()) if isinstance(one, dt.date)]
    years = [int(one) for one in known.get(Kind.NOMBRE, set()) if isinstance(one, Decimal) and one in _YEARS]
    suite = "".join(squeeze(text) for text in (*textes, *questions))
    return Facts(
        textes=own,
        suite=suite,
        mots=frozenset(suite.split()),
        figures={kind: frozenset(values) for kind, values in known.items()},
        majuscules=frozenset(word.flat for page in pages for word in page.words if word.is_capital),
        formes=frozenset(word.text.lower() for page in pages for word in page.words),
        signes=frozenset("".join(textes)),
        corps="".join(squeeze(text) for text in textes),
        sujet="".join(squeeze(text) for text in subject),
        comptes=read_counts(pages, said, (*own, *(answer for _, answer in reponses)), durations),
        ecarts=measure_gaps(days, years),
        personnes=gather_people(said),
        enonces=enonces,
        nies=frozenset(word for one in enonces for word in one.nies)
        - frozenset(word for one in enonces for word in one.dits),
        titre=frozenset(word for _, word in iter_stems(flatten(titre))),
        roles=build_roles(plain, figures),
    )


def _read_answers(pages: Iterable[Page], answers: Iterable[tuple[str, str]]) -> tuple[list[Page], list[str]]:
    """Return what the facts say and what they deny: an answer goes with its question."""
    said, denied = list(pages), []
    for question, answer in answers:
        if answer == "non":
            denied.append(question)
        else:
            said += [Page(f"{question.rstrip(' ?')} {part}") for part in answer.split(" ; ")]
    return said, denied


def _without_law(page: Page) -> Page:
    """Blank the references of law: their numbers are nobody's facts."""
    chars = list(page.text)
    law = [
        citation
        for citation in find_citations(page.text)
        if not all(target.kind in LOCAL_KINDS for target in citation.targets)
    ]
    for citation in law:
        chars[citation.start : citation.end] = " " * (citation.end - citation.start)
    return Page("".join(chars)) if law else page


def _add_years(known: dict[Kind, set[object]]) -> None:
    """A year may be said without its day, or without the other of « 2026-2027 »."""
    for code in known.get(Kind.CODE, set()):
        if isinstance(code, str) and _RANGE.fullmatch(code):
            known.setdefault(Kind.NOMBRE, set()).update(Decimal(part).normalize() for part in code.split("-"))
    dates = [one for one in known.get(Kind.DATE, set()) if isinstance(one, dt.date)]
    years = {date.year for date in dates}
    years |= {int(one[3]) for one in known.get(Kind.JOUR, set()) if isinstance(one, tuple) and one[3]}
    known.setdefault(Kind.NOMBRE, set()).update(Decimal(year).normalize() for year in years)
