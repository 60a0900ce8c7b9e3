"""From what the user typed to what the template reads: types, bounds, names, all faults at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard

from deliberia.catalogue.escaping import AGENT, PARAGRAPH, strip_private
from deliberia.catalogue.naming import quote, unknown
from deliberia.catalogue.schema import Champ, ChampType, SousChamp
from deliberia.catalogue.values import ABSENT, Missing, Row
from deliberia.errors import DataError
from deliberia.text import fold, format_number, normalize, parse_amount, parse_date

MAX_ROWS = 2_000
_WITH_UNIT = re.compile(r"((?:\S.*?)?\d)\s*([^\W\d].{0,20})")
_UNITS = {
    "m²": ("metre carre", "metres carres"),
    "m": ("ml", "metre", "metres"),
    "ml": ("m", "metre", "metres"),
    "km": ("kilometre", "kilometres"),
    "ha": ("hectare", "hectares"),
    "ans": ("an",),
}
"""Other spellings of a unit, folded."""
MAX_AMOUNT = Decimal(10) ** 12
_HOURS = re.compile(r"(\d{1,3})\s?h(?:eures?)?\s?(\d{1,2})?", re.IGNORECASE)
_CENTIME = Decimal("0.01")
_YES = {"oui": True, "vrai": True, "non": False, "faux": False}


class _Refusal(Exception):
    """What is wrong with one value: the end of the sentence « le champ x … »."""


def parse_champs(
    champs: Iterable[Champ], given: Mapping[str, Any], *, place: str, champs_libres: bool = False
) -> dict[str, Any]:
    """Return the values of the fields that were given, by name and in their type.

    Empty texts count as not given. Synonyms are brought back to their field.

    Raises:
        DataError: unknown names or wrong values, all named in one message; `place` says in what.
    """
    by_name = {name: champ for champ in champs for name in (champ.nom, *champ.synonymes)}
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, raw in given.items():
        champ = by_name.get(name)
        if champ is None:
            if not champs_libres:
                faults.append(unknown("le modèle ne connaît pas le champ", name, dict.fromkeys(by_name)))
            continue
        if champ.nom in values:
            faults.append(f"le champ {quote(champ.nom)} est donné deux fois")
            continue
        try:
            value = parse_value(champ, raw)
        except _Refusal as refusal:
            faults.append(f"le champ {quote(name)} {refusal}")
            continue
        if value is not None:
            values[champ.nom] = value
    if faults:
        raise DataError(f"{'; '.join(faults)}.".replace("?.", "?"), place=place)
    return values


def default_of(champ: Champ) -> Any:
    """Return the value of a field that nobody gave and that is not required."""
    if champ.defaut is not None:
        return parse_value(champ, champ.defaut)
    if champ.type in (ChampType.LISTE, ChampType.TEXTES):
        return ()
    if champ.type is ChampType.BOOL:
        return False
    return "" if champ.type is ChampType.PASSAGE else ABSENT


def hole_of(champ: Champ) -> Missing:
    """Return what stands for a required field that nobody gave."""
    return Missing(champ.nom, tuple(sub.nom for sub in champ.sous_champs))


def parse_value(champ: SousChamp, raw: Any) -> Any:
    """Return `raw` in the type of the field; None when it is empty.

    Raises:
        _Refusal: the value cannot be read so.
    """
    if raw is None or raw == "":
        return None
    value = _PARSERS[champ.type](champ, raw)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        _check_bounds(champ, Decimal(value))
    return value


def _check_bounds(champ: SousChamp, value: Decimal) -> None:
    if champ.minimum is not None and value < champ.minimum:
        raise _Refusal(
            f"doit être au moins égal à {format_number(champ.minimum)} (lu : {format_number(value)})"
        )
    if champ.maximum is not None and value > champ.maximum:
        raise _Refusal(
            f"doit être au plus égal à {format_number(champ.maximum)} (lu : {format_number(value)})"
        )


def _shown(raw: Any) -> str:
    text = " ".join(str(raw).split())
    return quote(text if len(text) <= 60 else text[:57] + "…")


def _expect(raw: Any, what: str) -> _Refusal:
    return _Refusal(f"attend {what} (lu : {_shown(raw)})")


def _text(champ: SousChamp, raw: Any) -> str | None:
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        raise _expect(raw, "un texte entre guillemets")
    text = " ".join(strip_private(normalize(raw)).split())
    if len(text) > champ.longueur_max:
        raise _Refusal(f"dépasse {champ.longueur_max} caractères ; raccourcissez-le")
    return text or None


def _passage(champ: SousChamp, raw: Any) -> str | None:
    if not isinstance(raw, str):
        raise _expect(raw, "un texte entre guillemets")
    if len(raw) > 20_000:
        raise _Refusal("dépasse 20 000 caractères ; raccourcissez-le")
    return mark_passage(raw, AGENT)


def mark_passage(text: str, mark: str) -> str | None:
    """Return free paragraphs as one value that the blocks will cut again, each with its provenance mark."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", strip_private(normalize(text)))]
    return PARAGRAPH.join(mark + paragraph for paragraph in paragraphs if paragraph) or None


def _decimal(raw: Any, what: str) -> Decimal:
    if isinstance(raw, bool):
        raise _expect(raw, what)
    if isinstance(raw, int | Decimal):
        value = Decimal(raw)
    elif isinstance(raw, float):
        value = Decimal(str(raw))
    elif isinstance(raw, str):
        found = parse_amount(raw.replace("%", "").strip())
        if found is None:
            raise _expect(raw, what)
        value = found
    else:
        raise _expect(raw, what)
    if not value.is_finite() or abs(value) > MAX_AMOUNT:
        raise _expect(raw, what)
    return value


def _euros(champ: SousChamp, raw: Any) -> Decimal:
    value = _decimal(raw, "un montant en euros, par exemple 1500 ou 1500.50")
    try:
        exact = value.quantize(_CENTIME)
    except InvalidOperation:
        raise _expect(raw, "un montant en euros") from None
    if exact != value:
        raise _Refusal(f"compte plus de deux décimales (lu : {_shown(raw)}) ; arrondissez au centime")
    return exact


def _number(champ: SousChamp, raw: Any) -> Decimal:
    return _decimal(_without_unit(champ, raw), "un nombre")


def _without_unit(champ: SousChamp, raw: Any) -> Any:
    """Leave out the field's own unit: « 845 m² » is read as « 845 »."""
    match = _WITH_UNIT.fullmatch(raw.strip()) if isinstance(raw, str) and champ.unite else None
    unit = " ".join(fold(match[2]).split()).rstrip(".") if match else ""
    known = (fold(champ.unite), *_UNITS.get(champ.unite, ()))
    return match[1] if match and unit in known else raw


def _percentage(champ: SousChamp, raw: Any) -> Decimal:
    value = _decimal(raw, "un pourcentage entre 0 et 100, par exemple 40")
    if not 0 <= value <= 100:
        raise _expect(raw, "un pourcentage entre 0 et 100")
    return value


def _integer(champ: SousChamp, raw: Any) -> int:
    value = _decimal(_without_unit(champ, raw), "un nombre entier")
    if value != int(value):
        raise _expect(raw, "un nombre entier")
    return int(value)


def _hours(champ: SousChamp, raw: Any) -> Decimal:
    what = "une durée en heures par semaine, par exemple 17.5 ou « 17h30 »"
    if isinstance(raw, str):
        if fold(raw.strip()) in ("temps complet", "temps plein"):
            return Decimal(35)
        match = _HOURS.fullmatch(raw.strip())
        if match:
            minutes = int(match[2] or 0)
            if minutes > 59:
                raise _expect(raw, what)
            return int(match[1]) + Decimal(minutes) / 60
        raw = raw.split("/")[0].strip()
    return _decimal(raw, what)


def _date(champ: SousChamp, raw: Any) -> dt.date:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    found = parse_date(raw.strip()) if isinstance(raw, str) else None
    if found is None:
        raise _expect(raw, "une date qui existe, par exemple 2026-11-17")
    return found


def _boolean(champ: SousChamp, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and fold(raw.strip()) in _YES:
        return _YES[fold(raw.strip())]
    raise _expect(raw, "oui ou non (true ou false)")


def _choice(champ: SousChamp, raw: Any) -> str:
    text = " ".join(str(raw).split())
    bare = fold(text).rstrip("°.")
    for choix in champ.choix:
        if bare in (fold(choix.valeur), fold(choix.libelle)):
            return choix.valeur
        if bare.split(" ")[-1] == fold(choix.valeur):
            return choix.valeur
    begun = [choix.valeur for choix in champ.choix if bare and fold(choix.valeur).startswith(bare)]
    if len(begun) == 1:
        return begun[0]
    raise _Refusal(
        unknown("n’admet pas la valeur", text, [choix.valeur for choix in champ.choix]).rstrip(".")
    )


def _texts(champ: SousChamp, raw: Any) -> tuple[str, ...] | None:
    items = raw if isinstance(raw, list | tuple) else [raw]
    if len(items) > MAX_ROWS:
        raise _Refusal(f"compte plus de {MAX_ROWS} éléments")
    texts = [_text(champ, item) for item in items]
    return tuple(text for text in texts if text) or None


def _rows(champ: SousChamp, raw: Any) -> tuple[Row, ...] | None:
    if isinstance(raw, list | tuple) and _may_be_texts(champ):
        raw = [{champ.sous_champs[0].nom: item} if isinstance(item, str) else item for item in raw]
    if not isinstance(raw, list | tuple) or not all(isinstance(item, Mapping) for item in raw):
        raise _Refusal("attend une liste de lignes, chacune avec ses sous-champs")
    if not isinstance(champ, Champ):  # the schema gives sub-fields to fields only
        raise _Refusal("ne peut pas contenir de lignes")
    if len(raw) > MAX_ROWS:
        raise _Refusal(f"compte plus de {MAX_ROWS} lignes")
    if len(raw) < champ.nombre_min:
        if not raw:
            return None
        raise _Refusal(f"attend au moins {champ.nombre_min} lignes (lu : {len(raw)})")
    return tuple(_row(champ, item, number) for number, item in enumerate(raw, 1))


def _may_be_texts(champ: SousChamp) -> TypeGuard[Champ]:
    """Tell whether a plain text makes a whole row: its first sub-field, the others being optional."""
    if not isinstance(champ, Champ) or not champ.sous_champs:
        return False
    first, *others = champ.sous_champs
    return first.type is ChampType.TEXTE and not any(sub.requis for sub in others)


def _row(champ: Champ, item: Mapping[str, Any], number: int) -> Row:
    by_name = {name: sub for sub in champ.sous_champs for name in (sub.nom, *sub.synonymes)}
    values: dict[str, Any] = {}
    for name, raw in item.items():
        sub = by_name.get(name)
        if sub is None:
            raise _Refusal(
                f"(ligne {number}) " + unknown("ne connaît pas le sous-champ", name, by_name).rstrip(".")
            )
        try:
            value = parse_value(sub, raw)
        except _Refusal as refusal:
            raise _Refusal(f"(ligne {number}, {quote(name)}) {refusal}") from None
        if value is not None:
            values[sub.nom] = value
    for sub in champ.sous_champs:
        if sub.nom not in values:
            values[sub.nom] = Missing(f"{champ.nom}[{number}].{sub.nom}") if sub.requis else _blank(sub)
    return Row(values)


def _blank(sub: SousChamp) -> Any:
    return False if sub.type is ChampType.BOOL else ABSENT


_PARSERS: dict[ChampType, Callable[[SousChamp, Any], Any]] = {
    ChampType.TEXTE: _text,
    ChampType.PASSAGE: _passage,
    ChampType.ENTIER: _integer,
    ChampType.NOMBRE: _number,
    ChampType.EUROS: _euros,
    ChampType.POURCENTAGE: _percentage,
    ChampType.HEURES: _hours,
    ChampType.DATE: _date,
    ChampType.BOOL: _boolean,
    ChampType.CHOIX: _choice,
    ChampType.TEXTES: _texts,
    ChampType.LISTE: _rows,
}
