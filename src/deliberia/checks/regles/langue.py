"""The language of the act, and the code of its matter for the transmission."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Severity
from deliberia.reading.motifs import declare
from deliberia.text import fold

_MOT = re.compile(r"[a-zà-ÿ’']+")
_MOTS_OUTILS = {
    "français": "le la les de des du et en un une pour par dans sur que qui est sont au aux ce cette il",
    "anglais": "the of and to in is for that with on by are was this be from",
    "allemand": "der die das und von zu den mit im dem für auf ist ein eine des werden",
    "espagnol": "el los las y del por con para una es que al lo se su",
    "italien ou corse": "il di che della per con del alla una è nel u i da cù pè chì à",
    "breton": "ar an ha da eus gant e evit er ur un a zo o war",
    "catalan ou occitan": "els les dels amb per una és que lo los del dau e de",
    "basque": "eta da du dira ez bat hau den duen dute udal",
}
_AUTRES = {name: frozenset(words.split()) for name, words in _MOTS_OUTILS.items()}
_FRANCAIS = _AUTRES.pop("français")
_PREUVES = (" du ", " est ", " dans ", " sur ", " aux ")
"""Words of French alone: a text that holds one in so many characters needs no closer look."""
_UNE_PREUVE_POUR = 250
_ASSEZ_DE_MOTS = 120
_PART_FRANCAISE = 0.12
_PART_ETRANGERE = 0.15

_CODE = declare(
    r"\b(?:nomenclature(?:\s+actes)?|classification|code\s+mati[èe]re|mati[èe]re)\b[^\n\d]{0,40}?"
    r"(?<![\d.])(?P<n>\d{1,2})\s?[.,]\s?(?P<s>\d{1,2})\b(?P<suite>[^\n]{0,60})",
    re.I,
    debuts="cla cod mat nom",
)
_SOUS_MATIERES = {1: 7, 2: 3, 3: 6, 4: 5, 5: 8, 6: 5, 7: 10, 8: 9, 9: 4}
"""Matter → its last sub-matter. Source: @CTES classification, checked 2026-11-22."""
_LIBELLES = {
    "marches publics": (1, 1),
    "delegation de service public": (1, 2),
    "documents d'urbanisme": (2, 1),
    "acquisitions": (3, 1),
    "alienations": (3, 2),
    "locations": (3, 3),
    "personnels titulaires": (4, 1),
    "personnels contractuels": (4, 2),
    "regime indemnitaire": (4, 5),
    "fonctionnement des assemblees": (5, 2),
    "designation de representants": (5, 3),
    "intercommunalite": (5, 7),
    "decisions budgetaires": (7, 1),
    "fiscalite": (7, 2),
    "emprunts": (7, 3),
    "subventions": (7, 5),
    "fonds de concours": (7, 8),
    "enseignement": (8, 1),
    "voirie": (8, 3),
}


@check("FOR030", origine="french-language", severite=Severity.ERREUR, portee=Portee.ACTE)
def french_language(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’acte n’est pas rédigé en français.

    Ce que la règle vérifie
        Les mots courants de l’acte sont ceux de la langue française.
    Pourquoi
        La langue de la République est le français (article 2 de la Constitution) : la version officielle de
        l’acte est en français, à laquelle une traduction peut être jointe.
    Exemple fautif
        Une délibération rédigée en anglais.
    Correction
        Rédiger la version officielle en français.
    Limites
        Compte les mots-outils d’un texte de plus de cent vingt mots. Silencieuse pour un nom de lieu, une
        citation, un acte bilingue ou un texte mal lu.
    """
    body = acte.corps.lower()
    if sum(body.count(word) for word in _PREUVES) * _UNE_PREUVE_POUR > len(body):
        return
    words = _MOT.findall(body)
    if len(words) < _ASSEZ_DE_MOTS:
        return
    counts = Counter(words)
    if sum(counts[word] for word in _FRANCAIS) > _PART_FRANCAISE * len(words):
        return
    shares = {name: sum(counts[word] for word in common) / len(words) for name, common in _AUTRES.items()}
    language, share = max(shares.items(), key=lambda item: item[1])
    if share >= _PART_ETRANGERE:
        yield Signal(
            message=f"L’acte semble rédigé dans une autre langue que le français ({language}).",
            correction="Rédigez la version officielle en français.",
        )


@check("FOR012", origine="matter-code-missing", severite=Severity.INFO, portee=Portee.ACTE)
def matter_code(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le code matière n’existe pas ou ne correspond pas à son libellé.

    Ce que la règle vérifie
        Le code de la nomenclature de transmission écrit dans l’acte existe, et son libellé est le sien.
    Pourquoi
        La préfecture classe l’acte d’après ce code ; un code faux le fait rejeter.
    Exemple fautif
        « Nomenclature : 7.12 Subventions. »
    Correction
        Choisir un code de niveau 2, par exemple 7.5 pour une subvention.
    Limites
        Ne regarde que le code écrit. Son absence ne dit rien : il ne s’imprime presque jamais.
    """
    for match in iter_matches(acte, _CODE):
        code = (int(match["n"]), int(match["s"]))
        label = fold(match["suite"]).strip(" :-–.")
        other = next((own for name, own in _LIBELLES.items() if label.startswith(name)), code)
        if not 1 <= code[1] <= _SOUS_MATIERES.get(code[0], 0):
            message = f"Le code matière {code[0]}.{code[1]} n’existe pas."
        elif other != code:
            known = f"{other[0]}.{other[1]}"
            message = f"Le code matière {code[0]}.{code[1]} ne correspond pas à son libellé ({known})."
        else:
            continue
        yield Signal(
            message=message,
            correction="Choisissez un code de niveau 2, par exemple 7.5 pour une subvention.",
            start=match.start("n"),
            end=match.end("s"),
        )
        return
