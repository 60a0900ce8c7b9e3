"""What may stand between articles and the text they belong to."""

from __future__ import annotations

import re

_PART = r"(?:parties?|livres?|titres?|chapitres?|sections?|paragraphes?)"
_PARTS = rf"(?:(?:de\s+la|du|des|de)\s+(?:[\divx°]{{1,5}}\s+)?{_PART}\s[^.;\n]{{0,40}}?)"
_QUALIFIED = (
    r"(?:nouveaux?|anciens?|modifiee?s?|nouvelles?|sus-?visee?s?|precitee?s?|sus-?mentionnee?s?|inclus|"
    r"alineas?)"
)
_OF = (
    r"(?:dudit|de\s+ladite|desdites?|du\s+dit|de\s+la\s+dite|de\s+cette|de\s+ce|du|de\s?la|de\s+l|des|de|d|l|"
    r"au|a\s+la|a\s+l|au\s+sens\s+du|in)"
)
_SAME = r"(?:meme|presente?|dite?|nouveau|nouvelle|ancien|ancienne|susvisee?|precitee?)"

FORWARD = re.compile(
    r"(?a)\.?[\s,\"]{0,4}(?:\([^)\n]{0,90}\)[\s,]{0,3})?"
    rf"(?:\(?{_QUALIFIED}\)?[\s,]{{1,3}})?{_PARTS}?\s{{0,4}}{_OF}?(?:'|\s){{0,3}}{_SAME}?[\s\"'(]{{0,4}}"
)
"""« articles 3 et 4 | de la | loi… », « article 2 | du titre II du | code civil »."""

FORWARD_DESCRIBED = re.compile(
    r"(?a)[\s,]{0,3}(?:relati[fv]e?s?|concernant|portant|fixant|instituant|sur\s)[^.;\n]{0,90}"
    r"\s(?:du|de\sla|de\sl')\s{0,3}"
)
"""« article L. 2121-17 | relatif au quorum du | CGCT »."""

COORDINATED = re.compile(r"(?a)[.)]?[\s,]{0,4}(?:et|ou|ainsi\s+que|puis|,)\b[^.;:]{0,60}|[\s,]{1,3}")
"""« article 35 | et en application de l’ | article 77 du code… »: both lists share the code."""

TIGHT = re.compile(
    r"(?a)(?:\s{1,3}\(?(?:precitee?|sus-?visee?|modifiee?)\b)?(?:\s{0,3}\([^)\n]{1,60}\))?[\s,:()\[/\"*.-]{0,12}(?:(?:et\s|en\s)?(?:l'|les\s|aux?\s|a\sl'|son\s|ses\s))?[\s\"]{0,3}"
)
"""« CGCT | , | article L. 2121-29 », « Code civil | ( | article 2044) »."""

POSSESSIVE = re.compile(
    r"(?as).*\b(?:notamment|particuliere?|particulierement|specialement|precisement|ses|son|leurs?|dont|"
    r"(?:en|par|dans|selon|vise)\s+(?:ses|son)|prevus?\s+a|conformement\s+a|en\s+application\s+de|au\s+titre\s+de)"
    r"\b[\s,:(*\"-]{0,8}(?:(?:et|en|de|a|l|les|des|aux?|du|ses|son|leurs?|par|dans|articles?)\b['\s]{0,3}){0,4}"
)
"""« la loi | n° … portant statut…, et notamment son | article 34 »."""

BREAK = re.compile(r"(?a);|\n\s*\n|\bvu\b|\.\s+[a-z]")
"""End of a visa or of a sentence."""

CONTINUED = re.compile(
    r"(?a)[\s,;:*.)\"-]{0,14}(?:(?:et|ou|ainsi\s+que|puis)\s{1,3})?"
    r"(?:(?:notamment|a|de|des|les|aux?|l'|en|son|ses)\s{0,3}){0,3}"
)
"""Between two lists, in bullets or in a sentence, that have the same code."""

DETERMINED = re.compile(r"(?a)(?:\bl'|\b(?:son|ses|les|des|aux|cet|dudit|vu)\s{1,3}|\bl\s)$")
"""« l’ | article 15 »: the headings of the act itself have no determiner."""

OTHER_OWNER = re.compile(
    r"(?a)[\s,]{0,3}(?:du|de\s+la|de\s+l'|des|de\s+ce|de\s+cette|dudit|de\s+ladite|ci-)\s?"
)
"""« article 5 | du | règlement intérieur »: an owner that is no text of law."""

PRIVATE_OWNER = re.compile(
    r"(?a)[\s,]{0,3}(?:du|de\s+la|de\s+l'|des|de\s+ce|de\s+cette|dudit|de\s+ladite)\s?"
    r"(?:meme\s+|present[e]?\s+)?(?:contrat|convention|marche|statuts|bail|cahier|reglement|avenant|ccag|ccap|cctp|protocole|"
    r"plan|plu|pos|accord|acte|devis|document|scot)\b"
)
"""« article L 12 | du cahier des charges »."""

PRIVATE = re.compile(
    r"(?a)\b(?:contrat|convention|marche|statut|bail|budget|chapitre|compte|cahier|reglement|avenant|ccag|ccap|"
    r"protocole|credits|imput|depenses|recettes|decide|deliberation|conseil)"
)
"""Words that speak of another sort of articles: contracts, by-laws, budget accounts."""
