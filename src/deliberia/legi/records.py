"""From the XML of an article, a section or a text to the rows that are stored."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from deliberia.legi.identifiers import DAYS, encode_id, fold_num
from deliberia.legi.plain_text import clean_line
from deliberia.legi.xml_member import DamagedMemberError, Member

LINKS_LEFT_OUT = frozenset({"CITATION"})
"""Nine tenths of all links, of no use to know what is in force."""

STATES = frozenset(
    [
        "VIGUEUR",
        "VIGUEUR_DIFF",
        "VIGUEUR_ETEN",
        "VIGUEUR_NON_ETEN",
        "ABROGE",
        "ABROGE_DIFF",
        "MODIFIE",
        "MODIFIE_MORT_NE",
        "ANNULE",
        "PERIME",
        "TRANSFERE",
        "DEPLACE",
        "DISJOINT",
        "DENONCE",
        "REMPLACE",
        "SUBSTITUE",
        "INITIALE",
        "SANS_ETAT",
    ]
) | {""}
"""States seen so far: an open list, an unknown one is kept and counted."""


Link = tuple[str, str, int | None, int | None, str, str, str]
"""A relation of an article: kind, direction, text and element aimed at, nature of the text, number, label."""


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


def read_article(member: Member, unknown: Counter[str]) -> ArticleRow:
    """Read an ARTICLE. `unknown` counts the states that were never seen.

    Raises:
        DamagedMemberError: the file holds something else.
    """
    _expect(member, "ARTICLE")
    get = member.fields.get
    etat = get("ETAT", "").strip()
    if etat not in STATES:
        unknown[f"état {etat}"] += 1
    num = clean_line(get("NUM"))
    texts = member.texts
    return ArticleRow(
        num,
        fold_num(num) if num else "",
        etat,
        get("TYPE", "").strip(),
        DAYS[get("DATE_DEBUT", "")],
        DAYS[get("DATE_FIN", "")],
        encode_id(member.heading),
        texts.get("BLOC_TEXTUEL", ""),
        texts.get("NOTA", ""),
        [_read_link(*link) for link in member.links],
    )


def _expect(member: Member, *roots: str) -> None:
    if member.root not in roots:
        raise DamagedMemberError(f"élément {member.root} au lieu de {' ou '.join(roots)}")


def _read_link(attributes: dict[str, str], label: str) -> Link:
    get = attributes.get
    return (
        get("typelien", ""),
        get("sens", ""),
        encode_id(get("cidtexte", "")),
        encode_id(get("id", "")),
        get("naturetexte", ""),
        get("num", ""),
        clean_line(label),
    )


def read_section(member: Member) -> SectionRow:
    """Read a SECTION_TA or a TEXTELR: both hold an ordered list of articles and sections.

    Raises:
        DamagedMemberError: the file holds something else.
    """
    _expect(member, "SECTION_TA", "TEXTELR")
    lines = []
    for attributes, title in member.lines:
        get = attributes.get
        fields = (get("id", ""), get("niv", ""), get("debut", ""), get("fin", ""), get("etat", ""))
        lines.append("\t".join((*fields, clean_line(title or get("num")))))
    return SectionRow(clean_line(member.fields.get("TITRE_TA")), encode_id(member.heading), "\n".join(lines))


def read_texte(member: Member) -> TexteRow:
    """Read a TEXTE_VERSION.

    Raises:
        DamagedMemberError: the file holds something else.
    """
    _expect(member, "TEXTE_VERSION")
    get = member.fields.get
    titles = clean_line(get("TITRE")), clean_line(get("TITREFULL"))
    return TexteRow(
        clean_line(get("NATURE")),
        clean_line(get("NUM")),
        clean_line(get("NOR")),
        titles[0],
        # The long title is sometimes the shorter of the two.
        max(reversed(titles), key=len),
        get("ETAT", "").strip(),
        DAYS[get("DATE_DEBUT", "")],
        DAYS[get("DATE_FIN", "")],
        DAYS[get("DATE_TEXTE", "")],
        DAYS[get("DATE_PUBLI", "")],
    )
