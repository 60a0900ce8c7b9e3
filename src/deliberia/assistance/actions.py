"""What the model may do besides writing a passage: rewrite, shorten, propose a title, explain a finding.

Each answer goes through the same guard. A rewriting says nothing that the drafter's own text did not say; an
explanation is advice, and never enters an act.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from deliberia.assistance.facts import Facts, read_facts
from deliberia.assistance.passages import Clock, _now, judge_answer, make_origine, read_usage
from deliberia.assistance.prompts import Secrets, find_headings, make_demande
from deliberia.assistance.records import Consommation, Etat, Jugement, Origine, Usage
from deliberia.assistance.smuggling import find_orders
from deliberia.text import typeset

if TYPE_CHECKING:
    from deliberia.legal_refs import Base
    from deliberia.llm import Answer, Client
    from deliberia.model import Finding

_REWRITE = (
    "Récris le texte des données en français administratif clair : phrases courtes, aucun mot en trop. "
    "Ne change ni un "
    "fait, ni un chiffre, ni un nom, et n’en ajoute pas."
)
_SHORTEN = (
    "Raccourcis le texte des données d’au moins un tiers. Garde les faits, les chiffres et les noms qui "
    "comptent ; "
    "n’en ajoute pas."
)
_TITLE = (
    "Propose l’objet de la délibération décrite par les données : un groupe nominal d’une ligne, sans "
    "point final, sans "
    "verbe conjugué, sans référence de droit."
)
_EXPLAIN = (
    "Explique à la personne qui rédige, en trois phrases au plus et sans jargon, le constat que donnent "
    "les données et "
    "ce qu’elle peut vérifier. N’affirme rien que le constat ne dise."
)


class TitreIn(BaseModel):
    """The shape of a title."""

    titre: str = Field(max_length=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """A text of the model, judged; `jugement` says whether it may be used."""

    jugement: Jugement
    origine: Origine
    consommation: Consommation


def rewrite(
    text: str, client: Client, *, on: dt.date, secrets: Secrets | None = None, now: Clock = _now
) -> Proposition:
    """Write the drafter's own passage again, more clearly.

    Raises:
        AssistantError: no answer.
    """
    return _work(_REWRITE, text, client, on=on, secrets=secrets, now=now)


def shorten(
    text: str, client: Client, *, on: dt.date, secrets: Secrets | None = None, now: Clock = _now
) -> Proposition:
    """Shorten the drafter's own passage.

    Raises:
        AssistantError: no answer.
    """
    return _work(_SHORTEN, text, client, on=on, secrets=secrets, now=now)


def propose_title(
    text: str, client: Client, *, on: dt.date, secrets: Secrets | None = None, now: Clock = _now
) -> Proposition:
    """Propose the object of an act described by `text`.

    Raises:
        AssistantError: no answer, or none of the shape asked for.
    """
    demande = make_demande(_TITLE, text, references={}, secrets=secrets or Secrets())
    found = client.complete_structured(demande.messages, TitreIn)
    facts = read_facts((text,))
    jugement = judge_answer(
        found.answer,
        demande,
        facts,
        allowed=(),
        on=on,
        usage=Usage.TITRE,
        text=found.value.titre.strip().rstrip("."),
    )
    return _propose(
        _add_orders(jugement, facts), make_origine(found.answer, demande, client, now), found.answer
    )


def explain_finding(
    finding: Finding,
    client: Client,
    *,
    on: dt.date,
    extrait: str = "",
    secrets: Secrets | None = None,
    base: Base | None = None,
    now: Clock = _now,
) -> Proposition:
    """Explain a finding in plain words. Advice: it may cite the basis of the finding and nothing else.

    Raises:
        AssistantError: no answer.
    """
    data = "\n".join(
        filter(None, (f"Constat : {finding.message}", f"Correction : {finding.correction}", extrait))
    )
    headings = find_headings(finding.fondement, on, base)
    demande = make_demande(_EXPLAIN, data, references=headings, secrets=secrets or Secrets())
    answer = client.complete(demande.messages)
    facts = read_facts((data,))
    jugement = judge_answer(answer, demande, facts, allowed=headings, on=on, usage=Usage.AVIS, base=base)
    return _propose(_add_orders(jugement, facts), make_origine(answer, demande, client, now), answer)


def _work(
    task: str, text: str, client: Client, *, on: dt.date, secrets: Secrets | None, now: Clock
) -> Proposition:
    demande = make_demande(task, text, references={}, secrets=secrets or Secrets())
    answer = client.complete(demande.messages)
    facts = read_facts((text,))
    jugement = judge_answer(answer, demande, facts, allowed=(), on=on)
    return _propose(_add_orders(jugement, facts), make_origine(answer, demande, client, now), answer)


def _add_orders(jugement: Jugement, facts: Facts) -> Jugement:
    orders: Sequence[str] = tuple(typeset(order) for order in find_orders(facts.textes))
    if not orders:
        return jugement
    return replace(jugement, etat=Etat.RETENU, motifs=(*orders, *jugement.motifs), cles=())


def _propose(jugement: Jugement, origine: Origine, answer: Answer) -> Proposition:
    return Proposition(jugement=jugement, origine=origine, consommation=read_usage(answer))
