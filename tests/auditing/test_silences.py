"""Silence with a reason: kept, shown, and never without a reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from deliberia.auditing import check, render_terminal
from deliberia.auditing.rapports import render_html, render_sarif
from deliberia.auditing.silences import FILE_NAME

ACTE = (Path(__file__).parents[2] / "templates/deliberations/_exemple/acte-a-corriger.md").read_text("utf-8")
RULE = "SEA001"


def _ignored(audit: object) -> dict[str, str]:
    return {one.regle: one.ignore for one in audit.findings if one.ignore is not None}  # type: ignore[attr-defined]


def test_the_act_to_correct_breaks_the_rule() -> None:
    assert RULE in {finding.regle for finding in check(ACTE).iter_findings()}


@pytest.mark.parametrize(
    "sentence",
    [
        f"<!-- deliberia : ignorer {RULE} — quorum vérifié au registre -->",
        f"deliberia: ignorer {RULE} - quorum vérifié au registre.",
        f"Deliberia : ignorer {RULE.lower()} : quorum vérifié au registre",
        f"deliberia\u00a0: ignorer {RULE}, VOT001 – quorum vérifié au registre",
    ],
)
def test_a_sentence_in_the_text_silences_the_rule_with_its_reason(sentence: str) -> None:
    audit = check(f"{ACTE}\n\n{sentence}\n")
    assert _ignored(audit)[RULE] == "quorum vérifié au registre"
    assert RULE not in {finding.regle for finding in audit.iter_findings()}


def test_a_sentence_without_reason_silences_nothing_and_a_note_says_so() -> None:
    audit = check(f"{ACTE}\n\ndeliberia : ignorer {RULE}\n")
    assert _ignored(audit) == {}
    assert any("il manque le motif" in note for note in audit.notes)


def test_an_unknown_rule_is_said_unknown() -> None:
    audit = check(f"{ACTE}\n\ndeliberia : ignorer SEA999 — parce que\n")
    assert any("SEA999" in note and "aucune règle" in note for note in audit.notes)


def test_an_ordinary_sentence_silences_nothing() -> None:
    assert _ignored(check(f"{ACTE}\n\nLe conseil ne saurait ignorer {RULE} — ni le droit.\n")) == {}


def test_the_file_of_the_folder_silences_for_the_acts_it_names(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(ACTE, encoding="utf-8")
    (tmp_path / FILE_NAME).write_text(
        f"# ce que nous avons décidé\nignorer {RULE} a.md — vu avec la préfecture\n", encoding="utf-8"
    )
    assert _ignored(check(tmp_path / "a.md")) == {RULE: "vu avec la préfecture"}
    assert _ignored(check(tmp_path / "b.md")) == {}


def test_the_file_of_the_folder_may_speak_for_all_its_acts(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ACTE, encoding="utf-8")
    (tmp_path / FILE_NAME).write_text(f"deliberia : ignorer {RULE} — registre à part\n", encoding="utf-8")
    assert _ignored(check(tmp_path / "a.md")) == {RULE: "registre à part"}


@pytest.mark.parametrize("sign", [" : ", " - ", ": ", " — ", " – ", "\u00a0: "])
@pytest.mark.parametrize("name", ["", " acte.md"])
def test_the_reason_follows_any_sign_in_the_file_of_the_folder_too(
    tmp_path: Path, sign: str, name: str
) -> None:
    (tmp_path / "acte.md").write_text(ACTE, encoding="utf-8")
    text = f"IGNORER {RULE.lower()}, VOT001{name}{sign}registre à part\r\n"
    (tmp_path / FILE_NAME).write_bytes(text.encode())
    assert _ignored(check(tmp_path / "acte.md"))[RULE] == "registre à part"


def test_every_report_keeps_the_silenced_finding_and_its_reason() -> None:
    audit = check(f"{ACTE}\n\ndeliberia : ignorer {RULE} — quorum vérifié au registre\n")
    for report in (render_terminal(audit), render_html([audit]), render_sarif([audit])):
        assert RULE in report
        assert "quorum vérifié au registre" in report
    silenced = [one for one in audit.as_dict()["constats"] if one["regle"] == RULE]
    assert [one["ignore"] for one in silenced] == ["quorum vérifié au registre"]


def _add_part(data: bytes, replaced: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            if item.filename not in replaced:
                new.writestr(item, old.read(item.filename))
        for name, content in replaced.items():
            new.writestr(name, content)
    return out.getvalue()


def test_a_comment_of_word_silences(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for line in ACTE.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    data = stream.getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="comments.xml"/></Relationships>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comment = (
        f'<w:comments xmlns:w="{space}"><w:comment w:id="0" w:author="Camille Roux"><w:p><w:r>'
        f"<w:t>deliberia : ignorer {RULE}</w:t></w:r><w:r><w:t> — registre relu</w:t></w:r></w:p>"
        "</w:comment></w:comments>"
    )
    path = tmp_path / "acte.docx"
    path.write_bytes(
        _add_part(
            data,
            {
                "word/_rels/document.xml.rels": relations.replace("</Relationships>", link).encode(),
                "word/comments.xml": comment.encode(),
            },
        )
    )
    assert _ignored(check(path)) == {RULE: "registre relu"}


def test_a_comment_of_a_page_silences(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in ACTE.splitlines() if line)
    path = tmp_path / "acte.html"
    path.write_text(
        f"<html><body>{body}<!-- deliberia : ignorer {RULE} — registre relu --></body></html>",
        encoding="utf-8",
    )
    assert _ignored(check(path)).get(RULE) == "registre relu"


def test_a_text_read_on_a_picture_gives_no_error() -> None:
    from deliberia.auditing.controle import _check
    from deliberia.auditing.sources import Source
    from deliberia.model import Severity

    sure = _check(Source(ACTE), None, None, None)
    doubtful = _check(Source(ACTE, is_reconnu=True), None, None, None)
    assert sure.count(Severity.ERREUR) > 0
    assert doubtful.count(Severity.ERREUR) == 0
    assert len(doubtful.findings) == len(sure.findings)
