"""The guide names everything a template may use, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from deliberia.catalogue.filters import FILTERS, FUNCTIONS
from deliberia.catalogue.schema import BASE_NAMES, ChampType, Meta

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "ecrire-un-modele.md").read_text(encoding="utf-8")
QUOTED = set(re.findall(r"`([a-z_]+)`", GUIDE))


def test_every_filter_type_and_key_is_in_the_guide() -> None:
    assert set(FILTERS) - QUOTED == set()
    assert {kind.value for kind in ChampType} - QUOTED == set()
    for name in set(Meta.model_fields) - {"champs", "situations", "visas", "preconditions", "controles"}:
        assert f"`{name}`" in GUIDE


def test_every_function_and_name_is_in_the_guide() -> None:
    for name in FUNCTIONS:
        assert f"`{name}(" in GUIDE
    for name in BASE_NAMES:
        assert re.search(rf"`{name}[.`]", GUIDE), name
