"""All cells of the neighbours at once: what one run of a few seconds can tell, for `tests/mutants.py`."""

from __future__ import annotations

from tests.reading.quantity_cells import (
    ASSUMED,
    BLANKS,
    DATES,
    GRADES,
    LISTS,
    NUMBERS,
    RANGES,
    RATES,
    TEXTS,
    UNREADABLE,
)
from tests.reading.words.judged import cases, judged
from workbook_tools.model import Cell
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.words import read_quantity


def test_every_cell_is_scored_as_it_should_be() -> None:
    assert [str(case) for case in cases() if not judged(case).is_right(case.right)] == []


def test_every_target_is_read_as_it_should_be() -> None:
    kinds = {"number": NUMBERS, "rate": RATES, "range": RANGES, "date": DATES, "grade": GRADES, "list": LISTS}
    wrong = []
    for kind, cells in kinds.items():
        for text, meaning in cells:
            quantity = read_quantity(Cell(text), role="target")
            if (quantity.kind, format_quantity(quantity)) != (kind, meaning):
                wrong.append(text)
    for text, meaning, codes in ASSUMED:
        quantity = read_quantity(Cell(text), role="target")
        if (format_quantity(quantity), " ".join(quantity.codes)) != (meaning, codes):
            wrong.append(text)
    wrong += [text for text, code in UNREADABLE if read_quantity(Cell(text), role="target").codes != (code,)]
    wrong += [text for text in TEXTS if read_quantity(Cell(text), role="target").kind != "text"]
    wrong += [text for text in BLANKS if read_quantity(Cell(text), role="actual").kind != "blank"]
    assert wrong == []
