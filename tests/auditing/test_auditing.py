"""The use case as scripts and commands see it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from deliberia.auditing import Audit, Failure, check, check_many, read_citations, render_terminal
from deliberia.errors import DocumentError
from deliberia.model import Collectivite, CollectiviteSorte, Forme, Severity
from deliberia.resources import data_dir

FOLDER = Path(__file__).parent
FAUTIF = data_dir("templates") / "_exemple/acte-a-corriger.md"
CLEAN = FOLDER / "acte_corrige.md"
TEXT = CLEAN.read_text(encoding="utf-8")

MINUTES = """Commune de Val-Fleuri
Procès-verbal du conseil municipal
Séance du mardi 17 novembre 2026

L’an deux mille vingt-six, le dix-sept novembre, le conseil municipal, convoqué le 10 novembre 2026,
s’est réuni sous la présidence de Mme Claire Vasseur, maire. Secrétaire de séance : M. Étienne Delmas.

Ordre du jour : subvention, tarifs.

Délibération n° 2026-042 : Attribution d’une subvention
Vu l’article L. 2121-29 du code général des collectivités territoriales ;
Le conseil municipal, après en avoir délibéré, attribue une subvention de 1 500 € à l’association
Les Amis du Lac pour la restauration du ponton, au titre de l’exercice 2026.
Adopté à l’unanimité : 9 voix pour, 2 contre, 0 abstention.

Délibération n° 2026-043 : Tarifs de la cantine
Madame le maire présente les tarifs du repas, inchangés depuis deux ans, et les effectifs de la rentrée.
Le conseil municipal, après en avoir délibéré, fixe le prix du repas à 4 € à compter du 1er janvier 2027.
Adopté à la majorité : 8 voix pour, 3 contre, 0 abstention.
"""


def test_a_path_is_a_file_and_a_string_is_the_text() -> None:
    assert check(CLEAN).texte == check(TEXT).texte
    assert check("tests/auditing/acte_corrige.md").texte == "tests/auditing/acte_corrige.md"


def test_the_bytes_of_a_file_are_read_too() -> None:
    assert check(CLEAN.read_bytes()).chemin == "-"


def test_the_date_is_read_in_the_text_unless_it_is_given() -> None:
    assert check(TEXT).date == dt.date(2026, 11, 17)
    audit = check(TEXT, date=dt.date(2020, 1, 15))
    assert audit.date == dt.date(2020, 1, 15)
    assert audit.is_date_given


def test_without_a_date_nothing_is_judged_and_the_note_says_so() -> None:
    audit = check("Le conseil municipal approuve, vu l’article L. 2121-29 du CGCT.")
    assert audit.date is None
    assert all(target.verdict is None for citation in audit.citations for target in citation.targets)
    assert any("--date" in note for note in audit.notes)


def test_offsets_slice_back_to_the_citation() -> None:
    audit = check(TEXT)
    assert audit.citations
    assert all(
        audit.texte[judged.citation.start : judged.citation.end] == judged.citation.surface
        for judged in audit.citations
    )


def test_the_json_has_the_shape_of_the_contract() -> None:
    shape = check(CLEAN).as_dict()
    assert set(shape) >= {"chemin", "date", "constats"}
    faulty = check(FAUTIF).as_dict()["constats"][0]
    assert set(faulty) >= {
        "regle", "severite", "message", "correction", "fondement", "start", "end", "ignore", "origine"
    }  # fmt: skip
    cited = check(CLEAN).citations_as_dict()
    assert set(cited) == {"chemin", "date", "texte_sha256", "longueur", "citations"}
    target = cited["citations"][0]["targets"][0]
    assert set(target) >= {"kind", "cle", "verdict", "motif", "remplace_par", "url"}


def test_citations_alone_are_those_of_the_audit() -> None:
    assert read_citations(CLEAN).as_dict() == check(CLEAN).citations_as_dict()


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "casse.docx"
    broken.write_bytes(b"PK\x03\x04 ce n'est pas une archive")
    results = list(check_many([broken, CLEAN]))
    assert isinstance(results[0], Failure)
    assert isinstance(results[1], Audit)
    assert "casse.docx" in render_terminal(results[0])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        check(tmp_path / "absent.docx")


def test_minutes_are_cut_and_each_vote_is_checked() -> None:
    audit = check(MINUTES)
    assert [acte.forme for acte in audit.actes] == [Forme.PROCES_VERBAL, Forme.POINT, Forme.POINT]
    assert any("découpé en 2" in note for note in audit.notes)
    unanimity = [finding for finding in audit.findings if finding.regle == "VOT004"]
    assert len(unanimity) == 1
    assert audit.texte[unanimity[0].start : unanimity[0].end] == "unanimité"


def test_an_item_alone_is_not_blamed_for_the_heading_it_lacks() -> None:
    item = MINUTES[MINUTES.index("Délibération n° 2026-043") :]
    audit = check(item, date=dt.date(2026, 11, 17))
    assert audit.iter_findings(Severity.AVERTISSEMENT) == ()
    assert any("en-tête" in note for note in audit.notes)


def test_a_text_that_is_no_deliberation_is_said_so() -> None:
    audit = check("Rapport d’activité de la médiathèque. L’année 2025 a vu passer 4 200 lecteurs.")
    assert audit.findings == ()
    assert any("ne se présente pas comme une délibération" in note for note in audit.notes)


def test_special_regimes_are_notes_and_never_findings() -> None:
    ccas = Collectivite(nom="Val-Fleuri", sorte=CollectiviteSorte.CCAS)
    local = Collectivite(nom="Val-Fleuri", code_departement="67", population=430)
    assert any("CCAS" in note for note in check(TEXT, collectivite=ccas).notes)
    assert any("Alsace-Moselle" in note for note in check(TEXT, collectivite=local).notes)


def test_the_threshold_hides_what_is_less_severe() -> None:
    audit = check(FAUTIF)
    assert {finding.severite for finding in audit.iter_findings(Severity.ERREUR)} == {Severity.ERREUR}
    assert "Information" not in render_terminal(audit, threshold=Severity.AVERTISSEMENT)


def test_every_development_text_is_audited_without_a_crash(shared: Path) -> None:
    paths = sorted((shared / "corpus-dev" / "texts").glob("*.txt"))
    results = list(check_many(paths))
    assert paths
    assert not [result for result in results if isinstance(result, Failure)]
