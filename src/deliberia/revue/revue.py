"""The review of a folder: read its acts, decide item by item, validate act by act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.errors import ReviewError, UsageError
from deliberia.revue.candidats import Candidat, judge_choice, list_candidates, refuse_correction
from deliberia.revue.journal import Entree, Journal
from deliberia.revue.lecture import take_stamp
from deliberia.revue.situation import Etat, Registre, Situation, SituationActe
from deliberia.revue.valeurs import ITEM_CHOICES, ActeLu, Choix, Item

if TYPE_CHECKING:
    from deliberia.legal_refs import Base

SHORTEST_ID = 4
"""Figures of an id that a person may type when they are enough to tell it."""


class Revue:
    """The queue of a folder and its journals. Not for two threads at once."""

    def __init__(self, dossier: Path, journal: Journal, *, base: Base | None = None) -> None:
        from deliberia.verification import open_base

        self.dossier = dossier
        self.journal = journal
        self.base = base or open_base()
        self.actes: dict[str, ActeLu] = {}
        """By path in the folder."""
        self.items: dict[str, Item] = {}
        """By id, act after act, in reading order."""
        self.registre = Registre.build(journal.entrees)
        self._ids: dict[str, frozenset[str]] = {}
        self._has_news = False
        """Somebody else's lines were read and `refresh_journals` has not told it yet."""

    # Reading

    def add_act(self, acte: ActeLu) -> None:
        """Take an act that was read, or read again."""
        former = self.actes.get(acte.chemin)
        for item in former.items if former else ():
            self.items.pop(item.id, None)
        self.actes[acte.chemin] = acte
        self.items.update((item.id, item) for item in acte.items)
        self._ids[acte.chemin] = frozenset(item.id for item in acte.items)

    def refresh_journals(self) -> bool:
        """Read what others, or another window, wrote since the last call; True when they did."""
        self._catch_up()
        has_news, self._has_news = self._has_news, False
        return has_news

    def _catch_up(self) -> None:
        if self.journal.refresh():
            self.registre = Registre.build(self.journal.entrees)
            self._has_news = True

    def judge(self, item: Item) -> Situation:
        return self.registre.judge(item, self._ids.get(item.acte, frozenset()))

    def judge_act(self, acte: ActeLu) -> SituationActe:
        return self.registre.judge_act(acte, ((item, self.judge(item)) for item in acte.items))

    def get_item(self, name: str) -> Item:
        """Return an item by its id, or by the beginning of its id.

        Raises:
            UsageError: no item, or several, begin so.
        """
        if name in self.items:
            return self.items[name]
        found = [one for one in self.items if len(name) >= SHORTEST_ID and one.startswith(name)]
        if len(found) == 1:
            return self.items[found[0]]
        if found:
            raise UsageError(f"Plusieurs points commencent par « {name} ».", hint="Donnez plus de chiffres.")
        raise UsageError(
            f"Aucun point de la file ne porte l’identifiant « {name} ».",
            hint="Voyez deliberia revue lister ; un identifiant change quand la phrase change.",
        )

    def get_act(self, name: str) -> ActeLu:
        """Return an act by its path in the folder, or by the path of its file.

        Raises:
            UsageError: the folder has no such act.
        """
        if name in self.actes:
            return self.actes[name]
        path = Path(name).resolve()
        found = next((acte for acte in self.actes.values() if acte.path.resolve() == path), None)
        if found is None:
            raise UsageError(
                f"Aucun acte du dossier ne s’appelle « {name} ».", hint="Voyez deliberia revue etat."
            )
        return found

    def list_candidates(self, item: Item) -> tuple[Candidat, ...]:
        return list_candidates(item, self.base)

    def judge_choice(self, item: Item, typed: str) -> tuple[Candidat, ...]:
        return judge_choice(item, typed, self.base)

    # Deciding

    def decide(
        self,
        item: Item,
        choix: Choix,
        *,
        pourquoi: str = "",
        par: str = "",
        accepts_unknown: bool = False,
        is_arbitrage: bool = False,
    ) -> Entree:
        """Record a decision about an item.

        Args:
            pourquoi: the reason; needed to ask back, to comment and to arbitrate.
            par: the correction, for `corriger`: a key, a number of the same code, or words that cite.
            accepts_unknown: records a correction that the base does not know on the day of the act.
            is_arbitrage: settles a disagreement between other reviewers.

        Raises:
            ReviewError: the decision cannot be recorded; nothing was.
        """
        pourquoi, par = pourquoi.strip(), " ".join(par.split())
        if choix not in ITEM_CHOICES:
            raise UsageError(f"« {choix.value} » ne se dit pas d’un point de la file.")
        if not pourquoi and (choix in (Choix.RENVOYER, Choix.COMMENTER) or is_arbitrage):
            raise UsageError("Dites pourquoi : un mot suffit.", hint="Ajoutez --motif.")
        if is_arbitrage and self.judge(item).etat is not Etat.DESACCORD:
            raise ReviewError("Il n’y a pas de désaccord à trancher sur ce point.")
        acte = self.actes[item.acte]
        self._check_fresh(acte)
        body: dict[str, Any] = {"objet": item.id, "acte": item.acte, "commune": item.commune}
        if choix is Choix.CORRIGER:
            body |= self._check_correction(item, par, accepts_unknown=accepts_unknown)
        elif par:
            raise UsageError("Une référence de remplacement ne va qu’avec « corriger ».")
        if pourquoi:
            body["pourquoi"] = pourquoi
        if is_arbitrage:
            body["arbitrage"] = True
        return self._record(choix, {**body, "vu": self._describe_seen(acte, item)})

    def undo(self, name: str = "") -> Entree:
        """Take back an entry of one's own by a new one: the last, or that of an item or of an entry id.

        Raises:
            UsageError: there is nothing to take back.
        """
        self._catch_up()
        mine = [
            entree
            for entree in self.registre.par_id.values()
            if entree.relecteur == self.journal.relecteur
            and entree.choix != Choix.ANNULER
            and entree.id not in self.registre.annulees
        ]
        if name:
            named = self.items.get(name) or (self.get_item(name) if self._looks_like_item(name) else None)
            mine = [one for one in mine if one.id == name or (named is not None and one.objet == named.id)]
        if not mine:
            raise UsageError(
                f"{self.journal.relecteur} n’a rien à annuler"
                + (" sous cet identifiant." if name else " dans ce dossier."),
                hint="Chacun n’annule que ses propres décisions.",
            )
        last = mine[-1]
        return self._record(Choix.ANNULER, {"objet": last.objet, "acte": last.acte, "annule": last.id})

    def validate(self, acte: ActeLu, *, pourquoi: str = "") -> Entree:
        """Record that an act may go out.

        Raises:
            ReviewError: something is still to decide, asked back or in disagreement.
        """
        self._check_fresh(acte)
        self._catch_up()
        situation = self.judge_act(acte)
        reasons = list(explain_refusal(acte, situation))
        if reasons:
            raise ReviewError(
                f"Cet acte ne peut pas être validé : {' ; '.join(reasons)}.",
                place=acte.chemin,
                hint="Décidez d’abord de chaque point, ou renvoyez l’acte.",
            )
        body: dict[str, Any] = {
            "acte": acte.chemin, "commune": acte.commune, "reserves": situation.reserves,
            "vu": self._describe_seen(acte),
        }  # fmt: skip
        if pourquoi.strip():
            body["pourquoi"] = pourquoi.strip()
        return self._record(Choix.VALIDER, body)

    def send_back(self, acte: ActeLu, pourquoi: str) -> Entree:
        """Record that a whole act goes back to its author.

        Raises:
            UsageError: no comment says why.
        """
        if not pourquoi.strip():
            raise UsageError("Dites pourquoi l’acte est renvoyé.", hint="Ajoutez --motif.")
        self._check_fresh(acte)
        body = {"acte": acte.chemin, "commune": acte.commune, "pourquoi": pourquoi.strip()}
        return self._record(Choix.RENVOYER, {**body, "vu": self._describe_seen(acte)})

    def _looks_like_item(self, name: str) -> bool:
        return any(one.startswith(name) for one in self.items) and len(name) >= SHORTEST_ID

    def _record(self, choix: Choix, body: dict[str, Any]) -> Entree:
        before = self.journal.total
        entree = self.journal.add(choix.value, **body)
        if self.journal.total == before + 1:
            self.registre.add(entree)
        else:  # another window of the same reviewer wrote meanwhile
            self.registre = Registre.build(self.journal.entrees)
            self._has_news = True
        return entree

    def _check_correction(self, item: Item, par: str, *, accepts_unknown: bool) -> dict[str, Any]:
        if not par:
            raise UsageError("Il manque la correction.", hint="Ajoutez --par, suivi de la référence.")
        judged = self.judge_choice(item, par)
        refuse_correction(item, judged, accepts_unknown=accepts_unknown)
        is_key = len(judged) == 1 and item.is_citation
        return {"par": judged[0].cle if is_key else par, "controle": [one.as_dict() for one in judged]}

    def _check_fresh(self, acte: ActeLu) -> None:
        if acte.erreur:
            raise ReviewError(acte.erreur)
        if take_stamp(acte.sources) == acte.stamp:
            return
        raise ReviewError(
            "Ce fichier a changé depuis qu’il a été lu : rien n’a été enregistré.",
            place=acte.chemin,
            hint="Relisez-le, puis décidez.",
        )

    def _describe_seen(self, acte: ActeLu, item: Item | None = None) -> dict[str, Any]:
        """Return what the decision rests on."""
        seen: dict[str, Any] = {
            "fichier_sha256": acte.fichier_sha256,
            "texte_sha256": acte.texte_sha256,
            "date": acte.date.isoformat() if acte.date else None,
            "base": {"etat": self.base.etat.isoformat(), "empreinte": self.base.empreinte},
        }
        if item is None:
            return seen
        return {
            **seen,
            "sorte": item.sorte.value,
            "cle": item.cle,
            "regle": item.regle,
            "surface": item.surface,
            "verdict": item.verdict,
            "motif": item.motif,
            "remplace_par": list(item.remplace_par),
            "phrase": item.phrase,
            "start": item.start,
            "end": item.end,
        }


def explain_refusal(acte: ActeLu, situation: SituationActe) -> Iterator[str]:
    """Say what forbids to validate an act; nothing when it can be."""
    from deliberia.text import agree

    if acte.erreur:
        yield acte.erreur
    yield from (obstacle.rstrip(".") for obstacle in acte.obstacles)
    for count, words in (
        (situation.restants, ("point reste à décider", "points restent à décider")),
        (situation.renvoyes, ("point est renvoyé à l’auteur", "points sont renvoyés à l’auteur")),
        (situation.desaccords, ("désaccord reste à trancher", "désaccords restent à trancher")),
    ):
        if count:
            yield f"{count} {agree(count, *words)}"
    for entree in situation.renvois:
        yield f"{entree.relecteur} l’a renvoyé"
