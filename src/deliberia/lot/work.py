"""One row, one act: what a worker does. A worker keeps nothing between rows but what is the same for all."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from deliberia.errors import DataError, DeliberiaError, UsageError
from deliberia.version import VERSION

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.documents import Papier
    from deliberia.legal_refs import Base
    from deliberia.lot.columns import Plan
    from deliberia.lot.table import Table, TableRow
    from deliberia.model import Projet, Seance

_LISTS = ("ne_prennent_pas_part", "noms_contre", "noms_abstention", "presents", "absents", "excuses")
_NUMBERS = (
    "votants", "pour", "contre", "abstentions", "blancs_nuls", "population", "effectif_legal", "en_exercice",
)  # fmt: skip
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_SPACES = re.compile(r"\s")
_SEPARATOR = re.compile(r"\s*[;\n]\s*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows gives to no file, whatever the extension."""
_WRITTEN = ("texte", "passage", "choix")
"""Kinds of fields where a number of a workbook is a text."""
_STEM = 80
_DIGITS = 9
"""Digits of the largest count of members or inhabitants."""


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
) -> Job:
    """Gather what is the same for all rows, and its fingerprint.

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


def work(job: Job, tasks: Sequence[Task], folder: str | None, *, essai: bool = False) -> list[Outcome]:
    """Draft, check and render rows; write them into `folder`, or return their bytes without one."""
    from deliberia.documents import convert_to_pdf, render_docx, render_projet

    drafted = [_draft_one(job, task) for task in tasks]
    shape = "docx" if job.forme == "pdf" else job.forme
    done: list[Outcome] = []
    contents: dict[int, bytes] = {}
    paper = _load_paper(job)
    for position, (outcome, projet) in enumerate(drafted):
        if projet is not None and not essai:
            try:
                contents[position] = (
                    render_docx(projet, papier=paper) if shape == "docx" else render_projet(projet, shape)
                )
            except Exception as error:  # noqa: BLE001 - whatever one row does, the others go on
                outcome = _refuse(outcome, _tell(error))
        done.append(outcome)
    if job.forme == "pdf" and contents:
        made = convert_to_pdf({f"{position}.docx": data for position, data in contents.items()})
        contents = {position: made[f"{position}.docx"] for position in contents}
    for position, data in contents.items():
        done[position] = _deliver(done[position], data, folder)
    if essai:
        done = [one._replace(etat="essai") if one.etat == "ecrit" else one for one in done]
    return done


def _deliver(outcome: Outcome, data: bytes, folder: str | None) -> Outcome:
    from deliberia.documents import write_atomic

    proof = hashlib.sha256(data).hexdigest()
    if folder is None:
        return outcome._replace(sha256=proof, octets=data)
    # The journal keeps the proof of each file: one that a power failure spoils is written again.
    write_atomic(Path(folder) / outcome.fichier, data, force=True, sync=False)
    return outcome._replace(sha256=proof)


def _refuse(outcome: Outcome, message: str) -> Outcome:
    return outcome._replace(etat="refuse", fautes=((f"ligne {outcome.ligne}", message),))


def _tell(error: Exception) -> str:
    if isinstance(error, DeliberiaError):
        return " ".join(filter(None, (error.message, error.hint)))
    return f"panne imprévue ({type(error).__name__}) ; cette ligne est passée"


def _draft_one(job: Job, task: Task) -> tuple[Outcome, Projet | None]:
    """Draft a row; whatever is wrong in it refuses it alone."""
    base = Outcome(task.rang, task.ligne, "ecrit", task.cle, task.nom)
    template = _load_template(job)
    try:
        projet = _draft_task(job, template, task)
    except DeliberiaError as error:
        fautes = tuple(dict.fromkeys((*task.fautes, *_locate(job, template, task, error))))
        return base._replace(etat="refuse", fautes=fautes), None
    except Exception as error:  # noqa: BLE001 - a value that no reader foresaw refuses its row alone
        return _refuse(base, _tell(error)), None
    if task.fautes:
        return base._replace(etat="refuse", fautes=task.fautes), None
    return _describe_outcome(base, projet), projet


def _draft_task(job: Job, template: Template, task: Task) -> Projet:
    from deliberia.drafting import check_projet, draft

    legal = _open_base(job.profonde)
    numero = task.valeurs.get("numero", "")
    if isinstance(numero, bool) or not isinstance(numero, str | int | Decimal):
        raise DataError("« numero » attend un texte.")
    champs = {name[7:]: value for name, value in task.valeurs.items() if name.startswith("champs.")}
    projet = draft(
        template,
        seance=_make_seance(job, task),
        champs=_read_lists(template, champs),
        vote=_make_vote(task),
        numero=str(numero),
        base=legal,
    )
    return check_projet(projet, base=legal) if job.controle else projet


def _describe_outcome(base: Outcome, projet: Projet) -> Outcome:
    from deliberia.model import Severity

    serious = [one for one in projet.constats if one.severite is not Severity.INFO]
    errors = sum(one.severite is Severity.ERREUR for one in serious)
    return base._replace(
        etat="ecrit" if projet.is_complete else "projet",
        titre=projet.titre,
        manquants=projet.manquants,
        erreurs=errors,
        avertissements=len(serious) - errors,
        constats=tuple(f"{one.regle} : {one.message}" for one in serious),
    )


def _locate(job: Job, template: Template, task: Task, error: DeliberiaError) -> tuple[tuple[str, str], ...]:
    """Say which cells are wrong: each part is tried alone, since the first fault hides the others."""
    from deliberia.catalogue.fields import parse_champs
    from deliberia.catalogue.rendering import common_champs

    known = (*template.meta.champs, *common_champs())
    found: list[tuple[str, str]] = []
    for target, value in task.valeurs.items():
        group, _, name = target.partition(".")
        if group != "champs":
            continue
        try:
            parse_champs(known, _read_lists(template, {name: value}), place="")
        except DataError as fault:
            found.append((task.cellules.get(target, f"ligne {task.ligne}"), fault.message))
    for make in (lambda: _make_vote(task), lambda: _make_seance(job, task)):
        try:
            make()
        except DeliberiaError as fault:
            found.append((_guess_cell(task, str(fault)), _tell(fault)))
    return tuple(found) or ((_guess_cell(task, str(error)), _tell(error)),)


def _guess_cell(task: Task, message: str) -> str:
    """Return the cell of the vote, séance or number that a message names; else the line."""
    for target, cell in task.cellules.items():
        group, _, name = target.rpartition(".")
        if (group or target) in ("vote", "seance", "commune", "numero") and f"« {name} »" in message.replace(
            "\u00a0", " "
        ):
            return cell
    return f"ligne {task.ligne}"


def _read_lists(template: Template, champs: Mapping[str, Any]) -> dict[str, Any]:
    """Read the lists that a cell holds: one text a line or « ; », rows as JSON."""
    kinds = {
        name: champ.type.value for champ in template.meta.champs for name in (champ.nom, *champ.synonymes)
    }
    read: dict[str, Any] = {}
    for name, value in champs.items():
        kind = kinds.get(name, "")
        if isinstance(value, str) and kind == "textes":
            value = [part for part in _SEPARATOR.split(value) if part]
        elif isinstance(value, str) and kind == "liste":
            value = _parse_rows(name, value)
        elif isinstance(value, int | Decimal) and not isinstance(value, bool) and kind in _WRITTEN:
            value = str(value)
        read[name] = value
    return read


def _parse_rows(name: str, text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise DataError(
            f"le champ « {name} » est une liste : écrivez-la en JSON, "
            'par exemple [{"objet": "salle", "eur": 50}].'
        ) from error


def _make_vote(task: Task) -> Any:
    from deliberia.drafting import parse_vote

    given = _group(task, "vote")
    return parse_vote(given, "vote") if given else None


def _make_seance(job: Job, task: Task) -> Seance:
    seance = _load_seance(job)
    own, commune = _group(task, "seance"), _group(task, "commune")
    if not own and not commune:
        return seance
    from deliberia.drafting import parse_commune, parse_seance

    content = json.loads(job.contenu_seance)
    collectivite = seance.collectivite
    if commune:
        collectivite = parse_commune({**content.get("commune", {}), **commune}, "commune")
    if not own:
        return replace(seance, collectivite=collectivite)
    return parse_seance({**content.get("seance", {}), **own}, collectivite, "séance")


def _group(task: Task, group: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for target, value in task.valeurs.items():
        prefix, _, name = target.partition(".")
        if prefix != group:
            continue
        if name in _LISTS and isinstance(value, str):
            value = [part for part in _SEPARATOR.split(value) if part]
        elif name in _NUMBERS and isinstance(value, str):
            digits = _SPACES.sub("", value)
            value = int(digits) if digits.isdecimal() and len(digits) <= _DIGITS else value
        elif isinstance(value, int) and name not in _NUMBERS and not isinstance(value, bool):
            value = str(value)
        found[name] = value
    return found


@lru_cache(maxsize=8)
def _load_template(job: Job) -> Template:
    from deliberia.catalogue import get_template

    return get_template(job.modele, Path(job.dossier_modeles) if job.dossier_modeles else None)


def _load_paper(job: Job) -> Papier | None:
    if not job.papier:
        return None
    from deliberia.documents import load_papier

    return load_papier(job.papier, sans_entete=job.sans_entete)


@lru_cache(maxsize=2)
def _open_base(profonde: bool) -> Base:
    from deliberia.legal_refs import load_base
    from deliberia.verification import open_base

    return open_base() if profonde else load_base()


@lru_cache(maxsize=8)
def _load_seance(job: Job) -> Seance:
    from deliberia.drafting import parse_commune, parse_seance
    from deliberia.model import Collectivite
    from deliberia.model import Seance as Meeting

    content = json.loads(job.contenu_seance)
    if not content:
        return Meeting(collectivite=Collectivite(nom=""))
    commune = content.get("commune", {})
    collectivite = parse_commune(commune) if commune.get("nom") else Collectivite(nom="")
    return parse_seance(content.get("seance", {}), collectivite)


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
