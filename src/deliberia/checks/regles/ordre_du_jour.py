"""Items that no convocation announced: a second meeting without quorum, « questions diverses »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.arithmetic import is_quorum_reached
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import count_presents, search, search_objet
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, Resultat, Severity
from deliberia.reading.motifs import declare

_SECONDE_REUNION = declare(
    r"\b(?:(?:seconde|deuxi[èe]me|nouvelle)\s+(?:r[ée]union|convocation|s[ée]ance)"
    r"|(?:[àa]\s+nouveau|de\s+nouveau)\s+convoqu\w+)\b[^.;]{0,160}?\bquorum\b"
    r"|\bquorum\b[^.;]{0,80}?\bn(?:['’]|e\s+)(?:ayant|avait|a|fut|['’][ée]tait|[ée]tait"
    r"|[ée]tant)?\s*(?:pas\s+)?(?:[ée]t[ée]\s+)?"
    r"(?:pas\s+)?(?:[ée]t[ée]\s+)?(?:atteint|r[ée]uni)\b[^.;]{0,120}?\b(?:convoqu|convocation|r[ée]union"
    r"|s[ée]ance)",
    re.I,
)
_SANS_QUORUM = declare(
    r"(?:quel\s?que\s+soit|quelque\s+soit)[^.;]{0,40}(?:nombre|pr[ée]sents)|sans\s+(?:condition\s+de\s+"
    r"|exiger\s+le\s+|n[ée]cessit[ée]\s+de\s+)?quorum"
    r"|sans\s+que\s+le\s+quorum|aucun\s+quorum|pas\s+(?:requis|exig[ée]|n[ée]cessaire)",
    re.I,
)
_AJOUTE = declare(
    r"\bne\s+figur\w+\s+pas\s+[àa]\s+l['’]ordre\s+du\s+jour|\bpoint\s+(?:nouveau|suppl[ée]mentaire|ajout[ée])"
    r"|\b(?:ajout\w*|rajout\w*)\b[^.;\n]{0,60}\bordre\s+du\s+jour",
    re.I,
    debuts="ajo ne poi raj",
)
_DIVERS = declare(r"^\W*(?:questions?|affaires?|points?)\s+divers(?:es?)?\W*$|^\W*divers\W*$", re.I)


@check(
    "SEA017",
    origine="second-meeting-new-item",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-17",),
    sortes=COMMUNES_EPCI,
)
def second_meeting_new_item(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un point nouveau est décidé sans quorum à la seconde réunion.

    Ce que la règle vérifie
        À la seconde réunion, tenue sans quorum, le conseil ne décide rien que la première n’avait à son ordre
        du jour.
    Pourquoi
        La dispense de quorum ne vaut que pour les points déjà inscrits à la première réunion.
    Exemple fautif
        « Seconde réunion, le quorum n’ayant pas été atteint … point ajouté à l’ordre du jour. »
    Correction
        Retirer ce point, ou vérifier le quorum pour lui.
    Limites
        Ne compare pas les ordres du jour : le texte doit dire qu’il s’agit d’une seconde réunion et d’un
        point ajouté. Avertissement si le nombre des présents n’est pas connu.
    """
    presents = count_presents(acte)
    members = acte.en_exercice
    if presents is not None and members is not None and is_quorum_reached(presents.value, members.value):
        return
    match = search(acte, _AJOUTE)
    if match is None or (acte.premiere_reunion is None and search(acte, _SECONDE_REUNION) is None):
        return
    known = presents is not None and members is not None
    yield Signal(
        message="Ce point ne figurait pas à l’ordre du jour de la première réunion : il exige le quorum.",
        correction="Retirez ce point ou vérifiez le quorum pour lui.",
        severite=None if known else Severity.AVERTISSEMENT,
        appuis=(presents, members),
        start=match.start(),
        end=match.end(),
    )


@check(
    "SEA019",
    origine="alsace-moselle-second-convocation",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2541-4",),
    portee=Portee.SEANCE,
    sortes=COMMUNES,
)
def local_second_convocation(acte: Acte, context: Context) -> Iterator[Signal]:
    """En Alsace-Moselle, la seconde convocation ne rappelle pas la dispense de quorum.

    Ce que la règle vérifie
        Dans le Bas-Rhin, le Haut-Rhin et la Moselle, l’acte pris après une seconde convocation rappelle que
        le conseil délibère sans quorum.
    Pourquoi
        Le droit local n’admet la dispense que si la seconde convocation le rappelle expressément.
    Exemple fautif
        « Le quorum n’ayant pas été atteint, le conseil a été convoqué à une nouvelle réunion. »
    Correction
        Ajouter ce rappel à la convocation et à l’acte.
    Limites
        Ne lit que l’acte, jamais la convocation elle-même. Silencieuse si le quorum est atteint.
    """
    if not context.is_alsace_moselle(acte):
        return
    match = search(acte, _SECONDE_REUNION)
    if match is None or search(acte, _SANS_QUORUM):
        return
    presents, members = count_presents(acte), acte.en_exercice
    if presents is not None and members is not None and is_quorum_reached(presents.value, members.value):
        return
    yield Signal(
        message="La seconde convocation doit rappeler que le conseil délibérera sans quorum.",
        correction="Ajoutez ce rappel.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "SEA018",
    origine="agenda-item-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-10",),
    sortes=COMMUNES_EPCI,
)
def decided_under_any_other_business(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une décision est prise sous le titre « Questions diverses ».

    Ce que la règle vérifie
        Un point intitulé « Questions diverses » ne contient pas de vote.
    Pourquoi
        Le conseil ne délibère que sur les questions portées à l’ordre du jour de la convocation : sous ce
        titre, les conseillers ne savent pas de quoi il s’agit.
    Exemple fautif
        « Questions diverses : le conseil décide, à l’unanimité, d’acheter une tondeuse. »
    Correction
        Inscrire le point à l’ordre du jour d’une séance régulièrement convoquée.
    Limites
        L’objet doit être ce seul titre, et l’acte annoncer un résultat. La convocation n’est pas lue.
    """
    result = acte.resultat
    if acte.forme is Forme.PROCES_VERBAL or result is None or result.value is Resultat.PREND_ACTE:
        return
    if not search_objet(acte, _DIVERS):
        return
    yield Signal(
        message="Un vote a lieu sous le titre « Questions diverses », que la convocation ne précise pas.",
        correction="Inscrivez le point à l’ordre du jour d’une séance régulièrement convoquée.",
        appuis=(acte.objet, result),
    )
