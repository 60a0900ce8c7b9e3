"""Who deliberates, who presides, for whom: the words of each kind of authority, in the right gender."""

from __future__ import annotations

from deliberia.catalogue.filters import is_feminine
from deliberia.catalogue.values import ABSENT, Missing, Row
from deliberia.model import Collectivite, CollectiviteSorte, Seance
from deliberia.text import elide, fold

_ORGANES = {
    CollectiviteSorte.COMMUNE: ("le conseil municipal", "du conseil municipal", "au conseil municipal"),
    CollectiviteSorte.EPCI: (
        "le conseil communautaire",
        "du conseil communautaire",
        "au conseil communautaire",
    ),
    CollectiviteSorte.CCAS: (
        "le conseil d’administration",
        "du conseil d’administration",
        "au conseil d’administration",
    ),
    CollectiviteSorte.SYNDICAT: ("le comité syndical", "du comité syndical", "au comité syndical"),
}
_NAMED = {
    CollectiviteSorte.COMMUNE: ("la commune", "de la commune", "à la commune"),
    CollectiviteSorte.EPCI: ("la communauté", "de la communauté", "à la communauté"),
    CollectiviteSorte.CCAS: (
        "le centre communal d’action sociale",
        "du centre communal d’action sociale",
        "au centre communal d’action sociale",
    ),
    CollectiviteSorte.SYNDICAT: ("le syndicat", "du syndicat", "au syndicat"),
}

_KINDS_OF_EPCI = {
    "communaute de communes": "communauté de communes",
    "communaute d'agglomeration": "communauté d’agglomération",
    "communaute urbaine": "communauté urbaine",
    "metropole": "métropole",
}


def describe_organe(sorte: CollectiviteSorte) -> Row:
    le, du, au = _ORGANES[sorte]
    return Row({"le": le, "du": du, "au": au, "nom": le.split(" ", 1)[1]})


def describe_collectivite(collectivite: Collectivite) -> Row:
    """Give « la commune », « de la commune », « la commune de Val-Fleuri » and the bare name."""
    name = collectivite.nom.strip()
    bare = fold(name)
    la, de_la, a_la = _name_kind(collectivite.sorte, bare)
    head = la.split(" ", 1)[1]
    if bare.startswith(("communaute", "metropole", "syndicat", "centre", "commune ", "ville ")):
        full = ("le " if bare.startswith(("syndicat", "centre")) else "la ") + name[:1].lower() + name[1:]
    else:
        full = f"{la} {elide('de', name)}" if name else la
    return Row({"la": la, "de_la": de_la, "a_la": a_la, "nom": name, "complet": full, "mot": head})


def _name_kind(sorte: CollectiviteSorte, bare: str) -> tuple[str, str, str]:
    if sorte is CollectiviteSorte.EPCI:
        for beginning, word in _KINDS_OF_EPCI.items():
            if bare.startswith(beginning):
                return f"la {word}", f"de la {word}", f"à la {word}"
    return _NAMED[sorte]


def describe_executif(collectivite: Collectivite) -> Row:
    """Give « le maire » and « Madame la maire », after the civility of whoever holds the office."""
    feminine = is_feminine(collectivite.maire)
    masculine_word, feminine_word = ("maire", "maire")
    if collectivite.sorte is not CollectiviteSorte.COMMUNE:
        masculine_word, feminine_word = ("président", "présidente")
    word = feminine_word if feminine else masculine_word
    le = f"la {word}" if feminine else f"le {word}"
    known = feminine or fold(collectivite.maire).split(" ", 1)[0].rstrip(".") in {"m", "mr", "monsieur"}
    title = (f"Madame {le}" if feminine else f"Monsieur {le}") if known else le.capitalize()
    au = f"à la {word}" if feminine else f"au {word}"
    du = f"de la {word}" if feminine else f"du {word}"
    return Row(
        {
            "le": le,
            "au": au,
            "du": du,
            "titre": title,
            "nom": collectivite.maire,
            "feminin": feminine,
            "autorise": "autorisée" if feminine else "autorisé",
            "charge": "chargée" if feminine else "chargé",
        }
    )


def describe_seance(seance: Seance) -> Row:
    """Give the day, the year, the names of the members present and how many hold office."""
    return Row(
        {
            "date": seance.date or Missing("seance.date"),
            "annee": seance.date.year if seance.date else Missing("seance.annee"),
            "presents": seance.presents,
            "en_exercice": seance.collectivite.en_exercice or ABSENT,
        }
    )
