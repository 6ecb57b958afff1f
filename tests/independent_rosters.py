"""登记表统计 and what stands below it in 评价结果 worked out once more: staff, coverage, tasks, gifts, items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from independent_cells import Sheet, day_of, exact, pairs, plain, read_sheet

D = Decimal
Rows = list[dict[str, Any]]


class Lists:
    """The lists of a finished workbook, and the days that they are judged by."""

    def __init__(self, book: Any, log: Sheet | None) -> None:
        about = pairs(book)
        self.start, self.end = day_of(about["服务开始日期"]), day_of(about["服务结束日期"])
        self.day = day_of(about.get("填表日期")) or self.end
        self.log = log.rows if log is not None else []
        heads = {
            "人员": "姓名", "社区": "重点对象数", "任务分解": "年度任务", "资源链接": "折合价值", "志愿服务":
            "队伍名称", "满意度调查": "回收有效", "媒体与荣誉": "名称", "评估明细": "评估内容",
        }  # fmt: skip
        self.rows = {name: list(_entries(read_sheet(book, name, head), head)) for name, head in heads.items()}
        self.targets = read_sheet(book, "绩效指标", "年度指标值")

    @property
    def last(self) -> date:
        assert self.day is not None
        assert self.end is not None
        return min(self.day, self.end)

    def days(self) -> list[date]:
        assert self.start is not None
        return [self.start + timedelta(days=n) for n in range((self.last - self.start).days + 1)]

    def in_year(self, row: dict[str, Any]) -> bool:
        when = _day(row, "日期")
        return when is None or self.start is None or self.end is None or self.start <= when <= self.end


def rosters_section(found: Any, book: Any, log: Sheet | None, blocks: dict[str, Rows]) -> None:
    """Every table that comes from a list; nothing of a workbook without one."""
    lists = Lists(book, log)
    if not any(lists.rows.values()):
        return
    wanted = dict(_figures(lists))
    for row in _table(blocks, "项目", "怎样算的"):
        found.figure(row["数值"], wanted.get(plain(row["项目"].value)), str(row["项目"].value))
    for row in _table(blocks, "片区、社工点"):
        _area(found, lists, row)
    for row in _table(blocks, "各人任务之和"):
        _sum(found, lists, row)
    for row, task in zip(_table(blocks, "按时间应完成"), lists.rows["任务分解"], strict=False):
        _task(found, lists, row, task)
    for row in _table(blocks, "扣分说明", "评估内容"):
        _lost(found, lists, row)


def keys_of(book: Any) -> dict[str, Callable[[dict[str, Any]], str]]:
    """How the tables of 台账统计 that follow from the lists group an entry."""
    people = {
        plain(p["姓名"].value): plain(p["用工方式"].value) for p in _entries(read_sheet(book, "人员", "姓名"), "姓名")
    }
    communities = {
        plain(c["社区"].value): c for c in _entries(read_sheet(book, "社区", "重点对象数"), "社区")
    }  # fmt: skip

    def of_community(column: str) -> Callable[[dict[str, Any]], str]:
        def key(entry: dict[str, Any]) -> str:
            own = _text(entry, column)
            listed = communities.get(_text(entry, "社区"))
            return own or (_text(listed, column) if listed is not None else "")

        return key

    def client(entry: dict[str, Any]) -> str:
        return _text(entry, "服务对象类别")

    def both(entry: dict[str, Any]) -> str:
        service = _text(entry, "服务类别")
        return f"{client(entry)}·{service}" if client(entry) and service else ""

    return {
        "片区": of_community("片区"), "社工点": of_community("社工点"), "服务对象类别": client, "类别": both,
        "用工方式": lambda entry: _text(entry, "用工方式") or people.get(_text(entry, "社工"), ""),
    }  # fmt: skip


def _figures(lists: Lists) -> Iterator[tuple[str, D | None]]:
    yield from _people(lists)
    yield from _communities(lists)
    gifts = [row for row in lists.rows["资源链接"] if lists.in_year(row)]
    yield "链接资源折合", sum((_amount(row, "折合价值") for row in gifts), D(0))
    teams = lists.rows["志愿服务"]
    yield "志愿队伍", D(len(teams))
    for name, column in (("志愿者", "人数"), ("志愿骨干", "骨干数"), ("志愿服务时数", "服务时数")):
        yield name, sum((_amount(row, column) for row in teams), D(0))
    for row in lists.rows["满意度调查"]:
        rate = (_amount(row, "很满意") + _amount(row, "满意")) / _amount(row, "回收有效")
        yield f"满意度({_text(row, '调查主体')})", rate
    kinds = Counter(_text(row, "类别") for row in lists.rows["媒体与荣誉"] if lists.in_year(row))
    yield from ((kind, D(count)) for kind, count in kinds.items())
    for key, own in _items(lists).items():
        yield key, sum((_amount(row, "得分") for row in own), D(0))


def _people(lists: Lists) -> Iterator[tuple[str, D | None]]:
    people, days = lists.rows["人员"], lists.days()
    spans = [(_day(row, "到岗日期"), _day(row, "离岗日期")) for row in people]
    assert lists.day is not None
    there = [row for row, span in zip(people, spans, strict=True) if _present(span, lists.day)]
    qualified = [row for row in there if _text(row, "职业资格") not in ("", "无")]
    average = D(sum(_present(span, when) for span in spans for when in days)) / len(days)
    left = sum(span[1] is not None and days[0] <= span[1] <= days[-1] for span in spans)
    hours = [_amount(row, "年度培训时数") for row in there]
    yield "在岗人员", D(len(there))
    yield "有职业资格", D(len(qualified))
    yield "持证比例", D(len(qualified)) / len(there) if there else None
    yield from ((kind, D(sum(_text(row, "用工方式") == kind for row in there))) for kind in ("直聘", "购买"))
    yield "平均在岗", average
    yield "到岗", D(sum(span[0] is not None and days[0] <= span[0] <= days[-1] for span in spans))
    yield "离岗", D(left)
    yield "流动率", left / average if average else None
    yield "人均培训时数", sum(hours, D(0)) / len(hours) if hours else None
    yield "培训时数不足", D(sum(each < 90 for each in hours))


def _communities(lists: Lists) -> Iterator[tuple[str, D | None]]:
    rows = lists.rows["社区"]
    served = {_text(entry, "社区") for entry in lists.log}
    people = sum((_amount(row, "重点对象数") for row in rows), D(0))
    yield "清单社区", D(len(rows))
    yield "有服务的社区", D(sum(_text(row, "社区") in served for row in rows))
    yield "建档率", sum((_amount(row, "已建档数") for row in rows), D(0)) / people if people else None
    yield "每百名重点对象走访", sum((_visits(lists, row) for row in rows), D(0)) * 100 / people if people else None


def _visits(lists: Lists, community: dict[str, Any]) -> D:
    name = _text(community, "社区")
    return sum(
        (_amount(e, "数量") for e in lists.log if _text(e, "社区") == name and "探访" in _text(e, "服务类别")), D(0)
    )


def _area(found: Any, lists: Lists, row: dict[str, Any]) -> None:
    name = plain(row["片区、社工点"].value)
    column = "片区" if any(_text(each, "片区") == name for each in lists.rows["社区"]) else "社工点"
    own = [each for each in lists.rows["社区"] if _text(each, column) == name]
    served = {_text(entry, "社区") for entry in lists.log}
    people, visits = (sum(some, D(0)) for some in (
        (_amount(each, "重点对象数") for each in own), (_visits(lists, each) for each in own)
    ))  # fmt: skip
    figures = (
        D(len(own)),
        D(sum(_text(each, "社区") in served for each in own)),
        people,
        visits,
        visits * 100 / people,
    )
    for head, value in zip(("社区", "有服务", "重点对象", "走访", "每百人走访"), figures, strict=True):
        found.figure(row[head], value, name)


def _done(lists: Lists, worker: str, indicator: str) -> D:
    own = (e for e in lists.log if _text(e, "社工") == worker and _text(e, "对应指标") == indicator)
    return sum((_amount(entry, "数量") for entry in own), D(0))


def _sum(found: Any, lists: Lists, row: dict[str, Any]) -> None:
    name = plain(row["指标"].value)
    own = [each for each in lists.rows["任务分解"] if _text(each, "对应指标") == name]
    total = sum((_amount(each, "年度任务") for each in own), D(0))
    assert lists.targets is not None
    target = next(exact(each["年度指标值"].value) for each in lists.targets.rows if _text(each, "三级指标") == name)
    done = sum((_done(lists, _text(each, "社工"), name) for each in own), D(0))
    workers = {_text(each, "社工") for each in own}
    figures = (target, total, total - target if target != total else None, D(len(workers)), done)  # type: ignore[operator]
    for head, value in zip(("年度指标值", "各人任务之和", "相差", "社工", "已完成"), figures, strict=True):
        found.figure(row[head], value, name)


def _task(found: Any, lists: Lists, row: dict[str, Any], task: dict[str, Any]) -> None:
    worker, name, target = _text(task, "社工"), _text(task, "对应指标"), _amount(task, "年度任务")
    assert lists.start is not None
    assert lists.end is not None
    done, whole = _done(lists, worker, name), (lists.end - lists.start).days + 1
    expected = target * len(lists.days()) / whole
    for head, value in zip(
        ("年度任务", "已完成", "完成比例", "按时间应完成"), (target, done, done / target, expected), strict=True
    ):
        found.figure(row[head], value, f"{worker} {name}")
    found.text(row["社工"], worker)


def _lost(found: Any, lists: Lists, row: dict[str, Any]) -> None:
    content = plain(row["评估内容"].value)
    own = next(
        item
        for item in _items(lists).get(plain(row["评估主体"].value), ())
        if _text(item, "评估内容") == content
    )  # fmt: skip
    found.figure(row["分值"], _amount(own, "分值"), content)
    found.figure(row["得分"], _amount(own, "得分"), content)


def _items(lists: Lists) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    period = assessor = ""
    for row in lists.rows["评估明细"]:
        period, assessor = _text(row, "评估期次") or period, _text(row, "评估主体") or assessor
        found.setdefault(f"{period}{assessor}", []).append(row)
    return found


def _entries(sheet: Sheet | None, column: str) -> Iterator[dict[str, Any]]:
    """Without the row that only shows how to fill the table."""
    for row in sheet.rows if sheet is not None else ():
        first = min((cell for cell in row.values() if hasattr(cell, "column")), key=lambda cell: cell.column)
        if row[column].value is not None and not plain(first.value).startswith("示例"):
            yield row


def _table(blocks: dict[str, Rows], *heads: str) -> Rows:
    return next((rows for name, rows in blocks.items() if set(heads) <= set(name.split("/"))), [])


def _text(row: dict[str, Any], head: str) -> str:
    return plain(row[head].value) if head in row else ""


def _amount(row: dict[str, Any], head: str) -> D:
    return exact(row[head].value) or D(0) if head in row else D(0)


def _day(row: dict[str, Any], head: str) -> date | None:
    return day_of(row[head].value) if head in row else None


def _present(span: tuple[date | None, date | None], when: date) -> bool:
    return (span[0] is None or span[0] <= when) and (span[1] is None or when <= span[1])
