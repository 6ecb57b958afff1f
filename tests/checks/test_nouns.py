"""What stations count: which rows count it, in which units, and which words speak of it."""

from __future__ import annotations

import pytest

from workbook_tools.checks.nouns import NOUNS


@pytest.mark.parametrize(
    ("name", "unit", "key"),
    [
        ("个案服务", "个", "个案"),
        ("个案服务", "例", "个案"),
        ("个案服务", "人", None),  # people are no cases
        ("服务满意度", "%", "服务满意度"),
        ("媒体报道", "篇", "媒体报道"),
        ("合唱", "次", None),
    ],
)
def test_a_row_counts_a_thing_in_units_of_it(name: str, unit: str, key: str | None) -> None:
    noun = NOUNS.of_row(name, unit)
    assert (noun.key if noun else None) == key


def test_a_text_speaks_of_a_thing_with_or_without_a_figure() -> None:
    assert NOUNS.named_in("有了新闻报道和锦旗") == {"媒体报道", "锦旗"}
    assert not NOUNS.named_in("有了新闻")
    assert NOUNS.has("锦旗")
    assert not NOUNS.has("奖杯")


@pytest.mark.parametrize(
    ("text", "is_coverage"),
    [
        ("服务覆盖社区", True),
        ("服务覆盖村", True),
        ("覆盖全镇村居", True),
        ("覆盖村民小组", False),
        ("覆盖村级站点", False),
    ],
)
def test_villages_are_covered_as_communities_are(text: str, *, is_coverage: bool) -> None:
    assert ("覆盖社区" in NOUNS.named_in(text)) is is_coverage
