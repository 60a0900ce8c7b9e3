"""XML of strangers: no DOCTYPE, no entity, no network, no huge tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deliberia.errors import DocumentError

if TYPE_CHECKING:
    from lxml import etree

_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E", re.IGNORECASE)


def parse_xml(data: bytes, *, place: str) -> etree._Element:
    """Parse one part of an office document and return its root.

    Raises:
        DocumentError: a DOCTYPE (no office format needs one: it only serves attacks), or broken XML.
    """
    from lxml import etree

    if _DOCTYPE.search(data):
        raise _refuse_doctype(place)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(
            "Le contenu de ce fichier est endommagé ou imbriqué sans fin.",
            place=place,
            hint="Ouvrez-le dans votre traitement de texte, enregistrez-le ailleurs, puis recommencez.",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refuse_doctype(place)
    return root


def _refuse_doctype(place: str) -> DocumentError:
    return DocumentError(
        "Ce fichier contient une déclaration DOCTYPE, qu’aucun traitement de texte n’écrit.",
        place=place,
        hint="Demandez-en une copie enregistrée par Word ou LibreOffice.",
    )
