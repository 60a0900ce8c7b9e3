"""Which column feeds which field, by name, with a suggestion for a name that is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
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
_ENOUGH = 0.6


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
            unknown.append(_suggest(column, wanted, targets))
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
    targets |= {"numero": "numero", "n": "numero", "scrutin": "vote.mode", "rapporteur": "champs.rapporteur"}
    for champ in template.meta.champs:
        targets |= dict.fromkeys((champ.nom, *champ.synonymes), f"champs.{champ.nom}")
    return {_key(name): target for name, target in targets.items()}


def _key(name: str) -> str:
    return _NOT_WORD.sub("_", fold(name)).strip("_")


def _suggest(column: str, wanted: str, targets: Mapping[str, str]) -> str:
    near = get_close_matches(_key(wanted), targets, n=1, cutoff=_ENOUGH)
    if not near:
        words = set(_key(wanted).split("_"))
        near = [name for name in targets if words & set(name.split("_")) - {"de", "du", "la", "le"}][:1]
    return f"« {column} » (voulez-vous dire « {near[0]} » ?)" if near else f"« {column} »"
