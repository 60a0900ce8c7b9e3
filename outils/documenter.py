"""Refresh what the documentation takes from the program: real outputs, commands, rules, templates.

Usage: python outils/documenter.py            rewrite the pages
       python outils/documenter.py --images   also the pictures: screens, and a page (LibreOffice, pdftoppm)

A test calls `build_pages` and fails when a page is not what the program says.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parents[1]
_BLOC = re.compile(
    r"(<!-- sortie : .*? -->\n```\n\$ deliberia )(?P<ligne>[^\n]*)\n.*?(```\n<!-- fin -->)", re.DOTALL
)
_EN_TETE = "<!-- Page produite par outils/documenter.py : ne pas la modifier à la main. -->\n\n"


def capture(argv: list[str]) -> str:
    """Run one command line in this process and return its standard output."""
    from deliberia.cli import run

    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = run(argv)
    if code not in (0, 1):
        raise RuntimeError(f"deliberia {' '.join(argv)} : {errors.getvalue()}")
    return output.getvalue()


@contextlib.contextmanager
def inside_example() -> Iterator[Path]:
    """Work in a temporary folder that holds `exemple/`, as after `make exemple`."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            capture(["exemple"])
            yield Path(folder)
        finally:
            os.chdir(here)


def fill_outputs(text: str) -> str:
    """Put under each `$ deliberia …` line of the README what the command prints."""
    with inside_example():
        return _BLOC.sub(lambda m: f"{m[1]}{m['ligne']}\n{capture(m['ligne'].split())}{m[3]}", text)


def render_commands() -> str:
    """Return the page of the commands: the help of each."""
    import click

    from deliberia.cli.root import COMMANDS, root

    lines = ["# Commandes", "", _EN_TETE.strip(), ""]
    context = click.Context(root)
    for name in COMMANDS:
        command = root.get_command(context, name)
        for path in list_paths(name, command):
            text = capture([*path, "--help"]).rstrip()
            lines += [f"## deliberia {' '.join(path)}", "", "```", text, "```", ""]
    return "\n".join(lines)


def list_paths(name: str, command: Any) -> list[list[str]]:
    """Return a command and those under it, at any depth."""
    children = getattr(command, "commands", {})
    below = [path for child, inner in children.items() for path in list_paths(child, inner)]
    return [[name], *([name, *path] for path in below)]


def render_rules() -> str:
    """Return the page of the rules."""
    from deliberia.checks import explain, iter_rules

    lines = ["# Règles de contrôle", "", _EN_TETE.strip(), ""]
    for rule in iter_rules():
        lines += [explain(rule.id).replace("\n# ", "\n### ").replace("\n## ", "\n### ").rstrip(), ""]
    return re.sub(r"^# (?=[A-Z]{3}\d)", "## ", "\n".join(lines), flags=re.MULTILINE)


def render_templates() -> str:
    """Return the page of the templates, one line each."""
    from deliberia.catalogue import iter_templates

    lines = ["# Modèles de délibération", "", _EN_TETE.strip(), ""]
    lines += ["| modèle | nom | matière | à quoi il sert |", "|---|---|---|---|"]
    for one in iter_templates():
        lines.append(f"| `{one.id}` | {one.meta.nom} | {one.meta.matiere} | {one.meta.resume} |")
    return "\n".join(lines) + "\n"


def build_pages() -> dict[Path, str]:
    """Return every page that the program writes, by path."""
    readme = RACINE / "README.md"
    reference = RACINE / "docs/reference"
    return {
        readme: fill_outputs(readme.read_text(encoding="utf-8")),
        reference / "commandes.md": render_commands(),
        reference / "regles.md": render_rules(),
        reference / "modeles.md": render_templates(),
    }


def draw_page() -> None:
    """Draw the first page of the example's grant as a picture."""
    image = RACINE / "docs/images/subvention-association"
    with inside_example() as folder:
        source = folder / "exemple/subvention-association.docx"
        profile = f"-env:UserInstallation=file://{folder}/profil"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)],
            check=True,
            capture_output=True,
        )
        pdf = folder / "subvention-association.pdf"
        one_page = ["-r", "80", "-f", "1", "-l", "1", "-singlefile", "-png"]
        subprocess.run(["pdftoppm", *one_page, str(pdf), str(image)], check=True)


def main() -> None:
    """Rewrite the pages that changed."""
    for path, text in build_pages().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(RACINE))
    if "--images" in sys.argv:
        from ecrans import draw_screens

        draw_screens(RACINE / "docs/images")
        draw_page()


if __name__ == "__main__":
    main()
