"""`deliberia rediger`: one act from a template and the commune's data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.modeles import folder_option
from deliberia.cli.options import file_option, force_option, output_option, print_json, read_stdin, say
from deliberia.cli.papier import heading_option, open_paper, papier_option
from deliberia.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from deliberia.documents import Papier
    from deliberia.drafting import Dossier
    from deliberia.model import Projet

FORMATS = ("docx", "pdf", "html", "md", "txt", "json", "akn")
_SUFFIXES = {f".{name}": name for name in FORMATS} | {".htm": "html", ".xml": "akn"}


@click.command(name="rediger")
@click.argument("modele", metavar="MODÈLE")
@file_option("--seance", "La séance (seance.toml), qui nomme la commune.")
@click.option(
    "--donnees",
    required=True,
    metavar="FICHIER|-",
    help="Les champs et le vote (champs.toml), ou « - » pour un document JSON complet sur l’entrée.",
)
@file_option("--commune", "La commune (commune.toml), si la séance ne la nomme pas.")
@output_option("Fichier à écrire ; son extension donne le format.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(FORMATS),
    metavar="|".join(FORMATS),
    help="Format, si l’extension ne le dit pas. Sans fichier de sortie, sur la sortie standard.",
)
@click.option("--champs-libres", is_flag=True, help="Laisse passer un champ que le modèle ne connaît pas.")
@papier_option
@heading_option
@click.option(
    "--assistance",
    "is_assisted",
    is_flag=True,
    help="Demande au modèle de langage réglé les passages libres laissés vides ; chacun est contrôlé.",
)
@folder_option
@force_option
def command(
    modele: str,
    seance: Path | None,
    donnees: str,
    commune: Path | None,
    output: Path | None,
    output_format: str | None,
    champs_libres: bool,
    papier: Path | None,
    without_heading: bool,
    is_assisted: bool,
    folder: Path | None,
    force: bool,
) -> int:
    """Rédige un acte : visas vérifiés à la date de la séance, vote, mentions, signatures.

    Tant qu’une valeur manque, l’acte porte la marque PROJET et montre « […] » à sa place.
    Le code de sortie est 1 si l’acte est incomplet ou si un contrôle trouve une erreur.

    Avec --assistance, un passage retenu par le contrôle n’entre jamais dans l’acte ; ce qui est à vérifier
    dans un passage proposé est dit (IA003), sans changer le code de sortie. Si le service ne répond pas,
    l’acte est écrit sans ce passage et le code de sortie est 4.
    """
    from deliberia.catalogue import get_template
    from deliberia.cli.passages import AskedPassages
    from deliberia.drafting import check_projet, draft
    from deliberia.verification import open_base

    shape = _choose_format(output, output_format)
    if papier is not None and shape not in ("docx", "pdf"):
        raise UsageError(
            f"Le papier à en-tête ne sert pas au format « {shape} ».", hint="Écrivez un .docx ou un .pdf."
        )
    template = get_template(modele, folder)
    dossier = _load(seance, donnees, commune)
    if dossier.modele and dossier.modele != template.id:
        raise UsageError(
            f"Les données sont celles du modèle « {dossier.modele} », la commande demande « {template.id} ».",
            hint="Corrigez l’un ou l’autre.",
        )
    paper = open_paper(papier, without_heading=without_heading, commune=dossier.seance.collectivite.nom)
    base = open_base()
    work = AskedPassages(template, dossier, base, champs_libres=champs_libres) if is_assisted else None
    projet = draft(
        template,
        seance=dossier.seance,
        champs=dossier.champs,
        vote=dossier.vote,
        visas=dossier.visas,
        numero=dossier.numero,
        champs_libres=champs_libres,
        passages=work.texts if work else None,
        base=base,
    )
    projet = check_projet(work.insert(projet) if work else projet, base=base)
    if work is None:
        _write(projet, shape, output, force=force, papier=paper)
    elif shape == "json":
        work.write_json(projet, output, force=force)
    else:
        work.check_free(output, force=force)
        _write(projet, shape, output, force=force, papier=paper)
        work.write_provenance(projet, output, force=force)
    _report(projet, output)
    if work is not None and work.report():
        return ExitCode.MODEL_SERVICE
    return ExitCode.OK if projet.is_ready else ExitCode.FINDINGS


def _choose_format(output: Path | None, wanted: str | None) -> str:
    if wanted:
        if wanted in ("docx", "pdf") and output is None:
            raise UsageError(
                f"Un acte {wanted.upper()} s’écrit dans un fichier.", hint=f"Ajoutez -o acte.{wanted}."
            )
        return wanted
    if output is None:
        return "txt"
    suffix = output.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UsageError(
            f"L’extension « {suffix} » n’est pas un format d’export.",
            hint=f"Choisissez parmi {', '.join(_SUFFIXES)}, ou ajoutez --format.",
            place=str(output),
        )
    return _SUFFIXES[suffix]


def _load(seance: Path | None, donnees: str, commune: Path | None) -> Dossier:
    from deliberia.drafting import load_dossier, parse_document
    from deliberia.errors import DataError

    if donnees == "-":
        try:
            return parse_document(read_stdin().decode("utf-8-sig"), "entrée standard")
        except UnicodeDecodeError as error:
            raise DataError("Le document n’est pas un texte UTF-8.", place="entrée standard") from error
    if seance is None:
        raise UsageError("Il manque la séance.", hint="Ajoutez --seance seance.toml.")
    return load_dossier(seance, Path(donnees), commune=commune)


def _write(projet: Projet, shape: str, output: Path | None, *, force: bool, papier: Papier | None) -> None:
    from deliberia import documents

    if shape == "json" and output is None:
        print_json(projet.as_dict())
        return
    if shape == "akn":
        _write_akn(projet, output, force=force)
        return
    if output is None:
        renderers = {
            "txt": documents.render_text,
            "md": documents.render_markdown,
            "html": documents.render_html,
        }
        click.echo(renderers[shape](projet), nl=False)
        return
    documents.export_projet(projet, output, shape, force=force, papier=papier)


def _write_akn(projet: Projet, output: Path | None, *, force: bool) -> None:
    from deliberia.documents import write_atomic
    from deliberia.exports import render_akn

    data = render_akn(projet)
    if output is None:
        click.echo(data)
    else:
        write_atomic(output, data, force=force)


def _report(projet: Projet, output: Path | None) -> None:
    """Tell on stderr where the act is, what is missing and what the checks found."""
    from deliberia.auditing import iter_finding_lines
    from deliberia.cli.passages import is_told_apart

    if output is not None:
        say(f"{'PROJET' if projet.manquants else 'Acte'} écrit : {output}")
    if projet.manquants:
        say(f"Il manque : {', '.join(projet.manquants)}.")
    for line in iter_finding_lines(one for one in projet.constats if not is_told_apart(one)):
        say(line)
