"""A template is never trusted: what it may not do is refused in French, when loaded or when run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from deliberia.catalogue.sandbox import MAX_OUTPUT, MAX_TURNS, Program
from deliberia.catalogue.values import ABSENT, Missing, Row
from deliberia.errors import TemplateError

PLACE = "Modèle « essai »"
KNOWN = frozenset({"nom", "montant", "lignes", "vide", "absent"})
VALUES: dict[str, Any] = {
    "nom": "Val-Fleuri",
    "montant": Decimal("1500"),
    "lignes": (Row({"objet": "a", "eur": Decimal(2)}), Row({"objet": "b", "eur": Decimal(3)})),
    "vide": Missing("vide"),
    "absent": ABSENT,
}


def run(source: str) -> str:
    return Program(source, KNOWN, PLACE).run(VALUES)


@pytest.mark.parametrize(
    "source",
    [
        "{{ nom.__class__ }}",
        "{{ nom.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ nom.upper() }}",
        "{{ nom['__class__'] }}",
        "{{ lignes[0] }}",
        "{{ nom | attr('__class__') }}",
        "{{ nom | map(attribute='__class__') }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ range(10) }}",
        "{% for i in range(1000000000) %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'autre' %}",
        "{% import 'autre' as a %}",
        "{% extends 'autre' %}",
        "{% for x in lignes recursive %}{{ loop(lignes) }}{% endfor %}",
        "{% set montant = 3 %}",
        "{% set _compteur = 3 %}",
        "{{ _compteur }}",
        "{{ _references }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ {'a': 1} }}",
        "{{ lipsum(9999) }}",
        "{{ namespace() }}",
        "{% filter upper %}x{% endfilter %}",
        "{% call accord(1, 'a', 'b') %}{% endcall %}",
        "{% block a %}{% endblock %}",
        "{{ accord(*lignes) }}",
        "{{ inconnu }}",
        "{% if montant is callable %}{% endif %}",
        "{% raw %}{{ nom }}",
        "{{ nom",
        "{{ " + "(" * 5000 + ")" * 5000 + " }}",
        "x" * 60_001,
    ],
)
def test_what_is_outside_the_sandbox_is_refused_when_loaded(source: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Program(source, KNOWN, PLACE)
    assert str(caught.value).startswith(PLACE)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for l in lignes %}{{ l.__class__ }}{% endfor %}", "__class__"),
        ("{% for l in lignes %}{{ l._values }}{% endfor %}", "_values"),
        ("{% for l in lignes %}{{ l.objets }}{% endfor %}", "objet"),
        ("{{ nom.upper }}", "upper"),
        ("{{ montant.real }}", "real"),
        ("{{ loop.index }}", "index"),
        ("{% for c in nom %}{{ c }}{% endfor %}", "liste"),
        ("{{ 'a' * 1000000000 }}", "nombres"),
        ("{{ 'a' + 'b' }}", "nombres"),
        ("{{ 1000000000000000 * 1000000000000000 * 1000000 }}", "nombres"),
        ("{{ (montant / 0) | euros }}", "zéro"),
        ("{{ montant }}", "filtre"),
        ("{{ lignes }}", "pas un texte"),
        ("{{ absent }}", "pas un texte"),
        ("{{ nom | euros }}", "euros"),
        ("{{ lignes | colonne('rien') | liste }}", "échoué"),
    ],
)
def test_what_it_may_not_do_is_refused_when_run(source: str, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        run(source)
    assert words in str(caught.value)
    assert PLACE in str(caught.value)


def test_nested_loops_stop_at_the_bound() -> None:
    many = {"lignes": tuple(range(300))}
    program = Program(
        "{% for a in lignes %}{% for b in lignes %}{% for c in lignes %}x{% endfor %}{% endfor %}"
        "{% endfor %}",
        KNOWN,
        PLACE,
    )
    with pytest.raises(TemplateError, match=str(MAX_TURNS)):
        program.run(many)


def test_an_output_that_grows_stops_at_the_bound() -> None:
    program = Program("{% for a in lignes %}" + "y" * 1000 + "{% endfor %}", KNOWN, PLACE)
    with pytest.raises(TemplateError, match=str(MAX_OUTPUT)):
        program.run({"lignes": tuple(range(2000))})


def test_a_text_that_doubles_stops_at_the_bound() -> None:
    doubling = "{% set s = nom %}" + "{% set s = s ~ s %}" * 60 + "{{ s }}"
    with pytest.raises(TemplateError, match="assemble"):
        run(doubling)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ nom }}", "Val-Fleuri"),
        ("{{ nom | de }}", "de Val-Fleuri"),
        ("{{ montant | euros }}", "1\u202f500\u00a0€"),
        ("{{ lignes | somme('eur') | euros }}", "5\u00a0€"),
        ("{{ accord(lignes, 'le', 'les') }}", "les"),
        ("{% for l in lignes %}{{ l.objet }}{% if not loop.last %}, {% endif %}{% endfor %}", "a, b"),
        ("{{ 'x' ~ nom ~ 3 }}", "xVal-Fleuri3"),
        ("{{ vide }}", "[…]"),
        ("{{ vide | euros }}", "[…]"),
        ("{{ (vide * 2) | euros }}", "[…]"),
        ("{% if vide > 3 %}oui{% else %}non{% endif %}", "non"),
        ("{% if absent > 3 or absent == 'x' %}oui{% else %}non{% endif %}", "non"),
        ("{% if montant > 23000 %}oui{% else %}non{% endif %}", "non"),
    ],
)
def test_what_a_template_may_do(source: str, expected: str) -> None:
    assert run(source) == expected


def test_a_line_of_tags_prints_nothing_and_a_line_of_text_keeps_its_end() -> None:
    source = "a{% if nom %}b{% endif %}\nc\n{% if nom %}\nd\n{% endif %}\ne"
    assert run(source) == "ab\nc\nd\ne"


def test_the_line_of_a_fault_is_the_one_in_the_file() -> None:
    with pytest.raises(TemplateError, match="ligne 4"):
        Program("{% if nom %}\na\n{% endif %}\n{{ inconnu }}", KNOWN, PLACE)


def test_a_close_name_is_suggested() -> None:
    with pytest.raises(TemplateError, match="peut-être « montant »"):
        Program("{{ montent }}", KNOWN, PLACE)
