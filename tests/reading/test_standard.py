from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hostile_packages import sheet_part, substituted
from sheets import COSTS, INDICATOR_HEADS, INDICATORS, INFORMATION, Book, Percent, Written, standard

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model import Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading import tables
from workbook_tools.reading.standard import read_standard


def read(book: Book) -> Submission:
    data = book.data()
    return read_standard(data, Workbook.open(data))


def codes(submission: Submission) -> list[str]:
    return [finding.code for finding in submission.findings]


def problems(book: Book) -> list[tuple[str, str, str]]:
    with pytest.raises(CannotProcess) as caught:
        read(book)
    return [(f.code, f.sheet, f.cell) for f in caught.value.findings]


def test_a_clean_workbook_raises_nothing() -> None:
    submission = read(standard())
    assert codes(submission) == []
    assert [row.level3 for row in submission.indicators] == ["个案服务", "建档率", "居民满意度"]
    assert submission.information.station == "青禾街社工服务站"
    assert submission.information.annual_funds == 200


def test_columns_are_found_by_their_text_wherever_they_stand() -> None:
    rows = [("绩效指标完成情况表",), (), *(tuple(reversed(row)) for row in INDICATORS)]
    submission = read(standard(绩效指标=rows))
    first = submission.indicators[0]
    assert (first.level1, first.level3, first.target.number, first.actual.number) == ("产出指标", "个案服务", 60, 60)
    assert first.at("actual") == "B4"


@pytest.mark.parametrize(
    ("sheet", "alias"),
    [
        ("绩效指标", "绩效指标完成情况"),
        ("资金使用", "资金使用情况"),
        ("基本信息", "项目基本信息"),
        ("绩效指标", " 绩 效 指 标 "),
    ],
)
def test_sheets_are_found_by_their_other_names(sheet: str, alias: str) -> None:
    content = {"基本信息": INFORMATION, "绩效指标": INDICATORS, "资金使用": COSTS}
    content[alias] = content.pop(sheet)
    assert codes(read(Book(content))) == []


@pytest.mark.parametrize(
    ("written", "standard_name"),
    [
        ("三级\n指标", "三级指标"),
        ("年度目标值", "年度指标值"),
        ("实 际 完 成 值", "实际完成值"),
        ("分值（分）", "分值"),
    ],
)
def test_headers_are_compared_without_blanks_breaks_and_brackets(written: str, standard_name: str) -> None:
    heads = tuple(written if head == standard_name else head for head in INDICATOR_HEADS)
    submission = read(standard(绩效指标=(heads, *INDICATORS[1:])))
    assert submission.indicators[0].points == 50
    assert submission.indicators[0].actual.number == 60


def test_levels_are_filled_down_from_blank_cells() -> None:
    rows = (
        INDICATOR_HEADS,
        ("产出指标（50%）", "数量指标", "服务达标率", "个案", 60, "个", "", 60, ""),
        ("", "", "", "小组", 30, "个", "", 30, ""),
        ("", "质量指标", "合格率", "", "100%", "", "", "100%", ""),
        ("效益指标(30分)", "社会效益", "知晓率", "", "90%", "", "", "90%", ""),
    )
    submission = read(standard(绩效指标=rows))
    assert [(row.level1, row.level2, row.level3, row.item, row.group) for row in submission.indicators] == [
        ("产出指标", "数量指标", "服务达标率", "个案", 0),
        ("产出指标", "数量指标", "服务达标率", "小组", 0),
        ("产出指标", "质量指标", "合格率", "", 1),
        ("效益指标", "社会效益", "知晓率", "", 2),
    ]
    assert [(h.level1, h.points, h.cell) for h in submission.headings if h.level == 1] == [
        ("产出指标", 50, "A2"),
        ("效益指标", 30, "A5"),
    ]


def test_a_level_three_name_that_is_repeated_for_each_item_is_one_indicator() -> None:
    rows = (
        INDICATOR_HEADS,
        ("产出指标", "数量指标", "服务达标率", "个案", 60, "个", 10, 60, ""),
        ("产出指标", "数量指标", "服务达标率", "小组", 30, "个", "", 30, ""),
        ("产出指标", "数量指标", "探访", "", 30, "次", 10, 30, ""),
        ("产出指标", "数量指标", "探访", "", 30, "次", 10, 30, ""),
    )
    assert [row.group for row in read(standard(绩效指标=rows)).indicators] == [0, 0, 1, 2]


def test_a_sum_of_deductions_is_neither_a_row_nor_a_total() -> None:
    submission = read(standard(绩效指标=(*INDICATORS, ("扣分合计", "", "", "", "", "", 10, "", ""))))
    assert (len(submission.indicators), submission.indicator_totals) == (3, ())


def test_total_rows_are_kept_apart() -> None:
    submission = read(
        standard(
            绩效指标=(*INDICATORS, ("合计", "", "", "", "", "", 90, "", "")),
            资金使用=(*COSTS, ("合 计", "", "", 200, 196, "")),
        )
    )
    assert len(submission.indicators) == 3
    assert len(submission.indicator_totals) == 1
    assert len(submission.cost_lines) == 3
    assert submission.cost_totals[0].budget == 200


@pytest.mark.parametrize(
    ("header", "cell", "amount"),
    [
        ("预算金额（万元）", 12.5, "12.5"),
        ("预算金额(元)", 125000, "12.5"),
        ("预算金额", "12.5万元", "12.5"),
        ("预算金额（万元）", "125,000元", "12.5"),
        ("预算金额（元）", "1.25e5", None),
        ("预算金额（亿元）", "０.５", "5000"),
    ],
)
def test_amounts_come_to_ten_thousand_yuan_from_the_cell_or_the_header(
    header: str, cell: object, amount: str | None
) -> None:
    heads = tuple(header if head.startswith("预算") else head for head in COSTS[0])
    submission = read(standard(资金使用=(heads, ("人员经费", "", "人员费用", cell, 1, ""))))
    assert submission.cost_lines[0].budget == (None if amount is None else Decimal(amount))
    assert ("S008" in codes(submission)) == (amount is None)


def test_a_rate_in_a_percent_format_is_a_rate() -> None:
    rows = (INDICATOR_HEADS, ("产出指标", "", "建档率", "", Percent(0.9), "", 50, Percent(0.95), ""))
    row = read(standard(绩效指标=rows)).indicators[0]
    assert (row.target.kind, row.target.number) == ("rate", Decimal("0.9"))
    assert (row.actual.kind, row.actual.number) == ("rate", Decimal("0.95"))


def test_dates_are_read_in_the_ways_staff_write_them() -> None:
    days = ["2024年8月1日", "2024-8-1", "2024.08.01", "2024/8/1", "20240801", dt.date(2024, 8, 1), 45505]
    for day in days:
        information = [row if row[0] != "服务开始日期" else ("服务开始日期", day) for row in INFORMATION]
        assert read(standard(基本信息=information)).information.service_start == dt.date(2024, 8, 1), day


def test_a_hint_beside_a_blank_value_is_not_the_value() -> None:
    submission = read(standard(基本信息=(*INFORMATION, ("填表人", "", "写全名"))))
    assert submission.information.prepared_by == ""
    assert submission.information.places["prepared_by"] == "B10"


def test_a_merged_label_reaches_to_the_end_of_its_area() -> None:
    rows = [(label, None, value) for label, value in INFORMATION]
    book = standard(基本信息=rows)
    book.merges = [("基本信息", f"A{n}:B{n}", label) for n, (label, _) in enumerate(INFORMATION, 1)]
    assert read(book).information.station == "青禾街社工服务站"


def test_all_problems_are_told_in_one_pass() -> None:
    heads = tuple("实际完成植" if head == "实际完成值" else head for head in INDICATOR_HEADS if head != "年度指标值")
    found = problems(Book({"绩效指标": (heads, *INDICATORS[1:]), "资金使用": (COSTS[0][:4], *COSTS[1:])}))
    assert found == [
        ("S001", "基本信息", ""),
        ("S002", "绩效指标", "A1"),
        ("S004", "绩效指标", "G1"),
        ("S002", "资金使用", "A1"),
    ]


def test_a_column_that_stands_twice_is_never_guessed() -> None:
    rows = [(*row, row[7]) for row in INDICATORS]
    assert problems(standard(绩效指标=rows)) == [("S005", "绩效指标", "J1")]


def test_two_sheets_under_other_names_are_never_guessed_between() -> None:
    content = {"基本信息": INFORMATION, "绩效指标表": INDICATORS, "指标完成情况": INDICATORS}
    assert problems(Book(content)) == [("S006", "指标完成情况", "A1")]


def test_the_standard_name_goes_before_another_name() -> None:
    content = {"基本信息": INFORMATION, "绩效指标表": INDICATORS[:2], "绩效指标": INDICATORS, "资金使用": COSTS}
    assert len(read(Book(content)).indicators) == 3


def test_a_missing_sheet_names_the_one_that_comes_near() -> None:
    with pytest.raises(CannotProcess) as caught:
        read(Book({"基本信息": INFORMATION, "绩效指表": INDICATORS}))
    assert "绩效指表" in caught.value.findings[0].fix


def test_error_values_are_named_with_their_cell() -> None:
    costs = (COSTS[0], ("人员经费", "", "人员费用", Written("=1/0", "#DIV/0!"), 1, ""))
    finding = next(f for f in read(standard(资金使用=costs)).findings if f.code == "S007")
    assert (finding.sheet, finding.cell) == ("资金使用", "D2")
    assert "#DIV/0!" in finding.message


def test_missing_and_blank_required_labels_are_findings_and_no_more() -> None:
    information = [row for row in INFORMATION if row[0] != "购买方"]
    information[0] = ("站点名称", "")
    submission = read(standard(基本信息=information))
    assert sorted(codes(submission)) == ["S010", "S011"]


def test_a_workbook_without_costs_is_read_and_says_so() -> None:
    assert codes(read(standard(资金使用=None))) == ["S012"]


def test_hidden_rows_and_sheets_count_and_are_mentioned() -> None:
    book = standard()
    book.hidden_rows = {"绩效指标": [3]}
    book.hidden_sheets = ["资金使用"]
    submission = read(book)
    assert len(submission.indicators) == 3
    assert sorted(codes(submission)) == ["S023", "S024"]


@pytest.mark.parametrize(("version", "code"), [("999", "S021"), ("0", "S022")])
def test_a_template_of_another_version_is_mentioned(version: str, code: str) -> None:
    book = standard()
    book.properties = {"模板版本": version}
    assert codes(read(book)) == [code]


def test_a_column_between_ours_that_nobody_reads_is_mentioned() -> None:
    rows = [(*row[:4], "备注说明" if row is INDICATORS[0] else "x", *row[4:]) for row in INDICATORS]
    assert codes(read(standard(绩效指标=rows))) == ["S020"]


def test_the_ledger_is_read_as_columns() -> None:
    rows = [
        ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时", "备注"),
        (dt.date(2024, 9, 1), "东社区", "林一", "个案", "个案服务", 2, 3, 1.5, 0.5, ""),
        ("2024年9月2日", "东社区", "林一", "个案", "个案服务", "3", None, 1, 0, ""),
        ("某日", "西社区", "何二", "小组", "小组服务", "若干", 4, 2, 0, ""),
        ("合计", "", "", "", "", 5, "", "", "", ""),
    ]
    ledger = read(standard(服务台账=rows)).ledger
    assert ledger is not None
    assert len(ledger) == 3
    assert ledger.dates == (dt.date(2024, 9, 1), dt.date(2024, 9, 2), None)
    assert ledger.counts == (2, 3, None)
    assert ledger.unreadable == ((4, "date", "某日"), (4, "count", "若干"))
    assert ledger.table.last_row == 4


@pytest.mark.parametrize("damaged", ["NaN", "1E400", "9E15"])
def test_a_figure_that_nobody_can_count_is_said_even_among_figures_alone(damaged: str) -> None:
    rows = [
        ("日期", "社区", "社工", "服务类别", "对应指标", "数量"),
        *(
            (dt.date(2024, 9, day), "东社区", "林一", "个案", "个案服务", 424242 if day == 2 else 1)
            for day in (1, 2, 3)
        ),
    ]
    data = standard(服务台账=rows).data()
    part = sheet_part(data, "服务台账")
    data = substituted(data, part, rb"<v>424242</v>", f"<v>{damaged}</v>".encode())
    ledger = read_standard(data, Workbook.open(data)).ledger
    assert ledger is not None
    assert ledger.counts == (1, None, 1)
    assert [row for row, _, _ in ledger.unreadable] == [3]


def test_no_indicators_is_a_finding_not_a_crash() -> None:
    submission = read(standard(绩效指标=(INDICATOR_HEADS, ("", "", "", "", "", "", "", "", ""))))
    assert submission.indicators == ()
    assert "S013" in codes(submission)


def test_a_label_that_stands_twice_is_read_where_it_stands_first() -> None:
    submission = read(standard(基本信息=(*INFORMATION, ("站点名称", "别的站点"))))
    assert submission.information.station == "青禾街社工服务站"
    assert [(f.code, f.cell) for f in submission.findings] == [("S026", "B1")]


def test_a_service_year_that_ends_before_it_starts_is_said() -> None:
    turned = [("服务结束日期", dt.date(2023, 7, 31)) if row[0] == "服务结束日期" else row for row in INFORMATION]
    assert codes(read(standard(基本信息=turned))) == ["S015"]


def test_a_first_row_without_a_level_three_name_belongs_to_no_indicator() -> None:
    nameless = ("产出指标", "数量指标", "", "个案", 60, "个", 50, 60, "")
    submission = read(standard(绩效指标=(INDICATOR_HEADS, nameless, *INDICATORS[2:])))
    assert [(f.code, f.cell) for f in submission.findings] == [("S014", "C2")]
    assert [row.level3 for row in submission.indicators] == ["建档率", "居民满意度"]


def test_a_category_that_no_rule_knows_is_said() -> None:
    other = ("杂费", "", "其他费用", 0, 0, "")
    submission = read(standard(资金使用=(*COSTS, other)))
    assert [(f.code, f.cell) for f in submission.findings] == [("S028", "C5")]


def test_a_table_without_an_end_is_refused_before_each_row_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    more = [("产出指标", "数量指标", f"服务{n}", "", "3个", "个", 1, "3个", "") for n in range(30)]
    book = standard(绩效指标=[*INDICATORS, *more])
    monkeypatch.setattr(tables, "MOST_ROWS", 20)
    assert problems(book) == [("F104", "绩效指标", "A22")]
    monkeypatch.setenv("WORKBOOK_TOOLS_MAX_TABLE_ROWS", "100")
    assert len(read(book).indicators) == 33
