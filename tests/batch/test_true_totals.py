"""Totals that are true: what counts once, what stands outside, and money that adds up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from batch_folder import information, opened, rows_of, settings_book, station_book
from sheets import COSTS, INDICATOR_HEADS

from workbook_tools.batch import BatchOutcome, batch

DAY = "2025-09-01"
TRANCHE_HEADS = ("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）")
BLANK = (INDICATOR_HEADS, ("产出指标", "数量指标", "个案服务", "", 60, "个", 50, "", ""))
NO_COSTS = (COSTS[0], ("人员经费", "工资和社保", "人员费用", 140, "", ""))


def run(source: Path, out: Path, **settings: Any) -> BatchOutcome:
    return batch(source, out, jobs=1, report=False, as_of=DAY, **settings)


def costs(spent: float) -> tuple[tuple[object, ...], ...]:
    return (COSTS[0], ("人员经费", "工资和社保", "人员费用", 200, spent, ""))


def prepared(station: str, day: dt.date, spent: float) -> bytes:
    about = (*information(station), ("填表日期", day))
    return station_book(station, **{"基本信息": about, "资金使用": costs(spent)})


def spent_in(out: Path) -> float:
    return sum(row["支出"] for row in rows_of(out / "汇总.xlsx", "资金"))


def ranked(out: Path) -> set[str]:
    return {row["文件"] for row in rows_of(out / "汇总.xlsx", "排名") if row["文件"]}


def test_identical_copies_of_a_station_count_once(source: Path, out: Path) -> None:
    same = (source / "甲街.xlsx").read_bytes()
    (source / "副本").mkdir()
    (source / "副本" / "甲街 - 副本.xlsx").write_bytes(same)
    (source / "甲街（另存）.xlsx").write_bytes(
        station_book("甲街社工服务站 ", 服务成效=None)
    )  # other bytes, same figures
    outcome = run(source, out)
    assert ranked(out) == {"乙街.xlsx", "甲街.xlsx", "远郊/丙镇.xlsx"}
    assert spent_in(out) == 3 * 196
    outside = {row["文件"]: row["原因"] for row in rows_of(out / "汇总.xlsx", "未计入工作簿")}
    assert outside == dict.fromkeys(("甲街（另存）.xlsx", "副本/甲街 - 副本.xlsx"), "相同副本")
    assert [note.code for note in outcome.notes] == ["B016"]


def test_twins_that_differ_stand_outside_everything_until_one_is_chosen(source: Path, out: Path) -> None:
    (source / "甲街（改）.xlsx").write_bytes(station_book("甲街社工服务站", 资金使用=costs(150)))
    outcome = run(source, out)
    assert ranked(out) == {"乙街.xlsx", "远郊/丙镇.xlsx"}
    assert spent_in(out) == 2 * 196
    assert {row["站点"] for row in rows_of(out / "汇总.xlsx", "完成率热力图")} == {"乙街社工服务站", "丙镇社工服务站"}
    assert {row["站点数"] for row in rows_of(out / "汇总.xlsx", "指标统计")} == {2}
    assert [note.code for note in outcome.notes] == ["B008"]
    assert "没有计入 2 个（未选定 2 个）" in (out / "汇总.html").read_text(encoding="utf-8")

    settings_book(source / "汇总设置.xlsx", 采用文件=[("站点", "文件"), ("甲街社工服务站", "甲街（改）.xlsx")])
    outcome = run(source, out)
    assert ranked(out) == {"乙街.xlsx", "甲街（改）.xlsx", "远郊/丙镇.xlsx"}
    assert spent_in(out) == 2 * 196 + 150
    twins = {row["文件"]: row["计入"] for row in rows_of(out / "汇总.xlsx", "同站工作簿")}
    assert twins == {"甲街（改）.xlsx": "计入", "甲街.xlsx": "未采用"}
    assert not outcome.notes


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        ((dt.date(2025, 8, 1), dt.date(2025, 8, 9)), "后.xlsx"),
        ((dt.date(2025, 8, 9), dt.date(2025, 8, 1)), "先.xlsx"),
        ((dt.date(2025, 8, 1), dt.date(2025, 8, 1)), None),  # which is the newest is not known
    ],
)
def test_the_newest_by_its_own_date_is_taken_where_the_office_says_so(
    tmp_path: Path, out: Path, days: tuple[dt.date, dt.date], counted: str | None
) -> None:
    source = tmp_path / "各站"
    settings_book(source / "汇总设置.xlsx", 设置=[("设置", "取值"), ("同站有不同的工作簿时", "采用填表日期最新的")])
    for name, day, spent in zip(("先", "后"), days, (100, 150), strict=True):
        (source / f"{name}.xlsx").write_bytes(prepared("甲街社工服务站", day, spent))
    run(source, out)
    assert ranked(out) == ({counted} if counted else set())


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"采用文件": [("站点", "文件"), ("甲街", "没有的.xlsx")]}, "B031"),
        ({"设置": [("设置", "取值"), ("同站有不同的工作簿时", "随便")]}, "B032"),
        ({"设置": [("设置", "取值"), ("别的", "是")]}, "B032"),
    ],
)
def test_what_a_setting_cannot_mean_is_told_with_its_cell(
    source: Path, out: Path, sheets: dict[str, list[tuple[object, ...]]], code: str
) -> None:
    settings_book(source / "汇总设置.xlsx", **sheets)
    (note,) = run(source, out).notes
    assert (note.code, note.cell[1:]) == (code, "2")
    assert "汇总设置.xlsx" in note.sheet


def test_a_damaged_settings_workbook_is_told_and_the_batch_done_without_it(source: Path, out: Path) -> None:
    (source / "汇总设置.xlsx").write_bytes(b"PK\3\4")
    outcome = run(source, out)
    assert [note.code for note in outcome.notes] == ["B030"]
    assert len(ranked(out)) == 3


def test_a_blank_workbook_is_not_reported_and_has_no_place_and_no_grade(source: Path, out: Path) -> None:
    (source / "空.xlsx").write_bytes(station_book("空白街社工服务站", 绩效指标=BLANK, 资金使用=NO_COSTS))
    outcome = run(source, out)
    assert "空.xlsx" not in ranked(out)
    assert {row["文件"]: row["原因"] for row in rows_of(out / "汇总.xlsx", "未计入工作簿")} == {"空.xlsx": "未填报"}
    assert [note.code for note in outcome.notes] == ["B017"]
    assert "未定 0 个" in (out / "汇总.html").read_text(encoding="utf-8")
    own = opened(out / "各站结果/空/空.xlsx")["评价结果"]
    texts = [str(cell.value) for row in own.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "未填报" in texts  # where the grade stands
    assert not [text for text in texts if "差～优" in text or "等级未定" in text]


def paid_station(rows: list[tuple[object, ...]], name: str = "拨付街社工服务站") -> bytes:
    about = (*information(name), ("合同生效日期", dt.date(2024, 8, 1)))
    return station_book(name, **{"基本信息": about, "资金拨付": [TRANCHE_HEADS, *rows]})


EFFECTIVE, MIDTERM = ("首期", 0.55, "合同生效", ""), ("二期", 0.45, "中期评估合格", "")


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ("", {"到期应拨": 110, "未填已拨": 110, "尚欠金额": 0, "超拨金额": 0, "状态": "未填已拨"}),
        (0, {"到期应拨": 110, "未填已拨": 0, "尚欠金额": 110, "超拨金额": 0, "状态": "逾期"}),
        (100, {"到期应拨": 110, "未填已拨": 0, "尚欠金额": 10, "超拨金额": 0, "状态": "逾期"}),
        (110, {"到期应拨": 110, "未填已拨": 0, "尚欠金额": 0, "超拨金额": 0, "状态": "已付"}),
        (130, {"到期应拨": 110, "未填已拨": 0, "尚欠金额": 0, "超拨金额": 20, "状态": "已付"}),
    ],
)
def test_a_blank_payment_is_no_arrears_and_what_is_overpaid_stands_apart(
    tmp_path: Path, out: Path, paid: object, expected: dict[str, object]
) -> None:
    source = tmp_path / "各站"
    source.mkdir()
    (source / "站.xlsx").write_bytes(paid_station([(*EFFECTIVE, paid)]))
    run(source, out)
    (row,) = rows_of(out / "汇总.xlsx", "资金拨付")
    assert {name: row[name] for name in expected} == expected


def test_every_row_of_the_money_tables_adds_up_and_paper_has_the_sums_of_the_sheets(source: Path, out: Path) -> None:
    from docx import Document

    for number, rows in enumerate(
        (
            [(*EFFECTIVE, ""), (*MIDTERM, 20)],  # paid ahead
            [(*MIDTERM, ""), (*EFFECTIVE, 130.5)],
            [("首期", "", "合同生效", "", 7), (*MIDTERM, 0)],  # what is due is not known
            [(*EFFECTIVE, 60), ("整改", 0.4, "中期整改合格", "", 1)],
        )
    ):
        (source / f"拨{number}.xlsx").write_bytes(paid_station(rows, f"拨付{number}街社工服务站"))
    run(source, out)
    lines = rows_of(out / "汇总.xlsx", "资金拨付")
    assert len(lines) == 8
    for sheet, head in (("资金拨付", "拨付期次"), ("拨付按期次", "拨付期次"), ("拨付按状态", "状态")):
        for row in rows_of(out / "汇总.xlsx", sheet):
            got = {name: row[name] or 0 for name in row if isinstance(row[name], int | float | type(None))}
            assert got["应拨金额"] == pytest.approx(got["到期应拨"] + got["尚未到期"] + got["不予支付"]), row[head]
            left = got["到期应拨"] + got["提前拨付"] + got["超拨金额"] + got["应拨不明"]
            assert left == pytest.approx(got["已拨金额"] + got["尚欠金额"] + got["未填已拨"]), row[head]
    for sheet in ("拨付按期次", "拨付按状态"):
        *parts, total = rows_of(out / "汇总.xlsx", sheet)
        for name in ("应拨金额", "到期应拨", "已拨金额", "尚欠金额", "未填已拨", "超拨金额", "提前拨付"):
            assert total[name] == pytest.approx(sum(row[name] or 0 for row in lines))
            assert total[name] == pytest.approx(sum(row[name] for row in parts))
    assert [row["拨付期次"] for row in rows_of(out / "汇总.xlsx", "拨付按期次")] == ["首期", "二期", "整改", "合计"]
    tables = [table for table in Document(out / "汇总.docx").tables if "应拨" in [c.text for c in table.rows[0].cells]]
    assert len(tables) == 2
    for table, sheet in zip(tables, ("拨付按期次", "拨付按状态"), strict=True):
        printed = [float(cell.text.replace("—", "0").replace(",", "")) for cell in table.rows[-1].cells[1:]]
        total = rows_of(out / "汇总.xlsx", sheet)[-1]
        assert printed == pytest.approx(list(total.values())[1:12])
