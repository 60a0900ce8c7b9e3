"""People, firms and places that the facts do not have, or that they have otherwise."""

from __future__ import annotations

import random

from honnetes import Case

from hostiles.base import Families, pick

_NAMES = (
    "Durand",
    "Marie Lefèvre",
    "M. Kévin Marchand",
    "Mme Sylvie Perrin",
    "Jean-Paul Morel",
    "Nathalie Brun",
    "M. Petit",
    "Mme Faure",
)


_COMPANIES = (
    "Bâtisud",
    "la SARL Rénov’Toit",
    "l’entreprise Dupont et Fils",
    "Eiffatech",
    "la société Urbanova",
    "le cabinet Conseil Plus",
)


_PLACES = (
    "Clermont-Ferrand",
    "Lyon",
    "Sainte-Foy",
    "rue Victor-Hugo",
    "Montbrison",
    "Bordeaux",
    "l’Ardèche",
    "Saint-Étienne",
)


def _name(case: Case, chance: random.Random) -> str:
    return chance.choice(
        (
            f"l’appui de {chance.choice(_NAMES)}",
            f"le concours de {chance.choice(_COMPANIES)}",
            f"les habitants de {chance.choice(_PLACES)}",
            f"la demande de M. {chance.choice(('durand', 'lefèvre', 'morel'))}",
            f"le projet porté par {chance.choice(_COMPANIES)}",
            f"Mme {chance.choice(('perrin', 'faure', 'Aubert'))}",
            "l’accord du Département de l’Isère",
            "le soutien de la Région",
            "l’aide de l’ADEME",
            "le partenariat avec la SNCF",
            "le comité Leader",
            f"le quartier {chance.choice(('Bellevue', 'Les Tilleuls', 'Montplaisir'))}",
            "l’école Jules-Ferry",
            "le parc Pasteur",
            f"la famille {chance.choice(('Dumas', 'Roussel'))}",
        )
    )


_swap_gender = pick(
    "M. Claire Vasseur",
    "Mme Bastien Roure",
    "M. Vasseur",
    "Mme Roure",
    "Mme Claire Roure",
    "M. Étienne Vasseur",
    "Mme Odile Corbier",
    "Mme Delmas",
)


FAMILIES: Families = {
    "nom inventé": (_name, False),
    "nom recomposé": (_swap_gender, False),
}
