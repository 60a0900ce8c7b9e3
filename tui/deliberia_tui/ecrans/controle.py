"""Check a file made elsewhere: its text, its findings beside it, from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, OptionList

from deliberia.errors import DeliberiaError
from deliberia.model import Finding
from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.ecrans.dialogues import read_path
from deliberia_tui.elements.constats import Constats, Entree
from deliberia_tui.elements.page import Page
from deliberia_tui.elements.texte import Texte
from deliberia_tui.reste import make_entree, mark_constats, soften_tables
from deliberia_tui.usages import check_file, find_readable

if TYPE_CHECKING:
    from deliberia.auditing import Audit

MAX_LISTED = 200


class Controle(Ecran):
    """One file."""

    TITRE = "Vérifier un fichier"
    AIDE = (
        "Tapez ou collez le chemin d’un fichier .docx, .odt, .txt, .md ou .html, puis Entrée ; ou "
        "choisissez-en un dans la liste. Chaque constat est marqué dans la marge : ✗ erreur, ! "
        "avertissement, i information."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("f3", "constat(1)", "Constat suivant", "Montre le constat suivant à sa place.", id="suivant"),
        touche("f2", "constat(-1)", "Précédent", "Montre le constat précédent.", id="precedent"),
        touche("f4", "regle", "Expliquer", "Ouvre la page de la règle du constat choisi.", id="expliquer"),
        touche("f6", "fichier", "Autre fichier", "Revient au chemin du fichier."),
    ]

    @dataclass
    class Verifie(Message):
        """The check ended; `audit` None: `raison` says why."""

        audit: Audit | None
        raison: str = ""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._path = path
        self.audit: Audit | None = None

    def compose_corps(self) -> ComposeResult:
        with Container(id="controle"):
            yield Input(
                str(self._path or ""),
                placeholder="Chemin du fichier, puis Entrée",
                id="chemin-fichier",
                compact=True,
                suggester=Chemins(self.espace.dossier_seance),
                select_on_focus=True,
            )
            yield Texte(id="resume", retrait=2)
            with Container(id="controle-deux"):
                yield Page(id="texte")
                yield Constats(vide="Aucun constat.", id="constats")

    def on_mount(self) -> None:
        self.query_one("#texte").border_title = "Texte"
        self.query_one("#chemin-fichier").focus()
        if self._path is not None:
            self._check(self._path)
        else:
            self._list_files()

    def action_fichier(self) -> None:
        self.query_one("#chemin-fichier").focus()

    def action_constat(self, step: int) -> None:
        constats = self.query_one("#constats", Constats)
        if self.audit is None or not constats.entrees:
            return
        rank = constats.highlighted
        first = 0 if step > 0 else len(constats.entrees) - 1
        constats.highlighted = first if rank is None else (rank + step) % len(constats.entrees)
        constats.focus()

    def action_regle(self) -> None:
        from deliberia_tui.ecrans.regles import Regles

        constats = self.query_one("#constats", Constats)
        rank = constats.highlighted
        cible = constats.entrees[rank].cible if rank is not None and rank < len(constats.entrees) else None
        if isinstance(cible, Finding):
            self.app.push_screen(Regles(cible.regle))
        else:
            self.notify("Choisissez d’abord un constat.")

    def _list_files(self) -> None:
        """Offer the files of the folder: she may only have to choose."""
        files = find_readable(self.espace.dossier_seance)[:MAX_LISTED]
        constats = self.query_one("#constats", Constats)
        constats.vide = "Aucun fichier à vérifier dans ce dossier."
        constats.border_title = "Fichiers du dossier"
        constats.show(Entree("·", "", path.name, cible=path) for path in files)

    @on(Input.Submitted, "#chemin-fichier")
    def _submit(self, event: Input.Submitted) -> None:
        if event.value.strip():
            path = read_path(event.value)
            self._check(path if path.is_absolute() else self.espace.dossier_seance / path)

    def _check(self, path: Path) -> None:
        self.query_one("#resume", Texte).update("Vérification en cours…")

        def work() -> None:
            try:
                self.post_message(self.Verifie(check_file(path, self.espace)))
            except DeliberiaError as error:
                self.post_message(self.Verifie(None, str(error)))

        self.run_worker(work, thread=True, exclusive=True, group="controle", exit_on_error=False)

    @on(Verifie)
    def _show(self, event: Verifie) -> None:
        resume = self.query_one("#resume", Texte)
        if event.audit is None:
            resume.update(f"✗ {event.raison}")
            return
        self.audit = event.audit
        findings = event.audit.iter_findings()
        page, constats = self.query_one("#texte", Page), self.query_one("#constats", Constats)
        page.show(soften_tables(event.audit.texte), mark_constats(findings))
        constats.vide = "Aucun constat."
        constats.show(map(make_entree, findings))
        constats.border_title = f"Constats : {len(findings)}"
        resume.update(describe_audit(event.audit))
        if findings:
            constats.highlighted = 0
            constats.focus()
        else:
            page.focus()

    @on(OptionList.OptionHighlighted, "#constats")
    def _follow(self, event: OptionList.OptionHighlighted) -> None:
        """The text follows the finding under the cursor."""
        entrees = self.query_one("#constats", Constats).entrees
        if self.audit is not None and event.option_index < len(entrees):
            cible = entrees[event.option_index].cible
            if isinstance(cible, Finding) and cible.start is not None:
                self.query_one("#texte", Page).go_to(cible.start, cible.end or cible.start)

    @on(Constats.Vers)
    def _choose(self, event: Constats.Vers) -> None:
        cible = event.entree.cible
        if isinstance(cible, Path):
            self.query_one("#chemin-fichier", Input).value = str(cible)
            self._check(cible)
        elif isinstance(cible, Finding):
            self.query_one("#texte", Page).focus()


class Chemins(Suggester):
    """Completes a path with the files that can be read; → takes the suggestion."""

    def __init__(self, dossier: Path) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._dossier = dossier

    async def get_suggestion(self, value: str) -> str | None:
        folder_text, slash, begun = value.rpartition("/")
        base = read_path(folder_text + slash) if slash else self._dossier
        folder = base if base.is_absolute() else self._dossier / base
        try:
            names = sorted(one.name + ("/" if one.is_dir() else "") for one in folder.iterdir())
        except OSError:
            return None
        found = next((name for name in names if begun and name.startswith(begun) and name[0] != "."), None)
        return f"{folder_text}{slash}{found}" if found else None


def describe_audit(audit: Audit) -> str:
    """Return the line above the text: the day, the counts, what was not checked."""
    from deliberia.model import Severity
    from deliberia.text import agree, format_date, join_french

    day = f"Séance du {format_date(audit.date)}" if audit.date else "Date de séance inconnue"
    words = {
        Severity.ERREUR: ("erreur", "erreurs"),
        Severity.AVERTISSEMENT: ("avertissement", "avertissements"),
        Severity.INFO: ("information", "informations"),
    }
    counts = [(audit.count(severite), word) for severite, word in words.items()]
    parts = [f"{count} {agree(count, *word)}" for count, word in counts if count]
    references = len(audit.citations)
    cited = f"{references} {agree(references, 'référence citée', 'références citées')}"
    head = f"{day}\xa0: {join_french(parts) or 'aucun constat'}, {cited}."
    return "\n".join((head, *audit.notes))
