"""What the operator of the transmission to the prefect asks for: files well named, and a manifest.

Source: the message schema « actes » 1.1 and the naming rules read in two transmission systems. The package is
prepared, never sent: the signature and the sending belong to the operator's own program.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.documents import make_folder, render_projet, write_atomic
from deliberia.errors import DataError, UsageError
from deliberia.exports.matieres import get_matiere
from deliberia.model import Projet
from deliberia.text import fold

if TYPE_CHECKING:
    from deliberia.documents import Papier

MAX_SIZE = 150 * 1024 * 1024
"""Bytes of the whole package: a figure often given, each operator sets its own."""
OBJET_MAX = 500
NUMERO_MAX = 15
_SIREN = re.compile(r"\d{9}(\d{5})?")
_MANIFEST = "manifeste.json"
_STARTS = {".pdf": b"%PDF", ".png": b"\x89PNG", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8"}
"""First bytes of the kinds that every operator takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What was written."""

    dossier: Path
    fichiers: tuple[Path, ...]
    """The act first, then its annexes, then the manifest."""
    manifeste: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        return {"format": 1, "dossier": str(self.dossier), **self.manifeste}


def make_package(
    projet: Projet,
    folder: Path,
    *,
    pdf: bytes | None = None,
    annexes: Sequence[tuple[str, bytes]] = (),
    classification: dt.date | None = None,
    max_size: int = MAX_SIZE,
    papier: Papier | None = None,
    force: bool = False,
) -> Package:
    """Write the package of one act into a folder of its own.

    Args:
        projet: a complete act, without error.
        folder: made if missing.
        pdf: the act as it was signed; made from the projet when not given.
        annexes: file name and content of each.
        classification: date of the préfecture's local classification, which the operator asks for.
        max_size: bytes of the whole.
        papier: letterhead of the PDF, when it is made here.
        force: replace the files of a former package.

    Raises:
        DataError: a value that the message requires is missing, or the package is too heavy.
        UsageError: a former package stands there.
        DocumentError: no PDF can be made, or the disk refused.
    """
    act_id, siren = _identify(projet)
    day = projet.seance.date
    stem = f"{act_id['departement']}-{siren}-{day:%Y%m%d}-{act_id['numero']}-DE-1-1"
    main = pdf or render_projet(projet, "pdf", papier=papier)
    if not main.startswith(b"%PDF"):
        raise DataError("L’acte à transmettre n’est pas un PDF.", hint="Donnez le PDF signé.")
    contents = {f"99_DE-{stem}_1.pdf": main}
    for rank, (name, data) in enumerate(annexes, 2):
        _check_annexe(name, data)
        contents[f"99_SE-{stem}_{rank}{Path(name).suffix.lower()}"] = data
    size = sum(map(len, contents.values()))
    if size > max_size:
        raise DataError(
            f"L’envoi pèse {_megabytes(size)} Mo ; la limite est de {_megabytes(max_size)} Mo.",
            hint="Allégez une annexe, ou relevez --taille-max si votre opérateur l’accepte.",
        )
    manifest = _describe(projet, act_id, contents, annexes, classification)
    make_folder(folder)
    names = [*contents, _MANIFEST]
    _clear_former(folder, names, force=force)
    listing = json.dumps({"format": 1, **manifest}, ensure_ascii=False, indent=2) + "\n"
    written = [
        write_atomic(folder / name, content, force=force)
        for name, content in zip(names, [*contents.values(), listing.encode()], strict=True)
    ]
    return Package(dossier=folder, fichiers=tuple(written), manifeste=manifest)


def _check_annexe(name: str, data: bytes) -> None:
    """Refuse what no operator takes: an empty file, one without kind, one that is not what its name says."""
    suffix = Path(name).suffix.lower()
    start = _STARTS.get(suffix)
    fault = ""
    if not data:
        fault = "Cette annexe est vide."
    elif not suffix:
        fault = "Le nom de cette annexe n’a pas d’extension."
    elif start and not data.startswith(start):
        fault = f"Cette annexe n’est pas un vrai {suffix}."
    if fault:
        raise DataError(fault, place=name, hint="Donnez un PDF ou une image.")


def _clear_former(folder: Path, names: Sequence[str], *, force: bool) -> None:
    """Take away the files of a former package that the new one does not replace: they would be sent too."""
    present = [name for name in names if (folder / name).exists()]
    if present and not force:
        raise UsageError(
            "Un envoi existe déjà dans ce dossier ; rien n’a été écrit.",
            place=str(folder),
            hint="Choisissez un autre dossier, ou ajoutez --forcer pour le remplacer.",
        )
    try:
        former = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        listed = [Path(str(one["nom"])).name for one in former["fichiers"]]
    except (OSError, ValueError, KeyError, TypeError):
        return  # no former package, or not one of ours
    for name in {*listed} - {*names}:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise DataError("Ce fichier d’un ancien envoi n’a pas pu être retiré.", place=name) from error


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.1f}".replace(".", ",").removesuffix(",0")


def _identify(projet: Projet) -> tuple[dict[str, str], str]:
    collectivite = projet.seance.collectivite
    siret = re.sub(r"\s", "", collectivite.siret)
    numero = re.sub(r"[^A-Z0-9_]", "_", fold(projet.numero).upper())
    faults = []
    if not projet.is_ready:
        faults.append("l’acte est encore un projet")
    if projet.seance.date is None:
        faults.append("la séance n’a pas de date")
    if not _SIREN.fullmatch(siret):
        faults.append("le SIRET de la collectivité manque (« siret » dans commune.toml)")
    if not collectivite.code_departement:
        faults.append("le code du département manque (« code_departement » dans commune.toml)")
    if not numero:
        faults.append("l’acte n’a pas de numéro")
    elif len(numero) > NUMERO_MAX:
        faults.append(f"le numéro « {numero} » dépasse {NUMERO_MAX} caractères")
    if faults:
        raise DataError(f"L’envoi ne peut pas être préparé : {' ; '.join(faults)}.", place=projet.titre)
    siren = siret[:9]
    departement = collectivite.code_departement.strip().upper().rjust(3, "0")
    return {"departement": departement, "numero": numero}, siren


def _describe(
    projet: Projet,
    act_id: Mapping[str, str],
    contents: Mapping[str, bytes],
    annexes: Sequence[tuple[str, bytes]],
    classification: dt.date | None,
) -> dict[str, Any]:
    collectivite = projet.seance.collectivite
    siren = re.sub(r"\s", "", collectivite.siret)[:9]
    matiere = get_matiere(projet.matiere)
    day = projet.seance.date
    objet = projet.titre if len(projet.titre) <= OBJET_MAX else projet.titre[: OBJET_MAX - 1].rstrip() + "…"
    first, _, second = matiere.code.partition(".")
    sources = ["", *(name for name, _ in annexes)]
    return {
        "identifiant": f"{act_id['departement']}-{siren}-{day:%Y%m%d}-{act_id['numero']}-DE",
        "nature": {"code": "1", "sigle": "DE", "libelle": "Délibérations"},
        "date_decision": str(day),
        "numero_interne": act_id["numero"],
        "objet": objet,
        "annexes_a_verifier": [name for name, _ in annexes if Path(name).suffix.lower() not in _STARTS],
        "objet_abrege": objet != projet.titre,
        "matiere": {
            "code_1": first,
            "code_2": second,
            "libelle": f"{matiere.domaine} / {matiere.libelle}",
            "raison": f"Matière du modèle « {projet.modele} ». Les niveaux 3 à 5 dépendent de la préfecture.",
        },
        "date_classification": classification.isoformat() if classification else None,
        "document_papier": False,
        "fichiers": [
            {
                "nom": name,
                "origine": source or "l’acte",
                "octets": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
            for (name, data), source in zip(contents.items(), sources, strict=True)
        ],
        "taille": sum(map(len, contents.values())),
    }
