"""The imported base as a deeper source of verdicts."""

from __future__ import annotations

import datetime as dt

from deliberia.legal_refs import Depth, Interval, OfficialText, Provider, TextProvider
from deliberia.legi.reading import LegiBase
from deliberia.legi.values import ArticleVersion


class LegiProvider:
    """Answer what the built-in base asks of a deeper source: `Base(folder, LegiProvider(open_legi()))`."""

    def __init__(self, base: LegiBase) -> None:
        self._base = base

    @property
    def etat(self) -> dt.date:
        return self._base.etat

    def get_depth(self, text: str, article: str) -> Depth | None:
        """Give all the intervals of a number.

        None when the imported base does not hold the text, or holds the number in a way that dates nothing: a
        version without dates, a file that could not be read, an article numbered « 28 à 30 ».
        """
        base = self._base
        versions = base.versions(text, article)
        lived = [version for version in versions if version.has_lived]
        if not lived and (versions or not base.is_whole(text) or base.is_in_range(text, article)):
            return None
        return Depth(
            intervals=_merge(lived, base.etat),
            etat=base.etat,
            source=base.source,
            id=lived[-1].id if lived else "",
        )

    def get_text(self, text: str, article: str, on: dt.date) -> OfficialText | None:
        """Give the wording in force on a day, with the headings that lead to it."""
        found = self._base.article_text(text, article, on) if article else None
        if found is None or not found.texte:
            return None
        return OfficialText(
            texte=found.texte, chemin=found.chemin, source=self._base.source, debut=found.version.debut
        )


def _merge(versions: list[ArticleVersion], etat: dt.date) -> tuple[Interval, ...]:
    """Join the versions that follow each other without a hole; they come oldest first."""
    intervals: list[Interval] = []
    for version in versions:
        last = intervals[-1] if intervals else None
        if last and (last.fin is None or (version.debut is not None and version.debut <= last.fin)):
            end = None if last.fin is None or version.fin is None else max(last.fin, version.fin)
            intervals[-1] = last._replace(fin=end)
        else:
            intervals.append(Interval(version.debut, version.fin, etat))
    return tuple(intervals)


class DeepestProvider:
    """Several deeper sources as one: the one that knows an article to the latest day answers."""

    def __init__(self, *providers: Provider) -> None:
        self._providers = providers

    def get_depth(self, text: str, article: str) -> Depth | None:
        depths = [provider.get_depth(text, article) for provider in self._providers]
        return max((depth for depth in depths if depth), key=lambda depth: depth.etat, default=None)

    def get_text(self, text: str, article: str, on: dt.date) -> OfficialText | None:
        """Give the wording that the first source with texts holds."""
        holders = (one for one in self._providers if isinstance(one, TextProvider))
        return next(filter(None, (one.get_text(text, article, on) for one in holders)), None)
