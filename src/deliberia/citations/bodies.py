"""Words that stand between « délibération » and its number or date: the name of the body that took it."""

from __future__ import annotations

_LITTLE = "a au aux en le la les l de d du des par sous son sa ses ce cet cette n"
_TAKEN = (
    "referencee referencees adopte adoptee adoptees prise prises pris vote votee votees approuvee approuvees "
    "rendue intervenue visee visees enregistree unanimite majorite "
    "membres presents lors seance reunion session "
    "date datee datees susvisee susvisees precitee precitees"
)
_SORT = (
    "modificative modificatives initiale initiales concordante concordantes cadre motivee anterieure "
    "successive successives successif successifs communal communale "
    "numero unique dite permanent permanents temporaire voirie circulation police mon notre nos votre"
)
_BODY = (
    "conseil conseils municipal municipale municipaux municipales communautaire communautaires "
    "departemental departementale regional regionale general generale metropolitain metropolitaine "
    "syndical syndicale comite comites syndicat syndicats mixte bureau commission permanente communaute "
    "commune communes agglomeration urbaine metropole ville centre gestion assemblee pleniere plenieres "
    "deliberante administration directeur ccas cias caisse ecoles sivom sivu sirp sictom siaep pole "
    "territorial pays maire president presidente intercommunal intercommunale intercommunaux "
    "etablissement public publique office tourisme region departement organe"
)

KNOWN = frozenset(f"{_LITTLE} {_TAKEN} {_SORT} {_BODY}".split())
"""Folded words that never end the name of a body."""

STOPS = frozenset(
    ("relatif", "relative", "portant", "fixant", "autorisant", "approuvant", "instituant", "instaurant",
     "concernant", "vu")
)  # fmt: skip
"""Folded words that open the object of the act: no number nor date of its own stands after them."""
