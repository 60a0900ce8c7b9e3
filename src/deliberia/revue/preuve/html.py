"""The proof as one HTML page that needs nothing else, for the eyes, a printer or a screen reader."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from deliberia.revue.lecture import PROOF_MARK
from deliberia.revue.preuve.libelles import ETATS, ETATS_ACTE, VERDICTS, name_fait
from deliberia.revue.situation import Etat, EtatActe
from deliberia.text import agree, format_date, typeset

TITLE = "Preuve de la revue"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
code { font-size: .9em; overflow-wrap: anywhere; }
table.gauche th, table.gauche td { text-align: left; vertical-align: top; }
.constats h4 { margin-top: 0; }
.faits dt { font-weight: 600; float: left; margin-right: .4rem; }
.faits dd { margin: 0 0 .25rem; }
.constats ol { padding-left: 1.25rem; }
@media (max-width: 30rem) {
  table.gauche, table.gauche tbody, table.gauche tr, table.gauche th, table.gauche td { display: block; }
  table.gauche thead { position: absolute; clip-path: inset(50%); }
}
blockquote { margin: .5rem 0; padding: .1rem .8rem; border-left: .2rem solid var(--trait); }
"""
_PLAIN = """
body { font-family: "Liberation Sans", "DejaVu Sans", sans-serif; font-size: 10pt; }
h1, h2, h3, h4 { font-family: "Liberation Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 18pt; } h2 { font-size: 14pt; } h3 { font-size: 12pt; } h4 { font-size: 10pt; }
p { margin: 0 0 4pt; }
table { border-collapse: collapse; } th, td { border: 1px solid #767680; padding: 2pt 4pt; text-align: left; }
"""
_GRAVITES = {"erreur": "Erreur", "avertissement": "Avertissement", "info": "Information"}

Json = Mapping[str, Any]


def render_html(proof: Json, *, is_plain: bool = False) -> str:
    """Write a proof. It holds sentences of the acts: it is as confidential as they are.

    `is_plain`: for a program that knows little of styles.
    """
    style = _PLAIN if is_plain else _load_style() + _STYLE
    title = f"{TITLE} – {proof['dossier']}"
    acts = "".join(_render_act(acte, rank) for rank, acte in enumerate(proof["actes"], 1))
    page = (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="{PROOF_MARK.decode()}">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + ("" if is_plain else '<a class="evitement" href="#contenu">Aller au contenu</a>\n')
        + f'<header role="banner"><h1>{_escape(title)}</h1>{_render_summary(proof)}</header>\n'
        f'<main id="contenu" tabindex="-1">{_render_contents(proof)}{_render_journals(proof)}{acts}'
        f"{_render_outside(proof)}</main>\n"
        f'<footer role="contentinfo"><p>Établi par Deliberia. Empreinte de cette preuve&nbsp;: '
        f"<code>{proof['empreinte']}</code></p></footer>\n</body>\n</html>\n"
    )
    return _simplify(page) if is_plain else page


def _simplify(page: str) -> str:
    """Say with old tags what LibreOffice does not read in styles: marks, frames, words that may be cut."""
    page = re.sub(r"<mark[^>]*>(.*?)</mark>", r"<b><u>\1</u></b>", page, flags=re.DOTALL)
    page = re.sub(r'<ul class="constats">(.*?)</ul><!--points-->', r"<div>\1</div>", page, flags=re.DOTALL)
    page = re.sub(r'<li class="\w+" id="(\w+)">(.*?)</li><!--point-->', r'<div id="\1">\2</div><hr>', page)
    return re.sub(
        r"<code>([0-9a-f]{64})</code>",
        lambda found: f"<code>{' '.join(found[1][start : start + 16] for start in range(0, 64, 16))}</code>",
        page,
    )


def _load_style() -> str:
    return (files("deliberia.auditing.rapports") / "rapport.css").read_text(encoding="utf-8")


def _escape(text: object) -> str:
    return html.escape(typeset(str(text)))


def _when(instant: str | None) -> str:
    """Say an instant in French, in UTC as it was recorded."""
    try:
        day = dt.datetime.fromisoformat(instant or "")
    except ValueError:
        return _escape(instant or "date inconnue")
    return _escape(f"{format_date(day.date())} à {day:%H:%M:%S} UTC")


def _render_summary(proof: Json) -> str:
    acts = Counter(EtatActe(acte["etat"]) for acte in proof["actes"])
    points = Counter(
        Etat(point["etat"]) for acte in proof["actes"] for point in acte["points"] if point["requis"]
    )
    told = ", ".join(f"{ETATS_ACTE[etat]} {acts[etat]}" for etat in EtatActe if acts[etat]) or "aucun"
    seen = ", ".join(f"{ETATS[etat]} {points[etat]}" for etat in Etat if points[etat]) or "aucun"
    base = f"Base des textes au {format_date(dt.date.fromisoformat(proof['base']['etat']))}"
    return (
        f"<p>Établie le {_when(proof['etabli_le'])} par {_escape(proof['etabli_par'] or 'personne')}.</p>"
        f"<p>{_escape(f'Actes : {told}. Points de la file : {seen}.')}</p>"
        f"<p>{_escape(base)}, empreinte <code>{_escape(proof['base']['empreinte'])}</code>.</p>"
    )


def _render_contents(proof: Json) -> str:
    items = "".join(
        f'<li><a href="#a{rank}">{_escape(acte["titre"] or acte["acte"])}</a> <span class="detail">'
        f"{_escape(ETATS_ACTE[EtatActe(acte['etat'])])}</span></li>"
        for rank, acte in enumerate(proof["actes"], 1)
    )
    return f'<nav class="sommaire" aria-label="Sommaire"><ul>{items}</ul></nav>' if items else ""


def _render_journals(proof: Json) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_escape(one["relecteur"])}</th><td>{_escape(one["poste"])}</td>'
        f"<td>{one['rang']}</td><td>{_when(one['derniere'])}</td><td><code>{_escape(one['tete'])}</code></td></tr>"
        for one in proof["journaux"]
    )
    table = (
        '<table class="gauche"><caption>L’empreinte de tête engage toutes les lignes du journal</caption>'
        '<thead><tr><th scope="col">Relecteur</th><th scope="col">Poste</th><th scope="col">Lignes</th>'
        '<th scope="col">Dernière ligne</th><th scope="col">Empreinte de tête</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        if rows
        else "<p>Aucune décision n’a encore été prise.</p>"
    )
    return (
        '<section class="document" aria-labelledby="journaux"><h2 id="journaux">Journaux</h2>'
        f"{table}{_render_anomalies(proof['anomalies'])}</section>\n"
    )


def _render_anomalies(anomalies: Sequence[Json]) -> str:
    if not anomalies:
        return "<p>Chaque ligne suit la précédente, aucune n’a été modifiée.</p>"
    items = "".join(
        f"<li><strong>{'Altération' if one['alteration'] else 'À savoir'}&nbsp;:</strong> "
        f"{_escape(one['journal'])}, {_escape('ligne ' + str(one['ligne']))}, {_escape(one['detail'])}</li>"
        for one in anomalies
    )
    return f"<h3>Ce qui ne se suit pas</h3><ul>{items}</ul>"


def _render_act(acte: Json, rank: int) -> str:
    head = f'<h2 id="a{rank}">{_escape(acte["titre"] or acte["acte"])}</h2>'
    if acte["erreur"]:
        return (
            f'<section class="document" aria-labelledby="a{rank}">{head}<p>{_escape(acte["erreur"])}</p>'
            "</section>\n"
        )
    points = "".join(_render_point(point) for point in acte["points"])
    return (
        f'<section class="document" aria-labelledby="a{rank}">{head}'
        f'<dl class="faits">{"".join(_iter_facts(acte))}</dl>'
        f"<h3>Points relus</h3>"
        + (f'<ul class="constats">{points}</ul><!--points-->' if points else "<p>Aucun point à relire.</p>")
        + "</section>\n"
    )


def _iter_facts(acte: Json) -> Iterator[str]:
    day = format_date(dt.date.fromisoformat(acte["date"])) if acte["date"] else "non lue dans l’acte"
    yield _fact("État", ETATS_ACTE[EtatActe(acte["etat"])])
    yield _fact("Commune", acte["commune"])
    yield _fact("Séance", day)
    yield _fact("Fichier", acte["acte"])
    yield f"<dt>Empreinte&nbsp;:</dt><dd><code>{acte['fichier_sha256']}</code></dd>"
    for one in acte["validations"]:
        yield f"<dt>Validé&nbsp;:</dt><dd>{_render_whole(one)}</dd>"
    if acte["etat"] == EtatActe.VALIDE and acte["reserves"]:
        count = acte["reserves"]
        words = agree(count, "correction reste à reporter", "corrections restent à reporter")
        yield _fact("Réserves", f"{count} {words} dans l’acte")
    for one in acte["renvois"]:
        yield f"<dt>Renvoyé&nbsp;:</dt><dd>{_render_whole(one)}</dd>"
    for one in acte["validations_perimees"]:
        told = f"{_render_whole(one)}&nbsp;; le fichier a changé depuis"
        yield f"<dt>Validation périmée&nbsp;:</dt><dd>{told}</dd>"
    for obstacle in acte["obstacles"]:
        yield _fact("Obstacle", obstacle)


def _render_whole(one: Json) -> str:
    why = f", {_escape(one['pourquoi'])}" if one["pourquoi"] else ""
    return f"par {_escape(one['relecteur'])}, le {_when(one['quand'])}{why}"


def _fact(name: str, value: str) -> str:
    return f"<dt>{name}&nbsp;:</dt><dd>{_escape(value)}</dd>"


def _render_point(point: Json) -> str:
    name = point["cle"] or point["regle"] or point["surface"]
    verdict = VERDICTS.get(point["verdict"], "")
    head = f"{_GRAVITES[point['severite']]} : {name}{', ' + verdict if verdict else ''}"
    quote = ""
    if point["phrase"]:
        before, inside, after = (
            point["phrase"][: point["debut"]],
            point["phrase"][point["debut"] : point["fin"]],
            point["phrase"][point["fin"] :],
        )
        quote = (
            f'<blockquote><p>{html.escape(before)}<mark class="{point["severite"]}">{html.escape(inside)}'
            f"</mark>{html.escape(after)}</p></blockquote>"
        )
    history = "".join(_render_line(one) for one in point["historique"])
    return (
        f'<li class="{point["severite"]}" id="p{point["id"]}"><h4>{_escape(head)}</h4>{quote}'
        f"<p>{_escape(point['motif'])}</p><p><strong>{_escape(_conclude(point))}</strong></p>"
        + (f"<ol>{history}</ol>" if history else "")
        + f'<p class="detail">Point {point["id"]}</p></li><!--point-->'
    )


def _conclude(point: Json) -> str:
    etat = Etat(point["etat"])
    if point["decision"]:
        told = name_fait(point["decision"]).capitalize()
        return f"{told} : {point['par']}" if point["par"] else told
    if not point["requis"] and etat is Etat.A_DECIDER:
        return "Pour information"
    if point["rouvert"]:
        return f"{ETATS[etat].capitalize()}. {point['rouvert']}"
    return ETATS[etat].capitalize()


def _render_line(one: Json) -> str:
    told = f"{name_fait(one['decision'])}{' par ' + one['par'] if one['par'] else ''}"
    why = f", «&nbsp;{_escape(one['pourquoi'])}&nbsp;»" if one["pourquoi"] else ""
    line = f"{_when(one['quand'])}, {_escape(one['relecteur'])}&nbsp;: {_escape(told)}{why}"
    return f"<li>{f'<s>{line}</s> (annulé)' if one['annulee'] else line}</li>"


def _name_seen(entry: Json) -> str:
    seen = entry.get("vu", {}).get("surface")
    return f"{seen} ({entry['acte']})" if seen else str(entry["acte"])


def _render_outside(proof: Json) -> str:
    if not proof["hors_file"]:
        return ""
    wanted = set(proof["hors_file"])
    items = "".join(
        f"<li>{_when(one['quand'])}, {_escape(one['relecteur'])}&nbsp;: "
        f"{_escape(name_fait(one['decision']))}, {_escape(_name_seen(one))}</li>"
        for one in proof["entrees"]
        if one.get("id") in wanted
    )
    return (
        '<section class="document" aria-labelledby="hors"><h2 id="hors">Décisions sur un texte qui a changé'
        f"</h2><ul>{items}</ul></section>\n"
    )
