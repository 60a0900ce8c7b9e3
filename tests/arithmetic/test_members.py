"""Council, quorum, pouvoirs, ballots, money: what the worked examples leave out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deliberia.arithmetic as law
from deliberia.model import CollectiviteSorte, Pouvoir

PRESENTS = ("Mme Claire Vasseur", "M. Paul Roy", "Mme Inès Morel")


@given(st.integers(min_value=1, max_value=300))
def test_the_quorum_is_the_least_number_above_half(en_exercice: int) -> None:
    needed = law.quorum(en_exercice)
    assert 2 * needed > en_exercice >= 2 * (needed - 1)


def test_a_quorum_needs_somebody_in_the_base() -> None:
    with pytest.raises(ValueError, match="déportés"):
        law.quorum(3, representants_deportes=3)
    with pytest.raises(ValueError, match="vacants"):
        law.count_en_exercice(11, 12)


def test_caution_is_named_only_where_it_changes_the_answer() -> None:
    assert law.assess_quorum(8, 15, non_comptes=1).is_prudent
    reached = law.assess_quorum(9, 15, non_comptes=1)
    assert (reached.is_reached, reached.is_prudent) == (True, False)
    failed = law.assess_quorum(7, 15, non_comptes=1)
    assert (failed.is_reached, failed.is_prudent) == (False, False)


def test_a_second_meeting_needs_three_clear_days_or_in_alsace_moselle_the_reminder() -> None:
    assert law.is_quorum_waived(on_first_agenda=True, jours_francs=3)
    assert not law.is_quorum_waived(on_first_agenda=True, jours_francs=2)
    assert law.is_quorum_waived(
        on_first_agenda=True, jours_francs=0, is_alsace_moselle=True, recalls_rule=True
    )


def test_half_the_members_interested_lift_the_quorum_in_alsace_moselle() -> None:
    assert law.is_quorum_lifted_by_interest(5, 10)
    assert not law.is_quorum_lifted_by_interest(5, 11)


@pytest.mark.parametrize(
    ("pouvoirs", "defauts"),
    [
        ([("M. Jean Petit", "M. Paul Roy")], []),
        (
            [("M. Jean Petit", "M. Paul ROY"), ("Mme Anne Blanc", "M. Paul Roy")],
            ["mandataire_deja_porteur"],
        ),
        ([("M. Jean Petit", "M. Luc Absent")], ["mandataire_absent"]),
        ([("M. Paul Roy", "Mme Inès Morel")], ["mandant_present"]),
        (
            [("M. Jean Petit", "M. Paul Roy"), ("M. Jean Petit", "Mme Inès Morel")],
            ["mandant_deja_represente"],
        ),
        ([("Mme Léa Garnier", "Mme Ines Morel")], ["mandant_ne_vote_pas"]),
    ],
)
def test_a_void_pouvoir_is_named_with_its_reason(pouvoirs: list[tuple[str, str]], defauts: list[str]) -> None:
    given_ones = tuple(Pouvoir(de=de, a=a) for de, a in pouvoirs)
    void = law.find_void_pouvoirs(given_ones, presents=PRESENTS, exclus=("Mme Léa Garnier",))
    assert [item.defaut.value for item in void] == defauts
    count = law.count_pouvoirs(given_ones, presents=PRESENTS, exclus=("Mme Léa Garnier",))
    assert count == len(pouvoirs) - len(defauts)


def test_presence_is_not_judged_when_it_is_not_known() -> None:
    assert law.find_void_pouvoirs((Pouvoir(de="M. Jean Petit", a="M. Luc Roche"),)) == ()


def test_a_full_room_needs_no_pouvoir() -> None:
    assert law.max_pouvoirs(15, 15) == 0


def test_a_tie_of_the_third_round_waits_for_the_ages() -> None:
    assert law.count_round({"A": 7, "B": 7}, tour=3).elu is None
    assert law.count_round({"A": 7, "B": 7}, tour=3, ages={"A": 50, "B": 50}).elu is None
    assert law.count_round({"A": 7, "B": 5, "C": 3}, tour=3).elu == "A"


def test_a_round_without_vote_elects_nobody() -> None:
    assert law.count_round({}, tour=1).next_round == 2
    assert law.count_round({"A": 0}, tour=3).elu is None
    with pytest.raises(ValueError, match="tour"):
        law.count_round({"A": 1}, tour=4)


def test_secrecy_is_kept_when_a_text_imposes_it_or_somebody_abstains() -> None:
    assert law.is_secret_ballot_required(contre=0, is_imposed=True)
    assert law.is_secret_ballot_required(contre=0, abstentions=1)
    assert not law.is_secret_ballot_required(contre=0)
    assert law.is_vote_needed(candidatures=3, sieges=2)


def test_five_members_ask_for_a_closed_session_in_an_epci() -> None:
    assert law.huis_clos_requesters() == 3
    assert law.huis_clos_requesters(CollectiviteSorte.EPCI) == 5


def test_thresholds_between_two_figures_of_population() -> None:
    assert law.crossed_thresholds(at_renewal=995, current=1_600) == (1_000, 1_500)
    assert law.crossed_thresholds(at_renewal=3_500, current=3_499) == (3_500,)
    assert law.crossed_thresholds(at_renewal=3_500, current=4_999) == ()


def test_a_negative_population_is_refused() -> None:
    with pytest.raises(ValueError, match="négative"):
        law.effectif_legal(-1)


def test_rules_by_population() -> None:
    assert law.is_note_synthese_required(200, is_epci=True)
    assert not law.is_reglement_interieur_required(2_000, is_alsace_moselle=True)
    assert law.is_reglement_interieur_required(1_000)
    assert law.is_debat_budgetaire_required(3_500)
    assert not law.is_debat_budgetaire_required(3_499)


def test_the_budget_debate_comes_within_ten_weeks_and_not_on_the_same_day() -> None:
    budget = dt.date(2027, 4, 13)
    assert law.is_budget_debate_in_window(dt.date(2027, 2, 2), budget)
    assert not law.is_budget_debate_in_window(dt.date(2027, 2, 1), budget)
    assert not law.is_budget_debate_in_window(budget, budget)


def test_tax_rates_follow_the_calendar_of_the_budget() -> None:
    assert law.tax_rates_deadline(2026, is_renewal_year=True) == dt.date(2026, 4, 30)
    assert law.tax_rates_deadline(2027, is_renewal_year=False) == dt.date(2027, 4, 15)


def test_what_the_tables_do_not_know_is_none() -> None:
    assert law.allowance_rates(800, on=dt.date(2025, 12, 23)) is None
    assert law.allowance_rates(20_000, on=dt.date(2026, 11, 17)) is None
    assert law.max_allowance_envelope(20_000, 4, on=dt.date(2026, 11, 17)) is None
    assert law.is_contract_transmission_required(Decimal(300_000), 2024) is None


def test_money_is_exact_to_the_centime() -> None:
    assert law.max_investment_before_budget(Decimal("100.03")) == Decimal("25.00")
    assert law.add_vat(Decimal("0.10"), Decimal("5.5")) == Decimal("0.11")
    assert law.own_share_percent(Decimal(90_000), Decimal(500_000)) == Decimal("18.00")
    assert law.is_own_share_enough(Decimal(100_000), Decimal(500_000))
