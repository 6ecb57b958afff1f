"""Recomputes every figure of 评价结果 and of the computed columns from the cells that staff filled, and compares.

    python tests/independent_results.py FINISHED.xlsx…

Shares no code with the package. A figure that nothing here worked out is named as not covered; texts are compared only
where `texts` says so. Columns from 13 on hold the mark that tells whether a result is out of date, no figures of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from independent_basics import FISCAL, STATION, Entry, Station, grade, more_digits_than_the_program
from independent_cells import exact, pairs, plain, read_sheet
from independent_ledger import audit_section, statistics_section
from independent_lift import lift_section
from independent_rosters import keys_of, rosters_section
from independent_rules import work_out
from independent_years import pace_section, years_section

D = Decimal
SHEETS = ("评价结果", "台账统计", "审计信息")
PRINTED = 10  # columns of 评价结果 that are printed
NEAR = 1e-9


@dataclass
class Comparison:
    """What differs, and which figures of 评价结果 nobody worked out."""

    sheets: list[Any]  # whose figures must all be worked out; the first is 评价结果
    differences: list[str] = field(default_factory=list)
    covered: set[str] = field(default_factory=set)
    texts: int = 0
    compared: int = 0

    def figure(self, cell: Any, wanted: Any, what: str = "") -> None:
        """A figure, a day or a blank."""
        self.covered.add(f"{cell.parent.title}!{cell.coordinate}")
        self.compared += 1
        if not _same(cell.value, wanted):
            self.differences.append(f"{cell.parent.title}!{cell.coordinate} {what}: {cell.value!r}, not {wanted}")

    def text(self, cell: Any, wanted: str, what: str = "") -> None:
        """Words that a text must hold, figures and all."""
        self.texts += 1
        if wanted not in str(cell.value):
            self.differences.append(f"{cell.parent.title}!{cell.coordinate} {what}: {cell.value!r} lacks {wanted!r}")

    @property
    def sheet(self) -> Any:
        return self.sheets[0]

    def uncovered(self) -> list[str]:
        cells = (cell for sheet in self.sheets for row in sheet.iter_rows(max_col=PRINTED) for cell in row)
        figures = ((f"{cell.parent.title}!{cell.coordinate}", cell.value) for cell in cells if _is_figure(cell.value))
        return [f"{place}={value!r}" for place, value in figures if place not in self.covered]


@more_digits_than_the_program()
def compare(book: Any, previous: Any = None) -> Comparison:
    """One finished workbook, opened with its values, against its own cells of staff, and those of the year before."""
    station, found = work_out(book), Comparison([book[name] for name in SHEETS if name in book.sheetnames])
    _computed_columns(found, station, book)
    blocks = dict(_blocks(book["评价结果"]))
    _levels_and_cards(found, station, blocks)
    _missing(found, station, blocks)
    _rows(found, station, blocks)
    _funds(found, station, blocks)
    _contract(found, station, blocks)
    _ledger(found, station, blocks)
    lift_section(found, station, found.sheet)
    if previous is not None:
        rows = _block(blocks, "指标", "完成率(以前)")
        years_section(found, station, work_out(previous), _block(blocks, "年度", "满分"), rows)
    log = read_sheet(book, "服务台账", "对应指标")
    if log is not None and "台账统计" in book.sheetnames:
        statistics_section(found, station, log, dict(_blocks(book["台账统计"])), keys_of(book))
    rosters_section(found, book, log, blocks)
    if "审计信息" in book.sheetnames:
        audit_section(found, book)
    pace_section(found, station, pairs(book), log, _block(blocks, "指标", "时间进度"))
    return found


# ---------------------------------------------------------------- the tables of staff


def _computed_columns(found: Comparison, station: Station, book: Any) -> None:
    table = read_sheet(book, "绩效指标", "年度指标值")
    assert table is not None
    by_row: dict[int, list[Entry]] = {}
    for entry in station.entries:
        by_row.setdefault(entry.row, []).append(entry)
    for row in table.rows:
        entries = by_row.get(row["row"])
        if not entries or "得分" not in row:
            continue
        one = entries[0] if len(entries) == 1 and not entries[0].inside else None
        for head, name in (("完成率", "completion"), ("偏差", "variance"), ("偏差率", "variance_rate")):
            found.figure(row[head], getattr(one, name) if one else None, head)
        if "台账完成值" in row:
            found.figure(row["台账完成值"], one.ledger if one else None, "台账完成值")
        scores = [entry.score for entry in entries if entry.score is not None]
        if any(entry.points is not None for entry in entries):
            found.figure(row["得分"], sum(scores, D(0)) if scores else None, "得分")
        order = ("无法判定", "未完成", "完成", "超额完成")
        state = min((entry.state for entry in entries), key=order.index)
        found.texts += 1
        if str(row["完成情况"].value).split()[0] != state:
            found.differences.append(f"绩效指标!{row['完成情况'].coordinate}: {row['完成情况'].value!r}, not {state}")
    _computed_money(found, station, book)


def _computed_money(found: Comparison, station: Station, book: Any) -> None:
    costs = {line["row"]: line for line in station.costs}
    table = read_sheet(book, "资金使用", "支出明细")
    for row in table.rows if table else ():
        line = costs.get(row["row"])
        if line is not None:
            for head, value in zip(("执行率", "差额", "差异率", "占支出比重"), _line(line, station), strict=True):
                amount = value / line["scale"] if head == "差额" and value is not None else value
                found.figure(row[head], amount, head)
    table = read_sheet(book, "评估评分", "评估主体")
    for row in table.rows if table else ():
        found.figure(row["加权得分"], station.weighted.get(row["row"]), "加权得分")
    tranches = {payment.row: payment for payment in station.tranches}
    table = read_sheet(book, "资金拨付", "拨付比例")
    for row in table.rows if table else ():
        if row["row"] in tranches:
            found.figure(row["应拨金额"], tranches[row["row"]].due, "应拨金额")
            found.figure(row["最迟拨付日"], tranches[row["row"]].latest, "最迟拨付日")


def _line(line: dict[str, Any], station: Station) -> tuple[D | None, D | None, D | None, D | None]:
    budget, spent = line["budget"], line["spent"]
    spending = sum((each["spent"] or D(0) for each in station.costs), D(0))
    apart = None if budget is None or spent is None else spent - budget
    return (
        None if apart is None or not budget else spent / budget,
        apart,
        None if apart is None or not budget else apart / budget,
        None if spent is None or not spending else spent / spending,
    )


# ---------------------------------------------------------------- 评价结果


Block = list[dict[str, Any]]  # rows of a table: header → cell


def _blocks(sheet: Any) -> Iterator[tuple[str, Block]]:
    """Tables by their first header and their second, each down to the next blank row."""
    rows = [list(cells) for cells in sheet.iter_rows(max_col=PRINTED)]
    for place, cells in enumerate(rows):
        heads = [plain(cell.value) for cell in cells]
        if cells[0].font.bold and cells[0].font.color is not None and str(cells[0].font.color.rgb).endswith("FFFFFF"):
            below: Block = []
            for other in rows[place + 1 :]:
                if other[0].value is None:
                    break
                below.append({head: cell for head, cell in zip(heads, other, strict=True) if head})
            yield "/".join(head for head in heads if head), below


def _block(blocks: dict[str, Block], *heads: str) -> Block:
    """The table that has all these headers."""
    return next((rows for name, rows in blocks.items() if set(heads) <= set(name.split("/"))), [])


def _levels_and_cards(found: Comparison, station: Station, blocks: dict[str, Block]) -> None:
    counted = [entry for entry in station.entries if entry.points is not None]
    levels: list[tuple[str, D, D, D, D, D]] = []
    for name in dict.fromkeys(entry.level1 for entry in counted):
        own = [entry for entry in counted if entry.level1 == name]
        judged = [entry for entry in own if entry.score is not None]
        levels.append(
            (name, _sum(e.points for e in own), _sum(e.points for e in judged), _sum(e.score for e in judged),
             _sum(e.low for e in own), _sum(e.high for e in own))
        )  # fmt: skip
    done = station.execution
    all_of_it = station.execution_points
    levels.append(
        ("预算执行率", all_of_it, all_of_it, done, done, done) if done is not None
        else ("预算执行率", all_of_it, D(0), D(0), D(0), all_of_it)
    )  # fmt: skip
    levels.append(("合计", *(_sum(level[part] for level in levels) for part in range(1, 6))))  # type: ignore[arg-type]
    rows = _block(blocks, "一级指标", "最低得分")
    if len(rows) != len(levels) and len(rows) != len(levels) + 1:  # a note may follow
        found.differences.append(f"得分汇总 has {len(rows)} rows, not {len(levels)}")
    for row, (name, points, judged, score, low, high) in zip(rows, levels, strict=False):
        found.text(row["一级指标"], name)
        shown = score if judged or name == "合计" else None
        wanted = (points, judged, shown, score / judged if judged else None, low, high)
        for head, value in zip(("分值", "已评定分值", "得分", "得分率", "最低得分", "最高得分"), wanted, strict=True):
            found.figure(row[head], value, f"{name}{head}")
    _cards(found, station, *levels[-1][1:])


def _cards(found: Comparison, station: Station, points: D, judged: D, score: D, low: D, high: D) -> None:
    cells = {plain(cell.value): cell for row in found.sheet.iter_rows(max_row=8, max_col=PRINTED) for cell in row}

    def below(label: str, by: int = 1) -> Any:
        return found.sheet.cell(cells[label].row + by, cells[label].column)

    found.figure(below("得分合计"), score)
    found.figure(below("无法判定"), points - judged)
    if station.rate is not None:
        found.figure(below("预算执行率"), station.rate)
        found.text(below("预算执行率", 2), f"得分 {_bare(station.execution)} / {_bare(station.execution_points)}")
    off = 100 - points
    worst, best = (grade(FISCAL, max(D(0), end)) for end in (low + min(off, D(0)), high + max(off, D(0))))
    found.text(below("财政自评等级"), worst if worst == best else f"{worst}～{best}")
    if points > judged:
        found.text(below("得分合计", 2), f"已评定 {_bare(judged)} 分，总分在 {low:.2f}～{high:.2f} 之间")
    else:
        found.text(below("得分合计", 2), f"满分 {_bare(points)} 分")
    scores = {period.name: period.score for period in station.periods if period.score is not None}
    total = scores.get("末期", scores.get("中期"))
    if total is not None:
        found.text(below("站点评估等级"), grade(STATION, total))
        found.text(below("站点评估等级", 2), f"评估得分 {_bare(total)}")


def _missing(found: Comparison, station: Station, blocks: dict[str, Block]) -> None:
    open_rows = [(e.name, e.points) for e in station.entries if e.points and e.score is None]
    if station.execution is None:
        open_rows.append(("预算执行率", station.execution_points))
    wanted = sorted(open_rows, key=lambda pair: -pair[1])
    rows = _block(blocks, "项目", "需要补充")
    if len(rows) != len(wanted):
        found.differences.append(f"尚缺什么 has {len(rows)} rows, not {len(wanted)}")
    for row, (name, points) in zip(rows, wanted, strict=False):
        found.text(row["项目"], name)
        found.figure(row["分值"], points, name)


def _rows(found: Comparison, station: Station, blocks: dict[str, Block]) -> None:
    rows = _block(blocks, "指标", "提分空间", "完成情况")
    if len(rows) != len(station.entries):
        found.differences.append(f"逐项得分 has {len(rows)} rows, not {len(station.entries)}")
    for row, entry in zip(rows, station.entries, strict=False):
        found.text(row["指标"], entry.name)
        found.text(row["完成情况"], entry.state, entry.name)
        found.figure(row["完成率"], entry.completion, entry.name)
        found.figure(row["分值"], entry.points, entry.name)
        found.figure(row["得分"], entry.score, entry.name)
        gain = entry.points - entry.score if entry.points is not None and entry.score is not None else None
        found.figure(row["提分空间"], gain or None, entry.name)


def _funds(found: Comparison, station: Station, blocks: dict[str, Block]) -> None:
    rows = _block(blocks, "支出明细", "占支出比重")
    heads = ("预算金额", "支出金额", "执行率", "差额", "差异率", "占支出比重")
    for row, line in zip(rows, station.costs, strict=False):
        for head, value in zip(heads, (line["budget"], line["spent"], *_line(line, station)), strict=True):
            found.figure(row[head], value, head)
    if rows:
        budget, spent = station.budget, station.spent
        apart = None if budget is None or spent is None else spent - budget
        rate = None if apart is None or not budget else apart / budget
        for head, value in zip(heads, (budget, spent, station.rate, apart, rate, None), strict=True):
            found.figure(rows[-1][head], value, head)
        if len(rows) != len(station.costs) + 1:
            found.differences.append(f"资金使用 has {len(rows)} rows, not {len(station.costs) + 1}")
    for row, values in zip(_block(blocks, "规则", "限额"), station.shares, strict=False):
        for head, value in zip(("限额", "按预算", "按支出", "按年度资金"), values, strict=True):
            found.figure(row[head], value, head)


def _contract(found: Comparison, station: Station, blocks: dict[str, Block]) -> None:
    for row, period in zip(_block(blocks, "评估期次", "评估得分"), station.periods, strict=True):
        found.text(row["评估期次"], period.name)
        found.figure(row["评估得分"], period.score, period.name)
        if period.score is not None:
            found.text(row["计算等级"], period.grade, period.name)
    rows = _block(blocks, "拨付期次", "应拨金额")
    heads = ("应拨金额", "到期应拨", "已拨金额", "尚欠金额")
    amounts = [(each.due, each.to_date, each.paid, each.owed) for each in station.tranches]
    for row, payment, values in zip(rows, station.tranches, amounts, strict=False):
        for head, value in zip(heads, values, strict=True):
            found.figure(row[head], value, head)
        found.figure(row["最迟拨付日"], payment.latest)
        found.text(row["状态"], payment.state)
    if rows:
        if len(rows) != len(amounts) + 1:
            found.differences.append(f"资金拨付 has {len(rows)} rows, not {len(amounts) + 1}")
        for head, values in zip(heads, zip(*amounts, strict=True), strict=True):
            known = [value for value in values if value is not None]
            lacking = head != "已拨金额" and len(known) < len(values)
            found.figure(rows[-1][head], sum(known, D(0)) if known and not lacking else None, head)


def _ledger(found: Comparison, station: Station, blocks: dict[str, Block]) -> None:
    rows = _block(blocks, "统计", "服务人次")
    wanted = [station.ledger_total] if station.ledger_total is not None else []
    if len(rows) != len(wanted):
        found.differences.append(f"服务台账 has {len(rows)} rows, not {len(wanted)}")
    for row, amounts in zip(rows, wanted, strict=False):
        for head, value in zip(("记录", "数量", "服务人次", "直接工时", "间接工时"), amounts, strict=True):
            found.figure(row[head], value, head)


def _sum(values: Any) -> D:
    return sum((value for value in values if value is not None), D(0))


def _bare(value: D | None) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float | date) and not isinstance(value, bool)


def _same(value: object, wanted: object) -> bool:
    if isinstance(wanted, date):
        return isinstance(value, datetime) and value.date() == wanted
    if wanted is None:
        return value in (None, "", "—")
    figure = exact(value)
    return figure is not None and abs(float(figure) - float(wanted)) <= NEAR * max(1.0, abs(float(wanted)))  # type: ignore[arg-type]


def main(paths: Sequence[str]) -> int:
    bad = 0
    for path in paths:
        found = compare(openpyxl.load_workbook(path, data_only=True))
        left = found.uncovered()
        print(f"{path}: {found.compared} figures and {found.texts} texts compared")
        print(
            *(f"  differs: {line}" for line in found.differences), *(f"  not covered: {one}" for one in left), sep="\n"
        )
        bad += bool(found.differences or left)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
