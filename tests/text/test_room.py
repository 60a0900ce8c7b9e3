import subprocess
import sys

import pytest

import deliberia.text


@pytest.mark.parametrize("name", deliberia.text.__all__)
def test_every_public_name_is_reachable(name: str) -> None:
    assert getattr(deliberia.text, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="inconnu"):
        _ = deliberia.text.inconnu  # type: ignore[attr-defined]


def test_asking_for_typography_does_not_load_the_date_patterns() -> None:
    code = (
        "import sys; from deliberia.text import typeset; print('deliberia.text.found_dates' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
