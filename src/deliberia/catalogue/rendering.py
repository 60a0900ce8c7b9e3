"""From a template and facts to blocks: values, conditions, verified visas, text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from deliberia.catalogue.filters import REFERENCES
from deliberia.catalogue.loading import Template, today_of
from deliberia.catalogue.references import Droit, References
from deliberia.catalogue.typography import set_once
from deliberia.catalogue.values import HOLE, Missing, Row, is_missing
from deliberia.catalogue.words import (
    describe_collectivite,
    describe_executif,
    describe_organe,
    describe_seance,
)
from deliberia.errors import DataError, TemplateError
from deliberia.model import Bloc, BlocSorte, CollectiviteSorte, Finding, Scrutin, Seance, Severity, Vote
from deliberia.text import fold

if TYPE_CHECKING:
    from deliberia.catalogue.schema import Champ, Meta
    from deliberia.legal_refs import Base

_MAX_MISSING_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendu:
    """What a template gives for one set of facts."""

    titre: str
    blocs: tuple[Bloc, ...]
    """Visas, exposé, considérants, articles, in that order."""
    visas_cles: tuple[str, ...]
    """Keys of the visas, in printed order."""
    manquants: tuple[str, ...]
    constats: tuple[Finding, ...]
    matiere: str
    scrutin: Scrutin
    is_prend_acte: bool


def render(
    template: Template,
    *,
    seance: Seance,
    champs: Mapping[str, Any],
    vote: Vote | None = None,
    champs_libres: bool = False,
    passages: Mapping[str, str] | None = None,
    strict: bool = False,
    base: Base | None = None,
) -> Rendu:
    """Write the act of `template` for these facts.

    Args:
        champs: the fields as the user typed them; unknown names are refused unless `champs_libres`.
        passages: texts written by a language model, by name of a field of type `passage`; the drafter's wins.
        strict: raise when a required value is missing, instead of printing « […] ».
        base: a deeper base than the built-in one.

    Raises:
        DataError: wrong fields, or missing ones when `strict`; all are named in one message.
        TemplateError: the template itself is wrong.
    """
    meta = template.meta
    values = _read_values(template, champs, champs_libres=champs_libres, passages=passages or {})
    references = References(
        Droit(today_of(seance.date, template), base), is_alsace_moselle=_is_under_local_law(seance)
    )
    context = {**_base_context(seance, vote, values), REFERENCES: references}
    for champ in common_champs():
        values.pop(champ.nom, None)
    holds = _complete(template, values, context)
    manquants = _list_missing(values, meta)
    if strict and manquants:
        raise _missing_error(template, manquants)
    text = template.text.run({**context, **values})
    titre = _one_line(template.titre.run({**context, **values}))
    blocs = _parse(template, text)
    visas = references.make_visas((visa.cle, visa.repli) for visa in meta.visas if holds[visa.si])
    local = tuple(bloc for bloc in blocs if bloc.sorte is BlocSorte.VISA)
    rest = tuple(bloc for bloc in blocs if bloc.sorte is not BlocSorte.VISA)
    return Rendu(
        titre=titre,
        blocs=(*visas, *local, *rest),
        visas_cles=tuple(cle for bloc in (*visas, *local) for cle in bloc.cles),
        manquants=manquants + _missing_references(references, template, text),
        constats=(
            *references.iter_findings(),
            *_iter_organe(template, seance),
            *_iter_controles(template, holds, {**context, **values}),
        ),
        matiere=meta.matiere,
        scrutin=meta.scrutin,
        is_prend_acte=meta.prend_acte,
    )


@lru_cache(maxsize=1)
def common_champs() -> tuple[Champ, ...]:
    """Return the fields that every template accepts: who presents the matter."""
    from deliberia.catalogue.schema import Champ, ChampType

    question = "Qui présente l’affaire au conseil, si ce n’est pas le maire ou le président ?"
    return (
        Champ(
            nom="rapporteur",
            type=ChampType.TEXTE,
            question=question,
            exemple="Mme Aline Corbier, adjointe aux finances",
            requis=False,
        ),
    )


def _read_values(
    template: Template, champs: Mapping[str, Any], *, champs_libres: bool, passages: Mapping[str, str]
) -> dict[str, Any]:
    from deliberia.catalogue.escaping import ASSISTANCE
    from deliberia.catalogue.fields import mark_passage, parse_champs
    from deliberia.catalogue.schema import ChampType

    meta = template.meta
    known = (*meta.champs, *common_champs())
    values = parse_champs(known, champs, place=template.place, champs_libres=champs_libres)
    for champ in meta.champs:
        if champ.type is ChampType.PASSAGE and champ.nom not in values and champ.nom in passages:
            marked = mark_passage(passages[champ.nom], ASSISTANCE)
            if marked:
                values[champ.nom] = marked
    return values


def _is_under_local_law(seance: Seance) -> bool:
    collectivite = seance.collectivite
    return collectivite.sorte is CollectiviteSorte.COMMUNE and collectivite.is_alsace_moselle


def _base_context(seance: Seance, vote: Vote | None, values: Mapping[str, Any]) -> dict[str, Any]:
    collectivite = seance.collectivite
    executif = describe_executif(collectivite)
    population = collectivite.population
    return {
        "seance": describe_seance(seance),
        "collectivite": describe_collectivite(collectivite),
        "organe": describe_organe(collectivite.sorte),
        "executif": executif,
        "rapporteur": _close_apposition(values.get("rapporteur")) or _default_rapporteur(seance, executif),
        "population": Missing("population") if population is None else population,
        "sorte": collectivite.sorte.value,
        "alsace_moselle": _is_under_local_law(seance),
        "interesses": vote.ne_prennent_pas_part if vote else values.get("elus_interesses", ()),
    }


def _close_apposition(rapporteur: str | None) -> str:
    """Add the comma that closes a capacity: « Mme Aline Corbier, adjointe aux finances, »."""
    if not rapporteur:
        return ""
    return f"{rapporteur.rstrip(' ,')}," if "," in rapporteur else rapporteur


def _default_rapporteur(seance: Seance, executif: Row) -> Any:  # Any: text, possibly a hole
    """Return the mayor, or whoever presides in the mayor's place."""
    president, maire = fold(seance.president), fold(seance.collectivite.maire)
    if president and maire and president != maire and not president.endswith(maire):
        from deliberia.catalogue.filters import FILTERS

        return FILTERS["personne"](seance.president)
    return executif.get("titre")


def _complete(template: Template, values: dict[str, Any], context: Mapping[str, Any]) -> dict[str, bool]:
    """Put a hole or a default where nothing was given; return every condition and whether it holds.

    A condition may read a field that is still to be completed: it is then read as a hole, that is, false.
    """
    from deliberia.catalogue.fields import default_of, hole_of
    from deliberia.catalogue.schema import ASKABLE_NAMES

    meta = template.meta
    for name in ASKABLE_NAMES & {champ.nom for champ in meta.champs}:
        if name not in values and not is_missing(context[name]):
            values[name] = context[name]
    absent = [champ for champ in meta.champs if champ.nom not in values]
    for champ in absent:
        values[champ.nom] = hole_of(champ) if champ.requis else default_of(champ)
    holds = _evaluate(template, {**context, **values})
    required = {p.champ for p in meta.preconditions if holds[p.si]}
    late = [
        champ
        for champ in absent
        if not champ.requis and ((champ.requis_si and holds[champ.requis_si]) or champ.nom in required)
    ]
    for champ in late:
        values[champ.nom] = hole_of(champ)
    return _evaluate(template, {**context, **values}) if late else holds


def _evaluate(template: Template, values: Mapping[str, Any]) -> dict[str, bool]:
    texts, program = template.conditions
    answers = program.run(values)
    holds = {text: answer == "1" for text, answer in zip(texts, answers, strict=True)}
    holds[""] = True
    return holds


def _list_missing(values: Mapping[str, Any], meta: Meta) -> tuple[str, ...]:
    names: list[str] = []
    for champ in meta.champs:
        value = values[champ.nom]
        if is_missing(value):
            names.append(champ.nom)
        elif isinstance(value, tuple):
            rows = [row for row in value if isinstance(row, Row)]
            names += [
                str(cell.name) for row in rows for cell in map(row.get, row.names()) if is_missing(cell)
            ]
    return tuple(names)


def _missing_references(references: References, template: Template, text: str) -> tuple[str, ...]:
    """Name the references that the text itself needed and could not print."""
    visas = {visa.cle for visa in template.meta.visas}
    if HOLE not in text:
        return ()
    return tuple(f"référence {cle}" for cle in references.refused_keys() if cle not in visas)


def _missing_error(template: Template, manquants: Iterable[str]) -> DataError:
    names = list(manquants)
    shown = ", ".join(names[:_MAX_MISSING_SHOWN])
    more = f" et {len(names) - _MAX_MISSING_SHOWN} autres" if len(names) > _MAX_MISSING_SHOWN else ""
    return DataError(
        f"il manque {shown}{more}.",
        place=template.place,
        hint=f"Complétez les champs, ou voyez-les avec « deliberia modeles montrer {template.id} ».",
    )


def _iter_organe(template: Template, seance: Seance) -> Iterable[Finding]:
    """Say that the template was not written for such an authority."""
    sorte = seance.collectivite.sorte
    if sorte not in template.meta.organes:
        yield Finding(
            regle="MOD007",
            origine="template-for-another-authority",
            severite=Severity.AVERTISSEMENT,
            message=set_once(
                f"Ce modèle n’est pas prévu pour une collectivité de la sorte « {sorte.value} »."
            ),
            correction="Contrôlez la compétence et chaque visa, ou choisissez un autre modèle.",
        )


def _iter_controles(
    template: Template, holds: Mapping[str, bool], context: Mapping[str, Any]
) -> Iterable[Finding]:
    for precondition in template.meta.preconditions:
        if holds[precondition.si] and is_missing(context[precondition.champ]):
            yield Finding(
                regle="MOD003",
                origine="template-precondition-missing",
                severite=Severity.ERREUR,
                message=set_once(f"Préalable à obtenir ({precondition.nom}) : {precondition.message}"),
                correction=f"Renseignez le champ « {precondition.champ} ».",
            )
    for controle in template.meta.controles:
        if holds[controle.si] and not holds[controle.exige]:
            yield Finding(
                regle="MOD004",
                origine=f"template:{template.id}:{controle.code}",
                severite=controle.severite,
                message=set_once(controle.message),
                correction=set_once(controle.correction),
                fondement=controle.fondement,
            )


def _parse(template: Template, text: str) -> tuple[Bloc, ...]:
    from deliberia.catalogue.blocks import parse_blocks

    blocs = parse_blocks(text, place=template.place)
    if not any(bloc.sorte is BlocSorte.ARTICLE for bloc in blocs):
        raise TemplateError(
            "Le modèle ne décide rien : la section « # Dispositif » est vide.", place=template.place
        )
    for bloc in blocs:
        if (
            bloc.sorte is BlocSorte.VISA
            and bloc.provenance.value == "modele"
            and not bloc.texte.startswith("Vu ")
        ):
            raise TemplateError(
                f"Ce visa ne commence pas par « Vu » : {bloc.texte[:60]}", place=template.place
            )
    return blocs


def _one_line(text: str) -> str:
    from deliberia.catalogue.blocks import finish
    from deliberia.catalogue.references import collect_keys

    return finish(collect_keys(text.replace("\n", " "))[0])
