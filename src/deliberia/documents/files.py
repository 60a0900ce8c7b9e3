"""Reading and writing whole files, with one French sentence when the disk says no."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from deliberia.errors import DocumentError, UsageError

MAX_FILE_SIZE = 100 * 1024 * 1024
"""Bytes. An ordinary act weighs less than one megabyte."""

_REASONS = {
    errno.EACCES: "vous n’en avez pas le droit, ou le fichier est ouvert ailleurs.",
    errno.EPERM: "vous n’en avez pas le droit.",
    errno.EROFS: "ce disque est en lecture seule.",
    errno.ENOSPC: "le disque est plein.",
    errno.EDQUOT: "votre quota de disque est atteint.",
    errno.ENAMETOOLONG: "le nom est trop long.",
    errno.ENOENT: "le dossier n’existe pas.",
    errno.EEXIST: "un fichier porte déjà ce nom.",
    errno.ENOTDIR: "un élément du chemin n’est pas un dossier.",
    errno.EIO: "le disque a signalé une erreur.",
}


def write_atomic(path: Path | str, data: bytes, *, force: bool = False, sync: bool = True) -> Path:
    """Write a whole file or nothing: beside its place first, then renamed over it.

    Args:
        path: its folder exists.
        data: the whole content.
        force: replace the file that is there.
        sync: wait until the disk holds it; false when what is lost by a power failure is found and redone.

    Raises:
        UsageError: the file exists and `force` is false; its folder does not exist; the path is a folder.
        DocumentError: the disk refused.
    """
    import secrets  # writing only: reading does not pay for it

    target = Path(path)
    _check_target(target, force=force)
    aside = target.with_name(f".deliberia-{secrets.token_hex(6)}.tmp")
    try:
        try:
            _write_new(aside, data, sync=sync)
            _put_in_place(aside, target, force=force)
        finally:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _already_there(target) from error
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "le disque a refusé.")
        raise DocumentError(
            f"Le fichier n’a pas pu être écrit : {reason}",
            place=str(target),
            hint="Choisissez un autre dossier ou un autre nom.",
        ) from error
    return target


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        DocumentError: the disk refused, or a file stands there.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "le disque a refusé.")
        raise DocumentError(
            f"Le dossier n’a pas pu être créé : {reason}",
            place=str(path),
            hint="Choisissez un autre dossier.",
        ) from error


def load_bytes(path: Path | str) -> bytes:
    """Read a file, bounded in size.

    Raises:
        DocumentError: missing, a folder, not readable, empty or too large.
    """
    source = Path(path)
    place = str(source)
    try:
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_FILE_SIZE:
                raise refuse_size(place)
            data = file.read(MAX_FILE_SIZE + 1)
    except FileNotFoundError as error:
        raise DocumentError(
            "Ce fichier n’existe pas.", place=place, hint="Vérifiez le nom et le dossier."
        ) from error
    except IsADirectoryError as error:
        raise _refuse_folder(place) from error
    except PermissionError as error:
        if source.is_dir():  # what Windows answers for a folder
            raise _refuse_folder(place) from error
        raise DocumentError(
            "Vous n’avez pas le droit de lire ce fichier, ou il est ouvert ailleurs.",
            place=place,
            hint="Fermez-le ou demandez-en une copie.",
        ) from error
    except (OSError, ValueError) as error:
        raise DocumentError(
            "Ce fichier n’a pas pu être lu sur le disque.", place=place, hint="Essayez avec une copie."
        ) from error
    if len(data) > MAX_FILE_SIZE:
        raise refuse_size(place)
    return data


def refuse_size(place: str) -> DocumentError:
    """Make the error for a file that is too large."""
    return DocumentError(
        f"Ce fichier dépasse {MAX_FILE_SIZE // (1024 * 1024)} Mo.",
        place=place,
        hint="Retirez-en les images ou les annexes, puis recommencez.",
    )


def _refuse_folder(place: str) -> DocumentError:
    return DocumentError("C’est un dossier, pas un fichier.", place=place, hint="Indiquez un fichier.")


def _check_target(target: Path, *, force: bool) -> None:
    if "\x00" in str(target):
        raise _refuse_name(target)
    try:
        if target.is_dir():
            raise UsageError(
                "C’est un dossier, pas un fichier.", place=str(target), hint="Donnez un nom de fichier."
            )
        if not target.parent.is_dir():
            raise UsageError(
                "Le dossier n’existe pas.", place=str(target.parent), hint="Créez-le, puis recommencez."
            )
        if not force and os.path.lexists(target):
            raise _already_there(target)
    except OSError as error:
        raise _refuse_name(target) from error


def _refuse_name(target: Path) -> UsageError:
    return UsageError(
        "Ce nom de fichier n’est pas valable.", place=ascii(str(target)), hint="Choisissez-en un autre."
    )


def _already_there(target: Path) -> UsageError:
    return UsageError(
        "Ce fichier existe déjà ; rien n’a été écrit.",
        place=str(target),
        hint="Choisissez un autre nom, ou ajoutez --forcer pour le remplacer.",
    )


def _write_new(path: Path, data: bytes, *, sync: bool) -> None:
    with open(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), "wb"
    ) as file:
        file.write(data)
        if sync:
            file.flush()
            os.fsync(file.fileno())


def _put_in_place(aside: Path, target: Path, *, force: bool) -> None:
    """Rename; without `force`, never over a file that appeared in the meantime."""
    if not force:
        try:
            os.link(aside, target)
            return
        except FileExistsError:
            raise
        except OSError:  # this disk has no hard links
            if os.path.lexists(target):
                raise FileExistsError from None
    os.replace(aside, target)
