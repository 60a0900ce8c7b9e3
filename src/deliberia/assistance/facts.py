"""What a passage may say: the words, names and figures of the dossier and of the act already written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.page import Page, flatten, squeeze
from deliberia.assistance.people import People, gather_people
from deliberia.assistance.roles import Given, Role, build_roles
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
    "un quart": Decimal("25").normalize(),
    "le quart": Decimal("25").normalize(),
    "quart": Decimal("25").normalize(),
}
"""Percentages that may be said in words."""
_ANYONE = frozenset({"personnes"})
"""What may stand for whatever the facts count."""
_PERIOD = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")
_SMALL_RANK = 3
"""« la deuxième décision » may be told of a decision numbered 2; « la douzième » may not."""


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

    def has_value(self, value: str) -> bool:
        """Tell whether a field, a cell or a name is this and nothing more."""
        return f"  {value}  " in f" {self.suite} "

    def has_figure(self, figure: Figure, words: Collection[str] = ()) -> bool:
        """Tell whether a figure is a fact; `words` are the stems around it, for what a number counts."""
        known = self.figures.get(figure.kind, frozenset())
        if figure.kind is Kind.JOUR:
            return self._has_day(figure.value)
        if figure.kind is Kind.PART:
            share = self.roles.get(Kind.POURCENTAGE, {}).get(_SHARES.get(str(figure.value)))
            return figure.value in known or (
                share is not None
                and (stem(figure.after or "?") in share.mots or any(word in share.mots for word in words))
            )
        if figure.kind is Kind.RANG:
            is_small = isinstance(figure.value, int) and figure.value <= _SMALL_RANK
            return figure.value in known or (
                is_small and Decimal(str(figure.value)) in self.figures.get(Kind.NOMBRE, frozenset())
            )
        if figure.value not in known:
            return False
        return figure.kind is not Kind.NOMBRE or not _is_counted(figure) or self._counts(figure, words)

    def _counts(self, figure: Figure, words: Collection[str]) -> bool:
        """Tell whether the facts count with that number what the passage counts, or the like."""
        counts = self.roles.get(Kind.NOMBRE, {})
        role = counts.get(figure.value)
        noun = stem(figure.after)
        if role is None or noun in role.mots or figure.after in _ANYONE:
            return role is not None
        is_of_another = any(noun in other.mots for other in counts.values())
        return (
            not is_of_another and figure.after[:5] not in UNITS and any(word in role.mots for word in words)
        )

    def has_citation(self, citation: Citation) -> bool:
        """Tell whether a citation is a fact: a local act or the order of a prefect, named with its date."""
        if not all(target.kind in LOCAL_KINDS for target in citation.targets):
            return False
        if self.has_phrase(citation.surface):
            return True
        dates = self.figures.get(Kind.DATE, frozenset())
        nature = " ".join(citation.surface.split()[:2])
        return all(
            (target.kind is TargetKind.ACTE_LOCAL or (target.cle is None and self.has_phrase(nature)))
            and target.date in dates
            and (not target.num or self.has_phrase(target.num))
            for target in citation.targets
        )

    def _has_day(self, value: object) -> bool:
        dates = [one for one in self.figures.get(Kind.DATE, frozenset()) if isinstance(one, dt.date)]
        if isinstance(value, str):
            return f" {value} " in self.suite or any(WEEKDAYS[one.weekday()] == value for one in dates)
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


def _is_counted(figure: Figure) -> bool:
    """Tell whether the word after a number names what is counted; « les deux sections » does not."""
    word = figure.after
    if word[:5] in UNITS:
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
    _add_years(known)
    said, denied = _read_answers(textes, reponses)
    enonces = read_statements(said, denied)
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


def _add_years(known: dict[Kind, set[object]]) -> None:
    """A year may be said without its day, or without the other of « 2026-2027 »."""
    for code in known.get(Kind.CODE, set()):
        if isinstance(code, str) and _PERIOD.fullmatch(code):
            known.setdefault(Kind.NOMBRE, set()).update(Decimal(year).normalize() for year in code.split("-"))
    dates = [one for one in known.get(Kind.DATE, set()) if isinstance(one, dt.date)]
    known.setdefault(Kind.NOMBRE, set()).update(Decimal(date.year).normalize() for date in dates)
