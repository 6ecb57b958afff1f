"""服务对象类别, 片区, 用工方式 and 是否接案 of a ledger: whom the services reached, without anybody's name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sheets import INDICATOR_HEADS, Row, standard

from workbook_tools.evaluation import evaluate
from workbook_tools.in_memory import Computed, evaluate_bytes
from workbook_tools.json_output.ledger import ledger_object
from workbook_tools.model import LedgerGroup
from workbook_tools.reading.joined_ledger import join

HEAD: Row = ("社区", "社工", "服务类别", "对应指标", "数量", "服务对象类别", "是否接案")
ENTRIES: tuple[Row, ...] = (
    HEAD,
    ("甲", "王芳", "入户探访", "入户探访", 5, "兜底对象", "是"),
    ("甲", "王芳", "入户探访", "入户探访", 3, "一般", "否"),
    ("乙", "李敏", "电访", "入户探访", 2, "兜底 对象", "已接案"),
    ("乙", "李敏", "电访", "入户探访", 1, "", ""),
)
ROWS: tuple[Row, ...] = (
    INDICATOR_HEADS,
    ("产出指标", "数量指标", "入户探访", "", 10, "次", 60, "", ""),
    ("效益指标", "社会效益指标", "自主求助服务接案率", "", "≥60%", "%", 30, "", ""),
)


def computed(*rows: Row) -> Computed:
    return evaluate_bytes(standard(绩效指标=ROWS, 服务台账=rows).data())


def counts(groups: tuple[LedgerGroup, ...]) -> dict[str, Decimal]:
    return {group.name: group.count for group in groups}


def test_services_are_counted_by_whom_they_reached_and_a_part_is_never_more_than_the_whole() -> None:
    ledger = computed(*ENTRIES).evaluation.ledger
    assert ledger is not None
    assert counts(ledger.by_client) == {"兜底对象": 7, "一般": 3}
    assert counts(ledger.by_client_and_service) == {"兜底对象·入户探访": 5, "一般·入户探访": 3, "兜底对象·电访": 2}
    assert sum(counts(ledger.by_client).values()) <= ledger.total.count


def test_the_rate_of_cases_is_proved_by_the_entries_that_say_so() -> None:
    row = computed(*ENTRIES).evaluation.rows[1]
    assert row.proof is not None
    assert (row.from_list, row.proof.value) == (True, Decimal(2) / 3)
    assert "接案 2 条" in row.why


@pytest.mark.parametrize(
    ("name", "unit", "value"),
    [
        ("兜底探访", "次", 5), ("兜底对象入户探访", "次", 5), ("兜底困难群体入户探访", "次", 5), ("兜底电访", "次", 2),
        ("兜底对象电话访问", "次", 2), ("兜底个案", "例", None), ("兜底对象满意度", "%", None),
        ("兜底探访满意率", "次", None),
        ("长者探访", "次", None), ("一般探访", "次", None), ("探访", "次", None),
    ],
)  # fmt: skip
def test_a_row_of_one_category_is_answered_by_the_entries_of_that_category(
    name: str, unit: str, value: int | None
) -> None:
    rows = (INDICATOR_HEADS, ("产出指标", "数量指标", name, "", 10, unit, 60, "", ""))
    row = evaluate_bytes(standard(绩效指标=rows, 服务台账=ENTRIES).data()).evaluation.rows[0]
    assert (row.proof.value if row.proof else None) == value
    assert row.from_list == (value is not None)


def test_entries_without_a_count_say_nothing_of_times() -> None:
    rows = (INDICATOR_HEADS, ("产出指标", "数量指标", "兜底探访", "", 10, "次", 60, "", ""))
    entries = [HEAD, *((*entry[:4], "", *entry[5:]) for entry in ENTRIES[1:])]
    row = evaluate_bytes(standard(绩效指标=rows, 服务台账=entries).data()).evaluation.rows[0]
    assert (row.proof, row.from_list) == (None, False)


def test_what_the_entries_of_a_category_say_is_held_against_the_row_though_no_list_is_there() -> None:
    rows = (*ROWS[:2], ("产出指标", "数量指标", "兜底探访", "", 10, "次", 30, 6, ""))
    found = evaluate_bytes(standard(绩效指标=rows, 服务台账=ENTRIES).data()).findings
    (said,) = [each.message for each in found if each.code == "G001"]
    assert "兜底探访" in said
    assert "5" in said


def test_entries_that_name_the_row_itself_go_before_its_category() -> None:
    rows = (INDICATOR_HEADS, ("产出指标", "数量指标", "兜底探访", "", 10, "次", 60, "", ""))
    entries = [*ENTRIES, ("甲", "王芳", "入户探访", "兜底探访", 4, "兜底对象", "")]
    row = evaluate_bytes(standard(绩效指标=rows, 服务台账=entries).data()).evaluation.rows[0]
    assert (row.proof, row.ledger_value, row.from_ledger) == (None, 4, True)


def test_a_ledger_without_these_columns_gives_what_it_gave() -> None:
    found = computed(*(row[:5] for row in ENTRIES)).evaluation
    assert found.ledger is not None
    assert (found.ledger.by_client, found.ledger.asked, found.rows[1].proof) == ((), 0, None)
    assert set(ledger_object(found.ledger)) == {"total", "months", "workers", "communities", "services"}


def test_joined_ledgers_keep_each_entry_beside_its_category() -> None:
    own, other = computed(*ENTRIES), computed(*(row[:5] for row in ENTRIES))
    assert other.submission.ledger is not None
    joined = join(own.submission, [("[9月.xlsx]服务台账", other.submission.ledger)])
    assert joined.ledger is not None
    assert len(joined.ledger.client_categories) == len(joined.ledger) == 8
    ledger = evaluate(joined, own.scheme).ledger
    assert ledger is not None
    assert counts(ledger.by_client) == {"兜底对象": 7, "一般": 3}
