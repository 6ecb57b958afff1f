"""登记表统计 in 评价结果: what the station's own lists come to, by task and by area, and where points were lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_count
from workbook_tools.model import Evaluation, Table
from workbook_tools.model.fields import SHEETS, FieldName, TableKind
from workbook_tools.model.rosters import CoverageGroup, CoverageResult, ItemsResult, PeopleResult, TaskResult, TaskSum
from workbook_tools.ooxml import Style
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin
from workbook_tools.writing.pace_table import LIGHTS
from workbook_tools.writing.sources import Sources
from workbook_tools.writing.table_parts import LAST, put_head, put_place, put_section

MOST_NAMES = 12  # in a cell
MOST_LOST = 60  # items that lost points


class _Line(NamedTuple):
    kind: TableKind
    field: FieldName
    name: str
    value: Decimal | int | None
    unit: str  # "%" for a fraction
    words: str


def roster_tables(canvas: Canvas, evaluation: Evaluation, sources: Sources) -> None:
    """Nothing where the workbook has none of these sheets."""
    lists = evaluation.rosters
    lines = [line for line in _lines(evaluation) if line.value is not None]
    if not lines and not lists.tasks:
        return
    if lines:
        put_section(canvas, "登记表统计")
        put_head(canvas, {1: "项目", 2: "位置", 3: "数值", 4: "单位", 5: "怎样算的"}, {5: LAST})
        for line in lines:
            _put_line(canvas, line, sources)
        canvas.row += 1
    if lists.coverage is not None and (lists.coverage.by_area or lists.coverage.by_point):
        _areas(canvas, lists.coverage, sources)
    if lists.task_sums:
        _task_sums(canvas, lists.task_sums, sources)
    if lists.tasks:
        _tasks(canvas, lists.tasks, sources)
    if lists.items and any(each.lost for each in lists.items):
        _lost(canvas, lists.items)


def _lines(evaluation: Evaluation) -> Iterator[_Line]:
    lists = evaluation.rosters
    if lists.people is not None:
        yield from _people(lists.people)
    if lists.coverage is not None:
        yield from _coverage(lists.coverage)
    if lists.resources is not None:
        kinds = "、".join(f"{name or '未分类'} {as_count(value)}" for name, value in lists.resources.by_category)
        words = f"服务年度内 {lists.resources.entries} 笔：{kinds}"
        yield _Line("resources", "value", "链接资源折合", lists.resources.total, "万元", words)
    if lists.volunteers is not None:
        own = lists.volunteers
        yield _Line("volunteers", "name", "志愿队伍", own.teams, "支", "登记的队伍")
        yield _Line("volunteers", "people", "志愿者", own.people, "人", "各队人数之和")
        yield _Line("volunteers", "core", "志愿骨干", own.core, "人", "各队骨干数之和")
        yield _Line("volunteers", "hours", "志愿服务时数", own.hours, "小时", "各队服务时数之和")
    for each in lists.surveys or ():
        survey = each.survey
        sent = f"发放 {as_count(survey.sent)} 份，" if survey.sent is not None else ""
        valid = f"{sent}有效 {as_count(each.valid)} 份" if each.valid is not None else sent
        least = f"；按 95% 的把握不低于 {as_count(each.least * 100, 2)}%" if each.least is not None else ""
        name = f"满意度（{survey.surveyor or survey.group or f'第{survey.row}行'}）"
        yield _Line("surveys", "satisfied", name, each.rate, "%", f"（很满意＋满意）÷回收有效，{valid}{least}")
    for name, count in lists.media or ():
        yield _Line("media", "name", name, count, "条", "服务年度内")
    for own_items in lists.items or ():
        words = f"各项得分之和，满分 {as_count(own_items.points)} 分，{len(own_items.lost)} 项失分"
        yield _Line("items", "score", f"{own_items.period}{own_items.assessor}", own_items.score, "分", words)


def _people(people: PeopleResult) -> Iterator[_Line]:
    when = f"{people.day.isoformat()} " if people.day is not None else ""
    yield _Line("people", "name", "在岗人员", people.staff, "人", f"{when}在岗，离岗当天算在岗")
    yield _Line("people", "qualification", "有职业资格", people.qualified, "人", "资格不是“无”、不空着的在岗人员")
    yield _Line("people", "qualification", "持证比例", people.qualified_share, "%", "有职业资格÷在岗人员")
    yield _Line("people", "employment", "直聘", people.direct, "人", "在岗人员中")
    yield _Line("people", "employment", "购买", people.bought, "人", "在岗人员中")
    yield _Line("people", "arrived_on", "平均在岗", people.average, "人", "服务年度开始至判断日，在岗天数之和÷天数")
    words = "对照“工作人员”的指标值，逐月相加"
    yield _Line("people", "arrived_on", "到岗", people.arrived, "人", "服务年度内")
    yield _Line("people", "left_on", "离岗", people.left, "人", "服务年度内")
    yield _Line("people", "left_on", "流动率", people.turnover, "%", "离岗÷平均在岗")
    yield _Line("people", "arrived_on", "岗位空缺", people.vacancy_months, "人月", words)
    yield _Line("people", "training_hours", "人均培训时数", people.training_mean, "小时", "已填时数的在岗人员")
    target = as_count(people.training_target)
    usual = "" if people.target_stated else "，没有“继续教育”指标，按通常的 90 小时"
    names = _named(f"{each.name} {as_count(each.training_hours or Decimal(0))}" for each in people.training_below)
    below = len(people.training_below)
    words = f"少于 {target} 小时{usual}" + (f"：{names}" if names else "")
    yield _Line("people", "training_hours", "培训时数不足", below, "人", words)


def _coverage(coverage: CoverageResult) -> Iterator[_Line]:
    yield _Line("communities", "community", "清单社区", coverage.communities, "个", "社区清单的行数")
    names = _named(each.name for each in coverage.unserved)
    words = "服务台账里有记录" + (f"；没有记录的：{names}" if names else "")
    yield _Line("communities", "community", "有服务的社区", coverage.served, "个", words)
    yield _Line("communities", "filed", "建档率", coverage.filing_rate, "%", "已建档数之和÷重点对象数之和")
    words = "台账中探访、走访、家访类记录的数量×100÷重点对象数"
    yield _Line("communities", "key_people", "每百名重点对象走访", coverage.visits_per_hundred, "次", words)


def _named(names: Iterator[str]) -> str:
    every = list(names)
    return "、".join(every[:MOST_NAMES]) + (f"等{len(every)}项" if len(every) > MOST_NAMES else "")


def _put_line(canvas: Canvas, line: _Line, sources: Sources) -> None:
    table = sources.table(line.kind)
    assert table is not None
    assert line.value is not None
    value = Decimal(line.value)
    canvas.put(canvas.row, 1, line.name, looks.BODY)
    put_place(canvas, table.sheet, table.at(line.field, table.header_row))
    look: Style = looks.RATE if line.unit == "%" else looks.MEAN if value % 1 else looks.figure(value)
    canvas.put(canvas.row, 3, value, look, origin=Origin(line.words, (_area(table, line.field),)))
    canvas.put(canvas.row, 4, "" if line.unit == "%" else line.unit, looks.CENTRE)
    canvas.put(canvas.row, 5, line.words, looks.BODY, to=LAST)
    canvas.row += 1


def _area(table: Table, field: FieldName) -> tuple[str, str]:
    first, last = (table.at(field, row) for row in (table.header_row + 1, max(table.last_row, table.header_row + 1)))
    return table.sheet, first if first == last else f"{first}:{last}"


# ---------------------------------------------------------------- areas, tasks, lost points


def _areas(canvas: Canvas, coverage: CoverageResult, sources: Sources) -> None:
    put_section(canvas, "片区和社工点")
    heads = {1: "片区、社工点", 2: "位置", 3: "社区", 4: "有服务", 5: "重点对象", 6: "走访", 7: "每百人走访"}
    put_head(canvas, heads, {7: LAST})
    table = sources.table("communities")
    assert table is not None
    groups: tuple[tuple[FieldName, tuple[CoverageGroup, ...]], ...] = (
        ("area", coverage.by_area),
        ("point", coverage.by_point),
    )
    for field, some in groups:
        for group in some:
            rule = f"{SHEETS['communities'].name}清单和服务台账中属于“{group.name}”的社区"
            origin = Origin(rule, (_area(table, field), _area(table, "community")))
            canvas.put(canvas.row, 1, group.name, looks.BODY)
            put_place(canvas, table.sheet, table.at(field, table.header_row))
            figures = (Decimal(group.communities), Decimal(group.served), group.key_people, group.visits)
            for column, value in enumerate(figures, 3):
                canvas.put(canvas.row, column, value, looks.figure(value), origin=origin)
            share = group.visits_per_hundred
            canvas.put(canvas.row, 7, share, looks.MEAN, to=LAST, origin=origin)
            canvas.row += 1
    canvas.row += 1


def _tasks(canvas: Canvas, tasks: tuple[TaskResult, ...], sources: Sources) -> None:
    """Worker by worker, in the order of the list."""
    put_section(canvas, "任务分解与进度（每名社工、每项指标）")
    heads = {
        1: "社工",
        2: "位置",
        3: "对应指标",
        4: "年度任务",
        5: "已完成",
        6: "完成比例",
        7: "按时间应完成",
        8: "进度",
        9: "各月完成",
    }
    put_head(canvas, heads, {9: LAST})
    for result in tasks:
        task, row = result.task, canvas.row
        sheet, target = task.table.sheet, task.at("target")
        canvas.put(row, 1, task.worker, looks.BODY)
        put_place(canvas, sheet, target)
        canvas.put(row, 3, task.indicator, looks.BODY)
        promised = Origin("年度任务", ((sheet, target),))
        if task.target is not None:
            live = sources.live(sheet, target, task.target)
            canvas.put(row, 4, live, looks.figure(task.target), origin=promised)
        else:
            canvas.put(row, 4, None, looks.CENTRE)
        counted = Origin(
            "服务台账中该社工、该指标的数量之和", ((sheet, task.at("worker")), (sheet, task.at("indicator")))
        )
        done, expected = result.done, result.expected
        canvas.put(row, 5, done, looks.figure(done or Decimal(0)), origin=counted)
        canvas.put(row, 6, result.completion, looks.RATE, origin=counted)
        pace = Origin("年度任务×服务年度已过的天数÷全年天数", ((sheet, target),))
        canvas.put(row, 7, expected, looks.MEAN, origin=pace)
        months = "、".join(f"{month} {as_count(value)}" for month, value in result.by_month)
        words = months or ("台账里没有记录" if done is not None else "没有台账，或对应指标找不到")
        if result.done_by_day is not None and result.done_by_day != done:
            words = f"判断日以前完成 {as_count(result.done_by_day)}，进度按此判断；{words}"
        canvas.put(row, 8, result.light or "—", LIGHTS.get(result.light, looks.CENTRE))
        canvas.put(row, 9, words, looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1


def _task_sums(canvas: Canvas, sums: tuple[TaskSum, ...], sources: Sources) -> None:
    """The tasks of all workers beside what the station promised."""
    put_section(canvas, "各人任务之和与站点指标值")
    heads = {1: "指标", 2: "位置", 3: "年度指标值", 4: "各人任务之和", 5: "相差", 6: "社工", 7: "已完成", 8: "说明"}
    put_head(canvas, heads, {8: LAST})
    table = sources.table("tasks")
    assert table is not None
    for one in sums:
        row = canvas.row
        promised = Origin("年度指标值", ((one.promised_sheet, one.promised_cell),))
        added = Origin("任务分解中对应这项指标的年度任务之和", (_area(table, "target"), _area(table, "indicator")))
        canvas.put(row, 1, one.name, looks.BODY)
        put_place(canvas, one.first.table.sheet, one.first.at("target"))
        canvas.put(row, 3, one.promised, looks.figure(one.promised), origin=promised)
        canvas.put(row, 4, one.total, looks.figure(one.total), origin=added)
        canvas.put(row, 5, one.difference, looks.figure(one.difference), origin=added)
        canvas.put(row, 6, one.workers, looks.COUNT, origin=added)
        canvas.put(row, 7, one.done, looks.figure(one.done), origin=added)
        words = "没有可以比较的指标值" if one.promised is None else "不一致，请核对" if one.difference else "一致"
        canvas.put(row, 8, f"{words}（单位：{one.unit}）" if one.unit else words, looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1


def _lost(canvas: Canvas, items: tuple[ItemsResult, ...]) -> None:
    """What lost points, the most first, with the assessor's reason."""
    put_section(canvas, "评估失分项")
    heads = {1: "评估主体", 2: "位置", 3: "分值", 4: "得分", 5: "评估内容", 8: "扣分说明"}
    put_head(canvas, heads, {5: 7, 8: LAST})
    lost = [(result, item) for result in items for item in result.lost]
    for result, item in lost[:MOST_LOST]:
        origin = Origin("评估明细", ((item.table.sheet, item.at("points")), (item.table.sheet, item.at("score"))))
        canvas.put(canvas.row, 1, f"{result.period}{result.assessor}", looks.BODY)
        put_place(canvas, item.table.sheet, item.at("score"))
        canvas.put(canvas.row, 3, item.points, looks.SCORE, origin=origin)
        canvas.put(canvas.row, 4, item.score, looks.SCORE, origin=origin)
        canvas.put(canvas.row, 5, item.content, looks.BODY, to=7)
        canvas.put(canvas.row, 8, item.note or "没有写明", looks.BODY, to=LAST)
        canvas.row += 1
    if len(lost) > MOST_LOST:
        canvas.put(canvas.row, 1, f"其余 {len(lost) - MOST_LOST} 项见“评估明细”。", looks.NOTE, to=LAST)
        canvas.row += 1
    canvas.row += 1
