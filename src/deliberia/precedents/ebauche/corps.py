"""The text of the template, paragraph by paragraph, beside what its example should print."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.citations import find_citations
from deliberia.model import Acte, TargetKind, VerdictKind
from deliberia.precedents.ebauche.champs import Fields
from deliberia.precedents.ebauche.decoupe import Paragraph, Parts
from deliberia.precedents.ebauche.ecriture import Proposal
from deliberia.precedents.ebauche.references import explain, is_firm
from deliberia.precedents.ebauche.reperes import Marks
from deliberia.precedents.ebauche.tableaux import read_rows, write_table
from deliberia.text import fold

_VERB = re.compile(r"(?:[A-ZÉÈÀÊÔ]{4,}(?:\s+[A-ZÉÈÀÊÔ]{2,})?)(?=\s)")


_VU = re.compile(r"[Vv][Uu][^\w{]+")


class Corps:
    """Writes the sections and gathers what is said of them in the metadata."""

    def __init__(self, acte: Acte, parts: Parts, marks: Marks, fields: Fields, on: dt.date) -> None:
        self._acte, self._parts, self._marks, self._fields, self._on = acte, parts, marks, fields, on
        self._visas: dict[str, None] = {}
        self._proposals: list[Proposal] = []
        self._doubts: list[str] = []
        self._model: list[str] = []
        self._shown: list[str] = []

    def _write(self, paragraph: Paragraph) -> tuple[str, str]:
        model, shown = self._marks.write(self._acte.texte, paragraph.start, paragraph.end)
        # The first character of a line decides of what it is.
        return model.lstrip("#|: ").rstrip(" ;"), shown.lstrip("#|: ").rstrip(" ;")

    def _write_object(self) -> tuple[str, str]:
        fact = self._acte.objet
        if fact is None or fact.start is None or fact.end is None:
            return "Objet à préciser", "Objet à préciser"
        model, shown = self._marks.write(self._acte.texte, fact.start, fact.end)
        return model[:400].strip(" .;"), shown[:200].strip(" .;")

    def _write_visas(self) -> None:
        local: list[tuple[str, str]] = []
        for paragraph in self._parts.visas:
            groups = [one for one in self._marks.references if paragraph.start <= one.start < paragraph.end]
            model, shown = self._write(paragraph)
            if not groups:
                local.append((_VU.sub("Vu ", model), _VU.sub("Vu ", shown)))
                continue
            quoted = self._marks.quote(self._acte.texte, paragraph.start, paragraph.end).rstrip(" ;")
            for verdict in dict.fromkeys(verdict for one in groups for verdict in one.verdicts):
                if is_firm(verdict):
                    self._visas[verdict.cle] = None
                else:
                    successors = (
                        verdict.remplace_par if verdict.kind is not VerdictKind.EN_VIGUEUR else (verdict.cle,)
                    )
                    self._proposals.append(Proposal(quoted, explain(verdict), successors[:3]))
            if not all(one.is_whole and one.verdicts for one in groups):
                self._proposals.append(
                    Proposal(quoted, "Référence que la base ne sait pas lire en entier.", ())
                )
        if local:
            self._model.append("# Visas")
            for model, shown in local:
                self._add(model, shown)

    def _write_section(self, titre: str, paragraphs: tuple[Paragraph, ...]) -> None:
        if paragraphs:
            self._model += ["", f"# {titre}"]
        for paragraph in paragraphs:
            self._add(*self._write(paragraph))

    def _write_articles(self) -> None:
        self._model += ["", "# Dispositif"]
        if not self._parts.articles:
            field = self._fields.ask_decision()
            self._model += ["", "## Article", "", f"{{{{ organe.le | majuscule }}}} {{{{ {field.nom} }}}}."]
        for article in self._parts.articles:
            self._model += ["", "## Article"]
            for paragraph in article:
                self._add(*map(_calm, self._write(paragraph)))
                self._add_table(paragraph)

    def _add(self, model: str, shown: str) -> None:
        if model:
            self._model += ["", model]
            self._shown.append(shown)

    def _add_table(self, paragraph: Paragraph) -> None:
        rows = [self._marks.write(self._acte.texte, start, end)[1] for start, end in paragraph.rows]
        lines, shown = write_table(read_rows(rows), self._fields) if rows else ([], [])
        if rows and not lines:
            self._doubts.append("Un tableau de l’acte d’origine n’a pas pu être repris : ajoutez-le.")
        self._model += ["", *lines] if lines else []
        self._shown += shown

    def _explain_references(self) -> None:
        """Say in the metadata what became of each reference that is not firm."""
        said = dict.fromkeys(
            explain(verdict)
            for group in self._marks.references
            for verdict in group.verdicts
            if not is_firm(verdict)
        )
        self._doubts += [f"Référence de l’acte d’origine non reprise. {text}" for text in said]

    def _settle_citations(self, texte: str) -> str:
        """Turn into a question each reference that a page break hid from the first reading."""
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", lambda match: " " * len(match[0]), texte)
        for citation in reversed(find_citations(bare)):
            if all(target.kind is TargetKind.ACTE_LOCAL for target in citation.targets):
                continue
            field = self._fields.ask_reference(fold(citation.surface))
            self._doubts.append(f"Référence de l’acte d’origine à relire : {citation.surface}.")
            texte = f"{texte[: citation.start]}{{{{ {field.nom} }}}}{texte[citation.end :]}"
        return texte


def _calm(text: str) -> str:
    """Make « DÉCIDE d’attribuer » a sentence: « Le conseil municipal décide d’attribuer »."""
    match = _VERB.match(text)
    if match is None or match.end() == len(text):
        return text[:1].upper() + text[1:] if not text.startswith("{{") else text
    verb = match[0].lower()
    return f"{{{{ organe.le | majuscule }}}} {verb}{text[match.end() :]}"
