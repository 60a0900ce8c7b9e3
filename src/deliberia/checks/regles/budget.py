"""Budget: decisions taken after the year, sections out of balance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from deliberia.arithmetic import adjusting_decision_deadlines
from deliberia.checks.contexte import Context
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.regles.echeances import read_year
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date, format_euros, parse_amount

_MONTANT = r"(?P<{0}>(?:\d{{1,3}}(?:[ .\u00a0\u202f]\d{{3}})+|\d+)(?:[.,]\d{{1,2}})?)\s?(?:€|euros)"
_SECTION = declare(
    r"\b(?P<section>fonctionnement|investissement|exploitation)\b[^.;]{0,40}?\bd[ée]penses?\s*(?::|=|\|)?\s*"
    + _MONTANT.format("dep")
    + r"[^.;]{0,25}?\brecettes?\s*(?::|=|\|)?\s*"
    + _MONTANT.format("rec"),
    re.I,
    debuts="exp fon inv",
)


@check(
    "FIN023",
    origine="amending-budget-after-year-end",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-11",),
    genres=frozenset({"decision_modificative"}),
    sortes=COMMUNES_EPCI,
)
def amending_budget_after_year_end(acte: Acte, context: Context) -> Iterator[Signal]:
    """La décision modificative d’un exercice clos est votée trop tard.

    Ce que la règle vérifie
        Une décision modificative de l’année N est votée au plus tard le 21 janvier N + 1.
    Pourquoi
        Après la fin de l’exercice, seuls certains ajustements sont permis, et seulement jusqu’à cette date.
    Exemple fautif
        « Décision modificative n° 3, exercice 2026 », séance du 9 février 2027.
    Correction
        Inscrire les crédits au budget de l’exercice en cours.
    Limites
        L’année se lit dans l’objet. Entre le 1er et le 21 janvier, simple avertissement.
    """
    seance = acte.date_seance
    if seance is None:
        return
    year = read_year(acte, seance.value)
    if year is None or year >= seance.value.year:
        return
    limit = adjusting_decision_deadlines(year).vote
    yield Signal(
        message=f"Une décision modificative de l’exercice {year} ne peut être votée que jusqu’au "
        f"{format_date(limit)}, "
        "et pour les seuls ajustements permis.",
        correction="Vérifiez la date et la nature des crédits.",
        severite=None if seance.value > limit else Severity.AVERTISSEMENT,
        appuis=(seance, acte.objet),
    )


@check(
    "FIN024",
    origine="budget-unbalanced",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-4",),
    genres=frozenset({"budget", "decision_modificative"}),
)
def section_unbalanced(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une section du budget ou de la décision modificative n’est pas équilibrée.

    Ce que la règle vérifie
        Pour chaque section, les dépenses écrites ne dépassent pas les recettes.
    Pourquoi
        Le budget est voté en équilibre réel ; une décision modificative ne peut pas le rompre.
    Exemple fautif
        « Section de fonctionnement : dépenses 12 000 €, recettes 10 000 €. »
    Correction
        Équilibrer chaque section.
    Limites
        Une section en excédent n’est pas en déséquilibre. Ne lit que les totaux donnés dans une même phrase.
    """
    if acte.forme is Forme.PROCES_VERBAL:
        return
    for match in _SECTION.finditer(acte.texte, acte.debut, acte.fin_texte):
        expenses, revenue = parse_amount(match["dep"]), parse_amount(match["rec"])
        if expenses is None or revenue is None or expenses <= revenue + Decimal("0.01"):
            continue
        yield Signal(
            message=f"La section de {match['section'].lower()} n’est pas équilibrée : "
            f"{format_euros(expenses)} de dépenses, "
            f"{format_euros(revenue)} de recettes.",
            correction="Équilibrez chaque section.",
            start=match.start(),
            end=match.end(),
        )
