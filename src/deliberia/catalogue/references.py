"""What the base says of the keys of a template on the day of the meeting, and how it names them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberia.catalogue.typography import set_once
from deliberia.model import Bloc, BlocSorte, Confiance, Finding, Severity, Verdict
from deliberia.text import agree, format_date

if TYPE_CHECKING:
    from deliberia.legal_refs import Base

KEY_OPEN, KEY_CLOSE = "\ue013", "\ue014"
NOT_IN_ALSACE_MOSELLE = frozenset(
    f"CGCT:L2121-{number}" for number in ("1", "9", "10", "11", "22", "29", "31")
)
"""Articles that a commune of the Haut-Rhin, the Bas-Rhin or the Moselle does not cite.

Source: CGCT L2541-1; of L2121-29 it leaves the third paragraph alone.
"""
INTEREST, LOCAL_INTEREST = "CGCT:L2131-11", "CGCT:L2541-17"
"""The rule on interested members, and the article of the local law that is cited with it.

Source: CGCT L2541-17, checked 2026-11-22.
"""
_PARTS = "LRDA"
"""Parts of a code in the order of a visa: loi, décret en Conseil d’État, décret simple, arrêté."""
_KEYS = re.compile(f"{KEY_OPEN}([^{KEY_CLOSE}]*){KEY_CLOSE}")


def _place_part(article: str) -> int:
    """Put the decrees after the law they apply, which the alphabet does not do.

    >>> sorted(["D1411-3", "L1411-5", "R1411-2"], key=_place_part)
    ['L1411-5', 'R1411-2', 'D1411-3']
    """
    return max(_PARTS.find(article[:1]), 0)


@dataclass(frozen=True, slots=True)
class Droit:
    """The law of one day, as a base knows it; without a base, the built-in one."""

    on: dt.date
    base: Base | None = None

    def verify(self, cle: str) -> Verdict:
        from deliberia.verification import verify

        return verify(cle, on=self.on, base=self.base)

    def is_printable(self, verdict: Verdict) -> bool:
        """Tell whether a draft may print it; see `deliberia.verification.is_printable`."""
        from deliberia.verification import is_printable

        return is_printable(verdict, base=self.base)


class References:
    """The references of one rendering: which may be printed, and what is to be said of the others."""

    def __init__(self, droit: Droit, *, is_alsace_moselle: bool = False) -> None:
        self._droit = droit
        self._foreign = NOT_IN_ALSACE_MOSELLE if is_alsace_moselle else frozenset()
        self._set_aside: dict[str, str] = {}
        self._refused: dict[str, Verdict] = {}
        self._uncertain: dict[str, Verdict] = {}
        self._replaced: dict[str, str] = {}
        self._later: dict[str, Verdict] = {}

    def is_citable(self, cle: str) -> bool:
        """Tell whether an act of that day may print the key; keep what is to be said of it."""
        verdict = self._droit.verify(cle)
        is_printable = self._droit.is_printable(verdict)
        if not is_printable:
            self._refused[cle] = verdict
        elif not verdict.is_citable:
            self._later[cle] = verdict
        elif verdict.confiance is Confiance.MOYENNE:
            self._uncertain[cle] = verdict
        return is_printable

    def name(self, cle: str) -> str | None:
        """Return « article L. 2121-29 du code général… » with the key hidden in it; None when not citable."""
        if not self.is_citable(cle):
            return None
        from deliberia.legal_refs import name_reference

        return f"{KEY_OPEN}{cle}{KEY_CLOSE}{name_reference(cle)}"

    def make_visas(self, wanted: Iterable[tuple[str, str]]) -> tuple[Bloc, ...]:
        """Return one block « Vu … » per text, in the order of ranks, for the keys that may be printed.

        Each wanted key comes with the one that replaces it when it may not be printed, or "".
        """
        from deliberia.legal_refs import group_references, parse_key, sort_key

        chosen = []
        for cle, repli in wanted:
            if cle in self._foreign:
                self._set_aside[cle] = repli or parse_key(cle).text
                chosen.append(self._set_aside[cle])
                continue
            is_printed = self.is_citable(cle)
            if not is_printed and repli:
                self._replaced[cle] = repli
            chosen.append(cle if is_printed else repli)
        if self._foreign and INTEREST in chosen:
            chosen.append(LOCAL_INTEREST)
        citable = [cle for cle in dict.fromkeys(chosen) if cle and self.is_citable(cle)]
        citable.sort(key=lambda cle: (_place_part(parse_key(cle).article), sort_key(parse_key(cle).article)))
        return tuple(
            Bloc(sorte=BlocSorte.VISA, texte=set_once(f"Vu {group.phrase} ;"), cles=tuple(group.cles))
            for group in group_references(tuple(citable))
        )

    def refused_keys(self) -> tuple[str, ...]:
        return tuple(self._refused)

    def iter_findings(self) -> Iterable[Finding]:
        """Say which references were left out and why, and which are only probable."""
        for cle, verdict in self._refused.items():
            repli = self._replaced.get(cle)
            instead = (
                f"n’est pas imprimée, {self._say(repli)} l’est à sa place" if repli else "n’est pas imprimée"
            )
            yield Finding(
                regle="MOD001",
                origine="template-reference-left-out",
                severite=Severity.INFO if repli else Severity.AVERTISSEMENT,
                message=set_once(
                    f"La référence {self._say(cle)} du modèle {instead} : {_go_on(verdict.motif)}"
                ),
                correction=self._suggest(verdict),
                fondement=(cle,),
            )
        for cle, verdict in self._uncertain.items():
            yield Finding(
                regle="MOD002",
                origine="template-reference-to-confirm",
                severite=Severity.INFO,
                message=set_once(
                    f"La référence {self._say(cle)} est imprimée avec une confiance moyenne : "
                    f"{_go_on(verdict.motif)}"
                ),
                correction="Contrôlez-la sur Légifrance avant la signature.",
                fondement=(cle,),
            )
        yield from self._iter_set_aside()
        yield from self._iter_later()

    def _iter_set_aside(self) -> Iterable[Finding]:
        for cle, repli in self._set_aside.items():
            yield Finding(
                regle="MOD001",
                origine="template-reference-left-out",
                severite=Severity.INFO,
                message=set_once(
                    f"La référence {self._say(cle)} du modèle n’est pas imprimée, {self._say(repli)} l’est "
                    "à sa place : cet article ne se cite pas dans les communes du Haut-Rhin, du Bas-Rhin "
                    "et de la Moselle."
                ),
                correction="Ajoutez vous-même l’article du droit local qui convient.",
                fondement=("CGCT:L2541-1",),
            )

    def _suggest(self, verdict: Verdict) -> str:
        if verdict.remplace_par:
            others = " ou ".join(self._say(cle) for cle in verdict.remplace_par)
            return set_once(f"Contrôlez s’il faut viser à la place {others}.")
        return "Contrôlez-la sur Légifrance ; ajoutez le visa vous-même s’il convient."

    def _say(self, cle: str) -> str:
        """Name a reference in words; its key stands in the finding."""
        from deliberia.legal_refs import name_reference

        return f"« {name_reference(cle, self._droit.base)} »"

    def _iter_later(self) -> Iterable[Finding]:
        """Say once that the meeting is later than what the base knows."""
        known = min((one.etat for one in self._later.values() if one.etat), default=None)
        if known is None:
            return
        count = len(self._later)
        yield Finding(
            regle="MOD008",
            origine="template-references-known-until",
            severite=Severity.INFO,
            message=set_once(
                f"La séance est postérieure à l’état de la base : {count} "
                f"{agree(count, 'référence imprimée est connue', 'références imprimées sont connues')} "
                f"jusqu’au {format_date(known)}."
            ),
            correction="Mettez Deliberia à jour, ou contrôlez-les sur Légifrance avant la signature.",
            fondement=tuple(self._later),
        )


def _go_on(sentence: str) -> str:
    """Write a sentence after a colon."""
    return sentence[:1].lower() + sentence[1:]


def collect_keys(text: str) -> tuple[str, tuple[str, ...]]:
    """Take the hidden keys out of a text."""
    if KEY_OPEN not in text:
        return text, ()
    return _KEYS.sub("", text), tuple(dict.fromkeys(_KEYS.findall(text)))
