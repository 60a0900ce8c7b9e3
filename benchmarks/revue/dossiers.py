"""Folders of imaginary acts: many communes, a few flagged references in each."""

from __future__ import annotations

from pathlib import Path

VISAS = (
    "L. 2311-7 du code général des collectivités territoriales",
    "R. 2121-10 du code général des collectivités territoriales",
    "L. 2121-999 du code général des collectivités territoriales",
)
SOUND = ("L. 2121-29", "L. 2121-17", "L. 2131-1", "L. 2121-25")
PARAGRAPH = (
    "Considérant que la commune de {commune} souhaite poursuivre l’entretien de la voirie, dossier {number}, "
    "et que la dépense est inscrite au budget de l’exercice ;\n"
)


def make_folder(root: Path, acts: int, flagged: int) -> Path:
    """Write `acts` acts in twenty communes, with about `flagged` references to review."""
    folder = root / "actes"
    every = max(1, acts * len(VISAS) // max(1, flagged))
    for number in range(acts):
        commune = f"Val-{number % 20:02}"
        (folder / commune).mkdir(parents=True, exist_ok=True)
        lines = [f"Commune de {commune}\nSéance du mardi 17 novembre 2026\n\n"]
        lines += [
            f"Vu l’article {num} du code général des collectivités territoriales, dossier {number} ;\n"
            for num in SOUND
        ]
        if number % every == 0:
            lines += [f"Vu l’article {visa}, dossier {number} ;\n" for visa in VISAS]
        lines += [PARAGRAPH.format(commune=commune, number=number)] * 8
        (folder / commune / f"acte-{number:05}.txt").write_text("".join(lines), encoding="utf-8")
    return folder
