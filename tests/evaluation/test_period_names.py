"""What staff call the periods of assessment."""

from __future__ import annotations

import pytest

from workbook_tools.evaluation.periods import is_between, kind_of


@pytest.mark.parametrize(
    ("text", "kind", "between"),
    [
        ("上半年", "中期", False),
        ("上半年评估", "中期", False),
        ("下半年", "末期", False),
        ("全年", "末期", False),
        ("年度考核", "末期", False),
        ("第1季度", "", True),
        ("第三季度", "", True),
        ("2022年度第1季度", "", True),
        ("抽查", "", True),
        ("年度抽查", "", True),
        ("中期", "中期", False),
        ("终期评估", "末期", False),
        ("某次", "", False),
    ],
)
def test_periods_by_their_names(text: str, kind: str, between: bool) -> None:
    assert (kind_of(text), is_between(text)) == (kind, between)
