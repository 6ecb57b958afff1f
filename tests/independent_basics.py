"""What the second reckoning counts with: the figures of the default scheme, a station, rounding, even shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

D = Decimal
CENT, ZERO = D("0.01"), D(0)
LEVELS = {"产出": D(50), "效益": D(30), "满意度": D(10)}
EXECUTION = D(10)
FISCAL = ((D(90), "优"), (D(80), "良"), (D(60), "中"), (D(0), "差"))
STATION = ((D(90), "优秀"), (D(80), "良好"), (D(60), "合格"), (D(0), "不合格"))
BANDS = {"达成": (D("0.8"), D(1)), "部分达成": (D("0.6"), D("0.8")), "未达成": (D(0), D("0.6"))}
SMALLER = ("成本", "投诉", "事故", "超支", "差错", "违规")
LARGER = ("处理", "控制", "满意", "及时", "办结", "预防", "宣传", "培训")
SHARES = (
    ({"人员费用"}, "≥", D("0.65")),
    ({"人员费用", "服务质量保障"}, "≥", D("0.85")),
    ({"运营管理"}, "≤", D("0.15")),
)
DAYS = {"合同生效": 30, "中期评估合格": 30, "末期评估合格": 30, "整改合格": 15}


@dataclass
class Entry:
    """One scored row, or one item of a list in a cell."""

    row: int
    name: str
    level1: str
    points: D | None = None
    completion: D | None = None
    variance: D | None = None
    variance_rate: D | None = None
    score: D | None = None
    low: D = ZERO
    high: D = ZERO
    state: str = "无法判定"
    inside: bool = False  # an item of a list in one cell
    ledger: D | None = None
    declared: D | None = None  # 实际完成值, where staff filled it in
    by_columns: bool = False  # hours that the columns of the ledger tell, whatever its entries name
    start: D | None = None  # the figure that counts, and what it has to reach
    goal: D | None = None
    unit: str = ""
    whole: bool = False
    share_at: Callable[[D], D] | None = None  # the share of the points that a figure earns

    def score_at(self, figure: D) -> D:
        assert self.points is not None
        assert self.share_at is not None
        return earned(self.points, self.share_at(figure))


@dataclass
class Period:
    """中期 or 末期: the composite, what 基本信息 states, the finance gate, and the last day of assessing."""

    name: str
    score: D | None = None
    stated: str = ""
    finance: str = ""
    has_finance_row: bool = False
    finance_on: date | None = None
    held_on: date | None = None

    @property
    def grade(self) -> str:
        return grade(STATION, self.score) if self.score is not None else self.stated


@dataclass
class Payment:
    """One row of 资金拨付 on the day of judgement."""

    row: int
    due: D | None
    latest: date | None
    paid: D | None
    state: str
    to_date: D | None
    owed: D | None


@dataclass
class Station:
    entries: list[Entry] = field(default_factory=list)
    costs: list[dict[str, Any]] = field(default_factory=list)
    budget: D | None = None
    spent: D | None = None
    annual: D | None = None
    rate: D | None = None
    execution_points: D = EXECUTION
    execution: D | None = None
    shares: list[tuple[D, D | None, D | None, D | None]] = field(default_factory=list)
    weighted: dict[int, D | None] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)
    tranches: list[Payment] = field(default_factory=list)
    ledger_total: tuple[int, D, D, D, D] | None = None


@contextmanager
def more_digits_than_the_program() -> Iterator[None]:
    with localcontext() as reckoning:
        reckoning.prec = 40
        yield


def half_up(value: D, step: D = CENT) -> D:
    return value.quantize(step, ROUND_HALF_UP)


def earned(points: D, share: D) -> D:
    """Half up to cents; a division that never ends must not tip a half cent."""
    return half_up(half_up(points * share, D("1E-15")))


def evenly(total: D, count: int) -> list[D]:
    cents = int(total * 100)
    each, rest = divmod(cents, count)
    return [D(each + (place < rest)) / 100 for place in range(count)]


def grade(cuts: tuple[tuple[D, str], ...], score: D) -> str:
    return next(name for least, name in cuts if score >= least)
