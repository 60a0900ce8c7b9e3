"""The rules: what each check verifies, why, and where it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from deliberia.text import fold, typeset
from deliberia_tui.ecrans.recherche import Recherche, join_lines, label

if TYPE_CHECKING:
    from deliberia.checks import Rule


class Regles(Recherche):
    """The browser of the rules."""

    TITRE = "Règles de vérification"
    AIDE = (
        "Chaque vérification a sa page\xa0: ce qu’elle vérifie, pourquoi, un exemple, ses limites. Cherchez "
        "par mot ou par numéro."
    )
    INDICATION = "Un mot ou un numéro de règle : quorum, convocation, SEA001…"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, regle: str = "") -> None:
        """`regle`: id of the rule to show first."""
        super().__init__()
        self._first = regle
        self._regles: list[tuple[Rule, str, str]] = []
        """Rules, with their title and their page ready to be searched."""

    def on_mount(self) -> None:
        from deliberia.checks import iter_rules

        self._regles = [
            (rule, fold(f"{rule.id} {rule.titre}"), fold(f"{rule.id} {rule.page}")) for rule in iter_rules()
        ]
        self.search("")
        if self._first in self._ids:
            self._fill(self._ids.index(self._first))

    def search(self, mots: str) -> None:
        words = fold(mots).split()
        kept = [(rule, titre) for rule, titre, page in self._regles if all(word in page for word in words)]
        kept.sort(key=lambda one: not all(word in one[1] for word in words))
        found = [rule for rule, _ in kept]
        rows = [(rule.id, typeset(f"{rule.id}  {rule.titre}")) for rule in found]
        self.show_results(rows, vide="Aucune règle ne contient ces mots.")

    def show_card(self, result: str) -> None:
        from deliberia.checks import get_rule

        self.put_card(_make_card(get_rule(result)))


def _make_card(rule: Rule) -> Content:
    from deliberia.checks import read_rubriques
    from deliberia.legal_refs import name_reference

    fondement = typeset(" ; ".join(name_reference(cle) for cle in rule.fondement))
    lines = [
        Content.assemble((typeset(f"{rule.id} : {rule.titre}"), "bold $primary")),
        label("Gravité", rule.severite.value),
    ]
    if fondement:
        lines.append(label("Fondement", fondement))
    for nom, texte in read_rubriques(rule).items():
        lines += [Content(""), Content.assemble((nom, "bold")), Content(typeset(texte))]
    return join_lines(lines)
