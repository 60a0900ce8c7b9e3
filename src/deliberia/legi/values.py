"""What the imported base answers, as immutable values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from deliberia.legi.identifiers import NOT_FIXED, decode_day

_NEVER_IN_FORCE = frozenset(("MODIFIE_MORT_NE", "ANNULE"))

URL = "https://www.legifrance.gouv.fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """One version of one article, half-open in time."""

    id: str
    """`LEGIARTI…`"""
    texte: str
    """Cid of the text that owns it: `LEGITEXT…` for a code."""
    num: str
    """As the official base writes it."""
    etat: str
    """State on the day of the archive. To know what is in force on a day, ask the dates."""
    debut: dt.date | None
    """None: not known, or not fixed yet."""
    fin: dt.date | None
    """First day no longer in force; None: no end known."""
    is_dated: bool = True
    """False when the day of entry into force is missing or not fixed yet."""

    @property
    def has_lived(self) -> bool:
        """False for a version that was never to be in force, whatever its dates."""
        if self.etat in _NEVER_IN_FORCE or not self.is_dated or self.debut is None:
            return False
        return self.fin is None or self.debut < self.fin

    def is_in_force(self, on: dt.date) -> bool:
        """Tell from the dates, never from the state: ABROGE_DIFF is in force until its end."""
        if not self.has_lived or self.debut is None:
            return False
        return self.debut <= on and (self.fin is None or on < self.fin)

    @property
    def url(self) -> str:
        place = "codes" if self.texte.startswith("LEGITEXT") else "loda"
        return f"{URL}/{place}/article_lc/{self.id}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "num": self.num,
            "etat": self.etat,
            "debut": self.debut.isoformat() if self.debut else None,
            "fin": self.fin.isoformat() if self.fin else None,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """The text of one version, with the headings that lead to it."""

    version: ArticleVersion
    texte: str
    """One line per paragraph, one space between words."""
    nota: str
    chemin: tuple[str, ...]
    """Titles of the sections, from the outermost."""
    concurrentes: tuple[ArticleVersion, ...] = ()
    """Other versions that the base says in force on the same day: rare, and to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One article found by its words."""

    cle: str
    """Reference key (`CGCT:L2121-29`), or `LEGITEXT…:num` for a text that has no key."""
    titre: str
    """Title of the text."""
    version: ArticleVersion
    extrait: str
    """A few words around what was found, each of them between « and »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A line of the table of contents of a text: a section, or an article."""

    niveau: int
    """0 for the outermost."""
    id: str
    libelle: str
    """Title of the section, or number of the article."""
    is_article: bool
    debut: dt.date | None
    fin: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCoverage:
    """How the base holds one text."""

    cid: str
    cle: str
    """Short name of the code, "" for another text."""
    titre: str
    nature: str
    articles: int
    """Versions of articles."""
    endommages: int
    """Files of this text that could not be read: above 0, a number that is not found proves nothing."""


class QuoteKind(StrEnum):
    """How a quotation compares with the official text."""

    IDENTIQUE = "identique"
    """Word for word, typography and capitals apart."""
    ANCIENNE = "ancienne"
    """Word for word in another version of the article than the one in force that day."""
    DIFFERENTE = "differente"
    """Not word for word: `ecarts` says where."""
    ABSENTE = "absente"
    """Nothing of the article looks like it."""
    SANS_TEXTE = "sans_texte"
    """The base holds no text of this article on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteGap:
    """A place where the quotation departs from the official text."""

    cite: str
    """Words of the quotation; "" when it leaves some out."""
    officiel: str
    """Words of the official text; "" when the quotation adds some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """The comparison of a quotation with the official text of an article."""

    kind: QuoteKind
    version: ArticleVersion | None = None
    """The version compared: for `ANCIENNE`, the one in which the quotation stands."""
    ressemblance: float = 0.0
    """Share of the words of the quotation that stand in the official text, in order: 0 to 1."""
    ecarts: tuple[QuoteGap, ...] = ()
    passage: str = ""
    """The official passage nearest to the quotation."""


def make_version(
    ident: str, texte: str, num: str, etat: str, debut: int | None, fin: int | None
) -> ArticleVersion:
    """Build a version from stored dates: one day stands for « no end », another for « not fixed »."""
    return ArticleVersion(
        id=ident,
        texte=texte,
        num=num,
        etat=etat,
        debut=decode_day(debut),
        fin=decode_day(fin),
        is_dated=debut is not None and debut != NOT_FIXED,
    )
