"""A first look at each workbook of a folder, in the workers: its content's digest, and whether it is only a ledger.

Nothing is judged here. A file that cannot be opened is told of by the job that processes it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass

from workbook_tools.basis.file_kinds import WORD, kind_of
from workbook_tools.batch.places import Place, place
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.foreign import as_package

NO_TABLE = "F157"  # a Word document without tables
LARGEST_INDEX = 1 << 20  # bytes of a list of sheets that is looked at
_SHEET_NAME = re.compile(rb"<(?:\w{1,40}:)?sheet\s[^<>]*?\bname=\"([^\"<]*)\"")


@dataclass(frozen=True, slots=True)
class Seen:
    """One file: SHA-256 of its content ("" when it cannot be read), whether it holds nothing but ledger sheets, and
    of how many projects it has forms.

    `no_form`: a Word document that is something else: a report, a letter, a list.
    """

    relative: str
    digest: str
    only_ledger: bool
    projects: int = 1
    no_form: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Which station and year a workbook says it is of, in one spelling; "" for what it does not say."""

    relative: str
    station: str
    year: str


def survey(source_root: str, relatives: list[str]) -> list[Seen]:
    """A look at several files, in their order. Never raises."""
    root = place(source_root)
    return [_look(root, relative) for relative in relatives]


def names(source_root: str, relatives: list[str]) -> list[Named]:
    """What 基本信息 of several files says. Never raises."""
    root = place(source_root)
    return [_named(root, relative) for relative in relatives]


def _look(root: Place, relative: str) -> Seen:
    try:
        data = root.read_workbook(relative)
    except Exception:  # whatever a disk or an object store may raise
        return Seen(relative, "", only_ledger=False)
    # Under a workbook's name it is some station's mistake, and the job says so.
    if relative.lower().endswith(WORD.suffixes) and kind_of(data) is WORD and _is_no_form(data):
        return Seen(relative, hashlib.sha256(data).hexdigest(), only_ledger=False, no_form=True)
    try:
        package = as_package(data)
        standard = not _may_be_ledger(package)
        only_ledger = not standard and _is_ledger(package)
        projects = 1 if standard or only_ledger else _projects(package)
    except Exception:  # damaged: the job says so
        only_ledger, projects = False, 1
    return Seen(relative, hashlib.sha256(data).hexdigest(), only_ledger, projects)


def _projects(data: bytes) -> int:
    from workbook_tools.reading.official_form import looks_like_form, project_count

    return project_count(data) if looks_like_form(data) else 1


def _is_no_form(data: bytes) -> bool:
    """A Word document that is a report, or has no table of a form. A damaged one is left to the job, which says so."""
    from workbook_tools.old_reports import is_report
    from workbook_tools.reading.official_form import looks_like_form

    try:
        return is_report(data, WORD) or _is_working_paper(data) or not looks_like_form(as_package(data))
    except CannotProcess as problem:
        return any(finding.code == NO_TABLE for finding in problem.findings)


def _is_working_paper(data: bytes) -> bool:
    """核查底稿, which the program wrote beside a workbook: its tables tell the indicators once more."""
    from workbook_tools.report.speaker import WORKING_PAPER

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("docProps/core.xml") as properties:
            return f"{WORKING_PAPER}</dc:subject>" in properties.read(LARGEST_INDEX).decode("utf-8", "replace")
    except Exception:  # without properties, or damaged: looked at properly
        return False


def _may_be_ledger(data: bytes) -> bool:
    """Quickly, for thousands of files: the list of sheets, where it nearly always lies, names no 绩效指标."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("xl/workbook.xml") as index:
            names = _SHEET_NAME.findall(index.read(LARGEST_INDEX))
    except Exception:  # another layout, or damaged: looked at properly
        return data[:2] == b"PK"
    from workbook_tools.model.fields import SHEETS

    return not any(name.decode("utf-8", "replace").strip() == SHEETS["indicators"].name for name in names)


def _is_ledger(data: bytes) -> bool:
    from workbook_tools.ooxml import Workbook
    from workbook_tools.reading.joined_ledger import holds_only_a_ledger

    return holds_only_a_ledger(Workbook.open(data))


def _named(root: Place, relative: str) -> Named:
    from workbook_tools.ooxml import Workbook
    from workbook_tools.reading.joined_ledger import station_and_year

    try:
        data = as_package(root.read_workbook(relative))
        station, year = station_and_year(data, Workbook.open(data))
    except Exception:  # damaged: it has no name then
        return Named(relative, "", "")
    return Named(relative, station, year)
