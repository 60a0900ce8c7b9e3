"""Everything that can go wrong with the model's service: one error, whose `fault` says which."""

from __future__ import annotations

from enum import StrEnum

from deliberia.errors import ExitCode, ModelServiceError


class Fault(StrEnum):
    """What failed; the value is what scripts read."""

    NOT_CONFIGURED = "non_configure"
    """No service, no model, or a setting that cannot be used."""
    HOST_REFUSED = "hote_refuse"
    """The host is not in the allow-list, or is not the machine that its name says."""
    SENT_ELSEWHERE = "renvoi_refuse"
    """The service sends to another address: the text did not go there."""
    KEY_MISSING = "cle_absente"
    KEY_REFUSED = "cle_refusee"
    KEY_UNUSABLE = "cle_inutilisable"
    """What was given cannot be a key: nothing was sent."""
    UNREACHABLE = "injoignable"
    """Unknown name, closed port, no network, broken connection."""
    TLS = "certificat"
    TIMEOUT = "delai"
    QUOTA = "quota"
    """Too many requests; the service said to wait longer than we do."""
    BUDGET = "budget"
    WRONG_ADDRESS = "adresse"
    """Something answers, but it is not this API."""
    UNKNOWN_MODEL = "modele_inconnu"
    TOO_LONG = "trop_long"
    """Prompt and answer do not fit in the model's window: see `sizes`."""
    BUSY = "indisponible"
    REJECTED = "demande_refusee"
    EMPTY = "reponse_vide"
    REFUSED = "refus"
    """The model itself declined to answer."""
    ONLY_REASONING = "raisonnement_seul"
    """The model thought until the longest length and answered nothing."""
    CUT = "reponse_coupee"
    """The stream ended before the answer did."""
    UNREADABLE = "reponse_illisible"
    BAD_SHAPE = "forme_non_tenue"
    """No answer had the shape that was asked for."""
    CANCELLED = "annule"


_CODES = {
    Fault.NOT_CONFIGURED: ExitCode.USAGE,
    Fault.HOST_REFUSED: ExitCode.USAGE,
    Fault.KEY_MISSING: ExitCode.USAGE,
    Fault.KEY_UNUSABLE: ExitCode.USAGE,
    Fault.CANCELLED: ExitCode.INTERRUPTED,
}
STOPPING = frozenset(
    {
        Fault.NOT_CONFIGURED,
        Fault.HOST_REFUSED,
        Fault.SENT_ELSEWHERE,
        Fault.KEY_MISSING,
        Fault.KEY_REFUSED,
        Fault.TLS,
        Fault.BUDGET,
        Fault.WRONG_ADDRESS,
        Fault.UNKNOWN_MODEL,
        Fault.CANCELLED,
    }
)
"""Faults that the next request would meet again: a batch stops at the first of them."""


class AssistantError(ModelServiceError):
    """A breakdown of the model's service. It never holds the key, nor a word of the prompt."""

    def __init__(
        self,
        message: str,
        *,
        fault: Fault,
        hint: str | None = None,
        place: str | None = None,
        status: int | None = None,
        sizes: tuple[int, int] | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint, place=place)
        self.fault = fault
        self.status = status
        """HTTP status of the answer, when there was one."""
        self.sizes = sizes
        """Tokens asked and tokens allowed, when the service says them."""
        self.wait = wait
        """Seconds that the service asks to wait, when it says them."""
        self.exit_code = _CODES.get(fault, ExitCode.MODEL_SERVICE)
