"""Is this reference in force on that day? One question, one `Verdict`, always with its reason and its proof.

    verify("CGCT:L2121-29", on=day) -> Verdict
    nearest_numbers("CGCT:L2122-92", on=day)         the real numbers near one that does not exist

What the base does not know on that day is `non_verifiable`, never `en_vigueur` by default.
"""

from deliberia.verification.engine import make_url, verify
from deliberia.verification.nearest import nearest_numbers

__all__ = ["make_url", "nearest_numbers", "verify"]
