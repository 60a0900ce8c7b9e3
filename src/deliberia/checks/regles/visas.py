"""Visas: is the text that founds the decision cited; their style in drafts."""

from __future__ import annotations

from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Origine, SectionSorte, Severity, TargetKind

_BASES: dict[str, tuple[str, ...]] = {
    "subvention": (
        "CGCT:L2121-29",
        "CGCT:L1612-25",
        "CGCT:L2311-7",
        "LOI:2000-321",
        "CGCT:L5211-1",
        "CGCT:L1611-4",
    ),
    "demande_subvention": (
        "CGCT:L2334-32",
        "CGCT:L2334-33",
        "CGCT:L2334-42",
        "CGCT:L2121-29",
        "CGCT:L1111-10",
        "CGCT:L2334-36",
        "CGCT:L2334-40",
    ),
    "decision_modificative": (
        "CGCT:L1612-11",
        "CGCT:L2121-29",
        "CGCT:L2311-1",
        "CGCT:L2312-1",
        "CGCT:L1612-1",
    ),
    "emploi": ("CGFP", "LOI:84-53"),
    "tarif": (
        "CGCT:L2121-29",
        "CGCT:L2122-22",
        "CGCT:L2331-1",
        "CGCT:L2331-2",
        "CGCT:L2331-3",
        "CGCT:L2331-4",
        "CGPPP:L2125-1",
        "CEduc:R531-52",
        "CGCT:L2223-15",
    ),
    "delegation": ("CGCT:L2122-22", "CGCT:L2122-23", "CGCT:L5211-10"),
    "taux": ("CGI:1639 A", "CGI:1636 B sexies", "CGI"),
    "indemnites_elus": (
        "CGCT:L2123-20",
        "CGCT:L2123-20-1",
        "CGCT:L2123-22",
        "CGCT:L2123-23",
        "CGCT:L2123-24",
        "CGCT:L5211-12",
    ),
    "primes": ("CGFP", "LOI:84-53", "DECRET:2014-513", "DECRET:91-875"),
    "cession": ("CGCT:L2241-1", "CGCT:L2121-29", "CGPPP", "CGCT:L5211-37", "CRPM:L161-10"),
}
"""Texts that found each kind of decision, old and new numbers alike: one of them is enough."""


@check("VIS001", origine="visa-legal-basis-missing", severite=Severity.INFO, fondement=("CGCT:L2121-29",))
def visa_legal_basis_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Aucun visa ne cite le texte qui fonde la décision.

    Ce que la règle vérifie
        L’acte, s’il a des visas et si son objet est reconnu, cite l’un des textes qui donnent compétence.
    Pourquoi
        Le visa montre au lecteur et au contrôle de légalité sur quoi la décision repose.
    Exemple fautif
        « Vu la demande de l’association, » pour seul visa d’une subvention.
    Correction
        Ajouter le visa de l’article applicable.
    Limites
        L’absence d’un visa n’annule pas l’acte. Le code seul, sans article, suffit.
    """
    if not acte.iter_sections(SectionSorte.VISA) or len(acte.genres) != 1:
        return
    (genre,) = acte.genres
    bases = _BASES.get(genre)
    if bases is None:
        return
    cited = {cle for citation in acte.citations for target in citation.targets if (cle := target.cle)}
    texts = {cle.split(":", 1)[0] for cle in cited if not cle.startswith(("LOI", "DECRET", "ORD"))}
    laws = {":".join(cle.split(":")[:2]) for cle in cited}
    if any(
        base in cited or base in texts or base in laws or base.split(":", 1)[0] in _named_codes(acte)
        for base in bases
    ):
        return
    first = acte.iter_sections(SectionSorte.VISA)[0]
    yield Signal(
        message="Aucun visa ne cite le texte qui fonde la décision.",
        correction="Ajoutez le visa de l’article applicable.",
        appuis=(acte.objet,),
        start=first.start,
        end=first.end,
    )


def _named_codes(acte: Acte) -> set[str]:
    """Codes cited alone: they stand for any of their articles."""
    return {
        target.text
        for citation in acte.citations
        for target in citation.targets
        if target.kind is TargetKind.CODE
    }


@check("VIS002", origine="visa-style", severite=Severity.INFO)
def visa_style(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un visa ne suit pas la forme « Vu … ».

    Ce que la règle vérifie
        Dans un projet, chaque visa se termine par un point-virgule ou une virgule.
    Pourquoi
        Une forme constante rend l’acte lisible.
    Exemple fautif
        « Vu le code général des collectivités territoriales. »
    Correction
        Uniformiser les visas.
    Limites
        Projets seulement ; un seul constat par acte.
    """
    if acte.origine is not Origine.PROJET:
        return
    for section in acte.iter_sections(SectionSorte.VISA):
        if acte.texte[section.start : section.end].rstrip()[-1:] not in ";,:":
            yield Signal(
                message="Un visa ne se termine ni par un point-virgule ni par une virgule.",
                correction="Uniformisez les visas.",
                start=section.start,
                end=section.end,
            )
            return
