"""Rules that wait for words: one record each, one function for all.

Many checks share a shape: an act of some kind must say something, and this one does not. The record tells
the kind, the words, what to answer; its page is that of the rule.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search, search_objet
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Forme, Severity

_LOWER = {Severity.ERREUR: Severity.AVERTISSEMENT, Severity.AVERTISSEMENT: Severity.INFO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An act of that kind that holds none of the expected words is told so."""

    id: str
    origine: str
    severite: Severity
    fondement: tuple[str, ...] = ()
    sortes: frozenset[CollectiviteSorte] | None = None
    genres: frozenset[str] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None
    objet: re.Pattern[str] | None = None
    """What the object must hold; None: the kind is enough."""
    sauf_objet: re.Pattern[str] | None = None
    """What the object must not hold."""
    fait: re.Pattern[str] | None = None
    """What the text must hold: the finding then stands there, not at the object."""
    attendu: re.Pattern[str]
    """The words that suffice."""
    habitants: int = 0
    """Communes below that population, or of unknown population, are not concerned."""
    message: str
    correction: str
    page: str
    """The public page, in French, as the docstring of any rule."""

    def concerns(self, acte: Acte, context: Context) -> bool:
        """True when the act is of the kind that must say it."""
        if acte.forme is Forme.PROCES_VERBAL or acte.is_tronque or acte.objet is None:
            return False
        if self.objet is not None and not search_objet(acte, self.objet):
            return False
        if self.sauf_objet is not None and search_objet(acte, self.sauf_objet):
            return False
        if self.habitants and context.get_sorte(acte) is CollectiviteSorte.COMMUNE:
            return (context.get_population(acte) or 0) >= self.habitants
        return True

    def look(self, acte: Acte, context: Context) -> Iterator[Signal]:
        """Yield the finding. An item of minutes is a summary: its silence proves less."""
        if not self.concerns(acte, context):
            return
        fact = search(acte, self.fait) if self.fait else None
        if (self.fait is not None and fact is None) or search(acte, self.attendu):
            return
        yield Signal(
            message=self.message,
            correction=self.correction,
            severite=_LOWER.get(self.severite) if acte.forme is Forme.POINT else None,
            appuis=(acte.objet,),
            start=fact.start() if fact else None,
            end=fact.end() if fact else None,
        )


def wait_for(mention: Mention) -> None:
    """Declare the rule of a record.

    Raises:
        ValueError: the id is malformed or already taken.
    """

    def look(acte: Acte, context: Context) -> Iterator[Signal]:
        return mention.look(acte, context)

    look.__doc__ = mention.page
    check(
        mention.id,
        origine=mention.origine,
        severite=mention.severite,
        fondement=mention.fondement,
        portee=Portee.ACTE,
        sortes=mention.sortes,
        since=mention.since,
        until=mention.until,
        genres=mention.genres,
    )(look)
