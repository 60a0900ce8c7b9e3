"""What is masked, how its pseudonym begins, and what a published copy says in its place."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal data; the value is what scripts read in JSON."""

    PERSONNE = "personne"
    SOCIETE = "societe"
    ADRESSE = "adresse"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    IBAN = "iban"
    SIRET = "siret"
    SIREN = "siren"
    RNA = "rna"
    PARCELLE = "parcelle"
    PLAQUE = "plaque"
    NIR = "nir"
    MATRICULE = "matricule"
    NAISSANCE = "naissance"
    NUMERO = "numero"
    """A long number of no known form: it may be any of the above."""
    LITTERAL = "litteral"
    """Words of the user's own text that look like one of our pseudonyms."""


LABELS = {
    Kind.PERSONNE: "Personne",
    Kind.SOCIETE: "Société",
    Kind.ADRESSE: "Adresse",
    Kind.TELEPHONE: "Téléphone",
    Kind.COURRIEL: "Courriel",
    Kind.IBAN: "Compte",
    Kind.SIRET: "Siret",
    Kind.SIREN: "Siren",
    Kind.RNA: "Rna",
    Kind.PARCELLE: "Parcelle",
    Kind.PLAQUE: "Immatriculation",
    Kind.NIR: "Assuré",
    Kind.MATRICULE: "Matricule",
    Kind.NAISSANCE: "Naissance",
    Kind.NUMERO: "Numéro",
    Kind.LITTERAL: "Mention",
}
"""First word of a pseudonym: « Personne X3 »."""

SHAPES = {
    "m": "Groupe",
    "f": "Société",
    "mv": "Organisme",
    "fv": "Entité",
    "mp": "Groupes",
    "fp": "Sociétés",
}
"""The same for an organisation whose article the text tells, so that articles and agreements hold: « du Café
de la Place » is shown « du Groupe X5 », « l’Atelier du Lac » « l’Organisme X6 ».

A key ends by « v » when the article is elided, by « p » when it is plural."""

PLURALS = {
    Kind.PERSONNE: "personnes",
    Kind.SOCIETE: "sociétés",
    Kind.ADRESSE: "adresses",
    Kind.TELEPHONE: "téléphones",
    Kind.COURRIEL: "adresses électroniques",
    Kind.IBAN: "comptes bancaires",
    Kind.SIRET: "numéros SIRET",
    Kind.SIREN: "numéros SIREN ou de TVA",
    Kind.RNA: "numéros d’association",
    Kind.PARCELLE: "parcelles",
    Kind.PLAQUE: "immatriculations",
    Kind.NIR: "numéros de sécurité sociale",
    Kind.MATRICULE: "matricules et numéros de dossier",
    Kind.NAISSANCE: "dates de naissance",
    Kind.NUMERO: "autres numéros",
    Kind.LITTERAL: "mentions qui ressemblent à un pseudonyme",
}
"""What the user reads above each part of a table."""

PUBLIC_WORDS = {
    Kind.PERSONNE: "nom masqué",
    Kind.SOCIETE: "société masquée",
    Kind.ADRESSE: "adresse masquée",
    Kind.TELEPHONE: "téléphone masqué",
    Kind.COURRIEL: "courriel masqué",
    Kind.IBAN: "compte masqué",
    Kind.SIRET: "SIRET masqué",
    Kind.SIREN: "SIREN masqué",
    Kind.RNA: "RNA masqué",
    Kind.PARCELLE: "parcelle masquée",
    Kind.PLAQUE: "immatriculation masquée",
    Kind.NIR: "numéro de sécurité sociale masqué",
    Kind.MATRICULE: "matricule masqué",
    Kind.NAISSANCE: "date de naissance masquée",
    Kind.NUMERO: "numéro masqué",
}
"""What stands between square brackets in a copy made for publication."""
