"""Questions as the screens ask them, whatever they fill: a template's fields, the séance, the commune."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.catalogue.schema import SousChamp

Valeur = Any
"""What a TOML file holds: text, number, date, boolean, list of texts, list of tables; None: nothing."""

Lecteur = Callable[["Question", Valeur], "Reponse"]


class Forme(Enum):
    """How a question is answered on the screen."""

    LIGNE = "ligne"
    PARAGRAPHES = "paragraphes"
    LISTE = "liste"
    """One text a line."""
    CHOIX = "choix"
    TABLEAU = "tableau"
    """Rows, each with its own questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    """What typing gives: the value to keep, and what is wrong with it in French (empty: nothing)."""

    valeur: Valeur = None
    erreur: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    nom: str
    libelle: str
    forme: Forme = Forme.LIGNE
    aide: str = ""
    exemple: str = ""
    unite: str = ""
    defaut: str = ""
    """What is taken without an answer, in words."""
    choix: tuple[tuple[Valeur, str], ...] = ()
    """Value and label."""
    sous_questions: tuple[Question, ...] = ()
    is_remplace: bool = False
    """Typing replaces what stands there: a count, a date."""
    lire: Lecteur | None = None
    """None: the text is kept as it is."""

    def read(self, brut: Valeur) -> Reponse:
        """Return what `brut`, as it stands on the screen, means."""
        if brut is None or brut == "" or brut == []:
            return Reponse()
        return self.lire(self, brut) if self.lire else Reponse(valeur=brut)


_ENDS = " ?\xa0\u202f"
_CODE = re.compile(r"«[\s\xa0\u202f]*([a-z][a-z0-9_]*)[\s\xa0\u202f]*»")

OUI_NON: tuple[tuple[Valeur, str], ...] = ((True, "oui"), (False, "non"))


def list_questions(template: Template) -> tuple[Question, ...]:
    """Return the questions of a template, in its order, then those that every act accepts."""
    from deliberia.catalogue.rendering import common_champs

    meta = template.meta
    known = {champ.nom for champ in meta.champs}
    common = [champ for champ in common_champs() if champ.nom not in known]
    questions = {champ.nom: _make_question(champ) for champ in (*meta.champs, *common)}
    return tuple(replace(one, aide=name_champs(one.aide, questions)) for one in questions.values())


def name_champs(texte: str, questions: Mapping[str, Question]) -> str:
    """Put the words of a question where a message names its field: « beneficiaire » says little to her."""

    def name(found: re.Match[str]) -> str:
        question = questions.get(found[1])
        if question is None:
            return found[0]
        return f"«\xa0{question.libelle.rstrip(_ENDS)}\xa0»"

    return _CODE.sub(name, texte)


def _make_question(champ: SousChamp) -> Question:
    from deliberia.catalogue.schema import Champ, ChampType
    from deliberia.text import typeset

    formes = {
        ChampType.PASSAGE: Forme.PARAGRAPHES,
        ChampType.TEXTES: Forme.LISTE,
        ChampType.LISTE: Forme.TABLEAU,
        ChampType.CHOIX: Forme.CHOIX,
        ChampType.BOOL: Forme.CHOIX,
    }
    choix = tuple((one.valeur, typeset(one.libelle)) for one in champ.choix)
    whole = champ if isinstance(champ, Champ) else None
    return Question(
        nom=champ.nom,
        libelle=typeset(champ.question),
        forme=formes.get(champ.type, Forme.LIGNE),
        aide=typeset(champ.aide),
        exemple=_show_example(champ),
        unite=champ.unite or {ChampType.EUROS: "€", ChampType.POURCENTAGE: "%"}.get(champ.type, ""),
        defaut="" if whole is None or whole.defaut is None else show(whole.defaut),
        choix=OUI_NON if champ.type is ChampType.BOOL else choix,
        sous_questions=tuple(_make_question(sub) for sub in whole.sous_champs) if whole else (),
        lire=_reader(champ),
    )


def _show_example(champ: SousChamp) -> str:
    """Return the example as one types it here: a template writes its dates as files do."""
    from deliberia.catalogue.schema import ChampType
    from deliberia.text import parse_date

    jour = parse_date(champ.exemple) if champ.type is ChampType.DATE and champ.exemple else None
    return show(jour) if jour else champ.exemple


def _reader(champ: SousChamp) -> Lecteur:
    """Return a reader that asks the catalogue what the text means, and keeps the text it refuses."""
    from deliberia.catalogue.schema import Champ, ChampType

    whole = champ if isinstance(champ, Champ) else Champ(**champ.model_dump() | {"requis": False})

    def read(question: Question, brut: Valeur) -> Reponse:
        from deliberia.catalogue.fields import parse_champs
        from deliberia.errors import DataError

        try:
            valeur = parse_champs((whole,), {whole.nom: brut}, place="").get(whole.nom)
        except DataError as error:
            return Reponse(valeur=brut, erreur=_without_name(error.message, whole.nom))
        is_simple = isinstance(valeur, bool | int | Decimal | dt.date)
        if champ.type is ChampType.CHOIX:
            return Reponse(valeur=valeur)
        if champ.type is ChampType.HEURES and isinstance(brut, str) and "h" in brut.lower():
            is_simple = False  # « 17h20 » has no exact decimal
        return Reponse(valeur=valeur if is_simple else brut)

    return read


def _without_name(message: str, nom: str) -> str:
    """Take « le champ « x » » off a message that is shown under its own question."""
    from deliberia.text import typeset

    text = message.removeprefix(f"le champ « {nom} »").strip(" ;.")
    return typeset(f"{text[:1].upper()}{text[1:]}.")


def show(valeur: Valeur) -> str:
    """Return a kept value as one types it in French: « 1500,5 », « 17/11/2026 »."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, dt.date):
        return f"{valeur:%d/%m/%Y}"
    if isinstance(valeur, Decimal | float):
        return str(valeur).replace(".", ",")
    return str(valeur)


def with_choices(question: Question, choix: tuple[tuple[Valeur, str], ...]) -> Question:
    """Return the question with other choices: the members present, for instance."""
    return replace(question, choix=choix)
