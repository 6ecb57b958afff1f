"""A word more in a cell: the verdict stays only where the vocabulary says that the word is harmless there.

Five hundred common words, put before, into and behind sixty cells that are read. Whatever the words are, the row never
gains a point by one of them that is not known to be harmless, and no digit is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.reading.words.judged import Case, cases, judged
from workbook_tools.model import Cell
from workbook_tools.reading.words import RowWords, own_vocabulary, read_quantity
from workbook_tools.reading.words.lexicon.lexer import lex

WORDS = tuple(dict.fromkeys(Path(__file__).with_name("common_words.txt").read_text("utf-8").split()))
HARMLESS = {"neutral", "noun", "act", "period", "total", "among"}  # an act only where it is the row's
FIGURES = re.compile("[0-9,.]+")
GOOD = [case for case in cases() if case.kind in ("good", "third") and len(FIGURES.findall(case.actual)) == 1]
READ = [case for case in GOOD if judged(case).kind == "M"][::4][:60]


def points(case: Case, actual: str) -> float:
    """The row's score of 10, and −1 for an open one."""
    said = read_quantity(Cell(actual), unit=case.unit, role="actual", row=RowWords(case.name, case.target))
    if said.kind == "text" and said.sense not in ("rest", "surplus", "up", "down"):
        return -1  # without scoring: words alone never earn anything against a figure
    score = judged(case._replace(actual=actual)).row.score
    return -1 if score is None else float(score)


def test_there_are_five_hundred_words_and_sixty_cells() -> None:
    assert len(WORDS) >= 500
    assert len(READ) == 60


@pytest.mark.parametrize("case", READ, ids=str)
def test_only_a_word_that_is_known_to_be_harmless_leaves_the_verdict_as_it_is(case: Case) -> None:
    classes = own_vocabulary().classes
    half = max(1, len(case.actual) // 2)
    for word in WORDS:
        if classes.get(word) in HARMLESS or word in case.name or word in case.target:
            continue
        for place, text in (
            ("before", f"{word}{case.actual}"),
            ("behind", f"{case.actual}{word}"),
            ("apart", f"{case.actual}，{word}"),
            ("inside", f"{case.actual[:half]}{word}{case.actual[half:]}"),
        ):
            stayed = points(case, text) == 10
            assert not stayed or _may_stay(word, text, case), (word, place, text)


def _may_stay(word: str, text: str, case: Case) -> bool:
    """Pieces that are harmless or joined their neighbours; words of no figure of their own, such as a comparison beside
    the figure; and what is worked out and said in a finding: bounds, about, a second figure."""
    words = own_vocabulary()
    if all(token.kind in HARMLESS for token in lex(word, (), words)):
        return True
    if any(word in longer for longer, kind in words.classes.items() if kind in HARMLESS and longer in text):
        return True
    if words.classes.get(word) in ("surplus", "up", "down", "compared", "few", "order"):
        return True
    return bool(judged(case._replace(actual=text)).codes)


@pytest.mark.parametrize("case", READ[::4], ids=str)
def test_a_word_that_nobody_knows_leaves_the_cell_open_and_is_quoted(case: Case) -> None:
    for text in (f"鵾{case.actual}", f"{case.actual}鵾", f"{case.actual}，鵾鵾"):
        outcome = judged(case._replace(actual=text))
        assert (outcome.kind, "Q116" in outcome.codes) == ("O", True)


@pytest.mark.parametrize("case", READ, ids=str)
@pytest.mark.parametrize("more", ["7", "，7", "（7）", "，另有7个", "；7人", "+7", "，其中7场"])
def test_no_digit_is_passed_over_in_silence(case: Case, more: str) -> None:
    outcome = judged(case._replace(actual=case.actual + more))
    unchanged = outcome.kind == "M" and outcome.row.completion == judged(case).row.completion
    said = bool(outcome.codes) or not unchanged
    assert said or outcome.row.actual.kind == "list" or "其中" in more, outcome.row.why


WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
NOISE: dict[str, Callable[[str], str]] = {
    "a full stop behind it": lambda text: f"{text}。",
    "a semicolon behind it": lambda text: f"{text}；",
    "blanks around it": lambda text: f" {text} ",
    "a line break behind its first comma": lambda text: text.replace("，", "，\n", 1),
    "wide digits": lambda text: text.translate(WIDE),
    "a blank in front of units": lambda text: re.sub("([0-9])(?=[个场次人户份])", r"\1 ", text),
    "narrow brackets": lambda text: text.replace("（", "(").replace("）", ")"),
    "narrow commas": lambda text: text.replace("，", ","),
}


@pytest.mark.parametrize("noise", NOISE)
def test_what_says_nothing_leaves_the_verdict_as_it_is_or_is_asked_about(noise: str) -> None:
    for case in [each for each in cases() if len(each.actual) <= 40][::11]:
        noisy = judged(case._replace(actual=NOISE[noise](case.actual)))
        plain = judged(case)
        same = (noisy.kind, noisy.row.completion) == (plain.kind, plain.row.completion)
        assert same or noisy.kind == "O", case.actual


def test_a_half_more_is_read_as_a_half_more_or_not_at_all() -> None:
    """目标9.5万元 is no list of 5万元; a point belongs to its figure wherever that stands."""
    for case in cases():
        figures = re.findall("[0-9.]+", case.actual)
        if len(figures) != 1 or "." in figures[0] or len(figures[0]) > 4 or not int(figures[0]):
            continue
        row = RowWords(case.name, case.target)
        whole = read_quantity(Cell(case.actual), unit=case.unit, role="actual", row=row)
        more = case.actual.replace(figures[0], f"{figures[0]}.5")
        half = read_quantity(Cell(more), unit=case.unit, role="actual", row=row)
        by = {Decimal(figures[0]): Decimal("0.5"), Decimal(figures[0]) / 100: Decimal("0.005")}.get(whole.number or 0)
        told = half.number is None or half.codes or half.unit != whole.unit or case.unit == "%"
        assert by is None or told or half.number == whole.number + by, more


MARKS = "20场 15场 95% 2022年 5月 ， （ ） ； 共 每月 1. 2、 ≥ ± / 万"
PIECES = [*WORDS[::7], *MARKS.split()]
NUMERALS = "零一二两三四五六七八九十百"
DONE = "达成|完成|达到|实现|全|是|有|√|达标|通过|合格|及时|按|如期|准时|提前"
texts = st.lists(st.sampled_from(PIECES), max_size=9).map("".join) | st.text(max_size=60)


@settings(max_examples=300)
@given(texts, st.sampled_from(["20场", "≥90%", "≤50万元", "2022年6月底前", "良好以上", "增长5%", "10%以内"]))
def test_no_cell_makes_it_raise(text: str, target: str) -> None:
    outcome = judged(Case("", "活动场次", "", target, "", (), text))
    assert outcome.kind in ("O", "M", "U", "Z")


@pytest.mark.parametrize("numeral", ["三三", "十十", "四三", "两两", "二十二十", "百百", "十三三"])
@pytest.mark.parametrize(
    "text", ["{}个", "老人、儿童{}个", "探访{}个", "8个（第{}个取消）", "各{}个", "第{}名", "每周{}次", "{}天后完成"]
)
def test_a_numeral_that_is_none_makes_no_cell_raise(text: str, numeral: str) -> None:
    for target in ("20个", "每季度1次", "前三名", "2022年6月底前"):
        assert judged(Case("", "站点安全检查", "", target, "", (), text.format(numeral))).kind in ("O", "M", "U", "Z")


@settings(max_examples=300)
@given(st.sampled_from([case for case in cases() if case.kind in ("not done", "planned", "postponed")]), texts)
def test_what_was_not_done_earns_full_marks_by_no_further_word(case: Case, more: str) -> None:
    if re.search(
        "[0-9零一二两三四五六七八九十百]|达成|完成|达到|实现|全|是|有|√|达标|通过|合格|及时|按|如期|准时|提前", more
    ):
        return  # another figure, or a word that says it was done
    assert points(case, case.actual + more) != 10 or points(case, case.actual) == 10


ROWS = [case for case in cases() if not case.nature]
NO_FIGURES = st.lists(st.sampled_from([word for word in WORDS if not set(word) & set(NUMERALS)]), max_size=4)


@settings(max_examples=400)
@given(st.sampled_from(ROWS), NO_FIGURES, st.sampled_from(["", "，", "；", "（"]))
def test_a_longer_text_never_gains_points(case: Case, more: list[str], mark: str) -> None:
    """What is scored already earns no more by words behind it, whatever they say."""
    assume(judged(case).kind != "O")
    longer = f"{case.actual}{mark}{''.join(more)}{'）' if mark == '（' else ''}"
    assert points(case, longer) <= max(points(case, case.actual), 0), longer


def test_the_words_of_a_row_are_its_own() -> None:
    cell = Cell("碳汇林抚育20亩")
    assert read_quantity(cell, role="actual").sense == "unknown"
    assert read_quantity(cell, role="actual", row=RowWords("碳汇林抚育面积")).number == 20
    assert read_quantity(Cell("计划20场"), role="actual", row=RowWords("年度计划")).kind == "text"


TAKES_BACK = (
    "去年 明年 下年度 去年同期 2025年 近三年 计划 预计 拟 有望 应 未能 尚未 取消 推迟 其他站 假如 原定 下一步 合同约定"
)
SEVERAL_WAYS = {  # of saying that more was done than was promised, and of telling how
    ("活动场次", "20场"): (
        "增至25场 增加到25场 达到25场 超过25场 开展了25场 累计25场 共举办25场 超额完成25场 已达25场 增加5场达25场 "
        "由18场增至25场 提前完成25场 25场全部完成 高于目标，25场 25场，超额完成 线上15场、线下10场 每月2场，共25场 "
        "25场（含线上5场） 上半年12场，下半年13场 一季度6场、二季度7场、三季度6场、四季度6场 12+13=25场"
    ),
    ("服务覆盖率", "≥85%"): (
        "提升至90% 提高到90% 达90% 稳定在90% 由80%提升到90% 提升10个百分点，达90% 高于目标，90% 90%以上 90%（45/50） "
        "覆盖45户，占90%"
    ),
    ("报告提交时间", "2022年6月底前"): "5月完成 提前至5月完成 5月20日提交 5月底前完成 5月已完成 在5月份全部完成",
    ("服务总量", "1.活动12场；2.小组3个"): "1.活动12场；2.小组3个 活动13场，小组4个",
    ("评估等级", "优秀"): "优秀 评为优秀 获评优秀 优秀等次",
    ("安全事故数", "0起"): "0起 无事故 零事故 未发生事故 没有发生安全事故",
    ("投诉率", "≤5%"): "3% 控制在3% 为3% 降至3% 低于3%",
    ("项目成本", "≤10万元"): "9.5万元 支出9.5万元 控制在9.5万元 实际支出9.5万元",
    ("满意度", "≥90%"): "95% 满意率95% 95分 达95% 九成五",
    ("服务时效", "24小时内响应"): "24小时内 12小时 当天响应 2小时内响应",
    ("人员配备", "专职3人、兼职2人"): "专职3人、兼职2人 专职3人，兼职2人",
    ("覆盖率", "100%"): "全覆盖 实现全覆盖 100% 100%覆盖 已全部覆盖",
    ("走访频次", "每月2次"): "每月2次 每月3次 月均2次 24次",
}


@pytest.mark.parametrize(("row", "ways"), SEVERAL_WAYS.items(), ids=lambda each: each[0])
def test_however_it_is_told_words_that_take_it_back_are_heard(row: tuple[str, str], ways: str) -> None:
    name, target = row
    for way in ways.split():
        for word in TAKES_BACK.split():
            for text in (f"{word}{way}", f"{way}（{word}）", f"{word}，{way}"):
                outcome = judged(Case("", name, "", target, "", (), text))
                assert outcome.kind != "M" or outcome.codes, text
