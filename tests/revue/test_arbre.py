"""Which files of a folder are acts to review."""

from __future__ import annotations

from pathlib import Path

from deliberia.revue.arbre import iter_sources


def test_the_papers_of_a_seance_and_the_reports_of_a_watch_are_not_acts(tmp_path: Path) -> None:
    (tmp_path / "papiers").mkdir()
    for name in ("acte.md", "papiers/convocation.docx", "proces-verbal.docx", "acte.md.controle.html"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [one.chemin for one in iter_sources(tmp_path)] == ["acte.md"]
