"""Packages that load on demand give every name they announce, and only those."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src/deliberia"
LAZY = sorted(
    path.parent.name
    for path in SOURCE.glob("*/__init__.py")
    if "load_on_demand" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", LAZY)
def test_a_lazy_package_gives_each_name_it_announces(name: str) -> None:
    package = import_module(f"deliberia.{name}")
    homes = sorted(one for names in vars(package)["_HOMES"].values() for one in names)
    assert homes == sorted(package.__all__)
    for one in homes:
        assert getattr(package, one) is not None
    with pytest.raises(AttributeError, match="inconnu"):
        _ = package.inconnu


def test_lazy_packages_are_found() -> None:
    assert {"model", "text", "documents"} <= set(LAZY)
