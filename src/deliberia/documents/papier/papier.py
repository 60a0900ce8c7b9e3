"""A letterhead, read once: what is constant from one act to the next is packed, ready to be copied."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents.elements import Page, Paragraph, Role
from deliberia.documents.files import load_bytes
from deliberia.documents.papier.faces import Face, Margin, build_face
from deliberia.documents.papier.logo import Logo, take_logo
from deliberia.documents.papier.nettoyage import clean_part
from deliberia.documents.papier.noms import WML, w
from deliberia.documents.papier.ouverture import open_letterhead
from deliberia.documents.papier.parties import Kept, Parts, take_part
from deliberia.documents.papier.section import Section, read_section, render_settings
from deliberia.documents.papier.styles import merge_styles
from deliberia.documents.readers.docx import load_relations

if TYPE_CHECKING:
    from lxml import etree

    from deliberia.documents.readers.docx import Relation

_HEADING = frozenset({Role.REPUBLIQUE, Role.TERRITOIRE, Role.COLLECTIVITE})
"""What a letterhead usually bears already."""
_HEAVY = 2 * 1024 * 1024
_OPTIONAL = (
    ("theme", "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
    ("fontTable", "word/fontTable.xml", f"{WML}.fontTable+xml"),
    ("numbering", "word/numbering.xml", f"{WML}.numbering+xml"),
)


class Papier(NamedTuple):
    """A letterhead, ready for any number of acts."""

    final: Face
    projet: Face
    has_own_footer: bool
    """False: the paper has no footer, ours is printed."""
    entete: str
    """Text of its headers."""
    remarques: tuple[str, ...]
    """What the user should know, in French."""
    sans_entete: bool = False
    """Leave out « République française », the département and the name: the paper bears them."""

    def face(self, page: Page) -> Face:
        return self.projet if page.is_projet else self.final

    def fit(self, page: Page) -> Page:
        """Return the page without what the paper already bears."""
        if not self.sans_entete:
            return page
        kept = tuple(
            one for one in page.elements if not isinstance(one, Paragraph) or one.role not in _HEADING
        )
        return page._replace(elements=kept)


def load_papier(path: Path | str, *, sans_entete: bool = False) -> Papier:
    """Read a letterhead; the same file is read once per process.

    Args:
        path: a .docx of the commune.
        sans_entete: leave out of the acts the lines that the paper already bears.

    Raises:
        DocumentError: missing, damaged, encrypted, of another format, or dangerous.
    """
    source = Path(path)
    stamp = (0, 0)
    if source.is_file():
        found = source.stat()
        stamp = (found.st_mtime_ns, found.st_size)
    return _load(source, stamp)._replace(sans_entete=sans_entete)


@lru_cache(maxsize=8)
def _load(path: Path, stamp: tuple[int, int]) -> Papier:
    return open_papier(load_bytes(path), place=str(path))


def open_papier(data: bytes, *, place: str = "papier à en-tête") -> Papier:
    """Read a letterhead from its bytes; see `load_papier`."""
    opened = open_letterhead(data, place)
    parts = Parts(opened.container)
    root = parts.load(opened.main_part)
    section = read_section(root, place)
    relations = load_relations(opened.container, opened.main_part)
    by_sorte = {one.sorte: one.cible for one in relations.values() if not one.is_externe}
    by_sorte = {sorte: cible for sorte, cible in by_sorte.items() if cible in opened.container}
    styles, renamed = merge_styles(
        parts.load(by_sorte["styles"]) if "styles" in by_sorte else None, section.text_width
    )
    clean_part(styles, ())
    parts.keep_xml("word/styles.xml", styles, f"{WML}.styles+xml")
    settings = parts.load(by_sorte["settings"]) if "settings" in by_sorte else None
    parts.keep(Kept("word/settings.xml", render_settings(settings), f"{WML}.settings+xml"))
    related = [("styles", "styles.xml"), ("settings", "settings.xml")]
    for sorte, name, kind in _OPTIONAL:
        if sorte in by_sorte:
            take_part(parts, by_sorte[sorte], name, kind, fonts=sorte == "fontTable")
            related.append((sorte, name.removeprefix("word/")))
    margins = _take_margins(parts, section, relations)
    logo = take_logo(parts, root, relations, len(related) + 1, [margin.root for margin in margins])
    related += [("image", target) for target in logo.images]
    texts = [*(_read_text(margin.root) for margin in margins if margin.kind == "header"), logo.texte]
    remarks = [*opened.remarques, *_remark(parts, logo, margins)]
    return Papier(
        final=build_face(parts, section, margins, related, renamed, opening=logo.xml, is_projet=False),
        projet=build_face(parts, section, margins, related, renamed, opening=logo.xml, is_projet=True),
        has_own_footer=any(one.kind == "footer" and one.type == "default" for one in margins),
        entete=" ".join(filter(None, texts)),
        remarques=tuple(remarks),
    )


def _take_margins(parts: Parts, section: Section, relations: dict[str, Relation]) -> list[Margin]:
    margins: list[Margin] = []
    for reference in section.references:
        relation = relations.get(reference.identifier)
        if relation is None or relation.is_externe or relation.cible not in parts.container:
            continue
        if any((one.kind, one.type) == (reference.kind, reference.type) for one in margins):
            continue
        root = parts.load(relation.cible)
        if root.tag != w("hdr" if reference.kind == "header" else "ftr"):
            continue
        ids, xml = parts.relate(relation.cible)
        clean_part(root, ids)
        name = f"word/{reference.kind}{len(margins) + 1}.xml"
        margins.append(Margin(reference.kind, reference.type, name, root, xml))
    return margins


def _read_text(root: etree._Element) -> str:
    return " ".join("".join(text.text or "" for text in root.iter(w("t"))).split())


def _remark(parts: Parts, logo: Logo, margins: list[Margin]) -> Iterator[str]:
    """Say what the paper loses, or what its owner surely did not mean."""
    if parts.has_lost_links:
        yield "Les éléments que ce papier allait chercher à l’extérieur n’ont pas été repris."
    if parts.has_lost_images:
        yield "Une image de ce papier est d’un format inconnu : elle n’a pas été reprise."
    if logo.xml:
        yield "Le haut du corps de ce papier, jusqu’au logo, est repris sur la première page de chaque acte."
    if logo.has_others:
        yield "Des images du corps de ce papier ne sont pas reprises : une signature n’est pas un logo."
    elif not margins and not logo.xml:
        yield (
            "Ce papier n’a ni en-tête ni pied de page, et son corps n’a pas de logo en haut : "
            "placez le logo et l’adresse dans l’en-tête de la page."
        )
    weight = sum(len(one.data) for one in parts.kept)
    if weight > _HEAVY:
        yield f"Ce papier pèse {weight / 1_048_576:.0f} Mo, et chaque acte avec lui : réduisez ses images."
