"""汇总设置.xlsx: what an office decides about a batch. It lies beside the stations' workbooks, or in the folder of the
results; a run reads it and never writes to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from workbook_tools.batch.office_records import Choice, Office
from workbook_tools.batch.office_tables import Heads, OfficeRow, OfficeTable, bare, read_tables
from workbook_tools.batch.places import Place
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding

NAME = "汇总设置.xlsx"
CHOSEN, SETTINGS = "采用文件", "设置"
TWINS = "同站有不同的工作簿时"
ONE_BY_ONE, NEWEST = "逐个选定", "采用填表日期最新的"
_KINDS: Mapping[str, Heads] = {
    CHOSEN: {"file": ("文件", "采用文件"), "station": ("站点", "站点名称"), "year": ("年度", "评价年度")},
    SETTINGS: {"name": ("设置", "项目"), "value": ("取值", "值")},
}


def read_office(*places: Place, known: frozenset[str] = frozenset()) -> Office:
    """From the first place that has the file. One that cannot be read is told of, and the batch done without it.

    `known` are the workbooks of the batch: a file that is chosen and not among them is told of.
    """
    for place in places:
        if not place.exists(NAME):
            continue
        try:
            tables = read_tables(place.read(NAME), _KINDS)
        except Exception as problem:  # damaged, locked, with a password: it shows itself in many ways
            return Office(findings=(finding("B030", NAME, reason=type(problem).__name__),))
        return _office(tables, known)
    return Office()


def _office(tables: Mapping[str, OfficeTable], known: frozenset[str]) -> Office:
    findings: list[Finding] = []
    files = frozenset(_chosen_files(tables.get(CHOSEN), known, findings))
    choice = Choice(files, _newest(tables.get(SETTINGS), findings))
    return Office(choice, findings=tuple(findings))


def _chosen_files(table: OfficeTable | None, known: frozenset[str], findings: list[Finding]) -> Iterator[str]:
    for row in table.rows if table else ():
        wanted = row["file"].replace("\\", "/").removeprefix("./")
        if not wanted:
            continue
        fitting = [each for each in known if each == wanted]
        fitting = fitting or [each for each in known if bare(posixpath.basename(each)) == bare(wanted)]
        if len(fitting) == 1:
            yield fitting[0]
        else:
            findings.append(_about(row, "file", "B031", file=wanted, count=len(fitting)))


def _newest(table: OfficeTable | None, findings: list[Finding]) -> bool:
    newest = False
    for row in table.rows if table else ():
        if bare(row["name"]) != bare(TWINS):
            findings.append(_about(row, "name", "B032", name=row["name"], value=row["value"]))
        elif bare(row["value"]) in (bare(NEWEST), bare(ONE_BY_ONE), ""):
            newest = bare(row["value"]) == bare(NEWEST)
        else:
            findings.append(_about(row, "value", "B032", name=row["name"], value=row["value"]))
    return newest


def _about(row: OfficeRow, field: str, code: str, **figures: object) -> Finding:
    return finding(code, f"[{NAME}]{row.sheet}", row.at(field), **figures)
