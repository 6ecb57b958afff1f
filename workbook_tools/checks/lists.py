"""Items: two lists in one row that must answer each other, and parts that must fit their whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import Phrase, listed
from workbook_tools.model import Finding, QuantityItem, ScoredRow

_NOISE = lazy_pattern(r"[\s\d.、,，;；:：()（）]+|达到|不少于|至少|服务|数量|人数|次数|完成|开展|实际|计划|应|共|约|的")
_PART = lazy_pattern(r"^[（(]?其中[:：]?", holding="其")
_HOURS = lazy_pattern(r"工时|时数|小时|时长", holding="时")
_STAFF, _CERTIFIED = (
    lazy_pattern(r"工作人员|人员配备|配备人员|员工|社工总数|全体人员", holding="全员总配"),
    lazy_pattern(r"专业|持证|证书|资格", holding="专证资"),
)


def lists_answer_each_other(facts: Facts) -> Iterator[Finding]:
    """E: promised and done as lists of different length, or of different things."""
    for each in facts.indicators:
        target, actual = each.target.items, each.actual.items
        if each.target.kind != "list" or each.actual.kind != "list":
            continue
        if len(target) != len(actual):
            yield finding(
                "R064", each.table.sheet, each.at("actual"), name=each.name, targets=len(target), actuals=len(actual),
                target_names=_labels(target), actual_names=_labels(actual),
            )  # fmt: skip
            continue
        if {_core(item.label) for item in target} == {_core(item.label) for item in actual}:
            continue
        apart = [pair for pair in zip(target, actual, strict=True) if not _alike(pair[0].label, pair[1].label)]
        if apart:
            pairs = listed(f"第{_place(a, target)}项“{a.label}”对“{b.label}”" for a, b in apart)
            yield finding("R065", each.table.sheet, each.at("actual"), name=each.name, pairs=pairs)


def parts_fit_their_whole(facts: Facts) -> Iterator[Finding]:
    """E: more certified staff than staff, more of 其中 than there is; W where the units differ."""
    for part, whole in (*_following_parts(facts), *_staff(facts)):
        for field in ("target", "actual"):
            some, all_of = getattr(part.row, field), getattr(whole.row, field)
            if some.kind != "number" or all_of.kind != "number" or some.number is None or all_of.number is None:
                continue
            if field == "target" and part.row.actual.number is not None:
                continue
            if some.number > all_of.number:
                same = normal_unit(some.unit) == normal_unit(all_of.unit)
                each = part.row.indicator
                yield finding(
                    "R076" if same else "R077", each.table.sheet, each.at(field), part=part.name, some=some.text,
                    whole=whole.name, all=all_of.text,
                )  # fmt: skip


def hours_add_up(facts: Facts) -> Iterator[Finding]:
    """E: direct and indirect hours are all hours there are."""
    rows = [_Named(row.item or row.indicator.name, row) for row in facts.evaluation.rows]
    hours = [row for row in rows if _HOURS.search(row.name) and "培训" not in row.name and "继续教育" not in row.name]
    direct = [row for row in hours if "直接" in row.name and "间接" not in row.name]
    indirect = [row for row in hours if "间接" in row.name and "直接" not in row.name]
    whole = [row for row in hours if "直接" not in row.name and "间接" not in row.name and "志愿" not in row.name]
    if not (len(direct) == len(indirect) == len(whole) == 1):
        return
    for field in ("actual", "target"):
        figures = [getattr(one[0].row, field).number for one in (direct, indirect, whole)]
        if None in figures or figures[0] + figures[1] == figures[2]:
            continue
        each = whole[0].row.indicator
        yield finding(
            "R078", each.table.sheet, each.at(field), direct=as_count(figures[0]), indirect=as_count(figures[1]),
            total=as_count(figures[0] + figures[1]), stated=as_count(figures[2]),
        )  # fmt: skip
        return


CHECKS = (lists_answer_each_other, parts_fit_their_whole, hours_add_up)


class _Named(NamedTuple):
    name: str
    row: ScoredRow


def _following_parts(facts: Facts) -> Iterator[tuple[_Named, _Named]]:
    """Rows that begin with 其中, each with the last row above that does not."""
    whole: _Named | None = None
    for row in facts.evaluation.rows:
        name = (row.item or row.indicator.item or row.indicator.level3).lstrip("★*☆ ")
        if whole is not None and _PART.match(name) and row.indicator.level1 == whole.row.indicator.level1:
            yield _Named(name, row), whole
        elif not _PART.match(name):
            whole = _Named(name, row)


def _staff(facts: Facts) -> Iterator[tuple[_Named, _Named]]:
    by_group: dict[int, list[_Named]] = {}
    for row in facts.evaluation.rows:
        by_group.setdefault(row.indicator.group, []).append(_Named(row.item or row.indicator.name, row))
    for rows in by_group.values():
        staff = [one for one in rows if _STAFF.search(one.name) and not _CERTIFIED.search(one.name)]
        certified = [one for one in rows if _CERTIFIED.search(one.name) and not _PART.match(one.name)]
        if len(staff) == 1 and len(certified) == 1:
            yield certified[0], staff[0]


def _labels(items: tuple[QuantityItem, ...]) -> Phrase:
    return listed(item.label or item.quantity.text for item in items)


def _core(label: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", label))


def _alike(one: str, other: str) -> bool:
    """Names that are cut, or said in other words with a common core of two characters, are one name."""
    left, right = _core(one), _core(other)
    if not left or not right or left in right or right in left:
        return True
    pairs = {left[i : i + 2] for i in range(len(left) - 1)}
    return any(right[i : i + 2] in pairs for i in range(len(right) - 1))


def _place(item: QuantityItem, items: tuple[QuantityItem, ...]) -> int:
    return item.number if item.number is not None else items.index(item) + 1
