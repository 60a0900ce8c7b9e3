"""The judgement of an article of a law or a decree by a deeper source: an imported archive, for instance."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.legal_refs import Base, Depth, Fait, Key
from deliberia.model import Confiance, VerdictKind
from deliberia.verification import reasons
from deliberia.verification.answers import Answer
from deliberia.verification.intervals import covers, is_open

_PARAGRAPH = re.compile(r"-[IVX]+(?:-.*)?$")


def find_depth(base: Base, key: Key) -> Depth | None:
    """Ask the deeper source about an article.

    A number that it does not find proves nothing: acts cite paragraphs as if they were articles. Nor does
    the life of an article prove that of its paragraph.
    """
    if base.provider is None or _PARAGRAPH.search(key.article):
        return None
    depth = base.provider.get_depth(key.text, key.article)
    return depth if depth and depth.intervals else None


def judge_depth(depth: Depth, faits: tuple[Fait, ...], on: dt.date) -> Answer | None:
    """Judge an article by its intervals; None for a day later than what the source knows."""
    if on > depth.etat:
        return None
    for row in depth.intervals:
        if covers(row, on):
            return Answer(
                VerdictKind.EN_VIGUEUR, reasons.alive(row.debut, None, faits, on), depth.etat,
                change_le=row.debut, source=depth.source,
            )  # fmt: skip
    ends = [row.fin for row in depth.intervals if row.fin and row.fin <= on]
    if ends:
        return _ended(depth, faits, max(ends))
    start = min((row.debut for row in depth.intervals if row.debut), default=on)
    return Answer(
        VerdictKind.PAS_ENCORE_EN_VIGUEUR, reasons.not_yet(start), depth.etat, change_le=start,
        source=depth.source,
    )  # fmt: skip


def _ended(depth: Depth, faits: tuple[Fait, ...], end: dt.date) -> Answer:
    vers = tuple(dict.fromkeys(cle for fait in faits if fait.jour == end for cle in fait.vers))
    kind = VerdictKind.DEPLACE if vers else VerdictKind.ABROGE
    motif = reasons.ended(kind, end, vers)
    return Answer(kind, motif, depth.etat, vers, end, source=depth.source)


def tell_last_state(depth: Depth, answer: Answer) -> Answer:
    """Say, of an article that nothing else knows on that day, until when the source knew it alive.

    A doubt that a fact dates (`change_le`) is worth more than that.
    """
    if answer.kind is not VerdictKind.NON_VERIFIABLE or answer.change_le or not is_open(depth.intervals[-1]):
        return answer
    return Answer(
        VerdictKind.NON_VERIFIABLE, reasons.known_until(depth.etat, False), depth.etat,
        confiance=Confiance.BASSE, source=depth.source, dernier_etat=VerdictKind.EN_VIGUEUR,
    )  # fmt: skip
