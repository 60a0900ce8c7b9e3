"""Runs of text of a DOCX."""

from __future__ import annotations

import re

from deliberia.documents.wording import PLACEHOLDER

_SPECIAL = re.compile(r"([\t\n]|\[…\])")
_SPECIAL_XML = {
    "\t": "<w:r><w:tab/></w:r>",
    "\n": "<w:r><w:br/></w:r>",
    PLACEHOLDER: f'<w:r><w:rPr><w:rStyle w:val="Manquant"/></w:rPr><w:t>{PLACEHOLDER}</w:t></w:r>',
}


def render_runs(text: str, *, is_projet: bool, style: str = "") -> str:
    """Give the runs of a text: tabs, line ends and, in a projet, missing values apart."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    if "\n" not in text and "\t" not in text and not (is_projet and PLACEHOLDER in text):
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape_xml(text)}</w:t></w:r>'
    out = []
    for piece in _SPECIAL.split(text):
        if piece in _SPECIAL_XML and (is_projet or piece != PLACEHOLDER):
            out.append(_SPECIAL_XML[piece])
        elif piece:
            out.append(f'<w:r>{properties}<w:t xml:space="preserve">{escape_xml(piece)}</w:t></w:r>')
    return "".join(out)


def render_paragraph(style: str, text: str, *, is_projet: bool, keep_next: bool = False) -> str:
    """Give a paragraph that has nothing but its style; kept with what follows, whatever the style says."""
    runs = render_runs(text, is_projet=is_projet)
    kept = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{runs}</w:p>'


def escape_xml(text: str) -> str:
    """Escape a text for an element or an attribute between double quotes."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")
