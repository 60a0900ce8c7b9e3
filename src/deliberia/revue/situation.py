"""Where each item and each act stand, from the entries of the journals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from deliberia.revue.journal.entrees import Entree
from deliberia.revue.valeurs import ActeLu, Choix, Item


class Etat(StrEnum):
    """Where an item stands."""

    A_DECIDER = "a_decider"
    DECIDE = "decide"
    RENVOYE = "renvoye"
    DESACCORD = "desaccord"


class EtatActe(StrEnum):
    """Where an act stands."""

    ILLISIBLE = "illisible"
    A_RELIRE = "a_relire"
    """Something is still to decide."""
    DESACCORD = "desaccord"
    RENVOYE = "renvoye"
    PRET = "pret"
    """Everything is decided: it can be validated."""
    VALIDE = "valide"


_DECISIONS = frozenset({Choix.ACCEPTER, Choix.CORRIGER, Choix.REJETER, Choix.RENVOYER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An item: the current opinion of each reviewer, and what they amount to."""

    etat: Etat
    avis: tuple[Entree, ...] = ()
    """One entry a reviewer, oldest first."""
    remarques: tuple[Entree, ...] = ()
    rouvert: str = ""
    """Why a decision taken before does not count any more; empty when none was."""

    @property
    def decision(self) -> Entree | None:
        """The decision that stands: the arbitration, else the last opinion; None when nothing is decided."""
        if self.etat is Etat.DESACCORD or not self.avis:
            return None
        return next((one for one in reversed(self.avis) if one.is_arbitrage), self.avis[-1])

    def as_dict(self) -> dict[str, Any]:
        decision = self.decision
        return {
            "etat": self.etat.value,
            "decision": decision.choix if decision else None,
            "par": decision.par if decision and decision.par else None,
            "avis": [
                {
                    "entree": one.id,
                    "relecteur": one.relecteur,
                    "quand": one.quand,
                    "decision": one.choix,
                    "par": one.par or None,
                    "pourquoi": one.pourquoi,
                    "arbitrage": one.is_arbitrage,
                }
                for one in self.avis
            ],
            "remarques": [
                {"relecteur": one.relecteur, "quand": one.quand, "texte": one.pourquoi}
                for one in self.remarques
            ],
            "rouvert": self.rouvert or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationActe:
    """An act: what remains, and what was decided of the whole."""

    etat: EtatActe
    restants: int = 0
    """Items that hold it back and are not decided."""
    renvoyes: int = 0
    desaccords: int = 0
    reserves: int = 0
    """Corrections and rejections that the text does not follow yet."""
    validations: tuple[Entree, ...] = ()
    renvois: tuple[Entree, ...] = ()
    """Of the whole act."""
    perimees: tuple[Entree, ...] = ()
    """Validations of a file that has changed since."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "etat": self.etat.value,
            "restants": self.restants,
            "renvoyes": self.renvoyes,
            "desaccords": self.desaccords,
            "reserves": self.reserves,
            "validations": [_tell(one) for one in self.validations],
            "renvois": [_tell(one) for one in self.renvois],
            "validations_perimees": [_tell(one) for one in self.perimees],
        }


def _tell(entree: Entree) -> dict[str, Any]:
    return {
        "entree": entree.id,
        "relecteur": entree.relecteur,
        "quand": entree.quand,
        "pourquoi": entree.pourquoi,
        "fichier_sha256": entree.vu.get("fichier_sha256"),
    }


@dataclass(slots=True)
class Registre:
    """Entries by what they are about. An altered line is kept for the proof and counts for nothing."""

    par_item: dict[str, list[Entree]] = field(default_factory=lambda: defaultdict(list))
    par_acte: dict[str, list[Entree]] = field(default_factory=lambda: defaultdict(list))
    """Entries about a whole act."""
    par_place: dict[tuple[str, str], list[Entree]] = field(default_factory=lambda: defaultdict(list))
    """Entries about an item, by act and by what the item is about."""
    par_id: dict[str, Entree] = field(default_factory=dict)
    annulees: set[str] = field(default_factory=set)

    @classmethod
    def build(cls, entrees: Iterable[Entree]) -> Registre:
        registre = cls()
        for entree in entrees:
            registre.add(entree)
        return registre

    def add(self, entree: Entree) -> None:
        """Take one more entry; entries come in the order of the journals."""
        if not entree.is_intact or entree.id in self.par_id:
            return
        self.par_id[entree.id] = entree
        if entree.choix == Choix.ANNULER:
            target = self.par_id.get(entree.annule)
            if target is not None and target.relecteur == entree.relecteur:
                self.annulees.add(entree.annule)
        elif entree.objet:
            self.par_item[entree.objet].append(entree)
            self.par_place[entree.acte, _place_of(entree.vu)].append(entree)
        elif entree.acte:
            self.par_acte[entree.acte].append(entree)

    def iter_live(self, entrees: Iterable[Entree]) -> list[Entree]:
        """Return the entries that nobody took back."""
        return [entree for entree in entrees if entree.id not in self.annulees]

    def judge(self, item: Item, current: frozenset[str] = frozenset()) -> Situation:
        """Say where an item stands. `current`: ids of the items of its act as it is now."""
        live = self.iter_live(self.par_item.get(item.id, ()))
        remarques = tuple(one for one in live if one.choix == Choix.COMMENTER)
        decisions = [one for one in live if one.choix in _DECISIONS]
        matching = [one for one in decisions if _saw_same(one, item)]
        opinions: dict[str, Entree] = {}
        for one in matching:
            opinions.pop(one.relecteur, None)
            opinions[one.relecteur] = one
        avis = tuple(opinions.values())
        if not avis:
            return Situation(
                etat=Etat.A_DECIDER,
                remarques=remarques,
                rouvert=self._explain_reopening(item, decisions, current),
            )
        return Situation(etat=_agree(avis), avis=avis, remarques=remarques)

    def _explain_reopening(self, item: Item, decisions: list[Entree], current: frozenset[str]) -> str:
        if decisions:
            last = decisions[-1]
            return f"Décidé par {last.relecteur} sur un autre verdict, qui a changé depuis."
        place = (item.acte, _place_of({"sorte": item.sorte.value, "cle": item.cle, "regle": item.regle}))
        others = [
            one
            for one in self.iter_live(self.par_place.get(place, ()))
            if one.choix in _DECISIONS and one.objet not in current
        ]
        if not others:
            return ""
        return f"Décidé par {others[-1].relecteur} sur une autre phrase, qui a changé depuis."

    def judge_act(self, acte: ActeLu, situations: Iterable[tuple[Item, Situation]]) -> SituationActe:
        """Say where an act stands, from where its items stand."""
        if acte.erreur:
            return SituationActe(etat=EtatActe.ILLISIBLE)
        held = [(item, one) for item, one in situations if item.is_requis]
        restants = sum(one.etat is Etat.A_DECIDER for _, one in held)
        renvoyes = sum(one.etat is Etat.RENVOYE for _, one in held)
        desaccords = sum(one.etat is Etat.DESACCORD for _, one in held)
        reserves = sum(
            one.decision is not None and one.decision.choix in (Choix.CORRIGER, Choix.REJETER)
            for _, one in held
        )
        last: dict[str, Entree] = {}
        for entree in self.iter_live(self.par_acte.get(acte.chemin, ())):
            last[entree.relecteur] = entree
        fresh = [one for one in last.values() if one.vu.get("fichier_sha256") == acte.fichier_sha256]
        validations = tuple(one for one in fresh if one.choix == Choix.VALIDER)
        renvois = tuple(one for one in fresh if one.choix == Choix.RENVOYER)
        if renvoyes or renvois:
            etat = EtatActe.RENVOYE
        elif desaccords:
            etat = EtatActe.DESACCORD
        elif restants or acte.obstacles:
            etat = EtatActe.A_RELIRE
        else:
            etat = EtatActe.VALIDE if validations else EtatActe.PRET
        return SituationActe(
            etat=etat,
            restants=restants,
            renvoyes=renvoyes,
            desaccords=desaccords,
            reserves=reserves,
            validations=validations if etat is EtatActe.VALIDE else (),
            renvois=renvois,
            perimees=tuple(one for one in last.values() if one.choix == Choix.VALIDER and one not in fresh),
        )


def _agree(avis: tuple[Entree, ...]) -> Etat:
    """Opinions after an arbitration count anew: only the arbitration and what came after it are compared."""
    ranks = [rank for rank, one in enumerate(avis) if one.is_arbitrage]
    counted = avis[ranks[-1] :] if ranks else avis
    if len({(one.choix, one.par) for one in counted}) > 1:
        return Etat.DESACCORD
    return Etat.RENVOYE if counted[-1].choix == Choix.RENVOYER else Etat.DECIDE


def _saw_same(entree: Entree, item: Item) -> bool:
    """A decision holds while the verdict and the day are those that were seen; the id holds the sentence."""
    day = item.date.isoformat() if item.date else None
    return entree.vu.get("verdict", "") == item.verdict and entree.vu.get("date") == day


def _place_of(vu: Any) -> str:  # Any: what a journal holds
    return f"{vu.get('sorte')} {vu.get('cle') or vu.get('regle')}"
