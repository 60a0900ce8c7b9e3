"""The act that every writer prints: imaginary, two or three pages long."""

from __future__ import annotations

import datetime as dt

from deliberia.model import Bloc, BlocSorte, Collectivite, Projet, Resultat, Seance, Tableau, Vote

PRENOMS = ("Adèle", "Bruno", "Carole", "Denis", "Élise", "Félix", "Garance", "Hugo")
NOMS = ("Aubertin", "Bellanger", "Courtois")
VISAS = 8
CONSIDERANTS = 6
ARTICLES = 7
VOTES = 23


def make_projet(rank: int = 0) -> Projet:
    """Return an act of 8 visas, 6 considérants, 7 articles and a table of 23 votes, another for each rank."""
    names = [
        f"{'Mme' if i % 2 else 'M.'} {p} {n}"
        for i, (p, n) in enumerate((p, n) for n in NOMS for p in PRENOMS)
    ]
    names = names[:VOTES]
    table = Tableau(
        colonnes=("Membre", "Vote", "Observation"),
        lignes=tuple((name, "pour", f"scrutin {rank}") for name in names),
        alignements="ggg",
        total=("Total", "23", ""),
        legende="Votes par appel nominal",
    )
    return Projet(
        modele="banc",
        titre=f"Attribution de subventions, dossier {rank} & suites",
        matiere="7.5",
        numero=f"2026-{rank}",
        seance=Seance(
            collectivite=Collectivite(
                nom="Val-Fleuri", departement="Haute-Loire", en_exercice=23, maire=names[1]
            ),
            date=dt.date(2026, 11, 17),
            heure="19 h 00",
            convocation=dt.date(2026, 11, 10),
            president=names[1],
            secretaire=names[2],
            presents=tuple(names),
        ),
        vote=Vote(votants=23, pour=23, contre=0, abstentions=0),
        resultat=Resultat.UNANIMITE,
        blocs=tuple(_iter_blocs(rank, table)),
    )


def _iter_blocs(rank: int, table: Tableau) -> list[Bloc]:
    visas = [
        f"Vu la délibération n° {rank}-{i} fixant le règlement des aides aux associations ;"
        for i in range(VISAS)
    ]
    motifs = [
        f"Considérant que l’action n° {i} proposée par l’association sert l’ensemble des habitants de la "
        "commune, et que ses comptes ont été présentés avec la demande ;"
        for i in range(CONSIDERANTS)
    ]
    articles = [
        f"La somme de {1500 + rank + i} € est attribuée à l’association pour l’action n° {i} ; elle est "
        "versée en une fois, dès que la présente délibération est exécutoire."
        for i in range(ARTICLES)
    ]
    return [
        *(Bloc(sorte=BlocSorte.VISA, texte=text) for text in visas),
        Bloc(sorte=BlocSorte.EXPOSE, texte="Le rapporteur présente les demandes reçues et leur instruction."),
        *(Bloc(sorte=BlocSorte.CONSIDERANT, texte=text) for text in motifs),
        *(
            Bloc(
                sorte=BlocSorte.ARTICLE,
                texte=text,
                intitule=f"Article {i}",
                tableau=table if i == ARTICLES else None,
            )
            for i, text in enumerate(articles, 1)
        ),
        Bloc(sorte=BlocSorte.VOTE, texte="Adopté à l’unanimité."),
        Bloc(sorte=BlocSorte.SIGNATURE, texte="Fait et délibéré les jour, mois et an ci-dessus."),
    ]
