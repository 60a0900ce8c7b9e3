"""What a passage may say: the words, names and figures of the dossier and of the act already written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.page import Page, flatten, squeeze
from deliberia.assistance.words import load_words
from deliberia.citations import find_citations
from deliberia.model import BlocSorte, Citation, TargetKind
from deliberia.text import WEEKDAYS, format_date, format_euros, format_number

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.model import Projet, Seance

LOCAL_KINDS = frozenset({TargetKind.ACTE_LOCAL, TargetKind.ARRETE})
"""References that may be facts of the dossier: an earlier deliberation, an arrêté of the mayor."""
_SAID = frozenset({BlocSorte.EXPOSE, BlocSorte.CONSIDERANT, BlocSorte.ARTICLE})
_SMALL_RANK = 3
"""« la deuxième décision » may be told of a decision numbered 2; « la douzième » may not."""
_YEAR = range(1900, 2100)


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
    figures: Iterable[tuple[Kind, object, str]] = (),
) -> Facts:
    """Read facts in plain texts.

    Args:
        textes: everything that the passage may repeat.
        propres: those of them that come from the drafter; all of them when empty.
        sujet: those that say what the act is about; all of them when empty.
        figures: more figures, with the words that say what they count.
    """
    textes = tuple(text for text in textes if text.strip())
    own = tuple(text for text in propres if text.strip()) or textes
    subject = tuple(text for text in sujet if text.strip()) or textes
    known: dict[Kind, dict[object, set[str]]] = {}
    for text in textes:
        page = Page(_without_law(text))
        for figure in read_figures(page):
            known.setdefault(figure.kind, {}).setdefault(figure.value, set()).update(_around(page, figure))
    for kind, value, words in figures:
        known.setdefault(kind, {}).setdefault(value, set()).update(squeeze(words).split())
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


def gather_facts(template: Template, *, seance: Seance, champs: Mapping[str, Any], projet: Projet) -> Facts:
    """Gather the facts of an act: its fields and their questions, the meeting, what the act already says."""
    own = [text for _, text in iter_champs(template, champs)]
    questions = [f"{champ.question} {champ.unite}" for champ in template.meta.champs]
    said = [bloc.texte for bloc in projet.blocs if bloc.sorte in _SAID]
    said += [bloc.texte for bloc in projet.blocs if bloc.sorte is BlocSorte.VISA and not bloc.cles]
    tables = [
        " ".join((*bloc.tableau.colonnes, *cells))
        for bloc in projet.blocs
        if bloc.tableau is not None
        for cells in (*bloc.tableau.lignes, bloc.tableau.total)
    ]
    meeting = [text for _, text in iter_given(seance)]
    meeting += [f"maire {civility}{name}" for civility, name in _split_maire(seance)]
    figures = [*_iter_typed(template, champs), *_iter_counts(seance)]
    subject = (*own, *questions, projet.titre, *said)
    return read_facts(
        (*subject, template.meta.nom, *tables, *meeting), propres=own, sujet=subject, figures=figures
    )


def iter_champs(template: Template, champs: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield question and value of each field that was given, the value as an act writes it."""
    by_name = {name: champ for champ in template.meta.champs for name in (champ.nom, *champ.synonymes)}
    for name, raw in champs.items():
        champ = by_name.get(name)
        question = champ.question if champ is not None else name
        kind = champ.type.value if champ is not None else "texte"
        text = _write(raw, kind, champ.sous_champs if champ is not None else ())
        if champ is not None and champ.unite and champ.unite != "€" and text:
            text = f"{text} {champ.unite}"
        if text:
            yield question, text


def _write(raw: Any, kind: str, parts: Sequence[Any] = ()) -> str:
    """Write a value as the model should read it, from what the user typed."""
    if raw is None or raw == "":
        return ""
    if isinstance(raw, bool):
        return "oui" if raw else "non"
    if isinstance(raw, Mapping):
        kinds = {part.nom: part.type.value for part in parts}
        return ", ".join(
            filter(None, (_write(value, kinds.get(name, "texte")) for name, value in raw.items()))
        )
    if isinstance(raw, list | tuple):
        return " ; ".join(filter(None, (_write(item, kind, parts) for item in raw)))
    if isinstance(raw, dt.date):
        return format_date(raw)
    if isinstance(raw, int | float | Decimal):
        number = Decimal(str(raw))
        if kind == "euros":
            return format_euros(number, decimals=None)
        if kind == "pourcentage":
            return f"{format_number(number)} %"
        return str(raw) if kind == "entier" or number in _YEAR else format_number(number)
    text = " ".join(str(raw).split())
    if kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return format_date(dt.date.fromisoformat(text))
    return text


def _iter_typed(template: Template, champs: Mapping[str, Any]) -> Iterable[tuple[Kind, object, str]]:
    """Yield the figures that a field holds without their unit, and how many rows a list has."""
    by_name = {name: champ for champ in template.meta.champs for name in (champ.nom, *champ.synonymes)}
    for name, raw in champs.items():
        champ = by_name.get(name)
        if champ is None:
            continue
        about = f"{champ.question} {champ.unite} {champ.nom.replace('_', ' ')}"
        rows = raw if isinstance(raw, list | tuple) else [raw]
        if isinstance(raw, list | tuple):
            yield Kind.NOMBRE, Decimal(len(raw)).normalize(), about
        for row in rows:
            cells = row.items() if isinstance(row, Mapping) else [(name, row)]
            kinds = {part.nom: part.type.value for part in champ.sous_champs}
            for cell, value in cells:
                yield from _read_typed(value, kinds.get(cell, champ.type.value), about)


def _read_typed(value: Any, kind: str, about: str) -> Iterable[tuple[Kind, object, str]]:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return
    try:
        number = Decimal(
            str(value).replace(",", ".").replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
        )
    except ArithmeticError:
        return
    if not number.is_finite():
        return
    number = number.normalize()
    kinds = {
        "euros": Kind.MONTANT,
        "pourcentage": Kind.POURCENTAGE,
        "entier": Kind.NOMBRE,
        "nombre": Kind.NOMBRE,
    }
    if kind == "heures":
        yield Kind.HEURE, (int(number), int((number - int(number)) * 60)), about
        yield Kind.NOMBRE, number, f"{about} heures"
    elif kind in kinds:
        yield kinds[kind], number, about


def iter_seance(seance: Seance) -> Iterable[tuple[str, str]]:
    """Yield what is known of the meeting and of the authority: what it is, its words."""
    commune = seance.collectivite
    yield "Collectivité", commune.nom
    yield "Département", commune.departement
    if commune.population is not None:
        yield "Population", f"{format_number(commune.population)} habitants"
    yield "Chef de l’exécutif", commune.maire
    if seance.date is not None:
        yield "Séance du", f"{WEEKDAYS[seance.date.weekday()]} {format_date(seance.date)}"
    if seance.convocation is not None:
        yield "Convocation du", format_date(seance.convocation)
    yield "Heure", seance.heure
    yield "Lieu", seance.lieu
    yield "Président de séance", seance.president
    yield "Secrétaire de séance", seance.secretaire
    yield "Présents", ", ".join(seance.presents)
    yield "Absents", ", ".join(seance.absents)
    yield "Pouvoirs", ", ".join(f"{one.de} à {one.a}" for one in seance.pouvoirs)
    yield "Élus", ", ".join(one.nom for one in commune.elus)


def iter_given(seance: Seance) -> Iterable[tuple[str, str]]:
    """Yield what the model is told of the meeting: a passage that says more of it made it up."""
    return list(iter_seance(seance))[:5]


def _split_maire(seance: Seance) -> Iterable[tuple[str, str]]:
    """Yield the ways to name the head of the executive: with civility or not, whole or surname."""
    words = seance.collectivite.maire.split()
    for start in range(1, len(words)):
        name = " ".join(words[start:])
        yield "", name
        yield f"{words[0]} ", name


def _iter_counts(seance: Seance) -> Iterable[tuple[Kind, object, str]]:
    commune = seance.collectivite
    counts = (
        (commune.population, "habitants population"),
        (commune.effectif_legal, "membres sièges conseillers élus"),
        (commune.en_exercice, "membres conseillers élus exercice"),
        (len(seance.presents) or None, "membres présents conseillers élus"),
        (len(seance.pouvoirs) or None, "pouvoirs"),
    )
    for value, about in counts:
        if value is not None:
            yield Kind.NOMBRE, Decimal(value).normalize(), flatten(about)
