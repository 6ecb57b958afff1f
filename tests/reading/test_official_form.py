"""Official forms: eight published sheets in four layouts each, and what else provinces do to a form."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.reading.form_builder import LAYOUTS, Form, build
from tests.reading.published_forms import CHANGJIANG, JINZHAI, JISHAN, LANGFANG, LIJIANG, SUIXI, TANGXI, XUEYUANLU
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.model import Submission
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.official_form import looks_like_form, read_form

FORMS = {
    "TANGXI": TANGXI,
    "SUIXI": SUIXI,
    "CHANGJIANG": CHANGJIANG,
    "LANGFANG": LANGFANG,
    "JINZHAI": JINZHAI,
    "XUEYUANLU": XUEYUANLU,
    "LIJIANG": LIJIANG,
    "JISHAN": JISHAN,
}
every_form = pytest.mark.parametrize("name", FORMS)
every_layout = pytest.mark.parametrize("layout", LAYOUTS)


def codes(form: Submission) -> list[str]:
    return [finding.code for finding in form.findings]


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text and text.replace(".", "").isdigit() else None


@every_form
@every_layout
def test_a_published_form_is_known_and_every_filled_row_is_read(name: str, layout: str) -> None:
    form = FORMS[name]
    data = build(form, layout)
    assert looks_like_form(data)
    read = read_form(data)
    filled = [row for row in form.rows if row.target or row.actual]
    assert [row.stated_score for row in read.indicators] == [Decimal(str(row.score)) for row in filled]
    assert [row.level2 for row in read.indicators] == [row.level2 for row in filled]
    if layout != "headings" and form.has_points:
        assert [row.points for row in read.indicators] == [Decimal(str(row.points)) for row in filled]


@every_form
@every_layout
def test_the_funds_are_read_as_printed(name: str, layout: str) -> None:
    form = FORMS[name]
    stated = read_form(build(form, layout)).stated_funds
    total = form.funds[0]
    assert stated is not None
    assert stated.executed == decimal(total.executed)
    assert stated.points == decimal(total.points)
    assert stated.score == decimal(total.score)
    if total.full:
        assert stated.full_year_budget == decimal(total.full)


@every_form
def test_all_layouts_of_one_form_say_the_same(name: str) -> None:
    def said(read: Submission) -> list[tuple[str, ...]]:
        return [
            (row.level1, row.level2, row.level3, format_quantity(row.target).rstrip("%"), row.target.operator)
            for row in read.indicators
        ]

    first, *others = (said(read_form(build(FORMS[name], layout))) for layout in ("ministry", "headings", "plain"))
    assert all(other == first for other in others)
    assert all(level1 and level2 and level3 for level1, level2, level3, *_ in first)


@every_layout
def test_labels_and_goals_stand_beside_the_tables(layout: str) -> None:
    read = read_form(build(SUIXI, layout))
    about = read.information
    assert (about.project, about.contractor, about.authority) == ("临时救助", "濉溪县民政局", "濉溪县民政局")
    assert (about.year, about.prepared_by) == ("2019", "李文")
    if layout != "plain":  # that layout has no goals
        assert [text.chapter for text in read.texts] == ["年度绩效目标", "实施情况"]
        assert "87人次" in read.texts[1].content


def test_several_goals_are_all_kept() -> None:
    form = replace(SUIXI, goals=[("救助困难家庭", "已救助87人次"), ("发放救助资金", "已发放30万元")])
    for layout in ("ministry", "province"):
        texts = read_form(build(form, layout)).texts
        assert [text.content for text in texts if text.chapter == "年度绩效目标"] == ["救助困难家庭", "发放救助资金"]
        assert [text.content for text in texts if text.chapter == "实施情况"] == ["已救助87人次", "已发放30万元"]


@every_layout
def test_points_of_the_levels_are_kept_with_their_cells(layout: str) -> None:
    read = read_form(build(TANGXI, layout))
    assert [(h.level1, h.points) for h in read.headings if h.level == 1] == [
        ("产出指标", Decimal(50)),
        ("效益指标", Decimal(30)),
    ]


def test_an_operator_and_a_unit_in_columns_of_their_own_are_read_with_the_target() -> None:
    row = read_form(build(SUIXI, "province")).indicators[7]
    assert (row.nature, row.unit, row.target.operator, row.target.number) == ("≤", "元/户", "≤", Decimal(5300))


def test_the_part_of_a_row_above_keeps_its_own_points() -> None:
    row = read_form(build(SUIXI, "ministry")).indicators[1]
    assert row.level3.startswith("其中")
    assert (row.points, row.stated_score) == (Decimal(5), Decimal(5))


@pytest.mark.parametrize("layout", ["ministry", "province"])
def test_template_rows_that_nobody_filled_in_are_left_out_and_said(layout: str) -> None:
    read = read_form(build(LANGFANG, layout))
    assert len(read.indicators) == len(LANGFANG.rows)
    assert codes(read).count("O102") == 2


def test_the_number_and_the_stars_in_front_of_a_name_are_taken_off() -> None:
    assert read_form(build(JISHAN, "ministry")).indicators[8].level3 == "0-6岁儿童健康管理数"
    assert read_form(build(SUIXI, "ministry")).indicators[0].level3 == "农村低保发放人数(按月平均)(≥**人)"


def test_a_nought_in_the_column_of_reasons_is_no_reason() -> None:
    reasons = [row.reason for row in read_form(build(LANGFANG, "ministry")).indicators]
    assert reasons[0].startswith("已完工")
    assert set(reasons[1:]) == {""}


@every_layout
def test_the_scheme_follows_what_the_form_shows(layout: str) -> None:
    assert read_form(build(CHANGJIANG, layout)).information.scheme == "fiscal-2020-execution-20-bands-80-50"
    assert "O110" in codes(read_form(build(CHANGJIANG, layout)))
    assert read_form(build(SUIXI, layout)).information.scheme == "fiscal-2020"
    own_costs = replace(SUIXI, rows=[replace(SUIXI.rows[0], level1="成本指标"), *SUIXI.rows])
    assert read_form(build(own_costs, layout)).information.scheme == "fiscal-2021"


def test_the_total_as_printed_is_kept_with_its_cell() -> None:
    read = read_form(build(CHANGJIANG, "ministry"))
    assert (read.stated_total, read.stated_total_cell) == (Decimal(100), "H11")


# ---------------------------------------------------------------- forms made cell by cell


EXECUTION = ["预算执行率", "权重", "得分", "原因"]
LEVELS = ["一级指标", "二级指标", "三级指标"]
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
FUNDS: tuple[Sequence[Any], ...] = (
    ["项目支出绩效自评表（2022年度）"],
    ["项目名称", "青禾街社工站", "实施单位", "青禾社工中心"],
    ["项目资金（万元）", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", 240, 228, 10, 0.95, 9.5],
)
ROW = ["产出指标", "数量指标", "个案辅导", "68个", "70个", 10, 10, ""]


def sheet_of(rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), **cells: Any) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([None if value == "" else value for value in row])
    for area in merges:
        sheet.merge_cells(area)
    for place, value in cells.items():
        sheet[place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def form_of(*rows: Sequence[Any], heads: Sequence[str] = HEADS, funds: Sequence[Sequence[Any]] = FUNDS) -> Submission:
    return read_form(sheet_of([*funds, heads, *rows]))


@pytest.mark.parametrize(
    "heads",
    [
        ["1级指标", "2级指标", "3级指标", "年初目标值", "全年实际值", "标准分", "自评得分", "未完成原因分析"],
        ["一级\n指标", "二 级", "三级指标", "年度指标值(A)", "全年完成值(B)", "分值（权重）", "得分", "未完成原因"],
        ["指标类型", "二级指标", "指标名称", "计划完成值", "实际完成", "权数", "评分", "备注"],
        ["一级指标", "二级指标", "指标内容", "预期指标值", "年度指标完成情况", "权重", "单位自评分", "扣分原因"],
        ["一级指标", "二级指标", "三级指标", "绩效目标值", "实际完成指标值", "满分", "得分", "偏离原因分析"],
    ],
)  # fmt: skip
def test_columns_go_by_many_names(heads: list[str]) -> None:
    (row,) = form_of([*ROW[:7], "居民申请增加"], heads=heads).indicators
    assert (row.level1, row.level2, row.level3) == ("产出指标", "数量指标", "个案辅导")
    assert (row.target.number, row.actual.number) == (Decimal(68), Decimal(70))
    assert (row.points, row.stated_score, row.reason) == (Decimal(10), Decimal(10), "居民申请增加")


@pytest.mark.parametrize(
    ("heads", "values"),
    [
        (
            "一级指标 权重 二级指标 权重 三级指标 权重 指标值 完成值 得分",
            ["产出指标", 50, "数量指标", 30, "个案辅导", 10, "68个", "70个", 9],
        ),
        (
            "序号 一级指标 二级指标 三级指标 分值 评分标准 指标值 完成值 得分 复核得分",
            [1, "产出指标", "数量指标", "个案辅导", 10, "完成得满分", "68个", "70个", 9, 8],
        ),
        (
            "一级指标 二级指标 三级指标 指标值 完成值 完成率 得分计算方法 分值 得分 折算得分",
            ["产出指标", "数量指标", "个案辅导", "68个", "70个", 1.03, "比例法", 10, 9, 8.1],
        ),
    ],
)
def test_columns_that_look_alike_are_told_apart(heads: str, values: list[Any]) -> None:
    (row,) = form_of(values, heads=heads.split()).indicators
    assert (row.points, row.stated_score) == (Decimal(10), Decimal(9))
    assert (row.target.number, row.actual.number) == (Decimal(68), Decimal(70))


def test_a_header_of_two_rows_names_the_parts_of_the_target() -> None:
    top = ["一级指标", "二级指标", "三级指标", "年度指标值", "", "", "实际完成值", "分值", "得分"]
    rows = [
        *FUNDS,
        top,
        ["", "", "", "指标性质", "指标值", "度量单位"],
        ["产出指标", "数量指标", "个案", "≥", 68, "个", 70, 10, 10],
    ]
    for merges in ([], ["D5:F5"], ["A5:A6", "B5:B6", "C5:C6", "D5:F5", "G5:G6", "H5:H6", "I5:I6"]):
        (row,) = read_form(sheet_of(rows, merges)).indicators
        assert (row.target.operator, row.target.number, row.unit, row.actual.number) == ("≥", 68, "个", 70)


def test_level_names_may_stand_in_the_lower_row_of_the_header() -> None:
    top = ["绩效指标", "", "", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [*FUNDS, top, ["一级指标", "二级指标", "三级指标"], ["产出指标", "数量指标", "个案", "68个", "70个", 10, 10]]
    for merges in ([], ["A5:C5", "D5:D6", "E5:E6", "F5:F6", "G5:G6"]):
        (row,) = read_form(sheet_of(rows, merges)).indicators
        assert (row.level3, row.target.number, row.points) == ("个案", 68, 10)


def test_a_target_in_three_cells_under_one_header_is_put_together() -> None:
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "", "", "实际完成值", "分值", "得分"]
    rows = [*FUNDS, heads, ["产出指标", "质量指标", "结案率", "≥", 95, "%", 0.97, 10, 10]]
    (row,) = read_form(sheet_of(rows, ["D5:F5"])).indicators
    assert (row.target.operator, row.target.number, row.target.unit) == ("≥", Decimal("0.95"), "%")


def test_points_in_a_merged_cell_belong_to_the_rows_together() -> None:
    rows = [
        *FUNDS,
        HEADS,
        ROW,
        ["", "", "小组", "30个", "28个", "", "", ""],
        ["效益指标", "社会效益", "覆盖率", "≥90%", "95%", 30, 30, ""],
    ]
    read = read_form(sheet_of(rows, ["A6:A7", "F6:F7", "G6:G7"]))
    assert [(row.group, row.level3, row.item, row.points) for row in read.indicators] == [
        (0, "个案辅导", "个案辅导", Decimal(10)),
        (0, "个案辅导", "小组", None),
        (1, "覆盖率", "", Decimal(30)),
    ]


@pytest.mark.parametrize("text", ["产出指标（50分）", "产出指标(50%)", "产出指标50分", "产出\n指标\n（50 分）"])
def test_points_of_a_level_stand_in_its_name_in_many_ways(text: str) -> None:
    read = form_of([text, *ROW[1:]])
    assert (read.headings[0].level1, read.headings[0].points) == ("产出指标", Decimal(50))


def test_weights_as_fractions_become_points_of_a_hundred() -> None:
    read = form_of([*ROW[:5], 0.6, 55, ""], ["", "", "小组", "30个", "30个", 0.4, 40, ""])
    assert [row.points for row in read.indicators] == [Decimal(60), Decimal(40)]
    assert "O105" in codes(read)


@pytest.mark.parametrize(
    "total", [["总分", "", "", "", "", 100, 96.5], ["合 计", "", "", "", "", "", 96.5], ["总分", 96.5]]
)
def test_the_total_is_found_under_the_scores_or_beside_its_name(total: list[Any]) -> None:
    assert form_of(ROW, total).stated_total == Decimal("96.5")


@pytest.mark.parametrize(
    "note",
    [
        ["注：1.得分一档最高不能超过该指标分值上限。"],
        ["填表人：李文", "", "联系电话：0512-1"],
        ["其他需要说明的问题", "无"],
    ],
)
def test_notes_below_the_table_are_no_rows(note: list[str]) -> None:
    assert len(form_of(ROW, note, ["完成比例100-80%（含）"]).indicators) == 1


@pytest.mark.parametrize("names", [["数值", "单位"], ["目标值", "计量单位"]])
def test_the_second_line_of_a_header_is_no_row_whatever_it_is_called(names: list[str]) -> None:
    top = ["一级指标", "二级指标", "三级指标", "年度指标值", "", "实际完成值", "分值", "得分"]
    rows = [*FUNDS, top, ["", "", "", *names], ["产出指标", "质量指标", "建档率", "≥95", "%", "96.5%", 10, 10]]
    (row,) = read_form(sheet_of(rows, ["D5:E5"])).indicators
    assert (row.level3, row.actual.number) == ("建档率", Decimal("0.965"))


def test_a_row_below_the_end_of_the_table_is_asked_about() -> None:
    footer, stray = ["填表人：李文", "", "审核人：王五"], ["", "", "补充探访", "≥100次", "120次", 5, 5]
    read = form_of(ROW, ["总分", "", "", "", "", 100, 96.5], footer, [], [], [], stray)
    assert len(read.indicators) == 1
    (asked,) = (each for each in read.findings if each.code == "S032")
    assert "3行空行" in asked.message
    assert "补充探访" in asked.message


def test_the_table_may_be_repeated_for_each_goal() -> None:
    read = form_of(ROW, ["目标2"], HEADS, ["产出指标", "数量指标", "小组", "30个", "30个", 20, 20, ""])
    assert [(row.level3, row.points, row.table.at("target", row.row)) for row in read.indicators] == [
        ("个案辅导", Decimal(10), "D6"),
        ("小组", Decimal(20), "D9"),
    ]


MoneyRows = Sequence[Sequence[Any]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [
                ["项目资金（元）", "年初预算数", "全年预算数", "执行数", "执行率", "得分"],
                ["年度资金总额", 2400000, 2400000, 2280000, "95%", 9.5],
            ],
            (240, 240, 228, "0.95", "9.5"),
        ),
        (
            [
                ["资金", "年初预算(万元)", "调整后预算(万元)", "实际支出(万元)", "执行率", "得分"],
                ["合计", 200, 240, 228, 95, 9.5],
            ],
            (200, 240, 228, "0.95", "9.5"),
        ),
        (
            [["年初预算数", 200, "全年预算数（万元）", 240, "全年执行数", 228, "执行率", 0.95, "得分", 9.5]],
            (200, 240, 228, "0.95", "9.5"),
        ),
        (
            [
                ["预算执行情况（20分）", "预算数（万元）", "执行数", "执行率", "得分"],
                ["年度资金总额", 240, 228, 0.95, 19],
            ],
            (None, 240, 228, "0.95", "19"),
        ),
    ],
)
def test_the_money_stands_in_many_ways(rows: MoneyRows, expected: tuple[Any, ...]) -> None:
    stated = form_of(ROW, funds=[*FUNDS[:2], *rows]).stated_funds
    assert stated is not None
    initial, full, executed, rate, score = expected
    assert (stated.initial_budget, stated.full_year_budget, stated.executed) == (initial, full, executed)
    assert (stated.rate, stated.score) == (Decimal(rate), Decimal(score))


def test_points_of_the_execution_rate_may_stand_in_the_label() -> None:
    rows = [
        ["预算执行情况（20分）", "预算数（万元）", "执行数", "执行率", "得分"],
        ["年度资金总额", 240, 228, 0.95, 19],
    ]
    stated = form_of(ROW, funds=[*FUNDS[:2], *rows]).stated_funds
    assert stated is not None
    assert stated.points == 20


def test_the_parts_of_the_money_are_named_and_parts_of_parts_left_out() -> None:
    funds = [
        *FUNDS[:3],
        ["年度资金总额", 240, 228, 10, 0.95, 9.5],
        ["其中：当年财政拨款", 200, 190, "—", "", "—"],
        ["中央补助", 120, 110],
        ["省级补助", 80, 80],
        ["其他资金", 40, 38, "—", "", "—"],
    ]
    lines = form_of(ROW, funds=funds).cost_lines
    assert [(line.name, line.budget, line.spent) for line in lines] == [
        ("当年财政拨款", 200, 190),
        ("其他资金", 40, 38),
    ]


def test_an_amount_without_a_unit_is_told() -> None:
    rows = [["资金", "预算数", "执行数"], ["年度资金总额", 2400000, 2280000]]
    read = form_of(ROW, funds=[*FUNDS[:2], *rows])
    assert read.stated_funds is not None
    assert read.stated_funds.executed == 228
    assert "O104" in codes(read)


def test_a_form_without_money_or_year_says_so() -> None:
    read = form_of(ROW, funds=[["绩效自评表"], ["项目名称", "青禾街社工站"]])
    assert {"O103", "O109"} <= set(codes(read))
    assert read.stated_funds is None


@pytest.mark.parametrize("unreadable", ["#DIV/0!", "十分", "见附件"])
def test_a_score_that_is_no_number_is_told_with_its_cell(unreadable: str) -> None:
    read = form_of([*ROW[:6], unreadable, ""])
    found = next(finding for finding in read.findings if finding.code == "S008")
    assert (found.cell, read.indicators[0].stated_score) == ("G6", None)


def test_a_second_form_in_the_workbook_is_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_of([*FUNDS, HEADS, ROW])))
    book.copy_worksheet(book.active).title = "第二个项目"
    stream = io.BytesIO()
    book.save(stream)
    found = next(finding for finding in read_form(stream.getvalue()).findings if finding.code == "O106")
    assert "第二个项目!" in found.message
    assert "2个项目" in found.message


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["姓名", "电话"], ["李文", 1]], "O101"),
        ([["一级指标", "二级指标", "三级指标", "权重", "评价得分（百分制）", "加权得分"]], "O123"),
        ([["一级指标", "二级指标", "三级指标", "分值", "备注"]], "O101"),
        ([*FUNDS, HEADS], "O107"),
        ([*FUNDS, HEADS, ["", "", "指标1："]], "O107"),
    ],
)
def test_what_is_no_form_or_an_empty_one_is_refused(rows: Sequence[Sequence[Any]], code: str) -> None:
    with pytest.raises(CannotProcess) as caught:
        read_form(sheet_of(rows))
    assert caught.value.findings[0].code == code


def test_a_table_of_weights_and_marks_is_told_as_what_it_is() -> None:
    heads = ["一级指标", "二级指标", "三级指标", "权重", "评价得分（百分制）", "加权得分"]
    marks = sheet_of([["绩效评价表（2023年度）"], heads, ["产出", "数量", "服务完成率", 0.3, 95, 28.5]])
    assert not looks_like_form(marks)
    with pytest.raises(CannotProcess) as caught:
        evaluate_bytes(marks)
    (told,) = caught.value.findings
    assert (told.code, told.cell) == ("O123", "A2")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook"])
def test_bytes_that_are_no_workbook_are_no_form(data: bytes) -> None:
    assert not looks_like_form(data)
    with pytest.raises(CannotProcess):
        read_form(data)


@pytest.mark.parametrize("make", [lambda: build(JISHAN, "ministry"), lambda: build(SUIXI, "province")])
def test_reading_twice_says_the_same(make: Callable[[], bytes]) -> None:
    assert read_form(make()) == read_form(make())


def test_hostile_cells_are_read_without_harm() -> None:
    texts = ["\ud7ff" * 3, "九" * 10_000, "=HYPERLINK(1)", "1e308", "NaN", "≥" * 500, "-", "（" * 300]
    read = form_of(*(["产出指标", "数量指标", f"指标{n}甲", text, text, 1, 1, text] for n, text in enumerate(texts)))
    assert len(read.indicators) == len(texts)
    assert all(isinstance(form.source, str) for form in FORMS.values() if isinstance(form, Form))


def test_the_execution_rate_among_the_indicators_goes_by_one_name() -> None:
    read = form_of(["预算执行率（10分）", "预算执行率", "预算执行率(%)", "100%", "95%", 10, 9.5, ""], ROW)
    assert [(row.level3, row.is_execution) for row in read.indicators] == [("预算执行率", True), ("个案辅导", False)]


def test_subtotals_are_neither_rows_nor_the_total() -> None:
    read = form_of(
        ROW,
        ["小计", "", "", "", "", 10, 10],
        ["", "", "小组", "30个", "30个", 5, 5, ""],
        ["总分", "", "", "", "", "", 15],
    )
    assert ([row.level3 for row in read.indicators], read.stated_total) == (["个案辅导", "小组"], 15)


def test_a_header_repeated_on_the_next_page_goes_on_with_the_level_above() -> None:
    read = form_of(ROW, HEADS, ["", "", "小组", "30个", "30个", 20, 20, ""])
    assert [(row.level1, row.level2, row.level3) for row in read.indicators] == [
        ("产出指标", "数量指标", "个案辅导"),
        ("产出指标", "数量指标", "小组"),
    ]


def test_points_called_by_the_word_for_the_own_score_are_points() -> None:
    heads = [
        "绩效指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "自评分值",
        "自评得分",
        "偏差度",
        "原因说明",
    ]
    (row,) = form_of([*ROW[:5], 10, 9, "-3%", "生病"], heads=heads).indicators
    assert (row.level1, row.points, row.stated_score, row.reason) == ("产出指标", Decimal(10), Decimal(9), "生病")


def test_money_parted_in_two_ways_is_counted_once() -> None:
    funds = [
        *FUNDS[:3],
        ["年度资金总额", 240, 228, 10, 0.95, 9.5],
        ["一般公共预算", 200, 190],
        ["其他资金", 40, 38],
        ["基本支出经费", 90, 88],
        ["项目支出经费", 150, 140],
    ]
    assert [line.name for line in form_of(ROW, funds=funds).cost_lines] == ["一般公共预算", "其他资金"]


@pytest.mark.parametrize(
    "rows",
    [
        [["绩效自评表"], ["（ 2021 年度）"], ["项目名称", "青禾街社工站"]],
        [["绩效自评表"], ["项目名称", "2021年青禾街社工站运营"]],
        [["绩效自评表"], ["评价年度：2021"], ["项目名称", "青禾街社工站"]],
        [["青禾区2021年度项目支出绩效自评表"], ["项目名称", "青禾街社工站"]],
    ],
)
def test_the_year_stands_in_many_places(rows: Sequence[Sequence[Any]]) -> None:
    assert form_of(ROW, funds=[*rows, *FUNDS[2:]]).information.year == "2021"


def test_workbooks_by_strangers_are_refused_and_nothing_else(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.xls[xm]")):
        if path.stat().st_size < 200_000:
            assert not looks_like_form(path.read_bytes()), path.name


# ---------------------------------------------------------------- editions of provinces, with rows of our own


def test_the_edition_with_weights_behind_and_conclusions_below() -> None:
    rows = [
        ["部门预算项目支出绩效自评表（2023年度）"],
        ["项目名称", "", "51000021R000000019951-社工站运营项目"],
        ["主管部门", "", "219-青禾区民政局", "", "", "", "实施单位（盖章）", "219001-青禾街道办事处"],
        ["项目基本情况", "1.项目年度目标完成情况", "项目年度目标", "", "", "", "年度目标完成情况"],
        ["", "", "建好社工站", "", "", "", "已建好并运行"],
        ["", "2.项目实施内容及过程概述", "按月走访，按季评估"],
        ["预算执行情况（10分）", "年度预算数（万元）", "年初预算", "调整后预算数", "预算执行数", *EXECUTION],
        ["", "总额", 200, 240, 228, 0.95, 10, 9.5, "1.预算执行率=预算执行数/调整后预算数，未达到90%的说明原因"],
        ["", "其中：财政资金", 200, 240, 228, 0.95, "/", "/"],
        ["", "其他资金", "", "", "", "", "/", "/"],
        ["绩效指标（90分）", *LEVELS, "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析"],
        ["", "产出指标", "数量指标", "个案辅导", "≥", 68, "个", 70, 40, 40, ""],
        ["", "", "时效指标", "完成时间", "≤", 12, "月", 11, 20, 20, ""],
        ["", "产出指标", "经济成本指标", "成本控制数", "≤", 30, "万元", "完成", 10, 10, ""],
        ["", "效益指标", "社会效益指标", "覆盖率", "=", 100, "%", 100, 20, 20, ""],
        ["合计", "", "", "", "", "", "", "", 100, "", ""],
        ["评价结论", "自评得分99.5分，达到预期。"],
        ["存在问题", "个别社区场地不足。"],
        ["改进措施", "与社区共用场地。"],
        ["项目负责人：李文", "", "", "财务负责人：王芳"],
    ]  # fmt: skip
    read = read_form(sheet_of(rows, ["A4:A6", "A7:A10", "A11:A15", "B4:B5"]))
    about, funds = read.information, read.stated_funds
    assert (about.project, about.authority, about.contractor) == ("社工站运营项目", "青禾区民政局", "青禾街道办事处")
    assert funds is not None
    assert (funds.initial_budget, funds.full_year_budget, funds.executed) == (200, 240, 228)
    assert (funds.points, funds.rate, funds.score) == (10, Decimal("0.95"), Decimal("9.5"))
    assert [line.name for line in read.cost_lines] == ["财政资金"]
    assert [format_quantity(row.target) for row in read.indicators] == ["≥68个", "12月底前", "≤30万元", "=100%"]
    assert [row.actual.kind for row in read.indicators] == ["number", "date", "grade", "rate"]
    assert sum(row.points or 0 for row in read.indicators) == 90
    assert read.stated_total is None  # 合计 adds up the weights only
    assert [(text.chapter, text.content) for text in read.texts] == [
        ("年度绩效目标", "建好社工站"),
        ("实施情况", "已建好并运行"),
        ("实施情况", "按月走访，按季评估"),
        ("总体结论", "自评得分99.5分，达到预期。"),
        ("存在问题", "个别社区场地不足。"),
        ("应对策略", "与社区共用场地。"),
    ]


def test_the_edition_with_labels_in_front_that_read_like_headers() -> None:
    heads = ["年度绩效指标完成情况", *HEADS]
    rows = [
        *FUNDS,
        ["年度总体目标完成情况", "预期目标", "", "", "实际完成情况"],
        ["", "办好社工站。", "", "", "已办好。"],
        heads,
        ["", "产出指标（50分）", "数量指标", "指标1：个案辅导", 68, 70, 10, 10, ""],
        ["", "", "", "指标2：", "", "", "", "", ""],
        ["", "", "质量指标", "指标1：/", "/", "/", "/", "/", ""],
        ["", "", "", "……", "", "", "", "", ""],
        ["总分", "", "", "", "", "", 100, 98, ""],
    ]
    read = read_form(sheet_of(rows, ["A7:A11", "B8:B11"]))
    (row,) = read.indicators
    assert (row.level1, row.level3, row.target.number, row.actual.number) == ("产出指标", "个案辅导", 68, 70)
    assert codes(read).count("O102") == 3
    assert (read.stated_total, [text.content for text in read.texts]) == (98, ["办好社工站。", "已办好。"])


def test_the_edition_without_points_and_scores() -> None:
    rows = [
        ["2020年度县级专项资金绩效目标自评表"],
        ["专项资金名称", "社工站补助", "", "负责人及电话", "李文"],
        ["县级主管部门", "青禾县民政局", "", "实施单位", "青禾社工中心"],
        ["项目资金（万元）", "", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"],
        ["", "年度资金总额", 194.9, 194.9, "100%"],
        ["", "其中：中央、省、市补助", "", "", ""],
        ["", "县级资金", 194.9, 194.9, "100%"],
        [
            "绩\n效\n指\n标",
            "一级\n指标",
            "二级\n指标",
            "三级指标",
            "年度指标\n值",
            "全年\n完成值",
            "未完成原因和\n改进措施",
        ],
        ["", "产\n出\n指\n标", "数量\n指标", "200户困难家庭探访率", "100%", "100%", ""],
        ["", "", "质量\n指标", "有责投诉数", "0起", "0起", ""],
        ["说明", "无"],
        ["注：1、其他资金包括和中央、省、市补助、地方财政资金共同投入到同一项目的自有资金。"],
    ]
    read = read_form(sheet_of(rows))
    assert (read.information.project, read.information.authority) == ("社工站补助", "青禾县民政局")
    assert [(row.level2, format_quantity(row.target), row.points) for row in read.indicators] == [
        ("数量指标", "100%", None),
        ("质量指标", "0起", None),
    ]
    assert [line.name for line in read.cost_lines] == ["县级资金"]
    assert read.stated_funds is not None
    assert (read.stated_funds.points, read.stated_funds.rate) == (None, 1)


def test_the_edition_with_points_on_each_goal() -> None:
    heads = [*LEVELS, "年初目标值（A）", "实际完成值（B）", "得分"]
    rows = [
        ["2020年度水质监测项目绩效自评表"],
        ["单位名称：青禾区水务站    填报日期：2021年3月10日"],
        ["项目名称", "水质监测"],
        ["主管部门", "青禾区水务局", "", "项目实施单位", "本单位"],
        ["预算执行情况（万元）（20分）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分*执行率）"],
        ["", "年度财政资金总额", 10, 10, "100%", 20],
        ["年度绩效目标1（40分）", *heads],
        ["", "产出指标", "质量指标", "监测数据合格率", "100%", "100%", 10],
        ["", "", "进度指标", "取得全年资料", "100%", "100%", 10],
        ["", "满意度指标", "服务对象满意度指标", "资料使用者满意度", "98%", "98%", 19.6],
        ["年度绩效目标2（40分）", *heads],
        ["", "产出指标", "质量指标", "资料整编", "100%", "100%", 20],
        ["", "", "进度指标", "完成上报", "100%", "100%", 20],
        ["", "效益指标", "社会效益指标", "", "", "", ""],
        ["总分", "", "", "", "", "", 99.6],
        ["偏差大或目标未完成原因分析", "少数使用者没有答复。"],
        ["改进措施及结果应用方案", "改用电话回访。"],
    ]
    read = read_form(sheet_of(rows, ["A5:A6", "A7:A10", "A11:A14"]))
    assert [(row.level3, row.points, row.stated_score) for row in read.indicators] == [
        ("监测数据合格率", 10, 10),
        ("取得全年资料", 10, 10),
        ("资料使用者满意度", 20, Decimal("19.6")),
        ("资料整编", 20, 20),
        ("完成上报", 20, 20),
    ]
    assert codes(read).count("O111") == 2
    assert read.stated_total == Decimal("99.6")
    funds = read.stated_funds
    assert funds is not None
    assert (funds.points, funds.rate, funds.score) == (20, 1, 20)
    assert read.information.scheme == "fiscal-2020-execution-20"
    assert read.information.prepared_on == date(2021, 3, 10)
    assert [text.chapter for text in read.texts] == ["存在问题", "应对策略"]


def test_points_are_not_inferred_where_the_scores_do_not_make_them() -> None:
    read = form_of(["产出指标（50分）", *ROW[1:5], 30, ""], heads=[*LEVELS, "年度指标值", "实际完成值", "得分", "原因"])
    assert [row.points for row in read.indicators] == [None]
    assert "O111" not in codes(read)


@pytest.mark.parametrize(
    ("value", "code", "told"),
    [
        (0.95, "0.00%", True),  # staff see 95.00 %, and 95.36 % were spent
        (0.95, "0%", False),
        (0.9536, "0.00%", False),
        (0.953571, "0.00%", False),
        (0.954, "0.0%", False),
        (0.9501, "0%", False),
        (0.96, "0%", True),
        (95, "0.00", True),
        (95.36, "0.00", False),
        (95, "General", False),
        (0.95, "General", False),
        (0.9, "0.0", True),
    ],
)
def test_a_printed_rate_is_compared_at_the_places_that_the_cell_shows(value: float, code: str, told: bool) -> None:
    funds = [*FUNDS[:3], ["年度资金总额", 280, 267, 10, 0, 9.54]]  # 95.357142… %
    book = openpyxl.load_workbook(io.BytesIO(sheet_of([*funds, HEADS, ROW])))
    cell = book.active["E4"]
    cell.value, cell.number_format = value, code
    stream = io.BytesIO()
    book.save(stream)
    found = [each.code for each in evaluate_bytes(stream.getvalue(), convert=False).findings if each.code == "M020"]
    assert found == (["M020"] if told else [])
