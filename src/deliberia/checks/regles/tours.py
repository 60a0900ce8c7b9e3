"""Ballots counted round by round, and who may ask for a secret one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.arithmetic import majorite_absolue, secret_ballot_requesters
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import count_presents, get_sentence, iter_matches, search
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.nombres import NOMBRE, parse_count
from deliberia.text import agree

_NOMBRE_LU = r"(?P<n>\d{1,3})\b(?!\s{0,3}(?:\.{2}|…|_|\)|%|[:=]\s{0,3}\d|\d|abst|contre|pour|blanc|nul|voix))"
"""A count that is not the call of a note, nor the votes for somebody."""
_EXPRIMES = declare(
    r"\bsuffrages?\s+(?:valablement\s+)?exprim[ée]s?\s{0,3}(?:\([^()\n]{0,20}\)\s{0,3})?"
    r"(?:[:=|–-]|est\s+de|[ée]tait\s+de)?\s{0,3}" + _NOMBRE_LU,
    re.I,
    debuts="suf",
)
_MAJORITE = declare(
    r"\bmajorit[ée]\s+absolue\s{0,3}(?:(?:des\s+suffrages(?:\s+exprim[ée]s)?\s{0,3})?(?:[:=|–-]|est\s+de"
    r"|[ée]tait\s+de))?"
    r"\s{0,3}" + _NOMBRE_LU,
    re.I,
    debuts="maj",
)
_VOIX = declare(r"\b(?P<n>\d{1,3})\s+(?:voix|suffrages?)\b(?!\s+exprim)", re.I, debuts="0 00 000")
_PROCLAME = declare(r"\b(?:proclam[ée]e?s?|[ée]lue?s?)\b", re.I, debuts="elu pro")
_TROISIEME = declare(r"\b(?:troisi[èe]me|3\s?[èe]me|3e)\s+tour|majorit[ée]\s+relative", re.I)
_SECRET = declare(r"\b(?:vote|scrutin)\s+(?:[àa]\s+bulletins?\s+)?secret", re.I, debuts="scr vot")
_MEMBRES = r"(?:membres|conseillers|[ée]lus|d[ée]l[ée]gu[ée]s)"
_DEMANDE = declare(
    rf"\b(?:demande\s+(?:de|du|d['’]|des)\s*(?P<n>{NOMBRE})\s+{_MEMBRES}"
    rf"|(?P<m>{NOMBRE})\s+{_MEMBRES}\b[^.;\n]{{0,50}}?\b(?:demand|r[ée]clam|sollicit)\w*)",
    re.I,
)
_AUTOUR_DU_SCRUTIN = 140
_PLACE_DU_RESULTAT = 700


@check(
    "VOT021",
    origine="election-rounds",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-21", "CGCT:L2122-7"),
)
def election_rounds(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le résultat de l’élection contredit la règle de majorité.

    Ce que la règle vérifie
        La majorité absolue écrite est celle des suffrages exprimés ; un élu du premier ou du deuxième tour a
        obtenu plus de la moitié de ces suffrages.
    Pourquoi
        La majorité absolue est exigée aux deux premiers tours ; au troisième, la majorité relative suffit.
    Exemple fautif
        « Suffrages exprimés : 11. Majorité absolue : 5. »
    Correction
        Vérifier les suffrages exprimés, la majorité et le tour.
    Limites
        Lit les nombres en chiffres, l’un après l’autre. Silencieuse s’il est question d’un troisième tour.
    """
    counts = list(iter_matches(acte, _EXPRIMES))
    for index, match in enumerate(counts):
        following = counts[index + 1].start() if index + 1 < len(counts) else acte.fin_texte
        end = min(following, match.end() + _PLACE_DU_RESULTAT)
        expressed = int(match["n"])
        needed = majorite_absolue(expressed)
        stated = _MAJORITE.search(acte.texte, match.end(), end)
        if needed is None:
            continue
        if stated is not None and int(stated["n"]) != needed:
            yield _round_signal(
                f"La majorité absolue de {expressed} suffrages exprimés est {needed}, non {stated['n']}.",
                stated,
            )
            return
        votes = list(_VOIX.finditer(acte.texte, match.end(), end))
        elected = _PROCLAME.search(acte.texte, votes[-1].end(), end) if votes else None
        winner = max(votes, key=lambda one: int(one["n"]), default=None)
        best = int(winner["n"]) if winner else needed
        if winner and elected and stated and best < needed and not search(acte, _TROISIEME):
            yield _round_signal(f"Élection prononcée avec {best} voix : il en faut {needed}.", winner)
            return


def _round_signal(message: str, match: re.Match[str]) -> Signal:
    return Signal(
        message=message,
        correction="Vérifiez les suffrages exprimés, la majorité et le tour.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "VOT022",
    origine="secret-ballot-threshold",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-21",),
    sortes=COMMUNES_EPCI,
)
def secret_ballot_threshold(acte: Acte, context: Context) -> Iterator[Signal]:
    """Trop peu de membres ont demandé le scrutin secret.

    Ce que la règle vérifie
        Le nombre de demandeurs écrit dans l’acte atteint le tiers des membres présents.
    Pourquoi
        Le scrutin secret se fait à la demande d’un tiers des membres présents.
    Exemple fautif
        « À la demande de deux conseillers, vote au scrutin secret » pour onze présents.
    Correction
        Corriger le nombre, ou voter selon le mode ordinaire.
    Limites
        Silencieuse pour les nominations, toujours au scrutin secret, et si le nombre des présents est
        incertain.
    """
    presents, match = count_presents(acte), _find_request(acte)
    if presents is None or match is None or acte.genres & {"election", "designation"}:
        return
    count = parse_count(match["n"] or match["m"])
    needed = secret_ballot_requesters(presents.value)
    if count is None or count >= needed:
        return
    doubt = Fact(value=True, certitude=Certitude.DEDUIT) if acte.is_mouvements else None
    yield Signal(
        message=f"Le scrutin secret demandé par {count} {agree(count, 'membre', 'membres')} exige au moins "
        f"{needed} demandeurs.",
        correction="Corrigez le nombre, ou votez selon le mode ordinaire.",
        appuis=(presents, doubt),
        start=match.start(),
        end=match.end(),
    )


def _find_request(acte: Acte) -> re.Match[str] | None:
    """The number of those who ask, in the sentence of the secret ballot."""
    for ballot in iter_matches(acte, _SECRET):
        start = max(acte.debut, ballot.start() - _AUTOUR_DU_SCRUTIN)
        end = min(acte.fin_texte, ballot.end() + _AUTOUR_DU_SCRUTIN)
        for match in _DEMANDE.finditer(acte.texte, start, end):
            if match.group() in get_sentence(acte, ballot):
                return match
    return None
