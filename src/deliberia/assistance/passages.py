"""Passages of a template written by the model: asked, restored, judged, with where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deliberia.assistance.facts import Facts
from deliberia.assistance.gathering import gather_facts, iter_champs, iter_given
from deliberia.assistance.guarding import guard
from deliberia.assistance.prompts import (
    SHORT_RULES,
    Demande,
    Secrets,
    find_headings,
    make_demande,
    write_lines,
)
from deliberia.assistance.records import Consommation, Etat, Jugement, Origine, Passage, Usage
from deliberia.assistance.smuggling import find_orders
from deliberia.catalogue.references import NOT_IN_ALSACE_MOSELLE
from deliberia.catalogue.schema import ChampType
from deliberia.catalogue.tiers import names_of_champs
from deliberia.drafting import draft
from deliberia.llm import Answer, Batch, BatchRequest, Fault
from deliberia.masking import names_of_seance
from deliberia.model import (
    Bloc,
    BlocSorte,
    Collectivite,
    CollectiviteSorte,
    Finding,
    Projet,
    Provenance,
    Severity,
)
from deliberia.text import typeset

if TYPE_CHECKING:
    from deliberia.catalogue import Template
    from deliberia.catalogue.schema import Champ
    from deliberia.drafting import Dossier
    from deliberia.legal_refs import Base
    from deliberia.llm import AnswerStore, AssistantError, BatchResult, Client
    from deliberia.masking import Recogniser

Clock = Callable[[], dt.datetime]

GENERAL = {CollectiviteSorte.COMMUNE: "CGCT:L2121-29"}
"""The general competence of each kind of authority, proposed with the references of the act."""
_SHORT_DATA = 700
"""Characters of the data in a short question."""
_MOST_READ = 20_000
"""Characters over which an answer is not even read."""
_HARDLY_READ = "Le service dit n’avoir presque rien lu de la demande : relisez le passage en entier."
_PROBE = "Essai d’impression"
TO_READ = "IA002"
TO_CHECK = "IA003"
_SAID = frozenset({BlocSorte.EXPOSE, BlocSorte.CONSIDERANT})


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emplacement:
    """One place to fill: what is asked and what the answer is judged by."""

    champ: Champ
    demande: Demande
    courte: Demande
    """The same in few words, when the model's window is too small for the first."""
    facts: Facts
    allowed: frozenset[str]
    on: dt.date
    ordres: tuple[str, ...] = ()
    """Orders found in the user's data: whatever the answer, it is held."""


def propose_passages(
    template: Template,
    dossier: Dossier,
    client: Client,
    *,
    base: Base | None = None,
    champs_libres: bool = False,
    store: AnswerStore | None = None,
    recogniser: Recogniser | None = None,
    now: Clock = _now,
) -> tuple[Passage, ...]:
    """Ask for every free passage that the drafter left empty and that the act would print.

    A service that fails gives a held passage with the reason; `failure_of` tells it from the others.

    Args:
        store: answers kept, for a batch that may be resumed; a single act is asked anew.

    Raises:
        AssistantError: the host is not allowed, or the model or its key is missing: nothing was sent.
        DataError, TemplateError: as `draft`.
    """
    client.require_ready()
    places = prepare_places(template, dossier, base=base, champs_libres=champs_libres, recogniser=recogniser)
    return tuple(
        read_passage(place, result, client, base=base, now=now)
        for place, result in ask_places(places, Batch(client, store=store))
    )


def ask_places(places: Sequence[Emplacement], batch: Batch) -> list[tuple[Emplacement, BatchResult]]:
    """Ask for every place, of one act or of many; one too long for the model is asked again, shorter."""
    requests = [
        BatchRequest(id=str(index), messages=place.demande.messages) for index, place in enumerate(places)
    ]
    results = list(batch.run(requests)) if requests else []
    asked = list(places)
    long = [index for index, one in enumerate(results) if one.error and one.error.fault is Fault.TOO_LONG]
    if long:
        again = [BatchRequest(id=str(index), messages=places[index].courte.messages) for index in long]
        for index, result in zip(long, batch.run(again), strict=True):
            results[index] = result
            asked[index] = replace(places[index], demande=places[index].courte)
    return list(zip(asked, results, strict=True))


def prepare_places(
    template: Template,
    dossier: Dossier,
    *,
    base: Base | None = None,
    champs_libres: bool = False,
    recogniser: Recogniser | None = None,
) -> tuple[Emplacement, ...]:
    """Prepare the question of each passage to fill; nothing is sent."""
    wanted = [
        champ
        for champ in template.meta.champs
        if champ.type is ChampType.PASSAGE and not _is_given(champ, dossier)
    ]
    if not wanted:
        return ()

    def write(passages: dict[str, str] | None = None) -> Projet:
        return draft(
            template,
            seance=dossier.seance,
            champs=dossier.champs,
            vote=dossier.vote,
            visas=dossier.visas,
            champs_libres=champs_libres,
            passages=passages,
            base=base,
        )

    projet = write()
    on = projet.date_reference
    if on is None:
        return ()
    facts = gather_facts(template, seance=dossier.seance, champs=dossier.champs, projet=projet)
    cles = list(projet.visas_cles)
    cles += [cle for cle in _find_general(dossier.seance.collectivite) if cle not in cles]
    headings = find_headings(cles, on, base)
    orders = tuple(find_orders(facts.textes))
    secrets = Secrets(
        connus=names_of_seance(dossier.seance),
        tiers=names_of_champs(template, dossier.champs),
        collectivite=dossier.seance.collectivite,
        reconnaissance=recogniser,
    )
    places = []
    for champ in wanted:
        if not any(bloc.provenance is Provenance.ASSISTANCE for bloc in write({champ.nom: _PROBE}).blocs):
            continue
        whole = make_demande(
            _make_task(template, champ),
            _write_data(template, dossier, projet),
            references=headings,
            secrets=secrets,
        )
        short = make_demande(
            f"Passage « {champ.nom} » de l’acte « {template.meta.nom} » : deux phrases.",
            _write_short_data(template, dossier, projet),
            references=dict.fromkeys(list(headings)[:3], "permise"),
            secrets=secrets,
            rules=SHORT_RULES,
        )
        places.append(
            Emplacement(
                champ=champ,
                demande=whole,
                courte=short,
                facts=facts,
                allowed=frozenset(headings),
                on=on,
                ordres=orders,
            )
        )
    return tuple(places)


def _find_general(commune: Collectivite) -> tuple[str, ...]:
    """Return the general competence of an authority; the local law of Alsace-Moselle cites another text."""
    cle = GENERAL.get(commune.sorte)
    return () if cle is None or (commune.is_alsace_moselle and cle in NOT_IN_ALSACE_MOSELLE) else (cle,)


def _is_given(champ: Champ, dossier: Dossier) -> bool:
    return any(str(dossier.champs.get(name) or "").strip() for name in (champ.nom, *champ.synonymes))


def _make_task(template: Template, champ: Champ) -> str:
    about = "l’exposé des motifs" if champ.nom == "expose" else f"la rubrique « {champ.question} »"
    aide = f" {champ.aide}" if champ.aide and champ.nom != "expose" else ""
    return (
        f"Écris un passage libre de l’acte « {template.meta.nom} », pour {about}.{aide} Il explique le "
        f"contexte et "
        "l’intérêt de l’affaire, en deux à cinq phrases, en un seul paragraphe. Ne répète pas mot pour "
        "mot ce que "
        "l’acte dit déjà."
    )


def _write_data(template: Template, dossier: Dossier, projet: Projet) -> str:
    said = " ".join(bloc.texte for bloc in projet.blocs if bloc.sorte in _SAID)
    parts = (
        f"Objet : {projet.titre}",
        write_lines(iter_champs(template, dossier.champs)),
        write_lines(iter_given(dossier.seance)),
        f"Ce que l’acte dit déjà : {said}" if said else "",
    )
    return "\n\n".join(part for part in parts if part)


def _write_short_data(template: Template, dossier: Dossier, projet: Projet) -> str:
    values = "\n".join(value for _, value in iter_champs(template, dossier.champs))
    return f"{projet.titre}\n{values}"[:_SHORT_DATA]


def read_passage(
    place: Emplacement, result: BatchResult, client: Client, *, base: Base | None = None, now: Clock = _now
) -> Passage:
    """Judge what came for one place."""
    name = place.champ.nom
    if result.answer is None:
        return Passage(emplacement=name, texte="", etat=Etat.RETENU, motifs=(describe_failure(result.error),))
    jugement = judge_answer(
        result.answer, place.demande, place.facts, allowed=place.allowed, on=place.on, base=base
    )
    motifs = (*(typeset(order) for order in place.ordres), *jugement.motifs)
    return Passage(
        emplacement=name,
        texte=jugement.texte,
        etat=Etat.RETENU if motifs else jugement.etat,
        motifs=motifs,
        remarques=jugement.remarques,
        cles=() if motifs else jugement.cles,
        origine=make_origine(result.answer, place.demande, client, now),
        consommation=read_usage(result.answer),
    )


def judge_answer(
    answer: Answer,
    demande: Demande,
    facts: Facts,
    *,
    allowed: Iterable[str],
    on: dt.date,
    usage: Usage = Usage.PASSAGE,
    base: Base | None = None,
    text: str | None = None,
) -> Jugement:
    """Put the names back in an answer, or in a part of it, and judge it."""
    raw = answer.text if text is None else text
    if len(raw) > _MOST_READ:
        reason = f"La réponse est démesurée : {len(raw)} caractères."
        return Jugement(etat=Etat.RETENU, texte=raw[:_MOST_READ], motifs=(typeset(reason),))
    restored = demande.masked.restore(raw)
    jugement = guard(
        restored.text,
        allowed=frozenset(allowed),
        facts=facts,
        on=on,
        usage=usage,
        prompt=demande.consigne,
        base=base,
    )
    reasons = [f"Le repère « {one} » ne correspond à personne." for one in dict.fromkeys(restored.unknown)]
    if answer.is_cut:
        reasons.append("La réponse est coupée : la longueur permise est atteinte.")
    if answer.prompt_cut:
        reasons.append("Le service n’a lu qu’une partie de la demande.")
    if answer.prompt_doubtful:
        jugement = replace(jugement, remarques=(*jugement.remarques, typeset(_HARDLY_READ)))
    if not reasons:
        return jugement
    motifs = (*(typeset(reason) for reason in reasons), *jugement.motifs)
    return Jugement(etat=Etat.RETENU, texte=restored.text, motifs=motifs, remarques=jugement.remarques)


def make_origine(answer: Answer, demande: Demande, client: Client, now: Clock = _now) -> Origine:
    return Origine(
        modele=answer.model or client.model,
        hote=client.destination.host,
        date=answer.came or now(),
        empreinte=demande.empreinte,
    )


def read_usage(answer: Answer) -> Consommation:
    usage = answer.usage
    return Consommation(
        jetons_demande=usage.prompt_tokens,
        jetons_reponse=usage.completion_tokens,
        cout_euros=str(usage.cost) if usage.cost is not None else None,
        cout_annonce=str(usage.announced_cost) if usage.announced_cost is not None else None,
        energie_kwh=usage.energy_kwh,
        carbone_kg=usage.carbon_kg,
    )


def describe_failure(error: AssistantError | None) -> str:
    """Say that nothing came, and why."""
    return typeset(f"Le service n’a pas répondu : {error}" if error else "Le service n’a pas répondu.")


def insert_passages(projet: Projet, passages: Iterable[Passage], *, mention: bool = False) -> Projet:
    """Complete an act drafted with proposed passages: their keys, their findings, the mention if wanted.

    Each gives « IA002 », to read, and one « IA003 » for each remark made on it.
    """
    proposed = [passage for passage in passages if passage.is_proposed and passage.origine is not None]
    if not proposed or not any(bloc.provenance is Provenance.ASSISTANCE for bloc in projet.blocs):
        return projet
    cles = tuple(dict.fromkeys(cle for passage in proposed for cle in passage.cles))
    blocs = tuple(
        replace(bloc, cles=cles) if bloc.provenance is Provenance.ASSISTANCE and cles else bloc
        for bloc in projet.blocs
    )
    if mention:
        blocs = (*blocs, Bloc(sorte=BlocSorte.MENTION, texte=typeset(MENTION)))
    findings = [
        finding for passage in proposed for finding in (_make_finding(passage), *find_points(passage))
    ]
    return replace(projet, blocs=blocs, constats=(*projet.constats, *findings))


MENTION = (
    "Une partie de l’exposé a été proposée par un modèle de langage, puis relue sous la responsabilité de la "
    "collectivité, qui en répond."
)
"""Our own words; printed only when the settings ask for it."""


def _make_finding(passage: Passage) -> Finding:
    origine = passage.origine
    source = f" ({origine.modele}, {origine.hote})" if origine else ""
    return Finding(
        regle=TO_READ,
        origine="assistance-passage-to-read",
        severite=Severity.INFO,
        message=typeset(
            f"Le passage « {passage.emplacement} » est proposé par un modèle de langage{source}."
        ),
        correction="Relisez-le avant la signature ; vous en répondez.",
        fondement=passage.cles,
    )


def find_points(passage: Passage) -> tuple[Finding, ...]:
    """Return a finding for each remark made on a passage: a warning, which changes no exit code."""
    return tuple(
        Finding(
            regle=TO_CHECK,
            origine="assistance-passage-to-check",
            severite=Severity.AVERTISSEMENT,
            message=typeset(
                f"À vérifier dans le passage « {passage.emplacement} », proposé par un modèle de langage. "
                f"{remarque}"
            ),
            correction=typeset("Vérifiez la phrase ; corrigez-la ou ôtez-la si elle n’est pas exacte."),
        )
        for remarque in passage.remarques
    )
