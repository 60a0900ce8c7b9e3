"""The findings of a check, written as comments in a copy of the file."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from deliberia.auditing import Audit, check
from deliberia.auditing.rapports import annotate
from deliberia.errors import DocumentError
from deliberia.model import Severity

DATE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path, audit: Audit) -> Path:
    document = docx.Document()
    for line in audit.texte.split("\n"):
        document.add_paragraph(line)
    path = tmp_path / "acte.docx"
    document.save(str(path))
    return path


def test_findings_at_the_threshold_become_comments(path: Path, audit: Audit) -> None:
    read = check(path)
    start = read.texte.index("mille deux")
    quorum, amounts, figures, *_ = audit.findings
    findings = (quorum, replace(amounts, ignore="motif"), figures)
    found = replace(
        read, findings=tuple(replace(finding, start=start, end=start + 10) for finding in findings)
    )
    comments = list(docx.Document(io.BytesIO(annotate(found, path, date=DATE))).comments)
    assert len(comments) == 1
    lines = comments[0].text.split("\n")
    assert lines[0].startswith("Erreur SEA001 – Le quorum")
    assert lines[1] == "À faire\u00a0: Corrigez."
    assert lines[2].startswith("Fondement\u00a0: article\u00a0L.\u00a02121-17 du code général")
    everything = annotate(found, path, date=DATE, threshold=Severity.INFO)
    assert len(list(docx.Document(io.BytesIO(everything)).comments)) == 2
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(io.BytesIO(everything)) as copy:
        assert set(source.namelist()) <= set(copy.namelist())


def test_a_text_cannot_be_annotated(audit: Audit, tmp_path: Path) -> None:
    path = tmp_path / "acte.txt"
    path.write_text(audit.texte, encoding="utf-8")
    with pytest.raises(DocumentError, match="Seuls les fichiers"):
        annotate(audit, path, date=DATE)
