"""The findings of a check, as comments in a copy of the document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from deliberia.auditing.audit import Audit
from deliberia.auditing.rapports.libelles import comment_lines
from deliberia.documents import Commentaire, annotate_document
from deliberia.model import Severity
from deliberia.text import typeset


def annotate(
    audit: Audit, source: Path, *, date: dt.datetime, threshold: Severity = Severity.AVERTISSEMENT
) -> bytes:
    """Return a copy of the checked file with its findings as comments.

    Args:
        audit: the check of that very file: its offsets count in the text that is read again here.
        date: date of the comments, with its zone.
        threshold: findings less severe, and those that the user silenced, make no comment.

    Raises:
        DocumentError: the file is neither a DOCX nor an ODT, or can no longer be read.
    """
    commentaires = [
        Commentaire(
            start=finding.start,
            end=finding.end,
            lignes=tuple(typeset(line) for line in comment_lines(finding)),
        )
        for finding in audit.iter_findings(threshold)
    ]
    return annotate_document(source, commentaires, date=date)
