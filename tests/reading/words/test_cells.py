"""Cells as staff write them, through reading and scoring: read and right, or open; never marks that were not earned."""

from __future__ import annotations

import pytest

from tests.reading.words.judged import Case, cases, judged

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_cell_is_scored_by_what_all_its_words_say(case: Case) -> None:
    outcome = judged(case)
    assert outcome.is_right(case.right), (outcome.kind, outcome.row.completion, outcome.row.why)


@pytest.mark.parametrize("case", [case for case in CASES if case.kind == "good"], ids=str)
def test_an_ordinary_cell_is_not_left_open(case: Case) -> None:
    assert judged(case).kind != "O"


@pytest.mark.parametrize("case", [case for case in CASES if "O" in case.right and "M" not in case.right], ids=str)
def test_a_row_that_is_left_open_says_why_in_a_finding(case: Case) -> None:
    outcome = judged(case)
    if outcome.kind == "O":
        assert outcome.codes
        assert outcome.row.missing
