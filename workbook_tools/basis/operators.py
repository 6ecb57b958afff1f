"""Which way a figure is meant. Members compare and print as the sign that staff write."""

from __future__ import annotations

from enum import StrEnum


class Operator(StrEnum):
    """Named as Python's own `operator` module names them; NONE where no bound is written."""

    NONE = ""
    GE = "≥"
    GT = ">"
    LE = "≤"
    LT = "<"
    EQ = "="


AT_LEAST = frozenset({Operator.GE, Operator.GT})
AT_MOST = frozenset({Operator.LE, Operator.LT})
STRICT = frozenset({Operator.GT, Operator.LT})
SIGNS: dict[str, Operator] = {sign.value: sign for sign in Operator}
