"""Count the findings of the checks over a folder of acts, by rule, and measure acts per second.

python benchmarks/checks --textes ../shared/corpus-dev/texts
python benchmarks/checks --textes ../shared/corpus-dev/texts --detail erreur
python benchmarks/checks --formats     # the same acts as .docx and .pdf files, one thread and all cores
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
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
    parser.add_argument("--formats", action="store_true", help="measure .docx and .pdf files too")
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
    if options.formats:
        _print_formats(texts)
    if options.detail:
        _print_detail(paths, audits, Severity(options.detail))
    return 0


def _run(texts: list[str], cores: int) -> list[Audit]:
    if cores == 1:
        return [check(text) for text in texts]
    with ProcessPoolExecutor(cores) as pool:
        return list(pool.map(check, texts, chunksize=4))


_MAX_PDF = 40
"""Files that LibreOffice prints: it takes seconds, the reading is what is measured."""


def _print_formats(texts: list[str]) -> None:
    """Write the acts as text, DOCX and PDF files, then check them from one thread and from all the cores."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for sorte, paths in (
            ("txt", _write_texts(folder, texts)),
            ("docx", _write_docx(folder, texts)),
            ("pdf", _write_pdf(folder, texts[:_MAX_PDF])),
        ):
            if not paths:
                print(f"{sorte} : non mesuré, LibreOffice est absent.")
                continue
            check(paths[0])
            speeds = [_measure_files(paths, count) for count in (1, cores)]
            print(
                f"{sorte} : {len(paths)} fichiers, {speeds[0]:.0f} actes par seconde sur un fil, "
                f"{speeds[1]:.0f} sur {cores} cœurs."
            )


def _measure_files(paths: list[Path], cores: int) -> float:
    start = time.perf_counter()
    if cores == 1:
        for path in paths:
            check(path)
    else:
        with ProcessPoolExecutor(cores) as pool:
            list(pool.map(check, paths, chunksize=4))
    return len(paths) / (time.perf_counter() - start)


def _write_texts(folder: Path, texts: list[str]) -> list[Path]:
    paths = [folder / f"{rank:04}.txt" for rank in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def _write_docx(folder: Path, texts: list[str]) -> list[Path]:
    import docx

    paths = [folder / f"{rank:04}.docx" for rank in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        document = docx.Document()
        for line in text.splitlines():
            document.add_paragraph("".join(char for char in line if char.isprintable() or char == "\t"))
        document.save(str(path))
    return paths


def _write_pdf(folder: Path, texts: list[str]) -> list[Path]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return []
    sources = [str(folder / f"{rank:04}.docx") for rank in range(len(texts))]
    subprocess.run(
        [
            program, "--headless", f"-env:UserInstallation={(folder / 'profil').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(folder), *sources,
        ],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600,
    )  # fmt: skip
    return sorted(folder.glob("*.pdf"))


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
