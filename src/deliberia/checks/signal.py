"""What a rule reports before the mechanism turns it into a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deliberia.model import Certitude, Fact, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One observation of a rule. The mechanism adds the rule, its severity and the typography."""

    message: str
    correction: str = ""
    appuis: tuple[Fact[Any] | None, ...] = ()
    """Facts that the observation rests on: they give its place, and limit its severity when deduced."""
    severite: Severity | None = None
    """Other than that of the rule."""
    fondement: tuple[str, ...] | None = None
    """Other than that of the rule."""
    start: int | None = None
    end: int | None = None

    @property
    def place(self) -> tuple[int | None, int | None]:
        """Offsets given by the rule, else those of the first support that has some."""
        if self.start is not None:
            return self.start, self.end
        for fact in self.appuis:
            if fact is not None and fact.start is not None:
                return fact.start, fact.end
        return None, None

    def limit(self, severite: Severity) -> Severity:
        """Lower the severity one step when a support is only deduced: doubt never makes an error."""
        wanted = self.severite or severite
        if all(fact is None or fact.certitude is not Certitude.DEDUIT for fact in self.appuis):
            return wanted
        lower = {Severity.ERREUR: Severity.AVERTISSEMENT, Severity.AVERTISSEMENT: Severity.INFO}
        return lower.get(wanted, wanted)
