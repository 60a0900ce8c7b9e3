"""What `lot --assistance` adds: the destination named and agreed to, the passages asked, the cost told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from deliberia.cli.options import confirm, say
from deliberia.cli.passages import announce, tell_wait
from deliberia.errors import UsageError
from deliberia.text import agree, format_number

if TYPE_CHECKING:
    from deliberia.assistance import LotAssistant
    from deliberia.catalogue import Template
    from deliberia.llm import Destination
    from deliberia.lot import LotReport
    from deliberia.settings import AssistantSettings


class LotModel:
    """The language model of the settings, at work on one lot."""

    def __init__(self, assist: LotAssistant, assistant: AssistantSettings, destination: Destination) -> None:
        self.assist = assist
        self._assistant = assistant
        self._destination = destination

    @property
    def fingerprint(self) -> str:
        """What makes the acts differ: another model, other settings of it, another mention."""
        one = self._assistant
        return f"{one.url} {one.modele} {one.temperature} {one.jetons_max} {one.mention}"

    def tell(self, report: LotReport) -> LotReport:
        """Say what was asked and what it cost, and note it in the report."""
        say(self.assist.bilan.describe())
        if report.has_unanswered:
            say("Des actes sont écrits sans leur passage : la même commande les redemandera.")
        told = {"destination": self._destination.as_dict(), **self.assist.bilan.as_dict()}
        return replace(report, assistance=told)


@contextmanager
def open_model(template: Template, *, rows: int, agreed: bool) -> Iterator[LotModel]:
    """Name the destination, ask for consent in a terminal, and give what asks for the passages.

    Without a terminal, the consent is that of the settings: a host which is not in their list is refused.

    Raises:
        AssistantError: no model is set up, or its host is not allowed: nothing was sent.
        UsageError: the user said no.
    """
    from deliberia.assistance import LotAssistant
    from deliberia.llm import AnswerStore, default_cache_path, open_client
    from deliberia.settings import load_settings
    from deliberia.verification import open_base

    settings = load_settings()
    with open_client(settings, on_wait=tell_wait) as client:
        client.require_ready()
        announce(client.destination)
        if not agreed and sys.stdin.isatty():
            lines = f"{format_number(rows)} {agree(rows, 'ligne', 'lignes')}"
            if not confirm(f"Envoyer à {client.destination.host} les données masquées de {lines} ?"):
                raise UsageError("Rien n’a été envoyé ni écrit.")
        core = client.core
        with AnswerStore(default_cache_path(), days=settings.journal.conservation_jours) as store:
            mention = core.settings.mention
            assist = LotAssistant(template, client, base=open_base(), store=store, mention=mention)
            yield LotModel(assist, core.settings, client.destination)
