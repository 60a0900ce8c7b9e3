"""What was not checked, and which special rules apply: notes are never findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from deliberia.auditing.judged import NO_DATE
from deliberia.model import ALSACE_MOSELLE, Acte, Collectivite, CollectiviteSorte, Forme
from deliberia.text import agree

NOT_A_DELIBERATION = (
    "Ce texte ne se présente pas comme une délibération : seules ses références et ses dates "
    "ont été contrôlées."
)
NO_HEADING = (
    "Ce texte n’a pas l’en-tête d’une séance : la présence, la convocation et les signatures n’ont pas été "
    "contrôlées."
)


def iter_notes(
    actes: Sequence[Acte], day: dt.date | None, collectivite: Collectivite | None
) -> Iterator[str]:
    """Say what was not checked, and which special rules apply: notes are never findings."""
    first = actes[0]
    if day is None:
        yield NO_DATE
    if first.forme is Forme.AUTRE:
        yield NOT_A_DELIBERATION
    if first.forme is Forme.POINT and len(actes) == 1:
        yield NO_HEADING
    if len(actes) > 1:
        count = len(actes) - 1
        yield f"Procès-verbal découpé en {count} {agree(count, 'délibération', 'délibérations')}."
    elif first.forme is Forme.PROCES_VERBAL:
        yield "Procès-verbal lu d’un bloc : ses votes n’ont pas été contrôlés un à un."
    code = collectivite.code_departement if collectivite else ""
    code = code or (first.departement.value if first.departement else "")
    if code in ALSACE_MOSELLE:
        yield "Régime local d’Alsace-Moselle : les articles L. 2541-1 et suivants s’appliquent."
    sorte = (
        collectivite.sorte if collectivite else first.sorte_collectivite and first.sorte_collectivite.value
    )
    if sorte is CollectiviteSorte.CCAS:
        yield "Conseil d’administration du CCAS : des règles propres s’appliquent (CASF, R. 123-16)."
