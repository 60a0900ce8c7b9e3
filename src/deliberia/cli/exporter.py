"""`deliberia exporter`: acts for the world outside."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from deliberia.cli.options import file_option, force_option, format_option, output_option, print_json, say
from deliberia.cli.papier import heading_option, open_paper, papier_option
from deliberia.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from deliberia.model import Projet


@click.group(name="exporter", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """Les données ouvertes et l’envoi au contrôle de légalité."""


@command.command("scdl")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False))
@output_option("Le fichier CSV à écrire.", required=True)
@click.option("--annee", "year", type=click.IntRange(1950, 2200), metavar="AAAA", help="Une seule année.")
@click.option(
    "--adresse",
    "address",
    default="",
    metavar="URL",
    help="Adresse publique des actes ; le nom du fichier PDF s’y ajoute.",
)
@click.option("--prefecture", default="", metavar="CODE", help="Préfecture : PREF043, SPREF0431.")
@force_option
def export_scdl(
    folder: Path, output: Path, year: int | None, address: str, prefecture: str, force: bool
) -> int:
    """Écrit le fichier national « Délibérations » (SCDL 2.1.4) d’une séance ou d’une année.

    DOSSIER contient seance.toml et ses actes, ou des dossiers de séance. Un acte incomplet n’est pas publié :
    il est nommé, et le code de sortie est 3.
    """
    from deliberia.documents import write_atomic
    from deliberia.errors import DeliberiaError
    from deliberia.exports import ActeDossier, check_prefecture, iter_actes, render_scdl, scdl_row
    from deliberia.verification import open_base

    _check_address(address)
    check_prefecture(prefecture)
    rows, refused = [], 0
    for one in iter_actes(folder, annee=year, base=open_base()):
        try:
            if not isinstance(one, ActeDossier):
                raise one
            _refuse_unfinished(one.projet, one.chemin)
            url = f"{address.rstrip('/')}/{quote(one.chemin.stem)}.pdf" if address else ""
            rows.append(scdl_row(one.projet, url=url, prefecture=prefecture))
        except DeliberiaError as error:
            refused += 1
            say(str(error))
    twice = [one for one, count in Counter(row["DELIB_ID"] for row in rows).items() if count > 1]
    if twice:
        say(f"Un même numéro pour plusieurs délibérations : {', '.join(twice)}. Corrigez-les.")
    if rows:
        write_atomic(output, render_scdl(rows), force=force)
        say(f"{len(rows)} {'délibérations' if len(rows) > 1 else 'délibération'} dans {output}")
    else:
        say("Aucune délibération à publier : rien n’a été écrit.")
    return ExitCode.DATA if refused or twice or not rows else ExitCode.OK


def _check_address(address: str) -> None:
    if address and not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", address):
        raise UsageError(
            f"« {address} » n’est pas une adresse publique.",
            hint="Écrivez par exemple https://www.commune.fr/deliberations.",
        )


def _refuse_unfinished(projet: Projet, path: Path) -> None:
    from deliberia.errors import DataError

    if not projet.is_ready:
        missing = f" Il manque : {', '.join(projet.manquants)}." if projet.manquants else ""
        raise DataError(
            f"Cet acte est encore un projet.{missing}", place=path.name, hint="Complétez-le d’abord."
        )


@command.command("publication")
@click.argument("champs", metavar="ACTE", type=click.Path(path_type=Path, dir_okay=False))
@file_option("--seance", "La séance (seance.toml).", required=True)
@output_option("La copie à écrire ; son extension donne le format.", required=True)
@click.option("--nom", "known", multiple=True, metavar="NOM", help="Un nom à masquer ; l’option se répète.")
@papier_option
@heading_option
@force_option
def export_publication(
    champs: Path,
    seance: Path,
    output: Path,
    known: tuple[str, ...],
    papier: Path | None,
    without_heading: bool,
    force: bool,
) -> int:
    """Écrit la copie à mettre en ligne : données personnelles masquées, noms des élus conservés.

    ACTE est le fichier de ses données (champs.toml). L’acte complet n’est pas touché. Relisez la copie avant
    de la publier : une machine ne reconnaît pas tout. D’un acte déjà écrit (.docx, .pdf), « deliberia masquer
    --publication --elus-publics » donne le texte masqué.
    """
    from deliberia.documents import export_projet
    from deliberia.exports import make_public_copy

    _refuse_document(
        champs, "Pour masquer le texte de ce document : deliberia masquer --publication --elus-publics."
    )
    projet = _draft(champs, seance)
    paper = open_paper(papier, without_heading=without_heading, commune=projet.seance.collectivite.nom)
    copy = make_public_copy(projet, known=known)
    shape = output.suffix.lower().removeprefix(".")
    export_projet(copy.projet, output, shape, force=force, papier=paper)
    click.echo(str(output))
    count = len(copy.masques)
    if count:
        what = "passages masqués" if count > 1 else "passage masqué"
        say(f"{count} {what} : {', '.join(copy.masques[:12])}.")
    else:
        say("Rien n’a été reconnu comme personnel. Relisez la copie avant de la publier.")
    return ExitCode.OK


@command.command("transmission")
@click.argument("champs", metavar="ACTE", type=click.Path(path_type=Path, dir_okay=False))
@file_option("--seance", "La séance (seance.toml).", required=True)
@output_option("Dossier de l’envoi.", is_folder=True, dest="folder", required=True)
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="L’acte signé. Sans lui, le PDF est fait à partir des données.",
)
@click.option(
    "--annexe",
    "annexes",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Une pièce jointe ; l’option se répète.",
)
@click.option(
    "--classification",
    type=click.DateTime(("%Y-%m-%d",)),
    metavar="AAAA-MM-JJ",
    help="Date de la classification locale de la préfecture.",
)
@click.option(
    "--taille-max",
    "max_size",
    type=click.IntRange(1, 2000),
    default=150,
    show_default=True,
    metavar="MO",
    help="Taille que votre opérateur accepte.",
)
@papier_option
@heading_option
@format_option("texte", "json")
@force_option
def export_transmission(
    champs: Path,
    seance: Path,
    folder: Path,
    pdf: Path | None,
    annexes: tuple[Path, ...],
    classification: dt.datetime | None,
    max_size: int,
    papier: Path | None,
    without_heading: bool,
    output_format: str,
    force: bool,
) -> int:
    """Prépare l’envoi d’un acte au contrôle de légalité : fichiers nommés et manifeste.

    ACTE est le fichier de ses données (champs.toml). Rien n’est envoyé : le dossier est à déposer chez votre
    tiers de télétransmission.
    """
    from deliberia.documents import load_bytes
    from deliberia.exports import make_package

    if pdf is not None and papier is not None:
        raise UsageError(
            "Le PDF donné est déjà imprimé : « --papier » n’y change rien.", hint="Retirez --papier."
        )
    _refuse_document(champs, "Le PDF signé se donne avec --pdf.")
    projet = _draft(champs, seance)
    paper = open_paper(papier, without_heading=without_heading, commune=projet.seance.collectivite.nom)
    package = make_package(
        projet,
        folder,
        pdf=load_bytes(pdf) if pdf else None,
        annexes=[(path.name, load_bytes(path)) for path in annexes],
        classification=classification.date() if classification else None,
        max_size=max_size * 1024 * 1024,
        papier=paper,
        force=force,
    )
    if output_format == "json":
        print_json(package.as_dict())
        return ExitCode.OK
    for path in package.fichiers:
        click.echo(str(path))
    matiere = package.manifeste["matiere"]
    say(f"Matière {matiere['code_1']}.{matiere['code_2']} ({matiere['libelle']}). {matiere['raison']}")
    if package.manifeste["objet_abrege"]:
        say("L’objet dépassait 500 caractères : il a été abrégé dans le manifeste, relisez-le.")
    doubtful = package.manifeste["annexes_a_verifier"]
    if doubtful:
        say(f"Vérifiez que votre opérateur accepte ces annexes : {', '.join(doubtful)}.")
    if classification is None:
        say("Ajoutez --classification : l’opérateur demande la date de la classification de la préfecture.")
    return ExitCode.OK


def _refuse_document(path: Path, hint: str) -> None:
    """Say which file is expected when the written act is given in place of its data."""
    from deliberia.drafting import find_data, is_document
    from deliberia.errors import DataError

    if path.is_file() and is_document(path):
        beside = find_data(path)
        wanted = f"« {beside.name} », qui est à côté" if beside else "le fichier .toml dont il a été rédigé"
        raise DataError(
            "C’est un acte déjà écrit ; la commande part de ses données.",
            place=str(path),
            hint=f"Donnez {wanted}. {hint}",
        )


def _draft(champs: Path, seance: Path) -> Projet:
    from deliberia.drafting import check_projet, draft, load_dossier
    from deliberia.verification import open_base

    base = open_base()
    dossier = load_dossier(seance, champs)
    projet = draft(
        dossier.modele,
        seance=dossier.seance,
        champs=dossier.champs,
        vote=dossier.vote,
        visas=dossier.visas,
        numero=dossier.numero,
        base=base,
    )
    return check_projet(projet, base=base)
