"""Public bodies whose name has a comma or « et »: « la communauté de communes Sorgue et Larzac »."""

from __future__ import annotations

import re
from collections.abc import Callable

from deliberia.masking.lexicon import CIVILITIES

_PROPER = r"[A-ZÀ-ÖØ-Þ][\w'-]*"
_OF = r"(?P<of>de[ ]la[ ]|de[ ]l'|des?[ ]|du[ ]|d')?"
_ENDS = r"(?=[ ]?(?:[;,(]|\Z))"
_GROUP = re.compile(
    r"(?i:communauté[ ](?:de[ ]communes|d'agglomération|urbaine)|syndicat(?:[ ](?:mixte|intercommunal))?|"
    r"pôle[ ]d'équilibre|parc[ ]naturel[ ]régional|pays|métropole)[ ]"
    rf"{_OF}{_PROPER}(?:[ ](?:(?:des?|du|la|les?|en|sur)[ ])?{_PROPER}){{0,4}}(?:,[ ]{_PROPER}){{0,3}}\Z"
)
_REST = re.compile(rf"{_OF}{_PROPER}(?:[ ]{_PROPER})?{_ENDS}")
_LISTED = re.compile(rf"(?:{_PROPER},[ ]){{0,2}}{_PROPER}[ ]et[ ]{_PROPER}{_ENDS}")
_CIVILITY = re.compile(rf"(?i:{'|'.join(CIVILITIES)})\b")


def is_of_group(text: str, place: tuple[int, re.Match[str]], is_firm: Callable[[str], bool]) -> bool:
    """Tell whether a sign that parts names stands inside the name of one public body.

    « du Haut-Allier et Pizza du Val » are two: the second repeats no « du ».

    Args:
        text: the answer.
        place: where the name begins, and the sign.
        is_firm: tells a company or a person by the form of the name.
    """
    start, sign = place
    group = _GROUP.search(text, start, sign.start())
    if group is None or _CIVILITY.match(text, sign.end()):
        return False
    rest = (_LISTED if "," in sign[0] else _REST).match(text, sign.end())
    if rest is None or is_firm(rest[0]):
        return False
    if "," in sign[0]:
        return group["of"] is None
    return bool(group["of"]) == bool(rest["of"]) and " et " not in text[start : sign.start()]
