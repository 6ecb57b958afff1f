"""No pattern of the package takes much longer than its text is long: a cell holds 32,767 characters, a file millions.

What a file or a clerk controls is matched by hundreds of patterns; one that is quadratic stops a run for minutes, one
that is worse for ever. Each is tried with texts made from its own expression, and the growth is what counts.
"""

from __future__ import annotations

import re

import pytest
from pattern_growth import LIMIT, Found, exponent, patterns_of_the_package

from workbook_tools.reading.words.written.spelling import LONGEST

BOUNDED = "reading/words/"  # the reader of figures takes no longer text than `LONGEST`
PATTERNS = tuple(found for found in patterns_of_the_package() if BOUNDED not in found.place)


@pytest.mark.parametrize("found", PATTERNS, ids=lambda found: re.sub(r".*?/|\.py", "", found.place))
def test_a_pattern_grows_with_its_text_and_no_faster(found: Found) -> None:
    grown, by = exponent(found.pattern, found.methods)
    assert grown <= LIMIT, f"{found.place}: {by}"


@pytest.mark.parametrize(
    ("expression", "method", "is_bounded"),
    [
        (r"\s+$", "search", False),
        (r"(?<!\s)\s+$", "search", True),
        (r"(?:a|b)*c", "search", False),
        (r"(?:a|b)*c", "match", True),
        (r"(?:a|aa)*b", "fullmatch", False),
        (r"(?:a|aa)*+b", "fullmatch", True),
        (r"\[[^\]]*\]", "sub", False),
        (r"\[[^\[\]]*\]", "sub", True),
        (r"x.{0,20}y", "search", True),
    ],
)
def test_the_trial_tells_what_is_quadratic_from_what_is_not(expression: str, method: str, is_bounded: bool) -> None:
    assert (exponent(re.compile(expression), (method,))[0] <= LIMIT) == is_bounded


def test_all_patterns_are_found() -> None:
    assert len(PATTERNS) > 200


def test_the_reader_of_figures_takes_only_short_texts() -> None:
    assert LONGEST <= 4_000
