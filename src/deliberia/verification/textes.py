"""The judgement of a law, an ordinance, a decree, an arrêté, and of their articles, on a day."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from deliberia.legal_refs import Base, Fait, Key, TextRecord, name_text
from deliberia.model import Confiance, VerdictKind
from deliberia.verification import reasons
from deliberia.verification.answers import Answer
from deliberia.verification.articles import iter_life
from deliberia.verification.depths import find_depth, judge_depth, tell_last_state

_ENDS = ("fin", "deplace")
_YEAR = re.compile(r"^(\d{4}|\d{2})-\d+$")


def judge_text(base: Base, key: Key, on: dt.date) -> Answer:
    """Judge a text, or one of its articles when the key has one."""
    record = base.texts.get(key.text)
    whole = _judge_whole(base, key, record, on)
    if not key.article:
        return whole
    return _judge_article(base, key, whole, on)


def find_start(record: TextRecord) -> tuple[dt.date | None, dt.date | None]:
    """Give the first day in force and, when only the year is known from the number, the day it lies after."""
    if record.debut:
        return record.debut, None
    year = _YEAR.match(record.cle.rpartition(":")[2])
    if not year:
        return None, None
    value = int(year[1]) if len(year[1]) == 4 else 1900 + int(year[1])
    return dt.date(value + 1, 1, 1), dt.date(value, 1, 1)


def _judge_whole(base: Base, key: Key, record: TextRecord | None, on: dt.date) -> Answer:
    if record is None:
        return Answer(
            VerdictKind.NON_VERIFIABLE, "Ce texte n’est pas dans la base.", None, confiance=Confiance.BASSE
        )
    start, after = find_start(record)
    if start and on < start:
        return _before(record, start, after, on)
    dead = record.statut in ("codifie", "abroge")
    if dead and record.fin and on >= (record.fin_apres or record.fin):
        return _dead(record, on)
    if record.confiance is Confiance.BASSE:
        return Answer(
            VerdictKind.NON_VERIFIABLE, "Les sources ne permettent pas de dire si ce texte est en vigueur.",
            None, record.vers, confiance=Confiance.BASSE, source=record.source,
        )  # fmt: skip
    if on > record.etat:
        return Answer(
            VerdictKind.NON_VERIFIABLE, reasons.known_until(record.etat, False), record.etat,
            confiance=Confiance.BASSE, source=record.source, dernier_etat=VerdictKind.EN_VIGUEUR,
        )  # fmt: skip
    partly = record.statut == "en_partie" and (record.fin is None or on >= record.fin)
    return Answer(
        VerdictKind.EN_VIGUEUR, _alive_reason(record, partly), record.etat, change_le=record.debut,
        confiance=record.confiance, source=record.source,
    )  # fmt: skip


def _before(record: TextRecord, start: dt.date, after: dt.date | None, on: dt.date) -> Answer:
    if after and on >= after:
        return Answer(
            VerdictKind.NON_VERIFIABLE, reasons.start_unknown(), None, confiance=Confiance.BASSE,
            source=record.source,
        )  # fmt: skip
    return Answer(
        VerdictKind.PAS_ENCORE_EN_VIGUEUR,
        reasons.not_yet(start) if after is None else f"Ce texte date de {after.year}.",
        record.etat, change_le=start if after is None else None, source=record.source,
    )  # fmt: skip


def _dead(record: TextRecord, on: dt.date) -> Answer:
    end_day = record.fin or on
    if record.fin_apres and on < end_day:
        fait = Fait("fin", end_day, record.confiance, record.vers, "", "", record.fin_apres)
        return Answer(
            VerdictKind.NON_VERIFIABLE, reasons.end_not_dated(fait), record.fin_apres,
            record.vers, confiance=Confiance.BASSE, source=record.source,
        )  # fmt: skip
    kind = VerdictKind.DEPLACE if record.statut == "codifie" and record.vers else VerdictKind.ABROGE
    verb = "Codifié" if record.statut == "codifie" else "Abrogé"
    motif = f"{verb} le {reasons.day(end_day)}.{reasons.successors(record.vers)}"
    return Answer(kind, motif, record.etat, record.vers, end_day, record.confiance, record.source)


def _alive_reason(record: TextRecord, partly: bool) -> str:
    state = reasons.day(record.etat)
    if partly:
        where = f" ; pour ses articles codifiés, voir {reasons.list_keys(record.vers)}" if record.vers else ""
        return f"En vigueur au {state}, en partie seulement{where}."
    return f"En vigueur au {state}."


class _Found(NamedTuple):
    article: str
    faits: tuple[Fait, ...]


def _find_faits(base: Base, key: Key) -> _Found:
    """Look for an article, then its parts (`3` gathers `3-I-1` and `3-II`), then the whole it belongs to."""
    faits = base.get_faits(key.text, key.article)
    if faits:
        return _Found(key.article, faits)
    parts = [
        fait
        for article, facts in base.get_article_faits(key.text).items()
        if re.match(rf"{re.escape(key.article)}-[IVX]+", article)
        for fait in facts
    ]
    if parts:
        return _Found(key.article, _gather(parts))
    whole = re.sub(r"(?:-[IVX]+)(?:-.*)?$", "", key.article)
    if whole != key.article:
        return _Found(whole, base.get_faits(key.text, whole))
    return _Found(key.article, ())


def _gather(parts: list[Fait]) -> tuple[Fait, ...]:
    ends = [fait for fait in parts if fait.nature in _ENDS]
    if len(ends) < 2:
        return tuple(parts)
    vers = tuple(dict.fromkeys(cle for fait in ends for cle in fait.vers))
    return (ends[0]._replace(vers=vers),)


def _judge_article(base: Base, key: Key, whole: Answer, on: dt.date) -> Answer:
    article, faits = _find_faits(base, key)
    depth = find_depth(base, key)
    if depth is None:
        return _judge_by_faits(base, Key(key.text, article), faits, whole, on)
    answer = judge_depth(depth, faits, on) or _judge_by_faits(base, key, faits, whole, on)
    return tell_last_state(depth, answer)


def _judge_by_faits(base: Base, key: Key, faits: tuple[Fait, ...], whole: Answer, on: dt.date) -> Answer:
    if whole.kind is VerdictKind.PAS_ENCORE_EN_VIGUEUR:
        return whole
    for fait in faits:
        if fait.nature == "inconnu" and fait.jour <= on:
            return Answer(
                VerdictKind.NON_VERIFIABLE, reasons.doubted(fait, False), None, change_le=fait.jour,
                confiance=Confiance.BASSE, source=fait.source,
            )  # fmt: skip
        if fait.nature in _ENDS and on >= fait.jour:
            kind = VerdictKind.DEPLACE if fait.nature == "deplace" and fait.vers else VerdictKind.ABROGE
            return Answer(
                kind, reasons.ended(kind, fait.jour, fait.vers, confiance=fait.confiance),
                fait.jour, fait.vers, fait.jour, fait.confiance, fait.source,
            )  # fmt: skip
    if whole.kind in (VerdictKind.DEPLACE, VerdictKind.ABROGE):
        return whole._replace(
            motif=f"{whole.motif} L’article qui correspond à celui-ci n’est pas dans la base.",
            confiance=Confiance.MOYENNE,
        )
    return _alive_article(base, key, faits, whole, on)


def _alive_article(base: Base, key: Key, faits: tuple[Fait, ...], whole: Answer, on: dt.date) -> Answer:
    birth = next((fait for fait in faits if fait.nature == "cree"), None)
    born = birth.jour if birth else None
    if birth and born and on < born:
        return Answer(
            VerdictKind.PAS_ENCORE_EN_VIGUEUR, reasons.not_yet(born, birth.confiance), base.etat,
            change_le=born, confiance=birth.confiance, source=birth.source,
        )  # fmt: skip
    life = [(day, fait) for day, fait in iter_life(faits) if fait.confiance is not Confiance.BASSE]
    proofs = [proof for proof in life if proof[0] >= on]
    first = min((day for day, fait in life), default=None)
    original = key.article.isdigit()
    if proofs and (born or original or (first and first <= on)) and on <= base.etat:
        day, fait = max(proofs, key=lambda proof: (proof[1].confiance is Confiance.HAUTE, proof[0]))
        sure = fait.confiance if born or (first and first <= on) else Confiance.MOYENNE
        return Answer(
            VerdictKind.EN_VIGUEUR, reasons.confirmed(born, None, min(day, base.etat), fait, faits, on),
            min(day, base.etat), change_le=born, confiance=sure, source=fait.source,
        )  # fmt: skip
    if whole.kind is not VerdictKind.EN_VIGUEUR:
        return whole
    text = name_text(key.text, base)
    partly = " en partie" if "en partie" in whole.motif else ""
    return Answer(
        VerdictKind.NON_VERIFIABLE,
        f"{text[0].upper()}{text[1:]} est{partly} en vigueur, mais la base ne suit pas cet article.",
        whole.etat, confiance=Confiance.BASSE, source=whole.source, dernier_etat=None,
    )  # fmt: skip
