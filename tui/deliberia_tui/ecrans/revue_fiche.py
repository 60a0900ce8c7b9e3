"""The right of the review screen: sentence, verdict, opinions, what could replace it, card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from deliberia.errors import DeliberiaError
from deliberia.revue import Candidat, Etat, Item, Situation, find_obvious
from deliberia.revue.preuve.libelles import VERDICTS, name_fait
from deliberia.text import format_date, typeset
from deliberia_tui.ecrans.recherche import join_lines, label

if TYPE_CHECKING:
    from deliberia.legi import LegiBase
    from deliberia.revue import ActeLu, Entree, Revue
    from deliberia.verification import Card

MAX_TEXT = 4000
"""Characters of the article's text that are shown."""
SIGNES = {
    "accepter": ("✓", "$success"),
    "corriger": ("→", "$primary"),
    "rejeter": ("✗", "$error"),
    "renvoyer": ("?", "$warning"),
}
"""Sign and colour of each decision."""
SIGNES_ETAT = {Etat.A_DECIDER: ("○", ""), Etat.DESACCORD: ("≠", "$warning")}
_GRAVITES = {"erreur": "$error", "avertissement": "$warning", "info": "$primary"}


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is looked up about an item, once."""

    candidats: tuple[Candidat, ...] = ()
    carte: Card | None = None
    texte: str = ""
    """Text of the article in the imported archive; empty when there is none."""

    @property
    def evident(self) -> Candidat | None:
        return find_obvious(self.candidats)


def look_up(revue: Revue, item: Item, legi: LegiBase | None) -> Dossier:
    """Gather what the base says of an item. Touches no widget."""
    from deliberia.legal_refs import parse_key
    from deliberia.verification import describe

    candidats = revue.list_candidates(item)
    if not item.cle or item.date is None:
        return Dossier(candidats)
    try:
        carte = describe(item.cle, on=item.date, base=revue.base)
        key = parse_key(carte.verdict.cle)
        found = legi.article_text(key.text, key.article, item.date) if legi and key.article else None
    except DeliberiaError:
        return Dossier(candidats)
    return Dossier(candidats, carte, found.texte[:MAX_TEXT] if found else "")


def make_fiche(acte: ActeLu, item: Item, situation: Situation, dossier: Dossier | None) -> Content:
    """Compose the whole right side."""
    lines = [
        Content.assemble((typeset(acte.titre), "bold $primary")),
        Content(typeset(f"{item.commune}, {_say_day(item.date)} · {item.acte}")),
        Content(""),
        *_iter_quote(item),
        *_iter_verdict(item),
        *_iter_opinions(situation),
    ]
    if dossier is not None:
        lines += [*_iter_candidates(dossier), *_iter_card(dossier)]
    return join_lines(lines)


def _say_day(day: dt.date | None) -> str:
    return format_date(day) if day else "date de séance inconnue"


def _iter_quote(item: Item) -> Iterator[Content]:
    if not item.phrase:
        return
    yield Content.assemble(
        item.phrase[: item.debut],
        (item.phrase[item.debut : item.fin], f"bold reverse {_GRAVITES[item.severite.value]}"),
        item.phrase[item.fin :],
    )
    yield Content("")


def _iter_verdict(item: Item) -> Iterator[Content]:
    colour = _GRAVITES[item.severite.value]
    sign = {"erreur": "✗", "avertissement": "!", "info": "i"}[item.severite.value]
    if item.is_citation:
        day = f" au {format_date(item.date)}" if item.date else ""
        yield Content.assemble((typeset(f"{sign} {VERDICTS[item.verdict]}{day}"), f"bold {colour}"))
        yield Content(typeset(item.motif))
    else:
        yield Content.assemble((f"{sign} {item.regle}  ", f"bold {colour}"), typeset(item.motif))
        if item.correction:
            yield label("À faire", typeset(item.correction))
    yield Content("")


def _iter_opinions(situation: Situation) -> Iterator[Content]:
    if situation.rouvert:
        yield Content.assemble(("! ", "bold $warning"), typeset(situation.rouvert))
    if situation.etat is Etat.DESACCORD:
        yield Content.assemble(("≠ désaccord", "bold $warning"), typeset(" : la touche t le tranche."))
    for entree in (*situation.avis, *situation.remarques):
        sign, colour = SIGNES.get(entree.choix, ("·", "$primary"))
        yield Content.assemble((f"{sign} ", f"bold {colour}"), typeset(say_entry(entree)))
    if situation.avis or situation.remarques or situation.rouvert:
        yield Content("")


def say_entry(entree: Entree) -> str:
    """Return « accepté par Mme Prieur, 22/11/2026 06:24 UTC : motif »."""
    day = f"{entree.quand[8:10]}/{entree.quand[5:7]}/{entree.quand[:4]} {entree.quand[11:16]} UTC"
    told = f"{name_fait(entree.choix)} par {entree.relecteur}, {day}"
    if entree.par:
        told += f", proposé : {entree.par}"
    return f"{told} : {entree.pourquoi}" if entree.pourquoi else told


def _iter_candidates(dossier: Dossier) -> Iterator[Content]:
    for number, one in enumerate(dossier.candidats, 1):
        is_first = one == dossier.evident
        state = ("✓ en vigueur", "$success") if one.is_in_force else (VERDICTS[one.verdict.value], "$warning")
        yield Content.assemble(
            (f"{'c ou ' if is_first else ''}{number}", "bold $primary"),
            typeset(f"  {one.nom}, "),
            state,
            f" ({one.origine})",
        )
    if dossier.candidats:
        yield Content("")


def _iter_card(dossier: Dossier) -> Iterator[Content]:
    if dossier.carte is None:
        return
    carte, verdict = dossier.carte, dossier.carte.verdict
    yield Content.assemble((typeset(carte.nom[:1].upper() + carte.nom[1:]), "bold"))
    if carte.notice and carte.notice.titre:
        yield label("Objet", typeset(carte.notice.titre))
    for version in verdict.versions:
        debut = f"depuis le {format_date(version.debut)}" if version.debut else "depuis une date ancienne"
        fin = f" jusqu’au {format_date(version.fin - dt.timedelta(days=1))}" if version.fin else ""
        yield label("En vigueur", debut + fin)
    for event in carte.evenements:
        yield label(format_date(event.jour), typeset(event.quoi + (f" ({event.note})" if event.note else "")))
    if verdict.source:
        yield label("Source", typeset(verdict.source))
    if verdict.url:
        yield label("Adresse", verdict.url)
    if dossier.texte:
        yield Content("")
        yield Content.assemble(("Texte à cette date", "bold"))
        yield Content(dossier.texte)
