"""From the XML of an article, a section or a text to the rows that are stored."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lxml import etree

from deliberia.legi.identifiers import DAYS, encode_id, fold_num
from deliberia.legi.xml_member import clean_line, read_text

LINKS_LEFT_OUT = frozenset({"CITATION"})
"""Nine tenths of all links, of no use to know what is in force."""

_META = etree.XPath("META/META_SPEC/META_ARTICLE/*", smart_strings=False)
_CHRONICLE = etree.XPath("META/META_SPEC/META_TEXTE_CHRONICLE/*", smart_strings=False)
_VERSION = etree.XPath("META/META_SPEC/META_TEXTE_VERSION/*", smart_strings=False)
_VERSION_IDS = etree.XPath("VERSIONS/VERSION/LIEN_ART/@id", smart_strings=False)
_HEADING_ID = etree.XPath("(CONTEXTE//TITRE_TM)[last()]/@id", smart_strings=False)
_STRUCTURE = etree.XPath("STRUCTURE_TA/* | STRUCT/*", smart_strings=False)

STATES = frozenset(
    "VIGUEUR VIGUEUR_DIFF VIGUEUR_ETEN VIGUEUR_NON_ETEN ABROGE ABROGE_DIFF MODIFIE MODIFIE_MORT_NE ANNULE PERIME "
    "TRANSFERE DEPLACE DISJOINT DENONCE REMPLACE SUBSTITUE INITIALE SANS_ETAT".split()
) | {""}
"""States seen so far: an open list, an unknown one is kept and counted."""

_ARTICLE_PARTS = frozenset("META CONTEXTE VERSIONS SM NOTA BLOC_TEXTUEL LIENS".split())


class Link(NamedTuple):
    """A relation of an article: to another article, a section or a text."""

    sorte: str
    sens: str
    texte: int | None
    cible: int | None
    nature: str
    num: str
    libelle: str


class ArticleRow(NamedTuple):
    """One version of one article."""

    num: str
    cle: str
    etat: str
    sorte: str
    debut: int | None
    fin: int | None
    section: int | None
    """Last heading of its path: the section that holds it."""
    fil: int
    """Smallest identifier of its list of versions: what the versions of one article have in common."""
    texte: str
    nota: str
    liens: list[Link]


class SectionRow(NamedTuple):
    """A heading, or the first level of a text, with what it holds in the order of the text."""

    titre: str
    parent: int | None
    lignes: str
    """One line each: identifier, level, start, end, state, title or number, separated by tabs."""


class TexteRow(NamedTuple):
    """What a text is called, its dates and state."""

    nature: str
    num: str
    nor: str
    titre: str
    titre_long: str
    etat: str
    debut: int | None
    fin: int | None
    signe: int | None
    publie: int | None


def read_article(root: etree._Element, ident: int, unknown: Counter[str], *, citations: bool) -> ArticleRow:
    """Read an ARTICLE. `unknown` counts the elements and states that were never seen.

    Raises:
        ValueError: the root is another element.
    """
    if root.tag != "ARTICLE":
        raise ValueError(f"élément {root.tag} au lieu de ARTICLE")
    parts = {part.tag: part for part in root}
    for name in parts.keys() - _ARTICLE_PARTS:
        unknown[f"élément {name}"] += 1
    meta = {field.tag: field.text or "" for field in _META(root)}
    etat = meta.get("ETAT", "").strip()
    if etat not in STATES:
        unknown[f"état {etat}"] += 1
    num = clean_line(meta.get("NUM"))
    versions = [code for code in map(encode_id, _VERSION_IDS(root)) if code is not None]
    return ArticleRow(
        num,
        fold_num(num) if num else "",
        etat,
        meta.get("TYPE", "").strip(),
        DAYS[meta.get("DATE_DEBUT", "")],
        DAYS[meta.get("DATE_FIN", "")],
        _last_heading(root),
        min(versions, default=ident),
        _read_contents(parts.get("BLOC_TEXTUEL")),
        _read_contents(parts.get("NOTA")),
        _read_links(parts.get("LIENS"), citations=citations),
    )


def _read_contents(block: etree._Element | None) -> str:
    if block is None or not len(block):
        return ""
    first = block[0]
    return read_text(first if first.tag == "CONTENU" else block.find("CONTENU"))


def _last_heading(root: etree._Element) -> int | None:
    found = _HEADING_ID(root)
    return encode_id(found[0]) if found else None


def _read_links(block: etree._Element | None, *, citations: bool) -> list[Link]:
    links: list[Link] = []
    for link in () if block is None else block:
        get = link.get
        sorte = get("typelien", "")
        if sorte in LINKS_LEFT_OUT and not citations:
            continue
        links.append(
            Link(
                sorte,
                get("sens", ""),
                encode_id(get("cidtexte", "")),
                encode_id(get("id", "")),
                get("naturetexte", ""),
                clean_line(get("num")),
                clean_line(link.text),
            )
        )
    return links


def read_section(root: etree._Element) -> SectionRow:
    """Read a SECTION_TA or a TEXTELR: both hold an ordered list of articles and sections.

    Raises:
        ValueError: the root is another element.
    """
    if root.tag not in ("SECTION_TA", "TEXTELR"):
        raise ValueError(f"élément {root.tag} au lieu de SECTION_TA ou TEXTELR")
    lines = []
    for child in _STRUCTURE(root):
        if child.tag in ("LIEN_ART", "LIEN_SECTION_TA"):
            get = child.get
            label = clean_line(get("num") if child.tag == "LIEN_ART" else child.text)
            fields = (get("id", ""), get("niv", ""), get("debut", ""), get("fin", ""), get("etat", ""), label)
            lines.append("\t".join(fields))
    return SectionRow(clean_line(root.findtext("TITRE_TA")), _last_heading(root), "\n".join(lines))


def read_texte(root: etree._Element) -> TexteRow:
    """Read a TEXTE_VERSION.

    Raises:
        ValueError: the root is another element.
    """
    if root.tag != "TEXTE_VERSION":
        raise ValueError(f"élément {root.tag} au lieu de TEXTE_VERSION")
    chronicle = {field.tag: field.text or "" for field in _CHRONICLE(root)}
    version = {field.tag: field.text or "" for field in _VERSION(root)}
    titles = clean_line(version.get("TITRE")), clean_line(version.get("TITREFULL"))
    return TexteRow(
        clean_line(root.findtext("META/META_COMMUN/NATURE")),
        clean_line(chronicle.get("NUM")),
        clean_line(chronicle.get("NOR")),
        titles[0],
        # The long title is sometimes the shorter of the two.
        max(reversed(titles), key=len),
        version.get("ETAT", "").strip(),
        DAYS[version.get("DATE_DEBUT", "")],
        DAYS[version.get("DATE_FIN", "")],
        DAYS[chronicle.get("DATE_TEXTE", "")],
        DAYS[chronicle.get("DATE_PUBLI", "")],
    )
