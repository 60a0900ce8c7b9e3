"""Private people in a public act: where they live, when they were born, their health, the help they get."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_sentence, has_member, iter_matches, search
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.noms import CIVILITE, NOM, clean_name

_NAISSANCE = declare(r"\bn[ée]e?\s+(?:[A-ZÀ-Þ][\w'’-]+\s+)?le\s+\d{1,2}(?:er)?[\s/.-]", re.I, debuts="ne nee")
_DOMICILE = declare(
    r"\b(?:demeurant|domicili[ée]e?s?|r[ée]sidant)\b[^.;\n\d]{0,40}\d{1,4}\b", re.I, debuts="dem dom res"
)
_MOBILE = declare(r"0[67](?<![\d.]0[67])(?:[ .\u00a0]?\d{2}){4}(?!\d)")
_COURRIEL_PERSONNEL = declare(
    r"@(?:gmail|orange|wanadoo|free|hotmail|yahoo|laposte|sfr|outlook|live)\.\w{2,4}\b",
    re.I,
    mots=("@",),
)
_NOM_AVANT = declare(rf"(?P<nom>(?:{CIVILITE})\s+{NOM})(?P<entre>[^.;\n]{{0,90}})$")
_FONCTION = declare(
    r"notaire|avocat|architecte|g[ée]om[èe]tre|huissier|commissaire|expert|ma[îi]tre\b|pr[ée]siden|directe"
    r"|maire"
    r"|adjoint|conseill|g[ée]rant|soci[ée]t[ée]|association|d[ée]put|s[ée]nateur|repr[ée]sent",
    re.I,
)
_AVANT = 170
_AIDE = declare(
    r"\b(?:aides?\s+(?:sociales?|financi[èe]res?|exceptionnelles?|d['’]urgence|alimentaires?)"
    r"|secours(?:\s+(?:d['’]urgence|financier"
    r"|exceptionnel))?|bons?\s+alimentaires?)\b[^.;\n]{0,90}?\b(?:[àa]|pour|au\s+profit\s+de"
    r"|en\s+faveur\s+de|au\s+b[ée]n[ée]fice\s+de)"
    rf"\s+(?P<nom>(?-i:{CIVILITE}\s+{NOM})|la\s+famille\s+(?-i:[A-ZÀ-Þ][\w'’-]+))",
    re.I,
    debuts="aid bon sec",
)
_SANTE = declare(
    r"\b(?:cong[ée]\s+(?:de\s+)?(?:longue\s+(?:maladie|dur[ée]e)|(?:grave\s+)?maladie)"
    r"|accident\s+(?:de\s+service|du\s+travail)"
    r"|maladie\s+professionnelle|situation\s+de\s+handicap|reconn\w+\s+handicap[ée]e?|invalidit[ée]"
    r"|inapt(?:e|itude)"
    r"|(?:sanction|exclusion)\s+(?:disciplinaire|temporaire)|r[ée]vocation|bl[âa]me"
    r"|insuffisance\s+professionnelle"
    r"|surdit[ée]|hospitalis[ée]e?)\b",
    re.I,
    debuts="acc bla con exc hos ina ins inv mal rec rev san sit sur",
)
_ETAT = declare(
    r"^\s*,?\s*(?:\(?[^,.;()\n]{1,40}[,)]\s*)?(?:qui\s+)?(?:est|[ée]tait|a\s+[ée]t[ée]|ayant\s+[ée]t[ée]"
    r"|sera|[ée]tant|actuellement"
    r"|plac[ée]e?|reconnue?|d[ée]clar[ée]e?|en|victime|atteinte?|fait\s+l['’]objet)\b[^.;\n]{0,50}$",
    re.I,
)
"""What ties the words to the person: a member who explains a scheme is not ill."""
_OFFICE = declare(r"\b(?:maire|pr[ée]sident|pr[ée]fet|tr[ée]sori|receveu|percept|comptable|direct)", re.I)
_ECONOMIE = declare(
    r"entreprise|commer|artisan|[ée]conomi|soci[ée]t[ée]|SARL|SASU?\b|investissement|mat[ée]riel"
    r"|exploit",
    re.I,
)
_SOCIALE = declare(r"secours|social|urgence|alimentaire", re.I)
_COMMEMORATION = declare(r"n[ée]e?\s+le[^.;\n]{0,80}\b(?:mort|d[ée]c[ée]d|d[ée]nomm|hommage)", re.I)


def _find_private(acte: Acte, match: re.Match[str], link: re.Pattern[str] | None = None) -> str | None:
    """Return the private person named before the words; None for a member, a body, a profession."""
    first = max(acte.debut, match.start() - _AVANT)
    found = _NOM_AVANT.search(acte.texte, first, match.start())
    if (
        found is None
        or _FONCTION.search(found["entre"])
        or _FONCTION.search(acte.texte[first : found.start()][-40:])
    ):
        return None
    name = clean_name(found["nom"])
    if name is None or _OFFICE.search(name) or _is_member(acte, name):
        return None
    return name if link is None or link.search(found["entre"]) else None


def _is_member(acte: Acte, name: str) -> bool:
    lists = (acte.presents, acte.absents)
    proxies = acte.pouvoirs.value if acte.pouvoirs else ()
    listed = [other for fact in lists if fact is not None for other in fact.value]
    listed += [one.de for one in proxies] + [one.a for one in proxies]
    listed += [fact.value for fact in (acte.president, acte.secretaire) if fact is not None]
    return has_member(tuple(listed), name)


@check(
    "DCP002",
    origine="pii-contact-data",
    severite=Severity.AVERTISSEMENT,
    fondement=("CRPA:L311-6", "CRPA:L312-1-2"),
    portee=Portee.TEXTE,
)
def private_contact_data(acte: Acte, context: Context) -> Iterator[Signal]:
    """La date de naissance, le domicile ou le téléphone d’un particulier est écrit.

    Ce que la règle vérifie
        À côté du nom d’une personne privée, l’acte ne donne ni date de naissance, ni domicile, ni téléphone
        mobile, ni courriel personnel.
    Pourquoi
        L’acte est publié en ligne : ces données doivent en être occultées.
    Exemple fautif
        « Vente à M. Jean Untel, né le 3 mars 1961, demeurant 4 rue du Lac. »
    Correction
        Masquer la donnée dans la version publiée ; garder l’original au registre.
    Limites
        Simple information pour un domicile, qu’un acte de vente exige. Laisse de côté les élus, notaires,
        sociétés, associations, et les hommages.
    """
    patterns = (
        (_NAISSANCE, "Date de naissance", None),
        (_MOBILE, "Numéro de téléphone mobile", None),
        (_COURRIEL_PERSONNEL, "Adresse électronique personnelle", None),
        (_DOMICILE, "Domicile", Severity.INFO),
    )
    for pattern, what, severite in patterns:
        for match in iter_matches(acte, pattern):
            if _COMMEMORATION.match(acte.texte, match.start(), match.end() + 90):
                continue
            name = _find_private(acte, match)
            if name is not None:
                yield Signal(
                    message=f"{what} d’une personne nommée, à occulter avant la mise en ligne.",
                    correction="Masquez cette donnée dans la version publiée.",
                    severite=severite,
                    start=match.start(),
                    end=match.end(),
                )
                break


@check(
    "DCP003",
    origine="pii-social-aid",
    severite=Severity.AVERTISSEMENT,
    fondement=("CRPA:L311-6", "CASF:L133-5"),
)
def social_aid_named(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une aide sociale individuelle identifie son bénéficiaire.

    Ce que la règle vérifie
        L’acte qui accorde un secours ou une aide sociale ne nomme pas la personne aidée.
    Pourquoi
        Ces décisions touchent à la vie privée : elles ne sont pas communicables aux tiers.
    Exemple fautif
        « Un secours de 200 € est attribué à Mme Jeanne Untel. »
    Correction
        Désigner le dossier par un numéro, ou anonymiser la version publiée.
    Limites
        L’acte gardé au registre peut porter le nom : la règle avertit, elle ne juge pas la décision.
        Silencieuse pour un membre du conseil qui présente le dossier.
    """
    match = search(acte, _AIDE)
    if acte.forme is Forme.PROCES_VERBAL or match is None or _ECONOMIE.search(get_sentence(acte, match)):
        return
    is_ccas = context.get_sorte(acte) is CollectiviteSorte.CCAS
    name = clean_name(match["nom"])
    is_family = "famille" in match["nom"].lower()
    if not (is_ccas or _SOCIALE.search(match.group())) or (name is None and not is_family):
        return
    if name is not None and (_OFFICE.search(name) or _is_member(acte, name)):
        return
    yield Signal(
        message="Une aide sociale individuelle identifie son bénéficiaire.",
        correction="Anonymisez la délibération publiée.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "DCP004",
    origine="pii-health-discipline",
    severite=Severity.AVERTISSEMENT,
    fondement=("CRPA:L311-6",),
    portee=Portee.TEXTE,
)
def health_or_discipline(acte: Acte, context: Context) -> Iterator[Signal]:
    """La santé ou la discipline d’une personne nommée figure dans l’acte.

    Ce que la règle vérifie
        Une phrase qui nomme un particulier ou un agent ne parle pas de sa santé ni d’une sanction.
    Pourquoi
        Ces informations sont protégées : l’acte publié ne doit pas les révéler.
    Exemple fautif
        « M. Paul Untel, placé en congé de longue maladie, est remplacé. »
    Correction
        Retirer ou occulter le passage.
    Limites
        Le nom doit précéder les mots, dans la même phrase, avec une civilité. Silencieuse pour les règles
        générales et pour les membres du conseil.
    """
    for match in iter_matches(acte, _SANTE):
        if _find_private(acte, match, _ETAT) is not None:
            yield Signal(
                message="Donnée de santé ou disciplinaire sur une personne nommée.",
                correction="Retirez ou occultez le passage.",
                start=match.start(),
                end=match.end(),
            )
            return
