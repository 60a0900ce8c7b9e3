"""Names of the variables of the environment that come before the file."""

from __future__ import annotations

URL_VARIABLE = "DELIBERIA_ASSISTANT_URL"
MODEL_VARIABLE = "DELIBERIA_ASSISTANT_MODEL"
REVIEWER_VARIABLE = "DELIBERIA_RELECTEUR"
KEY_VARIABLE = "DELIBERIA_ASSISTANT_KEY"
"""The only name under which a key is read from the environment; it is never copied into a setting."""
