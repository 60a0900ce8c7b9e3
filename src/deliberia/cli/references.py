"""`deliberia references`: the base of texts and articles."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from deliberia.cli.en_ligne import command as verify_online
from deliberia.cli.importer import command as import_archives
from deliberia.cli.options import format_option, print_json, today, today_option
from deliberia.errors import ExitCode
from deliberia.text import format_date, typeset

if TYPE_CHECKING:
    from deliberia.model import Version
    from deliberia.verification import Card

VERDICTS = {
    "en_vigueur": "en vigueur",
    "abroge": "abrogé",
    "pas_encore_en_vigueur": "pas encore en vigueur",
    "inexistant": "inexistant",
    "deplace": "déplacé",
    "ambigu": "ambigu",
    "non_verifiable": "non vérifiable",
}
"""What a person reads for each verdict."""


@click.group(name="references", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """La base des textes et des articles, avec leurs dates."""


@command.command("montrer")
@click.argument("cle", metavar="CLÉ")
@today_option
@format_option("texte", "json")
def show_reference(cle: str, day: dt.date | None, output_format: str) -> int:
    """Montre une référence : verdict à une date, versions, successeur, source.

    CLÉ est un code (CGCT), un article (CGCT:L2121-29) ou un texte (LOI:2000-321:10).
    Le code de sortie est 0 si la référence est en vigueur à cette date, 1 sinon.
    """
    from deliberia.model import VerdictKind
    from deliberia.verification import describe, open_base

    card = describe(cle, on=day or today(), base=open_base())
    if output_format == "json":
        print_json(card.as_dict())
    else:
        click.echo("\n".join(typeset(line) for line in _draw(card)))
    return ExitCode.OK if card.verdict.kind is VerdictKind.EN_VIGUEUR else ExitCode.FINDINGS


def _draw(card: Card) -> list[str]:
    verdict = card.verdict
    lines = [f"{card.nom[:1].upper()}{card.nom[1:]}", f"{verdict.cle}"]
    if card.notice and card.notice.titre:
        lines.append(card.notice.titre)
    lines += ["", f"Au {format_date(verdict.on)} : {VERDICTS[verdict.kind.value]}", verdict.motif]
    if verdict.remplace_par:
        lines.append(f"Voir : {', '.join(verdict.remplace_par)}")
    if verdict.versions:
        lines += ["", "Périodes"] + [f"   {_describe_version(one)}" for one in verdict.versions]
    if card.evenements:
        lines += ["", "Événements connus"]
        for event in card.evenements:
            towards = f" → {', '.join(event.vers)}" if event.vers else ""
            lines.append(
                f"   {format_date(event.jour)} : {event.quoi}{towards} (confiance {event.confiance})"
            )
    if card.texte:
        since = f", rédaction du {format_date(card.texte.debut)}" if card.texte.debut else ""
        lines += ["", f"Texte officiel ({card.texte.source}{since})", *_wrap(card.texte.texte)]
    etat = format_date(verdict.etat) if verdict.etat else "inconnu"
    lines += ["", f"Connu jusqu’au {etat}, confiance {verdict.confiance.value}"]
    if verdict.source:
        lines.append(f"Source : {verdict.source}")
    if verdict.url:
        lines.append(verdict.url)
    return lines


def _wrap(text: str) -> list[str]:
    """Cut paragraphs to the width of a page, each line moved to the right: a quotation, not our words."""
    import textwrap

    return [
        line
        for paragraph in text.splitlines()
        for line in textwrap.wrap(paragraph, 88, initial_indent="   ", subsequent_indent="   ")
    ]


def _describe_version(version: Version) -> str:
    start = f"du {format_date(version.debut)}" if version.debut else "avant 1970"
    return f"{start} au {format_date(version.fin)} (exclu)" if version.fin else f"{start}, sans fin connue"


@command.command("chercher")
@click.argument("mots", nargs=-1, required=True, metavar="MOTS…")
@click.option(
    "--limite", "limit", type=click.IntRange(1, 200), default=20, metavar="N", help="Nombre de réponses."
)
@format_option("texte", "json")
def search(mots: tuple[str, ...], limit: int, output_format: str) -> int:
    """Cherche une référence par mots, sujet ou numéro ; l’orthographe peut être approchée."""
    from deliberia.verification import search_references

    hits = search_references(" ".join(mots), limit)
    if output_format == "json":
        rows = [{"cle": hit.cle, "nom": hit.nom, "titre": hit.titre} for hit in hits]
        print_json({"format": 1, "reponses": rows})
    else:
        for hit in hits:
            click.echo(typeset(f"{hit.cle:<24} {hit.titre or hit.nom}"))
        if not hits:
            click.echo("Aucune référence trouvée.", err=True)
    return ExitCode.OK if hits else ExitCode.FINDINGS


@command.command("etat")
@today_option
@format_option("texte", "json")
def show_coverage(day: dt.date | None, output_format: str) -> None:
    """Dit ce que la base couvre, code par code, et jusqu’à quelle date."""
    from deliberia.verification import report_coverage

    coverage = report_coverage(on=day or today())
    if output_format == "json":
        print_json({"format": 1, **coverage.as_dict()})
        return
    click.echo(
        typeset(f"État des recherches : {format_date(coverage.etat)} (empreinte {coverage.empreinte[:12]})")
    )
    click.echo(f"{'code':<10} {'numéros':>8} {'confirmés':>10}  complet jusqu’au")
    for code in coverage.codes:
        click.echo(f"{code.cle:<10} {code.numeros:>8} {code.confirmes:>10}  {format_date(code.etat)}")
    click.echo(f"Autres textes : {coverage.textes} ; notices : {coverage.notices}".replace(" ;", "\u202f;"))
    _print_imported()
    if coverage.avertissement:
        click.echo(typeset(coverage.avertissement), err=True)


def _print_imported() -> None:
    """Say which archive was imported on this machine, and what it holds."""
    from deliberia.legi.location import default_base_path

    if not default_base_path().is_file():
        return
    from deliberia.legi import open_legi

    with open_legi() as base:
        texts = base.coverage()
        codes = [line.cle or line.titre for line in texts if line.nature == "CODE"]
        articles = sum(line.articles for line in texts)
        click.echo(typeset(f"Archive importée : {base.source}, {len(texts)} textes, {articles} articles."))
        if codes:
            click.echo(typeset(f"Codes de l’archive : {', '.join(codes)}"))


command.add_command(import_archives)
command.add_command(verify_online)
