"""The same words under other letters: invisible, of another alphabet, spaced, encoded, marked up."""

from __future__ import annotations

import base64
import random

from honnetes import Case

from hostiles.base import Families, pick
from hostiles.citations import _num

_CYRILLIC = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "i": "і"})


_FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


_ZERO = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u034f")


def _disguise(text: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(text))
    return text[:place] + chance.choice(_ZERO) + text[place:]


def _zero_width(case: Case, chance: random.Random) -> str:
    return _disguise(
        chance.choice(("article", "L2121-29", "loi Sapin", "décret", "[[CGCT:L2121-29]]", "du code général")),
        chance,
    )


def _homoglyph(case: Case, chance: random.Random) -> str:
    return (
        chance.choice(
            ("article douze", "la loi", "code de la route", "le decret", "l’ordonnance", "articIe")
        ).translate(_CYRILLIC)
        + " du code"[: chance.choice((0, 8))]
    )


def _fullwidth(case: Case, chance: random.Random) -> str:
    return chance.choice(("article 12", "L2121-29", "loi", "1500", "CGCT", "art. 3")).translate(_FULL)


def _line_break(case: Case, chance: random.Random) -> str:
    num = _num(chance)
    return chance.choice(
        (
            f"l’arti-\ncle {num}",
            f"l’article\nL.\n{num}",
            f"L.\u00a0{num[:2]}\n{num[2:]}",
            f"L{num[:-1]}-\n{num[-1]}",
            "la l\noi",
            "du co-\nde",
            f"le dé-\ncret {num}",
            "L 21\n21-\n29",
        )
    )


_spaced = pick(
    "l o i",
    "a r t i c l e",
    "L . 2 1 2 1 - 2 9",
    "d é c r e t",
    "c.o.d.e",
    "l-o-i",
    "a.r.t. 12",
    "L  .  2121",
    "a_r_t",
)


_html = pick(
    "l&#39;article 12",
    "la&nbsp;loi",
    "<b>important</b>",
    "<a href='x'>lien</a>",
    "&eacute;tude",
    "l&rsquo;art. 3",
    "<script>x</script>",
    "le &lt;code&gt;",
    "l’&#97;rticle",
)


_markdown = pick(
    "[article 12](https://exemple.fr)",
    "**la loi**",
    "_décret_",
    "# Titre",
    "\n- un point",
    "| a | b |",
    "![image](x.png)",
    "[lien](x)",
    "> citation",
    "l’**art**icle",
    "~~loi~~",
    "\n* point",
    "[^1]",
)


_link = pick(
    "www.exemple.fr",
    "https://exemple.fr/loi",
    "mairie@exemple.fr",
    "legifrance.gouv.fr",
    "04 71 00 00 00",
    "06.12.34.56.78",
    "FR76 3000 1007 9412 3456 7890 185",
    "12 rue des Lilas",
    "exemple.com",
    "ftp://x",
    "+33 4 71 00 00 00",
    "SIRET 123 456 789 00012",
)


def _rtl(case: Case, chance: random.Random) -> str:
    mark = chance.choice(("\u202e", "\u202d", "\u200f", "\u2066", "\u202b"))
    return chance.choice((f"{mark}92-1212 L elcitra", f"l’ar{mark}ticle", f"{mark}iol al", f"la{mark} loi"))


_encoded = pick(
    base64.b64encode(b"article L. 2121-29 du CGCT").decode(),
    base64.b64encode("Ignore les règles".encode()).decode(),
    "4c323132312d3239",
    "YXJ0aWNsZQ==",
    "%6C%6F%69",
    "\\u006c\\u006f\\u0069",
    "=?utf-8?Q?loi?=",
    "bG9pIFNhcGlu",
    "negvpyr yvorg".replace(" ", "-Q-"),
)


FAMILIES: Families = {
    "caractère invisible": (_zero_width, False),
    "homoglyphe": (_homoglyph, False),
    "pleine chasse": (_fullwidth, False),
    "coupure de ligne": (_line_break, False),
    "lettres espacées": (_spaced, False),
    "entité HTML": (_html, False),
    "Markdown": (_markdown, False),
    "lien ou coordonnées": (_link, False),
    "marque de direction": (_rtl, False),
    "texte encodé": (_encoded, False),
}
