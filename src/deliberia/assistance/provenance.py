"""Where the passages of an act come from and who took them over: in a file beside it, in a DOCX itself."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.assistance.records import Etat, Passage
from deliberia.errors import DataError

if TYPE_CHECKING:
    from deliberia.model import Projet

SUFFIX = ".passages.json"
PROPERTY = "Deliberia passages"
"""Property of a DOCX that names the passages proposed by a model; the others begin by the same word."""
_ASPECTS = ("modele", "hote", "date", "empreinte", "accepte_par", "accepte_le")
_REMARKS = "remarques"
"""Property that counts the remarks shown with a passage; « remarque 1 » and the next give them."""
_RANKS = range(1, 51)
"""Of the remarks on one passage: far more than the guard ever makes."""
_MAX_BYTES = 2_000_000

Row = dict[str, Any]  # a passage as JSON


def provenance_path(acte: Path) -> Path:
    """Return the file that goes with an act: `acte.docx` → `acte.docx.passages.json`."""
    return acte.with_name(acte.name + SUFFIX)


def describe_provenance(acte: str, projet: Projet, passages: Iterable[Passage]) -> bytes:
    """Return the content of the file that goes with an act, held passages included."""
    document = {
        "format": 1,
        "acte": acte,
        "modele": projet.modele,
        "titre": projet.titre,
        "passages": [passage.as_dict() for passage in passages],
    }
    return _encode(document)


def write_provenance(acte: Path, projet: Projet, passages: Iterable[Passage], *, force: bool) -> Path:
    """Write the provenance of the passages of an act, held ones included; in a DOCX too, once it is written.

    Raises:
        UsageError: the file exists already, without `force`.
        DocumentError: it cannot be written.
    """
    from deliberia.documents import write_atomic

    passages = tuple(passages)
    path = write_atomic(provenance_path(acte), describe_provenance(acte.name, projet, passages), force=force)
    if acte.suffix.lower() == ".docx" and acte.is_file():
        _stamp_file(acte, [passage.as_dict() for passage in passages])
    return path


def stamp_docx(data: bytes, passages: Iterable[Passage]) -> bytes:
    """Return a DOCX that bears, in its properties, where its proposed passages come from."""
    from deliberia.documents import write_properties

    properties = _list_properties([passage.as_dict() for passage in passages])
    return write_properties(data, properties) if properties else data


def copy_provenance(donnees: Path, acte: Path, names: Container[str]) -> None:
    """Put in a DOCX where its passages come from, as the file beside its data says, when there is one.

    Args:
        donnees: the data that the act was drafted from, beside which its passages are noted.
        acte: the DOCX, already written.
        names: the fields that are in the act; a passage that was taken out of it is not named.

    Raises:
        DataError: the file of the passages is damaged.
    """
    from deliberia.documents import load_bytes

    beside = provenance_path(donnees)
    if beside.is_file():
        rows = _read(load_bytes(beside), beside)["passages"]
        _stamp_file(acte, [row for row in rows if row.get("emplacement") in names])


def read_passages(file: Path) -> list[Row]:
    """Return the passages of an act, as JSON, held ones included when the file beside the act says them.

    Args:
        file: the file of the passages, or the DOCX itself, whose properties name those it holds.

    Raises:
        DataError: it is not such a file.
    """
    from deliberia.documents import load_bytes

    is_docx = file.suffix.lower() == ".docx"
    beside = provenance_path(file) if is_docx else file
    if is_docx and not beside.is_file():
        return _read_stamp(file)
    return list(_read(load_bytes(beside), beside)["passages"])


def accept_passages(file: Path, *, by: str, at: dt.datetime, force: bool = False) -> int:
    """Note who accepted the proposed passages of an act; return how many.

    Args:
        file: the file of the passages, or the DOCX itself; each is brought up to date when both are there.
        by: the person.
        at: when.
        force: replace an acceptance.

    Raises:
        DataError: it is not such a file, nothing in it may be accepted, or it was accepted already.
    """
    from deliberia.documents import load_bytes, write_atomic

    is_docx = file.suffix.lower() == ".docx"
    beside = provenance_path(file) if is_docx else file
    if is_docx and not beside.is_file():
        rows = _read_stamp(file)
        count = _accept(rows, file, by=by, at=at, force=force)
        _stamp_file(file, rows)
        return count
    document = _read(load_bytes(beside), beside)
    count = _accept(document["passages"], beside, by=by, at=at, force=force)
    acte = file if is_docx else _find_acte(document, beside)
    if acte is not None:
        _stamp_file(acte, document["passages"])
    write_atomic(beside, _encode(document), force=True)
    return count


def _accept(rows: Sequence[Row], file: Path, *, by: str, at: dt.datetime, force: bool) -> int:
    count = 0
    for passage in rows:
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
    return count


def _find_acte(document: Mapping[str, Any], beside: Path) -> Path | None:
    """Return the DOCX beside which a file of passages stands: found by its name, never by its content."""
    name = beside.name.removesuffix(SUFFIX)
    acte = beside.with_name(name) if name and name != beside.name else None
    is_there = acte is not None and acte.suffix.lower() == ".docx" and acte.is_file()
    return acte if is_there and document.get("acte") == name else None


def _stamp_file(acte: Path, rows: Sequence[Row]) -> None:
    from deliberia.documents import load_bytes, write_atomic, write_properties

    if properties := _list_properties(rows):
        data = write_properties(load_bytes(acte), properties, place=str(acte))
        write_atomic(acte, data, force=True)


def _list_properties(rows: Iterable[Row]) -> dict[str, str]:
    """Write the proposed passages as short texts: a held one is not in the act."""
    found: dict[str, str] = {}
    names = []
    for row in rows:
        provenance = row.get("provenance")
        if row.get("etat") != Etat.PROPOSE.value or not isinstance(provenance, dict):
            continue
        names.append(str(row.get("emplacement")))
        for aspect in _ASPECTS:
            found[f"Deliberia {names[-1]} {aspect}"] = str(provenance.get(aspect) or "")
        if isinstance(remarks := row.get("remarques"), list):  # a file of before them says nothing of them
            found[f"Deliberia {names[-1]} {_REMARKS}"] = str(len(remarks))
            for rank, remark in zip(_RANKS, remarks, strict=False):
                found[f"Deliberia {names[-1]} remarque {rank}"] = str(remark)
    return {PROPERTY: ", ".join(names), **found} if names else {}


def _read_stamp(file: Path) -> list[Row]:
    """Return the passages that a DOCX says it holds."""
    from deliberia.documents import load_bytes, read_properties

    properties = read_properties(load_bytes(file), place=str(file))
    names = [name for name in properties.get(PROPERTY, "").split(", ") if name]
    rows: list[Row] = []
    for name in names:
        row: Row = {
            "emplacement": name,
            "etat": Etat.PROPOSE.value,
            "provenance": {one: properties.get(f"Deliberia {name} {one}", "") for one in _ASPECTS},
        }
        if f"Deliberia {name} {_REMARKS}" in properties:
            told = (properties.get(f"Deliberia {name} remarque {rank}") for rank in _RANKS)
            row["remarques"] = [remark for remark in told if remark]
        rows.append(row)
    return rows


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
