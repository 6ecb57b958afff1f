"""与以前年度比较: both years' totals, then every indicator with what has changed, and a chart of both completions."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.states import MET
from workbook_tools.model import Evaluation, ScoredRow, Submission
from workbook_tools.model.fields import RESULTS_SHEET
from workbook_tools.model.years import YearOnYear, YearRow
from workbook_tools.ooxml import Formula, PlacedChart
from workbook_tools.ooxml.chart import NAVY, SKY, Chart, Series, chart_xml
from workbook_tools.ooxml.records import Value
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin, reference
from workbook_tools.writing.funds_tables import funds_cells
from workbook_tools.writing.indicator_tables import row_origin
from workbook_tools.writing.sources import Sources
from workbook_tools.writing.table_parts import put_head, put_place, put_section

LONGEST_TEXT = 30  # characters of a target or an actual; in full it stands in its own table
MOST_BARS = 30  # pairs of bars that can still be read
_BARS_A_ROW = 1.25  # pairs of bars in the height of a row


def years_table(canvas: Canvas, submission: Submission, evaluation: Evaluation, sources: Sources) -> None:
    """One table of totals, and one of indicators for each earlier year; nothing where there is none to compare with."""
    if not evaluation.years:
        return
    put_section(canvas, "与以前年度比较")
    _totals(canvas, submission, evaluation, sources)
    _lists(canvas, evaluation)
    for year in evaluation.years:
        put_section(canvas, f"与{year.name}逐项比较")
        first, last = _rows(canvas, year, sources)
        canvas.row += 1
        if year is evaluation.years[0] and last >= first:
            _chart(canvas, year, first, last)


def _totals(canvas: Canvas, submission: Submission, evaluation: Evaluation, sources: Sources) -> None:
    heads = {
        1: "年度",
        2: "得分",
        4: "等级",
        5: "预算执行率",
        6: "预算（万元）",
        7: "支出（万元）",
        8: "完成指标",
        9: "满分",
        10: "来源和评分方案",
    }
    put_head(canvas, heads, {2: 3})
    own = submission.information.year.strip()
    funds, rows = evaluation.funds, evaluation.rows
    met = sum(row.state in MET for row in rows)
    grade = _grade(evaluation.grade, evaluation.grade_low, evaluation.grade_high)
    score = _score(evaluation.score, evaluation.score_low, evaluation.score_high)
    lines: list[tuple[Value, ...]] = [
        (f"{own}（本年）" if own else "本年", score, grade, funds.execution_rate, funds.budget, funds.spent,
         f"{met}/{len(rows)}", evaluation.total_points,
         f"本工作簿；{evaluation.scheme_title or evaluation.scheme_name}")
    ]  # fmt: skip
    lines += [
        (year.name, _score(year.score, year.score_low, year.score_high),
         _grade(year.grade, year.grade_low, year.grade_high), year.execution_rate, year.budget, year.spent,
         f"{year.met}/{year.count}", year.total_points, f"{year.file}；{year.scheme_title}")
        for year in evaluation.years
    ]  # fmt: skip
    styles = (looks.BODY, looks.SCORE, looks.CENTRE, looks.RATE, looks.AMOUNT, looks.AMOUNT, looks.CENTRE, looks.SCORE,
              looks.BODY)  # fmt: skip
    origins = [Origin("本年，与本页前面各表相同", funds_cells(sources)), *map(_of_file, evaluation.years)]
    for line, origin in zip(lines, origins, strict=True):
        for column, value, style in zip((1, 2, 4, 5, 6, 7, 8, 9, 10), line, styles, strict=True):
            look = looks.CENTRE if value is None or (column == 2 and isinstance(value, str)) else style
            shown = "—" if value is None else value
            canvas.put(canvas.row, column, shown, look, to=3 if column == 2 else 0, origin=origin)
        canvas.row += 1
    canvas.row += 1


def _lists(canvas: Canvas, evaluation: Evaluation) -> None:
    """Staff, coverage, volunteers and gifts by year; nothing unless this year and an earlier one have lists."""
    if not any(year.lists is not None for year in evaluation.years):
        return
    from workbook_tools.evaluation.year_lists import year_lists

    own = year_lists(evaluation.rosters)
    if own is None:
        return
    put_section(canvas, "各年度人员、覆盖和资源")
    heads = ("年度", "来源", "年末在岗", "离岗", "流动率", "覆盖社区", "社区数", "建档率", "志愿时数", "资源（万元）")
    put_head(canvas, dict(enumerate(heads, 1)), {})
    lines = [("本年", "本工作簿", own), *((y.name, y.file, y.lists) for y in evaluation.years if y.lists is not None)]
    for name, file, one in lines:
        canvas.put(canvas.row, 1, name, looks.BODY)
        canvas.put(canvas.row, 2, file, looks.BODY)
        origin = Origin(f"{file}的人员、社区、志愿服务和资源链接")
        figures = (
            (one.staff, looks.COUNT), (one.left, looks.COUNT), (one.turnover, looks.RATE), (one.served, looks.COUNT),
            (one.communities, looks.COUNT), (one.filing_rate, looks.RATE), (one.volunteer_hours, looks.MEAN),
            (one.resources, looks.AMOUNT),
        )  # fmt: skip
        for column, (value, style) in enumerate(figures, 3):
            canvas.put(canvas.row, column, value, style, origin=origin)
        canvas.row += 1
    canvas.row += 1


def _rows(canvas: Canvas, year: YearOnYear, sources: Sources) -> tuple[int, int]:
    """The rows of the indicators that both years have; new and dropped ones stand below them."""
    heads = (
        "指标",
        "位置",
        "年度指标值\n以前 → 本年",
        "实际完成值\n以前 → 本年",
        "完成率\n（以前）",
        "完成率\n（本年）",
        "升降\n百分点",
        "得分\n（以前）",
        "得分\n（本年）",
        "变化（以前年度的位置）",
    )
    put_head(canvas, dict(enumerate(heads, 1)), {})
    both = [row for row in year.rows if row.now is not None and row.before is not None]
    first = canvas.row
    for row in both:
        _both(canvas, year, row, sources)
    last = canvas.row - 1
    for row in year.rows:
        if row.now is None or row.before is None:
            _one(canvas, year, row, sources)
    return first, last


def _both(canvas: Canvas, year: YearOnYear, row: YearRow, sources: Sources) -> None:
    now, before, line = row.now, row.before, canvas.row
    assert now is not None
    assert before is not None
    points = None if row.completion_change is None else row.completion_change * 100
    change = None if points is None else Formula(f"(F{line}-E{line})*100", points)
    _lead(canvas, now)
    canvas.put(line, 3, _from_to(_said(before, "target"), _said(now, "target")), looks.BODY)
    canvas.put(line, 4, _from_to(_said(before, "actual"), _said(now, "actual")), looks.BODY)
    earlier, own = _of_row(year, before), row_origin(now)
    canvas.put(line, 5, before.completion, looks.RATE, origin=earlier)
    canvas.put(line, 6, sources.of_row(now, "completion", now.completion), looks.RATE, origin=own)
    canvas.put(line, 7, change, looks.SIGNED)
    canvas.put(line, 8, before.score, looks.SCORE, origin=earlier)
    canvas.put(line, 9, sources.of_row(now, "score", now.score), looks.SCORE, origin=own)
    canvas.put(line, 10, f"{change_words(row)}（{_place(year, before)}）", looks.BODY)
    canvas.row += 1


def _one(canvas: Canvas, year: YearOnYear, row: YearRow, sources: Sources) -> None:
    """A new indicator, or one that was dropped: its figures of the one year."""
    line, one = canvas.row, row.now or row.before
    assert one is not None
    is_new = row.now is not None
    _lead(canvas, one, linked=is_new)
    arrow = "（新增）{}" if is_new else "{}（取消）"
    canvas.put(line, 3, arrow.format(_said(one, "target")), looks.BODY)
    canvas.put(line, 4, arrow.format(_said(one, "actual")), looks.BODY)
    origin = row_origin(one) if is_new else _of_row(year, one)
    completion = sources.of_row(one, "completion", one.completion) if is_new else one.completion
    score = sources.of_row(one, "score", one.score) if is_new else one.score
    canvas.put(line, 5, None if is_new else completion, looks.RATE, origin=origin)
    canvas.put(line, 6, completion if is_new else None, looks.RATE, origin=origin)
    canvas.put(line, 7, None, looks.SIGNED)
    canvas.put(line, 8, None if is_new else score, looks.SCORE, origin=origin)
    canvas.put(line, 9, score if is_new else None, looks.SCORE, origin=origin)
    words = f"本年新增，{year.name}没有" if is_new else f"本年取消（{_place(year, one)}）"
    canvas.put(line, 10, words, looks.BODY)
    canvas.row += 1


def change_words(row: YearRow) -> str:
    """指标值不变，实际完成值增加10万; what could not be subtracted, and why."""
    words = [row.why] if row.why else []
    for label, change in (("指标值", row.target_change), ("实际完成值", row.actual_change)):
        if change is not None:
            words.append(f"{label}{_moved(change, row.unit)}")
    if row.score_change:
        words.append(f"得分{'增加' if row.score_change > 0 else '减少'}{as_digits(abs(row.score_change))}分")
    now, before = row.now, row.before
    if (
        now is not None
        and before is not None
        and now.points != before.points
        and None not in (now.points, before.points)
    ):
        words.append(f"分值由{_plain(before.points)}改为{_plain(now.points)}")
    return "，".join(words) or "不是数，不能相减"


def _moved(change: Decimal, unit: str) -> str:
    if not change:
        return "不变"
    size = f"{as_digits(abs(change) * 100)}个百分点" if unit == "%" else f"{as_digits(abs(change))}{unit}"
    return f"{'增加' if change > 0 else '减少'}{size}"


def _chart(canvas: Canvas, year: YearOnYear, first: int, last: int) -> None:
    """Lying bars of both years, below the table; not where there are too many to be read, or none."""
    both = [row for row in year.rows if row.now is not None and row.before is not None]
    rates = [(row.before.completion, row.now.completion) for row in both if row.before and row.now]
    if len(both) > MOST_BARS or not any(rate is not None for pair in rates for rate in pair):
        return
    names = tuple(_name(row.now) for row in both if row.now)

    def series(name: str, column: str, values: tuple[Decimal | None, ...], color: str) -> Series:
        return Series(
            name=name,
            name_ref=reference(RESULTS_SHEET, f"${column}${first - 1}"),
            categories=names,
            categories_ref=reference(RESULTS_SHEET, f"$A${first}:$A${last}"),
            values=values,
            values_ref=reference(RESULTS_SHEET, f"${column}${first}:${column}${last}"),
            color=color,
        )

    chart = Chart(
        kind="bar",
        title=f"{year.name}与本年的完成率",
        series=(
            series("完成率（以前）", "E", tuple(before for before, _ in rates), SKY),
            series("完成率（本年）", "F", tuple(now for _, now in rates), NAVY),
        ),
        percent=True,
        number_format="0.00%",
    )
    described = "；".join(
        f"{name}由{_rate(before)}到{_rate(now)}" for name, (before, now) in zip(names, rates, strict=True)
    )
    height = round(len(both) * 2 * _BARS_A_ROW) + 5
    top = canvas.row
    canvas.charts.append(
        PlacedChart(chart_xml(chart), f"A{top}", f"J{top + height - 1}", "各年完成率", f"条形图。{described}。")
    )
    canvas.row = top + height + 1


def _lead(canvas: Canvas, row: ScoredRow, *, linked: bool = True) -> None:
    """The name, and where it stands in this workbook."""
    indicator = row.indicator
    canvas.put(canvas.row, 1, _name(row), looks.BODY)
    sheet, cell = indicator.table.sheet, indicator.at("actual")
    if linked:
        put_place(canvas, sheet, cell)
    else:
        canvas.put(canvas.row, 2, "—", looks.CENTRE)


def _name(row: ScoredRow) -> str:
    name = row.indicator.level3
    return f"{name}·{row.item}" if row.item and row.item != name else name


def _from_to(before: str, now: str) -> str:
    return f"{now}（不变）" if before == now else f"{before} → {now}"


def _said(row: ScoredRow, side: str) -> str:
    """As it was written, with the unit of its column where the cell has a bare figure; a long text cut short."""
    quantity = row.target if side == "target" else row.actual
    text = " ".join(quantity.text.split())
    if quantity.kind == "rate" and quantity.number is not None and text.replace(".", "", 1).isdecimal():
        return f"{as_digits(quantity.number * 100)}%"
    if text[-1:].isdecimal() and row.unit and row.unit not in text:
        text += row.unit
    return (text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…") or "—"


def _place(year: YearOnYear, row: ScoredRow) -> str:
    return f"[{year.file}]{row.indicator.table.sheet}!{row.indicator.at('actual')}"


def _score(score: Decimal | None, low: Decimal, high: Decimal) -> Value:
    return score if score is not None else f"{low:.2f}～{high:.2f}"


def _grade(grade: str, low: str, high: str) -> str:
    return grade or "～".join(dict.fromkeys(filter(None, (low, high)))) or "未定"


def _rate(rate: Decimal | None) -> str:
    return "—" if rate is None else f"{half_up(rate * 100):f}%"


def _plain(value: Decimal | None) -> str:
    return "—" if value is None else as_digits(value)


def _of_file(year: YearOnYear) -> Origin:
    return Origin(f"以前年度的工作簿“{year.file}”，按它自己的评分方案重新计算")


def _of_row(year: YearOnYear, row: ScoredRow) -> Origin:
    table = row.indicator.table
    places = tuple((f"[{year.file}]{table.sheet}", row.indicator.at(field)) for field in ("target", "actual"))
    return Origin(f"{_of_file(year).rule}：{row.why}", places)
