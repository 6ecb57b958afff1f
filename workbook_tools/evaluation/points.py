"""What every row can earn: given on the row, left over from its level's heading, or from the scheme.

Points belong to a level-3 indicator and are shared by its items. Shares are even, in cents, and add up exactly.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_score
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import finding
from workbook_tools.evaluation.figures import ZERO, spread
from workbook_tools.evaluation.scheme import TOTAL_POINTS, Scheme, bare_text
from workbook_tools.model import Finding, Indicator, Submission

_FORM_ROW = lazy_pattern(r"(?:(?:[一二三四五1-9]级)?指标\d*|[.…·。]++|[x×*]++|示例|例如)?[:：.…·。]*", re.IGNORECASE)

FAR_TOO_MANY = Decimal(50)  # no form gives the execution of the budget half of all points
Group = list[int]  # the places in `Submission.indicators` of one level-3 indicator


class Allocation(NamedTuple):
    """`rows` runs parallel to `Submission.indicators`; None where no points are known."""

    rows: tuple[Decimal | None, ...]
    execution: Decimal  # points of the execution item
    execution_rows: frozenset[int]  # rows that show the execution item, which is counted on its own
    repeats: frozenset[int]  # 其中 rows without points of their own: they repeat the row above and count for nothing
    findings: tuple[Finding, ...]


def allocate(submission: Submission, scheme: Scheme) -> Allocation:
    """The points of every row and of the execution item; one that is far too large for it is said and not used."""
    found = _allocated(submission, scheme)
    rest = _total(found) - found.execution
    if found.execution < FAR_TOO_MANY or rest + scheme.execution_points != TOTAL_POINTS:
        return found
    if found.execution == scheme.execution_points:
        return found
    if found.execution_rows:
        shown = submission.indicators[min(found.execution_rows)]
        place = shown.table.sheet, shown.at("points")
    else:
        funds = submission.stated_funds
        assert funds is not None  # where else could other points than the scheme's stand
        place = funds.sheet, funds.places.get("points", funds.cell)
    figures = {"stated": as_score(found.execution), "rest": as_score(rest)}
    slip = finding("M072", *place, points=as_score(scheme.execution_points), **figures)
    return found._replace(execution=scheme.execution_points, findings=(*found.findings, slip))


def _allocated(submission: Submission, scheme: Scheme) -> Allocation:
    """The points of every row and of the execution item.

    A row 预算执行率 usually is the execution item itself. In some forms it is an indicator of its level, beside the
    execution item: it is taken so where it has points and only that makes the points add up to 100, or where the form
    prints the execution item with other points, or the scheme has no points for it.
    """
    usual = _Work(submission, scheme, execution_apart=True).allocation()
    if not any(submission.indicators[place].points is not None for place in usual.execution_rows):
        return usual
    stated = submission.stated_funds
    own_item = stated is not None and bool(stated.points) and stated.points != usual.execution
    own_item = own_item or not scheme.execution_points
    if _total(usual) == TOTAL_POINTS and not own_item:
        return usual
    other = _Work(submission, scheme, execution_apart=False).allocation()
    return other if own_item or _total(other) == TOTAL_POINTS else usual


def _total(allocation: Allocation) -> Decimal:
    shown = allocation.execution_rows
    rows = (points for place, points in enumerate(allocation.rows) if points is not None and place not in shown)
    return allocation.execution + sum(rows, ZERO)


def is_left_over(row: Indicator) -> bool:
    """A row of the empty form that nobody filled in: `指标2：`, `……`. It is neither scored nor given points."""
    empty = row.points is None and row.stated_score is None and not row.item
    return (
        empty
        and row.target.kind == "blank"
        and row.actual.kind == "blank"
        and _FORM_ROW.fullmatch(bare_text(row.level3)) is not None
    )


class _Work:
    def __init__(self, submission: Submission, scheme: Scheme, *, execution_apart: bool) -> None:
        self.submission, self.scheme, self.execution_apart = submission, scheme, execution_apart
        self.rows = submission.indicators
        self.groups: dict[int, Group] = {}
        for place, row in enumerate(self.rows):
            if not is_left_over(row):
                self.groups.setdefault(row.group, []).append(place)
        self.given: dict[int, Decimal | None] = {key: self._given(group) for key, group in self.groups.items()}
        self.repeats = [key for key in self.groups if self._repeats(key)]
        self.points: list[Decimal | None] = [None] * len(self.rows)
        self.findings: list[Finding] = []

    def allocation(self) -> Allocation:
        apart = [key for key in self.groups if self.execution_apart and self._row(key).is_execution]
        counted = [key for key in self.groups if key not in apart and key not in self.repeats]
        for keys in self._by_level1(counted).values():
            self._fill_level(keys)
        given = [points for key in apart if (points := self.given[key]) is not None]
        return Allocation(
            rows=tuple(self.points),
            execution=given[0] if given else self._base_execution(),
            execution_rows=self._places(apart),
            repeats=self._places(self.repeats),
            findings=tuple(self.findings),
        )

    def _places(self, keys: list[int]) -> frozenset[int]:
        return frozenset(place for key in keys for place in self.groups[key])

    def _base_execution(self) -> Decimal:
        stated = self.submission.stated_funds
        if stated and stated.points:
            return stated.points
        return self.scheme.execution_points

    def _by_level1(self, keys: Iterable[int]) -> dict[str, list[int]]:
        levels: dict[str, list[int]] = {}
        for key in keys:
            levels.setdefault(bare_text(self._row(key).level1), []).append(key)
        return levels

    def _fill_level(self, keys: list[int]) -> None:
        """Level-3 indicators without points take what their level 2, then their level 1, has left."""
        blank = [key for key in keys if self.given[key] is None]
        rest = self._total_of_level1(keys)
        for level2, below in self._by_level2(keys).items():
            total = self._heading(self._row(keys[0]).level1, level2)
            if total is None:
                continue
            self._fill([key for key in below if key in blank], below, total, self._row(below[0]).level2)
            blank = [key for key in blank if key not in below]
        self._fill(blank, keys, rest, self._row(keys[0]).level1)
        for key in keys:
            self._share(self.groups[key], self.given[key])

    def _fill(self, blank: list[int], keys: list[int], total: Decimal | None, level: str) -> None:
        """Spread over `blank` what the given points of `keys` leave of `total`."""
        if not blank:
            return
        first = self._row(blank[0])
        place = first.table.sheet, first.at("points")
        given = [points for key in keys if key not in blank and (points := self.given[key]) is not None]
        if total is None:
            self.findings.append(finding("P003", *place, level=level or "一级指标", count=len(blank)))
            return
        rest = total - sum(given, ZERO)
        figures = {"level": level, "total": as_score(total), "given": as_score(sum(given, ZERO))}
        if rest <= 0:
            self.findings.append(finding("P002", *place, count=len(blank), **figures))
            return
        if not given and self.submission.form == "official" and self._take_stated(keys, total):
            self.findings.append(finding("P004", *place, level=level, total=as_score(total)))
            return
        if given:
            self.findings.append(finding("P001", *place, count=len(blank), rest=as_score(rest), **figures))
        for key, points in zip(blank, spread(rest, len(blank)), strict=True):
            self.given[key] = points

    def _take_stated(self, keys: list[int], total: Decimal) -> bool:
        """Forms without 分值: where the stated scores make up the whole level, each of them is all that it can earn."""
        scores: dict[int, Decimal] = {}
        for key in keys:
            stated = [score for place in self.groups[key] if (score := self.rows[place].stated_score) is not None]
            if not stated or min(stated) < 0:
                return False
            scores[key] = sum(stated, ZERO)
        if sum(scores.values(), ZERO) != total:
            return False
        self.given.update(scores)
        return True

    def _share(self, group: Group, points: Decimal | None) -> None:
        """Items share the points of their level-3 indicator; those with points of their own share them with the
        blank ones below, as under a merged cell."""
        own = [place for place in group if self.rows[place].points is not None]
        if len(own) < 2:
            self._even(group, points)
            return
        for first, run in _runs(group, own).items():
            self._even(run, self.rows[first].points)

    def _even(self, run: Sequence[int], points: Decimal | None) -> None:
        if points is not None:
            for place, part in zip(run, spread(max(points, ZERO), len(run)), strict=True):
                self.points[place] = part

    def _total_of_level1(self, keys: list[int]) -> Decimal | None:
        level1 = self._row(keys[0]).level1
        total = self._heading(level1, "")
        if total is not None:
            return total
        level = self.scheme.level(level1)
        return level.points if level else None

    def _heading(self, level1: str, level2: str) -> Decimal | None:
        """The points that a heading carries; the first one that does, where a heading is repeated."""
        for heading in self.submission.headings:
            if heading.points is not None and bare_text(heading.level1) == bare_text(level1):
                wanted = bare_text(level2)
                if (heading.level == 2 and wanted and bare_text(heading.level2) == wanted) or (
                    heading.level == 1 and not wanted
                ):
                    return heading.points
        return None

    def _by_level2(self, keys: Iterable[int]) -> dict[str, list[int]]:
        levels: dict[str, list[int]] = {}
        for key in keys:
            levels.setdefault(bare_text(self._row(key).level2), []).append(key)
        levels.pop("", None)
        return levels

    def _given(self, group: Group) -> Decimal | None:
        given = [points for place in group if (points := self.rows[place].points) is not None]
        return sum((max(points, ZERO) for points in given), ZERO) if given else None

    def _repeats(self, key: int) -> bool:
        name = bare_text(self._row(key).level3).lstrip("★☆*-—·0123456789.、()指标:")
        return self.given[key] is None and name.startswith("其中") and key != next(iter(self.groups))

    def _row(self, key: int) -> Indicator:
        return self.rows[self.groups[key][0]]


def _runs(group: Group, starts: list[int]) -> Mapping[int, list[int]]:
    """The group cut before every place of `starts`; what stands above the first belongs to it."""
    runs: dict[int, list[int]] = {}
    current = starts[0]
    for place in group:
        if place in starts:
            current = place
        runs.setdefault(current, []).append(place)
    return runs
