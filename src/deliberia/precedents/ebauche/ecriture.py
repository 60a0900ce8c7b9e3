"""The three files of a template, written so that a secretary can go on by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from deliberia.catalogue.installing import quote_toml
from deliberia.precedents.ebauche.champs import Field


class Proposal(NamedTuple):
    """A visa that is not kept, and why."""

    texte: str
    """As it stood, without names."""
    motif: str
    successeurs: tuple[str, ...]
    """Keys to look at, never written as visas."""


class Head(NamedTuple):
    """What the metadata say of the act."""

    nom: str
    titre: str
    resume: str
    domaine: str
    matiere: str
    organe: str
    regle_de_vote: str
    transmission: str
    echeance: str
    prend_acte: bool
    verifie_le: dt.date


def write_meta(
    head: Head,
    fields: Iterable[Field],
    visas: Iterable[str],
    proposals: Iterable[Proposal],
    doubts: list[str],
) -> str:
    """Give `meta.toml`."""
    lines = [
        "# Ébauche faite à partir d’un acte : relisez chaque ligne, puis « deliberia modeles verifier ».",
        "format = 1",
        *_pairs(
            nom=head.nom, titre=head.titre, resume=head.resume, domaine=head.domaine, matiere=head.matiere
        ),
        f"organes = [{quote_toml(head.organe)}]",
        *_pairs(regle_de_vote=head.regle_de_vote, transmission=head.transmission, echeance=head.echeance),
    ]
    if head.prend_acte:
        lines.append("prend_acte = true")
    lines += [f"verifie_le = {head.verifie_le.isoformat()}", "a_verifier = ["]
    lines += [f"    {quote_toml(doubt)}," for doubt in doubts]
    lines.append("]")
    kept = list(visas)
    if not kept:
        lines.append("visas = []")
    asked = list(fields)
    if not asked:
        lines.append("champs = []")
    for field in asked:
        lines += ["", "[[champs]]", *_describe(field)]
        for sub in field.sous_champs:
            lines += ["", "[[champs.sous_champs]]", *_describe(sub)]
    for key in kept:
        lines += ["", "[[visas]]", f"cle = {quote_toml(key)}"]
    for one in proposals:
        lines += ["", f"# Non repris : {_comment(one.texte)}", f"# {_comment(one.motif)}"]
        for key in one.successeurs:
            lines += [
                "# Proposé à la place, à vérifier avant d’ôter les « # » :",
                "# [[visas]]",
                f"# cle = {quote_toml(key)}",
            ]
    return "\n".join(lines) + "\n"


def _pairs(**values: str) -> list[str]:
    return [f"{key} = {quote_toml(value)}" for key, value in values.items()]


def _comment(text: str) -> str:
    return " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())


def _describe(field: Field) -> Iterator[str]:
    yield from _pairs(nom=field.nom, type=field.type, question=field.question)
    if field.tiers:
        yield "tiers = true"
    if field.aide:
        yield from _pairs(aide=field.aide)
    if field.unite:
        yield from _pairs(unite=field.unite)
    if not field.requis:
        yield "requis = false"


def write_example(fields: Iterable[Field], *, prend_acte: bool) -> str:
    """Give `exemple.toml`: the values of the act, but those of people."""
    asked = list(fields)
    lines = ["# Des personnes et des lieux imaginaires seulement.", "[champs]"]
    lines += [f"{field.nom} = {write_value(field.exemple)}" for field in asked]
    lines += ["", "[vote]", 'mode = "public ordinaire"']
    if not prend_acte:
        lines += ["votants = 10", "pour = 10", "contre = 0", "abstentions = 0"]
    else:
        lines[-2:] = ["[vote]", "prend_acte = true"]
    return "\n".join(lines) + "\n"


def write_value(value: Any) -> str:
    """Write one value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral() else f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(write_value(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {write_value(one)}' for key, one in value.items())} }}"
    return quote_toml(str(value))
