"""People that something announces: a civility, a role, « représentée par »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.lexicon import CIVILITIES, PARTICLES, is_ordinary, load_words
from deliberia.masking.page import Page
from deliberia.masking.person import SPACE, is_facility, read_person
from deliberia.masking.spans import Span

_CIVILITY = re.compile(
    r"(?:(?<![\w'])|(?<=[ld]'))(?:mesdames|messieurs|madame|monsieur|mademoiselle|mmes?|mm|m(?:lle|elle)|mr|"
    r"m(?=\.|[ \n]{1,3}[a-z])|veuve|vve|docteur|dr|maitre|me(?=[ ])|consorts|epoux|famille|indivision|"
    r"heritiers(?: de)?|hoirie|nee|succession|epouse|ep(?=\.)|veuf|divorcee?|"
    r"noms? (?:d'usage|d'epouse|de jeune fille|de naissance|marital|patronymique))\b\.?"
)
_WEAK = frozenset(
    {"me", "famille", "epoux", "epouse", "ep", "veuf", "divorce", "divorcee", "succession", "indivision",
     "hoirie", "heritiers"}
)  # fmt: skip
"""Words of every day: they announce a name only when a capital follows at once."""
_PLURALS = frozenset({"mm", "mmes", "mesdames", "messieurs", "consorts", "epoux", "heritiers"})
_GLUED = re.compile(r"(?<![A-Za-z])(?:Mmes?|Mlle|Mr|MM)(?=[A-Z])")
_TITLED = re.compile(r"(?:(?<![\w'-])|(?<=[LDld]'))(?P<t>[A-Za-z-]{3,18})(?=[ ][A-Z])")
_FORMAL = frozenset({
    "sieur", "dame", "lieutenant", "colonel", "lieutenant-colonel", "capitaine", "commandant", "adjudant",
    "adjudant-chef", "sergent", "sergent-chef", "caporal", "caporal-chef", "brigadier", "gendarme", "abbe",
    "pere", "soeur", "pasteur", "imam", "rabbin", "mgr", "monseigneur", "professeur", "prof", "affaire",
    "contentieux", "litige", "recours", "dossier", "requete",
})  # fmt: skip
"""Titles that keep their capital before a name; « Directeur Nature » is a function."""
_TRADES = ("eur", "euse", "trice", "ier", "iere", "iste", "ien", "ienne", "ologue", "iatre")
"""How French ends the name of most trades: « le sculpteur Montal », « la pharmacienne Puech »."""
_ARTICLE = re.compile(r"(?:\b(?:le|la|un|une|du|au)[ ]|\b[ld]')\Z")
_OPPONENT = re.compile(
    r"(?<![A-Za-z'-])(?P<n>[A-Z][A-Za-z'-]{2,30}(?:[ ][A-Z][A-Za-z'-]{1,30}){0,2})[ ]"
    r"(?:c/|c\.|contre|versus|vs\.?)[ ](?:la[ ]|l')?(?:[Cc]ommune|[Mm]airie|[Vv]ille|[EeÉé]tat|[Pp]r[ée]fet)"
)
_ROLE = re.compile(
    r"\b(?:proprietaires?|locataires?|preneurs?|bailleurs?|acquereurs?|acheteurs?|vendeurs?|demandeurs?|"
    r"demanderesse|beneficiaires?|agents?|titulaires?|"
    r"noms? (?:d'usage|d'epouse|de jeune fille|de naissance|marital|patronymique)|noms?|prenoms?|"
    r"nom et prenoms?|signataires?|"
    r"rapporteure?s?|secretaires?(?: de seance)?|presidente?|maire|contacts?|gerante?s?|representee?s? par|"
    r"en la personne de|donne(?:nt)? (?:pouvoir|procuration) a|interlocut(?:eur|rice)s?|responsables?|"
    r"elue?s?|ont obtenu|scrutateurs?|scrutatrices?|assesseure?s?|membres?|suppleante?s?|delegue?e?s?|"
    r"exploitante?s?|occupante?s?|requerante?s?|destinataires?|redacteur|redactrice|notaire|architecte|"
    r"geometre|directeur|directrice|tuteur|tutrice|ayants? droit|concessionnaires?|defunte?|employee?s?|"
    r"salariee?s?|candidate?s?|laureate?s?|(?:verser|attribuer|vendre|ceder|louer|verse|attribue|vendu|cede|"
    r"loue|beneficiant|appartenant) a|acquis(?:e|es)? (?:de|aupres de))\b"
)
_INITIAL = re.compile(
    r"(?<![\w.'-])(?P<i>[A-LN-Z]|M(?=\.-)|C[hl]|Ph|Th|Fr|Gh)\.(?P<more>[ ]?-?[A-Z]\.){0,2}"
    r"(?=[ ]?(?:(?i:de[ ]la|de|du|des|le|la|van|von|d'|l')[ ]?){0,2}[A-Z][A-Za-z]{2})"
)
_NUMBERING = frozenset("ABCDEFGHIVX")
_SUM = re.compile(r"H\.[ ]?T\.|T\.[ ]?T\.|P\.[ ]?[ASJ]\.|N\.[ ]?B\.")
_ROMAN = frozenset("IVX")
_NUMBERED = re.compile(
    r"\b(?:annexes?|parties?|lots?|sections?|titres?|categories?|zones?|groupes?|plans?|tableaux?|classes?|"
    r"articles?|art\.?|chapitres?|batiments?|bat\.?|point|option|variante|tranche|phase|secteur|permis|vitamine|"
    r"type|indice|cadres?|emplois?|carre|allee|listes?|colonne|ligne|code|livre|partie)[ ]\Z"
)
_AND = re.compile(r"[ \n]{0,3}(?:,|;|/|-|[ \n]et[ \n]|[ \n]ou[ \n]|&)[ \n]{0,3}(?:et[ \n])?")
_COUPLE = re.compile(r"[ \n]{0,3}(?:et|ou|/|&)[ \n]{0,3}(?:madame|monsieur|mme|mlle|m)\b\.?")
_ASKED = re.compile(r"(?:est|sont|a-t|ont|etre|soit|sera|seront)-(?:il|elle|ils|elles|on)[ ]\Z")
"""« sous quelle forme le service est-il délégué : »: the word tells what is done, not who."""
_ELIDED = re.compile(r"[LD]'[a-z]")
"""« Motif de la location au preneur : L’appartement est vacant » begins a sentence."""
_SMALL_NEXT = re.compile(r"[ ](?:a|[a-z']{2,})")
_AFTER_ROLE = re.compile(
    r"[ ]{0,3}(?:\([^()\n]{0,30}\))?[ ]{0,3}(?P<mark>[:=]|,|[ ]-[ ])?[ \n]{0,3}[*_\"]{0,3}"
)
_MOST_PEOPLE = 40


def find_by_civility(page: Page) -> Iterator[Span]:
    """Find « M. Dubreuil », « Mmes Anne Dubreuil et Rose Marchal », « M. et Mme Dubreuil »."""
    done = 0
    for found in _CIVILITY.finditer(page.flat):
        if found.start() < done or not _announces(page, found):
            continue
        word = found[0].rstrip(".")
        couple = _COUPLE.match(page.flat, found.end())
        genre = "" if couple or word in _PLURALS else CIVILITIES.get(word, "")
        place = couple.end() if couple else found.end()
        for span in _read_people(page, place, 1 if genre else _MOST_PEOPLE, genre):
            done = span.end
            yield span


def _announces(page: Page, found: re.Match[str]) -> bool:
    word = found[0].rstrip(".")
    if word == "nee" and page.text[page.offset(found.start()) :][:3].lower() != "née":
        return False
    if word == "m" and not page.plain[found.start()].isupper():
        return False
    if word in _WEAK:
        space = SPACE.match(page.plain, found.end())
        if space is None or not page.plain[space.end() : space.end() + 1].isupper():
            return False
    return not is_facility(page.flat, found.start())


def _read_people(page: Page, place: int, many: int, genre: str) -> Iterator[Span]:
    """Read one name, or the list that « MM. » announces."""
    for count in range(many):
        if count:
            link = _AND.match(page.flat, place)
            if link is None:
                return
            place = link.end()
            again = _CIVILITY.match(page.flat, place)
            if again is not None and again[0].rstrip(".") in CIVILITIES:
                return
        span = read_person(page, place, genre, is_announced=True)
        if span is None:
            return
        yield span
        place = span.end


def find_by_title(page: Page) -> Iterator[Span]:
    """Find « le lieutenant Ollier », « l’affaire Lambertin », « Lambertin contre commune »."""
    titles = load_words("titres")
    for found in _TITLED.finditer(page.plain):
        title = page.flat[found.start() : found.end()]
        title = title if title in titles else title.split("-")[0]
        if title not in titles and not _is_trade(page.flat, found.start(), title):
            continue
        if found["t"][0].isupper() and title not in _FORMAL:
            continue
        span = read_person(page, found.end())
        if span is None or is_facility(page.flat, found.start()):
            continue
        written = page.plain[span.start : span.end]
        is_acronym = written.isupper() and (len(written) < 5 or title == "dossier")
        if not is_acronym and (
            not written.isupper() or not page.plain[found.start() : found.end()].isupper()
        ):
            yield span
    for found in _GLUED.finditer(page.plain):
        span = read_person(page, found.end(), is_announced=True)
        if span is not None:
            yield span
    for found in _OPPONENT.finditer(page.plain):
        span = read_person(page, found.start("n"))
        if span is not None and span.end == found.end("n"):
            yield span


def _is_trade(flat: str, place: int, title: str) -> bool:
    """Tell whether a word after an article has the ending of a trade."""
    if not title.endswith(_TRADES) or title in load_words("choses"):
        return False
    return _ARTICLE.search(flat[max(0, place - 5) : place]) is not None


def find_by_initial(page: Page) -> Iterator[Span]:
    """Find « B. Roure », « J.-Y. Le Guennec ». At the start of a line one letter may number a heading."""
    for found in _INITIAL.finditer(page.plain):
        line = page.plain[max(0, found.start() - 3) : found.start()]
        is_first = not line.strip(" ") or line.rstrip(" ").endswith("\n")
        if found["more"] is None and is_first and found["i"] in _NUMBERING:
            continue
        if found["more"] is not None and _SUM.match(found[0]):
            continue
        if _NUMBERED.search(page.flat[max(0, found.start() - 20) : found.start()]):
            continue
        surname = read_person(page, found.end())
        if surname is None or surname.start - found.end() > 1 or is_facility(page.flat, found.start()):
            continue
        if (
            found["i"] in _ROMAN
            and found["more"] is None
            and page.plain[surname.start : surname.end].isupper()
        ):
            continue
        yield Span(found.start(), surname.end, surname.kind)


def find_by_role(page: Page) -> Iterator[Span]:
    """Find « propriétaire : Dubreuil », « représentée par Anne Dubreuil ».

    One word is enough after a colon; elsewhere two are needed, that look like a person's.
    """
    for found in _ROLE.finditer(page.flat):
        mark = _AFTER_ROLE.match(page.flat, found.end())
        place = mark.end() if mark else found.end()
        if not page.plain[place : place + 1].isupper():
            continue
        sign, between = (mark["mark"], mark[0]) if mark else (None, "")
        if sign == "," and "\n" in between:
            continue
        is_listed = sign in {":", "="} and "\n" not in between
        if is_listed and _ASKED.search(page.flat, max(0, found.start() - 20), found.start()):
            continue
        yield from _read_holders(page, place, is_listed=is_listed)


def _read_holders(page: Page, place: int, *, is_listed: bool) -> Iterator[Span]:
    for count in range(_MOST_PEOPLE if is_listed else 1):
        if count:
            link = _AND.match(page.flat, place)
            if link is None:
                return
            place = link.end()
        least = 1 if is_listed and not count else 2
        span = read_person(page, place, least=least)
        if span is None or (not _is_holder(page, span) if least == 1 else not looks_personal(page, span)):
            return
        yield span
        place = span.end


def _is_holder(page: Page, span: Span) -> bool:
    """Tell whether what follows a colon is somebody: not « Locataire : Aucun », « Contact : Accueil »."""
    if _ELIDED.match(page.plain, span.start):
        return False
    word = page.flat[span.start : span.end]
    if not word.isalpha():
        return True
    if word in load_words("generiques"):
        return False
    return not (is_ordinary(word) and _SMALL_NEXT.match(page.plain, span.end))


def looks_personal(page: Page, span: Span) -> bool:
    """Tell whether words are a person's: a given name, an initial, or capitals beside a word that has few."""
    written = page.plain[span.start : span.end]
    words = re.findall(r"[A-Za-z]+", written)
    if any(word.lower() in load_words("prenoms") or len(word) == 1 for word in words):
        return True
    capitals = [word.isupper() for word in words if word.lower() not in PARTICLES]
    return "\n" not in written and any(capitals) and not all(capitals)
