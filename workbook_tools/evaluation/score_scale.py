"""What an assessor's figure is out of: 100 as a rule, another full mark where the note says so, or a part of 100.

Said, never guessed: where the figures only look like parts of 100 (each at most weight × 100), like scores out of ten
(none above 10), or like a slip (8.7 among scores of 90), the period stays open and is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_count, as_score
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import finding
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.panels import Panel
from workbook_tools.evaluation.scheme import TOTAL_POINTS, bare_text
from workbook_tools.model import Assessment, AssessorScore, Finding

_FULL_MARK = lazy_pattern(r"满分(?:为|是|:)?([1-9]\d{0,3}(?:\.\d+)?)分?|百分制|([1-9]\d{1,2})分制", holding="制满百")
_IN_PARTS = ("已折算", "折算后", "按权重折算", "加权后", "已加权", "折后")
_SLACK = Decimal("0.005")
_TENTH = Decimal(10)  # a score up to here is out of ten, or lacks a digit
_USUAL = Decimal(50)  # where the others stand then
_LEAST = Decimal(40)  # what parts of 100 add up to; below, it is a bad station either way
_FEWEST = 2  # of a single assessor every score is at most its weight


class Scale(NamedTuple):
    """The scores as they count, and what has to be asked."""

    scores: tuple[AssessorScore, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def open(self) -> bool:
        return any(each.severity == "W" for each in self.findings)


def out_of_100(row: Assessment) -> Decimal | None:
    """The score on the scale of 100; the note may give another full mark: 满分120分."""
    full = _full_mark(row)
    return row.score if row.score is None or full is None else half_up(row.score * TOTAL_POINTS / full)


def scaled(period: str, panels: Sequence[Panel], scores: tuple[AssessorScore, ...]) -> Scale:
    """A period whose scores are all known, looked at for what they are out of."""
    rows = [row for panel in panels for row in panel.rows]
    given = [each.score for each in scores if each.score is not None]
    if len(given) < len(scores) or len(scores) < _FEWEST:
        return Scale(scores)
    place = rows[0].table.sheet, rows[0].at("score")
    total = as_score(sum(given, ZERO))
    parts = "、".join(f"{each.name}{as_count(each.score)}分" for each in scores if each.score is not None)
    if any(word in bare_text(row.note) for row in rows for word in _IN_PARTS):
        added = tuple(each._replace(weighted=each.score) for each in scores)
        return Scale(added, (finding("A056", *place, period=period, parts=parts, total=total),))
    if any(_full_mark(row) is not None for row in rows):
        return Scale(scores)
    if all(ZERO < score <= _TENTH for score in given):
        blank = tuple(each._replace(weighted=None) for each in scores)
        return Scale(blank, (finding("A060", *place, period=period, parts=parts),))
    if sum(given, ZERO) >= _LEAST and all(
        each.weight is not None and (each.score or ZERO) <= each.weight * 100 + _SLACK for each in scores
    ):
        blank = tuple(each._replace(weighted=None) for each in scores)
        return Scale(blank, (finding("A054", *place, period=period, parts=parts, total=total),))
    return _with_slips(period, rows, scores)


def _with_slips(period: str, rows: Sequence[Assessment], scores: tuple[AssessorScore, ...]) -> Scale:
    found: list[Finding] = []
    slipped: set[int] = set()
    for row in rows:
        others = [other.score for other in rows if other is not row and other.score is not None]
        if row.score is None or not ZERO < row.score <= _TENTH or not others or min(others) < _USUAL:
            continue
        slipped.add(row.row)
        likely = f"{row.score * (100 if row.score <= 1 else 10):f}"
        likely = likely.rstrip("0").rstrip(".") if "." in likely else likely
        told = "、".join(map(as_count, others))
        figures = {"assessor": row.assessor, "score": as_count(row.score), "likely": likely, "others": told}
        found.append(finding("A055", row.table.sheet, row.at("score"), period=period, **figures))
    kept = (each._replace(weighted=None) if slipped & set(each.rows) else each for each in scores)
    return Scale(tuple(kept), tuple(found))


def _full_mark(row: Assessment) -> Decimal | None:
    match = _FULL_MARK.search(bare_text(row.note))
    if match is None:
        return None
    return Decimal(match[1] or match[2] or 100)
