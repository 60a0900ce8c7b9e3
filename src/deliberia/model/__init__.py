"""The words of the domain: immutable values without behaviour of law, network or file.

`citation`, `verdict`, `finding` speak of the law; `collectivite`, `seance`, `vote` of the meeting;
`projet` of an act being drafted; `acte` of what is known of any act, drafted here or read from a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.model.acte import (
        Acte,
        Cellule,
        Certitude,
        Decompte,
        Fact,
        Forme,
        MontantDouble,
        Origine,
        Section,
        SectionSorte,
        TableauLu,
    )
    from deliberia.model.citation import Citation, Resolution, Target, TargetKind
    from deliberia.model.collectivite import ALSACE_MOSELLE, Collectivite, CollectiviteSorte, Elu
    from deliberia.model.finding import Finding, Severity
    from deliberia.model.projet import Bloc, BlocSorte, Projet, Provenance, Tableau
    from deliberia.model.seance import Pouvoir, Seance
    from deliberia.model.verdict import Confiance, Verdict, VerdictKind, Version
    from deliberia.model.vote import Resultat, Scrutin, Vote

__all__ = [
    "ALSACE_MOSELLE",
    "Acte",
    "Bloc",
    "BlocSorte",
    "Cellule",
    "Certitude",
    "Citation",
    "Collectivite",
    "CollectiviteSorte",
    "Confiance",
    "Decompte",
    "Elu",
    "Fact",
    "Finding",
    "Forme",
    "MontantDouble",
    "Origine",
    "Pouvoir",
    "Projet",
    "Provenance",
    "Resolution",
    "Resultat",
    "Scrutin",
    "Seance",
    "Section",
    "SectionSorte",
    "Severity",
    "Tableau",
    "TableauLu",
    "Target",
    "TargetKind",
    "Verdict",
    "VerdictKind",
    "Version",
    "Vote",
]

_HOMES = {
    "acte": (
        "Acte",
        "Cellule",
        "Certitude",
        "Decompte",
        "Fact",
        "Forme",
        "MontantDouble",
        "Origine",
        "Section",
        "SectionSorte",
        "TableauLu",
    ),
    "citation": (
        "Citation",
        "Resolution",
        "Target",
        "TargetKind",
    ),
    "collectivite": (
        "ALSACE_MOSELLE",
        "Collectivite",
        "CollectiviteSorte",
        "Elu",
    ),
    "finding": (
        "Finding",
        "Severity",
    ),
    "projet": (
        "Bloc",
        "BlocSorte",
        "Projet",
        "Provenance",
        "Tableau",
    ),
    "seance": (
        "Pouvoir",
        "Seance",
    ),
    "verdict": (
        "Confiance",
        "Verdict",
        "VerdictKind",
        "Version",
    ),
    "vote": (
        "Resultat",
        "Scrutin",
        "Vote",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
