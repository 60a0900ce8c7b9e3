"""Where the text goes, named before the first call; hosts that are not allowed are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from deliberia.llm.addresses import is_loopback, is_private, make_base, name_proxy
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.profiles import Profile, get_profile, guess_profile

if TYPE_CHECKING:
    from deliberia.settings import AssistantSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """The place that a request reaches."""

    url: str
    """Address that will be called, up to `/v1`."""
    host: str
    """Host that receives the text: that of the model when it is not that of the address."""
    modele: str
    profile: Profile
    is_local: bool
    """True when the text cannot leave this machine, as far as the address, the profile and the model tell."""
    is_loopback: bool
    """True when the connection stays on this machine, wherever the text goes after."""
    is_encrypted: bool
    is_relayed: bool
    """True when a server of this machine or network sends the text on to `host`."""
    is_allowed: bool
    mandataire: str = ""
    """Host and port of the proxy through which the connection goes; empty without one."""

    @property
    def lieu(self) -> str:
        """Say where it goes, in French."""
        if self.is_local:
            return "cette machine"
        if self.is_relayed:
            return f"{self.host}, lieu inconnu (le modèle « {self.modele} » n’est pas local)"
        if self.profile.situation in ("service nommé", "passerelle"):
            return self.profile.destination
        if is_private(self.host):
            return "une machine de votre réseau"
        return self.profile.destination

    @property
    def droit(self) -> str:
        """Say under whose law, in French."""
        if self.is_local:
            return "rien ne sort de cette machine"
        return "inconnu" if self.is_relayed else self.profile.droit

    @property
    def warnings(self) -> tuple[str, ...]:
        """French sentences about the way there."""
        warnings = []
        if not self.is_encrypted and not self.is_loopback:
            warnings.append("Liaison non chiffrée (http) : le texte et la clé peuvent être lus en route.")
        if self.mandataire and not self.is_encrypted:
            warnings.append(f"Le mandataire {self.mandataire} reçoit aussi le texte et la clé, en clair.")
        if self.profile.situation == "passerelle":
            warnings.append("Une passerelle peut transmettre le texte à un service qu’on ne voit pas d’ici.")
        return tuple(warnings)

    def describe(self) -> str:
        """Name the destination in French, and the proxy on the way there."""
        law = "" if self.is_local else f" Droit : {self.droit}."
        way = f" Il passe par le mandataire {self.mandataire}." if self.mandataire else ""
        return f"Le texte va à {self.host} ({self.profile.nom}). Lieu : {self.lieu}.{law}{way}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "hote": self.host,
            "modele": self.modele,
            "profil": self.profile.id,
            "lieu": self.lieu,
            "droit": self.droit,
            "local": self.is_local,
            "chiffre": self.is_encrypted,
            "autorise": self.is_allowed,
            "mandataire": self.mandataire,
            "avertissements": list(self.warnings),
            "source": self.profile.source,
            "constate_le": self.profile.constate_le.isoformat(),
        }

    def require_allowed(self) -> None:
        """Refuse a host that the user has not allowed.

        Raises:
            AssistantError: with the command that allows it.
        """
        if not self.is_allowed:
            raise AssistantError(
                f"l’hôte {self.host} n’est pas autorisé : rien n’a été envoyé.",
                fault=Fault.HOST_REFUSED,
                hint=f"Si le texte peut y aller : deliberia config hotes autoriser {self.host}",
            )


def find_destination(settings: AssistantSettings) -> Destination:
    """Tell where the text would go, without calling anything.

    Raises:
        AssistantError: the profile does not exist.
    """
    url = make_base(settings.url)
    parts = urlsplit(url)
    host = parts.hostname or ""
    profile = get_profile(settings.profil) if settings.profil else guess_profile(url)
    # A name such as « …-cloud » leaves even a server on this machine, whatever the profile says of it.
    remote = profile.reglages.modeles_distants or get_profile("ollama").reglages.modeles_distants
    is_own = profile.situation != "service nommé"
    is_relayed = bool(remote and is_own and settings.modele.partition(":")[2].endswith(remote.suffixe[1:]))
    is_relayed = is_relayed or bool(remote and is_own and settings.modele.endswith(remote.suffixe))
    if is_relayed and remote:
        allowed_here = is_loopback(host) or host in settings.hotes_autorises
        is_allowed = allowed_here and remote.hote in settings.hotes_autorises
        host = remote.hote
    else:
        is_allowed = is_loopback(host) or host in settings.hotes_autorises
    return Destination(
        url=url,
        host=host,
        modele=settings.modele,
        profile=profile,
        is_local=is_loopback(host) and profile.situation != "passerelle",
        is_loopback=is_loopback(parts.hostname or ""),
        is_encrypted=parts.scheme == "https",
        is_relayed=is_relayed,
        is_allowed=is_allowed,
        mandataire=name_proxy(settings),
    )
