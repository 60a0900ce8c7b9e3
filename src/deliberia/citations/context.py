"""Second phase: give every article its text, from what stands beside it or was named before."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.citations.events import Articles, CodeName, Event, Item, Reference, Text
from deliberia.citations.numbers import Number
from deliberia.citations.page import Page
from deliberia.citations.stems import codes_with_letters, fit
from deliberia.model.citation import Citation, Resolution, Target, TargetKind

_PARTS = r"(?:(?:de\s+la|du|des|de)\s+(?:[\divx°]{1,5}\s+)?(?:parties?|livres?|titres?|chapitres?|sections?|paragraphes?)\s[^.;\n]{0,40}?)"
_FORWARD = re.compile(
    r"(?a)\.?[\s,\"]{0,4}(?:\([^)\n]{0,90}\)[\s,]{0,3})?"
    r"(?:\(?(?:nouveaux?|anciens?|modifiee?s?|nouvelles?|sus-?visee?s?|precitee?s?|sus-?mentionnee?s?|inclus|alineas?)\)?[\s,]{1,3})?"
    rf"{_PARTS}?\s{{0,4}}(?:dudit|de\s+ladite|desdites?|du\s+dit|de\s+la\s+dite|de\s+cette|de\s+ce|du|de\s?la|de\s+l|des|de|d|l|au|a\s+la|a\s+l|au\s+sens\s+du|in)?"
    r"(?:'|\s){0,3}(?:meme|present|presente|dit|dite|nouveau|nouvelle|ancien|ancienne|susvisee?|precitee?)?[\s\"'(]{0,4}"
)
_FORWARD_DESCRIBED = re.compile(
    r"(?a)[\s,]{0,3}(?:relati[fv]e?s?|concernant|portant|fixant|instituant|sur\s)[^.;\n]{0,90}\s(?:du|de\sla|de\sl')\s{0,3}"
)
_COORDINATED = re.compile(r"(?a)[.)]?[\s,]{0,4}(?:et|ou|ainsi\s+que|puis|,)\b[^.;:]{0,60}|[\s,]{1,3}")
_TIGHT = re.compile(r"(?a)[\s,:()\[/\"*.-]{0,12}(?:(?:et\s|en\s)?(?:l'|les\s|aux?\s|a\sl'|son\s|ses\s))?[\s\"]{0,3}")
_POSSESSIVE = re.compile(
    r"(?as).*\b(?:notamment|particuliere?|particulierement|specialement|precisement|plus\s+precisement|ses|son|leurs?|dont|(?:en|par|dans|selon|vise)\s+(?:ses|son)|"
    r"prevus?\s+a|conformement\s+a|en\s+application\s+de|au\s+titre\s+de)\b[\s,:(*\"-]{0,8}"
    r"(?:(?:et|en|de|a|l|les|des|aux?|du|ses|son|leurs?|par|dans|articles?)\b['\s]{0,3}){0,4}"
)
_BREAK = re.compile(r"(?a);|\n\s*\n|\bvu\b|\.\s+[a-z]")
_CONTINUED = re.compile(
    r"(?a)[\s,;:*.)\"-]{0,14}(?:(?:et|ou|ainsi\s+que|puis)\s{1,3})?(?:(?:notamment|a|de|des|les|aux?|l'|en|son|ses)\s{0,3}){0,3}"
)
_DETERMINED = re.compile(r"(?a)(?:\bl'|\b(?:son|ses|les|des|aux|cet|dudit|vu)\s{1,3}|\bl\s)$")
_OTHER_OWNER = re.compile(r"(?a)[\s,]{0,3}(?:du|de\s+la|de\s+l'|des|de\s+ce|de\s+cette|dudit|de\s+ladite|ci-)\s?")
_PRIVATE = re.compile(
    r"(?a)\b(?:contrat|convention|marche|statuts|bail|budget|chapitre|compte|cahier|reglement|avenant|ccag|ccap|protocole|credits|imput|depenses|recettes|"
    r"statut|decide|deliberation|conseil)"
)
_BARE_CODES = frozenset({"CGI", "CGIAN1", "CGIAN2", "CGIAN3", "CGIAN4", "CCiv", "CPen", "CPP", "CPC", "CMP2006"})
_ARTICLED = frozenset(
    {TargetKind.LOI, TargetKind.ORDONNANCE, TargetKind.DECRET, TargetKind.ARRETE, TargetKind.DIRECTIVE, TargetKind.REGLEMENT_UE,
     TargetKind.CONSTITUTION, TargetKind.TRAITE, TargetKind.CIRCULAIRE}
)  # fmt: skip
_REACH = 260
_YEARLIKE = re.compile(r"(?:19|20)\d\d$")

Owner = CodeName | Text


class Resolver:
    """Walks the events of one page once, remembering what was named."""

    def __init__(self, page: Page, events: list[Event]) -> None:
        self.page = page
        self.flat = page.flat
        self.events = events
        self.citations: list[Citation] = []
        self.owners: dict[int, Owner] = {}
        """Owner named after a list of articles, by the rank of the list."""
        self.code = ""
        self.codes: dict[str, int] = {}
        self.texts: dict[TargetKind, Reference] = {}
        self.granted: dict[int, tuple[str, Resolution]] = {}
        """Code given to a list, by its rank: the next list may continue it."""
        self.absorbed: set[int] = set()
        names = (event.short for event in events if isinstance(event, CodeName) and event.short)
        self.named = tuple(dict.fromkeys(names))
        """Codes that the act names anywhere, the first first."""

    def resolve(self) -> list[Citation]:
        """Give the citations of the page, in the order of the text."""
        self._look_forward()
        for rank, event in enumerate(self.events):
            if isinstance(event, Articles):
                self._resolve_articles(rank, event)
            elif isinstance(event, CodeName):
                self._resolve_code(event)
            else:
                self._resolve_text(rank, event)
        self.citations.sort(key=lambda citation: (citation.start, citation.end))
        return self.citations

    # Owners named after the articles

    def _look_forward(self) -> None:
        """Find the owners that follow their articles, from the end: a list may share that of the next one."""
        events, flat = self.events, self.flat
        for rank in range(len(events) - 2, -1, -1):
            event, following = events[rank], events[rank + 1]
            if not isinstance(event, Articles) or following.start - event.end > _REACH:
                continue
            gap = flat[event.end : following.start]
            if isinstance(following, Articles):
                shared = self.owners.get(rank + 1)
                if shared is not None and following.lettered == event.lettered and _COORDINATED.fullmatch(gap):
                    self.owners[rank] = shared
            elif self._owns(event, following, gap):
                self.owners[rank] = following

    def _owns(self, event: Articles, following: Owner, gap: str) -> bool:
        if event.lettered and isinstance(following, Text):
            return False
        if not gap.strip() and "\n" in gap and isinstance(following, CodeName) and following.short:
            return False
        if _FORWARD.fullmatch(gap):
            return True
        return event.lettered and bool(_FORWARD_DESCRIBED.fullmatch(gap))

    # Codes and texts by themselves

    def _resolve_code(self, event: CodeName) -> None:
        if event.short:
            self.code = event.short
            self.codes[event.short] = event.start
            self._cite(event.start, event.end, (Target(kind=TargetKind.CODE, text=event.short),), Resolution.EXPLICITE)
        elif event.marked and self.code:
            self._cite(event.start, event.end, (Target(kind=TargetKind.CODE, text=self.code),), Resolution.REPRISE)

    def _resolve_text(self, rank: int, event: Text) -> None:
        if event.references:
            known = self.texts.get(event.kind)
            self.texts[event.kind] = event.references[0]
            if rank not in self.absorbed and not (known and self._is_gloss(event, known)):
                targets = tuple(_text_target(event.kind, reference) for reference in event.references)
                self._cite(event.start, event.end, targets, Resolution.EXPLICITE)
        elif event.back and rank not in self.absorbed and event.kind in self.texts:
            target = _text_target(event.kind, self.texts[event.kind])
            self._cite(event.start, event.end, (target,), Resolution.REPRISE)

    def _is_gloss(self, event: Text, known: Reference) -> bool:
        """« (RGPD) » after the regulation named in full says nothing more."""
        reference = event.references[0]
        return bool(reference.nom) and reference.num == known.num and self.flat[event.start - 1] == "("

    # Articles

    def _resolve_articles(self, rank: int, event: Articles) -> None:
        owner = self.owners.get(rank)
        previous = self.events[rank - 1] if rank else None
        if owner is None and previous is not None:
            owner = self._owner_before(event, previous)
        if isinstance(owner, Text):
            self._cite_text_articles(rank, event, owner)
        elif isinstance(owner, CodeName):
            explicit = bool(owner.short)
            short = owner.short or self.code
            if short:
                self._cite_code_articles(rank, event, short, Resolution.EXPLICITE if explicit else Resolution.REPRISE)
            elif event.lettered:
                self._infer(rank, event)
        elif event.lettered:
            self._carry(rank, event, previous)
        else:
            self._carry_bare(rank, event, previous)

    def _owner_before(self, event: Articles, previous: Event) -> Owner | None:
        """The code or text named just before: « CGCT, article… », « la loi…, notamment son article 34 »."""
        if isinstance(previous, Articles) or event.start - previous.end > _REACH:
            return None
        if isinstance(previous, Text) and (event.lettered or not previous.references or previous.kind not in _ARTICLED):
            return None
        if isinstance(previous, CodeName) and not previous.short:
            return None
        gap = self.flat[previous.end : event.start]
        if _TIGHT.fullmatch(gap) and not (isinstance(previous, Text) and not event.worded):
            if not event.lettered and re.search(r"(?a)\.\s|\n", gap):
                return None
            return previous
        if _BREAK.search(gap):
            return None
        return previous if _POSSESSIVE.fullmatch(gap) else None

    def _carry(self, rank: int, event: Articles, previous: Event | None) -> None:
        """Resolve « article L. 2121-29 » that has no code beside it."""
        if previous is not None and rank - 1 in self.granted and isinstance(previous, Articles):
            gap = self.flat[previous.end : event.start]
            if len(gap) < 40 and _CONTINUED.fullmatch(gap):
                short, resolution = self.granted[rank - 1]
                self._cite_code_articles(rank, event, short, resolution)
                return
        self._infer(rank, event)

    def _infer(self, rank: int, event: Articles) -> None:
        number = event.items[0].numbers[0]
        part = int(number.parts[0]) if number.parts else 0
        best, best_fit = "", 0
        recent = sorted(self.codes, key=lambda short: -self.codes[short])
        for short in recent:
            value = fit(short, number.letter, number.stem, part)
            if value > best_fit:
                best, best_fit = short, value
        resolution = Resolution.REPRISE
        if best_fit < 2:
            deduced = self._deduce(number, part)
            if deduced:
                best, resolution = deduced, Resolution.DEDUITE
        if not event.worded and not (best and self._is_plain(event, deduced=resolution is Resolution.DEDUITE)):
            return
        self._cite_code_articles(rank, event, best, resolution)

    def _is_plain(self, event: Articles, *, deduced: bool) -> bool:
        """Say whether numbers without the word « article » nor a code beside are articles, not « R 12-5 »."""
        raw = self.page.raw
        return all(
            number.parts and len(number.stem) > (3 if deduced else 2) and raw[item.start].isupper()
            and number.letter != "D" and not _YEARLIKE.match(number.stem)
            for item in event.items for number in item.numbers
        )  # fmt: skip

    def _deduce(self, number: Number, part: int) -> str:
        """The one code that can hold a number: among those the act names, then the CGCT, then all."""
        for candidates in (self.named, ("CGCT",), codes_with_letters()):
            fitting = [short for short in candidates if fit(short, number.letter, number.stem, part) == 2]
            if len(fitting) == 1:
                return fitting[0]
        return ""

    def _carry_bare(self, rank: int, event: Articles, previous: Event | None) -> None:
        """Resolve « l'article 15 » of the text just cited; anything else without owner is no citation of law."""
        if previous is None or not event.worded or event.start - previous.end > _REACH:
            return
        flat = self.flat
        gap = flat[previous.end : event.start]
        number = event.items[0].numbers[0]
        if isinstance(previous, CodeName) and previous.short in _BARE_CODES and " " in number.num and len(gap) < 60:
            self._cite_code_articles(rank, event, previous.short, Resolution.REPRISE)
            return
        if "\n\n" in gap or ";" in gap or _PRIVATE.search(gap) or not _DETERMINED.search(flat[max(0, event.start - 8) : event.start]):
            return
        if _OTHER_OWNER.match(flat, event.end) or int(re.sub(r"\D", "", number.stem) or 0) > 1999:
            return
        if isinstance(previous, Text) and previous.references and previous.kind in _ARTICLED:
            self._cite_text_articles(rank, event, previous, resolution=Resolution.REPRISE)
        elif isinstance(previous, CodeName) and previous.short in _BARE_CODES:
            self._cite_code_articles(rank, event, previous.short, Resolution.REPRISE)

    # Citations

    def _cite(self, start: int, end: int, targets: tuple[Target, ...], resolution: Resolution) -> None:
        start, end = self.page.span(start, end)
        self.citations.append(
            Citation(start=start, end=end, surface=self.page.text[start:end], targets=targets, resolution=resolution)
        )

    def _cite_code_articles(self, rank: int, event: Articles, short: str, resolution: Resolution) -> None:
        self.granted[rank] = (short, resolution)
        for order, item in enumerate(event.items):
            targets = _item_targets(item, short)
            if not order and (event.alinea or event.item):
                targets = (_with_details(targets[0], event), *targets[1:])
            self._cite(item.start, item.end, targets, resolution)

    def _cite_text_articles(
        self, rank: int, event: Articles, owner: Text, *, resolution: Resolution | None = None
    ) -> None:
        """Cite « article 9 de la loi … »: one citation, from the word « article » to the end of the name."""
        if owner.references:
            references = owner.references
        elif owner.kind in self.texts:
            references = [self.texts[owner.kind]]
            resolution = Resolution.REPRISE
        else:
            return
        if owner.kind is TargetKind.ACTE_LOCAL or owner.kind is TargetKind.JURISPRUDENCE:
            return
        numbers = [n for item in event.items for n in (*item.numbers, *([item.last] if item.last else []))]
        targets = tuple(
            _text_target(owner.kind, reference, number, event) for reference in references for number in numbers
        )
        start, end = event.start, event.end
        owner_rank = rank + 1
        if owner_rank < len(self.events) and self.events[owner_rank] is owner:
            end = owner.end
            self.absorbed.add(owner_rank)
        elif rank and self.events[rank - 1] is owner and resolution is None and self._is_adjacent(owner, event):
            self._replace_last(owner, event, targets)
            return
        self._cite(start, end, targets, resolution or Resolution.EXPLICITE)

    def _is_adjacent(self, owner: Text, event: Articles) -> bool:
        """« loi 2022-1499 / art 15 » is one citation; « …, notamment son article 34 » are two."""
        return re.fullmatch(r"(?a)[\s,/(:-]{0,5}", self.flat[owner.end : event.start]) is not None

    def _replace_last(self, owner: Text, event: Articles, targets: tuple[Target, ...]) -> None:
        self.citations.pop()
        self._cite(owner.start, event.end, targets, Resolution.EXPLICITE)


def _with_details(target: Target, event: Articles) -> Target:
    from dataclasses import replace

    return replace(target, alinea=target.alinea or event.alinea, item=target.item or event.item)


def _repaired(number: Number, short: str) -> str:
    """The number, its lost hyphen put back where the code has such articles."""
    if not number.lost_hyphen and (number.parts or len(number.stem) != 4):
        return number.num
    digits = number.stem + "".join(number.parts)
    if not number.lost_hyphen and fit(short, number.letter, number.stem, 0):
        return number.num
    for cut in (4, 3):
        stem, rest = digits[:cut], digits[cut:]
        if rest and rest[0] != "0" and fit(short, number.letter, stem, int(rest)) == 2:
            return f"{number.letter}{stem}-{rest}"
    return number.num


def _item_targets(item: Item, short: str) -> tuple[Target, ...]:
    targets = []
    for order, number in enumerate(item.numbers):
        last = order == len(item.numbers) - 1
        num = _repaired(number, short)
        if last and item.last is not None:
            targets.append(
                Target(kind=TargetKind.RANGE, text=short, from_num=num, to_num=item.last.num, suivants=item.following)
            )
        else:
            targets.append(
                Target(kind=TargetKind.ARTICLE, text=short, num=num, suivants=last and item.following,
                       alinea=number.alinea, item=number.item)
            )  # fmt: skip
    return tuple(targets)


def _text_target(
    kind: TargetKind, reference: Reference, number: Number | None = None, event: Articles | None = None
) -> Target:
    date: dt.date | None = reference.date
    if number is None:
        return Target(kind=kind, num=reference.num, date=date, nom=reference.nom)
    following = event is not None and event.items[-1].following and number is event.items[-1].numbers[-1]
    return Target(
        kind=kind, num=reference.num, date=date, nom=reference.nom, article=number.num, suivants=following,
        alinea=number.alinea or (event.alinea if event else ""), item=number.item or (event.item if event else ""),
    )  # fmt: skip
