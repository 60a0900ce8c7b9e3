"""Re-check every reference of every template on a day: which templates are to be amended, and why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.catalogue.loading import Template, iter_templates
from deliberia.catalogue.references import Droit
from deliberia.errors import DataError
from deliberia.model import Confiance, Severity, Verdict, VerdictKind

if TYPE_CHECKING:
    from deliberia.catalogue.schema import Meta
    from deliberia.legal_refs import Base

_REF = re.compile(r"""\b(?:ref|citable)\(\s*["']([^"']+)["']\s*\)""")
_DEAD = frozenset({VerdictKind.ABROGE, VerdictKind.INEXISTANT, VerdictKind.DEPLACE, VerdictKind.AMBIGU})


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One thing to amend, or to know, in a template."""

    modele: str
    severite: Severity
    message: str
    cle: str = ""
    """The reference in question; empty when the template itself is wrong."""
    remplace_par: tuple[str, ...] = ()
    emplacement: str = ""
    """« visas », « texte », « contrôles », « exemple »…"""

    def as_dict(self) -> dict[str, Any]:
        return {
            "modele": self.modele,
            "severite": self.severite.value,
            "message": self.message,
            "cle": self.cle,
            "remplace_par": list(self.remplace_par),
            "emplacement": self.emplacement,
        }


def check_templates(
    folder: Path | None = None, *, on: dt.date, base: Base | None = None
) -> tuple[Amendment, ...]:
    """Check our templates and those of `folder` on that day.

    Every key of the metadata and of the text is verified; a citation written as plain text, outside the
    keys, is reported; the metadata and the text are compiled, so that a broken template is reported too.
    """
    return tuple(one for template in iter_templates(folder) for one in _check(template, Droit(on, base)))


def _check(template: Template, droit: Droit) -> Iterator[Amendment]:
    try:
        meta = template.meta
        _ = (template.text, template.titre, template.conditions)
        source = (template.folder / "texte.md.j2").read_text(encoding="utf-8")
        _ = template.exemple
    except DataError as error:
        yield Amendment(
            modele=template.id, severite=Severity.ERREUR, message=str(error), emplacement="modèle"
        )
        return
    replies = {visa.cle: visa.repli for visa in meta.visas}
    for cle, emplacement in _iter_keys(meta, source):
        yield from _judge(template.id, cle, emplacement, replies.get(cle, ""), droit)
    yield from _find_plain_citations(template.id, source)


def _iter_keys(meta: Meta, source: str) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    keys = [(visa.cle, "visas") for visa in meta.visas]
    keys += [(visa.repli, "visas") for visa in meta.visas if visa.repli]
    keys += [(cle, "texte") for cle in _REF.findall(source)]
    keys += [(cle, "contrôles") for controle in meta.controles for cle in controle.fondement]
    for key in keys:
        if key not in seen:
            seen.add(key)
            yield key


def _judge(modele: str, cle: str, emplacement: str, repli: str, droit: Droit) -> Iterator[Amendment]:
    verdict = droit.verify(cle)
    if verdict.is_citable and verdict.confiance is Confiance.HAUTE:
        return
    severite = Severity.INFO
    if verdict.kind in _DEAD:
        severite = Severity.ERREUR
    elif not verdict.is_citable:
        severite = Severity.AVERTISSEMENT
    yield Amendment(
        modele=modele,
        severite=severite,
        message=_sentence(verdict, repli),
        cle=cle,
        remplace_par=verdict.remplace_par,
        emplacement=emplacement,
    )


def _sentence(verdict: Verdict, repli: str) -> str:
    text = f"{verdict.cle} : {verdict.motif}"
    if not verdict.is_citable:
        text += f" Non imprimée ce jour-là{f', remplacée par {repli}' if repli else ''}."
    return text


def _find_plain_citations(modele: str, source: str) -> Iterator[Amendment]:
    """Report the citations written in the text itself: they escape the base."""
    from deliberia.citations import find_citations
    from deliberia.model import TargetKind

    plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", " ", source, flags=re.DOTALL)
    for citation in find_citations(plain):
        if all(target.kind is TargetKind.ACTE_LOCAL for target in citation.targets):
            continue
        yield Amendment(
            modele=modele,
            severite=Severity.ERREUR,
            message=f"Le texte cite « {citation.surface} » en clair : passez par une clé de référence.",
            emplacement="texte",
        )
