"""The act in Akoma Ntoso 3.0 (OASIS), references as Légifrance addresses.

No national profile for French deliberations is known; the mapping is ours: visas are citations, considérants
recitals, the articles the body, the vote both an analysis and a part of the conclusions.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from deliberia.documents.composition import compose
from deliberia.documents.elements import Element, Grid, Paragraph, Role, Signatures
from deliberia.errors import DataError
from deliberia.exports.akn_elements import Builder
from deliberia.exports.akn_meta import write_meta
from deliberia.model import Projet, SectionSorte

if TYPE_CHECKING:
    from lxml import etree

_PREFACE = frozenset(
    {
        Role.PROJET,
        Role.REPUBLIQUE,
        Role.TERRITOIRE,
        Role.COLLECTIVITE,
        Role.EXTRAIT,
        Role.NUMERO,
        Role.OBJET,
        Role.OUVERTURE,
    }
)
_PREFACE_NAMES = {Role.OBJET: "docTitle", Role.NUMERO: "docNumber", Role.COLLECTIVITE: "docProponent"}
_GRID_PARTS = {
    SectionSorte.PRESENCE: "preface",
    SectionSorte.EXPOSE: "expose",
    SectionSorte.VISA: "visa",
    SectionSorte.CONSIDERANT: "considerant",
    SectionSorte.VOTE: "fin",
    SectionSorte.MENTION: "fin",
}


def render_akn(projet: Projet) -> bytes:
    """Write the act in Akoma Ntoso 3.0; the same act always gives the same bytes.

    Raises:
        DataError: the séance has no date, without which an act has no address.
    """
    from lxml import etree

    if projet.seance.date is None:
        raise DataError("L’acte n’a pas de date de séance.", hint="Donnez la date de la séance.")
    root = _Writer(projet).write()
    etree.indent(root[0][0], space=" ", level=2)  # the metadata only: elsewhere a space would be text
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


class _Writer:
    """One act being written, part after part."""

    def __init__(self, projet: Projet) -> None:
        self._projet = projet
        self._page = compose(projet)
        self._builder = Builder(projet.seance.date)

    def write(self) -> etree._Element:
        root = self._builder.make_root()
        act = self._builder.add(root, "act", name="deliberation", contains="originalVersion")
        meta = self._builder.add(act, "meta")
        preface = self._builder.add(act, "preface")
        preamble = self._builder.add(act, "preamble")
        body = self._builder.add(act, "body")
        conclusions = self._builder.add(act, "conclusions")
        for key, group in groupby(self._page.elements, _part):
            elements = list(group)
            if key == "preface":
                self._write_preface(preface, elements)
            elif key == "corps":
                self._write_body(body, elements)
            elif key == "fin":
                self._builder.write_plain(conclusions, elements)
            else:
                self._write_preamble(preamble, key, elements)
        if len(body) == 0:
            self._write_vote_body(body, conclusions)
        for part in (preamble, conclusions):
            if len(part) == 0:
                act.remove(part)
        write_meta(self._builder, meta, self._projet, self._page)
        return root

    def _write_preface(self, preface: etree._Element, elements: list[Element]) -> None:
        for element in elements:
            if not isinstance(element, Paragraph):
                continue
            p = self._builder.add(preface, "p")
            text = element.lead + element.texte
            numero = self._projet.numero
            inner = _PREFACE_NAMES.get(element.role)
            if inner == "docNumber" and not (numero and numero in text):
                inner = None
            (self._builder.add(p, inner) if inner else p).text = text
        holder = self._builder.add(preface, "container", name="presence", eId="presence")
        seance = self._projet.seance
        lines = [("Présents", seance.presents), ("Absents", seance.absents)]
        for title, names in lines:
            if names:
                p = self._builder.add(holder, "p")
                p.text = f"{title} : "
                self._builder.name_people(p, names)
        for pouvoir in seance.pouvoirs:
            p = self._builder.add(holder, "p")
            p.text = "Pouvoir de "
            self._builder.name_people(p, (pouvoir.de, pouvoir.a), joint=" à ")
        if len(holder) == 0:
            preface.remove(holder)

    def _write_preamble(self, preamble: etree._Element, key: str, elements: list[Element]) -> None:
        if key in ("visa", "considerant"):
            outer, inner = ("citations", "citation") if key == "visa" else ("recitals", "recital")
            parts = self._builder.add(preamble, outer, eId=self._builder.make_id(outer))
            for element in elements:
                if isinstance(element, Paragraph):
                    item = self._builder.add(parts, inner, eId=self._builder.make_id(inner))
                    self._builder.write_text(self._builder.add(item, "p"), element.lead + element.texte)
            return
        if key == "formule":
            formula = self._builder.add(
                preamble, "formula", name="enactingFormula", eId=self._builder.make_id("formula")
            )
            self._builder.write_plain(formula, elements)
            return
        holder = self._builder.add(preamble, "container", name=key, eId=self._builder.make_id(key))
        self._builder.write_plain(holder, elements)

    def _write_body(self, body: etree._Element, elements: list[Element]) -> None:
        content: etree._Element | None = None
        for element in elements:
            if isinstance(element, Paragraph) and element.lead:
                article = self._builder.add(body, "article", eId=self._builder.make_id("art"))
                self._builder.add(article, "num").text = element.lead.rstrip("\u00a0: ")
                paragraph = self._builder.add(article, "paragraph", eId=f"{article.get('eId')}__para_1")
                content = self._builder.add(paragraph, "content")
                self._builder.write_text(self._builder.add(content, "p"), element.texte)
                continue
            if content is None:
                part = self._builder.add(
                    body, "hcontainer", name="dispositif", eId=self._builder.make_id("dispositif")
                )
                content = self._builder.add(part, "content")
            self._builder.write_plain(content, [element])

    def _write_vote_body(self, body: etree._Element, conclusions: etree._Element) -> None:
        """An act without article: what was voted is its body."""
        part = self._builder.add(
            body, "hcontainer", name="dispositif", eId=self._builder.make_id("dispositif")
        )
        content = self._builder.add(part, "content")
        first = next(iter(conclusions), None)
        if first is None:
            self._builder.add(content, "p").text = self._page.titre
        else:
            content.append(first)


def _part(element: Element) -> str:
    """Name the part of the document where an element stands."""
    if isinstance(element, Grid):
        return _GRID_PARTS.get(element.sorte, "corps")
    if isinstance(element, Signatures):
        return "fin"
    if element.role in _PREFACE:
        return "preface"
    if element.role is Role.ARTICLE:
        return "corps"
    if element.role in (Role.VOTE, Role.MENTION, Role.FAIT):
        return "fin"
    return element.role.value
