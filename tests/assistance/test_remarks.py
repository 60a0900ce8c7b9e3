"""What rests on the meaning of a sentence: told to the person who reads it, and holding nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deliberia.assistance import Jugement

Judge = Callable[..., Jugement]
START = "L’association Les Amis du Four à Pain prépare la fête du four. "

TO_CHECK = {
    # times and funders
    "relative day": "La fête existe depuis l’an dernier.",
    "funder": "Le département finance la fête.",
    # rules, opinions and vague sums
    "rules respected": "La procédure suivie est régulière.",
    "competence": "La commune est compétente.",
    "no appeal": "Aucun recours n’est possible.",
    "opinion of a committee": "La commission des finances a été consultée.",
    "endorsed": "Le conseil entérine ce choix.",
    "vague sum": "Plus de 1 500 € sont prévus.",
    # people, and what the facts deny
    "office": "M. Bastien Roure préside l’association.",
    "opinion": "Mme Claire Vasseur est favorable au projet.",
    "signature": "Mme Claire Vasseur a signé la convention.",
    "bare surname": "Vasseur le demande pour la fête.",
    "committee": "La commission des finances s’est montrée favorable.",
    "neighbours": "Les riverains ne s’y opposent pas.",
    "denied request": "La demande de l’association n’a pas été reçue.",
    "denied contract": "L’association n’a pas souscrit le contrat d’engagement républicain.",
    "contract that is not": "Une convention est conclue avec l’association.",
    # figures that seem those of another fact
    "day of the feast": "La fête a lieu le 5 octobre 2026.",
    "day of the meeting": "La fête a lieu le 17 novembre 2026.",
    "comparison": "La subvention proposée est supérieure à la demande.",
    "beyond": "La subvention proposée dépasse 1 500 €.",
}


@pytest.mark.parametrize("text", TO_CHECK.values(), ids=TO_CHECK)
def test_what_rests_on_the_meaning_is_a_remark(judge: Judge, text: str) -> None:
    jugement = judge(START + text)
    assert jugement.motifs == ()
    assert jugement.remarques


def test_what_is_sure_has_no_remark(judge: Judge) -> None:
    assert judge(START + "Il est proposé de lui attribuer 1 500 €.").remarques == ()


def test_a_remark_quotes_whole_words(judge: Judge) -> None:
    (remark,) = judge(START + "La région finance la fête.").remarques
    assert "finance" in remark
    assert "financ »" not in remark.replace("\u00a0", " ")


def test_the_same_words_are_remarked_once(judge: Judge) -> None:
    assert len(judge(START + "Le conseil est favorable à ce projet.").remarques) == 1
