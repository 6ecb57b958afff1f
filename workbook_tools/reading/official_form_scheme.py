"""By which scheme a form is scored, told from what it shows, and what all of it is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding, Indicator, StatedFunds
from workbook_tools.reading.official_form_columns import Block
from workbook_tools.reading.official_form_labels import rating_limit
from workbook_tools.reading.official_form_rows import FormRows
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.text import normal

_HUNDRED = Decimal(100)
_USUAL_EXECUTION = Decimal(10)  # points that a form of 90 leaves to the execution rate
_FULL_MARK = lazy_pattern("(?:满分|总分|共计?)[值为是:]{0,2}([0-9]{2,4})分|^(?:分值|标准分|权重)[(]([0-9]{2,4})分?[)]$")
_OF_MONEY = lazy_pattern("预算[数金额]|执行[数率]|资金(?:总额|使用|情况)|实际支出|拨款")


def scheme_of(sheet: FormSheet, rows: FormRows, funds: StatedFunds | None, findings: list[Finding]) -> str:
    """成本指标 as a level of its own, points of execution, limits of the ratings."""
    limit = rating_limit(sheet)
    own_costs = any(row.level1.startswith("成本") for row in rows.rows)
    unscored = scores_no_execution(rows, funds)
    execution_20 = funds is not None and funds.points == Decimal(20) and not own_costs
    name = "fiscal-2021" if own_costs else "fiscal-2020"
    name += "-execution-0" if unscored else "-execution-20" if execution_20 else ""
    if limit == 50 and not own_costs:
        name += "-bands-80-50"
    if name != "fiscal-2020":
        shown = [
            "成本指标单列为一级指标" if own_costs else "",
            "各项指标的分值已满，预算执行率不另计分" if unscored else "",
            f"预算执行率{as_digits(funds.points)}分" if execution_20 and funds and funds.points else "",
            "定性指标按 80%、50% 分档" if limit == 50 else "",
        ]
        reasons = "、".join(reason for reason in shown if reason)
        findings.append(finding("O110", sheet.name, "A1", scheme=name, reasons=reasons))
    return name


def scores_no_execution(rows: FormRows, funds: StatedFunds | None) -> bool:
    """The rows make the whole, and the form prints no points for the execution of the budget.

    A row 预算执行率 of a form without amounts is a row like any other: it is scored by what stands in it.
    """
    if funds is not None and (funds.points or funds.score):
        return False
    if any(row.is_execution and row.points is not None for row in rows.rows):
        return funds is None
    worth = _worth(rows)
    return worth is not None and worth in (_HUNDRED, rows.full_mark) and worth + _USUAL_EXECUTION != _HUNDRED


def full_mark(sheet: FormSheet, blocks: Sequence[Block], rows: FormRows) -> Decimal | None:
    """What the form says that all of it is worth: the 分值 of its 总分, else its title or the head of 分值."""
    if rows.full_mark is not None:
        return rows.full_mark
    head = blocks[0].bottom
    texts = (normal(cell.text) for place, cell in sorted(sheet.cells.items()) if place[0] <= head)
    found = (match for text in texts if (match := _FULL_MARK.search(text)))
    return next((Decimal(match[1] or match[2]) for match in found), None)


def without_missing_funds(sheet: FormSheet, rows: FormRows, scheme: str, findings: list[Finding]) -> list[Finding]:
    """Nothing is missing where no points hang on the money and the form never speaks of it."""
    if "-execution-0" not in scheme:
        return findings
    kept = [each for each in findings if each.code != "O103"]
    if len(kept) == len(findings):
        return findings
    own = next((row for row in rows.rows if row.is_execution), None)
    if own is not None:
        return [*kept, finding("O113", own.table.sheet, own.at("actual"), name=own.level3)]
    return findings if any(_OF_MONEY.search(normal(cell.text)) for cell in sheet.cells.values()) else kept


def _worth(rows: FormRows) -> Decimal | None:
    """What all rows are worth together: those of a level by themselves, else what its heading says; None where a
    level's points are not known."""
    headings = {heading.level1: heading.points for heading in rows.headings if heading.level == 1}
    whole = Decimal()
    for level in dict.fromkeys(row.level1 for row in rows.rows):
        given = _by_group([row for row in rows.rows if row.level1 == level]).values()
        points = None if None in given else sum((each for each in given if each is not None), Decimal())
        points = headings.get(level) if points is None else points
        if points is None:
            return None
        whole += points
    return whole


def _by_group(rows: Sequence[Indicator]) -> dict[int, Decimal | None]:
    """Points of each indicator; a row 其中 without points of its own repeats the one above."""
    found: dict[int, Decimal | None] = {}
    for row in rows:
        if row.points is None and re.match("其中", normal(row.level3)):
            continue
        before = found.get(row.group)
        found[row.group] = before if row.points is None else (before or Decimal()) + row.points
    return found
