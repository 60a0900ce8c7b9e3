"""Passages of a language model, for the drafting screen: where the text goes, one passage at a time.

`deliberia.assistance` prepares the question, masks the names and judges the answer; nothing is decided here.
Everything in this module may run in a thread: it touches no widget.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.errors import DeliberiaError
from deliberia_tui.usages import deepest_base, keep_readable

if TYPE_CHECKING:
    from deliberia.assistance import Passage
    from deliberia.drafting import Dossier
    from deliberia.llm import Cancellation, Client, Destination
    from deliberia.model import Finding, Projet, Seance


def find_model() -> Destination | None:
    """Return where a passage would be written; None when no model is set up, nor ever needed.

    Raises:
        DeliberiaError: the settings are wrong.
    """
    from deliberia.llm import find_destination
    from deliberia.settings import load_settings

    assistant = load_settings().assistant
    return find_destination(assistant) if assistant is not None and assistant.modele else None


def ask_passage(
    contenu: Mapping[str, Any],
    seance: Seance,
    nom: str,
    *,
    announce: Callable[[Destination], None],
    show: Callable[[str], None],
    cancel: Cancellation,
) -> Passage | None:
    """Ask for one passage; None when the act would not print it, or has no date yet.

    Args:
        nom: field of the passage.
        announce: told where the text goes, before anything leaves.
        show: told what has come so far, names put back, not judged yet.

    Raises:
        DeliberiaError: nothing came, or the act cannot be drafted.
    """
    from deliberia.assistance import prepare_places
    from deliberia.assistance.passages import read_passage
    from deliberia.catalogue import get_template
    from deliberia.llm import BatchResult
    from deliberia.settings import load_settings

    template = get_template(str(contenu.get("modele", "")))
    base = deepest_base()
    places = prepare_places(template, _make_dossier(contenu, seance, nom), base=base)
    place = next((one for one in places if one.champ.nom == nom), None)
    if place is None:
        return None
    with _open(load_settings()) as client:
        client.destination.require_allowed()
        announce(client.destination)
        came = ""
        with client.stream(place.demande.messages, cancel=cancel) as stream:
            for delta in stream:
                came = delta.text if delta.restart else came + delta.text
                show(place.demande.masked.restore(came).text)
        return read_passage(place, BatchResult(id=nom, answer=stream.answer), client, base=base)


def load_kept(acte: Path) -> dict[str, Passage]:
    """Return the passages kept beside an act, by field; nothing when none can be read."""
    from deliberia.assistance import Passage, provenance_path, read_passages

    beside = provenance_path(acte)
    if not beside.is_file():
        return {}
    try:
        kept = [Passage.from_dict(row) for row in read_passages(beside)]
    except (DeliberiaError, KeyError, TypeError, ValueError):
        return {}
    return {one.emplacement: one for one in kept}


def keep_provenance(
    acte: Path,
    projet: Projet,
    passages: Iterable[Passage],
    *,
    pending: Container[str],
    by: str,
    at: dt.datetime,
) -> None:
    """Write beside the act where its passages come from, and who took them over.

    Args:
        pending: fields of those that are still to check: nobody has accepted them yet.

    Raises:
        DeliberiaError: the disk refused.
    """
    from deliberia.assistance import write_provenance

    taken = [
        one if one.emplacement in pending or not one.is_proposed or one.is_accepted else one.accept(by, at)
        for one in passages
    ]
    write_provenance(acte, projet, taken, force=True)


def join_provenance(contenu: Mapping[str, Any], path: Path, docx: Path) -> str:
    """Put in an exported DOCX where its accepted passages come from; return why not, else nothing.

    Args:
        contenu: of the act's file; a passage that it no longer has is not named.
        path: the act's file.
        docx: just written: whatever happens here, it stays.
    """
    from deliberia.assistance import copy_provenance

    champs = contenu.get("champs") or {}
    try:
        copy_provenance(path, docx, {name for name, value in champs.items() if str(value).strip()})
    except DeliberiaError as error:
        return str(error)
    return ""


def list_points(passage: Passage, reponse: str, texte: str) -> list[Finding]:
    """Return what is left to check in a passage that is being edited.

    A remark goes once the words that it quotes are gone; one that quotes none goes at the first change.

    Args:
        passage: as it was proposed.
        reponse: as it now stands.
        texte: the act, where the findings get their places.
    """
    from deliberia.assistance import find_points, locate_remark

    left = []
    for remarque, point in zip(passage.remarques, find_points(passage), strict=True):
        if locate_remark(remarque, passage.texte):
            is_left = bool(locate_remark(remarque, reponse))
        else:
            is_left = reponse.strip() == passage.texte.strip()
        if is_left:
            start, end = next(iter(_locate_in(remarque, reponse, texte)), (None, None))
            left.append(replace(point, message=remarque, start=start, end=end))  # its place says the rest
    return left


def _locate_in(remarque: str, reponse: str, texte: str) -> list[tuple[int, int]]:
    """Return the places of a remark in the act that are in this answer, not in what surrounds it."""
    from deliberia.assistance import locate_remark

    begin = texte.find(reponse)
    end = begin + len(reponse)
    return [place for place in locate_remark(remarque, texte) if 0 <= begin <= place[0] and place[1] <= end]


def _open(settings: Any) -> Client:  # Any: the settings, imported only where they are used
    from deliberia.llm import open_client

    return open_client(settings)


def _make_dossier(contenu: Mapping[str, Any], seance: Seance, nom: str) -> Dossier:
    """Return the act as it stands, without the passage that is asked for: its answer would stand for it."""
    from deliberia.catalogue import get_template
    from deliberia.drafting import Dossier, parse_vote

    template = get_template(str(contenu.get("modele", "")))
    vote = contenu.get("vote")
    champs = keep_readable(template, contenu.get("champs") or {})
    champ = next((one for one in template.meta.champs if one.nom == nom), None)
    left_out = {nom, *(champ.synonymes if champ is not None else ())}
    return Dossier(
        seance=seance,
        modele=template.id,
        champs={name: value for name, value in champs.items() if name not in left_out},
        vote=parse_vote(vote) if vote else None,
        visas=tuple(str(visa) for visa in contenu.get("visas") or ()),
        numero=str(contenu.get("numero") or ""),
    )
