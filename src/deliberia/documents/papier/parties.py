"""The parts of the letterhead that an act keeps, each named anew and declared."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents.papier.nettoyage import clean_part
from deliberia.documents.papier.noms import HEAD, OFFICE, PACKAGE
from deliberia.documents.readers.docx import Relation, load_relations
from deliberia.documents.readers.xml import parse_xml
from deliberia.documents.writers.docx_runs import escape_xml
from deliberia.errors import DocumentError

if TYPE_CHECKING:
    from lxml import etree

    from deliberia.documents.readers.container import Container

MAX_XML = 4 * 1024 * 1024
"""Bytes of one part: the header of a letterhead takes ten to fifty thousand."""
MAX_KEPT = 12 * 1024 * 1024
"""Bytes that every act written on this paper would hold again."""
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpeg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"BM", "bmp", "image/bmp"),
    (b"II*\x00", "tiff", "image/tiff"),
    (b"MM\x00*", "tiff", "image/tiff"),
    (b"\xd7\xcd\xc6\x9a", "wmf", "image/x-wmf"),
    (b"\x01\x00\t\x00", "wmf", "image/x-wmf"),
    (b"\x01\x00\x00\x00", "emf", "image/x-emf"),
)
_FONT = ("odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont")
_SAFE_LINKS = ("http://", "https://", "mailto:", "tel:")


class Kept(NamedTuple):
    """One part of the letterhead, ready to be packed."""

    name: str
    data: bytes
    content_type: str
    """Empty: its extension tells it."""


class Parts:
    """What is taken from the user's file, in the order it is asked for."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self.kept: list[Kept] = []
        self.extensions: dict[str, str] = {}
        self.has_lost_links = False
        self.has_lost_images = False
        self._blobs: dict[str, str] = {}

    def load(self, part: str) -> etree._Element:
        """Parse one part, bounded in size.

        Raises:
            DocumentError: damaged, or too large for a letterhead.
        """
        data = self.container.read(part)
        if len(data) > MAX_XML:
            raise self._refuse_weight("Une partie de ce papier à en-tête est démesurée.")
        return parse_xml(data, place=self.container.place)

    def relate(self, part: str, *, images: bool = True, fonts: bool = False) -> tuple[set[str], str]:
        """Take what a part shows, and give the ids of the relationships that stay with their XML."""
        ids: set[str] = set()
        rows = []
        for identifier, relation in load_relations(self.container, part).items():
            target = ""
            if relation.is_externe:
                target = self._keep_link(relation)
            elif relation.cible in self.container and images and relation.sorte == "image":
                target = self.keep_image(relation.cible)
            elif relation.cible in self.container and fonts and relation.sorte == "font":
                target = self._keep_font(relation.cible)
            if target:
                ids.add(identifier)
                mode = ' TargetMode="External"' if relation.is_externe else ""
                rows.append(
                    f'<Relationship Id="{escape_xml(identifier)}" Type="{OFFICE}/{relation.sorte}"'
                    f' Target="{escape_xml(target)}"{mode}/>'
                )
        xml = f'{HEAD}<Relationships xmlns="{PACKAGE}">{"".join(rows)}</Relationships>'
        return ids, xml if rows else ""

    def keep_xml(self, name: str, root: etree._Element, content_type: str, relations: str = "") -> None:
        """Keep a part under a name of ours, with its relationships."""
        self.keep(Kept(name, render_xml(root), content_type))
        if relations:
            folder, base = posixpath.split(name)
            self.keep(Kept(f"{folder}/_rels/{base}.rels", relations.encode(), ""))

    def keep(self, kept: Kept) -> None:
        """Keep a part.

        Raises:
            DocumentError: the paper has become too heavy.
        """
        self.kept.append(kept)
        if sum(len(one.data) for one in self.kept) > MAX_KEPT:
            raise self._refuse_weight("Ce papier à en-tête est trop lourd : chaque acte en serait une copie.")

    def _refuse_weight(self, message: str) -> DocumentError:
        return DocumentError(
            message, place=self.container.place, hint="Réduisez ses images, puis enregistrez-le à nouveau."
        )

    def _keep_link(self, relation: Relation) -> str:
        if relation.sorte == "hyperlink" and relation.cible.lower().startswith(_SAFE_LINKS):
            return relation.cible
        self.has_lost_links = True
        return ""

    def keep_image(self, member: str) -> str:
        """Keep a picture and return its target; nothing for a kind that is not known."""
        if member in self._blobs:
            return self._blobs[member]
        data = self.container.read(member)
        found = next(((ext, kind) for magic, ext, kind in _IMAGES if data.startswith(magic)), None)
        if found is None:
            self.has_lost_images = True
            return ""
        return self._keep_blob(member, data, f"media/image{len(self._blobs) + 1}", found)

    def _keep_font(self, member: str) -> str:
        data = self.container.read(member)
        return self._keep_blob(member, data, f"fonts/font{len(self._blobs) + 1}", _FONT)

    def _keep_blob(self, member: str, data: bytes, stem: str, kind: tuple[str, str]) -> str:
        extension, content_type = kind
        self.extensions[extension] = content_type
        target = f"{stem}.{extension}"
        self.keep(Kept(f"word/{target}", data, ""))
        self._blobs[member] = target
        return target


def take_part(parts: Parts, part: str, name: str, content_type: str, *, fonts: bool = False) -> None:
    """Clean a part of the paper (theme, fonts, numbering) and keep it."""
    root = parts.load(part)
    ids, relations = parts.relate(part, fonts=fonts)
    clean_part(root, ids)
    parts.keep_xml(name, root, content_type, relations)


def render_xml(root: etree._Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
