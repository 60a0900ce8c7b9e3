"""The non-breaking spaces of French typography."""

NBSP = "\u00a0"
"""Between words that stay on one line."""
NARROW = "\u202f"
"""Before « ; ! ? » and between groups of three figures."""
