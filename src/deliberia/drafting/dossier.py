"""Read a dossier: the commune, the séance and the act's fields, from TOML files or one JSON document."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from deliberia.catalogue.naming import unknown
from deliberia.drafting.parsing import parse_commune, parse_seance, parse_vote
from deliberia.errors import DataError
from deliberia.model import Collectivite, Seance, Vote

MAX_BYTES = 5_000_000
"""A dossier is a few thousand bytes; more is a mistake."""

_DOCUMENTS = (".docx", ".docm", ".doc", ".odt", ".pdf", ".rtf", ".html", ".htm", ".eml")
_SIGNATURES = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_JSON_KEYS = ("modele", "commune", "seance", "champs", "vote", "visas", "numero", "format")
_CHAMPS_KEYS = ("modele", "vote", "visas", "numero", "champs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything `draft` needs but the template's folder."""

    seance: Seance
    modele: str = ""
    """Template id, when the dossier names it."""
    champs: Mapping[str, Any] = field(default_factory=dict)
    vote: Vote | None = None
    visas: tuple[str, ...] = ()
    numero: str = ""


def load_dossier(seance: Path, champs: Path, *, commune: Path | None = None) -> Dossier:
    """Read `seance.toml` and `champs.toml`, and the commune where the séance says or in `commune`.

    Raises:
        DataError: a file is missing or unreadable, or holds something wrong; one French sentence.
    """
    return _assemble(load_seance(seance, commune=commune), _load_toml(champs), str(champs))


def load_seance(path: Path, *, commune: Path | None = None) -> Seance:
    """Read `seance.toml`, whose `commune` is a table or the path of a file beside it.

    Raises:
        DataError: see `load_dossier`.
    """
    content = _load_toml(path)
    body = content.pop("seance", content) if isinstance(content.get("seance"), dict) else content
    named = content.pop("commune", body.pop("commune", None))
    if commune is not None:
        collectivite = load_commune(commune)
    elif isinstance(named, str):
        collectivite = load_commune(path.parent / named)
    elif named is None:
        raise DataError(
            "la commune n’est pas indiquée.",
            place=str(path),
            hint='Ajoutez la ligne commune = "commune.toml", ou une table [commune].',
        )
    else:
        collectivite = parse_commune(named, f"{path}, commune")
    return parse_seance(body, collectivite, str(path))


def load_commune(path: Path) -> Collectivite:
    """Read `commune.toml`.

    Raises:
        DataError: see `load_dossier`.
    """
    return parse_commune(_commune_body(_load_toml(path)), str(path))


def parse_document(text: str, place: str = "-") -> Dossier:
    """Read the same as one JSON document.

    Raises:
        DataError: see `load_dossier`.
    """
    try:
        content = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"ligne {error.lineno}" if isinstance(error, json.JSONDecodeError) else "trop imbriqué"
        raise DataError(f"ce n’est pas un JSON correct ({where}).", place=place) from error
    if not isinstance(content, dict):
        raise DataError("un objet JSON est attendu.", place=place, hint="Voyez le guide de « rediger ».")
    _refuse_unknown(content, _JSON_KEYS, place)
    seance = content.get("seance")
    if not isinstance(seance, dict):
        raise DataError("il manque l’objet « seance ».", place=place)
    commune = content.get("commune", seance.get("commune"))
    if commune is None:
        raise DataError("il manque l’objet « commune ».", place=place)
    body = {name: value for name, value in seance.items() if name != "commune"}
    meeting = parse_seance(body, parse_commune(commune, f"{place}, commune"), f"{place}, seance")
    rest = {name: content[name] for name in _CHAMPS_KEYS if name in content}
    return _assemble(meeting, {**rest, "champs": content.get("champs", {})}, place)


def _assemble(seance: Seance, content: dict[str, Any], place: str) -> Dossier:
    """Read fields, vote and free visas; the fields stand in a table [champs] or at the top."""
    content = dict(content)
    modele = _text(content.pop("modele", ""), "modele", place)
    numero = _text(content.pop("numero", ""), "numero", place) if "champs" in content else ""
    vote = content.pop("vote", None)
    visas = content.pop("visas", [])
    if not isinstance(visas, list) or not all(isinstance(visa, str) for visa in visas):
        raise DataError("« visas » est une liste de textes.", place=place)
    champs = content.pop("champs", None)
    if champs is None:
        champs = content
    elif content:
        _refuse_unknown(content, _CHAMPS_KEYS, place)
    if not isinstance(champs, dict):
        raise DataError("« champs » est une table de champs.", place=place)
    return Dossier(
        seance=seance,
        modele=modele,
        champs=champs,
        vote=None if vote is None else parse_vote(vote, f"{place}, vote"),
        visas=tuple(visas),
        numero=numero,
    )


def _commune_body(content: dict[str, Any]) -> Any:  # Any: what stands under [commune]
    return content["commune"] if isinstance(content.get("commune"), dict) else content


def _text(value: Any, name: str, place: str) -> str:  # Any: what a file holds
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise DataError(f"« {name} » est un texte.", place=place)
    return value.strip()


def _refuse_unknown(content: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    faults = [unknown("nom inconnu", str(name), known) for name in content if name not in known]
    if faults:
        raise DataError(" ; ".join(faults), place=place)


def _refuse_constant(name: str) -> None:
    raise DataError(f"la valeur {name} n’est pas un nombre.")


def _load_toml(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError("ce fichier est trop gros pour un dossier.", place=str(path))
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise DataError(
            "ce fichier n’existe pas.", place=str(path), hint="Vérifiez le chemin donné."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        if is_document(path):
            raise _refuse_document(path) from error
        if isinstance(error, tomllib.TOMLDecodeError):
            raise DataError(_describe_toml(error), place=str(path)) from error
        raise DataError(
            "ce fichier n’est pas un texte UTF-8.",
            place=str(path),
            hint="Enregistrez-le en UTF-8 depuis votre éditeur de texte.",
        ) from error
    except OSError as error:
        raise DataError("ce fichier est illisible.", place=str(path)) from error


def is_document(path: Path) -> bool:
    """Tell whether a file is an act already written, where its data are expected."""
    if path.suffix.lower() in _DOCUMENTS:
        return True
    try:
        with path.open("rb") as file:
            return file.read(8).startswith(_SIGNATURES)
    except OSError:
        return False


def find_data(document: Path) -> Path | None:
    """Return the file of data that stands beside a written act, if there is one."""
    beside = document.with_suffix(".toml")
    return beside if beside.is_file() else None


def load_beside(document: Path) -> tuple[str, Mapping[str, Any]]:
    """Return the template and the fields of the data that stand beside a written act; nothing without them.

    Raises:
        DataError: the file beside is unreadable.
    """
    beside = find_data(document)
    content = _load_toml(beside) if beside is not None else {}
    champs = content.get("champs", content)
    return str(content.get("modele", "")), champs if isinstance(champs, dict) else {}


def _refuse_document(path: Path) -> DataError:
    beside = find_data(path)
    return DataError(
        "c’est un document, pas un fichier de données.",
        place=str(path),
        hint=f"Donnez « {beside.name} », qui est à côté."
        if beside
        else "Donnez le fichier .toml dont il a été rédigé.",
    )


def _describe_toml(error: tomllib.TOMLDecodeError) -> str:
    """Say where the file is wrong; a date that does not exist is the commonest fault."""
    text = str(error)
    where = text[text.rfind("(") :].strip("()").replace("at line", "ligne").replace("column", "colonne")
    where = where.replace("at end of document", "à la fin")
    if "date" in text.lower():
        return f"une date n’existe pas ou est mal écrite ({where})."
    return f"ce n’est pas un TOML correct ({where}) : textes entre guillemets, dates comme 2026-11-17."
