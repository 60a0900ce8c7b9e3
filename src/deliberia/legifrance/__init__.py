"""Légifrance online."""
