"""Read one act of the folder: its text, its day, its items; from the cache when its content is known."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from deliberia.errors import DeliberiaError
from deliberia.revue.arbre import Source
from deliberia.revue.brouillons import draft_content, iter_files
from deliberia.revue.cache import Cache
from deliberia.revue.contenu import pack, unpack
from deliberia.revue.identifiants import name_items
from deliberia.revue.valeurs import ActeLu
from deliberia.version import VERSION

if TYPE_CHECKING:
    from deliberia.legal_refs import Base
    from deliberia.model import Collectivite, Fact
    from deliberia.revue.avance import Avance

FORM = 5
"""Changes with what is kept of a document."""
PROOF_MARK = b"deliberia:preuve-de-revue"
"""Stands at the beginning of the proofs, which are not acts."""
_PROOF_IN_PDF = "Preuve de la revue".encode("utf-16-be").hex().upper().encode()


@dataclass(frozen=True, slots=True)
class Prepare:
    """A document whose content is known by its key, and how to read it when the cache does not hold it."""

    key: str
    digest: str
    """Of its bytes; empty for an act of the interface, whose text is hashed."""
    sources: tuple[Path, ...]
    stamp: tuple[tuple[int, int], ...]
    make: Callable[[], dict[str, Any]]


class Lecteur:
    """Reads acts with one base and one cache; communes are read once."""

    def __init__(self, root: Path, base: Base, cache: Cache | None, *, avance: Avance | None = None) -> None:
        """`avance` reads on other cores what comes next."""
        self.root = root
        self.base = base
        self._cache = cache
        self._avance = avance
        self._law = f"{FORM} {VERSION} {base.etat} {base.empreinte} {_depth_stamp()}"
        self._communes: dict[Path, tuple[bytes, Collectivite | None]] = {}
        self._drafts: dict[Path, str] = {}

    def read(self, source: Source) -> ActeLu | None:
        """Read an act; one that cannot be read says why. None: it is not an act, or is another one's copy."""
        try:
            prepared = self._prepare(source)
            if prepared is None:
                return None
            kept = self._find(source, prepared)
        except DeliberiaError as error:
            return self._fail(source, str(error))
        except OSError:
            return self._fail(source, f"{source.chemin} : ce fichier n’a pas pu être lu sur le disque.")
        if source.path.suffix == ".toml":
            self._drafts[source.path] = kept["mots_sha256"]
        elif source.brouillon is not None and self._drafts.get(source.brouillon) == kept["mots_sha256"]:
            return None  # the exact export of an act already read
        digest = prepared.digest or kept["texte_sha256"]
        return self._build(source, kept, digest, prepared.sources, prepared.stamp)

    def compute(self, source: Source) -> tuple[str, dict[str, Any]] | None:
        """Read what is kept of a document, with its key; None when the cache holds it, or when it is no act.

        Raises:
            DeliberiaError, OSError: it cannot be read.
        """
        prepared = self._prepare(source)
        if prepared is None or (self._cache is not None and self._cache.get(prepared.key) is not None):
            return None
        return prepared.key, prepared.make()

    def _find(self, source: Source, prepared: Prepare) -> dict[str, Any]:
        kept = self._cache.get(prepared.key) if self._cache else None
        if kept is not None:
            return kept
        kept = self._avance.take(source, prepared.key) if self._avance else None
        if kept is None:
            since = monotonic()
            kept = prepared.make()
            if self._avance:
                self._avance.note(monotonic() - since)
        if self._cache:
            self._cache.put(prepared.key, kept)
        return kept

    def _prepare(self, source: Source) -> Prepare | None:
        if source.path.suffix == ".toml":
            return self._prepare_draft(source)
        return None if self._is_stale_export(source) else self._prepare_document(source)

    def _fail(self, source: Source, message: str) -> ActeLu:
        return ActeLu(
            chemin=source.chemin,
            path=source.path,
            commune=self._name_commune(source, ""),
            titre=source.path.stem,
            erreur=message,
            sources=(source.path,),
            stamp=take_stamp((source.path,)),
        )

    def _is_stale_export(self, source: Source) -> bool:
        """A document older than the fields it was drafted from is made again before it is signed."""
        if source.brouillon is None:
            return False
        return source.path.stat().st_mtime_ns < source.brouillon.stat().st_mtime_ns

    def _prepare_document(self, source: Source) -> Prepare | None:
        from deliberia.documents import load_bytes

        sources = (source.path, *((source.commune,) if source.commune else ()))
        stamp = take_stamp(sources)
        data = load_bytes(source.path)
        if PROOF_MARK in data[:4096] or (data[:5] == b"%PDF-" and _PROOF_IN_PDF in data):
            return None
        commune_bytes, collectivite = self._load_commune(source.commune)
        digest = hashlib.sha256(data).hexdigest()
        key = _digest(self._law, source.path.suffix.lower(), digest, commune_bytes)
        return Prepare(key, digest, sources, stamp, partial(self._audit, source.path, collectivite))

    def _audit(self, path: Path, collectivite: Collectivite | None) -> dict[str, Any]:
        from deliberia.auditing import check
        from deliberia.revue.releve import iter_items

        audit = check(path, collectivite=collectivite, base=self.base)
        first = next((acte for acte in audit.actes if acte.collectivite or acte.objet), None)
        items = iter_items(audit.texte, audit.date, audit.citations, audit.findings)
        return pack(
            audit.texte,
            audit.date,
            titre=_value(first.objet) if first else "",
            commune=_value(first.collectivite) if first else "",
            items=items,
        )

    def _prepare_draft(self, source: Source) -> Prepare:
        sources = tuple(dict.fromkeys(iter_files(source)))
        stamp = take_stamp(sources)
        key = _digest(self._law, "brouillon", *map(_read_if_there, sources))
        return Prepare(key, "", sources, stamp, partial(draft_content, source, self.base))

    def _build(
        self,
        source: Source,
        kept: dict[str, Any],
        digest: str,
        sources: tuple[Path, ...],
        stamp: tuple[tuple[int, int], ...],
    ) -> ActeLu:
        commune = self._name_commune(source, kept["commune"])
        day = dt.date.fromisoformat(kept["date"]) if kept["date"] else None
        items = [
            replace(unpack(shape), acte=source.chemin, commune=commune, date=day) for shape in kept["items"]
        ]
        missing = [f"Il manque {name}." for name in kept["manquants"]]
        return ActeLu(
            chemin=source.chemin,
            path=source.path,
            commune=commune,
            date=day,
            titre=kept["titre"] or source.path.stem,
            fichier_sha256=digest,
            texte_sha256=kept["texte_sha256"],
            mots_sha256=kept["mots_sha256"],
            items=name_items(items),
            obstacles=tuple(missing),
            stamp=stamp,
            sources=sources,
        )

    def _name_commune(self, source: Source, read: str) -> str:
        """The commune described in the folder; else the one the act names; else the folder's name."""
        known = self._load_commune(source.commune)[1]
        if known is not None:
            return known.nom
        head, slash, _ = source.chemin.partition("/")
        return read or (head if slash else self.root.resolve().name)

    def _load_commune(self, path: Path | None) -> tuple[bytes, Collectivite | None]:
        if path is None:
            return b"", None
        if path not in self._communes:
            from deliberia.drafting import load_commune

            try:
                self._communes[path] = path.read_bytes(), load_commune(path)
            except (DeliberiaError, OSError):
                self._communes[path] = b"", None  # a wrong description is told by its own screen
        return self._communes[path]


def take_stamp(paths: Iterable[Path]) -> tuple[tuple[int, int], ...]:
    """Return the time and size of files; (0, 0) for one that is gone."""
    found = []
    for path in paths:
        try:
            stat = path.stat()
            found.append((stat.st_mtime_ns, stat.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)


def _read_if_there(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _value(fact: Fact[str] | None) -> str:
    return fact.value if fact else ""


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(json.dumps(len(data)).encode() + b"\0" + data)
    return digest.hexdigest()


def _depth_stamp() -> str:
    """Return what changes when the archive is imported again or new confirmations come."""
    from deliberia.legi.location import default_base_path
    from deliberia.legifrance.location import default_store_path

    return repr(take_stamp((default_base_path(), default_store_path())))
