"""The attendance sheet: one line a member, one key a change, and Ctrl+Z."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.message import Message

from deliberia.model import Elu, Pouvoir
from deliberia_tui.clavier import touche
from deliberia_tui.elements.liste import Liste, one_line
from deliberia_tui.presences import Feuille, Membre, Presence
from deliberia_tui.votes import find_defauts

_SIGNES = {
    Presence.INCONNU: "·",
    Presence.PRESENT: "●",
    Presence.POUVOIR: "→",
    Presence.EXCUSE: "○",
    Presence.ABSENT: "✗",
}
_AGREES = frozenset({Presence.PRESENT, Presence.EXCUSE, Presence.ABSENT})


class FeuillePresence(Liste):
    """Posts `Change` with the new sheet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        touche("space", "noter", "Noter", "Note présent, ou absent si déjà présent."),
        touche("t", "tous", "Tous présents", "Note présents tous ceux qui ne sont pas encore notés."),
        touche("p", "pouvoir", "Pouvoir", "Note un pouvoir et choisit qui le porte."),
        touche("d", "preside", "Préside", "Note qui préside la séance."),
        touche("s", "secretaire", "Secrétaire", "Note le ou la secrétaire de séance."),
        touche("right", "turn(1)", "État suivant", "État suivant\xa0: présent, excusé, absent.", show=False),
        touche("left", "turn(-1)", "État précédent", "État précédent.", show=False),
        touche("plus,a", "ajouter", "Ajouter", "Ajoute un membre du conseil.", show=False, key_display="a"),
        touche("ctrl+z", "undo", "Annuler", "Revient sur le dernier changement.", show=False),
    ]

    class Change(Message):
        """The sheet changed."""

        def __init__(self, feuille: Feuille) -> None:
            super().__init__()
            self.feuille = feuille

    class Ajout(Message):
        """A member was added to the council."""

        def __init__(self, nom: str) -> None:
            super().__init__()
            self.nom = nom

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.disabled = True  # until a sheet is there: no key may act on nothing
        self.feuille = Feuille(())
        self._past: list[Feuille] = []

    def on_mount(self) -> None:
        self.add_column("Membre", key="nom", width=26)
        self.add_column("Présence", key="presence", width=20)

    def set_feuille(self, feuille: Feuille) -> None:
        """Show another sheet, from the file."""
        self.disabled = False
        self.feuille = feuille
        self._past.clear()
        self.clear()
        for membre in feuille.membres:
            self.add_row(one_line(membre.nom), one_line(""), key=membre.nom)
        self._show()

    def action_noter(self) -> None:
        if self.chosen:
            self._change(self.feuille.toggle(self.chosen))
            self.action_cursor_down()

    def action_turn(self, step: int) -> None:
        if self.chosen:
            self._change(self.feuille.turn(self.chosen, step))

    def action_preside(self) -> None:
        self._put_role("president")

    def action_secretaire(self) -> None:
        self._put_role("secretaire")

    def action_tous(self) -> None:
        self._change(self.feuille.put_all_present())

    def action_undo(self) -> None:
        if self._past:
            self.feuille = self._past.pop()
            self._show()
            self.post_message(self.Change(self.feuille))

    @work
    async def action_pouvoir(self) -> None:
        from deliberia_tui.ecrans.mandataire import ChoisirMandataire

        nom = self.chosen
        if nom is None:
            return
        candidates = [one for one in self.feuille.presents if one != nom]
        if not candidates:
            self.notify("Notez d’abord les présents : le pouvoir est porté par l’un d’eux.")
            return
        holders = {one.mandataire for one in self.feuille.membres if one.mandataire and one.nom != nom}
        mandataire = await self.app.push_screen_wait(ChoisirMandataire(nom, candidates, holders))
        if mandataire:
            self._change(self.feuille.put(nom, Presence.POUVOIR, mandataire))
            self.action_cursor_down()

    @work
    async def action_ajouter(self) -> None:
        from deliberia_tui.ecrans.mandataire import AjouterMembre

        nom = await self.app.push_screen_wait(AjouterMembre())
        if nom and self.feuille.find(nom) is None:
            self.add_row(one_line(nom), one_line(""), key=nom)
            self._change(
                Feuille((*self.feuille.membres, Membre(nom)), self.feuille.president, self.feuille.secretaire)
            )
            self.move_cursor(row=self.row_count - 1)
            self.post_message(self.Ajout(nom))

    def _put_role(self, role: str) -> None:
        nom = self.chosen
        if nom is None:
            return
        if nom not in self.feuille.presents:
            self.notify("Cette personne n’est pas notée présente.")
            return
        president, secretaire = self.feuille.president, self.feuille.secretaire
        if role == "president":
            president = nom
        else:
            secretaire = nom
        self._change(Feuille(self.feuille.membres, president, secretaire))

    def _change(self, feuille: Feuille) -> None:
        if feuille != self.feuille:
            self._past.append(self.feuille)
            self.feuille = feuille
            self._show()
            self.post_message(self.Change(feuille))

    def _show(self) -> None:
        pouvoirs = [Pouvoir(de=one.nom, a=one.mandataire) for one in self.feuille.membres if one.mandataire]
        defauts = find_defauts(pouvoirs, self.feuille.presents)
        known = {membre.nom for membre in self.feuille.membres}
        for key in [one.value for one in self.rows]:
            if key is not None and key not in known:
                self.remove_row(key)
        for membre in self.feuille.membres:
            if membre.nom not in self.rows:
                self.add_row(one_line(membre.nom), one_line(""), key=membre.nom)
            self.update_cell(
                membre.nom, "presence", one_line(self._describe(membre, defauts.get(membre.nom, "")))
            )

    def _describe(self, membre: Membre, defaut: str) -> str:
        is_feminine = Elu(nom=membre.nom).is_feminine
        ending = "e" if is_feminine and membre.presence in _AGREES else ""
        text = membre.presence.value + ending
        if membre.presence is Presence.POUVOIR:
            text = f"pouvoir à {membre.mandataire}{f' ({defaut})' if defaut else ''}"
        held = (("préside", self.feuille.president), ("secrétaire", self.feuille.secretaire))
        roles = [word for word, nom in held if nom == membre.nom]
        return " · ".join([f"{_SIGNES[membre.presence]} {text}", *roles])
