from __future__ import annotations

from deliberia.catalogue import iter_templates
from deliberia_tui.questions import _CODE, Question, list_questions, name_champs
from deliberia_tui.reste import _spell

QUESTIONS = {
    "beneficiaire": Question(nom="beneficiaire", libelle="Quelle association reçoit la subvention ?")
}


def test_a_message_says_the_words_of_the_question_and_not_the_code_of_its_field() -> None:
    said = name_champs("le champ «\xa0beneficiaire\xa0» est vide", QUESTIONS)
    assert said == "le champ «\xa0Quelle association reçoit la subvention\xa0» est vide"


def test_other_words_between_quotes_stay_as_they_are() -> None:
    for text in ("l’association « Les Amis »", "« autre_champ »", "sans guillemets"):
        assert name_champs(text, QUESTIONS) == text


def test_a_value_without_a_question_is_spelled() -> None:
    assert _spell("collectivite.code_postal") == "Collectivite\xa0: code postal"


def test_the_help_of_a_question_never_names_a_field_by_its_code() -> None:
    for template in iter_templates():
        questions = list_questions(template)
        names = {one.nom for one in questions}
        for one in questions:
            assert not names & {found[1] for found in _CODE.finditer(one.aide)}, (template.id, one.aide)
