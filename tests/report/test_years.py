"""The section that compares years: whole sentences for none, one and many, in the narrative of both reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import COSTS, cost, indicator, number, rate
from year_pairs import beside, rows, year

from workbook_tools.model import Indicator, Submission
from workbook_tools.report.blocks import ChartPlace, Heading, Paragraph, Table
from workbook_tools.report.charts import chart_of
from workbook_tools.report.narrative import Narrative, narrative_of


def with_funds(number_: int, indicators: Sequence[Indicator], spent: str = "190") -> Submission:
    bare = year(number_, indicators)
    return bare._replace(cost_lines=(replace(cost("人员经费", "200", spent, "人员费用"), row=COSTS.header_row + 1),))


def narrative(now: Submission, *before: Submission) -> Narrative:
    return narrative_of(now, beside(now, *before), ())


def section(told: Narrative) -> list[object]:
    """The blocks of the comparison, up to the next chapter."""
    at = next(place for place, block in enumerate(told.blocks) if _is_comparison(block))
    end = next(place for place, block in enumerate(told.blocks[at:]) if isinstance(block, Heading) and block.level == 2)
    return list(told.blocks[at : at + end])


def _is_comparison(block: object) -> bool:
    return isinstance(block, Heading) and block.text.endswith("与以前年度比较")


def words(now: Submission, *before: Submission) -> str:
    return "\n".join(block.text for block in section(narrative(now, *before)) if isinstance(block, Paragraph))


def only(name: str, target: int, actual: int) -> list[Indicator]:
    return [indicator(name, number(target, "个"), number(actual, "个"), points=90)]


def test_there_is_no_section_without_an_earlier_year() -> None:
    assert not any(_is_comparison(block) for block in narrative(year(2025, rows())).blocks)


def test_the_section_is_numbered_behind_the_others() -> None:
    assert section(narrative(year(2025, rows()), year(2024, rows())))[0] == Heading(3, "2．与以前年度比较")
    funded = narrative(with_funds(2025, only("个案", 60, 60)), with_funds(2024, only("个案", 60, 60)))
    assert section(funded)[0] == Heading(3, "2．与以前年度比较")


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (
            with_funds(2025, only("个案", 60, 60)),
            with_funds(2024, only("个案", 60, 45)),
            "本年绩效自评总分99.50分，比2024年度的77.00分提高22.50分，绩效等级由“中”变为“优”。预算执行率与2024年度相同，为95.00%。",
        ),
        (
            with_funds(2025, only("个案", 60, 60), "180"),
            with_funds(2024, only("个案", 60, 60)),
            "本年绩效自评总分99.00分，比2024年度的99.50分下降0.50分，绩效等级均为“优”。"
            "预算执行率由2024年度的95.00%降至90.00%，下降5个百分点。",
        ),
        (
            with_funds(2025, only("个案", 60, 60)),
            with_funds(2024, only("个案", 60, 60)),
            "本年绩效自评总分99.50分，与2024年度持平，绩效等级均为“优”。",
        ),
        (year(2025, rows()), year(2024, rows()), "本年或2024年度有未能评定的分值，两年总分暂不比较。"),
    ],
)
def test_the_totals_are_told(now: Submission, before: Submission, sentence: str) -> None:
    assert sentence in words(now, before)


@pytest.mark.parametrize(
    ("now", "before", "sentences"),
    [
        (only("个案", 60, 60), only("小组", 9, 9), ["两年没有同名的指标，只比较总分和资金。"]),
        (
            only("个案", 60, 60),
            only("个案", 60, 60),
            ["两年都有的指标1项，为个案。指标值没有变化。完成率没有变化。"],
        ),
        (
            only("个案", 50, 60),
            only("个案", 60, 60),
            [
                "两年都有的指标1项，为个案。指标值降低的有1项，为个案。完成率上升的有1项，为个案。",
                "指标值放宽后完成的有1项，为个案，应说明放宽的理由。",
            ],
        ),
        (
            [*rows()[1:], *only("社区调研", 6, 6)],
            rows(),
            ["与2024年度相比，本年新增指标1项，为社区调研；取消指标1项，为个案服务。"],
        ),
        (rows()[1:], rows(), ["与2024年度相比，取消指标1项，为个案服务。"]),
        (rows(), rows(), ["两年都有的指标4项。指标值均没有变化。完成率均没有变化。"]),
        (
            [indicator("满意度", rate(90), rate(95), points=90)],
            [indicator("满意度", rate(90), number(1, "户"), points=90)],
            ["完成率无法比较。"],
        ),
    ],
)
def test_the_indicators_are_told(now: list[Indicator], before: list[Indicator], sentences: list[str]) -> None:
    told = words(year(2025, now), year(2024, before))
    assert [each for each in sentences if each not in told] == [], told


def test_another_scheme_and_another_full_score_are_told() -> None:
    before = year(2024, only("个案", 60, 60))
    compared = beside(year(2025, only("个案", 60, 60)), before)
    other = replace(compared.years[0], scheme_title="县里的方案", total_points=Decimal(120))
    told = narrative_of(year(2025, only("个案", 60, 60)), compared._replace(years=(other,)), ())
    words_ = "\n".join(block.text for block in section(told) if isinstance(block, Paragraph))
    assert "两年满分不同，分别为120分和100分，得分不宜直接相比。" in words_
    assert "两年评分方案不同（2024年度“县里的方案”，本年“" in words_


def test_tables_and_chart_have_both_years() -> None:
    told = narrative(year(2025, rows((60, 66), 35)), year(2024, rows((60, 63), 25)))
    tables = {block.key: block for block in section(told) if isinstance(block, Table)}
    assert [row[0][0] for row in tables["years_totals"].rows] == ["2024年度", "2025年度"]
    link = next(row for row in tables["years"].rows if row[0][0] == "资源链接")
    assert [text for text, _ in link] == [
        "资源链接",
        "50万",
        "50万",
        "25万",
        "35万",
        "50.00%",
        "70.00%",
        "+20.00",
        "+6.00",
    ]
    assert "years_through" not in tables
    (place,) = [block for block in section(told) if isinstance(block, ChartPlace)]
    drawn = chart_of(place, told.evaluation)
    assert drawn is not None
    assert [series.name for series in drawn.chart.series] == ["2024年度", "本年"]
    assert [str(series.values[2]) for series in drawn.chart.series] == ["0.5", "0.7"]


def test_several_years_stand_side_by_side() -> None:
    before = [year(number_, rows(link=20 + number_ - 2020)) for number_ in (2024, 2023, 2022)]
    told = narrative(year(2025, [*rows(link=35), *only("社区调研", 6, 6)]), *before)
    tables = {block.key: block for block in section(told) if isinstance(block, Table)}
    through = tables["years_through"]
    assert through.head == ("指标", "2022年度", "2023年度", "2024年度", "2025年度")
    link = next(row for row in through.rows if row[0][0] == "资源链接")
    assert [text for text, _ in link] == ["资源链接", "22万/50万", "23万/50万", "24万/50万", "35万/50万"]
    assert "社区调研" not in [row[0][0] for row in through.rows]


def test_a_chart_of_very_many_indicators_shows_those_that_changed_most() -> None:
    def many(last: int) -> list[Indicator]:
        return [indicator(f"服务{n}", number(50, "个"), number(50 + (last if n > 20 else 0), "个")) for n in range(30)]

    told = narrative(year(2025, many(7)), year(2024, many(0)))
    (place,) = [block for block in section(told) if isinstance(block, ChartPlace)]
    assert place.caption == "完成率变化最大的15项指标"
    drawn = chart_of(place, told.evaluation)
    assert drawn is not None
    assert {f"服务{n}" for n in range(21, 30)} <= set(drawn.chart.series[0].categories)


def test_names_of_staff_form_no_mark() -> None:
    rows_ = [indicator("| 甲 | # 乙", number(1, "个"), number(1, "个"))]
    told = narrative(year(2025, rows_), year(2024, rows_))
    table = next(block for block in section(told) if isinstance(block, Table) and block.key == "years")
    assert table.rows[0][0][0] == "| 甲 | # 乙"
