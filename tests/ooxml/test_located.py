"""Trees of small parts: the same bytes are taken apart once, and what is refused stays refused."""

from __future__ import annotations

import pytest

from workbook_tools.ooxml import PackageProblem
from workbook_tools.ooxml.located import KEPT_BYTES, KEPT_ELEMENTS, parse

PART = "xl/workbook.xml"
SMALL = b"<a><b/><c>d</c></a>"


def test_a_part_that_was_taken_apart_before_still_keeps_to_a_lower_limit() -> None:
    assert parse(SMALL, PART).elements == 3
    with pytest.raises(PackageProblem, match="F104"):
        parse(SMALL, PART, most=2)


@pytest.mark.parametrize("damaged", [b"<a><b></a>", b"<!DOCTYPE a><a/>", b""])
def test_a_damaged_part_is_refused_each_time_under_its_own_name(damaged: bytes) -> None:
    for part in (PART, "xl/styles.xml", PART):
        with pytest.raises(PackageProblem) as problem:
            parse(damaged, part)
        assert problem.value.figures["part"] == part


@pytest.mark.parametrize("large", [b"<a>" + b"<b/>" * KEPT_ELEMENTS + b"</a>", b"<a>" + b"d" * KEPT_BYTES + b"</a>"])
def test_a_large_part_is_not_kept(large: bytes) -> None:
    assert parse(SMALL, PART) is parse(SMALL, PART)
    assert parse(large, PART) is not parse(large, PART)
