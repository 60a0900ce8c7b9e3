"""The reference marks of a passage: `[[CGCT:L2121-29]]`, checked, then written out in French by us."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from deliberia.assistance.page import KEY, flatten
from deliberia.errors import UsageError
from deliberia.legal_refs import Base, name_owner, name_reference, name_text, parse_key
from deliberia.model import VerdictKind
from deliberia.verification import is_printable, verify

MARK = re.compile(r"\[\[([A-Za-z]{1,12}(?::[A-Za-z0-9/ -]{1,30}){0,2})\]\]")
_MAX = 12
_ARTICLE = r"(?P<noun>(?:[Aa]rticles?|[Cc]ode|[Ll]oi|[Dd]écret|[Oo]rdonnance|[Aa]rrêté)[ \u00a0])?"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<det>[Dd]u|[Dd]es|[Aa]u|[Aa]ux|(?:[Dd]e[ \u00a0]"
    rf"|[ÀàAa][ \u00a0])?(?:[Ll][ae]s?[ \u00a0]|[Ll]['’])"
    rf"|[Dd]e|[ÀàAa])(?:[ \u00a0]|(?<=['’])|(?<=[ \u00a0])))?{_ARTICLE}\Z"
)
_NOUN = re.compile(r"(?<![\w-])([Aa]rticles?|[Cc]ode|[Ll]oi|[Dd]écret|[Oo]rdonnance|[Aa]rrêté)[ \u00a0]\Z")
_START = re.compile(r"[.!?…\n][ \u00a0\u202f\n]*\Z")
_LIST = re.compile(r",? (?:et |ou )?|, ?")
_NEXT = re.compile(r"[\w-]|[ \u00a0\u202f]*(?:(?:à|et|ou|au|n°|numéro|point|alinéa)[ \u00a0])*(?:\d|°)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark `[start, end)` of the text."""

    start: int
    end: int
    cle: str


def find_marks(text: str) -> tuple[Mark, ...]:
    return tuple(Mark(found.start(), found.end(), found[1]) for found in MARK.finditer(text))


def hide_marks(text: str, marks: tuple[Mark, ...]) -> str:
    """Put one private character in the place of each mark, with the noun that announces it rightly."""
    pieces: list[str] = []
    read = 0
    for mark in marks:
        lead = text[read : mark.start]
        noun = _NOUN.search(lead)
        if noun is not None and _is_right_noun(noun[1], mark.cle):
            lead = lead[: noun.start()]
        pieces += (lead, KEY)
        read = mark.end
    pieces.append(text[read:])
    return "".join(pieces)


def _is_right_noun(noun: str, cle: str) -> bool:
    """Tell whether « article », « loi », « code »… is what the key names."""
    word = flatten(noun)
    try:
        key = parse_key(cle)
    except UsageError:
        return False
    if word in ("article", "articles"):
        return bool(key.article)
    return not key.article and word == {"": "code", "ORD": "ordonnance"}.get(key.kind, key.kind.lower())


def judge_marks(
    text: str, marks: tuple[Mark, ...], allowed: Collection[str], on: dt.date, base: Base | None
) -> list[str]:
    """Return what is wrong with the marks, in French."""
    reasons = []
    hidden = hide_marks(text, marks)
    if "[" in hidden or "]" in hidden:
        reasons.append("Une marque de référence est mal formée.")
    if len(marks) > _MAX:
        reasons.append(f"Le passage porte {len(marks)} références : c’est trop pour être relu.")
    for cle in dict.fromkeys(mark.cle for mark in marks):
        reason = _judge(cle, allowed, on, base)
        if reason:
            reasons.append(reason)
    for mark in marks:
        if (mark.start and (text[mark.start - 1].isalnum() or text[mark.start - 1] in "-[")) or _NEXT.match(
            text, mark.end
        ):
            reasons.append(f"La référence {mark.cle} est collée à un autre mot ou à un nombre.")
    return reasons


def _judge(cle: str, allowed: Collection[str], on: dt.date, base: Base | None) -> str:
    if cle in allowed:
        verdict = verify(cle, on=on, base=base)
        return (
            ""
            if is_printable(verdict, base=base)
            else f"La référence {cle} ne peut pas être imprimée : {verdict.motif}"
        )
    verdict = verify(cle, on=on, base=base)
    if verdict.cle in allowed:
        return f"La référence {cle} est mal écrite : la marque permise est {verdict.cle}."
    if verdict.kind is VerdictKind.EN_VIGUEUR:
        return f"La référence {cle} n’est pas de celles qui sont permises dans cet acte."
    return f"La référence {cle} n’est pas permise : {verdict.motif}"


@dataclass(frozen=True, slots=True)
class Written:
    """A text with its references written out, and where they stand."""

    text: str
    spans: tuple[tuple[int, int], ...]
    """Those of a list are one span."""


def write_marks(text: str, marks: tuple[Mark, ...], base: Base | None) -> Written:
    """Write the references out, in agreement with the words before: « de l’article… », « au décret… »."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    size = read = 0
    for group in _group(text, marks):
        lead = text[read : group[0].start]
        before = _BEFORE.search(lead)
        if before is not None:
            lead = lead[: before.start()]
        det = (before["det"] or "").strip(" \u00a0") if before is not None else ""
        if len(group) > 1 or _is_plural(before):
            written = _write_list(text, group, det, base)
        else:
            written = _write(group[0].cle, det, base)
        if det[:1].isupper() or _START.search(lead) or not (lead or pieces):
            written = written[:1].upper() + written[1:]
        pieces += (lead, written)
        start = size + len(lead)
        size = start + len(written)
        spans.append((start, size))
        read = group[-1].end
    pieces.append(text[read:])
    return Written("".join(pieces), tuple(spans))


def _is_plural(before: re.Match[str] | None) -> bool:
    return before is not None and flatten(before["noun"] or "").strip() == "articles"


def _group(text: str, marks: tuple[Mark, ...]) -> Iterator[list[Mark]]:
    """Yield each mark alone, and those of a list announced by « articles » together."""
    group: list[Mark] = []
    is_list = False
    for mark in marks:
        if is_list and _LIST.fullmatch(text, group[-1].end, mark.start) and parse_key(mark.cle).article:
            group.append(mark)
            continue
        if group:
            yield group
        before = _BEFORE.search(text, max(0, mark.start - 40), mark.start)
        is_list = _is_plural(before)
        group = [mark]
    if group:
        yield group


def _write_list(text: str, group: list[Mark], det: str, base: Base | None) -> str:
    """Write « articles 9-1 et 10-1 de la loi… », the text named once when they share it."""
    keys = [parse_key(mark.cle) for mark in group]
    is_shared = len({key.text for key in keys}) == 1
    written = f"{det} articles\u00a0" if det else "articles\u00a0"
    for index, mark in enumerate(group):
        name = name_reference(mark.cle, base).removeprefix("article\u00a0")
        if is_shared and index + 1 < len(group):
            name = name.removesuffix(f" {name_owner(mark.cle, base)}")
        glue = text[group[index - 1].end : mark.start] if index else ""
        written += glue + name
    return written


def _write(cle: str, det: str, base: Base | None) -> str:
    """Write one reference with its determiner, in the case that the one of the passage tells."""
    case = _read_case(det)
    if parse_key(cle).article:
        return {"de": "de l’", "a": "à l’"}.get(case, "l’") + name_reference(cle, base)
    if case == "de":
        return name_owner(cle, base)
    name = name_text(cle, base)
    if case == "a":
        return f"au {name[3:]}" if name.startswith("le ") else f"à {name}"
    return name


def _read_case(det: str) -> str:
    low = det.lower()
    if low.startswith(("du", "des", "de")):
        return "de"
    return "a" if low.startswith(("au", "à", "a")) else ""
