"""One list of what says nothing; a nought is a figure, but no reason."""

from __future__ import annotations

import pytest

from workbook_tools.basis.blank_words import gives_no_reason, says_nothing


@pytest.mark.parametrize(
    "text",
    ["", " ", "/", "-", "—", "——", "--", "－", "／", "无", "无。", "暂无", "没有", "不适用", "N/A", "n／a", "无 "],
)
def test_a_stroke_or_a_word_for_nothing_says_nothing(text: str) -> None:
    assert says_nothing(text)
    assert gives_no_reason(text)


@pytest.mark.parametrize("text", ["0", "0。", "否", "无偏差", "无原因", ".", "…", "NaN"])
def test_what_is_something_in_a_column_of_figures_can_be_no_reason_all_the_same(text: str) -> None:
    assert not says_nothing(text)
    assert gives_no_reason(text)


@pytest.mark.parametrize("text", ["无人报名", "没有场地", "疫情", "-5", "1", "无障碍设施未建成", "12/30"])
def test_a_word_more_says_something(text: str) -> None:
    assert not says_nothing(text)
    assert not gives_no_reason(text)
