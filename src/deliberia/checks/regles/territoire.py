"""Roads, urban plans, statutes of the group of communes: what their acts must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_sentence, iter_matches, search, search_objet
from deliberia.checks.mention import Mention, wait_for
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, Severity
from deliberia.reading.motifs import declare

_VOIE = declare(
    r"\b(?:voies?|rues?|chemins?|places?|all[ée]es?|impasses?|routes?|voirie|parkings?|sentiers?)\b", re.I
)
_DESSERTE = declare(
    r"\b(?:porte\s+atteinte|modifi\w+|affect\w+|supprim\w+|restrei\w+)\b[^.;\n]{0,60}?\b(?:desserte"
    r"|circulation)",
    re.I,
)
_DESSERTE_NIEE = declare(r"\b(?:ne|n['’]|sans|aucun\w*|ni|pas)\b", re.I)
_ENQUETE = declare(r"enqu[êe]te|commissaire[- ]enqu[êe]teur|141-3", re.I)
_CLASSEMENT = declare(r"\b(?:d[ée])?class(?:ement|er)\b|d[ée]saffect", re.I)

wait_for(
    Mention(
        id="DIS024",
        origine="plu-publicity",
        severite=Severity.INFO,
        fondement=("CU:L153-23", "CU:R153-20", "CU:R153-21"),
        sortes=COMMUNES_EPCI,
        objet=declare(
            r"approb\w*.{0,60}\b(?:plan\s+local\s+d['’]urbanisme|PLUi?\b)|\b(?:plan\s+local\s+d['’]urbanisme"
            r"|PLUi?\b).{0,60}approb",
            re.I,
        ),
        attendu=declare(r"affich|portail\s+national|g[ée]oportail|mesures?\s+de\s+publicit|153-2[0-3]", re.I),
        message="Le PLU n’est exécutoire qu’après publication sur le portail national de l’urbanisme et "
        "transmission : l’acte ne dit rien de ces formalités.",
        correction="Mentionnez l’affichage d’un mois, l’avis dans la presse et la publication au portail.",
        page="""L’approbation du PLU ne prévoit pas ses formalités de publicité.

        Ce que la règle vérifie
            L’acte qui approuve un plan local d’urbanisme, ou sa modification, parle de son affichage ou de sa
            publication sur le portail national.
        Pourquoi
            Le plan n’est exécutoire qu’après publication sur ce portail et transmission à l’État ;
            l’affichage dure un mois et un avis paraît dans la presse.
        Exemple fautif
            « Approbation de la modification n° 2 du PLU » sans un mot sur la publicité.
        Correction
            Ajouter un article sur ces formalités.
        Limites
            Simple information : les formalités suivent le vote et peuvent être faites sans être écrites.
        """,
    )
)

wait_for(
    Mention(
        id="DIS009",
        origine="intercommunal-statutes",
        severite=Severity.INFO,
        fondement=("CGCT:L5211-17", "CGCT:L5211-18", "CGCT:L5211-20"),
        sortes=COMMUNES,
        objet=declare(
            r"(?:modification|r[ée]vision|approbation)\b.{0,40}\bstatuts\b.{0,60}\b(?:communaut[ée]|syndicat"
            r"|epci|m[ée]tropole|sivu|sivom)"
            r"|transfert\b.{0,40}\bcomp[ée]tence.{0,60}\b(?:communaut[ée]|syndicat|epci|m[ée]tropole)"
            r"|(?:extension\s+du\s+p[ée]rim[èe]tre|adh[ée]sion\s+d(?:e"
            r"|['’])\s?.{0,40}commune.{0,40}\b[àa])\b.{0,60}\b(?:communaut[ée]|syndicat)",
            re.I,
        ),
        attendu=declare(
            r"notifi|d[ée]lai\s+de\s+trois\s+mois|courrier\s+(?:du|re[çc]u)|re[çc]u\w*\s+le|transmis\w*\s+le",
            re.I,
        ),
        message="Le conseil dispose de trois mois à compter de la notification : sa date n’est pas "
        "mentionnée.",
        correction="Mentionnez la date de notification de la délibération de l’EPCI.",
        page="""La consultation sur les statuts de l’EPCI ne date pas la notification.

        Ce que la règle vérifie
            L’acte par lequel la commune se prononce sur les statuts, les compétences ou le périmètre de son
            groupement mentionne la notification qui l’a saisie.
        Pourquoi
            Le conseil a trois mois à compter de cette notification ; ensuite, son silence vaut accord, ou
            refus pour un retrait ou une restitution de compétence.
        Exemple fautif
            « Le conseil approuve la modification des statuts de la communauté de communes. »
        Correction
            Écrire la date de notification.
        Limites
            Simple information : l’acte reste valable sans cette date.
        """,
    )
)


@check(
    "DIS023",
    origine="road-classification-inquiry",
    severite=Severity.AVERTISSEMENT,
    fondement=("CVR:L141-3",),
    genres=frozenset({"voirie"}),
    sortes=COMMUNES,
)
def road_inquiry(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le classement ou le déclassement d’une voie touche la circulation sans enquête.

    Ce que la règle vérifie
        L’acte qui classe ou déclasse une voie, et dit que la desserte ou la circulation change, vise une
        enquête publique.
    Pourquoi
        L’enquête n’est dispensée que si l’opération ne porte pas atteinte à la desserte ni à la circulation.
    Exemple fautif
        « Déclassement de la rue du Four, qui modifie la circulation du quartier. »
    Correction
        Viser l’enquête publique.
    Limites
        Simple information si l’acte ne dit rien ni de l’enquête, ni de la desserte. Silencieuse si l’atteinte
        est niée.
    """
    if acte.forme is Forme.PROCES_VERBAL or acte.is_tronque or search(acte, _ENQUETE):
        return
    if not search_objet(acte, _VOIE) or not search_objet(acte, _CLASSEMENT):
        return
    touched = next(iter_matches(acte, _DESSERTE), None)
    if touched is not None and not _DESSERTE_NIEE.search(get_sentence(acte, touched)):
        yield Signal(
            message="L’opération touche la desserte ou la circulation : une enquête publique est nécessaire.",
            correction="Visez l’enquête publique.",
            start=touched.start(),
            end=touched.end(),
        )
    elif touched is None and not re.search(r"desserte|circulation", acte.corps, re.I):
        yield Signal(
            message="L’acte ne parle ni d’enquête publique, ni de l’absence d’atteinte à la desserte et à la "
            "circulation.",
            correction="Visez l’enquête, ou écrivez que desserte et circulation ne changent pas.",
            severite=Severity.INFO,
            appuis=(acte.objet,),
        )
