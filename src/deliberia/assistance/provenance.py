"""The file that keeps, beside an act, where its passages come from and who took them over."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.assistance.records import Etat, Passage
from deliberia.errors import DataError

if TYPE_CHECKING:
    from deliberia.model import Projet

SUFFIX = ".passages.json"
_MAX_BYTES = 2_000_000


def provenance_path(acte: Path) -> Path:
    """Return the file that goes with an act: `acte.docx` → `acte.docx.passages.json`."""
    return acte.with_name(acte.name + SUFFIX)


def write_provenance(acte: Path, projet: Projet, passages: Iterable[Passage], *, force: bool) -> Path:
    """Write the provenance of the passages of an act, held ones included.

    Raises:
        UsageError: the file exists already, without `force`.
        DocumentError: it cannot be written.
    """
    from deliberia.documents import write_atomic

    document = {
        "format": 1,
        "acte": acte.name,
        "modele": projet.modele,
        "titre": projet.titre,
        "passages": [passage.as_dict() for passage in passages],
    }
    return write_atomic(provenance_path(acte), _encode(document), force=force)


def accept_passages(file: Path, *, by: str, at: dt.datetime, force: bool = False) -> int:
    """Note who accepted the proposed passages of a file; return how many.

    Raises:
        DataError: it is not such a file, nothing in it may be accepted, or it was accepted already.
    """
    from deliberia.documents import load_bytes, write_atomic

    document = _read(load_bytes(file), file)
    count = 0
    for passage in document["passages"]:
        provenance = passage.get("provenance")
        if passage.get("etat") != Etat.PROPOSE.value or not isinstance(provenance, dict):
            continue
        if provenance.get("accepte_par") and not force:
            raise DataError(
                f"Le passage « {passage.get('emplacement')} » est déjà accepté.",
                place=str(file),
                hint="Ajoutez --forcer pour remplacer ce nom.",
            )
        provenance["accepte_par"] = by.strip()
        provenance["accepte_le"] = at.isoformat(timespec="seconds")
        count += 1
    if not count:
        raise DataError("Aucun passage de ce fichier n’est à accepter.", place=str(file))
    write_atomic(file, _encode(document), force=True)
    return count


def _encode(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _read(data: bytes, file: Path) -> dict[str, Any]:
    fault = DataError("Ce fichier n’est pas celui des passages d’un acte.", place=str(file))
    if len(data) > _MAX_BYTES:
        raise fault
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise fault from error
    rows = document.get("passages") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise fault
    return dict(document)
