"""评估期次: what staff call them."""

from __future__ import annotations

import pytest

from workbook_tools.evaluation.periods import is_again, kind_of, order, period_of


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("中期", "中期", "中期"),
        ("期中评估", "中期", "中期"),
        ("中期 专业评估", "中期", "中期"),
        ("末期评估", "末期", "末期"),
        ("期末", "末期", "末期"),
        ("年度评估", "末期", "末期"),
        ("末期财务评估", "末期", "末期"),
        ("第一次中期", "中期", "第一次中期"),
        ("第二次中期评估", "中期", "第二次中期"),
        ("中期（第二次）", "中期", "中期第二次"),
        ("2022年度中期", "中期", "2022年度中期"),
        ("2022年度末期评估", "末期", "2022年度末期"),
        ("2022年度", "末期", "2022年度末期"),
        ("中期复评", "中期", "中期复评"),
        ("专项", "", "专项"),
        ("", "", ""),
    ],
)
def test_a_period_has_a_kind_and_a_name(text: str, kind: str, name: str) -> None:
    assert (kind_of(text), period_of(text)) == (kind, name)
    assert period_of(name) == name


def test_periods_follow_each_other() -> None:
    held = ["2022年度中期", "2022年度末期", "2023年度中期", "2023年度末期"]
    assert sorted([held[2], held[1], held[3], held[0]], key=order) == held
    once = ["第一次中期", "第二次中期", "末期"]
    assert sorted([once[2], once[1], once[0]], key=order) == once
    twice = ["第一次中期", "第二次中期", "中期复评", "末期"]
    assert sorted([twice[2], twice[0], twice[3], twice[1]], key=order) == twice
    assert sorted(["末期", "中期复评", "中期"], key=order) == ["中期", "中期复评", "末期"]


@pytest.mark.parametrize(("text", "again"), [("中期复评", True), ("中期整改", True), ("第二次中期", False)])
def test_a_second_look_is_no_second_mid_term(text: str, again: bool) -> None:
    assert is_again(text) is again
