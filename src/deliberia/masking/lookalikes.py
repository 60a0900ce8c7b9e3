"""One plain character for each that looks like it: what a reader sees is what the patterns read.

Accents go, hyphens, apostrophes, spaces and digits of any script become those of ASCII, letters of other
alphabets that are drawn like a Latin one become it. One character gives one character.
"""

from __future__ import annotations

import unicodedata

_CYRILLIC = dict(
    zip(
        "АВЕІЈКМНОРСТУХҮЅЁԚԜаеіјорсухѕһԁԛԝёүӏкмтвнг",
        "ABEIJKMHOPCTYXYSEQWaeijopcyxshdqweylkmtbhr",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγεηικνοπρτυχω",
        "ABEZHIKMNOPTYXabyenikvonptuxw",
        strict=True,
    )
)
_OTHERS = {
    "ı": "i", "ȷ": "j", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʏ": "y", "ɪ": "i", "ʀ": "r", "ɴ": "n", "ʜ": "h",
    "ʟ": "l", "ʙ": "b", "ɢ": "g", "ᴀ": "a", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ᴊ": "j", "ᴋ": "k", "ᴍ": "m",
    "ᴏ": "o", "ᴘ": "p", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w", "ᴢ": "z", "ꜱ": "s", "ø": "o", "Ø": "O",
    "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ð": "d", "Ð": "D",
    "ƒ": "f", "ǀ": "l", "օ": "o", "ս": "u", "ո": "n", "հ": "h", "Տ": "S", "Օ": "O", "ⵏ": "l", "Ꭺ": "A",
    "Ᏼ": "B", "Ꮯ": "C", "Ꭰ": "D", "Ꭼ": "E", "Ꮐ": "G", "Ꮋ": "H", "Ꭻ": "J", "Ꮶ": "K", "Ꮮ": "L", "Ꮇ": "M",
    "Ꮲ": "P", "Ꮪ": "S", "Ꭲ": "T", "Ꮩ": "V", "Ꮃ": "W", "Ꮓ": "Z", "Ꭱ": "R", "º": "°", "˚": "°", "·": ".",
    "•": "*", "․": ".", "。": ".", "∶": ":", "：": ":", "﹫": "@", "＠": "@", "«": '"', "»": '"', "“": '"',
    "”": '"', "„": '"', "＂": '"', "‹": '"', "›": '"', "|": " ", "\t": " ", "\r": " ", "\x0b": "\n",
    "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "‚": ",",
}  # fmt: skip
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d\u00af", "-")
_APOSTROPHES = dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u02bb\u2032\u00b4`\uff07\ua78c", "'")


class _Plain(dict[int, str]):
    """A table for `str.translate` that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = self[code] = _find_plain(char)
        return plain


def _find_plain(char: str) -> str:
    if char.isspace():
        return "\n" if char == "\n" else " "
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    decomposed = unicodedata.normalize("NFKD", char)
    base = next((one for one in decomposed if not unicodedata.combining(one)), char)
    if base != char:
        return PLAIN[ord(base)]
    return char


PLAIN: dict[int, str] = _Plain(
    {
        ord(char): plain
        for table in (_CYRILLIC, _GREEK, _OTHERS, _HYPHENS, _APOSTROPHES)
        for char, plain in table.items()
    }
)
