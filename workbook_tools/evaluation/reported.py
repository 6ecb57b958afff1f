"""Whether a workbook reports anything at all: one that was handed in blank is neither good nor bad."""

from __future__ import annotations

from workbook_tools.basis.blank_words import says_nothing
from workbook_tools.model import Evaluation, ScoredRow, Submission


def is_reported(submission: Submission, evaluation: Evaluation) -> bool:
    """Whether any indicator has an actual or a self-score, or any money was spent.

    A plan alone (targets and a budget) reports nothing: each of its points is still open.
    """
    return (
        any(_says_something(row) for row in evaluation.rows)
        or any(line.spent is not None or "spent" in line.unread for line in submission.cost_lines)
        or bool(evaluation.funds.spent)
        or submission.stated_total is not None
        or bool(submission.ledger)
    )


def _says_something(row: ScoredRow) -> bool:
    """A figure that came from the ledger or a list of the station's own counts as reported."""
    indicator = row.indicator
    told = not says_nothing(row.actual.text) or indicator.stated_score is not None
    return told or row.from_ledger or row.from_list or row.score is not None


__all__ = ["is_reported"]
