"""The copy for readers."""

from __future__ import annotations

from deliberia.masking import Kind, mask_for_publication
from deliberia.model import Collectivite, Elu

TEXT = (
    "Mme Claire Vasseur, maire, vend à M. Gaston Dubreuil, né le 3 mars 1961, la parcelle AB 123 ; "
    "la SARL Marchal, SIRET 732 829 320 00074, établit l’acte. Vu la loi n° 83-634."
)


def test_people_are_masked_and_companies_stay() -> None:
    assert mask_for_publication(TEXT) == (
        "Mme [nom masqué], maire, vend à M. [nom masqué], né le [date de naissance masquée], la parcelle "
        "[parcelle masquée] ; la SARL Marchal, SIRET 732 829 320 00074, établit l’acte. Vu la loi n° 83-634."
    )


def test_elected_members_stay_when_asked() -> None:
    commune = Collectivite(nom="Val-Fleuri", elus=(Elu(nom="Mme Claire Vasseur"),))
    published = mask_for_publication(TEXT, collectivite=commune, public=["Mme Claire Vasseur"])
    assert published.startswith("Mme Claire Vasseur, maire")
    assert "Dubreuil" not in published


def test_the_kinds_are_chosen() -> None:
    published = mask_for_publication(TEXT, kinds={Kind.NAISSANCE})
    assert "Dubreuil, né le [date de naissance masquée]" in published


def test_a_bystander_of_the_same_surname_is_masked() -> None:
    published = mask_for_publication("Mme Claire Vasseur et M. Gaston Vasseur", public=["Mme Claire Vasseur"])
    assert published == "Mme Claire Vasseur et M. [nom masqué]"
