"""The imaginary commune: one séance and one act of each kind that has an example for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deliberia.catalogue import Template, get_template
from deliberia.drafting.dossier import Dossier, load_dossier
from deliberia.resources import data_dir

SEANCE_FOLDER = "_exemple"
ACTES = (
    "subvention-association",
    "decision-modificative",
    "demande-detr-dsil",
    "creation-emploi-permanent",
    "tarifs-communaux",
)
"""The acts of the example's agenda, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExempleActe:
    """One act of the example."""

    template: Template
    dossier: Dossier
    champs: Path
    """The file that was written for it."""


def example_dossier(folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write the imaginary commune's files into `folder`: commune, séance, and the fields of each act.

    An act written wrong on purpose goes with them, to be checked.

    Returns the paths in that order.

    Raises:
        UsageError: a file is already there and `force` is false.
        DocumentError: the disk refused.
    """
    from deliberia.documents import make_folder, write_atomic

    make_folder(folder)
    source = data_dir("templates") / SEANCE_FOLDER
    contents = {name: (source / name).read_text(encoding="utf-8") for name in ("commune.toml", "seance.toml")}
    contents["acte-a-corriger.md"] = (source / "acte-a-corriger.md").read_text(encoding="utf-8")
    contents |= {f"{modele}.toml": _fields_file(modele) for modele in ACTES}
    return tuple(
        write_atomic(folder / name, text.encode("utf-8"), force=force) for name, text in contents.items()
    )


def iter_examples(folder: Path, *, force: bool = False) -> Iterator[ExempleActe]:
    """Write the files, then read each act back from them, as a user would."""
    example_dossier(folder, force=force)
    for modele in ACTES:
        champs = folder / f"{modele}.toml"
        yield ExempleActe(
            template=get_template(modele),
            dossier=load_dossier(folder / "seance.toml", champs),
            champs=champs,
        )


def _fields_file(modele: str) -> str:
    """Return the example's fields and vote as a `champs.toml`, without its test branches."""
    text = (data_dir("templates") / modele / "exemple.toml").read_text(encoding="utf-8")
    return f'modele = "{modele}"\n' + text.partition("[[branches]]")[0].rstrip() + "\n"
