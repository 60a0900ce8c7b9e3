"""A copy of an archive where some members change: the others keep their bytes, order and dates."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Collection, Mapping

from deliberia.documents.readers.container import Container


def rewrite(
    container: Container, changes: Mapping[str, bytes], *, drop: Collection[str] = (), date: dt.datetime
) -> bytes:
    """Return the archive with these members replaced or added at the end, and those of `drop` left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in container.iter_members():
            if info.filename not in drop:
                archive.writestr(_copy_info(info), changes.get(info.filename, data))
        for name, data in changes.items():
            if name not in container:
                added = zipfile.ZipInfo(
                    name, max(date, dt.datetime(1980, 1, 1, tzinfo=dt.UTC)).timetuple()[:6]
                )
                added.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(added, data)
    return buffer.getvalue()


def _copy_info(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.compress_type = info.compress_type
    copy.external_attr = info.external_attr
    copy.create_system = info.create_system
    return copy
