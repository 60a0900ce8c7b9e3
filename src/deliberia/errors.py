"""The one tree of errors.

DeliberiaError
├── UsageError              the command or the call is wrong          exit 2
├── SettingsError           the user's settings are wrong             exit 2
├── DataError               something that was read is wrong          exit 3
│   ├── TemplateError
│   ├── ReferenceBaseError
│   └── DocumentError
├── ModelServiceError       the language model's service failed       exit 4
│   └── AssistantError      with its kind, in `deliberia.llm`
├── MaskingError            text could not be masked safely           exit 3
└── ReviewError             a review decision cannot be kept          exit 3

An error is a breakdown: a bad draft never raises, it yields findings.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command tells the shell."""

    OK = 0
    """Nothing found."""
    FINDINGS = 1
    """Findings at or above the threshold."""
    USAGE = 2
    """Wrong usage or settings."""
    DATA = 3
    """Unreadable or refused data."""
    MODEL_SERVICE = 4
    """The language model's service failed."""
    INTERRUPTED = 130
    """Stopped by the user."""


class DeliberiaError(Exception):
    """A breakdown told to the user in one French sentence: what, where, what to do.

    `message` says what; `place` says where (file, field, line); `hint` says what to do.
    """

    exit_code = ExitCode.DATA

    def __init__(self, message: str, *, hint: str | None = None, place: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.place = place

    def __str__(self) -> str:
        head = f"{self.place} : {self.message}" if self.place else self.message
        return f"{head} {self.hint}" if self.hint else head


class UsageError(DeliberiaError):
    exit_code = ExitCode.USAGE


class SettingsError(DeliberiaError):
    exit_code = ExitCode.USAGE


class DataError(DeliberiaError):
    exit_code = ExitCode.DATA


class TemplateError(DataError):
    pass


class ReferenceBaseError(DataError):
    pass


class DocumentError(DataError):
    pass


class ModelServiceError(DeliberiaError):
    exit_code = ExitCode.MODEL_SERVICE


class MaskingError(DeliberiaError):
    exit_code = ExitCode.DATA


class ReviewError(DeliberiaError):
    exit_code = ExitCode.DATA
