"""The law as data: which articles exist, since when, until when, and how sure we are.

    load_base() -> Base                       the built-in base, shared by the process
    parse_key("CGCT:L2121-29") -> Key         text and article, canonical; known spellings accepted
    normalize_num("L. 2121-29") -> str        "L2121-29"
    name_article("L2121-29") -> str           « L. 2121-29 »
    name_text("LOI:2000-321") -> str          « la loi n° 2000-321 du 12 avril 2000 »
    name_reference("CU:L153-8") -> str        « article L. 153-8 du code de l’urbanisme »
    group_references(cles) -> VisaGroup...    one visa a text, by rank

`Base` gives facts; the judgement on a day is `deliberia.verification.verify`. A `Provider` (an imported
archive, confirmations obtained online) deepens a base: `Base(folder, provider)`.
"""

from deliberia.legal_refs.base import Base, load_base
from deliberia.legal_refs.keys import (
    CODES,
    CONSTITUTION,
    TEXT_KINDS,
    Key,
    normalize_num,
    normalize_text_num,
    parse_key,
)
from deliberia.legal_refs.naming import (
    VisaGroup,
    group_references,
    name_article,
    name_owner,
    name_reference,
    name_text,
)
from deliberia.legal_refs.notices import Notice
from deliberia.legal_refs.order import sort_key, split_number
from deliberia.legal_refs.provider import Depth, OfficialText, Provider, TextProvider
from deliberia.legal_refs.records import CodeRecord, Fait, Interval, TermRecord, TextRecord

__all__ = [
    "CODES",
    "CONSTITUTION",
    "TEXT_KINDS",
    "Base",
    "CodeRecord",
    "Depth",
    "Fait",
    "Interval",
    "Key",
    "Notice",
    "OfficialText",
    "Provider",
    "TermRecord",
    "TextProvider",
    "TextRecord",
    "VisaGroup",
    "group_references",
    "load_base",
    "name_article",
    "name_owner",
    "name_reference",
    "name_text",
    "normalize_num",
    "normalize_text_num",
    "parse_key",
    "sort_key",
    "split_number",
]
