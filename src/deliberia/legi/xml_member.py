"""One XML file of the base, read without trust.

The file is read by events: what the base needs is a tenth of what a tree would hold. No document type is
accepted, thus no entity; a file whose encoding is not the one it declares is read again as Windows-1252
before it is given up.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final
from xml.parsers import expat

from deliberia.legi.plain_text import BLOCKS, BREAK, CELLS, clean_text

_PASS: Final = 0
_SKIP: Final = 1
"""Nothing in it is wanted."""
_LEAVES: Final = 2
"""It holds single values."""
_FIELD: Final = 3
"""It is a single value."""
_HEADING: Final = 4
_LINE: Final = 5
_TITLED_LINE: Final = 6
_BLOCK: Final = 7
_CONTENTS: Final = 8
_LINKS: Final = 9

_META = {"META": _PASS, "META_SPEC": _PASS, "META_COMMUN": _SKIP}
_CONTEXT = {"CONTEXTE": _PASS, "TEXTE": _PASS, "TITRE_TXT": _PASS, "TM": _PASS, "TITRE_TM": _HEADING}
_LIST = {"LIEN_ART": _LINE, "LIEN_SECTION_TA": _TITLED_LINE}

_ACTIONS: dict[str, dict[str, int]] = {
    "ARTICLE": _META
    | _CONTEXT
    | {
        "META_ARTICLE": _LEAVES,
        "VERSIONS": _SKIP,
        "SM": _SKIP,
        "NOTA": _BLOCK,
        "BLOC_TEXTUEL": _BLOCK,
        "CONTENU": _CONTENTS,
        "LIENS": _LINKS,
    },
    "SECTION_TA": _CONTEXT
    | _LIST
    | {"ID": _PASS, "TITRE_TA": _FIELD, "COMMENTAIRE": _SKIP, "STRUCTURE_TA": _PASS},
    "TEXTELR": _META | _LIST | {"META_TEXTE_CHRONICLE": _SKIP, "VERSIONS": _SKIP, "STRUCT": _PASS},
    "TEXTE_VERSION": _META
    | {"META_COMMUN": _LEAVES, "META_TEXTE_CHRONICLE": _LEAVES, "META_TEXTE_VERSION": _LEAVES}
    | dict.fromkeys(("VISAS", "SIGNATAIRES", "TP", "NOTA", "ABRO", "RECT", "NOTICE", "SM"), _SKIP),
}
"""What to do with each element of each sort of file; what is not there was never seen."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding=["']([\w.-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_names: dict[str, str] = {}
"""Names of elements and attributes, shared by all files."""


class DamagedMemberError(Exception):
    """A file that is not the XML it should be; the message says why, in French."""


class MemberReader:
    """Read members one after the other.

    `skipped_links`: kinds of relations that nobody wants. `reencoded` counts the files whose encoding was not
    the one they declare, `unknown` the elements never seen before.
    """

    def __init__(self, skipped_links: frozenset[str]) -> None:
        self.reencoded = 0
        self.unknown: Counter[str] = Counter()
        self._skipped_links = skipped_links

    def read(self, contents: bytes) -> Member:
        """Read a file.

        Raises:
            DamagedMemberError: not well-formed, or it declares a document type.
        """
        try:
            return self._run(contents)
        except (expat.ExpatError, LookupError, ValueError) as error:
            repaired = _repair(contents)
            if repaired is None:
                raise DamagedMemberError("XML mal formé") from error
        try:
            member = self._run(repaired)
        except expat.ExpatError as error:
            raise DamagedMemberError("XML mal formé") from error
        self.reencoded += 1
        return member

    def _run(self, contents: bytes) -> Member:
        if len(_names) > 10_000:
            _names.clear()
        parser = expat.ParserCreate(None, None, _names)
        member = Member(parser, self._skipped_links)
        parser.Parse(contents, True)
        member.finish()
        if member.unknown:
            self.unknown.update(f"élément {tag}" for tag in member.unknown)
        return member


class Member:
    """What one file says, as it is written in it: filled by the events of a parser.

    Each event costs more than what it tells: a handler is there only where something is wanted.
    """

    __slots__ = (
        "_actions",
        "_attributes",
        "_block",
        "_parser",
        "_pieces",
        "_skipped_links",
        "_tag",
        "fields",
        "heading",
        "lines",
        "links",
        "root",
        "texts",
        "unknown",
    )

    def __init__(self, parser: expat.XMLParserType, skipped_links: frozenset[str]) -> None:
        self.root = ""
        self.fields: dict[str, str] = {}
        """Single values, by the name of their element; the first one counts."""
        self.heading = ""
        """Last heading of the path: the section that holds the element."""
        self.texts: dict[str, str] = {}
        """Cleaned contents of `BLOC_TEXTUEL` and `NOTA`."""
        self.links: list[tuple[dict[str, str], str]] = []
        """Attributes and label of each relation kept."""
        self.lines: list[tuple[dict[str, str], str]] = []
        """Articles and sections that a section holds, in order: attributes, title of the section or ""."""
        self.unknown: list[str] = []
        self._tag = self._block = ""
        self._actions: dict[str, int] = {}
        self._attributes: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._parser = parser
        self._skipped_links = skipped_links
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._open_root

    def _open_root(self, tag: str, attributes: dict[str, str]) -> None:
        self.root = tag
        self._actions = _ACTIONS.get(tag, {})
        self._parser.StartElementHandler = self._open

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        action = self._actions.get(tag)
        if action == _PASS:
            return
        if action == _HEADING:
            self.heading = attributes.get("id", "")
        elif action == _LINE:
            self.lines.append((attributes, ""))
        elif action == _BLOCK:
            self._block = tag
        elif action is None:
            self.unknown.append(tag)
        else:
            self._enter(tag, action, attributes)

    def _enter(self, tag: str, action: int, attributes: dict[str, str]) -> None:
        """Change the handlers until the end of an element."""
        parser = self._parser
        self._tag, self._attributes = tag, attributes
        if action == _SKIP:
            parser.StartElementHandler, parser.EndElementHandler = None, self._close_skipped
            return
        self._pieces = []
        parser.CharacterDataHandler = self._pieces.append
        if action == _LEAVES:
            parser.StartElementHandler, parser.EndElementHandler = None, self._close_leaf
        elif action == _CONTENTS:
            parser.StartElementHandler, parser.EndElementHandler = self._open_text, self._close_text
        elif action == _LINKS:
            self._attributes = None
            parser.StartElementHandler, parser.EndElementHandler = self._open_link, None
        else:
            parser.EndElementHandler = self._close

    def _leave(self) -> None:
        self._attributes = None
        parser = self._parser
        parser.CharacterDataHandler = parser.EndElementHandler = None
        parser.StartElementHandler = self._open

    def _close_skipped(self, tag: str) -> None:
        if tag == self._tag:
            self._leave()

    def _close_leaf(self, tag: str) -> None:
        pieces = self._pieces
        self.fields.setdefault(tag, "".join(pieces).strip())
        pieces.clear()
        if tag == self._tag:
            self._leave()

    def _close(self, tag: str) -> None:
        if tag != self._tag:
            return
        value = "".join(self._pieces)
        if tag == "LIEN_SECTION_TA":
            self.lines.append((self._attributes or {}, value))
        else:
            self.fields.setdefault(tag, value)
        self._leave()

    def _open_link(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a relation; the characters heard since the last one were its label."""
        if tag == "LIEN":
            self._end_link()
            if attributes.get("typelien") not in self._skipped_links:
                self._attributes = attributes
        elif tag in self._actions:
            self._end_link()
            self._leave()
            self._open(tag, attributes)
        else:
            self.unknown.append(tag)

    def _end_link(self) -> None:
        if self._attributes is not None:
            self.links.append((self._attributes, "".join(self._pieces)))
            self._attributes = None
        self._pieces.clear()

    def _open_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in BLOCKS:
            self._pieces.append(BREAK)

    def _close_text(self, tag: str) -> None:
        if tag in BLOCKS:
            self._pieces.append(BREAK)
        elif tag in CELLS:
            self._pieces.append(" ")
        elif tag == "CONTENU":
            if self._pieces:
                self.texts[self._block] = clean_text("".join(self._pieces))
            self._leave()

    def finish(self) -> None:
        """Take the last relation in, once the file has been read to its end."""
        self._end_link()


def _refuse_doctype(*_: object) -> None:
    raise DamagedMemberError("type de document ou entité refusés")


def _repair(contents: bytes) -> bytes | None:
    """Rewrite in UTF-8 a file that is not in the encoding it declares; None when it is."""
    declared = _DECLARED.match(contents)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        codec = codecs.lookup(encoding)
        text = str(codec.decode(contents, "strict")[0])
        if codec.name in ("utf-8", "utf-16", "iso8859-1", "ascii"):
            return None
    except (LookupError, ValueError):
        text = contents.decode("cp1252", "replace")
    return _DECLARATION.sub("", text, count=1).strip().encode("utf-8", "replace")
