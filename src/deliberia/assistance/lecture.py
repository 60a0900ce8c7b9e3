"""A second pair of eyes: what a model finds incoherent between what an act explains and what it decides.

Its remarks are advice: findings « IA001 » of severity info, which never change a verdict nor an exit code. A
remark that cites, counts or names what the act does not is not shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from deliberia.assistance.facts import read_facts
from deliberia.assistance.passages import describe_failure, judge_answer
from deliberia.assistance.prompts import Demande, Secrets, make_demande
from deliberia.assistance.records import Usage
from deliberia.catalogue import get_template, names_of_champs
from deliberia.drafting import load_beside
from deliberia.errors import DeliberiaError
from deliberia.llm import BatchRequest, run_batch
from deliberia.masking import names_of_acte
from deliberia.model import Finding, Severity
from deliberia.text import typeset

if TYPE_CHECKING:
    from deliberia.auditing import Audit
    from deliberia.llm import AnswerStore, AssistantError, BatchResult, Client
    from deliberia.model import Acte, Collectivite

RULE = "IA001"
MAX_REMARKS = 5
_LONGEST = 24_000
"""Characters of an act that are sent; a longer one is not read."""
_TASK = (
    "Relis l’acte des données. Relève seulement ses incohérences internes : un montant, une date, un nom "
    "ou un objet qui "
    "diffère entre l’exposé, les considérants et le dispositif ; une décision que l’exposé n’annonce pas "
    "; un exposé "
    "sans décision. Une phrase par remarque, sans citer de texte de droit ; aucune remarque s’il n’y a "
    "rien à dire."
)


class RemarquesIn(BaseModel):
    """The shape of the answer."""

    remarques: list[str] = Field(default_factory=list, max_length=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    """What became of the second reading of one document."""

    constats: tuple[Finding, ...] = ()
    retenues: int = 0
    """Remarks that the guard did not let through."""
    erreur: AssistantError | None = None
    note: str = ""
    """Why the document was not sent, or what to know of it; empty otherwise."""


def find_incoherences(
    audits: Sequence[Audit],
    client: Client,
    *,
    collectivite: Collectivite | None = None,
    store: AnswerStore | None = None,
) -> tuple[Lecture, ...]:
    """Read documents again, one question each; one that fails does not stop the others.

    Raises:
        AssistantError: the host is not allowed, or the model or its key is missing: nothing was sent.
    """
    client.require_ready()
    demandes = [_prepare(audit, collectivite) for audit in audits]
    requests = [
        BatchRequest(id=str(index), messages=demande.messages, shape=RemarquesIn)
        for index, demande in enumerate(demandes)
        if isinstance(demande, Demande)
    ]
    results = {result.id: result for result in run_batch(requests, client, store=store)} if requests else {}
    return tuple(
        _read(audit, demande, results[str(index)]) if isinstance(demande, Demande) else Lecture(note=demande)
        for index, (audit, demande) in enumerate(zip(audits, demandes, strict=True))
    )


def add_remarks(audit: Audit, lecture: Lecture) -> Audit:
    """Return the audit with the remarks after its own findings."""
    notes = [lecture.note] if lecture.note else []
    if lecture.erreur is not None:
        notes.append(describe_failure(lecture.erreur))
    if lecture.retenues:
        notes.append(f"Remarques du modèle écartées par le contrôle : {lecture.retenues}.")
    return replace(
        audit,
        findings=(*audit.findings, *lecture.constats),
        notes=(*audit.notes, *map(typeset, notes)),
    )


def is_remark(finding: Finding) -> bool:
    """Tell whether a finding is the advice of a model."""
    return finding.regle == RULE


def _prepare(audit: Audit, collectivite: Collectivite | None) -> Demande | str:
    if not audit.texte.strip():
        return "La relecture par un modèle n’a pas eu lieu : ce document est vide."
    if len(audit.texte) > _LONGEST:
        return "La relecture par un modèle n’a pas eu lieu : ce document est trop long."
    secrets = Secrets(
        connus=tuple(_iter_names(audit.actes)), tiers=_read_beside(audit.chemin), collectivite=collectivite
    )
    return make_demande(_TASK, audit.texte, references={}, secrets=secrets)


def _read_beside(chemin: str) -> tuple[str, ...]:
    """Return whom the data beside a written act name, when they say of which template they are."""
    try:
        modele, champs = load_beside(Path(chemin))
        return names_of_champs(get_template(modele), champs) if modele else ()
    except (DeliberiaError, OSError, ValueError):
        return ()  # the act is read all the same: its data are a help, not a condition


def _iter_names(actes: Iterable[Acte]) -> Iterable[str]:
    return dict.fromkeys(name for acte in actes for name in names_of_acte(acte))


def _read(audit: Audit, demande: Demande, result: BatchResult) -> Lecture:
    if result.answer is None or not isinstance(result.value, RemarquesIn):
        return Lecture(erreur=result.error)
    facts = read_facts((audit.texte,))
    on = audit.date or dt.date(1970, 1, 1)
    kept: list[Finding] = []
    held = 0
    for remark in dict.fromkeys(one.strip() for one in result.value.remarques):
        if not remark:
            continue
        jugement = judge_answer(
            result.answer, demande, facts, allowed=(), on=on, usage=Usage.AVIS, text=remark
        )
        if jugement.is_proposed and len(kept) < MAX_REMARKS:
            kept.append(_make_finding(jugement.texte))
        else:
            held += 1
    return Lecture(constats=tuple(kept), retenues=held)


def _make_finding(text: str) -> Finding:
    return Finding(
        regle=RULE,
        origine="assistance-remark",
        severite=Severity.INFO,
        message=typeset(f"Avis d’un modèle de langage, à vérifier : {text}"),
        correction="Relisez l’acte ; cet avis peut être faux et n’engage rien.",
    )
