"""The EntityRuler of spaCy with the same knowledge of people, to compare recall and speed."""

from __future__ import annotations

import time

import spacy
from synthese import Synthese

from deliberia.masking import Kind
from deliberia.masking.lexicon import load_words
from deliberia.masking.page import Page
from deliberia.masking.people import find_people

_CIVILITIES = ["m.", "mme", "monsieur", "madame", "m", "mlle"]
_ROLES = ["rapporteur", "contact", "propriétaire"]


def compare(actes: list[Synthese]) -> None:
    """Print the recall on people and the speed of both, without any list of known names."""
    pipeline = spacy.blank("fr")
    ruler = pipeline.add_pipe("entity_ruler")
    name = [{"IS_TITLE": True, "OP": "+"}, {"IS_UPPER": True, "OP": "*"}]
    capitals = [{"IS_UPPER": True, "OP": "+"}, {"IS_TITLE": True, "OP": "*"}]
    prenoms = [one.capitalize() for one in sorted(load_words("prenoms"))]
    heads = [
        [{"LOWER": {"IN": _CIVILITIES}}],
        [{"LOWER": {"IN": _ROLES}}, {"TEXT": ":"}],
        [{"TEXT": {"IN": prenoms}}],
    ]
    ruler.add_patterns(
        [{"label": "PER", "pattern": head + tail} for head in heads for tail in (name, capitals)]
    )
    size = sum(len(acte.texte) for acte in actes)
    begin = time.process_time()
    theirs = [[(ent.start_char, ent.end_char) for ent in pipeline(acte.texte).ents] for acte in actes]
    spent_theirs = time.process_time() - begin
    begin = time.process_time()
    ours = []
    for acte in actes:
        page = Page(acte.texte)
        ours.append([page.span(span.start, span.end) for span in find_people(page)])
    spent_ours = time.process_time() - begin
    print("Personnes, règles seules :")
    for label, spans, spent in (("EntityRuler", theirs, spent_theirs), ("ces règles", ours, spent_ours)):
        found, total = _count(actes, spans)
        print(
            f"  {label:12} rappel {found / total:6.1%}, {size / spent:,.0f} caractères par seconde".replace(
                ",", " "
            )
        )


def _count(actes: list[Synthese], spans: list[list[tuple[int, int]]]) -> tuple[int, int]:
    found = total = 0
    for acte, mine in zip(actes, spans, strict=True):
        for kind, start, end in acte.places:
            if kind is Kind.PERSONNE:
                total += 1
                found += any(a <= start and end <= b for a, b in mine)
    return found, total
