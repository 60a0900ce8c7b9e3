"""Try a service step by step and say in French what works, what does not, and what to do."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from deliberia.llm.client import Client
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.opening import open_client
from deliberia.llm.records import ModelInfo, Options, user
from deliberia.llm.structured import RUNGS

if TYPE_CHECKING:
    import httpx

    from deliberia.settings import AssistantSettings

_SILENT = (Fault.EMPTY, Fault.REFUSED, Fault.ONLY_REASONING)
_LIST_SECONDS = 20.0
_TRIES = 2
_SHORT = Options(max_tokens=64)
_SHAPE = Options(max_tokens=300)
_QUESTION = "Répondez par le seul mot : bonjour"
_SHAPE_QUESTION = "Donnez le mot « bonjour » et le nombre de ses lettres."


class State(StrEnum):
    """How a step went; the value is what scripts read."""

    OK = "ok"
    WARNING = "attention"
    FAILED = "echec"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisStep:
    """One step: what was tried, what came out, what to do."""

    name: str
    state: State
    message: str
    hint: str = ""

    def as_dict(self) -> dict[str, str]:
        return {"nom": self.name, "etat": self.state.value, "message": self.message, "conseil": self.hint}


def diagnose(
    settings: AssistantSettings, *, transport: httpx.AsyncBaseTransport | None = None
) -> Iterator[DiagnosisStep]:
    """Try the service, from the address to the stream; stop where going on would teach nothing.

    Three short questions are sent, which hold no data of the user. Nothing is sent to a host that is not
    allowed.
    """
    try:
        quick = replace(settings, delai=min(settings.delai, _LIST_SECONDS))
        with open_client(quick, transport=transport, tries=_TRIES) as client:
            yield from _try_address(client)
            if (error := _find_refusal(client)) is not None:
                yield _fail("Hôte", error)
                return
            models = yield from _try_list(client)
    except AssistantError as error:
        yield _fail("Clé" if error.fault is Fault.KEY_UNUSABLE else "Adresse", error)
        return
    if models is None or not (chosen := (yield from _try_model(settings, models))):
        return
    with open_client(replace(settings, modele=chosen), transport=transport, tries=_TRIES) as client:
        if (yield from _try_answer(client)):
            yield from _try_shape(client)
            yield from _try_stream(client)


def _ok(name: str, message: str) -> DiagnosisStep:
    return DiagnosisStep(name=name, state=State.OK, message=message)


def _warn(name: str, message: str, hint: str = "") -> DiagnosisStep:
    return DiagnosisStep(name=name, state=State.WARNING, message=message, hint=hint)


def _fail(name: str, error: AssistantError) -> DiagnosisStep:
    place = f"{error.place} : " if error.place else ""
    return DiagnosisStep(name=name, state=State.FAILED, message=place + error.message, hint=error.hint or "")


def _try_address(client: Client) -> Iterator[DiagnosisStep]:
    destination = client.destination
    yield _ok("Adresse", f"{destination.url}. {destination.describe()}")
    for warning in destination.warnings:
        yield _warn("Adresse", warning)


def _find_refusal(client: Client) -> AssistantError | None:
    try:
        client.destination.require_allowed()
    except AssistantError as error:
        return error
    return None


def _try_list(client: Client) -> Generator[DiagnosisStep, None, tuple[ModelInfo, ...] | None]:
    """Connection, certificate, key and list are learnt from one question; None when going on is useless."""
    try:
        models = client.list_models()
    except AssistantError as error:
        yield from _explain_list(client, error)
        is_fatal = error.fault not in (Fault.WRONG_ADDRESS, Fault.UNREADABLE, Fault.REJECTED, Fault.BUSY)
        return None if is_fatal else ()
    yield from _reached(client)
    if client.core.key is not None:
        yield _ok("Clé", f"acceptée pour la liste des modèles ({client.core.key.origin}).")
    else:
        yield _ok("Clé", "aucune, et la liste n’en demande pas.")
    kinds = [one for one in models if one.writes_text]
    aside = len(models) - len(kinds)
    more = f", dont {aside} d’un autre genre" if aside else ""
    yield _ok("Liste des modèles", f"{len(models)} modèle{'s' if len(models) > 1 else ''}{more}.")
    return models


def _explain_list(client: Client, error: AssistantError) -> Iterator[DiagnosisStep]:
    match error.fault:
        case Fault.UNREACHABLE | Fault.TIMEOUT | Fault.HOST_REFUSED | Fault.SENT_ELSEWHERE:
            yield _fail("Connexion", error)
        case Fault.TLS:
            yield _ok("Connexion", f"{client.destination.host} répond.")
            yield _fail("Certificat", error)
        case Fault.KEY_MISSING | Fault.KEY_REFUSED:
            if error.status is not None:
                yield from _reached(client)
            yield _fail("Clé", error)
        case _:
            yield from _reached(client)
            yield _warn("Liste des modèles", error.message, error.hint or "")


def _reached(client: Client) -> Iterator[DiagnosisStep]:
    destination = client.destination
    yield _ok("Connexion", "le service répond.")
    if destination.is_encrypted:
        yield _ok("Certificat", "accepté : la liaison est chiffrée.")
    elif destination.is_loopback:
        yield _ok("Certificat", "sans objet : la liaison ne quitte pas cette machine.")


def _try_model(
    settings: AssistantSettings, models: tuple[ModelInfo, ...]
) -> Generator[DiagnosisStep, None, str]:
    """Return the model to try: the one of the settings, or the only one of the list."""
    writers = [one for one in models if one.writes_text]
    if not settings.modele:
        if len(writers) == 1:
            hint = f"Gardez-le : deliberia config assistant --modele {writers[0].id}"
            yield _warn("Modèle", f"aucun n’est choisi ; « {writers[0].id} », le seul, est essayé.", hint)
            return writers[0].id
        names = ", ".join(one.id for one in writers[:8]) or "liste vide"
        yield DiagnosisStep(
            name="Modèle",
            state=State.FAILED,
            message=f"aucun n’est choisi. Proposés : {names}{'…' if len(writers) > 8 else ''}.",
            hint="deliberia config assistant --modele NOM",
        )
        return ""
    yield _judge_model(settings.modele, models)
    return settings.modele


def _judge_model(modele: str, models: tuple[ModelInfo, ...]) -> DiagnosisStep:
    import difflib

    found = next((one for one in models if modele == one.id or modele in one.aliases), None)
    if found is None:
        if not models:
            return _warn("Modèle", f"« {modele} », sans liste pour le vérifier.")
        near = difflib.get_close_matches(modele, [one.id for one in models], n=1)
        hint = f"Vouliez-vous « {near[0]} » ?" if near else "Voyez la liste : deliberia config modeles"
        return _warn("Modèle", f"« {modele} » n’est pas dans la liste.", hint)
    if not found.writes_text:
        return _warn("Modèle", f"« {modele} » est du genre {found.kind} : il n’écrit pas de texte.")
    window = f", fenêtre de {found.window} jetons" if found.window else ""
    if found.end:
        after = f" ; son remplaçant est « {found.successor} »" if found.successor else ""
        return _warn("Modèle", f"« {modele} »{window} sera retiré le {found.end}{after}.")
    if found.window and found.window < 4096:
        return _warn("Modèle", f"« {modele} »{window} : une délibération et ses pièces n’y tiendront pas.")
    return _ok("Modèle", f"« {modele} »{window}.")


def _try_answer(client: Client) -> Generator[DiagnosisStep, None, bool]:
    name = "Réponse courte"
    try:
        answer = client.complete([user(_QUESTION)], _SHORT)
    except AssistantError as error:
        if error.fault in _SILENT:
            yield _warn(name, error.message, error.hint or "")
            return True
        yield _fail("Clé" if error.fault in (Fault.KEY_REFUSED, Fault.KEY_MISSING) else name, error)
        return False
    usage = answer.usage
    counts = (
        f"{usage.prompt_tokens} jetons lus, {usage.completion_tokens} écrits"
        if usage.prompt_tokens is not None
        else "consommation non donnée"
    )
    yield _ok(name, f"« {_excerpt(answer.text)} » en {_seconds(answer.seconds)} ({counts}).")
    if usage.energy_kwh:
        least, most = usage.energy_kwh
        yield _ok("Empreinte", f"donnée par le service : {least:g} à {most:g} kWh.")
    return True


def _try_shape(client: Client) -> Iterator[DiagnosisStep]:
    from pydantic import BaseModel

    class Essai(BaseModel):
        mot: str
        nombre: int

    name = "Réponse structurée"
    try:
        found = client.complete_structured([user(_SHAPE_QUESTION)], Essai, _SHAPE)
    except AssistantError as error:
        if error.fault is not Fault.BAD_SHAPE:
            yield _fail(name, error)
            return
        yield _warn(name, error.message, error.hint or "")
        return
    tries = f", au bout de {found.tries} essais" if found.tries > 1 else ""
    if found.rung == RUNGS[0]:
        yield _ok(name, f"conforme au schéma ({found.rung}){tries}.")
    else:
        yield _warn(name, f"conforme, mais sans schéma imposé ({found.rung}){tries} : chacune est contrôlée.")


def _try_stream(client: Client) -> Iterator[DiagnosisStep]:
    name = "Réponse au fil de l’eau"
    clock = client.core.runtime.clock
    start, first, pieces = clock(), 0.0, 0
    try:
        with client.stream([user(_QUESTION)], _SHORT) as stream:
            for _ in stream:
                first = first or clock() - start
                pieces += 1
    except AssistantError as error:
        if error.fault in _SILENT:
            yield _warn(name, error.message, error.hint or "")
        else:
            yield _fail(name, error)
        return
    if pieces == 1:
        yield _warn(name, "tout est venu d’un coup : un mandataire retient peut-être la réponse.")
    else:
        yield _ok(name, f"premier mot en {_seconds(first)}, {pieces} morceaux.")


def _seconds(value: float) -> str:
    return f"{value:.2f}".replace(".", ",") + " s"


def _excerpt(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= 60 else line[:59] + "…"


def summarize(steps: list[DiagnosisStep]) -> dict[str, Any]:
    """Return the JSON of a diagnosis."""
    worst = max((list(State).index(one.state) for one in steps), default=0)
    return {"format": 1, "etat": list(State)[worst].value, "etapes": [one.as_dict() for one in steps]}
