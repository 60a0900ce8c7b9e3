"""Who signs, and the mentions of signature that are out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches, search
from deliberia.checks.periodes import SIGNATURE_2022
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Severity
from deliberia.reading.motifs import declare

_QUELQU_UN = declare(
    r"\b(?:le|la)\s+(?:maire|pr[ée]sidente?)\b|\bsign[ée]e?\b|\bsignature", re.I, debuts="la le sig"
)
_TOUS = declare(
    r"\b(?:ont\s+sign[ée]\s+(?:au\s+registre\s+)?(?:tous\s+)?les\s+membres\s+pr[ée]sents"
    r"|(?:tous\s+)?les\s+membres\s+pr[ée]sents\s+ont\s+sign[ée]|"
    r"et\s+ont\s+(?:tous\s+)?sign[ée]\s+les\s+membres|ont\s+sign[ée]\s+au\s+registre"
    r"|suivent\s+les\s+signatures|"
    r"(?:au\s+registre\s+)?(?:suivent|sont)\s+(?:toutes\s+)?les\s+signatures)",
    re.I,
    debuts="au et les ont son sui tou",
)
_QUALITE = declare(r"\b(?:maire|pr[ée]sidente?|adjointe?)\b", re.I, debuts="adj mai pre")


@check(
    "EXE001", origine="signature-mayor-missing", severite=Severity.AVERTISSEMENT, fondement=("CGCT:L2121-23",)
)
def signature_mayor_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le bloc de signature du maire ou du président manque.

    Ce que la règle vérifie
        L’acte se termine par la qualité, et le nom, de celui qui a présidé.
    Pourquoi
        Les délibérations sont signées par le maire et le secrétaire de séance. Le défaut de signature est un
        vice de forme ; si personne n’a signé, l’existence même de l’acte est douteuse.
    Exemple fautif
        Un acte qui s’arrête à la mention des voies de recours.
    Correction
        Ajouter le bloc « Le maire », avec prénom et nom.
    Limites
        Une signature numérisée est une image : le nom et la qualité suffisent. Silencieuse pour un texte
        incomplet ou un point de procès-verbal.
    """
    if acte.forme is not Forme.DELIBERATION or acte.signature_maire is not None or acte.is_tronque:
        return
    tail = max(acte.debut, acte.fin_texte - 700)
    doubt = _QUELQU_UN.search(acte.texte, tail, acte.fin_texte) is not None
    yield Signal(
        message="La signature du maire ou du président manque.",
        correction="Ajoutez le bloc de signature, avec prénom, nom et qualité.",
        appuis=(Fact(value=True, certitude=Certitude.DEDUIT) if doubt else None,),
    )


@check(
    "EXE002",
    origine="signature-secretary-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-23",),
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def signature_secretary_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le bloc de signature du secrétaire de séance manque.

    Ce que la règle vérifie
        L’acte porte, après la décision, le bloc du ou des secrétaires de séance.
    Pourquoi
        Depuis le 1er juillet 2022, les délibérations sont signées par le maire et le ou les secrétaires.
    Exemple fautif
        Un acte qui se termine par « Le maire, M. Untel » seul.
    Correction
        Ajouter le bloc « Le secrétaire de séance ».
    Limites
        Simple information pour un extrait du registre certifié par le maire seul. Silencieuse pour un texte
        incomplet.
    """
    if acte.forme is not Forme.DELIBERATION or acte.signature_secretaire is not None or acte.is_tronque:
        return
    yield Signal(
        message="La signature du ou des secrétaires de séance manque.",
        correction="Ajoutez le bloc « Le secrétaire de séance ».",
        severite=Severity.INFO if acte.is_extrait else None,
        appuis=(acte.signature_maire if acte.signature_maire and acte.signature_maire.start else None,),
    )


@check(
    "EXE003",
    origine="signature-all-members",
    severite=Severity.INFO,
    fondement=("CGCT:L2121-23",),
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def signature_all_members(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’acte fait signer tous les membres présents.

    Ce que la règle vérifie
        L’acte ne contient plus « ont signé au registre tous les membres présents ».
    Pourquoi
        Depuis le 1er juillet 2022, seuls le maire et le ou les secrétaires de séance signent.
    Exemple fautif
        « Fait et délibéré les jour, mois et an susdits, et ont signé les membres présents. »
    Correction
        Supprimer cette mention.
    Limites
        Formule d’usage ancienne, sans effet sur la validité de l’acte.
    """
    for match in iter_matches(acte, _TOUS):
        yield Signal(
            message="Depuis le 1er juillet 2022, seuls le maire et le ou les secrétaires de séance signent.",
            correction="Supprimez cette mention.",
            start=match.start(),
            end=match.end(),
        )
        return


@check("EXE004", origine="signature-capacity", severite=Severity.INFO, fondement=("CRPA:L212-1",))
def signature_capacity(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le nom du signataire manque.

    Ce que la règle vérifie
        Le bloc de signature du maire donne son prénom et son nom, à côté de sa qualité.
    Pourquoi
        Toute décision comporte la signature de son auteur et la mention de son prénom, de son nom et de sa
        qualité.
    Exemple fautif
        « Le maire, » suivi de rien.
    Correction
        Compléter le bloc de signature.
    Limites
        Simple information : le nom est souvent dans le cachet ou dans l’image de la signature.
    """
    block = acte.signature_maire
    if acte.forme is not Forme.DELIBERATION or block is None or block.value or acte.is_tronque:
        return
    if search(acte, _QUALITE) is None:
        return
    yield Signal(
        message="Prénom et nom du signataire doivent être lisibles.",
        correction="Complétez le bloc de signature.",
        start=block.start,
        end=block.end,
    )
