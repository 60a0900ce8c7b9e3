"""An imaginary act, whole, and a way to vary it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from deliberia.model import (
    Bloc,
    BlocSorte,
    Collectivite,
    Pouvoir,
    Projet,
    Resultat,
    Seance,
    Tableau,
    Vote,
)

COLLECTIVITE = Collectivite(
    nom="Val-Fleuri",
    departement="Haute-Loire",
    code_departement="43",
    arrondissement="Brioude",
    en_exercice=11,
    maire="Mme Claire Vasseur",
)
SEANCE = Seance(
    collectivite=COLLECTIVITE,
    date=dt.date(2026, 11, 17),
    heure="19 h 00",
    lieu="salle du conseil",
    convocation=dt.date(2026, 11, 10),
    president="Mme Claire Vasseur",
    secretaire="M. Paul Rimbert",
    presents=("Mme Claire Vasseur", "M. Paul Rimbert", "Mme Anne Lascombe", "M. Luc Brunel"),
    pouvoirs=(Pouvoir(de="Mme Irène Folleville", a="M. Luc Brunel"),),
    absents=("M. Marc Dutilleul", "M. Éric Sorbier"),
    excuses=("M. Marc Dutilleul",),
)
TABLEAU = Tableau(
    colonnes=("Bénéficiaire", "Montant"),
    lignes=(("Les Amis du four banal", "1 500,00 €"), ("Foyer rural & loisirs", "600,00 €")),
    alignements="gd",
    total=("Total", "2 100,00 €"),
    legende="Subventions de 2026",
)
BLOCS = (
    Bloc(sorte=BlocSorte.VISA, texte="Vu le code général des collectivités territoriales ;"),
    Bloc(sorte=BlocSorte.EXPOSE, texte="Madame le maire expose la demande."),
    Bloc(sorte=BlocSorte.CONSIDERANT, texte="Considérant que l’action sert les habitants ;"),
    Bloc(
        sorte=BlocSorte.ARTICLE,
        intitule="Article 1er",
        texte="Les subventions suivantes sont attribuées.",
        tableau=TABLEAU,
    ),
    Bloc(sorte=BlocSorte.ARTICLE, intitule="Article 2", texte="La dépense est imputée au compte 65748."),
    Bloc(sorte=BlocSorte.VOTE, texte="Adopté à l’unanimité."),
    Bloc(sorte=BlocSorte.MENTION, texte="Un recours peut être formé dans les deux mois."),
    Bloc(sorte=BlocSorte.SIGNATURE, texte="Fait et délibéré en séance, les jour, mois et an ci-dessus."),
)
PROJET = Projet(
    modele="subvention-association",
    titre="Attribution de subventions",
    matiere="7.5",
    seance=SEANCE,
    vote=Vote(votants=5, pour=5, contre=0, abstentions=0),
    resultat=Resultat.UNANIMITE,
    blocs=BLOCS,
    numero="2026-42",
)

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="{MARKUP}" xmlns:wps="{DRAWING}"'


@pytest.fixture(scope="session")
def projet() -> Projet:
    return PROJET


@pytest.fixture(scope="session")
def make_projet() -> Callable[..., Projet]:
    """Return a maker of variants of the act: changes of `seance` and `collectivite` come as dicts."""

    def make(
        *, seance: dict[str, Any] | None = None, collectivite: dict[str, Any] | None = None, **fields: Any
    ) -> Projet:
        authority = dataclasses.replace(COLLECTIVITE, **(collectivite or {}))
        meeting = dataclasses.replace(SEANCE, collectivite=authority, **(seance or {}))
        return dataclasses.replace(PROJET, seance=meeting, **fields)

    return make


@pytest.fixture(scope="session")
def pack() -> Callable[[dict[str, str | bytes]], bytes]:
    """Return a maker of archives from their members, in order."""

    def make(members: dict[str, str | bytes]) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return buffer.getvalue()

    return make


@pytest.fixture(scope="session")
def make_docx(pack: Callable[[dict[str, str | bytes]], bytes]) -> Callable[..., bytes]:
    """Return a maker of small DOCX files: XML of the body, then of other parts (`footnotes=…`)."""

    def make(body: str, *, extra: dict[str, str] | None = None, **parts: str) -> bytes:
        relations = "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
            for name in parts
        )
        return pack(
            {
                "[Content_Types].xml": "<Types/>",
                "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
                "word/_rels/document.xml.rels": (
                    f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
                ),
                **{f"word/{name}.xml": f"<w:x {NAMESPACES}>{xml}</w:x>" for name, xml in parts.items()},
                **(extra or {}),
            }
        )

    return make
