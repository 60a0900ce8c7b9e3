"""`deliberia modeles`: list, show and re-check the templates, install packs of them, make one from an act."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deliberia.cli.options import (
    force_option,
    format_option,
    output_option,
    print_json,
    say,
    today,
    today_option,
)
from deliberia.errors import ExitCode
from deliberia.text import typeset

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.catalogue.schema import SousChamp

folder_option = click.option(
    "--modeles",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DOSSIER|ZIP",
    help="Dossier ou paquet (.zip) de modèles de la commune ; ils passent devant les nôtres.",
)


@click.group(name="modeles", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """Les modèles de délibération."""


@command.command("lister")
@folder_option
@format_option("texte", "json")
def list_templates(folder: Path | None, output_format: str) -> None:
    """Liste les modèles."""
    from deliberia.catalogue import iter_templates

    templates = list(iter_templates(folder))
    if output_format == "json":
        rows = [
            {
                "modele": one.id,
                "nom": one.meta.nom,
                "domaine": one.meta.domaine,
                "matiere": one.meta.matiere,
                "resume": one.meta.resume,
                "origine": one.origine or "deliberia",
                "remplace": _replaces_ours(one),
            }
            for one in templates
        ]
        print_json({"format": 1, "modeles": rows})
        return
    width = max(len(one.id) for one in templates)
    for one in templates:
        click.echo(f"{one.id:<{width}}  {typeset(one.meta.nom + _describe_origin(one))}")


def _replaces_ours(template: Template) -> bool:
    from deliberia.resources import data_dir

    return bool(template.origine) and (data_dir("templates") / template.id / "meta.toml").is_file()


def _describe_origin(template: Template) -> str:
    if not template.origine:
        return ""
    where = "dossier de la commune" if template.origine == "dossier" else f"paquet {template.origine}"
    return f" [{where}{', remplace le nôtre' if _replaces_ours(template) else ''}]"


@command.command("montrer")
@click.argument("modele", metavar="MODÈLE")
@folder_option
@format_option("texte", "json")
def show_template(modele: str, folder: Path | None, output_format: str) -> None:
    """Montre ce qu’un modèle demande, vise et exige."""
    from deliberia.catalogue import get_template

    template = get_template(modele, folder)
    if output_format == "json":
        shape: dict[str, Any] = template.meta.model_dump(mode="json")
        print_json({"modele": template.id, **shape, "format": 1})
        return
    click.echo("\n".join(typeset(line) for line in _describe(template)))


def _describe(template: Template) -> list[str]:
    from deliberia.legal_refs import name_reference

    meta = template.meta
    lines = [
        meta.nom,
        meta.resume,
        "",
        f"Domaine : {meta.domaine} (matière {meta.matiere})",
        f"Vote : {meta.regle_de_vote}",
        f"Transmission : {meta.transmission}",
        f"Échéance : {meta.echeance}",
        "",
        "Champs (* : indispensable)",
    ]
    for champ in meta.champs:
        star = "*" if champ.requis else " "
        lines.append(f" {star} {champ.nom} ({_describe_type(champ)}) : {champ.question}")
        lines += [f"       - {one.nom} ({_describe_type(one)}) : {one.question}" for one in champ.sous_champs]
        if champ.aide:
            lines.append(f"     {champ.aide}")
        if champ.requis_si:
            lines.append("     Indispensable ou non selon vos autres réponses.")
    lines += ["", "Visas"]
    for visa in meta.visas:
        condition = " (selon vos réponses)" if visa.si else ""
        lines.append(f"   {visa.cle} : {name_reference(visa.cle)}{condition}")
    if meta.preconditions:
        lines += ["", "Actes et avis préalables"]
        lines += [f"   {one.nom} : {one.message}" for one in meta.preconditions]
    if meta.a_verifier:
        lines += ["", "Non prouvé, jamais imprimé"]
        lines += [f"   {text}" for text in meta.a_verifier]
    return lines


def _describe_type(champ: SousChamp) -> str:
    if champ.choix:
        return " | ".join(one.valeur for one in champ.choix)
    return f"{champ.type.value}, {champ.unite}" if champ.unite else champ.type.value


@command.command("verifier")
@click.argument("folder", required=False, metavar="[DOSSIER|ZIP]", type=click.Path(path_type=Path))
@today_option
@format_option("texte", "json")
@click.option("--detail", is_flag=True, help="Montre aussi les références seulement « à confirmer ».")
def verify_templates(folder: Path | None, day: dt.date | None, output_format: str, detail: bool) -> int:
    """Vérifie toutes les références de tous les modèles et liste ceux à reprendre.

    Avec un dossier ou un paquet, seuls ses modèles sont vérifiés.
    """
    from deliberia.catalogue import check_templates, iter_templates
    from deliberia.model import Severity
    from deliberia.verification import open_base

    on = day or today()
    amendments = check_templates(folder, on=on, base=open_base())
    if folder is not None:
        own = {one.id for one in iter_templates(folder) if one.origine in ("dossier", folder.name)}
        amendments = tuple(one for one in amendments if one.modele in own)
    if output_format == "json":
        print_json(
            {"format": 1, "date": on.isoformat(), "a_reprendre": [one.as_dict() for one in amendments]}
        )
    else:
        serious = [one for one in amendments if one.severite is not Severity.INFO]
        for one in amendments if detail else serious:
            click.echo(typeset(f"{one.modele} ({one.severite.value}, {one.emplacement}) : {one.message}"))
        if not serious:
            click.echo("Toutes les références de tous les modèles sont en vigueur.")
        minor = len({(one.modele, one.cle) for one in amendments}) - len({(o.modele, o.cle) for o in serious})
        if minor > 0 and not detail:
            told = "1 référence est" if minor == 1 else f"{minor} références sont"
            say(f"{told} à confirmer : ajoutez --detail pour {'la' if minor == 1 else 'les'} voir.")
    is_sound = all(one.severite is Severity.INFO for one in amendments)
    return ExitCode.OK if is_sound else ExitCode.FINDINGS


@command.command("installer")
@click.argument("pack", metavar="PAQUET", type=click.Path(path_type=Path))
@force_option
def install(pack: Path, force: bool) -> int:
    """Installe un paquet de modèles, dossier ou .zip, pour votre compte.

    Ses modèles s’ajoutent aux nôtres, ou passent devant ceux de même identifiant. Un paquet qui contient
    autre chose que des modèles est refusé en entier.
    """
    from deliberia.catalogue import check_templates, install_pack
    from deliberia.model import Severity
    from deliberia.verification import open_base

    done = install_pack(pack, force=force)
    click.echo(str(done.dossier))
    count = len(done.pack.modeles)
    version = f" {done.pack.version}" if done.pack.version else ""
    say(f"{done.pack.titre}{version} : {count} {'modèles installés' if count > 1 else 'modèle installé'}.")
    if done.remplace:
        say(f"Passent devant les nôtres : {', '.join(done.remplace)}.")
    for one in check_templates(done.dossier, on=today(), base=open_base()):
        if one.modele in done.pack.modeles and one.severite is not Severity.INFO:
            say(f"{one.modele} ({one.severite.value}, {one.emplacement}) : {one.message}")
    return ExitCode.OK


@command.command("retirer")
@click.argument("nom", metavar="PAQUET")
def remove(nom: str) -> int:
    """Retire un paquet installé ; nos modèles de même identifiant reviennent."""
    from deliberia.catalogue import remove_pack

    say(f"Paquet retiré : {remove_pack(nom)}")
    return ExitCode.OK


@command.command("nouveau")
@click.argument("acte", metavar="ACTE", type=click.Path(path_type=Path, dir_okay=False))
@output_option(
    "Dossier des modèles de la commune ; le modèle y prend un dossier à son nom.",
    is_folder=True,
    required=True,
)
@click.option("--id", "modele", default="", metavar="NOM", help="Identifiant (par défaut, tiré de l’objet).")
@today_option
@force_option
def create(acte: Path, output: Path, modele: str, day: dt.date | None, force: bool) -> int:
    """Fait une ébauche de modèle à partir d’un acte (.docx, .odt, .pdf, .txt…).

    Ses visas sont vérifiés au jour dit ; ceux qui ne sont pas sûrs ne sont pas repris, leur successeur est
    proposé en commentaire. Montants, dates, numéros et tableaux deviennent des champs. Les noms de personnes
    n’entrent ni dans le texte ni dans l’exemple.
    """
    from deliberia.precedents import check_ebauche, write_ebauche
    from deliberia.verification import open_base

    made = write_ebauche(acte, output, on=day or today(), modele=modele, base=open_base(), force=force)
    click.echo(str(output / made.id))
    report = check_ebauche(made, output)
    count = len(made.champs)
    say(f"{count} {'champs proposés' if count > 1 else 'champ proposé'} : {', '.join(made.champs)}.")
    say(f"Visas repris, sûrs à ce jour : {', '.join(made.visas) or 'aucun'}.")
    for one in made.propositions:
        say(f"Visa non repris : {one.texte} ({one.motif})")
    for line in (*report.fautes, *(f"À faire : {text}" for text in made.reste)):
        say(line)
    say(f"L’exemple redonne l’acte à {report.ressemblance} %. Vérifiez : deliberia modeles verifier {output}")
    return ExitCode.FINDINGS if report.fautes else ExitCode.OK
