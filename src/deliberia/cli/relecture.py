"""What `verifier --assistance` adds: the remarks of a model, shown as the advice that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from deliberia.cli.options import say
from deliberia.cli.passages import announce, tell_wait
from deliberia.text import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliberia.auditing import Audit, Failure
    from deliberia.model import Collectivite


class SecondReading:
    """One reading of several documents by the model that is set up."""

    def __init__(self, collectivite: Collectivite | None) -> None:
        self._collectivite = collectivite
        self.has_failed = False
        """True once the service has failed on a document."""

    def read(self, results: Iterable[Audit | Failure]) -> Iterator[Audit | Failure]:
        """Yield the results with the remarks of the model among their findings."""
        from deliberia.assistance import add_remarks, find_incoherences
        from deliberia.auditing import Failure
        from deliberia.llm import AnswerStore, default_cache_path, open_client
        from deliberia.settings import load_settings

        settings = load_settings()
        with open_client(settings, announce=announce, on_wait=tell_wait) as client:
            client.require_ready()
            kept = list(results)
            audits = [one for one in kept if not isinstance(one, Failure)]
            with AnswerStore(default_cache_path(), days=settings.journal.conservation_jours) as store:
                lectures = find_incoherences(audits, client, collectivite=self._collectivite, store=store)
        told: set[str] = set()
        for lecture in lectures:
            if lecture.erreur is not None:
                self.has_failed = True
                if str(lecture.erreur) not in told:
                    told.add(str(lecture.erreur))
                    say(f"La relecture par le modèle n’a pas eu lieu : {lecture.erreur}")
        read = iter(zip(audits, lectures, strict=True))
        for one in kept:
            yield one if isinstance(one, Failure) else add_remarks(*next(read))

    def show(self, audit: Audit) -> None:
        """Print the remarks that the threshold leaves out of the report."""
        from deliberia.assistance import is_remark

        remarks = [finding for finding in audit.findings if is_remark(finding)]
        if remarks:
            click.echo("  Avis du modèle de langage, à vérifier :")
        for finding in remarks:
            click.echo(typeset(f"    {finding.regle} {finding.message}"))
