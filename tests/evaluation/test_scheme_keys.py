"""The keys of a scheme's file one by one: up to where a value is taken, and what is told of one beyond."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from workbook_tools.evaluation.scheme_keys import Keys, Problem


def taken(way: str, value: object, *limits: Any, **options: Any) -> tuple[object, list[str]]:
    """What a way of taking makes of a value, and the codes of what is told of it."""
    problems: list[Problem] = []
    keys = Keys({} if value is None else {"某": value}, "", problems)
    return getattr(keys, way)("某", *limits, **options), [each.code for each in problems]


@pytest.mark.parametrize(
    ("way", "longest", "too_long", "instead"),
    [
        ("text", "字" * 200, "字" * 201, ""),
        ("words", ["字"] * 1000, ["字"] * 1001, ()),
        ("words", ["字" * 200], ["字" * 201], ()),
        ("long_words", "字 " * 1000, "字 " * 1001, ()),
    ],
)
def test_texts_and_lists_of_words_have_a_longest(way: str, longest: Any, too_long: Any, instead: object) -> None:
    whole, nothing = taken(way, longest)
    assert nothing == []
    assert len(whole) == (1000 if len(longest) > 999 else len(longest))  # type: ignore[arg-type]
    assert taken(way, too_long) == (instead, ["C004"])


def test_a_list_of_tables_has_two_hundred_at_most() -> None:
    tables, told = taken("tables", [{}] * 200)
    assert isinstance(tables, list)
    assert ([each.path for each in tables[::199]], len(tables), told) == (["某[1]", "某[200]"], 200, [])
    assert taken("tables", [{}] * 201) == ([], ["C004"])
    assert taken("tables", [{}, 3]) == ([], ["C004"])
    assert taken("tables", None, optional=True) == ([], [])
    assert taken("tables", None) == ([], ["C005"])


@pytest.mark.parametrize(
    ("value", "number", "told"),
    [
        (1, 1, []),
        (5, 5, []),
        (Decimal("4.5"), Decimal("4.5"), []),
        (Decimal("0.99"), 1, ["C004"]),
        (Decimal("5.01"), 1, ["C004"]),
        (Decimal("nan"), 1, ["C004"]),
        (True, 1, ["C004"]),
        ("5", 1, ["C004"]),
        (None, 1, ["C005"]),
    ],
)
def test_a_number_lies_between_its_ends_and_these_belong_to_it(value: object, number: object, told: list[str]) -> None:
    assert taken("number", value, Decimal(5), Decimal(1)) == (number, told)


def test_days_are_whole_and_at_least_one() -> None:
    assert [taken("whole_number", each, 30) for each in (1, 30, 31, 0, Decimal("1.5"))] == [
        (1, []),
        (30, []),
        (1, ["C004"]),
        (1, ["C004"]),
        (1, ["C004"]),
    ]
    assert taken("optional_whole_number", None, 30) == (None, [])
    assert taken("optional_number", None, Decimal(1)) == (None, [])
    assert taken("optional_number", 0, Decimal(1)) == (0, [])


@pytest.mark.parametrize(
    ("way", "value", "expected"),
    [
        ("choice", "乙", ("乙", [])),
        ("choice", "丙", ("甲", ["C004"])),
        ("choice", ["甲"], ("甲", ["C004"])),
        ("choice", None, ("甲", ["C005"])),
        ("flag", True, (True, [])),
        ("flag", False, (False, [])),
        ("flag", 1, (False, ["C004"])),
        ("flag", None, (False, ["C005"])),
        ("text", "  ", ("", ["C004"])),
        ("text", " 甲 ", ("甲", [])),
        ("text", None, ("", ["C005"])),
        ("words", "甲", ((), ["C004"])),
        ("words", ["甲", " "], ((), ["C004"])),
        ("words", [" 甲 ", "乙"], (("甲", "乙"), [])),
        ("long_words", 3, ((), ["C004"])),
    ],
)
def test_what_is_no_such_value_is_told_and_the_usual_one_stands_in(
    way: str, value: object, expected: tuple[object, list[str]]
) -> None:
    assert taken(way, value, *((("甲", "乙"),) if way == "choice" else ())) == expected


@pytest.mark.parametrize(
    ("way", "limits", "nothing"),
    [
        ("choice", (("甲", "乙"),), "甲"),
        ("flag", (), False),
        ("text", (), ""),
        ("words", (), ()),
        ("long_words", (), ()),
    ],
)
def test_what_may_be_left_out_is_not_missed(way: str, limits: tuple[object, ...], nothing: object) -> None:
    assert taken(way, None, *limits, optional=True) == (nothing, [])


def test_a_table_that_is_none_is_one_problem_and_its_keys_are_none() -> None:
    problems: list[Problem] = []
    outer = Keys({"内": 3, "空": {}}, "外", problems)
    outer.table("内").text("甲")
    outer.table("缺").text("甲")
    assert [(each.code, each.figures["key"]) for each in problems] == [("C004", "外.内"), ("C005", "外.缺")]
    outer.table("空").text("甲")
    assert [(each.code, each.figures["key"]) for each in problems[2:]] == [("C005", "外.空.甲")]
    assert outer.table("无", optional=True).data == {}
    assert len(problems) == 3
