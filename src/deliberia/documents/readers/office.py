"""Old formats, turned into DOCX by LibreOffice when it is installed.

LibreOffice answers 0 even when it could not open the file, and would fetch what the file links to: it runs
with a profile of its own that forbids macros and links, within a time limit, and its output is checked.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from deliberia.documents.document import Document, DocumentSorte, Remarque, RemarqueSorte
from deliberia.documents.readers.docx import read_docx
from deliberia.errors import DocumentError

TIME_LIMIT = 90
"""Seconds; a page takes about two, the first start of a profile about five."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_TO_DOCX = "Ouvrez-le dans votre traitement de texte et enregistrez-le au format .docx"
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
_FILTER = "docx:MS Word 2007 XML"


def read_doc(data: bytes, *, nom: str) -> Document:
    """Read a document of Word 97 to 2003.

    Raises:
        DocumentError: LibreOffice is absent, or could not open the file in time.
    """
    return _read_converted(data, nom, ".doc", DocumentSorte.DOC)


def read_rtf(data: bytes, *, nom: str) -> Document:
    """Read a document in RTF. Same errors as `read_doc`."""
    return _read_converted(data, nom, ".rtf", DocumentSorte.RTF)


def find_soffice() -> str | None:
    """Return the path of LibreOffice; None when it is not installed."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _read_converted(data: bytes, nom: str, extension: str, sorte: DocumentSorte) -> Document:
    document = read_docx(_convert(data, nom, extension), nom=nom)
    remark = Remarque(
        sorte=RemarqueSorte.CONVERSION,
        message=f"Ce fichier {extension} a été lu à travers LibreOffice : la mise en page peut différer.",
    )
    return replace(document, sorte=sorte, remarques=(remark, *document.remarques))


def _convert(data: bytes, nom: str, extension: str) -> bytes:
    program = find_soffice()
    if program is None:
        name = "RTF" if extension == ".rtf" else "Word d’un ancien format (.doc)"
        raise DocumentError(
            f"C’est un document {name}, que Deliberia ne lit pas sans LibreOffice.",
            place=nom,
            hint=f"{_TO_DOCX}, ou installez LibreOffice.",
        )
    # The profile may still be written to by a process that was just stopped.
    with tempfile.TemporaryDirectory(prefix="deliberia-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, output = folder / f"acte{extension}", folder / "sortie"
        source.write_bytes(data)
        output.mkdir()
        profile = folder / "profil"
        _write_profile(profile)
        _run(
            [
                program, "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault",
                f"-env:UserInstallation={profile.as_uri()}",
                "--convert-to", _FILTER, "--outdir", str(output), str(source),
            ],
            nom,
        )  # fmt: skip
        converted = output / "acte.docx"
        if not converted.is_file():
            raise _refuse("LibreOffice n’a pas pu ouvrir ce fichier.", nom)
        return converted.read_bytes()


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


def _run(command: list[str], nom: str) -> None:
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
        raise _refuse("LibreOffice n’a pas pu démarrer.", nom) from error
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise _refuse(f"LibreOffice n’a pas ouvert ce fichier en {TIME_LIMIT} secondes.", nom) from error
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


def _refuse(message: str, nom: str) -> DocumentError:
    return DocumentError(message, place=nom, hint=f"{_TO_DOCX}, puis recommencez.")
