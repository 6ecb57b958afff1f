"""未核实: the settings of a scheme that nobody has checked, as far as a workbook made use of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import AssessmentResult, PaceResult, ScoredRow, Submission


class Use(NamedTuple):
    """What an evaluation made use of."""

    submission: Submission
    scheme: Scheme
    rows: Sequence[ScoredRow]
    assessments: Sequence[AssessmentResult]
    pace: PaceResult | None


# Key of a scheme file → what it is called, and whether it counted. A longer key comes before its beginning.
_SETTINGS: tuple[tuple[str, str, Callable[[Use], bool]], ...] = (
    ("points.execution", "预算执行率的分值", lambda use: True),
    ("points", "执行率和一级指标的分值", lambda use: True),
    ("rows.over_target", "超额完成要说明的界限", lambda use: _is_far_above(use)),
    ("rows.over_target_deduction", "超额完成的扣分", lambda use: _is_far_above(use)),
    ("rows", "指标的计分办法", lambda use: bool(use.rows)),
    ("ratings", "定性指标的分档", lambda use: any(row.actual.kind in ("grade", "text") for row in use.rows)),
    ("grades.fiscal", "财政自评的等级", lambda use: bool(use.rows)),
    ("grades.station", "站点评估的等级", lambda use: _is_assessed(use)),
    ("grades.passes", "可以拨付的等级", lambda use: bool(use.submission.tranches)),
    ("grades", "等级", lambda use: bool(use.rows)),
    ("assessment.scorers", "多名评分人的合成办法", lambda use: any(each.joined_by for each in use.assessments)),
    ("assessment.finance", "财务评估的期次", lambda use: _is_assessed(use)),
    ("assessment", "多名评分人的合成办法和财务评估的期次", lambda use: _is_assessed(use)),
    ("money.shares", "经费占比", lambda use: bool(use.submission.cost_lines)),
    ("money", "执行率和支出的允许偏差、经费占比", lambda use: bool(use.submission.cost_lines)),
    ("assessors", "评估主体的权重", lambda use: bool(use.submission.assessments)),
    ("tranches.working_days", "拨付的工作日", lambda use: bool(use.submission.tranches)),
    ("tranches.share", "拨付比例", lambda use: bool(use.submission.tranches)),
    ("tranches", "拨付的条件、比例和期限", lambda use: bool(use.submission.tranches)),
    ("pace", "进度监测的界限", lambda use: use.pace is not None and bool(use.pace.at_risk)),
)


def unverified_settings(use: Use) -> tuple[str, ...]:
    """In the order of the scheme; a mark that is not known here is always told, by its key."""
    words = []
    for mark in use.scheme.unverified:
        known = next((one for one in _SETTINGS if mark == one[0] or mark.startswith(f"{one[0]}.")), None)
        if known is None:
            words.append(mark)
        elif known[2](use):
            words.append(known[1])
    return tuple(dict.fromkeys(words))


def _is_far_above(use: Use) -> bool:
    return any(row.completion is not None and row.completion >= use.scheme.over_target for row in use.rows)


def _is_assessed(use: Use) -> bool:
    return bool(use.assessments)
