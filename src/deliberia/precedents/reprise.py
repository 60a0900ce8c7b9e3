"""A precedent in use again: its references judged today, its facts in the fields of a template."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from deliberia.auditing import JudgedCitation, judge_citations
from deliberia.catalogue import get_template, iter_templates
from deliberia.citations import find_citations
from deliberia.legal_refs import Base, group_references
from deliberia.model import SectionSorte, VerdictKind
from deliberia.reading import read_acte
from deliberia.text import fold
from deliberia.verification import verify

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.precedents.actes import Precedent

_NEXT_VISA = re.compile(r"\n(?=\s*[Vv][Uu]\b)")
_END = re.compile(r"\s*;\s|\s*;$")
_SHARED = 2
"""Words that the name of a template and an object must share to be brought together."""


class SeedVisa(NamedTuple):
    """One visa of the precedent."""

    texte: str
    """As it stood."""
    sort: str
    """garde (in force), remplace (dead, its successor proposed), retire (dead, or not verifiable today)."""
    propose: str
    """Key of the successor, for « remplace »."""
    motif: str
    rediges: tuple[str, ...] = ()
    """The visas to print instead, one a text, in our own words: the line of an old act is often cut or glued
    to the next paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What a new draft takes from a precedent. Nothing is applied unseen: the caller shows it first."""

    modele: str
    champs: dict[str, Any]
    visas: tuple[SeedVisa, ...]

    def list_visas(self, *, replace_dead: bool) -> tuple[str, ...]:
        """Return the free visas of the new draft: those in force, and successors when the user agrees."""
        sorts = ("garde", "remplace") if replace_dead else ("garde",)
        return tuple(
            dict.fromkeys(
                text for sort in sorts for visa in self.visas if visa.sort == sort for text in visa.rediges
            )
        )


def reverify(precedent: Precedent, *, on: dt.date, base: Base | None = None) -> tuple[JudgedCitation, ...]:
    """Judge each citation of a precedent on a day, that of today for instance."""
    return judge_citations(find_citations(precedent.texte), on, base)


def guess_template(precedent: Precedent) -> str:
    """Return the template whose name is nearest to the object; "" when none is near."""
    return guess_by_object(precedent.objet)


def guess_by_object(objet: str) -> str:
    """Return the template whose name is nearest to the object of an act; "" when none is near."""
    words = _words(objet)
    best, score = "", 0
    for template in iter_templates():
        shared = len(words & _words(f"{template.meta.nom} {template.id.replace('-', ' ')}"))
        if shared > score:
            best, score = template.id, shared
    return best if score >= _SHARED or (score and len(words) <= _SHARED) else ""


def seed(precedent: Precedent, modele: str, *, on: dt.date, base: Base | None = None) -> Seed:
    """Take from a precedent what a new draft may use again: its only amount, its visas.

    Raises:
        UsageError: the template is unknown.
    """
    template = get_template(modele)
    return Seed(
        modele=template.id,
        champs=_read_fields(precedent, template),
        visas=tuple(_judge_visas(precedent, on, base)),
    )


def _read_fields(precedent: Precedent, template: Template) -> dict[str, Any]:
    """Fill the fields whose name says what they hold; a doubtful one is left to the drafter.

    A field « objet » is what the money, the contract or the wish is for, never the title of the act.
    """
    acte = read_acte(precedent.texte)
    amounts = [fact.value for fact in acte.montants]
    found: dict[str, Any] = {}
    for champ in template.meta.champs:
        kind = champ.type.value
        if champ.nom == "montant" and kind == "euros" and len(set(amounts)) == 1:
            found[champ.nom] = _plain(amounts[0])
    return found


def _plain(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral() else float(amount)


def _judge_visas(precedent: Precedent, on: dt.date, base: Base | None) -> list[SeedVisa]:
    acte = read_acte(precedent.texte)
    return [
        _judge_visa(text, on, base)
        for section in acte.iter_sections(SectionSorte.VISA)
        for text in _cut_visas(acte.extract(section))
    ]


def _cut_visas(text: str) -> list[str]:
    """Return each visa on one line: the file cuts its lines where the page did."""
    visas = []
    for part in _NEXT_VISA.split(text):
        line = " ".join(part.split())
        if fold(line).startswith("vu"):
            visas.append(_END.split(line, maxsplit=1)[0].rstrip(" ;,."))
    return visas


def _judge_visa(text: str, on: dt.date, base: Base | None) -> SeedVisa:
    verdicts = [
        target.verdict
        for citation in judge_citations(find_citations(text), on, base)
        for target in citation.targets
        if target.verdict is not None
    ]
    if not verdicts:
        return SeedVisa(text, "retire", "", "Acte local, ou texte sans référence : à relire.")
    bad = [one for one in verdicts if one.kind is not VerdictKind.EN_VIGUEUR]
    if not bad:
        return SeedVisa(text, "garde", "", "en vigueur", _write_visas([one.cle for one in verdicts]))
    first = bad[0]
    if len(first.remplace_par) == 1 and len(verdicts) == 1:
        (heir,) = first.remplace_par
        if verify(heir, on=on, base=base).kind is VerdictKind.EN_VIGUEUR:
            return SeedVisa(text, "remplace", heir, first.motif, _write_visas([heir]))
    return SeedVisa(text, "retire", "", first.motif)


def _write_visas(cles: list[str]) -> tuple[str, ...]:
    return tuple(f"Vu {group.phrase}" for group in group_references(cles))


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in fold(text).replace("'", " ").split() if len(word) > 3}
