"""Presence: who presides, who keeps the record, do the lists add up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.arithmetic import effectif_legal
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import count_presents, has_member, search
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Severity
from deliberia.reading.motifs import declare

_SECRETAIRE = declare(r"\bsecr[ée]taire\b", re.I, debuts="sec")
_AGENT = declare(
    r"\bsecr[ée]taire\s+de\s+(?:la\s+)?s[ée]ance\b[^.;\n]{0,80}\b(?:directeur\s+g[ée]n[ée]ral"
    r"|directrice\s+g[ée]n[ée]rale|DGS|"
    r"secr[ée]taire\s+(?:g[ée]n[ée]rale?|de\s+mairie)|agente?\s+(?:communal|territorial))",
    re.I,
    debuts="sec",
)
_PRESIDENCE = declare(
    r"\bpr[ée]sid|\b(?:le|la)\s+maire\s*,?\s*(?:ouvre|d[ée]clare|a\s+ouvert|constate)",
    re.I,
    debuts="la le pre",
)
_SIEGE_POURVU = declare(
    r"\bsuivante?s?\s+(?:de|sur|dans)\s+(?:la|cette|sa)\s+liste|\binstallation\s+d|\binstall[ée]e?\s+(?:dans"
    r"|comme|en)"
    r"|\bappel[ée]e?\s+[àa]\s+(?:le\s+|la\s+)?remplacer|\bcompl[ée]t[ée]\b|\bpourvu",
    re.I,
    debuts="app com ins pou sui",
)
"""The vacant seat is filled at once by the next of the list."""
_CERTAIN = (Certitude.LU, Certitude.DECLARE)
_NOUVELLE = declare(r"commune\s+nouvelle|maires?\s+d[ée]l[ée]gu[ée]", re.I)


@check(
    "SEA020",
    origine="secretary-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-15",),
    portee=Portee.SEANCE,
    sortes=COMMUNES_EPCI,
)
def secretary_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le secrétaire de séance n’est pas désigné.

    Ce que la règle vérifie
        L’acte nomme un secrétaire de séance, et ce n’est pas un agent de la collectivité.
    Pourquoi
        Au début de chaque séance, le conseil nomme un ou plusieurs de ses membres comme secrétaires. Depuis
        le 1er juillet 2022, leur signature figure avec celle du maire.
    Exemple fautif
        « Présents : … Absents : … » sans aucune mention d’un secrétaire.
    Correction
        Ajouter « Mme Untel a été nommée secrétaire de séance ».
    Limites
        Un nom absent de la liste des membres ne suffit pas : les listes sont souvent incomplètes. Ne parle
        pas des extraits certifiés par le maire seul avant juillet 2022.
    """
    agent = search(acte, _AGENT)
    if agent:
        yield Signal(
            message="Le secrétaire de séance semble être un agent : il doit être membre du conseil.",
            correction="Nommez un membre du conseil ; un agent peut l’assister.",
            start=agent.start(),
            end=agent.end(),
        )
    elif acte.secretaire is None and acte.signature_secretaire is None and not _mentions_secretary(acte):
        if acte.is_extrait and (context.date is None or context.date.year < 2022):
            return
        yield Signal(
            message="Le secrétaire de séance n’est pas désigné.",
            correction="Nommez un membre du conseil au début de la séance et indiquez-le.",
            appuis=(_uncertain(acte.is_tronque),),
        )


def _mentions_secretary(acte: Acte) -> bool:
    match = search(acte, _SECRETAIRE)
    return match is not None and not any("ecr" in champ.value for champ in acte.rubriques_vides)


def _uncertain(doubtful: bool) -> Fact[bool] | None:
    """A support that lowers the severity when the text itself is not whole."""
    return Fact(value=True, certitude=Certitude.DEDUIT) if doubtful else None


@check(
    "SEA021",
    origine="president-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-14", "CGCT:L2122-17"),
    portee=Portee.SEANCE,
)
def president_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """La présidence de la séance n’est pas indiquée.

    Ce que la règle vérifie
        L’acte dit qui préside : « sous la présidence de », « président de séance », « le maire ouvre la
        séance ».
    Pourquoi
        Le conseil est présidé par le maire ou, à défaut, par celui qui le remplace. Le président dirige le
        vote et peut départager.
    Exemple fautif
        « Le conseil municipal s’est réuni en mairie. Présents : … »
    Correction
        Ajouter « sous la présidence de M. Untel, maire ».
    Limites
        La qualité du président n’est pas contrôlée.
    """
    if acte.president is not None or search(acte, _PRESIDENCE) or acte.forme is not Forme.DELIBERATION:
        return
    yield Signal(
        message="La présidence de la séance n’est pas indiquée.",
        correction="Indiquez qui préside et à quel titre.",
        appuis=(_uncertain(acte.is_tronque),),
    )


@check(
    "SEA022",
    origine="attendance-sum-mismatch",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-15", "CGCT:L2121-17"),
    portee=Portee.SEANCE,
)
def attendance_sum_mismatch(acte: Acte, context: Context) -> Iterator[Signal]:
    """Les listes nominatives ne font pas le nombre de membres en exercice.

    Ce que la règle vérifie
        Les présents (président compris), les représentés et les absents, chacun compté une fois, sont aussi
        nombreux que les membres en exercice. Plus nombreux : erreur. Moins nombreux : avertissement.
    Pourquoi
        Le quorum et le nombre de votants se déduisent de ces listes.
    Exemple fautif
        « Membres en exercice : 11 », puis sept présents, un pouvoir et deux absents.
    Correction
        Compléter ou corriger les listes, ou le nombre de membres en exercice.
    Limites
        Seuls les noms sont additionnés, jamais les nombres : les absents comprennent souvent les
        représentés. Silencieuse en cas d’arrivée, de départ ou de suppléance.
    """
    if acte.presents is None or acte.en_exercice is None or acte.is_mouvements:
        return
    if acte.presents.certitude not in _CERTAIN:
        return
    names = list(acte.presents.value)
    if acte.president and acte.president.value:
        _add(names, acte.president.value)
    for pouvoir in acte.pouvoirs.value if acte.pouvoirs else ():
        _add(names, pouvoir.de)
    for name in acte.absents.value if acte.absents else ():
        _add(names, name)
    members = acte.en_exercice.value
    if len(names) == members or (len(names) < members and not _has_all_lists(acte)):
        return
    more = len(names) > members
    yield Signal(
        message=f"Les listes nominatives comptent {len(names)} membres, alors que {members} sont en "
        f"exercice.",
        correction="Complétez ou corrigez les listes nominatives, ou le nombre de membres en exercice.",
        severite=Severity.ERREUR if more else Severity.AVERTISSEMENT,
        appuis=(acte.presents, acte.en_exercice, acte.absents, acte.pouvoirs),
    )


def _add(names: list[str], name: str) -> None:
    if not has_member(tuple(names), name):
        names.append(name)


def _has_all_lists(acte: Acte) -> bool:
    """True when the missing people cannot stand in a list that was not read."""
    if acte.absents_nombre is not None and (
        acte.absents is None or acte.absents_nombre.value > len(acte.absents.value)
    ):
        return False
    if acte.pouvoirs_nombre is not None and (
        acte.pouvoirs is None or acte.pouvoirs_nombre.value > len(acte.pouvoirs.value)
    ):
        return False
    lists = [fact for fact in (acte.absents, acte.pouvoirs) if fact is not None]
    return bool(lists) and all(fact.certitude in _CERTAIN for fact in lists)


@check(
    "SEA023",
    origine="attendance-names-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-15",),
    portee=Portee.SEANCE,
)
def attendance_names_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Les noms des présents ne sont pas donnés.

    Ce que la règle vérifie
        À côté des nombres de présents et d’absents, l’acte donne les noms.
    Pourquoi
        La préfecture et le juge vérifient le quorum et les pouvoirs sur des noms.
    Exemple fautif
        « Présents : 9. Absents : 2. » sans aucune liste.
    Correction
        Ajouter les noms des présents, des représentés avec leur mandataire, et des absents.
    Limites
        Ne parle que si un nombre de présents est donné et qu’aucune liste n’est reconnaissable.
    """
    if acte.presents is not None or acte.presents_nombre is None or acte.forme is not Forme.DELIBERATION:
        return
    head = acte.texte[acte.debut : acte.debut + 6000]
    if len(re.findall(r"\b(?:M\.|Mme|Monsieur|Madame|MM\.|Mmes|Messieurs|Mesdames)\s", head)) > 4:
        return
    if re.search(r"(?:[A-ZÀ-Þ][\w-]+\s+[A-ZÀ-Þ][\w.-]*\s*[,;–-]\s*){4}", head):
        return
    if re.search(r"(?i:pr[ée]sents?[^:\n]{0,40}:)\s*(?:[A-ZÀ-Þ][\w.'’-]*[\s,;.–-]{1,4}){5}", head):
        return  # a list that a page badly read makes unreadable
    yield Signal(
        message="Les noms des présents, représentés et absents ne sont pas indiqués.",
        correction="Ajoutez les listes nominatives.",
        appuis=(acte.presents_nombre,),
    )


@check(
    "SEA024",
    origine="council-size-exceeded",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-2",),
    portee=Portee.SEANCE,
    sortes=COMMUNES,
)
def council_size_exceeded(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le nombre de membres en exercice dépasse l’effectif légal.

    Ce que la règle vérifie
        Les membres en exercice ne sont pas plus nombreux que les sièges prévus pour la population de la
        commune au dernier renouvellement général.
    Pourquoi
        L’effectif du conseil est fixé par la loi.
    Exemple fautif
        « Membres en exercice : 15 » dans une commune de 430 habitants, dont le conseil compte onze sièges.
    Correction
        Vérifier la population de référence et la liste des conseillers.
    Limites
        Demande une population déclarée. Silencieuse pour une commune nouvelle.
    """
    population, members = context.get_population(acte), acte.en_exercice
    if population is None or members is None or search(acte, _NOUVELLE):
        return
    legal = effectif_legal(population)
    if members.value <= legal:
        return
    yield Signal(
        message=f"{members.value} membres en exercice : l’effectif légal ({legal}) est dépassé.",
        correction="Vérifiez la population de référence et la liste des conseillers.",
        appuis=(members,),
    )


@check(
    "SEA025",
    origine="quorum-uses-legal-size",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-2", "CGCT:L2121-17"),
    portee=Portee.SEANCE,
    sortes=COMMUNES,
)
def quorum_uses_legal_size(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’effectif légal est pris pour le nombre de membres en exercice.

    Ce que la règle vérifie
        Lorsque l’acte constate une démission ou un décès non remplacé, le nombre de membres en exercice est
        inférieur à l’effectif légal.
    Pourquoi
        Le quorum se calcule sur les sièges pourvus.
    Exemple fautif
        « Effectif légal : 15. En exercice : 15. Un siège est vacant depuis le décès de M. Untel. »
    Correction
        Indiquer le nombre réel de conseillers en exercice à la date de la séance.
    Limites
        Demande que l’effectif légal soit connu et que la vacance soit écrite. Silencieuse si le siège est
        pourvu par le suivant de la liste.
    """
    legal, members = context.get_effectif_legal(acte), acte.en_exercice
    if legal is None or members is None or members.value < legal:
        return
    if search(acte, _SIEGE_POURVU):
        return
    if search(acte, re.compile(r"\bsi[èe]ges?\s+(?:est\s+|sont\s+|demeure\w*\s+)?vacants?\b", re.I)) is None:
        return
    yield Signal(
        message="Le nombre de membres « en exercice » semble être l’effectif légal : les sièges "
        "vacants doivent "
        "être déduits.",
        correction="Indiquez le nombre réel de conseillers en exercice à la date de la séance.",
        appuis=(members,),
    )


@check(
    "SEA026",
    origine="quorum-not-rechecked-on-movement",
    severite=Severity.INFO,
    fondement=("CGCT:L2121-17",),
    portee=Portee.SEANCE,
)
def quorum_not_rechecked_on_movement(acte: Acte, context: Context) -> Iterator[Signal]:
    """Des arrivées ou départs sont notés sans présence actualisée.

    Ce que la règle vérifie
        Lorsqu’un membre arrive ou part en cours de séance, l’acte donne le nombre de présents ou de votants
        pour le point.
    Pourquoi
        Le quorum s’apprécie à l’ouverture de chaque point.
    Exemple fautif
        « Mme Untel quitte la séance à 20 h 10 », puis un vote sans nombre de votants.
    Correction
        Ajouter pour ce point le nombre de présents, de pouvoirs et de votants.
    Limites
        Simple information : l’actualisation peut figurer dans un autre document.
    """
    if not acte.is_mouvements or acte.forme is not Forme.DELIBERATION:
        return
    if acte.votants is not None or acte.pour is not None or count_presents(acte) is None:
        return
    yield Signal(
        message="Des arrivées ou départs sont notés : la présence doit être actualisée à l’ouverture "
        "de chaque point.",
        correction="Ajoutez pour ce point le nombre de présents, de pouvoirs et de votants.",
    )
