"""The use cases that the screens call. No rule of law is written here: each answer comes from below.

Everything in this module may run in a thread: it touches no widget.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.errors import DeliberiaError
from deliberia_tui.dossier.espace import Espace

if TYPE_CHECKING:
    from deliberia.auditing import Audit
    from deliberia.catalogue import Template
    from deliberia.legal_refs import Base
    from deliberia.model import Collectivite, Finding, Projet, Seance, Section
    from deliberia_tui.relectures import Relectures


class Etat(Enum):
    """Where an act stands, as the list shows it."""

    BROUILLON = "brouillon"
    """Values are missing."""
    A_RELIRE = "à relire"
    """Complete, with findings to look at."""
    PRET = "prêt"
    RENVOYE = "renvoyé"
    """The review sent it back to its author."""
    VALIDE = "validé"
    """By the review, as it is written now."""
    EXPORTE = "exporté"
    """The DOCX is at least as recent as the fields."""
    VALIDE_EXPORTE = "validé, exporté"
    ILLISIBLE = "illisible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apercu:
    """An act as it would be printed now. The places of the findings are in `texte`."""

    projet: Projet
    texte: str
    sections: tuple[Section, ...]

    @property
    def constats(self) -> tuple[Finding, ...]:
        return self.projet.constats

    @property
    def manquants(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.projet.manquants))

    @property
    def etat(self) -> Etat:
        from deliberia.model import Severity

        if self.manquants:
            return Etat.BROUILLON
        is_clean = all(one.severite is Severity.INFO for one in self.constats)
        return Etat.PRET if is_clean else Etat.A_RELIRE


def read_seance(espace: Espace) -> Seance:
    """Return the séance of the folder, or one without any fact when none is prepared yet.

    Raises:
        DataError: a file of the folder is wrong.
    """
    from deliberia.drafting import load_seance, parse_commune
    from deliberia.model import Seance
    from deliberia_tui.dossier.fichiers import load_fichier

    if espace.seance.is_file():
        return load_seance(espace.seance)
    content = load_fichier(espace.commune).contenu
    inner = content.get("commune")
    return Seance(
        collectivite=parse_commune(inner if isinstance(inner, dict) else content, espace.commune.name)
    )


def read_commune(espace: Espace) -> Collectivite:
    """Return the commune of the folder.

    Raises:
        DataError: its file is wrong.
    """
    return read_seance(espace).collectivite


def preview(contenu: Mapping[str, Any], seance: Seance) -> Apercu:
    """Draft the act of a file's content, as it stands, and check it.

    Raises:
        DeliberiaError: the template is unknown, or the vote contradicts itself.
    """
    from deliberia.catalogue import get_template
    from deliberia.documents import projet_sections, projet_text
    from deliberia.drafting import check_projet, draft, parse_vote

    template = get_template(str(contenu.get("modele", "")))
    vote = contenu.get("vote")
    projet = check_projet(
        draft(
            template,
            seance=seance,
            champs=keep_readable(template, contenu.get("champs") or {}),
            vote=parse_vote(vote) if vote else None,
            visas=[str(visa) for visa in contenu.get("visas") or ()],
            numero=str(contenu.get("numero") or ""),
            base=deepest_base(),
        )
    )
    return Apercu(projet=projet, texte=projet_text(projet), sections=projet_sections(projet))


def add_constats(apercu: Apercu, constats: Iterable[Finding]) -> Apercu:
    """Return the same act with more findings, whose places are in its text."""
    projet = apercu.projet
    return replace(apercu, projet=replace(projet, constats=(*projet.constats, *constats)))


def keep_readable(template: Template, champs: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the fields whose value cannot be read yet: the act shows a hole in their place."""
    from deliberia_tui.questions import list_questions

    by_name = {question.nom: question for question in list_questions(template)}
    return {
        nom: valeur
        for nom, valeur in champs.items()
        if nom not in by_name or not by_name[nom].read(valeur).erreur
    }


def judge_state(
    path: Path, contenu: Mapping[str, Any], seance: Seance, relectures: Relectures | None = None
) -> tuple[str, Etat]:
    """Return the title of an act and where it stands, what the review says of it included."""
    try:
        apercu = preview(contenu, seance)
        relu = relectures.judge(path) if relectures is not None else None
    except DeliberiaError:
        return "", Etat.ILLISIBLE
    if apercu.etat is Etat.BROUILLON or relu == "renvoye":
        return apercu.projet.titre, Etat.RENVOYE if relu == "renvoye" else Etat.BROUILLON
    is_valide, is_exporte = relu == "valide", _is_exported(path)
    if is_valide:
        return apercu.projet.titre, Etat.VALIDE_EXPORTE if is_exporte else Etat.VALIDE
    return apercu.projet.titre, Etat.EXPORTE if is_exporte else apercu.etat


def _is_exported(path: Path) -> bool:
    docx = path.with_suffix(".docx")
    return docx.is_file() and docx.stat().st_mtime_ns >= path.stat().st_mtime_ns


def export_docx(projet: Projet, path: Path) -> Path:
    """Write the DOCX beside the fields; replaces the one of a former export.

    Raises:
        DeliberiaError: the disk refused.
    """
    from deliberia.documents import write_docx

    return write_docx(projet, path.with_suffix(".docx"), force=True)


def today() -> dt.date:
    """Return the day in France, as the machine has it."""
    return dt.datetime.now().astimezone().date()


def check_file(path: Path, espace: Espace) -> tuple[Audit, str]:
    """Check a file made elsewhere, with what the folder knows of the commune, whose name is returned too.

    Raises:
        DocumentError: the file cannot be read.
    """
    from deliberia.auditing import check

    collectivite = None
    if espace.is_installe:
        try:
            collectivite = read_commune(espace)
        except DeliberiaError:
            collectivite = None  # the start screen says what is wrong with the commune's file
    audit = check(path, collectivite=collectivite, base=deepest_base())
    return audit, collectivite.nom if collectivite is not None else ""


@cache
def deepest_base() -> Base:
    """Return the base of this machine, an imported archive included; opened once for all the screens."""
    from deliberia.verification import open_base

    return open_base()


def find_readable(folder: Path) -> list[Path]:
    """Return the files of a folder that can be checked, by name."""
    from deliberia.auditing.silences import FILE_NAME
    from deliberia.documents import READABLE_EXTENSIONS

    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in READABLE_EXTENSIONS]
    except OSError:
        return []
    return sorted(path for path in found if not path.name.startswith((".", "~$", FILE_NAME)))
