"""LibreOffice as a converter: a profile of its own, no macro, no link, a time limit, its output checked.

It answers 0 even when it could not open a file, and would fetch what the file links to.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from deliberia.errors import DocumentError

TIME_LIMIT = 90
"""Seconds for one file; a page takes about two, the first start of a profile about five."""
_MORE = 5
"""Seconds granted to each further file of a call."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_soffice() -> str | None:
    """Return the path of LibreOffice; None when it is not installed."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def convert(
    sources: Mapping[str, bytes], *, program: str, target: str, extension: str, hint: str
) -> dict[str, bytes]:
    """Convert files in one call of LibreOffice: starting it costs more than a file.

    Args:
        sources: content by plain file name, extension included; the stems differ.
        program: what `find_soffice` returned.
        target: the value of `--convert-to`: « docx:MS Word 2007 XML ».
        extension: that of what comes out, with its dot.
        hint: what to do when it fails, in French.

    Returns:
        The converted contents by the same names; a file that LibreOffice could not open is missing.

    Raises:
        DocumentError: LibreOffice did not start, or not end in time.
    """
    # The profile may still be written to by a process that was just stopped.
    with tempfile.TemporaryDirectory(prefix="deliberia-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        entry, output, profile = folder / "entree", folder / "sortie", folder / "profil"
        entry.mkdir()
        output.mkdir()
        for file, data in sources.items():
            (entry / file).write_bytes(data)
        _write_profile(profile)
        command = [
            program, "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to", target, "--outdir", str(output),
            *(str(entry / file) for file in sources),
        ]  # fmt: skip
        _run(command, TIME_LIMIT + _MORE * (len(sources) - 1), place=", ".join(sources), hint=hint)
        made = {file: (output / file).with_suffix(extension) for file in sources}
        return {file: path.read_bytes() for file, path in made.items() if path.is_file()}


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(command: list[str], limit: float, *, place: str, hint: str) -> None:
    """Run LibreOffice in its own group of processes: its launcher starts another one that must stop too."""
    try:
        process = subprocess.Popen(  # noqa: S603 (no shell; the program comes from PATH, names are ours)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DocumentError("LibreOffice n’a pas pu démarrer.", place=place, hint=hint) from error
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired as error:
        message = f"LibreOffice n’a pas ouvert ce fichier en {limit} secondes."
        raise DocumentError(message, place=place, hint=hint) from error
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
