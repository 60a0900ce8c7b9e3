"""What a French act cites: codes, laws, decrees, European texts, judgments, local acts.

    from deliberia.citations import find_citations
    find_citations("Vu l’article L. 2121-29 du CGCT")

Two phases: `scan` finds rare words and hands each to the grammar of its family, which reports events;
`context` gives every article its text. `page` folds the text without moving a character.
"""

from __future__ import annotations

from deliberia.model.citation import Citation

__all__ = ["find_citations"]


def find_citations(text: str) -> tuple[Citation, ...]:
    """Find every legal citation of `text`, in order.

    Offsets are characters of the NFC-normalised text. Linear in the length of the text; never raises.
    """
    from deliberia.citations.context import Resolver
    from deliberia.citations.page import Page
    from deliberia.citations.scan import Scanner

    page = Page(text)
    return tuple(Resolver(page, Scanner(page).scan()).resolve())
