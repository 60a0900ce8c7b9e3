"""Wishes, refusals, annexes: what their acts must say or hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search, search_objet
from deliberia.checks.registre import COMMUNES, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, SectionSorte, Severity
from deliberia.reading.motifs import declare

_DECIDE = declare(r"\b(?:d[ée]cide|arr[êe]te|ordonne|fixe|interdit|institue)\b", re.I)
_VOEU = declare(
    r"[ée]met|v[œo]e?u|demande|souhait|s['’]oppose|oppos|exprim|soutien|appel|r[ée]affirm|invit|solidar"
    r"|refus|rejet|sollicit"
    r"|d[ée]nonc|s['’]inqui|exige|affirme|condamne|rappelle|d[ée]plore|interpell|alert|adopte\s+(?:la|cette"
    r"|le)",
    re.I,
)
_REFUS = declare(
    r"^\W*(?:(?:refus|rejet)\s+d(?:e|['’]|u)\s*(?:une?\s+|la\s+|l['’]\s?|le\s+)?(?:demande|autorisation"
    r"|permis|candidature|inscription"
    r"|occupation|remise|indemnisation|d[ée]rogation|agr[ée]ment|aide)"
    r"|retrait\s+d(?:e\s+l|['’])\s?(?:une\s+)?(?:autorisation|agr[ée]ment|concession)|exclusion\s+d)",
    re.I,
)
_MOTIF = declare(
    r"consid[ée]rant|attendu|au\s+motif|pour\s+(?:les\s+)?motifs?|en\s+raison|compte\s+tenu|[ée]tant\s+donn"
    r"|car\b|parce\s+que"
    r"|dans\s+la\s+mesure|faute\s+de|d[èe]s\s+lors|en\s+effet|puisque|eu\s+[ée]gard",
    re.I,
)
_ANNEXE = declare(
    r"\b(?:ci[- ]annex[ée]e?s?|ci[- ]jointe?s?|(?:annex[ée]e?s?"
    r"|joint[es]{0,2})\s+[àa]\s+la\s+pr[ée]sente(?:\s+d[ée]lib[ée]ration)?)\b",
    re.I,
    debuts="ann ci joi",
)
_ANNEXE_PRESENTE = declare(r"^[ \t#*|]*ANNEXE|^[ \t#*|]*Annexe\s*(?:n\s?[°o]|\d|:|$)", re.M)


@check(
    "DIS008",
    origine="wish-or-motion",
    severite=Severity.INFO,
    fondement=("CGCT:L2121-29",),
    genres=frozenset({"voeu"}),
    sortes=COMMUNES,
)
def wish_that_decides(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un vœu est rédigé comme une décision.

    Ce que la règle vérifie
        Le vœu ou la motion demande, souhaite ou s’oppose ; il ne décide rien.
    Pourquoi
        Un vœu porte sur un objet d’intérêt local et n’a pas d’effet juridique : écrit comme une décision, il
        peut être déféré au juge.
    Exemple fautif
        « Vœu sur la gare : le conseil décide de fixer l’horaire des trains. »
    Correction
        Écrire « émet le vœu que … ».
    Limites
        L’intérêt local n’est pas jugé. Silencieuse dès qu’un verbe de vœu apparaît dans la décision.
    """
    decision = next((s for s in acte.sections if s.sorte is SectionSorte.DISPOSITIF), None)
    if decision is None or acte.forme is Forme.PROCES_VERBAL:
        return
    match = _DECIDE.search(acte.texte, decision.start, decision.end)
    if match is None or _VOEU.search(acte.texte, decision.start, decision.end):
        return
    yield Signal(
        message="Un vœu doit porter sur un objet d’intérêt local et ne décide rien.",
        correction="Reformulez : « émet le vœu que … ».",
        start=match.start(),
        end=match.end(),
    )


@check(
    "CON002",
    origine="reasons-missing-individual",
    severite=Severity.AVERTISSEMENT,
    fondement=("CRPA:L211-2", "CRPA:L211-5"),
)
def refusal_without_reasons(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un refus ou un retrait n’est pas motivé.

    Ce que la règle vérifie
        La décision individuelle défavorable que l’objet annonce (refus, rejet, retrait, exclusion) donne ses
        raisons.
    Pourquoi
        Ces décisions doivent énoncer par écrit leurs considérations de droit et de fait.
    Exemple fautif
        « Objet : Refus d’une autorisation d’occupation … le conseil refuse la demande. »
    Correction
        Exposer les considérations de droit et de fait.
    Limites
        Simple avertissement : un motif peut s’écrire sans aucun des mots attendus. Un considérant, ou un mot
        qui introduit une raison, suffit : leur valeur n’est pas jugée.
    """
    if acte.forme is not Forme.DELIBERATION or acte.is_tronque or not search_objet(acte, _REFUS):
        return
    if search(acte, _MOTIF) or acte.iter_sections(SectionSorte.CONSIDERANT):
        return
    yield Signal(
        message="Décision individuelle défavorable sans motivation.",
        correction="Exposez les considérations de droit et de fait.",
        appuis=(acte.objet,),
    )


@check("DIS007", origine="annex-missing", severite=Severity.INFO, fondement=("CGCT:L2131-1",))
def annex_not_found(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une annexe est citée et ne se trouve pas dans le fichier.

    Ce que la règle vérifie
        Lorsque l’acte dit un document annexé ou joint à la délibération, une partie du fichier s’intitule
        « Annexe ».
    Pourquoi
        L’annexe fait partie de l’acte : elle se transmet, se publie et se garde avec lui.
    Exemple fautif
        « Approuve la convention annexée à la présente délibération. »
    Correction
        Joindre l’annexe au dossier, ou supprimer la mention.
    Limites
        Simple rappel, une fois par acte : l’annexe est presque toujours un autre fichier, que la règle ne
        voit pas.
    """
    if acte.forme is not Forme.DELIBERATION:
        return
    match = search(acte, _ANNEXE)
    if match is None or _ANNEXE_PRESENTE.search(acte.texte, match.end()):
        return
    yield Signal(
        message="Une annexe est citée ; elle n’a pas été trouvée avec l’acte.",
        correction="Joignez l’annexe au dossier, ou supprimez la mention.",
        start=match.start(),
        end=match.end(),
    )
