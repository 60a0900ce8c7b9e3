"""The statistical model is optional: a pipeline with hand-made entities stands for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from deliberia.errors import MaskingError
from deliberia.masking import find_model, load_recogniser, mask
from deliberia.masking.statistical import SpacyRecogniser


def test_the_people_of_a_pipeline_are_masked_and_the_rest_stays() -> None:
    import spacy

    pipeline = spacy.blank("fr")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Oriande"}, {"label": "LOC", "pattern": "Brioude"}])  # type: ignore[attr-defined]
    masked = mask("Oriande vit à Brioude. La rue Oriande est droite.", recogniser=SpacyRecogniser(pipeline))
    assert masked.text.startswith("Personne X1 vit à Brioude")


@pytest.mark.skipif(bool(find_model()), reason="un modèle français est installé ici")
def test_a_missing_model_is_told() -> None:
    with pytest.raises(MaskingError, match="Aucun modèle"):
        load_recogniser()


def test_masking_loads_no_heavy_library() -> None:
    program = (
        "import sys; from deliberia.masking import mask; mask('M. Dubreuil');"
        "print([name for name in ('spacy', 'click', 'docx', 'httpx', 'pydantic') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
