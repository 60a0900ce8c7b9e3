"""SCDL « Délibérations » (OpenDataFrance), version 2.1.4: one row a deliberation, UTF-8, comma.

Source: the national schema; the list of fields, their types and which are required.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from deliberia.errors import DataError, UsageError
from deliberia.exports.matieres import get_matiere
from deliberia.model import Projet

COLONNES = (
    "COLL_NOM",
    "COLL_SIRET",
    "DELIB_ID",
    "DELIB_DATE",
    "DELIB_MATIERE_CODE",
    "DELIB_MATIERE_NOM",
    "DELIB_OBJET",
    "BUDGET_ANNEE",
    "BUDGET_NOM",
    "PREF_ID",
    "PREF_DATE",
    "VOTE_EFFECTIF",
    "VOTE_REEL",
    "VOTE_POUR",
    "VOTE_CONTRE",
    "VOTE_ABSTENTION",
    "DELIB_URL",
)
_SIRET = re.compile(r"\d{14}")
_PREFECTURE = re.compile(r"(?:PREF|SGAR)(?:\d{3}|02[AB])|SPREF(?:\d{3}|02[AB])\d")
_BUDGET = "7.1"
_EXERCICE = re.compile(r"\b(?:exercice|[Bb]udget[^.;]{0,60}?)\s(20\d\d)\b")


def scdl_row(projet: Projet, *, url: str = "", prefecture: str = "") -> dict[str, str]:
    """Give the row of an act; a count that is not known, or a vote without counts, leaves its cells empty.

    Args:
        projet: a complete act.
        url: public address of the act.
        prefecture: « PREF043 » or « SPREF0431 ».

    Raises:
        DataError: a required value is missing: SIRET, number, date.
        UsageError: the code of the préfecture is not one.
    """
    seance, vote = projet.seance, projet.vote
    collectivite = seance.collectivite
    siret = re.sub(r"\s", "", collectivite.siret)
    place = projet.numero or projet.titre
    if not _SIRET.fullmatch(siret):
        raise DataError(
            "Le fichier national demande le SIRET de la collectivité, en quatorze chiffres.",
            place=place,
            hint="Ajoutez « siret » à commune.toml.",
        )
    if not projet.numero:
        raise DataError("L’acte n’a pas de numéro.", place=place, hint="Ajoutez « numero » à ses données.")
    if seance.date is None:
        raise DataError("L’acte n’a pas de date de séance.", place=place, hint="Datez la séance.")
    matiere = get_matiere(projet.matiere)
    has_counts = vote.pour is not None and not vote.is_prend_acte
    year = _budget_year(projet, seance.date.year) if projet.matiere == _BUDGET else ""
    return {
        "COLL_NOM": _name(projet),
        "COLL_SIRET": siret,
        "DELIB_ID": projet.numero,
        "DELIB_DATE": seance.date.isoformat(),
        "DELIB_MATIERE_CODE": matiere.code,
        "DELIB_MATIERE_NOM": f"{_theme(matiere.domaine)}/{_theme(matiere.libelle)}",
        "DELIB_OBJET": " ".join(projet.titre.split()),
        "BUDGET_ANNEE": year,
        "BUDGET_NOM": "",
        "PREF_ID": check_prefecture(prefecture),
        "PREF_DATE": "",
        "VOTE_EFFECTIF": _count(collectivite.en_exercice),
        "VOTE_REEL": _count(vote.votants) if has_counts else "",
        "VOTE_POUR": _count(vote.pour) if has_counts else "",
        "VOTE_CONTRE": _count(vote.contre) if has_counts else "",
        "VOTE_ABSTENTION": _count(vote.abstentions) if has_counts else "",
        "DELIB_URL": url,
    }


def check_prefecture(code: str) -> str:
    """Return the code of a préfecture as the schema writes it, in capitals; "" stays "".

    Raises:
        UsageError: it is not the code of a préfecture.
    """
    upper = code.strip().upper()
    if upper and not _PREFECTURE.fullmatch(upper):
        raise UsageError(
            f"« {code} » n’est pas le code d’une préfecture.",
            hint="Écrivez PREF043, SPREF0431 ou SGAR084 : le département tient sur trois caractères.",
        )
    return upper


def render_scdl(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write the rows as the file to publish: header, UTF-8 without mark, comma, CRLF line ends."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLONNES, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def _name(projet: Projet) -> str:
    from deliberia.documents.wording import name_collectivite

    return name_collectivite(projet.seance.collectivite)


def _budget_year(projet: Projet, year: int) -> str:
    """Return the year that the object names: a budget is often voted in another year than its own."""
    named = dict.fromkeys(_EXERCICE.findall(projet.titre))
    return next(iter(named)) if len(named) == 1 else str(year)


def _theme(label: str) -> str:
    """Lower case, with accents, without comma nor parenthesis."""
    return " ".join(re.sub(r"[(),]", " ", label.lower()).split()).removesuffix(" etc.")


def _count(value: int | None) -> str:
    return "" if value is None else str(value)
