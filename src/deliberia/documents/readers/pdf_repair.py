"""Words that a line end cut in a PDF: joined again, with the hyphen when it belongs to the word.

PDFium marks a hyphen at the end of a line with U+FFFE or U+0002 and may drop the line end; it leaves both as
they are beside a figure (« L. 2121-⏎29 »). The mark does not tell « notam-ment » from « vice-président ».
"""

from __future__ import annotations

import re

_MARK = r"(?:[\ufffe\x02\xad]|(?<=[^\W\d_])-(?=\n[^\W\d_]))"
_CUT = re.compile(rf"(?P<word>[^\W\d_]*)(?P<mark>{_MARK})[ \t]*\n?[ \t]*(?P<rest>[^\W\d_]*)")
_NUMBER = re.compile(r"(?<=\d)-\n(?=\d)")
_LOOSE = re.compile("[\ufffe\x02\xad]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ufeff]")
_DIZAINES = "vingts?|trente|quarante|cinquante|soixante"
_UNITES = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?"
_HYPHENATED = re.compile(
    rf"(?:(?:{_DIZAINES})-(?:et|un|une|{_UNITES}))"
    r"|quatre-vingts?|dix-(?:sept|huit|neuf)"
    r"|(?:celui|celle|ceux|celles)-(?:ci|là)|ci-(?:dessus|dessous|après|avant|joint\w*|annexé\w*|contre)"
    r"|au-(?:delà|dessus|dessous|devant)|là-(?:dessus|bas)"
    r"|(?:lui|elle|eux|elles|moi|nous|vous|soi)-mêmes?"
    r"|vice-présiden\w+|sous-préf\w+|procès-verb\w+|compte-rendu|comptes-rendus|quote-part|rendez-vous"
    r"|chefs?-lieux?|après-midi|peut-être|avant-projet|plus-value|grand-rue"
    r"|(?:a|sera|est|était|soit)-(?:t|il|elle)",
    re.IGNORECASE,
)


def repair_text(text: str) -> str:
    """Return the text of a page with plain line ends and whole words."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _NUMBER.sub("-", text)
    text = _CUT.sub(_join, text)
    text = _LOOSE.sub("", text)
    text = _CONTROL.sub(" ", text)
    return "\n".join(line.strip(" \t") for line in text.split("\n"))


def _join(match: re.Match[str]) -> str:
    word, rest = match["word"], match["rest"]
    if not rest:
        return word if match["mark"] == "\xad" else f"{word}-"
    if rest[0].isupper() or _HYPHENATED.fullmatch(f"{word}-{rest}"):
        return f"{word}-{rest}"
    return word + rest
