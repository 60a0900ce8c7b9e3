"""One archive, from its stream to the store."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable

from deliberia.legi import schema
from deliberia.legi.archives import Archive
from deliberia.legi.paths import Deletion, Kind, PathReader, Place, Suppressions, read_deletions
from deliberia.legi.records import LINKS_LEFT_OUT, read_article, read_section, read_texte
from deliberia.legi.store import Store
from deliberia.legi.tar_walk import TarWalk
from deliberia.legi.xml_member import DamagedMemberError, MemberReader

CHECKPOINT = 128 << 20
"""Inflated bytes between two checkpoints: what a killed import reads again at most."""
_TELL_EVERY = 0.2
"""Seconds between two calls of the progress."""
_LOOK_EVERY = 64
"""Members between two looks at the clock."""


class ArchiveReader:
    """Read an archive into an open transaction, committing at each checkpoint."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        archive: Archive,
        rang: int,
        textes: frozenset[int] | None,
        *,
        citations: bool,
    ) -> None:
        self._connection = connection
        self._paths = PathReader(textes)
        self._walk: TarWalk[Place | Suppressions] = TarWalk(archive.path, self._paths, self._pass_oversized)
        self._store = Store(connection, rang, replacing=not archive.complete)
        self._members = MemberReader(frozenset() if citations else LINKS_LEFT_OUT)
        self._lists: list[tuple[Suppressions, bytes]] = []
        self.unknown = self._members.unknown
        self._counts: Counter[str] = Counter()

    @property
    def packed(self) -> int:
        return self._walk.packed

    @property
    def articles(self) -> int:
        return self._store.counts["article"]

    @property
    def passed(self) -> Counter[str]:
        return self._paths.counts

    @property
    def counts(self) -> Counter[str]:
        return self._store.counts + self._counts + Counter(reencodes=self._members.reencoded)

    def read(self, already: int, tell: Callable[[], None]) -> None:
        """Read the archive from the inflated byte `already` on.

        Raises:
            ReferenceBaseError: the archive is corrupt or stops before its end.
        """
        if already:
            self._find_lists(already)
        checkpoint, told = already + CHECKPOINT, time.monotonic()
        for number, (place, moment, contents) in enumerate(self._walk, start=1):
            if isinstance(place, Suppressions):
                self._lists.append((place, contents))
            else:
                self._add(place, moment, contents)
            if number % _LOOK_EVERY == 0 and time.monotonic() - told > _TELL_EVERY:
                told = time.monotonic()
                tell()
            if self._walk.offset >= checkpoint:
                self._commit()
                checkpoint = self._walk.offset + CHECKPOINT
        self._store.flush()
        self._delete()

    def _find_lists(self, already: int) -> None:
        """Move to where a stopped import left; the lists of deletions seen before are kept in the base."""
        for which, contents in self._connection.execute(
            "SELECT cle, valeur FROM etat WHERE cle LIKE 'liste_%'"
        ):
            self._lists.append((Suppressions(which), contents.encode("utf-8")))
        self._walk.skip(already)

    def _commit(self) -> None:
        self._store.flush()
        schema.write_etat(self._connection, avancement=str(self._walk.offset))
        for which, contents in self._lists:
            schema.write_etat(self._connection, **{which: contents.decode("utf-8", "replace")})
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def _add(self, place: Place, moment: int, contents: bytes) -> None:
        if self._store.is_unchanged(place, moment):
            self._counts["inchanges"] += 1
            return
        try:
            member = self._members.read(contents)
            if place.kind is Kind.ARTICLE:
                self._store.add_article(place, moment, read_article(member, self.unknown))
            elif place.kind is Kind.VERSION:
                self._store.add_texte(place, moment, read_texte(member))
            else:
                self._store.add_section(place, moment, read_section(member))
        except DamagedMemberError as error:
            self._store.add_damaged(place, str(error))

    def _pass_oversized(self, name: bytes) -> None:
        self._counts["trop_gros"] += 1
        self._paths.counts["trop_gros"] += 1

    def _delete(self) -> None:
        """Apply the lists of deletions, wherever they stood in the archive."""
        deletions: list[Deletion] = []
        for which, contents in self._lists:
            for found in read_deletions(which, contents):
                if isinstance(found, Deletion):
                    deletions.append(found)
                else:
                    self._paths.counts["lignes"] += 1
        self._counts["supprimes"] += self._store.delete(deletions)
        self._connection.execute("DELETE FROM etat WHERE cle LIKE 'liste_%'")
