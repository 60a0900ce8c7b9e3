"""What became of an act: the days of its transmission and publication, in a small file beside it.

The act itself is not touched: its export stays up to date, and so does what the review said of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deliberia.errors import DataError, UsageError
from deliberia.text import format_date

SUFFIX = ".suites.toml"
TRANSMIS, PUBLIE, EMPREINTE = "transmis", "publie", "acte_sha256"
_SAID = {TRANSMIS: "transmise", PUBLIE: "publiée"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suites:
    """What was noted of an act."""

    transmis: dt.date | None = None
    """Day on which it was sent to the representative of the State."""
    publie: dt.date | None = None
    acte_sha256: str = ""
    """Of the file of the act when the days were noted."""

    @property
    def is_noted(self) -> bool:
        return self.transmis is not None or self.publie is not None

    def describe(self) -> str:
        """Return « transmise le mercredi 18 novembre 2026, publiée le… »; empty when nothing is noted."""
        days = ((_SAID[TRANSMIS], self.transmis), (_SAID[PUBLIE], self.publie))
        return ", ".join(f"{word} le {format_date(day, weekday=True)}" for word, day in days if day)


def suites_path(acte: Path) -> Path:
    """Return the file of an act: the same for its fields and for its export."""
    return acte.with_name(f"{acte.stem}{SUFFIX}")


def hash_acte(acte: Path) -> str:
    """Return the fingerprint of an act's file; empty when it cannot be read."""
    try:
        return hashlib.sha256(acte.read_bytes()).hexdigest()
    except OSError:
        return ""


def read_suites(acte: Path) -> Suites:
    """Return what was noted of an act.

    Raises:
        DataError: the file beside the act cannot be read.
    """
    path = suites_path(acte)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Suites()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        hint = "Corrigez-le, ou effacez-le et notez à nouveau les dates."
        raise DataError("Ce fichier est illisible.", place=path.name, hint=hint) from error
    return Suites(
        transmis=_as_date(content.get(TRANSMIS)),
        publie=_as_date(content.get(PUBLIE)),
        acte_sha256=str(content.get(EMPREINTE, "")),
    )


def _as_date(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else None


def explain_day(nom: str, jour: dt.date, *, seance: dt.date | None, today: dt.date) -> str:
    """Return what is wrong with a day, in French; empty when nothing is."""
    if seance is not None and jour < seance:
        return f"Avant la séance du {format_date(seance)} : elle ne pouvait pas encore être {_SAID[nom]}."
    if jour > today:
        return "Ce jour n’est pas encore venu."
    return ""


def note_suites(
    acte: Path,
    *,
    transmis: dt.date | None = None,
    publie: dt.date | None = None,
    oublier: Iterable[str] = (),
    seance: dt.date | None,
    today: dt.date,
) -> Suites:
    """Note one day or both; the other one stays as it was. `oublier`: what is taken back.

    Raises:
        UsageError: a day cannot be: nothing was written.
        DataError: the file beside the act cannot be read.
        DocumentError: the disk refused.
    """
    from deliberia.documents import write_atomic

    given = {nom: jour for nom, jour in ((TRANSMIS, transmis), (PUBLIE, publie)) if jour is not None}
    for nom, jour in given.items():
        fault = explain_day(nom, jour, seance=seance, today=today)
        if fault:
            raise UsageError(fault, place=f"{acte.name}, {jour:%d/%m/%Y}")
    known = read_suites(acte)
    kept = {TRANSMIS: known.transmis, PUBLIE: known.publie} | dict.fromkeys(oublier) | given
    suites = Suites(transmis=kept[TRANSMIS], publie=kept[PUBLIE], acte_sha256=hash_acte(acte))
    lines = [f"{nom} = {jour.isoformat()}" for nom in (TRANSMIS, PUBLIE) if (jour := kept[nom])]
    lines.append(f'{EMPREINTE} = "{suites.acte_sha256}"')
    write_atomic(suites_path(acte), ("\n".join(lines) + "\n").encode(), force=True)
    return suites


def find_publication(noted: Iterable[Suites]) -> dt.date | None:
    """Return the last day of publication of several acts; None while one of them is not published."""
    days = [one.publie for one in noted]
    return max((day for day in days if day), default=None) if all(days) else None
