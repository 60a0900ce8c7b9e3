"""The built-in base: codes, texts, article numbers and dated facts, read lazily from the data folder."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from deliberia.legal_refs.keys import normalize_num
from deliberia.legal_refs.notices import Notice, load_notices
from deliberia.legal_refs.order import split_number
from deliberia.legal_refs.provider import Provider
from deliberia.legal_refs.readers import read_code, read_term, read_text
from deliberia.legal_refs.records import (
    CodeRecord,
    Fait,
    Interval,
    TermRecord,
    TextRecord,
)
from deliberia.legal_refs.tables import (
    Slices,
    citation_fact,
    expand,
    family_of,
    parse_fait,
    parse_family,
    read_lines,
)
from deliberia.resources import data_dir

_CITED = citation_fact()


class Base:
    """The reference base of one data folder. Files are read on first need and kept; answers never change.

    `provider`, when given, deepens what the folder says: an imported archive or confirmations obtained
    online.
    """

    def __init__(self, folder: Path, provider: Provider | None = None) -> None:
        self.folder = folder
        self.provider = provider
        head = dict(line.split("\t", 1) for line in read_lines(folder / "base.tsv"))
        self.etat = dt.date.fromisoformat(head["etat"])
        """Last day of the research behind the base."""
        self.empreinte = head["empreinte"]
        """Fingerprint of its data."""
        self.memo: dict[str, object] = {}
        """Room for what a judge deduces of this base once and for all; nothing here reads it."""
        self._slices: dict[str, Slices] = {}
        self._ids: dict[str, Slices] = {}
        self._families: dict[tuple[str, str], tuple[dict[str, tuple[Interval, ...]], frozenset[str]]] = {}
        self._faits: dict[str, dict[str, tuple[Fait, ...]]] = {}
        self._codes: dict[str, CodeRecord] | None = None
        self._texts: dict[str, TextRecord] | None = None
        self._notices: dict[str, Notice] | None = None

    # Codes and texts

    @property
    def codes(self) -> dict[str, CodeRecord]:
        """Every code of the base, by its short name, in the order of the file."""
        if self._codes is None:
            records = [read_code(line) for line in read_lines(self.folder / "codes.tsv")]
            self._codes = {record.cle: record for record in records}
        return self._codes

    @property
    def texts(self) -> dict[str, TextRecord]:
        """Every law, ordinance, decree… of the base, by its key."""
        if self._texts is None:
            records = [read_text(line) for line in read_lines(self.folder / "textes.tsv")]
            self._texts = {record.cle: record for record in records}
        return self._texts

    def find_texts(self, kind: str, date: dt.date) -> tuple[TextRecord, ...]:
        """Find the texts of a kind (`LOI`, `DECRET`…) that bear a date; several laws may share one."""
        head = f"{kind}:"
        return tuple(text for text in self.texts.values() if text.date == date and text.cle.startswith(head))

    def read_terms(self) -> tuple[TermRecord, ...]:
        """Read the words that the law left, in the order of the file."""
        return tuple(read_term(line) for line in read_lines(self.folder / "termes.tsv"))

    @property
    def notices(self) -> dict[str, Notice]:
        """Our notices by key. Reading them costs tens of milliseconds: no verdict needs them."""
        if self._notices is None:
            self._notices = load_notices(self.folder)
        return self._notices

    # Articles

    def get_intervals(self, code: str, num: str) -> tuple[Interval, ...]:
        """Give the intervals of an article number; () when the base has no such number."""
        return self._load_family(code, num)[0].get(num, ())

    def get_faits(self, text: str, article: str) -> tuple[Fait, ...]:
        """Give the dated facts about an article of a code or of a text, or about a text (`article` "")."""
        if text in self.codes:
            facts = self._load_faits(text).get(article, ())
            if self._is_cited(text, article):
                facts = (*facts, _CITED)
            return facts
        cle = f"{text}:{article}" if article else text
        return self._load_faits("textes").get(cle, ())

    def iter_code_faits(self, code: str) -> dict[str, tuple[Fait, ...]]:
        """Give the dated facts of a code, by article number."""
        return self._load_faits(code)

    def get_article_faits(self, text: str) -> dict[str, tuple[Fait, ...]]:
        """Give every known article of a text that is not a code, with its facts."""
        head = f"{text}:"
        return {
            cle.removeprefix(head): facts
            for cle, facts in self._load_faits("textes").items()
            if cle.startswith(head)
        }

    def get_id(self, code: str, num: str) -> str:
        """Give the LEGIARTI identifier of an article, "" when not known."""
        slices = self._ids.get(code)
        if slices is None:
            slices = self._ids[code] = Slices(self.folder / "identifiants", code)
        wanted = f",{num.removeprefix(family_of(num))}="
        for line in slices.get_lines(num):
            place = f",{line}".find(wanted)
            if place >= 0:
                digits = line[place + len(wanted) - 1 :].partition(",")[0]
                return f"LEGIARTI{int(digits):012d}"
        return ""

    def resolve_num(self, code: str, num: str) -> str:
        """Give the spelling of a number that the base files: `R2131-1 A` is `R2131-1-A`, and the reverse."""
        num = normalize_num(num)
        if self._is_filed(code, num):
            return num
        head, _, tail = num.rpartition(" ")
        if head and f"{head}-{tail}" != num and self._is_filed(code, f"{head}-{tail}"):
            return f"{head}-{tail}"
        head, _, tail = num.rpartition("-")
        if head and tail.isalpha() and self._is_filed(code, f"{head} {tail}"):
            return f"{head} {tail}"
        return num

    def iter_numbers(self, code: str, letters: str | None = None) -> list[str]:
        """List the numbers of a code, in the order of the files; of one series when `letters` is given."""
        slices = self._get_slices(code)
        numbers: dict[str, None] = {}
        for name in slices.names:
            if letters is not None and name and split_number(name)[0] != (letters or "N"):
                continue
            for family, lines in slices.load(name).items():
                if letters is not None and split_number(family)[0] != letters:
                    continue
                for line in lines:
                    numbers.update((family + member, None) for member, _ in expand(line.partition("\t")[0]))
        for num in self._load_faits(code):
            if letters is None or split_number(num)[0] == letters:
                numbers.setdefault(num)
        return list(numbers)

    def _is_filed(self, code: str, num: str) -> bool:
        return bool(self.get_intervals(code, num)) or num in self._load_faits(code)

    def _is_cited(self, code: str, num: str) -> bool:
        return num in self._load_family(code, num)[1]

    def _load_family(self, code: str, num: str) -> tuple[dict[str, tuple[Interval, ...]], frozenset[str]]:
        slices = self._get_slices(code)
        name = slices.find_slice(num)
        if name is None:
            return {}, frozenset()
        family = family_of(num)
        place = (code + ":" + name, family)
        parsed = self._families.get(place)
        if parsed is None:
            parsed = parse_family(family, slices.load(name).get(family, []), self.codes[code].etat)
            self._families[place] = parsed
        return parsed

    def _get_slices(self, code: str) -> Slices:
        slices = self._slices.get(code)
        if slices is None:
            slices = self._slices[code] = Slices(self.folder / "articles", code)
        return slices

    def _load_faits(self, name: str) -> dict[str, tuple[Fait, ...]]:
        facts = self._faits.get(name)
        if facts is None:
            facts = {}
            path = self.folder / "faits" / f"{name}.tsv"
            for line in read_lines(path) if path.is_file() else ():
                head, fact = parse_fait(line)
                facts[head] = (*facts.get(head, ()), fact)
            self._faits[name] = facts
        return facts


@cache
def load_base() -> Base:
    """Return the built-in base of this installation, shared by the whole process."""
    return Base(data_dir("legal_refs"))
