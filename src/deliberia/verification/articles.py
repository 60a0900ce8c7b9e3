"""The judgement of an article of a code on a day.

The order of the rules is that of honest time: a doubt of the sources first, then an end that they date, then the
intervals of the number, then its absence. A day after the last known one never gives « en vigueur » by default:
it needs a later fact that shows the article alive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from deliberia.legal_refs import Base, CodeRecord, Fait, Interval, Key, split_number
from deliberia.model import Confiance, VerdictKind
from deliberia.verification import reasons
from deliberia.verification.answers import Answer, Dossier
from deliberia.verification.nearest import nearest_numbers

_ONE_DAY = dt.timedelta(days=1)
_ALIVE = ("cree", "confirme", "modifie")
_ENDS = ("fin", "deplace")
_CONFIDENCE_RANK = {confiance: rank for rank, confiance in enumerate(Confiance)}
_SNAPSHOTS = {
    dt.date(2019, 8, 5): "état LEGI du 5 août 2019",
    dt.date(2025, 7, 12): "export LEGI du 12 juillet 2025",
    dt.date(2026, 8, 20): "données LEGI du 20 août 2026",
}


def judge_article(base: Base, dossier: Dossier, on: dt.date) -> Answer:
    """Judge an article of a code that the base knows, from its dossier."""
    key, code, rows, faits = dossier.key, dossier.code, dossier.rows, dossier.faits
    answer = (
        _doubted(rows, faits, on)
        or _ended(rows, faits, on)
        or _within(base, rows, faits, on)
        or _shown_alive(rows, faits, on)
        or _in_gap(rows, on)
        or _before(code, rows, faits, on)
        or _after(base, code, rows, faits, on)
        or _absent(base, code, key, on)
    )
    return answer._replace(source=dossier.source) if dossier.source else answer


def _doubted(rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    for fait in faits:
        if fait.nature == "inconnu" and fait.jour <= on:
            before = fait.jour - _ONE_DAY
            alive = any(_covers(row, before) for row in rows)
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
        day = max(ends) if ends and not any(_is_open(row) for row in rows) else fait.jour
        former = [other for other in faits if other.nature == "ancien" and other.jour <= on]
        vers = tuple(dict.fromkeys(cle for other in (*former, fait) for cle in other.vers))
        moved = vers and (fait.nature == "deplace" or former)
        kind = VerdictKind.DEPLACE if moved else VerdictKind.ABROGE
        return Answer(
            kind, reasons.ended(kind, day, vers), fait.jour, vers, day,
            fait.confiance, fait.source,
        )  # fmt: skip
    return None


def _is_open(row: Interval) -> bool:
    return row.fin is None


def _covers(row: Interval, on: dt.date) -> bool:
    return (row.debut is None or row.debut <= on) and (row.fin is None or on < row.fin)


def _within(base: Base, rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    for row in rows:
        if not _covers(row, on) or "clos" in row.marques or (row.fin_apres and row.fin_apres <= on):
            continue
        if on <= row.etat or row.fin is not None:
            sure = Confiance.MOYENNE if "moyen" in row.marques else Confiance.HAUTE
            return Answer(
                VerdictKind.EN_VIGUEUR, reasons.alive(row.debut, row.debut_apres, faits, on), row.etat,
                change_le=row.debut, confiance=sure, source=_SNAPSHOTS.get(row.etat, "index des articles"),
            )  # fmt: skip
        return _alive_by_facts(base, row, faits, on) or _not_known_since(row, faits)
    return None


def iter_life(faits: Sequence[Fait]) -> list[tuple[dt.date, Fait]]:
    """Give the days on which facts show the article alive; an end or a change shows it alive the day before."""
    days = []
    for fait in faits:
        if fait.nature in _ALIVE:
            days.append((fait.jour, fait))
        elif fait.nature in _ENDS:
            days.append(((fait.jour_apres or fait.jour) - _ONE_DAY, fait))
    return days


def _alive_by_facts(base: Base, row: Interval | None, faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    """The best fact that shows the article alive on that day or later, nothing later than the research."""
    proofs = [
        (fait.confiance is not Confiance.HAUTE, -day.toordinal(), day, fait)
        for day, fait in iter_life(faits)
        if on <= day and fait.confiance is not Confiance.BASSE and on <= base.etat
    ]
    if not proofs:
        return None
    _, _, day, fait = min(proofs, key=lambda proof: proof[:2])
    debut, apres = (row.debut, row.debut_apres) if row else (None, None)
    return Answer(
        VerdictKind.EN_VIGUEUR, reasons.confirmed(debut, apres, min(day, base.etat), fait, faits, on), min(day, base.etat),
        change_le=debut, confiance=fait.confiance, source=fait.source,
    )  # fmt: skip


def _not_known_since(row: Interval, faits: tuple[Fait, ...]) -> Answer:
    known = max([row.etat, *(day for day, fait in iter_life(faits) if fait.confiance is not Confiance.BASSE)])
    return Answer(
        VerdictKind.NON_VERIFIABLE, reasons.known_until(known, "touche" in row.marques), known,
        confiance=Confiance.BASSE, source=_SNAPSHOTS.get(row.etat, "index des articles"),
        dernier_etat=VerdictKind.EN_VIGUEUR,
    )  # fmt: skip


def _shown_alive(rows: tuple[Interval, ...], faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    """A number that no interval covers on that day, but that facts create or confirm."""
    births = [fait for fait in faits if fait.nature == "cree" and fait.jour <= on]
    life = sorted(
        day
        for day, fait in iter_life(faits)
        if fait.nature in _ALIVE and fait.confiance is not Confiance.BASSE
    )
    if not births and not (life and life[0] <= on):
        return None
    if rows and not births and any(row.fin and row.fin <= on for row in rows):
        return None
    proof = [fait for fait in faits if fait.nature in _ALIVE and fait.jour >= on]
    if births and births[0].jour == on:
        proof.append(births[0])
    if proof:
        best = min(proof, key=lambda fait: fait.confiance is not Confiance.HAUTE)
        debut = births[0].jour if births else None
        return Answer(
            VerdictKind.EN_VIGUEUR, reasons.confirmed(debut, None, best.jour, best, faits, on), best.jour,
            change_le=debut, confiance=best.confiance, source=best.source,
        )  # fmt: skip
    return Answer(
        VerdictKind.NON_VERIFIABLE, reasons.known_until(life[-1], False), life[-1], confiance=Confiance.BASSE,
        source=(births or list(faits))[0].source, dernier_etat=VerdictKind.EN_VIGUEUR,
    )  # fmt: skip


def _in_gap(rows: tuple[Interval, ...], on: dt.date) -> Answer | None:
    for row in rows:
        covered = _covers(row, on)
        if covered and ("clos" in row.marques or (row.fin_apres and row.fin_apres <= on)):
            return Answer(
                VerdictKind.NON_VERIFIABLE, reasons.gap_end(row), row.fin_apres, confiance=Confiance.BASSE,
                source="index des articles", dernier_etat=VerdictKind.EN_VIGUEUR,
            )  # fmt: skip
        if row.debut_apres and row.debut and row.debut_apres < on < row.debut:
            return Answer(
                VerdictKind.NON_VERIFIABLE, reasons.gap_start(row), row.debut_apres, confiance=Confiance.BASSE,
                source="index des articles",
            )  # fmt: skip
    return None


def _before(
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
    return Answer(
        VerdictKind.PAS_ENCORE_EN_VIGUEUR, reasons.not_yet(min(days)), code.etat, change_le=min(days),
        source=_SNAPSHOTS.get(code.etat, "index des articles"),
    )  # fmt: skip


def _after(
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
    return Answer(
        kind, reasons.ended(kind, day, vers, back, is_latest=is_latest), code.etat, vers, day, sure,
        usable[0].source if usable else _SNAPSHOTS.get(code.etat, "index des articles"),
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


def _absent(base: Base, code: CodeRecord, key: Key, on: dt.date) -> Answer:
    """No interval and no fact: the number never existed, as far as the base is complete."""
    near = nearest_numbers(key.cle, on=on, base=base)
    if on <= code.etat or (code.fin and code.fin <= on):
        return Answer(
            VerdictKind.INEXISTANT, reasons.never_existed(code, near), code.etat, near,
            source=_SNAPSHOTS.get(code.etat, "index des articles"),
        )  # fmt: skip
    twin = find_twin(base, key)
    if twin:
        return Answer(
            VerdictKind.INEXISTANT, reasons.twin_taken(code, twin), code.etat, (f"{key.text}:{twin}", *near),
            confiance=Confiance.MOYENNE, source=_SNAPSHOTS.get(code.etat, "index des articles"),
        )  # fmt: skip
    last = find_series_end(base, key)
    if last:
        return Answer(
            VerdictKind.INEXISTANT, reasons.beyond_last(code, last, near), code.etat, near,
            confiance=Confiance.MOYENNE, source=_SNAPSHOTS.get(code.etat, "index des articles"),
        )  # fmt: skip
    return Answer(
        VerdictKind.NON_VERIFIABLE, reasons.absent_until(code, near), code.etat, confiance=Confiance.BASSE,
        source=_SNAPSHOTS.get(code.etat, "index des articles"), dernier_etat=VerdictKind.INEXISTANT,
    )  # fmt: skip


_TWINS = {"R": "D", "D": "R"}


def find_twin(base: Base, key: Key) -> str:
    """Give the open article that bears the same figures in the other regulatory series (R for D); "" when none.

    R and D share one numbering: of 18,249 such articles of the codes known to July 2025, 47 lived beside their twin.
    """
    letters, rest = split_number(key.article)
    twin = _TWINS.get(letters, "") + rest
    if letters not in _TWINS:
        return ""
    return twin if any(_is_open(row) for row in base.get_intervals(key.text, twin)) else ""


FAR_BEYOND = 30
"""Numbers follow each other: one that stands that far after the last of its series cannot have been created."""


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
