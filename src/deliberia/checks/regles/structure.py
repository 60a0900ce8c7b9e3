"""The operative part: present, decisive, numbered; effects in time; annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import PHRASE, get_dispositif, iter_matches, search
from deliberia.checks.registre import check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, Origine, SectionSorte, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date, iter_dates

_DECISION = declare(
    r"\b(?:d[ée]cid|approuv|adopt|autoris|fix(?:e|er|é|ent)\b|[ée]li[rst]|[ée]lue?s?\b|d[ée]sign"
    r"|valid|accept|donn|[ée]me(?:t|ttre|ttent)\b|"
    r"pren(?:d|dre|nent)\s+acte|pris\s+acte|charg|\bdi(?:t|re|sent)\b|attribu|vot[eé]|cr[ée]|modifi"
    r"|arr[êe]t|confi|sollicit|institu|"
    r"refus|rejett?|renonc|propos|consent|agr[ée]|habilit|vend|c[èe]d|acqui|ach[èe]t|accord|inscri"
    r"|supprim|nomm|maintien|reten|retien|engag|"
    r"d[ée]l[èe]gu|abrog|retir|ouvr|rectifi|instaur|appliqu|mandat|demand|souhait|constat|confirm"
    r"|favorable|affect|lou(?:e|er)\b|unanim|conclu)",
    re.I,
    debuts="abr acc ach acq ado aff agr app arr att aut ced cha con cre dec del dem des dir dis dit "
    "don eli elu eme eng fav fix hab ins lou mai man mod nom ouv pre pri pro rec ref rej ren "
    "ret sol sou sup una val ven vot",
)
_PROPOSITION = declare(r"il\s+(?:vous\s+)?est\s+(?:donc\s+)?propos", re.I)
_ADOPTION = declare(
    r"\badopt|\bapprouv|\baccept|unanim|\bvoix\b|\bd[ée]cid|\bvot[eé]|\bautoris|\bvalid"
    r"|\bavis\s+favorable|prend\s+acte|\brejet",
    re.I,
)
"""What makes a decision of « Il est proposé … »."""
_VOEU = declare(
    rf"\b(?:conseil|assembl[ée]e|comit[ée]|[ée]lus|membres)\b{PHRASE}{{0,400}}?(?<!\bla\s)(?<!\bune\s)(?<!\bde\s)"
    r"\b(?:demande|r[ée]clame|exprime|charge|souhaite|exige|d[ée]nonce|condamne|sollicite|affirme|r[ée]affirme|appelle"
    r"|interpelle|invite|alerte|s['’]oppose|se\s+prononce|apporte\s+son\s+soutien|soutien)(?:nt|t|nent)?\b",
    re.I,
    debuts="ass com con elu mem",
)
"""What a motion decides: it asks, opposes, supports."""
_ACTE_SEUL = declare(
    r"\b(?:pren\w+|pris|donn\w+)\s+acte\b|\b(?:donne|[ée]met)\s+un\s+avis\b", re.I, debuts="don eme pre pri"
)
_VERBE_FORT = declare(
    r"\b(?:d[ée]cid|approuv|adopte(?:nt|r)?\b|autoris|fix(?:e|er|é)|d[ée]sign|valid|accept|attribu"
    r"|vote\s+l|cr[ée]e|sollicit|institu|charg|"
    r"[ée]li|accord|arr[êe]te|donne\s+(?:pouvoir|mandat|d[ée]l[ée]gation)|refus|rejet)",
    re.I,
    debuts="acc ado app arr att aut cha cre dec des don eli fix ins ref rej sol val vot",
)
_OBJET_ANNONCE = declare(
    r"\b(?:attribution|cr[ée]ation|approbation|adoption|demande|vote\b|cession|acquisition"
    r"|autorisation|fixation|convention|march[ée]|tarifs?|"
    r"d[ée]cision\s+modificative|subvention|emprunt|d[ée]signation)",
    re.I,
    debuts="acq ado app att aut ces con cre dec dem des emp fix mar sub tar vot",
)
_SIGNER = declare(r"\bautoris\w+\b[^.;\n]{0,60}\b[àa]\s+signer\b(?P<quoi>[^.;\n]{0,160})", re.I, debuts="aut")
_SIGNER_QUOI = declare(
    r"\b(?:convention|contrat|avenant|acte|march[ée]|bail|protocole|accord|promesse|compromis|devis"
    r"|[ée]tat|charte|plan|offre|demande|dossier|"
    r"bulletin|statuts?|proc[èe]s|r[èe]glement)\b",
    re.I,
    debuts="acc act ave bai bul cha com con dem dev dos eta mar off pla pro reg sta",
)
_ANNULE = declare(
    r"\b(?:retire|rapporte|retrait\s+de)\s+(?:la|sa)\s+d[ée]lib[ée]ration\b[^.;\n]{0,60}?\b(?:du"
    r"|en\s+date\s+du)\s+",
    re.I,
    debuts="rap ret",
)
_FAVORABLE = declare(
    r"\b[àa]\s+la\s+demande\s+d|erreur\s+mat[ée]rielle|subvention|annul\w+\s+et\s+rempla",
    re.I,
    mots=("demande", "erreur", "subvention", "annul"),
)


@check(
    "DIS001", origine="operative-part-missing", severite=Severity.AVERTISSEMENT, fondement=("CGCT:L2121-29",)
)
def operative_part_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le dispositif est introuvable.

    Ce que la règle vérifie
        L’acte contient ce qui est décidé : un verbe de décision, ou une proposition suivie d’une adoption. Un
        vœu ou une motion décide aussi lorsque le conseil demande, s’oppose, soutient, exprime ou charge.
    Pourquoi
        Sans dispositif, la délibération ne décide rien.
    Exemple fautif
        Un acte qui s’arrête après « Considérant l’intérêt du projet, ».
    Correction
        Ajouter « Le conseil municipal, après en avoir délibéré, décide : », puis les articles.
    Limites
        Silencieuse pour un texte incomplet, une information ou une prise d’acte.
    """
    if (
        acte.forme is not Forme.DELIBERATION
        or acte.is_tronque
        or acte.genres & {"information", "proces_verbal"}
    ):
        return
    dispositif = get_dispositif(acte)
    zone = acte.texte[dispositif.start : acte.fin_texte] if dispositif else ""
    is_proposal = _PROPOSITION.match(zone) is not None and not _ADOPTION.search(zone)
    if _DECISION.search(zone) and not is_proposal:
        return
    after = acte.objet.end if acte.objet and acte.objet.end else acte.debut
    if "voeu" in acte.genres and _VOEU.search(acte.texte, after, acte.fin_texte):
        return
    entete = next((s for s in acte.sections if s.sorte is SectionSorte.ENTETE), None)
    body = entete.end if entete else acte.debut
    if dispositif is None and re.search(
        r"unanim|\bvoix\b|\badopt|\bapprouv|\bd[ée]cid|\baccept|prend\s+acte|\bautorise\b|\bd[ée]sign"
        r"|\b[ée]lu",
        acte.texte[body : acte.fin_texte],
        re.I,
    ):
        return
    yield Signal(
        message="Le dispositif est introuvable.",
        correction="Ajoutez « Le conseil municipal, après en avoir délibéré, décide : ».",
    )


@check("DIS002", origine="no-decision-verb", severite=Severity.AVERTISSEMENT, fondement=("CGCT:L2121-29",))
def no_decision_verb(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le dispositif ne contient pas de décision.

    Ce que la règle vérifie
        Lorsque l’objet annonce une décision, le dispositif ne se borne pas à « prend acte ».
    Pourquoi
        Prendre acte ne crée ni droit ni obligation : la dépense ou la signature n’aurait pas de base.
    Exemple fautif
        « Objet : attribution d’une subvention. Le conseil prend acte de la demande. »
    Correction
        Ajouter un article de décision : décide, approuve, autorise.
    Limites
        Silencieuse pour les rapports, les informations et les débats.
    """
    dispositif = get_dispositif(acte)
    if dispositif is None or acte.objet is None or acte.is_tronque:
        return
    if acte.genres & {"information", "orientations", "proces_verbal", "voeu"} or not _OBJET_ANNONCE.search(
        acte.objet.value
    ):
        return
    zone = acte.texte[dispositif.start : dispositif.end]
    only = _ACTE_SEUL.search(zone)
    if only is None or _VERBE_FORT.search(_ACTE_SEUL.sub(" ", zone)):
        return
    yield Signal(
        message="Le dispositif ne contient pas de décision.",
        correction="Ajoutez un article de décision (décide, approuve, autorise…).",
        appuis=(acte.objet,),
        start=dispositif.start + only.start(),
        end=dispositif.start + only.end(),
    )


@check("DIS003", origine="articles-numbering", severite=Severity.INFO)
def articles_numbering(acte: Acte, context: Context) -> Iterator[Signal]:
    """La numérotation des articles est discontinue.

    Ce que la règle vérifie
        Les articles du dispositif se suivent à partir du premier.
    Pourquoi
        Un numéro sauté ou répété rend les renvois incertains et laisse croire à un oubli.
    Exemple fautif
        « Article 1er … Article 3 … »
    Correction
        Renuméroter les articles.
    Limites
        Ne regarde que les lignes qui commencent par « Article », après la formule de décision. Les articles
        d’un règlement annexé peuvent reprendre à un : la règle s’arrête alors.
    """
    sections = [one for one in acte.iter_sections(SectionSorte.ARTICLE) if one.numero.isdigit()]
    if len(sections) < 2:
        return
    for index, section in enumerate(sections):
        expected = index + 1
        number = int(section.numero)
        if number == expected:
            continue
        if index and number == 1:
            return
        yield Signal(
            message=f"La numérotation des articles est discontinue : article {number} au lieu de {expected}.",
            correction="Renumérotez les articles.",
            start=section.start,
            end=min(section.end, section.start + 12),
        )
        return


@check("DIS004", origine="sign-authorisation-vague", severite=Severity.INFO, fondement=("CGCT:L2121-29",))
def sign_authorisation_vague(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’autorisation de signer ne dit pas ce qui sera signé.

    Ce que la règle vérifie
        Lorsque signer est la seule décision, l’acte nomme le contrat, l’autre partie ou un montant.
    Pourquoi
        Le conseil doit connaître les éléments essentiels de ce qu’il autorise à signer.
    Exemple fautif
        « Le conseil autorise le maire à signer tous documents. »
    Correction
        Indiquer l’objet, le cocontractant, le montant et la durée.
    Limites
        « Tous documents relatifs à cette affaire » après une approbation est une formule d’usage : silence.
    """
    dispositif = get_dispositif(acte)
    if dispositif is None or acte.is_tronque or acte.montants:
        return
    zone = acte.texte[dispositif.start : dispositif.end]
    match = _SIGNER.search(zone)
    if match is None or _SIGNER_QUOI.search(match["quoi"]) or _VERBE_FORT.search(_SIGNER.sub(" ", zone)):
        return
    if _SIGNER_QUOI.search(acte.corps[: dispositif.start - acte.debut]):
        return
    yield Signal(
        message="L’autorisation de signer ne précise pas les éléments essentiels du contrat.",
        correction="Indiquez l’objet, le cocontractant, le montant et la durée.",
        start=dispositif.start + match.start(),
        end=dispositif.start + match.end(),
    )


@check(
    "DIS005",
    origine="withdrawal-delay",
    severite=Severity.AVERTISSEMENT,
    fondement=("CRPA:L242-1", "CRPA:L243-3"),
)
def withdrawal_delay(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un acte est retiré plus de quatre mois après.

    Ce que la règle vérifie
        Le retrait d’une délibération intervient dans les quatre mois de celle-ci.
    Pourquoi
        Passé ce délai, un acte réglementaire ou créateur de droits ne peut plus être retiré, sauf exceptions.
    Exemple fautif
        « Retire la délibération du 3 mars 2026 », voté le 17 novembre 2026.
    Correction
        Envisager l’abrogation, pour l’avenir seulement.
    Limites
        Silencieuse pour « annule et remplace », la correction d’une erreur matérielle, une subvention dont
        les conditions ne sont pas remplies et la demande du bénéficiaire.
    """
    if acte.date_seance is None or search(acte, _FAVORABLE):
        return
    for match in iter_matches(acte, _ANNULE):
        found = next(iter(iter_dates(acte.texte[match.end() : match.end() + 40])), None)
        if found is None or found.start > 12 or (acte.date_seance.value - found.date).days <= 123:
            continue
        yield Signal(
            message=f"Le retrait intervient plus de quatre mois après l’acte du {format_date(found.date)}.",
            correction="Envisagez l’abrogation pour l’avenir.",
            appuis=(acte.date_seance,),
            start=match.start(),
            end=match.end() + found.end,
        )
        return


@check("CON001", origine="reasons-order", severite=Severity.INFO)
def reasons_order(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un considérant suit les articles.

    Ce que la règle vérifie
        Dans un projet, les considérants viennent avant les articles du dispositif.
    Pourquoi
        Les motifs se donnent avant la décision qu’ils fondent.
    Exemple fautif
        « Article 1er … Considérant que … »
    Correction
        Réordonner : visas, considérants, dispositif.
    Limites
        Projets seulement : les actes existants mêlent librement rapport, visas et motifs.
    """
    articles = acte.iter_sections(SectionSorte.ARTICLE)
    if acte.origine is not Origine.PROJET or not articles:
        return
    late = next(
        (s for s in acte.iter_sections(SectionSorte.CONSIDERANT) if s.start > articles[0].start), None
    )
    if late is not None:
        yield Signal(
            message="L’ordre visas, considérants, dispositif n’est pas respecté.",
            correction="Réordonnez le texte.",
            start=late.start,
            end=late.end,
        )
