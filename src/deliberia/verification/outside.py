"""The judgement of a day that no interval covers: gaps, before, after, and numbers that never were."""

from __future__ import annotations

import datetime as dt

from deliberia.legal_refs import Base, CodeRecord, Fait, Interval, Key, split_number
from deliberia.model import Confiance, VerdictKind
from deliberia.verification import reasons
from deliberia.verification.answers import Answer
from deliberia.verification.intervals import covers, is_open, name_snapshot
from deliberia.verification.nearest import nearest_numbers

_ENDS = ("fin", "deplace")
_CONFIDENCE_RANK = {confiance: rank for rank, confiance in enumerate(Confiance)}


def find_gap(rows: tuple[Interval, ...], on: dt.date) -> Answer | None:
    for row in rows:
        covered = covers(row, on)
        if covered and ("clos" in row.marques or (row.fin_apres and row.fin_apres <= on)):
            return Answer(
                VerdictKind.NON_VERIFIABLE, reasons.gap_end(row), row.fin_apres, confiance=Confiance.BASSE,
                source="index des articles", dernier_etat=VerdictKind.EN_VIGUEUR,
            )  # fmt: skip
        if row.debut_apres and row.debut and row.debut_apres < on < row.debut:
            return Answer(
                VerdictKind.NON_VERIFIABLE, reasons.gap_start(row), row.debut_apres,
                confiance=Confiance.BASSE, source="index des articles",
            )  # fmt: skip
    return None


def come_before(
    code: CodeRecord, rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date
) -> Answer | None:
    """The day is before everything that is known of the number."""
    starts = [row.debut for row in rows] + [fait.jour for fait in faits if fait.nature == "cree"]
    if not rows:
        starts += [fait.jour for fait in faits if fait.nature == "inconnu" and on <= code.etat]
        if any(fait.nature in (*_ENDS, "ancien") and on < fait.jour for fait in faits):
            return Answer(
                VerdictKind.NON_VERIFIABLE, reasons.start_unknown(), None, confiance=Confiance.BASSE,
                source=faits[0].source,
            )  # fmt: skip
    days = [day for day in starts if day is not None]
    if not days or len(days) < len(starts) or on >= min(days):
        return None
    former = [fait for fait in faits if fait.nature == "ancien" and on < fait.jour]
    if former:
        return Answer(
            VerdictKind.NON_VERIFIABLE, reasons.former_number(former[0]), None, former[0].vers,
            change_le=former[0].jour, confiance=Confiance.BASSE, source=former[0].source,
        )  # fmt: skip
    birth = next((fait for fait in faits if fait.nature == "cree" and fait.jour == min(days)), None)
    sure = birth.confiance if birth else Confiance.HAUTE
    return Answer(
        VerdictKind.PAS_ENCORE_EN_VIGUEUR, reasons.not_yet(min(days), sure), code.etat, change_le=min(days),
        confiance=sure,
        source=birth.source if birth else name_snapshot(code.etat),
    )  # fmt: skip


def come_after(
    base: Base, code: CodeRecord, rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date
) -> Answer | None:
    """The day is after an end of the number, or between two lives of it."""
    former = [fait for fait in faits if fait.nature == "ancien" and fait.jour <= on]
    ends = [row.fin for row in rows if row.fin and row.fin <= on]
    if not ends and not (former and not rows):
        return None
    day = max(ends) if ends else former[0].jour
    is_latest = any(row.fin == day and row.fin_apres is not None for row in rows)
    moves = former or [fait for fait in faits if fait.nature in _ENDS]
    usable = [fait for fait in moves if fait.jour <= on]
    vers = tuple(dict.fromkeys(cle for fait in usable for cle in fait.vers))
    if usable and former and vers:
        kind = VerdictKind.DEPLACE
    else:
        kind = VerdictKind.ABROGE
        vers = vers or _successors_of_code(base, code, on)
    back = min((row.debut for row in rows if row.debut and row.debut > on), default=None)
    sure = min((fait.confiance for fait in usable), key=_CONFIDENCE_RANK.__getitem__, default=Confiance.HAUTE)
    motif = reasons.ended(kind, day, vers, back, is_latest=is_latest, confiance=sure)
    return Answer(
        kind, motif, code.etat, vers, day, sure,
        usable[0].source if usable else name_snapshot(code.etat),
    )  # fmt: skip


def _successors_of_code(base: Base, code: CodeRecord, on: dt.date) -> tuple[str, ...]:
    """What replaced a whole dead code on that day, oldest known first."""
    if code.fin is None:
        return ()
    return find_code_successors(base, code, on)


def find_code_successors(base: Base, code: CodeRecord, on: dt.date) -> tuple[str, ...]:
    facts = [fait for fait in base.get_faits(code.cle, "") if fait.nature in _ENDS and fait.jour <= on]
    if facts:
        return max(facts, key=lambda fait: fait.jour).vers
    return (code.successeur,) if code.successeur else ()


def be_absent(base: Base, code: CodeRecord, key: Key, on: dt.date) -> Answer:
    """No interval and no fact: the number never existed, as far as the base is complete."""
    near = nearest_numbers(key.cle, on=on, base=base)
    if on <= code.etat or (code.fin and code.fin <= on):
        return Answer(
            VerdictKind.INEXISTANT, reasons.never_existed(code, near), code.etat, near,
            source=name_snapshot(code.etat),
        )  # fmt: skip
    twin = find_twin(base, key)
    if twin:
        return Answer(
            VerdictKind.INEXISTANT, reasons.twin_taken(code, twin), code.etat, (f"{key.text}:{twin}", *near),
            confiance=Confiance.MOYENNE, source=name_snapshot(code.etat),
        )  # fmt: skip
    last = find_series_end(base, key)
    if last:
        return Answer(
            VerdictKind.INEXISTANT, reasons.beyond_last(code, last, near), code.etat, near,
            confiance=Confiance.MOYENNE, source=name_snapshot(code.etat),
        )  # fmt: skip
    return Answer(
        VerdictKind.NON_VERIFIABLE, reasons.absent_until(code, near), code.etat, confiance=Confiance.BASSE,
        source=name_snapshot(code.etat), dernier_etat=VerdictKind.INEXISTANT,
    )  # fmt: skip


_TWINS = {"R": "D", "D": "R"}


def find_twin(base: Base, key: Key) -> str:
    """Give the open article that bears the same figures in the other regulatory series (R for D); "" when
    none.

    R and D share one numbering: of 18,249 such articles of the codes known to July 2025, 47 lived beside
    their twin.
    """
    letters, rest = split_number(key.article)
    twin = _TWINS.get(letters, "") + rest
    if letters not in _TWINS:
        return ""
    return twin if any(is_open(row) for row in base.get_intervals(key.text, twin)) else ""


FAR_BEYOND = 30
"""Numbers follow each other: one that stands that far after its series cannot have been created."""


def find_series_end(base: Base, key: Key) -> str:
    """Give the last number of a series when the number asked for stands far beyond it; "" otherwise."""
    stem, _, last = key.article.rpartition("-")
    if not stem or not last.isdigit():
        return ""
    head = f"{stem}-"
    known = [
        (int(num.removeprefix(head)), num)
        for num in base.iter_numbers(key.text, split_number(key.article)[0])
        if num.startswith(head) and num.removeprefix(head).isdigit()
    ]
    if len(known) < 3 or int(last) <= max(known)[0] + FAR_BEYOND:
        return ""
    return max(known)[1]
