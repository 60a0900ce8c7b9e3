"""The judgement of an article of a code on a day.

The order of the rules is that of honest time: a doubt of the sources first, then an end that they date,
then the intervals of the number, then its absence. A day after the last known one never gives « en vigueur
» by default: it needs a later fact that shows the article alive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from deliberia.legal_refs import Base, CodeRecord, Fait, Interval
from deliberia.model import Confiance, VerdictKind
from deliberia.verification import reasons
from deliberia.verification.answers import Answer, Dossier
from deliberia.verification.intervals import covers, is_open, name_snapshot
from deliberia.verification.outside import be_absent, come_after, come_before, find_gap

_ONE_DAY = dt.timedelta(days=1)
_ALIVE = ("cree", "confirme", "modifie")
_ENDS = ("fin", "deplace")


def judge_article(base: Base, dossier: Dossier, on: dt.date) -> Answer:
    """Judge an article of a code that the base knows, from its dossier."""
    key, code, rows, faits = dossier.key, dossier.code, dossier.rows, dossier.faits
    answer = (
        _doubted(rows, faits, on)
        or _ended(rows, faits, on)
        or _within(base, rows, faits, on)
        or _shown_alive(code, rows, faits, on)
        or find_gap(rows, on)
        or come_before(code, rows, faits, on)
        or come_after(base, code, rows, faits, on)
        or be_absent(base, code, key, on)
    )
    if dossier.source and all(answer.source != fait.source for fait in faits):
        return answer._replace(source=dossier.source)
    return answer


def _doubted(rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    for fait in faits:
        if fait.nature == "inconnu" and fait.jour <= on:
            before = fait.jour - _ONE_DAY
            alive = any(covers(row, before) for row in rows)
            return Answer(
                VerdictKind.NON_VERIFIABLE,
                reasons.doubted(fait, alive),
                before if alive else None,
                change_le=fait.jour,
                confiance=Confiance.BASSE,
                source=fait.source,
                dernier_etat=VerdictKind.EN_VIGUEUR if alive else None,
            )
    return None


def _ended(rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    """An end that a fact dates, unless the number came back since."""
    for fait in faits:
        if fait.nature not in _ENDS or on < (fait.jour_apres or fait.jour):
            continue
        back = [row for row in rows if row.debut and fait.jour <= row.debut <= on]
        if back or any(other.nature == "cree" and fait.jour < other.jour <= on for other in faits):
            continue
        if fait.jour_apres and on < fait.jour:
            return Answer(
                VerdictKind.NON_VERIFIABLE, reasons.end_not_dated(fait), fait.jour_apres, fait.vers,
                confiance=Confiance.BASSE, source=fait.source,
            )  # fmt: skip
        ends = [row.fin for row in rows if row.fin and row.fin <= fait.jour]
        day = max(ends) if ends and not any(is_open(row) for row in rows) else fait.jour
        former = [other for other in faits if other.nature == "ancien" and other.jour <= on]
        vers = tuple(dict.fromkeys(cle for other in (*former, fait) for cle in other.vers))
        moved = vers and (fait.nature == "deplace" or former)
        kind = VerdictKind.DEPLACE if moved else VerdictKind.ABROGE
        return Answer(
            kind, reasons.ended(kind, day, vers, confiance=fait.confiance), fait.jour, vers, day,
            fait.confiance, fait.source,
        )  # fmt: skip
    return None


def _within(base: Base, rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    for row in rows:
        if not covers(row, on):
            continue
        if "clos" in row.marques or (row.fin_apres and row.fin_apres <= on):
            shown = _alive_by_facts(base, row, faits, on)
            if shown:
                return shown
            continue
        if on <= row.etat or row.fin is not None:
            sure = Confiance.MOYENNE if "moyen" in row.marques else Confiance.HAUTE
            return Answer(
                VerdictKind.EN_VIGUEUR, reasons.alive(row.debut, row.debut_apres, faits, on), row.etat,
                change_le=row.debut, confiance=sure, source=name_snapshot(row.etat),
            )  # fmt: skip
        return _alive_by_facts(base, row, faits, on) or _not_known_since(base, row, faits)
    return None


def iter_life(faits: Sequence[Fait]) -> list[tuple[dt.date, Fait]]:
    """Give the days on which facts show the article alive; an end shows it alive the day before."""
    days = []
    for fait in faits:
        if fait.nature in _ALIVE:
            days.append((fait.jour, fait))
        elif fait.nature in _ENDS and fait.jour_apres != dt.date.min:
            days.append(((fait.jour_apres or fait.jour) - _ONE_DAY, fait))
    return days


def _alive_by_facts(base: Base, row: Interval | None, faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    """The best fact that shows the article alive on that day or later, nothing later than the research.

    A fact later than the end of the interval speaks of another life of the number.
    """
    limit = (row.fin if row else None) or dt.date.max
    proofs = [
        (fait.confiance is not Confiance.HAUTE, -day.toordinal(), day, fait)
        for day, fait in iter_life(faits)
        if on <= day < limit and fait.confiance is not Confiance.BASSE and on <= base.etat
    ]
    if not proofs:
        return None
    _, _, day, fait = min(proofs, key=lambda proof: proof[:2])
    debut, apres = (row.debut, row.debut_apres) if row else (None, None)
    known = min(day, base.etat)
    return Answer(
        VerdictKind.EN_VIGUEUR, reasons.confirmed(debut, apres, known, fait, faits, on), known,
        change_le=debut, confiance=fait.confiance, source=fait.source,
    )  # fmt: skip


def _not_known_since(base: Base, row: Interval, faits: tuple[Fait, ...]) -> Answer:
    shown = (day for day, fait in iter_life(faits) if fait.confiance is not Confiance.BASSE)
    known = min(max([row.etat, *shown]), max(row.etat, base.etat))
    return Answer(
        VerdictKind.NON_VERIFIABLE, reasons.known_until(known, "touche" in row.marques), known,
        confiance=Confiance.BASSE, source=name_snapshot(row.etat),
        dernier_etat=VerdictKind.EN_VIGUEUR,
    )  # fmt: skip


def _shown_alive(
    code: CodeRecord, rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date
) -> Answer | None:
    """A number that no interval covers on that day, but that facts create or confirm."""
    births = [fait for fait in faits if fait.nature == "cree" and fait.jour <= on]
    ends = [row.fin for row in rows if row.fin and row.fin <= on]
    last_end = max(ends, default=dt.date.min)
    signs = [fait for fait in faits if _is_sign(fait) and (births or fait.jour > last_end)]
    if not signs:
        return None
    first = min(fait.jour for fait in signs)
    if on < first:
        return _back_unknown(first) if ends and on > code.etat else None
    proofs = [fait for fait in signs if fait.jour >= on] or [fait for fait in births if fait.jour == on]
    if not proofs:
        known = max(fait.jour for fait in signs)
        return Answer(
            VerdictKind.NON_VERIFIABLE, reasons.known_until(known, False), known, confiance=Confiance.BASSE,
            source=signs[0].source, dernier_etat=VerdictKind.EN_VIGUEUR,
        )  # fmt: skip
    best = min(proofs, key=lambda fait: fait.confiance is not Confiance.HAUTE)
    debut = births[0].jour if births else None
    return Answer(
        VerdictKind.EN_VIGUEUR, reasons.confirmed(debut, None, best.jour, best, faits, on), best.jour,
        change_le=debut, confiance=best.confiance, source=best.source,
    )  # fmt: skip


def _is_sign(fait: Fait) -> bool:
    return fait.nature in _ALIVE and fait.confiance is not Confiance.BASSE


def _back_unknown(first: dt.date) -> Answer:
    """A dead number that is shown alive later: the day it came back is not known."""
    return Answer(
        VerdictKind.NON_VERIFIABLE, reasons.back_unknown(first), None, confiance=Confiance.BASSE,
        source="index des articles",
    )  # fmt: skip
