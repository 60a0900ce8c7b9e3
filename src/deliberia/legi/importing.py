"""Import of LEGI archives into one SQLite file."""

from __future__ import annotations

import errno
import sqlite3
import time
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path

from deliberia.errors import ReferenceBaseError
from deliberia.legi import schema, workshop
from deliberia.legi.archives import Archive, find_archives
from deliberia.legi.choice import resolve_codes
from deliberia.legi.lock import import_lock
from deliberia.legi.plan import Plan, make_plan
from deliberia.legi.reader import ArchiveReader
from deliberia.legi.report import ImportReport, Progress, ProgressCallback
from deliberia.legi.store import choose_places, finish_complete

_FULL_FILES = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_BASES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)

EVERYTHING = ("TOUT",)
"""Value of `codes` that asks for the whole base, whatever was chosen before."""


def import_archives(
    paths: Iterable[Path],
    *,
    base: Path,
    codes: Collection[str] | None = None,
    citations: bool = False,
    restart: bool = False,
    progress: ProgressCallback | None = None,
) -> ImportReport:
    """Read LEGI archives into `base`, in order of stamp, and put it in service in one move.

    The work is done in a file beside the base, which is unharmed whatever happens. An import that was
    stopped, or killed, is continued by the same call. Archives that the base already holds are passed over.

    Args:
        paths: archives, or folders that hold some.
        base: the SQLite file; its folder is made if needed.
        codes: short names (`CGCT`) or identifiers of texts (`LEGITEXT…`, `JORFTEXT…`) to keep. None: those
            of the base in use, or all when there is none; `EVERYTHING`: all.
        citations: keep the links of citation too, nine tenths of all links.
        restart: read everything again from the complete archive.
        progress: called a few times a second.

    Raises:
        ReferenceBaseError: an archive is damaged or missing, the disk is full, another import is running.
        UsageError: a file is not named like an archive, a code is not known.
    """
    started = time.monotonic()
    archives, aside = find_archives(paths)
    textes = None if codes is None or "TOUT" in codes else resolve_codes(codes)
    with import_lock(base):
        in_use = workshop.read_in_use(base)
        if not archives and in_use is None:
            raise ReferenceBaseError(
                "aucune archive LEGI à cet endroit.",
                hint="Donnez des fichiers Freemium_legi_global_….tar.gz et LEGI_….tar.gz, ou leur dossier.",
            )
        plan = make_plan(
            archives,
            in_use,
            textes=textes,
            keep_choice=codes is None,
            citations=citations,
            restart=restart,
        )
        run = _Run(base, plan, progress, started)
        if plan.archives:
            run.work()
        return run.make_report((*aside, *plan.aside))


class _Run:
    """One import under way."""

    def __init__(self, base: Path, plan: Plan, progress: ProgressCallback | None, started: float) -> None:
        self._base = base
        self._plan = plan
        self._progress = progress
        self._started = started
        self._resumed = False
        self._total = sum(archive.path.stat().st_size for archive in plan.archives)
        self._done = 0
        self._articles = 0
        self._counts: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()

    def work(self) -> None:
        """Read the archives of the plan into the side file, then publish it."""
        try:
            self._fill()
            workshop.publish(self._base)
        except (sqlite3.DatabaseError, OSError) as error:
            raise self._explain(error) from error
        self._tell("")

    def _fill(self) -> None:
        empreintes = [archive.read_empreinte() for archive in self._plan.archives]
        connection, self._resumed = workshop.open_side(self._base, self._plan, empreintes)
        with closing(connection):
            for archive, empreinte in zip(self._plan.archives, empreintes, strict=True):
                self._read(connection, archive, empreinte)
                self._done += archive.path.stat().st_size
            if schema.read_etat(connection).get("etape") != "prete":
                connection.execute("BEGIN")
                choose_places(connection)
                schema.write_etat(connection, etape="prete")
                connection.execute("COMMIT")

    def _read(self, connection: sqlite3.Connection, archive: Archive, empreinte: str) -> None:
        """Read one archive, from where a stopped import left it."""
        row = connection.execute(
            "SELECT rang, finie FROM archive WHERE horodatage = ?", (archive.horodatage,)
        ).fetchone()
        if row and row[1]:
            return
        connection.execute("BEGIN")
        rang = row[0] if row else workshop.start_archive(connection, archive, empreinte)
        already = int(schema.read_etat(connection).get("avancement", "0"))
        reader = ArchiveReader(connection, archive, rang, self._plan.textes, citations=self._plan.citations)
        try:
            reader.read(already, lambda: self._tell(archive.nom, reader))
        except ReferenceBaseError:
            connection.execute("ROLLBACK")
            connection.close()
            workshop.remove_side(self._base)
            raise
        if archive.complete:
            finish_complete(connection)
        connection.execute("UPDATE archive SET finie = 1 WHERE rang = ?", (rang,))
        connection.execute("COMMIT")
        self._articles += reader.articles
        self._counts.update(reader.counts)
        self._passed.update(reader.passed)
        self._unknown.update(reader.unknown)

    def _tell(self, archive: str, reader: ArchiveReader | None = None) -> None:
        if self._progress is not None:
            self._progress(
                Progress(
                    archive=archive,
                    octets=self._done + (reader.packed if reader else 0),
                    total=self._total,
                    articles=self._articles + (reader.articles if reader else 0),
                    secondes=time.monotonic() - self._started,
                )
            )

    def _explain(self, error: sqlite3.DatabaseError | OSError) -> ReferenceBaseError:
        """Tell what the file system did; the base in use is never concerned."""
        number = error.errno if isinstance(error, OSError) else error.sqlite_errorcode
        if number in (_FULL_FILES if isinstance(error, OSError) else _FULL_BASES):
            return self._disk_full()
        return ReferenceBaseError(
            f"l’import n’a pas pu continuer ({error}).",
            place=str(workshop.side_path(self._base)),
            hint="La base en service n’a pas changé. Vérifiez les droits du dossier, puis relancez.",
        )

    def _disk_full(self) -> ReferenceBaseError:
        """Give the room back, since nothing can be done with half a base on a full disk."""
        workshop.remove_side(self._base)
        return ReferenceBaseError(
            "le disque est plein.",
            place=str(self._base.parent),
            hint="Libérez de la place (comptez dix fois la taille des archives), puis relancez. "
            "La base en service n’a pas changé.",
        )

    def make_report(self, aside: tuple[str, ...]) -> ImportReport:
        with closing(sqlite3.connect(f"{self._base.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            count = {
                table: connection.execute(f"SELECT count(*) FROM {table} {where}").fetchone()[0]  # noqa: S608
                for table, where in (
                    ("article", "WHERE retenu"),
                    ("section", "WHERE retenu AND id / 1000000000000 % 4 = 1"),
                    ("texte", "WHERE retenu"),
                    ("lien", ""),
                    ("rebut", ""),
                )
            }
            damaged = connection.execute("SELECT nom, motif FROM rebut ORDER BY rowid LIMIT 5").fetchall()
            (stamp,) = connection.execute("SELECT max(horodatage) FROM archive").fetchone()
        held = Archive(stamp, False, self._base)
        return ImportReport(
            base=self._base,
            etat=held.day,
            archives=tuple(archive.nom for archive in self._plan.archives),
            ignorees=aside,
            neuve=self._plan.fresh,
            reprise=self._resumed,
            articles=count["article"],
            sections=count["section"],
            textes=count["texte"],
            liens=count["lien"],
            ajoutes=self._counts["nouveaux"],
            remplaces=self._counts["remplaces"],
            supprimes=self._counts["supprimes"],
            inchanges=self._counts["inchanges"],
            passes={name: number for name, number in self._passed.items() if number},
            endommages=count["rebut"],
            exemples=tuple(f"{name} : {reason}" for name, reason in damaged),
            reencodes=self._counts["reencodes"],
            elements_inconnus=dict(self._unknown),
            avertissements=self._plan.warnings,
            secondes=time.monotonic() - self._started,
        )
