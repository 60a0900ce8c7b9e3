"""Measure the extractor: `python benchmarks/citations [--partage ../shared] [--metslesliens PYTHON]`.

Prints tables: accuracy on the labelled acts (their own scorer), speed on the same texts on one thread, in
interleaved rounds with metslesliens, speed of a pool of processes over the folder, peak memory, start-up, and
growth on long and hostile texts.

metslesliens (PyPI) is a tool of comparison only: install it in an environment of its own, and give that
environment's interpreter: `python -m venv ENV && ENV/bin/pip install metslesliens`, then
`--metslesliens ENV/bin/python`. Without it its row is skipped and says why.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
sys.path[:0] = [str(CHECKOUT / "src"), str(HERE)]

import croissance  # noqa: E402
import precision  # noqa: E402
import vitesse  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--partage", type=Path, default=CHECKOUT.parent / "shared", help="reference folder")
    parser.add_argument("--metslesliens", metavar="PYTHON", help="interpreter that has metslesliens")
    parser.add_argument("--tours", type=int, default=5, help="interleaved rounds of speed")
    parser.add_argument("--sans-50-mo", action="store_true", help="skip the text of 50 million characters")
    options = parser.parse_args()
    corpus = options.partage / "corpus-dev"
    if corpus.is_dir():
        precision.print_accuracy(corpus)
        vitesse.print_speed(corpus / "texts", options.metslesliens, options.tours)
    else:
        print(f"accuracy and speed skipped: no corpus-dev folder in {options.partage}")
    vitesse.print_start_up()
    croissance.print_growth(huge=not options.sans_50_mo)


if __name__ == "__main__":
    main()
