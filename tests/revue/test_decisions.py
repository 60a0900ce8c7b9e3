"""Decide, undo, disagree, settle, validate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.revue.conftest import ACTE, find

from deliberia.errors import ReviewError, UsageError
from deliberia.revue import Choix, Etat, EtatActe, Revue, find_obvious

Ouvrir = Callable[..., Revue]


def test_a_decision_keeps_who_when_why_and_what_was_seen(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    item = find(revue, "CGCT:L2311-7")
    entree = revue.decide(item, Choix.ACCEPTER, pourquoi="citation historique")
    assert entree.relecteur == "Claire Vasseur"
    assert entree.quand.endswith("+00:00")
    assert entree.pourquoi == "citation historique"
    seen = entree.vu
    assert (seen["cle"], seen["verdict"], seen["phrase"]) == ("CGCT:L2311-7", "deplace", item.phrase)
    assert seen["texte_sha256"] == revue.actes[item.acte].texte_sha256
    assert seen["base"] == {"etat": revue.base.etat.isoformat(), "empreinte": revue.base.empreinte}


def test_a_decision_is_found_again_when_the_folder_is_opened_again(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.REJETER)
    again = ouvrir()
    decision = again.judge(find(again, "CGCT:L2311-7")).decision
    assert decision is not None
    assert decision.choix == Choix.REJETER


def test_candidates_are_judged_and_only_a_successor_is_obvious(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    obvious = find_obvious(revue.list_candidates(find(revue, "CGCT:L2311-7")))
    assert obvious is not None
    assert obvious.cle == "CGCT:L1612-25"
    assert obvious.is_in_force
    near = revue.list_candidates(find(revue, "CGCT:L2121-999"))
    assert near
    assert find_obvious(near) is None


@pytest.mark.parametrize("typed", ["CGCT:L1612-25", "L. 1612-25", "L1612-25", "article L. 1612-25 du CGCT"])
def test_a_correction_is_verified_and_written_as_a_key(ouvrir: Ouvrir, typed: str) -> None:
    revue = ouvrir()
    entree = revue.decide(find(revue, "CGCT:L2311-7"), Choix.CORRIGER, par=typed)
    assert entree.par == "CGCT:L1612-25"
    assert entree.corps["controle"][0]["verdict"] == "en_vigueur"


def test_a_correction_never_touches_the_document(ouvrir: Ouvrir, dossier: Path) -> None:
    before = (dossier / "val-fleuri.txt").read_bytes()
    revue = ouvrir()
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.CORRIGER, par="CGCT:L1612-25")
    assert (dossier / "val-fleuri.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("CGCT:L2121-999", "ne peut pas servir"),
        ("CGCT:L2311-7", "ne peut pas servir"),
        ("LOI:2099-1", "n’a pas pu être vérifiée"),
        ("n’importe quoi", "Aucune référence"),
        ("CGCT:n’importe quoi 2", "Aucune référence"),
    ],
)
def test_a_dead_invented_or_unknown_correction_is_refused(ouvrir: Ouvrir, typed: str, reason: str) -> None:
    revue = ouvrir()
    with pytest.raises(ReviewError, match=reason):
        revue.decide(find(revue, "CGCT:L2311-7"), Choix.CORRIGER, par=typed)
    assert not revue.journal.entrees


def test_a_correction_that_the_base_does_not_know_is_recorded_on_request(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    item = find(revue, "CGCT:L2311-7")
    entree = revue.decide(item, Choix.CORRIGER, par="LOI:2099-1", accepts_unknown=True)
    assert entree.corps["controle"][0]["verdict"] == "non_verifiable"
    with pytest.raises(ReviewError, match="ne peut pas servir"):
        revue.decide(item, Choix.CORRIGER, par="CGCT:L2121-999", accepts_unknown=True)


@pytest.mark.parametrize("choix", [Choix.RENVOYER, Choix.COMMENTER])
def test_asking_back_and_commenting_need_words(ouvrir: Ouvrir, choix: Choix) -> None:
    revue = ouvrir()
    with pytest.raises(UsageError, match="pourquoi"):
        revue.decide(find(revue, "CGCT:L2311-7"), choix, pourquoi="  ")


def test_a_comment_decides_nothing(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    item = find(revue, "CGCT:L2311-7")
    revue.decide(item, Choix.COMMENTER, pourquoi="à revoir avec la trésorerie")
    situation = revue.judge(item)
    assert situation.etat is Etat.A_DECIDER
    assert situation.remarques[0].pourquoi == "à revoir avec la trésorerie"


def test_undo_adds_a_line_and_gives_back_the_decision_before(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    item = find(revue, "CGCT:L2311-7")
    revue.decide(item, Choix.ACCEPTER)
    revue.decide(item, Choix.REJETER)
    revue.undo()
    decision = revue.judge(item).decision
    assert decision is not None
    assert decision.choix == Choix.ACCEPTER
    revue.undo(item.id)
    assert revue.judge(item).etat is Etat.A_DECIDER
    assert [one.choix for one in revue.journal.entrees] == ["accepter", "rejeter", "annuler", "annuler"]
    with pytest.raises(UsageError, match="rien à annuler"):
        revue.undo()


def test_nobody_undoes_what_another_decided(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.ACCEPTER)
    with pytest.raises(UsageError, match="ses propres décisions"):
        ouvrir("Bastien Roure").undo()


def test_two_reviewers_who_agree_are_both_kept(ouvrir: Ouvrir) -> None:
    for who in ("Claire Vasseur", "Bastien Roure"):
        revue = ouvrir(who)
        revue.decide(find(revue, "CGCT:L2311-7"), Choix.ACCEPTER)
    situation = revue.judge(find(revue, "CGCT:L2311-7"))
    assert situation.etat is Etat.DECIDE
    assert {one.relecteur for one in situation.avis} == {"Claire Vasseur", "Bastien Roure"}


def test_a_disagreement_is_kept_and_holds_the_act_back_until_it_is_settled(ouvrir: Ouvrir) -> None:
    first, second = ouvrir(), ouvrir("Bastien Roure")
    first.decide(find(first, "CGCT:R2121-10"), Choix.ACCEPTER)
    second.decide(find(second, "CGCT:R2121-10"), Choix.REJETER)
    third = ouvrir("Odile Charbonnel")
    item = find(third, "CGCT:R2121-10")
    acte = third.actes[item.acte]
    assert third.judge(item).etat is Etat.DESACCORD
    assert third.judge_act(acte).etat is EtatActe.DESACCORD
    with pytest.raises(ReviewError, match="désaccord reste à trancher"):
        third.validate(acte)
    with pytest.raises(UsageError, match="pourquoi"):
        third.decide(item, Choix.ACCEPTER, is_arbitrage=True)
    third.decide(item, Choix.ACCEPTER, is_arbitrage=True, pourquoi="article cité pour mémoire")
    situation = third.judge(item)
    assert situation.etat is Etat.DECIDE
    assert len(situation.avis) == 3
    assert third.validate(acte).choix == Choix.VALIDER
    with pytest.raises(ReviewError, match="pas de désaccord"):
        third.decide(item, Choix.REJETER, is_arbitrage=True, pourquoi="encore")


def test_a_reviewer_who_changes_mind_ends_the_disagreement(ouvrir: Ouvrir) -> None:
    first, second = ouvrir(), ouvrir("Bastien Roure")
    first.decide(find(first, "CGCT:R2121-10"), Choix.ACCEPTER)
    second.decide(find(second, "CGCT:R2121-10"), Choix.REJETER)
    second.decide(find(second, "CGCT:R2121-10"), Choix.ACCEPTER)
    second.refresh_journals()
    assert second.judge(find(second, "CGCT:R2121-10")).etat is Etat.DECIDE


def test_an_act_is_validated_only_when_its_queue_is_empty(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    acte = revue.actes["val-fleuri.txt"]
    with pytest.raises(ReviewError, match="2 points restent à décider"):
        revue.validate(acte)
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.ACCEPTER)
    revue.decide(find(revue, "CGCT:L2121-999"), Choix.REJETER)
    assert revue.judge_act(acte).etat is EtatActe.PRET
    entree = revue.validate(acte)
    assert entree.corps["reserves"] == 1
    situation = revue.judge_act(acte)
    assert situation.etat is EtatActe.VALIDE
    assert situation.reserves == 1


def test_an_act_asked_back_is_not_validated(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    acte = revue.actes["val-fleuri.txt"]
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.RENVOYER, pourquoi="quel article ?")
    revue.decide(find(revue, "CGCT:L2121-999"), Choix.ACCEPTER)
    assert revue.judge_act(acte).etat is EtatActe.RENVOYE
    with pytest.raises(ReviewError, match="renvoyé à l’auteur"):
        revue.validate(acte)


def test_a_whole_act_can_be_sent_back_until_its_file_changes(ouvrir: Ouvrir, dossier: Path) -> None:
    revue = ouvrir()
    acte = revue.actes["roche-basse/propre.txt"]
    with pytest.raises(UsageError, match="pourquoi"):
        revue.send_back(acte, " ")
    revue.send_back(acte, "il manque le plan")
    assert revue.judge_act(acte).etat is EtatActe.RENVOYE
    acte.path.write_text(acte.path.read_text(encoding="utf-8") + "Plan joint.\n", encoding="utf-8")
    again = ouvrir()
    assert again.judge_act(again.actes["roche-basse/propre.txt"]).etat is EtatActe.PRET


def test_a_validation_falls_when_the_file_changes_and_is_remembered(ouvrir: Ouvrir, dossier: Path) -> None:
    revue = ouvrir()
    for cle in ("CGCT:L2311-7", "CGCT:L2121-999"):
        revue.decide(find(revue, cle), Choix.ACCEPTER)
    revue.validate(revue.actes["val-fleuri.txt"])
    (dossier / "val-fleuri.txt").write_text(ACTE + "Fait à Val-Fleuri.\n", encoding="utf-8")
    again = ouvrir()
    situation = again.judge_act(again.actes["val-fleuri.txt"])
    assert situation.etat is EtatActe.PRET
    assert [one.relecteur for one in situation.perimees] == ["Claire Vasseur"]


def test_undoing_a_decision_takes_the_validation_away(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    item = find(revue, "CGCT:R2121-10")
    revue.decide(item, Choix.ACCEPTER)
    acte = revue.actes[item.acte]
    revue.validate(acte)
    revue.undo(item.id)
    assert revue.judge_act(acte).etat is EtatActe.A_RELIRE


def test_an_altered_line_counts_for_nothing(ouvrir: Ouvrir) -> None:
    revue = ouvrir()
    revue.decide(find(revue, "CGCT:L2311-7"), Choix.REJETER)
    path = revue.journal.path
    path.write_text(path.read_text(encoding="utf-8").replace('"rejeter"', '"accepter"'), encoding="utf-8")
    again = ouvrir()
    assert again.judge(find(again, "CGCT:L2311-7")).etat is Etat.A_DECIDER


def test_two_windows_of_one_reviewer_see_each_other(ouvrir: Ouvrir) -> None:
    first, second = ouvrir(), ouvrir()
    first.decide(find(first, "CGCT:L2311-7"), Choix.ACCEPTER)
    second.decide(find(second, "CGCT:L2121-999"), Choix.ACCEPTER)
    assert second.judge(find(second, "CGCT:L2311-7")).etat is Etat.DECIDE
    assert second.refresh_journals()
    assert not second.refresh_journals()
    assert first.refresh_journals()
    assert first.judge(find(first, "CGCT:L2121-999")).etat is Etat.DECIDE
    assert first.journal.verify() == ()
