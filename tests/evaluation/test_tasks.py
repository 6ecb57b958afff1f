"""任务分解: what the tasks of all workers come to beside the promise, and what the ledger says of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from sheets import INDICATOR_HEADS, INFORMATION, Row, standard

from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.model.lists import Rosters
from workbook_tools.model.rosters import TaskSum

HEADS: Row = ("社工", "对应指标", "年度任务")
LOG: Row = ("日期", "社工", "对应指标", "数量", "服务人次", "直接工时", "间接工时")


def lists(
    rows: Sequence[Row], tasks: Sequence[Row], entries: Sequence[Row] = (), about: Sequence[Row] = INFORMATION
) -> Rosters:
    log = {"服务台账": [LOG, *entries]} if entries else {}
    book = standard(基本信息=about, 绩效指标=(INDICATOR_HEADS, *rows), 任务分解=[HEADS, *tasks], **log)
    return evaluate_bytes(book.data()).evaluation.rosters


def asked(name: str, target: object, unit: str = "") -> Row:
    return ("产出指标", "数量指标", name, "", target, unit, 20, "", "")


def one_sum(row: Row, *tasks: Row, entries: Sequence[Row] = ()) -> TaskSum:
    (found,) = lists([row], tasks, entries).task_sums
    return found


@pytest.mark.parametrize(
    ("row", "indicator", "sum_of_tasks"),
    [  # two tasks of 6 each
        (asked("讲座", 15, "场"), "讲座", ("讲座", "场", 15, 12, -3)),
        (asked("讲座", "15场"), "讲座", ("讲座", "场", 15, 12, -3)),
        (asked("讲座", "15场", "次"), "讲座", ("讲座", "场", 15, 12, -3)),  # the cell says it nearer than the column
        (asked("讲座", "10-20", "场"), "讲座", ("讲座", "场", None, 12, None)),
        (asked("讲座", "取消5场"), "讲座", ("讲座", "场", None, 12, None)),  # no promise of five
        (asked("讲座", "办好"), "讲座", ("讲座", "", None, 12, None)),
        (asked("讲座", "办好", "场"), "讲座", ("讲座", "场", None, 12, None)),
        (asked("宣传", "1.讲座10场；2.展览5次", "项"), "展览", ("展览", "次", 5, 12, 7)),
        (asked("宣传", "1.讲座10；2.展览5", ""), "讲座", ("讲座", "", 10, 12, 2)),
        (asked("宣传", "1.讲座10；2.展览5", "场"), "讲座", ("讲座", "场", 10, 12, 2)),
        (asked("咨询", 0.0012, "万人次"), "咨询", ("咨询", "万人次", Decimal("0.0012"), Decimal("0.0012"), None)),
        (
            asked("咨询", 0.0013, "万人次"),
            "咨询",
            ("咨询", "万人次", Decimal("0.0013"), Decimal("0.0012"), Decimal("-0.0001")),
        ),
        (asked("咨询", 15, "万人次"), "咨询", ("咨询", "万人次", 15, 12, -3)),
    ],
)
def test_the_tasks_of_one_indicator_stand_beside_its_promise(
    row: Row, indicator: str, sum_of_tasks: tuple[object, ...]
) -> None:
    found = one_sum(row, ("王芳", indicator, 6), ("李敏", indicator, 6))
    assert (found.name, found.unit, found.promised, found.total, found.difference) == sum_of_tasks


def test_the_sums_say_where_the_promise_stands_and_name_the_first_task() -> None:
    rows = [asked("个案", 9, "个"), asked("讲座", 15, "场")]
    found = lists(rows, [("王芳", "讲座", 6), ("李敏", "个案", ""), ("李敏", "讲座", 6), ("李敏", "合唱", 6)]).task_sums
    assert [(each.promised_sheet, each.promised_cell, each.first.row) for each in found] == [("绩效指标", "E3", 2)]


@pytest.mark.parametrize(
    ("workers", "many"), [(("王芳", "李敏"), 2), (("王芳", "王 芳"), 1), (("王芳", "王芳", "李敏"), 2)]
)
def test_a_worker_with_two_tasks_of_one_indicator_is_one_worker(workers: tuple[str, ...], many: int) -> None:
    found = one_sum(asked("讲座", 15, "场"), *((name, "讲座", 5) for name in workers))
    assert (found.workers, found.total) == (many, 5 * len(workers))


def test_what_these_workers_did_is_known_only_with_a_ledger() -> None:
    tasks = [("王芳", "讲座", 6), ("李敏", "讲座", 6)]
    entries = [("2024-09-01", name, "讲座", 2, "", "", "") for name in ("王芳", "李敏", "赵强")]
    assert one_sum(asked("讲座", 15, "场"), *tasks).done is None
    assert one_sum(asked("讲座", 15, "场"), *tasks, entries=entries).done == 4


@pytest.mark.parametrize(
    ("row", "entries", "done"),
    [
        (asked("讲座", 15, "场"), [("", 3, 40, 2, 1)], 3),
        (asked("讲座", 15, "场"), [("", "", 40, 2, 1)], None),  # nothing counts single things
        (asked("咨询", 15, "人次"), [("", "", 40, 2, 1)], 40),
        (asked("咨询", 15, "万人次"), [("", "", 40, 2, 1)], 40),
        (asked("咨询", 15, "人次/年"), [("", "", 40, 2, 1)], 40),
        (asked("咨询", 15, "小时"), [("", "", 40, 2, 1)], 3),
        (asked("咨询", "15小时"), [("", "", 40, 2, 1)], 3),
        (asked("咨询", 15, "人次"), [("", 1, 40, 2, 1), ("", "", 50, 2, 1)], 1),  # one 数量, and it is counted
        (asked("咨询", 15, "人次"), [("别的", "", 40, 2, 1)], 0),  # nothing names it
        (asked("总服务工时", 15, "小时"), [("别的", "", 40, 2, 1)], 3),
        (asked("直接服务工时", 15, "小时"), [("别的", "", 40, 2, 1)], 2),
        (asked("间接服务工时", 15, "小时"), [("别的", "", 40, 2, 1)], 1),
        (asked("间接服务工时", 15, "小时"), [("别的", "", 40, 2, "")], None),
        (asked("总服务工时", 15, "小时"), [("别的", "", 40, "", 1)], 1),
    ],
)
def test_a_task_is_done_by_what_its_indicator_counts(
    row: Row, entries: Sequence[tuple[object, ...]], done: int | None
) -> None:
    name = str(row[2])
    log = [("2024-09-01", "王芳", each[0] or name, *each[1:]) for each in entries]
    (found,) = lists([row], [("王芳", name, 6)], log).tasks or ()  # type: ignore[arg-type]
    assert found.done == done


def test_a_task_of_an_item_in_a_list_is_done_by_the_entries_that_name_the_item() -> None:
    row = asked("宣传", "1.讲座10场；2.展览5次")
    log: list[Row] = [("2024-09-01", "王芳", "展览", 3, "", "", ""), ("2024-10-01", "王芳", "讲座", 4, "", "", "")]
    (found,) = lists([row], [("王芳", "展览", 5)], log).tasks or ()
    assert (found.done, found.by_month) == (3, (("2024-09", Decimal(3)),))


def test_an_entry_without_a_day_counts_for_the_year_and_for_no_month() -> None:
    log: list[Row] = [("", "王芳", "讲座", 3, "", "", ""), ("2024-10-01", "王芳", "讲座", 4, "", "", "")]
    about = [*INFORMATION, ("填表日期", date(2025, 1, 1))]
    (found,) = lists([asked("讲座", 15, "场")], [("王芳", "讲座", 5)], log, about).tasks or ()
    assert (found.done, found.done_by_day, found.by_month) == (7, 4, (("2024-10", Decimal(4)),))


def test_an_entry_of_the_day_of_judgement_counts_and_one_of_the_day_after_does_not() -> None:
    log: list[Row] = [(f"2025-01-0{day}", "王芳", "讲座", day, "", "", "") for day in (1, 2)]
    about = [*INFORMATION, ("填表日期", date(2025, 1, 1))]
    (found,) = lists([asked("讲座", 15, "场")], [("王芳", "讲座", 5)], log, about).tasks or ()
    assert (found.done, found.done_by_day) == (3, 1)


@pytest.mark.parametrize("task", ["", 0])
def test_a_task_without_a_figure_expects_nothing_and_has_no_light(task: object) -> None:
    about = [*INFORMATION, ("填表日期", date(2025, 1, 1))]
    log: list[Row] = [("2024-09-01", "王芳", "讲座", 3, "", "", "")]
    (found,) = lists([asked("讲座", 15, "场")], [("王芳", "讲座", task)], log, about).tasks or ()
    assert (found.done, found.completion, found.light, found.expected or 0) == (3, None, "", 0)


def test_a_ledger_that_names_no_worker_answers_no_task() -> None:
    log: list[Row] = [("2024-09-01", "", "讲座", 3, "", "", "")]
    (found,) = lists([asked("讲座", 15, "场")], [("王芳", "讲座", 5)], log).tasks or ()
    assert (found.done, found.done_by_day) == (None, None)


def test_hours_and_counts_of_one_entry_answer_a_task_each() -> None:
    rows = [asked("总服务工时", 15, "小时"), asked("讲座", 15, "场"), asked("咨询", 9, "次")]
    log: list[Row] = [
        ("2024-09-01", "王芳", "讲座", 3, "", 2, ""),
        ("2024-09-01", "王芳", "总服务工时", "", "", 4, ""),
        ("2024-09-01", "", "讲座", 5, "", 8, ""),  # of nobody
        ("2024-09-01", "王芳", "别的", 7, "", "", ""),
        ("2024-09-01", "王芳", "咨询", 6, "", "", ""),
    ]
    tasks = lists(rows, [("王芳", "总服务工时", 9), ("王芳", "讲座", 5)], log).tasks or ()
    assert [each.done for each in tasks] == [6, 3]
