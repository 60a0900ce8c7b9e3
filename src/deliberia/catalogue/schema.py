"""The shape of `meta.toml` and `exemple.toml`: nothing unknown passes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from deliberia.model import CollectiviteSorte, Scrutin, Severity

BASE_NAMES = frozenset(
    {
        "seance",
        "collectivite",
        "organe",
        "executif",
        "rapporteur",
        "population",
        "sorte",
        "alsace_moselle",
        "interesses",
    }
)
"""Names that every template reads beside its fields; no field may bear one, but those of `ASKABLE_NAMES`."""

ASKABLE_NAMES = frozenset({"population", "alsace_moselle"})
"""Base names that a template may also ask for; without an answer, the authority's own value stands."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _check_name(name: str) -> str:
    if not (name.isascii() and name.isidentifier() and name == name.lower()) or name.startswith("_"):
        raise ValueError(
            "un nom de champ s’écrit en minuscules sans accent ni espace, par exemple date_effet"
        )
    return name


Name = Annotated[str, AfterValidator(_check_name)]


class ChampType(StrEnum):
    TEXTE = "texte"
    """One line."""
    PASSAGE = "passage"
    """Free paragraphs written by the drafter; always optional."""
    ENTIER = "entier"
    NOMBRE = "nombre"
    """Decimal number without unit."""
    EUROS = "euros"
    POURCENTAGE = "pourcentage"
    """0 to 100."""
    HEURES = "heures"
    """Weekly hours, decimal: 17.5; « 17h30 » is understood."""
    DATE = "date"
    BOOL = "bool"
    CHOIX = "choix"
    TEXTES = "textes"
    """Several one-line texts."""
    LISTE = "liste"
    """Rows with sub-fields."""


class Choix(_Strict):
    valeur: str
    libelle: str
    """What the screen shows."""


class SousChamp(_Strict):
    nom: Name
    type: ChampType
    question: str
    aide: str = ""
    exemple: str = ""
    unite: str = ""
    requis: bool = True
    choix: tuple[Choix, ...] = ()
    synonymes: tuple[Name, ...] = ()
    """Other names accepted in the data."""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    longueur_max: int = Field(default=400, ge=1, le=4000)
    tiers: bool = False
    """The answer names a person, a company or an association: it never leaves the machine unmasked."""

    @model_validator(mode="after")
    def _check_tiers(self) -> SousChamp:
        if self.tiers and self.type not in (ChampType.TEXTE, ChampType.TEXTES):
            raise ValueError(
                f"le champ {self.nom} : « tiers » va avec les types « texte » et « textes » ; dans une "
                "liste, marquez le sous-champ"
            )
        return self

    @model_validator(mode="after")
    def _check_choix(self) -> SousChamp:
        if (self.type is ChampType.CHOIX) != bool(self.choix):
            raise ValueError(
                f"le champ {self.nom} : « choix » va avec le type « choix », et seulement avec lui"
            )
        return self


class Champ(SousChamp):
    requis_si: str = ""
    """Condition under which the field is required; then `requis` must be false."""
    defaut: Any = None
    """Value taken when nothing is given; an ISO text for a date."""
    sous_champs: tuple[SousChamp, ...] = ()
    nombre_min: int = Field(default=1, ge=0)
    """Fewest rows of a list that is given."""

    @model_validator(mode="after")
    def _check_shape(self) -> Champ:
        if (self.type is ChampType.LISTE) != bool(self.sous_champs):
            raise ValueError(f"le champ {self.nom} : « sous_champs » va avec le type « liste »")
        if self.requis and (self.requis_si or self.defaut is not None):
            raise ValueError(f"le champ {self.nom} : un champ requis n’a ni condition ni valeur par défaut")
        if self.requis and self.type is ChampType.PASSAGE:
            raise ValueError(f"le champ {self.nom} : un passage libre n’est jamais requis")
        return self


class Situation(_Strict):
    """A condition with a name, which the text and the other conditions read."""

    nom: Name
    si: str


class VisaMeta(_Strict):
    """A reference key, never a text: the base writes « Vu … »."""

    cle: str
    si: str = ""
    """Condition; empty means always."""
    repli: str = ""
    """Key printed instead when this one may not be: the whole code, or an older and surer basis."""
    note: str = ""
    """Why this visa, for the reader of the template."""


class Precondition(_Strict):
    """A prior opinion or act: while it is missing, the export stays a PROJET."""

    nom: str
    si: str = ""
    champ: Name
    """The field that proves it; required when the condition holds."""
    message: str
    """What to obtain, and from whom."""


class Controle(_Strict):
    """A check of the template's own data: when `si` holds and `exige` does not, `message` is a finding."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    si: str = ""
    exige: str
    message: str
    correction: str = ""
    severite: Severity = Severity.ERREUR
    fondement: tuple[str, ...] = ()


class Meta(_Strict):
    """Everything about a template but its text."""

    format: Literal[1]
    nom: str
    """Name in the list: « Subvention à une association »."""
    titre: str
    """Object of the act; may use the fields."""
    resume: str
    domaine: str
    matiere: str = Field(pattern=r"^[1-9](\.[0-9]{1,2})?$")
    organes: tuple[CollectiviteSorte, ...]
    regle_de_vote: str
    scrutin: Scrutin = Scrutin.ORDINAIRE
    prend_acte: bool = False
    vote_des_comptes: bool = False
    """True when the act is adopted unless a majority votes against it: the accounts of the year."""
    """No vote; with a secret ballot, an election whose counts the text gives."""
    contestation: Literal["recours", "election", "election_municipale"] = "recours"
    """How the act is contested: an election has its own delays, five days for the mayor and the adjoints."""
    transmission: str
    """Whether and why the act goes to the prefect, in one sentence."""
    echeance: str
    periode: str = ""
    champs: tuple[Champ, ...]
    situations: tuple[Situation, ...] = ()
    visas: tuple[VisaMeta, ...]
    preconditions: tuple[Precondition, ...] = ()
    controles: tuple[Controle, ...] = ()
    sources: tuple[str, ...] = ()
    a_verifier: tuple[str, ...] = ()
    """What is not proved, for the reviewer; nothing of it is printed."""
    verifie_le: dt.date

    @model_validator(mode="after")
    def _check_names(self) -> Meta:
        names = [champ.nom for champ in self.champs]
        names += [other for champ in self.champs for other in champ.synonymes]
        names += [situation.nom for situation in self.situations]
        taken = sorted(set(names) & (BASE_NAMES - ASKABLE_NAMES))
        if taken:
            raise ValueError(f"nom réservé : {', '.join(taken)}")
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"nom de champ en double : {', '.join(twice)}")
        for precondition in self.preconditions:
            if precondition.champ not in names:
                raise ValueError(f"la condition préalable « {precondition.nom} » cite un champ inconnu")
        return self


class Paquet(_Strict):
    """`paquet.toml`, optional: what a pack of templates says of itself."""

    nom: str = ""
    """Identifier; without it, the name of the file."""
    titre: str = Field(default="", max_length=200)
    version: str = Field(default="", max_length=40)
    auteur: str = Field(default="", max_length=200)
    licence: str = Field(default="", max_length=200)
    description: str = Field(default="", max_length=2000)


class JourExemple(_Strict):
    """Another day than the example meeting's, for an act that has a season."""

    date: dt.date
    convocation: dt.date


class Branche(_Strict):
    """A variant of the example: what changes, and what disappears."""

    nom: str
    champs: dict[str, Any] = {}
    sans: tuple[str, ...] = ()
    """Fields of the example that this branch does not have."""
    vote: dict[str, Any] | None = None
    commune: dict[str, Any] = {}
    seance: JourExemple | None = None
    visas: tuple[str, ...] = ()


class Exemple(_Strict):
    """`exemple.toml`: fields and vote of an imaginary commune, and one variant for each branch."""

    numero: str = ""
    champs: dict[str, Any]
    vote: dict[str, Any]
    commune: dict[str, Any] = {}
    """What differs from the example commune, for an act that only a CCAS or a grouping takes."""
    seance: JourExemple | None = None
    visas: tuple[str, ...] = ()
    branches: tuple[Branche, ...] = ()
