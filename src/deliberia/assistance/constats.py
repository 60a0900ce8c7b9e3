"""The findings that a language model gives rise to, explained as the rules are: no check makes them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from deliberia.text import typeset


def explain_constat(regle: str) -> str | None:
    """Return the French page of a finding about a model, as Markdown; None when it is of another family."""
    return _load_pages().get(regle.strip().upper())


@cache
def _load_pages() -> dict[str, str]:
    text = files("deliberia.assistance").joinpath("data/constats.md").read_text(encoding="utf-8")
    pages = typeset(text).removeprefix("# ").split("\n# ")
    return {page[:5]: f"# {page.strip()}" for page in pages}
