"""Facts about the rows of 绩效指标: each row as it is printed, and the groups that sentences speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.basis.states import MET, State
from workbook_tools.model import Quantity, ScoredRow
from workbook_tools.report import formats

LONGEST_LIST = 12  # names in a running sentence; more are counted there and stand in the table
LONGEST_NAMES = 240  # characters of them: long names fill a page with one sentence
LONGEST_CHART = 30  # bars that can still be read on a page
_TONES = {State.DONE: "met", State.EXCEEDED: "over", State.NOT_DONE: "unmet", State.UNJUDGED: "open"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RowFact:
    level1: str
    level2: str
    level3: str
    item: str
    name: str  # 服务达标率·个案
    short_name: str  # 个案, if no other row is called so
    target: str
    actual: str
    target_short: str  # for a running sentence
    actual_short: str
    completion: str
    variance: str
    apart: str  # the distance to the target with its unit, "" where there is none
    below: bool
    points: str
    score: str
    score_range: str  # "" once judged
    state: str
    tone: str
    reason: str
    reason_short: str
    why: str
    missing: str
    gain: str
    gain_needed: str
    place: str  # 绩效指标!K12
    rate: Decimal | None  # completion, for the chart


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Names:
    """A list for a running sentence: how many there are, and the names as far as a sentence can carry them."""

    count: int
    names: str
    cut: bool  # there are more than it names


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WorkFacts:
    rows: tuple[RowFact, ...]
    indicator_count: int
    done_count: int
    counted: Names  # targets that are figures: 个案68个
    from_ledger: Names  # actuals that were left blank and taken from the ledger
    over: Names
    far: Names
    far_from: str
    unmet: tuple[RowFact, ...]
    unmet_names: Names  # lowest completion first
    undecided: tuple[RowFact, ...]  # 无法判定
    open: tuple[RowFact, ...]  # without a score, though a rating may be known
    open_names: Names
    missing: Names  # what to fill in first: by points
    gains: tuple[RowFact, ...]
    charted: tuple[RowFact, ...]
    chart_cut: bool
    chart_summary: str


def work_facts(scored_rows: Sequence[ScoredRow], over_target: Decimal) -> WorkFacts:
    """`over_target` is the completion from which a target looks set too low."""
    called = Counter(map(_last_name, scored_rows))
    rows = tuple(_row(row, unique=called[_last_name(row)] == 1) for row in scored_rows)
    pairs = list(zip(scored_rows, rows, strict=True))
    charted = _charted(rows)
    unmet = tuple(fact for row, fact in pairs if row.state == State.NOT_DONE)
    unscored = sorted(((row.points or Decimal(), fact) for row, fact in pairs if row.score is None), key=_most)
    gaining = sorted(((row.gain, fact) for row, fact in pairs if row.gain and row.score is not None), key=_most)
    return WorkFacts(
        rows=rows,
        indicator_count=len({row.indicator.group for row in scored_rows}),
        done_count=sum(row.state in MET for row in scored_rows),
        counted=names_of(fact.short_name + fact.target for row, fact in pairs if _countable(row)),
        from_ledger=names_of(fact.short_name for row, fact in pairs if row.from_ledger),
        over=names_of(_with_rate(fact) for row, fact in pairs if row.state == State.EXCEEDED),
        far=names_of(
            _with_rate(fact) for row, fact in pairs if row.completion is not None and row.completion >= over_target
        ),
        far_from=formats.limit(over_target),
        unmet=unmet,
        unmet_names=names_of(map(_with_rate, sorted(unmet, key=_completion))),
        undecided=tuple(fact for row, fact in pairs if row.state == State.UNJUDGED),
        open=tuple(fact for row, fact in pairs if row.score is None),
        open_names=names_of(fact.short_name for row, fact in pairs if row.score is None),
        missing=names_of(f"{fact.short_name}（{fact.points}分）" for _, fact in unscored),
        gains=tuple(fact for _, fact in gaining),
        charted=charted,
        chart_cut=len(charted) < sum(fact.rate is not None for fact in rows),
        chart_summary=formats.joined(f"{fact.short_name}{fact.completion}" for fact in charted),
    )


def _row(row: ScoredRow, *, unique: bool) -> RowFact:
    indicator = row.indicator
    item = "" if row.item == indicator.level3 else row.item
    unit = row.unit or indicator.unit
    target = formats.said(row.target, unit) or formats.UNKNOWN
    actual = formats.said(row.actual, unit) or formats.UNKNOWN
    reason = indicator.reason.strip()
    name = formats.short(f"{indicator.level3}·{item}" if item else indicator.level3)
    in_percent = row.target.kind == "rate" or row.unit == "%"
    return RowFact(
        level1=indicator.level1,
        level2=indicator.level2,
        level3=indicator.level3,
        item=item,
        name=name,
        short_name=formats.short(_last_name(row)) if unique else name,
        target=target,
        actual=actual,
        target_short=_in_a_sentence(row.target, target),
        actual_short=_in_a_sentence(row.actual, actual),
        completion=formats.percent(row.completion),
        variance=formats.signed(row.variance, percent=in_percent),
        apart=formats.apart(row.variance, unit, percent=in_percent),
        below=row.variance is not None and row.variance < 0,
        points=formats.points(row.points),
        score=formats.score(row.score),
        score_range="" if row.score is not None else formats.score_range(row.score_low, row.score_high),
        state=row.state,
        tone=_TONES.get(row.state, "open"),
        reason=reason,
        reason_short=formats.short(reason).rstrip("。；"),
        why=row.why,
        missing=row.missing.strip().rstrip("。；"),
        gain=formats.score(row.gain) if row.gain else "",
        gain_needed=row.gain_needed.strip().rstrip("。；"),
        place=f"{indicator.table.sheet}!{indicator.at('actual')}",
        rate=row.completion,
    )


def _charted(rows: tuple[RowFact, ...]) -> tuple[RowFact, ...]:
    """The rows that a chart shows, in the sheet's order: all, or those farthest from 100 %."""
    rated = [row for row in rows if row.rate is not None]
    if len(rated) <= LONGEST_CHART:
        return tuple(rated)
    distances = [abs((row.rate or Decimal()) - 1) for row in rated]
    farthest = sorted(range(len(rated)), key=lambda place: -distances[place])[:LONGEST_CHART]
    return tuple(rated[place] for place in sorted(farthest))


def _countable(row: ScoredRow) -> bool:
    return row.target.kind in ("number", "rate") and row.operator in ("", "≥", ">", "=") and len(row.target.text) <= 20


def _last_name(row: ScoredRow) -> str:
    return row.item or row.indicator.level3


def _in_a_sentence(quantity: Quantity, said: str) -> str:
    """70个, “达标”, 未填写: words stand in quotation marks, so that they do not run into the sentence."""
    if quantity.kind == "blank" or said == formats.UNKNOWN:
        return "未填写"
    text = formats.short(said)
    return text if quantity.kind in ("number", "rate", "date", "range") and len(text) <= 30 else f"“{text}”"


def names_of(names: Iterable[str]) -> Names:
    """As many of the names as a sentence can carry; blank ones are none."""
    every = [name for name in names if name.strip()]
    told = every[:LONGEST_LIST]
    while len(told) > 1 and sum(map(len, told)) > LONGEST_NAMES:
        told.pop()
    return Names(len(every), formats.joined(told), len(told) < len(every))


def _with_rate(fact: RowFact) -> str:
    return fact.short_name if fact.completion == formats.UNKNOWN else f"{fact.short_name}（{fact.completion}）"


def _completion(fact: RowFact) -> Decimal:
    """For sorting: rows without a completion come last."""
    return Decimal("Infinity") if fact.rate is None else fact.rate


def _most(pair: tuple[Decimal | None, RowFact]) -> Decimal:
    return -(pair[0] or Decimal())
