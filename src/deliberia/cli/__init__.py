"""The command line: it parses, calls a use case and prints. No rule of law lives here.

Data goes to stdout, everything else to stderr. `run` owns the exit codes and the wording of errors.
"""

from deliberia.cli.main import run

__all__ = ["run"]
