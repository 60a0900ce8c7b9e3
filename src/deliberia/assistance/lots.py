"""The passages of many acts: asked a few at a time, kept, counted; each act gets its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from deliberia.assistance.passages import (
    ask_places,
    insert_passages,
    prepare_places,
    read_passage,
)
from deliberia.assistance.provenance import describe_provenance, stamp_docx
from deliberia.assistance.records import Passage
from deliberia.errors import DeliberiaError
from deliberia.llm import Batch, Usage, add_usage
from deliberia.text import agree, format_number, typeset

if TYPE_CHECKING:
    from deliberia.assistance.passages import Emplacement
    from deliberia.catalogue import Template
    from deliberia.drafting import Dossier
    from deliberia.legal_refs import Base
    from deliberia.llm import AnswerStore, BatchResult, Client
    from deliberia.model import Projet


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """The passages of one act, and what is done with them. It can be sent to another process."""

    passages: tuple[Passage, ...] = ()
    mention: bool = False
    """True to print that a language model took part."""

    def list_passages(self) -> list[tuple[str, str, str, tuple[str, ...], bool, tuple[str, ...]]]:
        """Return name, state, text, reasons of each passage, whether an answer came, and the remarks."""
        return [
            (
                one.emplacement,
                one.etat.value,
                one.texte,
                one.motifs,
                one.origine is not None,
                one.remarques,
            )
            for one in self.passages
        ]

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts that may stand in the act, by field."""
        return {one.emplacement: one.texte for one in self.passages if one.is_proposed}

    def complete(self, projet: Projet) -> Projet:
        """Note in a drafted act what comes from the model."""
        return insert_passages(projet, self.passages, mention=self.mention)

    def finish(self, projet: Projet, data: bytes, name: str) -> tuple[bytes, bytes]:
        """Return the file with where its passages come from, and the file to write beside it, or nothing."""
        suffix = name.rpartition(".")[2].lower()
        if suffix == "json":
            document = {**json.loads(data), "passages": [one.as_dict() for one in self.passages]}
            return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode(), b""
        if not self.texts:
            return data, b""
        beside = describe_provenance(name, projet, self.passages)
        return (stamp_docx(data, self.passages) if suffix == "docx" else data), beside


@dataclass(slots=True)
class Bilan:
    """What a lot asked of the model, and what came."""

    demandes: int = 0
    """Answers that came now."""
    gardees: int = 0
    """Answers kept from a former run, which cost nothing now."""
    proposes: int = 0
    a_verifier: int = 0
    """Proposed passages that come with remarks; they are among `proposes`."""
    retenus: int = 0
    sans_reponse: int = 0
    usage: Usage = field(default_factory=Usage)

    def as_dict(self) -> dict[str, Any]:
        return {
            "demandes": self.demandes,
            "gardees": self.gardees,
            "proposes": self.proposes,
            "a_verifier": self.a_verifier,
            "retenus": self.retenus,
            "sans_reponse": self.sans_reponse,
            "consommation": self.usage.as_dict(),
        }

    def describe(self) -> str:
        """Say it in French: what is in the acts, what is not, what it cost."""
        total = self.proposes + self.retenus + self.sans_reponse
        if not total:
            return typeset("Aucun passage à demander : ils sont remplis, déjà écrits, ou ne s’impriment pas.")
        checked = ""
        if self.a_verifier:
            checked = f" (dont {format_number(self.a_verifier)} avec des points à vérifier)"
        told = [
            f"{format_number(count)} {agree(count, *words)}"
            for count, words in (
                (self.proposes, (f"proposé, à relire{checked}", f"proposés, à relire{checked}")),
                (self.retenus, ("retenu, absent de son acte", "retenus, absents de leur acte")),
                (self.sans_reponse, ("sans réponse", "sans réponse")),
            )
            if count
        ]
        asked = f"{format_number(self.demandes)} {agree(self.demandes, 'réponse reçue', 'réponses reçues')}"
        if self.gardees:
            kept = agree(self.gardees, "gardée", "gardées")
            asked += f", {format_number(self.gardees)} {kept} d’une fois précédente"
        cost = self._describe_cost() if self.demandes else ""
        return typeset(f"Passages : {' ; '.join(told)}. Modèle : {asked}{cost}.")

    def _describe_cost(self) -> str:
        usage = self.usage
        parts = []
        if usage.prompt_tokens is not None:
            parts.append(f"{format_number(usage.prompt_tokens)} jetons lus")
        if usage.completion_tokens is not None:
            parts.append(f"{format_number(usage.completion_tokens)} écrits")
        if usage.cost is not None:
            parts.append(f"coût {usage.cost.quantize(Decimal('0.0001')):f} €".replace(".", ","))
        elif usage.announced_cost is not None:
            parts.append(f"coût annoncé par le service {usage.announced_cost:f}".replace(".", ","))
        if usage.energy_kwh is not None:
            parts.append("énergie {:g} à {:g} kWh".format(*usage.energy_kwh).replace(".", ","))
        return " ; " + ", ".join(parts) if parts else " ; consommation non donnée par le service"


class LotAssistant:
    """Ask for the passages of the acts of a lot, group after group; leave a service that stops answering."""

    def __init__(
        self,
        template: Template,
        client: Client,
        *,
        base: Base | None = None,
        store: AnswerStore | None = None,
        mention: bool = False,
    ) -> None:
        self._template = template
        self._client = client
        self._base = base
        self._batch = Batch(client, store=store)
        self._mention = mention
        self.bilan = Bilan()

    def __call__(self, dossiers: Sequence[Dossier]) -> list[Passages]:
        """Return the passages of each act, in order."""
        places = [self._prepare(dossier) for dossier in dossiers]
        asked = iter(ask_places([place for group in places for place in group], self._batch))
        return [
            Passages(passages=tuple(self._read(next(asked)) for _ in group), mention=self._mention)
            for group in places
        ]

    def _prepare(self, dossier: Dossier) -> tuple[Emplacement, ...]:
        try:
            return prepare_places(self._template, dossier, base=self._base)
        except DeliberiaError:
            return ()  # a row that cannot be drafted is refused, with its cell, when it is

    def _read(self, asked: tuple[Emplacement, BatchResult]) -> Passage:
        place, result = asked
        passage = read_passage(place, result, self._client, base=self._base)
        bilan, answer = self.bilan, result.answer
        if answer is None:
            bilan.sans_reponse += 1
            return passage
        bilan.proposes += passage.is_proposed
        bilan.a_verifier += passage.is_to_check
        bilan.retenus += not passage.is_proposed
        bilan.gardees += answer.from_cache
        bilan.demandes += not answer.from_cache
        if not answer.from_cache:
            bilan.usage = add_usage(bilan.usage, answer.usage)
        return passage
