"""Every worked example of the legal brief, computed by the functions that checks and drafts use."""

from __future__ import annotations

import csv
import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import deliberia.arithmetic as law
from deliberia.model import CollectiviteSorte, Pouvoir, Resultat, Scrutin, Vote

Row = dict[str, Any]  # one row of the table: values as TOML gives them
HERE = Path(__file__).parent
EXAMPLES: dict[str, Row] = tomllib.loads((HERE / "worked_examples.toml").read_text(encoding="utf-8"))
RENEWED = dt.date(2026, 11, 17)


def settle(vote: Vote, sorte: law.VoteSorte = law.VoteSorte.ORDINAIRE) -> str:
    resultat = law.decide(vote, sorte=sorte)
    assert resultat is not None
    return "rejete" if resultat is Resultat.REJET else "adopte"


def ordinary_vote(row: Row) -> Row:
    vote = Vote(
        pour=row["pour"],
        contre=row["contre"],
        abstentions=row["abstentions"],
        blancs_nuls=row["blancs_nuls"],
        voix_president=row.get("voix_president", ""),
        scrutin=Scrutin.SECRET if row["secret"] else Scrutin.ORDINAIRE,
    )
    exprimes = law.suffrages_exprimes(row["pour"], row["contre"])
    return {
        "resultat": settle(vote),
        "exprimes": exprimes,
        "majorite": law.majorite_absolue(exprimes) or 0,
    }


def vote_with_proxies(row: Row) -> Row:
    votants = law.count_votants(row["presents"], pouvoirs=row["pouvoirs"])
    vote = Vote(votants=votants, pour=row["pour"], contre=row["contre"])
    return {"resultat": settle(vote), "votants": votants}


def cautious_vote(row: Row) -> Row:
    vote = Vote(
        pour=row["pour"],
        contre=row["contre"],
        abstentions=row["abstentions"],
        voix_president=row["voix_president"],
    )
    assert law.is_result_prudent(vote)
    return {"resultat": settle(vote)}


def vote_with_refusals(row: Row) -> Row:
    vote = Vote(
        votants=row["votants"],
        pour=row["pour"],
        contre=0,
        abstentions=row["abstentions"],
        ne_prennent_pas_part=tuple(f"Membre {rank}" for rank in range(row["refus"])),
    )
    counts = law.complete_counts(vote)
    assert counts is not None
    return {"resultat": settle(vote), "exprimes": counts.suffrages_exprimes}


def vote_on_accounts(row: Row) -> Row:
    vote = Vote(pour=row["pour"], contre=row["contre"], abstentions=0)
    return {"resultat": settle(vote, law.VoteSorte.COMPTES)}


def cautious_quorum(row: Row) -> Row:
    assessed = law.assess_quorum(row["presents"], row["en_exercice"], non_comptes=row["non_comptes"])
    assert assessed.is_prudent
    return {"atteint": assessed.is_reached}


def vacant_seats(row: Row) -> Row:
    en_exercice = law.count_en_exercice(row["effectif"], row["vacants"])
    return {
        "quorum": law.quorum(en_exercice),
        "atteint": law.is_quorum_reached(row["presents"], en_exercice),
    }


def deported_members(row: Row) -> Row:
    assessed = law.assess_quorum(
        row["presents"], row["en_exercice"], representants_deportes=row["representants"]
    )
    assert not assessed.is_prudent
    return {"quorum": assessed.quorum, "atteint": assessed.is_reached}


def second_meeting(row: Row) -> Row:
    is_waived = law.is_quorum_waived(
        on_first_agenda=row["deja_inscrit"],
        is_alsace_moselle=row.get("alsace_moselle", False),
        recalls_rule=row.get("rappel", False),
    )
    return {"delibere": law.may_deliberate(row["presents"], row["en_exercice"], is_waived=is_waived)}


def latest_sending(row: Row) -> Row:
    jours = law.required_clear_days(row["population"])
    assert jours is not None
    return {"envoi": law.latest_convocation(row["seance"], jours)}


def installation_sending(row: Row) -> Row:
    limits = {
        law.convocation_limit(row["seance"], population, is_installation=True) for population in (90, 9_000)
    }
    (limit,) = limits
    assert limit is not None
    assert limit.is_certain
    return {"envoi": limit.latest}


def two_readings(row: Row) -> Row:
    limit = law.convocation_limit(
        row["seance"],
        row.get("population"),
        sorte=CollectiviteSorte(row.get("sorte", "commune")),
        is_alsace_moselle=row.get("alsace_moselle", False),
    )
    assert limit is not None
    assert not limit.is_certain
    return {"au_plus_tard": limit.latest, "conseille": limit.advised}


def certain_local_sending(row: Row) -> Row:
    limit = law.convocation_limit(
        row["seance"], row["population"], is_alsace_moselle=True, is_urgence=row.get("urgence", False)
    )
    assert limit is not None
    assert limit.is_certain
    return {"envoi": limit.latest}


def installation_window(row: Row) -> Row:
    first, last = law.installation_window(row["tour"])
    return {"premier_jour": first, "dernier_jour": last}


def election_round(row: Row) -> Row:
    outcome = law.count_round(row["voix"], tour=row["tour"], ages=row.get("ages"))
    blank = row.get("blancs", 0) + row.get("nuls", 0)
    assert outcome.suffrages_exprimes == row.get("bulletins", outcome.suffrages_exprimes + blank) - blank
    return {
        "tour": row["tour"],
        "elu": outcome.elu or "",
        "tour_suivant": outcome.next_round,
        "exprimes": outcome.suffrages_exprimes,
        "majorite": outcome.majorite_absolue,
    }


def proxies(row: Row) -> tuple[Pouvoir, ...]:
    return tuple(Pouvoir(de=de, a=a) for de, a in row["pouvoirs"])


def reference_population(row: Row) -> Row:
    assert row["seuil"] in law.crossed_thresholds(at_renewal=row["renouvellement"], current=row["actuelle"])
    population = row["renouvellement"]
    return {
        "jours": law.required_clear_days(population),
        "note": law.is_note_synthese_required(population),
        "effectif": law.effectif_legal(population),
        "reglement": law.is_reglement_interieur_required(population),
    }


def deadlines(limits: law.Deadlines) -> Row:
    return {"vote": limits.vote, "transmission": limits.transmission}


def vice_presidents(row: Row) -> Row:
    assert law.may_have_four_vice_presidents(row["effectif"]) is row.get("peut_en_avoir_quatre", False)
    return {"vice_presidents": law.max_vice_presidents(row["effectif"])}


def own_share(row: Row) -> Row:
    total, own = Decimal(row["total"]), Decimal(row["propre"])
    assert own + Decimal(row["subventions"]) == total
    return {"minimum": law.minimum_own_share(total), "conforme": law.is_own_share_enough(own, total)}


def envelope(row: Row) -> Row:
    low, high = (
        law.max_allowance_envelope(population, row["adjoints"], on=RENEWED)
        for population in row["populations"]
    )
    assert low == high
    return {"enveloppe": low}


COMPUTATIONS: dict[str, Callable[[Row], Row]] = {
    "quorum": lambda row: {"quorum": law.quorum(row["en_exercice"])},
    # Pouvoirs stand in the row to show that no function of the quorum takes them.
    "quorum_atteint": lambda row: {"atteint": law.is_quorum_reached(row["presents"], row["en_exercice"])},
    "quorum_sieges_vacants": vacant_seats,
    "quorum_atteint_sieges_vacants": vacant_seats,
    "quorum_deports": deported_members,
    "quorum_prudent": cautious_quorum,
    "quorum_a_l_ouverture": lambda row: {
        "atteint": law.is_quorum_reached(row["presents"], row["en_exercice"]),
        "votants": law.count_votants(row["presents"], departs=row["departs"]),
    },
    "seconde_reunion": second_meeting,
    "seconde_reunion_au_plus_tot": lambda row: {"seance": law.earliest_second_meeting(row["envoi"])},
    "seconde_reunion_sans_quorum": lambda row: {
        "utilisable": law.is_quorum_waived(
            on_first_agenda=True, jours_francs=law.clear_days(row["envoi"], row["seance"])
        )
    },
    "envoi_au_plus_tard": latest_sending,
    "seance_au_plus_tot": lambda row: {"seance": law.earliest_meeting(row["envoi"], row["jours"])},
    "jours_francs": lambda row: {
        "jours_francs": law.clear_days(row["envoi"], row["seance"]),
        "regulier": law.is_convocation_regular(row["envoi"], row["seance"], row["jours"]),
    },
    "installation": installation_window,
    "envoi_installation": installation_sending,
    "envoi_deux_lectures": two_readings,
    "envoi_certain": certain_local_sending,
    "vote": ordinary_vote,
    "vote_avec_pouvoirs": vote_with_proxies,
    "vote_prudent": cautious_vote,
    "vote_avec_refus": vote_with_refusals,
    "vote_des_comptes": vote_on_accounts,
    "demandeurs_de_scrutin": lambda row: {
        "public": law.public_ballot_requesters(row["presents"]),
        "secret": law.secret_ballot_requesters(row["presents"]),
    },
    "tour": election_round,
    "tour_suivant": election_round,
    "dernier_tour": election_round,
    "scrutin_secret_impose": lambda row: {"secret": law.is_secret_ballot_required(contre=row["contre"])},
    "vote_necessaire": lambda row: {
        "vote": law.is_vote_needed(candidatures=row["candidatures"], sieges=row["sieges"])
    },
    "huis_clos": lambda row: {
        "huis_clos": law.is_huis_clos_voted(row["pour"], presents=row["presents"], pouvoirs=row["pouvoirs"])
    },
    "pouvoirs_utilisables": lambda row: {"pouvoirs": law.max_pouvoirs(row["presents"], row["en_exercice"])},
    "pouvoirs_perdus": lambda row: {"perdus": len(law.find_void_pouvoirs(proxies(row)))},
    "pouvoir_dans_le_temps": lambda row: {
        "valable": law.is_pouvoir_in_time(row["rang"], is_illness_established=row["maladie"])
    },
    "pouvoir_du_maire": lambda row: {
        "compte": law.count_pouvoirs(proxies(row), exclus=row["exclus"]) == 1,
    },
    "effectif_legal": lambda row: {"effectif": law.effectif_legal(row["population"])},
    "effectif_repute_complet": lambda row: {"effectif": law.effectif_repute_complet(row["population"])},
    "population_de_reference": reference_population,
    "effectif_de_reference": reference_population,
    "adjoints": lambda row: {"adjoints": law.max_adjoints(row["effectif"])},
    "adjoints_de_quartier": lambda row: {"adjoints": law.max_adjoints_quartier(row["effectif"])},
    "demande_de_reunion": lambda row: {
        "demandeurs": law.required_requesters(row["population"], row["en_exercice"]),
        "delai": (law.latest_requested_meeting(RENEWED) - RENEWED).days,
    },
    "vice_presidents": vice_presidents,
    "vice_presidents_deux_tiers": lambda row: {
        "vice_presidents": law.max_vice_presidents_two_thirds(row["effectif"])
    },
    "liste_publiee": lambda row: {"limite": law.list_publication_deadline(row["seance"])},
    "proces_verbal_publie": lambda row: {"limite": law.minutes_publication_deadline(row["seance"])},
    "recours": lambda row: {"dernier_jour": law.appeal_deadline(row["publie"])},
    "budget": lambda row: deadlines(
        law.budget_deadlines(row["exercice"], is_renewal_year=row["renouvellement"])
    ),
    "comptes": lambda row: deadlines(law.accounts_deadlines(row["exercice"])),
    "decision_d_ajustement": lambda row: deadlines(law.adjusting_decision_deadlines(row["exercice"])),
    "debat_budgetaire": lambda row: {"pas_avant": law.earliest_budget_debate(row["examen"])},
    "envoi_du_budget": lambda row: {
        "au_plus_tard": law.latest_budget_sending(row["examen"]).latest,
        "conseille": law.latest_budget_sending(row["examen"]).advised,
    },
    "investissement_avant_budget": lambda row: {
        "plafond": law.max_investment_before_budget(Decimal(row["credits"]), debt=Decimal(row["dette"]))
    },
    "convention": lambda row: {"convention": law.is_convention_required(Decimal(row["montant"]))},
    "transmission_du_marche": lambda row: {
        "transmission": law.is_contract_transmission_required(Decimal(row["montant"]), row["annee"])
    },
    "part_propre": own_share,
    "taxe": lambda row: {"ttc": law.add_vat(Decimal(row["ht"]), Decimal(row["taux"]))},
    "enveloppe": envelope,
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_law_gives_the_answer_of_the_worked_example(example: str) -> None:
    row = EXAMPLES[example]
    computed = COMPUTATIONS[row["calcul"]](row)
    for name, expected in row["attendu"].items():
        found = computed[name]
        assert found == (Decimal(expected) if isinstance(found, Decimal) else expected), name


def test_every_computation_serves_an_example() -> None:
    assert {row["calcul"] for row in EXAMPLES.values()} == set(COMPUTATIONS)


WORDS = {
    "yes": True,
    "no": False,
    "none": "",
    "adopted": "adopte",
    "settled": "adopte",
    "rejected": "rejete",
    "not adopted": "rejete",
    "list Y": "Y",
}
TOLD_IN_PROSE: dict[str, list[object]] = {
    "quorum-25": [True],
    "proxies-05": [1],
    "council-size-39": [15],
}
"""Rows whose answer the source gives as a sentence."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w-])")


def source_answer(expected: str) -> list[object]:
    bare = re.sub(r"\([^)]*\)| for this item", "", expected)
    values: list[object] = []
    for value in (piece.rpartition("=")[2].strip() for piece in bare.split(";")):
        if _DATE.search(value):
            values += [dt.date.fromisoformat(found) for found in _DATE.findall(value)]
        elif value in WORDS:
            values.append(WORDS[value])
        elif _NUMBER.match(value):
            values.append(Decimal(_NUMBER.findall(value)[0]))
        else:
            values.append(value)
    return values


def as_value(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    text = str(value)
    return Decimal(text) if _NUMBER.fullmatch(text) else value


def flatten(value: object) -> list[object]:
    if isinstance(value, dict):
        return [item for nested in value.values() for item in flatten(nested)]
    if isinstance(value, list):
        return [item for nested in value for item in flatten(nested)]
    return [as_value(value)]


@pytest.fixture(scope="module")
def source(shared: Path) -> dict[str, dict[str, str]]:
    path = shared / "legal-brief" / "worked-examples.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines, delimiter="\t")}


def test_every_row_of_the_brief_has_its_example(source: dict[str, dict[str, str]]) -> None:
    assert list(EXAMPLES) == list(source)


def test_answers_are_those_of_the_brief(source: dict[str, dict[str, str]]) -> None:
    for example, row in source.items():
        told: list[object] = TOLD_IN_PROSE.get(example) or source_answer(row["expected"])
        ours = Counter(flatten(EXAMPLES[example]["attendu"]))
        assert not Counter(told) - ours, f"{example}: {row['expected']}"


NOT_AN_INPUT = re.compile(
    r"L1111-6-II|elections of 2026|\(2026\)|meeting in \d+|minutes of \S+|one left|two thirds|<500|>?=?<?3500"
    r"|VAT=|4th|holds 2|three clear"
)


def test_inputs_are_those_of_the_brief(source: dict[str, dict[str, str]]) -> None:
    for example, row in source.items():
        inputs = {name: value for name, value in EXAMPLES[example].items() if name != "attendu"}
        ours = set(flatten(inputs))
        told = NOT_AN_INPUT.sub(" ", row["inputs"])
        dates = {dt.date.fromisoformat(found) for found in _DATE.findall(told)}
        numbers = {Decimal(found) for found in _NUMBER.findall(_DATE.sub(" ", told))}
        assert dates <= ours, f"{example}: {row['inputs']}"
        assert numbers <= ours, f"{example}: {row['inputs']} {numbers - ours}"


def test_days_of_the_week_printed_in_the_brief_are_right(source: dict[str, dict[str, str]]) -> None:
    names = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
    for example, row in source.items():
        for day, name in re.findall(r"(\d{4}-\d\d-\d\d) \((\w+\.)\)", " ".join(row.values())):
            assert names[dt.date.fromisoformat(day).weekday()] == name, example
