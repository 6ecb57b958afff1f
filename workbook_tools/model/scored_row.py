"""One row of 绩效指标 with what it scored."""

from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.operators import Operator
from workbook_tools.basis.states import State
from workbook_tools.model.basics import Quantity
from workbook_tools.model.lists import Proof
from workbook_tools.model.submission import Indicator


class ScoredRow(NamedTuple):
    """One scored row or item. `score` is None while it cannot be judged; then it lies in [score_low, score_high]."""

    indicator: Indicator
    item: str  # the item's label; for an item inside one cell, its label there
    target: Quantity
    actual: Quantity  # what was scored: the cell, or the ledger's sum
    unit: str
    ledger_value: Decimal | None  # 台账完成值
    from_ledger: bool  # the ledger's sum stood in for a blank actual
    operator: Operator  # what was applied: the written one or the one taken
    completion: Decimal | None
    variance: Decimal | None
    variance_rate: Decimal | None
    points: Decimal | None  # this row's share, cents
    score: Decimal | None
    score_low: Decimal
    score_high: Decimal
    state: State
    why: str  # from cell to rule to result, in one sentence
    ledger_rule: str = ""  # where 台账完成值 is no sum of the entries that name the row: what it is the sum of
    list_position: int | None = None  # 0, 1, … for an item inside one cell; None for a row of its own
    missing: str = ""  # what to fill in so that it can be judged, in words
    missing_cell: str = ""  # where to fill it in, A1
    gain: Decimal | None = None  # 提分空间: points still to gain
    gain_needed: str = ""  # by how much the actual must rise (or fall) for it
    far_above: bool = False  # so far above its target that a reason is asked for
    proof: Proof | None = None  # what a list of the station's own says
    from_list: bool = False  # and that stood in for a blank actual
