"""Cells as staff write them, through reading and scoring: read and right, or open; never marks that were not earned."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.reading.words.as_read import line_of, recorded
from tests.reading.words.judged import Case, cases, judged

# What is written of one kind, some sixty cells a test: one test a cell takes longer to collect than to run.
PORTIONS: dict[str, list[tuple[int, Case]]] = {}
for _kind, _group in groupby(enumerate(cases()), key=lambda numbered: numbered[1].kind):
    _same = list(_group)
    for _start in range(0, len(_same), 60):
        PORTIONS[f"{_kind} {len(PORTIONS)}"] = _same[_start : _start + 60]


@pytest.mark.parametrize("portion", PORTIONS)
def test_a_cell_is_scored_by_what_all_its_words_say(portion: str) -> None:
    """A row that is left open says why in a finding; an ordinary one is not left open. What a cell is read as, and what
    its question quotes, changes only together with the record of it, where the change is seen."""
    for number, case in PORTIONS[portion]:
        outcome = judged(case)
        told = str(case), outcome.kind, outcome.row.completion, outcome.row.why
        assert outcome.is_right(case.right), told
        if outcome.kind == "O":
            assert case.kind != "good", told
            if "M" not in case.right:
                assert outcome.codes, told
                assert outcome.row.missing, told
        assert line_of(case, outcome) == recorded()[number], "python tests/reading/words/as_read.py"


def test_every_judged_cell_is_recorded() -> None:
    assert len(recorded()) == len(cases())
