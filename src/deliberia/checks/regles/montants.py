"""Amounts: words and figures, tax, products."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from deliberia.arithmetic import add_vat
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_euros, parse_amount

_CHIFFRES = r"(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,2})?"
_EURO = r"\s?(?:€|euros?|EUR)\s{0,3}"
_HT_TTC = declare(
    rf"(?P<ht>\d(?<![\d,.]\d)(?:\d{{0,2}}(?:[ .\u00a0\u202f]\d{{3}})+|\d*)(?:[.,]\d{{1,2}})?)"
    rf"{_EURO}(?:H\.?\s?T\.?|hors\s+taxes?)\b\.?[\s,;]{{0,3}}(?:\(|soit"
    rf"|et|ou|,|–|-)?\s{{0,3}}(?:soit\s+)?(?:un\s+(?:montant|total)\s+de\s+)?\(?"
    rf"(?P<ttc>{_CHIFFRES}){_EURO}(?:T\.?\s?T\.?\s?C\.?|toutes\s+taxes)",
    re.I,
    mots=("t.c", "ttc", "t. t", "t t", "taxes"),
)
_TAUX = (
    Decimal("20"),
    Decimal("10"),
    Decimal("5.5"),
    Decimal("2.1"),
    Decimal("8.5"),
    Decimal("19.6"),
    Decimal("7"),
    Decimal("0"),
)
"""Legal rates of VAT, overseas and before 2014 included.

Source: CGI art. 278 and following, checked 2026-11-22.
"""

_PRODUIT = declare(
    rf"(?P<q>\d(?<![\d,.]\d)[\d \u00a0\u202f]{{0,14}}(?:[.,]\d{{1,3}})?)\s?m(?:²"
    rf"|2)\b[^.;\n]{{0,120}}?(?P<p>{_CHIFFRES}){_EURO}(?:H\.?T\.?|TTC)?\s?(?:/\s?|le\s+|par\s+"
    rf"|du\s+)(?:m(?:²|2)|m[èe]tre\s+carr[ée])\b"
    rf"[^.;\n]{{0,60}}?\b(?:soit|total\s+de|montant\s+(?:total\s+)?de)\s*(?:un\s+(?:total|montant"
    rf"|prix)\s+(?:total\s+)?de\s*)?(?P<t>{_CHIFFRES}){_EURO}",
    re.I,
)
_FRAIS = declare(r"arrondi|frais|environ|plus|forfait", re.I)


@check("FIN010", origine="amount-words-figures", severite=Severity.ERREUR)
def amount_words_figures(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le montant en lettres diffère du montant en chiffres.

    Ce que la règle vérifie
        Un montant écrit deux fois, en lettres et en chiffres, est le même.
    Pourquoi
        Le comptable ne peut pas payer un montant qui se contredit.
    Exemple fautif
        « Une subvention de mille cinq cents euros (1 200 €). »
    Correction
        Corriger l’un des deux.
    Limites
        Ne compare que les montants écrits côte à côte, l’un entre parenthèses.
    """
    for double in acte.montants_doubles:
        if double.lettres == double.chiffres:
            continue
        yield Signal(
            message=f"Le montant en lettres ({format_euros(double.lettres)}) diffère du montant en chiffres "
            f"({format_euros(double.chiffres)}).",
            correction="Corrigez l’un des deux.",
            start=double.start,
            end=double.end,
        )


@check("FIN011", origine="amount-vat-mismatch", severite=Severity.AVERTISSEMENT)
def amount_vat_mismatch(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le montant toutes taxes comprises ne correspond à aucun taux de TVA.

    Ce que la règle vérifie
        Un prix donné hors taxe puis toutes taxes comprises correspond, à un euro près, à un taux légal.
    Pourquoi
        L’un des deux montants est faux, ou le taux a été mal appliqué.
    Exemple fautif
        « 12 500 € HT, soit 15 500 € TTC. »
    Correction
        Vérifier le montant hors taxe, le taux ou le montant toutes taxes comprises.
    Limites
        Tous les taux légaux sont essayés. Un prix qui mêle plusieurs taux se trouve entre deux taux légaux :
        la règle ne signale alors qu’un montant supérieur au taux le plus élevé ou inférieur au hors taxe.
    """
    for match in iter_matches(acte, _HT_TTC):
        ht, ttc = parse_amount(match["ht"]), parse_amount(match["ttc"])
        if ht is None or ttc is None or ht == 0:
            continue
        if any(abs(add_vat(ht, rate) - ttc) <= max(Decimal(1), ht / 2000) for rate in _TAUX):
            continue
        mixed = ht < ttc < add_vat(ht, Decimal(20))
        yield Signal(
            message=f"{format_euros(ht)} HT et {format_euros(ttc)} TTC ne correspondent à aucun taux de TVA.",
            correction="Vérifiez le montant hors taxe, le taux ou le montant toutes taxes comprises.",
            appuis=(Fact(value=True, certitude=Certitude.DEDUIT) if mixed else None,),
            start=match.start(),
            end=match.end(),
        )


@check("FIN012", origine="amount-product-mismatch", severite=Severity.AVERTISSEMENT)
def amount_product_mismatch(acte: Acte, context: Context) -> Iterator[Signal]:
    """La surface multipliée par le prix au mètre carré ne donne pas le total.

    Ce que la règle vérifie
        Une phrase qui donne une surface, un prix au mètre carré et un total donne un produit juste, à un
        euro près.
    Pourquoi
        L’un des trois nombres est faux.
    Exemple fautif
        « 850 m² à 12 €/m², soit 10 500 €. »
    Correction
        Vérifier la quantité, le prix unitaire ou le total.
    Limites
        Silencieuse lorsque la phrase parle d’arrondi ou de frais.
    """
    for match in iter_matches(acte, _PRODUIT):
        quantity, price, total = (parse_amount(match[name]) for name in ("q", "p", "t"))
        if quantity is None or price is None or total is None or _FRAIS.search(match.group()):
            continue
        if abs(quantity * price - total) <= 1:
            continue
        yield Signal(
            message=f"{match['q'].strip()} m² × {format_euros(price)} ne donnent pas {format_euros(total)}.",
            correction="Vérifiez la quantité, le prix unitaire ou le total.",
            start=match.start(),
            end=match.end(),
        )
