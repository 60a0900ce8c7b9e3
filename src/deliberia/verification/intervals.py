"""Small questions about one interval of validity."""

from __future__ import annotations

import datetime as dt

from deliberia.legal_refs import Interval

_SNAPSHOTS = {
    dt.date(2019, 8, 5): "état LEGI du 5 août 2019",
    dt.date(2025, 7, 12): "export LEGI du 12 juillet 2025",
    dt.date(2026, 8, 20): "données LEGI du 20 août 2026",
}


def is_open(row: Interval) -> bool:
    """Tell whether no end is known."""
    return row.fin is None


def covers(row: Interval, on: dt.date) -> bool:
    """Tell whether a day lies between the start and the end, uncertain or not."""
    return (row.debut is None or row.debut <= on) and (row.fin is None or on < row.fin)


def name_snapshot(etat: dt.date) -> str:
    """Name the source that a last known day betrays."""
    return _SNAPSHOTS.get(etat, "index des articles")
