"""What the rooms hand to each other: frozen, flat records that carry the cell they came from.

A `Submission` is what a workbook says, an `Evaluation` what follows from it, a `Finding` one thing that a reviewer
would raise. Amounts of money are in 万元, rates are fractions (0.9 for 90 %), points and scores are 分.
All figures are `Decimal`; what is unknown is `None`, never 0.
"""

from __future__ import annotations

from workbook_tools.model.assessment import AssessmentResult, AssessorScore, Payments, TrancheMoney, TrancheResult
from workbook_tools.model.basics import (
    SHOWN_OF_FINDING,
    Cell,
    Finding,
    Moment,
    Nature,
    Quantity,
    QuantityItem,
    QuantityKind,
    Sense,
    Table,
)
from workbook_tools.model.evaluation import (
    CostResult,
    Evaluation,
    FundsResult,
    LedgerGroup,
    LedgerStatistics,
    LevelScore,
    Limits,
    MissingPoints,
    ShareResult,
)
from workbook_tools.model.ledger import LEDGER_STRIDE, LEDGER_WEIGHTS, Ledger, LedgerMark
from workbook_tools.model.lifting import Lift, LiftPath, LiftStep, Reading, Settling, UnitWorth
from workbook_tools.model.pace import PaceBasis, PaceResult, PaceRow
from workbook_tools.model.scored_row import ScoredRow
from workbook_tools.model.submission import (
    Assessment,
    CostLine,
    Effect,
    Indicator,
    Information,
    LevelHeading,
    Note,
    RuleOverride,
    StatedFunds,
    StatedVerdict,
    Submission,
    Text,
    Tranche,
)

__all__ = [
    "LEDGER_STRIDE",
    "LEDGER_WEIGHTS",
    "SHOWN_OF_FINDING",
    "Assessment",
    "AssessmentResult",
    "AssessorScore",
    "Cell",
    "CostLine",
    "CostResult",
    "Effect",
    "Evaluation",
    "Finding",
    "FundsResult",
    "Indicator",
    "Information",
    "Ledger",
    "LedgerGroup",
    "LedgerMark",
    "LedgerStatistics",
    "LevelHeading",
    "LevelScore",
    "Lift",
    "LiftPath",
    "LiftStep",
    "Limits",
    "MissingPoints",
    "Moment",
    "Nature",
    "Note",
    "PaceBasis",
    "PaceResult",
    "PaceRow",
    "Payments",
    "Quantity",
    "QuantityItem",
    "QuantityKind",
    "Reading",
    "RuleOverride",
    "ScoredRow",
    "Sense",
    "Settling",
    "ShareResult",
    "StatedFunds",
    "StatedVerdict",
    "Submission",
    "Table",
    "Text",
    "Tranche",
    "TrancheMoney",
    "TrancheResult",
    "UnitWorth",
]
