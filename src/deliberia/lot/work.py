"""One row, one act: what a worker does. A worker keeps nothing between rows but what is the same for all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.errors import DataError, DeliberiaError
from deliberia.lot.cells import make_seance, make_vote, read_lists
from deliberia.lot.contribution import PassageState
from deliberia.lot.folder import write_act
from deliberia.lot.jobs import Job, Outcome, Task

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.documents import Papier
    from deliberia.drafting import Dossier
    from deliberia.legal_refs import Base
    from deliberia.model import Projet


ANNEXE = ".passages.json"
"""What the name of an act is followed by, for the file that says where its passages come from."""


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
                    render_docx(projet, papier=paper, to_print=job.forme == "pdf")
                    if shape == "docx"
                    else render_projet(projet, shape)
                )
            except Exception as error:  # noqa: BLE001 - whatever one row does, the others go on
                outcome = _refuse(outcome, _tell(error))
        done.append(outcome)
    if job.forme == "pdf" and contents:
        made = convert_to_pdf({f"{position}.docx": data for position, data in contents.items()})
        contents = {position: made[f"{position}.docx"] for position in contents}
    for position, data in contents.items():
        gift, projet = tasks[position].contribution, drafted[position][1]
        annexe = b""
        if gift is not None and projet is not None:
            data, annexe = gift.finish(projet, data, done[position].fichier)
        done[position] = _deliver(done[position], data, annexe, folder)
    if essai:
        done = [one._replace(etat="essai") if one.etat == "ecrit" else one for one in done]
    return done


def _deliver(outcome: Outcome, data: bytes, annexe: bytes, folder: str | None) -> Outcome:
    proof = hashlib.sha256(data).hexdigest()
    if folder is None:
        return outcome._replace(sha256=proof, octets=data, annexe=annexe)
    write_annexe(Path(folder) / outcome.fichier, annexe)
    # The journal keeps the proof of each file: one that a power failure spoils is written again.
    write_act(Path(folder) / outcome.fichier, data, sync=False)
    return outcome._replace(sha256=proof)


def write_annexe(acte: Path, data: bytes) -> None:
    """Write the file that says where the passages of an act come from; one that no longer says true goes."""
    from deliberia.documents import write_atomic

    path = acte.with_name(acte.name + ANNEXE)
    if data:
        write_atomic(path, data, force=True, sync=False)
    else:
        path.unlink(missing_ok=True)


def _refuse(outcome: Outcome, message: str) -> Outcome:
    return outcome._replace(etat="refuse", fautes=((f"ligne {outcome.ligne}", message),))


def _tell(error: Exception) -> str:
    if isinstance(error, DeliberiaError):
        return " ".join(filter(None, (error.message, error.hint)))
    return f"panne imprévue ({type(error).__name__}) ; cette ligne est passée"


def _draft_one(job: Job, task: Task) -> tuple[Outcome, Projet | None]:
    """Draft a row; whatever is wrong in it refuses it alone."""
    asked = task.contribution.list_passages() if task.contribution is not None else ()
    passages = tuple(PassageState(*one) for one in asked)
    base = Outcome(task.rang, task.ligne, "ecrit", task.cle, task.nom, passages=passages)
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
    dossier, gift = make_dossier(job, task), task.contribution
    projet = draft(
        template,
        seance=dossier.seance,
        champs=dossier.champs,
        vote=dossier.vote,
        numero=dossier.numero,
        passages=gift.texts if gift is not None else None,
        base=legal,
    )
    if gift is not None:
        projet = gift.complete(projet)
    return check_projet(projet, base=legal) if job.controle else projet


def make_dossier(job: Job, task: Task) -> Dossier:
    """Read a row as the data of one act.

    Raises:
        DataError: a value of the row cannot be read.
    """
    from deliberia.drafting import Dossier

    numero = task.valeurs.get("numero", "")
    if isinstance(numero, bool) or not isinstance(numero, str | int | Decimal):
        raise DataError("« numero » attend un texte.")
    champs = {name[7:]: value for name, value in task.valeurs.items() if name.startswith("champs.")}
    template = _load_template(job)
    return Dossier(
        seance=make_seance(job, task),
        modele=template.id,
        champs=read_lists(template, champs),
        vote=make_vote(task),
        numero=str(numero),
    )


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
        constats=tuple(dict.fromkeys(f"{one.regle} : {one.message}" for one in serious)),
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
            parse_champs(known, read_lists(template, {name: value}), place="")
        except DataError as fault:
            found.append((task.cellules.get(target, f"ligne {task.ligne}"), fault.message))
    for make in (lambda: make_vote(task), lambda: make_seance(job, task)):
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
