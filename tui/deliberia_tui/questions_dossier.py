"""The questions about the commune and its séance; `deliberia.drafting` reads the answers."""

from __future__ import annotations

from collections.abc import Callable

from deliberia_tui.questions import OUI_NON, Forme, Lecteur, Question, Reponse, Valeur


def _ask(parse: Callable[[dict[str, Valeur]], object], *, to_int: bool = False) -> Lecteur:
    """Return a reader that asks the use case whether it takes the answer, and keeps it as it reads it."""

    def read(question: Question, brut: Valeur) -> Reponse:
        from deliberia.errors import DataError

        valeur = brut
        if to_int and isinstance(brut, str):
            digits = "".join(brut.split())
            if not (digits.isascii() and digits.isdigit()):
                return Reponse(valeur=brut, erreur="Un nombre entier, par exemple 430.")
            valeur = int(digits)
        try:
            read_value = getattr(parse({question.nom: valeur}), question.nom, valeur)
        except DataError as error:
            return Reponse(valeur=valeur, erreur=_without_name(error.message, question.nom))
        return Reponse(valeur=read_value if question.is_remplace else valeur)

    return read


def _without_name(message: str, nom: str) -> str:
    text = message.removeprefix(f"« {nom} »").strip(" :\xa0")
    return f"{text[:1].upper()}{text[1:]}"


def _parse_seance(content: dict[str, Valeur]) -> object:
    from deliberia.drafting import parse_seance
    from deliberia.model import Collectivite

    return parse_seance(content, Collectivite(nom=""))


def _parse_commune(content: dict[str, Valeur]) -> object:
    from deliberia.drafting import parse_commune

    return parse_commune({"nom": "Commune", **content})


def _read_departement(question: Question, brut: Valeur) -> Reponse:
    """Take a code or a name, and keep the name."""
    from deliberia.drafting.departements import find_departement

    found = find_departement(str(brut))
    if found is None:
        return Reponse(valeur=brut, erreur="Aucun département ne porte ce nom ni ce numéro.")
    return Reponse(valeur=found[1])


_DATE = _ask(_parse_seance)
_COMMUNE = _ask(_parse_commune)
_NOMBRE = _ask(_parse_commune, to_int=True)

SEANCE: tuple[Question, ...] = (
    Question(
        nom="date",
        libelle="Quel jour se tient la séance ?",
        exemple="17/11/2026",
        lire=_DATE,
        is_remplace=True,
    ),
    Question(nom="heure", libelle="À quelle heure ?", exemple="19 h 00"),
    Question(nom="lieu", libelle="Où ?", exemple="salle du conseil, à la mairie"),
    Question(
        nom="convocation",
        libelle="Quel jour la convocation a-t-elle été envoyée ?",
        exemple="10/11/2026",
        lire=_DATE,
        is_remplace=True,
    ),
    Question(
        nom="urgence",
        libelle="La convocation abrège-t-elle le délai pour urgence ?",
        forme=Forme.CHOIX,
        choix=OUI_NON,
        aide="Le maire en rend compte à l’ouverture de la séance.",
    ),
)

COMMUNE: tuple[Question, ...] = (
    Question(
        nom="nom",
        libelle="Quel est le nom de la commune ?",
        exemple="Val-Fleuri",
        aide="Sans « commune de ».",
    ),
    Question(
        nom="departement",
        libelle="Dans quel département ?",
        exemple="43 ou Haute-Loire",
        aide="Son numéro ou son nom.",
        lire=_read_departement,
    ),
    Question(
        nom="population",
        libelle="Combien d’habitants ?",
        exemple="430",
        aide="La population municipale du dernier renouvellement général du conseil.",
        lire=_NOMBRE,
        is_remplace=True,
    ),
    Question(
        nom="en_exercice",
        libelle="Combien de membres du conseil sont en exercice ?",
        exemple="11",
        aide="L’effectif légal, moins les sièges vacants. Sans réponse : le nombre de noms donnés plus bas.",
        lire=_NOMBRE,
        is_remplace=True,
    ),
    Question(
        nom="maire",
        libelle="Qui est maire ?",
        exemple="Mme Claire Vasseur",
        aide="Civilité, prénom et nom : la civilité donne les accords.",
        lire=_COMMUNE,
    ),
    Question(
        nom="elus",
        libelle="Qui siège au conseil ?",
        forme=Forme.LISTE,
        aide="Un nom par ligne, maire compris, dans l’ordre du tableau. Sert à la feuille de présence.",
        lire=_COMMUNE,
    ),
    Question(
        nom="tribunal",
        libelle="Quel est le tribunal administratif ?",
        exemple="Clermont-Ferrand",
        aide="Facultatif : sans réponse, celui du département.",
    ),
)
