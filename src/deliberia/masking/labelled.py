"""Numbers that a word announces: « compte n° », « matricule », « téléphone », « numéro d’allocataire »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.spans import Span

_S = r"[ .\n\-/_*]{0,3}"
_LABELLED_ACCOUNT = re.compile(
    r"\b(?:iban|rib|compte bancaire|n° de compte|numero de compte)\b[^\n0-9]{0,24}?"
    rf"(?P<n>(?<![a-z0-9])(?:[a-z]{{2}}[ ]?\d{{2}}|\d{{4,5}})(?:{_S}[a-z]{{0,2}}\d{{1,11}}[a-z]?(?![a-z]))"
    rf"{{1,12}})"
)
_BANK_PART = re.compile(
    r"\b(?:(?:code[ \n])?(?:banque|etablissement|guichet|agence)[^\n\d]{0,12}(?P<b>\d{5})|cle(?:[ \n]rib)?"
    r"[^\n\d]{0,8}(?P<c>\d{2})|compte[^\n\d]{0,12}(?P<a>[\da-z]{0,5}\d[\da-z]{5,10}))(?![\da-z])"
)
_BIC = re.compile(r"\b(?:bic|swift)\b[^\na-z0-9]{0,8}(?:code )?(?P<n>[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)\b")
_LABELLED_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?s?|telephone au|portable|mobile|fax|telecopie|(?:joignable|joindre|appele[er]?s?|"
    r"contacte[er]?s?|rappele[er]?) (?:\w{1,12} )?au|gsm)\b[^\n\d+]{0,16}"
    r"(?P<n>\+?\(?\d(?:[ .\-/()]{0,3}[\dol]){6,14})(?!\d)"
)
_LABELLED_NIR = re.compile(
    r"(?:securite sociale|\bnir\b|\bn°? ?ss\b|\binsee\b|assure social)[^\n\d]{0,24}"
    r"(?P<n>[1-478](?:[ .\-/]{0,2}[\dabo]){8,16})(?![a-z0-9])"
)
_LABELLED_NUMBER = re.compile(
    r"\b(?:matricules?|passeport|carte (?:nationale )?d'identite|\bcni|titre de sejour|permis de conduire|"
    r"numero fiscal|reference de l'avis|allocataire|adherent|n° (?:d'|de )?agent|numero (?:d'|de l')agent|"
    r"(?:n°|numero|reference)s? (?:d'|de |du )?(?:etudiant|eleve|client|abonne|usager|patient|licencie?|"
    r"foyer|contribuable|compteur|fiscal|pdl|prm|beneficiaire|dossier)|point de livraison|police|"
    r"identifiant national|ine|carte grise|n° de serie|numero de serie)\b[^\n\d]{0,24}?"
    r"(?P<n>\b[a-z]{0,4}[ \-.]?\d[a-z0-9]{0,19}(?:[ \-./](?=[a-z0-9]{0,3}\d)[a-z0-9]{1,8}){0,6})"
)
_LABELLED_FRAME = re.compile(r"\bvin\b[^\n\d]{0,24}?(?P<n>\b(?=[a-z]{0,9}\d)[a-z0-9]{11,17})(?![a-z0-9])")
"""The number of a vehicle’s frame has up to seventeen signs: « vin d’honneur, 70 € » has none."""
_UNIT = re.compile(
    r"[,.]\d{1,2}(?!\d)|[ ]?(?:€|%|(?:euros?|eur|ht|ttc|heures?|minutes?|ans|mois|jours|semaines|m2|kwh|"
    r"agents|personnes|places|lits|eleves|enfants|habitants|adherents|licencies)\b)"
)
"""What follows a sum, a time or a count: « carte d’adhérent, 15 € » numbers nobody."""
_DOSSIER = re.compile(
    r"(?<![a-z0-9])(?:pc|dp|pa|pd|cu|cub|dia|at)[ \n]{0,2}(?:n°|no)"
    r"?[ ]?\d{3}[ \-.]?\d{3}[ \-.]?\d{2}[ \-./]?[a-z]?[ ]?\d{4,5}"
    r"(?:[ \-]?[mt]\d{1,2})?(?![a-z0-9])"
)
_LABELLED = (
    (Kind.IBAN, _LABELLED_ACCOUNT),
    (Kind.IBAN, _BIC),
    (Kind.TELEPHONE, _LABELLED_PHONE),
    (Kind.NIR, _LABELLED_NIR),
    (Kind.MATRICULE, _LABELLED_NUMBER),
    (Kind.MATRICULE, _LABELLED_FRAME),
)
_HEADS = re.compile(
    r"\b(?:iban|rib|compte|n(?=°|[ ]?ss)|numero|bic|swift|tel|portable|mobile|fax|joignable|joindre|appele|"
    r"contacte|rappele|gsm|securite|nir|insee|assure|matricule|passeport|carte|cni|titre|permis|reference|"
    r"allocataire|adherent|identifiant|ine|point|police|vin)"
)
"""How each label begins: the patterns are tried there only."""


def find_labelled(flat: str) -> Iterator[Span]:
    """Find the numbers that their label announces, whatever their form."""
    for head in _HEADS.finditer(flat):
        for kind, pattern in _LABELLED:
            found = pattern.match(flat, head.start())
            if found is not None and not (kind is Kind.MATRICULE and _UNIT.match(flat, found.end())):
                yield Span(found.start("n"), found.end("n"), kind)
    if "guichet" in flat:
        for found in _BANK_PART.finditer(flat):
            name = found.lastgroup or ""
            yield Span(found.start(name), found.end(name), Kind.IBAN)
    for found in _DOSSIER.finditer(flat):
        yield Span(found.start(), found.end(), Kind.MATRICULE)
