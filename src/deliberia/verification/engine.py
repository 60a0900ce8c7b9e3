"""`verify`: one reference, one day, one verdict."""

from __future__ import annotations

import datetime as dt

from deliberia.errors import UsageError
from deliberia.legal_refs import Base, Key, load_base, parse_key
from deliberia.model import Confiance, Verdict, VerdictKind, Version
from deliberia.text.spaces import NARROW, NBSP
from deliberia.verification.answers import Answer
from deliberia.verification.articles import judge_article
from deliberia.verification.dossiers import get_dossier, make_url
from deliberia.verification.outside import find_code_successors
from deliberia.verification.reasons import code_not_yet, day, ended, known_until, successors
from deliberia.verification.textes import judge_text

_DEAD = (VerdictKind.ABROGE, VerdictKind.DEPLACE)
_CACHE_SIZE = 100_000

_cache: dict[tuple[str, dt.date], Verdict] = {}
"""Verdicts of the built-in base already given in this process; emptied when full."""


def verify(cle: str, *, on: dt.date, base: Base | None = None) -> Verdict:
    """Say whether a reference is in force on a day, why, what replaced it, and how sure we are.

    Any known spelling of the key is accepted; the verdict bears the canonical one. A text that the base
    does not hold gives `non_verifiable`: nothing is ever in force by default.

    >>> verify("CGCT:L2121-29", on=dt.date(2026, 11, 17)).kind.value
    'en_vigueur'
    """
    if base is not None and base is not load_base():
        return _judge(base, cle, on)
    verdict = _cache.get((cle, on))
    if verdict is None:
        verdict = _judge(load_base(), cle, on)
        if len(_cache) >= _CACHE_SIZE:
            _cache.clear()
        _cache[cle, on] = verdict
    return verdict


def is_printable(verdict: Verdict, *, base: Base | None = None) -> bool:
    """Tell whether a draft may print a reference.

    True when it is in force that day; also, for a séance later than the end of the research, when it was
    still in force on that last day: the draft then says until when its references are known.
    """
    if verdict.is_citable:
        return True
    last_day = (base or load_base()).etat
    return (
        verdict.on > last_day
        and verdict.dernier_etat is VerdictKind.EN_VIGUEUR
        and verdict.etat is not None
        and verdict.etat >= last_day
    )


def _judge(base: Base, cle: str, on: dt.date) -> Verdict:
    try:
        key = parse_key(cle)
    except UsageError:
        return Verdict(
            cle=cle, on=on, kind=VerdictKind.NON_VERIFIABLE, motif="Cette référence n’est pas lisible.",
            confiance=Confiance.BASSE,
        )  # fmt: skip
    if key.is_code and key.article and key.text in base.codes:
        dossier = get_dossier(base, cle, key)
        answer = _drop_dead_successors(base, judge_article(base, dossier, on), on)
        return _tell(dossier.key, on, answer, dossier.url, dossier.versions)
    key = key if key.is_code else _resolve_date(base, key)
    return _tell(key, on, _answer(base, key, on), make_url(base, key))


def _answer(base: Base, key: Key, on: dt.date) -> Answer:
    if not key.is_code:
        return judge_text(base, key, on)
    if key.text in base.codes:
        return _judge_code(base, key, on)
    return Answer(
        VerdictKind.NON_VERIFIABLE, "Ce code n’est pas dans la base.", None, confiance=Confiance.BASSE
    )


def _drop_dead_successors(base: Base, answer: Answer, on: dt.date) -> Answer:
    """Keep, of several successors, those that are not themselves known dead on that day."""
    if len(answer.vers) < 2 or answer.kind not in _DEAD:
        return answer
    alive = tuple(cle for cle in answer.vers if not _is_dead(base, cle, on))
    if not alive or len(alive) == len(answer.vers) or answer.change_le is None:
        return answer
    motif = ended(answer.kind, answer.change_le, alive, confiance=answer.confiance)
    return answer._replace(vers=alive, motif=motif)


def _is_dead(base: Base, cle: str, on: dt.date) -> bool:
    key = parse_key(cle)
    if not (key.is_code and key.article and key.text in base.codes):
        return False
    return judge_article(base, get_dossier(base, cle, key), on).kind in _DEAD


def _resolve_date(base: Base, key: Key) -> Key:
    """Give the numbered key of a text named by its date alone, when one text of that kind bears it."""
    if key.text in base.texts or key.num.count("-") != 2:
        return key
    try:
        same_day = base.find_texts(key.kind, dt.date.fromisoformat(key.num))
    except ValueError:
        return key
    return Key(same_day[0].cle, key.article) if len(same_day) == 1 else key


def _judge_code(base: Base, key: Key, on: dt.date) -> Answer:
    """Judge a whole code: known alive until the end of the research unless the base dates its end."""
    code = base.codes[key.text]
    if code.debut and on < code.debut:
        return Answer(VerdictKind.PAS_ENCORE_EN_VIGUEUR, code_not_yet(code), base.etat, change_le=code.debut)
    if code.fin and code.fin <= on:
        vers = find_code_successors(base, code, on)
        kind = VerdictKind.DEPLACE if vers else VerdictKind.ABROGE
        return Answer(kind, f"Abrogé le {day(code.fin)}.{successors(vers)}", base.etat, vers, code.fin)
    if code.successeur:
        return Answer(
            VerdictKind.EN_VIGUEUR,
            f"Presque entièrement remplacé par le {base.codes[code.successeur].nom} : citez plutôt celui-ci.",
            code.etat, (code.successeur,), code.debut, Confiance.MOYENNE, "index des codes",
        )  # fmt: skip
    if on > base.etat:
        return Answer(
            VerdictKind.NON_VERIFIABLE, known_until(base.etat, False), base.etat, confiance=Confiance.BASSE,
            dernier_etat=VerdictKind.EN_VIGUEUR,
        )  # fmt: skip
    return Answer(
        VerdictKind.EN_VIGUEUR, f"En vigueur depuis le {day(code.debut)}." if code.debut else "En vigueur.",
        base.etat, change_le=code.debut, source="index des codes",
    )  # fmt: skip


def _tell(key: Key, on: dt.date, answer: Answer, url: str, versions: tuple[Version, ...] = ()) -> Verdict:
    return Verdict(
        cle=key.cle,
        on=on,
        kind=answer.kind,
        motif=answer.motif.replace(" ;", f"{NARROW};").replace(" :", f"{NBSP}:"),
        remplace_par=answer.vers,
        change_le=answer.change_le,
        etat=answer.etat,
        confiance=answer.confiance,
        source=answer.source,
        versions=versions,
        url=url,
        dernier_etat=answer.dernier_etat,
    )
