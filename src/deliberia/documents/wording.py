"""Words that name an authority, its council and those who sign, by kind of authority and by gender."""

from __future__ import annotations

from dataclasses import dataclass

from deliberia.model import Collectivite, CollectiviteSorte, Elu, Seance
from deliberia.text import elide

PLACEHOLDER = "[…]"
"""Stands for a value still missing."""


@dataclass(frozen=True, slots=True)
class Organe:
    """How the deliberating body of a kind of authority is called."""

    sujet: str
    """With its article, as the subject of a sentence: « le conseil municipal »."""
    du_sujet: str
    """After « délibérations »: « du conseil municipal »."""
    masculin: str
    """Who heads it: « le maire »."""
    feminin: str


_CONSEIL_MUNICIPAL = Organe("le conseil municipal", "du conseil municipal", "le maire", "la maire")
_ORGANES = {
    CollectiviteSorte.COMMUNE: _CONSEIL_MUNICIPAL,
    CollectiviteSorte.EPCI: Organe(
        "le conseil communautaire", "du conseil communautaire", "le président", "la présidente"
    ),
    CollectiviteSorte.CCAS: Organe(
        "le conseil d’administration", "du conseil d’administration", "le président", "la présidente"
    ),
    CollectiviteSorte.SYNDICAT: Organe(
        "le comité syndical", "du comité syndical", "le président", "la présidente"
    ),
}
_CONSEIL_METROPOLITAIN = Organe(
    "le conseil métropolitain", "du conseil métropolitain", "le président", "la présidente"
)
_DETERMINED = {
    "commune": "de la commune",
    "ville": "de la ville",
    "communauté": "de la communauté",
    "métropole": "de la métropole",
    "centre": "du centre",
    "ccas": "du CCAS",
    "cias": "du CIAS",
    "syndicat": "du syndicat",
    "pôle": "du pôle",
    "établissement": "de l’établissement",
}
"""First words of the names that are common nouns, with what « de » makes of them."""


def describe_organe(collectivite: Collectivite) -> Organe:
    """Return the words of the authority's deliberating body."""
    if collectivite.sorte is CollectiviteSorte.EPCI and "métropole" in collectivite.nom.lower():
        return _CONSEIL_METROPOLITAIN
    return _ORGANES[collectivite.sorte]


def name_collectivite(collectivite: Collectivite) -> str:
    """Return the whole name of the authority: « Commune de Val-Fleuri »; the placeholder when it has none."""
    nom = collectivite.nom.strip()
    if not nom:
        return PLACEHOLDER
    lowered = nom.lower()
    if collectivite.sorte is CollectiviteSorte.COMMUNE:
        return nom if lowered.startswith(("commune ", "ville ")) else f"Commune {elide('de', nom)}"
    if collectivite.sorte is CollectiviteSorte.CCAS and not lowered.startswith(("ccas", "centre ", "cias")):
        return f"Centre communal d’action sociale {elide('de', nom)}"
    return nom


def put_after_de(name: str) -> str:
    """Return the name of an authority after « de »: « de la commune de Val-Fleuri », « du syndicat… »."""
    first, _, rest = name.partition(" ")
    determined = _DETERMINED.get(first.lower())
    return f"{determined} {rest}".rstrip() if determined else elide("de", name)


def is_woman(nom: str) -> bool:
    """Tell whether the civility in front of a name is feminine."""
    return Elu(nom=nom).is_feminine


def name_head(collectivite: Collectivite, nom: str) -> str:
    """Return « le maire », « la présidente »…, after the authority and the person's civility."""
    organe = describe_organe(collectivite)
    return organe.feminin if is_woman(nom) else organe.masculin


def bind_civility(nom: str) -> str:
    """Tie the civility to the name, so that no line ends between them."""
    first, _, rest = nom.partition(" ")
    return f"{first}\u00a0{rest}" if rest and first in {"M.", "Mme", "Mlle"} else nom


def is_presided_by_head(seance: Seance) -> bool:
    """Tell whether the mayor or president presides: also true when one of the two names was not given."""
    president, head = _bare(seance.president), _bare(seance.collectivite.maire)
    return not president or not head or president == head


def capitalize(text: str) -> str:
    """Raise the first letter only: names inside keep theirs."""
    return text[:1].upper() + text[1:]


def _bare(nom: str) -> str:
    """Return the name without its civility, for comparing."""
    first, _, rest = nom.strip().partition(" ")
    civilities = {"m", "mme", "mlle", "mr", "monsieur", "madame"}
    return (rest if first.rstrip(".").lower() in civilities else nom).strip().casefold()
