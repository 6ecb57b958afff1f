"""What follows from 评估评分 and 资金拨付: the composite of each period, and the money that waits for it."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.states import TrancheState
from workbook_tools.model.submission import Tranche


class AssessorScore(NamedTuple):
    """One assessor in one period. Of several scorers `score` is theirs put together; the weight counts once."""

    name: str
    rows: tuple[int, ...]  # sheet rows, one a scorer
    weight: Decimal | None
    score: Decimal | None
    weighted: Decimal | None


class AssessmentResult(NamedTuple):
    """One period: the composite of its assessors, and the finance gate."""

    period: str  # 中期, 末期, or as staff tell several apart: 第一次中期
    weighted: tuple[tuple[int, Decimal | None], ...]  # sheet row → 加权得分; of several scorers the first row has it
    score: Decimal | None
    grade: str  # computed; "" while unknown
    stated_grade: str  # 中期评估等级 / 末期评估等级 from 基本信息, else what the rows conclude on the period as a whole
    finance: str  # 合格 · 不合格 · ""
    finance_row: int | None = None
    kind: str = ""  # 中期 · 末期 · "" for a period that is neither
    assessors: tuple[AssessorScore, ...] = ()
    assessed_on: date | None = None  # the last day of the professional assessment
    finance_on: date | None = None
    joined_by: str = ""  # how several scorers of one assessor became one, in words; "" where each has one


class TrancheResult(NamedTuple):
    """One row of 资金拨付 on the day of judgement. Amounts in 万元."""

    tranche: Tranche
    due: Decimal | None  # 应拨金额: share × the year's funds
    latest: date | None
    state: TrancheState
    reason: str  # one sentence
    condition: str  # how its condition stands, in a few words
    holds: bool  # the condition holds on the day
    due_to_date: Decimal | None  # what of it is due on the day: all of it or 0; None while unknown
    outstanding: Decimal | None  # what of that has not been paid
    blocked: bool = False  # must not be paid, whether it was or not
    about: tuple[str, ...] = ()  # days (ISO) and causes of which `condition` speaks
    counted: bool = True  # False: another row stands in its place (整改合格 for 中期评估合格, or the reverse)

    @property
    def paid(self) -> Decimal | None:
        return self.tranche.paid

    @property
    def conclusion(self) -> str:
        """拨付结论: the word, then why."""
        return f"{self.state}：{self.reason}"

    @property
    def money(self) -> "TrancheMoney":
        """How the amounts of the row come together."""
        return _money(self)


class TrancheMoney(NamedTuple):
    """The amounts of one tranche so that they add up, in 万元:

    due = due_to_date + later + refused; due_to_date + ahead + overpaid + unplaced = paid + outstanding + unrecorded.
    A blank 已拨金额 is no arrears: what is due then is `unrecorded`. Nothing is due of a row that another one replaces.
    """

    due: Decimal | None
    due_to_date: Decimal | None
    later: Decimal  # not due yet
    refused: Decimal  # of a row that must not be paid
    paid: Decimal | None
    outstanding: Decimal
    unrecorded: Decimal
    ahead: Decimal  # paid before it was due
    overpaid: Decimal  # beyond what is due at all
    unplaced: Decimal  # paid where nobody knows what is due


def _money(result: TrancheResult) -> TrancheMoney:
    nothing = Decimal(0)
    paid = result.paid if result.paid is not None and result.paid >= 0 else None
    done = nothing if paid is None else paid
    if result.due is None:
        return TrancheMoney(None, None, nothing, nothing, paid, nothing, nothing, nothing, nothing, unplaced=done)
    due = result.due if result.counted else nothing
    refused = due if result.blocked else nothing
    payable = due - refused
    to_date = min(result.due_to_date or nothing, payable)
    return TrancheMoney(
        due=due,
        due_to_date=to_date,
        later=payable - to_date,
        refused=refused,
        paid=paid,
        outstanding=nothing if paid is None else max(to_date - paid, nothing),
        unrecorded=to_date if paid is None else nothing,
        ahead=max(min(done, payable) - to_date, nothing),
        overpaid=max(done - payable, nothing),
        unplaced=nothing,
    )


class Payments(NamedTuple):
    """All tranches together on the day of judgement, in 万元. A sum is None while a part of it is unknown."""

    as_of: date | None
    due: Decimal | None  # of the year
    due_to_date: Decimal | None
    paid: Decimal | None  # as recorded; None where no row has 已拨金额
    outstanding: Decimal | None
    overdue: Decimal | None  # what of that is late
    unrecorded: int  # rows without 已拨金额, counted as not paid
