"""What a template may call: French writing of amounts, dates, names and lists, and nothing else.

Every filter lets a missing value through, so that « […] » stands where the value would.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from deliberia.arithmetic import add_months
from deliberia.catalogue.ballots import BALLOT_FILTERS
from deliberia.catalogue.lists import LIST_FILTERS
from deliberia.catalogue.references import References
from deliberia.catalogue.values import ABSENT, HOLE, Absent, Missing, is_missing
from deliberia.errors import TemplateError
from deliberia.text import (
    elide,
    fold,
    format_date,
    format_euros,
    format_number,
    join_french,
    spell_date,
    spell_euros,
    spell_number,
)

Filter = Callable[..., Any]  # Any: each filter has its own arguments, checked when the template runs

APOSTROPHE = "\u2019"
_CIVILITE = re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame)\s+[A-ZÀ-Ý]")
_CIVILITES = frozenset({"M", "Mme", "Mlle", "MM", "Mmes", "Monsieur", "Madame", "Maître", "Me", "Dr"})
REFERENCES = "_references"
"""Under what name a rendering keeps its `References`; no template can read it."""


def _lets_holes_through(function: Filter) -> Filter:
    @wraps(function)
    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        return value if is_missing(value) else function(value, *args, **kwargs)

    return filtered


def _require(value: object, kinds: type | tuple[type, ...], name: str) -> None:
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise TemplateError(f"Le filtre « {name} » ne s’applique pas à une valeur de cette sorte.")


def _euros(value: Decimal | int) -> str:
    """« 1 500 € », « 1 500,50 € »."""
    _require(value, (Decimal, int), "euros")
    return format_euros(value, decimals=None)


def _euros_centimes(value: Decimal | int) -> str:
    """« 1 500,00 € »: for tables."""
    _require(value, (Decimal, int), "euros_centimes")
    return format_euros(value)


def _montant(value: Decimal | int | Absent) -> str:
    """« 1 500,00 »: for a column whose heading says euros; nothing and zero are left blank."""
    if value is ABSENT:
        return ""
    _require(value, (Decimal, int), "montant")
    return format_number(value, decimals=2) if isinstance(value, Decimal | int) and value else ""


def _montant_nul(value: Decimal | int) -> str:
    """« 1 500,00 », and « 0,00 » for nothing."""
    _require(value, (Decimal, int), "montant_nul")
    return format_number(value, decimals=2)


def _tarif(value: Decimal | int) -> str:
    """« 120,00 € », and « gratuit » for nothing."""
    _require(value, (Decimal, int), "tarif")
    return format_euros(value) if value else "gratuit"


def _arrondi(value: Decimal | int) -> Decimal:
    """To the nearest cent: for a product that is then written in euros."""
    _require(value, (Decimal, int), "arrondi")
    return Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _variation(value: Decimal | int) -> str:
    """« augmentent de 1 500 € », « diminuent de 1 500 € »."""
    _require(value, (Decimal, int), "variation")
    verb = "augmentent" if value >= 0 else "diminuent"
    return f"{verb} de {format_euros(value if value >= 0 else -value, decimals=None)}"


def _euros_lettres(value: Decimal | int) -> str:
    """« 1 500 € (mille cinq cents euros) »."""
    _require(value, (Decimal, int), "euros_lettres")
    return f"{format_euros(value, decimals=None)} ({spell_euros(value)})"


def _nombre(value: Decimal | int, decimals: int | None = None) -> str:
    _require(value, (Decimal, int), "nombre")
    return format_number(value, decimals=decimals)


def _pourcent(value: Decimal | int) -> str:
    """« 40 % », « 33,33 % »."""
    _require(value, (Decimal, int), "pourcent")
    rounded = round(Decimal(value), 2)
    return f"{format_number(rounded.normalize() + 0, decimals=None)} %"


def _entier(value: Decimal | int) -> int:
    """Rounded down to a whole number."""
    _require(value, (Decimal, int), "entier")
    return math.floor(value)


def _lettres(value: int) -> str:
    _require(value, int, "lettres")
    return spell_number(value)


def _lettres_feminin(value: int) -> str:
    """« une », « vingt et une », « dix »."""
    _require(value, int, "lettres_feminin")
    return spell_number(value, feminine=True)


def _date(value: dt.date) -> str:
    _require(value, dt.date, "date")
    return format_date(value)


def _date_lettres(value: dt.date) -> str:
    _require(value, dt.date, "date_lettres")
    return spell_date(value)


def _plus_mois(value: dt.date | Absent, months: int | Missing | Absent) -> dt.date | Missing | Absent:
    """The same day some months later: what a delay counted in months ends on."""
    if isinstance(value, Absent):
        return value
    if isinstance(months, Missing | Absent):
        return months
    _require(value, dt.date, "plus_mois")
    _require(months, int, "plus_mois")
    if not 0 <= months <= 1200:
        raise TemplateError("Le filtre « plus_mois » n’ajoute que de 0 à 1 200 mois.")
    return add_months(value, months) if isinstance(value, dt.date) and value.year < 9000 else value


def _heures(value: Decimal | int) -> str:
    """« 35 heures », « 17 heures 30 »: decimal hours in hours and minutes."""
    _require(value, (Decimal, int), "heures")
    minutes = round(Decimal(value) * 60)
    hours, rest = divmod(minutes, 60)
    unit = "heure" if hours < 2 else "heures"
    return f"{hours} {unit} {rest:02d}" if rest else f"{hours} {unit}"


def _liste(values: Iterable[str], last: str = "et") -> str:
    """« a, b et c », without the full stops that a user may have typed."""
    return join_french([_sans_point(word) for word in _words(values, "liste")], last=last)


def _enumere(values: Iterable[str], last: str = "et") -> str:
    """« a, b et c » for groups of words: neither their full stops nor their capitals are kept."""
    return join_french([_minuscule(_sans_point(word)) for word in _words(values, "enumere")], last=last)


def _words(values: Iterable[Any], name: str) -> list[str]:
    words = [HOLE if is_missing(value) else value for value in values]
    if not all(isinstance(word, str) for word in words):
        raise TemplateError(f"Le filtre « {name} » ne s’applique qu’à des textes.")
    return words


def _nomme(text: Any) -> bool:
    """Tell whether a text seems to name a person: a civility before a capital."""
    return isinstance(text, str) and _CIVILITE.search(text) is not None


def _prefixe(text: str, prefix: str) -> str:
    """« chapitre 012 » for « 012 »: the word is added before a bare number."""
    return f"{prefix} {text}" if text[:1].isdigit() else text


def _minuscule(text: str) -> str:
    """The first letter in lower case, unless the word is a civility, an acronym or a single capital."""
    first = text.split(" ", 1)[0]
    stays = first[1:2].isupper() or len(first) < 2 or first.rstrip(".") in _CIVILITES
    return text if stays else text[:1].lower() + text[1:]


def _majuscule(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sans_point(text: str) -> str:
    """Without the full stop or semicolon that a user may have typed at the end."""
    return text.rstrip(" .;,\u00a0\u202f")


_HAS_DE = re.compile(r"(?:du |de |d[’'])")
_DES = re.compile(r"\A[Dd]es ")
"""« des délais » after « de » leaves « de délais »."""


def _de(text: str) -> str:
    """« d’Aubrac », « de Val-Fleuri », « du Puy »; « du prix » has it already."""
    return text if _HAS_DE.match(text) else elide("de", _DES.sub("", text))


def _a(text: str) -> str:
    """« à Aubrac », « au département », « aux époux Martin »."""
    return elide("à", text)


def _que(text: str) -> str:
    """« que Mme Vasseur », « qu’Aline »."""
    return elide("que", text)


def _nom_personne(text: str) -> str:
    """A person as an act names her: « Madame Claire Vasseur »."""
    first, _, rest = text.partition(" ")
    full = {"mme": "Madame", "m": "Monsieur", "mr": "Monsieur", "mlle": "Madame"}.get(
        first.rstrip(".").lower()
    )
    return f"{full} {rest}" if full and rest else text


_MASCULINE = (
    "syndicat", "centre", "pole", "parc", "pays", "conseil", "departement", "comite", "groupement", "service",
    "sivom", "sivu", "siaep", "siea", "sictom", "smictom", "sdis", "petr", "cias", "ccas", "cdg", "cnas",
    "prefet", "ministere", "rectorat", "college", "lycee", "foyer", "gymnase", "caue", "dasen", "gaec", "sde",
)  # fmt: skip
_FEMININE = (
    "communaute",
    "metropole",
    "region",
    "commune",
    "ville",
    "caisse",
    "mutuelle",
    "regie",
    "societe",
    "fondation",
    "federation",
    "mission",
    "maison",
    "chambre",
    "prefecture",
    "gendarmerie",
    "direction",
    "bibliotheque",
    "mediatheque",
    "salle",
    "foret",
    "caf",
    "sarl",
    "sas",
    "spa",
)
_BEFORE_VOWEL = (
    "etablissement", "office", "agence", "amicale", "union", "association", "entente", "ecole", "organisme",
    "amf", "ars", "atd", "eurl", "ogec", "onf",
)  # fmt: skip
_ARTICLE = re.compile(r"(?:l[\u2019']|l[ae] |les )", re.IGNORECASE)


def _organisme(text: str) -> str:
    """« la communauté de communes du Haut-Allier », « le SIVOM du Lac »: with its article when it has one."""
    name = text.strip()
    written = _ARTICLE.match(name)
    if written:
        return name[:1].lower() + name[1:]
    first = re.split(r"[ \u2019'-]", fold(name), maxsplit=1)[0]
    articles = {"le ": _MASCULINE, "la ": _FEMININE, "l" + APOSTROPHE: _BEFORE_VOWEL, "les ": ("archives",)}
    for article, words in articles.items():
        if first in words:
            return article + _minuscule(name)
    return name


def _association(text: str) -> str:
    """« l’association « Les Amis du Four » »; a name that begins with « association » needs no other word."""
    name = text.strip()
    for article in ("l" + APOSTROPHE, "l'", "la ", "les ", "le "):
        if fold(name).startswith(fold(article) + "association"):
            name = name[len(article) :]
    if fold(name).startswith("association"):
        return f"l{APOSTROPHE}{name[:1].upper()}{name[1:]}"
    return f"l{APOSTROPHE}association « {name} »"


def _associations(names: Iterable[Any]) -> str:
    """« l’association « A » et l’association « B » »."""
    return join_french([HOLE if is_missing(name) else _association(name) for name in names])


def _accord(count: Any, singular: str, plural: str) -> str:
    """The form for a number, or for how many things a list holds."""
    if is_missing(count):
        return plural if isinstance(count, Missing) and count.sub_names else singular
    number = len(count) if isinstance(count, tuple | list) else count
    return singular if abs(number) < 2 else plural


def _accord_personnes(people: Iterable[str], forms: str) -> str:
    """Agree with people: « masculin|féminin|masculins|féminines »; the masculine wins when mixed."""
    choices = forms.split("|")
    if len(choices) != 4:
        raise TemplateError("« accord_personnes » attend quatre formes séparées par « | ».")
    names = list(people)
    known = [name for name in names if isinstance(name, str)]
    feminine = bool(known) and all(is_feminine(name) for name in known)
    return choices[(2 if len(names) > 1 else 0) + (1 if feminine else 0)]


def is_feminine(name: str) -> bool:
    return fold(name).split(" ", 1)[0].rstrip(".") in {
        "mme",
        "madame",
        "mlle",
        "mademoiselle",
        "mmes",
        "mesdames",
    }


@pass_context
def _ref(context: Context, cle: str) -> Any:
    """« article L. 1612-11 du code général des collectivités territoriales », checked on the day."""
    references: References = context[REFERENCES]
    return references.name(cle) or Missing(f"référence {cle}")


@pass_context
def _citable(context: Context, cle: str) -> bool:
    references: References = context[REFERENCES]
    return references.is_citable(cle)


def _jour(year: Any, month: int, day: int) -> Any:
    """A date to compare with; nothing when the year is not known."""
    return dt.date(year, month, day) if isinstance(year, int) else year


def _jours_entre(start: Any, end: Any) -> Any:
    """How many days from one date to the other, below zero when the second comes first."""
    for date in (start, end):
        if not isinstance(date, dt.date):
            return date
    return (end - start).days


FILTERS: dict[str, Filter] = {
    **LIST_FILTERS,
    **BALLOT_FILTERS,
    "euros": _lets_holes_through(_euros),
    "euros_centimes": _lets_holes_through(_euros_centimes),
    "euros_lettres": _lets_holes_through(_euros_lettres),
    "montant": _lets_holes_through(_montant),
    "montant_nul": _lets_holes_through(_montant_nul),
    "tarif": _lets_holes_through(_tarif),
    "arrondi": _lets_holes_through(_arrondi),
    "variation": _lets_holes_through(_variation),
    "nombre": _lets_holes_through(_nombre),
    "pourcent": _lets_holes_through(_pourcent),
    "entier": _lets_holes_through(_entier),
    "lettres": _lets_holes_through(_lettres),
    "lettres_feminin": _lets_holes_through(_lettres_feminin),
    "date": _lets_holes_through(_date),
    "date_lettres": _lets_holes_through(_date_lettres),
    "plus_mois": _lets_holes_through(_plus_mois),
    "heures": _lets_holes_through(_heures),
    "liste": _liste,
    "enumere": _enumere,
    "nomme": _nomme,
    "prefixe": _lets_holes_through(_prefixe),
    "minuscule": _lets_holes_through(_minuscule),
    "majuscule": _lets_holes_through(_majuscule),
    "sans_point": _lets_holes_through(_sans_point),
    "de": _lets_holes_through(_de),
    "a": _lets_holes_through(_a),
    "que": _lets_holes_through(_que),
    "personne": _lets_holes_through(_nom_personne),
    "organisme": _lets_holes_through(_organisme),
    "association": _lets_holes_through(_association),
    "associations": _associations,
}

FUNCTIONS: dict[str, Filter] = {
    "accord": _accord,
    "accord_personnes": _accord_personnes,
    "jour": _jour,
    "jours_entre": _jours_entre,
    "ref": _ref,
    "citable": _citable,
}
