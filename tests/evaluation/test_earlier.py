"""The names that a station goes by in the workbooks of different years."""

from __future__ import annotations

import pytest

from workbook_tools.evaluation.earlier import spellings


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("甲街社工服务站", "甲街社工站", True),
        ("甲街社会工作服务站", "甲街社工站", True),
        ("某市某区甲街社工服务站", "甲街社工站", True),
        ("某区甲街社工服务站", "某市某区甲街社工站", True),
        ("甲街社工服务站", "乙街社工服务站", False),
        (
            "某区甲街社工服务站",
            "别区甲街社工服务站",
            True,
        ),  # 甲街社工站 without their districts; the years tell them apart
    ],
)
def test_names_that_are_alike_have_a_spelling_in_common(one: str, other: str, alike: bool) -> None:
    assert bool(spellings(one) & spellings(other)) is alike


def test_the_name_as_it_is_written_is_one_of_its_spellings() -> None:
    assert spellings("某区甲街社工服务站") == {"某区甲街社工服务站", "某区甲街社工站", "甲街社工站"}
