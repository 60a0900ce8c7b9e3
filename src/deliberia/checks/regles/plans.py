"""Tables: totals, balance of a funding plan, the authority's own share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from deliberia.arithmetic import OWN_SHARE_PERCENT, is_own_share_enough, own_share_percent
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Cellule, Severity, TableauLu
from deliberia.reading.motifs import declare
from deliberia.text import fold, format_euros, format_number

_TOTAL = declare(r"^total(?:\s+(?:general|ht|ttc|des\s+\w+|\w+))?$")
_ECARTES = declare(r"sous[- ]total|dont\b|report|\bpm\b|%|taux|\*")
_PLAN = declare(r"plan\s+de\s+financement", re.I)
_PROPRES = declare(
    r"\b(?:autofinancement|fonds\s+propres|commune|communaut|reste\s+a\s+charge|part\s+communale"
    r"|collectivite|epci|syndicat|emprunt)",
    debuts="aut col com emp epc fon par res syn",
)
_PRIVE = declare(r"\b(?:don|mecenat|fondation|prive|souscription)\w*", debuts="don fon mec pri sou")
_DEROGATION = declare(
    r"d[ée]rogation|monument|patrimoine|catastrophe|calamit[ée]|outre-mer|L\.?\s?1111-10",
    re.I,
    mots=("derogation", "monument", "patrimoine", "catastrophe", "calamit", "outre-mer", "0000-00"),
)


def _label(row: tuple[Cellule, ...]) -> str:
    return fold(row[0].texte).strip(" :.")


def _find_total(table: TableauLu) -> tuple[Cellule, ...] | None:
    totals = [row for row in table.lignes if _TOTAL.match(_label(row))]
    return totals[0] if len(totals) == 1 and totals[0] is table.lignes[-1] else None


@check("FIN013", origine="amount-sum", severite=Severity.ERREUR)
def amount_sum(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le total d’un tableau diffère de la somme des lignes.

    Ce que la règle vérifie
        Dans un tableau dont la dernière ligne s’intitule « Total », chaque colonne de montants s’additionne.
    Pourquoi
        Le conseil vote un total : s’il est faux, on ne sait pas ce qu’il a voté.
    Exemple fautif
        « Comité des fêtes 500 €, Amicale 300 €, Total 900 €. »
    Correction
        Corriger le total ou une ligne.
    Limites
        Silencieuse si une cellule de la colonne n’est pas un montant, ou s’il y a des sous-totaux, des
        pourcentages ou des lignes marquées.
    """
    for table in acte.tableaux:
        total = _find_total(table)
        if total is None or any(_ECARTES.search(fold(c.texte)) for row in table.lignes for c in row[:1]):
            continue
        for column in range(1, len(total)):
            stated = total[column].montant
            cells = [row[column] if column < len(row) else None for row in table.lignes[:-1]]
            amounts = _read_column(cells)
            if stated is None or amounts is None or _is_rate(cells):
                continue
            actual = sum(amounts, Decimal(0))
            if abs(actual - stated) > Decimal("0.01"):
                yield Signal(
                    message=f"Le total indiqué ({format_euros(stated)}) diffère de la somme "
                    f"({format_euros(actual)}).",
                    correction="Corrigez le total ou une ligne.",
                    start=total[column].start,
                    end=total[column].end,
                )


def _read_column(cells: list[Cellule | None]) -> list[Decimal] | None:
    """Amounts of a column below its heading; None when a cell is not an amount, or fewer than two are."""
    amounts: list[Decimal] = []
    for index, cell in enumerate(cells):
        if cell is None or (cell.montant is None and (cell.texte or index)):
            if index == 0:
                continue
            return None
        if cell.montant is not None:
            amounts.append(cell.montant)
    return amounts if len(amounts) > 1 else None


def _is_rate(cells: list[Cellule | None]) -> bool:
    head = fold(cells[0].texte) if cells and cells[0] else ""
    return bool(re.search(r"%|taux|part|unitaire|nombre|heures|annee|compte|chapitre|article", head))


def _sides(table: TableauLu) -> tuple[list[tuple[str, Cellule]], list[tuple[str, Cellule]]] | None:
    """Cut a plan into expenses and resources: columns label, amount, label, amount."""
    head = [fold(cell.texte) for cell in table.lignes[0]]
    expense = next((i for i, text in enumerate(head) if "depense" in text), None)
    resource = next(
        (
            i
            for i, text in enumerate(head)
            if "recette" in text or "ressource" in text or "financement" in text
        ),
        None,
    )
    if expense is None or resource is None or resource <= expense or len(head) < 4:
        return None
    left: list[tuple[str, Cellule]] = []
    right: list[tuple[str, Cellule]] = []
    for row in table.lignes[1:]:
        for side, first, last in ((left, expense, resource), (right, resource, len(row))):
            amount = next((cell for cell in row[first:last] if cell.montant is not None), None)
            if amount is not None and first < len(row):
                side.append((fold(row[first].texte), amount))
    return left, right


def _total(side: list[tuple[str, Cellule]]) -> tuple[Decimal, Cellule] | None:
    if not side:
        return None
    stated = next(((cell.montant, cell) for label, cell in side if label.startswith("total")), None)
    if stated is not None and stated[0] is not None:
        return stated[0], stated[1]
    return sum((cell.montant or Decimal(0) for _, cell in side), Decimal(0)), side[-1][1]


@check("FIN014", origine="funding-plan-unbalanced", severite=Severity.ERREUR)
def funding_plan_unbalanced(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le plan de financement n’est pas équilibré.

    Ce que la règle vérifie
        Dans un tableau de dépenses et de recettes, les deux totaux sont égaux à un euro près.
    Pourquoi
        Un plan déséquilibré est refusé par ceux qui financent, et laisse une part sans ressource.
    Exemple fautif
        « Dépenses : 60 000 €. Recettes : DETR 24 000 €, commune 30 000 €. »
    Correction
        Équilibrer ressources et dépenses.
    Limites
        Ne lit que les tableaux à deux côtés du fichier d’origine, et seulement si l’acte parle d’un plan de
        financement.
    """
    if not search(acte, _PLAN) and "demande_subvention" not in acte.genres:
        return
    for table in acte.tableaux:
        sides = _sides(table)
        if sides is None:
            continue
        expenses, resources = _total(sides[0]), _total(sides[1])
        if expenses is None or resources is None or abs(expenses[0] - resources[0]) <= 1:
            continue
        yield Signal(
            message=f"Le plan de financement n’est pas équilibré : {format_euros(expenses[0])} de dépenses, "
            f"{format_euros(resources[0])} de ressources.",
            correction="Équilibrez ressources et dépenses.",
            start=resources[1].start,
            end=resources[1].end,
        )


@check(
    "FIN015",
    origine="own-share-below-20",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L1111-10",),
    sortes=COMMUNES_EPCI,
)
def own_share_below_20(acte: Acte, context: Context) -> Iterator[Signal]:
    """La participation de la collectivité est inférieure à 20 %.

    Ce que la règle vérifie
        Dans un plan de financement, la part de la collectivité atteint 20 % du financement public.
    Pourquoi
        Toute collectivité maître d’ouvrage d’une opération d’investissement y participe au moins à 20 %.
    Exemple fautif
        « Coût : 50 000 €. Aides publiques : 42 000 €. Commune : 8 000 €. »
    Correction
        Revoir le plan ou citer la dérogation.
    Limites
        Dons et mécénat ne comptent pas. Silencieuse si l’acte parle d’une dérogation, d’un monument ou du
        patrimoine, ou si une ligne du plan n’est pas reconnue.
    """
    if not acte.tableaux or search(acte, _DEROGATION):
        return
    for table in acte.tableaux:
        sides = _sides(table)
        if sides is None:
            continue
        lines = [(label, cell) for label, cell in sides[1] if not label.startswith("total")]
        own = [cell for label, cell in lines if _PROPRES.search(label)]
        public = [cell for label, cell in lines if not _PRIVE.search(label)]
        if not own or len(public) < 2 or any(not label for label, _ in lines):
            continue
        share = sum((cell.montant or Decimal(0) for cell in own), Decimal(0))
        total = sum((cell.montant or Decimal(0) for cell in public), Decimal(0))
        if total <= 0 or is_own_share_enough(share, total):
            continue
        percent = format_number(own_share_percent(share, total), decimals=2)
        yield Signal(
            message=f"La participation de la collectivité est de {percent} %, sous le minimum de "
            f"{OWN_SHARE_PERCENT} %.",
            correction="Revoyez le plan ou citez la dérogation.",
            start=own[0].start,
            end=own[0].end,
        )
