"""What is known of an act: the facts that checks reason on.

The same value is built from a draft (everything declared) and from a file made elsewhere (read in the
text, with place and certainty). A check never asks where an act comes from; it asks how sure a fact is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from deliberia.model.citation import Citation
from deliberia.model.collectivite import CollectiviteSorte
from deliberia.model.seance import Pouvoir
from deliberia.model.vote import Resultat, Scrutin

T = TypeVar("T")


class Certitude(StrEnum):
    """How sure we are of a fact."""

    DECLARE = "declare"
    """Given by the user as data."""
    LU = "lu"
    """Read in the text in a form that leaves no doubt."""
    DEDUIT = "deduit"
    """Understood from the context: a check of severity `erreur` never rests on it alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[T]):
    """A value, where it was read (offsets in the act's text, None when declared) and how sure."""

    value: T
    start: int | None = None
    end: int | None = None
    certitude: Certitude = Certitude.LU


class Origine(StrEnum):
    PROJET = "projet"
    FICHIER = "fichier"


class Forme(StrEnum):
    """What the text is: it tells which checks make sense."""

    DELIBERATION = "deliberation"
    """A whole act, with the heading of its meeting."""
    POINT = "point"
    """One item cut from minutes: it has no heading of its own."""
    PROCES_VERBAL = "proces_verbal"
    """Minutes, or the preamble of minutes cut into items."""
    AUTRE = "autre"
    """Neither: a report, an agreement, an annex."""


class SectionSorte(StrEnum):
    """What a stretch of the act's text is."""

    ENTETE = "entete"
    PRESENCE = "presence"
    OBJET = "objet"
    VISA = "visa"
    EXPOSE = "expose"
    CONSIDERANT = "considerant"
    ARTICLE = "article"
    VOTE = "vote"
    MENTION = "mention"
    SIGNATURE = "signature"
    DISPOSITIF = "dispositif"
    """From the formula of decision to the vote, the remedies or the signatures."""
    AUTRE = "autre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cellule:
    """One cell of a table, `[start, end)` in the text, and its amount when it holds one alone."""

    start: int
    end: int
    texte: str
    montant: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableauLu:
    """A table of the act, row by row; the heading row, if any, comes first."""

    lignes: tuple[tuple[Cellule, ...], ...]

    @property
    def start(self) -> int:
        return self.lignes[0][0].start

    @property
    def end(self) -> int:
        return self.lignes[-1][-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class MontantDouble:
    """One amount written twice: in words and in figures."""

    lettres: Decimal
    chiffres: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decompte:
    """The counts of one vote, printed together in `[start, end)`."""

    start: int
    end: int
    pour: Fact[int] | None = None
    contre: Fact[int] | None = None
    abstentions: Fact[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch `[start, end)` of the text."""

    sorte: SectionSorte
    start: int
    end: int
    numero: str = ""
    """Number of an article of the dispositif: « 1 », « 2 »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acte:
    """One act and its facts. A fact that was neither given nor read is None: a check then stays silent."""

    texte: str
    """Whole text, NFC; all offsets are in it."""
    origine: Origine = Origine.FICHIER
    modele: str = ""
    """Template id when drafted here."""
    matiere: str = ""
    debut: int = 0
    fin: int | None = None
    """Stretch `[debut, fin)` of `texte` that is this act, when minutes hold several; None: to the end."""
    forme: Forme = Forme.DELIBERATION
    genres: frozenset[str] = frozenset()
    """Kinds recognised from the object and the decision: « subvention », « tarif », « budget »…"""
    is_extrait: bool = False
    """An extract of the register, certified by the mayor."""
    is_tronque: bool = False
    """The text stops in the middle of a sentence: what comes at the end of an act is not known."""
    is_mouvements: bool = False
    """Members arrive or leave during the meeting: one list of presence does not tell who votes."""
    is_votes_multiples: bool = False
    """Several votes with counts in the same text: no single result can be given."""
    decomptes: tuple[Decompte, ...] = ()
    """Every vote read with its counts, in reading order, even when no single result can be given."""
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()

    sorte_collectivite: Fact[CollectiviteSorte] | None = None
    collectivite: Fact[str] | None = None
    departement: Fact[str] | None = None
    """Code of the département: « 43 »."""
    population: Fact[int] | None = None
    effectif_legal: Fact[int] | None = None
    en_exercice: Fact[int] | None = None

    numero: Fact[str] | None = None
    objet: Fact[str] | None = None
    date_seance: Fact[dt.date] | None = None
    autres_dates_seance: tuple[Fact[dt.date], ...] = ()
    """Other places that state the day of the meeting."""
    jour_semaine: Fact[str] | None = None
    """Day of the week printed before the date of the meeting."""
    heure: Fact[str] | None = None
    lieu: Fact[str] | None = None
    convocation: Fact[dt.date] | None = None
    affichage: Fact[dt.date] | None = None
    premiere_reunion: Fact[dt.date] | None = None
    """Day of the failed first meeting when this one is the second."""
    is_urgence: bool = False
    is_huis_clos: bool = False

    president: Fact[str] | None = None
    secretaire: Fact[str] | None = None
    presents: Fact[tuple[str, ...]] | None = None
    presents_nombre: Fact[int] | None = None
    """The number that the act states, whatever the list of names."""
    pouvoirs: Fact[tuple[Pouvoir, ...]] | None = None
    pouvoirs_nombre: Fact[int] | None = None
    absents: Fact[tuple[str, ...]] | None = None
    absents_nombre: Fact[int] | None = None
    votants: Fact[int] | None = None
    quorum_annonce: Fact[int] | None = None
    """The value of the quorum that the act states."""

    scrutin: Fact[Scrutin] | None = None
    pour: Fact[int] | None = None
    contre: Fact[int] | None = None
    abstentions: Fact[int] | None = None
    blancs_nuls: Fact[int] | None = None
    suffrages_exprimes: Fact[int] | None = None
    voix_president: Fact[str] | None = None
    ne_prennent_pas_part: Fact[tuple[str, ...]] | None = None
    resultat: Fact[Resultat] | None = None
    """The result that the act announces."""

    montants: tuple[Fact[Decimal], ...] = ()
    """Amounts in euros, as read."""
    montants_doubles: tuple[MontantDouble, ...] = ()
    tableaux: tuple[TableauLu, ...] = ()
    rubriques_vides: tuple[Fact[str], ...] = ()
    """Labels of the heading printed without a value."""
    signature_maire: Fact[str] | None = None
    """Block of the mayor or president; the value is the name, empty when only the capacity is printed."""
    signature_secretaire: Fact[str] | None = None

    @property
    def fin_texte(self) -> int:
        """End of the stretch that is this act."""
        return len(self.texte) if self.fin is None else self.fin

    @property
    def corps(self) -> str:
        """The stretch of the text that is this act; add `debut` to its offsets."""
        return self.texte[self.debut : self.fin_texte]

    def iter_sections(self, sorte: SectionSorte) -> tuple[Section, ...]:
        """Return the sections of that kind, in reading order."""
        return tuple(section for section in self.sections if section.sorte is sorte)

    def extract(self, section: Section) -> str:
        return self.texte[section.start : section.end]
