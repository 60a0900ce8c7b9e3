"""The facts of an act, gathered from its fields, the meeting and what the act already says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from deliberia.assistance.facts import Facts, read_facts
from deliberia.assistance.figures import Kind, read_figures
from deliberia.assistance.page import Page
from deliberia.assistance.roles import MEETING, POPULATION, Given
from deliberia.model import BlocSorte
from deliberia.text import WEEKDAYS, fold, format_date, format_euros, format_number

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.catalogue.schema import Champ, SousChamp
    from deliberia.model import Bloc, Projet, Seance

_SAID = frozenset({BlocSorte.EXPOSE, BlocSorte.CONSIDERANT, BlocSorte.ARTICLE})
_YEAR = range(1900, 2100)
_ASKS_A_NAME = re.compile(r"\b(?:compte|numéro|chapitre|inscrit|imput|références?|article)")
"""Questions whose answer is a number that counts nothing."""
_ASKS_THE_OLD = re.compile(r"\b(?:était|étaient|précédente?|actuel|initial|ancien)")
_DECIDED = "proposition proposé attribué"
"""What a figure of the articles is: the one on which the assembly is asked to decide."""


def gather_facts(template: Template, *, seance: Seance, champs: Mapping[str, Any], projet: Projet) -> Facts:
    """Gather the facts of an act: its fields and their questions, the meeting, what the act already says."""
    own = [text for _, text in iter_champs(template, champs)]
    questions = [f"{champ.question} {champ.unite}" for champ in template.meta.champs]
    said = [bloc.texte for bloc in projet.blocs if bloc.sorte in _SAID]
    said += [bloc.texte for bloc in projet.blocs if bloc.sorte is BlocSorte.VISA and not bloc.cles]
    tables = [" ".join((*columns, *cells)) for columns, cells in _iter_rows(projet)]
    meeting = [text for _, text in iter_given(seance)]
    meeting += [f"maire {civility}{name}" for civility, name in _split_maire(seance)]
    figures = (
        *_iter_asked(template, champs),
        *(one for columns, cells in _iter_rows(projet) for one in _read_row(columns, cells)),
        *(
            one
            for bloc in projet.blocs
            if bloc.sorte is BlocSorte.ARTICLE
            for one in _read_article(bloc, projet.titre)
        ),
        *_iter_counts(seance),
        *_iter_meeting(seance),
    )
    subject = (*own, projet.titre, *said)
    return read_facts(
        (*subject, template.meta.nom, *tables, *meeting),
        propres=own,
        sujet=(*subject, *questions),
        figures=figures,
        titre=projet.titre,
        questions=questions,
        reponses=iter_champs(template, champs),
    )


def _iter_rows(projet: Projet) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for bloc in projet.blocs:
        if bloc.tableau is not None:
            for cells in (*bloc.tableau.lignes, bloc.tableau.total):
                yield bloc.tableau.colonnes, cells


def _read_row(columns: Sequence[str], cells: Sequence[str]) -> Iterator[Given]:
    """Yield the figures of a row of a table, each with its column and the words of the row."""
    for index, cell in enumerate(cells):
        column = columns[index] if index < len(columns) else ""
        others = " ; ".join(one for place, one in enumerate(cells) if place != index)
        text = f"{cell} €" if "€" in column and cell else cell
        for figure in read_figures(Page(text)):
            row = ", ".join(one for one in cells if one)
            yield Given(figure.kind, figure.value, f"{column} {others}", f"{row}.")


def _read_article(bloc: Bloc, title: str) -> Iterator[Given]:
    for figure in read_figures(Page(bloc.texte)):
        if figure.kind in (Kind.MONTANT, Kind.POURCENTAGE):
            yield Given(figure.kind, figure.value, f"{_DECIDED} {title}", bloc.texte[:110])


def _iter_asked(template: Template, champs: Mapping[str, Any]) -> Iterator[Given]:
    """Yield the figures of the fields, each with its question and, in a list, the words of its row."""
    by_name = {name: champ for champ in template.meta.champs for name in (champ.nom, *champ.synonymes)}
    for name, raw in champs.items():
        champ = by_name.get(name)
        if champ is None or raw is None or raw == "":
            continue
        about = f"{champ.question} {champ.unite} {champ.nom.replace('_', ' ')}"
        about += " ancien" if _ASKS_THE_OLD.search(champ.question) else ""
        about += " #" if _ASKS_A_NAME.search(champ.question) else ""
        rows = raw if isinstance(raw, list | tuple) else [raw]
        if isinstance(raw, list | tuple):
            yield Given(Kind.NOMBRE, Decimal(len(raw)).normalize(), about, champ.question)
        for row in rows:
            yield from _read_field(champ, row, about)


def _read_field(champ: Champ, row: Any, about: str) -> Iterator[Given]:
    if not isinstance(row, Mapping):
        yield from _read_cell(row, _type_of(champ), about, champ.question)
        return
    parts = {part.nom: part for part in champ.sous_champs}
    for name, value in row.items():
        part = parts.get(name)
        kind = _type_of(part) if part is not None else "texte"
        others = " ; ".join(str(one) for other, one in row.items() if other != name)
        label = f"{part.question} {part.unite}" if part is not None else ""
        label += " #" if _ASKS_A_NAME.search(label.lower()) else ""
        texts = ", ".join(str(one) for one in row.values() if isinstance(one, str) and one)
        shown = f"{champ.question} {texts}".strip()
        yield from _read_cell(value, kind, f"{about} {label} {name.replace('_', ' ')} {others}", shown)


def _type_of(champ: SousChamp) -> str:
    """Return the type of a field, or the one that its unit tells."""
    return {"%": "pourcentage", "€": "euros"}.get(champ.unite, champ.type.value)


def _read_cell(value: Any, kind: str, about: str, label: str) -> Iterator[Given]:
    shown = label if label.endswith((".", "?")) else f"{label}."
    found: set[tuple[Kind, object]] = set(_read_typed(value, kind))
    text = _write(value, kind)
    found |= {(figure.kind, figure.value) for figure in read_figures(Page(text))}
    for figure, number in found:
        yield Given(figure, number, f"{about} heures" if kind == "heures" else about, shown)


def iter_champs(template: Template, champs: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield question and value of each field that was given, the value as an act writes it."""
    by_name = {name: champ for champ in template.meta.champs for name in (champ.nom, *champ.synonymes)}
    for name, raw in champs.items():
        champ = by_name.get(name)
        question = champ.question if champ is not None else name
        kind = champ.type.value if champ is not None else "texte"
        text = _write(raw, kind, champ)
        if champ is not None and champ.unite and champ.unite != "€" and text:
            text = _add_unit(text, champ.unite)
        if text:
            yield question, text


def _add_unit(text: str, unit: str) -> str:
    """Write the unit of a field after its value, but for what this says already: « 80 000 € » and « HT »."""
    ends = [found.start() for found in re.finditer(r"[ /]|\Z", unit)]
    for end in reversed(ends):
        if re.search(rf"[\d\s]{re.escape(unit[:end])}\Z", text):
            return text + unit[end:]
    return f"{text} {unit}"


def _name_choice(raw: Any, champ: SousChamp) -> str:
    """Return what the screen shows for a choice: « Procédure adaptée » for « adaptee »."""
    typed = fold(" ".join(str(raw).split()))
    return next((one.libelle for one in champ.choix if typed == fold(one.valeur)), "")


def _write(raw: Any, kind: str, champ: SousChamp | None = None) -> str:
    """Write a value as the model should read it, from what the user typed."""
    if raw is None or raw == "":
        return ""
    if isinstance(raw, bool):
        return "oui" if raw else "non"
    if isinstance(raw, Mapping):
        by_name = {part.nom: part for part in getattr(champ, "sous_champs", ())}
        cells = ((by_name.get(name), value) for name, value in raw.items())
        return ", ".join(
            filter(None, (_write(value, part.type.value if part else "texte", part) for part, value in cells))
        )
    if isinstance(raw, list | tuple):
        return " ; ".join(filter(None, (_write(item, kind, champ) for item in raw)))
    if kind == "choix" and champ is not None and (label := _name_choice(raw, champ)):
        return label
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


def _read_typed(value: Any, kind: str) -> Iterator[tuple[Kind, Decimal | tuple[int, int]]]:
    """Yield the figure that a cell holds without its unit."""
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
        yield Kind.HEURE, (int(number), int((number - int(number)) * 60))
        yield Kind.NOMBRE, number
    elif kind in kinds:
        yield kinds[kind], number


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


def _iter_counts(seance: Seance) -> Iterator[Given]:
    commune = seance.collectivite
    counts = (
        (commune.population, "habitants population", POPULATION),
        (commune.effectif_legal, "membres sièges conseillers élus effectif légal", "l’effectif légal."),
        (commune.en_exercice, "membres conseillers élus exercice", "le nombre de membres en exercice."),
        (len(seance.presents) or None, "membres présents conseillers élus", "le nombre de présents."),
        (len(seance.pouvoirs) or None, "pouvoirs", "le nombre de pouvoirs."),
    )
    for value, about, label in counts:
        if value is not None:
            yield Given(Kind.NOMBRE, Decimal(value).normalize(), about, label)


def _iter_meeting(seance: Seance) -> Iterator[Given]:
    if seance.date is not None:
        yield Given(Kind.DATE, seance.date, "séance assemblée réunie réunion", MEETING[0])
    if seance.convocation is not None:
        yield Given(Kind.DATE, seance.convocation, "convocation convoqué", MEETING[1])
