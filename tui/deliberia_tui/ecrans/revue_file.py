"""What the review screen shows: the filtered queue, where each item stands, the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from deliberia.revue import TO_DO, ActeLu, Etat, EtatActe, Filtre, Item, Revue, Situation

DONE = frozenset({Etat.DECIDE, Etat.RENVOYE})


class FileVue:
    """The queue as the screen sees it. Touches no widget."""

    def __init__(self, revue: Revue) -> None:
        self.revue = revue
        self.filtre: Filtre = TO_DO
        self.shown: list[str] = []
        """Ids in the order of the table. An item decided since stays until the filter is applied again."""
        self.situations: dict[str, Situation] = {}
        self.counts: Counter[Etat] = Counter()
        """Items that hold an act back, by state."""
        self._states: dict[str, EtatActe] = {}

    def add(self, actes: Iterable[ActeLu]) -> list[Item]:
        """Take acts that were just read, and return the items to show after the others."""
        fresh: list[Item] = []
        for acte in actes:
            self.revue.add_act(acte)
            for item in acte.items:
                situation = self._judge(item)
                if self.filtre.accepts(item, situation):
                    fresh.append(item)
            self._states[acte.chemin] = self.revue.judge_act(acte).etat
        self.shown += [item.id for item in fresh]
        return fresh

    def update(self, item: Item) -> Situation:
        """Judge an item and its act again, after an entry about it."""
        situation = self._judge(item)
        self.update_act(item.acte)
        return situation

    def update_act(self, chemin: str) -> None:
        self._states[chemin] = self.revue.judge_act(self.revue.actes[chemin]).etat

    def update_all(self) -> list[Item]:
        """Judge everything again, after other reviewers wrote; return the items shown."""
        self.counts.clear()
        self.situations.clear()
        for item in self.revue.items.values():
            self._judge(item)
        for chemin in self.revue.actes:
            self.update_act(chemin)
        return [self.revue.items[one] for one in self.shown]

    def apply(self, filtre: Filtre) -> list[Item]:
        """Filter again from the whole queue."""
        self.filtre = filtre
        chosen = [
            item for item in self.revue.items.values() if filtre.accepts(item, self.situations[item.id])
        ]
        self.shown = [item.id for item in chosen]
        return chosen

    def find_next(self, rank: int, step: int) -> int | None:
        """Return the rank of the next item to decide, after or before `rank`, going round."""
        total = len(self.shown)
        for away in range(1, total + 1):
            place = (rank + step * away) % total
            if self.situations[self.shown[place]].etat not in DONE and place != rank:
                return place
        return None

    def count_acts(self, etat: EtatActe) -> int:
        return sum(one is etat for one in self._states.values())

    def get_state(self, chemin: str) -> EtatActe:
        return self._states[chemin]

    def list_facets(self) -> dict[str, tuple[str, str]]:
        """Return what can be ticked in the filter: {« Verdict : abrogé (3) »: (field, value)}."""
        from deliberia.revue.preuve.libelles import ETATS, VERDICTS

        found: Counter[tuple[str, str]] = Counter()
        for item in self.revue.items.values():
            found["communes", item.commune] += 1
            found["sortes", item.sorte.value] += 1
            found["severites", item.severite.value] += 1
            if item.verdict:
                found["verdicts", item.verdict] += 1
            found["etats", self.situations[item.id].etat.value] += 1
        words = VERDICTS | {etat.value: word for etat, word in ETATS.items()}
        words |= {"citation": "références", "constat": "constats"}
        titles = {
            "etats": "État", "severites": "Gravité", "sortes": "Sorte", "verdicts": "Verdict",
            "communes": "Commune",
        }  # fmt: skip
        return {
            f"{title}\xa0: {words.get(value, value)} ({count})": (name, value)
            for name, title in titles.items()
            for (field, value), count in sorted(found.items())
            if field == name
        }

    def _judge(self, item: Item) -> Situation:
        situation = self.revue.judge(item)
        former = self.situations.get(item.id)
        if item.is_requis:
            if former is not None:
                self.counts[former.etat] -= 1
            self.counts[situation.etat] += 1
        self.situations[item.id] = situation
        return situation
