"""The journal of the decisions: append-only, sealed line by line, one file a reviewer and machine."""

from __future__ import annotations

from deliberia.revue.journal.entrees import Entree
from deliberia.revue.journal.fichiers import Anomalie, Ecart, JournalLu
from deliberia.revue.journal.identite import (
    find_machine,
    find_reviewer,
    find_session,
    load_reviewer,
    name_journal,
    save_reviewer,
)
from deliberia.revue.journal.journal import Journal

__all__ = [
    "Anomalie",
    "Ecart",
    "Entree",
    "Journal",
    "JournalLu",
    "find_machine",
    "find_reviewer",
    "find_session",
    "load_reviewer",
    "name_journal",
    "save_reviewer",
]
