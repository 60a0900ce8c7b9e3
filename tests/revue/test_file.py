"""What enters the queue, under which id, and what makes it come back."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.revue.conftest import ACTE, AUTRE, find

from deliberia.documents import write_docx
from deliberia.drafting import ExempleActe, draft, iter_examples
from deliberia.errors import ReviewError, UsageError
from deliberia.model import Severity
from deliberia.revue import (
    TO_DO,
    Cache,
    Choix,
    Etat,
    EtatActe,
    Filtre,
    Revue,
    Sorte,
    filter_items,
    open_queue,
)

Ouvrir = Callable[..., Revue]


def export(example: ExempleActe) -> Path:
    """Write the Word file of an act of the interface beside it."""
    dossier = example.dossier
    projet = draft(
        example.template,
        seance=dossier.seance,
        champs=dossier.champs,
        vote=dossier.vote,
        visas=dossier.visas,
        numero=dossier.numero,
    )
    return write_docx(projet, example.champs.with_suffix(".docx"))


def test_a_flagged_reference_comes_with_its_sentence_its_verdict_and_its_reason(ouvrir: Ouvrir) -> None:
    item = find(ouvrir(), "CGCT:L2311-7")
    assert item.sorte is Sorte.CITATION
    assert item.verdict == "deplace"
    assert item.severite is Severity.ERREUR
    assert item.phrase == "Vu l’article L. 2311-7 du code général des collectivités territoriales ;"
    assert item.phrase[item.debut : item.fin] == item.surface == "L. 2311-7"
    assert ACTE[item.start : item.end] == "L. 2311-7"
    assert "1er janvier 2026" in item.motif.replace("\xa0", " ")
    assert item.commune == "Val-Fleuri"


def test_a_reference_in_force_is_not_in_the_queue(ouvrir: Ouvrir) -> None:
    assert "CGCT:L2121-29" not in {item.cle for item in ouvrir().items.values()}


def test_an_act_of_the_commune_is_listed_but_holds_nothing_back(ouvrir: Ouvrir) -> None:
    item = next(item for item in ouvrir().items.values() if item.genre == "acte_local")
    assert not item.is_requis


def test_findings_of_a_rule_are_in_the_queue_and_do_not_repeat_a_verdict(dossier: Path) -> None:
    text = (
        "Commune de Val-Fleuri\nSéance du jeudi 17 novembre 2026\n"
        "Vu l’article L. 2311-7 du code général des collectivités territoriales ;\n"
    )
    (dossier / "jour.txt").write_text(text, encoding="utf-8")
    items = [item for item in open_queue(dossier).items.values() if item.acte == "jour.txt"]
    assert {(item.sorte.value, item.regle or item.cle) for item in items} == {
        ("constat", "FOR010"),
        ("citation", "CGCT:L2311-7"),
    }


def test_ids_are_the_same_at_each_reading(ouvrir: Ouvrir) -> None:
    assert list(ouvrir().items) == list(ouvrir().items)


def test_the_same_words_twice_are_two_items(dossier: Path) -> None:
    (dossier / "val-fleuri.txt").write_text(ACTE + ACTE.splitlines()[4] + "\n", encoding="utf-8")
    items = [item for item in open_queue(dossier).items.values() if item.cle == "CGCT:L2311-7"]
    assert len({item.id for item in items}) == 2


def test_a_change_elsewhere_in_the_act_keeps_what_was_decided(ouvrir: Ouvrir, dossier: Path) -> None:
    revue = ouvrir()
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.ACCEPTER)
    path = dossier / "val-fleuri.txt"
    path.write_text(ACTE + "Fait à Val-Fleuri.\n", encoding="utf-8")
    revue = ouvrir()
    assert revue.judge(find(revue, "CGCT:L2311-7")).etat is Etat.DECIDE


def test_an_item_whose_sentence_changed_is_open_again_and_says_why(ouvrir: Ouvrir, dossier: Path) -> None:
    revue = ouvrir()
    former = find(revue, "CGCT:L2311-7")
    revue.decide(former, Choix.ACCEPTER)
    changed = ACTE.replace("Vu l’article L. 2311-7", "Considérant l’article L. 2311-7")
    (dossier / "val-fleuri.txt").write_text(changed, encoding="utf-8")
    revue = ouvrir()
    item = find(revue, "CGCT:L2311-7")
    situation = revue.judge(item)
    assert item.id != former.id
    assert situation.etat is Etat.A_DECIDER
    assert "autre phrase" in situation.rouvert


def test_an_item_whose_day_changed_is_open_again(ouvrir: Ouvrir, dossier: Path) -> None:
    revue = ouvrir()
    revue.decide(find(revue, "CGCT:L2121-999"), Choix.ACCEPTER)
    changed = ACTE.replace("mardi 17 novembre 2026", "mercredi 18 novembre 2026")
    (dossier / "val-fleuri.txt").write_text(changed, encoding="utf-8")
    revue = ouvrir()
    assert revue.judge(find(revue, "CGCT:L2121-999")).etat is Etat.A_DECIDER


def test_nothing_is_recorded_on_a_file_that_changed_since_it_was_read(ouvrir: Ouvrir, dossier: Path) -> None:
    revue = ouvrir()
    (dossier / "val-fleuri.txt").write_text(ACTE + "Suite.\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="a changé depuis"):
        revue.decide(find(revue, "CGCT:L2311-7"), Choix.ACCEPTER)
    assert not revue.journal.entrees


def test_items_are_chosen_by_commune_kind_severity_verdict_state_act_and_words(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.ACCEPTER)
    pairs = [(item, revue.judge(item)) for item in revue.items.values()]

    def choose(filtre: Filtre) -> set[str]:
        return {item.cle or item.genre for item, _ in filter_items(pairs, filtre)}

    assert choose(Filtre(communes=frozenset({"roche-basse"}))) == {"CGCT:R2121-10", "acte_local"}
    assert choose(Filtre(verdicts=frozenset({"abroge", "inexistant"}))) == {"CGCT:R2121-10", "CGCT:L2121-999"}
    assert choose(Filtre(severites=frozenset({"info"}))) == {"acte_local"}
    assert choose(Filtre(sortes=frozenset({"acte_local"}))) == {"acte_local"}
    assert choose(Filtre(sortes=frozenset({"constat"}))) == set()
    assert choose(Filtre(etats=frozenset({"decide"}))) == {"CGCT:L2311-7"}
    assert choose(Filtre(actes=frozenset({"roche-basse"}))) == {"CGCT:R2121-10", "acte_local"}
    assert choose(Filtre(mots="general 2121-999")) == {"CGCT:L2121-999"}
    assert choose(TO_DO) == {"CGCT:L2121-999", "CGCT:R2121-10"}


def test_a_file_that_cannot_be_read_says_why_and_the_others_go_on(dossier: Path) -> None:
    (dossier / "casse.docx").write_bytes(b"PK\x03\x04 rien")
    revue = open_queue(dossier)
    assert revue.actes["casse.docx"].erreur
    assert revue.judge_act(revue.actes["casse.docx"]).etat is EtatActe.ILLISIBLE
    assert len(revue.actes) == 4


def test_hidden_files_the_bin_and_the_proofs_are_not_acts(dossier: Path) -> None:
    from deliberia.revue import export_proof

    (dossier / "corbeille").mkdir()
    (dossier / "corbeille" / "ancien.txt").write_text(AUTRE, encoding="utf-8")
    (dossier / ".cache.txt").write_text(AUTRE, encoding="utf-8")
    revue = open_queue(dossier, relecteur="Claire Vasseur")
    export_proof(revue, dossier / "preuve.html")
    assert set(open_queue(dossier).actes) == set(revue.actes)


def test_an_act_of_the_interface_is_read_from_its_fields_and_its_exact_export_is_not_read_twice(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "interface"
    example = next(iter_examples(folder))
    toml = folder / "subvention-association.toml"
    assert example.champs == toml
    docx = export(example)
    names = set(open_queue(folder).actes)
    assert "subvention-association.toml" in names
    assert "subvention-association.docx" not in names
    os.utime(docx, (1, 1))
    assert "subvention-association.docx" not in open_queue(folder).actes  # older than the fields


def test_an_export_changed_by_hand_is_reviewed_for_itself(tmp_path: Path) -> None:
    from docx import Document

    folder = tmp_path / "interface"
    example = next(iter_examples(folder))
    path = export(example)
    document = Document(str(path))
    document.add_paragraph("Vu l’article L. 2311-7 du code général des collectivités territoriales ;")
    document.save(str(path))
    revue = open_queue(folder)
    assert "subvention-association.docx" in revue.actes
    assert any(item.cle == "CGCT:L2311-7" and item.acte.endswith(".docx") for item in revue.items.values())


def test_an_incomplete_act_cannot_be_validated(tmp_path: Path) -> None:
    folder = tmp_path / "interface"
    list(iter_examples(folder))
    path = folder / "tarifs-communaux.toml"
    path.write_text('modele = "tarifs-communaux"\n', encoding="utf-8")
    revue = open_queue(folder, relecteur="Claire Vasseur")
    acte = revue.actes["tarifs-communaux.toml"]
    assert acte.obstacles
    with pytest.raises(ReviewError, match="Il manque la réponse à"):
        revue.validate(acte)
    for obstacle in acte.obstacles:
        assert not re.search(r"[a-z]_[a-z]|[a-z]\.[a-z]|[A-Z]+:", obstacle), "a code says nothing to her"


def test_the_second_opening_reads_from_the_cache_and_finds_the_same(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_queue(dossier, cache=Cache())
    from deliberia.revue import lecture

    def refuse(*args: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(lecture.Lecteur, "_audit", refuse)
    second = open_queue(dossier, cache=Cache())
    assert second.items == first.items


def test_a_cache_that_cannot_be_opened_changes_nothing(dossier: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "fichier"
    blocked.write_text("")
    assert open_queue(dossier, cache=Cache(blocked / "cache.sqlite")).items == open_queue(dossier).items
    damaged = tmp_path / "abime.sqlite"
    damaged.write_bytes(b"rien de lisible" * 100)
    assert open_queue(dossier, cache=Cache(damaged)).items == open_queue(dossier).items


def test_an_id_may_be_shortened_while_it_tells_one_item(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    item = find(revue, "CGCT:L2311-7")
    assert revue.get_item(item.id[:6]) == item
    with pytest.raises(UsageError, match="Aucun point"):
        revue.get_item("zzzzzz")
    with pytest.raises(UsageError, match="Aucun point"):
        revue.get_item(item.id[:2])


def test_a_change_of_the_commune_that_the_seance_names_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "interface"
    list(iter_examples(folder))
    (folder / "commune.toml").rename(tmp_path / "commune.toml")
    seance = folder / "seance.toml"
    text = seance.read_text(encoding="utf-8").replace('"commune.toml"', '"../commune.toml"')
    seance.write_text(text, encoding="utf-8")
    assert open_queue(folder, cache=Cache()).actes["tarifs-communaux.toml"].commune == "Val-Fleuri"
    commune = tmp_path / "commune.toml"
    renamed = commune.read_text(encoding="utf-8").replace("Val-Fleuri", "Val-Noir")
    commune.write_text(renamed, encoding="utf-8")
    acte = open_queue(folder, cache=Cache()).actes["tarifs-communaux.toml"]
    assert acte.commune == "Val-Noir"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="ce système n’a pas de tube nommé")
def test_a_pipe_never_stops_the_reading(dossier: Path) -> None:
    os.mkfifo(dossier / "tube.txt")
    assert "tube.txt" not in open_queue(dossier).actes


@pytest.mark.skipif(os.name != "posix", reason="un nom en octets quelconques")
def test_a_name_that_is_not_utf_8_is_read_and_decided(dossier: Path) -> None:
    os.rename(os.fsencode(dossier / "val-fleuri.txt"), os.fsencode(dossier) + b"/d\xe9lib.txt")
    revue = open_queue(dossier, relecteur="Claire Vasseur")
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.ACCEPTER, pourquoi="lu \udce9")
    assert revue.journal.verify() == ()
    again = open_queue(dossier)
    assert again.judge(find(again, "CGCT:L2311-7")).etat is Etat.DECIDE


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="n’existe pas"):
        open_queue(tmp_path / "absent")
