"""The article before an organisation put back: « la Société X5 » is written back « le Café de la Place »."""

from __future__ import annotations

import re

from deliberia.masking.elision import begins_by_vowel
from deliberia.masking.organisations import read_article
from deliberia.masking.page import Page

_DETERMINER = re.compile(
    r"(?<![\w'’-])(?P<d>de[ \u00a0](?:la|l['’])|à[ \u00a0](?:la|l['’])|du|des|de|d['’]|aux?|à|les?|la|l['’])"
    r"(?P<gap>[ \n\u00a0]?)\Z",
    re.IGNORECASE,
)
_READ = {
    "de la": ("de", "f"), "de l'": ("de", "v"), "du": ("de", "m"), "des": ("de", "p"), "de": ("de", ""),
    "d'": ("de", ""), "à la": ("à", "f"), "à l'": ("à", "v"), "au": ("à", "m"), "aux": ("à", "p"),
    "à": ("à", ""), "le": ("", "m"), "la": ("", "f"), "l'": ("", "v"), "les": ("", "p"),
}  # fmt: skip
_WRITTEN = {one: text for text, one in reversed(_READ.items())}
_REACH = 8
_OWN = re.compile(r"(?P<a>Le|Les)[ \u00a0](?=\S)")


class Articles:
    """The articles that stand before the names of the text that was masked, read when an answer asks."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._page: Page | None = None
        self._known: dict[str, frozenset[str]] = {}

    def settle(self, lead: str, surface: str) -> tuple[str, str] | None:
        """Return what stands before a name and the name, their article settled; None when nothing changes."""
        found = _DETERMINER.search(lead[-_REACH:])
        if found is None or f"{found[0]}{surface}" in self._source:
            return None
        if not found["gap"] and found["d"][-1] not in "'’":
            return None
        known = self._list(surface)
        preposition, article = _READ[found["d"].lower().replace("’", "'").replace("\u00a0", " ")]
        if not known:
            return None
        if article == "f" and "f" not in known and f"société {surface}" in self._source:
            return lead, f"société {surface}"  # « la Société X1 » where the text says « la société Les Prés »
        if article not in known:
            article = min(known - {""}, default="")
        elif article or not (preposition and _OWN.match(surface)):
            return None
        if article == "":
            written, surface = _write_bare(preposition, surface)
        else:
            written = _WRITTEN[preposition, article].replace("'", "’")
            written += "" if written.endswith("’") else " "
        if found["d"][0].isupper() and written:
            written = written[0].upper() + written[1:]
        return lead[: len(lead) - len(found[0])] + written, surface

    def _list(self, surface: str) -> frozenset[str]:
        """Tell which articles stand before a name; an empty one for none."""
        if surface not in self._known:
            page = self._page = self._page or Page(self._source)
            found = set()
            start = page.text.find(surface)
            while start >= 0:
                found.add(read_article(page.flat, page.place(start)))
                start = page.text.find(surface, start + len(surface))
            self._known[surface] = frozenset(found)
        return self._known[surface]


def _write_bare(preposition: str, surface: str) -> tuple[str, str]:
    """Write « de », « à » before a name that the text never puts an article before."""
    own = _OWN.match(surface)
    if preposition and own:
        shape = "m" if own["a"] == "Le" else "p"
        return f"{_WRITTEN[preposition, shape]} ", surface[own.end() :]
    if preposition == "de" and begins_by_vowel(Page(surface).flat):
        return "d’", surface
    return f"{preposition} " if preposition else "", surface
