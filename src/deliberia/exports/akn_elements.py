"""Elements of Akoma Ntoso: ids, people named once, texts whose references are links, tables, signatures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from deliberia.citations import find_citations
from deliberia.documents.elements import Element, Grid, Paragraph, Signatures
from deliberia.text import fold
from deliberia.verification import verify

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_UNFIT = re.compile(r"[^A-Za-z0-9]+")


class Builder:
    """Makes the elements of one act, and remembers whom and what they name."""

    def __init__(self, day: dt.date | None) -> None:
        from lxml import etree

        self._etree = etree
        self.day = day
        self._counts: dict[str, int] = {}
        self.people: dict[str, str] = {}
        """Name → id, in the order they are named."""
        self.concepts: list[tuple[str, str]] = []
        """Id and name."""

    def make_root(self) -> etree._Element:
        return self._etree.Element(self._tag("akomaNtoso"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]

    def add(self, parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
        """Add an element under another."""
        return self._etree.SubElement(parent, self._tag(tag), attributes)

    def make_id(self, name: str) -> str:
        """Give an id that no other element of the act bears: « art_2 »."""
        self._counts[name] = self._counts.get(name, 0) + 1
        return f"{name}_{self._counts[name]}"

    def name_person(self, name: str) -> str:
        """Give the id of a person, the same each time."""
        return self.people.setdefault(name.replace("\u00a0", " "), f"personne-{len(self.people) + 1}")

    def name_role(self, name: str) -> str:
        """Give the id of a capacity, the same each time."""
        return self.people.setdefault(name.rstrip(","), f"role-{len(self.people) + 1}")

    def name_people(self, p: etree._Element, names: tuple[str, ...], joint: str = ", ") -> None:
        """Write names, each with its id."""
        for position, name in enumerate(names):
            person = self.add(p, "person", refersTo=f"#{self.name_person(name)}")
            person.text = name
            if position < len(names) - 1:
                person.tail = joint

    def write_plain(self, parent: etree._Element, elements: list[Element]) -> None:
        """Write elements one after the other."""
        for element in elements:
            if isinstance(element, Paragraph):
                self.write_text(self.add(parent, "p"), element.lead + element.texte)
            elif isinstance(element, Grid):
                self._write_table(parent, element)
            else:
                self._write_signatures(parent, element)

    def _write_signatures(self, parent: etree._Element, element: Signatures) -> None:
        for one in element.signataires:
            p = self.add(parent, "p")
            signature = self.add(p, "signature")
            role = self.add(signature, "role", refersTo=f"#{self.name_role(one.fonction)}")
            role.text, role.tail = one.fonction, " "
            person = self.add(signature, "person", refersTo=f"#{self.name_person(one.nom)}")
            person.text = one.nom

    def _write_table(self, parent: etree._Element, grid: Grid) -> None:
        table = self.add(parent, "table", eId=self.make_id("table"))
        if grid.legende:
            self.add(table, "caption").text = grid.legende
        rows = [(grid.colonnes, "th"), *((row, "td") for row in grid.lignes)]
        if grid.total:
            rows.append((grid.total, "th"))
        for cells, name in rows:
            line = self.add(table, "tr")
            for cell in cells:
                self.write_text(self.add(self.add(line, name), "p"), cell)

    def write_text(self, p: etree._Element, text: str) -> None:
        """Write a text whose references of law become links; one that the base does not know stays words."""
        place = 0
        last: etree._Element | None = None
        for start, end, url in self._iter_links(text):
            before = text[place:start]
            if last is None:
                p.text = (p.text or "") + before
            else:
                last.tail = before
            last = self.add(p, "ref", href=url)
            last.text = text[start:end]
            place = end
        rest = text[place:]
        if last is None:
            p.text = (p.text or "") + rest
        else:
            last.tail = rest

    def _iter_links(self, text: str) -> Iterator[tuple[int, int, str]]:
        end = 0
        for citation in find_citations(text):
            keys = [target.cle for target in citation.targets if target.cle]
            url = verify(keys[0], on=self.day).url if keys and self.day else ""
            if url and citation.start >= end:
                yield citation.start, citation.end, url
                end = citation.end

    def _tag(self, name: str) -> str:
        return f"{{{NAMESPACE}}}{name}"


def slug(text: str) -> str:
    """Write a text as a part of an address."""
    return _UNFIT.sub("-", fold(text)).strip("-") or "acte"
