"""Gathering of what the base, or a deeper provider, holds of one article."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from deliberia.legal_refs import Base, Depth, Fait, Interval, Key
from deliberia.verification.answers import Dossier, list_versions

_LEGIFRANCE = "https://www.legifrance.gouv.fr"


def get_dossier(base: Base, cle: str, key: Key) -> Dossier:
    """Give the dossier of an article of a known code; gathered once a base and spelling."""
    dossier = base.memo.get(cle)
    if dossier is None:
        dossier = base.memo[cle] = _gather(base, Key(key.text, base.resolve_num(key.text, key.article)))
    return cast(Dossier, dossier)


def _gather(base: Base, key: Key) -> Dossier:
    code = base.codes[key.text]
    depth = base.provider.get_depth(key.text, key.article) if base.provider else None
    if depth is not None and depth.etat >= code.etat:
        return Dossier(
            key=key,
            code=replace(code, etat=depth.etat),
            rows=depth.intervals,
            faits=_keep_unknown_to(depth, base.get_faits(key.text, key.article)),
            versions=list_versions(depth.intervals),
            url=make_url(base, key, depth.id),
            source=depth.source,
        )
    faits = base.get_faits(key.text, key.article)
    rows = _prefer_birth(base.get_intervals(key.text, key.article), faits)
    versions = list_versions(rows or _find_birth(faits))
    return Dossier(key, code, rows, faits, versions, make_url(base, key))


def _keep_unknown_to(depth: Depth, faits: tuple[Fait, ...]) -> tuple[Fait, ...]:
    """Keep the facts that a provider cannot know: those after its last day, and where its ends lead."""
    ends = {row.fin for row in depth.intervals}
    return tuple(fait for fait in faits if fait.jour > depth.etat or (fait.vers and fait.jour in ends))


def _prefer_birth(rows: tuple[Interval, ...], faits: tuple[Fait, ...]) -> tuple[Interval, ...]:
    """Forget an interval known only because another code cites the number, when a fact dates its creation."""
    born = any(fait.nature == "cree" for fait in faits)
    return () if born and all("cite" in row.marques for row in rows) else rows


def _find_birth(faits: tuple[Fait, ...]) -> tuple[Interval, ...]:
    """Give the interval of a number that only facts know."""
    return tuple(Interval(fait.jour, None, fait.jour) for fait in faits if fait.nature == "cree")[:1]


def make_url(base: Base, key: Key, article_id: str = "") -> str:
    """Build the Légifrance address of a reference from the identifiers that the base knows; "" otherwise."""
    if not key.is_code:
        record = base.texts.get(key.text)
        return f"{_LEGIFRANCE}/loda/id/{record.id}/" if record and record.id else ""
    code = base.codes.get(key.text)
    if code is None:
        return ""
    if not key.article:
        return f"{_LEGIFRANCE}/codes/texte_lc/{code.id}/"
    article_id = article_id or base.get_id(key.text, key.article)
    return f"{_LEGIFRANCE}/codes/article_lc/{article_id}" if article_id else ""
