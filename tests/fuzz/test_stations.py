"""Stations' workbooks in every arrangement: refused by code or done, nothing of staff lost, figures that add up."""

from __future__ import annotations

import json
import os
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from fuzz.stations import station

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.catalogue import ENTRIES
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.in_memory import Computed, evaluate_bytes, written_workbook
from workbook_tools.library.outcome import Outcome
from workbook_tools.model import Evaluation
from workbook_tools.model.fields import COLUMNS

CASES, NIGHTLY_CASES = 60, 1_500
FIRST = int(os.environ.get("STATION_SEED", "1"))


def verdict(seed: int) -> str:
    """ "done", or the codes that refuse the workbook. Raises AssertionError for what must not be."""
    before, staff = station(seed)
    try:
        computed = evaluate_bytes(before)
        after, findings = written_workbook(computed)
    except CannotProcess as problem:
        codes = {finding.code for finding in problem.findings}
        assert codes <= set(ENTRIES), codes
        assert not {code for code in codes if code.startswith("U")}, codes
        return " ".join(sorted(codes))
    computed.book.verify(after)
    told = Outcome("站.xlsx", True, computed.submission, computed.evaluation, findings).to_dict()
    assert json.loads(json.dumps(told, ensure_ascii=False, allow_nan=False))
    adds_up(computed.evaluation)
    kept(before, after, computed, staff)
    twice, again = written_workbook(evaluate_bytes(after))
    assert twice == after, "the second run"
    assert [finding.code for finding in again] == [finding.code for finding in findings]
    seen(computed, after)
    return "done"


def adds_up(evaluation: Evaluation) -> None:
    rows = [row for row in evaluation.rows if row.score is not None]
    assert evaluation.judged_score <= evaluation.total_points
    assert evaluation.score_low <= evaluation.score_high <= evaluation.total_points
    if evaluation.score is not None:
        assert evaluation.score_low == evaluation.score == evaluation.score_high
    assert sum((level.score for level in evaluation.levels if level.score is not None), Decimal(0)) == (
        evaluation.judged_score
    )
    assert all(row.points is None or row.score <= row.points for row in rows if row.score is not None)


def kept(before: bytes, after: bytes, computed: Computed, staff: dict[tuple[str, str], Any]) -> None:
    """Every cell that is not in a computed column of a table's own rows is as it was, and no other came."""
    from workbook_tools.ooxml import Workbook

    old, new = Workbook.open(before), Workbook.open(after)
    again = evaluate_bytes(after).submission.tables
    ours = {
        (table.sheet, row, column)
        for kind, table in again.items()
        for column in (table.columns[each.field] for each in COLUMNS[kind] if each.out and each.field in table.columns)
        for row in range(table.header_row, computed.submission.tables[kind].last_row + 1)
    }
    changed = {}
    for sheet in old.sheet_names:
        was, now = ({place: (c.text, c.formula) for place, c in book.scan(sheet).cells.items()} for book in (old, new))
        for place in was.keys() | now.keys():
            pair = was.get(place, ("", None)), now.get(place, ("", None))
            if pair[0] != pair[1] and (sheet, *place) not in ours:
                changed[sheet, place] = pair
    assert changed == {}
    for sheet, place in staff:
        cell = new.scan(sheet).cells[parse_cell(place)]
        assert cell.text or cell.formula is not None, (sheet, place)


def seen(computed: Computed, after: bytes) -> None:
    """No new column of ours is where nobody looks, unless that is said."""
    from workbook_tools.ooxml import Workbook

    book = Workbook.open(after)
    again = evaluate_bytes(after)
    said = {finding.sheet for finding in again.findings if finding.code == "S037"}
    for kind, table in again.submission.tables.items():
        known = computed.submission.tables[kind].columns
        new = [column for name, column in table.columns.items() if name not in known]
        assert table.sheet in said or not any(book.is_unseen(table.sheet, column) for column in new)


def run(first: int, count: int) -> Counter[str]:
    broken, seen_verdicts = {}, Counter[str]()
    for seed in range(first, first + count):
        try:
            seen_verdicts[verdict(seed)] += 1
        except Exception as problem:
            broken[seed] = f"{type(problem).__name__}: {problem}"[:400]
    assert broken == {}
    return seen_verdicts


def test_a_station_in_any_arrangement_is_done_or_refused_by_code() -> None:
    assert run(FIRST, CASES)["done"] > CASES * 0.6


@pytest.mark.slow
def test_fifteen_hundred_stations_in_any_arrangement() -> None:
    assert run(FIRST, NIGHTLY_CASES)["done"] > NIGHTLY_CASES * 0.6
