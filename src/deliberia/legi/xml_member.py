"""One XML file of the base, parsed without trust.

No entity is ever expanded and no document type accepted; a file whose encoding is not the one it declares is
read again as Windows-1252 before it is given up.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

BREAK = "\ue000"
"""Private character put where a block of text begins or ends, so that words never stick together."""

_BLOCKS = frozenset(
    "p br hr div tr li ul ol blockquote table thead tbody h1 h2 h3 h4 h5 h6 pre center dl dt dd".split()
)
_BLOCKS |= frozenset(tag.upper() for tag in _BLOCKS)
_CELLS = frozenset(("td", "th", "TD", "TH"))
_ODD = ("  ", *"\n\t\r\x0b\x0c\x85\u00a0\u00ad\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000")
"""What makes a text worth normalising: looking for it is ten times cheaper than doing it."""

_UTF8 = re.compile(rb'<\?xml version=["\']1\.\d["\'](?: encoding=["\']utf-8["\'])?', re.IGNORECASE)
_DECLARED = re.compile(rb'^\s*<\?xml[^>]*?encoding=["\']([\w.-]+)["\']')
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class DamagedMemberError(Exception):
    """A file that is not the XML it should be; the message says why, in French."""


class MemberParser:
    """Parse members one after the other; `reencoded` counts those whose encoding was not the declared one."""

    def __init__(self) -> None:
        self.reencoded = 0
        self._parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )

    def parse(self, contents: bytes) -> etree._Element:
        """Return the root of the file.

        Raises:
            DamagedMemberError: not well-formed, or it declares a document type.
        """
        if not _UTF8.match(contents):
            contents = self._decode(contents)
        if b"<!DOCTYPE" in contents:
            raise DamagedMemberError("type de document ou entité refusés")
        try:
            return etree.fromstring(contents, self._parser)
        except etree.XMLSyntaxError as error:
            again = self._repair(contents)
            if again is None:
                raise DamagedMemberError("XML mal formé") from error
            return again

    def _decode(self, contents: bytes) -> bytes:
        """Rewrite in UTF-8 a file that says it is in something else."""
        declared = _DECLARED.match(contents)
        encoding = declared[1].decode("ascii") if declared else "utf-8"
        for bom, name in _BOMS:
            if contents.startswith(bom):
                contents, encoding = contents[len(bom) :], name
        try:
            text = contents.decode(encoding)
        except (LookupError, ValueError):
            text = contents.decode("cp1252", "replace")
            self.reencoded += 1
        return _DECLARATION.sub("", text, count=1).strip().encode("utf-8", "replace")

    def _repair(self, contents: bytes) -> etree._Element | None:
        """Try Windows-1252 on a file that is not the UTF-8 it declares."""
        try:
            contents.decode("utf-8")
        except UnicodeDecodeError:
            text = _DECLARATION.sub("", contents.decode("cp1252", "replace"), count=1)
        else:
            return None
        try:
            root = etree.fromstring(text.strip().encode(), self._parser)
        except etree.XMLSyntaxError:
            return None
        self.reencoded += 1
        return root


def read_text(element: etree._Element | None) -> str:
    """Return the text of an element: one space between words, one line per block, no soft hyphen."""
    if element is None:
        return ""
    first = element.text
    pieces = [first] if first and not first.isspace() else []
    if len(element):
        _collect(element, pieces)
    raw = "".join(pieces)
    for odd in _ODD:
        if odd in raw:
            raw = raw.replace("\u00ad", "")
            return "\n".join(filter(None, (" ".join(line.split()) for line in raw.split(BREAK))))
    return "\n".join(filter(None, map(str.strip, raw.split(BREAK))))


def _collect(element: etree._Element, pieces: list[str]) -> None:
    """Append the text of what `element` holds, in order, with a `BREAK` around blocks."""
    for child in element:
        tag, text, tail = child.tag, child.text, child.tail
        if tag in _BLOCKS:
            pieces.append(BREAK)
            if text:
                pieces.append(text)
                pieces.append(BREAK)
            if len(child):
                _collect(child, pieces)
                pieces.append(BREAK)
            # Line feeds of the file between two blocks.
            if tail and not tail.isspace():
                pieces.append(tail)
            continue
        if text:
            pieces.append(text)
        if len(child):
            _collect(child, pieces)
        if tag in _CELLS:
            pieces.append(" ")
        if tail:
            pieces.append(tail)


def clean_line(raw: str | None) -> str:
    """Return a title or a label on one line."""
    return " ".join(raw.replace("\u00ad", "").replace(BREAK, " ").split()) if raw else ""
