"""Generated workbooks, recomputed by the program, against fractions worked out by hand: in the workbook and in JSON."""

from __future__ import annotations

import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import calculator
import openpyxl
import pytest
from calculator import Station
from office import recalculated

from workbook_tools.authoring import StandardContent, author_workbook
from workbook_tools.cli import main
from workbook_tools.recompute import recompute

SEEDS = range(12)
TINY = 1e-9


def authored(station: Station) -> bytes:
    names = dict.fromkeys(("站点名称", "项目名称", "承接机构", "购买方"), "某某")
    return author_workbook(
        StandardContent(
            information={**names, "评价年度": "2024", **calculator.PERIOD, **station.information},
            indicators=[row.cells for row in station.rows],
            costs=station.costs,
            assessments=station.assessments,
            tranches=station.tranches,
        )
    )


@pytest.fixture(scope="module", params=SEEDS)
def computed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Station, dict[str, Any], bytes]:
    """A station, the JSON object of the command line, and the workbook that it wrote."""
    import contextlib

    station = calculator.make(request.param)
    folder = tmp_path_factory.mktemp("station")
    (folder / "站点.xlsx").write_bytes(authored(station))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        code = main(["recompute", str(folder / "站点.xlsx"), "--out", str(folder / "out"), "--no-report", "--json"])
    assert code == 0
    return station, json.loads(printed.getvalue()), (folder / "out" / "站点.xlsx").read_bytes()


def table(data: bytes, name: str, first: str) -> list[dict[str, Any]]:
    """The rows below the header that has a column of that name, by header without its unit."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[name]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(rows) if first in row)
    heads = [str(text or "").split("（")[0] for text in rows[start]]
    return [dict(zip(heads, row, strict=True)) for row in rows[start + 1 :]]


def same(shown: float | None, worked: Fraction | None) -> bool:
    return shown is None if worked is None else shown is not None and abs(shown - float(worked)) < TINY


def test_every_row_in_the_workbook(computed: tuple[Station, dict[str, Any], bytes]) -> None:
    station, _, data = computed
    for row, worked in zip(table(data, "绩效指标", "年度指标值"), station.rows, strict=False):
        assert same(row["得分"], worked.score), (row, worked)
        assert same(row["完成率"], worked.completion), (row, worked)
        assert same(row["偏差"], worked.variance), (row, worked)
        state = row["完成情况"].split()[0]
        met = worked.earned == 1 or worked.cells["实际完成值"] == "达成"
        wanted = "无法判定" if worked.earned is None else "完成" if met else "未完成"
        assert state.removeprefix("超额") == wanted, (row, worked)


def test_every_row_in_json(computed: tuple[Station, dict[str, Any], bytes]) -> None:
    station, answer, _ = computed
    assert len(answer["rows"]) == len(station.rows)
    for row, worked in zip(answer["rows"], station.rows, strict=True):
        assert same(row["points"], worked.points), (row, worked)
        assert same(row["score"], worked.score), (row, worked)
        assert same(row["completion"], worked.completion), (row, worked)
        assert row["why"].endswith("。")


def test_totals_and_the_grade(computed: tuple[Station, dict[str, Any], bytes]) -> None:
    station, answer, data = computed
    assert same(answer["score"], station.total)
    assert answer["total_points"] == 100
    low, high = answer["score_range"]
    assert low <= high >= float(station.judged) - TINY
    if station.total is not None:
        assert (answer["grade"], answer["judged_points"]) == (station.grade, 100)
        assert same(low, station.total)
        assert same(high, station.total)
    rows = table(data, "评价结果", "已评定分值")[:5]
    shown = {str(row["一级指标"]): row["得分"] for row in rows}
    for level, score in {**station.levels, "预算执行率": station.execution_score, "合计": station.judged}.items():
        assert same(shown[level], score) or (shown[level] is None and not score), (level, shown)


def test_money(computed: tuple[Station, dict[str, Any], bytes]) -> None:
    station, answer, data = computed
    assert same(answer["funds"]["execution_rate"], station.execution_rate)
    assert same(answer["funds"]["score"], station.execution_score)
    bases = [(share["on_budget"], share["on_spending"], share["on_funds"]) for share in answer["funds"]["shares"]]
    for shown, worked in zip(bases, station.shares, strict=True):
        assert all(same(a, b) for a, b in zip(shown, worked, strict=True))
    for row, cost in zip(table(data, "资金使用", "支出明细"), station.costs, strict=False):
        budget, spent = (Fraction(str(cost[name])) for name in ("预算金额", "支出金额"))
        assert same(row["执行率"], spent / budget)
        assert same(row["差额"], spent - budget)
        assert same(row["差异率"], (spent - budget) / budget)


def test_assessments_and_tranches(computed: tuple[Station, dict[str, Any], bytes]) -> None:
    station, answer, data = computed
    assert same(answer["station_score"], station.station_score)
    assert answer["station_grade"] == station.station_grade
    parts = [row["加权得分"] for row in table(data, "评估评分", "评估期次")]
    assert all(same(a, b) for a, b in zip(parts, station.weighted, strict=False))
    for shown in (
        [row["应拨金额"] for row in table(data, "资金拨付", "拨付期次")],
        [t["due"] for t in answer["tranches"]],
    ):
        assert all(same(a, b) for a, b in zip(shown, station.due, strict=False))


@pytest.mark.office
@pytest.mark.parametrize("seed", [3, 8])
def test_libreoffice_calculates_the_same_totals(seed: int, tmp_path: Path) -> None:
    station = calculator.make(seed)
    book = tmp_path / "站点.xlsx"
    book.write_bytes(authored(station))
    assert recompute(book, report=False).ok
    written = book.read_bytes()
    before, after = (
        [list(row.values())[:7] for row in table(data, "评价结果", "已评定分值")[:5]]
        for data in (written, _saved(recalculated(written, tmp_path)))
    )
    assert [row[1:] for row in after] == [pytest.approx(row[1:]) for row in before]


def _saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
