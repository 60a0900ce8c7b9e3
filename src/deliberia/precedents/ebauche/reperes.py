"""What changes from one act to the next, found in its text, and what the template says instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from deliberia.auditing import JudgedCitation
from deliberia.masking import Kind, Masked
from deliberia.model import Acte
from deliberia.precedents.ebauche.champs import Fields
from deliberia.precedents.ebauche.plat import flatten
from deliberia.precedents.ebauche.references import Group, group_citations, place_group, write_references
from deliberia.text import fold, iter_dates, parse_amount

_CIVILITY = re.compile(r"(?:\b(?P<f>mme|madame|mlle|mademoiselle)|\b(?P<m>m\.|mr\.?|monsieur))\s+\Z")
_AMOUNT = re.compile(
    r"(?<![\w,.])(?P<n>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?)"
    r"\s?(?:€|euros?\b|EUR\b)(?P<words>\s*\([^()\d]{5,120}euros?[^()\d]{0,60}\))?"
)
_PERCENT = re.compile(r"(?<![\w,.])(?P<n>\d{1,3}(?:,\d{1,4})?)\s?%")
_SURFACE = re.compile(r"(?<![\w,.])(?P<n>\d{1,3}(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?|\d+(?:,\d+)?)(?=\s?m²)")
_YEAR = re.compile(r"\b(?:exercice|budget|année|primitif)s?\s+(?P<n>(?:19|20)\d{2})(?![\w-])", re.IGNORECASE)
_NUMBER = re.compile(r"(?<=n°)\s?(?P<n>[\w/.-]*\d[\w/.-]*\w|\d)(?!\w)")
_CAPITAL = r"[A-ZÉÈÀÂÊÎÔÛÇ][\w’'-]*"
_ASSOCIATION = re.compile(
    r"[Ll][’']association\s+(?:«\s*(?P<quoted>[^«»\n]{2,90}?)\s*»"
    rf"|(?P<bare>{_CAPITAL}(?:\s+(?:(?:d[eu]s?|la|les?|et|à|en|pour)\s+|[dl][’'])*{_CAPITAL}){{0,6}}))"
)
_HEAD = (
    (re.compile(r"\b(?:Monsieur|Madame|M\.|Mme)\s+l[ea]\s+[Mm]aire\b(?![-\s]adjoint|\s+délégué)"), "titre"),
    (re.compile(r"\b[Ll][ea]\s+[Mm]aire\b(?![-\s]adjoint|\s+délégué)"), "le"),
    (re.compile(r"\bdu\s+[Mm]aire\b(?![-\s]adjoint|\s+délégué)"), "du"),
    (re.compile(r"\bau\s+[Mm]aire\b(?![-\s]adjoint|\s+délégué)"), "au"),
)
_AGREED = re.compile(r"[Mm]aire(?:\s+est)?\s+(?P<n>autorisée?|chargée?)\b")
_BODY = re.compile(
    r"\b(?P<det>[Ll]e|[Dd]u|[Aa]u)\s+[Cc]onseil\s+(?:[Mm]unicipal|[Cc]ommunautaire|[Ss]yndical)\b"
)


class Mark(NamedTuple):
    """`[start, end)` of the act becomes `modele` in the template and `montre` in its example."""

    start: int
    end: int
    modele: str
    montre: str
    is_reference: bool = False


class Marks(NamedTuple):
    """All the marks of an act, in order, without overlap."""

    marks: tuple[Mark, ...]
    references: tuple[Group, ...]
    """References of law, kept or not."""
    masked: tuple[str, ...]
    """What must not be found in the template: the words that were masked."""

    def write(self, texte: str, start: int, end: int) -> tuple[str, str]:
        """Return a stretch of the act as the template says it, and as its example shows it."""
        model: list[str] = []
        shown: list[str] = []
        position = start
        for mark in self.marks:
            if mark.start < position or mark.end > end:
                continue
            plain = escape(texte[position : mark.start])
            model += (plain, mark.modele)
            shown += (plain, mark.montre)
            position = mark.end
        rest = escape(texte[position:end])
        return _join([*model, rest]), _join([*shown, rest])

    def quote(self, texte: str, start: int, end: int) -> str:
        """Return a stretch of the act with its references as they stood, and without its people."""
        kept = tuple(mark for mark in self.marks if not mark.is_reference)
        return self._replace(marks=kept).write(texte, start, end)[1]


def escape(text: str) -> str:
    """Leave out the characters that mean something to a template."""
    return text.replace("{", "(").replace("}", ")")


def _join(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def find_marks(acte: Acte, judged: tuple[JudgedCitation, ...], masked: Masked, fields: Fields) -> Marks:
    """Find everything that a template asks for or reads elsewhere; the first kinds win over the next."""
    texte = acte.texte
    groups = tuple(group_citations(texte, judged))
    taken: list[Mark] = []
    busy = bytearray(len(texte))
    for marks in (
        _mark_references(texte, groups, fields),
        _mark_associations(texte, fields),
        _mark_personal(texte, masked, fields),
        _mark_commune(acte),
        _mark_words(texte),
        _mark_amounts(acte, fields),
        _mark_dates(acte, fields),
        _mark_years(acte, fields),
        _mark_numbers(texte, fields),
    ):
        for mark in marks:
            if not any(busy[mark.start : mark.end]):
                busy[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
                taken.append(mark)
    surfaces = {
        " ".join(entry.surface.split()) for entry in masked.entries if entry.kind is not Kind.LITTERAL
    }
    return Marks(tuple(sorted(taken)), groups, tuple(sorted(surfaces, key=len, reverse=True)))


def _mark_references(texte: str, groups: tuple[Group, ...], fields: Fields) -> Iterator[Mark]:
    for group in groups:
        start, determiner = place_group(texte, group)
        surface = " ".join(texte[start : group.end].split())
        if group.is_firm:
            written = write_references(group.keys, determiner)
            yield Mark(start, group.end, written, surface, True)
            continue
        field = fields.ask_reference(fold(surface))
        lead = "de " if determiner.startswith("d") else "à " if determiner.startswith("a") else ""
        yield Mark(start, group.end, f"{lead}{{{{ {field.nom} }}}}", f"{lead}{field.exemple}", True)


def _mark_associations(texte: str, fields: Fields) -> Iterator[Mark]:
    for match in _ASSOCIATION.finditer(texte):
        field = fields.ask_association(fold(match["quoted"] or match["bare"]))
        shown = f"l’association « {field.exemple} »"
        yield Mark(match.start(), match.end(), f"{{{{ {field.nom} | association }}}}", shown)


def _mark_personal(texte: str, masked: Masked, fields: Fields) -> Iterator[Mark]:
    for entry in masked.entries:
        if entry.kind is Kind.LITTERAL:
            continue
        if entry.kind is not Kind.PERSONNE:
            field = fields.ask_personal(entry.kind, entry.pseudonym)
            yield Mark(entry.start, entry.end, f"{{{{ {field.nom} }}}}", str(field.exemple))
            continue
        lead = texte[max(0, entry.start - 20) : entry.start]
        match = _CIVILITY.search(flatten(lead))
        start = entry.start - (len(lead) - match.start()) if match else entry.start
        field = fields.ask_person(entry.pseudonym, "f" if match and match["f"] else "m")
        name = str(field.exemple)
        if match and match.group().startswith(("ma", "mon", "mademoiselle")):
            title = "Madame" if match["f"] else "Monsieur"
            filtered = f"{{{{ {field.nom} | personne }}}}"
            yield Mark(start, entry.end, filtered, f"{title} {name.partition(' ')[2]}")
        else:
            yield Mark(start, entry.end, f"{{{{ {field.nom} }}}}", name)


def _mark_commune(acte: Acte) -> Iterator[Mark]:
    fact = acte.collectivite
    if fact is None or len(fact.value) < 2:
        return
    name = re.escape(fact.value)
    full = re.compile(rf"\b[Ll]a [Cc]ommune d(?:e |[’']){name}\b")
    for match in full.finditer(acte.texte):
        filtered = " | majuscule" if match[0][0] == "L" else ""
        yield Mark(match.start(), match.end(), f"{{{{ collectivite.complet{filtered} }}}}", match[0])
    for match in re.finditer(rf"\b(?P<de>[Dd](?:e |[’']))?{name}\b", acte.texte):
        call = "collectivite.nom | de" if match["de"] else "collectivite.nom"
        yield Mark(match.start(), match.end(), f"{{{{ {call} }}}}", match[0])


def _mark_words(texte: str) -> Iterator[Mark]:
    """Mark the mayor and the council, whose names and genders the engine knows."""
    for pattern, name in _HEAD:
        for match in pattern.finditer(texte):
            capital = " | majuscule" if name == "le" and match[0][0] == "L" else ""
            yield Mark(match.start(), match.end(), f"{{{{ executif.{name}{capital} }}}}", match[0])
    for match in _AGREED.finditer(texte):
        name = "autorise" if match["n"].startswith("a") else "charge"
        yield Mark(match.start("n"), match.end("n"), f"{{{{ executif.{name} }}}}", match["n"])
    for match in _BODY.finditer(texte):
        det = match["det"]
        capital = " | majuscule" if det[0].isupper() else ""
        yield Mark(match.start(), match.end(), f"{{{{ organe.{det.lower()}{capital} }}}}", match[0])


def _mark_amounts(acte: Acte, fields: Fields) -> Iterator[Mark]:
    texte = acte.texte
    for double in acte.montants_doubles:
        field = fields.ask_amount(double.chiffres)
        surface = texte[double.start : double.end]
        yield Mark(double.start, double.end, f"{{{{ {field.nom} | euros_lettres }}}}", surface)
    for match in _AMOUNT.finditer(texte):
        value = parse_amount(match["n"])
        if value is None:
            continue
        field = fields.ask_amount(value)
        form = "euros_lettres" if match["words"] else "euros"
        if form == "euros" and "," in match["n"] and value == value.to_integral():
            form = "euros_centimes"
        yield Mark(match.start(), match.end(), f"{{{{ {field.nom} | {form} }}}}", match[0])
    for match in _PERCENT.finditer(texte):
        value = Decimal(match["n"].replace(",", "."))
        if value <= 100:
            nom = fields.ask_percentage(value).nom
            yield Mark(match.start(), match.end(), f"{{{{ {nom} | pourcent }}}}", match[0])
    for match in _SURFACE.finditer(texte):
        value = parse_amount(match["n"]) or Decimal(0)
        if value:
            nom = fields.ask_surface(value).nom
            yield Mark(match.start("n"), match.end("n"), f"{{{{ {nom} | nombre }}}}", match["n"])


def _mark_dates(acte: Acte, fields: Fields) -> Iterator[Mark]:
    seance = acte.date_seance.value if acte.date_seance is not None else None
    for found in iter_dates(acte.texte):
        surface = acte.texte[found.start : found.end]
        if found.date == seance:
            yield Mark(found.start, found.end, "{{ seance.date | date }}", surface)
            continue
        field = fields.ask_date(found.date, acte.texte[max(0, found.start - 60) : found.start])
        yield Mark(found.start, found.end, f"{{{{ {field.nom} | date }}}}", surface)


def _mark_years(acte: Acte, fields: Fields) -> Iterator[Mark]:
    seance = acte.date_seance.value.year if acte.date_seance is not None else 0
    for match in _YEAR.finditer(acte.texte):
        year = int(match["n"])
        call = "seance.annee" if year == seance else fields.ask_year(year).nom
        yield Mark(match.start("n"), match.end("n"), f"{{{{ {call} }}}}", match["n"])


def _mark_numbers(texte: str, fields: Fields) -> Iterator[Mark]:
    for match in _NUMBER.finditer(texte):
        field = fields.ask_number(match["n"], texte[max(0, match.start() - 40) : match.start() - 2])
        yield Mark(match.start("n"), match.end("n"), f"{{{{ {field.nom} }}}}", match["n"])
