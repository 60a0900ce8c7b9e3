"""Read an act: gather the facts that each reader finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from deliberia.model import Acte, Certitude, Fact, Forme, Section, SectionSorte
from deliberia.reading.champs import find_empty_labels
from deliberia.reading.colonnes import unfold_columns
from deliberia.reading.dates import DatesLues, read_dates
from deliberia.reading.decoupe import find_items, has_heading, recognise_forme
from deliberia.reading.entete import EnteteLu, read_entete
from deliberia.reading.genres import recognise_genres
from deliberia.reading.montants import read_montants, read_montants_doubles, read_tableaux
from deliberia.reading.passage import Passage
from deliberia.reading.presence import PresenceLue, has_mouvements, read_presence
from deliberia.reading.signatures import is_cut_short, read_signature_maire, read_signature_secretaire
from deliberia.reading.structure import find_body_start, read_sections
from deliberia.reading.vote import VoteLu, read_vote, read_votes_multiples
from deliberia.text import normalize

_ENTETE_MAX = 12_000


def read_acte(text: str, *, date: dt.date | None = None) -> Acte:
    """Read the facts of one act.

    Args:
        text: the act; it is put in NFC and every offset of the result is in that form.
        date: day of the meeting when known from elsewhere; it completes dates printed without a year and
            never stands for a date that the text does not give.
    """
    texte = normalize(text)
    return _read(texte, 0, len(texte), date)


def split_actes(text: str, *, date: dt.date | None = None) -> tuple[Acte, ...]:
    """Cut minutes into their acts; a text with a single act gives that act alone.

    The first value is then the preamble (form `PROCES_VERBAL`: the meeting), the others its items (form
    `POINT`), which inherit the facts of the meeting. All share the same text and offsets.
    """
    texte = normalize(text)
    passage = Passage(texte, 0, len(texte))
    forme = recognise_forme(passage)
    items = find_items(passage) if forme is Forme.PROCES_VERBAL else []
    if len(items) < 2:
        return (_read(texte, 0, len(texte), date, forme),)
    bounds = [*items, len(texte)]
    points = [_read(texte, start, end, date, forme=Forme.POINT) for start, end in pairwise(bounds)]
    if not has_heading(Passage(texte, 0, items[0])):
        points[0] = replace(points[0], debut=0)
        return tuple(_inherit(point, points[0]) for point in points)
    preamble = replace(_read(texte, 0, items[0], date), forme=Forme.PROCES_VERBAL)
    return (preamble, *(_inherit(point, preamble) for point in points))


def _read(texte: str, start: int, end: int, date: dt.date | None, forme: Forme | None = None) -> Acte:
    passage = Passage(texte, start, end)
    forme = forme or recognise_forme(passage)
    body = start_of_body = find_body_start(passage)
    if forme is Forme.PROCES_VERBAL:
        body = max(body, min(passage.end, passage.start + 4000))
    entete = passage.narrow(end=min(body, passage.start + _ENTETE_MAX))
    dates = read_dates(entete, date)
    presence = read_presence(entete)
    columns = unfold_columns(entete)
    if columns is not None:
        presence = columns.replace_offsets(read_presence(columns.passage))
        by_column = columns.replace_offsets(read_dates(columns.passage, date))
        dates = replace(dates, convocation=dates.convocation or by_column.convocation)
    lu = read_entete(passage, entete, forme)
    sections = read_sections(passage, start_of_body)
    if forme is Forme.PROCES_VERBAL:
        vote = read_votes_multiples(passage)
    else:
        vote = read_vote(passage.narrow(body if body < passage.end else None))
    return _assemble(passage, forme, lu, dates, presence, vote, sections)


def _assemble(
    passage: Passage,
    forme: Forme,
    lu: EnteteLu,
    dates: DatesLues,
    presence: PresenceLue,
    vote: VoteLu,
    sections: tuple[Section, ...],
) -> Acte:
    dispositif = next((s for s in sections if s.sorte is SectionSorte.DISPOSITIF), None)
    tail = dispositif.start if dispositif else passage.start
    seance = dates.seances[0] if dates.seances else None
    head = passage.texte[passage.start : passage.start + 3000].lower()
    return Acte(
        texte=passage.texte,
        debut=passage.start,
        fin=passage.end,
        forme=forme,
        genres=recognise_genres(lu.objet.value) if lu.objet else frozenset(),
        is_extrait="extrait" in head or "extrait conforme" in str(passage).lower(),
        is_tronque=is_cut_short(passage),
        is_mouvements=presence.is_mouvements or has_mouvements(passage),
        is_votes_multiples=vote.is_multiple,
        decomptes=vote.decomptes,
        is_urgence="urgence" in head and "convo" in head,
        is_huis_clos="huis clos" in str(passage).lower(),
        sections=sections,
        sorte_collectivite=lu.sorte,
        collectivite=lu.nom,
        departement=lu.departement,
        en_exercice=presence.en_exercice,
        numero=lu.numero,
        objet=lu.objet,
        date_seance=seance,
        autres_dates_seance=dates.seances[1:],
        jour_semaine=dates.jour_semaine,
        heure=lu.heure,
        convocation=dates.convocation,
        affichage=dates.affichage,
        president=presence.president,
        secretaire=presence.secretaire,
        presents=presence.presents,
        presents_nombre=presence.presents_nombre,
        pouvoirs=presence.pouvoirs,
        pouvoirs_nombre=presence.pouvoirs_nombre,
        absents=presence.absents,
        absents_nombre=presence.absents_nombre,
        votants=presence.votants or vote.votants,
        quorum_annonce=presence.quorum,
        scrutin=vote.scrutin,
        pour=vote.pour,
        contre=vote.contre,
        abstentions=vote.abstentions,
        blancs_nuls=vote.blancs_nuls,
        suffrages_exprimes=vote.suffrages_exprimes,
        voix_president=vote.voix_president,
        ne_prennent_pas_part=vote.ne_prennent_pas_part,
        resultat=vote.resultat,
        montants=read_montants(passage),
        montants_doubles=read_montants_doubles(passage),
        tableaux=read_tableaux(passage),
        rubriques_vides=find_empty_labels(passage.narrow(end=min(passage.end, passage.start + 4000))),
        signature_maire=read_signature_maire(passage, tail),
        signature_secretaire=read_signature_secretaire(passage, tail),
    )


_HERITES = (
    "sorte_collectivite",
    "collectivite",
    "departement",
    "en_exercice",
    "date_seance",
    "convocation",
    "president",
    "secretaire",
    "presents",
    "pouvoirs",
    "absents",
)


_DE_LA_SEANCE = frozenset({"date_seance", "convocation", "sorte_collectivite"})
"""Facts that an item never states itself: a date in it is that of something else."""


def _inherit(point: Acte, preamble: Acte) -> Acte:
    """Give an item the facts of its meeting; what it states itself wins. Inherited facts are deduced."""
    inherited: dict[str, object] = {}
    for name in _HERITES:
        fact = getattr(preamble, name)
        missing = getattr(point, name) is None or name in _DE_LA_SEANCE
        if missing and fact is not None:
            inherited[name] = Fact(
                value=fact.value, start=fact.start, end=fact.end, certitude=Certitude.DEDUIT
            )
    if preamble.date_seance is not None:
        inherited["autres_dates_seance"] = ()
        inherited["date_seance"] = preamble.date_seance
    inherited["is_mouvements"] = point.is_mouvements or preamble.is_mouvements
    return replace(point, **inherited)  # type: ignore[arg-type]  # names and types are those of Acte
