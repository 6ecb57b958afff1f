"""对应指标 as staff write it: one row, several, or none; no entry ever counts for two."""

from __future__ import annotations

import pytest
from builders import blank, indicator, ledger, number, rate, several, submission
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.ledger_names import LedgerNames, bare
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Quantity
from workbook_tools.reading.scheme_files import load_scheme

ROWS = (
    indicator("服务达标率", number(68, "个"), blank(), item="个案（68个）"),
    indicator("服务达标率", number(30, "个"), blank(), item="小组"),
    indicator("服务达标率", number(40, "个"), blank(), item="个案（长者）"),
    indicator("探访", number(1260, "次"), blank(), item="入户探访"),
    indicator("探访服务", number(9, "次"), blank()),
    indicator("志愿者-骨干", number(33, "人"), blank()),
    indicator("1.社区调研", number(6, "份"), blank()),
    indicator("满意度", rate(90), blank()),
    indicator("继续教育", number(90, "h/人/年"), blank()),
    indicator(
        "社会组织合作", several(("服务社区", number(20, "个")), ("合作服务", number(28, "次"))), blank(), level1="效益"
    ),
)
NAMES = LedgerNames(submission(ROWS).indicators)
PLACES = {row.item or row.level3: row.row for row in submission(ROWS).indicators}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("个案（68个）", "个案（68个）"),
        ("个案", "个案（68个）"),
        ("个 案", "个案（68个）"),
        ("个案(70个)", "个案（68个）"),
        ("个案【≥68个】", "个案（68个）"),
        ("个案68个", "个案（68个）"),
        ("1.个案", "个案（68个）"),
        ("（一）个案", "个案（68个）"),
        ("服务达标率·个案", "个案（68个）"),
        ("服务达标率—个案", "个案（68个）"),
        ("服务达标率/个案（68个）", "个案（68个）"),
        ("服务达标率（个案）", "个案（68个）"),
        ("服务达标率个案", "个案（68个）"),
        ("个案（长者）", "个案（长者）"),
        ("小组30个", "小组"),
        ("ＡＢ", None),
        ("探访", "入户探访"),  # the only item below that name
        ("入户探访", "入户探访"),
        ("探访：入户探访", "入户探访"),
        ("探访服务", "探访服务"),
        ("志愿者骨干", "志愿者-骨干"),
        ("志愿者（骨干）", "志愿者-骨干"),
        ("社区调研", "1.社区调研"),
        ("社区调研（6份）", "1.社区调研"),
    ],
)
def test_a_name_means_one_row(name: str, meant: str | None) -> None:
    target = NAMES.target(name)
    assert (target[0] if target else None) == (PLACES[meant] if meant else None)


def test_an_item_of_a_list_is_meant_by_its_label() -> None:
    row = PLACES["社会组织合作"]
    assert NAMES.target("合作服务") == NAMES.target("社会组织合作·合作服务") == (row, 1)
    assert NAMES.target("服务社区（20个）") == (row, 0)


def test_a_very_long_name_is_compared_as_it_stands() -> None:
    assert bare("1." + "长" * 398) == "长" * 398
    assert bare("1." + "长" * 399) == "1." + "长" * 399


@pytest.mark.parametrize(
    ("name", "bearers"),
    [("服务达标率", 3), ("社会组织合作", 2), ("满意度", 0), ("继续教育", 0), ("合唱", None), ("个按", None)],
)
def test_a_name_may_mean_several_rows_or_one_that_is_never_counted_or_none(name: str, bearers: int | None) -> None:
    found = NAMES.bearers(name)
    assert (None if found is None else len(found)) == bearers


@pytest.mark.parametrize(
    ("items", "bearers"),
    [  # what the name 服务 above them means
        ((("个案", number(6, "个")), ("小组", number(6, "个"))), [4, 5]),
        ((("个案", number(6, "个")), ("满意率", rate(90))), [4, 5]),
        ((("接案率", rate(90)), ("满意率", rate(90))), []),  # rates are never counted
        ((("个案", number(6, "个")),), [4]),
        ((("满意率", rate(90)),), []),
        ((("", number(6, "个")),), [4]),
        ((("", number(6, "h/人")),), []),
    ],
)
def test_the_name_above_items_means_the_only_one_else_each_of_them(
    items: tuple[tuple[str, Quantity], ...], bearers: list[int]
) -> None:
    rows = submission([indicator("服务", target, blank(), item=item) for item, target in items]).indicators
    found = LedgerNames(rows).bearers("服务")
    assert found is not None
    assert sorted(row for row, _ in found) == bearers


def test_two_names_joined_are_an_item_and_the_name_above_it() -> None:
    rows = [indicator("服务", number(6, "个"), blank(), item="个案"), indicator("服务-个案", number(6, "个"), blank())]
    names = LedgerNames(submission(rows).indicators)
    assert [names.target(name) for name in ("服务/个案", "服务（个案）", "服务-个案")] == [
        (4, None),
        (4, None),
        (5, None),
    ]


@pytest.mark.parametrize("name", ["满意率", "服务·满意率", "服务（满意率）", "服务满意率", "服务/满意率"])
def test_a_rate_is_known_by_all_its_names_and_never_counted(name: str) -> None:
    rows = [indicator("服务", rate(90), blank(), item="满意率"), indicator("走访", number(6, "户"), blank())]
    assert LedgerNames(submission(rows).indicators).bearers(name) == frozenset()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("讲座", 0),
        ("宣传·讲座", 0),
        ("宣传（讲座）", 0),
        ("宣传讲座", 0),
        ("讲座（10场）", 0),
        ("展览", None),  # per head: no sum of entries
    ],
)
def test_items_of_a_list_that_can_be_counted_are_meant_by_their_names(name: str, place: int | None) -> None:
    listed = several(("讲座", number(10, "场")), ("展览", number(2, "次/人")), ("", number(2, "次")))
    names = LedgerNames(submission([indicator("宣传", listed, blank())]).indicators)
    assert names.target(name) == (None if place is None else (4, place))
    assert len(names.bearers("宣传") or ()) == 3
    assert set(names.known()) == {"宣传", "讲座", "展览"}
    below = LedgerNames(submission([indicator("项目", listed, blank(), item="宣传")]).indicators)
    assert len(below.bearers("项目") or ()) == 3


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("个案（≥68个）", "个案"),
        ("个案(共68个)", "个案"),
        ("个案（68个）（年度目标68个）", "个案"),
        ("个案（长者）", "个案(长者)"),
        ("（68个）", "(68个)"),
        ("个案（）", "个案"),
        ("探访1,260次", "探访"),
        ("探访1260次数多", "探访1260次数多"),
        ("2025年活动", "2025年活动"),
        ("一、个案", "个案"),
        ("3次活动", "3次活动"),
        ("68个", "68个"),
        ("Ａ组", "a组"),
    ],
)
def test_a_name_is_bare_without_its_number_and_its_quantity(name: str, plain: str) -> None:
    assert bare(name) == plain


def test_the_very_name_goes_before_two_names_together(fiscal: Scheme) -> None:
    """探访 with the item 服务 and a row 探访服务: entries named 探访服务 count once."""
    rows = [
        indicator("探访", number(6), blank(), item="服务"),
        indicator("探访", number(6), blank(), item="电话"),
        indicator("探访服务", number(6), blank()),
    ]
    log = ledger({"indicator": "探访服务", "count": 4.0}, {"indicator": "探访·服务", "count": 2.0})
    assert [row.ledger_value for row in evaluate(submission(rows, ledger=log), fiscal).rows] == [2, None, 4]


WORDS = st.text("个案小组·（）()68 个-—1.、", max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5), st.lists(WORDS, max_size=8))
def test_no_entry_counts_twice(rows: list[tuple[str, str]], entries: list[str]) -> None:
    scheme = load_scheme("guangzhou-2018", (), None)
    indicators = [indicator(level3 or "甲", number(6, "个"), blank(), item=item) for level3, item in rows]
    log = ledger(*({"indicator": name.strip(), "count": 1.0} for name in entries))
    scored = evaluate(submission(indicators, ledger=log), scheme).rows
    assert sum(row.ledger_value or 0 for row in scored) <= len(entries)


def test_an_item_of_hours_asks_for_the_hours_that_its_label_names() -> None:
    items = ("直接服务工时", number(10, "小时")), ("间接服务工时", number(5, "小时")), ("培训", number(5, "场"))
    names = LedgerNames(submission([indicator("服务工时", several(*items), blank())]).indicators)
    (row,) = names.rows
    assert [names.hours_of((row, place)) for place in range(3)] == ["direct", "indirect", ""]
    assert [names.is_hours((row, place)) for place in range(3)] == [True, True, False]
