"""The sentences that explain a verdict, for a secretary: one or two short French sentences, no jargon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from deliberia.legal_refs import CodeRecord, Fait, Interval, name_article, name_owner, name_text, parse_key
from deliberia.model import Confiance, VerdictKind
from deliberia.text.dates import format_date
from deliberia.text.grammar import join_french


@lru_cache(maxsize=4096)
def day(date: dt.date) -> str:
    return format_date(date).replace(" ", "\u00a0", 1)


def since(debut: dt.date | None, apres: dt.date | None) -> str:
    if apres is not None and debut is not None:
        return f"En vigueur au moins depuis le {day(debut)}"
    if debut is None:
        return "En vigueur"
    return f"En vigueur depuis le {day(debut)}"


def _changed(faits: Iterable[Fait], on: dt.date) -> str:
    days = [fait.jour for fait in faits if fait.nature == "modifie" and fait.jour <= on]
    return f", modifié le {day(max(days))}" if days else ""


def _former(faits: Iterable[Fait], on: dt.date) -> str:
    for fait in faits:
        if fait.nature == "ancien" and fait.vers and fait.jour <= on:
            return (
                f" Attention : avant le {day(fait.jour)}, ce numéro avait un autre objet ; pour celui-ci, "
                f"voir {list_keys(fait.vers)}."
            )
    return ""


def alive(debut: dt.date | None, apres: dt.date | None, faits: tuple[Fait, ...], on: dt.date) -> str:
    if not faits:
        return f"{since(debut, apres)}."
    return f"{since(debut, apres)}{_changed(faits, on)}.{_former(faits, on)}"


def confirmed(
    debut: dt.date | None,
    apres: dt.date | None,
    known: dt.date,
    fait: Fait,
    faits: tuple[Fait, ...],
    on: dt.date,
) -> str:
    mild = ", à confirmer" if fait.confiance is Confiance.MOYENNE else ""
    return (
        f"{since(debut, apres)}{_changed(faits, on)} ; connu en vigueur au {day(known)}{mild}."
        f"{_former(faits, on)}"
    )


def known_until(known: dt.date, touched: bool) -> str:
    more = " Un texte postérieur l’a modifié ou abrogé." if touched else ""
    return f"En vigueur au {day(known)} ; la base ne sait rien de plus récent.{more}"


def doubted(fait: Fait, was_alive: bool) -> str:
    before = f"Connu en vigueur jusqu’au {day(fait.jour)} ; " if was_alive else ""
    text = (
        f"{before}touché par un texte applicable au {day(fait.jour)}, dont l’effet sur cet article n’est pas "
        "dans la base. À contrôler sur Légifrance avant signature."
    )
    return text[0].upper() + text[1:]


def end_not_dated(fait: Fait) -> str:
    first = (
        f"entre le {day(fait.jour_apres)} et "
        if fait.jour_apres and fait.jour_apres > dt.date.min
        else "avant "
    )
    end = f"A pris fin {first}le {day(fait.jour)}, à une date que la base ne connaît pas."
    return f"{end}{successors(fait.vers)}"


def ended(
    kind: VerdictKind,
    date: dt.date,
    vers: tuple[str, ...],
    back: dt.date | None = None,
    *,
    is_latest: bool = False,
    confiance: Confiance = Confiance.HAUTE,
) -> str:
    """Tell an end; `is_latest` when the day is only the latest possible one."""
    verb = "Déplacé" if kind is VerdictKind.DEPLACE else "Abrogé"
    when = "au plus tard le" if is_latest else "le"
    again = f" Ce numéro est revenu le {day(back)}." if back else ""
    mild = ", à confirmer" if confiance is Confiance.MOYENNE else ""
    return f"{verb} {when} {day(date)}{mild}.{successors(vers)}{again}"


def successors(vers: tuple[str, ...]) -> str:
    if not vers:
        return ""
    if len(vers) == 1:
        return f" Voir {list_keys(vers)}."
    return f" Selon l’objet, voir {list_keys(vers)}."


@lru_cache(maxsize=4096)
def list_keys(vers: tuple[str, ...]) -> str:
    """« les articles L. 332-24 et L. 332-25 du CGFP », « l’article L. 1612-25 du CGCT », « le CCP »."""
    groups: dict[str, list[str]] = {}
    for cle in vers:
        key = parse_key(cle)
        groups.setdefault(key.text, []).extend([key.article] if key.article else [])
    return join_french([_list_group(text, articles) for text, articles in groups.items()])


def _list_group(text: str, articles: list[str]) -> str:
    is_code = ":" not in text
    if not articles:
        return f"le {text}" if is_code else name_text(text)
    owner = f"du {text}" if is_code else name_owner(text)
    numbers = [name_article(num) for num in articles]
    if len(numbers) == 1:
        return f"l’article {numbers[0]} {owner}"
    return f"les articles {join_french(numbers)} {owner}"


def not_yet(date: dt.date, confiance: Confiance = Confiance.HAUTE) -> str:
    mild = ", à confirmer" if confiance is Confiance.MOYENNE else ""
    return f"N’entre en vigueur que le {day(date)}{mild}."


def code_not_yet(code: CodeRecord) -> str:
    start = day(code.debut) if code.debut else ""
    return f"Le {code.nom} n’entre en vigueur que le {start}."


def start_unknown() -> str:
    return "La base ne connaît pas la date d’entrée en vigueur de cette référence."


def back_unknown(first: dt.date) -> str:
    return f"Ce numéro, abrogé autrefois, est revenu à une date inconnue de la base, avant le {day(first)}."


def former_number(fait: Fait) -> str:
    return (
        f"Avant le {day(fait.jour)}, ce numéro désignait un article que la base ne suit pas."
        f"{successors(fait.vers)}"
    )


def gap_end(row: Interval) -> str:
    start = f"après le {day(row.fin_apres)} et " if row.fin_apres else ""
    end = f"au plus tard le {day(row.fin)}" if row.fin else ""
    return f"A pris fin {start}{end} ; la date exacte n’est pas dans la base."


def gap_start(row: Interval) -> str:
    start = day(row.debut_apres) if row.debut_apres else ""
    end = day(row.debut) if row.debut else ""
    return f"Entré en vigueur entre le {start} et le {end} ; la date exacte n’est pas dans la base."


def beyond_last(code: CodeRecord, last: str, near: tuple[str, ...]) -> str:
    return (
        f"Le {code.nom} n’a pas d’article de ce numéro : le dernier connu de la série est "
        f"{name_article(last)}.{_near(near)}"
    )


def never_existed(code: CodeRecord, near: tuple[str, ...]) -> str:
    return f"Le {code.nom} n’a pas d’article de ce numéro.{_near(near)}"


def twin_taken(code: CodeRecord, twin: str) -> str:
    return (
        f"Le {code.nom} n’a pas d’article de ce numéro : les parties R et D suivent la même numérotation, "
        f"et ce numéro est celui de l’article {name_article(twin)}."
    )


def absent_until(code: CodeRecord, near: tuple[str, ...]) -> str:
    return (
        f"Ce numéro n’existait pas au {day(code.etat)}, dernière date connue pour le {code.nom} ; "
        f"il a pu être créé depuis.{_near(near)}"
    )


def _near(near: tuple[str, ...]) -> str:
    if not near:
        return ""
    numbers = [name_article(parse_key(cle).article) for cle in near[:3]]
    return f" Numéros voisins : {join_french(numbers, last='ou')}."
