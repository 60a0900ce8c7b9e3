"""From a refusal or a broken connection to one French sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass

from deliberia.llm.complaints import Complaint
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.wire import Failure, FailureKind

_TEST = "deliberia config assistant --tester"
_ON_THE_WAY = frozenset((FailureKind.DNS, FailureKind.REFUSED, FailureKind.CONNECT_TIMEOUT))
_DAILY = ("per day", "per month", "daily", "monthly", "par jour", "insufficient_quota", "quota exceeded")
_BUDGET = ("insufficient budget", "budget has been exceeded", "insufficient_quota", "insufficient credit",
           "payment required", "billing")  # fmt: skip
_MODEL = ("not found", "does not exist", "unknown model", "wrong model type", "no such model",
          "invalid model", "model_not_found", "not exist", "not available", "try pulling")  # fmt: skip
_FORMAT = ("response_format", "json_schema", "json_object", "schema", "grammar", "initialize samplers",
           "structured output", "literal_error")  # fmt: skip
_BUSY = ("too busy", "overloaded", "timed out", "try again later")
_KEY = ("api key", "api_key", "authentication", "no connected db", "no_db_connection", "unauthorized")


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
    host = situation.host
    fault, message, hint = {
        FailureKind.DNS: (
            Fault.UNREACHABLE,
            f"le nom {host} est inconnu.",
            "Vérifiez l’adresse et la connexion au réseau.",
        ),
        FailureKind.REFUSED: (
            Fault.UNREACHABLE,
            f"rien ne répond à {situation.url}.",
            "Démarrez le service, ou vérifiez le port de l’adresse.",
        ),
        FailureKind.CONNECT_TIMEOUT: (
            Fault.UNREACHABLE,
            f"{host} ne répond pas : la connexion n’aboutit pas.",
            "Un pare-feu la bloque peut-être (deliberia config assistant --mandataire http://adresse:port) ; "
            "ou bien le service ne parle pas https.",
        ),
        FailureKind.READ_TIMEOUT: (
            Fault.TIMEOUT,
            f"{host} n’a pas fini de répondre en {situation.delai:g} secondes.",
            "Recommencez, ou allongez le délai : deliberia config assistant --delai 600",
        ),
        FailureKind.TLS: (
            Fault.TLS,
            f"le certificat de {host} n’est pas accepté ({failure.detail}).",
            "Si votre réseau a sa propre autorité : deliberia config assistant --certificat fichier.pem",
        ),
        FailureKind.PROXY: (
            Fault.UNREACHABLE,
            f"le mandataire n’a pas laissé passer vers {host} ({failure.detail}).",
            "Vérifiez son adresse (--mandataire, HTTPS_PROXY) et demandez l’ouverture de cet hôte.",
        ),
        FailureKind.BROKEN: (
            Fault.UNREACHABLE,
            f"{host} a coupé la connexion avant de répondre.",
            "Recommencez ; si cela dure, lisez le journal du service, et vérifiez s’il attend http ou https.",
        ),
        FailureKind.TOO_BIG: (
            Fault.UNREADABLE,
            f"la réponse de {host} est démesurée : elle n’a pas été lue.",
            f"Vérifiez l’adresse : {_TEST}",
        ),
        FailureKind.OTHER: (
            Fault.UNREACHABLE,
            f"l’échange avec {host} a échoué ({failure.detail}).",
            f"Vérifiez les réglages : {_TEST}",
        ),
    }[failure.kind]
    if failure.kind is FailureKind.TLS and "ne parle pas https" in failure.detail:
        hint = "Vérifiez le port, ou écrivez l’adresse avec http://."
    if situation.has_proxy and failure.kind in _ON_THE_WAY:
        hint = f"Un mandataire est réglé : vérifiez aussi son adresse (--mandataire, HTTPS_PROXY). {hint}"
    return AssistantError(message, fault=fault, hint=hint)


def describe_reply(status: int, complaint: Complaint, situation: Situation) -> AssistantError:
    """Say why the service refused."""
    fault, message, hint = _explain(status, complaint, situation)
    sizes = complaint.sizes if fault is Fault.TOO_LONG else None
    return AssistantError(message, fault=fault, hint=hint, status=status, sizes=sizes)


def classify(status: int, complaint: Complaint, *, has_key: bool = True) -> Fault:
    """Tell which fault a refusal is. The status alone lies too often: the words come first."""
    if status == 407:
        return Fault.UNREACHABLE
    if complaint.is_html:
        return Fault.BUSY if status >= 500 else Fault.WRONG_ADDRESS
    if status == 413 or (complaint.is_overflow and status != 429):
        return Fault.TOO_LONG
    if status == 402 or complaint.names(*_BUDGET):
        return Fault.BUDGET
    if status in (401, 403) or (400 <= status < 500 and status != 429 and complaint.names(*_KEY)):
        return Fault.KEY_REFUSED if has_key else Fault.KEY_MISSING
    if status == 429:
        return Fault.QUOTA
    if status in (400, 404, 422) and complaint.names("model") and complaint.names(*_MODEL):
        return Fault.UNKNOWN_MODEL
    if status in (404, 405) or 300 <= status < 400:
        return Fault.WRONG_ADDRESS
    is_passing = status >= 500 or status in (408, 409, 425) or complaint.names(*_BUSY)
    return Fault.BUSY if is_passing else Fault.REJECTED


def is_format_refused(status: int, complaint: Complaint) -> bool:
    """Tell whether a service refuses the way in which the shape of the answer was asked."""
    return status in (400, 404, 422, 500, 501) and complaint.names(*_FORMAT) and not complaint.is_overflow


def is_hopeless_quota(complaint: Complaint) -> bool:
    """Tell whether a quota is one of the day or the month: waiting a minute is useless."""
    return complaint.names(*_DAILY)


def _explain(status: int, complaint: Complaint, situation: Situation) -> tuple[Fault, str, str]:
    host, said = situation.host, f" Il dit : « {complaint.text} »" if complaint.text else ""
    fault = classify(status, complaint, has_key=situation.has_key)
    if fault is Fault.UNREACHABLE:
        return (
            fault,
            "le mandataire demande un identifiant (code 407).",
            ("Donnez-le par la variable HTTPS_PROXY : http://identifiant:motdepasse@adresse:port"),
        )
    if complaint.is_html:
        return _explain_page(fault, status, situation)
    if fault is Fault.TOO_LONG:
        return (
            fault,
            _size_sentence(complaint),
            ("Raccourcissez le texte joint, ou prenez un modèle à plus grande fenêtre."),
        )
    if fault is Fault.BUDGET:
        return fault, f"le budget de ce compte chez {host} est épuisé.{said}", "Rechargez-le chez le service."
    if fault is Fault.KEY_MISSING:
        return (
            fault,
            f"{host} demande une clé (code {status}).",
            ("deliberia config cle poser, ou la variable DELIBERIA_ASSISTANT_KEY."),
        )
    if fault is Fault.KEY_REFUSED:
        return (
            fault,
            f"{host} refuse la clé (code {status}).{said}",
            ("Vérifiez qu’elle est de ce service, entière, non expirée, et qu’elle donne droit au modèle."),
        )
    if fault is Fault.QUOTA:
        if is_hopeless_quota(complaint):
            return fault, f"le quota de ce compte chez {host} est atteint.{said}", "Recommencez demain."
        return (
            fault,
            f"{host} reçoit trop de demandes (code 429).{said}",
            "Recommencez dans quelques minutes.",
        )
    if fault is Fault.UNKNOWN_MODEL:
        return (
            fault,
            f"{host} ne connaît pas le modèle « {situation.model} ».{said}",
            ("Voyez la liste des modèles : deliberia config modeles"),
        )
    if fault is Fault.WRONG_ADDRESS:
        return (
            fault,
            f"{situation.url} n’est pas une adresse de ce service (code {status}).{said}",
            ("Elle finit le plus souvent par /v1 : vérifiez-la."),
        )
    if fault is Fault.BUSY:
        hint = "Recommencez dans quelques minutes."
        if not situation.has_key and status == 500:
            hint = "Une clé manque peut-être : deliberia config cle poser. Sinon, recommencez plus tard."
        return fault, f"{host} n’est pas disponible (code {status}).{said}", hint
    return fault, f"{host} refuse la demande (code {status}).{said}", f"Vérifiez les réglages : {_TEST}"


def _explain_page(fault: Fault, status: int, situation: Situation) -> tuple[Fault, str, str]:
    message = f"une page web a répondu à la place du service, à {situation.url} (code {status})."
    if fault is Fault.BUSY:
        return (
            fault,
            message,
            "Le service est sans doute arrêté derrière elle : recommencez plus tard.",
        )
    return (
        fault,
        message,
        ("Un mandataire l’a peut-être envoyée ; sinon l’adresse est fausse : elle finit par /v1."),
    )


def _size_sentence(complaint: Complaint) -> str:
    if complaint.sizes:
        asked, allowed = complaint.sizes
        return f"la demande est trop longue : {asked} jetons, pour une fenêtre de {allowed}."
    return f"la demande est trop longue pour ce modèle. Le service dit : « {complaint.text} »"
