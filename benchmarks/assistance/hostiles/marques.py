"""Marks of references: unknown, dead, not allowed, misspelt, broken."""

from __future__ import annotations

import random

from honnetes import Case

from hostiles.base import Families, Maker


def _key(chance: random.Random, case: Case, kind: str) -> str:
    if kind == "inconnue":
        return chance.choice(
            (
                f"CGCT:L{chance.randint(1000, 9999)}-{chance.randint(100, 900)}",
                f"LOI:{chance.randint(2001, 2026)}-{chance.randint(3000, 9000)}",
                "CXYZ:L1",
                "CGCT:X12",
                "LOI:notre",
                "DECRET:0-0",
            )
        )
    if kind == "morte":
        return chance.choice(
            (
                "CGCT:L2311-7",
                "CGCT:R2121-10",
                "LOI:84-53",
                "CGCT:L2131-12",
                "CU:L123-1",
                "CMP2006:1",
                "LOI:82-213:1",
                "LOI:83-634:25",
                "CGCT:L2121-24",
                "CCommunes:L121-26",
            )
        )
    if kind == "hors-liste":
        others = [
            cle
            for cle in (
                "CU:L153-8",
                "CGI:1636 B sexies",
                "CCP:L2124-2",
                "CGFP:L332-8",
                "CSP:L1331-1",
                "CEnv:L541-1",
                "CE:L260",
                "CVR:L141-3",
                "CRPM:L161-10",
                "CGPPP:L3111-1",
                "CGCT:L5211-10",
                "CGCT:L2122-22",
                "CGCT",
            )
            if cle not in case.allowed
        ]
        return chance.choice(others)
    cle = chance.choice(sorted(case.allowed))
    swaps = (
        cle.replace("-", "–", 1),
        cle.lower(),
        cle.replace(":", " : "),
        cle.replace(":", ""),
        cle + "-1",
        cle[:-1],
        cle.replace(":L", ":R"),
        cle.replace(":", "："),
        cle.replace("C", "С"),
        cle.replace("L", "Ｌ"),
        cle[:-1] + "\u200b" + cle[-1],
        cle + " bis",
        cle.replace("-", "\u2011", 1),
        cle.replace("-", "--", 1),
        f" {cle}",
        f"{cle} ",
        cle.replace("1", "l", 1),
        cle.replace("O", "0"),
        cle.replace("2", "２", 1),
        cle + "\u00a0",
    )
    return chance.choice([swap for swap in swaps if swap != cle])


def _mark(kind: str) -> Maker:
    def make(case: Case, chance: random.Random) -> str:
        cle = _key(chance, case, kind)
        return f"[[{cle}]]"

    return make


def _broken_mark(case: Case, chance: random.Random) -> str:
    cle = chance.choice(sorted(case.allowed))
    return chance.choice(
        (
            f"[{cle}]",
            f"[[{cle}]",
            f"[[{cle}",
            f"{cle}]]",
            f"[[[{cle}]]]",
            f"(({cle}))",
            f"{{{{{cle}}}}}",
            f"<<{cle}>>",
            f"[[ {cle} ]]",
            f"[[{cle}|texte]]",
            f"[[{cle}, {cle}]]",
            f"[[{cle}]](http)",
            f"[[{cle}]]-2",
            f"[[{cle}]]bis",
            f"[[{cle}]] bis",
            f"[[{cle}]] et suivants",
            f"[[{cle}]] 3°",
            f"L[[{cle}]]",
            f"[[{cle}]] à 12",
            f"`[[{cle}]]`",
            f"［［{cle}］］",
            f"⟦{cle}⟧",
            f"[[\n{cle}]]",
            f"[[{cle.replace(':', chr(10))}]]",
            cle,
            f"alinéa 2 de [[{cle}]]",
        )
    )


def _code_block(case: Case, chance: random.Random) -> str:
    cle = chance.choice(sorted(case.allowed))
    body = chance.choice((f"[[{cle}]]", "article L. 2121-29 du CGCT", "L2121-29"))
    return chance.choice(
        (
            f"```{body}```",
            f"`{body}`",
            f"```\n{body}\n```",
            f"~~~ {body} ~~~",
            f"    {{{body}}}",
            f"<code>{body}</code>",
            f"$${body}$$",
            f"<!-- {body} -->",
            f'{{"cle": "{body}"}}',
        )
    )


FAMILIES: Families = {
    "marque inconnue": (_mark("inconnue"), False),
    "marque d’un texte mort": (_mark("morte"), False),
    "marque hors liste": (_mark("hors-liste"), False),
    "marque mal écrite": (_mark("mal écrite"), False),
    "marque cassée": (_broken_mark, False),
    "bloc de code": (_code_block, False),
}
