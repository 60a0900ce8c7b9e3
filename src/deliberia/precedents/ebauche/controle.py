"""A first template on disk: written, loaded, its example drafted and compared with the act it comes from."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deliberia.catalogue import check_templates, get_template
from deliberia.catalogue.packs import is_id
from deliberia.documents import make_folder, read_document, write_atomic
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.errors import DataError, UsageError
from deliberia.model import Bloc, BlocSorte, Severity
from deliberia.precedents.ebauche.ebauche import Ebauche, scaffold
from deliberia.resources import data_dir
from deliberia.text import fold

if TYPE_CHECKING:
    from deliberia.legal_refs import Base

_BODY = (BlocSorte.VISA, BlocSorte.EXPOSE, BlocSorte.CONSIDERANT, BlocSorte.ARTICLE)
_WORD = re.compile(r"\w+")


class EbaucheReport(NamedTuple):
    """What a first template is worth as it stands."""

    fautes: tuple[str, ...]
    """Why it does not pass, in French; empty when it does."""
    ressemblance: int
    """Words of the act that its example gives back, in the same order, out of a hundred."""


def write_ebauche(
    acte: Path, folder: Path, *, on: dt.date, modele: str = "", base: Base | None = None, force: bool = False
) -> Ebauche:
    """Read an act and write its template into `folder`, in a folder of its own.

    Raises:
        UsageError: the identifier is not one, or the template exists and `force` is false.
        DocumentError: the act cannot be read, or the disk refused.
        DataError: what was read is not one act.
    """
    if modele and not is_id(modele):
        raise UsageError(
            f"« {modele} » ne peut pas être un identifiant de modèle.",
            hint="Employez des minuscules sans accent, des chiffres et des traits d’union.",
        )
    document = read_document(acte)
    made = scaffold(document.texte, on=on, modele=modele, base=base, place=str(acte))
    target = folder / made.id
    if target.exists() and not force:
        raise UsageError(
            f"Le modèle « {made.id} » existe déjà ; rien n’a été écrit.",
            place=str(target),
            hint="Choisissez --id, ou ajoutez --forcer pour le remplacer.",
        )
    make_folder(target)
    for name, text in made.files.items():
        write_atomic(target / name, text.encode(), force=force)
    return made


def check_ebauche(made: Ebauche, folder: Path, *, base: Base | None = None) -> EbaucheReport:
    """Load the template as the engine will, verify its references and draft its example."""
    try:
        template = get_template(made.id, folder)
        amendments = check_templates(folder, on=template.meta.verifie_le, base=base)
        seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
        projet = draft(
            template,
            seance=seance,
            champs=template.exemple.champs,
            vote=parse_vote(template.exemple.vote, "exemple.toml"),
            base=base,
        )
    except DataError as error:
        return EbaucheReport((str(error),), 0)
    faults = [
        f"{one.modele} ({one.emplacement}) : {one.message}"
        for one in amendments
        if one.modele == made.id and one.severite is not Severity.INFO
    ]
    if projet.manquants:
        faults.append(f"L’exemple ne remplit pas : {', '.join(projet.manquants)}.")
    printed = [line for bloc in projet.blocs if bloc.sorte in _BODY for line in _print_bloc(bloc)]
    return EbaucheReport(tuple(faults), _compare(made.attendu, "\n".join(printed)))


def _print_bloc(bloc: Bloc) -> Iterator[str]:
    yield bloc.texte
    if bloc.tableau is not None:
        tableau = bloc.tableau
        yield from (" ".join(row) for row in (tableau.colonnes, *tableau.lignes, tableau.total))


def _compare(expected: str, printed: str) -> int:
    """Count the words of the act that are printed again, in order."""
    wanted, given = _WORD.findall(fold(expected)), _WORD.findall(fold(printed))
    matcher = difflib.SequenceMatcher(a=wanted, b=given, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    return 100 * kept // max(1, len(wanted))
