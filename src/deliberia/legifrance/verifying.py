"""Ask Légifrance about a list of references, and keep what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from deliberia.errors import UsageError
from deliberia.legal_refs import Key, parse_key
from deliberia.legifrance.client import HOSTS, Client, Unavailable
from deliberia.legifrance.confirmations import Confirmation, ConfirmationStore, Issue
from deliberia.legifrance.questions import Questioner

Consent = Callable[[Collection[str], Collection[str]], bool]
"""Receives the hosts that would be asked and the keys that would leave; says whether they may."""

LICENCE = "Source : DILA, Légifrance (API), consulté le {jour} — Licence Ouverte 2.0"
NOT_OPPOSABLE = "Ces données ne sont pas opposables : seul le Journal officiel signé fait foi."


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineProgress:
    """Where the questions stand."""

    cle: str
    faites: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineReport:
    """What was asked and learnt."""

    confirmees: tuple[Confirmation, ...] = ()
    introuvables: tuple[str, ...] = ()
    incertaines: tuple[str, ...] = ()
    """Nothing can be concluded: the offline verdict stands."""
    deja_connues: tuple[str, ...] = ()
    """Asked too recently to be asked again."""
    non_demandees: tuple[str, ...] = ()
    """Not asked: no article, or the service stopped answering."""
    refus: bool = False
    """The user did not consent: nothing left the machine."""
    arret: str = ""
    """Why the questions stopped before the end, in one sentence."""
    mention: str = ""
    """Source and date, to be shown with the result."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "format": 1,
            "confirmees": [confirmation.as_dict() for confirmation in self.confirmees],
            "introuvables": list(self.introuvables),
            "incertaines": list(self.incertaines),
            "deja_connues": list(self.deja_connues),
            "non_demandees": list(self.non_demandees),
            "refus": self.refus,
            "arret": self.arret,
            "mention": self.mention,
        }


def verify_online(
    cles: Iterable[str],
    *,
    on: dt.date,
    today: dt.date,
    client: Client,
    store: ConfirmationStore,
    consent: Consent,
    force: bool = False,
    progress: Callable[[OnlineProgress], None] | None = None,
) -> OnlineReport:
    """Ask about each article once, and keep what is confirmed.

    What was kept is safe if the service stops answering or the user interrupts. A refusal or a silence leaves
    the offline verdicts untouched.

    Args:
        cles: keys to ask about, such as those that the base leaves `non_verifiable`.
        on: day of the séance.
        today: day of the questions: until then are the answers known.
        consent: called once, before anything leaves, with the hosts and the keys.
        force: ask again what was asked recently.

    Raises:
        SettingsError: the credentials are refused, or the application has no access to Légifrance.
    """
    keys, aside = _read_keys(cles)
    fresh = [] if force else [key for key in keys if _is_fresh(store, key, today)]
    asked = [key for key in keys if key not in fresh]
    known, left = tuple(key.cle for key in fresh), tuple(aside)
    if not asked:
        return OnlineReport(deja_connues=known, non_demandees=left)
    if not consent(HOSTS, [key.cle for key in asked]):
        return OnlineReport(
            deja_connues=known, non_demandees=(*left, *(key.cle for key in asked)), refus=True
        )
    questioner = Questioner(client, today=today)
    learnt: dict[Issue, list[Confirmation]] = {issue: [] for issue in Issue}
    stop = ""
    for number, key in enumerate(asked):
        if progress:
            progress(OnlineProgress(cle=key.cle, faites=number, total=len(asked)))
        try:
            confirmation = questioner.ask(key, on)
        except Unavailable as error:
            learnt[Issue.INCERTAINE].append(_silence(key, today))
            if client.is_resting:
                stop = str(error)
                left = (*left, *(other.cle for other in asked[number + 1 :]))
                break
            continue
        learnt[confirmation.issue].append(confirmation)
        if confirmation.issue is not Issue.INCERTAINE:
            store.add(confirmation)
    if progress and not stop:
        progress(OnlineProgress(cle="", faites=len(asked), total=len(asked)))
    return OnlineReport(
        confirmees=tuple(learnt[Issue.CONFIRMEE]),
        introuvables=tuple(item.cle for item in learnt[Issue.INTROUVABLE]),
        incertaines=tuple(item.cle for item in learnt[Issue.INCERTAINE]),
        deja_connues=known,
        non_demandees=left,
        arret=stop,
        mention=f"{LICENCE.format(jour=today.strftime('%d/%m/%Y'))}. {NOT_OPPOSABLE}",
    )


def _silence(key: Key, today: dt.date) -> Confirmation:
    return Confirmation(cle=key.cle, issue=Issue.INCERTAINE, consulte_le=today)


def _is_fresh(store: ConfirmationStore, key: Key, today: dt.date) -> bool:
    known = store.get(key.cle)
    return known is not None and known.is_fresh(today)


def _read_keys(cles: Iterable[str]) -> tuple[list[Key], list[str]]:
    """Return each article once, in order, and the keys that name none."""
    keys: dict[Key, None] = {}
    aside: dict[str, None] = {}
    for cle in cles:
        try:
            key = parse_key(cle)
        except UsageError:
            aside[cle] = None
            continue
        if key.article:
            keys[key] = None
        else:
            aside[cle] = None
    return list(keys), list(aside)
