"""From a refusal or a broken connection to one French sentence that says what to do."""

from __future__ import annotations

import math
from dataclasses import dataclass

from deliberia.llm.classification import classify, is_hopeless_quota
from deliberia.llm.complaints import Complaint
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.wire import Failure, FailureKind

_TEST = "deliberia config assistant --tester"
_ON_THE_WAY = frozenset((FailureKind.DNS, FailureKind.REFUSED, FailureKind.CONNECT_TIMEOUT))

_FAILURES = {
    FailureKind.DNS: (
        Fault.UNREACHABLE,
        "le nom {host} est inconnu.",
        "Vérifiez l’adresse et la connexion au réseau.",
    ),
    FailureKind.REFUSED: (
        Fault.UNREACHABLE,
        "rien ne répond à {url}.",
        "Démarrez le service, ou vérifiez le port de l’adresse.",
    ),
    FailureKind.CONNECT_TIMEOUT: (
        Fault.UNREACHABLE,
        "{host} ne répond pas : la connexion n’aboutit pas.",
        "Un pare-feu la bloque peut-être (deliberia config assistant --mandataire http://adresse:port) ; "
        "ou bien le service ne parle pas https.",
    ),
    FailureKind.READ_TIMEOUT: (
        Fault.TIMEOUT,
        "{host} n’a pas fini de répondre en {delai:g} secondes.",
        "Recommencez, ou allongez le délai : deliberia config assistant --delai 600",
    ),
    FailureKind.TLS: (
        Fault.TLS,
        "le certificat de {host} n’est pas accepté ({detail}).",
        "Si votre réseau a sa propre autorité : deliberia config assistant --certificat fichier.pem",
    ),
    FailureKind.PROXY: (
        Fault.UNREACHABLE,
        "le mandataire n’a pas laissé passer vers {host} ({detail}).",
        "Vérifiez son adresse (--mandataire, HTTPS_PROXY) et demandez l’ouverture de cet hôte.",
    ),
    FailureKind.BROKEN: (
        Fault.UNREACHABLE,
        "{host} a coupé la connexion avant de répondre.",
        "Recommencez ; si cela dure, lisez le journal du service, et vérifiez s’il attend http ou https.",
    ),
    FailureKind.TOO_BIG: (
        Fault.UNREADABLE,
        "la réponse de {host} est démesurée : elle n’a pas été lue.",
        f"Vérifiez l’adresse : {_TEST}",
    ),
    FailureKind.ENCODED: (
        Fault.UNREADABLE,
        "{host} a compressé sa réponse d’une façon illisible ({detail}).",
        f"Un mandataire l’a peut-être transformée. Vérifiez l’adresse : {_TEST}",
    ),
    FailureKind.ELSEWHERE: (
        Fault.HOST_REFUSED,
        "« {host} » ne mène pas à cette machine, mais à {detail} : rien n’a été envoyé.",
        "Écrivez 127.0.0.1 à la place de ce nom, ou faites corriger la table des noms de ce poste.",
    ),
    FailureKind.OTHER: (
        Fault.UNREACHABLE,
        "l’échange avec {host} a échoué ({detail}).",
        f"Vérifiez les réglages : {_TEST}",
    ),
}
_SOON = "Recommencez dans quelques minutes."
_MANY_HOURS = 24
_MONTHS = 60 * 86_400
_REFUSALS = {
    Fault.UNREACHABLE: (
        "le mandataire demande un identifiant (code {status}).",
        "Donnez-le par la variable HTTPS_PROXY : http://identifiant:motdepasse@adresse:port",
    ),
    Fault.BUDGET: ("le budget de ce compte chez {host} est épuisé.{said}", "Rechargez-le chez le service."),
    Fault.KEY_MISSING: (
        "{host} demande une clé (code {status}).",
        "deliberia config cle poser, ou la variable DELIBERIA_ASSISTANT_KEY.",
    ),
    Fault.KEY_REFUSED: (
        "{host} refuse la clé (code {status}).{said}",
        "Vérifiez qu’elle est de ce service, entière, non expirée, et qu’elle donne droit au modèle.",
    ),
    Fault.QUOTA: ("{host} reçoit trop de demandes (code {status}).{said}", _SOON),
    Fault.UNKNOWN_MODEL: (
        "{host} ne connaît pas le modèle « {model} ».{said}",
        "Voyez la liste des modèles : deliberia config modeles",
    ),
    Fault.WRONG_ADDRESS: (
        "{url} n’est pas une adresse de ce service (code {status}).{said}",
        "Elle finit le plus souvent par /v1 : vérifiez-la.",
    ),
    Fault.BUSY: ("{host} n’est pas disponible (code {status}).{said}", _SOON),
    Fault.REJECTED: ("{host} refuse la demande (code {status}).{said}", f"Vérifiez les réglages : {_TEST}"),
}
_PAGE = "une page web a répondu à la place du service, à {url} (code {status})."


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the sentences speak of."""

    host: str
    url: str
    model: str
    has_key: bool
    delai: float
    has_proxy: bool = False


def describe_failure(failure: Failure, situation: Situation) -> AssistantError:
    """Say why no answer came."""
    fault, message, hint = _FAILURES[failure.kind]
    if failure.kind is FailureKind.TLS and "ne parle pas https" in failure.detail:
        hint = "Vérifiez le port, ou écrivez l’adresse avec http://."
    if situation.has_proxy and failure.kind in _ON_THE_WAY:
        hint = f"Un mandataire est réglé : vérifiez aussi son adresse (--mandataire, HTTPS_PROXY). {hint}"
    words = message.format(
        host=situation.host, url=situation.url, delai=situation.delai, detail=failure.detail
    )
    return AssistantError(words, fault=fault, hint=hint)


def describe_reply(
    status: int, complaint: Complaint, situation: Situation, *, wait: float | None = None
) -> AssistantError:
    """Say why the service refused, and after how long it may be asked again when it told it: `wait`."""
    fault = classify(status, complaint, has_key=situation.has_key)
    if fault is Fault.TOO_LONG:
        return _describe_size(status, complaint)
    message, hint = _REFUSALS[fault]
    if complaint.is_html and fault in (Fault.BUSY, Fault.WRONG_ADDRESS):
        message = _PAGE
        hint = (
            "Le service est sans doute arrêté derrière elle : recommencez plus tard."
            if fault is Fault.BUSY
            else "Un mandataire l’a peut-être envoyée ; sinon l’adresse est fausse : elle finit par /v1."
        )
    elif fault is Fault.QUOTA and is_hopeless_quota(complaint):
        message, hint = "le quota de ce compte chez {host} est atteint.{said}", "Recommencez demain."
    elif fault is Fault.BUSY and status == 500 and not situation.has_key:
        hint = "Une clé manque peut-être : deliberia config cle poser. Sinon, recommencez plus tard."
    if wait and fault in (Fault.QUOTA, Fault.BUSY):
        hint = f"Recommencez dans {name_delay(wait)}."
    words = message.format(
        host=situation.host,
        url=situation.url,
        model=situation.model,
        status=status,
        said=f" Il dit : « {complaint.text} »" if complaint.text else "",
    )
    return AssistantError(words, fault=fault, hint=hint, status=status, wait=wait)


def name_delay(seconds: float) -> str:
    """Say a delay as one would, never shorter than it is: « 45 secondes », « une heure et 10 minutes »."""
    if seconds > _MONTHS:
        return "plusieurs mois"
    if seconds <= 59:
        return _count(max(1, math.ceil(seconds)), "seconde")
    hours, minutes = divmod(math.ceil(seconds / 60), 60)
    if hours >= _MANY_HOURS:
        return _count(math.ceil(seconds / 86_400), "jour")
    words = [_count(one, unit) for one, unit in ((hours, "heure"), (minutes, "minute")) if one]
    return " et ".join(words)


def _count(number: int, unit: str) -> str:
    if number == 1:
        return f"un {unit}" if unit == "jour" else f"une {unit}"
    return f"{number} {unit}s"


def _describe_size(status: int, complaint: Complaint) -> AssistantError:
    if complaint.sizes:
        asked, allowed = complaint.sizes
        message = f"la demande est trop longue : {asked} jetons, pour une fenêtre de {allowed}."
    else:
        message = f"la demande est trop longue pour ce modèle. Le service dit : « {complaint.text} »"
    return AssistantError(
        message,
        fault=Fault.TOO_LONG,
        hint="Raccourcissez le texte joint, ou prenez un modèle à plus grande fenêtre.",
        status=status,
        sizes=complaint.sizes,
    )
