"""The vote on one item."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scrutin(StrEnum):
    ORDINAIRE = "ordinaire"
    """Show of hands: « public ordinaire »."""
    PUBLIC = "public"
    """Roll call: names and votes are recorded."""
    SECRET = "secret"  # noqa: S105 - a ballot, not a password


class Resultat(StrEnum):
    UNANIMITE = "unanimite"
    UNANIMITE_SUFFRAGES_EXPRIMES = "unanimite_suffrages_exprimes"
    """Nobody against, but abstentions or blank ballots."""
    MAJORITE = "majorite"
    REJET = "rejet"
    PARTAGE_VOIX_PREPONDERANTE = "partage_voix_preponderante"
    """Tie, carried by the president's vote."""
    PREND_ACTE = "prend_acte"
    """No vote: the council takes note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """Counts of one vote, in votes (members present and proxies). None means not given."""

    scrutin: Scrutin = Scrutin.ORDINAIRE
    votants: int | None = None
    pour: int | None = None
    contre: int | None = None
    abstentions: int | None = None
    blancs_nuls: int = 0
    """Blank and void ballots of a secret ballot."""
    ne_prennent_pas_part: tuple[str, ...] = ()
    """Members who withdrew (interested members, refusal to vote)."""
    voix_president: str = ""
    """« pour », « contre », « abstention » or empty: decides a tie."""
    noms_contre: tuple[str, ...] = ()
    noms_abstention: tuple[str, ...] = ()
    is_prend_acte: bool = False
    """True when there is no vote: the council takes note."""

    @property
    def is_election(self) -> bool:
        """Ballots for persons, whose counts the text gives: nothing is voted for or against."""
        return self.is_prend_acte and self.scrutin is Scrutin.SECRET
