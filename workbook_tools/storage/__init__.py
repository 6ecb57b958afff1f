"""Files on disk: reading a workbook once, and writing so that nothing is ever lost."""

from __future__ import annotations

from workbook_tools.storage._system import real_path
from workbook_tools.storage.built import built_file
from workbook_tools.storage.locks import file_lock
from workbook_tools.storage.names import edition_path, previous_version_path, safe_file_name
from workbook_tools.storage.owners import Owner, office_has_open, open_elsewhere
from workbook_tools.storage.replace import Written, make_folder, replace_file, settle
from workbook_tools.storage.reports import write_report
from workbook_tools.storage.restore import restore
from workbook_tools.storage.source import Source, read_file, read_source, refuse_too_large, used_kind
from workbook_tools.storage.troubles import reason_of, system_problem

__all__ = [
    "Owner",
    "Source",
    "Written",
    "built_file",
    "edition_path",
    "file_lock",
    "make_folder",
    "office_has_open",
    "open_elsewhere",
    "previous_version_path",
    "read_file",
    "read_source",
    "real_path",
    "reason_of",
    "refuse_too_large",
    "replace_file",
    "restore",
    "safe_file_name",
    "settle",
    "system_problem",
    "used_kind",
    "write_report",
]
