"""任务分解: what each worker was to do of each indicator, what the ledger says of it, and how far the year has come.

A task is answered as its indicator is: by the hours of all entries of the worker where the indicator is one of hours,
else by 数量 of the worker's entries that name it (服务人次 or hours where no entry that names it has a 数量).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.states import PaceLight
from workbook_tools.basis.unit_names import normal_unit, split_scale
from workbook_tools.evaluation.bare_figures import reading_of
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.ledger_names import LedgerNames, Target
from workbook_tools.evaluation.ledger_sums import in_unit
from workbook_tools.evaluation.pace import light_of
from workbook_tools.evaluation.scheme import Scheme, bare_text
from workbook_tools.evaluation.service_year import ServiceYear
from workbook_tools.model import Ledger, Quantity
from workbook_tools.model.fields import LedgerField
from workbook_tools.model.rosters import Task, TaskResult, TaskSum

_HOURS: dict[str, tuple[LedgerField, ...]] = {
    "direct": ("direct_hours",), "indirect": ("indirect_hours",), "both": ("direct_hours", "indirect_hours"),
}  # fmt: skip


class _Work(NamedTuple):
    """What one worker did for one indicator: by month ("" without a day), and up to the day of judgement."""

    months: dict[str, Decimal]
    by_day: list[Decimal]


def evaluate_tasks(
    tasks: Sequence[Task], ledger: Ledger | None, names: LedgerNames, scheme: Scheme, year: ServiceYear
) -> Iterator[TaskResult]:
    """In the order of the list."""
    done = _Ledger(ledger, tasks, names, year) if ledger is not None and any(ledger.workers) else None
    for task in tasks:
        target = names.target(task.indicator)
        share = year.elapsed
        expected = task.target * share if task.target is not None and share is not None else None
        work = done.of(task.worker, target) if done is not None and target is not None else None
        if work is None:
            yield TaskResult(task, None, expected=expected)
            continue
        by_day = sum(work.by_day, ZERO)
        light = PaceLight.NONE
        if task.target is not None and task.target > 0 and year.days_over is not None:
            light = light_of(task.target, by_day, scheme, *year.days_over)
        dated = tuple(sorted((month, value) for month, value in work.months.items() if month))
        yield TaskResult(task, sum(work.months.values(), ZERO), dated, expected, by_day, light)


def task_sums(results: Sequence[TaskResult], names: LedgerNames) -> Iterator[TaskSum]:
    """For each indicator that tasks name, in the order of the list; those without a figure count as nothing."""
    given: dict[Target, list[TaskResult]] = {}
    for each in results:
        target = names.target(each.task.indicator)
        if target is not None and each.task.target is not None:
            given.setdefault(target, []).append(each)
    for target, several in given.items():
        row, promised = names.rows[target[0]], _promised(names, target)
        unit = promised.unit or (row.unit if target[1] is None else "")
        total = sum((each.task.target or ZERO for each in several), ZERO)
        whole = promised.number if promised.kind == "number" else None
        if whole is not None and reading_of(normal_unit(unit), whole, total)[0] == "apart":
            total = in_unit(total, unit)  # 15000 人次 of 1.5 万人次
        known = [each.done for each in several if each.done is not None]
        yield TaskSum(
            name=row.name if target[1] is None else row.target.items[target[1]].label,
            unit=unit,
            first=several[0].task,
            promised=whole,
            promised_sheet=row.table.sheet,
            promised_cell=row.at("target"),
            total=total,
            workers=len({bare_text(each.task.worker) for each in several}),
            done=sum(known, ZERO) if len(known) == len(several) else None,
        )


def _promised(names: LedgerNames, target: Target) -> Quantity:
    row, place = names.rows[target[0]], target[1]
    return row.target if place is None else row.target.items[place].quantity


class _Ledger:
    """What workers did, in as few passes as there are columns that answer a task, whatever the number of tasks."""

    def __init__(self, ledger: Ledger, tasks: Sequence[Task], names: LedgerNames, year: ServiceYear) -> None:
        self._ledger, self._names = ledger, names
        self._workers = {bare_text(task.worker) for task in tasks}
        targets = {target for task in tasks if (target := names.target(task.indicator)) is not None}
        self._worker_of = {name: bare_text(name) for name in set(ledger.workers)}
        self._target_of = {name: names.target(name) for name in set(ledger.indicators)}
        self._counted = {  # names that some entry has a 数量 of
            name for name, count in zip(ledger.indicators, ledger.counts, strict=True) if count is not None
        }
        self._columns = {target: self._columns_of(target) for target in targets}
        last = year.day
        when = {
            day: (f"{day.year:04d}-{day.month:02d}" if day is not None else "",
                  day is not None and (last is None or day <= last))
            for day in set(ledger.dates)
        }  # fmt: skip
        self._when = list(map(when.__getitem__, ledger.dates))
        self._found: dict[tuple[str, Target], _Work] = defaultdict(lambda: _Work(defaultdict(Decimal), []))
        self._add_up()

    def of(self, worker: str, target: Target) -> _Work | None:
        """None where nothing in the ledger can answer the task."""
        return self._found[bare_text(worker), target] if self._columns[target] else None

    def _columns_of(self, target: Target) -> tuple[LedgerField, ...]:
        ledger, hours = self._ledger, self._names.hours_of(target)
        if hours:
            wanted = _HOURS[hours]
            return wanted if any(any(ledger.figures(column)) for column in wanted) else ()
        named = {name for name, meant in self._target_of.items() if meant == target}
        if not named or named & self._counted:
            return ("count",)
        unit = _promised(self._names, target).unit or self._names.rows[target[0]].unit
        head = split_scale(normal_unit(unit).partition("/")[0])[1]
        return _HOURS["both"] if head == "h" else ("persons",) if head == "人次" else ()

    def _add_up(self) -> None:
        ledger = self._ledger
        by_hours = {target for target in self._columns if self._names.hours_of(target)}
        for column in {column for columns in self._columns.values() for column in columns}:
            answering = {target for target, columns in self._columns.items() if column in columns}
            times = Counter(zip(ledger.workers, ledger.indicators, self._when, ledger.figures(column), strict=True))
            for (worker, indicator, when, value), many in times.items():
                name, named = self._worker_of[worker], self._target_of[indicator]
                if value is None or name not in self._workers:
                    continue
                amount = Decimal(repr(value)) * many
                for target in answering & by_hours:
                    self._add(name, target, when, amount)
                if named is not None and named in answering and named not in by_hours:
                    self._add(name, named, when, amount)

    def _add(self, worker: str, target: Target, when: tuple[str, bool], amount: Decimal) -> None:
        month, counts = when
        work = self._found[worker, target]
        work.months[month] += amount
        if counts:
            work.by_day.append(amount)
