"""The start screen: the séance with its dates, the acts with their state; or how to begin."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

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
from deliberia_tui.dossier.corbeille import bring_back, put_aside
from deliberia_tui.dossier.espace import EXEMPLE, Espace
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.elements.liste import Liste, one_line
from deliberia_tui.elements.texte import Texte
from deliberia_tui.navigation import DESTINATIONS
from deliberia_tui.suites import WIDTH, read_noted

if TYPE_CHECKING:
    from deliberia_tui.lecture import Dossier, Juge

_OF_A_COMMUNE = frozenset(("nouveau", "app.ecran('seance')", "rendre", "seances", "pieces"))
"""Actions that have no sense before a commune is described."""
_OF_AN_ACT = frozenset(("ouvrir", "retirer", "suites"))
"""Actions on the act under the cursor."""
WATCH = 5.0
"""Seconds between two looks at what others changed in the folder."""
_ACTIONS = (
    ("commune", "Décrire ma commune", "son nom, sa population, son maire : trois minutes"),
    ("exemple", "Essayer avec une commune d’exemple", "imaginaire, avec une séance et cinq délibérations"),
    ("controle", "Vérifier un fichier", "un .docx, .odt, .txt ou .md, sans rien préparer"),
    ("references", "Consulter les références", "ce qui est en vigueur, à la date voulue"),
    ("dossier", "Ouvrir un autre dossier", "celui où se trouve déjà la commune"),
)


def _destinations(keys: str, *noms: str) -> list[Binding]:
    ones = [DESTINATIONS[nom] for nom in noms]
    return [
        touche(key, f"app.ecran('{one.nom}')", one.court, one.aide)
        for key, one in zip(keys, ones, strict=True)
    ]


class Debuts(OptionList):
    """The ways to begin."""

    BINDINGS: ClassVar[list[BindingType]] = [
        touche("enter", "select", "Choisir", "Commence par ce qui est choisi."),
    ]


class Accueil(Ecran):
    """Where one starts from and comes back to."""

    TITRE = "Accueil"
    AIDE = (
        "La séance et ses dates, puis ses délibérations avec leur état : brouillon (il manque des "
        "valeurs), à relire (des constats attendent), prêt, renvoyé ou validé (par la revue), exporté (le "
        "fichier Word est à jour), transmis, publié (dates notées par la touche t)."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("enter", "ouvrir", "Ouvrir", "Ouvre la délibération choisie.", priority=True),
        touche("n", "nouveau", "Nouvelle", "Choisit un modèle et commence à rédiger."),
        *_destinations("s", "seance"),
        touche("t", "suites", "Transmise, publiée", "Note quand la délibération choisie est partie."),
        touche("p", "pieces", "Pièces", "Écrit les papiers de la séance : convocation, procès-verbal…"),
        *_destinations("vlr", "controle", "revue", "references"),
        touche("a", "seances", "Séances", "Choisit une autre séance de la commune, ou en crée une."),
        *_destinations("cg", "commune", "regles"),
        touche("e", "exemple", "Commune d’exemple", "Ouvre la commune d’exemple, imaginaire."),
        touche("o", "dossier", "Autre dossier", "Ouvre le dossier d’une autre commune."),
        touche("delete", "retirer", "Retirer", "Met la délibération choisie à la corbeille."),
        touche(
            "ctrl+z", "rendre", "Rendre", "Rend la dernière délibération mise à la corbeille.", show=False
        ),
        Binding("escape", "rien", show=False),
    ]

    @dataclass
    class DossierLu(Message):
        """The folder was read."""

        dossier: Dossier

    @dataclass
    class ActesJuges(Message):
        """Some acts were drafted and checked behind the screen."""

        juges: list[Juge]

    def make_aide(self) -> str:
        if self.query("#actes"):
            return self.AIDE
        return "Choisissez par où commencer avec les flèches, puis Entrée. Rien n’est encore écrit."

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
            yield Debuts(
                *(
                    Option(Content.assemble((label, "bold"), f"\n  {detail}"), id=name)
                    for name, label, detail in _ACTIONS
                ),
                id="debuts",
            )

    def on_mount(self) -> None:
        self._touched = 0.0
        self._removed: list[tuple[Path, Path]] = []
        self._seance_date: dt.date | None = None
        if not self.espace.is_installe:
            self.query_one("#debuts").focus()
            return
        table = self._table()
        table.add_column("État", key="etat", width=WIDTH)
        table.add_column("Délibération", key="titre", width=20)
        for path in self.espace.list_paths():
            self._add_row(path)
        table.focus()
        self._go_to_last()
        self.call_after_refresh(self._read)
        self._seen = 0
        self.set_interval(WATCH, self._look_at_others)

    def _look_at_others(self) -> None:
        """Read the folder again when another window, or another person, has changed it."""
        if self.is_current:
            self.run_worker(
                self._look_in_thread, thread=True, exclusive=True, group="regard", exit_on_error=False
            )

    def _look_in_thread(self) -> None:
        seen = take_stamp(self.espace)
        if seen != self._seen and not get_current_worker().is_cancelled:
            former, self._seen = self._seen, seen
            if former:
                self.app.call_from_thread(self._read)

    def _go_to_last(self) -> None:
        """Put the cursor on the act last open."""
        key = str(self.espace.dossier_seance / self.application.acte)
        table = self._table()
        if self.application.acte and key in table.rows:
            table.move_cursor(row=table.get_row_index(key), animate=False)

    def on_screen_resume(self) -> None:
        """Coming back from another screen: what was changed there is read again."""
        if self.application.espace != self.espace:
            return  # another folder is being opened
        if self.query("#actes"):
            self._read()
        elif self.espace.is_installe:  # the commune has just been described
            self.application.open_espace(self.espace)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        is_installe = bool(self.query("#actes"))
        if action in (
            "ouvrir",
            "nouveau",
            "app.ecran('seance')",
            "retirer",
            "rendre",
            "seances",
            "pieces",
            "suites",
        ):
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

    def action_seances(self) -> None:
        from deliberia_tui.ecrans.seances import ChoisirSeance

        def open_it(espace: Espace | None) -> None:
            if espace is not None and espace != self.espace:
                self.application.open_espace(espace)

        self.app.push_screen(ChoisirSeance(self.espace), open_it)

    def action_suites(self) -> None:
        path = self._chosen()
        if path is None:
            return
        from deliberia_tui.ecrans.suites import FicheSuites

        if read_noted(path) is None:
            texte = "Le fichier des dates, à côté de l’acte, est illisible. Corrigez-le, ou effacez-le."
            self.notify(texte, title="Dates illisibles", severity="error", markup=False)
            return
        actes = [Path(str(key.value)) for key in self._table().rows]
        self.app.push_screen(FicheSuites(path, actes, self._seance_date), lambda _: self._read())

    def action_pieces(self) -> None:
        from deliberia_tui.ecrans.pieces import ChoisirPieces

        def write(names: tuple[str, ...] | None) -> None:
            if names:
                self.run_worker(
                    lambda: self._write_pieces(names), thread=True, group="pieces", exit_on_error=False
                )

        self.app.push_screen(ChoisirPieces(), write)

    def _write_pieces(self, names: tuple[str, ...]) -> None:
        """Write papers, and say where they are. Touches no widget."""
        from deliberia.errors import DeliberiaError
        from deliberia_tui.ecrans.pieces import describe_written
        from deliberia_tui.pieces_seance import write_pieces

        try:
            text, titre, severity = describe_written(write_pieces(self.espace, names)), "", "information"
        except (DeliberiaError, OSError) as error:
            text = str(error) if isinstance(error, DeliberiaError) else "Ce dossier refuse l’écriture."
            titre, severity = "Aucune pièce n’est perdue, mais toutes ne sont pas écrites", "error"
        self.app.call_from_thread(self.notify, text, title=titre, severity=severity, timeout=12, markup=False)

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
        try:
            self._removed.append((path, put_aside(path)))
        except OSError:
            self.notify("Ce dossier refuse l’écriture : rien n’a été déplacé.", severity="error")
            return
        self._table().remove_row(str(path))
        self.notify("Mise dans le dossier « corbeille ». Ctrl+Z la rend.")

    def action_rendre(self) -> None:
        if not self._removed:
            return
        path, aside = self._removed.pop()
        try:
            is_back = bring_back(aside, path)
        except OSError:
            is_back = False
        if not is_back:
            self.notify("Elle reste dans « corbeille » : sa place est prise.", severity="error")
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
        self.run_worker(
            self._read_in_thread, thread=True, exclusive=True, group="dossier", exit_on_error=False
        )

    def _read_in_thread(self) -> None:
        """Read the folder, then judge each act. Touches no widget."""
        from deliberia_tui.lecture import judge_actes, read_dossier
        from deliberia_tui.relectures import Relectures

        worker = get_current_worker()
        self._seen = take_stamp(self.espace)
        dossier = read_dossier(self.espace)
        self.post_message(self.DossierLu(dossier))
        if dossier.seance is not None:
            judge_actes(
                dossier.actes,
                dossier.seance,
                lambda juges: self.post_message(self.ActesJuges(juges)),
                relectures=Relectures(self.espace),
                touched=lambda: self._touched,
                is_cancelled=lambda: worker.is_cancelled,
            )

    @on(DossierLu)
    def _show_dossier(self, event: DossierLu) -> None:
        from deliberia_tui.app import read_nom

        self.application.nom_commune = read_nom(self.espace)
        self._seance_date = event.dossier.seance.date if event.dossier.seance else None
        self.refresh_bandeau()
        self.query_one("#seance", Texte).update(event.dossier.lignes)
        table = self._table()
        wanted = [str(acte.path) for acte in event.dossier.actes]
        present = [str(key.value) for key in table.rows]
        for key in set(present) - set(wanted):
            table.remove_row(key)
        if set(wanted) - set(present):
            self._fill_again(wanted)
        self.set_class(not wanted, "-vide")
        self.refresh_bindings()

    @on(ActesJuges)
    def _show_states(self, event: ActesJuges) -> None:
        table = self._table()
        for juge in event.juges:
            key = str(juge.path)
            if key in table.rows:
                table.update_cell(key, "etat", one_line(juge.etat))
                if juge.titre:
                    table.update_cell(key, "titre", one_line(juge.titre))

    def _fill_again(self, keys: list[str]) -> None:
        """Put the rows in the order of the files, new ones included, and the cursor where it was."""
        table = self._table()
        former, known = table.chosen, {str(key.value): table.get_row(key) for key in table.rows}
        table.clear()
        for key in keys:
            if key in known:
                table.add_row(*known[key], key=key)
            else:
                self._add_row(Path(key))
        if former in known and former in table.rows:
            table.move_cursor(row=table.get_row_index(former), animate=False)
        else:
            self._go_to_last()

    def _add_row(self, path: Path) -> None:
        """Add an act that is not judged yet, under the name of its file."""
        label = path.stem.replace("-", " ").capitalize()
        self._table().add_row(one_line("…"), one_line(label), key=str(path))


def take_stamp(espace: Espace) -> int:
    """Return what changes when a file of the folder is written, added or taken away; 0 when it is gone."""
    try:
        seen = [(one.name, one.stat().st_mtime_ns) for one in os.scandir(espace.dossier_seance)]
        return hash((espace.dossier.stat().st_mtime_ns, *sorted(seen), *_stamp_commune(espace)))
    except OSError:
        return 0


def _stamp_commune(espace: Espace) -> tuple[int, ...]:
    return (espace.commune.stat().st_mtime_ns,) if espace.is_installe else ()
