"""Entries that stand twice are found in ledgers of any length, and told apart where only their marks agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import ledger
from workbook_tools.checks import ledger_slips
from workbook_tools.checks.ledger_slips import LedgerSlips

DAY = date(2024, 5, 1)


def entry(worker: str, count: float | None = 1.0, indicator: str = "个案") -> dict[str, object]:
    return {"date": DAY, "worker": worker, "indicator": indicator, "count": count}


ENTRIES = [
    entry("甲"), entry("乙"), entry("甲"), entry("丙", -2.0), entry("甲"), entry("丙", -2.0), entry("丁", None, "小组"),
    entry("丁", None, "小组"), entry("乙", 2.0),
]  # fmt: skip


@pytest.mark.parametrize("at_once", [2, 100], ids=["in parts", "at once"])
@pytest.mark.parametrize("mark", [hash, lambda _: 1, lambda key: hash(key) % 2], ids=["marks", "one mark", "two marks"])
def test_each_entry_after_the_first_is_a_repetition(
    at_once: int, mark: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_slips, "_AT_ONCE", at_once)
    monkeypatch.setattr(ledger_slips, "hash", mark, raising=False)
    slips = LedgerSlips(ledger(*ENTRIES))
    assert list(slips.repeated) == [2, 4, 5, 7]
    assert [slips.before(at) for at in slips.repeated] == [0, 0, 3, 6]


def test_their_counts_and_those_below_0_are_added_up_by_indicator() -> None:
    slips = LedgerSlips(ledger(*ENTRIES))
    assert slips.repeated_counts == {"个案": Decimal("0.0")}
    assert slips.counts_below_zero == {"个案": Decimal(-4)}


def test_a_ledger_without_slips_and_none_at_all_have_nothing() -> None:
    for slips in (LedgerSlips(ledger(entry("甲"), entry("乙"))), LedgerSlips(None)):
        assert not slips.repeated
        assert slips.repeated_counts == {}
        assert slips.counts_below_zero == {}


def test_only_what_is_below_0_is_counted_below_0() -> None:
    slips = LedgerSlips(
        ledger(entry("甲", -1.0), entry("乙", 0.5), entry("丙", 0.0, "小组"), entry("丁", None, "小组"))
    )
    assert slips.counts_below_zero == {"个案": Decimal(-1)}
