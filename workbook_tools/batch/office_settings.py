"""汇总设置.xlsx: what an office decides about a batch. It lies beside the stations' workbooks, or in the folder of the
results; a run reads it and never writes to it."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.batch.office_records import Choice, Office
from workbook_tools.batch.office_tables import Heads, OfficeRow, OfficeTable, read_tables
from workbook_tools.batch.places import Place
from workbook_tools.batch.rollup.standing import bare_year
from workbook_tools.catalogue import finding
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Finding
from workbook_tools.model.ruling import Ruling

NAME = "汇总设置.xlsx"
CHOSEN, SETTINGS, RULINGS, RENAMED = "采用文件", "设置", "核定", "改名"
TWINS = "同站有不同的工作簿时"
ONE_BY_ONE, NEWEST = "逐个选定", "采用填表日期最新的"
MOST_SCORE = 200  # 分; more is a slip of the pen
_KINDS: Mapping[str, Heads] = {
    CHOSEN: {"file": ("文件", "采用文件"), "station": ("站点", "站点名称"), "year": ("年度", "评价年度")},
    SETTINGS: {"name": ("设置", "项目"), "value": ("取值", "值")},
    RENAMED: {"before": ("原名", "原名称"), "now": ("现名", "现名称")},
    RULINGS: {
        "station": ("站点", "站点名称"),
        "score": ("核定得分", "核定分"),
        "opinion": ("核定意见",),
        "by": ("核定人",),
        "on": ("日期", "核定日期"),
        "year": ("年度", "评价年度"),
        "indicator": ("指标", "三级指标"),
    },
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
    renamed = tables.get(RENAMED)
    names = tuple((bare_text(row["before"]), row["now"]) for row in (renamed.rows if renamed else ()) if row["now"])
    rulings = _rulings(tables.get(RULINGS), findings)
    return Office(choice, rulings=rulings, renamed=names, findings=tuple(findings))


def _rulings(table: OfficeTable | None, findings: list[Finding]) -> tuple[Ruling, ...]:
    """What says something; of two that differ on one thing neither is taken."""
    found: dict[tuple[str, str, str], list[Ruling]] = {}
    for row in table.rows if table else ():
        if row["station"] and any(row[name] for name in ("score", "opinion")):
            each = _ruling(row, findings)
            key = (without_blanks(each.station), bare_year(each.year), without_blanks(each.indicator))
            found.setdefault(key, []).append(each)
    rulings = []
    for some in found.values():
        if len({(each.score, each.opinion) for each in some}) == 1:
            rulings.append(some[0])
        else:
            sheet, cells = some[0].sheet, "、".join(each.cell for each in some)
            findings.append(finding("B040", sheet, some[0].cell, station=some[0].station, cells=cells))
    return tuple(rulings)


def _ruling(row: OfficeRow, findings: list[Finding]) -> Ruling:
    score = day = None
    if row["score"]:
        try:
            score = Decimal(unicodedata.normalize("NFKC", row["score"]).removesuffix("分"))
            if not Decimal(0) <= score <= MOST_SCORE:
                raise ValueError
        except (ArithmeticError, ValueError):
            score = None
            findings.append(_about(row, "score", "B039", station=row["station"], text=row["score"]))
    try:
        day = row.day("on")
    except (ValueError, TypeError):
        findings.append(_about(row, "on", "B039", station=row["station"], text=row["on"]))
    where = row.at("score") or row.at("station")
    return Ruling(
        row["station"],
        row["year"],
        row["indicator"],
        score,
        row["opinion"],
        row["by"],
        day,
        f"[{NAME}]{row.sheet}",
        where,
    )


def rulings_of(rulings: Mapping[str, Sequence[Ruling]], station: str, year: str) -> tuple[Ruling, ...]:
    """Those of a station and year; `rulings` are given by names `without_blanks`."""
    some = rulings.get(without_blanks(station), ())
    return tuple(each for each in some if not each.year or not year or bare_year(each.year) == bare_year(year))


def blank_settings(stations: Sequence[tuple[str, str]], twins: Sequence[tuple[str, str]]) -> bytes:
    """汇总设置.xlsx to fill in: a line of 核定 for each station and year, and which twins are to be chosen among."""
    from workbook_tools.batch.small_workbook import Sheet, small_workbook

    return small_workbook(
        [
            Sheet(
                RULINGS,
                ("站点", "年度", "指标", "核定得分", "核定意见", "核定人", "日期"),
                [(station, year, "", "", "", "", "") for station, year in stations],
                (28, 10, 24, 12, 44, 12, 14),
                "核定整个站点的，“指标”留空；核定一项指标的，另加一行，写三级指标的名称。程序只读这张表，不会改它。",
            ),
            Sheet(
                CHOSEN,
                ("站点", "年度", "文件"),
                [(station, year, "") for station, year in twins],
                (28, 10, 60),
                "同一站点同一年度有几个不同的工作簿时，写明用哪一个：照抄汇总“同站工作簿”的“文件”一列。",
            ),
            Sheet(
                RENAMED,
                ("原名", "现名"),
                (),
                (30, 30),
                "站点改了名的写在这里，往年的工作簿才会算作它的。程序不会自行合并。",
            ),
            Sheet(SETTINGS, ("设置", "取值"), [(TWINS, ONE_BY_ONE)], (30, 30), f"取值：{ONE_BY_ONE}，或{NEWEST}。"),
        ]
    )


def _chosen_files(table: OfficeTable | None, known: frozenset[str], findings: list[Finding]) -> Iterator[str]:
    for row in table.rows if table else ():
        wanted = row["file"].replace("\\", "/").removeprefix("./")
        if not wanted:
            continue
        name = without_blanks(wanted)
        named = (each for each in known if without_blanks(posixpath.basename(each)) == name)
        fitting = [wanted] if wanted in known else list(named)
        if len(fitting) == 1:
            yield fitting[0]
        else:
            findings.append(_about(row, "file", "B031", file=wanted, count=len(fitting)))


def _newest(table: OfficeTable | None, findings: list[Finding]) -> bool:
    newest = False
    for row in table.rows if table else ():
        if without_blanks(row["name"]) != without_blanks(TWINS):
            findings.append(_about(row, "name", "B032", name=row["name"], value=row["value"]))
        elif without_blanks(row["value"]) in (without_blanks(NEWEST), without_blanks(ONE_BY_ONE), ""):
            newest = without_blanks(row["value"]) == without_blanks(NEWEST)
        else:
            findings.append(_about(row, "value", "B032", name=row["name"], value=row["value"]))
    return newest


def _about(row: OfficeRow, field: str, code: str, **figures: object) -> Finding:
    return finding(code, f"[{NAME}]{row.sheet}", row.at(field), **figures)
