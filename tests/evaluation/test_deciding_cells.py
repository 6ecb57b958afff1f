"""Cells for which the conditions of this room are: what each comes to, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.words.judged import Case, judged

CELLS = Path(__file__).with_name("deciding_cells.txt")


def _cells() -> list[tuple[Case, tuple[str, ...]]]:
    kind, found = "", []
    for line in CELLS.read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            parts = ("" if part.strip() == "-" else part.strip() for part in line.split(" | ", 6))
            name, nature, target, unit, right, told, actual = parts
            case = Case(kind, name, nature, target, unit, (right,), actual)  # type: ignore[arg-type]
            found.append((case, tuple(filter(None, told.split(";")))))
    return found


@pytest.mark.parametrize(("case", "told"), _cells(), ids=str)
def test_a_cell_comes_to_what_its_words_say_and_that_is_told(case: Case, told: tuple[str, ...]) -> None:
    outcome = judged(case)
    assert outcome.is_right(case.right), (outcome.kind, outcome.row.completion, outcome.row.why)
    assert outcome.codes == told
