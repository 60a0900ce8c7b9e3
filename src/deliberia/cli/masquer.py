"""`deliberia masquer`: exactly what would leave the machine, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deliberia.cli.modeles import folder_option
from deliberia.cli.options import force_option, format_option, print_json, read_stdin, say
from deliberia.errors import DeliberiaError, ExitCode, UsageError
from deliberia.text import typeset

if TYPE_CHECKING:
    from deliberia.masking import Masked, Table
    from deliberia.masking.statistical import SpacyRecogniser
    from deliberia.model import Collectivite, Seance

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(name="masquer")
@click.argument("files", nargs=-1, required=True, metavar="FICHIER…")
@click.option(
    "--commune", type=_FILE, metavar="FICHIER", help="La commune (commune.toml) : les noms de son conseil."
)
@click.option(
    "--seance", type=_FILE, metavar="FICHIER", help="La séance (seance.toml) : les noms qu’elle porte."
)
@click.option(
    "--donnees",
    type=_FILE,
    metavar="FICHIER",
    help="Avec --seance, les champs de l’acte (champs.toml) : les noms qu’ils donnent sont masqués aussi.",
)
@click.option(
    "--modele", metavar="MODÈLE", help="Avec --donnees, le modèle de l’acte, si les données ne le disent pas."
)
@click.option(
    "--nom", "names", multiple=True, metavar="NOM", help="Un nom à masquer partout ; peut se répéter."
)
@click.option("--noms", "list_path", type=_FILE, metavar="FICHIER", help="Des noms à masquer, un par ligne.")
@click.option(
    "--table",
    "table_path",
    type=_FILE,
    metavar="FICHIER",
    help="Écrit la table des remplacements, lisible par vous seul. Elle contient les noms.",
)
@click.option(
    "--restaurer",
    "restored_by",
    type=_FILE,
    metavar="TABLE",
    help="Remet les noms dans FICHIER, d’après une table écrite par --table.",
)
@click.option(
    "--publication",
    is_flag=True,
    help="Copie à publier : « [nom masqué] » au lieu d’un pseudonyme, sans retour possible.",
)
@click.option(
    "--elus-publics",
    "keep_elus",
    is_flag=True,
    help="Avec --publication, laisse les noms du conseil et de la séance.",
)
@click.option(
    "--modele-statistique",
    "model",
    metavar="MODÈLE",
    help="Un modèle français de spaCy installé par vous (« auto » : le meilleur trouvé).",
)
@format_option("texte", "json")
@folder_option
@force_option
def command(
    files: tuple[str, ...],
    commune: Path | None,
    seance: Path | None,
    donnees: Path | None,
    modele: str | None,
    names: tuple[str, ...],
    list_path: Path | None,
    table_path: Path | None,
    restored_by: Path | None,
    publication: bool,
    keep_elus: bool,
    model: str | None,
    output_format: str,
    folder: Path | None,
    force: bool,
) -> int:
    """Montre exactement ce qui quitterait cette machine : le texte, ses données personnelles masquées.

    FICHIER est un .docx, .odt, .pdf, .html, .txt ou .md, ou « - » pour l’entrée standard. Le texte masqué
    est écrit sur la sortie standard, la table des remplacements sur la sortie d’erreur. Plusieurs fichiers
    partagent la même table. Rien n’est envoyé : cette commande n’ouvre aucune connexion.

    Avec --restaurer, le code de sortie est 1 si un pseudonyme n’a pas pu être remplacé.
    """
    _refuse_contradictions(restored_by, table_path, publication=publication, keep_elus=keep_elus)
    if restored_by is not None:
        return _restore(files, restored_by, output_format)
    council, meeting = _load_people(commune, seance)
    known = [*names, *_read_list(list_path)]
    work = _Masking(known, _names_of(meeting), council, _load_model(model))
    work.tiers = _read_answers(seance, donnees, commune, modele, folder)
    if publication:
        return work.publish(files, output_format, keep_elus=keep_elus)
    if table_path is not None:
        _check_free(table_path, force=force)
    code = work.mask(files, output_format)
    if table_path is not None:
        _write_table(work.table, table_path)
    return code


class _Masking:
    """What the files of one command share: known names, council, table."""

    def __init__(
        self,
        known: list[str],
        meeting: tuple[str, ...],
        council: Collectivite | None,
        recogniser: SpacyRecogniser | None,
    ) -> None:
        from deliberia.masking import Table

        self.known = known
        self.meeting = meeting
        self.council = council
        self.recogniser = recogniser
        self.tiers: tuple[str, ...] = ()
        self.table: Table = Table()

    def mask(self, files: tuple[str, ...], output_format: str) -> int:
        from deliberia.masking import mask

        documents: list[dict[str, Any]] = []
        texts, code = _read_all(files, documents)
        for name, text in texts:
            masked = mask(
                text,
                known=[*self.known, *self.meeting, *_read_names(text)],
                collectivite=self.council,
                table=self.table,
                recogniser=self.recogniser,
                tiers=self.tiers,
            )
            documents.append({"chemin": name, **masked.as_dict()})
            if output_format == "texte":
                _print_text(name, masked.text, many=len(files) > 1)
                _show_table(name, masked)
        if output_format == "json":
            print_json({"format": 1, "documents": documents})
        return code

    def publish(self, files: tuple[str, ...], output_format: str, *, keep_elus: bool) -> int:
        from deliberia.masking import mask_for_publication

        documents: list[dict[str, Any]] = []
        texts, code = _read_all(files, documents)
        elus = [elu.nom for elu in self.council.elus] + [self.council.maire] if self.council else []
        for name, text in texts:
            names, protected = _read_names(text), _read_references(text)
            published = mask_for_publication(
                text,
                known=[*self.known, *self.meeting, *names],
                public=[*self.meeting, *elus, *names] if keep_elus else (),
                collectivite=self.council,
                protected=protected,
                recogniser=self.recogniser,
                tiers=self.tiers,
            )
            documents.append({"chemin": name, "texte": published})
            if output_format == "texte":
                _print_text(name, published, many=len(files) > 1)
        if output_format == "json":
            print_json({"format": 1, "documents": documents})
        else:
            say("Relisez cette copie avant de la publier : un nom que rien n’annonce peut y rester.")
        return code


def _refuse_contradictions(
    restored_by: Path | None, table_path: Path | None, *, publication: bool, keep_elus: bool
) -> None:
    if restored_by is not None and (table_path is not None or publication):
        raise UsageError("--restaurer ne va ni avec --table ni avec --publication.", hint="Choisissez.")
    if publication and table_path is not None:
        raise UsageError(
            "Une copie à publier n’a pas de table : rien n’y est remis.", hint="Retirez --table."
        )
    if keep_elus and not publication:
        raise UsageError("--elus-publics ne vaut qu’avec --publication.", hint="Ajoutez --publication.")


def _load_people(commune: Path | None, seance: Path | None) -> tuple[Collectivite | None, Seance | None]:
    if seance is not None:
        from deliberia.drafting import load_seance

        meeting = load_seance(seance, commune=commune)
        return meeting.collectivite, meeting
    if commune is not None:
        from deliberia.drafting import load_commune

        return load_commune(commune), None
    return None, None


def _read_answers(
    seance: Path | None, donnees: Path | None, commune: Path | None, modele: str | None, folder: Path | None
) -> tuple[str, ...]:
    """Return whom the fields of the act name, as its template declares it."""
    if donnees is None:
        if modele is not None:
            raise UsageError("--modele ne va qu’avec --donnees.", hint="Ajoutez --donnees champs.toml.")
        return ()
    if seance is None:
        raise UsageError("Il manque la séance.", hint="Ajoutez --seance seance.toml.")
    from deliberia.catalogue import get_template, names_of_champs
    from deliberia.drafting import load_dossier

    dossier = load_dossier(seance, donnees, commune=commune)
    name = modele or dossier.modele
    if not name:
        raise UsageError("Le modèle de l’acte n’est pas indiqué.", hint="Ajoutez --modele MODÈLE.")
    return names_of_champs(get_template(name, folder), dossier.champs)


def _names_of(meeting: Seance | None) -> tuple[str, ...]:
    if meeting is None:
        return ()
    from deliberia.masking import names_of_seance

    return names_of_seance(meeting)


def _read_list(path: Path | None) -> list[str]:
    if path is None:
        return []
    from deliberia.documents import read_document

    return [line.strip() for line in read_document(path).texte.splitlines() if line.strip()]


def _load_model(name: str | None) -> SpacyRecogniser | None:
    if name is None:
        return None
    from deliberia.masking import load_recogniser

    return load_recogniser("" if name == "auto" else name)


def _read_all(files: tuple[str, ...], failures: list[dict[str, Any]]) -> tuple[list[tuple[str, str]], int]:
    """Read every file; one that cannot be read is told and the others go on."""
    from deliberia.documents import read_document

    texts: list[tuple[str, str]] = []
    code: int = ExitCode.OK
    for name in files:
        try:
            document = (
                read_document(read_stdin(), nom="entrée standard") if name == "-" else read_document(name)
            )
        except DeliberiaError as error:
            code = ExitCode.DATA
            failures.append({"chemin": name, "erreur": str(error)})
            say(f"Erreur : {error}")
            continue
        texts.append((name, document.texte))
        for remarque in document.remarques:
            say(f"{name} : {remarque.message}")
    return texts, code


def _read_names(text: str) -> list[str]:
    """Return the names that the lists of the acts give."""
    from deliberia.masking import names_of_acte
    from deliberia.reading import split_actes

    return list(dict.fromkeys(name for acte in split_actes(text) for name in names_of_acte(acte)))


def _read_references(text: str) -> list[tuple[int, int]]:
    """Return the places of the references of law."""
    from deliberia.citations import find_citations

    return [(one.start, one.end) for one in find_citations(text)]


def _print_text(name: str, text: str, *, many: bool) -> None:
    if many:
        click.echo(f"--- {name}")
    click.echo(text, nl=not text.endswith("\n"))


def _show_table(name: str, masked: Masked) -> None:
    """Tell on stderr what was replaced, by kind."""
    from deliberia.masking import PLURALS, Kind

    used: dict[str, int] = {}
    for entry in masked.entries:
        used[entry.pseudonym] = used.get(entry.pseudonym, 0) + 1
    rows = [row for row in masked.table if row.pseudonym in used]
    places = len(masked.entries)
    say(f"\n{name} : {places} {'remplacements' if places > 1 else 'remplacement'}. Rien n’a été envoyé.")
    for kind in Kind:
        mine = [row for row in rows if row.kind is kind]
        if mine:
            say(f"  {PLURALS[kind].capitalize()} : {len({row.number for row in mine})}")
        for row in mine:
            times = f" ({used[row.pseudonym]} fois)" if used[row.pseudonym] > 1 else ""
            click.echo(f"    {row.pseudonym:<22} {' '.join(row.surface.split())}{times}", err=True)


def _restore(files: tuple[str, ...], table_path: Path, output_format: str) -> int:
    from deliberia.masking import restore

    table = _load_table(table_path)
    documents: list[dict[str, Any]] = []
    texts, code = _read_all(files, documents)
    for name, text in texts:
        restored = restore(text, table)
        documents.append({"chemin": name, "texte": restored.text, "inconnus": list(restored.unknown)})
        if output_format == "texte":
            _print_text(name, restored.text, many=len(files) > 1)
        if restored.unknown:
            code = code or ExitCode.FINDINGS
            marks = ", ".join(f"« {one} »" for one in dict.fromkeys(restored.unknown))
            click.echo(
                typeset(f"{name} : aucun nom ne correspond à {marks}. Ne reprenez pas ce passage."), err=True
            )
    if output_format == "json":
        print_json({"format": 1, "documents": documents})
    return code


def _load_table(path: Path) -> Table:
    import json

    from deliberia.documents import load_bytes
    from deliberia.errors import MaskingError
    from deliberia.masking import Table

    try:
        return Table.from_dict(json.loads(load_bytes(path)))
    except (ValueError, RecursionError) as error:
        raise MaskingError("Ce fichier n’est pas une table de masquage.", place=str(path)) from error


def _check_free(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise UsageError(
            "Ce fichier existe déjà ; rien n’a été écrit.",
            place=str(path),
            hint="Choisissez un autre nom, ou ajoutez --forcer pour le remplacer.",
        )


def _write_table(table: Table, path: Path) -> None:
    """Write the table beside its place, readable by its owner alone, then put it there."""
    import contextlib
    import json
    import os
    import secrets

    from deliberia.errors import DocumentError

    aside = path.with_name(f".deliberia-{secrets.token_hex(6)}.tmp")
    try:
        try:
            with open(
                os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as file:
                json.dump(table.as_dict(), file, ensure_ascii=False, indent=1)
            os.replace(aside, path)
        finally:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
    except OSError as error:
        raise DocumentError(
            "La table n’a pas pu être écrite.", place=str(path), hint="Choisissez un autre dossier."
        ) from error
    say(f"Table écrite : {path}. Elle contient les noms : gardez-la ici, ne la transmettez pas.")
