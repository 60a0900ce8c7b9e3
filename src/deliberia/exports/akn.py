"""The act in Akoma Ntoso 3.0 (OASIS), references as Légifrance addresses.

No national profile for French deliberations is known; the mapping is ours: visas are citations, considérants
recitals, the articles the body, the vote both an analysis and a part of the conclusions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from deliberia.citations import find_citations
from deliberia.documents.composition import compose
from deliberia.documents.elements import Element, Grid, Paragraph, Role, Signatures
from deliberia.errors import DataError
from deliberia.exports.matieres import get_matiere
from deliberia.model import Projet, Resultat, SectionSorte
from deliberia.text import fold
from deliberia.verification import verify

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_OUTCOMES = {
    Resultat.UNANIMITE: "unanimite",
    Resultat.UNANIMITE_SUFFRAGES_EXPRIMES: "unanimite-suffrages-exprimes",
    Resultat.MAJORITE: "majorite",
    Resultat.REJET: "rejet",
    Resultat.PARTAGE_VOIX_PREPONDERANTE: "partage-voix-preponderante",
    Resultat.PREND_ACTE: "prend-acte",
}
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
_UNFIT = re.compile(r"[^A-Za-z0-9]+")


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
    """One act being written."""

    def __init__(self, projet: Projet) -> None:
        from lxml import etree

        self._etree = etree
        self._projet = projet
        self._day = projet.seance.date
        self._page = compose(projet)
        self._counts: dict[str, int] = {}
        self._people: dict[str, str] = {}
        self._concepts: list[tuple[str, str]] = []

    def write(self) -> etree._Element:
        root = self._etree.Element(self._tag("akomaNtoso"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]
        act = self._add(root, "act", name="deliberation", contains="originalVersion")
        meta = self._add(act, "meta")
        preface = self._add(act, "preface")
        preamble = self._add(act, "preamble")
        body = self._add(act, "body")
        conclusions = self._add(act, "conclusions")
        for key, group in groupby(self._page.elements, _part):
            elements = list(group)
            if key == "preface":
                self._write_preface(preface, elements)
            elif key == "corps":
                self._write_body(body, elements)
            elif key == "fin":
                self._write_plain(conclusions, elements)
            else:
                self._write_preamble(preamble, key, elements)
        if len(body) == 0:
            self._write_vote_body(body, conclusions)
        for part in (preamble, conclusions):
            if len(part) == 0:
                act.remove(part)
        self._write_meta(meta)
        return root

    # Parts

    def _write_preface(self, preface: etree._Element, elements: list[Element]) -> None:
        for element in elements:
            if not isinstance(element, Paragraph):
                continue
            p = self._add(preface, "p")
            text = element.lead + element.texte
            numero = self._projet.numero
            inner = _PREFACE_NAMES.get(element.role)
            if inner == "docNumber" and not (numero and numero in text):
                inner = None
            (self._add(p, inner) if inner else p).text = text
        holder = self._add(preface, "container", name="presence", eId="presence")
        seance = self._projet.seance
        lines = [("Présents", seance.presents), ("Absents", seance.absents)]
        for title, names in lines:
            if names:
                p = self._add(holder, "p")
                p.text = f"{title} : "
                self._name_people(p, names)
        for pouvoir in seance.pouvoirs:
            p = self._add(holder, "p")
            p.text = "Pouvoir de "
            self._name_people(p, (pouvoir.de, pouvoir.a), joint=" à ")
        if len(holder) == 0:
            preface.remove(holder)

    def _name_people(self, p: etree._Element, names: tuple[str, ...], joint: str = ", ") -> None:
        for position, name in enumerate(names):
            person = self._add(p, "person", refersTo=f"#{self._person(name)}")
            person.text = name
            if position < len(names) - 1:
                person.tail = joint

    def _write_preamble(self, preamble: etree._Element, key: str, elements: list[Element]) -> None:
        if key in ("visa", "considerant"):
            outer, inner = ("citations", "citation") if key == "visa" else ("recitals", "recital")
            parts = self._add(preamble, outer, eId=self._id(outer))
            for element in elements:
                if isinstance(element, Paragraph):
                    item = self._add(parts, inner, eId=self._id(inner))
                    self._write_text(self._add(item, "p"), element.lead + element.texte)
            return
        if key == "formule":
            formula = self._add(preamble, "formula", name="enactingFormula", eId=self._id("formula"))
            self._write_plain(formula, elements)
            return
        holder = self._add(preamble, "container", name=key, eId=self._id(key))
        self._write_plain(holder, elements)

    def _write_body(self, body: etree._Element, elements: list[Element]) -> None:
        content: etree._Element | None = None
        for element in elements:
            if isinstance(element, Paragraph) and element.lead:
                article = self._add(body, "article", eId=self._id("art"))
                self._add(article, "num").text = element.lead.rstrip("\u00a0: ")
                paragraph = self._add(article, "paragraph", eId=f"{article.get('eId')}__para_1")
                content = self._add(paragraph, "content")
                self._write_text(self._add(content, "p"), element.texte)
                continue
            if content is None:
                part = self._add(body, "hcontainer", name="dispositif", eId=self._id("dispositif"))
                content = self._add(part, "content")
            self._write_plain(content, [element])

    def _write_vote_body(self, body: etree._Element, conclusions: etree._Element) -> None:
        """An act without article: what was voted is its body."""
        part = self._add(body, "hcontainer", name="dispositif", eId=self._id("dispositif"))
        content = self._add(part, "content")
        first = next(iter(conclusions), None)
        if first is None:
            self._add(content, "p").text = self._page.titre
        else:
            content.append(first)

    def _write_plain(self, parent: etree._Element, elements: list[Element]) -> None:
        for element in elements:
            if isinstance(element, Paragraph):
                self._write_text(self._add(parent, "p"), element.lead + element.texte)
            elif isinstance(element, Grid):
                self._write_table(parent, element)
            else:
                self._write_signatures(parent, element)

    def _write_signatures(self, parent: etree._Element, element: Signatures) -> None:
        for one in element.signataires:
            p = self._add(parent, "p")
            signature = self._add(p, "signature")
            role = self._add(signature, "role", refersTo=f"#{self._role(one.fonction)}")
            role.text, role.tail = one.fonction, " "
            person = self._add(signature, "person", refersTo=f"#{self._person(one.nom)}")
            person.text = one.nom

    def _write_table(self, parent: etree._Element, grid: Grid) -> None:
        table = self._add(parent, "table", eId=self._id("table"))
        if grid.legende:
            self._add(table, "caption").text = grid.legende
        rows = [(grid.colonnes, "th"), *((row, "td") for row in grid.lignes)]
        if grid.total:
            rows.append((grid.total, "th"))
        for cells, name in rows:
            line = self._add(table, "tr")
            for cell in cells:
                self._write_text(self._add(self._add(line, name), "p"), cell)

    def _write_text(self, p: etree._Element, text: str) -> None:
        """Write a text whose references of law become links; one that the base does not know stays words."""
        place = 0
        last: etree._Element | None = None
        for start, end, url in self._iter_links(text):
            before = text[place:start]
            if last is None:
                p.text = (p.text or "") + before
            else:
                last.tail = before
            last = self._add(p, "ref", href=url)
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
            url = verify(keys[0], on=self._day).url if keys and self._day else ""
            if url and citation.start >= end:
                yield citation.start, citation.end, url
                end = citation.end

    # Metadata

    def _write_meta(self, meta: etree._Element) -> None:
        projet, day = self._projet, str(self._day)
        collectivite = projet.seance.collectivite
        owner = collectivite.siret[:9] or _slug(self._page.auteur)
        work = f"/akn/fr/act/deliberation/{owner}/{day}/{quote(_slug(projet.numero or projet.modele))}"
        identification = self._add(meta, "identification", source="#collectivite")
        version = f"/fra@{day}"
        for level, suffix in (("Work", ""), ("Expression", version), ("Manifestation", f"{version}.akn")):
            part = self._add(identification, f"FRBR{level}")
            self._add(part, "FRBRthis", value=f"{work}{suffix}{'/!main' if not suffix else ''}")
            self._add(part, "FRBRuri", value=f"{work}{suffix}")
            self._add(part, "FRBRdate", date=day, name="seance")
            self._add(part, "FRBRauthor", href="#collectivite")
            if level == "Work":
                self._add(part, "FRBRcountry", value="fr")
                self._add(part, "FRBRsubtype", value="deliberation")
                if projet.numero:
                    self._add(part, "FRBRnumber", value=projet.numero)
                self._add(part, "FRBRname", value=self._page.titre)
            elif level == "Expression":
                self._add(part, "FRBRlanguage", language="fra")
            else:
                self._add(part, "FRBRformat", value="application/akn+xml")
        matiere = get_matiere(projet.matiere)
        classification = self._add(meta, "classification", source="#collectivite")
        self._add(
            classification,
            "keyword",
            value=matiere.code,
            showAs=f"{matiere.domaine} / {matiere.libelle}",
            dictionary="ACTES",
        )
        lifecycle = self._add(meta, "lifecycle", source="#collectivite")
        self._add(lifecycle, "eventRef", date=day, source="#collectivite", type="generation", eId="seance")
        self._write_analysis(meta)
        references = self._add(meta, "references", source="#collectivite")
        self._add(
            references, "TLCOrganization", eId="collectivite", showAs=self._page.auteur,
            href=f"/akn/ontology/organization/fr/{owner}",
        )  # fmt: skip
        for ident, name in self._concepts:
            self._add(
                references, "TLCConcept", eId=ident, showAs=name, href=f"/akn/ontology/concept/fr/{ident}"
            )
        for name, ident in self._people.items():
            kind = "role" if ident.startswith("role") else "person"
            tag = "TLCRole" if kind == "role" else "TLCPerson"
            self._add(references, tag, eId=ident, showAs=name, href=f"/akn/ontology/{kind}/fr/{_slug(name)}")

    def _write_analysis(self, meta: etree._Element) -> None:
        vote, resultat = self._projet.vote, self._projet.resultat
        counts = [
            ("pour", vote.pour),
            ("contre", vote.contre),
            ("abstention", vote.abstentions),
            ("blancs-nuls", vote.blancs_nuls or None),
        ]
        known = [(name, count) for name, count in counts if count is not None]
        if not known or vote.is_prend_acte:
            return
        analysis = self._add(meta, "analysis", source="#collectivite")
        parliamentary = self._add(analysis, "parliamentary")
        outcome = {}
        if resultat:
            ident = f"resultat-{_OUTCOMES[resultat]}"
            outcome["outcome"] = f"#{ident}"
            self._concepts.append((ident, _OUTCOMES[resultat].replace("-", " ")))
        voting = self._add(parliamentary, "voting", eId="vote", **outcome)
        for name, count in known:
            self._add(voting, "count", eId=f"vote__{name}", value=str(count), refersTo=f"#{name}")
            self._concepts.append((name, name))

    # Small things

    def _person(self, name: str) -> str:
        return self._people.setdefault(name.replace("\u00a0", " "), f"personne-{len(self._people) + 1}")

    def _role(self, name: str) -> str:
        return self._people.setdefault(name.rstrip(","), f"role-{len(self._people) + 1}")

    def _id(self, name: str) -> str:
        self._counts[name] = self._counts.get(name, 0) + 1
        return f"{name}_{self._counts[name]}"

    def _tag(self, name: str) -> str:
        return f"{{{NAMESPACE}}}{name}"

    def _add(self, parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
        return self._etree.SubElement(parent, self._tag(tag), attributes)


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


def _slug(text: str) -> str:
    return _UNFIT.sub("-", fold(text)).strip("-") or "acte"
