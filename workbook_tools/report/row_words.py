"""What sentences, tables and charts say of a scored row of 绩效指标."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from workbook_tools.model import Quantity, ScoredRow
from workbook_tools.report import formats

LONGEST_CHART = 30  # bars that can still be read on a page
_LONGEST_FIGURE = 30  # characters of a target or an actual that needs no quotation marks in a sentence


def full_name(row: ScoredRow) -> str:
    """服务达标率·个案."""
    return formats.short(f"{row.indicator.level3}·{item}" if (item := own_item(row)) else row.indicator.level3)


def own_item(row: ScoredRow) -> str:
    """The item, "" for one that repeats the indicator's name."""
    return "" if row.item == row.indicator.level3 else row.item


def last_name(row: ScoredRow) -> str:
    return row.item or row.indicator.level3


def last_names(rows: Iterable[ScoredRow]) -> Counter[str]:
    """How often each last name occurs, for `label`."""
    return Counter(map(last_name, rows))


def label(row: ScoredRow, called: Mapping[str, int]) -> str:
    """个案 where no other row is called so, else 服务达标率·个案."""
    return formats.short(last_name(row)) if called[last_name(row)] == 1 else full_name(row)


def label_with_rate(row: ScoredRow, called: Mapping[str, int]) -> str:
    """个案（102.94%）."""
    name = label(row, called)
    return name if row.completion is None else f"{name}（{formats.percent(row.completion)}）"


def target(row: ScoredRow) -> str:
    return formats.said(row.target, _unit(row)) or formats.UNKNOWN


def actual(row: ScoredRow) -> str:
    return formats.said(row.actual, _unit(row)) or formats.UNKNOWN


def target_in_words(row: ScoredRow) -> str:
    return _in_a_sentence(row.target, target(row))


def actual_in_words(row: ScoredRow) -> str:
    return _in_a_sentence(row.actual, actual(row))


def place_of_actual(row: ScoredRow) -> str:
    """绩效指标!K12."""
    return f"{row.indicator.table.sheet}!{row.indicator.at('actual')}"


def indicator_count(rows: Iterable[ScoredRow]) -> int:
    return len({row.indicator.group for row in rows})


def lowest_completion_first(rows: Iterable[ScoredRow]) -> list[ScoredRow]:
    """Rows without a completion come last."""
    return sorted(rows, key=lambda row: Decimal("Infinity") if row.completion is None else row.completion)


def highest_completion_first(rows: Iterable[ScoredRow]) -> list[ScoredRow]:
    return sorted(rows, key=lambda row: -(row.completion or Decimal()))


def charted(rows: Iterable[ScoredRow]) -> Sequence[ScoredRow]:
    """The rows that a chart shows, in the sheet's order: all that have a completion, or those farthest from 100 %."""
    rated = [row for row in rows if row.completion is not None]
    if len(rated) <= LONGEST_CHART:
        return rated
    distances = [abs((row.completion or Decimal()) - 1) for row in rated]
    farthest = sorted(range(len(rated)), key=lambda number: -distances[number])[:LONGEST_CHART]
    return [rated[number] for number in sorted(farthest)]


def _unit(row: ScoredRow) -> str:
    return row.unit or row.indicator.unit


def _in_percent(row: ScoredRow) -> bool:
    return row.target.kind == "rate" or row.unit == "%"


def _in_a_sentence(quantity: Quantity, said: str) -> str:
    """70个, “达标”, 未填写: words stand in quotation marks, so that they do not run into the sentence."""
    if quantity.kind == "blank" or said == formats.UNKNOWN:
        return "未填写"
    text = formats.in_words(formats.short(said))
    is_figure = quantity.kind in ("number", "rate", "date", "range") and len(text) <= _LONGEST_FIGURE
    return text if is_figure else f"“{text}”"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "full_name": full_name,
    "own_item": own_item,
    "last_names": last_names,
    "label": label,
    "label_with_rate": label_with_rate,
    "target": target,
    "actual": actual,
    "target_in_words": target_in_words,
    "actual_in_words": actual_in_words,
    "place_of_actual": place_of_actual,
    "indicator_count": indicator_count,
    "lowest_completion_first": lowest_completion_first,
    "highest_completion_first": highest_completion_first,
    "charted": charted,
}
