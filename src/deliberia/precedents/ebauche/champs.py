"""The fields that an act suggests, each asked once, with an example that names nobody."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any, NamedTuple

from deliberia.catalogue.schema import BASE_NAMES
from deliberia.masking import Kind
from deliberia.text import fold

_NOUNS = {
    "deliberation": "de la délibération", "budget": "du vote du budget", "convention": "de la convention",
    "demande": "de la demande", "avis": "de l’avis", "courrier": "du courrier", "lettre": "de la lettre",
    "devis": "du devis", "bail": "du bail", "contrat": "du contrat", "arrete": "de l’arrêté",
    "notification": "de la notification", "reunion": "de la réunion", "commission": "de la commission",
    "enquete": "de l’enquête", "echeance": "de l’échéance", "estimation": "de l’estimation",
    "promesse": "de la promesse", "acte": "de l’acte", "candidature": "de la candidature",
    "rapport": "du rapport", "offre": "de l’offre", "consultation": "de la consultation",
    "signature": "de la signature", "compter": "d’effet",
}  # fmt: skip
"""What a date is often that of: « la convention du 3 mai » gives date_convention."""
_WORD = re.compile(r"[a-z]+")
_WOMEN = ("Mme Rosalie Ferrandon", "Mme Albane Coutelier", "Mme Séraphine Lhermet", "Mme Coline Vasselin")
_MEN = ("M. Gaspard Lemirat", "M. Anselme Torquebiau", "M. Fabrice Ondedieu", "M. Léonce Chambrelan")
_SHOWN = {
    Kind.SOCIETE: ("societe", "le nom de la société", "Atelier du Four"),
    Kind.ADRESSE: ("adresse", "l’adresse", "1 place du Four, 43999 Val-Fleuri"),
    Kind.TELEPHONE: ("telephone", "le téléphone", "04 00 00 00 00"),
    Kind.COURRIEL: ("courriel", "l’adresse électronique", "mairie@val-fleuri.example"),
    Kind.IBAN: ("compte", "le compte bancaire", "FR00 0000 0000 0000 0000 0000 000"),
    Kind.SIRET: ("siret", "le numéro SIRET", "000 000 000 00000"),
    Kind.SIREN: ("siren", "le numéro SIREN", "000 000 000"),
    Kind.RNA: ("rna", "le numéro d’association", "W000000000"),
    Kind.PARCELLE: ("parcelle", "la parcelle", "ZZ 1"),
    Kind.PLAQUE: ("immatriculation", "l’immatriculation", "AA-000-AA"),
    Kind.NIR: ("assure", "le numéro de sécurité sociale", "0 00 00 00 000 000 00"),
    Kind.MATRICULE: ("matricule", "le matricule", "000000"),
    Kind.NAISSANCE: ("naissance", "la date de naissance", "1er janvier 1970"),
    Kind.NUMERO: ("numero", "le numéro", "0000"),
}


class Field(NamedTuple):
    """One proposed field."""

    nom: str
    type: str
    question: str
    exemple: Any
    """Value of the example: a text, a number, a date, rows."""
    unite: str = ""
    sous_champs: tuple[Field, ...] = ()
    requis: bool = True
    aide: str = ""
    tiers: bool = False
    """Names somebody: see `SousChamp.tiers`."""


class Fields:
    """Gathers the fields; one value asked twice is one field."""

    def __init__(self) -> None:
        self.found: dict[str, Field] = {}
        self._known: dict[tuple[str, Any], str] = {}
        self._ranks: dict[str, int] = {}
        self._genders: dict[str, int] = {"f": 0, "m": 0}

    def ask(self, key: tuple[str, Any], field: Field) -> Field:
        """Return the field of that value, made when it is new."""
        if key not in self._known:
            nom = self._name(field.nom)
            self._known[key] = nom
            self.found[nom] = field._replace(nom=nom)
        return self.found[self._known[key]]

    def ask_amount(self, value: Decimal) -> Field:
        return self.ask(("euros", value), Field("montant", "euros", "Quel est ce montant ?", value, "€"))

    def ask_percentage(self, value: Decimal) -> Field:
        return self.ask(("taux", value), Field("taux", "pourcentage", "Quel est ce taux ?", value, "%"))

    def ask_surface(self, value: Decimal) -> Field:
        field = Field("surface", "nombre", "Quelle est cette surface, en mètres carrés ?", value, "m²")
        return self.ask(("surface", value), field)

    def ask_year(self, value: int) -> Field:
        return self.ask(("annee", value), Field("exercice", "entier", "De quelle année s’agit-il ?", value))

    def ask_date(self, value: dt.date, before: str) -> Field:
        words = _WORD.findall(fold(before)[-60:])[-7:]
        noun = next((word for word in reversed(words) if word in _NOUNS), "")
        nom = "date_effet" if noun == "compter" else f"date_{noun}" if noun else "date"
        question = f"Quelle est la date {_NOUNS[noun]} ?" if noun else "Quelle est cette date ?"
        return self.ask(("date", value), Field(nom, "date", question, value))

    def ask_number(self, value: str, before: str) -> Field:
        words = _WORD.findall(fold(before)[-40:])[-3:]
        noun = next((word for word in reversed(words) if word in _NOUNS), "")
        nom = f"numero_{noun}" if noun else "numero"
        question = f"Quel est le numéro {_NOUNS[noun]} ?" if noun else "Quel est ce numéro ?"
        return self.ask(("numero", value), Field(nom, "texte", question, value))

    def ask_person(self, key: str, genre: str) -> Field:
        """Ask for someone; the example is imaginary."""
        if ("personne", key) not in self._known:
            names = _WOMEN if genre == "f" else _MEN
            rank = self._genders["f" if genre == "f" else "m"]
            self._genders["f" if genre == "f" else "m"] += 1
            example = names[rank % len(names)]
            if rank >= len(names):
                example += f" {'I' * (rank // len(names) + 1)}"
            question = "Qui est cette personne ? (civilité, prénom et nom)"
            field = Field("personne", "texte", question, example, tiers=True)
            return self.ask(("personne", key), field)
        return self.found[self._known["personne", key]]

    def ask_association(self, key: str) -> Field:
        question = "Quel est le nom de l’association ?"
        field = Field("association", "texte", question, "Les Amis du Four", tiers=True)
        return self.ask(("association", key), field)

    def ask_personal(self, kind: Kind, key: str) -> Field:
        """Ask for an address, an account…: nothing of the act's own stays."""
        nom, what, example = _SHOWN[kind]
        question = f"Quelle est {what} ?" if what.startswith(("la ", "l’")) else f"Quel est {what} ?"
        field = Field(nom, "texte", question, example, tiers=kind is Kind.SOCIETE)
        return self.ask((kind.value, key), field)

    def ask_decision(self) -> Field:
        question = "Que décide l’assemblée ? (« approuve… », « autorise… »)"
        return self.ask(
            ("decision", ""), Field("decision", "texte", question, "approuve ce qui lui est proposé")
        )

    def ask_reference(self, key: str) -> Field:
        field = Field(
            "reference",
            "texte",
            "Quel texte en vigueur remplace celui que citait l’acte d’origine ? (voir a_verifier)",
            "la réglementation en vigueur",
        )
        return self.ask(("reference", key), field)

    def _name(self, stem: str) -> str:
        stem = "_".join(_WORD.findall(fold(stem).replace("_", " "))) or "champ"
        while True:
            self._ranks[stem] = self._ranks.get(stem, 0) + 1
            name = stem if self._ranks[stem] == 1 else f"{stem}_{self._ranks[stem]}"
            if name not in BASE_NAMES and name not in self.found:
                return name
