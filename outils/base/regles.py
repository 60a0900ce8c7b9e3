"""References of the brief's rules and facts of meeting, as dated confirmations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from base.faits import Fait
from base.sources import confirm, read_table

_NAMED_CODES = (
    ("code électoral", "CE"), ("code pénal", "CPen"), ("code civil", "CCiv"),
    ("code de la voirie routière", "CVR"),
    ("code de l'urbanisme", "CU"), ("code de l’urbanisme", "CU"), ("code de l'environnement", "CEnv"),
    ("code de l’environnement", "CEnv"), ("code forestier", "CFor"), ("code du patrimoine", "CPat"),
    ("code de la commande publique", "CCP"), ("code rural", "CRPM"), ("urbanisme", "CU"),
)  # fmt: skip
_SHORT_CODES = re.compile(
    r"\b(CGCT|CRPA|CJA|CGFP|CCP|CGPPP|CASF|CGI|LPF|CJF|CSP|CU|CEduc|CRPM|CVR|CSI|CE(?= art))\b"
)
_DOTTED = re.compile(r"\b(L\.O\.|[LRD]\.) ?(\d[\d-]*\d|\d)(?: (?:à|and following) ((?:[LRD]\. ?)?\d[\d-]*))?")
_FOREIGN = re.compile(
    r"\b(?:loi|ord\.|ordonnance|décret|directive|arrêté|hypothèse|A_VERIFIER|before|until|ancien|former)\b"
)


def iter_brief_rules(folder: Path) -> Iterator[Fait]:
    """Read the references of `checks.tsv` and `seance.md`, written « L. 2121-17; CRPA L. 211-2 », CGCT by
    default.

    A page read (P) or a code mirror of 2026 (C26) makes a high confidence of the brief high; memory or a
    mirror of 2014 makes it medium.
    """
    for row in read_table(folder / "checks.tsv"):
        yield from _confirm_dotted(row["legal_reference"], row["confidence"], row["verified_by"])
    for line in (folder / "seance.md").read_text(encoding="utf-8").splitlines():
        for reference, confidence, marks in re.findall(r"\[([^|\]]+) \| (\w+)[^|\]]* \| ([^\]]+)\]", line):
            yield from _confirm_dotted(reference, confidence, marks)


def _confirm_dotted(references: str, confidence: str, marks: str) -> Iterator[Fait]:
    if confidence not in ("high", "medium"):
        return
    sure = "haute" if confidence == "high" and "P" in marks else "moyenne"
    for part in references.split(";"):
        if _FOREIGN.search(part):
            continue
        code = "CGCT"
        for name, short in _NAMED_CODES:
            if name in part.lower():
                code = short
        named = _SHORT_CODES.search(part)
        code = named[1] if named else code
        for letter, number, last in _DOTTED.findall(part):
            series = letter.replace(".", "")
            cle = f"{code}:{series}{number}"
            last = last.replace(" ", "").replace(".", "")
            if last and "-" in last:
                cle += f"..{last if last[0].isalpha() else series + last}"
            yield from confirm(cle, sure, "dossier juridique, règles de séance, état de novembre 2026")
