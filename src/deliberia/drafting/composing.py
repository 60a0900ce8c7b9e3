"""From facts to an act: one function, `draft`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from deliberia.arithmetic import VoteSorte, decide, explain_undecided
from deliberia.catalogue.loading import Template, get_template, today_of
from deliberia.catalogue.references import Droit
from deliberia.catalogue.rendering import Rendu, render
from deliberia.catalogue.words import describe_organe
from deliberia.drafting.mentions import make_election_remedies, make_remedies, make_signature, make_vote
from deliberia.drafting.parsing import check_vote
from deliberia.drafting.visas import FreeVisa, read_free_visas
from deliberia.legal_refs import Base
from deliberia.model import Bloc, BlocSorte, Finding, Projet, Resultat, Seance, Severity, Vote


def draft(
    modele: str | Template,
    *,
    seance: Seance,
    champs: Mapping[str, Any],
    vote: Vote | None = None,
    visas: Iterable[str] = (),
    numero: str = "",
    champs_libres: bool = False,
    passages: Mapping[str, str] | None = None,
    dossier_modeles: Path | None = None,
    strict: bool = False,
    base: Base | None = None,
) -> Projet:
    """Draft an act: blocks in order, each with its provenance, and what is still missing.

    Args:
        modele: template id, or the template itself.
        champs: fields of the template as typed; unknown names are refused unless `champs_libres`.
        vote: counts of the vote; None before the meeting.
        visas: texts added by the drafter, kept and verified.
        passages: texts of a language model by field name; never over the drafter's own.
        dossier_modeles: the commune's own templates, which go first.
        strict: raise when a required value is missing.
        base: a deeper base than the built-in one (`deliberia.verification.open_base`).

    Raises:
        UsageError: no such template.
        DataError: wrong fields, counts of votes that do not add up.
        TemplateError: the template itself is wrong.
    """
    template = modele if isinstance(modele, Template) else get_template(modele, dossier_modeles)
    vote = _complete_vote(template, vote, champs)
    rendu = render(
        template,
        seance=seance,
        champs=champs,
        vote=vote,
        champs_libres=champs_libres,
        passages=passages,
        strict=strict,
        base=base,
    )
    on = today_of(seance.date, template)
    free = read_free_visas(visas, Droit(on, base))
    sorte = VoteSorte.COMPTES if template.meta.vote_des_comptes else VoteSorte.ORDINAIRE
    resultat = decide(vote, sorte=sorte) if vote is not None else None
    blocs = _order(rendu, free)
    closing = (
        make_vote(vote, resultat, describe_organe(seance.collectivite.sorte).get("le")),
        _make_remedies(template, seance, Droit(on, base)),
        make_signature(seance),
    )
    return Projet(
        modele=template.id,
        titre=rendu.titre,
        matiere=rendu.matiere,
        seance=seance,
        vote=vote or Vote(scrutin=rendu.scrutin),
        resultat=resultat,
        blocs=(*blocs, *closing),
        numero=numero,
        visas_cles=tuple(
            dict.fromkeys(cle for bloc in blocs if bloc.sorte is BlocSorte.VISA for cle in bloc.cles)
        ),
        manquants=(*rendu.manquants, *_missing_of_seance(seance), *_missing_of_vote(vote, resultat)),
        date_reference=on,
        president_point=_name_president(seance, vote, champs),
        constats=(*rendu.constats, *_date_finding(seance), *(one for visa in free for one in visa.constats)),
    )


def _complete_vote(template: Template, vote: Vote | None, champs: Mapping[str, Any]) -> Vote | None:
    """Check the counts; take the withdrawn members from the fields when the vote does not name them."""
    if template.meta.prend_acte and vote is None:
        return Vote(scrutin=template.meta.scrutin, is_prend_acte=True)
    if vote is None:
        return None
    named = champs.get("elus_interesses")
    if isinstance(named, str):
        named = (named,)
    if not vote.ne_prennent_pas_part and isinstance(named, list | tuple):
        vote = replace(vote, ne_prennent_pas_part=tuple(str(name).strip() for name in named if name))
    check_vote(vote)
    return vote


def _name_president(seance: Seance, vote: Vote | None, champs: Mapping[str, Any]) -> str:
    """Return who presided in the place of a mayor or president who withdrew; "" otherwise."""
    if vote is None or seance.collectivite.maire not in vote.ne_prennent_pas_part:
        return ""
    given = champs.get("president_point") or champs.get("representant")
    return given.strip(" .,") if isinstance(given, str) else ""


def _make_remedies(template: Template, seance: Seance, droit: Droit) -> Bloc:
    contestation = template.meta.contestation
    if contestation == "recours":
        return make_remedies(seance.collectivite, droit)
    return make_election_remedies(
        seance.collectivite, droit, is_municipale=contestation == "election_municipale"
    )


def _order(rendu: Rendu, free: tuple[FreeVisa, ...]) -> tuple[Bloc, ...]:
    """Put the drafter's visas that cite the law after ours, the others after the local acts."""
    law = [bloc for bloc in rendu.blocs if bloc.sorte is BlocSorte.VISA and bloc.cles]
    local = [bloc for bloc in rendu.blocs if bloc.sorte is BlocSorte.VISA and not bloc.cles]
    rest = [bloc for bloc in rendu.blocs if bloc.sorte is not BlocSorte.VISA]
    typed_law = [visa.bloc for visa in free if visa.is_law]
    typed_local = [visa.bloc for visa in free if not visa.is_law]
    return (*law, *typed_law, *local, *typed_local, *rest)


def _missing_of_seance(seance: Seance) -> tuple[str, ...]:
    collectivite = seance.collectivite
    given = {
        "commune.nom": collectivite.nom,
        "commune.maire": collectivite.maire,
        "commune.en_exercice": collectivite.en_exercice,
        "seance.date": seance.date,
        "seance.convocation": seance.convocation,
        "seance.president": seance.president,
        "seance.secretaire": seance.secretaire,
        "seance.presents": seance.presents,
    }
    return tuple(name for name, value in given.items() if value in (None, "", ()))


def _missing_of_vote(vote: Vote | None, resultat: Resultat | None) -> tuple[str, ...]:
    if vote is None:
        return ("vote",)
    if resultat is not None:
        return ()
    undecided = vote.pour is not None and vote.pour == vote.contre
    return ("vote.voix_president",) if undecided and explain_undecided(vote) else ("vote",)


def _date_finding(seance: Seance) -> tuple[Finding, ...]:
    if seance.date is not None:
        return ()
    return (
        Finding(
            regle="MOD006",
            origine="draft-without-date",
            severite=Severity.AVERTISSEMENT,
            message="La date de la séance manque : le droit a été lu au jour de la dernière revue du modèle.",
            correction="Donnez la date de la séance, puis rédigez de nouveau.",
        ),
    )
