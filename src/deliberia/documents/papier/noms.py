"""Names shared by the modules of the letterhead: namespaces, kinds of parts, plain copies of elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.documents.readers.docx_tags import TRANSITIONAL
from deliberia.documents.writers.docx_runs import escape_xml

if TYPE_CHECKING:
    from lxml import etree

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def w(name: str) -> str:
    """Qualify a name of WordprocessingML."""
    return f"{{{TRANSITIONAL}}}{name}"


def r(name: str) -> str:
    """Qualify the name of an attribute that holds a relationship."""
    return f"{{{OFFICE}}}{name}"


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def copy_plain(element: etree._Element) -> str:
    """Write an element again with the names of WordprocessingML alone, without its relationships."""
    attributes = "".join(
        f' w:{str(key).rpartition("}")[2]}="{escape_xml(str(value))}"'
        for key, value in element.attrib.items()
        if str(key).startswith(f"{{{TRANSITIONAL}}}") and not str(key).endswith(_REVISION_IDS)
    )
    inner = "".join(
        copy_plain(child) for child in element if str(child.tag).startswith(f"{{{TRANSITIONAL}}}")
    )
    name = f"w:{local(element)}{attributes}"
    return f"<{name}>{inner}</w:{local(element)}>" if inner else f"<{name}/>"


_REVISION_IDS = ("}rsidR", "}rsidRPr", "}rsidSect", "}rsidDel")
