"""Zip archives of strangers: judged on their directory before a single member is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from deliberia.errors import DocumentError

MAX_MEMBERS = 2_000
MAX_TOTAL_SIZE = 200 * 1024 * 1024
MAX_XML_SIZE = 16 * 1024 * 1024
"""A part of this size already costs ten seconds and 600 MB; one page takes 5 to 20 kB."""
MAX_RATIO = 200
_RATIO_FLOOR = 1024 * 1024
"""Bytes unpacked under which the ratio does not matter: a short repetitive file packs very well."""
_END = b"PK\x05\x06"
_END_COUNT = struct.Struct("<8xHHII")
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_RESAVE = "Ouvrez-le dans votre traitement de texte, enregistrez-le sous un autre nom, puis recommencez."


class Container:
    """An archive whose directory was accepted. Members are read whole, bounded in size."""

    def __init__(self, data: bytes, *, place: str) -> None:
        """Open the archive.

        Raises:
            DocumentError: damaged, encrypted, too many members, twice the same name, or a bomb.
        """
        self.place = place
        if _count_members(data, place) > MAX_MEMBERS:
            raise self._refuse_bomb("il contient trop d’éléments")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
            raise self._refuse_damaged() from error
        self._infos = {info.filename: info for info in self._zip.infolist()}
        self._check()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """Unpack a member.

        Raises:
            DocumentError: the member is missing, damaged or too large.
        """
        info = self._infos.get(name)
        if info is None:
            raise DocumentError(
                f"Le fichier est incomplet : « {name} » y manque.", place=self.place, hint=_RESAVE
            )
        if info.file_size > MAX_XML_SIZE:
            raise self._refuse_bomb("une de ses parties est démesurée")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise self._refuse_damaged() from error

    def iter_members(self) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        """Unpack every member, in order; together they are bounded.

        Raises:
            DocumentError: a member is damaged.
        """
        for info in self._zip.infolist():
            try:
                yield info, self._zip.read(info)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
                raise self._refuse_damaged() from error

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) != len(self._infos):
            raise DocumentError(
                "Ce fichier contient deux parties du même nom : on ne peut pas savoir laquelle est la bonne.",
                place=self.place,
                hint=_RESAVE,
            )
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise DocumentError(
                "Ce fichier est protégé par un mot de passe.",
                place=self.place,
                hint="Retirez la protection, puis recommencez.",
            )
        if any(info.compress_type not in _METHODS for info in infos):
            raise DocumentError(
                "Ce fichier est compressé d’une façon que Word et LibreOffice n’emploient pas.",
                place=self.place,
                hint=_RESAVE,
            )
        if sum(info.file_size for info in infos) > MAX_TOTAL_SIZE:
            raise self._refuse_bomb("il prendrait plus de 200 Mo une fois ouvert")
        for info in infos:
            if info.file_size > _RATIO_FLOOR and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                raise self._refuse_bomb("une de ses parties gonfle démesurément à l’ouverture")

    def _refuse_bomb(self, reason: str) -> DocumentError:
        return DocumentError(
            f"Ce fichier n’a pas été ouvert : {reason}.",
            place=self.place,
            hint="S’il vient d’une source sûre, enregistrez-le à nouveau sans ses images ni ses annexes.",
        )

    def _refuse_damaged(self) -> DocumentError:
        return DocumentError("Ce fichier est endommagé ou incomplet.", place=self.place, hint=_RESAVE)


def _count_members(data: bytes, place: str) -> int:
    """Read the number of members in the end record, without walking the directory."""
    position = data.rfind(_END, max(0, len(data) - 65_557))
    if position < 0 or position + 20 > len(data):
        raise DocumentError("Ce fichier est endommagé ou incomplet.", place=place, hint=_RESAVE)
    counts: tuple[int, int, int, int] = _END_COUNT.unpack_from(data, position)
    count_here, count, size, _ = counts
    # The count may lie: a directory of an honest file takes less than 400 bytes a member.
    return max(count_here, count, size // 400)
