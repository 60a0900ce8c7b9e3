"""Who is there: the séance's lists as one line a member, changed by keys and put back as lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from deliberia.text import fold


class Presence(Enum):
    """Where a member stands."""

    INCONNU = "à noter"
    PRESENT = "présent"
    POUVOIR = "pouvoir"
    EXCUSE = "excusé"
    ABSENT = "absent"


_NEXT = {
    Presence.INCONNU: Presence.PRESENT,
    Presence.PRESENT: Presence.EXCUSE,
    Presence.EXCUSE: Presence.ABSENT,
    Presence.ABSENT: Presence.PRESENT,
    Presence.POUVOIR: Presence.PRESENT,
}
_PREVIOUS = {
    Presence.INCONNU: Presence.ABSENT,
    Presence.PRESENT: Presence.ABSENT,
    Presence.ABSENT: Presence.EXCUSE,
    Presence.EXCUSE: Presence.PRESENT,
    Presence.POUVOIR: Presence.ABSENT,
}


@dataclass(frozen=True, slots=True)
class Membre:
    """A member of the council at this séance."""

    nom: str
    presence: Presence = Presence.INCONNU
    mandataire: str = ""
    """Who votes for him, when he gave a pouvoir."""


@dataclass(frozen=True, slots=True)
class Feuille:
    """The attendance sheet."""

    membres: tuple[Membre, ...]
    president: str = ""
    secretaire: str = ""

    @property
    def presents(self) -> tuple[str, ...]:
        return self._named(Presence.PRESENT)

    def find(self, nom: str) -> Membre | None:
        return next((one for one in self.membres if one.nom == nom), None)

    def turn(self, nom: str, step: int = 1) -> Feuille:
        """Go to the next state of a member, or to the one before."""
        table = _NEXT if step > 0 else _PREVIOUS
        return self.put(nom, table[self._get(nom).presence])

    def toggle(self, nom: str) -> Feuille:
        """Present, or absent when he already was present."""
        is_present = self._get(nom).presence is Presence.PRESENT
        return self.put(nom, Presence.ABSENT if is_present else Presence.PRESENT)

    def put(self, nom: str, presence: Presence, mandataire: str = "") -> Feuille:
        """Note a member; who is no longer present neither presides nor keeps the minutes."""
        membres = tuple(
            replace(one, presence=presence, mandataire=mandataire) if one.nom == nom else one
            for one in self.membres
        )
        changed = replace(self, membres=membres)
        if presence is Presence.PRESENT:
            return changed
        return replace(
            changed,
            president="" if self.president == nom else self.president,
            secretaire="" if self.secretaire == nom else self.secretaire,
        )

    def put_all_present(self) -> Feuille:
        """Note present everyone who is not noted yet."""
        return replace(
            self,
            membres=tuple(
                replace(one, presence=Presence.PRESENT) if one.presence is Presence.INCONNU else one
                for one in self.membres
            ),
        )

    def as_lists(self) -> dict[str, Any]:
        """Return the lists of `seance.toml`; an empty one is left out."""
        excuses = self._named(Presence.EXCUSE)
        absents = [one.nom for one in self.membres if one.presence in (Presence.ABSENT, Presence.EXCUSE)]
        lists: dict[str, Any] = {
            "president": self.president,
            "secretaire": self.secretaire,
            "presents": list(self.presents),
            "absents": absents,
            "excuses": list(excuses),
            "pouvoirs": [
                {"de": one.nom, "a": one.mandataire}
                for one in self.membres
                if one.presence is Presence.POUVOIR and one.mandataire
            ],
        }
        return {name: value for name, value in lists.items() if value}

    def _get(self, nom: str) -> Membre:
        return self.find(nom) or Membre(nom)

    def _named(self, presence: Presence) -> tuple[str, ...]:
        return tuple(one.nom for one in self.membres if one.presence is presence)


def read_feuille(content: dict[str, Any], elus: Iterable[str]) -> Feuille:
    """Return the sheet of a `seance.toml`: the members of the commune, then whoever else it names."""
    given = {one["de"]: str(one.get("a", "")) for one in _tables(content.get("pouvoirs"))}
    lists = {name: _texts(content.get(name)) for name in ("presents", "absents", "excuses")}
    named = [*lists["presents"], *lists["absents"], *lists["excuses"], *given]
    membres: dict[str, Membre] = {}
    for nom in (*elus, *named):
        key = fold(nom)
        if nom and key not in membres:
            membres[key] = _read_membre(nom, lists, given)
    known = {key: one.nom for key, one in membres.items()}
    president, secretaire = (str(content.get(name, "")) for name in ("president", "secretaire"))
    return Feuille(
        tuple(membres.values()),
        president=known.get(fold(president), president),
        secretaire=known.get(fold(secretaire), secretaire),
    )


def _read_membre(nom: str, lists: dict[str, list[str]], given: dict[str, str]) -> Membre:
    def holds(names: Iterable[str]) -> bool:
        return any(fold(one) == fold(nom) for one in names)

    if holds(lists["presents"]):
        return Membre(nom, Presence.PRESENT)
    mandataire = next((a for de, a in given.items() if fold(de) == fold(nom)), "")
    if mandataire:
        return Membre(nom, Presence.POUVOIR, mandataire)
    if holds(lists["excuses"]):
        return Membre(nom, Presence.EXCUSE)
    return Membre(nom, Presence.ABSENT if holds(lists["absents"]) else Presence.INCONNU)


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _tables(value: Any) -> list[dict[str, Any]]:
    return (
        [one for one in value if isinstance(one, dict) and isinstance(one.get("de"), str)]
        if isinstance(value, list)
        else []
    )
