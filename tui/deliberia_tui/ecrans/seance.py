"""The séance: when and where, who is there, what was voted. The quorum is always on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable

from deliberia.errors import DeliberiaError
from deliberia.model import Collectivite, Seance
from deliberia_tui.clavier import touche
from deliberia_tui.dossier.espace import open_acte
from deliberia_tui.dossier.fichiers import Fichier, load_fichier
from deliberia_tui.dossier.sauvegarde import EchecEnregistrement, Sauvegarde
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.ecrans.conflit import tell_not_saved
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.feuille import FeuillePresence
from deliberia_tui.elements.liste import Liste, one_line
from deliberia_tui.elements.texte import Texte
from deliberia_tui.presences import Feuille, read_feuille
from deliberia_tui.questions_dossier import SEANCE
from deliberia_tui.votes import describe_quorum, describe_vote

_PANELS = ("seance-faits", "seance-presence", "seance-votes")
_LISTS = ("president", "secretaire", "presents", "absents", "excuses", "pouvoirs")


class SeanceEcran(Ecran):
    """One séance, kept in `seance.toml`; the votes are kept in each act."""

    TITRE = "Séance"
    AIDE = (
        "La date et la convocation, la feuille de présence, puis les votes. Dans la feuille : Espace note "
        "présent ou absent, les flèches → et ← font défiler les états. Le quorum se recalcule aussitôt."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("enter", "voter", "Saisir le vote", "Ouvre le vote de l’acte choisi.", priority=True),
        touche("f2", "panneau(1)", "Présence", "Feuille de présence et pouvoirs.", id="presence"),
        touche("f3", "panneau(2)", "Votes", "Résultats, délibération par délibération.", id="votes"),
        touche("f4", "panneau(0)", "Date", "Date, heure, lieu et convocation.", id="faits"),
    ]

    @dataclass
    class Ouverte(Message):
        """The folder was read."""

        fichier: Fichier
        collectivite: Collectivite
        actes: list[tuple[Path, str, str]]
        """Path, title and result of each act."""

    @dataclass
    class Refusee(Message):
        raison: str

    def __init__(self) -> None:
        super().__init__()
        self.fichier = Fichier(Path())
        self.sauvegarde = Sauvegarde(self, self.fichier)
        self._collectivite: Collectivite | None = None
        self._votes: dict[Path, Sauvegarde] = {}

    def compose_corps(self) -> ComposeResult:
        yield Texte("Lecture de la séance…", id="quorum", retrait=2)
        with Container(id="seance-panneaux"):
            yield VerticalScroll(id="seance-faits", can_focus=False)
            with Container(id="seance-presence"):
                yield FeuillePresence(id="feuille")
                yield Texte(id="feuille-note", retrait=2)
            with Container(id="seance-votes"):
                yield Liste(id="votes")

    def on_mount(self) -> None:
        for panel, title in zip(_PANELS, ("Date et lieu", "Présence", "Votes"), strict=True):
            self.query_one(f"#{panel}").border_title = title
        votes = self.query_one("#votes", Liste)
        votes.add_column("Délibération", key="titre", width=34)
        votes.add_column("Résultat", key="resultat", width=20)
        self._show_panel(1)
        self.run_worker(self._open, thread=True, exit_on_error=False)

    def on_unmount(self) -> None:
        self._flush()

    def on_screen_suspend(self) -> None:
        """Another screen may read the file."""
        self._flush()

    def action_retour(self) -> None:
        self._flush()
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Entrée opens a vote only where votes are listed."""
        return action != "voter" or bool(self.query("#votes:focus"))

    def action_voter(self) -> None:
        self.query_one("#votes", Liste).action_select_cursor()

    def action_panneau(self, rank: int) -> None:
        self._show_panel(rank)
        panel = self.query_one(f"#{_PANELS[rank]}")
        target = next((one for one in panel.query("*") if one.focusable), None)
        if target is not None:
            target.focus()

    def _show_panel(self, rank: int) -> None:
        """On a narrow screen one panel is shown at a time; a wide one shows all three."""
        for number, name in enumerate(_PANELS):
            self.query_one(f"#{name}").set_class(number == rank, "-actif")

    def _flush(self) -> None:
        self.sauvegarde.flush()
        for one in self._votes.values():
            one.flush()

    def _open(self) -> None:
        """Read the séance, the commune and the acts. Runs in a thread."""
        from deliberia_tui.dossier.espace import read_acte
        from deliberia_tui.usages import preview, read_seance

        espace = self.espace
        try:
            fichier = load_fichier(espace.seance)
            fichier.contenu.setdefault("commune", espace.lien_commune)
            seance = read_seance(espace)
        except DeliberiaError as error:
            self.post_message(self.Refusee(str(error)))
            return
        actes = []
        for acte in filter(None, map(read_acte, espace.list_paths())):
            titre, resultat = acte.path.stem, ""
            try:
                contenu = open_acte(acte.path).contenu
                titre = preview({**contenu, "vote": None}, seance).projet.titre
                resultat = _say_result(contenu)
            except DeliberiaError:
                resultat = "acte illisible"
            actes.append((acte.path, titre, resultat))
        self.post_message(self.Ouverte(fichier, seance.collectivite, actes))

    @on(Refusee)
    def _give_up(self, event: Refusee) -> None:
        if self.is_current:
            self.app.pop_screen()
        self.app.notify(event.raison, title="Ouverture impossible", severity="error", markup=False)

    @on(Ouverte)
    async def _show(self, event: Ouverte) -> None:
        self.fichier, self._collectivite = event.fichier, event.collectivite
        self.sauvegarde = Sauvegarde(self, self.fichier)
        facts = self.query_one("#seance-faits")
        await facts.remove_children()
        await facts.mount_all(Champ(one, self._body().get(one.nom)) for one in SEANCE)
        feuille = self.query_one("#feuille", FeuillePresence)
        feuille.set_feuille(read_feuille(self._body(), [one.nom for one in event.collectivite.elus]))
        votes = self.query_one("#votes", Liste)
        votes.clear()
        for path, titre, resultat in event.actes:
            votes.add_row(one_line(titre), one_line(resultat or "à voter"), key=str(path))
        self._show_quorum()
        has_date = bool(self._body().get("date"))
        self.action_panneau(1 if has_date else 0)

    def _body(self) -> dict[str, Any]:
        inner = self.fichier.contenu.get("seance")
        return inner if isinstance(inner, dict) else self.fichier.contenu

    @on(Champ.Change)
    def _take_answer(self, event: Champ.Change) -> None:
        nom, valeur = event.champ.question.nom, event.champ.valeur
        if valeur in (None, "", []):
            self._body().pop(nom, None)
        else:
            self._body()[nom] = valeur
        self.sauvegarde.mark()
        self._show_quorum()

    @on(FeuillePresence.Change)
    def _take_presence(self, event: FeuillePresence.Change) -> None:
        body = self._body()
        for name in _LISTS:
            body.pop(name, None)
        body.update(event.feuille.as_lists())
        self.sauvegarde.mark()
        self._show_quorum()

    @on(FeuillePresence.Ajout)
    def _add_member(self, event: FeuillePresence.Ajout) -> None:
        """A new member is kept in the commune's file."""
        try:
            commune = load_fichier(self.espace.commune)
            body = commune.contenu.get("commune", commune.contenu)
            body["elus"] = [*body.get("elus", []), event.nom]
            commune.write(commune.render())
        except DeliberiaError as error:
            self.notify(str(error), severity="error", markup=False)

    def _show_quorum(self) -> None:
        feuille = self.query_one("#feuille", FeuillePresence).feuille
        if self._collectivite is None:
            return
        is_reached, text = describe_quorum(self._make_seance(feuille))
        signe, colour = ("✓ ", "bold $success") if is_reached else ("! ", "bold $warning")
        self.query_one("#quorum", Texte).update(Content.assemble((signe, colour), text))
        self.query_one("#feuille-note", Texte).update(_describe_roles(feuille))

    def _make_seance(self, feuille: Feuille) -> Seance:
        from deliberia.drafting import parse_seance
        from deliberia.model import Collectivite as Nobody

        lists = feuille.as_lists()
        return parse_seance(lists, self._collectivite or Nobody(nom=""))

    @on(DataTable.RowSelected, "#votes")
    def _open_vote(self) -> None:
        key = self.query_one("#votes", Liste).chosen
        if key is None:
            return
        path = Path(key)
        try:
            sauvegarde = self._votes.get(path)
            if sauvegarde is None or sauvegarde.fichier.is_changed():
                sauvegarde = self._votes[path] = Sauvegarde(self, open_acte(path))
        except DeliberiaError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._push_vote(sauvegarde)

    def _push_vote(self, sauvegarde: Sauvegarde) -> None:
        from deliberia_tui.ecrans.vote import FicheVote

        contenu = sauvegarde.fichier.contenu

        def take(vote: dict[str, Any]) -> None:
            contenu.pop("vote", None)
            if vote:
                contenu["vote"] = vote
            sauvegarde.mark()
            text = one_line(_say_result(contenu) or "à voter")
            self.query_one("#votes", Liste).update_cell(str(sauvegarde.fichier.path), "resultat", text)

        votes = self.query_one("#votes", Liste)
        titre = votes.get_cell(str(sauvegarde.fichier.path), "titre").plain
        seance = self._make_seance(self.query_one("#feuille", FeuillePresence).feuille)
        self.app.push_screen(FicheVote(contenu, seance, take, titre=titre))

    @on(EchecEnregistrement)
    def _not_saved(self, event: EchecEnregistrement) -> None:
        tell_not_saved(self, event, self.sauvegarde, self._reload)

    def _reload(self) -> None:
        self.run_worker(self._open, thread=True, exit_on_error=False)


def _say_result(contenu: dict[str, Any]) -> str:
    if not contenu.get("vote"):
        return ""
    try:
        return describe_vote(contenu["vote"])[1]
    except DeliberiaError as error:
        return f"✗ {error.message}"


def _describe_roles(feuille: Feuille) -> str:
    preside = feuille.president or "personne encore (touche d)"
    secretaire = feuille.secretaire or "personne encore (touche s)"
    return f"Préside\xa0: {preside}\nSecrétaire\xa0: {secretaire}"
