"""The shape of the files of a dossier: commune, séance, vote. Nothing unknown passes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from deliberia.model import CollectiviteSorte, Scrutin
from deliberia.text import fold, normalize, parse_date


def _read_date(value: Any) -> Any:  # Any: whatever stands in the file
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        if not value.strip():
            return None
        found = parse_date(value.strip())
        if found is None:
            raise ValueError(f"cette date n’existe pas : {value[:40]} ; écrivez-la par exemple 2026-11-17")
        return found
    return value


def _clean(value: Any) -> Any:  # Any: see above
    return " ".join(normalize(value).split()) if isinstance(value, str) else value


_SCRUTINS = {
    "public ordinaire": Scrutin.ORDINAIRE,
    "ordinaire": Scrutin.ORDINAIRE,
    "main levee": Scrutin.ORDINAIRE,
    "a main levee": Scrutin.ORDINAIRE,
    "public": Scrutin.PUBLIC,
    "scrutin public": Scrutin.PUBLIC,
    "appel nominal": Scrutin.PUBLIC,
    "secret": Scrutin.SECRET,
    "scrutin secret": Scrutin.SECRET,
}


def _read_scrutin(value: Any) -> Any:  # Any: see above
    if isinstance(value, str):
        found = _SCRUTINS.get(fold(value.strip()).replace("-", " "))
        if found is None:
            raise ValueError("le mode de scrutin est « public ordinaire », « public » ou « secret »")
        return found
    return value


Jour = Annotated[dt.date | None, BeforeValidator(_read_date)]
Texte = Annotated[str, BeforeValidator(_clean), Field(max_length=400)]
Compte = Annotated[int | None, Field(ge=0, le=1000, strict=True)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CommuneIn(_Strict):
    """The authority and its council."""

    nom: Texte
    sorte: CollectiviteSorte = CollectiviteSorte.COMMUNE
    departement: Texte = ""
    code_departement: Texte = ""
    arrondissement: Texte = ""
    population: Annotated[int | None, Field(ge=0, le=5_000_000, strict=True)] = None
    effectif_legal: Compte = None
    en_exercice: Compte = None
    maire: Texte = ""
    siret: Texte = ""
    adresse: Texte = ""
    tribunal: Texte = ""
    elus: tuple[Texte, ...] = ()

    @field_validator("code_departement", "siret", mode="before")
    @classmethod
    def _read_number(cls, value: Any) -> Any:  # Any: a code may be typed without quotes
        return f"{value:02d}" if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("departement", mode="before")
    @classmethod
    def _read_departement(cls, value: Any) -> Any:  # Any: see above
        return f"{value:02d}" if isinstance(value, int) and not isinstance(value, bool) else value


class PouvoirIn(_Strict):
    de: Texte
    a: Texte


class SeanceIn(_Strict):
    """One meeting; the commune is read apart."""

    date: Jour = None
    heure: Texte = ""
    lieu: Texte = ""
    convocation: Jour = None
    affichage: Jour = None
    president: Texte = ""
    secretaire: Texte = ""
    presents: tuple[Texte, ...] = ()
    pouvoirs: tuple[PouvoirIn, ...] = ()
    absents: tuple[Texte, ...] = ()
    excuses: tuple[Texte, ...] = ()
    urgence: bool = False
    premiere_reunion: Jour = None

    @field_validator("heure", mode="before")
    @classmethod
    def _read_heure(cls, value: Any) -> Any:  # Any: TOML has a type for hours
        return f"{value.hour} h {value.minute:02d}" if isinstance(value, dt.time) else value


class VoteIn(_Strict):
    """Counts of one vote."""

    mode: Annotated[Scrutin, BeforeValidator(_read_scrutin)] = Scrutin.ORDINAIRE
    votants: Compte = None
    pour: Compte = None
    contre: Compte = None
    abstentions: Compte = None
    blancs_nuls: Annotated[int, Field(ge=0, le=1000, strict=True)] = 0
    ne_prennent_pas_part: tuple[Texte, ...] = ()
    voix_president: Texte = ""
    noms_contre: tuple[Texte, ...] = ()
    noms_abstention: tuple[Texte, ...] = ()
    prend_acte: bool = False
