"""The tranches of all stations that count, added up: by period in the order of the contract, and by state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.basis.states import TrancheState
from workbook_tools.batch.rollup.gather import AMOUNTS, NO_PAYMENT
from workbook_tools.batch.rollup.standing import bare_name

if TYPE_CHECKING:
    import pandas as pd

DECIMALS = 6
TOTAL = "合计"
STATES = (
    TrancheState.OVERDUE, TrancheState.DUE, NO_PAYMENT, TrancheState.CLAIMABLE, TrancheState.NOT_TRIGGERED,
    TrancheState.PAID, TrancheState.REFUSED,
)  # fmt: skip
_CONDITIONS = ("合同生效", "中期", "整改", "末期")  # what the contract pays first comes first


class Due(NamedTuple):
    """Some tranches together: how many, the sums of AMOUNTS in 万元, how many are late.

    due = to_date + later + refused, and to_date + ahead + overpaid + unplaced = paid + outstanding + unrecorded.
    """

    workbooks: int
    due: float
    to_date: float
    later: float
    refused: float
    paid: float
    outstanding: float
    unrecorded: float
    ahead: float
    overpaid: float
    unplaced: float
    late: int

    @property
    def amounts(self) -> tuple[float, ...]:
        """In the order of AMOUNTS."""
        return self[1 : 1 + len(AMOUNTS)]


def by_period(tranches: pd.DataFrame) -> dict[str, Due]:
    """One line a 拨付期次, in the order of the contract: by what it waits for, then as the workbooks have them."""
    found = {}
    groups = {str(key): some for key, some in tranches.groupby(tranches["拨付期次"].map(bare_name), sort=False)}
    for _, some in sorted(groups.items(), key=lambda pair: (*_order(pair[1]), pair[0])):
        found[str(some["拨付期次"].iloc[0])] = summed(some)
    return found


def by_state(tranches: pd.DataFrame) -> dict[str, Due]:
    groups = {str(state): some for state, some in tranches.groupby("状态", sort=False)}
    known = [state for state in STATES if state in groups]
    return {str(state): summed(groups[state]) for state in (*known, *sorted(groups.keys() - set(known)))}


def summed(some: pd.DataFrame) -> Due:
    amounts = [round(fsum(some[name].dropna()), DECIMALS) for name in AMOUNTS]
    late = int((some["状态"] == TrancheState.OVERDUE).sum())
    return Due._make((len(some), *amounts, late))


def lines(dues: Mapping[str, Due], whole: pd.DataFrame) -> Iterator[tuple[str, Due]]:
    """Every line, and their sum behind them."""
    yield from dues.items()
    if dues:
        yield TOTAL, summed(whole)


def table(head: str, dues: dict[str, Due], whole: pd.DataFrame) -> pd.DataFrame:
    """The same as a frame."""
    import pandas as pd

    rows = [(name, due.workbooks, *due.amounts, due.late) for name, due in lines(dues, whole)]
    return pd.DataFrame(rows, columns=[head, "笔数", *AMOUNTS, "逾期笔数"])


def _order(some: pd.DataFrame) -> tuple[float, float]:
    """Where the contract has it: of the conditions the commonest decides; one that says none goes by its place."""
    ranks = [rank for text in some["拨付条件"] if (rank := _rank(text or "")) is not None]
    place = float(some["次序"].mean())
    return (float(max(set(ranks), key=ranks.count)) if ranks else place, place)


def _rank(condition: str) -> int | None:
    return next((rank for rank, word in enumerate(_CONDITIONS) if word in condition), None)


__all__ = ["Due", "by_period", "by_state", "lines", "summed", "table"]
