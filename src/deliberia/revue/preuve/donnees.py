"""The proof as one JSON document: what was reviewed, who decided what, and the heads of the journals."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from deliberia.errors import ReviewError
from deliberia.revue.journal.entrees import Entree, canonical
from deliberia.revue.revue import Revue
from deliberia.revue.valeurs import ActeLu, Item

FORMAT = 1
GENRE = "preuve de revue"


def make_proof(revue: Revue, *, now: dt.datetime | None = None) -> dict[str, Any]:
    """Gather the proof of a review; `empreinte` seals the rest."""
    revue.refresh_journals()
    now = now or dt.datetime.now(dt.UTC)
    entrees = revue.journal.entrees
    body: dict[str, Any] = {
        "format": FORMAT,
        "genre": GENRE,
        "dossier": revue.dossier.resolve().name,
        "etabli_le": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "etabli_par": revue.journal.relecteur,
        "base": {"etat": revue.base.etat.isoformat(), "empreinte": revue.base.empreinte},
        "journaux": [
            {
                "fichier": nom,
                "relecteur": journal.entrees[-1].relecteur if journal.entrees else "",
                "poste": journal.entrees[-1].corps.get("poste", "") if journal.entrees else "",
                "rang": journal.rang,
                "tete": journal.tete,
                "premiere": journal.entrees[0].quand if journal.entrees else None,
                "derniere": journal.entrees[-1].quand if journal.entrees else None,
            }
            for nom, journal in revue.journal.journaux.items()
        ],
        "anomalies": [one.as_dict() for one in revue.journal.verify()],
        "actes": [_tell_act(revue, acte) for acte in revue.actes.values()],
        "hors_file": _list_outside(revue, entrees),
        "entrees": [entree.as_dict() for entree in entrees],
    }
    return {**body, "empreinte": hashlib.sha256(canonical(body)).hexdigest()}


def load_heads(path: Path) -> dict[str, tuple[int, str]]:
    """Read the heads of the journals in a proof exported before, in JSON: {name: (rank, hash)}.

    Raises:
        ReviewError: it is not a proof, or it was altered.
    """
    from deliberia.documents import load_bytes

    try:
        proof = json.loads(load_bytes(path))
        body = {name: value for name, value in proof.items() if name != "empreinte"}
        heads = {one["fichier"]: (int(one["rang"]), str(one["tete"])) for one in proof["journaux"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReviewError(
            "Ce fichier n’est pas une preuve au format JSON.",
            place=str(path),
            hint="Donnez celle que « revue exporter -o preuve.json » a écrite.",
        ) from error
    if proof.get("genre") != GENRE or hashlib.sha256(canonical(body)).hexdigest() != proof.get("empreinte"):
        raise ReviewError("Cette preuve a été modifiée depuis son export.", place=str(path))
    return {nom: head for nom, head in heads.items() if head[0]}


def _tell_act(revue: Revue, acte: ActeLu) -> dict[str, Any]:
    situation = revue.judge_act(acte)
    return {
        "acte": acte.chemin,
        "commune": acte.commune,
        "date": acte.date.isoformat() if acte.date else None,
        "titre": acte.titre,
        "erreur": acte.erreur or None,
        "obstacles": list(acte.obstacles),
        "fichier_sha256": acte.fichier_sha256,
        "texte_sha256": acte.texte_sha256,
        **situation.as_dict(),
        "points": [_tell_item(revue, item) for item in acte.items],
    }


def _tell_item(revue: Revue, item: Item) -> dict[str, Any]:
    history = revue.registre.par_item.get(item.id, ())
    return {
        **item.as_dict(),
        "debut": item.debut,
        "fin": item.fin,
        **revue.judge(item).as_dict(),
        "historique": [
            {
                "entree": one.id,
                "relecteur": one.relecteur,
                "quand": one.quand,
                "decision": one.choix,
                "par": one.par or None,
                "pourquoi": one.pourquoi,
                "annulee": one.id in revue.registre.annulees,
            }
            for one in history
        ],
    }


def _list_outside(revue: Revue, entrees: tuple[Entree, ...]) -> list[str]:
    """Ids of the entries about a sentence, or an act, that is no longer in the folder."""
    return [
        entree.id
        for entree in entrees
        if (entree.objet and entree.objet not in revue.items)
        or (not entree.objet and entree.acte and entree.acte not in revue.actes)
    ]
