"""How acts and convocations travel: paper or electronic, by post or by the platform."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_sentence, iter_matches, search
from deliberia.checks.periodes import SIGNATURE_2022
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Severity
from deliberia.reading.motifs import declare

CONVOCATION_DEMATERIALISEE = dt.date(2019, 12, 29)
"""Electronic convocation by default. Source: loi 2019-1461 art. 9, checked 2026-11-22."""
TELETRANSMISSION = dt.date(2020, 8, 7)
"""Electronic transmission compulsory. Source: loi 2015-991 art. 128, checked 2026-11-22."""
_TELETRANSMISSION_HABITANTS = 50_000
_PUBLICATION_HABITANTS = 3_500

_PAPIER = declare(
    r"\bconvo(?:cations?|qu[ée]e?s?)\b[^.;\n]{0,80}?\b(?:par\s+(?:courrier\s+(?:postal|simple|recommand[ée])"
    r"|voie\s+postale|la\s+poste|porteur)|sur\s+(?:support\s+)?papier|remises?\s+en\s+mains?\s+propres?"
    r"|d[ée]pos[ée]es?\s+dans\s+les\s+bo[îi]tes|[àa]\s+(?:leurs?|son)\s+domiciles?)",
    re.I,
    debuts="con",
)
_CHOIX = declare(
    r"demand|choi|souhait|opt[ée]|[ée]lectronique|d[ée]mat[ée]rialis|courriel|e-?mail|mail\b", re.I
)
_AFFICHAGE_SEUL = declare(
    r"\b(?:publi(?:[ée]e?s?|cation)|port[ée]e?\s+[àa]\s+la\s+connaissance)\b[^.;\n]{0,50}?"
    r"\bpar\s+(?:voie\s+d['’]\s?|simple\s+)?affichage\b",
    re.I,
    debuts="por pub",
)
_ELECTRONIQUE = declare(
    r"[ée]lectronique|site\s+internet|\ben\s+ligne|d[ée]mat[ée]rialis|t[ée]l[ée]charg|\bwww\.|https?:", re.I
)
_ENVOI_PAPIER = declare(
    r"\b(?:transmi\w+|d[ée]pos\w+|adress\w+|envoy\w+)\b[^.;\n]{0,60}?\b(?:pr[ée]fe(?:t|cture)"
    r"|repr[ée]sentant\s+de\s+l['’][ÉEée]tat)\b[^.;\n]{0,50}?\b(?:par\s+(?:voie\s+postale|courrier\s+postal"
    r"|la\s+poste|porteur)|(?:sur\s+support|sous\s+forme|au\s+format|sur)\s+papier|en\s+(?:double"
    r"|triple)\s+exemplaire)",
    re.I,
    debuts="adr dep env tra",
)
_SIGNE_ELECTRONIQUEMENT = declare(
    r"\bsign[ée]e?\s+(?:(?:par\s+voie\s+|de\s+mani[èe]re\s+)?[ée]lectronique\w*|num[ée]riquement)"
    r"|\bsignature\s+(?:[ée]lectronique|num[ée]rique)\b",
    re.I,
    debuts="sig",
)
_FIN = 1500


@check(
    "SEA016",
    origine="convocation-mode",
    severite=Severity.INFO,
    fondement=("CGCT:L2121-10",),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
    since=CONVOCATION_DEMATERIALISEE,
)
def convocation_on_paper(acte: Acte, context: Context) -> Iterator[Signal]:
    """La convocation est envoyée sur papier sans demande du conseiller.

    Ce que la règle vérifie
        Lorsque l’acte dit que la convocation est partie par la poste, au domicile ou en main propre, il dit
        aussi que le conseiller l’a demandé.
    Pourquoi
        La convocation est transmise de manière dématérialisée ; l’envoi sur papier suppose une demande. Une
        convocation reçue dans le délai reste régulière.
    Exemple fautif
        « Convocation adressée par voie postale le 10 novembre 2026. »
    Correction
        Garder la trace du choix du conseiller et de la réception dans le délai.
    Limites
        Silencieuse si la phrase parle d’un choix, d’une demande ou d’un courriel. Ne vaut pas en
        Alsace-Moselle, où la règle n’est pas certaine.
    """
    if context.is_alsace_moselle(acte):
        return
    for match in iter_matches(acte, _PAPIER):
        if not _CHOIX.search(get_sentence(acte, match)):
            yield Signal(
                message="L’envoi dématérialisé est la règle ; l’envoi sur papier suppose une demande du "
                "conseiller.",
                correction="Gardez la trace du choix du conseiller et de la réception dans le délai.",
                start=match.start(),
                end=match.end(),
            )
            return


@check(
    "EXE018",
    origine="publication-mode",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2131-1",),
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def published_by_posting(acte: Acte, context: Context) -> Iterator[Signal]:
    """La publication se fait par affichage au lieu de la voie électronique.

    Ce que la règle vérifie
        L’acte d’un EPCI ou d’une commune de 3 500 habitants et plus ne se dit pas publié par le seul
        affichage.
    Pourquoi
        Depuis le 1er juillet 2022, ces collectivités publient leurs actes par voie électronique. Les
        communes plus petites et les syndicats peuvent choisir l’affichage ou le papier par délibération.
    Exemple fautif
        « La présente délibération sera publiée par affichage en mairie. » dans une commune de 5 000
        habitants.
    Correction
        Publier sur le site internet de la collectivité.
    Limites
        Demande une population déclarée pour une commune. Silencieuse si l’acte parle aussi d’une publication
        électronique : l’affichage peut s’y ajouter. Les règles d’affichage de l’urbanisme sont à part.
    """
    sorte, population = context.get_sorte(acte), context.get_population(acte)
    if sorte is CollectiviteSorte.SYNDICAT or search(acte, _ELECTRONIQUE) or "urbanisme" in acte.genres:
        return
    if sorte is CollectiviteSorte.COMMUNE and (population or 0) < _PUBLICATION_HABITANTS:
        return
    match = search(acte, _AFFICHAGE_SEUL)
    if match is None:
        return
    yield Signal(
        message="La publication des actes est électronique ; l’affichage seul ne suffit pas.",
        correction="Publiez sur le site internet de la collectivité.",
        fondement=("CGCT:L5211-3",) if sorte is CollectiviteSorte.EPCI else None,
        start=match.start(),
        end=match.end(),
    )


@check(
    "EXE020",
    origine="transmission-electronic-required",
    severite=Severity.AVERTISSEMENT,
    fondement=("LOI:2015-991",),
    sortes=COMMUNES | frozenset({CollectiviteSorte.EPCI}),
    since=TELETRANSMISSION,
)
def transmitted_on_paper(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’acte est transmis sur papier alors que la télétransmission est obligatoire.

    Ce que la règle vérifie
        L’acte d’un EPCI ou d’une commune de plus de 50 000 habitants n’annonce pas un envoi à l’État par la
        poste ou sur papier.
    Pourquoi
        Depuis le 7 août 2020, ces collectivités transmettent leurs actes par voie électronique.
    Exemple fautif
        « La délibération sera transmise au préfet par voie postale. »
    Correction
        Utiliser un opérateur de transmission homologué.
    Limites
        Ne parle que si l’envoi sur papier est écrit. Un dossier trop lourd peut suivre une autre voie avec
        l’accord de la préfecture.
    """
    population = context.get_population(acte) or 0
    is_commune = context.get_sorte(acte) is CollectiviteSorte.COMMUNE
    match = search(acte, _ENVOI_PAPIER)
    if match is None or (is_commune and population <= _TELETRANSMISSION_HABITANTS):
        return
    yield Signal(
        message="La télétransmission est obligatoire pour cette collectivité.",
        correction="Utilisez un opérateur de transmission homologué.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "EXE005",
    origine="register-paper-signature",
    severite=Severity.INFO,
    fondement=("CGCT:R2121-9",),
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def only_electronic_signature(acte: Acte, context: Context) -> Iterator[Signal]:
    """Seule une signature électronique est mentionnée.

    Ce que la règle vérifie
        Le bloc des signatures d’un fichier de travail ne mentionne pas la seule signature électronique.
    Pourquoi
        Le registre papier reste signé à la main par le maire et le secrétaire pour chaque séance.
    Exemple fautif
        « Signé électroniquement par Mme Claire Vasseur, maire. »
    Correction
        Prévoir la signature du feuillet de clôture de la séance au registre.
    Limites
        Ne lit que les fichiers de travail (.docx, .odt, .md), jamais un PDF, où la mention vient d’un outil.
    """
    if not context.is_source:
        return
    end = acte.fin_texte
    match = _SIGNE_ELECTRONIQUEMENT.search(acte.texte, max(acte.debut, end - _FIN), end)
    if match is None or re.search(r"manuscrit|feuillet|registre\s+papier", get_sentence(acte, match), re.I):
        return
    yield Signal(
        message="Le registre papier reste signé à la main pour chaque séance, même si la délibération est "
        "signée électroniquement.",
        correction="Prévoyez la signature du feuillet de clôture de la séance.",
        start=match.start(),
        end=match.end(),
    )
