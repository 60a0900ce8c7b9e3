"""First phase: find the rare words that open a citation and hand each to the grammar of its family."""

from __future__ import annotations

import re
from collections.abc import Callable

from deliberia.citations import articles, codes, laws, local_acts
from deliberia.citations.events import Articles, CodeName, Event, Text
from deliberia.citations.lexicon import code_sigles
from deliberia.citations.page import Page

_ANCHOR = re.compile(
    r"(?a)art|code|livre|loi|ord|decret|arrete|circul|direct|reglem|constit|trait|conven|charte|declar|delib|"
    r"decis|del|dcm|dcc|c\.?\s?g|c\.?r\.?p|c\.?a\.?s\.?f|ceseda|l\.?p\.?f|c\.?j\.?a|cpce|cibs|c\.?c\.?h|rgpd|c\.?(?:c\.?p|s\.?[ips]|m\.?[pf]|v\.?r|p\.?[ipct]|j\.?f|u\b)|"
    r"tfue|lf[irs]|plf|conseil|ce[ ,]|c\.\s?[a-z]|caa|ta |cour |cass|tribunal|cju|cjc|cedh|cons|"
    r"l(?:\.?\s?o)?[.\s*-]{0,5}\d|r[.\s*-]{0,5}\d|d[.\s*-]{0,5}\d"
)
"""First letters of every cue, without groups nor conditions: far faster to look for than `_CUE`."""

_CUE = re.compile(
    r"(?a)(?:"
    r"(?P<article>art(?=icles?|s?\.|s?\s+\*{0,2}(?:[lrda]\b|[lrd]o?\.?\s?\d|\d)))"
    r"|(?P<code>codes?\b)"
    r"|(?P<book>livre(?=\s+des?\s+procedure))"
    r"|(?P<law>lois?\b|ordonnances?\b|ord\.(?=\s?n\s?°)|decrets?(?:-lois?)?\b)"
    r"|(?P<arrete>arretes?\b)"
    r"|(?P<circular>circulaires?\b)"
    r"|(?P<directive>directives?\b)"
    r"|(?P<reglement>reglements?\b)"
    r"|(?P<constitution>constitution\b)"
    r"|(?P<treaty>trait?e(?=\s+(?:sur|inst))|convention(?=\s+(?:europ|inter|d'aar))|charte(?=\s+(?:europ|des\s+dr|de\s+l'env))"
    r"|declaration(?=\s+des\s+dr))"
    r"|(?P<deliberation>deliberations?\b|delib\b\.?)"
    r"|(?P<decision>decisions?\b)"
    r"|(?P<act>(?:del|dcm|dcc|delib)(?=[\s_-]{0,2}(?:n\s?°|\d)))"
    r"|(?P<sigle>c\.?\s?g\.?\s?(?:c\.?\s?t|t\.?\s?c|f\.?\s?p|p\.?\s?p\.?\s?p|3\s?p|i)\b|"
    r"(?:c\.?r\.?p\.?[am]|c\.?a\.?s\.?f|ceseda|l\.?p\.?f|cpce|cibs)\b|"
    r"c\.?(?:c\.?[ph]|s\.?[ips]|m\.?[pf]|v\.?r|p\.?[ipct]|j\.?[af]|u)\b)"
    r"|(?P<dotted>c\.\s?[a-z]{3,8}\b)"
    r"|(?P<rgpd>rgpd\b)"
    r"|(?P<tfue>tfue\b)"
    r"|(?P<lawsigle>(?:lpfp|lfi|lfr|lfss|plf)(?=\)?\s{1,3}n))"
    r"|(?P<court>conseil\s+d'etat|ce(?=\s?,|\s+(?:(?:du\s+)?\d|sect|ass|ref))|caa\b|ta(?=\s+[a-z-]+\s?,)|cour\s+(?:adm|de\s+cass|de\s+jus|europ)|cass\b|tribunal\s+(?:adm|des\s+conf)"
    r"|cjue|cjce|cedh|cons(?:eil)?\.?\s+const)"
    r"|(?P<number>(?<![a-z0-9'/_])(?:l\.?\s?o|[lrd])[.\s*-]{0,5}\d{1,4}\s?[.-]\s?\d|(?<=\bet )[lrd]\.?\s?\d{1,4}(?=\s+(?:du|de\sl[a'])\s?(?:code|livre|l\.?p|c\.?[a-z])))"
    r")"
)

_OF_A_COURT = re.compile(
    r"(?a)\s{1,3}(?:n\s?°\s?[\d\s-]{3,9}(?:dc|qpc)\b|"
    r"(?:du\s|de\sla\s)?(?:c\.?e\b|conseil\s+d'etat|conseil\s+const|cour\b|tribunal))"
)

_GLUED_BEFORE = re.compile(r"(?a)(?:^|[^a-z0-9])(?:[dl][uea]?|[dl]es|vu|au|et)$")
"""Little words that a scan glues to the next: « ledécret », « larrêté »."""

_BEFORE_ARTICLE = re.compile(
    r"(?a)(?:(?P<item>\b(?:\d{1,3}\s?°|[ivx]{1,5}|[a-z]\)?))|(?P<alinea>(?:premier|second|deuxieme|troisieme|quatrieme|cinquieme|sixieme|"
    r"septieme|dernier|\d{1,2}\s?(?:er|e|eme))\s+alineas?|alineas?\s+\d{1,2}))\s+(?:de\s+l'|des\s+|de\s+cet\s+)$"
)

_OF_LAW = re.compile(
    r"(?a)\b(?:vu(?:\s+le)?|(?:conformement|en\s+application|au\s+sens|en\s+vertu)\s+(?:au|du))\s+$"
)
_NO_GLOSS = re.compile(r"(?a)(?!\s?\(|\s{1,3}\d|\s{1,3}n\s?°|\s?-)")
"""A sigle with a number, a year or a gloss names something else."""
_AND_SIGLE = re.compile(r"(?a)\s?(?:,|\bet)\s{1,2}(?:(?:le|du|au)\s)?")

Found = tuple[list[Event], int]


class Scanner:
    """Reads the events of one page, from left to right; every step moves forward.

    Grammars that most acts do not need are imported by the method that meets their cue.
    """

    def __init__(self, page: Page) -> None:
        self.flat = page.flat
        self.raw = page.raw
        self.events: list[Event] = []
        self.defined: dict[str, str] = {}
        """Sigles that the act gives to its codes."""

    def scan(self) -> list[Event]:
        """Find every event of the page."""
        flat, place = self.flat, 0
        while anchor := _ANCHOR.search(flat, place):
            start = anchor.start()
            cue = _CUE.match(flat, start)
            if cue is None or not self._opens_word(start):
                place = start + 1
                continue
            read = _READERS[cue.lastgroup or ""](self, start, cue.end())
            if read is None:
                place = start + 1
                continue
            events, end = read
            self.events += events
            place = max(end, cue.end())
        return self.events

    def _opens_word(self, start: int) -> bool:
        before = self.flat[start - 1 : start]
        return not before.isalnum() or _GLUED_BEFORE.search(self.flat[max(0, start - 4) : start]) is not None

    def _text(self, text: Text | None) -> Found | None:
        return None if text is None else ([text], text.end)

    def article(self, start: int, end: int) -> Found | None:
        opening = articles.OPENING.match(self.flat, end)
        place = opening.end() if opening else end
        return self._articles(start, place, worded=True)

    def number(self, start: int, end: int) -> Found | None:
        return self._articles(start, start, worded=False)

    def _articles(self, start: int, place: int, *, worded: bool) -> Found | None:
        found = articles.read_articles(self.flat, self.raw, start, place, worded=worded)
        if found is None:
            return None
        self._read_before(found)
        sigle = codes.read_sigle_after(self.flat, self.raw, found.end, self.defined)
        if sigle is None:
            return [found], found.end
        return [found, sigle], sigle.end

    def _read_before(self, found: Articles) -> None:
        """Keep « le 4° de », « le premier alinéa de » that stands before the article."""
        window = max(0, found.start - 40)
        before = _BEFORE_ARTICLE.search(self.flat[window : found.start])
        if before and before["alinea"]:
            found.alinea = before["alinea"]
        elif before:
            surface = self.raw[window + before.start("item") : window + before.end("item")]
            found.item = surface.replace(" ", "").rstrip(")")

    def code(self, start: int, end: int) -> Found | None:
        names, stop = codes.read_codes(self.flat, start, end)
        if names and names[-1].short:
            sigle = codes.read_definition(self.flat, stop)
            if sigle:
                self.defined[sigle] = names[-1].short
        return (list(names), stop) if names else None

    def book(self, start: int, end: int) -> Found | None:
        name = codes.read_book(self.flat, start, end)
        return ([name], name.end) if name else None

    def sigle(self, start: int, end: int) -> Found | None:
        """A sigle with other meanings is a code once the act has defined it, else only beside articles."""
        letters = re.sub(r"[^a-z0-9]", "", self.flat[start:end])
        known = letters in code_sigles()[1] or letters in self.defined
        if not known and not self.raw[start:end].isupper():
            return None
        name = codes.read_sigle(self.flat, start, end)
        if name is None:
            return None
        name.marked = known or self._is_named_as_code(start, end)
        return [name], name.end

    def _is_named_as_code(self, start: int, end: int) -> bool:
        """« Vu le CCP », « le CGCT et le CCP »: what stands before the sigle makes it a code."""
        if not _NO_GLOSS.match(self.flat, end):
            return False
        if _OF_LAW.search(self.flat, max(0, start - 24), start):
            return True
        previous = self.events[-1] if self.events else None
        if not isinstance(previous, CodeName) or not previous.marked or start - previous.end > 12:
            return False
        return _AND_SIGLE.fullmatch(self.flat, previous.end, start) is not None

    def dotted(self, start: int, end: int) -> Found | None:
        name = codes.read_dotted_sigle(self.flat, start)
        return ([name], name.end) if name else None

    def law(self, start: int, end: int) -> Found | None:
        kind = laws.KINDS[self.flat[start : start + 3]]
        return self._text(laws.read_law(self.flat, self.raw, start, end, kind))

    def lawsigle(self, start: int, end: int) -> Found | None:
        return self._text(laws.read_law_sigle(self.flat, start, end))

    def arrete(self, start: int, end: int) -> Found | None:
        from deliberia.citations import orders

        return self._text(orders.read_arrete(self.flat, self.raw, start, end))

    def circular(self, start: int, end: int) -> Found | None:
        from deliberia.citations import orders

        return self._text(orders.read_circulaire(self.flat, self.raw, start, end))

    def directive(self, start: int, end: int) -> Found | None:
        from deliberia.citations import european

        return self._text(european.read_directive(self.flat, start, end))

    def reglement(self, start: int, end: int) -> Found | None:
        from deliberia.citations import european

        return self._text(european.read_reglement(self.flat, start, end))

    def rgpd(self, start: int, end: int) -> Found | None:
        from deliberia.citations import european

        return self._text(european.rgpd(start, end))

    def constitution(self, start: int, end: int) -> Found | None:
        from deliberia.citations import treaties

        return self._text(treaties.read_constitution(self.flat, self.raw, start, end))

    def treaty(self, start: int, end: int) -> Found | None:
        from deliberia.citations import treaties

        return self._text(treaties.read_treaty(self.flat, start))

    def tfue(self, start: int, end: int) -> Found | None:
        from deliberia.citations import treaties

        return self._text(treaties.read_treaty_sigle(self.flat, start, end))

    def court(self, start: int, end: int) -> Found | None:
        from deliberia.citations import caselaw

        return self._text(caselaw.read_judgment(self.flat, self.raw, start))

    def deliberation(self, start: int, end: int) -> Found | None:
        return self._text(local_acts.read_deliberation(self.flat, self.raw, start, end))

    def decision(self, start: int, end: int) -> Found | None:
        if _OF_A_COURT.match(self.flat, end):
            from deliberia.citations import caselaw

            return self._text(caselaw.read_constitutional(self.flat, start, end))
        return self._text(local_acts.read_decision(self.flat, self.raw, start, end))

    def act(self, start: int, end: int) -> Found | None:
        return self._text(local_acts.read_numbered_act(self.flat, self.raw, start, end))


_READERS: dict[str, Callable[[Scanner, int, int], Found | None]] = {
    name: getattr(Scanner, name) for name in _CUE.groupindex
}
