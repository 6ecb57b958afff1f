"""Performance evaluation of social work stations, from the workbook that staff keep.

    from workbook_tools import recompute
    outcome = recompute("examples/yongping-2022.xlsx", out="out")

The public functions are here and nothing else. Two of them share their name with a room; the rooms are therefore loaded
before the functions are named, so that a room that is loaded later can never take a function's place.
"""

from __future__ import annotations

import workbook_tools.batch
import workbook_tools.report  # noqa: F401
from workbook_tools.batch import BatchOutcome, batch
from workbook_tools.recompute import Outcome, check, recompute, report
from workbook_tools.version import __version__

__all__ = ["BatchOutcome", "Outcome", "__version__", "batch", "check", "recompute", "report"]
