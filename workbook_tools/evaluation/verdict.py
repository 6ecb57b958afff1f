"""What judging a target against an actual gives, before points come in."""

from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.operators import Operator
from workbook_tools.basis.states import State
from workbook_tools.catalogue import quote
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.model.fields import IndicatorField

_LONGEST_IN_A_SENTENCE = 30  # characters of a cell


class Note(NamedTuple):
    """A finding to raise at a field of the row. Its figures are the row's: name, target, actual, unit, missing."""

    code: str
    field: IndicatorField = "actual"
    told: tuple[tuple[str, str], ...] = ()  # further figures of the message


class Verdict(NamedTuple):
    """`earned` is the share of the points that the row earns; None while it cannot be judged: it lies in [low, high].

    `rule` is the middle of the row's sentence, `factor` how the share is worked out (`70.00%`, `5300÷5830`).
    """

    state: State
    earned: Decimal | None
    rule: str
    factor: str = ""
    operator: Operator = Operator.NONE
    completion: Decimal | None = None
    variance: Decimal | None = None
    variance_rate: Decimal | None = None
    low: Decimal = ZERO
    high: Decimal = ONE
    bonus: Decimal = ZERO  # points beyond those of the row, by its 评分标准
    own_score: bool = False  # `earned` is the unit's own score, which the rules accept
    missing: str = ""
    missing_at: IndicatorField = "actual"
    notes: tuple[Note, ...] = ()


def short(text: str) -> str:
    """A cell's text as the row's sentence repeats it."""
    return quote(text, _LONGEST_IN_A_SENTENCE)


def unknown(
    rule: str,
    missing: str,
    code: str = "",
    field: IndicatorField = "actual",
    *,
    low: Decimal = ZERO,
    high: Decimal = ONE,
) -> Verdict:
    """A row that cannot be judged: what to fill in, and where.

    `code` is the finding that says so; "" where reading the cell, or a check, says it already.
    """
    notes = (Note(code, field),) if code else ()
    return Verdict(State.UNJUDGED, None, rule, low=low, high=high, missing=missing, missing_at=field, notes=notes)
