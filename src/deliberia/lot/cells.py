"""What the cells of a row mean: lists, votes, the séance and the commune of that row."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from deliberia.errors import DataError
from deliberia.text import format_date

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.lot.jobs import Job, Task
    from deliberia.model import Seance

_LISTS = ("ne_prennent_pas_part", "noms_contre", "noms_abstention", "presents", "absents", "excuses")
_NUMBERS = (
    "votants", "pour", "contre", "abstentions", "blancs_nuls", "population", "effectif_legal", "en_exercice",
)  # fmt: skip
_SPACES = re.compile(r"\s")
_SEPARATOR = re.compile(r"\s*[;\n]\s*")
_WRITTEN = ("texte", "passage", "choix")
"""Kinds of fields where a number of a workbook is a text."""
_DAYS = ("date", "convocation")
_FIRST_DAY = dt.date(1899, 12, 30)
"""Day 0 of workbooks."""
_SERIAL = 5
"""Digits of the number of a day between 1927 and 2173."""
_DIGITS = 9
"""Digits of the largest count of members or inhabitants."""


def read_lists(template: Template, champs: Mapping[str, Any]) -> dict[str, Any]:
    """Read the lists that a cell holds: one text a line or « ; », rows as JSON."""
    kinds = {
        name: champ.type.value for champ in template.meta.champs for name in (champ.nom, *champ.synonymes)
    }
    read: dict[str, Any] = {}
    for name, value in champs.items():
        kind = kinds.get(name, "")
        if isinstance(value, str) and kind == "textes":
            value = [part for part in _SEPARATOR.split(value) if part]
        elif isinstance(value, str) and kind == "liste":
            value = _parse_rows(name, value)
        elif kind == "date":
            _refuse_serial(name, value)
        elif isinstance(value, int | Decimal) and not isinstance(value, bool) and kind in _WRITTEN:
            value = str(value)
        read[name] = value
    return read


def _refuse_serial(name: str, value: Any) -> None:
    """Say which day a number stands for: a workbook keeps a day so, and shows it without a format."""
    text = str(value).strip()
    if not isinstance(value, bool) and text.isdecimal() and len(text) == _SERIAL:
        day = format_date(_FIRST_DAY + dt.timedelta(days=int(text)))
        raise DataError(
            f"« {name} » : {text} est une date sans format, sans doute le {day} ; "
            "donnez à la cellule un format de date."
        )


def _parse_rows(name: str, text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise DataError(
            f"le champ « {name} » est une liste : écrivez-la en JSON, "
            'par exemple [{"objet": "salle", "eur": 50}].'
        ) from error


def make_vote(task: Task) -> Any:
    from deliberia.drafting import parse_vote

    given = _group(task, "vote")
    return parse_vote(given, "vote") if given else None


def make_seance(job: Job, task: Task) -> Seance:
    seance = _load_seance(job)
    own, commune = _group(task, "seance"), _group(task, "commune")
    if not own and not commune:
        return seance
    from deliberia.drafting import parse_commune, parse_seance

    content = json.loads(job.contenu_seance)
    collectivite = seance.collectivite
    if commune:
        collectivite = parse_commune({**content.get("commune", {}), **commune}, "commune")
    if not own:
        return replace(seance, collectivite=collectivite)
    return parse_seance({**content.get("seance", {}), **own}, collectivite, "séance")


def _group(task: Task, group: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for target, value in task.valeurs.items():
        prefix, _, name = target.partition(".")
        if prefix != group:
            continue
        if name in _LISTS and isinstance(value, str):
            value = [part for part in _SEPARATOR.split(value) if part]
        elif name in _NUMBERS and isinstance(value, str):
            digits = _SPACES.sub("", value)
            value = int(digits) if digits.isdecimal() and len(digits) <= _DIGITS else value
        elif name in _DAYS:
            _refuse_serial(name, value)
        elif isinstance(value, int) and name not in _NUMBERS and not isinstance(value, bool):
            value = str(value)
        found[name] = value
    return found


@lru_cache(maxsize=8)
def _load_seance(job: Job) -> Seance:
    from deliberia.drafting import parse_commune, parse_seance
    from deliberia.model import Collectivite
    from deliberia.model import Seance as Meeting

    content = json.loads(job.contenu_seance)
    if not content:
        return Meeting(collectivite=Collectivite(nom=""))
    commune = content.get("commune", {})
    collectivite = parse_commune(commune) if commune.get("nom") else Collectivite(nom="")
    return parse_seance(content.get("seance", {}), collectivite)
