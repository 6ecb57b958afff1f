"""A count and its parts in one sentence."""

from __future__ import annotations

import pytest

from workbook_tools.checks.sums_in_words import odd_parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展活动38场,其中线上20场、线下18场。", None),
        ("开展活动38场,其中线上20场、线下19场。", ("38场,其中线上20场、线下19场", "20＋19", "39", "38", "场")),
        ("开展活动38场,其中线上20场、线下17场。", ("38场,其中线上20场、线下17场", "20＋17", "37", "38", "场")),
        ("开展活动38场,其中线下20场、线上17场。", ("38场,其中线下20场、线上17场", "20＋17", "37", "38", "场")),
        ("开展活动38场,其中线上20场、学校17场。", None),
        ("开展活动38场,其中学校20场、线上17场。", None),
        ("开展活动38场(男20场、女19场)。", ("38场(男20场、女19场)", "20＋19", "39", "38", "场")),
        ("开展活动38场,其中社区20场、学校17场。", None),  # there may be others
        ("开展活动38场,其中社区20场、学校19场。", ("38场,其中社区20场、学校19场", "20＋19", "39", "38", "场")),
        ("开展活动38场,社区20场、学校19场,", None),  # nothing says that these are parts of it
        ("开展活动38场,线上20场、线下19场,", ("38场,线上20场、线下19场", "20＋19", "39", "38", "场")),
        (
            "开展活动38场,其中社区20场、学校10场、医院9场。",
            ("38场,其中社区20场、学校10场、医院9场", "20＋10＋9", "39", "38", "场"),
        ),
        ("开展活动38场(社区20场、学校19场)。", None),
        (
            "服务38人,其中线上20人、线下18人；讲座5场,其中室内3场、户外3场。",
            ("5场,其中室内3场、户外3场", "3＋3", "6", "5", "场"),
        ),
    ],
)  # fmt: skip
def test_parts_are_no_more_than_their_whole_and_all_of_them_make_it(
    text: str, expected: tuple[str, ...] | None
) -> None:
    found = odd_parts(text)
    assert (None if found is None else tuple(found)) == expected
