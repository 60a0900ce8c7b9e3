"""What a passage may say: the words, names and figures of the dossier and of the act already written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.page import Page, flatten, squeeze
from deliberia.assistance.roles import Given, Role, build_roles
from deliberia.assistance.stems import iter_stems
from deliberia.assistance.words import load_words
from deliberia.citations import find_citations
from deliberia.model import Citation, TargetKind
from deliberia.text import WEEKDAYS

LOCAL_KINDS = frozenset({TargetKind.ACTE_LOCAL, TargetKind.ARRETE})
"""References that may be facts of the dossier: an earlier deliberation, an arrêté of the mayor."""
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
    figures: Mapping[Kind, Mapping[object, frozenset[str]]]
    """Known figures by kind, each with the flat words that stood around it."""
    majuscules: frozenset[str] = frozenset()
    """Flat words that bear a capital somewhere in the facts."""
    formes: frozenset[str] = frozenset()
    """Words of the facts in small letters, their accents kept."""
    signes: frozenset[str] = frozenset()
    sujet: str = ""
    """The words that say what the act is about, flat: a passage must speak of it."""
    titre: frozenset[str] = frozenset()
    """Stems of the words of the title: they tell what the whole act is about, not one figure."""
    roles: Mapping[Kind, Mapping[object, Role]] = field(default_factory=dict)
    """What each figure is: the words of its field, of its row, of its clause."""

    def has_phrase(self, phrase: str) -> bool:
        """Tell whether these words stand together in the facts."""
        return squeeze(phrase) in self.suite

    def has_value(self, value: str) -> bool:
        """Tell whether a field, a cell or a name is this and nothing more."""
        return f"  {value}  " in f" {self.suite} "

    def has_figure(self, figure: Figure) -> bool:
        known = self.figures.get(figure.kind, {})
        if figure.kind is Kind.JOUR:
            return self._has_day(figure.value)
        if figure.kind in (Kind.CODE, Kind.PART):
            return figure.value in known
        if figure.kind is Kind.RANG:
            is_small = isinstance(figure.value, int) and figure.value <= _SMALL_RANK
            return figure.value in known or (
                is_small and Decimal(str(figure.value)) in self.figures.get(Kind.NOMBRE, {})
            )
        if figure.value not in known:
            return False
        if figure.kind is not Kind.NOMBRE or not _is_counted(figure):
            return True
        around = known[figure.value]
        return any(word[:5] == figure.after[:5] for word in around)

    def has_citation(self, citation: Citation) -> bool:
        """Tell whether a citation is a fact: a local act that the drafter named, with its own date."""
        if not all(target.kind in LOCAL_KINDS for target in citation.targets):
            return False
        if self.has_phrase(citation.surface):
            return True
        dates = self.figures.get(Kind.DATE, {})
        return all(
            target.kind is TargetKind.ACTE_LOCAL
            and target.date in dates
            and (not target.num or self.has_phrase(target.num))
            for target in citation.targets
        )

    def _has_day(self, value: object) -> bool:
        dates = [one for one in self.figures.get(Kind.DATE, {}) if isinstance(one, dt.date)]
        if isinstance(value, str):
            return f" {value} " in self.suite or any(WEEKDAYS[one.weekday()] == value for one in dates)
        if value in self.figures.get(Kind.JOUR, {}):
            return True
        if not isinstance(value, tuple):
            return False
        weekday, day, month, year = value
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
) -> Facts:
    """Read facts in plain texts.

    Args:
        textes: everything that the passage may repeat.
        propres: those of them that come from the drafter; all of them when empty.
        sujet: those that say what the act is about; all of them when empty.
        figures: more figures, with the words that say what they are.
        titre: the object of the act.
    """
    textes = tuple(text for text in textes if text.strip())
    own = tuple(text for text in propres if text.strip()) or textes
    subject = tuple(text for text in sujet if text.strip()) or textes
    known: dict[Kind, dict[object, set[str]]] = {}
    for text in textes:
        page = Page(_without_law(text))
        for figure in read_figures(page):
            known.setdefault(figure.kind, {}).setdefault(figure.value, set()).update(_around(page, figure))
    figures = tuple(figures)
    for one in figures:
        known.setdefault(one.kind, {}).setdefault(one.value, set()).update(squeeze(one.words).split())
    _add_years(known)
    suite = "".join(squeeze(text) for text in textes)
    return Facts(
        textes=own,
        suite=suite,
        mots=frozenset(suite.split()),
        figures={
            kind: {value: frozenset(words) for value, words in values.items()}
            for kind, values in known.items()
        },
        majuscules=frozenset(word.flat for text in textes for word in Page(text).words if word.is_capital),
        formes=frozenset(word.text.lower() for text in textes for word in Page(text).words),
        signes=frozenset("".join(textes)),
        sujet="".join(squeeze(text) for text in subject),
        titre=frozenset(word for _, word in iter_stems(flatten(titre))),
        roles=build_roles(map(_without_law, textes), figures),
    )


def _without_law(text: str) -> str:
    """Blank the references of law: their numbers are nobody's facts."""
    page = Page(text)
    chars = list(page.text)
    for citation in find_citations(page.text):
        if not all(target.kind in LOCAL_KINDS for target in citation.targets):
            chars[citation.start : citation.end] = " " * (citation.end - citation.start)
    return "".join(chars)


def _around(page: Page, figure: Figure) -> list[str]:
    before = page.flat[max(0, figure.start - 40) : figure.start]
    return squeeze(before + " " + page.flat[figure.end : figure.end + 60]).split()


def _add_years(known: dict[Kind, dict[object, set[str]]]) -> None:
    """A year may be said without its day."""
    numbers = known.setdefault(Kind.NOMBRE, {})
    for date in list(known.get(Kind.DATE, {})):
        if isinstance(date, dt.date):
            numbers.setdefault(Decimal(date.year).normalize(), set())
