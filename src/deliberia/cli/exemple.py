"""`deliberia exemple`: the whole main job, for an imaginary commune."""

from __future__ import annotations

from pathlib import Path

import click

from deliberia.cli.options import force_option, say
from deliberia.errors import ExitCode


@click.command(name="exemple")
@click.option(
    "--sortie",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("exemple"),
    show_default=True,
    metavar="DOSSIER",
    help="Dossier à écrire.",
)
@force_option
def command(folder: Path, force: bool) -> int:
    """Écrit le dossier d’une commune imaginaire, rédige ses actes, les vérifie et les exporte en DOCX.

    Sans réseau et sans modèle de langage.
    """
    from deliberia.auditing import check, iter_finding_lines
    from deliberia.documents import write_docx
    from deliberia.drafting import draft, iter_examples
    from deliberia.model import Severity

    serious = 0
    for example in iter_examples(folder, force=force):
        dossier = example.dossier
        projet = draft(
            example.template,
            seance=dossier.seance,
            champs=dossier.champs,
            vote=dossier.vote,
            visas=dossier.visas,
            numero=dossier.numero,
        )
        path = write_docx(projet, folder / f"{example.template.id}.docx", force=force)
        audit = check(path, collectivite=dossier.seance.collectivite)
        findings = [one for one in (*projet.constats, *audit.findings) if one.severite is not Severity.INFO]
        serious += len(findings)
        click.echo(str(path))
        say(f"{projet.titre} : {_summarise(len(projet.visas_cles), len(findings))}")
        for line in iter_finding_lines(findings):
            say(line)
    say(f"Le dossier est prêt : {folder}")
    say(f"Un acte fautif à contrôler : deliberia verifier {folder / 'acte-a-corriger.md'}")
    return ExitCode.FINDINGS if serious else ExitCode.OK


def _summarise(visas: int, findings: int) -> str:
    proved = f"{visas} références vérifiées" if visas > 1 else "1 référence vérifiée"
    if not findings:
        return f"{proved}, aucun constat."
    return f"{proved}, {findings} constats." if findings > 1 else f"{proved}, 1 constat."
