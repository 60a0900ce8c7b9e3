"""What a lot did: totals first, then each row that needs a hand."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from deliberia.text import agree, format_number, typeset

if TYPE_CHECKING:
    from deliberia.lot.contribution import PassageState
    from deliberia.lot.jobs import Job, Outcome
    from deliberia.lot.table import Table

ETATS = {
    "ecrit": ("acte écrit", "actes écrits"),
    "deja": ("acte déjà écrit", "actes déjà écrits"),
    "projet": ("projet à compléter", "projets à compléter"),
    "essai": ("ligne correcte", "lignes correctes"),
    "refuse": ("ligne refusée", "lignes refusées"),
}
_QUOTED = 1200
"""Characters of a held text that a report quotes."""
_COLUMNS = (
    "ligne",
    "etat",
    "fichier",
    "titre",
    "cellule",
    "message",
    "manquants",
    "erreurs",
    "avertissements",
    "passages",
)


@dataclass(frozen=True, slots=True)
class LotReport:
    """The result of a lot; rows in the order of the table."""

    modele: str
    tableau: str
    forme: str
    lignes: tuple[Outcome, ...]
    secondes: float
    assistance: Mapping[str, Any] | None = None
    """What was asked of a language model, as JSON; None when none was."""

    @classmethod
    def gather(cls, job: Job, table: Table, outcomes: Sequence[Outcome], seconds: float) -> LotReport:
        return cls(job.modele, table.path.name, job.forme, tuple(outcomes), seconds)

    @property
    def counts(self) -> Counter[str]:
        """Rows by state."""
        return Counter(one.etat for one in self.lignes)

    @property
    def has_refused(self) -> bool:
        return any(one.etat == "refuse" for one in self.lignes)

    @property
    def has_unfinished(self) -> bool:
        """Some acts lack a value, or break a rule."""
        return any(one.manquants or one.erreurs for one in self.lignes)

    @property
    def has_unanswered(self) -> bool:
        """Some passages had no answer: the same command asks for them again."""
        return not all(one.is_settled for one in self.lignes)

    @property
    def to_check(self) -> int:
        """Count the passages with something to check in the acts, those written before included."""
        written = (one for one in self.lignes if one.etat != "refuse")
        return sum(passage.is_to_check for one in written for passage in one.passages)

    def summarise(self) -> str:
        """Give the totals in one French sentence."""
        counts = self.counts
        parts = [
            f"{format_number(counts[etat])} {agree(counts[etat], *names)}"
            for etat, names in ETATS.items()
            if counts[etat]
        ]
        return f"{', '.join(parts)}."

    def as_dict(self) -> dict[str, Any]:
        return {
            "format": 1,
            "modele": self.modele,
            "tableau": self.tableau,
            "forme": self.forme,
            "totaux": dict(sorted(self.counts.items())),
            "assistance": self.assistance,
            "passages_a_verifier": self.to_check,
            "lignes": [
                {
                    "rang": one.rang,
                    "ligne": one.ligne,
                    "etat": one.etat,
                    "fichier": one.fichier,
                    "sha256": one.sha256,
                    "titre": one.titre,
                    "fautes": [{"cellule": cell, "message": message} for cell, message in one.fautes],
                    "manquants": list(one.manquants),
                    "erreurs": one.erreurs,
                    "avertissements": one.avertissements,
                    "constats": list(one.constats),
                    "passages": [passage.as_dict() for passage in one.passages],
                }
                for one in self.lignes
            ],
        }


def render_report(report: LotReport, shape: str) -> str:
    """Write the report as « html », « json » or « csv »; the duration is left out, so that it repeats."""
    if shape == "json":
        return json.dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n"
    if shape == "csv":
        return _render_csv(report)
    return _render_html(report)


def iter_faults(report: LotReport) -> Iterator[str]:
    """Yield one French line for each thing to mend, as the terminal shows it."""
    for one in report.lignes:
        for cell, message in one.fautes:
            yield f"{cell} : {message}"
        if one.manquants:
            yield f"ligne {one.ligne} : il manque {', '.join(one.manquants)}"
        for constat in one.constats:
            yield f"ligne {one.ligne} : {constat}"
        for line in _list_held(one):
            yield f"ligne {one.ligne} : {line}"


def _list_held(one: Outcome) -> list[str]:
    """Say which passages are not in the act, and why: a line each."""
    return [
        f"passage « {passage.emplacement} » retenu, il n’est pas dans l’acte : {' '.join(passage.motifs)}"
        for passage in one.passages
        if passage.etat != "propose"
    ]


def _list_received(one: Outcome) -> list[str]:
    """Quote the texts that are held or to check, for who reads them again: no hidden character, an end."""
    shown = []
    for passage in one.passages:
        is_held = passage.etat != "propose"
        if passage.texte and (is_held or passage.remarques):
            text = "".join(char if char.isprintable() else " " for char in passage.texte[:_QUOTED])
            shown.append(f"texte {'reçu' if is_held else 'proposé'} pour « {passage.emplacement} » : {text}")
    return shown


def _describe_proposed(passage: PassageState) -> str:
    """Say in one cell what is left to do with a passage that is in the act."""
    count = len(passage.remarques)
    checked = f", {count} {agree(count, 'point', 'points')} à vérifier (IA003)" if count else ""
    return f"{passage.emplacement} : proposé, à relire{checked}"


def _render_csv(report: LotReport) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in report.lignes:
        cells = " | ".join(cell for cell, _ in one.fautes)
        messages = " | ".join([message for _, message in one.fautes] + list(one.constats))
        passages = " | ".join(
            [_describe_proposed(passage) for passage in one.passages if passage.etat == "propose"]
            + _list_held(one)
        )
        row = (
            one.ligne, one.etat, one.fichier, one.titre, cells, messages, ", ".join(one.manquants),
            one.erreurs, one.avertissements, passages,
        )  # fmt: skip
        writer.writerow([_guard(cell) for cell in row])
    return "\ufeff" + stream.getvalue()  # the mark by which Excel knows UTF-8


def _guard(cell: object) -> object:
    """Keep a spreadsheet from running a text that looks like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


_STYLE = """:root{color-scheme:light dark;--trait:#767676}
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:auto;padding:1rem}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}
th,td{border:1px solid var(--trait);padding:.3rem .5rem;text-align:left;vertical-align:top}
td{overflow-wrap:anywhere}
td.n{text-align:right}@media print{body{max-width:none}}"""


def _render_html(report: LotReport) -> str:
    title = typeset(f"Lot « {report.modele} » : ") + report.tableau
    faulty = [one for one in report.lignes if one.fautes or one.manquants or one.constats or _list_held(one)]
    rows = "".join(_render_row(one) for one in faulty)
    table = (
        "<table><caption>Lignes à reprendre</caption><thead><tr><th scope='col'>Ligne</th>"
        "<th scope='col'>État</th><th scope='col'>À reprendre</th></tr></thead><tbody>"
        f"{rows}</tbody></table>"
        if faulty
        else "<p>Aucune ligne à reprendre.</p>"
    )
    totals = "".join(
        f"<li>{format_number(report.counts[etat])} {agree(report.counts[etat], *names)}</li>"
        for etat, names in ETATS.items()
        if report.counts[etat]
    )
    if report.assistance is not None:
        asked = (
            f"{report.assistance[name]} {word}"
            for name, word in (
                ("proposes", "à relire"),
                ("retenus", "hors de l’acte"),
                ("sans_reponse", "sans réponse"),
            )
        )
        totals += f"<li>{typeset('Passages demandés à un modèle : ')}{', '.join(asked)}</li>"
    if report.to_check:
        words = ("passage porte des points à vérifier", "passages portent des points à vérifier")
        told = f"{format_number(report.to_check)} {agree(report.to_check, *words)}"
        totals += f"<li>{typeset(f'{told} (IA003)')}</li>"
    return (  # only the words are typeset: « 100 % » is no width, and a file keeps its name
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(title)}</h1><h2>Totaux</h2><ul>{totals}</ul><h2>Détail</h2>{table}</main></body></html>\n"
    )


def _render_row(one: Outcome) -> str:
    lines = [f"{cell} : {message}" for cell, message in one.fautes]
    if one.manquants:
        lines.append(f"Il manque : {', '.join(one.manquants)}.")
    lines += (*one.constats, *_list_held(one), *_list_received(one))
    detail = "".join(f"<li>{escape(typeset(line))}</li>" for line in lines)
    return f"<tr><th scope='row'>{one.ligne}</th><td>{ETATS[one.etat][0]}</td><td><ul>{detail}</ul></td></tr>"
