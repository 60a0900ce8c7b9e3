"""Which column feeds which field, by name, with a suggestion for a name that is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from deliberia.errors import UsageError
from deliberia.text import fold

if TYPE_CHECKING:
    from deliberia.catalogue import Template

VOTE = (
    "mode",
    "votants",
    "pour",
    "contre",
    "abstentions",
    "blancs_nuls",
    "ne_prennent_pas_part",
    "voix_president",
    "noms_contre",
    "noms_abstention",
)
SEANCE = ("date", "heure", "lieu", "convocation", "president", "secretaire", "presents", "absents", "excuses")
COMMUNE = (
    "nom", "sorte", "departement", "code_departement", "population", "effectif_legal", "en_exercice", "maire",
    "siret", "tribunal",
)  # fmt: skip
_NOT_WORD = re.compile(r"[^a-z0-9.]+")
_EMPTY = frozenset((
    "au", "aux", "date", "dan", "de", "du", "elle", "en", "est", "et", "il", "la", "le", "nom", "ou", "par",
    "pour", "quand", "que", "quel", "quelle", "qui", "un", "une",
))  # fmt: skip
_NO_WORD: frozenset[str] = frozenset()
_ENOUGH = 0.9
"""What a suggestion is worth at least."""
_BY_QUESTION = 1.0
"""What a word is worth that the heading shares with the question of a field."""
_SLIP = 0.78
"""How alike two names are that a slip of the keyboard sets apart."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What each column is for."""

    cibles: Mapping[str, str]
    """Column name → « champs.montant », « vote.pour », « numero », « seance.date », « commune.nom »."""
    ignorees: tuple[str, ...] = ()
    """Columns that the user asked to leave."""

    def find_column(self, cible: str) -> str:
        """Return the column that feeds a target; "" when none does."""
        return next((column for column, target in self.cibles.items() if target == cible), "")


def map_columns(
    columns: Sequence[str],
    template: Template,
    *,
    choices: Mapping[str, str] | None = None,
    leave: Sequence[str] = (),
) -> Plan:
    """Match the columns of a table with the fields of a template, accents and capitals apart.

    Args:
        columns: heading of the table.
        template: its fields and their synonyms are the targets, with those of the vote, séance and commune.
        choices: column → field, as the user decided.
        leave: columns to leave aside.

    Raises:
        UsageError: columns that nothing matches, each with the nearest name; a field fed twice.
    """
    targets = _list_targets(template)
    chosen = dict(choices or {})
    cibles: dict[str, str] = {}
    unknown: list[str] = []
    for column in columns:
        if not column or column in leave:
            continue
        wanted = chosen.pop(column, column)
        found = targets.get(_key(wanted))
        if found is None:
            unknown.append(_suggest(column, wanted, targets, template))
        else:
            cibles[column] = found
    absent = [name for name in (*chosen, *leave) if name not in columns]
    if absent:
        unknown.append(f"le tableau n’a pas de colonne {', '.join(f'« {name} »' for name in absent)}")
    if unknown:
        raise UsageError(
            f"Des colonnes ne sont pas comprises : {' ; '.join(unknown)}.",
            hint="Corrigez l’en-tête, ou ajoutez --colonne 'En-tête=champ', ou --ignorer 'En-tête'.",
        )
    twice = {target for target in cibles.values() if list(cibles.values()).count(target) > 1}
    if twice:
        names = [f"« {column} »" for column, target in cibles.items() if target in twice]
        raise UsageError(f"Ces colonnes remplissent le même champ : {', '.join(names)}.")
    return Plan(cibles, tuple(leave))


def _list_targets(template: Template) -> dict[str, str]:
    targets: dict[str, str] = {}
    for group, names in (("commune", COMMUNE), ("seance", SEANCE), ("vote", VOTE)):
        targets |= {f"{group}.{name}": f"{group}.{name}" for name in names}
    targets |= {name: f"vote.{name}" for name in VOTE}
    targets |= dict.fromkeys(
        ("numero", "n", "n_deliberation", "numero_deliberation", "numero_de_deliberation", "n_acte"), "numero"
    )
    targets |= {"scrutin": "vote.mode", "rapporteur": "champs.rapporteur"}
    for champ in template.meta.champs:
        targets |= dict.fromkeys((champ.nom, *champ.synonymes), f"champs.{champ.nom}")
    return {_key(name): target for name, target in targets.items()}


def _key(name: str) -> str:
    return _NOT_WORD.sub("_", fold(name)).strip("_")


def _suggest(column: str, wanted: str, targets: Mapping[str, str], template: Template) -> str:
    questions = {f"champs.{champ.nom}": _list_words(champ.question) for champ in template.meta.champs}
    words, key = _list_words(wanted), _key(wanted)
    best, score = "", _ENOUGH
    for name, target in targets.items():
        found = _rate(words, key, name) + _BY_QUESTION * len(words & questions.get(target, _NO_WORD))
        if found > score:
            best, score = target, found
    if not best:
        return f"« {column} »"
    group, _, field = best.rpartition(".")
    shown = best if group in ("seance", "commune") else field
    return f"« {column} » (voulez-vous dire « {shown} » ?)"


def _rate(words: frozenset[str], key: str, name: str) -> float:
    """Say how near a heading is to a name: whole words first, then letters, for a slip of the keyboard."""
    others = _list_words(name)
    shared = len(words & others)
    near = SequenceMatcher(None, key, name).ratio()
    closeness = near if near >= _SLIP else 0.0
    return 2 * shared / (len(others) or 1) + (0.5 * shared) + 2 * closeness


def _list_words(text: str) -> frozenset[str]:
    words = _key(text.replace("’", " ").replace("'", " ")).replace(".", "_").split("_")
    return frozenset(word.rstrip("s") for word in words if len(word) > 1) - _EMPTY
