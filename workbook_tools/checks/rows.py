"""绩效指标 row by row: what is promised, what was done, and whether the two can be what they say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_LEAST, AT_MOST, Operator
from workbook_tools.basis.states import State
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import Phrase, day, listed
from workbook_tools.evaluation.operators import meaning_of
from workbook_tools.evaluation.partial_rates import is_above_the_whole
from workbook_tools.evaluation.points import is_left_over
from workbook_tools.model import Finding, Indicator, Moment, Quantity, ScoredRow
from workbook_tools.model.fields import IndicatorField

_EVENTS = ("起", "宗")  # what befalls a place, and is counted to be kept low
FEWEST_REPEATS = 3  # fewer equal figures say nothing
_MAY_FALL = lazy_pattern(r"增长|增幅|增速|变化|变动|波动|下降|降幅|差额|差异|差距|偏差|偏离|误差|收益|利润|结余")
_TO_REACH = lazy_pattern(  # where the name does not say it, nothing is said
    r"(?:满意度|(?:完成|合格|覆盖|及时|达标|通过|优良|知晓|签约|建档|到位|参与)率)$"
    r"|^(?:开展|举办|组织|新增|建设|培训|培育|发放|走访)"
    r"|(?:建设|服务|受益|培训|培育|新增|惠及|志愿者)(?:数量|个数|人数|次数|场次|场数|人次|户数|份数|数)$"
    r"|(?:探访|走访|小组|个案|活动|讲座)(?:数量|个数|人数|次数|场次|场数|人次|户数|数)?$"
)
_KEPT_LOW = lazy_pattern(
    r"成本|费用|经费|单价|标准|时间|时限|时长|天数|耗|压降|偏差|差距|死亡|发病|返贫|辍学",
    holding="本费价准时天耗压偏差死发返辍",
)
_SAMPLE = lazy_pattern(
    r"问卷|样本|抽样|抽查|回收|发放.{0,6}份|受访|\d\s{0,8}(?:份|名|人|位|户)", holding="卷样抽收放访份名人位户"
)
_NUMBERED = lazy_pattern(r"^指标\d+[:、.](?=.)", holding="指")


def _sides(row: ScoredRow) -> Iterator[tuple[IndicatorField, Quantity]]:
    yield "target", row.target
    yield "actual", row.actual


def actuals_do_not_repeat_targets(facts: Facts) -> Iterator[Finding]:
    """W: half or more of the counts are the promised figure to the digit. Rates stop at 100 % and are left out, and so
    are what earns nothing yet and what staff left to the ledger or to a list: nobody copied that."""
    rows = (row for row in facts.evaluation.rows if not (row.from_ledger or row.from_list))
    scored = (row for row in rows if row.state is not State.UNJUDGED)
    counted = [row for row in scored if _is_count(row.target) and _is_count(row.actual)]
    same = [row for row in counted if row.actual.number == row.target.number]
    if len(same) < FEWEST_REPEATS or len(same) * 2 < len(counted):
        return
    first = same[0].indicator
    yield finding(
        "R063", first.table.sheet, first.at("actual"), same=len(same), counted=len(counted),
        names=listed(row.item or row.indicator.name for row in same),
    )  # fmt: skip


def operators_fit_their_meaning(facts: Facts) -> Iterator[Finding]:
    """W: at most 4 villages to build; at least 5 complaints."""
    for row in facts.evaluation.rows:
        each = row.indicator
        written, meant = operator_against_meaning(row, facts)
        if meant:
            yield finding(
                "R061", each.table.sheet, each.at("target"), name=row.item or each.name, target=row.target.text,
                written=written, meant=meant,
            )  # fmt: skip


def operator_against_meaning(row: ScoredRow, facts: Facts) -> tuple[str, str]:
    """The sign that was written and the one that the name means; the second is "" where nothing speaks against it."""
    each = row.indicator
    written = row.target.operator or ("≤" if each.nature == "≤" else "≥" if each.nature == "≥" else "")
    if not written or row.target.kind not in ("number", "rate") or not row.target.number:
        return written, ""
    name = _bare(row.item or each.item or each.level3)
    meaning = meaning_of(name, facts.scheme)
    to_reach = meaning in ("", "larger") and _TO_REACH.search(name) and not _KEPT_LOW.search(name + each.level2)
    if written in AT_MOST and to_reach:
        return written, "≥"
    return written, "≤" if written in AT_LEAST and meaning == "smaller" else ""


def zero_is_no_target(facts: Facts) -> Iterator[Finding]:
    """E: a target of 0 for something to be done. A completion could only come from a division by zero."""
    for row in facts.evaluation.rows:
        target, actual = row.target, row.actual
        if not _is_figure(target) or target.number != 0 or row.operator in AT_MOST or row.operator == Operator.EQ:
            continue
        if normal_unit(target.unit or row.unit) in _EVENTS:  # 0起 promises that something does not happen
            continue
        if _is_figure(actual) and actual.number is not None and actual.number > 0:
            each = row.indicator
            yield finding(
                "R062", each.table.sheet, each.at("target"), name=row.item or each.name, target=target.text,
                actual=actual.text,
            )  # fmt: skip


def indicators_stand_once(facts: Facts) -> Iterator[Finding]:
    """W: the same 三级指标 and 指标明细 twice."""
    seen: dict[tuple[str, str], Indicator] = {}
    for each in facts.indicators:
        key = (_bare(each.level3), _bare(each.item))
        if not key[0] or is_left_over(each):
            continue
        first = seen.setdefault(key, each)
        if first is not each:
            field: IndicatorField = "item" if each.item else "level3"
            if not each.item and first.group == each.group:  # its own 三级指标 is blank
                yield finding(
                    "R084", each.table.sheet, each.at(field), name=each.name, row=str(each.row),
                    target=each.target.text or "空",
                )  # fmt: skip
                continue
            yield finding(
                "R066", each.table.sheet, each.at(field), name=each.name, first=first.at(field),
                first_target=first.target.text or "空", target=each.target.text or "空",
            )  # fmt: skip


def satisfaction_is_a_rate(facts: Facts) -> Iterator[Finding]:
    """W: satisfaction promised and answered in words; I: a rate without the sample it comes from."""
    rows = [row for row in facts.evaluation.rows if "满意" in _path(row)]
    measured = ("rate", "number", "range")
    for row in rows:
        if row.target.kind == "blank" and row.indicator.table.has("scoring_rule"):
            continue  # a table that scores by 评分标准 needs no target
        if row.target.kind not in measured and row.actual.kind not in measured:
            each = row.indicator
            yield finding(
                "R067", each.table.sheet, each.at("actual"), name=row.item or each.name,
                actual=row.actual.text or "空", target=row.target.text or "空",
            )  # fmt: skip
    rated = [row for row in rows if row.actual.kind in measured and not _counts_something_else(row)]
    unsampled = [row for row in rated if row.proof is None and not _sampled(facts, row)]
    if unsampled:
        each = unsampled[0].indicator
        names = listed(f"{row.item or row.indicator.name}（{row.actual.text}）" for row in unsampled)
        yield finding("R068", each.table.sheet, each.at("actual"), names=names)


def _counts_something_else(row: ScoredRow) -> bool:
    """A count under 满意度指标, such as 有效投诉 0起: it needs no sample."""
    counted = row.actual.kind == "number" and normal_unit(row.actual.unit or row.unit) not in ("", "分")
    return counted and "满意" not in f"{row.indicator.level3}{row.item}"


def dates_lie_in_the_year(facts: Facts) -> Iterator[Finding]:
    """E: something promised or done before the service began or after it ended."""
    about = facts.submission.information
    start, end = about.service_start, about.service_end
    if start is None or end is None or end < start:
        return
    first, last = (start.year, start.month, start.day), (end.year, end.month, end.day)
    for row in facts.evaluation.rows:
        each = row.indicator
        for field, quantity in _sides(row):
            moment = quantity.moment
            if moment is None or moment.year is None or _within(moment, first, last):
                continue
            if quantity.operator == Operator.LT and not moment.day and _within(_month_before(moment), first, last):
                continue  # 2025年6月前 ends with May
            yield finding(
                "R069", each.table.sheet, each.at(field), name=row.item or each.name, text=quantity.text,
                start=day(start), end=day(end),
            )  # fmt: skip


def template_rows_are_gone(facts: Facts) -> Iterator[Finding]:
    """I: `指标2：` and `……` left over from the form."""
    left = [each for each in facts.submission.indicators if is_left_over(each)]
    if left:
        first = left[0]
        cells = listed(each.at("level3") for each in left)
        yield finding("R070", first.table.sheet, first.at("level3"), cells=cells, name=first.level3)


def rates_stay_below_hundred(facts: Facts) -> Iterator[Finding]:
    """E: 满意度 105 %. A part of the people cannot be more than all of them."""
    for row in facts.evaluation.rows:
        each = row.indicator
        for field, quantity in _sides(row):
            if is_above_the_whole(f"{each.name}{row.item}", quantity):
                name, hint = row.item or each.name, _as_typed(quantity)
                yield finding(
                    "R071", each.table.sheet, each.at(field), name=name, text=quantity.text, hint=Phrase(hint)
                )


def _as_typed(quantity: Quantity) -> str:
    """97 in a cell that shows percentages is 9700 %."""
    percent = quantity.number
    if percent is None or not 1 < percent <= 100:
        return ""
    return f"，像是在百分比格式的单元格里写了{as_count(percent)}（应为{as_count(percent)}%）" if percent > 2 else ""


def counts_are_not_negative(facts: Facts) -> Iterator[Finding]:
    """E: fewer than none."""
    for row in facts.evaluation.rows:
        each = row.indicator
        for field, quantity in _sides(row):
            below = _is_figure(quantity) and quantity.number is not None and quantity.number < 0
            if below and not _MAY_FALL.search(f"{each.name}{row.item}{row.target.text}"):
                name, figure = row.item or each.name, as_count(quantity.number or Decimal())
                yield finding("R072", each.table.sheet, each.at(field), name=name, figure=figure)


CHECKS = (
    actuals_do_not_repeat_targets,
    operators_fit_their_meaning,
    zero_is_no_target,
    indicators_stand_once,
    satisfaction_is_a_rate,
    dates_lie_in_the_year,
    template_rows_are_gone,
    rates_stay_below_hundred,
    counts_are_not_negative,
)


def _is_count(quantity: Quantity) -> bool:
    return quantity.kind == "number" and bool(quantity.number)


def _is_figure(quantity: Quantity) -> bool:
    return quantity.kind in ("number", "rate") and quantity.number is not None


def _bare(name: str) -> str:
    """A name without blanks and stars, and without the number that a form puts before it: `指标1：安全率`."""
    text = without_blanks(name).strip("★*☆")
    return _NUMBERED.sub("", text)


def _path(row: ScoredRow) -> str:
    each = row.indicator
    return f"{each.level1}{each.level2}{each.level3}{each.item}{row.item}"


def _sampled(facts: Facts, row: ScoredRow) -> bool:
    """Sample or date stand beside the rate, or in the texts where they speak of satisfaction."""
    each = row.indicator
    if _SAMPLE.search(f"{each.reason} {each.target.text} {each.actual.text}"):
        return True
    return any(
        _SAMPLE.search(text.content, max(0, at - 60), at + 60)
        for text in facts.submission.texts
        if (at := text.content.find("满意")) >= 0
    )


def _month_before(moment: Moment) -> Moment:
    assert moment.year is not None
    return Moment(moment.month - 1, moment.year) if moment.month > 1 else Moment(12, moment.year - 1)


def _within(moment: Moment, first: tuple[int, int, int], last: tuple[int, int, int]) -> bool:
    """A month without a day touches the service year with any of its days."""
    assert moment.year is not None
    if moment.day is not None:
        return first <= (moment.year, moment.month, moment.day) <= last
    return first[:2] <= (moment.year, moment.month) <= last[:2]
