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
from deliberia_tui.dossier.silences import add_silence, remove_silences, silences_path
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
        "avertissement, i information, – ignoré avec un motif. Un fichier rédigé ici se modifie à la "
        "question qui a donné le passage."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("f3", "constat(1)", "Constat suivant", "Montre le constat suivant à sa place.", id="suivant"),
        touche("f4", "regle", "Expliquer", "Ouvre la page de la règle du constat choisi.", id="expliquer"),
        touche("f5", "modifier", "Modifier", "Ouvre l’acte rédigé ici, à la question du constat."),
        touche(
            "f7",
            "ignorer",
            "Ignorer",
            "Ne signale plus cette règle pour ce fichier, avec un motif ; une deuxième fois la rétablit.",
        ),
        touche("f6", "fichier", "Autre fichier", "Revient au chemin du fichier."),
        touche("f2", "constat(-1)", "Précédent", "Montre le constat précédent.", id="precedent"),
        touche("ctrl+z", "annuler", "Annuler", "Annule le dernier « ignorer ».", show=False),
    ]

    @dataclass
    class Verifie(Message):
        """The check ended; `audit` None: `raison` says why."""

        audit: Audit | None
        raison: str = ""
        commune: str = ""
        """Name of the commune of the folder, when it was counted on."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._path = path
        self.audit: Audit | None = None
        self._ignored: list[tuple[str, Path]] = []
        """Rule and file of each « ignorer », for the way back."""
        self._chosen_rule = ""
        self._checked: Path | None = None
        self._stamp = 0

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

        finding = self._chosen()
        if finding is not None:
            self.app.push_screen(Regles(finding.regle))

    def _chosen(self) -> Finding | None:
        """Return the finding under the cursor; without one, say that one must be chosen."""
        constats = self.query_one("#constats", Constats)
        rank = constats.highlighted
        cible = constats.entrees[rank].cible if rank is not None and rank < len(constats.entrees) else None
        if isinstance(cible, Finding):
            return cible
        self.notify("Choisissez d’abord un constat.")
        return None

    def action_ignorer(self) -> None:
        from deliberia_tui.ecrans.dialogues import DonnerMotif

        finding, path = self._chosen(), self._checked
        if finding is None or path is None:
            return
        if finding.ignore is not None:
            self._restore(finding.regle, path)
            return

        def take(motif: str | None) -> None:
            if motif:
                self._silence(finding.regle, path, motif)

        question = f"Pourquoi ne plus signaler {finding.regle} pour {path.name} ?"
        self.app.push_screen(DonnerMotif(question), take)

    def action_annuler(self) -> None:
        if self._ignored:
            self._restore(*self._ignored[-1])
        else:
            self.notify("Rien à annuler ici.")

    def _silence(self, regle: str, path: Path, motif: str) -> None:
        try:
            add_silence(regle, path, motif)
        except DeliberiaError as error:
            self.notify(str(error), title="Rien n’est ignoré", severity="error", markup=False)
            return
        self._ignored.append((regle, path))
        self._check(path)
        self.notify(
            f"{regle} n’est plus signalée pour {path.name} : le motif est dans {silences_path(path).name}. "
            "Ctrl+Z la rétablit.",
            markup=False,
        )

    def _restore(self, regle: str, path: Path) -> None:
        try:
            gone = remove_silences(regle, path)
        except DeliberiaError as error:
            self.notify(str(error), title="Rien n’a changé", severity="error", markup=False)
            return
        if not gone:
            self.notify(
                f"{regle} est ignorée par une phrase du fichier, ou pour tout le dossier : c’est là qu’elle "
                "se retire.",
                markup=False,
            )
            return
        self._ignored = [one for one in self._ignored if one != (regle, path)]
        self._check(path)
        self.notify(f"{regle} est de nouveau signalée pour {path.name}.", markup=False)

    def action_modifier(self) -> None:
        """Open the act that this file was drafted from, at the question of the finding."""
        from deliberia_tui.dossier.espace import read_acte
        from deliberia_tui.dossier.seances import locate
        from deliberia_tui.ecrans.redaction import Redaction
        from deliberia_tui.usages import today

        path = self._checked
        draft = path.with_suffix(".toml") if path is not None else None
        if draft is None or read_acte(draft) is None:
            self.notify("Ce fichier n’a pas été rédigé ici\xa0: il se modifie dans son propre logiciel.")
            return
        rank = self.query_one("#constats", Constats).highlighted
        finding = self._chosen() if rank is not None else None
        passage = ""
        if finding is not None and finding.start is not None and self.audit is not None:
            passage = self.audit.texte[finding.start : finding.end or finding.start]
        if draft.parent.resolve() != self.espace.dossier_seance.resolve():
            self.application.open_espace(locate(draft.parent, today()))
        regle = finding.regle if finding is not None else ""
        self.app.push_screen(Redaction(draft, regle=regle, passage=passage))

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

    def on_screen_resume(self) -> None:
        """The file may have been exported again from its draft."""
        if self._checked is not None and _stamp(self._checked) != self._stamp:
            self._check(self._checked)

    def _check(self, path: Path) -> None:
        rank = self.query_one("#constats", Constats).highlighted
        findings = [one.cible for one in self.query_one("#constats", Constats).entrees]
        chosen = findings[rank] if rank is not None and rank < len(findings) else None
        self._chosen_rule = chosen.regle if isinstance(chosen, Finding) else ""
        self._checked, self._stamp = path, _stamp(path)
        self.query_one("#resume", Texte).update("Vérification en cours…")

        def work() -> None:
            try:
                audit, commune = check_file(path, self.espace)
                self.post_message(self.Verifie(audit, commune=commune))
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
        findings = sorted(event.audit.findings, key=lambda one: one.ignore is not None)
        ignored = sum(one.ignore is not None for one in findings)
        page, constats = self.query_one("#texte", Page), self.query_one("#constats", Constats)
        page.show(soften_tables(event.audit.texte), mark_constats(tuple(findings)))
        constats.vide = "Aucun constat."
        constats.show(map(make_entree, findings))
        constats.border_title = f"Constats : {len(findings) - ignored}" + (
            f" · ignorés : {ignored}" if ignored else ""
        )
        resume.update(describe_audit(event.audit, event.commune))
        if findings:
            rules = [one.regle for one in findings]
            constats.highlighted = rules.index(self._chosen_rule) if self._chosen_rule in rules else 0
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


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def describe_audit(audit: Audit, commune: str = "") -> str:
    """Return the lines above the text: the day, the counts, the commune counted on, what was not checked."""
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
    counted = (
        (f"Effectif, population et délais\xa0: ceux de la commune du dossier, {commune}.",) if commune else ()
    )
    return "\n".join((head, *counted, *audit.notes))
