"""Count the findings of the checks over a folder of acts, by rule, and measure acts per second.

python benchmarks/checks --textes ../shared/corpus-dev/texts
python benchmarks/checks --textes ../shared/corpus-dev/texts --detail erreur
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from deliberia.auditing import Audit, check
from deliberia.model import Severity


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--textes", type=Path, default=Path("../shared/corpus-dev/texts"))
    parser.add_argument("--detail", choices=[severite.value for severite in Severity])
    parser.add_argument("--coeurs", type=int, default=1, help="processes; 1 measures one thread")
    options = parser.parse_args()
    paths = sorted(options.textes.glob("*.txt"))
    if not paths:
        print(f"Aucun texte dans {options.textes}.", file=sys.stderr)
        return 2
    texts = [path.read_text(encoding="utf-8") for path in paths]
    check(texts[0])
    start = time.perf_counter()
    audits = _run(texts, options.coeurs)
    elapsed = time.perf_counter() - start
    print(f"{len(texts)} actes en {elapsed:.2f} s : {len(texts) / elapsed:.0f} actes par seconde.")
    _print_counts(audits)
    if options.detail:
        _print_detail(paths, audits, Severity(options.detail))
    return 0


def _run(texts: list[str], cores: int) -> list[Audit]:
    if cores == 1:
        return [check(text) for text in texts]
    with ProcessPoolExecutor(cores) as pool:
        return list(pool.map(check, texts, chunksize=4))


def _print_counts(audits: list[Audit]) -> None:
    counts: Counter[tuple[int, str, str]] = Counter()
    acts: Counter[tuple[int, str, str]] = Counter()
    for audit in audits:
        keys = [(finding.severite.rank, finding.regle, finding.origine) for finding in audit.findings]
        counts.update(keys)
        acts.update(set(keys))
    names = [severite.value for severite in Severity]
    for severite in Severity:
        total = sum(audit.count(severite) for audit in audits)
        print(f"{severite.value} : {total}, soit {total / len(audits):.2f} par acte")
    for key, count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{count:5} dans {acts[key]:4} actes  {names[key[0]]:<14} {key[1]}  {key[2]}")


def _print_detail(paths: list[Path], audits: list[Audit], wanted: Severity) -> None:
    for path, audit in zip(paths, audits, strict=True):
        for finding in audit.findings:
            if finding.severite is not wanted:
                continue
            excerpt = ""
            if finding.start is not None and finding.end is not None:
                excerpt = audit.texte[max(0, finding.start - 60) : finding.end + 60]
            print(f"{path.stem} | {finding.regle} | {finding.message} | {' '.join(excerpt.split())}")


if __name__ == "__main__":
    sys.exit(main())
