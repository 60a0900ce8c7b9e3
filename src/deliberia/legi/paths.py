"""Paths of an archive: which file of the base a member is, and which ones a deletion list names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from deliberia.legi.identifiers import encode_id

FOLDERS = ("code_en_vigueur", "TNC_en_vigueur", "code_non_vigueur", "TNC_non_vigueur")
"""Folders of the texts; « en_vigueur » speaks of the text, not of its articles."""


class Kind(StrEnum):
    """What a file of the base describes."""

    ARTICLE = "article"
    SECTION = "section_ta"
    STRUCT = "texte/struct"
    VERSION = "texte/version"


class Place(NamedTuple):
    """Where a file stands: the whole of it is its key, for an element can move from one text to another."""

    kind: Kind
    ident: int
    texte: int
    """Encoded cid of the text that owns it, read from the path: the file may lack it."""
    dossier: int
    """Index in `FOLDERS`."""


_DOSSIERS = {name.encode(): index for index, name in enumerate(FOLDERS)}
_KINDS = {kind.encode(): kind for kind in Kind}


class Suppressions(StrEnum):
    """The two lists of deletions of a daily archive."""

    FILES = "liste_suppression_legi.dat"
    FOLDERS = "liste_suppression_legi_dossier.dat"


# A slash was once missing between two components: none is required.
_TEXTE = (
    r"legi/?global/?code_et_TNC_(?:en|non)_vigueur/?"
    r"(?P<dossier>code_en_vigueur|TNC_en_vigueur|code_non_vigueur|TNC_non_vigueur)/?"
    r"[A-Z]{4}/?TEXT/?(?:\d\d/?){5}(?P<cid>[A-Z]{4}TEXT\d{12})"
)
_TEXTE_FOLDER = re.compile(
    rb"(?:\./)?(?:\d{8}-\d{6}/)?legi/global/code_et_TNC_(?:en|non)_vigueur/([A-Za-z_]+)/"
    rb"[A-Z]{4}/TEXT/(?:\d\d/){5}([A-Z]{4}TEXT\d{12})/"
)
_ELEMENT = re.compile(
    rb"(article|section_ta|texte/struct|texte/version)/(?:[A-Z]{4}/[A-Z]{4}/(?:\d\d/){5})?"
    rb"([A-Z]{4}(?:ARTI|SCTA|TEXT)\d{12})\.xml"
)
_DELETED_FILE = re.compile(
    _TEXTE + r"/?(?P<kind>article|section_ta|texte/?struct|texte/?version)/?"
    r"(?:[A-Z]{4}/?[A-Z]{4}/?(?:\d\d/?){5})?(?P<ident>[A-Z]{4}(?:ARTI|SCTA|TEXT)\d{12})(?:\.xml)?/?\s*$"
)
_DELETED_FOLDER = re.compile(
    _TEXTE + r"/?(?:(?P<kind>article|section_ta|texte/?struct|texte/?version|texte)/?"
    r"(?:(?P<base>[A-Z]{4})/?(?:(?P<sort>[A-Z]{4})/?(?P<pairs>(?:\d\d/?){0,5})"
    r"(?P<ident>[A-Z]{4}(?:ARTI|SCTA|TEXT)\d{12})?)?)?)?/?"
)


class PathReader:
    """Tell what each member is, and pass over what is not wanted.

    `texts`: encoded cids to keep; None keeps all. `counts` says how many members were passed over and why.
    """

    def __init__(self, texts: frozenset[int] | None) -> None:
        self._texts = texts
        self._prefix = b"\0"
        """Folder of the text of the last member: what follows belongs to the same text, most of the time."""
        self._texte: tuple[int, int] | None = None
        """Encoded cid and folder of that text; None when it is not wanted."""
        self._reason = ""
        self.counts: Counter[str] = Counter()

    def __call__(self, name: bytes) -> Place | Suppressions | None:
        if not name.startswith(self._prefix):
            found = _TEXTE_FOLDER.match(name)
            if found is None:
                return self._read_other(name)
            self._prefix = found[0]
            self._texte = self._choose(found[1], found[2].decode("ascii"))
        if self._texte is None:
            self.counts[self._reason] += 1
            return None
        found = _ELEMENT.fullmatch(name, len(self._prefix))
        ident = encode_id(found[2].decode("ascii")) if found else None
        if found is None or ident is None:
            return self._read_other(name)
        return Place(_KINDS[found[1]], ident, *self._texte)

    def _choose(self, folder: bytes, cid: str) -> tuple[int, int] | None:
        """Return the encoded cid and the folder of a text, None when nobody wants it."""
        texte, dossier = encode_id(cid), _DOSSIERS.get(folder)
        if texte is None or dossier is None:
            self._reason = "inconnus"
            return None
        if self._texts is not None and texte not in self._texts:
            self._reason = "filtres"
            return None
        return texte, dossier

    def _read_other(self, name: bytes) -> Suppressions | None:
        if name.startswith((b"/", b"\\")) or b".." in name.split(b"/") or b"\\" in name:
            self.counts["chemins_refuses"] += 1
            return None
        last = name.rpartition(b"/")[2].decode("ascii", "replace").lower()
        for list_name in Suppressions:
            if last == list_name:
                return list_name
        self.counts["inconnus"] += 1
        return None


@dataclass(frozen=True, slots=True)
class Deletion:
    """What one line deletes: a file, a whole text (`kind` None), or all that a folder of it holds.

    `low` and `high` bound the encoded identifiers, both included; None when the whole kind goes.
    """

    texte: int
    dossier: int
    kind: Kind | None = None
    low: int | None = None
    high: int | None = None


def read_deletions(which: Suppressions, contents: bytes) -> Iterator[Deletion | str]:
    """Read a list of deletions; a line that cannot be understood is given back as text."""
    for raw in contents.decode("utf-8", "replace").splitlines():
        line = raw.strip().removeprefix("./")
        if not line:
            continue
        if which is Suppressions.FOLDERS or line.endswith(" D"):
            yield from _read_folder(line)
        else:
            yield _read_file(line) or line


def _read_file(line: str) -> Deletion | None:
    found = _DELETED_FILE.search(line)
    if found is None:
        return None
    texte, ident = encode_id(found["cid"]), encode_id(found["ident"])
    if texte is None or ident is None:
        return None
    return Deletion(texte, FOLDERS.index(found["dossier"]), _kind(found["kind"]), ident, ident)


def _read_folder(line: str) -> Iterator[Deletion | str]:
    found = _DELETED_FOLDER.search(line.removesuffix(" D").strip())
    texte = encode_id(found["cid"]) if found else None
    # A path that goes on after what is understood must not delete more than it says.
    if found is None or texte is None or found.end() != len(line.removesuffix(" D").strip()):
        yield line
        return
    dossier = FOLDERS.index(found["dossier"])
    if found["kind"] is None:
        yield Deletion(texte, dossier)
        return
    low = high = None
    if found["ident"]:
        low = high = encode_id(found["ident"])
    elif found["sort"]:
        digits = found["pairs"].replace("/", "")
        low = encode_id(found["base"] + found["sort"] + digits.ljust(12, "0"))
        high = encode_id(found["base"] + found["sort"] + digits.ljust(12, "9"))
        if low is None:
            yield line
            return
    kinds = (Kind.STRUCT, Kind.VERSION) if found["kind"] == "texte" else (_kind(found["kind"]),)
    for kind in kinds:
        yield Deletion(texte, dossier, kind, low, high)


def _kind(text: str) -> Kind:
    return Kind(re.sub("texte/?", "texte/", text) if text.startswith("texte") else text)
