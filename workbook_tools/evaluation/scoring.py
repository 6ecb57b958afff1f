"""Every row from cell to rule to result. What cannot be judged is named, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook_tools.catalogue import finding, quote
from workbook_tools.evaluation.days import Period, judge_day
from workbook_tools.evaluation.figures import ONE, ZERO, points_shown, share_of, shown, spread
from workbook_tools.evaluation.funds import Funds
from workbook_tools.evaluation.ledger import LedgerSums
from workbook_tools.evaluation.numbers import Side, judge_number, judge_range, with_deduction
from workbook_tools.evaluation.pairing import Pair, pair
from workbook_tools.evaluation.points import Allocation, is_left_over
from workbook_tools.evaluation.scheme import Scheme, plain
from workbook_tools.evaluation.units import reconcile
from workbook_tools.evaluation.verdict import Note, Verdict, unknown
from workbook_tools.evaluation.words import OwnScore, judge_words
from workbook_tools.model import Finding, Indicator, Operator, Quantity, ScoredRow, State, Submission
from workbook_tools.quantity_text import format_quantity
from workbook_tools.unit_names import money_factor

_NO_REASON = ("", "0", "无", "/", "-", "—", "--", "——", "暂无", "没有")
_FIGURES = ("number", "rate")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is judged: a row, or one item of the lists in its cells."""

    row: Indicator
    name: str
    item: str
    target: Quantity
    actual: Quantity
    points: Decimal | None
    ledger_value: Decimal | None
    from_ledger: bool
    list_position: int | None = None
    doubt: str = ""  # why two list items may not answer each other


def score_rows(
    submission: Submission, scheme: Scheme, allocation: Allocation, funds: Funds, sums: LedgerSums
) -> tuple[tuple[ScoredRow, ...], tuple[Finding, ...]]:
    """The scored rows in the sheet's order, items of lists one by one, and the findings that scoring raised."""
    about = submission.information
    scorer = _Scorer(scheme, Period(about.service_start, about.service_end), funds)
    rows: list[ScoredRow] = []
    shown_execution = False
    for place, row in enumerate(submission.indicators):
        if is_left_over(row):
            continue
        if place in allocation.execution_rows:
            if not shown_execution:
                rows.append(_execution_row(row, allocation.execution, funds))
            shown_execution = True
            continue
        for entry in _entries(row, allocation.rows[place], sums):
            rows.append(scorer.score(entry, repeats=place in allocation.repeats))  # noqa: PERF401
    return tuple(rows), tuple(scorer.findings)


def _entries(row: Indicator, points: Decimal | None, sums: LedgerSums) -> Iterator[_Entry]:
    """The row itself, or the items of its target paired with those of its actual."""
    if row.target.kind != "list":
        value = sums.of_row(row)
        stands_in = value is not None and row.actual.kind == "blank" and row.target.kind != "rate"
        actual = _from_ledger(value, row.unit or row.target.unit) if stands_in and value is not None else row.actual
        yield _Entry(row, row.name, row.item or row.level3, row.target, actual, points, value, stands_in)
        return
    targets = row.target.items
    values = [sums.of_item(item.label, item.quantity.unit) for item in targets]
    in_ledger = row.actual.kind == "blank" and any(value is not None for value in values)
    if row.actual.kind != "list" and not in_ledger:
        yield _Entry(row, row.name, row.item or row.level3, row.target, row.actual, points, None, False)
        return
    pairs = [Pair(item, None) for item in targets] if in_ledger else pair(targets, row.actual.items)
    parts = spread(points, len(pairs)) if points is not None else [None] * len(pairs)
    for place, (each, part, value) in enumerate(zip(pairs, parts, values, strict=True)):
        label = each.target.label or f"第{each.target.number or place + 1}项"
        stands_in = in_ledger and value is not None
        actual = Quantity("blank") if each.actual is None else each.actual.quantity
        if value is not None and in_ledger:
            actual = _from_ledger(value, each.target.quantity.unit)
        doubt = "" if each.named else each.actual.label if each.actual else ""
        name = f"{row.name}·{label}"
        target = _with_text(each.target.quantity)
        yield _Entry(row, name, label, target, _with_text(actual), part, value, stands_in, place, doubt)


class _Scorer:
    def __init__(self, scheme: Scheme, period: Period, funds: Funds) -> None:
        self.scheme, self.period, self.funds = scheme, period, funds
        self.findings: list[Finding] = []

    def score(self, entry: _Entry, *, repeats: bool) -> ScoredRow:
        target, actual, unit, verdict = self._judged(entry)
        verdict = with_deduction(verdict, self.scheme, reason=plain(entry.row.reason) not in _NO_REASON)
        points = None if repeats else entry.points
        self._raise(entry, verdict, unit)
        score = None
        if points is not None and verdict.earned is not None:
            score = verdict.stated if verdict.stated is not None else share_of(points, verdict.earned)
        low = score if score is not None else share_of(points, verdict.low) if points is not None else ZERO
        high = score if score is not None else share_of(points, verdict.high) if points is not None else ZERO
        return ScoredRow(
            indicator=entry.row,
            item=entry.item,
            target=target,
            actual=actual,
            unit=unit,
            ledger_value=entry.ledger_value,
            from_ledger=entry.from_ledger,
            operator=verdict.operator,
            completion=verdict.completion,
            variance=verdict.variance,
            variance_rate=verdict.variance_rate,
            points=points,
            score=score,
            score_low=low,
            score_high=high,
            state=verdict.state,
            why=_why(entry, verdict, points, score, low, high, repeats=repeats),
            list_position=entry.list_position,
            missing=verdict.missing,
            missing_cell=entry.row.at(verdict.missing_at) if verdict.missing else "",
        )

    def _judged(self, entry: _Entry) -> tuple[Quantity, Quantity, str, Verdict]:
        """Target and actual in one unit, the unit, and the verdict."""
        target, actual = entry.target, entry.actual
        unit = entry.row.unit or target.unit
        if entry.row.is_execution and self.funds.result.execution_rate is not None:
            return target, actual, unit, self._of_funds()
        if target.kind in (*_FIGURES, "range") and actual.kind in _FIGURES:
            return self._figures(entry)
        return target, actual, unit, self._others(entry)

    def _figures(self, entry: _Entry) -> tuple[Quantity, Quantity, str, Verdict]:
        row = entry.row
        # The column's unit belongs to the row; an item of a list carries its own.
        column = row.unit if entry.list_position is None else ""
        common = reconcile(entry.target, entry.actual, column, entry.name)
        target, actual = common.target, common.actual
        notes = tuple(Note(code) for code in common.codes)
        if entry.doubt:
            missing = f"请核对指标值里的“{entry.item}”与实际完成值里的“{entry.doubt}”是不是同一项"
            verdict = unknown("两边这一项的名称对不上", missing)
        elif not common.comparable or actual.number is None:
            verdict = unknown("指标值与实际完成值的单位不同，不能比较", "请把指标值和实际完成值改成同一个单位")
        elif target.kind == "range" and target.low is not None and target.high is not None:
            verdict = judge_range(target.low, target.high, Side(actual.number, common.unit), self.scheme)
        elif target.number is not None:
            operator, taken = self._operator(entry)
            verdict = judge_number(
                operator, Side(target.number, common.unit), Side(actual.number, common.unit), self.scheme
            )
            notes = (*notes, *taken)
        else:
            verdict = unknown("年度指标值读不出数值", "请在年度指标值里写明数值", "R012", "target")
        return target, actual, common.unit, replace(verdict, notes=(*notes, *verdict.notes))

    def _operator(self, entry: _Entry) -> tuple[Operator, tuple[Note, ...]]:
        """The bound as written; without one ≤ for what is better when smaller, and a note that says so."""
        row = entry.row
        written = entry.target.operator or (row.nature if row.nature in ("≥", "≤", "=") else "")
        if written:
            return written, ()  # type: ignore[return-value]
        name = plain(row.level3 + row.item + entry.item)
        if any(word in name for word in self.scheme.larger_is_better):
            return "", ()
        smaller = any(word in name for word in self.scheme.smaller_is_better)
        cost = "成本" in row.level1 + row.level2 and money_factor(entry.target.unit or row.unit) is not None
        return ("≤", (Note("R001", "target"),)) if smaller or cost else ("", ())

    def _others(self, entry: _Entry) -> Verdict:
        """Everything but a figure against a figure."""
        row, target, actual = entry.row, entry.target, entry.actual
        said = f"实际写“{_short(actual.text)}”"
        if "error" in (target.kind, actual.kind):
            return unknown("单元格是错误值", "请改正这一行单元格里的公式错误")
        if target.kind == "blank":
            return unknown("年度指标值空着", "请填写年度指标值", "R011", "target")
        if actual.kind == "blank":
            return self._blank_actual(entry)
        if target.kind == "date":
            return judge_day(target, actual, self.period)
        if target.kind == "list":
            missing = f"请按年度指标值的 {len(target.items)} 项逐项填写实际完成值，写法和顺序与指标值相同"
            return unknown(f"年度指标值有 {len(target.items)} 项，{said}", missing, "R016")
        if actual.kind == "list" and target.kind in (*_FIGURES, "range"):
            missing = "请在实际完成值里只写与指标值对应的一个数，其余的写成单独的指标明细"
            return unknown(f"目标只有一个数，{said}，不知道用哪一个", missing, "R014")
        if target.kind in (*_FIGURES, "range") and row.nature != "定性":
            return self._no_figure(entry, said)
        if actual.kind in ("grade", "text"):
            points = entry.points
            own = OwnScore(row.stated_score, row.stated_score_cell.text, points)
            return _unless_read(judge_words(target, actual, own, self.scheme), actual)
        missing = "请在年度指标值里写明可以计量的目标（数值和单位），或把指标性质改为定性并写明评定档次"
        return _unless_read(unknown("年度指标值没有可以计量的目标", missing, "R012", "target"), target)

    def _blank_actual(self, entry: _Entry) -> Verdict:
        if entry.list_position is not None:
            return unknown("实际完成值里没有这一项", f"请在实际完成值里补上“{entry.item}”的数值")
        return unknown("实际完成值空着", "请填写实际完成值", "R010")

    def _no_figure(self, entry: _Entry, said: str) -> Verdict:
        """A figure was promised, and the actual is a word, a date or a span."""
        target = _short(entry.target.text)
        example = "95%" if entry.target.unit == "%" else f"68{entry.target.unit}"
        missing = f"请在实际完成值里填写与目标“{target}”同口径的数值，例如“{example}”"
        code = "R013" if entry.actual.kind == "grade" else "R015"
        return _unless_read(unknown(f"目标是数值“{target}”，{said}，不是一个数值", missing, code), entry.actual)

    def _of_funds(self) -> Verdict:
        """A row 预算执行率 that stands among the indicators with points of its own."""
        rate = self.funds.result.execution_rate
        assert rate is not None
        earned = min(ONE, max(ZERO, rate))
        state: State = "完成" if rate >= ONE else "未完成"
        shown_rate = Side(rate, "%")
        return Verdict(state, earned, f"按资金使用计算，预算执行率 {shown_rate}", str(shown_rate), completion=rate)

    def _raise(self, entry: _Entry, verdict: Verdict, unit: str) -> None:
        row = entry.row
        figures = {
            "name": entry.name,
            "target": entry.target.text,
            "actual": entry.actual.text,
            "unit": row.unit or unit,
            "missing": verdict.missing,
        }
        for note in verdict.notes:
            self.findings.append(finding(note.code, row.table.sheet, row.at(note.field), **figures))
        if entry.from_ledger and entry.ledger_value is not None:
            value = shown(entry.ledger_value)
            self.findings.append(finding("R006", row.table.sheet, row.at("actual"), value=value, **figures))


def _execution_row(row: Indicator, points: Decimal, funds: Funds) -> ScoredRow:
    """The row that repeats the execution item."""
    result = funds.result
    score, rate = result.score, result.execution_rate
    state = "无法判定" if rate is None else "未完成" if rate < ONE else "完成"
    return ScoredRow(
        indicator=row,
        item=row.item or row.level3,
        target=row.target,
        actual=row.actual,
        unit=row.unit or "%",
        ledger_value=None,
        from_ledger=False,
        operator="",
        completion=rate,
        variance=None if rate is None else rate - ONE,
        variance_rate=None if rate is None else rate - ONE,
        points=points,
        score=score,
        score_low=ZERO if score is None else score,
        score_high=points if score is None else score,
        state=state,  # type: ignore[arg-type]
        why=f"{result.why}本行按资金使用计分，只计一次。",
        missing=funds.missing,
    )


def _why(
    entry: _Entry,
    verdict: Verdict,
    points: Decimal | None,
    score: Decimal | None,
    low: Decimal,
    high: Decimal,
    *,
    repeats: bool,
) -> str:
    """From cell to rule to result in one sentence."""
    row = entry.row
    source = f"{row.at('target')}、{row.at('actual')}"
    if entry.list_position is not None:
        source += f" 第{entry.list_position + 1}项"
    if entry.from_ledger:
        source += "（实际完成值空着，用服务台账的合计）"
    return f"{source}：{verdict.rule}，{_result(verdict, points, score, low, high, repeats=repeats)}。"


def _result(
    verdict: Verdict, points: Decimal | None, score: Decimal | None, low: Decimal, high: Decimal, *, repeats: bool
) -> str:
    if repeats:
        return "“其中”行没有单独的分值，不重复计分"
    if points is None:
        return "这一行没有分值，不计分"
    if score is None:
        return f"暂不计分（{points_shown(low)}～{points_shown(high)} 分）。{verdict.missing}"
    if verdict.stated is not None:
        return f"得 {points_shown(score)} 分"
    if verdict.earned == ONE:
        return f"得满分 {points_shown(score)} 分"
    if not verdict.earned or not verdict.factor:
        return f"得 {points_shown(score)} 分"
    return f"{points_shown(points)}×{verdict.factor}＝{points_shown(score)} 分"


def _unless_read(verdict: Verdict, quantity: Quantity) -> Verdict:
    """Without the finding where reading the cell already said that it cannot be read."""
    if verdict.earned is None and quantity.kind == "text" and quantity.codes:
        return replace(verdict, notes=())
    return verdict


def _from_ledger(value: Decimal, unit: str) -> Quantity:
    return Quantity("number", f"{shown(value)}{unit}", number=value, unit=unit)


def _with_text(quantity: Quantity) -> Quantity:
    """Items of a list have no cell of their own; what they say is written anew."""
    return quantity if quantity.text or quantity.kind == "blank" else replace(quantity, text=format_quantity(quantity))


def _short(text: str) -> str:
    line = quote(text)
    return line if len(line) <= 30 else line[:29] + "…"
