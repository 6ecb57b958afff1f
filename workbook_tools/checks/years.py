"""What several years together show: targets that were eased, or never touched, and figures that were carried over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from workbook_tools.basis.figures import as_count, as_short_rate
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.states import MET, State
from workbook_tools.basis.unit_names import money_factor
from workbook_tools.catalogue import Phrase, finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import listed, lost_together, lost_words
from workbook_tools.evaluation.earlier import place, place_of
from workbook_tools.model import Finding, Quantity, ScoredRow
from workbook_tools.model.years import YearOnYear, YearRow

_TEN_THOUSAND = Decimal(10_000)
FEWEST_REPEATS = 5  # counts that repeat the year before, from which on they are told together
MANY_YEARS = 3  # in a row, from which on going above a target that stays is told however little it was


def targets_are_not_eased(facts: Facts) -> Iterator[Finding]:
    """W: met, by a target easier than the year before. I: met, by one easier than what the year before had reached."""
    for each in _of_last_year(facts):
        now, before = each.now, each.before
        if now.state not in MET or each.target_change is None or now.target.number is None:
            continue
        upper = now.operator in AT_MOST
        sign = -1 if upper else 1
        figures: dict[str, Any] = {
            "name": _name(now), "year": each.year, "target": _figure(now, now.target),
            "actual": _figure(now, now.actual), "target_before": _figure(before, before.target),
            "target_place": place(each.file, before, "target"),
            "actual_before": _figure(before, before.actual), "actual_place": place(each.file, before, "actual"),
        }  # fmt: skip
        at = now.indicator.table.sheet, now.indicator.at("target")
        if each.eased:
            yield finding("Y101", *at, **figures, would=_would(each, sign))
        elif _below_what_was_reached(each, sign, facts.scheme.over_target):
            yield finding("Y102", *at, **figures)


def unmet_targets_change(facts: Facts) -> Iterator[Finding]:
    """W: the same target, missed year after year."""
    for run in _runs(facts, (State.NOT_DONE,)):
        yield _told("Y103", run)


def exceeded_targets_change(facts: Facts) -> Iterator[Finding]:
    """I: the same target, exceeded year after year: by far, or for three years and more."""
    for run in _runs(facts, (State.EXCEEDED,)):
        if any(row.actual.kind != "number" for _, row in run):  # rates stop at 100 %
            continue
        far = all(row.far_above for _, row in run)
        if far or len(run) >= MANY_YEARS:
            yield _told("Y104", run)


def actuals_are_not_carried_over(facts: Facts) -> Iterator[Finding]:
    """W: half or more of the counts are last year's to the digit. I: one that is, and is not just what was promised."""
    rows = [each for each in _of_last_year(facts) if each.actual_change is not None and each.now.actual.number]
    counted = [each for each in rows if each.now.actual.kind == "number"]
    same = [each for each in counted if not each.actual_change]
    told: list[_Pair] = []
    if len(same) >= FEWEST_REPEATS and len(same) * 2 >= len(counted):
        told, first = same, same[0].now.indicator
        cells = "、".join(each.before.indicator.at("actual") for each in same[:8]) + ("等" if len(same) > 8 else "")
        yield finding(
            "Y106", first.table.sheet, first.at("actual"), count=len(same), compared=len(counted), year=same[0].year,
            names=listed(_name(each.now) for each in same),
            places=place_of(same[0].file, same[0].before.indicator.table.sheet, cells),
        )  # fmt: skip
    for each in rows:
        if each.actual_change or each in told or (_as_promised(each.now) and _as_promised(each.before)):
            continue
        yield finding(
            "Y105", each.now.indicator.table.sheet, each.now.indicator.at("actual"), name=_name(each.now),
            actual=_figure(each.now, each.now.actual), year=each.year, place=place(each.file, each.before, "actual"),
        )  # fmt: skip


def lost_points_do_not_come_again(facts: Facts) -> Iterator[Finding]:
    """W: items of an assessor's that lost points last year, and again this year."""
    for year in facts.evaluation.years[:1]:
        for several in lost_together(year.lost_again, by_period=False):
            now, before = several[0].now, several[0].before
            cells = "、".join(each.before.at("score") for each in several[:8]) + ("等" if len(several) > 8 else "")
            yield finding(
                "Y107", now.table.sheet, now.at("score"), assessor=now.assessor or "评估主体", count=len(several),
                year=year.name, before_places=place_of(year.file, before.table.sheet, cells),
                items=listed(map(lost_words, several)),
            )  # fmt: skip


def resources_bear_their_target(facts: Facts) -> Iterator[Finding]:
    """I: three years and more of gifts, of which none came to what is promised this year."""
    evaluation = facts.evaluation
    now = evaluation.rosters.resources
    before = [year for year in evaluation.years if year.lists is not None and year.lists.resources is not None]
    rows = [row for row in evaluation.rows if row.proof is not None and row.proof.kind == "resources"]
    if now is None or now.doubtful or len(before) + 1 < MANY_YEARS or not rows:
        return
    target = rows[0].target.number
    unit = rows[0].target.unit or rows[0].unit
    factor = _TEN_THOUSAND if unit == "万" else money_factor(unit)
    values = [year.lists.resources for year in before if year.lists is not None and year.lists.resources is not None]
    values = [*values[::-1], now.total]
    if target is None or factor is None:
        return
    promised = target * factor / _TEN_THOUSAND
    if max(values) >= promised:
        return
    each = rows[0].indicator
    yield finding(
        "Y108", each.table.sheet, each.at("target"), years=listed([*(year.name for year in before[::-1]), "本年"]),
        values=listed(as_count(value, 2) for value in values), mean=as_count(sum(values, Decimal(0)) / len(values), 2),
        target=as_count(promised), place=f"{each.table.sheet}!{each.at('target')}",
    )  # fmt: skip


CHECKS = (
    targets_are_not_eased,
    unmet_targets_change,
    exceeded_targets_change,
    actuals_are_not_carried_over,
    lost_points_do_not_come_again,
    resources_bear_their_target,
)


class _Pair(NamedTuple):
    """A row of both years."""

    year: str
    file: str
    now: ScoredRow
    before: ScoredRow
    target_change: Decimal | None
    actual_change: Decimal | None
    eased: bool


def _of_last_year(facts: Facts) -> Iterator[_Pair]:
    for year in facts.evaluation.years[:1]:
        for row in year.rows:
            if row.now is not None and row.before is not None and not row.now.indicator.is_execution:
                yield _Pair(year.name, year.file, row.now, row.before, row.target_change, row.actual_change, row.eased)


def _would(each: _Pair, sign: int) -> str:
    """Whether this year's actual would have met the earlier target."""
    target, actual, change = each.now.target.number, each.now.actual.number, each.target_change
    if target is None or actual is None or change is None:
        return ""
    kept = sign * actual >= sign * (target - change)
    return f"按{each.year}的指标值衡量，{'也能完成' if kept else '没有完成'}。"


def _below_what_was_reached(each: _Pair, sign: int, far: Decimal) -> bool:
    """A target that stayed is only told of where it was exceeded by far: that years run alike is no trouble."""
    target, actual = each.now.target.number, each.now.actual.number
    if each.actual_change is None or target is None or actual is None:
        return False
    reached = actual - each.actual_change
    if sign * target >= sign * reached:
        return False
    return bool(each.target_change) or (sign > 0 and target > 0 and reached >= far * target)


_Run = Sequence[tuple[YearOnYear | None, ScoredRow]]  # the latest first: this year (None), then earlier ones


def _runs(facts: Facts, states: tuple[str, ...]) -> Iterator[_Run]:
    """Rows that were in one of the states with one target, this year and at least the year before."""
    beside = [{id(row.now): row for row in year.rows if row.now is not None} for year in facts.evaluation.years]
    for now in facts.evaluation.rows:
        if now.state not in states or now.indicator.is_execution:
            continue
        run: list[tuple[YearOnYear | None, ScoredRow]] = [(None, now)]
        for year, rows in zip(facts.evaluation.years, beside, strict=True):
            row: YearRow = rows[id(now)]
            if row.before is None or row.before.state not in states or row.target_change != 0:
                break
            run.append((year, row.before))
        if len(run) > 1:
            yield run


def _told(code: str, run: _Run) -> Finding:
    now = run[0][1]
    oldest_first = run[::-1]
    earlier = [(year, row) for year, row in oldest_first if year is not None]
    years = "、".join(year.name.removesuffix("年度") for year, _ in earlier)
    return finding(
        code, now.indicator.table.sheet, now.indicator.at("target"), name=_name(now),
        years=Phrase(f"{years}年度和本年"), target=_figure(now, now.target),
        actuals=Phrase("、".join(_figure(row, row.actual) for _, row in oldest_first)),
        places=Phrase("、".join(str(place(year.file, row, "actual")) for year, row in earlier)),
    )  # fmt: skip


def _as_promised(row: ScoredRow) -> bool:
    return row.actual.number == row.target.number


def _name(row: ScoredRow) -> str:
    """个案; the 三级指标 where the row has no item."""
    return row.item or row.indicator.level3


def _figure(row: ScoredRow, quantity: Quantity) -> str:
    if quantity.number is None:
        return quantity.text or "（未填）"
    if quantity.kind == "rate":
        return as_short_rate(quantity.number)
    return as_count(quantity.number) + (quantity.unit or row.unit)
