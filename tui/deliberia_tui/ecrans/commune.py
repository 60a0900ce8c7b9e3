"""The commune: a short set-up the first time, the same questions to change it later."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content

from deliberia.errors import DeliberiaError
from deliberia_tui.clavier import touche
from deliberia_tui.dossier.fichiers import Fichier, load_fichier
from deliberia_tui.dossier.sauvegarde import EchecEnregistrement, Enregistre, Sauvegarde
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.ecrans.conflit import tell_not_saved
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.texte import Texte
from deliberia_tui.questions_dossier import COMMUNE


class Commune(Ecran):
    """What every act of the commune needs, asked once, kept in `commune.toml`."""

    TITRE = "Commune"
    AIDE = (
        "Ces réponses servent à toutes les délibérations. Entrée ou ↓ passe à la question suivante. "
        "L’effectif légal, le quorum et les délais s’en déduisent à côté."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche(
            "escape,f2",
            "retour",
            "Terminer",
            "Revient à l’accueil ; tout est enregistré.",
            id="commune-terminer",
        ),
    ]

    def on_mount(self) -> None:
        self.fichier = Fichier(self.espace.commune)
        self.sauvegarde = Sauvegarde(self, self.fichier)
        self._open()

    def compose_corps(self) -> ComposeResult:
        with Container(id="commune"):
            yield VerticalScroll(id="questions", can_focus=False)
            with VerticalScroll(id="commune-cote", can_focus=False):
                yield Texte(id="commune-calculs", retrait=2)

    def on_unmount(self) -> None:
        self.sauvegarde.flush()

    def on_screen_suspend(self) -> None:
        """Another screen may read the file."""
        self.sauvegarde.flush()

    def action_retour(self) -> None:
        from deliberia_tui.app import read_nom

        self.sauvegarde.flush()
        self.application.nom_commune = read_nom(self.espace)
        self.app.pop_screen()

    def _open(self) -> None:
        try:
            self.fichier = load_fichier(self.espace.commune)
        except DeliberiaError as error:
            if self.is_current:
                self.app.pop_screen()
            self.app.notify(str(error), title="Ouverture impossible", severity="error", markup=False)
            return
        self.sauvegarde = Sauvegarde(self, self.fichier)
        self.run_worker(self._mount_questions(), exit_on_error=True)

    async def _mount_questions(self) -> None:
        area = self.query_one("#questions")
        await area.remove_children()
        await area.mount_all(Champ(one, self._body().get(one.nom)) for one in COMMUNE)
        self.query(Champ).first().take_focus()
        self._show_figures()

    def _body(self) -> dict[str, Any]:
        inner = self.fichier.contenu.get("commune")
        return inner if isinstance(inner, dict) else self.fichier.contenu

    @on(Champ.Change)
    def _take_answer(self, event: Champ.Change) -> None:
        nom, valeur, body = event.champ.question.nom, event.champ.valeur, self._body()
        if valeur in (None, "", []):
            body.pop(nom, None)
        else:
            body[nom] = valeur
        if nom == "departement":
            body.pop("code_departement", None)
        if nom == "population":
            self._put_effectif(body, event.champ)
        self.sauvegarde.mark()
        self._show_figures()

    def _put_effectif(self, body: dict[str, Any], champ: Champ) -> None:
        """The legal size follows the population; the members in exercise too, while nobody changed them."""
        from deliberia.arithmetic import effectif_legal

        if not is_commune(body):
            return
        former = body.pop("effectif_legal", None)
        if champ.erreur or not isinstance(champ.valeur, int):
            return
        seats = effectif_legal(champ.valeur)
        body["effectif_legal"] = seats
        if body.get("en_exercice") in (None, former):
            body["en_exercice"] = seats
            next(one for one in self.query(Champ) if one.question.nom == "en_exercice").set_valeur(seats)

    def _show_figures(self) -> None:
        self.query_one("#commune-calculs", Texte).update(describe_figures(self._body()))

    @on(Enregistre)
    def _saved(self) -> None:
        self.query_one("#questions").border_subtitle = "enregistré"

    @on(EchecEnregistrement)
    def _not_saved(self, event: EchecEnregistrement) -> None:
        self.query_one("#questions").border_subtitle = "non enregistré"
        tell_not_saved(self, event, self.sauvegarde, self._open)


def is_commune(body: dict[str, Any]) -> bool:
    """True unless the file says that the authority is of another kind."""
    sorte: object = body.get("sorte", "commune")
    return sorte == "commune"


def _is_alsace_moselle(departement: str) -> bool:
    from deliberia.drafting import parse_commune

    return parse_commune({"nom": "Commune", "departement": departement}).is_alsace_moselle


def describe_figures(body: dict[str, Any]) -> Content:
    """Return what follows from the answers: seats, quorum, delay of convocation, note de synthèse."""
    from deliberia.arithmetic import (
        effectif_legal,
        is_note_synthese_required,
        is_reglement_interieur_required,
        quorum,
        required_clear_days,
    )
    from deliberia.text import agree

    population, en_exercice = body.get("population"), body.get("en_exercice")
    rows: list[tuple[str, str]] = []
    if not is_commune(body):
        return Content("Ces calculs valent pour une commune.")
    is_alsace_moselle = _is_alsace_moselle(str(body.get("departement", "")))
    if isinstance(population, int):
        rows.append(("Effectif légal", f"{effectif_legal(population)} conseillers"))
        jours = required_clear_days(population) or 0
        rows.append(
            ("Convocation", f"{jours} {agree(jours, 'jour franc', 'jours francs')} au moins avant la séance")
        )
        rows.append(
            (
                "Note de synthèse",
                "obligatoire" if is_note_synthese_required(population) else "non obligatoire",
            )
        )
        reglement = is_reglement_interieur_required(population, is_alsace_moselle=is_alsace_moselle)
        rows.append(("Règlement intérieur", "obligatoire" if reglement else "non obligatoire"))
    if isinstance(en_exercice, int) and en_exercice > 0:
        rows.append(("Quorum", f"{quorum(en_exercice)} membres présents"))
    head = Content.assemble(("Ce qui s’en déduit\n", "bold $primary"))
    if not rows:
        return head + Content("La population donne l’effectif légal, le délai de convocation et le quorum.")
    lines = [Content.assemble((f"{label}\xa0: ", "bold"), value) for label, value in rows]
    return head + Content("\n").join(lines)
