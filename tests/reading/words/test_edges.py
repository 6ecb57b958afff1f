"""Where one way of reading ends and the next begins."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation.sayings import Asked, listen
from workbook_tools.model import Cell, Quantity
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.words import read_quantity
from workbook_tools.reading.words.spelling import _SPELLINGS, clean


@pytest.mark.parametrize(
    ("text", "kind", "meaning"),
    [
        ("不足95%以上", "text", ""),  # two bounds that contradict each other
        ("不少于95%以下", "text", ""),
        ("不少于95%以上", "rate", "≥95%"),
        ("不超过5天以内", "number", "≤5天"),
        ("95%\n以上", "rate", "≥95%"),  # a line without a figure only wraps
        ("=2022年12月", "date", "=2022年12月"),
        ("下半年", "date", "12月底前"),
        ("4季度", "date", "12月底前"),
        ("2季度", "date", "6月底前"),
        ("11月中旬", "date", "11月中旬"),
        ("11月下旬", "date", "11月下旬"),
        ("1000000000000000", "text", ""),
        ("999999999999999", "number", "999999999999999"),
        ("共20场，其中线上20场、线下0场", "list", ""),
        ("（30+20）个", "number", "50个"),
        ("（30+20）", "number", "50"),
        ("九成五", "rate", "95%"),
        ("1万5", "number", "15000"),
        ("3千5", "number", "3500"),
        ("1万5人", "number", "15000人"),
        ("一个半小时", "number", "1.5个小时"),
        ("半个月", "number", "0.5个月"),
    ],
)
def test_a_target_is_read_up_to_its_edge(text: str, kind: str, meaning: str) -> None:
    quantity = read_quantity(Cell(text), role="target")
    assert quantity.kind == kind
    assert not meaning or format_quantity(quantity) == meaning


@pytest.mark.parametrize("text", ["三分之五", "四分之九"])
def test_more_than_the_whole_is_no_share(text: str) -> None:
    assert read_quantity(Cell(text), role="target").kind != "rate"


@pytest.mark.parametrize("text", ["由85%上涨至95%", "从85%增加到95%", "由85%提高为95%"])
def test_from_one_figure_to_another_leaves_none_out(text: str) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (quantity.number, quantity.codes, quantity.sense) == (Decimal("0.95"), (), "")


@pytest.mark.parametrize(
    ("text", "words"),
    [("不到50次", ("不到",)), ("50次以内", ("以内",)), ("50次不到", ("不到",)), ("超过50次", ("超过",)), ("≥50次", ())],
)
def test_a_bound_in_words_is_kept_to_be_quoted(text: str, words: tuple[str, ...]) -> None:
    assert read_quantity(Cell(text), role="actual").words == words


def test_a_surplus_in_percent_is_not_added_to_a_rate() -> None:
    target = Quantity("rate", "90%", number=Decimal("0.9"), unit="%")
    said = read_quantity(Cell("超2%"), role="actual")
    assert listen(Asked("覆盖率", target, Operator.NONE, None, None), said).verdict is not None


@pytest.mark.parametrize("text", ["20场①", "20场[1]", "20场¹", "20场*", "20场注1", "20场（注2）", "20场（见附件3）"])
def test_the_mark_of_a_note_is_no_figure(text: str) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (quantity.kind, quantity.number) == ("number", 20)


SPELT = (
    "介于5和8之间", "5≤x≤8", "5<数<8", ".5", "3万5千", "“5”", "《5》", "'5'", "9:00-10:00", "5w", "5W次", "3比4", "5m2",
    "5KM2", "3小时20分", "1年零2个月", "(5,6)", "68个", "不少于95%",
)  # fmt: skip


def test_a_spelling_is_passed_over_only_where_it_would_change_nothing() -> None:
    texts = (*SPELT, *re.split(r"[|‖\n]", (Path(__file__).parent / "cells.txt").read_text(encoding="utf-8")))
    for cues, spell in _SPELLINGS:
        changed = [text for text in texts if spell(text) != text]
        assert changed, cues
        assert [text for text in changed if not any(cue in text for cue in cues)] == []


@pytest.mark.parametrize(
    ("text", "spelt"), [("70场①", "70场注1"), ("70场[2]", "70场注2"), ("70场³ ", "70场注3"), ("①", "1、")]
)
def test_the_mark_of_a_note_at_the_end_is_no_figure(text: str, spelt: str) -> None:
    assert clean(text)[0] == spelt
