"""The screens that can be opened from anywhere, by key on the start screen and by name in the palette."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, cast

from deliberia_tui.ecrans.base import Ecran


class Destination(NamedTuple):
    """A screen, its name and what one does there; its module is imported when it is opened."""

    nom: str
    libelle: str
    aide: str
    classe: str
    court: str
    """The name at the bottom of the start screen."""

    def load(self) -> type[Ecran]:
        module = import_module(f"deliberia_tui.ecrans.{self.nom}")
        return cast("type[Ecran]", getattr(module, self.classe))


DESTINATIONS = {
    one.nom: one
    for one in (
        Destination("seance", "Séance", "Date, présence, pouvoirs et votes.", "SeanceEcran", "Séance"),
        Destination(
            "controle",
            "Vérifier un fichier",
            "Vérifie une délibération faite ailleurs.",
            "Controle",
            "Vérifier",
        ),
        Destination(
            "revue",
            "Revue",
            "La file des références à relire, une touche par décision.",
            "RevueEcran",
            "Revue",
        ),
        Destination(
            "references",
            "Références",
            "Dit si un texte ou un article est en vigueur.",
            "References",
            "Références",
        ),
        Destination(
            "commune", "Commune", "Nom, population, maire, membres du conseil.", "Commune", "Commune"
        ),
        Destination("regles", "Règles", "Explique chacune des vérifications.", "Regles", "Règles"),
    )
}
