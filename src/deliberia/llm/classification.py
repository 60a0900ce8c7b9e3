"""Which fault a refusal is: the words of the service come before its status, which often lies."""

from __future__ import annotations

from deliberia.llm.complaints import Complaint
from deliberia.llm.errors import Fault

_DAILY = ("per day", "per month", "daily", "monthly", "par jour", "insufficient_quota", "quota exceeded")
_BUDGET = ("insufficient budget", "budget has been exceeded", "insufficient_quota", "insufficient credit",
           "payment required", "billing")  # fmt: skip
_MODEL = ("not found", "does not exist", "unknown model", "wrong model type", "no such model",
          "invalid model", "model_not_found", "not exist", "not available", "try pulling")  # fmt: skip
_FORMAT = ("response_format", "json_schema", "json_object", "schema", "grammar", "initialize samplers",
           "structured output", "literal_error")  # fmt: skip
_BUSY = ("too busy", "overloaded", "timed out", "try again later")
_KEY = ("api key", "api_key", "authentication", "no connected db", "no_db_connection", "unauthorized")


def classify(status: int, complaint: Complaint, *, has_key: bool = True) -> Fault:
    """Tell which fault a refusal is. The status alone lies too often: the words come first."""
    if status == 407:
        return Fault.UNREACHABLE
    if complaint.is_html:
        return Fault.BUSY if status >= 500 else Fault.WRONG_ADDRESS
    if status == 413 or (complaint.is_overflow and status != 429):
        return Fault.TOO_LONG
    if status == 402 or complaint.names(*_BUDGET):
        return Fault.BUDGET
    if status in (401, 403) or (400 <= status < 500 and status != 429 and complaint.names(*_KEY)):
        return Fault.KEY_REFUSED if has_key else Fault.KEY_MISSING
    if status == 429:
        return Fault.QUOTA
    if status in (400, 404, 422) and complaint.names("model") and complaint.names(*_MODEL):
        return Fault.UNKNOWN_MODEL
    if status in (404, 405) or 300 <= status < 400:
        return Fault.WRONG_ADDRESS
    is_passing = status >= 500 or status in (408, 409, 425) or complaint.names(*_BUSY)
    return Fault.BUSY if is_passing else Fault.REJECTED


def is_format_refused(status: int, complaint: Complaint) -> bool:
    """Tell whether a service refuses the way in which the shape of the answer was asked."""
    return status in (400, 404, 422, 500, 501) and complaint.names(*_FORMAT) and not complaint.is_overflow


def is_hopeless_quota(complaint: Complaint) -> bool:
    """Tell whether a quota is one of the day or the month: waiting a minute is useless."""
    return complaint.names(*_DAILY)
