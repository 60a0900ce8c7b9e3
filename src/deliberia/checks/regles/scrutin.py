"""The ballot: secret or public, what each imposes; the number of deputies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.arithmetic import effectif_legal, max_adjoints, max_adjoints_quartier
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches, search
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Scrutin, Severity
from deliberia.reading.motifs import declare
from deliberia.reading.nombres import NOMBRE, parse_count

_BASE_FAUSSE = declare(
    r"\bmajorit[ée]\s+(?:absolue\s+)?des\s+(?:membres|conseillers"
    r"|d[ée]l[ée]gu[ée]s)\s+(?:municipaux\s+)?(?:pr[ée]sents|en\s+exercice)\b"
    r"(?!\s*(?:,|et|ou)?\s*(?:et|ou)?\s*repr[ée]sent)",
    re.I,
    debuts="maj",
)
_QUORUM_AVANT = declare(
    r"(?:form\w*|constitu\w*|repr[ée]sent\w*|compos\w*|quorum|pr[ée]sen\w*|r[ée]unie?|huis\s+clos"
    r"|[ée]l(?:u|ection)\w*|"
    r"deux\s+tiers|qualifi\w*|requi\w*|R[ée]uni\w*)[^.;\n]{0,80}$",
    re.I,
)
_DISPENSE = declare(
    r"secret|unanim\w*[^.;\n]{0,80}(?:main\s+lev|scrutin)|main\s+lev|candidat\w*\s+unique"
    r"|seule?\s+candidat|une?\s+seule?\s+(?:liste|candidat)|"
    r"prend\w*\s+effet\s+imm[ée]diat|2121-21|nominations?\s+prenn",
    re.I,
)
_RENONCE = declare(
    r"\b(?:unanimit[ée]|d[ée]cid\w+|renonc\w+|accept\w+)\b[^.;\n]{0,100}(?:ne\s+pas\s+(?:proc[ée]der"
    r"|recourir|voter)|main\s+lev[ée]e)"
    r"|\b(?:vote|[ée]lections?|scrutin|proc[ée]d\w+)\b[^.;\n]{0,60}\b[àa]\s+main\s+lev[ée]e",
    re.I,
    debuts="acc dec ele pro ren scr una vot",
)
_ADJOINTS = declare(
    rf"\b(?:fix|port|d[ée]termin"
    rf"|cr[ée])\w*\b[^.;\n]{{0,80}}?\b[àa]?\s*(?P<n>{NOMBRE})\s+(?:\(\d+\)\s+)?(?:le\s+nombre\s+d['’]"
    rf"|postes?\s+d['’]|)adjoints?\b",
    re.I,
    debuts="cre det fix por",
)
_ADJOINTS_APRES = declare(
    rf"\bnombre\s+d(?:es\s+"
    rf"|['’])(?:postes?\s+d['’])?adjoints?\b(?:\s+au\s+maire)?\s*(?:est\s+(?:fix[ée]"
    rf"|port[ée])\s+)?[àa]\s+(?P<n>{NOMBRE})\b",
    re.I,
    debuts="nom",
)
_NOMME_SECRET = declare(
    r"\b(?:ont|a)\s+vot[ée]\s+(?:pour|contre)\s*:\s*(?:M\.|Mme|Monsieur|Madame)|\bvotes?\s+(?:pour"
    r"|contre)\s*:\s*(?:M\.|Mme|Monsieur|Madame)",
    re.I,
    debuts="a ont vot",
)
_NOMINATIF = declare(
    r"(?:pour|contre|abstention)\w*\s*:?\s*(?:\d+\s*)?[:(]?\s*(?:voix\s*)?[:(]?\s*(?:M\.|Mme|MM\."
    r"|Monsieur|Madame|[A-ZÀ-Þ][\w-]+\s+[A-ZÀ-Þ])"
)
_NOUVELLE = declare(r"commune\s+nouvelle|maires?\s+d[ée]l[ée]gu[ée]", re.I)


@check("VOT010", origine="abstentions-in-majority", severite=Severity.INFO, fondement=("CGCT:L2121-20",))
def abstentions_in_majority(acte: Acte, context: Context) -> Iterator[Signal]:
    """La majorité est rapportée aux membres présents ou en exercice.

    Ce que la règle vérifie
        La majorité écrite dans l’acte n’est pas celle des membres présents ou en exercice.
    Pourquoi
        Elle se calcule sur les suffrages exprimés, sans les abstentions.
    Exemple fautif
        « Adopté à la majorité des membres présents. »
    Correction
        Écrire « à la majorité des suffrages exprimés ».
    Limites
        Silencieuse pour le huis clos, le constat du quorum et les majorités qu’un texte prévoit autrement.
    """
    for match in iter_matches(acte, _BASE_FAUSSE):
        if _QUORUM_AVANT.search(acte.texte[max(acte.debut, match.start() - 100) : match.start()]):
            continue
        yield Signal(
            message="La majorité se calcule sur les suffrages exprimés, sans les abstentions.",
            correction="Écrivez « à la majorité des suffrages exprimés ».",
            start=match.start(),
            end=match.end(),
        )
        return


@check(
    "VOT011",
    origine="secret-ballot-required",
    severite=Severity.INFO,
    fondement=("CGCT:L2121-21",),
    genres=frozenset({"designation"}),
)
def secret_ballot_required(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une nomination sans mention du scrutin.

    Ce que la règle vérifie
        L’acte qui nomme ou désigne mentionne le scrutin secret, la renonciation unanime du conseil ou la
        candidature unique par siège.
    Pourquoi
        Une nomination se vote au scrutin secret, sauf ces exceptions.
    Exemple fautif
        « Le conseil désigne Mme Untel comme déléguée au syndicat. »
    Correction
        Mentionner le scrutin secret, la renonciation unanime ou la candidature unique ; à défaut, revoter.
    Limites
        Simple information : l’exception est souvent écrite autrement, et certains textes fixent leur mode.
    """
    if acte.forme is Forme.PROCES_VERBAL or search(acte, _DISPENSE) or acte.is_tronque:
        return
    yield Signal(
        message="Une nomination se vote au scrutin secret, sauf renonciation unanime du conseil ou "
        "candidature unique par "
        "siège : rien ne l’indique ici.",
        correction="Mentionnez le scrutin secret, la renonciation unanime ou la candidature unique ; "
        "à défaut, revotez.",
        appuis=(acte.objet,),
    )


@check(
    "VOT012",
    origine="secret-ballot-waiver-forbidden",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2122-4", "CGCT:L2122-7"),
    sortes=COMMUNES_EPCI,
)
def secret_ballot_waiver_forbidden(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’élection du maire ou des adjoints n’a pas lieu au scrutin secret.

    Ce que la règle vérifie
        Une élection du maire ou des adjoints ne se fait pas à main levée.
    Pourquoi
        La loi impose le scrutin secret : le conseil ne peut pas y renoncer.
    Exemple fautif
        « À l’unanimité, le conseil décide de procéder à l’élection du maire à main levée. »
    Correction
        Procéder au scrutin secret.
    Limites
        Ne parle que si l’objet de l’acte est cette élection.
    """
    if "election" not in acte.genres:
        return
    match = search(acte, _RENONCE)
    if match is None:
        return
    yield Signal(
        message="Pour cette élection, le scrutin secret est imposé : le conseil ne peut y renoncer.",
        correction="Procédez au scrutin secret.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "VOT013",
    origine="public-ballot-names-missing",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-21", "CGCT:L2121-15"),
)
def public_ballot_names_missing(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le scrutin public n’indique pas qui a voté quoi.

    Ce que la règle vérifie
        Lorsque l’acte parle d’un scrutin public, il donne les noms avec le sens des votes.
    Pourquoi
        Le registre comporte le nom des votants et l’indication du sens de leur vote.
    Exemple fautif
        « Il est procédé au scrutin public : 8 voix pour, 3 contre. »
    Correction
        Ajouter la liste nominative des votes.
    Limites
        « Main levée », « public ordinaire » et « séance publique » ne sont pas un scrutin public. Simple
        avertissement : les noms, absents d’un extrait, peuvent figurer au registre.
    """
    if acte.scrutin is None or acte.scrutin.value is not Scrutin.PUBLIC or acte.is_votes_multiples:
        return
    if search(acte, _NOMINATIF):
        return
    yield Signal(
        message="Le scrutin public impose d’indiquer le nom des votants et le sens de leur vote.",
        correction="Ajoutez la liste nominative des votes.",
        appuis=(acte.scrutin, _doubt(acte)),
    )


def _doubt(acte: Acte) -> Fact[bool] | None:
    return Fact(value=True, certitude=Certitude.DEDUIT) if acte.pour is None else None


@check(
    "VOT014", origine="secret-ballot-names-disclosed", severite=Severity.ERREUR, fondement=("CGCT:L2121-21",)
)
def secret_ballot_names_disclosed(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le sens des votes est révélé alors que le scrutin est secret.

    Ce que la règle vérifie
        Un acte voté au scrutin secret ne dit pas qui a voté pour ou contre.
    Pourquoi
        Le secret du vote doit être gardé.
    Exemple fautif
        « Au scrutin secret : 8 pour, 2 contre. Ont voté contre : M. A, Mme B. »
    Correction
        Supprimer les noms.
    Limites
        Ne parle que si le scrutin secret et les noms sont écrits dans le même acte.
    """
    if acte.scrutin is None or acte.scrutin.value is not Scrutin.SECRET or acte.is_votes_multiples:
        return
    match = search(acte, _NOMME_SECRET)
    if match is None:
        return
    yield Signal(
        message="Le sens du vote individuel est révélé alors que le scrutin est secret.",
        correction="Supprimez les noms.",
        start=match.start(),
        end=match.end(),
    )


@check(
    "VOT015",
    origine="deputies-number-exceeded",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2122-2",),
    sortes=COMMUNES,
)
def deputies_number_exceeded(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le nombre d’adjoints dépasse le maximum légal.

    Ce que la règle vérifie
        Le nombre d’adjoints fixé ne dépasse pas 30 % de l’effectif légal, arrondi à l’entier inférieur.
    Pourquoi
        La loi limite le nombre des adjoints.
    Exemple fautif
        « Le conseil fixe à quatre le nombre d’adjoints » dans une commune de 430 habitants (trois au plus).
    Correction
        Ramener le nombre d’adjoints au maximum.
    Limites
        Demande une population ou un effectif légal déclarés. Silencieuse pour une commune nouvelle.
    """
    population, legal = context.get_population(acte), context.get_effectif_legal(acte)
    legal = legal or (effectif_legal(population) if population is not None else None)
    if legal is None or search(acte, _NOUVELLE):
        return
    limit = max_adjoints(legal) + (max_adjoints_quartier(legal) if population and population >= 20_000 else 0)
    match = search(acte, _ADJOINTS_APRES) or search(acte, _ADJOINTS)
    count = parse_count(match["n"]) if match else None
    if match is None or count is None or count <= limit:
        return
    yield Signal(
        message=f"{count} adjoints : le maximum est de {limit} (30 % de l’effectif légal, arrondi à "
        f"l’entier inférieur).",
        correction=f"Ramenez le nombre d’adjoints à {limit}.",
        start=match.start(),
        end=match.end(),
    )
