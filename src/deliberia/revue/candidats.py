"""What could be written instead of a flagged reference, each verified on the day of the act."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliberia.errors import DeliberiaError, ReviewError
from deliberia.model import VerdictKind
from deliberia.revue.valeurs import Item, Sorte

if TYPE_CHECKING:
    from deliberia.legal_refs import Base

LIMIT = 6
_NUMBER = re.compile(
    r"(?:L\.?\s?O\.?|[LRDA]\.?)?\s?\*?\d{1,5}(?:-\d{1,4})*(?:[ -](?:bis|ter|quater|quinquies|sexies|septies|"
    r"octies|nonies|decies|[A-Z]{1,3}))*",
    re.I,
)
"""What may be the number of an article and nothing else."""
SUCCESSEUR = "successeur"
PROCHE = "numéro proche"
MEME_NUMERO = "même numéro"
MOTS = "mêmes mots"
SAISIE = "saisie"
CANDIDAT = "candidat"
_ORIGINES = {"abroge": SUCCESSEUR, "deplace": SUCCESSEUR, "inexistant": PROCHE}
"""What the keys that come with a verdict are: only a dead reference has successors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidat:
    """A reference that could be cited, judged on the day of the act."""

    cle: str
    nom: str
    """« article L. 1612-25 du code général des collectivités territoriales »."""
    origine: str
    verdict: VerdictKind
    motif: str
    etat: dt.date | None = None
    """Last day for which the base knows it."""

    @property
    def is_in_force(self) -> bool:
        return self.verdict is VerdictKind.EN_VIGUEUR

    def as_dict(self) -> dict[str, Any]:
        return {
            "cle": self.cle,
            "nom": self.nom,
            "origine": self.origine,
            "verdict": self.verdict.value,
            "motif": self.motif,
            "etat": self.etat.isoformat() if self.etat else None,
        }


def list_candidates(item: Item, base: Base) -> tuple[Candidat, ...]:
    """Return what could replace the reference of an item, what is in force first, at most `LIMIT`.

    Successors, then the nearest numbers of a number that does not exist. None for a finding, nor for an act
    whose day is not known.
    """
    if item.sorte is Sorte.CONSTAT or item.date is None:
        return ()
    found: dict[str, Candidat] = {}
    for cle, origine in _iter_keys(item, base):
        if cle not in found and (cle != item.cle or origine == MEME_NUMERO):
            found[cle] = _judge(cle, origine, item.date, base)
        if len(found) >= LIMIT:
            break
    return tuple(sorted(found.values(), key=lambda one: not one.is_in_force))


def find_obvious(candidates: Iterable[Candidat]) -> Candidat | None:
    """Return the one successor in force, when there is exactly one: it can be chosen without looking."""
    alive = [one for one in candidates if one.origine == SUCCESSEUR and one.is_in_force]
    return alive[0] if len(alive) == 1 else None


def _iter_keys(item: Item, base: Base) -> Iterator[tuple[str, str]]:
    from deliberia.verification import nearest_numbers, search_references

    origine = _ORIGINES.get(item.verdict, CANDIDAT)
    for cle in item.remplace_par:
        yield cle, origine
    if item.verdict == VerdictKind.AMBIGU and item.cle:
        yield item.cle, MEME_NUMERO
    if item.verdict == VerdictKind.INEXISTANT:
        for cle in nearest_numbers(item.cle, on=item.date, base=base):
            yield cle, PROCHE
    if not item.cle and item.genre not in ("acte_local", "jurisprudence"):
        for hit in search_references(item.surface, 3, base=base):
            yield hit.cle, MOTS


def judge_choice(item: Item, typed: str, base: Base) -> tuple[Candidat, ...]:
    """Judge what the reviewer wrote as a correction: a key, a number of the same code, or words that cite.

    Empty when nothing in it is a reference.
    """
    if item.date is None:
        return ()
    keys = _read_keys(item, " ".join(typed.split()), base)
    return tuple(_judge(cle, SAISIE, item.date, base) for cle in dict.fromkeys(keys))


def _read_keys(item: Item, typed: str, base: Base) -> list[str]:
    from deliberia.citations import find_citations

    if ":" in typed and " " not in typed.partition(":")[0]:
        found = _canonical(typed, base)
        return [found] if found else []
    cited = [
        cle
        for citation in find_citations(typed)
        for target in citation.targets
        for cle in (target.bornes or ((target.cle,) if target.cle else ()))
        if cle and not cle.startswith(":")
    ]
    if cited:  # « article L. 1612-25 du CGCT » also names the code
        owners = {cle.partition(":")[0] for cle in cited if ":" in cle}
        return [cle for cle in cited if cle not in owners]
    code = item.cle.partition(":")[0]
    number = typed.removeprefix("article ").strip()
    if code in base.codes and item.is_citation and _NUMBER.fullmatch(number):
        found = _canonical(f"{code}:{number}", base)
        return [found] if found else []
    return []


def _canonical(cle: str, base: Base) -> str:
    """Return the key as the base writes it; empty when it names no text, or a number that cannot be."""
    from deliberia.legal_refs import parse_key

    try:
        key = parse_key(cle)
    except DeliberiaError:
        return ""
    if key.is_code and (key.text not in base.codes or (key.article and not _NUMBER.fullmatch(key.article))):
        return ""
    return key.cle


def _judge(cle: str, origine: str, day: dt.date, base: Base) -> Candidat:
    from deliberia.legal_refs import name_reference
    from deliberia.verification import verify

    verdict = verify(cle, on=day, base=base)
    try:
        nom = name_reference(verdict.cle, base)
    except DeliberiaError:
        nom = verdict.cle
    return Candidat(
        cle=verdict.cle,
        nom=nom,
        origine=origine,
        verdict=verdict.kind,
        motif=verdict.motif,
        etat=verdict.etat,
    )


def refuse_correction(item: Item, judged: Iterable[Candidat], *, accepts_unknown: bool) -> None:
    """Refuse a correction that is dead or invented; one that the base does not know needs a word for it.

    Raises:
        ReviewError: the correction cannot be recorded.
    """
    every = list(judged)
    if not every:
        if item.sorte is Sorte.CONSTAT:
            return  # a correction in words that cites nothing
        raise ReviewError(
            "Aucune référence n’a été reconnue dans cette correction."
            if item.date
            else "La date de la séance n’est pas connue : une correction ne peut pas être vérifiée.",
            hint="Écrivez par exemple CGCT:L2121-29." if item.date else "Renvoyez l’acte à son auteur.",
        )
    wrong = next((one for one in every if one.verdict.is_faulty), None)
    if wrong is not None:
        raise ReviewError(
            f"{wrong.cle} ne peut pas servir de correction : {wrong.motif}",
            hint="Choisissez une référence en vigueur à la date de l’acte.",
        )
    unknown = next((one for one in every if not one.is_in_force), None)
    if unknown is not None and not accepts_unknown:
        raise ReviewError(
            f"{unknown.cle} n’a pas pu être vérifiée à la date de l’acte : {unknown.motif}",
            hint="Ajoutez --non-verifiee si vous l’avez contrôlée vous-même.",
        )
