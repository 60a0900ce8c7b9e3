"""What `deliberia revue` prints for people: one thing a line, no column to guess at by ear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from deliberia.revue.preuve.libelles import ETATS, ETATS_ACTE, VERDICTS, name_fait
from deliberia.text import agree, format_date, typeset

if TYPE_CHECKING:
    from deliberia.revue import ActeLu, Anomalie, Entree, Item, Journal, Revue, Situation, SituationActe
    from deliberia.verification import Card


def tell_item(revue: Revue, item: Item, situation: Situation) -> dict[str, Any]:
    """Give the JSON of an item, with where it stands and what could replace it."""
    return {
        **item.as_dict(),
        **situation.as_dict(),
        "candidats": [one.as_dict() for one in revue.list_candidates(item)],
    }


def draw_items(
    revue: Revue, found: Sequence[tuple[Item, Situation]], *, is_filtered: bool = False
) -> Iterator[str]:
    acte = ""
    for item, situation in found:
        if item.acte != acte:
            acte = item.acte
            yield typeset(_head(revue.actes[acte]))
        yield typeset(f"  {item.id}  {_name(item)}, {describe_state(situation)}")
        if item.phrase:
            yield f"      {_quote(item)}"
        yield typeset(f"      {item.motif}")
    count = len(found)
    if count:
        yield typeset(f"{count} {agree(count, 'point', 'points')} dans la file.")
    else:
        yield "Aucun point ne répond à ce filtre." if is_filtered else "La file est vide."


def draw_item(revue: Revue, item: Item, situation: Situation) -> Iterator[str]:
    yield typeset(_head(revue.actes[item.acte]))
    yield typeset(f"Point {item.id} : {_name(item)}, {describe_state(situation)}")
    if item.phrase:
        yield f"  {_quote(item)}"
    yield typeset(f"  {item.motif}")
    if item.correction:
        yield typeset(f"  À faire : {item.correction}")
    if situation.rouvert:
        yield typeset(f"  {situation.rouvert}")
    for one in revue.list_candidates(item):
        yield typeset(f"  Peut être remplacé par {one.cle} ({one.nom}), {VERDICTS[one.verdict.value]}")
    for entree in (*situation.avis, *situation.remarques):
        yield typeset(f"  {draw_entry(entree)}")
    yield from _draw_card(revue, item)


def draw_states(states: Iterable[tuple[ActeLu, SituationActe]]) -> Iterator[str]:
    for acte, state in states:
        parts = [ETATS_ACTE[state.etat]]
        for count, words in (
            (state.restants, ("point à décider", "points à décider")),
            (state.renvoyes, ("point renvoyé", "points renvoyés")),
            (state.desaccords, ("désaccord", "désaccords")),
            (state.reserves, ("correction à reporter", "corrections à reporter")),
        ):
            if count:
                parts.append(f"{count} {agree(count, *words)}")
        parts += [obstacle.rstrip(".") for obstacle in acte.obstacles]
        if state.perimees:
            parts.append("modifié depuis sa validation")
        parts += [f"par {one.relecteur}" for one in (*state.validations, *state.renvois)]
        yield typeset(f"{acte.chemin} : {', '.join(parts)}")


def draw_journals(journal: Journal, anomalies: Sequence[Anomalie]) -> Iterator[str]:
    if not journal.journaux:
        yield "Aucun journal dans ce dossier."
    for nom, one in journal.journaux.items():
        lines = agree(one.lignes, "ligne", "lignes")
        yield typeset(f"{nom} : {one.lignes} {lines}, empreinte de tête {one.tete}")
    for anomalie in anomalies:
        kind = "Altération" if anomalie.ecart.is_fault else "À savoir"
        yield typeset(f"{kind} : {anomalie}")
    if journal.journaux and not any(one.ecart.is_fault for one in anomalies):
        yield "Chaque ligne suit la précédente, aucune n’a été modifiée."


def draw_entry(entree: Entree) -> str:
    """Return a line of a journal in words."""
    told = f"{name_fait(entree.choix)} par {entree.relecteur} le {entree.quand[:16].replace('T', ' à ')} UTC"
    if entree.par:
        told += f", à remplacer par {entree.par}"
    if entree.pourquoi:
        told += f" : {entree.pourquoi}"
    return told[:1].upper() + told[1:]


def describe_state(situation: Situation) -> str:
    """Return « accepté par Mme Prieur », « désaccord », « à décider »."""
    decision = situation.decision
    if decision is None:
        return ETATS[situation.etat] + (" à nouveau" if situation.rouvert else "")
    return f"{name_fait(decision.choix)} par {decision.relecteur}"


def _head(acte: ActeLu) -> str:
    day = format_date(acte.date) if acte.date else "date de séance inconnue"
    return f"{acte.chemin} : {acte.commune}, {day}, {acte.titre}"


def _name(item: Item) -> str:
    verdict = VERDICTS.get(item.verdict)
    key = f" ({item.cle})" if item.cle else ""
    return f"{item.severite.value}, {item.label}{key}{', ' + verdict if verdict else ''}"


def _quote(item: Item) -> str:
    phrase = item.phrase
    return f"{phrase[: item.debut]}[{phrase[item.debut : item.fin]}]{phrase[item.fin :]}"


def _draw_card(revue: Revue, item: Item) -> Iterator[str]:
    from deliberia.errors import DeliberiaError
    from deliberia.verification import describe

    if not item.cle or item.date is None:
        return
    try:
        card: Card = describe(item.cle, on=item.date, base=revue.base)
    except DeliberiaError:
        return
    yield typeset(f"  Fiche : {card.nom}")
    for event in card.evenements:
        yield typeset(f"    {format_date(event.jour)} : {event.quoi}")
    if card.verdict.url:
        yield f"    {card.verdict.url}"
