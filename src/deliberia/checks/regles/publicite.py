"""Remedies and publicity: delays, starting points, formalities that no longer exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches, search
from deliberia.checks.periodes import SIGNATURE_2022
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, Severity
from deliberia.reading.motifs import declare

_RECOURS = declare(
    r"\brecours\b[^.]{0,160}?\bd[ée]lai\s+(?:\w+\s+){0,3}?d(?:e|['’])\s*(?P<delai>(?:un|une|deux"
    r"|trois|quatre|six|quinze|\d{1,2})\s+(?:mois|jours|semaines?))(?P<suite>[^.]{0,170})"
    r"|\bd[ée]lai\s+de\s+recours\s+(?:est\s+)?(?:de|d['’])\s*(?P<delai2>(?:un|une|deux|trois|quatre"
    r"|six|\d{1,2})\s+(?:mois|jours|semaines?))(?P<suite2>[^.]{0,170})",
    re.I,
    debuts="del rec",
)
_BON_DELAI = declare(r"^(?:deux|2)\s+mois|^cinq\s+jours|^5\s+jours", re.I)
_AUTRE_RECOURS = declare(
    r"gracieux|hi[ée]rarchique|r[ée]f[ée]r[ée]|urbanisme|permis|distance|outre-mer|[ée]tranger"
    r"|silence|[ée]lection|concours|candidat",
    re.I,
)
_DEPART_FAUX = declare(
    r"\b[àa]\s+compter\s+(?:de\s+(?:la\s+)?(?:date\s+de\s+(?:la\s+)?)?(?:s[ée]ance|r[ée]union"
    r"|adoption|son\s+adoption|d[ée]lib[ée]ration|signature|sa\s+signature|vote|son\s+vote)|du\s+vote)\b",
    re.I,
    debuts="a",
)
_DEPART_BON = declare(
    r"publi|notif|affich|r[ée]ception|transmission|caract[èe]re\s+ex[ée]cutoire|mise\s+en\s+ligne", re.I
)
_COMPTE_RENDU = declare(
    r"compte[- ]rendu\b[^.;\n]{0,60}\b(?:affich[ée]|sera\s+affich|sous\s+huit(?:aine|\s+jours)"
    r"|dans\s+la\s+huitaine)",
    re.I,
)
_RECUEIL = declare(
    r"\b(?:sera|seront|est|publi[ée]e?|ins[ée]r[ée]e?|inscrite?)\b[^.;\n]{0,60}\b(?:au"
    r"|dans\s+le)\s+recueil\s+des\s+actes\s+administratifs\s+(?:de\s+la\s+commune|communal"
    r"|de\s+la\s+ville|municipal)",
    re.I,
    debuts="est ins pub ser",
)
_CERTIFIER = declare(
    r"\b(?:le\s+maire|le\s+pr[ée]sident)\s+(?:doit|est\s+tenu\s+de)\s+certifier\b[^.;\n]{0,80}ex[ée]cutoire",
    re.I,
    debuts="le",
)
_MENTION = declare(r"\brecours\b|tribunal\s+administratif|t[ée]l[ée]recours", re.I)


@check("EXE010", origine="appeal-mention-wrong", severite=Severity.AVERTISSEMENT, fondement=("CJA:R421-1",))
def appeal_mention_wrong(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le délai ou le point de départ du recours est inexact.

    Ce que la règle vérifie
        La mention des voies de recours annonce deux mois, à compter de la publication ou de la notification.
    Pourquoi
        Un délai trop court ou mal compté ne peut pas être opposé au requérant.
    Exemple fautif
        « Recours devant le tribunal administratif dans un délai d’un mois à compter de la séance. »
    Correction
        Indiquer deux mois à compter de la publication ou de la notification.
    Limites
        Laisse passer les cinq jours des élections, les délais de distance, le recours gracieux et
        l’urbanisme.
    """
    for match in iter_matches(acte, _RECOURS):
        delai, suite = match["delai"] or match["delai2"], match["suite"] or match["suite2"] or ""
        if _AUTRE_RECOURS.search(match.group()):
            continue
        if not _BON_DELAI.match(delai):
            message = (
                f"Le délai de recours annoncé ({' '.join(delai.split())}) est inexact : il est de deux mois."
            )
        elif _DEPART_FAUX.search(suite) and not _DEPART_BON.search(suite):
            message = "Le point de départ du recours est inexact : ce n’est ni la séance ni la signature."
        else:
            continue
        yield Signal(
            message=message,
            correction="Indiquez deux mois à compter de la publication ou de la notification.",
            start=match.start(),
            end=match.end(),
        )
        return


@check(
    "EXE011", origine="appeal-mention-missing", severite=Severity.INFO, fondement=("CJA:R421-1", "CJA:R421-5")
)
def appeal_mention_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Les voies et délais de recours ne sont pas mentionnés.

    Ce que la règle vérifie
        L’acte mentionne le recours devant le tribunal administratif.
    Pourquoi
        La mention fait courir le délai contre le destinataire d’une décision notifiée ; ailleurs, elle est
        recommandée.
    Exemple fautif
        Un acte sans aucune mention de recours.
    Correction
        Ajouter la mention : deux mois, tribunal administratif compétent.
    Limites
        Simple information : l’absence de mention n’entache pas une délibération publiée.
    """
    if acte.forme is not Forme.DELIBERATION or acte.is_tronque or search(acte, _MENTION):
        return
    yield Signal(
        message="Les voies et délais de recours ne sont pas mentionnés.",
        correction="Ajoutez la mention (deux mois, tribunal administratif compétent).",
    )


@check(
    "EXE012",
    origine="report-old-summary",
    severite=Severity.INFO,
    fondement=("CGCT:L2121-25",),
    sortes=COMMUNES_EPCI,
    since=SIGNATURE_2022,
)
def report_old_summary(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le compte rendu affiché ou le recueil communal n’existe plus.

    Ce que la règle vérifie
        L’acte n’annonce ni l’affichage d’un compte rendu sous huitaine, ni la publication au recueil des
        actes administratifs de la commune.
    Pourquoi
        Depuis le 1er juillet 2022, la liste des délibérations est affichée et mise en ligne dans la semaine.
    Exemple fautif
        « Le compte rendu sera affiché sous huitaine. »
    Correction
        Remplacer par la liste des délibérations et le procès-verbal.
    Limites
        Appeler « compte rendu » le procès-verbal ne suffit pas.
    """
    match = search(acte, _COMPTE_RENDU) or search(acte, _RECUEIL)
    if match is None:
        return
    yield Signal(
        message="Le compte rendu affiché et le recueil des actes de la commune n’existent plus "
        "depuis le 1er juillet 2022.",
        correction="Remplacez par la liste des délibérations et le procès-verbal.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "EXE013",
    origine="certification-mandatory",
    severite=Severity.INFO,
    fondement=("CGCT:L2131-1",),
    since=SIGNATURE_2022,
)
def certification_mandatory(acte: Acte, context: Context) -> Iterator[Signal]:
    """La certification du caractère exécutoire est présentée comme une obligation.

    Ce que la règle vérifie
        L’acte ne dit pas que le maire doit certifier le caractère exécutoire.
    Pourquoi
        Depuis le 1er juillet 2022, le maire peut certifier ; il n’y est pas tenu.
    Exemple fautif
        « Le maire doit certifier le caractère exécutoire de la présente délibération. »
    Correction
        Reformuler, ou conserver à titre facultatif.
    Limites
        « Le maire certifie sous sa responsabilité » est régulier : la règle se tait.
    """
    match = search(acte, _CERTIFIER)
    if match is None:
        return
    yield Signal(
        message="La certification du caractère exécutoire est une faculté.",
        correction="Reformulez ou conservez à titre facultatif.",
        start=match.start(),
        end=match.end(),
    )
