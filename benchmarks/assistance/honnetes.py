"""Honest passages made from the facts of every template's example, by four sets of sentences.

`reglage`, `reserve` and `temoin` were looked at when the guard was set; `scelle` was written
after the others.
A figure drawn at random among those of the act stands in a sentence that gives it no role: any other would be
false.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from deliberia.assistance.facts import Facts
from deliberia.assistance.gathering import gather_facts
from deliberia.assistance.passages import GENERAL
from deliberia.assistance.prompts import find_headings
from deliberia.catalogue import Template, get_template, iter_templates
from deliberia.catalogue.words import describe_collectivite, describe_executif, describe_organe
from deliberia.drafting import draft, load_dossier, load_seance, parse_vote
from deliberia.legal_refs import parse_key
from deliberia.model import Seance
from deliberia.resources import data_dir
from deliberia.text import format_date, format_euros, format_number


@dataclass(frozen=True)
class Case:
    """One act: what the guard judges by, and the words that a passage about it may use."""

    modele: str
    facts: Facts
    allowed: frozenset[str]
    on: dt.date
    slots: dict[str, list[str]]


@dataclass(frozen=True)
class Honest:
    case: Case
    texte: str
    jeu: str


def load_cases() -> list[Case]:
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    return [case for template in iter_templates() for case in _make_cases(get_template(template.id), seance)]


def _make_cases(template: Template, seance: Seance) -> Iterator[Case]:
    exemple = template.exemple
    if exemple.seance:
        seance = replace(seance, date=exemple.seance.date, convocation=exemple.seance.convocation)
    champs = {name: value for name, value in exemple.champs.items() if name not in ("expose", "observations")}
    vote = parse_vote(exemple.vote)
    facts, allowed, on = _read_act(template, seance, champs, vote, exemple.visas)
    titre = draft(template, seance=seance, champs=champs, vote=vote, visas=exemple.visas).titre
    yield Case(template.id, facts, allowed, on, _make_slots(template, champs, seance, titre, sorted(allowed)))


def _read_act(
    template: Template, seance: Seance, champs: Mapping[str, Any], vote: Any, visas: Sequence[str]
) -> tuple[Facts, frozenset[str], dt.date]:
    """Return the facts of an act, the references that it allows and its day."""
    projet = draft(template, seance=seance, champs=champs, vote=vote, visas=visas)
    on = projet.date_reference
    assert on is not None
    cles = [*projet.visas_cles, GENERAL.get(seance.collectivite.sorte, "")]
    allowed = frozenset(find_headings([cle for cle in cles if cle], on))
    return gather_facts(template, seance=seance, champs=champs, projet=projet), allowed, on


def _make_slots(
    template: Template, champs: dict[str, Any], seance: Seance, titre: str, cles: list[str]
) -> dict[str, list[str]]:
    commune = seance.collectivite
    slots: dict[str, list[str]] = {
        "titre": [titre[:1].lower() + titre[1:] if not titre[:2].isupper() else titre],
        "Executif": [str(describe_executif(commune).get("titre")), "Le maire"],
        "organe": [str(describe_organe(commune.sorte).get("le"))],
        "au_conseil": [str(describe_organe(commune.sorte).get("au"))],
        "commune": [str(describe_collectivite(commune).get("complet")), "la commune"],
        "cle": [f"[[{cle}]]" for cle in cles],
        "article": [f"[[{cle}]]" for cle in cles if parse_key(cle).article],
        "seance": [format_date(seance.date)] if seance.date else [],
        "maire": [commune.maire],
        "montant": [],
        "date": [],
        "pct": [],
        "texte": [],
        "nombre": [],
    }
    by_name = {champ.nom: champ for champ in template.meta.champs}
    for name, raw in champs.items():
        champ = by_name.get(name)
        if champ is None:
            continue
        rows = raw if isinstance(raw, list) else [raw]
        for row in rows:
            cells = row.items() if isinstance(row, dict) else [(name, row)]
            kinds = {part.nom: part.type.value for part in champ.sous_champs}
            for cell, value in cells:
                _add(slots, kinds.get(cell, champ.type.value), value, champ.unite)
    return slots


def _add(slots: dict[str, list[str]], kind: str, value: Any, unite: str) -> None:
    if isinstance(value, bool) or value in (None, ""):
        return
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        if kind == "euros":
            slots["montant"] += [format_euros(number, decimals=None), format_euros(number)]
        elif kind == "pourcentage":
            slots["pct"].append(f"{format_number(number)} %")
        elif kind in ("entier", "nombre"):
            slots["nombre"].append(
                f"{format_number(number) if number > 2200 or number < 1900 else number} {unite}".strip()
            )
    elif isinstance(value, dt.date):
        slots["date"].append(format_date(value))
    elif kind in ("texte", "textes") and re.fullmatch(r"[a-zà-ÿ][^.;:«»]{8,150}", str(value)):
        slots["texte"].append(str(value))
    elif kind == "date":
        slots["date"].append(format_date(dt.date.fromisoformat(str(value))))


_EACH_VAGUE = 6
OPENINGS = {
    "reglage": (
        "{Executif} présente {au_conseil} le dossier suivant : {titre}.",
        "{Executif} rappelle l’objet de la présente délibération : {titre}.",
        "Le présent dossier porte sur l’objet suivant : {titre}.",
        "{commune_} est saisie d’une question qui intéresse les habitants : {titre}.",
        "Il est rappelé {au_conseil} que l’affaire concerne l’objet suivant : {titre}.",
        "Lors de sa séance du {seance}, {organe} examine le point suivant : {titre}.",
    ),
    "reserve": (
        "Par la présente délibération, {commune} entend traiter le point suivant : {titre}.",
        "{Executif} expose à l’assemblée les motifs de cette affaire, à savoir : {titre}.",
        "L’ordre du jour appelle l’examen de l’affaire intitulée « {titre_} ».",
        "Soucieuse de répondre aux attentes de ses habitants, {commune} souhaite avancer sur ce sujet : "
        "{titre}.",
        "Comme chaque année ou selon les besoins, {organe} est amené à étudier ce dossier : {titre}.",
        "Afin de poursuivre le travail engagé, {Executif_} soumet {au_conseil} le projet suivant : {titre}.",
        "Madame Vasseur indique que la question soumise aujourd’hui est la suivante : {titre}.",
    ),
    "temoin": (
        "Au fil des derniers échanges avec les services, une réflexion a été conduite sur la question "
        "suivante : {titre}.",
        "Chers collègues, nous abordons maintenant ce point : {titre}.",
        "Depuis longtemps, {commune} accompagne les initiatives utiles à tous, et le présent sujet en "
        "témoigne : {titre}.",
        "Dans un souci de transparence, {Executif_} détaille la portée de ce dossier, relatif à ce qui "
        "suit : {titre}.",
        "Sur proposition de {maire}, l’assemblée est saisie de la question suivante : {titre}.",
        "Conscients des enjeux, les élus ont souhaité inscrire cette affaire, à savoir {titre}.",
        "Réunie le {seance}, l’assemblée étudie une affaire importante pour le territoire : {titre}.",
        "Pour mémoire, ce dossier concerne : {titre}.",
    ),
    "scelle": (
        "Voici plusieurs mois que les services travaillent sur ce sujet, désormais mûr : {titre}.",
        "Bien des habitants attendent une réponse sur la question suivante : {titre}.",
        "Ce rapport expose les raisons qui conduisent {commune} à saisir l’assemblée de ce point : {titre}.",
        "Fidèle à ses engagements, {commune} poursuit son action ; le point du jour en est "
        "l’illustration : {titre}.",
        "À la demande de {maire}, ce sujet a été porté à l’ordre du jour : {titre}.",
        "Attendue de longue date, cette étape concerne précisément : {titre}.",
        "Nul n’ignore l’importance, pour la vie locale, du sujet abordé ici : {titre}.",
        "{Executif} donne lecture du rapport consacré à ceci : {titre}.",
        "Faisant suite aux travaux préparatoires, le point présenté ce soir, {seance}, est le suivant : "
        "{titre}.",
        "Mûrement réfléchie, la démarche engagée porte sur l’objet que voici : {titre}.",
    ),
}
MIDDLES = {
    "reglage": (
        "Le montant en jeu s’élève à {montant}.",
        "La somme de {montant} figure dans les pièces.",
        "La date à retenir est le {date}.",
        "Le dossier a été préparé dans la perspective du {date}.",
        "Un taux de {pct} est mentionné.",
        "L’affaire se comprend ainsi : {texte}.",
        "Le dossier indique : {texte}.",
        "Cette démarche participe à la vie du village et au service rendu aux habitants.",
        "Elle répond à un besoin constaté par les services et par les élus.",
        "Les pièces du dossier ont été mises à la disposition des conseillers avant la séance.",
        "La quantité retenue est de {nombre}.",
        "Le fondement de cette démarche se trouve à l’article {article}.",
    ),
    "reserve": (
        "Il est fait état de {montant}, ce que le budget permet de supporter.",
        "Un montant de {montant} figure au dossier.",
        "La date du {date} est rappelée pour la clarté des échanges.",
        "La date du {date} a été prise en compte dans le calendrier.",
        "Il est question de {pct}, ce qui paraît équilibré.",
        "En pratique, il s’agit de ceci : {texte}.",
        "Ont notamment été retenus les éléments suivants : {texte}.",
        "Ce choix permettra d’améliorer le cadre de vie tout en maîtrisant les dépenses.",
        "L’équipe municipale y voit un moyen de maintenir un service de proximité de qualité.",
        "Aucune difficulté particulière n’a été signalée au cours de la préparation du dossier.",
        "Le volume concerné est de {nombre}.",
        "Cette faculté est ouverte par {cle}.",
        "Compte tenu de ces éléments, la démarche présente un intérêt réel pour la population locale.",
        "Notre commune reste attentive à la qualité des relations avec ses partenaires.",
    ),
    "temoin": (
        "D’un point de vue financier, l’enveloppe représente {montant}.",
        "Ce que représentent {montant} demeure supportable pour la collectivité.",
        "Tout doit être prêt pour le {date}, date inscrite au dossier.",
        "C’est le {date} qui a été retenu à l’issue des discussions.",
        "Avec {pct}, l’effort demandé reste mesuré.",
        "Plus précisément, sont visés les points que voici : {texte}.",
        "La demande repose sur un motif simple, {texte}.",
        "Chacun pourra ainsi bénéficier d’un service plus fiable et plus accessible.",
        "Les familles, les aînés et les associations en tireront un bénéfice direct.",
        "Grâce à une préparation soignée, les principaux risques ont été écartés.",
        "Sont ainsi concernés {nombre}.",
        "La possibilité d’agir ainsi découle directement de {cle}.",
        "On ne peut que saluer l’engagement des bénévoles et des agents qui y travaillent.",
        "Si cette étape est franchie, un bilan sera présenté aux élus, puis rendu public.",
        "La situation actuelle n’est pas pleinement satisfaisante et appelle une réponse adaptée.",
        "Sans cette mesure, la collectivité perdrait une occasion de mieux servir la population.",
    ),
    "scelle": (
        "Pour {montant}, somme à l’échelle de la collectivité, l’intérêt est réel.",
        "Côté budget, il faut compter {montant}.",
        "Rappelons que la date du {date} figure parmi les repères du calendrier.",
        "Passé le {date}, il serait plus difficile d’agir.",
        "Fixé à {pct}, le taux demeure raisonnable.",
        "On y trouve en particulier ceci : {texte}.",
        "Autrement dit, {texte}.",
        "Plutôt que d’attendre, mieux vaut agir dès maintenant, car les besoins sont là.",
        "Chaque foyer y gagnera en confort et en tranquillité.",
        "Mieux informés, les usagers pourront s’organiser plus facilement.",
        "Bénévoles, commerçants et riverains ont fait part de leur intérêt.",
        "Le volume à considérer, {nombre}, reste à l’échelle du village.",
        "Telle est la faculté que reconnaît {cle} aux collectivités.",
        "Rien ne s’oppose, à ce stade, à la poursuite du projet.",
        "Simplicité, sobriété et proximité ont guidé la rédaction du projet.",
        "Elle a été étudiée par les élus chargés du dossier, qui en ont mesuré les effets.",
        "Certes, l’effort n’est pas négligeable, mais il sert l’ensemble de la population.",
        "Les retombées attendues sont à la fois sociales, culturelles et environnementales.",
    ),
}
CLOSINGS = {
    "reglage": (
        "Il est proposé {au_conseil} de se prononcer en application de {cle}.",
        "Il est donc proposé de donner suite à ce dossier.",
        "{organe_} est invité à en délibérer, au sens de {cle}.",
        "Il convient de se prononcer sur cette proposition.",
        "Cette proposition s’inscrit dans le cadre fixé par {cle}.",
    ),
    "reserve": (
        "C’est dans ce contexte qu’il est proposé de statuer, conformément à {cle}.",
        "Au vu de ces éléments, il vous est proposé de donner une suite favorable à cette affaire.",
        "Il appartient {au_conseil} de se prononcer sur ce point, en vertu de {cle}.",
        "Telle est la raison pour laquelle ce point est inscrit à l’ordre du jour.",
        "Il revient donc à l’assemblée d’en débattre, ainsi que le prévoit {cle}.",
        "Le projet est soumis à l’examen de l’assemblée.",
    ),
    "temoin": (
        "Voilà pourquoi l’assemblée est invitée à examiner favorablement ce dossier, en référence à {cle}.",
        "Dès lors, il convient d’engager cette démarche sans attendre.",
        "Pour toutes ces raisons, ce projet mérite l’attention de chacun.",
        "Cette proposition respecte le cadre posé par {cle} ainsi que les engagements pris devant les "
        "habitants.",
        "Les élus sont donc appelés à en discuter sereinement.",
        "Reste à préciser les modalités pratiques, que l’acte décrit plus loin.",
        "Le tout s’inscrit dans le prolongement de {cle}.",
    ),
    "scelle": (
        "D’où la présente proposition, prise sur le fondement de {cle}.",
        "L’assemblée voudra bien en délibérer.",
        "Merci à chacun d’examiner ce projet avec attention, dans le respect de {cle}.",
        "Ainsi éclairée, l’assemblée peut se prononcer en toute connaissance de cause.",
        "Libre à chacun, lors du débat, de demander des précisions.",
        "Ces éléments étant rappelés, la parole est donnée aux membres de l’assemblée.",
        "Pareille démarche trouve son assise dans {cle}.",
    ),
}


def load_written(cases: list[Case]) -> Iterator[Honest]:
    """Yield the passages written one by one, then those that fit any act, each on six of them."""
    by_id = {case.modele: case for case in cases}
    for name in (
        "honnetes",
        "relecture",
        "relecture2",
        "relecture3",
        "relecture4",
        "relecture5",
        "relecture6",
    ):
        for modele, passages in _load_phrases(name).items():
            for texte in passages:
                yield Honest(by_id[modele], texte, name)
    ordered = sorted(cases, key=lambda case: case.modele)
    for index, texte in enumerate(_load_phrases("vagues")["passages"]):
        for turn in range(_EACH_VAGUE):
            yield Honest(ordered[(index * 29 + turn * 31) % len(ordered)], texte, "vagues")


def load_sparse() -> Iterator[Honest]:
    """Yield the passages on ten acts of which the data say almost nothing."""
    folder = Path(__file__).parent / "dossiers"
    passages = tomllib.loads((folder / "passages.toml").read_text(encoding="utf-8"))
    for name, texts in passages.items():
        dossier = load_dossier(folder / "seance.toml", folder / f"{name}.toml")
        template = get_template(dossier.modele)
        facts, allowed, on = _read_act(template, dossier.seance, dossier.champs, dossier.vote, dossier.visas)
        for texte in texts:
            yield Honest(Case(template.id, facts, allowed, on, {}), texte, "dossiers")


def _load_phrases(name: str) -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "phrases" / f"{name}.toml").read_text(encoding="utf-8"))


def generate(cases: list[Case], jeu: str, *, count: int, seed: int = 11) -> Iterator[Honest]:
    """Yield honest passages, the cases in turn."""
    chance = random.Random(seed)  # noqa: S311 (a generator of texts)
    for index in range(count):
        case = cases[index % len(cases)]
        yield Honest(case, make_text(case, jeu, chance), jeu)


def make_text(case: Case, jeu: str, chance: random.Random) -> str:
    opening = fill(chance.choice(OPENINGS[jeu]), case, chance)
    wanted = chance.randint(1, 3)
    middles: list[str] = []
    for pattern in chance.sample(MIDDLES[jeu], len(MIDDLES[jeu])):
        text = fill(pattern, case, chance)
        if text and len(middles) < wanted:
            middles.append(text)
    closing = fill(chance.choice(CLOSINGS[jeu]), case, chance)
    return " ".join(part for part in (opening, *middles, closing) if part)


def fill(pattern: str, case: Case, chance: random.Random) -> str:
    """Fill a sentence with facts of an act; nothing when the act has none of that kind."""
    values: dict[str, str] = {}
    for name in re.findall(r"\{(\w+)\}", pattern):
        options = case.slots.get(name.rstrip("_"), [])
        if not options:
            return ""
        value = chance.choice(options)
        if name in ("commune_", "organe_"):
            value = value[:1].upper() + value[1:]
        elif name == "Executif_":
            value = value[:1].lower() + value[1:] if value.startswith("Le ") else value
        elif name == "titre_":
            value = re.sub(r" ?[«»] ?", "", value)
        values[name] = value
    return pattern.format(**values)
