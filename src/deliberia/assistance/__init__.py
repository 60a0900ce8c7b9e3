"""A language model that writes and cannot lie about the law: guard, passages, second reading, duties.

    propose_passages(template, dossier, client, ...) -> tuple[Passage, ...]
    guard(text, allowed=..., facts=..., on=...) -> Jugement     `propose` or `retenu`, with the reasons
    read_facts(texts) / gather_facts(template, ...) -> Facts     what a passage may say
    rewrite, shorten, propose_title, explain_finding            other actions, same guard
    find_incoherences(audit, client) -> Lecture                 advice, never a verdict
    describe_processing(settings) -> Registre                   the entry of the register of processing

Nothing here decides: a passage that is not held is proposed, and a person accepts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.assistance.actions import Proposition, explain_finding, propose_title, rewrite, shorten
    from deliberia.assistance.constats import explain_constat
    from deliberia.assistance.facts import Facts, read_facts
    from deliberia.assistance.gathering import gather_facts
    from deliberia.assistance.guarding import guard
    from deliberia.assistance.lecture import Lecture, add_remarks, find_incoherences, is_remark
    from deliberia.assistance.lots import Bilan, LotAssistant, Passages
    from deliberia.assistance.passages import (
        find_points,
        insert_passages,
        prepare_places,
        propose_passages,
    )
    from deliberia.assistance.prompts import Secrets
    from deliberia.assistance.provenance import (
        accept_passages,
        copy_provenance,
        provenance_path,
        read_passages,
        write_provenance,
    )
    from deliberia.assistance.records import (
        Consommation,
        Etat,
        Jugement,
        Origine,
        Passage,
        Usage,
        locate_remark,
    )
    from deliberia.assistance.registre import Registre, describe_processing

__all__ = [
    "Bilan",
    "Consommation",
    "Etat",
    "Facts",
    "Jugement",
    "Lecture",
    "LotAssistant",
    "Origine",
    "Passage",
    "Passages",
    "Proposition",
    "Registre",
    "Secrets",
    "Usage",
    "accept_passages",
    "add_remarks",
    "copy_provenance",
    "describe_processing",
    "explain_constat",
    "explain_finding",
    "find_incoherences",
    "find_points",
    "gather_facts",
    "guard",
    "insert_passages",
    "is_remark",
    "locate_remark",
    "prepare_places",
    "propose_passages",
    "propose_title",
    "provenance_path",
    "read_facts",
    "read_passages",
    "rewrite",
    "shorten",
    "write_provenance",
]

_HOMES = {
    "actions": ("Proposition", "explain_finding", "propose_title", "rewrite", "shorten"),
    "constats": ("explain_constat",),
    "facts": ("Facts", "read_facts"),
    "gathering": ("gather_facts",),
    "guarding": ("guard",),
    "lecture": ("Lecture", "add_remarks", "find_incoherences", "is_remark"),
    "lots": ("Bilan", "LotAssistant", "Passages"),
    "passages": ("find_points", "insert_passages", "prepare_places", "propose_passages"),
    "prompts": ("Secrets",),
    "provenance": (
        "accept_passages",
        "copy_provenance",
        "provenance_path",
        "read_passages",
        "write_provenance",
    ),
    "records": ("Consommation", "Etat", "Jugement", "Origine", "Passage", "Usage", "locate_remark"),
    "registre": ("Registre", "describe_processing"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
