"""The root command and the one place where an error becomes a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from deliberia.errors import DeliberiaError, ExitCode


def run(argv: Sequence[str]) -> int:
    """Run one command line (without the program's name) and return its exit code."""
    _use_utf8()
    if list(argv) == ["--version"]:  # answered before click is imported: scripts ask for it often
        from deliberia.version import VERSION

        print(f"deliberia {VERSION}")  # noqa: T201
        return ExitCode.OK
    _speak_french()
    import click

    from deliberia.cli.root import root

    is_debug = "--debug" in argv
    args = [word for word in argv if word != "--debug"]  # accepted anywhere on the line
    try:
        outcome = root.main(args=args, prog_name="deliberia", standalone_mode=False)
    except click.exceptions.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        return _report_usage(error)
    except DeliberiaError as error:
        if is_debug:
            raise
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _say("Interrompu.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of the pipe has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:
        if is_debug:
            raise
        _say(
            f"Panne imprévue ({type(error).__name__}). Rien n’a été modifié par cette dernière étape ; "
            "relancez avec --debug pour obtenir le détail à transmettre."
        )
        return ExitCode.DATA
    return outcome if isinstance(outcome, int) else ExitCode.OK


def _report_usage(error: Exception) -> int:
    import click

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help(), err=True)
        return ExitCode.USAGE
    message = error.format_message() if isinstance(error, click.ClickException) else str(error)
    _say(message)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        print(f"Aide : {error.ctx.command_path} --help", file=sys.stderr)  # noqa: T201
    return ExitCode.USAGE


def _say(message: str) -> None:
    from deliberia.text import typeset

    print(typeset(f"Erreur : {message}"), file=sys.stderr)  # noqa: T201


def _use_utf8() -> None:
    """Write UTF-8 even where the system's default is an older page (pipes on Windows)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() not in {"utf-8", "utf8"}:
            reconfigure(encoding="utf-8", errors="replace")


def _speak_french() -> None:
    """Give click our catalogue; it looks messages up when it is imported and when it prints."""
    import gettext
    from pathlib import Path

    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", str(Path(__file__).with_name("locale")))
