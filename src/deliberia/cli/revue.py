"""`deliberia revue`: the review queue without a screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from deliberia.cli.options import force_option, format_option, print_json, say
from deliberia.errors import ExitCode, ReviewError, UsageError

if TYPE_CHECKING:
    from deliberia.revue import Entree, Filtre, Revue

F = TypeVar("F", bound=Callable[..., Any])
CHOICES = ("accepter", "corriger", "rejeter", "renvoyer", "commenter")
VERDICTS = ("abroge", "deplace", "inexistant", "pas_encore_en_vigueur", "ambigu", "non_verifiable")


class QueueGroup(click.Group):
    """A group whose first word may be a folder: it is then listed."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            if not Path(args[0]).is_dir():
                known = ", ".join(self.commands)
                raise UsageError(
                    f"« {args[0]} » n’est ni un dossier, ni une commande de la revue.",
                    hint=f"Commandes : {known}.",
                )
            args = ["lister", *args]
        return super().resolve_command(ctx, args)


folder_argument = click.argument(
    "folder", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False, exists=False)
)
reviewer_option = click.option(
    "--relecteur",
    "reviewer",
    default="",
    metavar="NOM",
    help="Qui décide ; par défaut DELIBERIA_RELECTEUR, sinon le nom de session.",
)
reason_option = click.option("--motif", "reason", default="", metavar="TEXTE", help="Pourquoi.")


def filter_options(function: F) -> F:
    """Add the options that choose items."""
    options: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
        ("--commune", "communes", (), "Seulement cette commune."),
        ("--acte", "actes", (), "Seulement cet acte, ou les actes de ce sous-dossier."),
        ("--sorte", "sortes", (), "citation, constat, ou un genre : article, loi, decret, SEA…"),
        ("--gravite", "severites", ("erreur", "avertissement", "info"), "Gravité."),
        ("--verdict", "verdicts", VERDICTS, "Verdict de la référence."),
        ("--etat", "etats", ("a_decider", "decide", "renvoye", "desaccord"), "Où en est le point."),
    )
    for option, name, choices, text in reversed(options):
        function = click.option(
            option,
            name,
            multiple=True,
            type=click.Choice(choices) if choices else str,
            metavar="|".join(choices) or "VALEUR",
            help=f"{text} Peut être répété.",
        )(function)
    words = click.option("--mots", default="", metavar="MOTS", help="De la phrase, de l’acte ou du motif.")
    return words(function)


@click.group(name="revue", cls=QueueGroup, subcommand_metavar="DOSSIER | COMMANDE [ARGUMENTS]…")
def command() -> None:
    """La file des références et des constats à relire : lister, décider, prouver.

    « deliberia revue DOSSIER » liste ce qui attend dans un dossier et ses sous-dossiers. Rien n’est
    jamais écrit dans les actes : chaque décision va dans DOSSIER/journal-de-revue.
    """


@command.command("lister")
@folder_argument
@filter_options
@click.option("--tout", "everything", is_flag=True, help="Aussi ce qui est décidé, et les informations.")
@format_option("texte", "json")
def list_items(folder: Path, mots: str, everything: bool, output_format: str, **sets: tuple[str, ...]) -> int:
    """Liste les points à décider, acte par acte.

    Sans filtre, montre les erreurs et les avertissements qui attendent une décision. Le code de sortie
    est 1 si l’un de ceux qui sont montrés attend, 3 si un acte n’a pas pu être lu.
    """
    from deliberia.cli.revue_affichage import draw_items, tell_item
    from deliberia.revue import Etat, filter_items

    revue = _open(folder)
    filtre = _make_filter(sets, mots, everything=everything)
    found = list(filter_items(((item, revue.judge(item)) for item in revue.items.values()), filtre))
    unread = [acte for acte in revue.actes.values() if acte.erreur]
    if output_format == "json":
        print_json(
            {
                "format": 1,
                "dossier": str(folder),
                "points": [tell_item(revue, item, situation) for item, situation in found],
                "illisibles": [{"acte": acte.chemin, "erreur": acte.erreur} for acte in unread],
            }
        )
    else:
        is_filtered = bool(mots or any(sets.values()))
        for line in draw_items(revue, found, is_filtered=is_filtered):
            click.echo(line)
    for acte in unread:
        say(f"Erreur : {acte.erreur}")
    _warn_altered(revue)
    if unread:
        return ExitCode.DATA
    waiting = (Etat.A_DECIDER, Etat.DESACCORD)
    is_waiting = any(item.is_requis and situation.etat in waiting for item, situation in found)
    return ExitCode.FINDINGS if is_waiting else ExitCode.OK


@command.command("montrer")
@folder_argument
@click.argument("name", metavar="POINT")
@format_option("texte", "json")
def show_item(folder: Path, name: str, output_format: str) -> None:
    """Montre un point : sa phrase, son verdict, la fiche de la référence, ce qui peut la remplacer."""
    from deliberia.cli.revue_affichage import draw_item, tell_item

    revue = _open(folder, until=name)
    item = revue.get_item(name)
    situation = revue.judge(item)
    if output_format == "json":
        print_json({"format": 1, **tell_item(revue, item, situation)})
        return
    for line in draw_item(revue, item, situation):
        click.echo(line)


@command.command("decider")
@folder_argument
@click.argument("name", metavar="POINT")
@click.argument("choice", metavar="|".join(CHOICES), type=click.Choice(CHOICES))
@reason_option
@click.option("--par", "replacement", default="", metavar="CLÉ", help="La correction proposée.")
@click.option(
    "--non-verifiee",
    "accepts_unknown",
    is_flag=True,
    help="Accepte une correction que la base ne connaît pas à la date de l’acte.",
)
@click.option("--arbitrer", "is_arbitrage", is_flag=True, help="Tranche un désaccord entre relecteurs.")
@reviewer_option
@format_option("texte", "json")
def decide(
    folder: Path,
    name: str,
    choice: str,
    reason: str,
    replacement: str,
    accepts_unknown: bool,
    is_arbitrage: bool,
    reviewer: str,
    output_format: str,
) -> None:
    """Enregistre une décision sur un point.

    accepter : l’acte reste écrit ainsi ; corriger : une autre référence est proposée avec --par, vérifiée
    aussitôt à la date de l’acte ; rejeter : l’acte ne peut pas rester ainsi ; renvoyer : question à
    l’auteur, avec --motif ; commenter : une remarque, sans décider.
    """
    from deliberia.revue import Choix

    revue = _open(folder, reviewer, until=name, writes=True)
    entree = revue.decide(
        revue.get_item(name),
        Choix(choice),
        pourquoi=reason,
        par=replacement,
        accepts_unknown=accepts_unknown,
        is_arbitrage=is_arbitrage,
    )
    _report(entree, output_format)


@command.command("annuler")
@folder_argument
@click.argument("name", metavar="[POINT]", required=False, default="")
@reviewer_option
@format_option("texte", "json")
def undo(folder: Path, name: str, reviewer: str, output_format: str) -> None:
    """Annule votre dernière décision, ou celle d’un point.

    Rien n’est effacé : le journal reçoit une ligne de plus, qui annule la précédente.
    """
    revue = _open(folder, reviewer, writes=True)
    _report(revue.undo(name), output_format)


@command.command("valider")
@folder_argument
@click.argument("name", metavar="ACTE")
@reason_option
@reviewer_option
@format_option("texte", "json")
def validate(folder: Path, name: str, reason: str, reviewer: str, output_format: str) -> int:
    """Valide un acte dont tous les points sont décidés.

    Le code de sortie est 1 si quelque chose reste à décider. La validation tombe dès que le fichier change.
    """
    from deliberia.revue import explain_refusal
    from deliberia.text import agree

    revue = _open(folder, reviewer, writes=True)
    acte = revue.get_act(name)
    revue.refresh_journals()
    if not acte.erreur and list(explain_refusal(acte, revue.judge_act(acte))):
        try:
            revue.validate(acte)
        except ReviewError as error:
            say(f"Erreur : {error}")
            return ExitCode.FINDINGS
    _report(revue.validate(acte, pourquoi=reason), output_format)
    reserves = revue.judge_act(acte).reserves
    if reserves:
        words = agree(reserves, "correction reste à reporter", "corrections restent à reporter")
        say(f"Sous réserve : {reserves} {words} dans l’acte.")
    return ExitCode.OK


@command.command("renvoyer")
@folder_argument
@click.argument("name", metavar="ACTE")
@reason_option
@reviewer_option
@format_option("texte", "json")
def send_back(folder: Path, name: str, reason: str, reviewer: str, output_format: str) -> None:
    """Renvoie un acte entier à son auteur, avec --motif."""
    revue = _open(folder, reviewer, writes=True)
    _report(revue.send_back(revue.get_act(name), reason), output_format)


@command.command("etat")
@folder_argument
@format_option("texte", "json")
def show_state(folder: Path, output_format: str) -> int:
    """Dit où en est chaque acte : à relire, renvoyé, prêt à valider, validé.

    Le code de sortie est 0 quand tous les actes sont validés, 1 sinon, 3 si l’un n’a pas pu être lu.
    """
    from deliberia.cli.revue_affichage import draw_states
    from deliberia.revue import EtatActe

    revue = _open(folder)
    states = [(acte, revue.judge_act(acte)) for acte in revue.actes.values()]
    if output_format == "json":
        print_json(
            {
                "format": 1,
                "dossier": str(folder),
                "actes": [
                    {
                        "acte": acte.chemin,
                        "commune": acte.commune,
                        "date": acte.date.isoformat() if acte.date else None,
                        "titre": acte.titre,
                        "fichier_sha256": acte.fichier_sha256,
                        "texte_sha256": acte.texte_sha256,
                        "erreur": acte.erreur or None,
                        "obstacles": list(acte.obstacles),
                        "points": len(acte.items),
                        **state.as_dict(),
                    }
                    for acte, state in states
                ],
            }
        )
    else:
        for line in draw_states(states):
            click.echo(line)
    _warn_altered(revue)
    if any(state.etat is EtatActe.ILLISIBLE for _, state in states):
        return ExitCode.DATA
    is_done = all(state.etat is EtatActe.VALIDE for _, state in states)
    return ExitCode.OK if is_done else ExitCode.FINDINGS


@command.command("exporter")
@folder_argument
@click.option(
    "-o",
    "--sortie",
    "output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="preuve.html, preuve.json ou preuve.pdf ; l’extension donne le format.",
)
@force_option
@reviewer_option
def export(folder: Path, output: Path, force: bool, reviewer: str) -> None:
    """Exporte la preuve : chaque décision, qui, quand, pourquoi, les désaccords, les actes validés.

    La preuve contient des phrases des actes : elle est aussi confidentielle qu’eux.
    """
    from deliberia.revue import export_proof

    revue = _open(folder, reviewer, writes=True)
    path = export_proof(revue, output, force=force)
    say(f"Preuve écrite : {path}")
    _warn_altered(revue)


@command.command("verifier")
@folder_argument
@click.option(
    "--preuve",
    "proof",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Une preuve exportée avant, en JSON : ses lignes doivent toutes être encore là.",
)
@format_option("texte", "json")
def verify(folder: Path, proof: Path | None, output_format: str) -> int:
    """Vérifie que les journaux se suivent ligne à ligne, et dit où ils ont été modifiés.

    Trouve une ligne modifiée, retirée, déplacée ou ajoutée. Le code de sortie est alors 1.
    """
    from deliberia.cli.revue_affichage import draw_journals
    from deliberia.revue import Journal, load_heads

    _check_folder(folder)
    journal = Journal(folder)
    anomalies = journal.verify(load_heads(proof) if proof else None)
    is_altered = any(one.ecart.is_fault for one in anomalies)
    if output_format == "json":
        print_json(
            {
                "format": 1,
                "intact": not is_altered,
                "journaux": [
                    {"journal": nom, "lignes": one.lignes, "rang": one.rang, "tete": one.tete}
                    for nom, one in journal.journaux.items()
                ],
                "anomalies": [one.as_dict() for one in anomalies],
            }
        )
    else:
        for line in draw_journals(journal, anomalies):
            click.echo(line)
    return ExitCode.FINDINGS if is_altered else ExitCode.OK


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UsageError("Ce dossier n’existe pas.", place=str(folder), hint="Vérifiez son chemin.")


def _open(folder: Path, reviewer: str = "", *, until: str = "", writes: bool = False) -> Revue:
    """Read the folder; `until`: stop at the act that holds this item, when its whole id is given."""
    from deliberia.revue import Cache, find_reviewer, open_queue

    _check_folder(folder)
    name = find_reviewer(reviewer) if writes else ""
    cache = Cache()
    try:
        return open_queue(folder, relecteur=name, cache=cache, until=until)
    finally:
        cache.close()


def _make_filter(sets: dict[str, tuple[str, ...]], mots: str, *, everything: bool) -> Filtre:
    from deliberia.revue import TO_DO, Filtre

    given = {name: frozenset(values) for name, values in sets.items() if values}
    if not everything:
        given = {"severites": TO_DO.severites, "etats": TO_DO.etats, **given}
    return Filtre(mots=mots, **given)


def _report(entree: Entree, output_format: str) -> None:
    from deliberia.cli.revue_affichage import draw_entry

    if output_format == "json":
        print_json({"format": 1, "entree": entree.as_dict()})
    else:
        say(draw_entry(entree))


def _warn_altered(revue: Revue) -> None:
    faults = [one for one in revue.journal.verify() if one.ecart.is_fault]
    if faults:
        say(f"Attention : le journal a été modifié ({faults[0]}) Voyez deliberia revue verifier.")
