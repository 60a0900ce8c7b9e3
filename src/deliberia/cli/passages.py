"""The passages that `rediger --assistance` asks for: asked, told, written with where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.cli.options import print_json, say
from deliberia.errors import UsageError
from deliberia.text import agree

_SPACES = "\u00a0\u202f"
"""The spaces of French typography: they hide nothing."""

if TYPE_CHECKING:
    from pathlib import Path

    from deliberia.assistance import Passage
    from deliberia.catalogue import Template
    from deliberia.drafting import Dossier
    from deliberia.legal_refs import Base
    from deliberia.llm import Destination
    from deliberia.model import Finding, Projet


class AskedPassages:
    """The passages asked of the language model for one act. Nothing here judges: it asks and tells."""

    def __init__(self, template: Template, dossier: Dossier, base: Base, *, champs_libres: bool) -> None:
        from deliberia.assistance import propose_passages
        from deliberia.llm import open_client
        from deliberia.settings import load_settings

        settings = load_settings()
        self._mention = bool(settings.assistant and settings.assistant.mention)
        with open_client(settings, announce=announce, on_wait=tell_wait) as client:
            self.passages: tuple[Passage, ...] = propose_passages(
                template, dossier, client, base=base, champs_libres=champs_libres
            )

    @property
    def texts(self) -> dict[str, str]:
        """The texts that may stand in the act, by field."""
        return {one.emplacement: one.texte for one in self.passages if one.is_proposed}

    def insert(self, projet: Projet) -> Projet:
        from deliberia.assistance import insert_passages

        return insert_passages(projet, self.passages, mention=self._mention)

    def write_json(self, projet: Projet, output: Path | None, *, force: bool) -> None:
        """Write the act with its passages, held ones included."""
        document = {**projet.as_dict(), "passages": [one.as_dict() for one in self.passages]}
        if output is None:
            print_json(document)
            return
        import json

        from deliberia.documents import write_atomic

        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        write_atomic(output, text.encode(), force=force)

    def check_free(self, output: Path | None, *, force: bool) -> None:
        """Refuse, before anything is written, when the file of the provenance stands already."""
        if output is None:
            return
        from deliberia.assistance import provenance_path

        path = provenance_path(output)
        if self.texts and path.exists() and not force:
            raise UsageError(
                "Ce fichier existe déjà ; rien n’a été écrit.",
                place=str(path),
                hint="Ajoutez --forcer pour le remplacer.",
            )

    def write_provenance(self, projet: Projet, output: Path | None, *, force: bool) -> None:
        """Write beside the act where its passages come from; nothing when the act is only printed."""
        if output is None:
            return
        from deliberia.assistance import write_provenance

        if self.texts:
            path = write_provenance(output, projet, self.passages, force=force)
            say(f"Provenance des passages : {path}")

    def report(self) -> bool:
        """Tell on stderr what was proposed and what is held, with the reasons; True when no answer came."""
        if not self.passages:
            say("Aucun passage à demander : ils sont remplis, ou l’acte ne les imprime pas.")
        for passage in self.passages:
            if passage.is_proposed:
                _tell_proposed(passage)
            else:
                _tell_held(passage)
        return any(one.origine is None for one in self.passages)


def is_told_apart(finding: Finding) -> bool:
    """Tell whether `report` says this finding beside the passage itself: it is not said twice."""
    return finding.regle in ("IA002", "IA003")


def _tell_proposed(passage: Passage) -> None:
    origine = passage.origine
    source = f" ({origine.modele}, {origine.hote})" if origine else ""
    say("")
    say(f"Passage « {passage.emplacement} » proposé par le modèle{source}, à relire avant la signature :")
    say(f"  {passage.texte}")
    if passage.remarques:
        count = len(passage.remarques)
        say(f"{count} {agree(count, 'point', 'points')} à vérifier dans ce passage (IA003) :")
        for remarque in passage.remarques:
            say(f"  - {remarque}")


def _tell_held(passage: Passage) -> None:
    say("")
    say(f"Passage « {passage.emplacement} » retenu, il n’est pas dans l’acte :")
    for motif in passage.motifs:
        say(f"  - {motif}")
    if passage.remarques:
        say("À vérifier aussi, si vous en reprenez une phrase :")
        for remarque in passage.remarques:
            say(f"  - {remarque}")
    if passage.texte:
        say(f"Texte reçu : {make_visible(passage.texte)}")


def announce(destination: Destination) -> None:
    say(destination.describe())
    for warning in destination.warnings:
        say(f"Attention : {warning}")


def tell_wait(seconds: float) -> None:
    say(f"Pas encore de réponse : nouvel essai dans {max(1, round(seconds))} s.")


def make_visible(text: str) -> str:
    """Show a text that nobody vouches for on a terminal: no control, no hidden character."""
    shown = "".join(char if char.isprintable() or char in _SPACES else f"\\u{ord(char):04x}" for char in text)
    return shown if len(shown) <= 1200 else f"{shown[:1200]}…"
