"""The official archive: LEGI archives of the DILA, imported into one SQLite file and read from it.

import_archives(paths, base=default_base_path(), codes=("CGCT", "CCP")) -> ImportReport
open_legi() -> LegiBase      versions, texts, sections, search, comparison of quotations
find_legi() -> LegiBase | None
LegiProvider(base)           the same as a deeper source of verdicts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.legi.importing import EVERYTHING, import_archives
    from deliberia.legi.location import BASE_VARIABLE, default_base_path
    from deliberia.legi.provider import DeepestProvider, LegiProvider
    from deliberia.legi.reading import LegiBase, find_legi, open_legi
    from deliberia.legi.report import ImportReport, Progress, ProgressCallback
    from deliberia.legi.values import (
        ArticleText,
        ArticleVersion,
        QuoteGap,
        QuoteKind,
        QuoteMatch,
        SearchHit,
        TableLine,
        TextCoverage,
    )

__all__ = [
    "BASE_VARIABLE",
    "EVERYTHING",
    "ArticleText",
    "ArticleVersion",
    "DeepestProvider",
    "ImportReport",
    "LegiBase",
    "LegiProvider",
    "Progress",
    "ProgressCallback",
    "QuoteGap",
    "QuoteKind",
    "QuoteMatch",
    "SearchHit",
    "TableLine",
    "TextCoverage",
    "default_base_path",
    "find_legi",
    "import_archives",
    "open_legi",
]

_HOMES = {
    "importing": (
        "EVERYTHING",
        "import_archives",
    ),
    "location": (
        "BASE_VARIABLE",
        "default_base_path",
    ),
    "provider": (
        "DeepestProvider",
        "LegiProvider",
    ),
    "reading": (
        "LegiBase",
        "find_legi",
        "open_legi",
    ),
    "report": (
        "ImportReport",
        "Progress",
        "ProgressCallback",
    ),
    "values": (
        "ArticleText",
        "ArticleVersion",
        "QuoteGap",
        "QuoteKind",
        "QuoteMatch",
        "SearchHit",
        "TableLine",
        "TextCoverage",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
