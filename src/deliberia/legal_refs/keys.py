"""Reference keys: one string names a reference everywhere, in one canonical form.

`CGCT`, `CGCT:L2121-29`, `LOI:2000-321`, `LOI:2000-321:9-1`, `ARRETE:1980-06-25`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deliberia.errors import UsageError
from deliberia.legal_refs.order import SERIES

TEXT_KINDS = ("LOI", "ORD", "DECRET", "ARRETE", "CIRC", "DIR", "REGUE", "CONST", "TRAITE")
"""Prefixes of the texts that are not codes."""

CONSTITUTION = "CONST:1958-10-04"

CODES = [
    "CGCT",
    "CCP",
    "CGFP",
    "CU",
    "CGPPP",
    "CRPA",
    "CJA",
    "CE",
    "CGI",
    "CGIAN1",
    "CGIAN2",
    "CGIAN3",
    "CGIAN4",
    "CEduc",
    "CEnv",
    "CRPM",
    "CRurAnc",
    "CFor",
    "CVR",
    "CR",
    "CSI",
    "CSport",
    "CPat",
    "CTour",
    "CCH",
    "CASF",
    "CSP",
    "CTrav",
    "CCiv",
    "CPen",
    "CPP",
    "CPC",
    "CCom",
    "CEnergie",
    "CJF",
    "LPF",
    "CIBS",
    "CMP2006",
    "CCommunes",
    "CSS",
    "CTransp",
    "CExpro",
    "CDomEtat",
    "CConso",
    "CMonFin",
    "CPI",
    "CPCE",
    "CDef",
    "CAssur",
    "CMin",
    "CPMIVG",
    "CSN",
    "CArt",
    "CPort",
    "CFAS",
    "CPenit",
    "CJPM",
    "COJ",
    "CPCEx",
    "CMut",
    "CRech",
    "CESEDA",
]
"""Short names of the codes, in the order of the base."""

ALIASES = {
    "CELEC": "CE",
    "CEDU": "CEduc",
    "CF": "CFor",
    "CFORESTIER": "CFor",
    "CC": "CCiv",
    "CMP": "CMP2006",
    "CDE": "CDomEtat",
    "CPATRIMOINE": "CPat",
    "CVOIRIE": "CVR",
    "CROUTE": "CR",
    "CRURAL": "CRPM",
    "ORDONNANCE": "ORD",
    "DÉCRET": "DECRET",
    "ARRÊTÉ": "ARRETE",
    "CIRCULAIRE": "CIRC",
    "DIRECTIVE": "DIR",
    "REGLEMENT_UE": "REGUE",
    "RÈGLEMENT_UE": "REGUE",
    "CONSTITUTION": "CONST",
    "RGPD": "REGUE:2016/679",
}
"""Other spellings met in files, upper case, and the canonical prefix."""

_PREFIXES = {name.upper(): name for name in (*CODES, *TEXT_KINDS)} | ALIASES

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\t\n\r"), " ")
_TABLE = {**_DASHES, **_SPACES, ord("\u2019"): "'"}
_ARTICLE = re.compile(r"^(?:articles?|art\.?)\s+", re.IGNORECASE)
_LETTER = re.compile(r"^\*{0,2}(L\.?\s*O|LO|[LRDA])\s*\.?\s*\*{0,2}\s*\.?\s*(?=\d)", re.IGNORECASE)
_FIRST = re.compile(r"^(?:1er|1ère|premier|première)\b", re.IGNORECASE)
_GLUED = re.compile(rf"(?<=[0-9A-Z])(?=(?:{SERIES})(?:[^a-z]|$))|(?<=\d)(?=[A-Z])")
_GLUED_AFTER = re.compile(rf"\b({SERIES})(?=[A-Z0-9]{{1,2}}(?:$|[ -]))")
_IS_SERIES = re.compile(rf"^(?:{SERIES})$", re.IGNORECASE)
_CLEAN = re.compile(r"[LRDA]\d+(?:-\d+)*|LO\d+(?:-\d+)*|\d+(?:-\d+)*")


@dataclass(frozen=True, slots=True)
class Key:
    """A parsed key. `text` names the code or text (`CGCT`, `LOI:2000-321`), `article` its number or ""."""

    text: str
    article: str = ""

    @property
    def cle(self) -> str:
        return f"{self.text}:{self.article}" if self.article else self.text

    @property
    def is_code(self) -> bool:
        return ":" not in self.text

    @property
    def kind(self) -> str:
        """`LOI`, `DECRET`…, or "" for a code."""
        return "" if self.is_code else self.text.partition(":")[0]

    @property
    def num(self) -> str:
        """Number of a law or decree: « 2000-321 »; "" for a code."""
        return self.text.partition(":")[2]


@lru_cache(maxsize=65536)
def normalize_num(num: str) -> str:
    """Give the normal form of an article number: `L. 2121-29`, `l2121.29`, `R*123-1` → `L2121-29`, `R123-1`.

    Series keep a space (`1636 B sexies`, `L5211-5-1 A`); stars are dropped; `1er` becomes `1`.
    """
    if _CLEAN.fullmatch(num):
        return num
    text = _ARTICLE.sub("", " ".join(num.translate(_TABLE).split()))
    text = re.sub(r"\s*-\s*", "-", text).rstrip(".,;: ")
    letter = _LETTER.match(text)
    head = ""
    if letter:
        head = re.sub(r"[^A-Z]", "", letter[1].upper())
        text = text[letter.end() :]
    text = _FIRST.sub("1", text)
    text = re.sub(r"(?<=\d)\.(?=\d)", "-", text)
    text = _GLUED_AFTER.sub(r"\1 ", _GLUED.sub(" ", text))
    words = [word.lower() if _IS_SERIES.match(word) else word for word in text.split()]
    words = [word.upper() if len(word) <= 2 and word.isalpha() else word for word in words]
    return head + " ".join(words)


@lru_cache(maxsize=65536)
def parse_key(cle: str) -> Key:
    """Read a key or one of its known spellings and give its canonical form.

    >>> parse_key("CELEC:L. 260").cle
    'CE:L260'

    Raises:
        UsageError: the string is empty or names no kind of text.
    """
    head, _, rest = cle.strip().partition(":")
    prefix = _PREFIXES.get(head.strip().upper(), head.strip())
    if not prefix or not re.fullmatch(r"[\w:/.-]+", prefix):
        raise UsageError(
            f"La clé de référence « {cle} » n’est pas lisible.",
            hint="Écrivez par exemple CGCT:L2121-29 ou LOI:2000-321:9-1.",
        )
    if ":" in prefix:
        return Key(prefix, normalize_num(rest) if rest.strip() else "")
    if prefix == "CONST":
        return _parse_constitution(rest)
    if prefix in TEXT_KINDS:
        return _parse_text(prefix, rest, cle)
    return Key(prefix, normalize_num(rest) if rest.strip() else "")


def _parse_constitution(rest: str) -> Key:
    """Read `CONST`, `CONST:72` and `CONST:1958-10-04:72` alike."""
    first, _, article = rest.partition(":")
    if first.strip() in ("", "1958-10-04"):
        return Key(CONSTITUTION, normalize_num(article) if article.strip() else "")
    return Key(CONSTITUTION, normalize_num(first))


def _parse_text(prefix: str, rest: str, cle: str) -> Key:
    number, _, article = rest.partition(":")
    number = normalize_text_num(number)
    if not number:
        raise UsageError(
            f"La clé « {cle} » n’a pas de numéro de texte.", hint="Écrivez par exemple LOI:2000-321."
        )
    return Key(f"{prefix}:{number}", normalize_num(article) if article.strip() else "")


def normalize_text_num(number: str) -> str:
    """Give the normal form of a law's number: `n° 2000-321` → `2000-321`, `1982-213` → `82-213`."""
    text = re.sub(r"^n\s*[°ºo]\s*", "", number.translate(_TABLE).strip(), flags=re.IGNORECASE)
    text = re.sub(r"\s+", "", text)
    old = re.fullmatch(r"19(\d\d)-(\d+)", text)
    if old and len(text) < 10 and not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return f"{old[1]}-{old[2]}"
    return text
