"""Which figure of a cell answers which: a promise told twice, and several figures beside a single promise."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import blank, indicator, ledger, number, submission

from tests.reading.words.judged import Case, judged
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Indicator, Quantity, QuantityItem, ScoredRow


@pytest.mark.parametrize(
    ("name", "target", "actual", "kind"),
    [
        ("探访", "每月2次，共24次", "24次", "M"),
        ("探访", "共24次，每月2次", "24次", "M"),
        ("探访", "每月2次，共24次", "12次", "U"),
        ("探访", "每月2次，共20次", "24次", "O"),  # two promises that do not come to the same
        ("探访", "每月2次，共24场", "24次", "O"),
        ("满意度", "≥90%", "发放问卷200份，满意度95%", "M"),
        ("满意度", "≥90%", "非常满意35%，满意60%", "O"),  # both belong to it
        ("满意度", "≥90%", "满意95%，基本满意3%", "M"),
        ("培训", "20场", "培训20场300人次", "M"),
        ("培训", "300人次", "培训20场300人次", "M"),
        ("培训", "20人", "培训20场300人次", "O"),
        ("培训", "20场", "线上8场，线下12场，共20场", "M"),
        ("培训", "20场", "培训20场，其中线上5场", "M"),
        ("培训", "20场", "讲座12场，培训20场", "M"),  # the one that bears the row's name
        ("活动", "20场", "讲座12场，培训20场", "M"),  # both are: 32, and told to be added
        ("持证社工", "8人", "社工8人，其中持证5人", "U"),  # those that the row names
        ("持证社工", "8人", "社工8人，其中女性5人", "M"),
        ("社工", "8人", "社工8人，其中社工助理5人", "M"),
        ("例会", "每周1次", "全年52周，召开52次", "M"),
        ("培训场次", "12", "12场，360人次参加", "M"),
        ("培训场次", "12", "11场，360人次参加", "U"),
        ("服务量", "12", "12场，360人次参加", "O"),  # of which of the two
        ("投诉量", "不超过2021年", "2021年46件，2022年41件", "M"),
        ("服务总量", "不少于上年", "上年820人次，今年905人次", "M"),
        ("服务总量", "不少于上年", "上年820人次，今年805人次", "U"),
        ("服务总量", "不低于2021年水平", "2021年46场，2022年41场", "U"),
        ("服务总量", "不低于2021年水平", "2021年46场，2022年46场", "M"),
        ("投诉量", "不高于上年", "去年6件；今年5件", "M"),
        ("服务总量", "不少于上年", "上年820人次，今年计划905人次", "O"),
        ("服务总量", "不少于上年", "上年820人次，今年905小时", "O"),
        ("服务总量", "不低于2020年水平", "2020年46场，2022年47场", "O"),  # two years on
        ("服务总量", "不低于2020年水平", "2020年46场，2021年47场", "O"),  # another year than the table's
        ("服务总量", "不少于上年", "今年905人次", "O"),
    ],
)
def test_of_several_figures_the_one_that_was_promised_answers(name: str, target: str, actual: str, kind: str) -> None:
    assert judged(Case("", name, "", target, "", (), actual)).kind == kind


def one(scheme: Scheme, row: Indicator) -> ScoredRow:
    return evaluate(submission([row]), scheme).rows[0]


def told(*items: tuple[str, int, str, str]) -> Quantity:
    """Figures of one cell: label, figure, unit, and `among`, `total` or a list number."""
    entries = tuple(
        QuantityItem(
            label,
            number(count, unit),
            int(mark) if mark.isdigit() else None,
            among="among" in mark,
            total="total" in mark,
        )
        for label, count, unit, mark in items
    )
    return Quantity("list", "；".join(f"{each.label}{each.quantity.text}" for each in entries), items=entries)


@pytest.mark.parametrize(
    ("items", "answer"),
    [  # of a row 培训 of 20场
        ([("讲座", 16, "场", ""), ("人数", 300, "人次", "")], 16),
        ([("讲座", 16, "场", "1"), ("人数", 300, "人次", "2")], None),  # a numbered list answers a numbered list
        ([("讲座", 16, "场", "1"), ("人数", 300, "人次", "")], None),
        ([("讲座", 16, "场", ""), ("人数", 300, "", "")], None),  # 300 of what
        ([("线上", 8, "场", ""), ("线下", 12, "场", ""), ("", 20, "场", "total")], 20),
        ([("", 20, "场", ""), ("线上", 5, "场", "among"), ("线下", 3, "场", "among")], 20),
        ([("", 20, "场", ""), ("线上", 5, "场", "among"), ("", 5, "场", "among total")], 20),
        ([("讲座", 20, "场", ""), ("培训", 5, "场", "among")], 5),  # the part that the row names
        ([("讲座", 20, "场", ""), ("培训", 5, "场", "among"), ("培训", 3, "场", "among")], 20),
        ([("", 20, "场", ""), ("培训", 5, "场", "among")], 20),
        ([("社工培训", 20, "场", ""), ("培训", 5, "场", "among")], 20),
        ([("线上", 8, "场", ""), ("", 20, "场", "total")], 20),
        ([("本年度", 20, "场", ""), ("", 20, "场", "total")], 20),
        ([("本年度", 8, "场", ""), ("", 20, "场", "total")], None),  # the total may be of all years
        ([("讲座", 12, "场", ""), ("培训", 20, "场", ""), ("线上", 5, "场", "among")], 20),  # its name tells it
        ([("讲座", 12, "场", ""), ("展览", 20, "场", ""), ("线上", 5, "场", "among")], None),
        ([("", 33, "场", ""), ("培训", 19, "场", "")], None),  # 33场，培训19场: the row's own, or some of them
        ([("培训", 19, "场", ""), ("", 33, "场", "")], 19),
        ([("培训", 19, "场", ""), ("社工培训", 5, "场", "")], None),
        ([("讲座", 19, "次", ""), ("参加", 300, "人次", "")], 19),  # counters of one thing
        ([("讲座", 19, "小时", ""), ("参加", 300, "人次", "")], None),
    ],
)
def test_of_the_figures_of_a_cell_the_one_that_answers_a_single_promise_is_taken(
    fiscal: Scheme, items: list[tuple[str, int, str, str]], answer: int | None
) -> None:
    found = one(fiscal, indicator("培训", number(20, "场"), told(*items), points=10))
    assert found.actual.number == answer
    assert found.actual.text == told(*items).text


@pytest.mark.parametrize("marks", [("1", "2"), ("1", ""), ("", "")])
def test_a_promise_told_twice_is_one_only_without_list_numbers(fiscal: Scheme, marks: tuple[str, str]) -> None:
    twice = told(("", 2, "次/月", marks[0]), ("", 24, "次", marks[1]))
    found = one(fiscal, indicator("探访", twice, number(24, "次"), points=10))
    assert (found.score, found.target.kind) == ((10, "number") if marks == ("", "") else (None, "list"))


def test_a_promise_for_each_of_something_is_not_told_for_the_year(fiscal: Scheme) -> None:
    both = told(("", 2, "次/家", ""), ("", 2, "次", ""))
    assert one(fiscal, indicator("探访", both, number(2, "次"), points=10)).target.kind == "list"


def test_three_promises_in_a_cell_are_three(fiscal: Scheme) -> None:
    thrice = told(("", 2, "次/月", ""), ("", 24, "次", ""), ("", 24, "次", ""))
    assert one(fiscal, indicator("探访", thrice, number(24, "次"), points=10)).score is None


def test_an_item_of_a_list_is_written_anew_and_a_blank_one_stays_blank(fiscal: Scheme) -> None:
    bare = Quantity("number", number=Decimal(6), unit="场")
    asked = Quantity("list", "…", items=(QuantityItem("讲座", bare, 1), QuantityItem("展览", bare, 2)))
    done = Quantity("list", "…", items=(QuantityItem("讲座", bare._replace(text="6场整"), 1),))
    rows = evaluate(submission([indicator("宣传", asked, done, points=10)]), fiscal).rows
    assert [(row.target.text, row.actual.text, row.actual.kind) for row in rows] == [
        ("6场", "6场整", "number"),
        ("6场", "", "blank"),
    ]


def test_items_are_called_by_their_labels_else_by_their_places(fiscal: Scheme) -> None:
    for marks, names in (
        (("1", "2"), ["第1项", "第2项"]),
        (("3", "4"), ["第3项", "第4项"]),
        (("", ""), ["第1项", "第2项"]),
    ):
        asked = told(("", 6, "场", marks[0]), ("", 4, "人", marks[1]))
        rows = evaluate(submission([indicator("宣传", asked, asked, points=10)]), fiscal).rows
        assert [row.item for row in rows] == names
        assert [row.score for row in rows] == [5, 5]
    named = told(("讲座", 6, "场", "1"), ("展览", 4, "场", "2"))
    rows = evaluate(submission([indicator("宣传", named, named, points=10)]), fiscal).rows
    assert [row.item for row in rows] == ["讲座", "展览"]
    other = told(("讲座", 6, "场", "1"), ("参观", 4, "场", "2"))
    rows = evaluate(submission([indicator("宣传", named, other, points=10)]), fiscal).rows
    assert [row.score for row in rows] == [5, None]
    assert "“参观”是不是同一项" in rows[1].missing


def test_items_of_a_row_without_points_have_none(fiscal: Scheme) -> None:
    asked = told(("讲座", 6, "场", "1"), ("展览", 4, "场", "2"))
    rows = evaluate(submission([indicator("宣传", asked, asked, level1="其他事项")]), fiscal).rows
    assert [(row.points, row.score, row.completion) for row in rows] == [(None, None, 1), (None, None, 1)]


def test_the_sum_of_a_row_answers_none_of_the_items_in_its_cell(fiscal: Scheme) -> None:
    asked = told(("讲座", 6, "场", "1"), ("展览", 4, "场", "2"))
    log = ledger({"indicator": "宣传", "count": 9.0})
    (row,) = evaluate(submission([indicator("宣传", asked, number(9, "场"), points=10)], ledger=log), fiscal).rows
    assert (row.score, row.ledger_value, row.item) == (None, None, "宣传")


def test_what_was_promised_anew_is_answered_by_what_is_new_and_not_by_all_there_are(fiscal: Scheme) -> None:
    done = told(("新增", 3, "支", ""), ("", 12, "支", "total"))
    for words, answer in (("新增3支", 3), ("3支", None)):
        found = one(fiscal, indicator("志愿队伍", number(3, "支")._replace(text=words), done, points=10))
        assert found.actual.number == answer


def test_items_that_the_cell_answers_are_not_answered_by_the_ledger(fiscal: Scheme) -> None:
    asked = told(("讲座", 6, "场", "1"), ("展览", 4, "场", "2"))
    log = ledger({"indicator": "讲座", "count": 6.0}, {"indicator": "展览", "count": 4.0})
    for answer, done in ((told(("讲座", 3, "场", "1"), ("展览", 2, "场", "2")), [3, 2]), (blank(), [6, 4])):
        rows = evaluate(submission([indicator("宣传", asked, answer, points=10)], ledger=log), fiscal).rows
        assert [(row.actual.number, row.ledger_value) for row in rows] == list(zip(done, [6, 4], strict=True))
        assert {row.from_ledger for row in rows} == {answer.kind == "blank"}


def test_the_ledger_is_the_nearer_answer_than_a_category_of_it(fiscal: Scheme) -> None:
    log = ledger({"indicator": "兜底探访", "count": 9.0})
    row = evaluate(submission([indicator("兜底探访", number(20, "次"), blank(), points=10)], ledger=log), fiscal).rows[
        0
    ]
    assert (row.actual.text, row.from_ledger, row.from_list, row.proof) == ("9次", True, False, None)
