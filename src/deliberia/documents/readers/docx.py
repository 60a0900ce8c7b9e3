"""Reader of DOCX files, those of Word and those of others."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents.assembly import RawParagraph, assemble
from deliberia.documents.document import Document, DocumentSorte, Remarque, RemarqueSorte, Zone
from deliberia.documents.readers.container import Container
from deliberia.documents.readers.docx_numbering import Numbering
from deliberia.documents.readers.docx_styles import Styles
from deliberia.documents.readers.docx_tags import Tags, tags_for
from deliberia.documents.readers.docx_walk import PartWalk
from deliberia.documents.readers.xml import parse_xml
from deliberia.errors import DocumentError
from deliberia.text import normalize

if TYPE_CHECKING:
    from lxml import etree

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_MESSAGES = {
    RemarqueSorte.REVISIONS: "Ce fichier contient des modifications suivies : les insertions sont lues, "
    "les suppressions ne le sont pas.",
    RemarqueSorte.COMMENTAIRES: "Ce fichier contient des commentaires, qui ne sont pas contrôlés.",
    RemarqueSorte.TEXTE_MASQUE: "Ce fichier contient du texte masqué, qui n’est pas lu.",
    RemarqueSorte.NUMEROTATION: "Des numéros de ce fichier sont calculés par le traitement de texte : "
    "ils ont été recalculés ici, vérifiez-les.",
    RemarqueSorte.DOCUMENT_INCLUS: "Ce fichier inclut d’autres fichiers, dont le texte n’est pas lu.",
    RemarqueSorte.MACROS: "Ce fichier contient des macros ; elles n’ont pas été exécutées.",
    RemarqueSorte.LIENS_EXTERNES: "Ce fichier va chercher des éléments à l’extérieur quand on l’ouvre "
    "dans un traitement de texte.",
}


class Relation(NamedTuple):
    """A link of a part to another one."""

    sorte: str
    """Last word of its type: « header », « footnotes »."""
    cible: str
    is_externe: bool


def read_docx(data: bytes, *, nom: str) -> Document:
    """Read a DOCX, DOCM or DOTX.

    Raises:
        DocumentError: what `Container` and `parse_xml` refuse, or an archive that holds no document.
    """
    container = Container(data, place=nom)
    main_part = find_main_part(container)
    root = parse_xml(container.read(main_part), place=nom)
    tags = tags_for(root.tag[1:].partition("}")[0])
    body = root.find(tags("body"))
    if body is None:
        raise _refuse_content(nom)
    relations = load_relations(container, main_part)
    styles = Styles(_load_part(container, relations, "styles"))
    numbering = Numbering(_load_part(container, relations, "numbering"))
    walk = PartWalk(root, main_part, Zone.CORPS, styles, numbering)
    walk.read_blocks(body)
    remarks = set(walk.remarks)
    margins: dict[Zone, list[RawParagraph]] = {}
    for zone in (Zone.EN_TETE, Zone.PIED):
        margins[zone] = []
        for part in _iter_margin_parts(root, tags, relations, zone, container):
            margins[zone] += _read_part(container, part, zone, styles, remarks)
    notes = _read_notes(container, relations, walk.notes, styles, remarks)
    texte, paragraphes = assemble([*margins[Zone.EN_TETE], *walk.raws, *notes, *margins[Zone.PIED]])
    remarks |= _inspect(container, relations)
    return Document(
        nom=nom,
        sorte=DocumentSorte.DOCX,
        texte=texte,
        paragraphes=paragraphes,
        remarques=tuple(Remarque(sorte=s, message=_MESSAGES[s]) for s in RemarqueSorte if s in remarks),
        commentaires=tuple(_iter_comments(_load_part(container, relations, "comments"))),
    )


def _iter_comments(root: etree._Element | None) -> Iterator[str]:
    """Yield the text of each comment; its paragraphs are lines."""
    if root is None:
        return
    tags = tags_for(root.tag[1:].partition("}")[0])
    for comment in root:
        lines = ("".join(t.text or "" for t in line.iter(tags("t"))) for line in comment.iter(tags("p")))
        yield normalize("\n".join(lines))


def _load_part(container: Container, relations: dict[str, Relation], sorte: str) -> etree._Element | None:
    part = next((relation.cible for relation in relations.values() if relation.sorte == sorte), "")
    return parse_xml(container.read(part), place=container.place) if part in container else None


def relations_name(part: str) -> str:
    """Return the member that holds the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def load_relations(container: Container, part: str) -> dict[str, Relation]:
    """Read the relationships of a part, by id; an internal target is a member of the archive."""
    folder = posixpath.dirname(part)
    member = relations_name(part)
    if member not in container:
        return {}
    relations = {}
    for element in parse_xml(container.read(member), place=container.place).iter(_RELATIONS):
        target = element.get("Target", "")
        is_externe = element.get("TargetMode") == "External"
        if not is_externe:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        sorte = element.get("Type", "").rpartition("/")[2]
        relations[element.get("Id", "")] = Relation(sorte, target, is_externe)
    return relations


def find_main_part(container: Container) -> str:
    """Return the name of the part that holds the body.

    Raises:
        DocumentError: the archive holds no document.
    """
    for relation in load_relations(container, "").values():
        if relation.sorte == "officeDocument" and relation.cible in container:
            if not relation.cible.startswith("word/") and "word/document.xml" not in container:
                raise _refuse_content(container.place)
            return relation.cible
    if "word/document.xml" in container:
        return "word/document.xml"
    raise _refuse_content(container.place)


def _refuse_content(place: str) -> DocumentError:
    return DocumentError(
        "Ce fichier ne contient pas de document Word.",
        place=place,
        hint="Donnez un fichier .docx, .odt, .txt ou .md.",
    )


def _iter_margin_parts(
    root: etree._Element, tags: Tags, relations: dict[str, Relation], zone: Zone, container: Container
) -> Iterator[str]:
    """Yield the headers or footers that the sections show, each once, in order."""
    name = "headerReference" if zone is Zone.EN_TETE else "footerReference"
    seen: set[str] = set()
    for section in root.iter(tags("sectPr")):
        shows_first = section.find(tags("titlePg")) is not None
        for reference in section.iterfind(tags(name)):
            if reference.get(tags("type")) == "first" and not shows_first:
                continue
            identifier = next((reference.get(key) for key in _OFFICE_RELATIONS if reference.get(key)), "")
            relation = relations.get(identifier or "")
            if relation is None or relation.cible in seen or relation.cible not in container:
                continue
            seen.add(relation.cible)
            yield relation.cible


def _read_part(
    container: Container, part: str, zone: Zone, styles: Styles, remarks: set[RemarqueSorte]
) -> list[RawParagraph]:
    root = parse_xml(container.read(part), place=container.place)
    walk = PartWalk(root, part, zone, styles, Numbering(None))
    walk.read_blocks(root)
    remarks |= walk.remarks
    return walk.raws


def _read_notes(
    container: Container,
    relations: dict[str, Relation],
    called: list[tuple[str, str]],
    styles: Styles,
    remarks: set[RemarqueSorte],
) -> list[RawParagraph]:
    """Read the notes that the body calls, in the order of the calls."""
    raws: list[RawParagraph] = []
    for sorte in ("footnotes", "endnotes"):
        ids = [identifier for kind, identifier in called if kind == sorte]
        part = next((r.cible for r in relations.values() if r.sorte == sorte), "")
        if not ids or part not in container:
            continue
        root = parse_xml(container.read(part), place=container.place)
        walk = PartWalk(root, part, Zone.NOTE, styles, Numbering(None))
        tags = tags_for(root.tag[1:].partition("}")[0])
        by_id = {note.get(tags("id"), ""): note for note in root}
        for identifier in dict.fromkeys(ids):
            if identifier in by_id:
                walk.read_blocks(by_id[identifier])
        raws += walk.raws
        remarks |= walk.remarks
    return raws


def _inspect(container: Container, relations: dict[str, Relation]) -> set[RemarqueSorte]:
    """Say what the archive holds beside the text."""
    found: set[RemarqueSorte] = set()
    sortes = {relation.sorte for relation in relations.values()}
    if "comments" in sortes:
        found.add(RemarqueSorte.COMMENTAIRES)
    if sortes & {"aFChunk", "subDocument"}:
        found.add(RemarqueSorte.DOCUMENT_INCLUS)
    if any(name.endswith(("vbaProject.bin", "vbaData.xml")) for name in container.names):
        found.add(RemarqueSorte.MACROS)
    if any(_fetches(relation) for relation in _iter_relations(container)):
        found.add(RemarqueSorte.LIENS_EXTERNES)
    return found


def _iter_relations(container: Container) -> Iterator[Relation]:
    """Yield the relationships of every part of the document."""
    for name in container.names:
        folder, base = posixpath.split(name)
        if folder == "word/_rels" and base.endswith(".rels"):
            yield from load_relations(container, f"word/{base.removesuffix('.rels')}").values()


def _fetches(relation: Relation) -> bool:
    """Tell whether opening the file fetches that target; a hyperlink waits for a click."""
    return relation.is_externe and relation.sorte != "hyperlink"
