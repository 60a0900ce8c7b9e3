"""Légifrance's API, if the user asks for it: dated confirmations of what the base cannot tell.

    read_credentials() -> Credentials          from the environment; never from a file of the project
    open_client(credentials) -> Client         polite: one call at a time, five a second at most
    verify_online(cles, on=…, today=…, client=…, store=…, consent=…) -> OnlineReport
    ConfirmationStore(default_store_path())    what was learnt, dated: a deeper source of verdicts

Nothing leaves the machine before `consent` has been given the hosts and said yes, and only identifiers of
texts, numbers and dates leave: never a word of an act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.legifrance.client import HOSTS, Client, open_client
    from deliberia.legifrance.confirmations import Confirmation, ConfirmationStore, Issue
    from deliberia.legifrance.credentials import ID_VARIABLE, SECRET_VARIABLE, Credentials, read_credentials
    from deliberia.legifrance.location import default_store_path
    from deliberia.legifrance.verifying import Consent, OnlineProgress, OnlineReport, verify_online

__all__ = [
    "HOSTS",
    "ID_VARIABLE",
    "SECRET_VARIABLE",
    "Client",
    "Confirmation",
    "ConfirmationStore",
    "Consent",
    "Credentials",
    "Issue",
    "OnlineProgress",
    "OnlineReport",
    "default_store_path",
    "open_client",
    "read_credentials",
    "verify_online",
]

_HOMES = {
    "client": (
        "Client",
        "HOSTS",
        "open_client",
    ),
    "confirmations": (
        "Confirmation",
        "ConfirmationStore",
        "Issue",
    ),
    "credentials": (
        "Credentials",
        "ID_VARIABLE",
        "SECRET_VARIABLE",
        "read_credentials",
    ),
    "location": ("default_store_path",),
    "verifying": (
        "Consent",
        "OnlineProgress",
        "OnlineReport",
        "verify_online",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
