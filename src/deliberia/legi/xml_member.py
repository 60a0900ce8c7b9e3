"""One XML file of the base, read without trust.

The file is read by events: what the base needs is a tenth of what a tree would hold. No document type is accepted,
thus no entity; a file whose encoding is not the one it declares is read again as Windows-1252 before it is given up.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final
from xml.parsers import expat

from deliberia.legi.plain_text import BLOCKS, BREAK, CELLS, clean_text

_FIELD: Final = 1
_VERSION: Final = 2
_LINK: Final = 3
_HEADING: Final = 4
_BLOCK: Final = 5
_CONTENTS: Final = 6
_LINE: Final = 7
_TITLED_LINE: Final = 8
_PASS: Final = 9

_COMMON = dict.fromkeys(
    "META META_COMMUN ID ANCIEN_ID ORIGINE URL NATURE ID_ELI ID_ELI_ALIAS META_SPEC CONTEXTE TEXTE TITRE_TXT TM "
    "VERSIONS VERSION".split(),
    _PASS,
) | {"TITRE_TM": _HEADING}


def _actions(fields: str = "", passed: str = "", **others: int) -> dict[str, int]:
    known = dict.fromkeys(fields.split(), _FIELD) | dict.fromkeys(passed.split(), _PASS)
    return _COMMON | known | others


_ACTIONS = {
    "ARTICLE": _actions(
        "NUM ETAT DATE_DEBUT DATE_FIN TYPE",
        "META_ARTICLE MCS_ART SM LIENS",
        LIEN_ART=_VERSION, LIEN=_LINK, BLOC_TEXTUEL=_BLOCK, NOTA=_BLOCK, CONTENU=_CONTENTS,
    ),
    "SECTION_TA": _actions(
        "TITRE_TA", "COMMENTAIRE STRUCTURE_TA CONTENU", LIEN_ART=_LINE, LIEN_SECTION_TA=_TITLED_LINE
    ),
    "TEXTELR": _actions(
        "",
        "META_TEXTE_CHRONICLE CID NUM NOR DATE_PUBLI DATE_TEXTE NUM_PARUTION NUM_SEQUENCE DERNIERE_MODIFICATION "
        "VERSIONS_A_VENIR VERSION_A_VENIR ORIGINE_PUBLI PAGE_DEB_PUBLI PAGE_FIN_PUBLI STRUCT LIEN_TXT",
        LIEN_ART=_LINE, LIEN_SECTION_TA=_TITLED_LINE,
    ),
    "TEXTE_VERSION": _actions(
        "NATURE NUM NOR DATE_PUBLI DATE_TEXTE TITRE TITREFULL ETAT DATE_DEBUT DATE_FIN",
        "META_TEXTE_CHRONICLE META_TEXTE_VERSION CID NUM_PARUTION NUM_SEQUENCE DERNIERE_MODIFICATION "
        "VERSIONS_A_VENIR VERSION_A_VENIR ORIGINE_PUBLI PAGE_DEB_PUBLI PAGE_FIN_PUBLI AUTORITE MINISTERE MCS_TXT MC "
        "LIENS LIEN VISAS SIGNATAIRES TP NOTA ABRO RECT NOTICE SM",
        CONTENU=_CONTENTS,
    ),
}  # fmt: skip
"""What to do with each element of each sort of file; what is not there was never seen."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding=["']([\w.-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_names: dict[str, str] = {}
"""Names of elements and attributes, shared by all files."""


class DamagedMemberError(Exception):
    """A file that is not the XML it should be; the message says why, in French."""


class MemberReader:
    """Read members one after the other.

    `skipped_links`: kinds of relations that nobody wants. `reencoded` counts the files whose encoding was not the
    one they declare, `unknown` the elements never seen before.
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
        if member.unknown:
            self.unknown.update(f"élément {tag}" for tag in member.unknown)
        return member


class Member:
    """What one file says, as it is written in it: filled by the events of a parser.

    Characters are listened to only where they are wanted.
    """

    __slots__ = (
        "_actions",
        "_attributes",
        "_block",
        "_parser",
        "_pieces",
        "_skipped",
        "_tag",
        "fields",
        "heading",
        "lines",
        "links",
        "root",
        "texts",
        "unknown",
        "versions",
    )

    def __init__(self, parser: expat.XMLParserType, skipped_links: frozenset[str]) -> None:
        self.root = ""
        self.fields: dict[str, str] = {}
        """Single values, by the name of their element; the first one counts."""
        self.versions: list[str] = []
        """Identifiers of the versions of an article."""
        self.heading = ""
        """Last heading of the path: the section that holds the element."""
        self.texts: dict[str, str] = {}
        """Cleaned contents of `BLOC_TEXTUEL` and `NOTA`."""
        self.links: list[tuple[dict[str, str], str]] = []
        """Attributes and label of each relation kept."""
        self.lines: list[tuple[dict[str, str], str]] = []
        """Articles and sections that a section holds, in order: attributes, title of the section or ""."""
        self.unknown: list[str] = []
        self._parser = parser
        self._skipped = skipped_links
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._open_root

    def _open_root(self, tag: str, attributes: dict[str, str]) -> None:
        self.root, self._tag, self._block = tag, "", ""
        self._actions = _ACTIONS.get(tag, {})
        self._parser.StartElementHandler = self._open

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        action = self._actions.get(tag)
        if action is _PASS:
            self._block = ""
        elif action is _VERSION:
            self.versions.append(attributes.get("id", ""))
        elif action is _LINK:
            if attributes.get("typelien") not in self._skipped:
                self._listen(tag, attributes)
        elif action is _FIELD or action is _TITLED_LINE:
            self._listen(tag, attributes)
        elif action is _LINE:
            self.lines.append((attributes, ""))
        elif action is _HEADING:
            self.heading = attributes.get("id", "")
        elif action is _BLOCK:
            self._block = tag
        elif action is _CONTENTS:
            self._open_contents()
        else:
            self.unknown.append(tag)

    def _listen(self, tag: str, attributes: dict[str, str]) -> None:
        """Listen to the characters of a leaf."""
        self._tag, self._attributes, self._pieces = tag, attributes, []
        self._parser.CharacterDataHandler = self._pieces.append
        self._parser.EndElementHandler = self._close

    def _close(self, tag: str) -> None:
        if tag != self._tag:
            return
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
        value = "".join(self._pieces)
        if tag == "LIEN":
            self.links.append((self._attributes, value))
        elif tag == "LIEN_SECTION_TA":
            self.lines.append((self._attributes, value))
        else:
            self.fields.setdefault(tag, value)

    def _open_contents(self) -> None:
        """Enter a block of text: its tags are those of a page."""
        parser = self._parser
        self._pieces = []
        parser.StartElementHandler = self._open_text
        parser.EndElementHandler = self._close_text
        if self._block:
            parser.CharacterDataHandler = self._pieces.append

    def _open_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in BLOCKS:
            self._pieces.append(BREAK)

    def _close_text(self, tag: str) -> None:
        if tag in BLOCKS:
            self._pieces.append(BREAK)
        elif tag in CELLS:
            self._pieces.append(" ")
        elif tag == "CONTENU":
            parser = self._parser
            parser.StartElementHandler = self._open
            parser.EndElementHandler = parser.CharacterDataHandler = None
            if self._block and self._pieces:
                self.texts[self._block] = clean_text("".join(self._pieces))
            self._block = ""


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
