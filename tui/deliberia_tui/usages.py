"""The use cases that the screens call. No rule of law is written here: each answer comes from below.

Everything in this module may run in a thread: it touches no widget.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.errors import DeliberiaError
from deliberia_tui.dossier.espace import Espace

if TYPE_CHECKING:
    from deliberia.model import Acte, Collectivite, Finding, Projet, Seance, Vote


class Etat(Enum):
    """Where an act stands, as the list shows it."""

    BROUILLON = "brouillon"
    """Values are missing."""
    A_RELIRE = "à relire"
    """Complete, with findings to look at."""
    PRET = "prêt"
    EXPORTE = "exporté"
    """The DOCX is at least as recent as the fields."""
    ILLISIBLE = "illisible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apercu:
    """An act as it would be printed now, with what is to be said of it."""

    projet: Projet
    acte: Acte
    constats: tuple[Finding, ...]
    """Those of the drafting, then those of the checks; places are in `acte.texte`."""

    @property
    def texte(self) -> str:
        return self.acte.texte

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
    return Seance(collectivite=parse_commune(inner if isinstance(inner, dict) else content, espace.commune.name))


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
    from deliberia.drafting import draft, projet_to_acte

    template = get_template(str(contenu.get("modele", "")))
    projet = draft(
        template,
        seance=seance,
        champs=keep_readable(template, contenu.get("champs") or {}),
        vote=_read_vote(contenu),
        visas=[str(visa) for visa in contenu.get("visas") or ()],
        numero=str(contenu.get("numero") or ""),
    )
    acte = projet_to_acte(projet)
    return Apercu(projet=projet, acte=acte, constats=_check(acte, projet))


def keep_readable(template: Any, champs: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the fields whose value cannot be read yet: the act shows a hole in their place."""
    from deliberia_tui.questions import list_questions

    by_name = {question.nom: question for question in list_questions(template)}
    return {
        nom: valeur
        for nom, valeur in champs.items()
        if nom not in by_name or not by_name[nom].read(valeur).erreur
    }


def _read_vote(contenu: Mapping[str, Any]) -> Vote | None:
    from deliberia.drafting import parse_vote

    vote = contenu.get("vote")
    return parse_vote(vote) if vote else None


def _check(acte: Acte, projet: Projet) -> tuple[Finding, ...]:
    from deliberia.checks import Context, Reference, run_checks
    from deliberia.verification import verify_target

    on = projet.date_reference
    references = tuple(
        Reference(citation=citation, target=target, verdict=verify_target(target, on=on))
        for citation in acte.citations
        for target in citation.targets
        if on is not None
    )
    context = Context(date=on, collectivite=projet.seance.collectivite, references=references)
    return tuple(dict.fromkeys((*projet.constats, *run_checks(acte, context))))


def judge_state(path: Path, contenu: Mapping[str, Any], seance: Seance) -> tuple[str, Etat]:
    """Return the title of an act and where it stands."""
    try:
        apercu = preview(contenu, seance)
    except DeliberiaError:
        return "", Etat.ILLISIBLE
    docx = path.with_suffix(".docx")
    etat = apercu.etat
    if etat is not Etat.BROUILLON and docx.is_file() and docx.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        etat = Etat.EXPORTE
    return apercu.projet.titre, etat


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
