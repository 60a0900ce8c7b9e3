"""Growth: time against size, on long and on hostile texts."""

from __future__ import annotations

import time

from deliberia.citations import find_citations

_ACTE = (
    "Le conseil municipal,\nVu le code général des collectivités territoriales, notamment ses articles "
    "L. 2121-29 et L. 2122-22 ;\nVu la loi n° 82-213 du 2 mars 1982 ;\n"
    "Vu la délibération n° 2020-12 du 3 mars 2020 ;\n"
    + "Considérant que la commune souhaite poursuivre l’aménagement de son bourg, dans l’intérêt de tous.\n"
    * 12
)
_HOSTILE = {
    "« L. 1-1, » after « articles »": lambda n: "articles " + "L. 1-1, " * n,
    "« L. 1-1, » alone": lambda n: "L. 1-1, " * n,
    "nested parentheses": lambda n: "article L. 1-1 " + "(" * 8 * n + ")" * 8 * n,
    "articles in parentheses": lambda n: "article L. 1-1 (" * n,
    "one line, no space": lambda n: "x" * 50 * n,
    "one line, hyphens and figures": lambda n: "1-" * 25 * n,
    "« et 1 »": lambda n: "article 1" + " et 1" * n,
    "« loi n° »": lambda n: "loi n° " * n,
    "« délibération du conseil »": lambda n: "délibération du conseil " * n,
    "« Vu le code de l’urbanisme »": lambda n: "Vu le code de l’urbanisme, " * n,
    "dates": lambda n: "décrets du 1er mai 2000" + ", du 1er mai 2000" * n,
    "courts": lambda n: "CE, " * n,
    "blanks": lambda n: "article" + " " * 50 * n,
    "invisible characters": lambda n: "L.\u200b 1-1, " * n,
}
_STEP = 25_000


def _seconds(text: str) -> float:
    start = time.perf_counter()
    find_citations(text)
    return time.perf_counter() - start


def print_growth(*, huge: bool) -> None:
    """Print seconds for a text and for one four times as long: about four when time follows size."""
    print(f"{'long text (acts one after another)':<40}{'characters':>14}{'seconds':>10}{'chars/s':>14}")
    for size in (1_000_000, 10_000_000, *([50_000_000] if huge else [])):
        text = _ACTE * (size // len(_ACTE) + 1)
        seconds = _seconds(text)
        print(f"{'':<40}{len(text):>14,}{seconds:>10.2f}{len(text) / seconds:>14,.0f}")
    print(f"\n{'hostile text':<40}{'characters':>14}{'seconds':>10}{'x 4: seconds':>14}{'growth':>10}")
    for name, make in _HOSTILE.items():
        short, long = make(_STEP), make(4 * _STEP)
        first, second = _seconds(short), _seconds(long)
        print(f"{name:<40}{len(long):>14,}{first:>10.2f}{second:>14.2f}{second / max(first, 1e-9):>9.1f}x")
