"""Metadata of an act in Akoma Ntoso: its addresses, its matter, its vote, whom it names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from deliberia.documents.elements import Page
from deliberia.exports.akn_elements import Builder, slug
from deliberia.exports.matieres import get_matiere
from deliberia.model import Projet, Resultat

if TYPE_CHECKING:
    from lxml import etree

_OUTCOMES = {
    Resultat.UNANIMITE: "unanimite",
    Resultat.UNANIMITE_SUFFRAGES_EXPRIMES: "unanimite-suffrages-exprimes",
    Resultat.MAJORITE: "majorite",
    Resultat.REJET: "rejet",
    Resultat.PARTAGE_VOIX_PREPONDERANTE: "partage-voix-preponderante",
    Resultat.PREND_ACTE: "prend-acte",
}


def write_meta(builder: Builder, meta: etree._Element, projet: Projet, page: Page) -> None:
    """Write who decided what and when; called last, when all that the act names is known."""
    day = str(builder.day)
    collectivite = projet.seance.collectivite
    owner = collectivite.siret[:9] or slug(page.auteur)
    work = f"/akn/fr/act/deliberation/{owner}/{day}/{quote(slug(projet.numero or projet.modele))}"
    identification = builder.add(meta, "identification", source="#collectivite")
    version = f"/fra@{day}"
    for level, suffix in (("Work", ""), ("Expression", version), ("Manifestation", f"{version}.akn")):
        part = builder.add(identification, f"FRBR{level}")
        builder.add(part, "FRBRthis", value=f"{work}{suffix}{'/!main' if not suffix else ''}")
        builder.add(part, "FRBRuri", value=f"{work}{suffix}")
        builder.add(part, "FRBRdate", date=day, name="seance")
        builder.add(part, "FRBRauthor", href="#collectivite")
        if level == "Work":
            builder.add(part, "FRBRcountry", value="fr")
            builder.add(part, "FRBRsubtype", value="deliberation")
            if projet.numero:
                builder.add(part, "FRBRnumber", value=projet.numero)
            builder.add(part, "FRBRname", value=page.titre)
        elif level == "Expression":
            builder.add(part, "FRBRlanguage", language="fra")
        else:
            builder.add(part, "FRBRformat", value="application/akn+xml")
    matiere = get_matiere(projet.matiere)
    classification = builder.add(meta, "classification", source="#collectivite")
    builder.add(
        classification,
        "keyword",
        value=matiere.code,
        showAs=f"{matiere.domaine} / {matiere.libelle}",
        dictionary="ACTES",
    )
    lifecycle = builder.add(meta, "lifecycle", source="#collectivite")
    builder.add(lifecycle, "eventRef", date=day, source="#collectivite", type="generation", eId="seance")
    _write_analysis(builder, meta, projet)
    references = builder.add(meta, "references", source="#collectivite")
    builder.add(
        references, "TLCOrganization", eId="collectivite", showAs=page.auteur,
        href=f"/akn/ontology/organization/fr/{owner}",
    )  # fmt: skip
    for ident, name in builder.concepts:
        builder.add(
            references, "TLCConcept", eId=ident, showAs=name, href=f"/akn/ontology/concept/fr/{ident}"
        )
    for name, ident in builder.people.items():
        kind = "role" if ident.startswith("role") else "person"
        tag = "TLCRole" if kind == "role" else "TLCPerson"
        builder.add(references, tag, eId=ident, showAs=name, href=f"/akn/ontology/{kind}/fr/{slug(name)}")


def _write_analysis(builder: Builder, meta: etree._Element, projet: Projet) -> None:
    vote, resultat = projet.vote, projet.resultat
    counts = [
        ("pour", vote.pour),
        ("contre", vote.contre),
        ("abstention", vote.abstentions),
        ("blancs-nuls", vote.blancs_nuls or None),
    ]
    known = [(name, count) for name, count in counts if count is not None]
    if not known or vote.is_prend_acte:
        return
    analysis = builder.add(meta, "analysis", source="#collectivite")
    parliamentary = builder.add(analysis, "parliamentary")
    outcome = {}
    if resultat:
        ident = f"resultat-{_OUTCOMES[resultat]}"
        outcome["outcome"] = f"#{ident}"
        builder.concepts.append((ident, _OUTCOMES[resultat].replace("-", " ")))
    voting = builder.add(parliamentary, "voting", eId="vote", **outcome)
    for name, count in known:
        builder.add(voting, "count", eId=f"vote__{name}", value=str(count), refersTo=f"#{name}")
        builder.concepts.append((name, name))
