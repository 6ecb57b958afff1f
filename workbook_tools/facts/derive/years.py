"""与以前年度比较: the totals of each earlier year, and what has changed in each indicator since."""

from __future__ import annotations

from workbook_tools.facts.derive.indicators import of_row
from workbook_tools.facts.derive.line import Lines, Of
from workbook_tools.facts.kinds import PARTS
from workbook_tools.model import Evaluation
from workbook_tools.model.years import YearOnYear, YearRow


def year_facts(lines: Lines, evaluation: Evaluation) -> None:
    """`period` is the earlier year."""
    for year in evaluation.years:
        of = Of(PARTS["year"], period=year.name)
        lines.add_known(
            (
                ("earlier_score", year.score), ("earlier_score_low", year.score_low),
                ("earlier_score_high", year.score_high), ("earlier_total_points", year.total_points),
                ("earlier_budget", year.budget), ("earlier_spent", year.spent),
                ("earlier_execution_rate", year.execution_rate), ("earlier_met", year.met),
                ("earlier_count", year.count),
            ),
            of,
        )  # fmt: skip
        lines.say("earlier_grade", year.grade or "～".join(dict.fromkeys((year.grade_low, year.grade_high))), of)
        if year.lists is not None:
            own = year.lists
            lines.add_known(
                (
                    ("earlier_staff", own.staff), ("earlier_left", own.left), ("earlier_turnover", own.turnover),
                    ("earlier_served", own.served), ("earlier_communities", own.communities),
                    ("earlier_filing_rate", own.filing_rate), ("earlier_volunteer_hours", own.volunteer_hours),
                    ("earlier_resources", own.resources),
                ),
                of,
            )  # fmt: skip
        for row in year.rows:
            _row(lines, year, row)


def _row(lines: Lines, year: YearOnYear, row: YearRow) -> None:
    one = row.now or row.before
    assert one is not None
    of = of_row(lines, one)._replace(period=year.name)
    sheet = one.indicator.table.sheet if row.now is not None else f"[{year.file}]{one.indicator.table.sheet}"
    place = (sheet, one.indicator.at("actual"))
    if row.before is not None:
        lines.add_known([("completion_before", row.before.completion), ("score_before", row.before.score)], of, place)
    of = of._replace(unit=row.unit or of.unit)
    changes = (("target_change", row.target_change), ("actual_change", row.actual_change))
    more = (("completion_change", row.completion_change), ("score_change", row.score_change))
    lines.add_known((*changes, *more), of, place)
