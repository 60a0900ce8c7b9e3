"""Results of checks, made by hand: an act with findings of each severity, minutes, a file not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from deliberia.auditing import Audit, Failure
from deliberia.model import Acte, Fact, Finding, Section, SectionSorte, Severity

TEXTE = (
    "Commune de Val-Fleuri\nPrésents : 4\n\nObjet : <subvention> & prêt\n\n"
    "Vu le code ;\nVu la loi ;\nConsidérant que l’action sert ;\n\n"
    "Article 1er : 1 500 € (mille deux cents euros).\n"
)


def place(words: str) -> tuple[int, int]:
    start = TEXTE.index(words)
    return start, start + len(words)


def find(regle: str, severite: Severity, words: str | None, message: str, **more: object) -> Finding:
    start, end = place(words) if words else (None, None)
    return Finding(
        regle=regle,
        origine=f"origine-{regle.lower()}",
        severite=severite,
        message=message,
        start=start,
        end=end,
        correction="Corrigez." if words else "",
        fondement=("CGCT:L2121-17",) if words else (),
        ignore=more.get("ignore"),  # type: ignore[arg-type]
    )


FINDINGS = (
    find("SEA001", Severity.ERREUR, "4", "Le quorum n’est pas atteint."),
    find("FIN010", Severity.ERREUR, "1 500 € (mille deux cents euros)", "Les montants diffèrent."),
    find("FIN001", Severity.INFO, "mille deux", "Écrivez en chiffres."),
    find("VIS001", Severity.AVERTISSEMENT, "code ;\nVu la", "Deux visas & un <doute>."),
    find("SEA020", Severity.AVERTISSEMENT, None, "Le secrétaire n’est pas désigné."),
    find("FOR020", Severity.INFO, "Vu le", "Espace.", ignore="vu avec la préfecture"),
)


@pytest.fixture(scope="session")
def audit() -> Audit:
    sections = [
        (SectionSorte.ENTETE, "Commune de Val-Fleuri\nPrésents : 4"),
        (SectionSorte.OBJET, "Objet : <subvention> & prêt"),
        (SectionSorte.VISA, "Vu le code ;"),
        (SectionSorte.VISA, "Vu la loi ;"),
        (SectionSorte.CONSIDERANT, "Considérant que l’action sert ;"),
        (SectionSorte.ARTICLE, "Article 1er : 1 500 € (mille deux cents euros)."),
    ]
    return Audit(
        chemin="actes/Délibération 42.docx",
        texte=TEXTE,
        date=dt.date(2026, 11, 17),
        actes=(
            Acte(
                texte=TEXTE,
                sections=tuple(
                    Section(sorte=sorte, start=place(words)[0], end=place(words)[1])
                    for sorte, words in sections
                ),
            ),
        ),
        findings=FINDINGS,
        notes=("Ce fichier contient des commentaires, qui ne sont pas lus.",),
    )


@pytest.fixture(scope="session")
def proces_verbal() -> Audit:
    middle = TEXTE.index("Vu le")
    section = Section(sorte=SectionSorte.VISA, start=middle, end=middle + 12)
    return Audit(
        chemin="",
        texte=TEXTE,
        date=None,
        actes=(
            Acte(texte=TEXTE, fin=middle, sections=(Section(sorte=SectionSorte.ENTETE, start=0, end=21),)),
            Acte(texte=TEXTE, debut=middle, objet=Fact(value="Prêt"), sections=(section,)),
        ),
    )


@pytest.fixture(scope="session")
def results(audit: Audit, proces_verbal: Audit) -> Sequence[Audit | Failure]:
    return (audit, proces_verbal, Failure(chemin="b.pdf", message="b.pdf : Ce PDF est endommagé."))
