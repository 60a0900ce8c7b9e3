"""The start screen: the séance with its dates, the acts with their state; or how to begin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from deliberia_tui.clavier import touche
from deliberia_tui.dossier.espace import EXEMPLE, read_acte
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.elements.liste import Liste, one_line
from deliberia_tui.elements.texte import Texte
from deliberia_tui.navigation import DESTINATIONS

_SIGNES = {"brouillon": "○", "à relire": "!", "prêt": "●", "exporté": "✓", "illisible": "✗"}
PATIENCE = 0.4
"""Seconds without a key before the reading of the acts goes on."""
GATHERED = 0.25
"""Seconds of work shown at once: a repainting for each of a thousand acts would slow the keys."""
_ACTIONS = (
    ("commune", "Décrire ma commune", "son nom, sa population, son maire : trois minutes"),
    ("exemple", "Essayer avec une commune d’exemple", "imaginaire, avec une séance et cinq délibérations"),
    ("controle", "Vérifier un fichier", "un .docx, .odt, .txt ou .md, sans rien préparer"),
    ("references", "Consulter les références", "ce qui est en vigueur, à la date voulue"),
    ("dossier", "Ouvrir un autre dossier", "celui où se trouve déjà la commune"),
)


class Accueil(Ecran):
    """Where one starts from and comes back to."""

    TITRE = "Accueil"
    AIDE = (
        "La séance et ses dates, puis les délibérations du dossier avec leur état : brouillon (il manque des "
        "valeurs), à relire (des constats attendent), prêt, exporté (le fichier Word est à jour)."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("enter", "ouvrir", "Ouvrir", "Ouvre la délibération choisie."),
        touche("n", "nouveau", "Nouvelle délibération", "Choisit un modèle et commence à rédiger."),
        *(
            touche(key, f"app.ecran('{one.nom}')", one.libelle, one.aide)
            for key, one in zip("svrgc", DESTINATIONS.values(), strict=True)
        ),
        touche("e", "exemple", "Commune d’exemple", "Ouvre la commune d’exemple, imaginaire."),
        touche("o", "dossier", "Autre dossier", "Ouvre le dossier d’une autre commune.", show=False),
        touche("delete", "retirer", "Retirer", "Met la délibération choisie à la corbeille.", show=False),
        touche(
            "ctrl+z", "rendre", "Rendre", "Rend la dernière délibération mise à la corbeille.", show=False
        ),
        Binding("escape", "rien", show=False),
    ]

    @dataclass
    class DossierLu(Message):
        """The folder was read: lines of the séance, acts by path."""

        seance: Content
        actes: list[tuple[Path, str]]

    @dataclass
    class ActesJuges(Message):
        """Some acts were drafted and checked behind the screen: path, title, state."""

        juges: list[tuple[Path, str, str]]

    def compose_corps(self) -> ComposeResult:
        if self.espace.is_installe:
            with Container(id="accueil"):
                yield Texte("Lecture du dossier…", retrait=18, id="seance")
                with Container(id="liste"):
                    yield Liste(id="actes")
                    yield Texte(
                        "Aucune délibération dans ce dossier\xa0: la touche n en commence une.", id="vide"
                    )
            return
        with Container(id="bienvenue"):
            yield Texte("Bienvenue dans Deliberia", classes="titre")
            yield Texte(
                "Deliberia prépare les délibérations de la commune et contrôle chaque référence à la date "
                "de la séance. Choisissez avec les flèches, puis Entrée. Rien n’est envoyé "
                "hors de cet ordinateur."
            )
            yield Texte(f"Dossier\xa0: {self.espace.dossier}", id="chemin")
            yield OptionList(
                *(
                    Option(Content.assemble((label, "bold"), f"\n  {detail}"), id=name)
                    for name, label, detail in _ACTIONS
                ),
                id="debuts",
            )

    def on_mount(self) -> None:
        self._touched = 0.0
        self._removed: list[tuple[Path, Path]] = []
        if not self.espace.is_installe:
            self.query_one("#debuts").focus()
            return
        table = self._table()
        table.add_column("État", key="etat", width=12)
        table.add_column("Délibération", key="titre", width=20)
        for path in self.espace.list_paths():
            table.add_row(one_line("…"), one_line(_label(path)), key=str(path))
        table.focus()
        self.call_after_refresh(self._read)

    def on_screen_resume(self) -> None:
        """Coming back from another screen: what was changed there is read again."""
        if self.application.espace != self.espace:
            return  # another folder is being opened
        if self.query("#actes"):
            self._read()
        elif self.espace.is_installe:  # the commune has just been described
            self.application.open_dossier(self.espace.dossier)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        is_installe = bool(self.query("#actes"))
        if action in ("ouvrir", "nouveau", "app.ecran('seance')", "retirer", "rendre"):
            return is_installe
        return not (action == "exemple" and is_installe)

    @on(DataTable.RowHighlighted)
    def on_key(self) -> None:
        """Who is using the keys goes first: the reading behind the screen waits."""
        self._touched = monotonic()

    def action_rien(self) -> None:
        """Échap does nothing here: there is no screen before this one."""

    def action_ouvrir(self) -> None:
        path = self._chosen()
        if path is not None:
            from deliberia_tui.ecrans.redaction import Redaction

            self.app.push_screen(Redaction(path))

    def action_nouveau(self) -> None:
        from deliberia_tui.ecrans.modeles import Modeles

        self.app.push_screen(Modeles())

    def action_dossier(self) -> None:
        from deliberia_tui.ecrans.dialogues import ChoisirDossier

        def open_it(path: Path | None) -> None:
            if path is not None:
                self.application.open_dossier(path)

        self.app.push_screen(ChoisirDossier(self.espace.dossier), open_it)

    def action_exemple(self) -> None:
        """Write the example commune in a folder of its own, and open it; opened again when it is there."""
        from deliberia.drafting import example_dossier
        from deliberia.errors import DeliberiaError

        folder = self.espace.dossier / EXEMPLE
        try:
            if not (folder / "commune.toml").is_file():
                example_dossier(folder)
        except (DeliberiaError, OSError) as error:
            self.notify(f"La commune d’exemple n’a pas pu être écrite. {error}", severity="error")
            return
        self.application.open_dossier(folder)
        self.notify("Commune imaginaire : vous pouvez tout essayer.")

    def action_retirer(self) -> None:
        path = self._chosen()
        if path is None:
            return
        bin_folder = self.espace.dossier / "corbeille"
        aside = bin_folder / path.name
        try:
            bin_folder.mkdir(exist_ok=True)
            number = 2
            while aside.exists():
                aside = bin_folder / f"{path.stem}-{number}.toml"
                number += 1
            path.rename(aside)
        except OSError:
            self.notify(
                "La délibération n’a pas pu être déplacée : le dossier refuse l’écriture.", severity="error"
            )
            return
        self._removed.append((path, aside))
        self._table().remove_row(str(path))
        self.notify("Mise dans le dossier « corbeille ». Ctrl+Z la rend.")

    def action_rendre(self) -> None:
        if not self._removed:
            return
        path, aside = self._removed.pop()
        if not path.exists() and aside.exists():
            aside.rename(path)
        self._read()

    @on(OptionList.OptionSelected, "#debuts")
    async def _begin(self, event: OptionList.OptionSelected) -> None:
        name = event.option.id or ""
        await self.run_action(f"app.ecran('{name}')" if name in DESTINATIONS else name)

    @on(DataTable.RowSelected, "#actes")
    def _open_row(self) -> None:
        self.action_ouvrir()

    def _table(self) -> Liste:
        return self.query_one("#actes", Liste)

    def _chosen(self) -> Path | None:
        key = self._table().chosen
        return Path(key) if key else None

    def _read(self) -> None:
        self.application.nom_commune = ""
        self.run_worker(
            self._read_in_thread, thread=True, exclusive=True, group="dossier", exit_on_error=False
        )

    def _read_in_thread(self) -> None:
        """Read the folder, then judge each act. Touches no widget."""
        from deliberia.errors import DeliberiaError
        from deliberia_tui.dossier.espace import open_acte
        from deliberia_tui.echeances import list_echeances
        from deliberia_tui.usages import Etat, judge_state, read_seance, today

        worker = get_current_worker()
        actes = [acte for acte in map(read_acte, self.espace.list_paths()) if acte is not None]
        try:
            seance = read_seance(self.espace)
            lines = _describe(list_echeances(seance, today()))
        except DeliberiaError as error:
            self.post_message(self.DossierLu(Content.assemble(("✗ ", "$error"), str(error)), []))
            return
        self.post_message(self.DossierLu(lines, [(acte.path, acte.numero) for acte in actes]))
        juges: list[tuple[Path, str, str]] = []
        since = monotonic()
        for acte in actes:
            while monotonic() - self._touched < PATIENCE and not worker.is_cancelled:
                sleep(PATIENCE / 4)
            if worker.is_cancelled:
                return
            try:
                titre, etat = judge_state(acte.path, open_acte(acte.path).contenu, seance)
            except DeliberiaError:
                titre, etat = "", Etat.ILLISIBLE
            juges.append((acte.path, titre, etat.value))
            if monotonic() - since > GATHERED:
                self.post_message(self.ActesJuges(juges))
                juges, since = [], monotonic()
        self.post_message(self.ActesJuges(juges))

    @on(DossierLu)
    def _show_dossier(self, event: DossierLu) -> None:
        from deliberia_tui.app import read_nom

        self.application.nom_commune = read_nom(self.espace)
        self.refresh_bandeau()
        self.query_one("#seance", Texte).update(event.seance)
        table = self._table()
        wanted = {str(path) for path, _ in event.actes}
        present: set[Any] = {key.value for key in table.rows}
        for key in present - wanted:
            table.remove_row(key)
        for path, _numero in event.actes:
            if str(path) not in present:
                table.add_row(one_line("…"), one_line(_label(path)), key=str(path))
        self.set_class(not wanted, "-vide")

    @on(ActesJuges)
    def _show_states(self, event: ActesJuges) -> None:
        table = self._table()
        for path, titre, etat in event.juges:
            key = str(path)
            if key in table.rows:
                table.update_cell(key, "etat", one_line(f"{_SIGNES[etat]} {etat}"))
                if titre:
                    table.update_cell(key, "titre", one_line(titre))


def _label(path: Path) -> str:
    return path.stem.replace("-", " ").capitalize()


def _describe(echeances: Any) -> Content:
    lines = [
        Content.assemble(
            (one.libelle.ljust(18), "bold"), ("! " if one.is_alerte else "", "$warning bold"), one.texte
        )
        for one in echeances
    ]
    return Content("\n").join(lines)
