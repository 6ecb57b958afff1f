"""Which figure of a cell answers which: a promise told twice, and several figures beside a single promise."""

from __future__ import annotations

import pytest

from tests.reading.words.judged import Case, judged


@pytest.mark.parametrize(
    ("name", "target", "actual", "kind"),
    [
        ("探访", "每月2次，共24次", "24次", "M"),
        ("探访", "共24次，每月2次", "24次", "M"),
        ("探访", "每月2次，共24次", "12次", "U"),
        ("探访", "每月2次，共20次", "24次", "O"),  # two promises that do not come to the same
        ("探访", "每月2次，共24场", "24次", "O"),
        ("满意度", "≥90%", "发放问卷200份，满意度95%", "M"),
        ("满意度", "≥90%", "非常满意60%，满意35%", "O"),  # both belong to it
        ("满意度", "≥90%", "满意95%，基本满意3%", "M"),
        ("培训", "20场", "培训20场300人次", "M"),
        ("培训", "300人次", "培训20场300人次", "M"),
        ("培训", "20人", "培训20场300人次", "O"),
        ("培训", "20场", "线上8场，线下12场，共20场", "M"),
        ("培训", "20场", "培训20场，其中线上5场", "M"),
        ("培训", "20场", "讲座12场，培训20场", "M"),  # the one that bears the row's name
        ("活动", "20场", "讲座12场，培训20场", "O"),
    ],
)
def test_of_several_figures_the_one_that_was_promised_answers(name: str, target: str, actual: str, kind: str) -> None:
    assert judged(Case("", name, "", target, "", (), actual)).kind == kind
