"""Why a noun beside a figure is the row's, or another thing: every reason of the table by its own example."""

from __future__ import annotations

import pytest

from workbook_tools.model import Cell
from workbook_tools.reading.words import RowWords, read_quantity
from workbook_tools.reading.words.lexicon import nouns


@pytest.mark.parametrize("reason", nouns.REASONS, ids=lambda reason: reason.name)
def test_each_reason_is_the_one_of_its_example(reason: nouns.Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[nouns.Reason | None] = []
    first = nouns.reason_of

    def noted(row: nouns.Row, noun: nouns.Noun) -> nouns.Reason | None:
        given.append(first(row, noun))
        return given[-1]

    monkeypatch.setattr(nouns, "reason_of", noted)
    text, _, name = reason.example.partition(" of ")
    row = RowWords(name, "")
    is_read = read_quantity(Cell(text), role="actual", row=row).kind != "text"
    assert [each.name if each else "" for each in given] == [reason.name]
    assert is_read is not reason.is_other


def test_a_noun_without_a_reason_is_another_thing() -> None:
    assert read_quantity(Cell("食堂20场"), role="actual", row=RowWords("老兵座谈会", "")).sense == "other_thing"
