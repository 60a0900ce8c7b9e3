"""The entry of the register of processing, written from the real settings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliberia.llm import find_destination
from deliberia.masking import PLURALS, Kind
from deliberia.text import format_date

if TYPE_CHECKING:
    from deliberia.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Registre:
    """One entry: headings and what is said under each, in order."""

    rubriques: tuple[tuple[str, str], ...]
    a_completer: tuple[str, ...]
    """What the settings do not say and only the authority knows."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "format": 1,
            "rubriques": [{"intitule": name, "contenu": text} for name, text in self.rubriques],
            "a_completer": list(self.a_completer),
        }


def describe_processing(settings: Settings, *, on: dt.date) -> Registre:
    """Write the entry of the register for the model's service as it is set up.

    Raises:
        AssistantError: the profile of the settings does not exist.
    """
    assistant = settings.assistant
    if assistant is None:
        return Registre(
            rubriques=(
                ("Traitement", "Aide à la rédaction des délibérations par un modèle de langage"),
                ("État au", f"{format_date(on)} : aucun service n’est réglé, aucune donnée n’est envoyée."),
            ),
            a_completer=(),
        )
    destination = find_destination(assistant)
    days = settings.journal.conservation_jours
    kept = f"{days} jours, puis effacement" if days else "aucune : les réponses ne sont pas gardées"
    kinds = ", ".join(PLURALS[kind] for kind in Kind if kind is not Kind.LITTERAL)
    transfer = (
        "aucun : le texte ne quitte pas cette machine"
        if destination.is_local
        else f"à apprécier ; droit : {destination.droit}"
    )
    rubriques = (
        ("Traitement", "Aide à la rédaction et à la relecture des délibérations par un modèle de langage"),
        ("État au", format_date(on)),
        (
            "Finalité",
            "Proposer des passages d’exposé et des remarques de relecture, que des personnes acceptent "
            "ou écartent",
        ),
        (
            "Personnes concernées",
            "Élus, agents, bénéficiaires et autres personnes que nomment les projets d’actes",
        ),
        (
            "Données envoyées",
            "Champs du projet d’acte ou texte de l’acte relu, après remplacement par des pseudonymes, "
            "dans la mesure où "
            f"ils sont reconnus, de : {kinds}",
        ),
        (
            "Destinataire",
            f"{destination.host} ({destination.profile.nom}), modèle « {assistant.modele or 'non choisi'} »",
        ),
        ("Lieu du traitement", destination.lieu),
        ("Transfert hors de l’Union européenne", transfer),
        (
            "Conservation sur ce poste",
            f"Réponses des lots et des relectures : {kept}. Les demandes ne sont pas gardées, seule leur "
            f"empreinte l’est",
        ),
        (
            "Sécurité",
            "Masquage avant envoi, hôtes autorisés un à un, "
            + ("liaison chiffrée, " if destination.is_encrypted else "liaison non chiffrée, ")
            + "clé hors des fichiers, contrôle de chaque réponse avant affichage",
        ),
        ("Mandataire", destination.mandataire or "aucun sur ce poste"),
        (
            "Trace dans les actes",
            "modèle, service, jour, empreinte de la demande et personne qui a relu : dans le fichier "
            ".passages.json de l’acte, et dans les propriétés du DOCX, qu’une machine peut lire. Mention "
            + ("imprimée" if assistant.mention else "non imprimée")
            + " dans l’acte (réglage)",
        ),
        ("Hôtes autorisés", ", ".join(assistant.hotes_autorises) or "cette machine seule"),
        (
            "Décision automatisée",
            "aucune : une proposition n’entre dans un acte qu’après contrôle, et une personne la relit",
        ),
        (
            "Source sur le service",
            f"{destination.profile.source}, constaté le {format_date(destination.profile.constate_le)}",
        ),
    )
    return Registre(rubriques=rubriques, a_completer=_ASK if destination.is_local else (*_ASK, *_ASK_FAR))


_ASK = (
    "Responsable du traitement et délégué à la protection des données",
    "Base légale retenue",
    "Date de l’inscription au registre",
    "Mention à imprimer ou non dans les actes, surtout ceux qui décident pour une personne nommée",
)
_ASK_FAR = (
    "Contrat de sous-traitance avec le service, et sa date",
    "Durée pendant laquelle le service garde les demandes",
)
