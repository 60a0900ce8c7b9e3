"""What a lot is made of: the job common to all rows, a row ready to be drafted, what became of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from deliberia.errors import UsageError
from deliberia.version import VERSION

if TYPE_CHECKING:
    from deliberia.lot.columns import Plan
    from deliberia.lot.contribution import Contribution, PassageState
    from deliberia.lot.rows import TableRow
    from deliberia.lot.table import Table
    from deliberia.model import Seance

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows gives to no file, whatever the extension."""
_STEM = 80


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all rows; small, and sent once to each worker."""

    modele: str
    dossier_modeles: str
    """Folder of the commune's own templates, or empty."""
    seance: str
    """Path of `seance.toml`, or empty when the rows bear all."""
    commune: str
    contenu_seance: str
    """Its content as JSON, so that a worker elsewhere needs no file."""
    forme: str
    """docx, pdf, html, md, txt, json."""
    controle: bool
    profonde: bool
    """Use the archive imported on this machine; false on a cluster, whose machines differ."""
    empreinte: str
    """Fingerprint of all that decides of the bytes: program, base, template, séance, letterhead, format."""
    papier: str = ""
    """Path of the letterhead, or empty."""
    sans_entete: bool = False
    """The letterhead bears the name of the commune: do not print it again."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row, ready: values by target."""

    rang: int
    ligne: int
    cle: str
    """Fingerprint of the row and the job: the same key gives the same bytes."""
    nom: str
    """Name of the file."""
    valeurs: Mapping[str, Any]
    cellules: Mapping[str, str]
    """Target → cell."""
    fautes: tuple[tuple[str, str], ...] = ()
    """(cell, French sentence) that already refuse the row; it is tried all the same, to find the others."""
    contribution: Contribution | None = None
    """What a language model gave for it; None when none was asked."""


class Outcome(NamedTuple):
    """What became of a row."""

    rang: int
    ligne: int
    etat: str
    """ecrit, projet (values missing), refuse, deja (written by a former run), essai."""
    cle: str = ""
    fichier: str = ""
    sha256: str = ""
    titre: str = ""
    fautes: tuple[tuple[str, str], ...] = ()
    """(cell, French sentence)."""
    manquants: tuple[str, ...] = ()
    erreurs: int = 0
    avertissements: int = 0
    constats: tuple[str, ...] = ()
    """« SEA001 : … » for the errors and warnings."""
    octets: bytes = b""
    """The file, when the worker does not write it itself."""
    annexe: bytes = b""
    """The file beside it, which says where its passages come from, when the worker does not write it."""
    passages: tuple[PassageState, ...] = ()
    """What became of the passages asked of a language model."""

    @property
    def is_settled(self) -> bool:
        """False when a passage had no answer: the same command asks again and writes the act anew."""
        return all(one.is_answered for one in self.passages)


def make_job(
    modele: str,
    *,
    seance: Path | None = None,
    commune: Path | None = None,
    folder: Path | None = None,
    forme: str = "docx",
    controle: bool = True,
    profonde: bool = True,
    papier: Path | None = None,
    sans_entete: bool = False,
    assistance: str = "",
) -> Job:
    """Gather what is the same for all rows, and its fingerprint.

    Args:
        assistance: names the language model that gives passages, if any: another one gives other acts.

    Raises:
        UsageError: the template is unknown, or the format has no letterhead.
        DataError: the séance cannot be read.
    """
    from deliberia.catalogue import get_template
    from deliberia.drafting import load_commune, load_seance
    from deliberia.legal_refs import load_base

    template = get_template(modele, folder)
    content: dict[str, Any] = {}
    if seance is not None:
        content = _describe(load_seance(seance, commune=commune))
    elif commune is not None:
        from deliberia.model import Seance

        content = _describe(Seance(collectivite=load_commune(commune)))
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True)
    texts = [(template.folder / name).read_bytes() for name in ("meta.toml", "texte.md.j2")]
    parts = [VERSION, load_base().empreinte, template.id, packed, forme, str(controle)]
    parts += _describe_deeper() if profonde else []
    parts += [assistance] if assistance else []
    parts += _describe_paper(papier, forme, sans_entete=sans_entete)
    digest = hashlib.sha256("\x00".join(parts).encode() + b"\x00".join(texts)).hexdigest()
    return Job(
        modele=template.id,
        dossier_modeles=str(folder) if folder else "",
        seance=str(seance or ""),
        commune=str(commune or ""),
        contenu_seance=packed,
        forme=forme,
        controle=controle,
        profonde=profonde,
        empreinte=digest,
        papier=str(papier or ""),
        sans_entete=sans_entete,
    )


def _describe_paper(papier: Path | None, forme: str, *, sans_entete: bool) -> list[str]:
    if papier is None:
        return []
    from deliberia.documents import load_bytes

    if forme not in ("docx", "pdf"):
        raise UsageError(
            f"Le papier à en-tête ne sert pas au format « {forme} ».", hint="Choisissez --forme docx ou pdf."
        )
    return [hashlib.sha256(load_bytes(papier)).hexdigest(), str(sans_entete)]


def _describe_deeper() -> list[str]:
    """Name the archive and the confirmations of this machine by their size and time."""
    from deliberia.legi.location import default_base_path
    from deliberia.legifrance.location import default_store_path

    found = [path.stat() for path in (default_base_path(), default_store_path()) if path.is_file()]
    return [f"{one.st_size} {one.st_mtime_ns}" for one in found]


def make_task(row: TableRow, table: Table, plan: Plan, job: Job) -> Task:
    """Turn a row into a task: its key, the name of its file, its values by target."""
    values = {plan.cibles[name]: value for name, value in row.valeurs.items() if name in plan.cibles}
    packed = json.dumps([job.empreinte, row.rang, values], ensure_ascii=False, sort_keys=True, default=str)
    return Task(
        rang=row.rang,
        ligne=row.ligne,
        cle=hashlib.sha256(packed.encode()).hexdigest(),
        nom=f"{_name_file(values.get('numero', ''), job.modele, row.rang)}.{job.forme}",
        valeurs=values,
        cellules={
            target: table.name_cell(column, row.ligne)
            for column, target in plan.cibles.items()
            if column in row.valeurs
        },
        fautes=row.fautes,
    )


def _name_file(numero: Any, modele: str, rang: int) -> str:
    """Return a name that every system takes, and that stays in the folder whatever the number holds."""
    default = f"{modele}-{rang:05}"
    if not isinstance(numero, str | int | Decimal):
        return default  # refused when the row is drafted
    text = str(numero)
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    stem = _UNFIT.sub("-", letters).strip("-.") or default
    if len(stem) > _STEM:
        stem = f"{stem[: _STEM - 9]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return f"acte-{stem}" if _RESERVED.match(stem) else stem


def _describe(seance: Seance) -> dict[str, Any]:
    """Write a séance as the JSON that `rediger` reads."""
    c = seance.collectivite
    commune = {
        "nom": c.nom, "sorte": c.sorte.value, "departement": c.departement,
        "code_departement": c.code_departement, "arrondissement": c.arrondissement,
        "population": c.population, "effectif_legal": c.effectif_legal, "en_exercice": c.en_exercice,
        "maire": c.maire, "siret": c.siret, "adresse": c.adresse, "tribunal": c.tribunal,
        "elus": [elu.nom for elu in c.elus],
    }  # fmt: skip
    meeting = {
        "date": _day(seance.date), "heure": seance.heure, "lieu": seance.lieu,
        "convocation": _day(seance.convocation), "affichage": _day(seance.affichage),
        "president": seance.president, "secretaire": seance.secretaire, "presents": list(seance.presents),
        "pouvoirs": [{"de": one.de, "a": one.a} for one in seance.pouvoirs], "absents": list(seance.absents),
        "excuses": list(seance.excuses), "urgence": seance.is_urgence,
        "premiere_reunion": _day(seance.premiere_reunion),
    }  # fmt: skip
    return {"commune": _without_empty(commune), "seance": _without_empty(meeting)}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _without_empty(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value not in (None, "", [], False)}
