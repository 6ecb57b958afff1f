"""What the words beside a figure mean for the score, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import between, indicator, number, rate, submission, word

from tests.reading.words.judged import Case, judged
from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.operators import meaning_of
from workbook_tools.evaluation.sayings import Asked, listen, open_row
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Cell, Finding, Quantity
from workbook_tools.reading.words import RowWords, read_quantity


def said(target: str, actual: str, name: str = "活动场次", unit: str = "") -> tuple[Decimal | None, str, list[Finding]]:
    """Completion, the row's sentence, and what evaluation raised."""
    outcome = judged(Case("", name, "", target, unit, (), actual))
    return outcome.row.completion, outcome.row.why, [code for code in outcome.codes if code[0] in "QR"]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("target", "actual", "codes", "quoted"),
    [
        ("20场", "计划20场", ["R022"], "“计划”说的是计划"),
        ("20场", "去年20场", ["R022"], "“去年”说的是别的年度"),
        ("20场", "20场取消", ["R022"], "“取消”说的是取消"),
        ("20场", "不到20场", ["R022"], "方向相反"),
        ("20场", "计划5场", ["R022"], "“计划”说的是计划"),
        ("20场", "5场取消", ["R022"], "“取消”说的是取消"),
        ("20场", "约20场", ["R022"], "“约”是约数"),
        ("15-25场", "约24.5场", ["R022"], "“约”是约数"),
        ("20场", "2020年20场", ["R022"], "“2020年”说的是别的年度"),
        ("新增10人", "累计12人", ["R022"], "“累计”说的是别的年度或不止一年"),
        ("20场", "还差5场", ["R023"], "实际 15场"),
        ("20场", "超额2场", ["R023"], "实际 22场"),
        ("增长10%", "下降10%", ["R024"], "方向相反"),
        ("20场", "20场，超过目标", ["R026"], "达到目标"),
        ("20场", "21场，超过目标", [], "达到目标"),
        ("20场", "20场，差8场", ["R022"], "“差”"),
        ("20场", "乌拉20场", ["Q116"], "“乌拉”"),
    ],
)
def test_the_words_that_decided_are_quoted(target: str, actual: str, codes: list[str], quoted: str) -> None:
    _, why, raised = said(target, actual)
    assert [code for code in raised if code in ("R022", "R023", "R024", "R026", "Q116")] == codes
    assert quoted in why


@pytest.mark.parametrize(
    ("target", "actual", "name", "completion", "told"),
    [  # what a bound comes to, or the words of it that leave the row open
        ("20场", "少于20场", "活动场次", None, "“少于”与目标的方向相反"),
        ("15-25场", "还差5场", "活动场次", None, "“还差”说的是还差多少"),
        ("15-25场", "超额2场", "活动场次", None, "看不出是超出的数还是完成的总数"),
        ("20场", "≤20场", "活动场次", None, "“≤”与目标的方向相反"),
        ("20场", "20场以内", "活动场次", None, "“以内”与目标的方向相反"),
        ("50万元以内", "50万元以上", "成本", None, "“以上”与目标的方向相反"),
        ("50万元以内", "≥40万元", "成本", None, "“≥”是约数，与目标太近"),
        ("20场以内", "2场（上半年）", "投诉场次", None, "“上半年”说的只是一部分"),
        ("20场", "超过2场", "活动场次", None, "“超过”看不出是超出的数还是完成的总数"),
        ("20场", "超出2场", "活动场次", "1.1", "实际 22场"),
        ("20场", "超出9场", "活动场次", "1.45", "实际 29场"),
        ("20场", "超出10场", "活动场次", "0.5", "实际 10场"),
        ("20场", "超过12场", "活动场次", "0.6", "实际 12场"),
        ("20场", ">2场", "活动场次", "0.1", "实际 2场"),
        ("20场", "20余场", "活动场次", "1", "实际 20场"),
        ("20场以内", "20余场", "投诉场次", None, "“余”与目标的方向相反"),
        ("20场以内", "16余场", "投诉场次", "1.25", "实际 16场 没有超过上限 20场"),
        ("20场", "—20场", "活动场次", None, "“—”读不懂"),
        ("20场", "-20场", "活动场次", "-1", "实际 -20场"),
    ],
)
def test_a_bound_is_taken_for_its_figure_or_its_words_are_quoted(
    target: str, actual: str, name: str, completion: str | None, told: str
) -> None:
    found, why, _ = said(target, actual, name)
    assert found == (None if completion is None else Decimal(completion))
    assert told in why


@pytest.mark.parametrize(
    ("actual", "quoted"), [("50万元以上", "方向相反"), ("不少于50万元", "方向相反"), ("不少于40万元", "与目标太近")]
)
def test_a_floor_says_nothing_of_a_ceiling(actual: str, quoted: str) -> None:
    completion, why, _ = said("50万元以内", actual, "成本")
    assert completion is None
    assert quoted in why


@pytest.mark.parametrize(
    ("actual", "completion"), [("8%，低于目标", "1.25"), ("10%，低于目标", "1"), ("12%，低于目标", None)]
)
def test_below_the_target_praises_where_less_is_better_and_it_is_so(actual: str, completion: str | None) -> None:
    assert said("10%以内", actual, "偏差")[0] == (None if completion is None else Decimal(completion))


@pytest.mark.parametrize(
    ("actual", "completion"),
    [
        ("100人（目标120人）", None),  # another target than the cell beside it says
        ("100人（目标100人）", "1"),
        ("100人（目标90人）", None),
        ("120人（目标100人）", "1.2"),
        ("90人（目标100人）", "0.9"),
        ("90人（目标95人）", "0.9"),
    ],
)
def test_a_target_told_beside_the_figure_is_the_one_of_the_row(actual: str, completion: str | None) -> None:
    assert said("100人", actual, "参与人数")[0] == (None if completion is None else Decimal(completion))


def test_what_others_gave_is_what_a_row_of_resources_counts() -> None:
    assert said("3万元", "残联支持3万元", "链接资源")[0] == 1
    assert said("3场", "残联支持3场", "活动场次")[0] is None


def test_what_follows_from_the_words_is_printed_in_its_unit() -> None:
    assert "实际 6.00%÷目标 5.00%" in said("增长5%", "增长6%", "就业人数")[1]
    assert "实际 12.00%÷目标 10.00%" in said("下降10%", "下降12%", "投诉量")[1]


def test_where_the_direction_decides_and_nothing_tells_it_is_asked() -> None:
    assert said("30小时", "25小时", "平均占用时间")[2] == ["R025"]
    assert said("30小时", "30小时", "平均占用时间")[0] == 1
    assert said("30小时", "25小时", "志愿服务时长")[0] == Decimal(25) / 30


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("投诉处理率", "larger"),
        ("违法行为责停率", "larger"),
        ("安全隐患清零率", "larger"),
        ("违建拆除面积", "larger"),
        ("社工离职率", "smaller"),
        ("帮扶事故受害家庭", "larger"),
        ("化解矛盾纠纷", "larger"),
        ("处理投诉数", "larger"),
        ("降低投诉率", "unclear"),
        ("控制差错率", "unclear"),
        ("帮扶对象返贫率", "smaller"),
        ("投诉率下降", "larger"),
        ("平均处理时长", "smaller"),
        ("服务时长", "larger"),
        ("培训费用", "smaller"),
        ("专家劳务费", "smaller"),
        ("管理费占比", "smaller"),
        ("响应周期", "smaller"),
        ("服务周期", "unclear"),
        ("隐患整改率", "larger"),
        ("事故预防宣传", "larger"),
        ("失业人员培训", "larger"),
        ("活动场次", ""),
        ("人均成本(元)", "smaller"),
    ],
)
def test_a_name_says_which_way_is_better(fiscal: Scheme, name: str, meaning: str) -> None:
    assert meaning_of(name, fiscal) == meaning


@pytest.mark.parametrize(
    ("target", "actual", "unit", "completion", "code"),
    [
        ("≥1", "1.5", "%", "1.5", ""),
        ("2", "1", "%", "0.5", ""),
        ("0.9", "0.9", "%", "1", ""),
        ("95", "0.95", "%", "1", "Q104"),
        ("5", "0.9", "%", None, "Q128"),
        ("5%", "0.9", "", None, "Q128"),
        ("3级", "2级", "", None, "Q129"),
        ("≥3级", "3级", "", "1", ""),
    ],
)
def test_a_percentage_that_could_be_two_things(
    target: str, actual: str, unit: str, completion: str | None, code: str
) -> None:
    done, _, codes = said(target, actual, "增长率", unit)
    assert done == (None if completion is None else Decimal(completion))
    assert [each for each in codes if each in ("Q104", "Q128", "Q129")] == ([code] if code else [])


@pytest.mark.parametrize(
    ("target", "actual", "code", "side"),
    [("95", "0.95", "Q104", "actual"), ("0.95", "95", "Q104", "target"), ("5", "0.9", "Q128", "actual")],
)
def test_the_figure_that_could_be_two_things_is_shown_in_its_cell(
    fiscal: Scheme, target: str, actual: str, code: str, side: str
) -> None:
    read = [read_quantity(Cell(target), unit="%", role="target"), read_quantity(Cell(actual), unit="%", role="actual")]
    result = evaluate(submission([indicator("建档率", *read, points="10", unit="%")]), fiscal)
    (found,) = [each for each in result.findings if each.code == code]
    assert found.cell == result.rows[0].indicator.at(side)  # type: ignore[arg-type]
    assert code != "Q128" or "90.00% 或 0.90%" in found.message


def asked(target: Quantity, name: str = "活动场次", operator: str = "") -> Asked:
    return Asked(name, target, operator, None, None)  # type: ignore[arg-type]


def test_a_rest_is_taken_from_the_target_and_never_below_nothing() -> None:
    rest = Quantity("text", "还差5场", number=Decimal(5), unit="场", sense="rest", words=("还差",))
    assert listen(asked(number(20, "场")), rest).actual.number == 15
    assert listen(asked(number(4, "场")), rest).verdict is not None
    assert listen(asked(number(20, "人")), rest).verdict is not None
    assert listen(asked(rate(20)), rest).verdict is not None


def test_about_so_much_counts_only_far_from_the_target() -> None:
    about = Quantity("number", "约110场", number=Decimal(110), unit="场", sense="about", words=("约",))
    assert listen(asked(number(100, "场")), about).verdict is None
    assert listen(asked(number(106, "场")), about).verdict is not None
    assert listen(asked(number(123, "场"), operator="≤"), about).verdict is None
    assert listen(asked(number(115, "场"), operator="≤"), about).verdict is not None


def test_the_finding_names_the_cell(fiscal: Scheme) -> None:
    planned = Quantity("text", "计划20场", number=Decimal(20), unit="场", sense="planned", words=("计划",))
    result = evaluate(submission([indicator("活动", number(20, "场"), planned, points="10")]), fiscal)
    (found,) = [each for each in result.findings if each.code == "R022"]
    assert (found.sheet, found.cell) == ("绩效指标", result.rows[0].indicator.at("actual"))
    assert "计划20场" in found.message


def test_other_cells_of_the_column_decide_what_a_bare_figure_under_percent_is(fiscal: Scheme) -> None:
    """0.9 against 5 % may be 0.9 % or 90 %; where another row of the column writes 95, it is 0.9 %."""
    unsure = read_quantity(Cell("0.9", Decimal("0.9")), unit="%", role="actual")
    row = indicator("增长率", read_quantity(Cell("5%"), unit="%", role="target"), unsure, points="5", unit="%")
    row = replace(row, actual_cell=Cell("0.9", Decimal("0.9")))
    plain = indicator("建档率", rate(90), rate(95), points="5", unit="%")
    others = (
        (Cell("95", Decimal(95)), "0.18"),
        (Cell("-3", Decimal(-3)), "0.18"),
        (Cell("1.5", Decimal("1.5")), "0.18"),  # above 1, no fraction
        (Cell("1", Decimal(1)), None),
        (Cell("0.95", Decimal("0.95"), percent=True), None),
        (Cell("95", Decimal(95), percent=True), None),
        (Cell("95", Decimal(95), shown="95人"), None),
    )
    for other, completion in others:
        beside = replace(plain, actual_cell=other)
        first = evaluate(submission([row, beside]), fiscal).rows[0]
        assert first.completion == (None if completion is None else Decimal(completion))


@pytest.mark.parametrize(
    ("stated", "evidence", "score"),
    [(None, "", None), ("9", "", "9"), ("10", "", "10"), ("5", "", None), (None, "照片12张", "10"), ("9", "照片", "9")],
)
def test_equal_words_are_no_measure_but_beside_a_score_of_their_own_or_a_proof(
    fiscal: Scheme, stated: str | None, evidence: str, score: str | None
) -> None:
    row = indicator("社会影响", word("效果明显"), word("效果明显"), points="10", stated_score=stated)
    result = evaluate(submission([replace(row, evidence=evidence)]), fiscal).rows[0]
    assert result.score == (None if score is None else Decimal(score))


def completion_of(target: str, actual: str, name: str = "活动场次") -> str:
    """The completion as a fraction of a hundred-thousandth, "" for an open row."""
    found = said(target, actual, name)[0]
    return "" if found is None else f"{found:.4f}".rstrip("0").rstrip(".")


EDGES = [
    # rest: as much as the target and not more
    ("20场", "还差20场", "0"),
    ("20场", "还差21场", ""),
    ("20场", "还差0场", "1"),
    ("≤20场", "还差5场", ""),
    ("20场", "还差5人", ""),
    ("20场", "还差5%", ""),
    # surplus: below half the target it is what goes beyond, above the target a total, in between nobody knows
    ("20场", "超额9场", "1.45"),
    ("20场", "超额10场", ""),
    ("20场", "超额完成20场", ""),
    ("20场", "超额完成21场", "1.05"),
    ("20场", "多21场", ""),
    ("20场", "超出9场", "1.45"),
    ("20场", "超出10场", "0.5"),
    ("20场", "超过9场", ""),
    ("20场", "超过20场", "1"),
    ("20场", ">9场", "0.45"),
    # about: counts when 5 % beyond, nearly when 25 %
    ("100人", "约104人", ""),
    ("100人", "约105人", "1.05"),
    ("100人", "近124人", ""),
    ("100人", "近125人", "1.25"),
    ("≤100人", "约96人", ""),
    ("≤100人", "约95人", "1.0526"),
    ("≤100人", "近100人", "1"),
    ("≤100人", "近101人", ""),
    # so much and more
    ("≤100人", "100余人", ""),
    ("≤100人", "90余人", "1.1111"),
    ("100人", "100余人", "1"),
    # bounds
    ("≤50万元", "不少于50万元", ""),
    ("≤50万元", "49万元以上", ""),
    ("50场", "不超过60场", ""),
    ("50场", "60场以上", "1.2"),
    # what the cell says once more must agree
    ("20场", "15场，完成率75.5%", "0.75"),
    ("20场", "15场，完成率75.6%", ""),
    ("20场", "25场，完成率100%", "1.25"),
    ("20场", "19场，完成率100%", ""),
    ("20场", "20场（20场）", "1"),
    ("20场", "20场（19场）", ""),
    ("20场", "22场，超额2场", "1.1"),
    ("20场", "22场，超额3场", ""),
    ("20场", "22场，超额10%", "1.1"),
    ("20场", "22场，超额11%", ""),
    ("20场", "20场，超额完成", "1"),
    ("20场", "21场，超额完成", "1.05"),
    ("20场", "15场，差5场", "0.75"),
    ("20场", "15场，差6场", ""),
    ("20场", "15场，差25%", "0.75"),
    ("20场", "15场，差26%", ""),
    ("20场", "20场，未达到", ""),
    ("20场", "19场，未达到20场", "0.95"),
    ("≤50万元", "48万元，结余2万元", "1.0417"),
    ("≤50万元", "48万元，结余3万元", ""),
    ("≥90%", "95%，超目标5个百分点", "1.0556"),
    ("≥90%", "95%，超目标6个百分点", ""),
    # a dash in front of a figure may be a minus, and nobody means it
    ("20场", "—20场", ""),
    ("20场", "-20场", "-1"),
    # years at the edge of the service year
    ("20场", "2022年20场", "1"),
    ("20场", "2021年20场", ""),
    ("20场", "2023年20场", ""),
    ("2021年20场", "2021年20场", "1"),
]


@pytest.mark.parametrize(("target", "actual", "expected"), EDGES)
def test_words_count_up_to_their_edge_and_no_further(target: str, actual: str, expected: str) -> None:
    assert completion_of(target, actual) == expected


@pytest.mark.parametrize(
    ("target", "actual", "name", "expected"),
    [
        ("下降10%", "-12%", "投诉量", "1.2"),
        ("下降10%", "-10%", "投诉量", "1"),
        ("增长5%", "-5%", "产值", "-1"),
        ("10%以内", "-10%", "经费偏差", "1"),
        ("10%以内", "-10.1%", "经费偏差", "0.9901"),
        ("≤10%", "-12%", "管理费占比", ""),
        ("≤10%", "-12%", "费用增长", ""),
        ("≤10%", "超支12%", "预算偏差率", "0.8333"),
        ("5%", "增长5%", "就业增长率", "1"),
        ("5%", "下降5%", "就业增长率", ""),
        ("5%", "增长5%", "满意度", ""),
        ("5%", "下降5%", "费用压减率", "1"),
        ("0起", "无", "事故数", ""),
        ("20场", "无", "活动场次", ""),
    ],
)
def test_directions_and_deviations_to_their_edge(target: str, actual: str, name: str, expected: str) -> None:
    assert completion_of(target, actual, name) == expected


@pytest.mark.parametrize(
    ("target", "actual", "kind"),
    [  # about so much: clearly inside, by 5 %; a bound: only where it is the size of a deviation
        ("60-80人", "约70人", "M"),
        ("60-80人", "约64人", "M"),
        ("57-84人", "约60人", "M"),
        ("57-84人", "约80人", "M"),
        ("57-84人", "约81人", "O"),
        ("57-84人", "约59人", "O"),
        ("60-80人", "约62人", "O"),
        ("60-80人", "约76人", "M"),
        ("60-80人", "约77人", "O"),
        ("60-80人", "65-75人", "M"),
        ("60-80人", "60-80人", "M"),
        ("60-80人", "70-90人", "Z"),  # a span counts by its worse end
        ("60-80人", "50-70人", "Z"),
        ("60-80人", "70人以上", "O"),
        ("60-80人", "不超过70人", "O"),
        ("±10%", "8%以内", "M"),
        ("±10%", "10%以内", "M"),
        ("±10%", "12%以内", "O"),
    ],
)
def test_beside_a_range_about_and_bounds_to_their_edge(target: str, actual: str, kind: str) -> None:
    assert judged(Case("", "偏差" if "±" in target else "服务人数", "", target, "", (), actual)).kind == kind


@pytest.mark.parametrize(
    ("target", "actual", "kind"),
    [
        ("增长5%", "增长不超过6%", "O"),
        ("增长5%", "增长6%以内", "O"),
        ("增长5%", "增长近6%", "O"),
        ("增长5%", "增长6%以上", "M"),
        ("增长5%", "下降不超过3%", "Z"),
        ("下降5%", "下降不足6%", "O"),
        ("下降5%", "下降6%以上", "M"),
    ],
)
def test_a_bound_on_a_change_says_no_more_than_it_bounds(target: str, actual: str, kind: str) -> None:
    name = "就业人数" if target.startswith("增长") else "投诉量"
    assert judged(Case("", name, "", target, "", (), actual)).kind == kind


@pytest.mark.parametrize(
    ("target", "actual", "name", "kind"),
    [  # a share of costs is never negative; what may fall, and what should not be at all, may
        ("≤10%", "-12%", "管理费占比", "O"),
        ("≤10%", "-12%", "费用增长", "M"),
        ("≤0%", "-2%", "费用超支率", "M"),
    ],
)
def test_a_negative_rate_counts_where_it_can_be_one(target: str, actual: str, name: str, kind: str) -> None:
    assert judged(Case("", name, "", target, "", (), actual)).kind == kind


def test_none_of_what_should_be_none_is_full() -> None:
    assert judged(Case("", "事故数", "", "0起", "", (), "无")).kind == "M"
    assert judged(Case("", "事故数", "", "1起", "", (), "无")).kind == "M"
    assert judged(Case("", "活动场次", "", "1场", "", (), "无")).kind == "O"


def test_without_a_service_year_no_year_is_another() -> None:
    actual = read_quantity(Cell("2020年20场"), role="actual")
    asked = Asked("活动场次", read_quantity(Cell("20场"), role="target"), Operator.NONE, None, None)
    assert listen(asked, actual).verdict is None


def test_a_cell_is_repeated_up_to_thirty_characters() -> None:
    thirty = "计划20场" + "字" * 25
    assert f"实际写“{thirty}”" in said("20场", thirty)[1]
    assert f"实际写“{thirty[:29]}…”" in said("20场", f"{thirty}字")[1]


def test_a_long_cell_is_quoted_short() -> None:
    why = said("20场", f"计划20场，{'详见附件说明' * 8}")[1]
    assert "…" in why
    assert len(why) < 120


@pytest.mark.parametrize(
    ("target", "actual", "name", "completion"),
    [
        ("三年累计60场", "20场", "活动场次", None),  # of which years the actual is nobody says
        ("三年累计60场", "三年累计60场", "活动场次", "1"),
        ("下降10%", "降至12%", "投诉量", None),  # to 12 %, not by 12 %
        ("20场", "22场，超额完成", "活动场次", "1.1"),
        ("10起以内", "8起，2起取消", "投诉", None),
        ("20场", "12场，8场取消", "活动场次", "0.6"),
        ("20场", "12场，7场取消", "活动场次", None),
        ("≤10起", "3起（上半年）", "投诉", None),  # what may still come
        ("≤10起", "3起（全年）", "投诉", "3.333"),
        ("50万元以内", "48万元，完成率96%", "成本", "1.0417"),
        ("50万元以内", "48万元，比上年减少2万元", "成本", "1.0417"),
    ],
)
def test_what_is_said_beside_a_figure_bears_it_out_or_leaves_it_open(
    target: str, actual: str, name: str, completion: str | None
) -> None:
    found = said(target, actual, name)[0]
    assert (None if found is None else round(found, 4 if completion == "1.0417" else 3)) == (
        None if completion is None else Decimal(completion)
    )


@pytest.mark.parametrize(("done", "is_open"), [(21, False), (20, True), (19, True)])
def test_a_surplus_without_a_figure_asks_for_more_than_the_target(done: int, is_open: bool) -> None:
    asked = Asked("活动场次", number(20, "场"), Operator.NONE, None, None)
    actual = number(done, "场")._replace(asides=(Quantity("text", "超额", sense="surplus", words=("超额",)),))
    assert (listen(asked, actual).verdict is not None) is is_open


def test_a_bound_beside_a_range_is_quoted_by_its_sign() -> None:
    asked = Asked("人数", between(60, 80, "人"), Operator.NONE, None, None)
    found = listen(asked, number(70, "人", "≥"))
    assert found.verdict is not None
    assert "“≥”" in found.verdict.rule


def test_a_year_is_outside_only_of_a_service_year_that_is_known() -> None:
    actual = read_quantity(Cell("2020年20场"), role="actual")
    target = read_quantity(Cell("20场"), role="target")
    for start, end, is_open in (
        (date(2022, 1, 1), date(2022, 12, 31), True),
        (date(2022, 1, 1), None, False),
        (None, date(2022, 12, 31), False),
        (date(2020, 1, 1), date(2020, 12, 31), False),
    ):
        found = listen(Asked("活动场次", target, Operator.NONE, start, end), actual)
        assert (found.verdict is not None) is is_open, (start, end)


def test_words_that_say_why_there_is_no_figure_leave_the_row_open() -> None:
    planned = Quantity("text", "计划完成", sense="planned", words=("计划",))
    verdict = open_row(planned)
    assert verdict is not None
    assert "“计划”" in verdict.rule
    assert open_row(Quantity("text", "完成")) is None
    assert open_row(Quantity("number", "20场", number=Decimal(20), sense="planned")) is None


@pytest.mark.parametrize(
    ("target", "actual", "name", "kind"),
    [
        ("10%以内", "0%", "偏差率", "M"),
        ("10%以内", "0", "偏差率", "M"),
        ("10%以内", "-5%", "投诉率", "O"),  # a rate below nothing
        ("10%以内", "-5%", "利润增长率", "M"),  # which this one may be
        ("15-25场", "约20场", "活动场次", "M"),
        ("15-25场", "约24场", "活动场次", "O"),  # 5 % more would be outside
        ("15-25场", "约23场", "活动场次", "M"),
        ("15-25场", "约15.5场", "活动场次", "O"),
        ("15-25场", "约16场", "活动场次", "M"),
        ("15-25场", "20场以上", "活动场次", "O"),
        ("±10%", "8%以内", "偏差率", "M"),
        ("±10%", "10%以内", "偏差率", "M"),
        ("±10%", "11%以内", "偏差率", "O"),
        ("20场", "约21场", "活动场次", "M"),
        ("20场", "约20.9场", "活动场次", "O"),
        ("20场", "近25场", "活动场次", "M"),
        ("20场", "近24场", "活动场次", "O"),
        ("20场以内", "约19场", "投诉场次", "M"),
        ("20场以内", "约19.1场", "投诉场次", "O"),
        ("20场以内", "近20场", "投诉场次", "M"),
        ("20场以内", "近21场", "投诉场次", "O"),
    ],
)
def test_how_far_off_the_words_beside_a_figure_must_be(target: str, actual: str, name: str, kind: str) -> None:
    assert judged(Case("", name, "", target, "", (), actual)).kind == kind


@pytest.mark.parametrize(
    ("limit", "unit", "actual", "kept"),
    [
        (24, "小时", "当天办结", True),
        (23, "小时", "当天办结", False),  # the day has more hours
        (12, "小时", "即时响应", True),
        (1, "天", "当天办结", True),
        (2, "工作日", "当天完成", True),
        (1440, "分钟", "当日回复", True),
        (1439, "分钟", "当日回复", False),
        (24, "次", "当天办结", False),  # of what is no time
        (24, "小时", "三天内办结", False),
    ],
)
def test_what_is_done_on_the_day_keeps_a_limit_of_a_day_and_at_once_keeps_any(
    limit: int, unit: str, actual: str, *, kept: bool
) -> None:
    verdict = listen(asked(number(limit, unit, "≤"), "投诉响应时间", "≤"), Quantity("text", actual)).verdict
    assert (verdict is not None and verdict.state == "完成") is kept


def test_a_figure_of_the_other_direction_is_shown_below_nothing() -> None:
    fall = Quantity("text", "下降10%", number=Decimal("0.1"), unit="%", sense="down", words=("下降",))
    heard = listen(asked(rate(10)._replace(sense="up", text="增长10%"), "就业人数"), fall)
    assert heard.actual.number == Decimal("-0.1")
    assert heard.verdict is not None
    assert heard.verdict.state == "未完成"


def test_a_comparison_that_cannot_be_worked_out_hides_no_contradiction_behind_it() -> None:
    compared = Quantity("rate", "105%", number=Decimal("1.05"), unit="%", sense="compared", words=("同比",))
    other = Quantity("rate", "85%", number=Decimal("0.85"), unit="%")
    done = Quantity("rate", "95%，同比105%", number=Decimal("0.95"), unit="%", asides=(compared,))
    assert listen(asked(rate(90), "满意度"), done).verdict is None
    assert listen(asked(rate(90), "满意度"), done._replace(asides=(compared, other))).verdict is not None


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        (number(20, "场"), number(20, "场"), True),
        (number(20, "场"), number(20), True),
        (number(20, "场"), number(20, "人"), False),  # of two things none exceeds the other
        (rate(90), number("0.9"), False),
    ],
)
def test_to_have_exceeded_the_target_is_asked_about_only_in_its_unit(
    target: Quantity, actual: Quantity, *, told: bool
) -> None:
    heard = listen(asked(target), actual._replace(text=f"{actual.text}，超过目标"))
    assert ("R026" in [note.code for note in heard.notes]) is told


def test_a_rise_of_what_nothing_says_should_rise_is_open_and_no_fall() -> None:
    rise = Quantity("text", "增长6%", number=Decimal("0.06"), unit="%", sense="up", words=("增长",))
    verdict = listen(asked(rate(5), "覆盖面"), rise).verdict
    assert verdict is not None
    assert verdict.state == "无法判定"


@pytest.mark.parametrize(("unit", "figure", "kind"), [("%", "0.1", "rate"), ("场", "5", "number")])
def test_what_was_worked_out_is_a_rate_or_a_count_by_its_unit(unit: str, figure: str, kind: str) -> None:
    rise = Quantity("text", f"增长{figure}", number=Decimal(figure), unit=unit, sense="up", words=("增长",))
    target = Quantity("number", "增长", number=Decimal(1), unit=unit, sense="up")
    assert listen(asked(target), rise).actual.kind == kind


@pytest.mark.parametrize(("postponed", "agrees"), [(8, True), (20, False), (5, False)])
def test_what_was_put_off_is_what_is_missing(postponed: int, *, agrees: bool) -> None:
    aside = Quantity("number", number=Decimal(postponed), unit="场", sense="postponed", words=("取消",))
    done = number(12, "场")._replace(asides=(aside,))
    assert (listen(asked(number(20, "场")), done).verdict is None) is agrees


@pytest.mark.parametrize(
    ("limit", "unit", "actual", "worked_out", "figure"),
    [
        (8000, "元", "超支420元", "8000＋420", "8420元"),
        (8000, "元", "超支0元", "8000＋0", "8000元"),
        (8000, "元", "超支10%", "8000＋800", "8800元"),
        (8000, "元", "节约10%", "8000−800", "7200元"),
        (8000, "元", "节约420元", "8000−420", "7580元"),
        (8000, "元", "节约8000元", "8000−8000", "0元"),
        (8, "万元", "节约4200元", "8−0.42", "7.58万元"),
        (8, "万元", "零租金", "8−8", "0万元"),
    ],
)
def test_what_was_saved_or_overspent_is_worked_out_from_the_limit(
    limit: int, unit: str, actual: str, worked_out: str, figure: str
) -> None:
    heard = listen(asked(number(limit, unit, "≤"), "租金", "≤"), Quantity("text", actual))
    told = dict(heard.notes[0].told)
    assert (told["sum"], told["figure"]) == (worked_out, figure)
    assert heard.verdict is None


@pytest.mark.parametrize(
    ("limit", "unit", "actual"),
    [
        (8000, "元", "节约100%"),
        (8000, "元", "节约120%"),
        (8000, "元", "节约8001元"),  # more than there was
        (80, "元/人", "节约4元"),  # of how many
        (80, "人", "节约4元"),
        (80, "次", "未超预算"),
    ],
)
def test_what_is_said_of_spending_leaves_a_limit_open_that_it_says_nothing_of(
    limit: int, unit: str, actual: str
) -> None:
    heard = listen(asked(number(limit, unit, "≤"), "租金", "≤"), Quantity("text", actual))
    assert heard == (heard.actual, (), None)
    assert heard.actual.number is None


def test_a_limit_of_money_that_was_kept_is_done_without_a_figure() -> None:
    verdict = listen(asked(number(8000, "元", "≤"), "租金", "≤"), Quantity("text", "未超预算")).verdict
    assert verdict is not None
    assert (verdict.state, verdict.earned, verdict.operator) == ("完成", 1, "≤")


@pytest.mark.parametrize(
    ("name", "target", "actual", "told"),
    [  # what was worked out, and how
        ("楼栋长培训", "4期", "完成3/4", ("4×75%", "3期")),
        ("满意度", "≥90%", "较目标低3个百分点", ("90%−3%", "87%")),
        ("活动场次", "20场", "还差5场", ("20−5", "15场")),
        ("志愿者人数增长", "≥10%", "由200人增至230人", ("（230−200）÷200", "15%")),
        ("会员家庭", "新增10户", "由86户增至96户", ("（96−86）", "10户")),
    ],
)
def test_how_a_figure_was_worked_out_is_told(name: str, target: str, actual: str, told: tuple[str, str]) -> None:
    wanted = read_quantity(Cell(target), role="target", row=RowWords(name))
    done = read_quantity(Cell(actual), role="actual", row=RowWords(name, target))
    (note,) = listen(asked(wanted, name), done).notes
    found = dict(note.told)
    assert (found["sum"], found["figure"]) == told


def test_the_year_that_was_compared_with_is_quoted_with_its_word() -> None:
    assert "“较2019年”" in said("同比增长12%", "较2019年增长25%", "受益人群规模")[1]
    assert "“专业人员12”" in said("20人（含专业人员14人）", "20人（含专业人员12人）", "人员")[1]


def test_what_was_made_up_for_is_left_out_when_one_of_its_years_is_another() -> None:
    both = Quantity("number", number=Decimal(2), unit="个", years=(2022, 2023))
    done = number(8, "个")._replace(asides=(both,))
    year = date(2022, 1, 1), date(2022, 12, 31)
    assert listen(Asked("小组", number(8, "个"), Operator.NONE, *year), done).actual.number == 6


@pytest.mark.parametrize(("share", "worked_out"), [("0.5", "4×50%"), ("1", "4×1"), ("1.5", "4×1.5")])
def test_a_share_of_the_target_is_told_in_percent_below_all_of_it(share: str, worked_out: str) -> None:
    part = Quantity("text", "目标的几成", number=Decimal(share), sense="share", words=("几成",))
    (note,) = listen(asked(number(4, "期")), part).notes
    assert dict(note.told)["sum"] == worked_out
