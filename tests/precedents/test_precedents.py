"""Past acts: found again, judged today, used again without their dead references."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from deliberia.cli.main import run
from deliberia.drafting import example_dossier
from deliberia.errors import DataError
from deliberia.model import VerdictKind
from deliberia.precedents import guess_template, open_index, reverify, seed
from deliberia.precedents.index import Index

TODAY = dt.date(2026, 11, 22)
ACTE = """République française
Commune de {commune}

Délibération n° {numero}
Séance du {jour}

Objet : {objet}

Vu le code général des collectivités territoriales, notamment son article L. 2121-29 ;
Vu la loi n° 84-53 du 26 janvier 1984 portant dispositions statutaires ;
Vu la délibération du 12 mars 2015 ;
Considérant l’intérêt local ;
Le conseil municipal, après en avoir délibéré, décide :
Article 1 : {decision}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    acts = tmp_path / "actes"
    (acts / "2019").mkdir(parents=True)
    (acts / "2019" / "salle.txt").write_text(
        ACTE.format(
            commune="Val-Fleuri",
            numero="2019-12",
            jour="14 mai 2019",
            objet="Tarifs de la salle des fêtes",
            decision="le tarif de la salle des fêtes est fixé à 120 €.",
        ),
        encoding="utf-8",
    )
    (acts / "subvention.md").write_text(
        ACTE.format(
            commune="Aubrac-sur-Lot",
            numero="2022-03",
            jour="8 mars 2022",
            objet="Attribution d’une subvention à une association",
            decision="une subvention de 1 500 € est attribuée au comité des fêtes.",
        ),
        encoding="utf-8",
    )
    (acts / "casse.docx").write_bytes(b"PK casse")
    return acts


@pytest.fixture
def index(tmp_path: Path, folder: Path) -> Iterator[Index]:
    with open_index(tmp_path / "index.sqlite") as made:
        made.add(sorted(folder.rglob("*.*")))
        yield made


def _ids(index: Index, words: str, **filters: object) -> list[str]:
    return [hit.numero for hit in index.search(words, **filters)]  # type: ignore[arg-type]


def test_acts_are_kept_and_what_cannot_be_read_is_told(tmp_path: Path, folder: Path) -> None:
    with open_index(tmp_path / "i.sqlite") as index:
        report = index.add(sorted(folder.rglob("*.*")))
        assert (report.ajoutes, report.actes, len(report.refus)) == (2, 2, 1)
        assert "casse.docx" in report.refus[0]
        again = index.add(sorted(folder.rglob("*.*")))
        assert (again.ajoutes, again.inchanges) == (0, 2)
        assert len(index) == 2


def test_words_are_found_without_accents_and_by_their_beginning(index: Index) -> None:
    assert _ids(index, "SALLE FETES") == ["2019-12", "2022-03"][:1] or _ids(index, "salle") == ["2019-12"]
    assert _ids(index, "salle") == ["2019-12"]
    assert _ids(index, "subven") == ["2022-03"]
    assert _ids(index, "hippopotame") == []


def test_year_authority_and_kind_narrow_the_search(index: Index) -> None:
    assert _ids(index, "") == ["2022-03", "2019-12"]
    assert _ids(index, "", annee=2019) == ["2019-12"]
    assert _ids(index, "", collectivite="aubrac") == ["2022-03"]
    assert _ids(index, "", genre="subvention") == ["2022-03"]
    assert _ids(index, "fêtes", annee=2022) == ["2022-03"]


@pytest.mark.parametrize("words", ['" OR 1', "a* NEAR(b", "';--", "()", "-"])
def test_what_is_typed_is_never_an_operator(index: Index, words: str) -> None:
    index.search(words)


def test_a_file_that_an_earlier_version_read_is_read_again(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [path for path in folder.rglob("*") if path.suffix in (".txt", ".md")]
    assert index.add(files).inchanges == 2
    monkeypatch.setattr("deliberia.precedents.index._READING", 99)
    report = index.add(files)
    assert (report.ajoutes, report.inchanges) == (2, 0)
    assert len(index) == 2


def test_minutes_that_are_not_cut_into_their_acts_have_a_name(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "pv.txt"
    path.write_text(
        "PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL\nCommune de Val-Fleuri\n"
        "Séance du 17 novembre 2026\n\n"
        "Étaient présents : Mme Claire Vasseur, M. Paul Astruc, Mme Odile Charbonnel.\n"
        "Convocation du 10 novembre 2026. Nombre de membres en exercice : 11\n\nOrdre du jour :\n- Voirie\n\n"
        "Le maire ouvre la séance. Le conseil municipal, après en avoir délibéré, approuve les travaux "
        "de voirie à l’unanimité.\n",
        encoding="utf-8",
    )
    index.add([path])
    (hit,) = index.search("travaux de voirie")
    assert hit.objet == "Procès-verbal de la séance du 17 novembre 2026"


def test_a_changed_file_is_read_again_and_a_lost_one_forgotten(
    tmp_path: Path, folder: Path, index: Index
) -> None:
    path = folder / "subvention.md"
    path.write_text(path.read_text(encoding="utf-8").replace("comité", "harmonie"), encoding="utf-8")
    index.add([path])
    assert _ids(index, "harmonie") == ["2022-03"]
    assert _ids(index, "comité") == []
    path.unlink()
    assert index.forget_missing([tmp_path / "ailleurs", tmp_path / "index.sqlite"]) == 0
    assert index.forget_missing([folder]) == 1
    assert _ids(index, "harmonie") == []


def test_a_folder_that_is_unplugged_is_not_forgotten(tmp_path: Path, folder: Path, index: Index) -> None:
    folder.rename(tmp_path / "debranche")
    assert index.forget_missing([folder]) == 0
    assert len(index) == 2


def _spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:] = b"A" * (len(data) - 8192)
    path.write_bytes(data)


def test_a_spoilt_index_is_told_in_one_sentence(
    tmp_path: Path, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    index.close()
    _spoil(tmp_path / "index.sqlite")
    for line in (["chercher", "subvention"], ["montrer", "1"], ["ajouter", str(tmp_path / "actes")]):
        assert run(["precedents", *line, "--index", str(tmp_path / "index.sqlite")]) == 3
        assert "index de précédents" in capsys.readouterr().err


def test_a_busy_index_is_not_called_a_wrong_one(
    tmp_path: Path, folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberia.precedents.index._PATIENCE", 0)
    holder = sqlite3.connect(tmp_path / "index.sqlite")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DataError, match="Un autre ajout est en cours"):
        open_index(tmp_path / "index.sqlite")
    holder.close()


def test_an_index_that_cannot_be_written_is_said_so(tmp_path: Path, folder: Path, index: Index) -> None:
    index.close()
    path = tmp_path / "index.sqlite"
    other = open_index(path)
    other._connection.execute("PRAGMA query_only = ON")
    (folder / "nouveau.md").write_text("Commune de Val-Fleuri\n", encoding="utf-8")
    with pytest.raises(DataError, match="lecture seule"), other:
        other.add([folder / "nouveau.md"])


def test_processes_that_add_at_once_keep_each_act_once(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "neuf.sqlite"
    script = (
        "import sys; from pathlib import Path; from deliberia.precedents import open_index\n"
        "with open_index(Path(sys.argv[1])) as index: index.add(sorted(Path(sys.argv[2]).rglob('*.*')))"
    )
    line = [sys.executable, "-c", script, str(path), str(folder)]
    for process in [subprocess.Popen(line) for _ in range(3)]:
        assert process.wait(60) == 0
    with open_index(path) as index:
        assert len(index) == 2


def test_a_number_beyond_all_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["precedents", "montrer", "9" * 30]) == 2


def test_its_citations_are_judged_today(index: Index) -> None:
    hit = index.search("salle")[0]
    verdicts = {
        target.target.cle: target.verdict.kind
        for one in reverify(index.get(hit.id), on=TODAY)
        for target in one.targets
        if target.verdict is not None
    }
    assert verdicts["CGCT:L2121-29"] is VerdictKind.EN_VIGUEUR
    assert verdicts["LOI:84-53"] is not VerdictKind.EN_VIGUEUR


def test_a_new_draft_takes_the_facts_and_never_a_dead_visa(index: Index) -> None:
    precedent = index.get(index.search("subvention")[0].id)
    assert guess_template(precedent) == "subvention-association"
    made = seed(precedent, "subvention-association", on=TODAY)
    assert made.champs == {"montant": 1500}  # « objet » asks what the money is for, not the title of the act
    sorts = {visa.texte[:20]: visa.sort for visa in made.visas}
    assert sorts["Vu le code général d"] == "garde"
    assert sorts["Vu la délibération d"] == "retire"
    kept = made.list_visas(replace_dead=False)
    assert not any("84-53" in visa for visa in kept)
    assert not any("84-53" in visa for visa in made.list_visas(replace_dead=True))


def test_a_visa_cut_by_the_page_or_glued_to_the_next_paragraph_is_written_anew(tmp_path: Path) -> None:
    acte = ACTE.format(
        commune="Val-Fleuri", numero="1", jour="12 mars 2024", objet="Subvention", decision="décide."
    )
    cut = acte.replace(
        "Vu la délibération du 12 mars 2015 ;\n",
        "Vu le décret n° 2001-495 du 6 juin 2001, pris pour l’application de l’article 10 de la loi\n"
        "n° 2000-321 du 12 avril 2000\n",
    )
    path = tmp_path / "acte.md"
    path.write_text(cut, encoding="utf-8")
    with open_index(tmp_path / "i.sqlite") as index:
        index.add([path])
        made = seed(index.get(1), "subvention-association", on=TODAY)
    visas = [visa.replace("\u00a0", " ") for visa in made.list_visas(replace_dead=True)]
    assert "Vu le décret n° 2001-495 du 6 juin 2001" in visas
    assert "Vu la loi n° 2000-321 du 12 avril 2000, notamment son article 10" in visas
    assert not any(visa.endswith("du 12") or "l’le" in visa for visa in visas)


def test_an_index_that_is_not_one_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "autre.sqlite"
    path.write_bytes(b"pas une base" * 100)
    with pytest.raises(DataError, match="index de précédents"):
        open_index(path)
    assert path.read_bytes().startswith(b"pas une base")
    with pytest.raises(DataError, match="ajouter DOSSIER"):
        open_index(tmp_path / "absent.sqlite", must_exist=True)


def test_the_commands_from_the_folder_to_the_new_draft(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIBERIA_PRECEDENTS", str(tmp_path / "p.sqlite"))
    assert run(["precedents", "ajouter", str(folder)]) == 3
    capsys.readouterr()
    assert run(["precedents", "chercher", "subvention", "--format", "json"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)["reponses"]
    assert run(["precedents", "montrer", str(hit["id"])]) == 0
    assert "non vérifiable" not in capsys.readouterr().out.split("Références")[0]
    example_dossier(tmp_path / "ex")
    target = tmp_path / "ex" / "nouveau.toml"
    assert run(["precedents", "reprendre", str(hit["id"]), "-o", str(target)]) == 0
    content = tomllib.loads(target.read_text(encoding="utf-8"))
    assert content["modele"] == "subvention-association"
    assert content["champs"] == {"montant": 1500}
    command = ["rediger", content["modele"], "--seance", str(tmp_path / "ex" / "seance.toml")]
    assert run([*command, "--donnees", str(target)]) == 1  # a projet: values are missing
    assert "L. 2121-29" in capsys.readouterr().out.replace("\u00a0", " ")
    assert run(["precedents", "montrer", "999"]) == 3
