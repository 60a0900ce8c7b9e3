"""The vote on one act: counts as they are called out, the wording of the result as it will be printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content

from deliberia.errors import DeliberiaError
from deliberia.model import Seance
from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.base import Fenetre
from deliberia_tui.elements.cases import Cases
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.texte import Texte
from deliberia_tui.questions import Forme, Question, Reponse, Valeur
from deliberia_tui.votes import count_votants, describe_vote

_MODES: tuple[tuple[Valeur, str], ...] = (
    ("public ordinaire", "à main levée"),
    ("public", "au scrutin public"),
    ("secret", "au scrutin secret"),
)
_VOIX: tuple[tuple[Valeur, str], ...] = (("pour", "pour"), ("contre", "contre"), ("abstention", "abstention"))


def _read_count(question: Question, brut: Valeur) -> Reponse:
    text = str(brut).strip()
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return Reponse(valeur=int(text))
    return Reponse(valeur=None, erreur="Un nombre de voix, par exemple 9.")


_QUESTIONS = (
    Question(nom="pour", libelle="Voix pour", lire=_read_count, is_remplace=True),
    Question(nom="contre", libelle="Voix contre", lire=_read_count, is_remplace=True),
    Question(nom="abstentions", libelle="Abstentions", lire=_read_count, is_remplace=True),
    Question(
        nom="blancs_nuls",
        libelle="Bulletins blancs ou nuls (scrutin secret)",
        lire=_read_count,
        is_remplace=True,
    ),
    Question(nom="mode", libelle="Comment a-t-on voté ?", forme=Forme.CHOIX, choix=_MODES),
    Question(
        nom="voix_president",
        libelle="Vote de celui ou celle qui préside",
        forme=Forme.CHOIX,
        choix=_VOIX,
        aide="Utile quand les voix sont à égalité.",
    ),
)


class FicheVote(Fenetre[None]):
    """Calls `take` with the vote at each change, so that nothing waits for the window to close."""

    TITRE = "Vote"
    AIDE = (
        "Tapez les voix ; le résultat s’écrit en haut, comme dans l’acte. « Unanimité » met toutes les voix "
        "pour. À droite, cochez avec Espace ceux qui ne prennent pas part au vote."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche(
            "escape,f4",
            "fermer",
            "Terminer",
            "Revient à l’acte ; le vote est enregistré.",
            id="vote-terminer",
        ),
        touche("f2", "unanimite", "Unanimité", "Met toutes les voix pour."),
        touche("f8", "effacer", "Effacer le vote", "Retire le vote : l’acte redevient un projet."),
    ]

    def __init__(
        self,
        contenu: Mapping[str, Any],
        seance: Seance,
        take: Callable[[dict[str, Any]], None],
        *,
        titre: str = "",
    ) -> None:
        super().__init__()
        self._vote: dict[str, Any] = dict(contenu.get("vote") or {})
        if not self._vote.get("ne_prennent_pas_part"):
            named = (contenu.get("champs") or {}).get("elus_interesses")
            if isinstance(named, list) and not self._vote:
                self._absents = [str(name) for name in named]
            else:
                self._absents = []
        else:
            self._absents = [str(name) for name in self._vote["ne_prennent_pas_part"]]
        self._seance = seance
        self._take = take
        self._titre = titre

    def compose_corps(self) -> ComposeResult:
        yield Texte(f"Vote\xa0: {self._titre}" if self._titre else "Vote", classes="fenetre--titre")
        yield Texte(id="vote-resultat", retrait=2)
        with Container(id="vote"):
            with VerticalScroll(id="vote-voix", can_focus=False):
                yield Texte(id="vote-votants")
                for one in _QUESTIONS:
                    yield Champ(
                        one, self._vote.get(one.nom, "public ordinaire" if one.nom == "mode" else None)
                    )
            with Container(id="vote-deports"):
                yield Texte("Ne prennent pas part au vote")
                names = dict.fromkeys((*self._seance.presents, *self._absents))
                yield Cases(names, self._absents, id="deports")

    def on_mount(self) -> None:
        self.query(Champ).first().take_focus()
        self._show()

    def action_unanimite(self) -> None:
        votants = count_votants(self._seance, self._absents)
        if not votants:
            self.notify("Indiquez d’abord les présents dans la séance.")
            return
        for nom, valeur in (
            ("pour", votants),
            ("contre", 0),
            ("abstentions", 0),
            ("blancs_nuls", None),
            ("voix_president", None),
        ):
            self._set(nom, valeur)
        self._changed()

    def action_effacer(self) -> None:
        for one in _QUESTIONS:
            self._set(one.nom, None if one.nom != "mode" else "public ordinaire")
        self._vote = {}
        self._take({})
        self._show()

    @on(Champ.Change)
    def _take_answer(self, event: Champ.Change) -> None:
        self._put(event.champ.question.nom, event.champ.valeur)
        self._changed()

    @on(Cases.Change, "#deports")
    def _take_deports(self, event: Cases.Change) -> None:
        self._absents = list(event.chosen)
        self._changed()

    def _set(self, nom: str, valeur: Valeur) -> None:
        champ = next(one for one in self.query(Champ) if one.question.nom == nom)
        champ.set_valeur(valeur)
        self._put(nom, valeur)

    def _put(self, nom: str, valeur: Valeur) -> None:
        if valeur in (None, ""):
            self._vote.pop(nom, None)
        else:
            self._vote[nom] = valeur

    def _changed(self) -> None:
        """Give the vote to the act as soon as a count is known; the séance gives the number of voters."""
        counts = ("pour", "contre", "abstentions")
        if any(self._vote.get(name) is not None for name in counts):
            self._vote.setdefault("mode", "public ordinaire")
            votants = count_votants(self._seance, self._absents)
            if votants:
                self._vote["votants"] = votants
            self._vote.pop("ne_prennent_pas_part", None)
            if self._absents:
                self._vote["ne_prennent_pas_part"] = list(self._absents)
            self._take(dict(self._vote))
        else:
            self._take({})
        self._show()

    def _show(self) -> None:
        votants = count_votants(self._seance, self._absents)
        shown = (
            f"{votants} votants, pouvoirs compris" if votants else "Les présents ne sont pas encore saisis."
        )
        self.query_one("#vote-votants", Texte).update(shown)
        result = self.query_one("#vote-resultat", Texte)
        try:
            sure, text = describe_vote(self._vote)
        except DeliberiaError as error:
            sure, text = False, error.message
        result.update(
            Content.assemble(("✓ " if sure else "! ", "bold $success" if sure else "bold $warning"), text)
        )
