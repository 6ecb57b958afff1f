"""The formal reports of twelve stations, word for word, and the style of every sentence in them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from report_goldens import FOLDER, stations, text_of

NAMED = sorted(stations())


def golden(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMED)
def test_the_report_says_what_it_said(name: str) -> None:
    """After a change of words: `python tests/report_goldens.py`, and read the diff."""
    assert text_of(stations()[name]()) == golden(name)


def test_there_is_a_golden_for_every_station_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == NAMED
    assert len(NAMED) == 12


# ---------------------------------------------------------------- the style

BANNED = (
    "用力",
    "未触发",
    "尚欠",
    "（待定）",
    "工作簿",
    "单元格",
    "重新计算",
    "评分方案",
    "None",
    "Undefined",
    "nan",
    "TODO",
)
FAULTS = {
    "ASCII punctuation between Chinese": r"[一-鿿][,;:!?()][一-鿿]",
    "a blank between Chinese": r"[一-鿿] [一-鿿]",
    "doubled 的": "的的",
    "doubled punctuation": r"[，、；。：][，、；。：]|“”|（）",
    "an operator in a sentence": r"[≥≤<>＜＞]",
    "a date in figures": r"\d{4}-\d{1,2}-\d{1,2}",
    "a cell": r"![A-Z]{1,3}\d",
    "a code": r"\b[A-Z]\d{3}\b",
    "an amount without its two decimals": r"(?:预算|支出|资金|金额|应拨|已拨|未拨付|结余)(?:为|超出)?"
    r"(?:\d[\d,]*(?:\.\d)?|[\d,]*\.\d{3,})万元",
    "a per cent sign doubled": "%%",
}
_LONGEST_SENTENCE = 150


def own_sentences(text: str) -> list[str]:
    """What the program says: neither staff's own words, nor quotations, nor tables."""
    lines = [
        line for line in text.splitlines() if line[:2] not in ("> ", "= ", "[表", "[图", "$ ") and " | " not in line
    ]
    return [re.sub("“[^”]*”|（[^）]*）", "", line.removeprefix("! ").removeprefix("~ ")) for line in lines if line]


@pytest.mark.parametrize("name", NAMED)
def test_every_sentence_of_ours_is_in_good_style(name: str) -> None:
    sentences = own_sentences(golden(name))
    assert [(word, line) for line in sentences for word in BANNED if word in line] == []
    found = [(fault, line) for fault, pattern in FAULTS.items() for line in sentences if re.search(pattern, line)]
    assert found == []
    long = [each for line in sentences for each in re.split("[。；]", line) if len(each) > _LONGEST_SENTENCE]
    assert long == []


@pytest.mark.parametrize("name", NAMED)
def test_nothing_is_told_twice_in_one_chapter(name: str) -> None:
    for chapter in re.split(r"\n# ", golden(name)):
        told = [line for line in own_sentences(chapter) if len(line) > 20 and not line.startswith("#")]
        assert [line for line, times in Counter(told).items() if times > 1] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("目标≥4个", "an operator in a sentence"),
        ("在2026-01-23前", "a date in figures"),
        ("预算240万元", "an amount without its two decimals"),
        ("支出262.0191万元", "an amount without its two decimals"),
        ("见绩效指标!K12", "a cell"),
        ("甲,乙", "ASCII punctuation between Chinese"),
    ],
)
def test_the_lint_notices(line: str, fault: str) -> None:
    assert re.search(FAULTS[fault], line)
    assert not re.search(FAULTS[fault], "预算240.00万元，2026年1月23日前不少于4个。")
