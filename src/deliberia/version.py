"""The version, written once for the program; `pyproject.toml` bears the same."""

VERSION = "0.1.0"
