"""Each row of satisfaction is held against the surveys of those whom it names, and against no others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from sheets import INDICATOR_HEADS, Row, standard

from workbook_tools.in_memory import evaluate_bytes

HEADS: Row = ("调查主体", "日期", "对象", "发放", "回收有效", "很满意", "满意", "一般", "不满意")


def survey(group: str, valid: int, pleased: int) -> Row:
    return "站点", None, group, valid, valid, pleased, 0, valid - pleased, 0


SERVED, VILLAGES = survey("服务对象", 200, 190), survey("村（社区）", 25, 23)


def proofs(names: Sequence[str], surveys: Sequence[Row]) -> list[Decimal | None]:
    rows = [("满意度指标", "", name, "", "≥90%", "%", 5, "95%", "") for name in names]
    found = evaluate_bytes(standard(绩效指标=(INDICATOR_HEADS, *rows), 满意度调查=(HEADS, *surveys)).data())
    return [row.proof and row.proof.value for row in found.evaluation.rows]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("村（社区）满意度", "村（社区）"),
        ("村（社区）满意度", "村（社区）满意度"),
        ("志愿者满意度", "志愿者"),
        ("购买方满意度", "购买方（镇政府）"),
        ("家属满意度", "服务对象家属"),
        ("村委会对社工站工作的满意度", "村委会"),
    ],
)
def test_a_row_that_names_a_group_is_answered_by_it_alone(name: str, group: str) -> None:
    assert proofs(["服务对象满意度", name], [SERVED, survey(group, 25, 23)]) == [Decimal("0.95"), Decimal("0.92")]


@pytest.mark.parametrize(
    ("name", "surveys"),
    [
        ("满意度", [SERVED, VILLAGES]),  # of whom?
        ("居民满意度", [survey("家属", 20, 19), VILLAGES]),
        ("购买方满意度", [SERVED]),
        ("志愿者服务满意度", [SERVED, VILLAGES]),  # with their service
        ("服务对象满意度", [SERVED, survey("", 25, 23)]),  # of which more may be 服务对象
        ("长者满意度", [survey("青少年", 20, 19), survey("妇女", 20, 19)]),
    ],
)
def test_where_it_cannot_be_told_nothing_is_compared(name: str, surveys: Sequence[Row]) -> None:
    assert proofs([name], surveys) == [None]


@pytest.mark.parametrize(
    ("name", "surveys", "value"),
    [
        ("满意度", [SERVED, survey("服务对象", 50, 40)], Decimal(230) / 250),
        ("服务对象满意度", [survey("长者", 200, 190), survey("青少年", 50, 40)], Decimal(230) / 250),
        ("居民满意度", [SERVED], Decimal("0.95")),
        ("社工服务满意度", [SERVED], Decimal("0.95")),
        ("总体满意度", [survey("", 200, 190)], Decimal("0.95")),
    ],
)
def test_surveys_of_the_people_served_are_one_answer(name: str, surveys: Sequence[Row], value: Decimal) -> None:
    assert proofs([name], surveys) == [value]


def test_a_false_figure_is_told_with_the_group_that_it_is_of() -> None:
    rows = [
        ("满意度指标", "", "服务对象满意度", "", "≥90%", "%", 5, "95%", ""),
        ("满意度指标", "", "村（社区）满意度", "", "≥90%", "%", 5, "96%", ""),
    ]
    book = standard(绩效指标=(INDICATOR_HEADS, *rows), 满意度调查=(HEADS, SERVED, VILLAGES))
    (told,) = [each for each in evaluate_bytes(book.data()).findings if each.code == "G001"]
    assert "92%" in told.message
    assert "对象为“村（社区）”的有效问卷 25 份" in told.message


@pytest.mark.parametrize(
    ("surveyor", "actual", "codes"),
    [("第三方", "95%", []), ("第三方", "93%", []), ("第三方", "94%", ["G001"]), ("站点", "95%", ["G001"])],
)
def test_where_several_asked_one_group_the_figure_of_each_stands(surveyor: str, actual: str, codes: list[str]) -> None:
    rows = [("满意度指标", "", "服务对象满意度", "", "≥90%", "%", 5, actual, "")]
    other = (surveyor, *survey("服务对象", 100, 93)[1:])
    book = standard(绩效指标=(INDICATOR_HEADS, *rows), 满意度调查=(HEADS, SERVED, other))
    assert [each.code for each in evaluate_bytes(book.data()).findings if each.code == "G001"] == codes
