"""Silence with a reason: « deliberia : ignorer SEA004 — motif ».

The sentence stands in a comment of the file (Word, LibreOffice, HTML), in the text itself when the file is
a plain text, or in `deliberia-ignorer.txt` beside the acts, where the name of a file may follow the rules:
« ignorer SEA004 acte-12.docx — motif ». A silenced finding stays in every report, with its reason; a
sentence without a reason silences nothing, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from deliberia.checks import iter_rules
from deliberia.errors import DeliberiaError
from deliberia.model import Finding
from deliberia.text import fold, join_french

FILE_NAME = "deliberia-ignorer.txt"
"""The file of a folder that silences rules for the acts of that folder."""
_MOTIF = r"(?:[^\S\n]+[—–-]{1,2}[^\S\n]*|[^\S\n]*:[^\S\n]+)(?P<motif>[^\n]*)"
_RULES = r"(?P<regles>[A-Za-z]{2,4}\d{3}(?:(?:[^\S\n]*,[^\S\n]*|[^\S\n]+et[^\S\n]+)[A-Za-z]{2,4}\d{3})*)"
_SENTENCE = re.compile(rf"\bdeliberia[^\S\n]*:[^\S\n]*ignorer[^\S\n]+{_RULES}(?:{_MOTIF})?", re.IGNORECASE)
_LINE = re.compile(
    rf"^[^\S\n]*(?:deliberia[^\S\n]*:[^\S\n]*)?ignorer[^\S\n]+{_RULES}"
    rf"(?:[^\S\n]+(?P<fichier>[^\s—–:\-][^\n—–]*?))?(?:{_MOTIF})?[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_RULE = re.compile(r"[A-Za-z]{2,4}\d{3}")
_MAX_MOTIF = 300
_MAX_FILE_SIZE = 200_000


class Silence(NamedTuple):
    """One rule that the user silences, and why."""

    regle: str
    motif: str
    """Empty when the user gave none: then nothing is silenced."""
    origine: str
    """Where the sentence stands: « le fichier », or the name of the folder's file."""


def iter_silences(texts: Iterable[str]) -> Iterator[Silence]:
    """Yield what the comments and the text of one file silence, in order."""
    for text in texts:
        if "gnorer" in text or "GNORER" in text:
            for found in _SENTENCE.finditer(text):
                yield from _read(found, "le fichier")


def iter_folder_silences(path: Path) -> Iterator[Silence]:
    """Yield what `deliberia-ignorer.txt` silences for the file at `path`; nothing without that file.

    Raises:
        DeliberiaError: the file is there and cannot be read.
    """
    source = path.parent / FILE_NAME
    try:
        if not source.is_file() or source.stat().st_size > _MAX_FILE_SIZE:
            return
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DeliberiaError(
            "Ce fichier ne peut pas être lu.",
            place=str(source),
            hint="Enregistrez-le en UTF-8, ou retirez-le.",
        ) from error
    for found in _LINE.finditer(text):
        name = (found["fichier"] or "").strip(' \u00a0«»"')
        if not name or fnmatchcase(fold(path.name), fold(name)):
            yield from _read(found, FILE_NAME)


def apply_silences(
    findings: Iterable[Finding], silences: Iterable[Silence]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings, the silenced ones bearing their reason, and what there is to say about it."""
    silences = tuple(silences)
    motifs = {one.regle: one.motif for one in silences if one.motif}
    done = tuple(
        replace(finding, ignore=motifs[finding.regle]) if finding.regle in motifs else finding
        for finding in findings
    )
    return done, tuple(_iter_notes(silences)) if silences else ()


def _read(found: re.Match[str], origine: str) -> Iterator[Silence]:
    motif = " ".join((found["motif"] or "").removesuffix("-->").split()).rstrip(" .-")[:_MAX_MOTIF]
    for rule in _RULE.findall(found["regles"]):
        yield Silence(rule.upper(), motif, origine)


def _iter_notes(silences: tuple[Silence, ...]) -> Iterator[str]:
    known = {rule.id for rule in iter_rules()}
    unknown = sorted({one.regle for one in silences if one.regle not in known})
    bare = sorted({one.regle for one in silences if not one.motif and one.regle in known})
    if unknown:
        yield f"« ignorer {join_french(unknown)} » : aucune règle ne porte ce numéro."
    if bare:
        yield (
            f"« ignorer {join_french(bare)} » n’a pas d’effet : il manque le motif, "
            f"par exemple « deliberia : ignorer {bare[0]} — convocation jointe au dossier »."
        )
