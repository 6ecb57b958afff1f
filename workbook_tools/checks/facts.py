"""What every check looks at: the three records, and the views of them that several checks need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.basis.blank_words import gives_no_reason
from workbook_tools.basis.states import PaceLight
from workbook_tools.checks.ledger_slips import LedgerSlips
from workbook_tools.evaluation.ledger_names import LedgerNames
from workbook_tools.evaluation.own_scores import scored_together
from workbook_tools.model import Evaluation, Finding, Indicator, PaceRow, ScoredRow, Submission

if TYPE_CHECKING:
    from workbook_tools.evaluation.scheme import Scheme


RowKey = tuple[int, str, int | None]  # row of the sheet, item, place in its list
YEAR_END = Decimal("0.9")  # of the service year: from here on a workbook reports on the whole of it


class Facts(NamedTuple):
    """`rows_of` has the scored rows of each indicator row; `known` the findings that reading and scoring raised.

    `ledger_names` tells which rows the names in 对应指标 of 服务台账 mean, `ledger_slips` its doubles.
    """

    submission: Submission
    evaluation: Evaluation
    scheme: Scheme
    rows_of: Mapping[int, tuple[ScoredRow, ...]]
    groups: tuple[tuple[Indicator, ...], ...]  # the rows of each level-3 indicator, the repeated execution row left out
    known: tuple[Finding, ...]
    ledger_names: LedgerNames
    ledger_slips: LedgerSlips
    under_way: frozenset[RowKey]

    @property
    def indicators(self) -> Iterator[Indicator]:
        """Every row but the one that repeats the execution rate."""
        return (each for group in self.groups for each in group)

    @property
    def part_over(self) -> Decimal:
        """How much of the service year is over on the day of judgement; 1 where that is not known, or nearly all."""
        return _part_over(self.submission, self.evaluation)

    def is_under_way(self, row: ScoredRow) -> bool:
        """In mid-year: not reached yet and not behind either. What is behind is told by the pace, and asked for."""
        return _key(row) in self.under_way

    def points(self, indicator: Indicator) -> Decimal | None:
        """What a row can earn: given, or spread by the scoring; None while neither is known."""
        return total(row.points for row in self.rows_of.get(indicator.row, ()))

    def scored_together(self, indicator: Indicator, group: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        """The rows that a 自评得分 speaks for: its own, those its cell is merged over, or the whole group."""
        return scored_together(indicator, group, self.submission.indicators, self.points(indicator))

    def group_points(self, group: tuple[Indicator, ...]) -> Decimal | None:
        """The points of a level-3 indicator: 分值 where it stands, else what its rows were given."""
        given = [each.points for each in group if each.points is not None]
        return sum(given, Decimal()) if given else total(self.points(each) for each in group)


def gather(submission: Submission, evaluation: Evaluation, scheme: Scheme) -> Facts:
    rows: dict[int, list[ScoredRow]] = {}
    for row in evaluation.rows:
        rows.setdefault(row.indicator.row, []).append(row)
    groups: dict[int, list[Indicator]] = {}
    for each in submission.indicators:
        if not (each.is_execution and _is_apart(each, evaluation)):
            groups.setdefault(each.group, []).append(each)
    return Facts(
        submission,
        evaluation,
        scheme,
        {row: tuple(scored) for row, scored in rows.items()},
        tuple(tuple(group) for group in groups.values()),
        (*submission.findings, *evaluation.findings),
        LedgerNames(submission.indicators),
        LedgerSlips(submission.ledger),
        _under_way(submission, evaluation),
    )


def _key(row: ScoredRow | PaceRow) -> RowKey:
    return row.indicator.row, row.item, row.list_position


def _under_way(submission: Submission, evaluation: Evaluation) -> frozenset[RowKey]:
    if evaluation.pace is None or _part_over(submission, evaluation) == 1:
        return frozenset()
    return frozenset(_key(row) for row in evaluation.pace.rows if row.light in (PaceLight.ON_PACE, PaceLight.SLOW))


def _part_over(submission: Submission, evaluation: Evaluation) -> Decimal:
    about, day = submission.information, evaluation.as_of
    start, end = about.service_start, about.service_end
    if start is None or end is None or day is None or not start <= day <= end:
        return Decimal(1)
    over = Decimal((day - start).days + 1) / ((end - start).days + 1)
    return over if over < YEAR_END else Decimal(1)


def _is_apart(each: Indicator, evaluation: Evaluation) -> bool:
    """A row 预算执行率 repeats the execution item, unless its points were counted in its level."""
    inside = [row.points or Decimal() for row in evaluation.rows if row.indicator.level1 == each.level1]
    return all(
        level.is_execution or level.points != sum(inside) for level in evaluation.levels if level.name == each.level1
    )


def total(values: Iterator[Decimal | None]) -> Decimal | None:
    """The sum; None where a part is unknown or there is none."""
    parts = list(values)
    known = [part for part in parts if part is not None]
    return sum(known, Decimal()) if known and len(known) == len(parts) else None


def reason_given(text: str) -> bool:
    """A cell that says why; `0`, `无`, `/` and dashes do not."""
    return not gives_no_reason(text)
