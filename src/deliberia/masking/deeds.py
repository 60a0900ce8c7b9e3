"""People whom no civility announces: what is done to them or by them, « les Dupré ont cédé »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.announced import looks_personal
from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import PARTICLES, is_of_language, load_words
from deliberia.masking.page import Page
from deliberia.masking.person import PARTICLE, is_facility, read_person
from deliberia.masking.spans import Span

_DEED = re.compile(
    r"\b(?:(?:vers|attribu|vend|ced|lou|remis|concede|accord|rembours|consenti|don|proposee?)"
    r"(?:er|re|ees?|es?|ues?|us?|i|is|ie|ies|ne|nees?|nes?|)? a|appartenant a|"
    r"acquis(?:e|es)? (?:de|aupres de)|au (?:profit|benefice|nom) de|"
    r"(?:proposition|intervention|demission|candidature|recrutement|nomination|embauche|mutation|titularisation|deces|desistement|"
    r"arret de travail|conge|demande|lettre|courrier|requete|plainte|succession|representation|propriete|"
    r"mariage|parrainage) (?:de|d(?='))|(?:presentee?s?|deposee?s?|signee?s?|adressee?s?|formulee?s?|"
    r"declaree?s?|occupee?s?|redigee?s?) par|"
    r"(?:signee?|conclue?|passee?|etablie?)s? (?:par|avec|entre))(?:[ ]|')\Z"
)
"""What is done to somebody or by somebody: two unknown words with a capital are then a name."""
_TARGET = re.compile(r"[ ](?:(?:a|de|par|avec|entre|A|De|Par)[ ]|[dD]')(?=[A-Z])")
_LONGEST_DEED = 48
_ACT = re.compile(
    r"[ ](?:s'abstien|s'oppos|vot(?:e|ent|era|eront)[ ](?:pour|contre)|(?:a|ont)[ ]vote[ ]|"
    r"quitt\w+[ ]la[ ](?:salle|seance)|pren[dn]\w*[ ]la[ ]parole|ne[ ]pren[dn]|n'a[ ]pas[ ]pris[ ]part|"
    r"se[ ]retire|donn\w+[ ](?:pouvoir|procuration)|demand\w+[ ]la[ ]parole)"
)
_CAPITAL = r"(?:[A-Z]'|[dD]')?[A-Z][A-Za-z'-]{1,30}"
_SUBJECT = re.compile(
    rf"(?:\A|[.;:,(\n][ ]?|[ ]et[ ])(?P<n>{_CAPITAL}(?:[ ](?:{PARTICLE}){{0,2}}{_CAPITAL}){{1,3}})\Z"
)
_FAMILY = re.compile(
    r"es[ ](?:(?<![A-Za-z]{2}es )(?P<n>[A-Z][a-z'-]{1,24}[a-rt-wy])"
    r"(?=[ ](?:ont|sont|se|s'|n'|ne|y|en|font|vont|[a-z]{2,12}ent)(?![A-Za-z]))|"
    r"(?<=[Cc]hez les )(?P<m>[A-Z][a-z'-]{1,24}[a-z])(?![A-Za-z]))"
)


def find_families(page: Page) -> Iterator[Span]:
    """Find « les Dupré ont cédé », « chez les Dupré »: a surname takes no s, other words do."""
    for found in _FAMILY.finditer(page.plain):
        group = "n" if found["n"] else "m"
        if page.flat[found.start() - 1 : found.start()] != "l":
            continue
        if not is_of_language(found[group].lower()) and not is_facility(page.flat, found.start()):
            yield Span(found.start(group), found.end(group), Kind.PERSONNE)


def find_subjects(page: Page) -> Iterator[Span]:
    """Find « Tymofii Halytch s’abstient »: what only people do in a meeting."""
    for verb in _ACT.finditer(page.flat):
        base = max(0, verb.start() - _LONGEST_DEED)
        before = _SUBJECT.search(page.plain[base : verb.start()])
        if before is None:
            continue
        words = re.findall(r"[a-z]+", before["n"].lower())
        if sum(word not in PARTICLES for word in words) > 1 and _is_name(words):
            yield Span(base + before.start("n"), base + before.end("n"), Kind.PERSONNE)


def find_by_deed(page: Page) -> Iterator[Span]:
    """Find « loué à Oleksandra Kovalenko »: no list has every given name of the world."""
    for found in _TARGET.finditer(page.plain):
        if _DEED.search(page.flat, max(0, found.start() - _LONGEST_DEED), found.end()) is None:
            continue
        span = read_person(page, found.end(), least=2)
        if span is None or "\n" in page.plain[span.start : span.end]:
            continue
        words = re.findall(r"[a-z]+", page.flat[span.start : span.end])
        if page.plain[found.start() - 2 : span.end].isupper() and load_words("prenoms").isdisjoint(words):
            continue  # a title in capitals throughout
        if looks_personal(page, span) or (
            2 <= len([word for word in words if word not in PARTICLES]) <= 3 and _is_name(words)
        ):
            yield span


def _is_name(words: list[str]) -> bool:
    """Tell whether words may be a name: of no list of words, or after the first a word that is a surname."""
    kept = [word for word in words if word not in PARTICLES]
    first, others = kept[0] if kept else "", kept[1:]
    return not is_of_language(first) and not any(
        is_of_language(word) and word not in load_words("mots") for word in others
    )
