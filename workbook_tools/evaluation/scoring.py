"""Every row from cell to rule to result. What cannot be judged is named, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from workbook_tools.basis.blank_words import gives_no_reason
from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_count, as_rate
from workbook_tools.basis.operators import AT_MOST, Operator
from workbook_tools.basis.states import State
from workbook_tools.basis.unit_names import is_rate_unit, split_scale
from workbook_tools.catalogue import Phrase, finding, quote
from workbook_tools.evaluation.budgets import is_a_limit, spent_of
from workbook_tools.evaluation.changes import aim_of, change_in, goes_on, stays_level, way_told
from workbook_tools.evaluation.days import Period, judge_day, judge_day_of_each_month
from workbook_tools.evaluation.entries import Entry, entries_of
from workbook_tools.evaluation.figures import ONE, ZERO, share_of
from workbook_tools.evaluation.funds import Funds
from workbook_tools.evaluation.gains import gain_of
from workbook_tools.evaluation.ledger_sums import LedgerSums
from workbook_tools.evaluation.numbers import Side, is_far_above, judge_number, judge_range, with_deduction
from workbook_tools.evaluation.operators import is_unclear, operator_of
from workbook_tools.evaluation.own_scores import own_scores
from workbook_tools.evaluation.partial_rates import cannot_be
from workbook_tools.evaluation.points import Allocation, is_left_over
from workbook_tools.evaluation.proofs import Proofs
from workbook_tools.evaluation.sayings import Asked, Heard, listen, open_row, unless_taken_back
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.sentences import sentence
from workbook_tools.evaluation.units import converted, reconcile
from workbook_tools.evaluation.verdict import Note, Verdict, short, unknown
from workbook_tools.evaluation.words import OwnScore, judge_what_must_not_be, judge_words, stated_rating
from workbook_tools.model import Finding, Indicator, Quantity, ScoredRow, Submission
from workbook_tools.model.fields import IndicatorField

# Times one amount the other: one of them is in 元, or in 万元.
_APART = {"万元": 1000, "万": 1000, "千元": 100, "元": 5000}
_TEN_THOUSAND = 10_000
MOST_TOLD = 6  # rows that a list stood in for, in one message
_FIGURES = ("number", "rate")
_TAKEN = ("Q101", "Q102")  # a bound or an approximate figure, taken for its figure
_CHECK_RATE = "请核对分子和分母，以及单元格的格式"
_OTHER_UNITS = ("指标值与实际完成值的单位不同，不能比较", "请把指标值和实际完成值改成同一个单位")
_NOT_COMPARED = {
    "Q128": ("单位是百分比，不大于 1 的数可能是两种意思，不能比较", "请在指标值和实际完成值里写上百分号"),
    "Q129": ("级别、档次之间的先后没有写明，不能比较", "请在指标性质里填 ≥ 或 ≤，或改填可以计量的目标"),
}


def score_rows(
    submission: Submission, scheme: Scheme, allocation: Allocation, funds: Funds, sums: LedgerSums, proofs: Proofs
) -> tuple[tuple[ScoredRow, ...], tuple[Finding, ...]]:
    """The scored rows in the sheet's order, items of lists one by one, and the findings that scoring raised."""
    about = submission.information
    period = Period(about.service_start, about.service_end)
    scorer = _Scorer(scheme, period, funds, _columns_in_percent(submission.indicators))
    scorer.own_scores = own_scores(submission.indicators, allocation.rows)
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
        for entry in entries_of(row, allocation.rows[place], sums, proofs):
            rows.append(scorer.score(entry, repeats=place in allocation.repeats))  # noqa: PERF401
    return tuple(rows), scorer.found()


class _Scorer:
    def __init__(self, scheme: Scheme, period: Period, funds: Funds, in_percent: frozenset[str]) -> None:
        self.scheme, self.period, self.funds, self.in_percent = scheme, period, funds, in_percent
        self.findings: list[Finding] = []
        self.from_ledger: list[Entry] = []
        self.from_lists: list[Entry] = []
        self.bonuses = ZERO  # that rows earned so far
        self.own_scores: dict[int, Decimal] = {}  # row → its part of a 自评得分 that belongs to several

    def _room(self) -> Decimal:
        """What a bonus may add to a row: the scheme's room for one, as far as earlier rows have left any."""
        return max(min(self.scheme.row_bonus, self.scheme.total_bonus - self.bonuses), ZERO)

    def score(self, entry: Entry, *, repeats: bool) -> ScoredRow:
        target, actual, unit, verdict = self._judged(entry)
        verdict = with_deduction(verdict, self.scheme, reason=not gives_no_reason(entry.row.reason))
        points, bonus = entry.points, half_up(verdict.bonus)
        self.bonuses += bonus
        self._raise(entry, verdict, unit)
        score = None
        if points is not None and verdict.earned is not None:
            score = share_of(points, verdict.earned) + bonus
        low = score if score is not None else share_of(points, verdict.low) if points is not None else ZERO
        high = score if score is not None else share_of(points, verdict.high) if points is not None else ZERO
        if score is None and points is not None and "加" in entry.row.scoring_rule:
            high += self._room()
        return ScoredRow(
            indicator=entry.row,
            item=entry.item,
            target=target,
            actual=actual,
            unit=unit,
            ledger_value=entry.ledger_value,
            ledger_rule=entry.ledger_rule,
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
            why=sentence(entry, verdict, points, score, low, high, repeats=repeats),
            list_position=entry.list_position,
            missing=verdict.missing,
            missing_cell=entry.row.at(verdict.missing_at) if verdict.missing else "",
            gain=gain_of(points, score),
            far_above=is_far_above(verdict, self.scheme),
            proof=entry.proof,
            from_list=entry.from_list,
        )

    def _judged(self, entry: Entry) -> tuple[Quantity, Quantity, str, Verdict]:
        """Target and actual in one unit, the unit, and the verdict: by the row's own 评分标准 where it has one."""
        target, actual, unit, verdict = self._by_scheme(entry)
        own_table = entry.row.table.has("scoring_rule") and entry.target.kind == "blank"
        of_funds = entry.row.is_execution and (
            self.funds.result.execution_rate is not None or entry.target.kind != "blank"
        )
        if not (entry.row.scoring_rule or own_table) or of_funds or entry.points is None:
            return target, actual, unit, verdict
        from workbook_tools.evaluation.own_verdict import by_own_rule  # few workbooks have rules of their rows

        own = OwnScore(self.own_scores.get(entry.row.row, entry.row.stated_score), "", entry.points)
        return target, actual, unit, by_own_rule(entry, target, actual, unit, verdict, own, self._room())

    def _by_scheme(self, entry: Entry) -> tuple[Quantity, Quantity, str, Verdict]:
        target, actual = entry.target, entry.actual
        unit = entry.row.unit or target.unit
        if entry.row.is_execution and self.funds.result.execution_rate is not None:
            return target, actual, unit, self._of_funds()
        notes = tuple(Note(code, told=(("text", actual.text),)) for code in _TAKEN if code in actual.codes)
        if target.kind in (*_FIGURES, "range"):
            heard = self._heard(entry)
            if heard.verdict is not None:
                return target, heard.actual, unit, _unless_read(heard.verdict, actual)
            if heard.actual is not actual:
                actual = heard.actual
                entry = entry._replace(actual=actual)
            notes = (*notes, *heard.notes)
        if target.kind in (*_FIGURES, "range") and actual.kind in (*_FIGURES, "range"):
            target, actual, unit, verdict = self._figures(entry)
            if notes:
                verdict = verdict._replace(notes=(*notes, *verdict.notes))
            if entry.row.actual.kind == "list" and entry.list_position is None:
                verdict = verdict._replace(notes=(Note("Q106"), *verdict.notes))
            return target, actual, unit, verdict
        return target, actual, unit, self._others(entry)

    def _by_column(self, quantity: Quantity, field: Literal["target", "actual"]) -> Quantity:
        """0.9 under % in a column where others write 95 is 0.9 %."""
        if not quantity.either or field not in self.in_percent:
            return quantity
        return converted(quantity, Decimal("0.01"), "%")._replace(either=False)

    def _heard(self, entry: Entry) -> Heard:
        """The actual, with what its words mean beside this target."""
        operator, _ = operator_of(entry.row, entry.target, entry.item, self.scheme)
        asked = Asked(f"{entry.name}{entry.item}", entry.target, operator, self.period.start, self.period.end)
        return listen(asked, entry.actual)

    def _figures(self, entry: Entry) -> tuple[Quantity, Quantity, str, Verdict]:
        row = entry.row
        # The column's unit belongs to the row; an item of a list carries its own.
        column = row.unit if entry.list_position is None else ""
        common = reconcile(entry.target, entry.actual, column, entry.name)
        if "Q128" in common.codes:
            sides = (self._by_column(entry.target, "target"), self._by_column(entry.actual, "actual"))
            common = reconcile(*sides, column, entry.name)
        target, actual = common.target, common.actual
        notes = tuple(_unit_note(code, entry) for code in common.codes)
        if entry.doubt:
            missing = f"请核对指标值里的“{entry.item}”与实际完成值里的“{entry.doubt}”是不是同一项"
            verdict = unknown("两边这一项的名称对不上", missing)
        elif not common.comparable:
            verdict = unknown(*_NOT_COMPARED.get(common.codes[-1], _OTHER_UNITS))
        elif cannot_be(f"{entry.name}{entry.item}", actual):
            verdict = unknown(f"实际写“{short(actual.text)}”，这类比率不会超过100%", _CHECK_RATE)  # R071 tells it
        elif _is_a_slip(target, actual, common.unit):
            missing = "请核对两处的金额，并写上单位，例如“19.6万元”或“196000元”"
            verdict = unknown("两处的金额相差 1000 倍以上，像是有一处用了别的单位", missing, "R027")
        elif target.low is not None and target.high is not None:
            low, high, written = target.low, target.high, entry.target.text
            ends = [judge_range(low, high, Side(end, common.unit), self.scheme, written) for end in _ends(actual)]
            verdict = min(ends, key=lambda each: each.earned or ZERO)
        elif target.number is not None:
            if is_unclear(row, entry.target, entry.item, self.scheme) and target.number not in _ends(actual):
                return target, actual, common.unit, _which_way(entry)
            operator, taken = operator_of(row, entry.target, entry.item, self.scheme)
            # A span such as `60-80` counts by the end that is worse for the unit.
            end = max(_ends(actual)) if operator in AT_MOST else min(_ends(actual))
            verdict = judge_number(operator, Side(target.number, common.unit), Side(end, common.unit), self.scheme)
            notes = (*notes, *taken)
        else:
            verdict = unknown("年度指标值读不出数值", "请在年度指标值里写明数值", "R012", "target")
        if notes:
            verdict = verdict._replace(notes=(*notes, *verdict.notes))
        return target, actual, common.unit, verdict

    def _others(self, entry: Entry) -> Verdict:
        """Everything but a figure against a figure."""
        row, target, actual = entry.row, entry.target, entry.actual
        said = f"实际写“{short(actual.text)}”"
        if any(each.kind == "error" and each.text.startswith("=") for each in (target, actual)):
            return unknown("单元格里的公式还没有算出结果", "请用 Excel 或 WPS 打开，等它算完，保存后再处理")
        if "error" in (target.kind, actual.kind):
            return unknown("单元格是错误值", "请改正这一行单元格里的公式错误")
        if target.kind == "blank":
            return unknown("年度指标值空着", "请填写年度指标值", "R011", "target")
        own = OwnScore(self.own_scores.get(row.row, row.stated_score), row.stated_score_cell.text, entry.points)
        if target.kind in ("text", "grade") and (told := judge_what_must_not_be(target, actual)) is not None:
            return told
        if actual.kind == "blank" and not (target.kind in ("text", "grade") and stated_rating(own, self.scheme)):
            return self._blank_actual(entry)
        if (spent := self._of_limit(entry)) is not None:
            return spent
        if (changed := self._change(entry)) is not None:
            return changed
        if (monthly := judge_day_of_each_month(target, actual)) is not None:
            return monthly
        if (said_why := open_row(actual)) is not None:
            return _unless_read(said_why, actual)
        if target.kind == "date":
            return unless_taken_back(judge_day(target, actual, self.period), actual)
        if target.kind == "list":
            missing = f"请按年度指标值的 {len(target.items)} 项逐项填写实际完成值，写法和顺序与指标值相同"
            return unknown(f"年度指标值有 {len(target.items)} 项，{said}", missing, "R016")
        if actual.kind == "list" and target.kind in (*_FIGURES, "range"):
            missing = "请在实际完成值里只写与指标值对应的一个数，其余的写成单独的指标明细"
            return unknown(f"目标只有一个数，{said}，不知道用哪一个", missing, "R014")
        if target.kind in (*_FIGURES, "range"):
            return self._no_figure(entry, said)
        if actual.kind in ("grade", "text", "blank"):
            proof, name = bool(row.evidence.strip()), row.item or row.level3
            return _unless_read(judge_words(target, actual, own, self.scheme, proof=proof, name=name), actual)
        missing = "请在年度指标值里写明可以计量的目标（数值和单位），或把指标性质改为定性并写明评定档次"
        return _unless_read(unknown("年度指标值没有可以计量的目标", missing, "R012", "target"), target)

    def _change(self, entry: Entry) -> Verdict | None:
        """`由2021年45起降至2022年28起` where 持续下降 was promised."""
        aim = aim_of(entry.target.text)
        if aim is None:
            return None
        said, start = entry.actual.text, self.period.start
        if (aim.or_level and stays_level(said)) or goes_on(said, rises=aim.rises):
            kept = True
        elif (change := change_in(said)) is not None:
            years = (start.year - 1, start.year) if start else change.years
            if change.years and change.years != years[-len(change.years) :]:
                return None
            kept = change.is_rise is aim.rises
        elif (rose := way_told(entry.target.text, entry.actual)) is not None:
            kept = rose is aim.rises
        else:
            return None
        how = "达到目标" if kept else "方向相反"
        rule = f"目标为“{short(entry.target.text)}”，实际写“{short(said)}”，{how}"
        return Verdict(State.DONE if kept else State.NOT_DONE, ONE if kept else ZERO, rule)

    def _of_limit(self, entry: Entry) -> Verdict | None:
        """`未超预算`, `超预算3%` where `控制在预算内` was promised."""
        target, actual = entry.target, entry.actual
        limited = target.kind in ("text", "grade") and actual.text != "" and is_a_limit(target.text)
        spent = spent_of(target, entry.name, actual.text) if limited else None
        if spent is None or not (spent.within or spent.share):
            return None
        if spent.within:
            rule = f"目标为“{short(target.text)}”，实际写“{short(actual.text)}”，没有超过上限"
            return Verdict(State.DONE, ONE, rule, operator=Operator.LE)
        assert spent.share is not None
        return judge_number(Operator.LE, Side(ONE, "%"), Side(spent.share, "%"), self.scheme)

    def _blank_actual(self, entry: Entry) -> Verdict:
        if entry.list_position is not None:
            return unknown("实际完成值里没有这一项", f"请在实际完成值里补上“{entry.item}”的数值")
        return unknown("实际完成值空着", "请填写实际完成值", "R010")

    def _no_figure(self, entry: Entry, said: str) -> Verdict:
        """A figure was promised, and the actual is a word, a date or a span."""
        target = short(entry.target.text)
        example = "95%" if entry.target.unit == "%" else f"68{entry.target.unit}"
        missing = f"请在实际完成值里填写与目标“{target}”同口径的数值，例如“{example}”"
        code = "R013" if entry.actual.kind == "grade" else "R015"
        return _unless_read(unknown(f"目标是数值“{target}”，{said}，不是一个数值", missing, code), entry.actual)

    def _of_funds(self) -> Verdict:
        """A row 预算执行率 that stands among the indicators with points of its own."""
        rate = self.funds.result.execution_rate
        assert rate is not None
        earned = min(ONE, max(ZERO, rate))
        state = State.DONE if rate >= ONE else State.NOT_DONE
        shown_rate = Side(rate, "%")
        return Verdict(state, earned, f"按资金使用计算，预算执行率 {shown_rate}", str(shown_rate), completion=rate)

    def _raise(self, entry: Entry, verdict: Verdict, unit: str) -> None:
        row = entry.row
        for note in verdict.notes:
            figures = {
                "name": entry.name,
                "target": entry.target.text,
                "actual": entry.actual.text,
                "text": entry.actual.text,
                "unit": row.unit or unit,
                "missing": verdict.missing,
                "rule": row.scoring_rule,
                **dict(note.told),
            }
            self.findings.append(finding(note.code, row.table.sheet, row.at(note.field), **figures))
        if entry.from_ledger:
            self.from_ledger.append(entry)
        if entry.from_list:
            self.from_lists.append(entry)

    def found(self) -> tuple[Finding, ...]:
        """What scoring raised; that the ledger, or lists, stood in for blank actuals is said once for all of them."""
        if self.from_lists:
            first = self.from_lists[0].row
            parts = [f"{e.name} {e.actual.text}（{e.proof.rule}）" for e in self.from_lists if e.proof]
            told = Phrase("；".join(map(quote, parts[:MOST_TOLD])) + ("等" if len(parts) > MOST_TOLD else ""))
            place = first.table.sheet, first.at("actual")
            self.findings.append(finding("G002", *place, count=len(self.from_lists), sums=told))
        if not self.from_ledger:
            return tuple(self.findings)
        row = self.from_ledger[0].row
        sums = "、".join(f"{entry.name} {as_count(entry.ledger_value or ZERO)}" for entry in self.from_ledger)
        place = row.table.sheet, row.at("actual")
        return (*self.findings, finding("R006", *place, count=len(self.from_ledger), sums=sums))


def _execution_row(row: Indicator, points: Decimal, funds: Funds) -> ScoredRow:
    """The row that repeats the execution item."""
    result = funds.result
    score, rate = result.score, result.execution_rate
    state = State.UNJUDGED if rate is None else State.NOT_DONE if rate < ONE else State.DONE
    return ScoredRow(
        indicator=row,
        item=row.item or row.level3,
        target=row.target,
        actual=row.actual,
        unit=row.unit or "%",
        ledger_value=None,
        from_ledger=False,
        operator=Operator.NONE,
        completion=rate,
        variance=None if rate is None else rate - ONE,
        variance_rate=None if rate is None else rate - ONE,
        points=points,
        score=score,
        score_low=ZERO if score is None else score,
        score_high=points if score is None else score,
        state=state,
        why=f"{result.why}本行按资金使用计分，只计一次。",
        missing=funds.missing,
        gain=gain_of(points, score),
    )


def _columns_in_percent(rows: Sequence[Indicator]) -> frozenset[str]:
    """The columns of target and actual in which bare numbers under % are written as 95, and not as 0.95."""
    under_rate = [row for row in rows if is_rate_unit(row.unit)]
    cells = [("target", row.target_cell) for row in under_rate] + [("actual", row.actual_cell) for row in under_rate]
    return frozenset(
        field
        for field, cell in cells
        if cell.number is not None and abs(cell.number) > 1 and not cell.percent and not cell.shown
    )


def _unit_note(code: str, entry: Entry) -> Note:
    """What bringing the sides to one unit raised; of a figure that may be two things both readings are named."""
    unsure = entry.actual if entry.actual.either else entry.target
    number = unsure.number or ZERO
    either = f"{as_rate(number)} 或 {as_rate(number / 100)}"
    at: IndicatorField = "target" if code == "Q104" and unsure is entry.target else "actual"
    return Note(code, at, (("either", either), ("text", unsure.text)))


def _is_a_slip(target: Quantity, actual: Quantity, unit: str) -> bool:
    """196000 where 20 stands in a column of 万元, 12600 where 1.2 stands in one of 万人次."""
    scaled = split_scale(unit)[0] == _TEN_THOUSAND
    apart = _APART.get(unit) or (_TEN_THOUSAND // 2 if scaled else None)
    if apart is None:
        return False
    amounts = sorted(abs(side.number or ZERO) for side in (target, actual))
    if amounts[0] <= 0:
        return False
    times = amounts[1] / amounts[0]
    in_yuan = scaled and _TEN_THOUSAND / 2 <= times <= _TEN_THOUSAND * 2  # 6 of 6万
    return in_yuan or amounts[1] >= max(amounts[0], ONE) * apart


def _which_way(entry: Entry) -> Verdict:
    missing = "请在指标性质里填 ≥（越大越好）或 ≤（越小越好），或在指标值前写明"
    rule = f"指标值“{short(entry.target.text)}”没有写 ≥ 或 ≤，从名称也看不出越大越好还是越小越好"
    return unknown(rule, missing, "R025", "target")


def _unless_read(verdict: Verdict, quantity: Quantity) -> Verdict:
    """Without the finding where reading the cell already said that it cannot be read."""
    if verdict.earned is None and quantity.kind == "text" and quantity.codes:
        return verdict._replace(notes=())
    return verdict


def _ends(actual: Quantity) -> list[Decimal]:
    """The figure, or both ends of a span."""
    return [end for end in (actual.number, actual.low, actual.high) if end is not None]
