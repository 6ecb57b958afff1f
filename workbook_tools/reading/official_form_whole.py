"""Which row of a funds table is the whole; where no row is, what its parts come to, or that they cannot be added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern

TOTAL = lazy_pattern("总额|合计|总计|资金总|总(?:投资|投入|经费|预算|资金)|^(?:项目|年度|全年)?(?:预算)?资金")
PART = lazy_pattern("^其中|^(?:一|二|三|[1-9])[、.]")
_OF_IT = lazy_pattern("^其中")
_LEVEL = lazy_pattern(
    "中央|地方|(?:省|市|县|区|旗|镇|乡|街道?|本|上|下)级|(?:省|市|县|区|旗|镇|乡|街道)(?:财政|资金|配套|补助|拨款|投入)"
)
_OWN_SOURCE = lazy_pattern("其他|自筹|结转|社会|捐|福彩|彩票|慈善|事业收入|经营收入|单位资金")
_SOURCE = lazy_pattern("财政|拨款|补助|专款|专项|公益金")
_BESIDE = lazy_pattern("配套|匹配")  # what stands beside another source, and is none of it
_NO_PART = lazy_pattern("结余|剩余|差额|调整|调减|调增|未(?:执行|支出|使用)|超支")
_CENT = Decimal("0.0001")
_HALF_A_PERCENT = Decimal("0.00501")


@dataclass(frozen=True, slots=True)
class FundsRow:
    row: int
    label: str
    initial_budget: Decimal | None
    full_year_budget: Decimal | None
    executed: Decimal | None
    points: Decimal | None
    rate: Decimal | None
    score: Decimal | None

    @property
    def amounts(self) -> tuple[Decimal | None, ...]:
        return (self.initial_budget, self.full_year_budget, self.executed)

    @property
    def budget(self) -> Decimal | None:
        return self.initial_budget if self.full_year_budget is None else self.full_year_budget


@dataclass(frozen=True, slots=True)
class Whole:
    """The row that states the whole, or what its `parts` come to; not `known` where they cannot be added.

    `alone`: it has the points for itself, and the other rows are no parts of it.
    """

    row: FundsRow
    parts: tuple[FundsRow, ...] = ()
    known: bool = True
    alone: bool = False


def whole_of(rows: Sequence[FundsRow]) -> Whole:
    """财政拨款 80 and 其他资金 20 are 100; the first of several parts is never taken for all of them.

    The rows are in one unit; there is at least one.
    """
    named = next((row for row in rows if TOTAL.search(row.label) and not PART.match(row.label)), None)
    filled = [row for row in rows if any(row.amounts)]  # 其他资金 0 is no part
    if named is not None or len(filled) < 2 or not filled[0].label:
        return Whole(named or (filled or rows)[0])
    if not filled[-1].label and _makes(filled[-1], filled[:-1]):
        return Whole(filled[-1])
    apart = _is_source(filled[0]) and any(_OWN_SOURCE.search(row.label) for row in filled[2:])
    if _OF_IT.match(filled[1].label) and not apart:
        return Whole(filled[0])
    if _is_scored_alone(filled):
        return Whole(filled[0], alone=not _makes(filled[0], filled[1:]))
    parts = _side_by_side(filled)
    if parts is not None and len(parts) == 1:
        return Whole(parts[0])
    summed = _sum(parts or (), rows)
    if parts is None or any(_NO_PART.search(row.label) for row in parts) or summed.budget is None:
        return Whole(_sum((), rows), known=False)
    if summed.executed is None and any(row.executed is not None for row in parts):
        return Whole(_sum((), rows), known=False)
    return Whole(summed, tuple(parts))


def _side_by_side(rows: Sequence[FundsRow]) -> list[FundsRow] | None:
    """The rows without those that part another one (财政拨款, of it 中央 and 省级); None where that cannot be told."""
    kept: list[FundsRow] = []
    place = 0
    while place < len(rows):
        part = rows[place]
        kept.append(part)
        place += 1
        named = place < len(rows) and _OF_IT.match(rows[place].label) is not None
        runs = [rows[place:end] for end in range(place + 1, len(rows) + 1)]
        runs = [run for run in runs if part.budget and _same(part, run, "budget")]
        if not named and runs and len(runs[0]) == 1 and _may_be_beside(part, runs[0][0]):
            del runs[0]
        made = [run for run in runs if _makes(part, run)]
        if named and made:
            place += len(made[0])
        elif named:
            return None
        elif made and _is_parted(part, made[0]):
            place += len(made[0])
        elif runs and not (_LEVEL.search(part.label) or _OWN_SOURCE.search(part.label)):
            return None  # 50 above 30 and 20
    return kept


def _may_be_beside(part: FundsRow, below: FundsRow) -> bool:
    """The same amount of two sources: 中央资金 50 and 省级资金 50, 财政拨款 50 and 自筹资金 50."""
    if below.budget is None or _BESIDE.search(below.label):
        return True
    return any(pattern.search(part.label) for pattern in (_LEVEL, _OWN_SOURCE)) or bool(_OWN_SOURCE.search(below.label))


def _is_scored_alone(rows: Sequence[FundsRow]) -> bool:
    """The first row has 分值 and 得分 for itself: it is all the others, or the score fits it and not the sum."""
    first, *others = rows
    if not first.points or first.score is None or first.executed is None or not first.budget:
        return False
    if any(row.points is not None or row.score is not None for row in others):
        return False
    if len(others) > 1 and not _is_source(first) and all(row.budget for row in others) and _makes(first, others):
        return True
    spent = [row.executed for row in rows if row.executed is not None]
    budgets = [row.budget for row in rows if row.budget is not None]
    of_all = sum(spent, Decimal()) / sum(budgets, Decimal())
    own, earned = first.executed / first.budget, first.score / first.points
    return abs(own - earned) < _HALF_A_PERCENT <= abs(of_all - earned)


def _is_source(row: FundsRow) -> bool:
    """财政拨款, 县级资金: where money comes from, rather than what it is for."""
    return any(pattern.search(row.label) for pattern in (_LEVEL, _OWN_SOURCE, _SOURCE))


def _makes(whole: FundsRow, parts: Sequence[FundsRow]) -> bool:
    """The parts add up to the whole, in the budget and in what was spent of it."""
    return _same(whole, parts, "budget") and _same(whole, parts, "executed")


def _same(whole: FundsRow, parts: Sequence[FundsRow], name: str) -> bool:
    stated: Decimal | None = getattr(whole, name)
    given: list[Decimal] = [amount for part in parts if (amount := getattr(part, name)) is not None]
    return stated is None or not given or abs(sum(given, Decimal()) - stated) <= _CENT


def _is_parted(part: FundsRow, inner: Sequence[FundsRow]) -> bool:
    """财政拨款 above 中央资金 and 省级资金; 社工站运营 above 财政拨款 and 其他资金."""
    by_level = not _LEVEL.search(part.label) and all(_LEVEL.search(row.label) for row in inner)
    return by_level or (not _is_source(part) and all(map(_is_source, inner)))


def _sum(parts: Sequence[FundsRow], rows: Sequence[FundsRow]) -> FundsRow:
    """What the parts come to; points, rate and score are the whole's where only one row of the table has any."""

    def column(name: str) -> Decimal | None:
        given: list[Decimal | None] = [getattr(part, name) for part in parts]
        blank = [part for part, amount in zip(parts, given, strict=True) if amount is None]
        if len(blank) == len(parts) or any(any(part.amounts) for part in blank):
            return None
        return sum((amount for amount in given if amount is not None), Decimal())

    initial, full, executed = (column(name) for name in ("initial_budget", "full_year_budget", "executed"))
    (points, _), (rate, row), (score, _) = (_only(rows, name) for name in ("points", "rate", "score"))
    if row is not None and rate is not None and row.executed is not None and row.budget:
        own = row.executed / row.budget
        rate = None if abs(own - rate) < _HALF_A_PERCENT else rate
    return FundsRow((*parts, *rows)[0].row, "", initial, full, executed, points, rate, score)


def _only(rows: Sequence[FundsRow], name: str) -> tuple[Decimal | None, FundsRow | None]:
    given: list[tuple[Decimal | None, FundsRow]] = [(getattr(row, name), row) for row in rows]
    given = [(value, row) for value, row in given if value is not None]
    return given[0] if len(given) == 1 else (None, None)
