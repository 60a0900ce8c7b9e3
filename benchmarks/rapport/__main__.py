"""Check the HTML report with axe-core in headless Chromium, and measure how fast reports are written.

    npm install --prefix DOSSIER axe-core
    python benchmarks/rapport --axe DOSSIER/node_modules/axe-core/axe.min.js [FICHIER...]

Each report is opened light and dark, at 100 %, 200 % and 400 % (a window of 320 points). Exit code 1 when axe
finds a violation; skipped, with the reason, when Chromium or axe is not there. Without FICHIER an imaginary
act full of faults is checked.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from deliberia.auditing import Audit, check
from deliberia.auditing.rapports import render_html, render_sarif

ACTE = """COMMUNE DE VAL-FLEURI
Département de la Haute-Loire

EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Séance du mardi 17 novembre 2026

Nombre de conseillers en exercice : 11 – présents : 4 – votants : 12
Date de convocation : 16 novembre 2026

Objet : attribution d'une subvention

Vu l'article L. 2311-7 du code général des collectivités territoriales ;
Vu la loi n° 82-213 du 2 mars 1983 ;
Considérant que l’action sert les habitants ;

Le conseil municipal, après en avoir délibéré, décide à l’unanimité par 9 voix pour, 2 contre :
Article 1er : d'attribuer une subvention de 1 500 € (mille deux cents euros) ;
Article 2 : la dépense est imputée au compte 6574.

Fait et délibéré les jour, mois et an ci-dessus.
Le maire,
"""
SIZES = (("100 %", 1280), ("200 %", 640), ("400 %", 320))
NAMES = ("chromium", "chromium-browser", "google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = (
    "axe.run(document,{runOnly:{type:'tag',values:%s}}).then(r=>{const e=document.createElement('pre');"
    "e.id='axe';e.textContent=JSON.stringify({v:r.violations.map(v=>[v.id,v.help,v.nodes[0].html]),"
    "w:document.documentElement.scrollWidth-document.documentElement.clientWidth});document.body.append(e)})"
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Accessibilité et vitesse des rapports.")
    parser.add_argument("fichiers", nargs="*", type=Path)
    parser.add_argument("--axe", type=Path, help="axe.min.js")
    options = parser.parse_args()
    audits = [check(path) for path in options.fichiers] or [replace(check(ACTE), chemin="Acte imaginaire")]
    measure(audits)
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None or options.axe is None or not options.axe.is_file():
        print("axe : non lancé, il faut Chromium et --axe CHEMIN/axe.min.js")
        return
    sys.exit(1 if inspect(audits, browser, options.axe.read_text(encoding="utf-8")) else 0)


def measure(audits: list[Audit]) -> None:
    for name, render in (("HTML", render_html), ("SARIF", render_sarif)):
        begin = time.process_time()
        count = 0
        while time.process_time() - begin < 1:
            size = len(render(audits))
            count += 1
        rate = count * len(audits) / (time.process_time() - begin)
        print(f"{name} : {rate:.0f} rapports par seconde de processeur, {size // 1024} Ko")


def inspect(audits: list[Audit], browser: str, axe: str) -> int:
    """Return the number of violations over all reports, themes and sizes."""
    page = render_html(audits)
    total = 0
    for theme in ("clair", "sombre"):
        for zoom, width in SIZES:
            found = run_axe(make_page(page, axe, theme), browser, width)
            total += len(found["v"])
            print(f"{theme}, {zoom} : {len(found['v'])} défaut, débordement de {found['w']} points")
            for rule, help_text, element in found["v"]:
                print(f"    {rule} – {help_text}\n      {element[:160]}")
    return total


def make_page(page: str, axe: str, theme: str) -> str:
    """Add axe to a copy of the page, and settle its theme whatever the machine prefers."""
    page = re.sub(r"<meta http-equiv[^>]*>", "", page)
    asked = "all" if theme == "sombre" else "not all"
    page = page.replace("@media (prefers-color-scheme: dark)", f"@media {asked}")
    return page.replace("</body>", f"<script>{axe}</script><script>{RUN % json.dumps(RULES)}</script></body>")


def run_axe(page: str, browser: str, width: int) -> dict[str, list[list[str]]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "rapport.html"
        # A frame of the wanted width: headless windows are never narrower than 500 points.
        path.write_text(page, encoding="utf-8")
        frame = Path(folder) / "cadre.html"
        frame.write_text(
            f'<iframe id="f" src="rapport.html" width="{width}" height="900"></iframe>'
            "<script>setInterval(()=>{"
            "const d=document.getElementById('f').contentDocument.getElementById('axe');"
            "if(d&&!document.getElementById('r')){const e=document.createElement('pre');e.id='r';"
            "e.textContent=d.textContent;document.body.append(e)}},100)</script>",
            encoding="utf-8",
        )
        out = subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--allow-file-access-from-files",
                f"--user-data-dir={folder}/profil", "--window-size=1400,1000", "--virtual-time-budget=20000",
                "--dump-dom", frame.as_uri(),
            ],
            capture_output=True, text=True, timeout=120, check=True,
        ).stdout  # fmt: skip
    found = re.search(r'<pre id="r">(.*?)</pre>', out, re.DOTALL)
    if found is None:
        raise RuntimeError("axe n’a pas répondu")
    answer: dict[str, list[list[str]]] = json.loads(html.unescape(found[1]))
    return answer


if __name__ == "__main__":
    main()
