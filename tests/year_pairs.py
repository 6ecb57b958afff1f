"""Fictional years of one station, for tests that put them side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from builders import heading, indicator, information, number, rate, submission, yongping_2022
from sheets import COSTS, INDICATOR_HEADS, INFORMATION, Row, standard
from station import scheme

from workbook_tools.checks import check_all
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.earlier import Earlier
from workbook_tools.evaluation.year_on_year import with_years
from workbook_tools.model import Evaluation, Finding, Indicator, Submission

STATION = "青禾街社工服务站"


def rows(
    case: tuple[int, int] = (60, 62), link: int = 25, delay: tuple[int, int] = (3, 3), happy: int = 95
) -> list[Indicator]:
    """`case` is 个案服务 (target, actual), `link` what 资源链接 reached of 50万, `delay` 响应时间 (at most, days)."""
    return [
        indicator("个案服务", number(case[0], "个"), number(case[1], "个"), unit="个"),
        indicator("响应时间", number(delay[0], "天", "≤"), number(delay[1], "天"), unit="天"),
        indicator("资源链接", number(50, "万"), number(link, "万"), level1="效益指标", unit="万"),
        indicator("服务满意度", rate(90, "≥"), rate(happy), level1="满意度指标", unit="%"),
    ]


def year(number_: int, indicators: Iterable[Indicator], station: str = STATION, **about: object) -> Submission:
    values: dict[str, object] = {
        "station": station,
        "year": str(number_),
        "service_start": dt.date(number_ - 1, 8, 1),
        "service_end": dt.date(number_, 7, 31),
        "annual_funds": "200",
    }
    return submission(
        indicators,
        about=information(**{**values, **about}),
        headings=[heading("产出指标", 50), heading("效益指标", 30), heading("满意度指标", 10)],
    )


def earlier(before: Submission, file: str = "") -> Earlier:
    return Earlier(file or f"{before.information.year}.xlsx", before, evaluate(before, scheme()))


def beside(now: Submission, *before: Submission, pooled: bool = False) -> Evaluation:
    return with_years(now, evaluate(now, scheme()), [earlier(each) for each in before], pooled=pooled)


def found(now: Submission, *before: Submission, pooled: bool = False) -> list[Finding]:
    """The findings of family Y."""
    checked = check_all(now, beside(now, *before, pooled=pooled), scheme())
    return [each for each in checked if each.code.startswith("Y")]


def codes(now: Submission, *before: Submission, pooled: bool = False) -> list[tuple[str, str]]:
    return [(each.code, each.cell) for each in found(now, *before, pooled=pooled)]


def yongping(number_: int, link: int) -> Submission:
    """永平街 in another year: the published figures of 2022 but for 资源链接, and counts that differ by year."""
    published = yongping_2022()
    about = published.information._replace(
        year=str(number_),
        service_start=dt.date(number_, 8, 1),
        service_end=dt.date(number_ + 1, 7, 31),
    )
    changed = [
        replace(each, actual=number(link, "万"))
        if each.level3 == "资源链接"
        else replace(each, actual=number(each.actual.number + number_ - 2022, each.unit))
        if each.actual.kind == "number" and each.actual.number is not None and each.unit
        else each
        for each in published.indicators
    ]
    return published._replace(information=about, indicators=tuple(changed))


# ---------------------------------------------------------------- as files


def workbook(number_: int, *, case: tuple[int, int] = (60, 62), link: int = 25, station: str = STATION,
             extra: Row = ()) -> bytes:  # fmt: skip
    """A year as a standard workbook."""
    values = {
        "评价年度": number_,
        "站点名称": station,
        "服务开始日期": dt.date(number_ - 1, 8, 1),
        "服务结束日期": dt.date(number_, 7, 31),
    }
    about = [(label, values.get(label, value)) for label, value in INFORMATION]
    table = [
        INDICATOR_HEADS,
        ("产出指标", "数量指标", "个案服务", "", case[0], "个", 50, case[1], ""),
        ("效益指标", "社会效益指标", "资源链接", "", 50, "万", 30, link, ""),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", "%", 10, f"{90 + number_ % 10}%", ""),
    ]
    return standard(基本信息=about, 绩效指标=[*table, extra] if extra else table, 资金使用=COSTS).data()
