"""Batch: one act a row of a table, every core, resumable, the same bytes each time.

read_table(path) -> Table                 .csv, .xlsx or .jsonl, whatever spreadsheet wrote it
map_columns(columns, template) -> Plan    which column feeds which field
run_lot(job, folder, …) -> LotReport      drafts, checks, writes; `essai=True` writes nothing
render_report(report, shape) -> str       html, json or csv
check_files, read_many_citations          the same cores for a folder of files that are already written
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.lot.columns import Plan, map_columns
    from deliberia.lot.files import check_files, list_files, read_many_citations
    from deliberia.lot.jobs import Job, Outcome, make_job
    from deliberia.lot.report import LotReport, render_report
    from deliberia.lot.rows import TableRow
    from deliberia.lot.running import Progress, run_lot
    from deliberia.lot.table import Table, read_table

__all__ = [
    "Job",
    "LotReport",
    "Outcome",
    "Plan",
    "Progress",
    "Table",
    "TableRow",
    "check_files",
    "list_files",
    "make_job",
    "map_columns",
    "read_many_citations",
    "read_table",
    "render_report",
    "run_lot",
]

_HOMES = {
    "columns": ("Plan", "map_columns"),
    "files": ("check_files", "list_files", "read_many_citations"),
    "report": ("LotReport", "render_report"),
    "running": ("Progress", "run_lot"),
    "rows": ("TableRow",),
    "table": ("Table", "read_table"),
    "jobs": ("Job", "Outcome", "make_job"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
