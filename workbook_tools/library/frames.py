"""Records as pandas frames. pandas is slow to load, so this module is imported when a frame is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from workbook_tools.facts.fact import COLUMNS, Fact, plain
from workbook_tools.json_output import FIGURES_OF_ROW, NAMES_OF_ROW, row_object
from workbook_tools.model import SHOWN_OF_FINDING, Finding, ScoredRow


def rows_frame(rows: Sequence[ScoredRow]) -> pd.DataFrame:
    """One line a scored row; figures are floats, what is unknown is NaN."""
    made = pd.DataFrame([row_object(row) for row in rows], columns=list(NAMES_OF_ROW))
    return made.astype(dict.fromkeys(FIGURES_OF_ROW, "float64"))


def findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """One line a finding."""
    return pd.DataFrame([each.shown() for each in findings], columns=list(SHOWN_OF_FINDING))


def facts_frame(facts: Sequence[Fact]) -> pd.DataFrame:
    """One line a fact."""
    made = pd.DataFrame([plain(each) for each in facts], columns=list(COLUMNS))
    return made.astype({"value": "float64"})


def frame_of_columns(columns: Mapping[str, Sequence[Any]], figures: Sequence[str], days: Sequence[str]) -> pd.DataFrame:
    """Columns of equal length as a frame, those of figures as floats and those of days as days."""
    made = pd.DataFrame({name: list(values) for name, values in columns.items()})
    made = made.astype(dict.fromkeys(figures, "float64"))
    for name in days:
        made[name] = pd.to_datetime(made[name])
    return made
