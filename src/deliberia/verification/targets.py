"""The verdict of a citation as read: ranges, laws whose number and date disagree, texts known by date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from deliberia.legal_refs import (
    CONSTITUTION,
    Base,
    TextRecord,
    load_base,
    name_article,
    normalize_text_num,
    parse_key,
    sort_key,
    split_number,
)
from deliberia.model import Confiance, Target, TargetKind, Verdict, VerdictKind
from deliberia.model.citation import KEY_PREFIX
from deliberia.text.dates import format_date
from deliberia.text.grammar import join_french
from deliberia.text.spaces import NARROW, NBSP
from deliberia.verification.engine import verify

_NUMBERED = frozenset({TargetKind.LOI, TargetKind.ORDONNANCE, TargetKind.DECRET, TargetKind.ARRETE})
_UNKNOWN = {
    TargetKind.ACTE_LOCAL: "Acte local : la base ne suit que les textes nationaux.",
    TargetKind.JURISPRUDENCE: "Décision de justice : la base ne suit que les textes.",
    TargetKind.CIRCULAIRE: "Circulaire : la base ne suit pas ces textes.",
}


def verify_target(target: Target, *, on: dt.date, base: Base | None = None) -> Verdict:
    """Judge one reference read in a text.

    A range is judged at both ends and says how many articles in force it covers. A law whose number and
    date do not go together is `ambigu`, with the texts that may be meant. A law known by its date alone is
    looked up by it.
    """
    if target.kind is TargetKind.RANGE:
        return _verify_range(target, on, base)
    if target.deconcentre:
        return _unverifiable(
            target,
            on,
            "Arrêté préfectoral ou d’un service de l’État : la base ne suit que les textes nationaux.",
        )
    if target.kind in _NUMBERED and target.date is not None:
        return _verify_dated(target, target.date, on, base)
    cle = target.cle
    if cle is None and target.kind is TargetKind.CONSTITUTION:
        cle = _with_article(CONSTITUTION, target.article)
    if cle is None:
        return _unverifiable(
            target, on, _UNKNOWN.get(target.kind, "Référence incomplète : ni numéro ni date.")
        )
    verdict = verify(cle, on=on, base=base)
    if target.suivants and verdict.kind is VerdictKind.EN_VIGUEUR:
        return replace(verdict, motif=f"{verdict.motif} Les articles suivants ne sont pas contrôlés.")
    return verdict


def _unverifiable(target: Target, on: dt.date, motif: str) -> Verdict:
    return Verdict(
        cle=target.cle or "", on=on, kind=VerdictKind.NON_VERIFIABLE, motif=motif, confiance=Confiance.BASSE
    )


# Ranges


def _verify_range(target: Target, on: dt.date, base: Base | None) -> Verdict:
    ends = target.bornes
    if ends is None:
        return _unverifiable(target, on, "Plage d’articles sans code.")
    first, last = (verify(cle, on=on, base=base) for cle in ends)
    numbers = [parse_key(verdict.cle).article for verdict in (first, last)]
    if sort_key(numbers[0]) > sort_key(numbers[1]):
        return replace(
            first, kind=VerdictKind.INEXISTANT, confiance=Confiance.MOYENNE,
            motif=f"Plage à l’envers : {_spell_range(numbers)}.",
        )  # fmt: skip
    wrong = [verdict for verdict in (first, last) if verdict.kind is not VerdictKind.EN_VIGUEUR]
    if wrong:
        worst = min(wrong, key=lambda verdict: verdict.kind is VerdictKind.NON_VERIFIABLE)
        number = name_article(parse_key(worst.cle).article)
        end = "première" if worst is first else "dernière"
        return replace(worst, motif=f"Borne {end}, {number}{NBSP}: {worst.motif[0].lower()}{worst.motif[1:]}")
    count = count_covered(first.cle, last.cle, on=on, base=base)
    sure = Confiance.HAUTE if first.confiance is last.confiance is Confiance.HAUTE else Confiance.MOYENNE
    known = min((verdict.etat for verdict in (first, last) if verdict.etat), default=None)
    return replace(
        first,
        motif=f"Les deux bornes, {_spell_range(numbers)}, sont en vigueur{NARROW}; {_spell_count(count)}.",
        etat=known,
        confiance=sure,
    )


def _spell_range(numbers: list[str]) -> str:
    return f"{name_article(numbers[0])} et {name_article(numbers[1])}"


def _spell_count(count: int) -> str:
    return (
        f"la plage couvre {count} articles connus" if count > 1 else f"la plage couvre {count} article connu"
    )


def count_covered(first: str, last: str, *, on: dt.date, base: Base | None = None) -> int:
    """Count the articles of a range alive on that day as far as the base knows, both ends included."""
    base = base or load_base()
    start, end = parse_key(first), parse_key(last)
    letters = split_number(start.article)[0]
    low, high = sort_key(start.article), sort_key(end.article)
    return sum(
        1
        for num in base.iter_numbers(start.text, letters)
        if low <= sort_key(num) <= high and _is_alive(base, start.text, num, on)
    )


def _is_alive(base: Base, code: str, num: str, on: dt.date) -> bool:
    verdict = verify(f"{code}:{num}", on=on, base=base)
    return verdict.kind is VerdictKind.EN_VIGUEUR or verdict.dernier_etat is VerdictKind.EN_VIGUEUR


# Laws, ordinances, decrees, arrêtés with a date


def _verify_dated(target: Target, date: dt.date, on: dt.date, base: Base | None) -> Verdict:
    known = base or load_base()
    prefix = KEY_PREFIX[target.kind]
    same_day = known.find_texts(prefix, date)
    if not target.num:
        return _verify_by_date(target, date, same_day, on, base)
    number = normalize_text_num(target.num)
    record = known.texts.get(f"{prefix}:{number}")
    if record is not None and (record.date is None or record.date == date):
        return verify(target.cle or "", on=on, base=base)
    if record is None and not same_day and _year_fits(number, date):
        return verify(target.cle or "", on=on, base=base)
    candidates = _rank_candidates(number, record, same_day)
    if record is None and not candidates and _year_fits(number, date):
        return verify(target.cle or "", on=on, base=base)
    return _disagreement(target, date, candidates, on)


def _verify_by_date(
    target: Target, date: dt.date, same_day: tuple[TextRecord, ...], on: dt.date, base: Base | None
) -> Verdict:
    if len(same_day) > 1:
        keys = tuple(_with_article(text.cle, target.article) for text in same_day)
        names = join_french([f"n°{NBSP}{_number(text)}" for text in same_day], last="ou")
        return replace(
            _unverifiable(target, on, f"Plusieurs textes sont datés du {format_date(date)}{NBSP}: {names}."),
            kind=VerdictKind.AMBIGU, remplace_par=keys,
        )  # fmt: skip
    prefix = KEY_PREFIX[target.kind]
    cle = same_day[0].cle if same_day else f"{prefix}:{date.isoformat()}"
    verdict = verify(_with_article(cle, target.article), on=on, base=base)
    if same_day and verdict.kind is VerdictKind.EN_VIGUEUR and _number(same_day[0]) != date.isoformat():
        return replace(verdict, motif=f"Texte n°{NBSP}{_number(same_day[0])}. {verdict.motif}")
    return verdict


def _number(text: TextRecord) -> str:
    return text.cle.partition(":")[2]


def _with_article(cle: str, article: str) -> str:
    return f"{cle}:{article}" if article else cle


def _year_fits(number: str, date: dt.date) -> bool:
    """Tell whether the year that begins a number is that of the date; True when it has none."""
    year = number.partition("-")[0]
    return not year.isdigit() or date.year % 100 == int(year) % 100


def _rank_candidates(
    number: str, record: TextRecord | None, same_day: tuple[TextRecord, ...]
) -> list[TextRecord]:
    """Texts that may be meant: those of that day whose number looks like it, then the one of that number."""
    if record is None:
        return [text for text in same_day if _looks_like(_number(text), number)]
    return [*same_day, record]


def _looks_like(one: str, two: str) -> bool:
    """Tell whether two numbers differ by a slip: one figure, two swapped, or the year."""
    head_one, _, tail_one = one.partition("-")
    head_two, _, tail_two = two.partition("-")
    if tail_one == tail_two:
        return True
    if head_one[-2:] != head_two[-2:]:
        return False
    if sorted(tail_one) == sorted(tail_two):
        return True
    shorter, longer = sorted((tail_one, tail_two), key=len)
    if len(shorter) == len(longer):
        return sum(a != b for a, b in zip(shorter, longer, strict=True)) <= 1
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _disagreement(target: Target, date: dt.date, candidates: list[TextRecord], on: dt.date) -> Verdict:
    keys = tuple(_with_article(text.cle, target.article) for text in candidates)
    told = [
        f"le n°{NBSP}{_number(text)} est daté du {format_date(text.date)}" for text in candidates if text.date
    ]
    detail = f"{NBSP}: {join_french(told)}" if told else ""
    return replace(
        _unverifiable(
            target,
            on,
            f"Le numéro {target.num} et la date du {format_date(date)} ne vont pas ensemble{detail}.",
        ),
        kind=VerdictKind.AMBIGU,
        remplace_par=keys,
        confiance=Confiance.HAUTE if candidates else Confiance.MOYENNE,
    )
