"""Readers: one module a format, chosen by the content of the file and not by its name alone."""
